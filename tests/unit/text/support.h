/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Foldings as strings to compare: units to UTF-8, and back to the source by the edits. */
#ifndef ZY_TESTS_TEXT_SUPPORT_H
#define ZY_TESTS_TEXT_SUPPORT_H

#include "base/buf.h"
#include "text/fold.h"

/* The units as UTF-8, a seam as ¦.  Malloc's. */
char *shown(const uint16_t *units, size_t count);
char *fold_shown(const char *text, size_t len_bytes);

/* What the edits make of the folded text: should be the source, to the byte.  *in_order tells whether the
 * edits rise in both texts and do not overlap. */
void undo(const zy_folded *folded, const char *source, zy_buf *out, bool *in_order);

/* Group teardown: lets ICU's tables go. */
int let_icu_go(void **state);

#endif
