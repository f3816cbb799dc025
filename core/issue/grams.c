/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Neighbours of Han characters.  In: an issue's lines.  Out: hashed counts of pairs, sets of threes and
 * fours. */
#include "issue/grams.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { PAIR_SLOTS = 1 << 17, SINGLE_SLOTS = 1 << 14, SET_BITS = 1 << 21 };

struct zy_grams {
    uint32_t total;
    uint32_t single[SINGLE_SLOTS], pair[PAIR_SLOTS];
    uint8_t three[SET_BITS / 8], four[SET_BITS / 8];
};

static uint32_t mix(uint32_t hash, uint32_t c)
{
    hash = (hash ^ c) * 2654435761u;
    return hash ^ hash >> 15;
}

static uint32_t hash_of(const uint32_t *chars, size_t count)
{
    uint32_t hash = 0x9E3779B9u;
    for (size_t i = 0; i < count; i++)
        hash = mix(hash, chars[i]);
    return hash;
}

static bool has(const uint8_t *set, uint32_t hash)
{
    hash %= SET_BITS;
    return set[hash / 8] >> (hash % 8) & 1;
}

static void put(uint8_t *set, uint32_t hash)
{
    hash %= SET_BITS;
    set[hash / 8] |= (uint8_t)(1u << (hash % 8));
}

/* `last` holds the run's newest four characters, `run` how many there are. */
static void count_char(zy_grams *g, const uint32_t last[4], size_t run)
{
    g->total++;
    g->single[hash_of(last + 3, 1) % SINGLE_SLOTS]++;
    if (run >= 2)
        g->pair[hash_of(last + 2, 2) % PAIR_SLOTS]++;
    if (run >= 3)
        put(g->three, hash_of(last + 1, 3));
    if (run >= 4)
        put(g->four, hash_of(last, 4));
}

static void count_text(zy_grams *g, zy_span text)
{
    uint32_t last[4] = {0};
    size_t run = 0;
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        if (zy_is_space(c))
            continue;
        last[0] = last[1], last[1] = last[2], last[2] = last[3], last[3] = c;
        run = zy_is_han(c) || zy_is_digit(c) ? run + 1 : 0;
        if (run)
            count_char(g, last, run);
    }
}

zy_grams *zy_grams_of(const zy_issue_text *issue)
{
    zy_grams *grams = calloc(1, sizeof *grams);
    for (size_t i = 0; grams && i < issue->count; i++)
        count_text(grams, issue->lines[i].plain);
    return grams;
}

void zy_grams_free(zy_grams *grams)
{
    free(grams);
}

static bool is_letter(uint32_t c)
{
    return zy_is_han(c) || zy_is_digit(c);
}

/* The characters that meet: chars[0..1] end `a`, chars[2..3] begin `b`; 0 where there is no letter. */
static void meeting(zy_span a, zy_span b, uint32_t chars[4])
{
    size_t at = 0;
    chars[1] = zy_last_char(a);
    while (a.bytes && ((unsigned char)a.at[--a.bytes] & 0xC0) == 0x80)
        ;
    chars[0] = zy_last_char(a);
    chars[2] = b.bytes ? zy_utf8_next(b.at, b.bytes, &at) : 0;
    chars[3] = at < b.bytes ? zy_utf8_next(b.at, b.bytes, &at) : 0;
    for (size_t i = 0; i < 4; i++)
        chars[i] = is_letter(chars[i]) ? chars[i] : 0;
}

double zy_grams_bond(const zy_grams *g, zy_span a, zy_span b)
{
    uint32_t c[4];
    meeting(zy_trim(a), zy_trim(b), c);
    if (!g || !c[1] || !c[2])
        return 0;
    if (c[0] && c[3] && has(g->four, hash_of(c, 4)))
        return 5;
    if ((c[0] && has(g->three, hash_of(c, 3))) || (c[3] && has(g->three, hash_of(c + 1, 3))))
        return 3;
    double left = g->single[hash_of(c + 1, 1) % SINGLE_SLOTS],
           right = g->single[hash_of(c + 2, 1) % SINGLE_SLOTS];
    double pair = g->pair[hash_of(c + 1, 2) % PAIR_SLOTS];
    double odds = log((pair + 0.3) * (g->total + 1000.0) / ((left + 1) * (right + 1)));
    return pair >= 1 ? fmin(2, fmax(0.3, 0.5 * odds)) : fmax(-1, fmin(0, 0.25 * odds));
}
