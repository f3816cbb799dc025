/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fives of letters as hashes; the least of them are a fair sample of the set. */
#include "text/near.h"

#include "base/utf16.h"

#include <string.h>
#include <unicode/uchar.h>

enum { FIVE = 5, LETTERS_LEAST = 40, SAMPLE = 128 };

/* Walks over the fives of a text. */
typedef struct {
    const uint16_t *at, *end;
    uint64_t window; /* the last four letters, 16 bits each */
    uint32_t letters;
} walker;

/* The letter a unit counts as, 0 for none. */
static uint16_t letter(uint16_t unit)
{
    if (unit >= '0' && unit <= '9')
        return '0';
    return zy_utf16_is_lead(unit) || zy_utf16_is_trail(unit) || unit == 0x3007 || u_isalnum(unit) ? unit : 0;
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 31) * 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 29) * 0xBF58476D1CE4E5B9u;
    return x ^ x >> 32;
}

static bool next_five(walker *w, uint64_t *hash)
{
    while (w->at < w->end) {
        uint16_t unit = letter(*w->at++);
        if (!unit)
            continue;
        *hash = mix(w->window ^ mix(unit));
        w->window = w->window << 16 | unit;
        if (++w->letters >= FIVE)
            return true;
    }
    return false;
}

uint32_t zy_near_signature(const uint16_t *units, size_t count)
{
    static const uint64_t turns[4] = {0, 0x5851F42D4C957F2Du, 0xD1342543DE82EF95u, 0x2545F4914F6CDD1Du};
    uint64_t least[4] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}, hash;
    walker w = {.at = units, .end = units + count};
    while (next_five(&w, &hash))
        for (int i = 0; i < 4; i++) {
            uint64_t turned = hash * (turns[i] | 1);
            least[i] = turned < least[i] ? turned : least[i];
        }
    if (w.letters < LETTERS_LEAST)
        return 0;
    uint32_t signature = 0;
    for (int i = 0; i < 4; i++)
        signature = signature << 8 | (uint32_t)(mix(least[i]) & 0xFF);
    return signature ? signature : 1;
}

bool zy_near_worth_comparing(uint32_t a, uint32_t b)
{
    uint32_t same = 0, differ = a ^ b;
    for (int i = 0; i < 4; i++)
        same += (differ >> 8 * i & 0xFF) == 0;
    return a && b && same >= 2;
}

/* The SAMPLE least different hashes of a text, ascending. */
static size_t least_of(const uint16_t *units, size_t count, uint64_t sample[SAMPLE])
{
    walker w = {.at = units, .end = units + count};
    size_t held = 0;
    uint64_t hash;
    while (next_five(&w, &hash)) {
        if (held == SAMPLE && hash >= sample[held - 1])
            continue;
        size_t at = held;
        while (at > 0 && sample[at - 1] > hash)
            at--;
        if (at > 0 && sample[at - 1] == hash)
            continue;
        held -= held == SAMPLE;
        memmove(sample + at + 1, sample + at, (held - at) * sizeof *sample);
        sample[at] = hash;
        held++;
    }
    return held;
}

double zy_near_resemblance(const uint16_t *a, size_t a_count, const uint16_t *b, size_t b_count)
{
    uint64_t left[SAMPLE], right[SAMPLE];
    size_t n = least_of(a, a_count, left), m = least_of(b, b_count, right), i = 0, k = 0, both = 0, all = 0;
    /* Of the least hashes of the two together, how many belong to both?  Texts short enough are compared
     * whole. */
    while (all < SAMPLE && (i < n || k < m)) {
        bool from_left = k == m || (i < n && left[i] <= right[k]),
             same = i < n && k < m && left[i] == right[k];
        i += from_left;
        k += !from_left || same;
        both += same;
        all++;
    }
    return all ? (double)both / (double)all : 0;
}
