/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting and writing out. */
#include "metrics.h"

#include "routes.h"
#include "text.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { ROUTES_MOST = 40, CODES = 20, BOUNDS = 10 };

static const int codes[CODES] = {200, 204, 206, 301, 302, 304, 400, 403, 404, 405,
                                 410, 413, 414, 422, 429, 431, 500, 501, 503, 0};
static const uint64_t bounds_us[BOUNDS] = {500,   1000,   2500,   5000,    10000,
                                           25000, 100000, 500000, 2500000, 10000000};

struct metrics {
    atomic_ullong requests[ROUTES_MOST + 1][CODES]; /* the last row: no route */
    atomic_ullong buckets[BOUNDS + 1], sum_us, bytes;
    atomic_ullong counts[COUNT_KINDS];
    time_t started;
};

metrics *metrics_new(void)
{
    metrics *made = calloc(1, sizeof *made);
    if (made)
        made->started = time(NULL);
    return made;
}

void metrics_free(metrics *counts)
{
    free(counts);
}

void metrics_add(metrics *counts, count_kind kind)
{
    atomic_fetch_add(&counts->counts[kind], 1);
}

void metrics_request(metrics *counts, int route_number, int status, uint64_t took_us, uint64_t body_bytes)
{
    int code = 0, bound = 0;
    while (code < CODES - 1 && codes[code] != status)
        code++;
    while (bound < BOUNDS && took_us > bounds_us[bound])
        bound++;
    if (route_number < 0 || route_number >= ROUTES_MOST)
        route_number = ROUTES_MOST;
    atomic_fetch_add(&counts->requests[route_number][code], 1);
    atomic_fetch_add(&counts->buckets[bound], 1);
    atomic_fetch_add(&counts->sum_us, took_us);
    atomic_fetch_add(&counts->bytes, body_bytes);
}

static void put_requests(const metrics *counts, zy_buf *out)
{
    text_str(out,
             "# HELP zy_http_requests_total Requests answered.\n# TYPE zy_http_requests_total counter\n");
    for (int i = 0; i <= ROUTES_MOST; i++) {
        for (int k = 0; k < CODES; k++) {
            unsigned long long n = atomic_load(&counts->requests[i][k]);
            if (n)
                text_f(out, "zy_http_requests_total{route=\"%s\",code=\"%d\"} %llu\n",
                       i < route_count ? route_table[i].path : "other", codes[k], n);
        }
    }
}

static void put_durations(const metrics *counts, zy_buf *out)
{
    unsigned long long sum = 0;
    text_str(out,
             "# HELP zy_http_request_duration_seconds From a request's first byte to its answer's last.\n"
             "# TYPE zy_http_request_duration_seconds histogram\n");
    for (int i = 0; i <= BOUNDS; i++) {
        sum += atomic_load(&counts->buckets[i]);
        if (i < BOUNDS)
            text_f(out, "zy_http_request_duration_seconds_bucket{le=\"%g\"} %llu\n",
                   (double)bounds_us[i] / 1e6, sum);
    }
    text_f(out, "zy_http_request_duration_seconds_bucket{le=\"+Inf\"} %llu\n", sum);
    text_f(out, "zy_http_request_duration_seconds_sum %g\n", (double)atomic_load(&counts->sum_us) / 1e6);
    text_f(out, "zy_http_request_duration_seconds_count %llu\n", sum);
}

static void put_one(zy_buf *out, const char *name, const char *type, const char *help, double value)
{
    text_f(out, "# HELP %s %s\n# TYPE %s %s\n%s %.15g\n", name, help, name, type, name, value);
}

static const char *const count_names[COUNT_KINDS][2] = {
    [COUNT_CACHE_HIT] = {"zy_cache_hits_total", "Answers given from the cache."},
    [COUNT_CACHE_MISS] = {"zy_cache_misses_total", "Answers that had to be made."},
    [COUNT_NOT_MODIFIED] = {"zy_not_modified_total", "Conditional requests answered with 304."},
    [COUNT_RATE_LIMITED] = {"zy_rate_limited_total", "Requests refused for their rate."},
    [COUNT_OVERLOADED] = {"zy_overloaded_total", "Requests refused because the queue was full."},
    [COUNT_TIMED_OUT] = {"zy_timed_out_total", "Requests whose answer took too long."},
    [COUNT_CUT_CONNECTIONS] = {"zy_cut_connections_total", "Connections closed at their deadline."},
    [COUNT_ZERO_RESULTS] = {"zy_searches_without_result_total", "Searches that found nothing."},
    [COUNT_SEARCHES] = {"zy_searches_total", "Searches run."},
};

void metrics_write(const metrics *counts, const gauges *now, zy_buf *out)
{
    put_requests(counts, out);
    put_durations(counts, out);
    for (int i = 0; i < COUNT_KINDS; i++)
        put_one(out, count_names[i][0], "counter", count_names[i][1],
                (double)atomic_load(&counts->counts[i]));
    put_one(out, "zy_http_response_bytes_total", "counter", "Bytes of bodies sent.",
            (double)atomic_load(&counts->bytes));
    put_one(out, "zy_connections", "gauge", "Connections open.", now->connections);
    put_one(out, "zy_requests_in_flight", "gauge", "Requests begun and not finished.", now->in_flight);
    put_one(out, "zy_queue_length", "gauge", "Requests waiting for a worker.", now->queued);
    put_one(out, "zy_workers", "gauge", "Search threads.", now->workers);
    put_one(out, "zy_ready", "gauge", "1 when an index is being served.", now->ready);
    put_one(out, "zy_index_articles", "gauge", "Articles in the index.", (double)now->articles);
    put_one(out, "zy_index_issues", "gauge", "Issues in the index.", (double)now->issues);
    put_one(out, "zy_start_time_seconds", "gauge", "When the server started, in seconds since 1970.",
            (double)counts->started);
    text_f(out,
           "# HELP zy_build_info Version and index generation.\n# TYPE zy_build_info gauge\n"
           "zy_build_info{version=\"%s\",generation=\"%s\"} 1\n",
           zy_version(), now->generation);
}
