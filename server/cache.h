/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finished answers by key, the least recently used leaving first.  Whole responses are kept, headers and all,
 * and queued again as they are.  Keys carry the index's generation, so nothing in here goes stale. */
#ifndef SERVER_CACHE_H
#define SERVER_CACHE_H

#include "zy.h"

#include <microhttpd.h>

typedef struct cache cache;

cache *cache_new(size_t most_bytes); /* NULL when out of memory */
void cache_free(cache *answers);
/* True when there was an answer: it is queued on the connection, which takes a reference of its own. */
bool cache_queue(cache *answers, const zy_buf *key, struct MHD_Connection *connection, int *status,
                 size_t *body_bytes, enum MHD_Result *result);
/* True when it was taken in: the response then belongs to the cache. */
bool cache_put(cache *answers, const zy_buf *key, struct MHD_Response *response, int status,
               size_t body_bytes);

#endif
