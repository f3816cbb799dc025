/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making one answer: opening or refreshing the index, running the route's handler, keeping what may be kept.
 */
#include "http.h"
#include "text.h"

#include <string.h>
#include <unistd.h>

void reply_free(reply *out)
{
    zy_buf_free(&out->body);
    if (out->fd >= 0)
        close(out->fd);
    out->fd = -1;
}

static void put_problem(call *now, int status, const char *parameter, const zy_error *error)
{
    zy_buf *body = &now->out->body;
    text_f(body, "{\"type\":\"about:blank\",\"title\":");
    text_json(body, MHD_get_reason_phrase_for((unsigned)status));
    text_f(body, ",\"status\":%d,\"code\":", status);
    text_json(body, error ? zy_status_name(error->status) : "INTERNAL");
    text_str(body, ",\"detail\":");
    text_json(body, error && *error->message ? error->message : MHD_get_reason_phrase_for((unsigned)status));
    if (error && *error->hint) {
        text_str(body, ",\"hint\":");
        text_json(body, error->hint);
    }
    if (*parameter) {
        text_str(body, ",\"parameter\":");
        text_json(body, parameter);
    }
    text_str(body, "}\n");
    now->out->content_type = "application/problem+json";
}

void reply_error(call *now, int status, const char *parameter, const zy_error *error)
{
    reply_free(now->out);
    *now->out = (reply){.status = status, .fd = -1};
    if (status == 429 || status == 503)
        now->out->retry_after_s = now->ex->retry_after_s > 0 ? now->ex->retry_after_s : 2;
    if (now->ex->api) {
        put_problem(now, status, parameter, error);
        return;
    }
    now->out->content_type = "text/html; charset=utf-8";
    zy_page_error(&now->page, status, error, parameter, &now->out->body);
}

/* Builds the response and, when it is the same for everyone who asks this of this index, the key to keep it
 * under. */
static answer finish(call *now, const char *generation)
{
    char etag[40] = "";
    exchange *ex = now->ex;
    bool keep = now->out->keep && now->out->status == 200;
    if (keep)
        respond_etag(ex, generation, etag);
    answer made = respond_build(now, etag);
    reply_free(now->out);
    if (!made.response) /* out of memory: the bare status */
        made.response = MHD_create_response_from_buffer(0, (char[]){""}, MHD_RESPMEM_MUST_COPY);
    else if (keep && !ex->set_view && !atomic_load(&ex->srv->draining))
        respond_key(ex, generation, &made.key);
    return made;
}

static bool have_store(exchange *ex, zy_store **store, zy_error *error)
{
    if (!*store)
        return zy_open(ex->srv->opts.db, store, error) == ZY_OK;
    /* A failed refresh leaves the handle as it was: the old index goes on answering. */
    zy_error ignored = {0};
    if (zy_refresh(*store, NULL, &ignored) != ZY_OK)
        return true;
    return true;
}

answer work_answer(exchange *ex, zy_store **store)
{
    char today[16];
    reply out = {.status = 200, .content_type = ex->route->content_type, .fd = -1};
    call now = {.srv = ex->srv, .ex = ex, .out = &out};
    zy_error error = {0};
    respond_page_options(&now, today);
    if (!have_store(ex, store, &error)) {
        reply_error(&now, zy_status_http(error.status), "", &error);
        return finish(&now, "");
    }
    now.store = *store;
    out.keep = (ex->route->flags & ROUTE_KEEP) != 0;
    ex->route->handle(&now);
    return finish(&now, zy_store_generation(*store));
}

answer work_at_once(exchange *ex)
{
    char today[16];
    reply out = {.status = 200, .content_type = ex->route ? ex->route->content_type : "", .fd = -1};
    call now = {.srv = ex->srv, .ex = ex, .out = &out};
    respond_page_options(&now, today);
    if (ex->refused) {
        reply_error(&now, ex->why.status, ex->why.parameter, &ex->why.error);
        return finish(&now, "");
    }
    out.keep = (ex->route->flags & ROUTE_KEEP) != 0;
    ex->route->handle(&now);
    return finish(&now, "");
}
