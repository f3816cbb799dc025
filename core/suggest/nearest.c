/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that share most characters with a string that is nowhere.
 * In: a string.  Out: offers.  Every entry's hashed characters are compared first: a look at one number tells
 * most entries off.
 */
#include "suggest/find.h"

#include <stdio.h>
#include <string.h>

enum { CHARS_MOST = 24 };

typedef struct {
    uint32_t chars[CHARS_MOST];
    size_t count;
    uint32_t bits;
} wanted;

static wanted read_wanted(const char *text, size_t len)
{
    wanted w = {.count = 0};
    for (size_t at = 0; at < len && w.count < CHARS_MOST;) {
        uint32_t c = zy_utf8_next(text, len, &at);
        bool known = c < 0x80;
        for (size_t i = 0; i < w.count && !known; i++)
            known = w.chars[i] == c;
        if (known)
            continue;
        w.chars[w.count++] = c;
        w.bits |= zy_char_bit(c);
    }
    return w;
}

static unsigned shared_chars(const wanted *w, const char *text, unsigned *chars)
{
    unsigned shared = 0;
    *chars = 0;
    for (size_t at = 0, len = strlen(text); at < len; ++*chars) {
        uint32_t c = zy_utf8_next(text, len, &at);
        for (size_t i = 0; i < w->count; i++)
            shared += w->chars[i] == c;
    }
    return shared;
}

size_t zy_vocabulary_nearest(const zy_vocabulary *v, const char *text, size_t len_bytes, zy_offer *out,
                             size_t limit)
{
    wanted w = read_wanted(text, len_bytes);
    zy_best best = {.limit = limit < ZY_SUGGEST_MOST ? limit : ZY_SUGGEST_MOST};
    if (!w.count || !best.limit)
        return 0;
    unsigned least = w.count > 3 ? 2 : 1;
    for (uint32_t i = 0; i < v->head.entries; i++) {
        unsigned most = (unsigned)__builtin_popcount(v->chars[i] & w.bits), chars;
        if (v->info[i] >> 29 == ZY_ENTRY_TITLE || most == 0)
            continue;
        const char *entry = zy_entry_text(v, i);
        unsigned shared = shared_chars(&w, entry, &chars);
        bool itself = strlen(entry) == len_bytes && memcmp(entry, text, len_bytes) == 0;
        if (shared < least || itself || chars > 24)
            continue;
        /* what is shared counts most, then how little is left over on the entry's side */
        zy_best_add(&best, zy_score(shared * 32 + 24 - chars, zy_info_weight(v->info[i])), i);
    }
    for (size_t i = 0; i < best.count; i++) {
        out[i] = (zy_offer){.entry = zy_vocabulary_entry(v, best.items[i].entry), .why = ZY_OFFER_NEAREST};
        snprintf(out[i].text, sizeof out[i].text, "%s", out[i].entry.text);
    }
    return best.count;
}
