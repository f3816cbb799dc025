/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where in an article what was asked stands: spans of its folded text, to be shown on the source's own
 * letters. */
#ifndef ZY_SEARCH_MARKS_H
#define ZY_SEARCH_MARKS_H

#include "search/internal.h"

typedef struct {
    uint32_t start, end; /* units of the segment's text */
    uint16_t needle;     /* which string it is */
    uint8_t class_;
} zy_found;

/* Finds the needles in units [from, end) of the segment; for a related article the query's words instead.
 * `out` is a ZY_VEC of zy_found in rising order, none overlapping. */
ZY_CHECKED zy_status zy_marks_find(zy_plan *plan, const zy_segment *segment, uint32_t doc, uint32_t from,
                                   uint32_t end, bool related, zy_vec *out, zy_error *err);

/* Turns those of them that lie in [from, end) into marks on the restored source of that run.  Touching marks
 * of different strings become one. */
ZY_CHECKED zy_status zy_marks_place(const zy_vec *found, uint32_t from, uint32_t end, const zy_source *source,
                                    uint32_t shift_chars, zy_arena *arena, const zy_mark **marks,
                                    size_t *count, zy_error *err);

/* The first place of `needle` (at least one unit) in [from, end), or NULL. */
const uint16_t *zy_needle_at(const uint16_t *from, const uint16_t *end, const uint16_t *needle, size_t count);

#endif
