/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Well-formed UTF-16 by hand: the form of the folded text. */
#ifndef ZY_BASE_UTF16_H
#define ZY_BASE_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool zy_utf16_is_lead(uint16_t unit)
{
    return (unit & 0xFC00) == 0xD800;
}
static inline bool zy_utf16_is_trail(uint16_t unit)
{
    return (unit & 0xFC00) == 0xDC00;
}

/* The code point at units[*at]; moves *at behind it. */
static inline uint32_t zy_utf16_next(const uint16_t *units, size_t *at)
{
    uint32_t c = units[(*at)++];
    if ((c & 0xFC00) == 0xD800)
        c = ((c - 0xD800) << 10) + (units[(*at)++] - 0xDC00u) + 0x10000;
    return c;
}

/* The code point that ends before units[at]; at > 0. */
static inline uint32_t zy_utf16_before(const uint16_t *units, size_t at)
{
    uint32_t c = units[at - 1];
    if ((c & 0xFC00) == 0xDC00 && at > 1)
        c = ((units[at - 2] - 0xD800u) << 10) + (c - 0xDC00u) + 0x10000;
    return c;
}

/* Writes one or two units; returns how many. */
static inline size_t zy_utf16_put(uint16_t *to, uint32_t c)
{
    if (c < 0x10000) {
        to[0] = (uint16_t)c;
        return 1;
    }
    to[0] = (uint16_t)(0xD7C0 + (c >> 10));
    to[1] = (uint16_t)(0xDC00 | (c & 0x3FF));
    return 2;
}

#endif
