/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures for whoever runs the server, in Prometheus' text format.  Counted with atomics from any thread. */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

#include "zy.h"

typedef struct metrics metrics;

typedef enum {
    COUNT_CACHE_HIT,
    COUNT_CACHE_MISS,
    COUNT_NOT_MODIFIED,
    COUNT_RATE_LIMITED,
    COUNT_OVERLOADED,
    COUNT_TIMED_OUT,
    COUNT_CUT_CONNECTIONS,
    COUNT_ZERO_RESULTS,
    COUNT_SEARCHES,
    COUNT_KINDS
} count_kind;

/* What is read off at the moment of asking. */
typedef struct {
    unsigned connections, in_flight, queued, workers;
    bool ready;
    const char *generation;
    uint64_t articles, issues;
} gauges;

metrics *metrics_new(void);
void metrics_free(metrics *counts);
void metrics_add(metrics *counts, count_kind kind);
/* A finished request: which route (-1: none), how it ended, how long it took. */
void metrics_request(metrics *counts, int route_number, int status, uint64_t took_us, uint64_t body_bytes);
void metrics_write(const metrics *counts, const gauges *now, zy_buf *out);

#endif
