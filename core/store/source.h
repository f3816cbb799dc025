/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the folded text back to the source's own letters, with the place of every unit among them. */
#ifndef ZY_STORE_SOURCE_H
#define ZY_STORE_SOURCE_H

#include "base/buf.h"
#include "store/segment.h"

/* The source of a run of folded units.  first_char[i] is the code point of `text` where unit from + i begins
 * and end_char[i] where the unit before it ends: they differ where the source holds something that does not
 * count, so that a mark leaves it out at its ends.  Both have count + 1 entries.  Zero-initialised is ready;
 * reuse keeps the memory. */
typedef struct {
    zy_buf text;
    uint32_t *first_char, *end_char;
    size_t count, cap;
} zy_source;

/* Restores the units [from, end) of article `doc` (offsets within the segment's text). */
ZY_CHECKED zy_status zy_source_restore(const zy_segment *segment, uint32_t doc, uint32_t from, uint32_t end,
                                       zy_source *out, zy_error *err);
void zy_source_free(zy_source *source);

/* The passage of `doc` that holds a unit, as its number in passage_starts. */
uint32_t zy_passage_at(const zy_segment *segment, uint32_t doc, uint32_t unit);

/* Where passage number p ends (its paragraph mark left out). */
static inline uint32_t zy_passage_end(const zy_segment *segment, uint32_t p)
{
    return segment->passage_starts[p + 1] - 1;
}

#endif
