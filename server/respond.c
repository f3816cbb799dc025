/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a reply to a response: compression, validators, headers.  Whatever leaves the server passes through
 * here. */
#include "server.h"

#include "assets.h"
#include "compress.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WORTH_COMPRESSING_BYTES = 400 };

static void header(struct MHD_Response *response, const char *name, const char *value)
{
    /* Refused (MHD_NO) only for line breaks in the value, which none of ours has; an answer without it is
     * still right. */
    if (MHD_add_response_header(response, name, value) != MHD_YES)
        return;
}

/* No inline script or style anywhere, nothing from elsewhere; only the box for other sites may be framed. */
static void put_security(struct MHD_Response *response, uint32_t flags)
{
    header(response, "X-Content-Type-Options", "nosniff");
    header(response, "Referrer-Policy", "same-origin");
    if (flags & ROUTE_FRAME) {
        header(response, "Cross-Origin-Resource-Policy", "cross-origin");
        header(response, "Content-Security-Policy",
               "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
               "form-action 'self'; base-uri 'none'");
        return;
    }
    header(response, "Cross-Origin-Opener-Policy", "same-origin");
    header(response, "Cross-Origin-Resource-Policy", "same-origin");
    header(response, "X-Frame-Options", "DENY");
    header(response, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    header(response, "Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
           "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
}

static void put_cors(struct MHD_Response *response, const exchange *ex)
{
    if (ex->origin) {
        header(response, "Access-Control-Allow-Origin", ex->origin);
        header(response, "Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        header(response, "Access-Control-Max-Age", "86400");
        header(response, "Access-Control-Expose-Headers", "ETag, Retry-After");
    }
}

static void put_vary(struct MHD_Response *response, const exchange *ex, uint32_t flags)
{
    zy_buf vary = {0};
    text_str(&vary, "Accept-Encoding");
    if (flags & ROUTE_PAGE)
        text_str(&vary, ", Cookie");
    if ((flags & ROUTE_API) && ex->srv->opts.origin_count)
        text_str(&vary, ", Origin");
    if (!vary.failed)
        header(response, "Vary", vary.data);
    zy_buf_free(&vary);
}

static void put_caching(struct MHD_Response *response, const exchange *ex, uint32_t flags, const char *etag)
{
    if (flags & ROUTE_ASSET)
        header(response, "Cache-Control", "public, max-age=31536000, immutable");
    else if (*etag)
        /* Ask each time, at the price of a 304: a new issue must be found the moment it is there. */
        header(response, "Cache-Control", flags & ROUTE_PAGE ? "private, no-cache" : "no-cache");
    else
        header(response, "Cache-Control", "no-store");
    if (*etag && !(flags & ROUTE_ASSET))
        header(response, "ETag", etag);
    if (ex->set_view && (flags & ROUTE_PAGE)) {
        char cookie[96];
        snprintf(cookie, sizeof cookie, "view=%d; Path=/; Max-Age=31536000; SameSite=Lax", ex->view);
        header(response, "Set-Cookie", cookie);
    }
}

static void put_rest(struct MHD_Response *response, const exchange *ex, const reply *out)
{
    if (out->filename) {
        char value[128];
        snprintf(value, sizeof value, "attachment; filename=\"%s\"", out->filename);
        header(response, "Content-Disposition", value);
    }
    if (out->location)
        header(response, "Location", out->location);
    if (out->retry_after_s) {
        char value[16];
        snprintf(value, sizeof value, "%d", out->retry_after_s);
        header(response, "Retry-After", value);
    }
    if (out->status == 405 || out->status == 204)
        header(response, "Allow", "GET, HEAD, OPTIONS");
    if (ex->close_after || atomic_load(&ex->srv->draining))
        header(response, "Connection", "close");
}

static struct MHD_Response *with_body(reply *out)
{
    if (out->fd >= 0) {
        struct MHD_Response *response = MHD_create_response_from_fd64(out->file_bytes, out->fd);
        if (response)
            out->fd = -1; /* the response closes it */
        return response;
    }
    if (out->body.failed)
        return NULL;
    struct MHD_Response *response =
        out->body.data
            ? MHD_create_response_from_buffer(out->body.len_bytes, out->body.data, MHD_RESPMEM_MUST_FREE)
            : MHD_create_response_from_buffer(0, (char[]){""}, MHD_RESPMEM_MUST_COPY);
    if (response)
        out->body = (zy_buf){0};
    return response;
}

static const char *const encoding_names[] = {NULL, "gzip", "br", "zstd"};

static bool compress_body(reply *out, encoding how)
{
    if (how == ENCODING_IDENTITY || out->fd >= 0 || out->body.len_bytes < WORTH_COMPRESSING_BYTES)
        return false;
    zy_buf small = {0};
    if (!compress_bytes(how, out->body.data, out->body.len_bytes, &small) ||
        small.len_bytes >= out->body.len_bytes) {
        zy_buf_free(&small);
        return false;
    }
    zy_buf_free(&out->body);
    out->body = small;
    return true;
}

answer respond_build(call *now, const char *etag)
{
    exchange *ex = now->ex;
    reply *out = now->out;
    bool compressed = compress_body(out, ex->accepts);
    size_t body_bytes = out->fd >= 0 ? (size_t)out->file_bytes : out->body.len_bytes;
    struct MHD_Response *response = with_body(out);
    if (!response)
        return (answer){.status = 503};
    uint32_t flags = ex->route ? ex->route->flags : ex->api ? ROUTE_API : ROUTE_PAGE;
    if (out->content_type && out->status != 204)
        header(response, "Content-Type", out->content_type);
    if (compressed)
        header(response, "Content-Encoding", encoding_names[ex->accepts]);
    put_vary(response, ex, flags);
    put_caching(response, ex, out->status == 200 ? flags : flags & ~(uint32_t)ROUTE_ASSET,
                out->status == 200 ? etag : "");
    put_security(response, flags);
    put_cors(response, ex);
    put_rest(response, ex, out);
    return (answer){response, out->status, body_bytes, {0}};
}

answer respond_not_modified(const exchange *ex, const char *etag)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, (char[]){""}, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return (answer){.status = 503};
    put_vary(response, ex, ex->route->flags);
    put_caching(response, ex, ex->route->flags, etag);
    put_cors(response, ex);
    if (atomic_load(&ex->srv->draining))
        header(response, "Connection", "close");
    return (answer){response, 304, 0, {0}};
}

static void today_text(char today[static 16])
{
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    strftime(today, 16, "%Y-%m-%d", &local);
}

void respond_page_options(call *now, char today[static 16])
{
    const exchange *ex = now->ex;
    const options *opts = &now->srv->opts;
    today_text(today);
    now->page = (zy_page_options){.site_name = opts->site_name,
                                  .paper = opts->paper,
                                  .phone = opts->phone,
                                  .base_url = now->srv->base_url,
                                  .css_url = assets_css_url,
                                  .js_url = assets_js_url,
                                  .target = ex->req.target ? ex->req.target : "/",
                                  .today = today,
                                  .elder = ex->view,
                                  .carry_view = ex->carry_view};
}

/* The day is part of it: citations name it, and the front page shows what was printed about it. */
void respond_key(const exchange *ex, const char *generation, zy_buf *key)
{
    char today[16];
    today_text(today);
    text_f(key, "%s\n%s\n%d\n%d%d\n%s\n%s", ex->route->flags & ROUTE_STORE ? generation : "", today,
           (int)ex->accepts, ex->view, ex->carry_view, ex->origin ? ex->origin : "", ex->req.target);
}

/* Weak, since the time a search took is part of the text; different for each index, view, encoding and day.
 */
void respond_etag(const exchange *ex, const char *generation, char etag[static 40])
{
    zy_buf key = {0};
    respond_key(ex, generation, &key);
    text_f(&key, "\n%s\n%llu", zy_version(), (unsigned long long)ex->srv->config_hash);
    if (key.failed)
        etag[0] = '\0';
    else
        snprintf(etag, 40, "W/\"%016llx\"", (unsigned long long)text_hash(key.data, key.len_bytes));
    zy_buf_free(&key);
}
