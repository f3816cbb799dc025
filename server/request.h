/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A request's address taken apart and checked.  In: the raw target, as it came over the wire.  Out: a decoded
 * path, named values, or a refusal that names what is wrong.  The server reads the target itself because
 * libmicrohttpd cuts at %00, does not check UTF-8 and runs out of memory at many arguments. */
#ifndef SERVER_REQUEST_H
#define SERVER_REQUEST_H

#include "zy.h"

enum {
    REQUEST_TARGET_BYTES = 100000, /* 10,000 Han characters, percent-encoded, and some */
    REQUEST_ARGS_MOST = 64
};

typedef struct {
    const char *name, *value;
} request_arg;

typedef struct {
    char *target; /* path and query, raw; owned */
    char *memory; /* decoded copies; owned */
    const char *path;
    request_arg args[REQUEST_ARGS_MOST];
    size_t arg_count;
} request;

/* A refusal: the HTTP status, the sentence, the parameter at fault or "". */
typedef struct {
    int status;
    char parameter[64];
    zy_error error;
} refusal;

/* False when out of memory. */
bool request_take(request *req, const char *target);
/* Decodes; false with *why filled. */
bool request_decode(request *req, refusal *why);
const char *request_arg_get(const request *req, const char *name); /* "" when absent */
void request_free(request *req);

/* Which values a route takes; a bit each. */
typedef enum {
    PARAM_Q,
    PARAM_LIMIT,
    PARAM_OFFSET,
    PARAM_SORT,
    PARAM_FROM,
    PARAM_TO,
    PARAM_CLASSES,
    PARAM_FACETS,
    PARAM_FACET_LIMIT,
    PARAM_LITERAL,
    PARAM_ISSUE,
    PARAM_PAGE,
    PARAM_SECTION,
    PARAM_AUTHOR,
    PARAM_PLACE,
    PARAM_FORMAT,
    PARAM_PART,
    PARAM_DATE,
    PARAM_VIEW,
    PARAM_COUNT
} param_id;
#define PARAM(name) (1u << PARAM_##name)

/* For the OpenAPI document: each parameter's name, schema (JSON) and description. */
typedef struct {
    const char *name, *schema, *description, *example;
} param_info;
extern const param_info param_table[PARAM_COUNT];

/* The values, checked. */
typedef struct {
    zy_page_query query; /* strings point into the request */
    int from_date, to_date;
    uint32_t facets;
    size_t facet_values;
    int day;         /* yyyymmdd, 0: today */
    bool opensearch; /* format=opensearch */
    size_t part;
    int view; /* -1: not given */
} params;

bool request_params(const request *req, uint32_t wanted, params *out, refusal *why);

bool refuse(refusal *why, int status, const char *parameter, const char *format, ...)
    __attribute__((format(printf, 4, 5))); /* always false */

#endif
