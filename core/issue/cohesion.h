/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the text before and behind a line speaks of the same things. */
#ifndef ZY_ISSUE_COHESION_H
#define ZY_ISSUE_COHESION_H

#include "issue/segment.h"

/* Fills `cohesion` of the lines that could be a headline or a sub-heading.  Best effort: out of memory leaves
 * them unmeasured. */
void zy_cohesion_measure(const zy_issue_text *issue, zy_labelling *all);

#endif
