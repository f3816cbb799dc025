/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two lexicons compared, without the archive. */
#ifndef ZY_INDEX_LEXICON_DIFF_H
#define ZY_INDEX_LEXICON_DIFF_H

#include "lexicon/lexicon.h"

/* Do both cut texts alike and name places alike?  Then texts need not be cut again.  Either may be NULL. */
bool zy_lexicons_cut_alike(const zy_lexicon *a, const zy_lexicon *b);

#endif
