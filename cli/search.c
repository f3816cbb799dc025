/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One query: asked, and printed in the format wanted. */
#include "commands.h"
#include "output.h"
#include "pager.h"
#include "pages.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Documents for programs hold facets and timeline as the API does; the others count only what will be shown.
 */
static zy_request request_of(const cli_options *o, const cli_query *query)
{
    zy_request request = zy_request_default(query->text);
    bool document = o->format == FORMAT_JSON;
    request.query_bytes = query->len_bytes;
    request.limit = o->format == FORMAT_COUNT ? 0 : o->limit;
    request.offset = o->offset;
    request.sort = o->sort;
    request.from_date = o->from_date;
    request.to_date = o->to_date;
    request.classes = o->classes;
    request.facets = o->facets_given ? o->facets : document ? ZY_FACETS_ALL : 0;
    request.timeline = document;
    request.literal_only = o->literal;
    return request;
}

/* Found is what holds the words asked for; when only related articles were wanted, one of those. */
static zy_status found(const cli_options *o, const zy_answer *answer)
{
    bool related = o->classes == ZY_BIT(ZY_CLASS_RELATED) && answer->classes[ZY_CLASS_RELATED];
    return answer->total || related ? ZY_OK : ZY_END;
}

typedef struct {
    const cli_options *options;
    zy_status result;
    uint64_t hidden;
} stream;

static zy_status write_page(void *context, const zy_answer *page, bool first, zy_error *err)
{
    stream *to = context;
    zy_buf out = {0};
    bool csv = to->options->format == FORMAT_CSV;
    if (first) {
        to->result = found(to->options, page);
        to->hidden = page->hidden;
    }
    if (first && csv)
        zy_csv_header(&out);
    zy_status status = ZY_OK;
    for (size_t i = 0; i < page->hit_count && !status; i++) {
        if (csv)
            zy_hit_csv(&page->hits[i], &out);
        else
            zy_hit_json(&page->hits[i], &out);
        status = output_write(&out, err);
        if (!status && !csv)
            putchar('\n');
    }
    if (!status)
        status = output_write(&out, err); /* the header, when there was no hit */
    zy_buf_free(&out);
    return status;
}

static zy_status write_stream(const cli_options *o, source *from, const zy_request *request, zy_error *err)
{
    stream to = {.options = o, .result = ZY_END};
    zy_status status = pages_each(from, request, write_page, &to, err);
    if (!status && to.hidden) /* beside the rows, which hold hits alone */
        fprintf(stderr, "zy-search: 另有 %" PRIu64 " 篇按规定不予显示。\n", to.hidden);
    return status ? status : to.result;
}

static zy_status write_whole(const cli_options *o, const zy_answer *answer, const cli_query *query,
                             const zy_terminal *terminal, zy_error *err)
{
    zy_buf out = {0};
    if (o->format == FORMAT_JSON)
        zy_answer_json(answer, query->id, &out);
    else if (o->format == FORMAT_TEXT)
        zy_answer_text(answer, terminal, &out);
    else if (query->id)
        printf("%s\t%" PRIu64 "\n", query->id, answer->total);
    else
        printf("%" PRIu64 "\n", answer->total);
    zy_status status = output_write(&out, err);
    if (!status && o->format == FORMAT_JSON)
        putchar('\n');
    zy_buf_free(&out);
    return status ? status : found(o, answer);
}

zy_status answer_one(const cli_options *o, source *from, const cli_query *query, const zy_terminal *terminal,
                     zy_error *err)
{
    zy_request request = request_of(o, query);
    if (o->format == FORMAT_CSV || o->format == FORMAT_JSONL)
        return write_stream(o, from, &request, err);
    pages all;
    zy_status status = pages_get(from, &request, &all, err);
    if (status)
        return status;
    status = write_whole(o, &all.whole, query, terminal, err);
    pages_free(&all);
    return status;
}

static zy_status explain_stage(const cli_options *o, source *from, zy_error *err)
{
    zy_buf out = {0};
    zy_status status = from->explain(from, o->query, o->stage, &out, err);
    if (!status)
        status = output_write(&out, err);
    zy_buf_free(&out);
    return status;
}

zy_status command_search(const cli_options *options, source *from, zy_error *err)
{
    if (options->stage)
        return explain_stage(options, from, err);
    zy_terminal terminal = output_terminal(options);
    if (options->format == FORMAT_TEXT && !options->no_pager)
        pager_start();
    cli_query query = {.text = options->query, .len_bytes = strlen(options->query)};
    return answer_one(options, from, &query, &terminal, err);
}
