/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the server share: the server itself, one exchange (a request and its answer), one reply.
 */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "cache.h"
#include "metrics.h"
#include "options.h"
#include "ratelimit.h"
#include "request.h"
#include "routes.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

typedef struct queue queue;
typedef struct connections connections;

typedef struct server {
    options opts;
    char base_url[512];
    uint64_t config_hash; /* what besides the index a page depends on */
    int listen_fd;
    struct MHD_Daemon *daemon;
    connections *conns;
    queue *jobs;
    cache *answers;
    ratelimit *rate;
    metrics *counts;
    FILE *log;
    atomic_bool draining;
    atomic_uint in_flight; /* requests begun and not completed */
    pthread_mutex_t index_lock;
    char generation[128]; /* the newest seen; "" while there is no index */
    zy_error index_problem;
    uint64_t articles, issues;
} server;

typedef enum { ENCODING_IDENTITY, ENCODING_GZIP, ENCODING_BROTLI, ENCODING_ZSTD } encoding;

/* What a handler makes.  A file's content is sent from `fd` instead of `body`. */
typedef struct {
    int status;
    const char *content_type;
    zy_buf body;
    int fd; /* -1: none */
    uint64_t file_bytes;
    const char *filename; /* offered for saving, or NULL */
    const char *location;
    int retry_after_s;
    bool keep; /* may be cached and named by an ETag */
} reply;

/* An answer ready to be sent.  `key` is what it may be cached under, empty when it may not. */
typedef struct {
    struct MHD_Response *response;
    int status;
    size_t body_bytes;
    zy_buf key;
} answer;

/* One request on its way.  The network thread owns it; while a worker answers it, both hold a reference. */
typedef struct exchange {
    server *srv;
    struct MHD_Connection *connection;
    request req;
    const route *route; /* NULL: none matches */
    const char *id;     /* the part of the path the route leaves open, or "" */
    params values;
    refusal why;
    bool refused, checked, waiting, close_after, api;
    const char *origin; /* the configured origin it came from, or NULL */
    encoding accepts;
    int view; /* elder view asked for or remembered */
    bool carry_view, set_view;
    int retry_after_s;
    uint64_t start_us, deadline_us;
    /* Shared with the worker, under the queue's lock. */
    answer made;
    bool answered, abandoned;
    atomic_int references;
} exchange;

void exchange_release(exchange *ex);

/* What a handler sees. */
typedef struct {
    server *srv;
    exchange *ex;
    zy_store *store; /* NULL on routes that need none */
    zy_page_options page;
    reply *out;
} call;

void reply_error(call *now, int status, const char *parameter, const zy_error *error);
void reply_free(reply *out);

/* respond.c */
answer respond_build(call *now, const char *etag);
void respond_page_options(call *now, char today[static 16]);
void respond_etag(const exchange *ex, const char *generation, char etag[static 40]);
void respond_key(const exchange *ex, const char *generation, zy_buf *key);
answer respond_not_modified(const exchange *ex, const char *etag);
encoding respond_negotiate(const char *accept_encoding);

#endif
