/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A packed lexicon as an index carries it, damaged in any way. */
#include "fuzz.h"

#include "lexicon/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zy_lexicon *lexicon = NULL;
    size_t count;
    if (zy_lexicon_unpack(data, size, &lexicon, NULL) == ZY_OK) {
        FUZZ_PROMISE(lexicon);
        zy_lexicon_questions(lexicon, &count);
        zy_lexicon_readings(lexicon, &count);
    }
    zy_lexicon_free(lexicon);
    return 0;
}
