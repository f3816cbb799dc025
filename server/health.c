/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For whoever runs it: is the program alive, can it answer, how is it doing. */
#include "handlers.h"

#include "connections.h"
#include "queue.h"
#include "text.h"

#include <string.h>

void health_live(void *context)
{
    call *now = context;
    text_f(&now->out->body, "{\"status\":\"ok\",\"version\":\"%s\"}\n", zy_version());
}

/* Ready means: there is an index, the line has room, and nobody has asked us to stop.  While an index is
 * swapped the old one answers, so a swap is no reason to be unready. */
void health_ready(void *context)
{
    call *now = context;
    server *srv = now->srv;
    zy_buf *body = &now->out->body;
    pthread_mutex_lock(&srv->index_lock);
    bool has_index = *srv->generation != '\0';
    const char *reason = atomic_load(&srv->draining)  ? "正在停止"
                         : !has_index                 ? srv->index_problem.message
                         : !queue_has_room(srv->jobs) ? "排队已满"
                                                      : "";
    text_str(body, *reason ? "{\"status\":\"unready\",\"reason\":" : "{\"status\":\"ready\",\"generation\":");
    text_json(body, *reason ? reason : srv->generation);
    pthread_mutex_unlock(&srv->index_lock);
    text_str(body, "}\n");
    if (*reason)
        now->out->status = 503;
}

void health_metrics(void *context)
{
    call *now = context;
    server *srv = now->srv;
    char generation[sizeof srv->generation];
    pthread_mutex_lock(&srv->index_lock);
    memcpy(generation, srv->generation, sizeof generation);
    gauges figures = {.connections = connections_count(srv->conns),
                      .in_flight = atomic_load(&srv->in_flight),
                      .queued = queue_length(srv->jobs),
                      .workers = srv->opts.workers,
                      .ready = *generation && !atomic_load(&srv->draining),
                      .generation = generation,
                      .articles = srv->articles,
                      .issues = srv->issues};
    pthread_mutex_unlock(&srv->index_lock);
    metrics_write(srv->counts, &figures, &now->out->body);
}
