/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From parameters to a search: chosen filters become fields in front of the query, which then reads like any
 * other. */
#include "handlers.h"

#include "text.h"

#include <string.h>

/* 栏目:"要闻": quoted, so that a value of several words stays one; quotes inside it would end it. */
static void put_field(zy_buf *text, const char *field, const char *value)
{
    if (!*value)
        return;
    text_f(text, "%s:\"", field);
    for (const char *c = value; *c; c++)
        if (*c != '"')
            text_add(text, c, 1);
    text_str(text, "\" ");
}

static bool has_or(const char *q)
{
    return strstr(q, "OR") || strchr(q, '|') || strstr(q, "｜");
}

zy_request search_request(const params *values, zy_buf *text)
{
    const zy_page_query *query = &values->query;
    put_field(text, "期", query->issue);
    put_field(text, "版", query->page);
    put_field(text, "栏目", query->section);
    put_field(text, "作者", query->author);
    put_field(text, "地点", query->place);
    bool grouped = text->len_bytes && has_or(query->q);
    text_f(text, grouped ? "(%s)" : "%s", query->q);
    zy_request request = zy_request_default(text->data ? text->data : "");
    request.query_bytes = text->len_bytes;
    request.limit = query->limit;
    request.offset = query->offset;
    request.sort = query->sort;
    request.from_date = values->from_date;
    request.to_date = values->to_date;
    request.classes = query->classes;
    request.facets = values->facets;
    request.facet_values = values->facet_values;
    request.literal_only = query->literal_only;
    return request;
}

void reply_failure(call *now, const zy_error *error)
{
    reply_error(now, zy_status_http(error->status), "", error);
}

bool search_run(call *now, const zy_request *request, zy_answer **answer)
{
    zy_error error = {0};
    if (zy_search(now->store, request, answer, &error) != ZY_OK) {
        reply_failure(now, &error);
        return false;
    }
    metrics_add(now->srv->counts, COUNT_SEARCHES);
    if (!(*answer)->total)
        metrics_add(now->srv->counts, COUNT_ZERO_RESULTS);
    return true;
}

const zy_facet *search_places(call *now, zy_answer **answer, zy_error *error)
{
    zy_request request = zy_request_default("");
    request.limit = 0;
    request.timeline = false;
    request.facets = ZY_BIT(ZY_FACET_PLACE);
    request.facet_values = ZY_FACET_VALUES_MOST;
    bool found = zy_search(now->store, &request, answer, error) == ZY_OK && (*answer)->facet_count;
    return found ? &(*answer)->facets[0] : NULL;
}

bool search_issue(call *now, const char *id, zy_issue_contents **contents)
{
    zy_error error = {0}, ignored = {0};
    zy_issue_list *list = NULL;
    if (zy_issue_get(now->store, id, contents, &error) == ZY_OK)
        return true;
    /* People write the number or the day that stands on the paper. */
    if (error.status == ZY_NOT_FOUND && zy_issues_get(now->store, &list, &ignored) == ZY_OK) {
        for (size_t i = 0; i < list->count; i++) {
            const zy_issue_entry *entry = &list->items[i];
            bool same = strcmp(entry->issue, id) == 0 || strcmp(entry->date, id) == 0;
            if (same && zy_issue_get(now->store, entry->id, contents, &ignored) == ZY_OK) {
                zy_issues_free(list);
                return true;
            }
        }
        zy_issues_free(list);
    }
    reply_failure(now, &error);
    return false;
}
