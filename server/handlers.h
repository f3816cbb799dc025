/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The handlers of the table of routes, by the file they are in; each takes a call * and fills its reply. */
#ifndef SERVER_HANDLERS_H
#define SERVER_HANDLERS_H

#include "server.h"

/* pages.c */
void page_home(void *now);
void page_search(void *now);
void page_article(void *now);
void page_issues(void *now);
void page_issue(void *now);
void page_places(void *now);
void page_on_this_day(void *now);
void page_help(void *now);
void page_embed(void *now);
/* api.c */
void api_search(void *now);
void api_suggest(void *now);
void api_article(void *now);
void api_issues(void *now);
void api_issue(void *now);
void api_openapi(void *now);
/* feeds.c, export.c */
void feed_atom(void *now);
void feed_opensearch(void *now);
void feed_sitemap(void *now);
void feed_robots(void *now);
void export_csv(void *now);
void export_jsonl(void *now);
/* health.c */
void health_live(void *now);
void health_ready(void *now);
void health_metrics(void *now);
/* assets.c */
void asset_send(void *now);

/* search.c: the request the parameters describe; `text` keeps the query with its filters and is freed by the
 * caller. */
zy_request search_request(const params *values, zy_buf *text);
/* Runs it; false after an error reply. */
bool search_run(call *now, const zy_request *request, zy_answer **answer);
/* An issue by its id, number or date; false after an error reply. */
bool search_issue(call *now, const char *id, zy_issue_contents **contents);
/* Every place with its count; *answer owns the facet and may be freed when NULL. */
const zy_facet *search_places(call *now, zy_answer **answer, zy_error *error);
void reply_failure(call *now, const zy_error *error); /* the library's error, as its status says */

#endif
