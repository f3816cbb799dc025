/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A vocabulary's blob, damaged in any way: refused, or answering without harm. */
#include "fuzz.h"

#include "suggest/vocabulary.h"

#include <string.h>

static void ask(const zy_vocabulary *v, const char *text)
{
    zy_entry entries[ZY_SUGGEST_MOST];
    zy_offer offers[ZY_SUGGEST_MOST];
    size_t len = strlen(text);
    zy_vocabulary_complete(v, text, len, entries, ZY_SUGGEST_MOST);
    zy_vocabulary_by_sound(v, text, len, entries, ZY_SUGGEST_MOST, NULL);
    zy_vocabulary_correct(v, text, len, offers, ZY_SUGGEST_MOST);
    zy_vocabulary_nearest(v, text, len, offers, ZY_SUGGEST_MOST);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zy_vocabulary *v = NULL;
    void *aligned = malloc(size + 1);
    if (!aligned)
        return 0;
    memcpy(aligned, data, size);
    if (zy_vocabulary_open(aligned, size, &v, NULL) == ZY_OK) {
        ask(v, "yang");
        ask(v, "yly");
        ask(v, "养老园");
        for (size_t i = 0; i < zy_vocabulary_count(v); i++)
            (void)strlen(zy_vocabulary_entry(v, i).text);
    }
    zy_vocabulary_free(v);
    free(aligned);
    return 0;
}
