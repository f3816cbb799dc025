/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much two texts share, by pairs of neighbouring Han characters.  In: two texts.  Out: 0..1. */
#include "base/utf8.h"
#include "issue/assemble.h"

#include <string.h>

enum { BITS = 1 << 14 };

/* Calls nothing for pairs that hold anything but Han.  Returns pairs seen; fills or tests a small bit set. */
static size_t pairs(zy_span text, unsigned char *bits, const unsigned char *other, size_t *shared)
{
    uint32_t before = 0;
    size_t count = 0;
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        if (zy_is_han(c) && zy_is_han(before)) {
            uint32_t slot = (before * 2654435761u ^ c * 40503u) % BITS;
            bool seen = bits[slot / 8] >> (slot % 8) & 1;
            bits[slot / 8] |= (unsigned char)(1u << (slot % 8));
            count += !seen;
            if (other && !seen)
                *shared += other[slot / 8] >> (slot % 8) & 1;
        }
        before = c;
    }
    return count;
}

double zy_likeness(zy_span a, zy_span b)
{
    unsigned char first[BITS / 8] = {0}, second[BITS / 8] = {0};
    if (a.bytes > b.bytes) {
        zy_span swap = a;
        a = b;
        b = swap;
    }
    size_t shared = 0;
    pairs(b, first, NULL, &shared);
    size_t count = pairs(a, second, first, &shared);
    return count ? (double)shared / (double)count : 0;
}
