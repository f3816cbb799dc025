/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The literal index: every occurrence of any string, in which document, and how it stands among the words.
 *
 * A text of UTF-16 units, documents one after another; its suffix array, the starts of all suffixes in order;
 * and a bit a unit that says where words begin.  A string's occurrences are one run of the suffix array,
 * found by two binary searches.  Knows no files and no articles: the store maps the arrays, the search walks
 * them.
 *
 * Suffixes are ordered by their bytes in memory (little-endian units), which is as good an order as any and
 * lets a byte-wise sorter and memcmp do the work.
 */
#ifndef ZY_LITERAL_LITERAL_H
#define ZY_LITERAL_LITERAL_H

#include "base/bits.h"
#include "zy.h"

enum {
    ZY_LITERAL_BLOCK_SHIFT = 7, /* doc_of_block: one entry for 128 units */
    ZY_LITERAL_KEY_STEP = 32    /* keys: one entry for 32 suffixes */
};

typedef struct {
    const uint16_t *text;
    uint32_t unit_count;
    const uint32_t
        *suffixes; /* unit offsets; none begins at a paragraph mark, a space or inside a character */
    uint32_t suffix_count;
    const uint64_t *keys;       /* zy_suffixes_keys, zy_literal_keys of them */
    const uint64_t *breaks;     /* unit_count + 1 bits */
    const uint32_t *doc_starts; /* doc_count + 1 unit offsets; a document ends in a paragraph mark */
    const uint32_t *doc_of_block;
    uint32_t doc_count;
} zy_literal;

/* Sorts the suffixes of `text`.  *suffixes is malloc's, *count of them.  Takes about ten bytes of memory a
 * unit. */
ZY_CHECKED zy_status zy_suffixes_sort(const uint16_t *text, uint32_t unit_count, uint32_t **suffixes,
                                      uint32_t *count, zy_error *err);

/* The first four units of every ZY_LITERAL_KEY_STEPth suffix, as numbers in the suffixes' order; *keys is
 * malloc's.  They are so few that they stay in the cache, where a step to a suffix and
 * the text it stands for misses it twice. */
ZY_CHECKED zy_status zy_suffixes_keys(const uint16_t *text, uint32_t unit_count, const uint32_t *suffixes,
                                      uint32_t suffix_count, uint64_t **keys, zy_error *err);

/* How many keys so many suffixes have. */
static inline uint32_t zy_literal_keys(size_t suffix_count)
{
    return (uint32_t)((suffix_count + ZY_LITERAL_KEY_STEP - 1) / ZY_LITERAL_KEY_STEP);
}

/* The key of up to four units: their bytes as one number, the first weighing most, `padding` where units
 * lack. */
uint64_t zy_literal_key(const uint16_t *units, size_t count, uint8_t padding);

/* Fills doc_of_block, which holds (unit_count >> ZY_LITERAL_BLOCK_SHIFT) + 1 entries. */
void zy_literal_blocks(const uint32_t *doc_starts, uint32_t doc_count, uint32_t *doc_of_block,
                       uint32_t unit_count);

/* The run [*low, *high) of the suffix array that begins with `needle`; empty when it is nowhere.  A needle
 * holds no paragraph mark. */
void zy_literal_find(const zy_literal *literal, const uint16_t *needle, size_t needle_units, uint32_t *low,
                     uint32_t *high);

/* The next two stand here because they are asked for every occurrence of a string. */

/* The document that holds a unit. */
static inline uint32_t zy_literal_doc(const zy_literal *literal, uint32_t unit)
{
    uint32_t doc = literal->doc_of_block[unit >> ZY_LITERAL_BLOCK_SHIFT];
    while (literal->doc_starts[doc + 1] <= unit)
        doc++;
    return doc;
}

/* WORD, INSIDE or ACROSS for the units [at, at + len). */
static inline zy_class zy_literal_class(const zy_literal *literal, uint32_t at, uint32_t len_units)
{
    if (zy_bit_get(literal->breaks, at) && zy_bit_get(literal->breaks, at + len_units))
        return ZY_CLASS_WORD;
    return zy_bits_any(literal->breaks, at + 1, at + len_units) ? ZY_CLASS_ACROSS : ZY_CLASS_INSIDE;
}

#endif
