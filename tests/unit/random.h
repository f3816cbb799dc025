/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random texts that come out the same on every machine: seed in, UTF-8 out. */
#ifndef ZY_TESTS_RANDOM_H
#define ZY_TESTS_RANDOM_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* xorshift64*: short, and good enough to shake a program with. */
static inline uint32_t random_next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * 0x2545F4914F6CDD1Du) >> 32);
}

static inline uint32_t random_below(uint64_t *state, uint32_t limit)
{
    return random_next(state) % limit;
}

/* Appends up to `pieces` strings chosen from the list to `text`, which holds `cap` bytes; returns its length.
 */
static inline size_t random_text(uint64_t *state, const char *const *list, size_t count, size_t pieces,
                                 char *text, size_t cap)
{
    size_t len = 0;
    for (size_t i = 0; i < pieces; i++) {
        const char *piece = list[random_below(state, (uint32_t)count)];
        size_t more = strlen(piece);
        if (len + more + 1 > cap)
            break;
        memcpy(text + len, piece, more);
        len += more;
    }
    text[len] = '\0';
    return len;
}

#endif
