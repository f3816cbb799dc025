/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pages: ask the library, hand what it says to the renderer. */
#include "handlers.h"

void page_home(void *context)
{
    call *now = context;
    zy_error ignored = {0};
    zy_coverage coverage;
    zy_issue_list *issues = NULL;
    zy_issue_contents *newest = NULL;
    zy_answer *places = NULL;
    /* Each part may fail alone; the box is always there. */
    bool covered = zy_coverage_get(now->store, &coverage, &ignored) == ZY_OK;
    if (zy_issues_get(now->store, &issues, &ignored) == ZY_OK && issues->count &&
        zy_issue_get(now->store, issues->items[0].id, &newest, &ignored) != ZY_OK)
        newest = NULL;
    const zy_facet *facet = search_places(now, &places, &ignored);
    zy_page_home(&now->page, covered ? &coverage : NULL, newest, issues, facet, &now->out->body);
    zy_answer_free(places);
    zy_issue_free(newest);
    zy_issues_free(issues);
}

void page_places(void *context)
{
    call *now = context;
    zy_error error = {0};
    zy_answer *answer = NULL;
    const zy_facet *places = search_places(now, &answer, &error);
    if (places)
        zy_page_places(&now->page, places, &now->out->body);
    else
        reply_failure(now, &error);
    zy_answer_free(answer);
}

enum { DAY_ISSUES = 40 }; /* of as many years */

static size_t issues_about(call *now, const zy_issue_list *list, const char *day, zy_issue_contents **out)
{
    size_t count = 0;
    zy_error ignored = {0};
    for (size_t i = 0; i < list->count && count < DAY_ISSUES; i++)
        if (zy_issue_is_about(&list->items[i], day) &&
            zy_issue_get(now->store, list->items[i].id, &out[count], &ignored) == ZY_OK)
            count++;
    return count;
}

void page_on_this_day(void *context)
{
    call *now = context;
    zy_error error = {0};
    zy_issue_list *list = NULL;
    zy_issue_contents *issues[DAY_ISSUES];
    char day[24];
    int asked = now->ex->values.day;
    snprintf(day, sizeof day, "%s", now->page.today);
    if (asked)
        snprintf(day, sizeof day, "%04d-%02d-%02d", asked / 10000, asked / 100 % 100, asked % 100);
    if (zy_issues_get(now->store, &list, &error) != ZY_OK) {
        reply_failure(now, &error);
        return;
    }
    size_t count = issues_about(now, list, day, issues);
    zy_page_on_this_day(&now->page, day, (const zy_issue_contents *const *)issues, count, &now->out->body);
    while (count)
        zy_issue_free(issues[--count]);
    zy_issues_free(list);
}

static bool asks_nothing(const zy_page_query *query)
{
    const char *const given[] = {query->q,    query->from,    query->to,     query->issue,
                                 query->page, query->section, query->author, query->place};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (*given[i])
            return false;
    return true;
}

void page_search(void *context)
{
    call *now = context;
    const params *values = &now->ex->values;
    zy_buf text = {0};
    zy_answer *answer = NULL;
    if (asks_nothing(&values->query)) {
        page_home(now);
        return;
    }
    zy_request request = search_request(values, &text);
    if (search_run(now, &request, &answer))
        zy_page_results(&now->page, &values->query, answer, &now->out->body);
    zy_answer_free(answer);
    zy_buf_free(&text);
}

void page_article(void *context)
{
    call *now = context;
    const char *q = now->ex->values.query.q;
    zy_document *document = NULL;
    zy_error error = {0};
    if (zy_document_get(now->store, now->ex->id, *q ? q : NULL, &document, &error) != ZY_OK) {
        reply_failure(now, &error);
        return;
    }
    zy_page_article(&now->page, q, document, &now->out->body);
    zy_document_free(document);
}

void page_issues(void *context)
{
    call *now = context;
    zy_issue_list *list = NULL;
    zy_coverage coverage;
    zy_error error = {0};
    if (zy_issues_get(now->store, &list, &error) != ZY_OK ||
        zy_coverage_get(now->store, &coverage, &error) != ZY_OK)
        reply_failure(now, &error);
    else
        zy_page_issues(&now->page, list, &coverage, &now->out->body);
    zy_issues_free(list);
}

void page_issue(void *context)
{
    call *now = context;
    zy_issue_contents *contents = NULL;
    zy_issue_list *list = NULL;
    zy_error ignored = {0};
    if (!search_issue(now, now->ex->id, &contents))
        return;
    if (zy_issues_get(now->store, &list, &ignored) != ZY_OK)
        list = NULL; /* the neighbours then go without names */
    zy_page_issue(&now->page, contents, list, &now->out->body);
    zy_issues_free(list);
    zy_issue_free(contents);
}

void page_help(void *context)
{
    call *now = context;
    zy_coverage coverage;
    zy_error ignored = {0};
    bool covered = zy_coverage_get(now->store, &coverage, &ignored) == ZY_OK;
    zy_page_help(&now->page, covered ? &coverage : NULL, &now->out->body);
}

void page_embed(void *context)
{
    call *now = context;
    zy_page_embed(&now->page, &now->out->body);
}
