/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON interface. */
#include "handlers.h"

#include "text.h"

enum { SUGGESTIONS = 10 };

void api_search(void *context)
{
    call *now = context;
    zy_buf text = {0};
    zy_answer *answer = NULL;
    zy_request request = search_request(&now->ex->values, &text);
    if (search_run(now, &request, &answer)) {
        zy_answer_json(answer, NULL, &now->out->body);
        text_str(&now->out->body, "\n");
    }
    zy_answer_free(answer);
    zy_buf_free(&text);
}

/* What browsers read in the address bar: ["typed", ["word", …]]. */
static void put_opensearch(zy_buf *out, const char *typed, const zy_completions *found)
{
    text_str(out, "[");
    text_json(out, typed);
    text_str(out, ",[");
    for (size_t i = 0; i < found->count; i++) {
        text_str(out, i ? "," : "");
        text_json(out, found->items[i].text);
    }
    text_str(out, "]]");
}

void api_suggest(void *context)
{
    call *now = context;
    const params *values = &now->ex->values;
    zy_completions *found = NULL;
    zy_error error = {0};
    if (zy_suggest(now->store, values->query.q, SUGGESTIONS, &found, &error) != ZY_OK) {
        reply_failure(now, &error);
        return;
    }
    if (values->opensearch) {
        put_opensearch(&now->out->body, values->query.q, found);
        now->out->content_type = "application/x-suggestions+json; charset=utf-8";
    } else {
        zy_completions_json(found, &now->out->body);
    }
    text_str(&now->out->body, "\n");
    zy_completions_free(found);
}

void api_article(void *context)
{
    call *now = context;
    const char *q = now->ex->values.query.q;
    zy_document *document = NULL;
    zy_error error = {0};
    if (zy_document_get(now->store, now->ex->id, *q ? q : NULL, &document, &error) != ZY_OK) {
        reply_failure(now, &error);
        return;
    }
    zy_document_json(document, &now->out->body);
    text_str(&now->out->body, "\n");
    zy_document_free(document);
}

void api_issues(void *context)
{
    call *now = context;
    zy_issue_list *list = NULL;
    zy_coverage coverage;
    zy_error error = {0};
    if (zy_issues_get(now->store, &list, &error) != ZY_OK ||
        zy_coverage_get(now->store, &coverage, &error) != ZY_OK) {
        reply_failure(now, &error);
    } else {
        zy_issues_json(list, &coverage, &now->out->body);
        text_str(&now->out->body, "\n");
    }
    zy_issues_free(list);
}

void api_issue(void *context)
{
    call *now = context;
    zy_issue_contents *contents = NULL;
    if (!search_issue(now, now->ex->id, &contents))
        return;
    zy_issue_json(contents, &now->out->body);
    text_str(&now->out->body, "\n");
    zy_issue_free(contents);
}
