/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of routes: path, handler, type, parameters.  --help, openapi.json and the server itself read the
 * same rows. */
#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {                   /* flags of a route */
       ROUTE_API = 1,    /* errors are problem+json; CORS applies */
       ROUTE_STORE = 2,  /* answered by a worker with an index */
       ROUTE_KEEP = 4,   /* the same for the same index: cached, with an ETag */
       ROUTE_ASSET = 8,  /* named by its content: kept by browsers for ever */
       ROUTE_FRAME = 16, /* may stand in a frame on another site, be loaded from there */
       ROUTE_PAGE = 32,  /* an HTML page: it comes in several views */
       ROUTE_FREE = 64   /* not counted by the rate limit */
};

struct server;
typedef struct route {
    const char *path;          /* a last part {id} takes the rest, decoded */
    void (*handle)(void *now); /* a call * */
    const char *content_type;
    uint32_t params;
    uint32_t flags;
    const char *operation;  /* OpenAPI operationId, or NULL: not part of the API */
    const char *summary;    /* English */
    const char *summary_zh; /* for --help */
    const char *schema;     /* OpenAPI component of the 200 answer, or NULL */
} route;

extern const route route_table[];
extern const int route_count;

/* The row for a decoded path, with *id its open part ("" when it has none); NULL when there is none. */
const route *routes_find(const char *path, const char **id);
void routes_print(FILE *to);

#endif
