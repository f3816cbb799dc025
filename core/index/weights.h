/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How often a word counts for Xapian's first choice of candidates.  A news article says it first. */
#ifndef ZY_INDEX_WEIGHTS_H
#define ZY_INDEX_WEIGHTS_H

enum {
    ZY_WEIGHT_BODY = 1,
    ZY_WEIGHT_LEAD = 2,
    ZY_WEIGHT_SUBTITLE = 2,
    ZY_WEIGHT_TITLE = 3,
    ZY_LEAD_UNITS = 150
};

#endif
