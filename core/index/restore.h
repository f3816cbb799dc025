/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article back out of a segment as its reader gave it, so that small segments can be made into a larger
 * one. */
#ifndef ZY_INDEX_RESTORE_H
#define ZY_INDEX_RESTORE_H

#include "issue/article.h"
#include "store/segment.h"
#include "store/source.h"

/* Adds article `doc` of the segment to the set.  `scratch` is reused from call to call. */
ZY_CHECKED zy_status zy_article_restore(const zy_segment *segment, uint32_t doc, zy_source *scratch,
                                        zy_articles *set, zy_error *err);

#endif
