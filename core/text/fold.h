/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folding: what makes 鄉村振興, 乡 村振兴 and 乡村振兴 one string, on both sides.
 *
 * In: one paragraph (or a query's part) as UTF-8.  Out: folded UTF-16 and the list of edits that leads from
 * the folded text back to the source's own letters, to the byte.
 *
 * NFKC with case folding; zero-width and other ignorable characters go; CJK radicals become their ideographs;
 * Traditional becomes Simplified, one character at a time; white space between Han characters goes, elsewhere
 * a run of it is one space; at a paragraph's ends it goes.  Digits that stand side by side only because an
 * enclosed or raised one was unpacked (①2024, 10²) are kept apart by ZY_FOLD_SEAM.  The folding of a part of
 * a text is a part of the folding of the text: on this rests the promise that every string is found.
 */
#ifndef ZY_TEXT_FOLD_H
#define ZY_TEXT_FOLD_H

#include "zy.h"

#define ZY_FOLD_SEAM 0x1F      /* stands in no query and no source */
#define ZY_FOLD_PARAGRAPH 0x0A /* parts paragraphs and fields in a stored text */

/* Where the folded text and the source differ.  What lies between edits is the same on both sides. */
typedef struct {
    uint32_t at_units, len_units;           /* in the folded text; len 0: the source holds something more */
    uint32_t source_bytes_at, source_bytes; /* in the source; 0 bytes: a seam */
} zy_edit;

/* Zero-initialised is empty.  `units` need not be NUL-terminated. */
typedef struct {
    uint16_t *units;
    size_t unit_count, unit_cap;
    zy_edit *edits;
    size_t edit_count, edit_cap;
    bool failed; /* out of memory: checked once at the end */
} zy_folded;

/* Appends the folding of `text` to `out`; offsets of the new edits count from the start of `out` and of
 * `text`. Malformed bytes are read as U+FFFD each (and stay in the map). */
void zy_fold(const char *text, size_t len_bytes, zy_folded *out);

/* Appends units that are folded already. */
void zy_folded_append(zy_folded *out, const uint16_t *units, size_t count);

/* Appends ZY_FOLD_PARAGRAPH, which parts a passage from the next. */
void zy_fold_paragraph(zy_folded *out);

/* The folding of `text` as UTF-8, appended to `out`. */
void zy_fold_utf8(const char *text, size_t len_bytes, zy_buf *out);

void zy_folded_clear(zy_folded *folded); /* keeps the memory */
void zy_folded_free(zy_folded *folded);

/* True for the characters between which white space does not count. */
bool zy_fold_is_han(uint32_t code_point);

/* Where the code point with this number is folded to, by the Traditional and radical tables alone. */
uint32_t zy_fold_ideograph(uint32_t code_point);

#endif
