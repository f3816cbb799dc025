/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text read as JSON Lines, after decoding as the reader does it. */
#include "fuzz.h"

#include "issue/decode.h"
#include "issue/jsonl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zy_articles set = {0};
    const char *text = NULL;
    size_t len = 0;
    if (!zy_decode((const char *)data, size, NULL, "a.jsonl", &set, &text, &len, NULL) &&
        !zy_read_jsonl(text, len, "a.jsonl", &set, NULL))
        for (size_t i = 0; i < set.count; i++)
            FUZZ_PROMISE(set.items[i].id && set.items[i].id[0] && set.items[i].title);
    zy_articles_free(&set);
    return 0;
}
