/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon's life and a request's way through it:
 *   on_target   the request line is read: take the raw target, hide its arguments from libmicrohttpd
 *   on_request  1st call: the head is there, check it · 2nd: answer at once, from the cache, or suspend and
 * queue · 3rd: a worker (or the watch) has woken the connection, send what there is on_done     count, log,
 * free */
#include "http.h"

#include "accesslog.h"
#include "connections.h"
#include "inspect.h"
#include "queue.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { SEND_PATIENCE_US = 30000000, SEND_BYTES_PER_S = 8192 };

static uint64_t receive_deadline(const server *srv)
{
    return text_now_us() + srv->opts.deadline_s * 1000000ull;
}

static connection *connection_of(struct MHD_Connection *raw)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(raw, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

void exchange_release(exchange *ex)
{
    if (!ex || atomic_fetch_sub(&ex->references, 1) > 1)
        return;
    request_free(&ex->req);
    if (ex->made.response) /* its connection was gone before it could be sent */
        MHD_destroy_response(ex->made.response);
    zy_buf_free(&ex->made.key);
    free(ex);
}

void *http_on_target(void *context, const char *target, struct MHD_Connection *raw)
{
    server *srv = context;
    exchange *ex = calloc(1, sizeof *ex);
    if (!ex)
        return NULL;
    *ex = (exchange){.srv = srv, .connection = raw, .id = "", .start_us = text_now_us()};
    atomic_init(&ex->references, 1);
    atomic_fetch_add(&srv->in_flight, 1);
    if (!request_take(&ex->req, target)) {
        ex->refused = true;
        refuse(&ex->why, 503, "", "内存不足，请稍后再试。");
    }
    ex->api = strncmp(target, "/api/", 5) == 0;
    /* libmicrohttpd would next put every argument into the connection's memory, and a few thousand short ones
     * fill it, after which no answer is possible at all.  The target has been copied; ending the line before
     * and behind its question mark leaves no arguments to be found.  The buffer is the connection's own and
     * writable. */
    char *query = strchr((char *)(uintptr_t)target, '?');
    if (query && query[1])
        query[1] = '\0';
    if (query)
        query[0] = '\0';
    return ex;
}

/* Queues and gives the response to the cache, if it is one to keep. */
static enum MHD_Result send_answer(exchange *ex, answer *made)
{
    ex->made.status = made->status;
    ex->made.body_bytes = made->body_bytes;
    if (!made->response)
        return MHD_NO;
    enum MHD_Result result = MHD_queue_response(ex->connection, (unsigned)made->status, made->response);
    if (!made->key.data ||
        !cache_put(ex->srv->answers, &made->key, made->response, made->status, made->body_bytes))
        MHD_destroy_response(made->response);
    if (made != &ex->made)
        zy_buf_free(&made->key);
    uint64_t patience = SEND_PATIENCE_US + made->body_bytes * 1000000ull / SEND_BYTES_PER_S;
    connections_deadline(ex->srv->conns, connection_of(ex->connection), text_now_us() + patience, false);
    return result;
}

static enum MHD_Result send_at_once(exchange *ex)
{
    answer made = work_at_once(ex);
    return send_answer(ex, &made);
}

static enum MHD_Result send_refusal(exchange *ex, int status, const char *sentence)
{
    ex->refused = true;
    refuse(&ex->why, status, "", "%s", sentence);
    return send_at_once(ex);
}

static bool within_rate(exchange *ex)
{
    server *srv = ex->srv;
    connection *conn = connection_of(ex->connection);
    if (!conn || srv->opts.rate <= 0 || (ex->route && ex->route->flags & ROUTE_FREE))
        return true;
    struct in6_addr client = inspect_client(ex, connections_address(conn));
    if (!srv->opts.rate_given && inspect_is_local(&client))
        return true;
    return ratelimit_take(srv->rate, &client, text_now_us(), &ex->retry_after_s);
}

/* A validator the client already has, or an answer made before; either costs no search. */
static bool send_known(exchange *ex, enum MHD_Result *result)
{
    char generation[sizeof ex->srv->generation], etag[40];
    server *srv = ex->srv;
    if (!(ex->route->flags & ROUTE_KEEP) || ex->set_view || atomic_load(&srv->draining))
        return false;
    pthread_mutex_lock(&srv->index_lock);
    memcpy(generation, srv->generation, sizeof generation);
    pthread_mutex_unlock(&srv->index_lock);
    if (!*generation && (ex->route->flags & ROUTE_STORE))
        return false;
    const char *held = MHD_lookup_connection_value(ex->connection, MHD_HEADER_KIND, "If-None-Match");
    if (held) {
        respond_etag(ex, ex->route->flags & ROUTE_STORE ? generation : "", etag);
        if (*etag && strstr(held, etag + 2)) { /* the W/ does not count */
            answer made = respond_not_modified(ex, etag);
            metrics_add(srv->counts, COUNT_NOT_MODIFIED);
            *result = send_answer(ex, &made);
            return true;
        }
    }
    zy_buf key = {0};
    respond_key(ex, generation, &key);
    bool known =
        cache_queue(srv->answers, &key, ex->connection, &ex->made.status, &ex->made.body_bytes, result);
    zy_buf_free(&key);
    metrics_add(srv->counts, known ? COUNT_CACHE_HIT : COUNT_CACHE_MISS);
    if (known)
        connections_deadline(srv->conns, connection_of(ex->connection), text_now_us() + SEND_PATIENCE_US,
                             false);
    return known;
}

static enum MHD_Result hand_over(exchange *ex)
{
    server *srv = ex->srv;
    if (!queue_has_room(srv->jobs)) {
        metrics_add(srv->counts, COUNT_OVERLOADED);
        return send_refusal(ex, 503, "来的请求太多，排不下了，请稍后再试。");
    }
    ex->waiting = true;
    ex->deadline_us = receive_deadline(srv);
    connections_deadline(srv->conns, connection_of(ex->connection), UINT64_MAX, false);
    MHD_suspend_connection(ex->connection);
    queue_push(srv->jobs, ex);
    return MHD_YES;
}

static enum MHD_Result route_and_send(exchange *ex, const char *method)
{
    enum MHD_Result result;
    ex->route = routes_find(ex->req.path, &ex->id);
    ex->api = ex->route ? (ex->route->flags & ROUTE_API) != 0 : ex->api;
    if (!within_rate(ex)) {
        metrics_add(ex->srv->counts, COUNT_RATE_LIMITED);
        return send_refusal(ex, 429, "检索得太快了，请稍等几秒再试。");
    }
    if (!ex->route)
        return send_refusal(ex, 404, "没有这个地址。");
    if (strcmp(method, "OPTIONS") == 0) {
        ex->refused = true;
        ex->why.status = 204;
        return send_at_once(ex);
    }
    ex->refused = !request_params(&ex->req, ex->route->params, &ex->values, &ex->why);
    if (ex->refused)
        return send_at_once(ex);
    if (send_known(ex, &result))
        return result;
    return ex->route->flags & ROUTE_STORE ? hand_over(ex) : send_at_once(ex);
}

static enum MHD_Result send_result(exchange *ex)
{
    if (queue_take_answer(ex->srv->jobs, ex)) {
        answer made = ex->made;
        ex->made = (answer){0};
        return send_answer(ex, &made);
    }
    metrics_add(ex->srv->counts, COUNT_TIMED_OUT);
    ex->close_after = true;
    return send_refusal(ex, 503, "这次检索用的时间太长，已停下；请换个说法或稍后再试。");
}

enum MHD_Result http_on_request(void *context, struct MHD_Connection *raw, const char *url,
                                const char *method, const char *version, const char *upload,
                                size_t *upload_bytes, void **own)
{
    exchange *ex = *own;
    (void)context, (void)raw, (void)url, (void)upload;
    if (!ex)
        return MHD_NO;
    if (ex->waiting)
        return send_result(ex);
    if (!ex->checked) {
        ex->checked = true;
        bool refused = ex->refused || !inspect_head(ex, method, version);
        ex->refused = refused;
        /* Answered before the body is read: libmicrohttpd then closes the connection behind the answer, as it
         * should. */
        return refused && ex->close_after ? send_at_once(ex) : MHD_YES;
    }
    if (*upload_bytes) {
        *upload_bytes = 0;
        return MHD_YES;
    }
    return ex->refused ? send_at_once(ex) : route_and_send(ex, method);
}

void http_on_done(void *context, struct MHD_Connection *raw, void **own, enum MHD_RequestTerminationCode how)
{
    server *srv = context;
    exchange *ex = *own;
    (void)how;
    if (!ex)
        return;
    uint64_t took = text_now_us() - ex->start_us;
    if (ex->made.status)
        metrics_request(srv->counts, ex->route ? (int)(ex->route - route_table) : -1, ex->made.status, took,
                        ex->made.body_bytes);
    if (srv->log && ex->made.status)
        accesslog_write(srv->log, ex, took);
    connections_deadline(srv->conns, connection_of(raw), receive_deadline(srv), true);
    atomic_fetch_sub(&srv->in_flight, 1);
    exchange_release(ex);
    *own = NULL;
}
