/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which Han characters stand side by side in an issue: the evidence whether two lines are one text, broken.
 */
#ifndef ZY_ISSUE_GRAMS_H
#define ZY_ISSUE_GRAMS_H

#include "issue/lines.h"

/* Counts the issue's text, line by line, so that no pair across a line's end is in it.  NULL when out of
 * memory: then nothing is known. */
zy_grams *zy_grams_of(const zy_issue_text *issue);
void zy_grams_free(zy_grams *grams);

/* Log odds that `b` goes on where `a` ends, by the characters that meet: about -1 for strangers, 0 when
 * nothing can be said, 2 for a pair often seen, up to 5 for four characters in a row that stand elsewhere. */
double zy_grams_bond(const zy_grams *grams, zy_span a, zy_span b);

#endif
