/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that share most characters, in the same order, with a string that is nowhere.
 * In: a string.  Out: offers.  Every entry's hashed characters are compared first: a look at one number tells
 * most entries off.
 */
#include "suggest/find.h"

#include <stdio.h>
#include <string.h>

enum {
    CHARS_MOST = 24,
    LONGER_MOST = 2, /* characters more than the string itself */
    SHARED_LEAST = 2 /* one in common is no likeness: 停停 for 停电 */
};

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

/* The longest run of characters, not all side by side, that both have in the same order; 0 for an entry too
 * long to be like it. */
static unsigned shared_chars(const wanted *w, const char *text, unsigned *chars)
{
    unsigned row[CHARS_MOST + 1] = {0};
    *chars = 0;
    for (size_t at = 0, len = strlen(text); at < len; ++*chars) {
        uint32_t c = zy_utf8_next(text, len, &at);
        for (size_t i = 0, diagonal = 0; i < w->count; i++) {
            unsigned above = row[i + 1];
            row[i + 1] = w->chars[i] == c ? (unsigned)diagonal + 1 : above > row[i] ? above : row[i];
            diagonal = above;
        }
        if (*chars > w->count + LONGER_MOST)
            return 0;
    }
    return row[w->count];
}

size_t zy_vocabulary_nearest(const zy_vocabulary *v, const char *text, size_t len_bytes, zy_offer *out,
                             size_t limit)
{
    wanted w = read_wanted(text, len_bytes);
    zy_best best = {.limit = limit < ZY_SUGGEST_MOST ? limit : ZY_SUGGEST_MOST};
    if (!w.count || !best.limit)
        return 0;
    for (uint32_t i = 0; i < v->head.entries; i++) {
        unsigned most = (unsigned)__builtin_popcount(v->chars[i] & w.bits), chars;
        if (v->info[i] >> 29 == ZY_ENTRY_TITLE || most == 0)
            continue;
        const char *entry = zy_entry_text(v, i);
        unsigned shared = shared_chars(&w, entry, &chars);
        if (shared < SHARED_LEAST ||
            memmem(text, len_bytes, entry, strlen(entry))) /* a part of it is no other word */
            continue;
        /* what is shared counts most, then how little is left over on the entry's side */
        zy_best_add(&best, zy_score(shared * 32 + 24 - chars, v->weight[i]), i);
    }
    for (size_t i = 0; i < best.count; i++) {
        out[i] = (zy_offer){.entry = zy_vocabulary_entry(v, best.items[i].entry), .why = ZY_OFFER_NEAREST};
        snprintf(out[i].text, sizeof out[i].text, "%s", out[i].entry.text);
    }
    return best.count;
}
