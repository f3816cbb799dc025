/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts, analysed side by side, become one segment on disk. */
#ifndef ZY_INDEX_SEGMENT_BUILD_H
#define ZY_INDEX_SEGMENT_BUILD_H

#include "index/part.h"

/* Joins the parts' articles in the order given, sorts the suffixes, compacts the Xapian databases, and writes
 * FOLDER/NAME.zys and FOLDER/NAME.glass, synced.  Parts without articles are passed over; all parts have been
 * finished. */
ZY_CHECKED zy_status zy_segment_build(zy_part *const *parts, size_t count, const char *folder,
                                      const char *name, zy_error *err);

#endif
