/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The blob's shape, shared by the files of this folder alone.
 *
 * Little-endian; a header of u32, then tables of u32, then tables of u16, then the texts, each with a NUL.
 *
 * - text_at[n+1]: where each entry's text begins; entries stand in the order of their texts' bytes
 * - info[n]: kind in the top three bits, articles below
 * - weight[n]: what entries that fit alike are ordered by
 * - chars[n]: which characters an entry holds, hashed to one of 32 bits each
 * - row_entry[r]: rows are readings, in their order; an entry has one, or more with characters read two ways;
 *   the top bit: not its first reading
 * - row_at[r+1]: where each row's syllables begin
 * - initials[r]: rows in the order of their initials
 * - best_…[]: the largest weight among each BLOCK of the three orders: lets a scan for the best few pass over
 *   most of a wide range
 * - extras[2x]: character and one more reading
 * - shapes[2s]: character and one that looks like it
 * - sounds[2f]: (u16) syllable and one it is mixed up with
 * - syllables[]: (u16) what row_at points into
 */
#ifndef ZY_SUGGEST_BLOB_H
#define ZY_SUGGEST_BLOB_H

#include "base/utf8.h"
#include "suggest/pinyin.h"
#include "suggest/vocabulary.h"

#define ZY_BLOB_MAGIC 0x4C56595Au /* "ZYVL" */
#define ZY_BLOB_VERSION 2u

enum {
    ZY_BLOCK = 64,
    ZY_READ_CHARS = 12, /* characters of an entry that are indexed by sound */
    ZY_TEXT_BYTES_MOST = 600
};

#define ZY_ROW_SECOND 0x80000000u
#define ZY_INFO_ARTICLES 0x1FFFFFFFu

typedef struct {
    uint32_t magic, version, table_hash, entries, rows, extras, shapes, sounds, syllables, text_bytes,
        reserved[2];
} zy_blob_header;

struct zy_vocabulary {
    zy_blob_header head;
    const uint32_t *text_at, *info, *weight, *chars, *row_entry, *row_at, *initials, *best_text, *best_row,
        *best_initial, *extras, *shapes;
    const uint16_t *sounds, *syllables;
    const char *text;
};

static inline uint32_t zy_block_count(uint32_t items)
{
    return (items + ZY_BLOCK - 1) / ZY_BLOCK;
}

/* The weight of all but headlines is at least this. */
#define ZY_WEIGHT_OF_WORDS (1u << 30)

static inline uint32_t zy_char_bit(uint32_t c)
{
    return 1u << ((c * 2654435761u) >> 27);
}

/* A row's syllables; their number is given back. */
static inline size_t zy_row(const zy_vocabulary *v, uint32_t row, const uint16_t **syllables)
{
    *syllables = v->syllables + v->row_at[row];
    return v->row_at[row + 1] - v->row_at[row];
}

static inline const char *zy_entry_text(const zy_vocabulary *v, uint32_t entry)
{
    return v->text + v->text_at[entry];
}

static inline size_t zy_entry_bytes(const zy_vocabulary *v, uint32_t entry)
{
    return v->text_at[entry + 1] - v->text_at[entry] - 1;
}

/* Half-open run of positions in one of the orders. */
typedef struct {
    uint32_t from, to;
} zy_run;

#endif
