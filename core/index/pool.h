/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workers that analyse articles side by side, each into a part of its own, and make segments of them. */
#ifndef ZY_INDEX_POOL_H
#define ZY_INDEX_POOL_H

#include "index/part.h"

typedef struct zy_pool zy_pool;

/* `folder` is the index; part databases are made in `scratch`, which exists.  `prefix` begins the segments'
 * names. */
ZY_CHECKED zy_status zy_pool_open(unsigned workers, const char *folder, const char *scratch,
                                  const char *prefix, const zy_analyser *analyser, zy_pool **out,
                                  zy_error *err);

/* Hands over a set of articles; the pool frees it.  wanted[i] tells whether article i goes in, hashes[i] its
 * hash; both are copied.  Waits while much is waiting already; builds a segment when one is full. */
ZY_CHECKED zy_status zy_pool_add(zy_pool *pool, zy_articles *set, const bool *wanted, const uint64_t *hashes,
                                 zy_error *err);

/* Waits for all, builds the last segment.  *segments are names and sizes for the manifest, in the pool's
 * memory. */
ZY_CHECKED zy_status zy_pool_finish(zy_pool *pool, const zy_segment_entry **segments, size_t *count,
                                    zy_error *err);

void zy_pool_free(zy_pool *pool);

#endif
