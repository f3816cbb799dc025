/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrays of bits, 64 to a word. */
#ifndef ZY_BASE_BITS_H
#define ZY_BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline size_t zy_bits_words(size_t bits)
{
    return (bits + 63) / 64;
}
static inline bool zy_bit_get(const uint64_t *words, size_t at)
{
    return words[at >> 6] >> (at & 63) & 1;
}
static inline void zy_bit_set(uint64_t *words, size_t at)
{
    words[at >> 6] |= (uint64_t)1 << (at & 63);
}
static inline void zy_bit_clear(uint64_t *words, size_t at)
{
    words[at >> 6] &= ~((uint64_t)1 << (at & 63));
}

/* True when some bit of [from, end) is set. */
static inline bool zy_bits_any(const uint64_t *words, size_t from, size_t end)
{
    while (from < end) {
        size_t in_word = 64 - (from & 63), take = end - from < in_word ? end - from : in_word;
        uint64_t mask = take == 64 ? ~(uint64_t)0 : (((uint64_t)1 << take) - 1) << (from & 63);
        if (words[from >> 6] & mask)
            return true;
        from += take;
    }
    return false;
}

/* The first set bit at or after `from`, or `end`. */
static inline size_t zy_bits_next(const uint64_t *words, size_t from, size_t end)
{
    while (from < end) {
        uint64_t word = words[from >> 6] >> (from & 63);
        if (word) {
            from += (size_t)__builtin_ctzll(word);
            return from < end ? from : end;
        }
        from = (from | 63) + 1;
    }
    return end;
}

/* The last set bit at or before `from`, which must exist at or after `floor`; `floor` when there is none. */
static inline size_t zy_bits_before(const uint64_t *words, size_t from, size_t floor)
{
    while (from > floor && !zy_bit_get(words, from))
        from--;
    return from;
}

#endif
