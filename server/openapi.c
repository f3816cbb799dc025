/* SPDX-License-Identifier: GPL-2.0-or-later */
/* OpenAPI 3.1, written from the table of routes and the table of parameters, so that it cannot promise
 * another thing than the server does.  The schemas of the answers are beside it, in assets/schemas.json. */
#include "handlers.h"

#include "assets.h"
#include "text.h"

#include <string.h>

static void put_parameter(zy_buf *out, int number, bool needed)
{
    const param_info *info = &param_table[number];
    text_f(out, "{\"name\":\"%s\",\"in\":\"query\",\"required\":%s,\"description\":", info->name,
           needed ? "true" : "false");
    text_json(out, info->description);
    text_f(out, ",\"schema\":%s", info->schema);
    if (*info->example) {
        text_str(out, ",\"example\":");
        if (strstr(info->schema, "\"integer\""))
            text_str(out, info->example);
        else
            text_json(out, info->example);
    }
    text_str(out, "}");
}

static void put_parameters(zy_buf *out, const route *row)
{
    bool first = true;
    text_str(out, "\"parameters\":[");
    if (strstr(row->path, "{id}")) {
        text_str(out, "{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}}");
        first = false;
    }
    for (int i = 0; i < PARAM_COUNT; i++) {
        if (!(row->params & 1u << i))
            continue;
        text_str(out, first ? "" : ",");
        put_parameter(out, i, false);
        first = false;
    }
    text_str(out, "]");
}

static void put_problem(zy_buf *out, int status, const char *description)
{
    text_f(out,
           ",\"%d\":{\"description\":\"%s\",\"content\":{\"application/problem+json\":{\"schema\":"
           "{\"$ref\":\"#/components/schemas/Problem\"}}}}",
           status, description);
}

static void put_responses(zy_buf *out, const route *row)
{
    char type[64];
    snprintf(type, sizeof type, "%.*s", (int)strcspn(row->content_type, ";"), row->content_type);
    text_f(out, "\"responses\":{\"200\":{\"description\":\"OK\",\"content\":{\"%s\":{\"schema\":", type);
    if (row->schema)
        text_f(out, "{\"$ref\":\"#/components/schemas/%s\"}", row->schema);
    else
        text_str(out, "{\"type\":\"string\"}");
    text_str(out, "}}}");
    if (row->flags & ROUTE_KEEP)
        text_str(out,
                 ",\"304\":{\"description\":\"Not modified: the ETag sent is still that of the answer\"}");
    if (row->flags & ROUTE_API) {
        if (row->params)
            put_problem(out, 400, "A parameter is wrong; `parameter` names it");
        if (strstr(row->path, "{id}")) {
            put_problem(out, 404, "No such thing");
            put_problem(out, 410, "Taken down");
        }
        if (!(row->flags & ROUTE_FREE))
            put_problem(out, 429, "Too many requests; see Retry-After");
        put_problem(out, 503, "No index yet, or too busy; see Retry-After");
    }
    text_str(out, "}");
}

static void put_path(zy_buf *out, const route *row)
{
    text_f(out, "\"%s\":{\"get\":{\"operationId\":\"%s\",\"summary\":", row->path, row->operation);
    text_json(out, row->summary);
    text_str(out, ",");
    put_parameters(out, row);
    text_str(out, ",");
    put_responses(out, row);
    text_str(out, "}}");
}

void api_openapi(void *context)
{
    call *now = context;
    zy_buf *out = &now->out->body;
    text_str(out, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":");
    text_json(out, now->page.site_name);
    text_f(out,
           ",\"version\":\"%s\",\"license\":{\"name\":\"GPL-2.0-or-later\",\"identifier\":\"GPL-2.0-or-"
           "later\"}},"
           "\"servers\":[{\"url\":",
           zy_version());
    text_json(out, now->page.base_url);
    text_str(out, "}],\"security\":[],\"paths\":{");
    bool first = true;
    for (int i = 0; i < route_count; i++) {
        if (!route_table[i].operation)
            continue;
        text_str(out, first ? "" : ",");
        put_path(out, &route_table[i]);
        first = false;
    }
    const asset *schemas = assets_find("schemas.json");
    text_str(out, "},\"components\":{\"schemas\":");
    text_add(out, schemas->data, schemas->len_bytes);
    text_str(out, "}}\n");
}
