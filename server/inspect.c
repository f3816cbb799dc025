/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The head's checks.  Two lengths, or a length beside chunks, is how one request is smuggled inside another
 * past a proxy; libmicrohttpd 0.9.75 takes them, so they are refused here, and the connection is closed
 * behind them. */
#include "inspect.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    int lengths, encodings, hosts;
    bool body;
} head_counts;

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    head_counts *counts = context;
    (void)kind;
    if (strcasecmp(name, "Content-Length") == 0) {
        counts->lengths++;
        counts->body = counts->body || !value || strspn(value, "0") != strlen(value);
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        counts->encodings++;
        counts->body = true;
    } else if (strcasecmp(name, "Host") == 0) {
        counts->hosts++;
    }
    return MHD_YES;
}

static const char *look_up(const exchange *ex, const char *name)
{
    return MHD_lookup_connection_value(ex->connection, MHD_HEADER_KIND, name);
}

/* A configured origin that the request names; pointers into the options, so that they last. */
static const char *allowed_origin(const exchange *ex)
{
    const char *origin = look_up(ex, "Origin");
    const options *opts = &ex->srv->opts;
    for (size_t i = 0; i < opts->origin_count; i++)
        if (strcmp(opts->origins[i], "*") == 0 || (origin && strcmp(opts->origins[i], origin) == 0))
            return opts->origins[i];
    return NULL;
}

/* The view: what the address asks for, else what the cookie remembers.  The cookie holds one digit and
 * nobody's name. */
static void read_view(exchange *ex)
{
    const char *kept = MHD_lookup_connection_value(ex->connection, MHD_COOKIE_KIND, "view");
    const char *asked = request_arg_get(&ex->req, "view");
    int kept_view = kept && kept[0] >= '0' && kept[0] <= '3' && !kept[1] ? kept[0] - '0' : 0;
    ex->view = kept_view;
    if (asked[0] < '0' || asked[0] > '3' || asked[1])
        return;
    ex->view = asked[0] - '0';
    ex->set_view = true;
    ex->carry_view = ex->view && ex->view != kept_view;
}

static bool refuse_framing(exchange *ex, const head_counts *counts, const char *method, const char *version)
{
    ex->close_after = counts->body;
    if (counts->lengths > 1)
        return refuse(&ex->why, 400, "", "请求里有%d个 Content-Length，只能有一个。", counts->lengths);
    if (counts->lengths && counts->encodings)
        return refuse(&ex->why, 400, "", "请求里 Content-Length 与 Transfer-Encoding 并存，不能接受。");
    if (counts->encodings > 1)
        return refuse(&ex->why, 400, "", "请求里有%d个 Transfer-Encoding。", counts->encodings);
    if (counts->hosts > 1 || (!counts->hosts && strcmp(version, "HTTP/1.1") == 0))
        return refuse(&ex->why, 400, "", "请求里应有且只有一个 Host，收到%d个。", counts->hosts);
    bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    if (!reads && strcmp(method, "OPTIONS") != 0)
        return refuse(&ex->why, 405, "", "这里不接受 %.20s，只接受 GET、HEAD 和 OPTIONS。", method);
    if (counts->body)
        return refuse(&ex->why, 400, "", "%s 请求不应带有正文。", method);
    return true;
}

bool inspect_head(exchange *ex, const char *method, const char *version)
{
    head_counts counts = {0};
    MHD_get_connection_values(ex->connection, MHD_HEADER_KIND, count_header, &counts);
    ex->accepts = respond_negotiate(look_up(ex, "Accept-Encoding"));
    ex->origin = ex->api ? allowed_origin(ex) : NULL;
    if (!refuse_framing(ex, &counts, method, version)) {
        ex->close_after = true;
        return false;
    }
    if (!request_decode(&ex->req, &ex->why))
        return false;
    read_view(ex);
    return true;
}

static bool is_trusted(const options *opts, const struct in6_addr *address)
{
    for (size_t i = 0; i < opts->proxy_count; i++)
        if (net_holds(&opts->proxies[i], address))
            return true;
    return false;
}

/* The last entry of the header that no trusted proxy stands behind; it was written by one of them. */
struct in6_addr inspect_client(const exchange *ex, const struct in6_addr *peer)
{
    const options *opts = &ex->srv->opts;
    const char *chain = is_trusted(opts, peer) ? look_up(ex, "X-Forwarded-For") : NULL;
    struct in6_addr client = *peer;
    size_t end = chain ? strlen(chain) : 0;
    while (end && is_trusted(opts, &client)) {
        size_t start = end;
        while (start && chain[start - 1] != ',')
            start--;
        size_t lead = start + strspn(chain + start, " \t");
        char text[64];
        net one;
        size_t len = end > lead ? end - lead : 0;
        while (len && (chain[lead + len - 1] == ' ' || chain[lead + len - 1] == '\t'))
            len--;
        if (len >= sizeof text)
            break;
        memcpy(text, chain + lead, len);
        text[len] = '\0';
        if (strchr(text, '/') || !net_parse(text, &one))
            break;
        client = one.address;
        end = start ? start - 1 : 0;
    }
    return client;
}

bool inspect_is_local(const struct in6_addr *address)
{
    return IN6_IS_ADDR_LOOPBACK(address) || (IN6_IS_ADDR_V4MAPPED(address) && address->s6_addr[12] == 127);
}
