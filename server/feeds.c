/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For machines that follow or crawl: Atom, OpenSearch, site maps, robots.txt. */
#include "handlers.h"

#include "text.h"

enum { FEED_ENTRIES = 30, SITEMAP_URLS_MOST = 50000 /* the protocol's limit */ };

void feed_atom(void *context)
{
    call *now = context;
    zy_buf text = {0};
    zy_answer *answer = NULL;
    zy_request request = search_request(&now->ex->values, &text);
    request.limit = FEED_ENTRIES;
    request.offset = 0;
    request.sort = ZY_SORT_NEWEST;
    request.facets = 0;
    request.timeline = false;
    request.snippets = 1;
    /* What only resembles the query is no news of it. */
    if (!request.classes)
        request.classes = ZY_CLASSES_ALL & ~ZY_BIT(ZY_CLASS_RELATED);
    if (search_run(now, &request, &answer))
        zy_atom_feed(&now->page, &now->ex->values.query, answer, &now->out->body);
    zy_answer_free(answer);
    zy_buf_free(&text);
}

void feed_opensearch(void *context)
{
    call *now = context;
    zy_opensearch(&now->page, &now->out->body);
}

static uint64_t count_urls(const zy_issue_list *list)
{
    uint64_t urls = 0;
    for (size_t i = 0; i < list->count; i++)
        urls += 1 + list->items[i].articles;
    return urls;
}

/* Issues whose addresses fall into the part; an issue is never divided, so a part may hold a little less. */
static void put_part(call *now, const zy_issue_list *list, size_t part)
{
    uint64_t before = 0;
    zy_sitemap_begin(&now->out->body);
    for (size_t i = 0; i < list->count; i++) {
        zy_issue_contents *contents = NULL;
        zy_error ignored = {0};
        uint64_t mine = before / (SITEMAP_URLS_MOST / 2) + 1;
        before += 1 + list->items[i].articles;
        if (mine == part && zy_issue_get(now->store, list->items[i].id, &contents, &ignored) == ZY_OK)
            zy_sitemap_issue(&now->page, contents, &now->out->body);
        zy_issue_free(contents);
    }
    zy_sitemap_end(&now->out->body);
}

void feed_sitemap(void *context)
{
    call *now = context;
    zy_issue_list *list = NULL;
    zy_error error = {0};
    if (zy_issues_get(now->store, &list, &error) != ZY_OK) {
        reply_failure(now, &error);
        return;
    }
    size_t parts = (size_t)(count_urls(list) / (SITEMAP_URLS_MOST / 2)) + 1, part = now->ex->values.part;
    if (part > parts) {
        error = (zy_error){.status = ZY_NOT_FOUND, .message = "没有这一部分站点地图。"};
        reply_failure(now, &error);
    } else if (!part && parts > 1) {
        zy_sitemap_index(&now->page, parts, &now->out->body);
    } else {
        put_part(now, list, part ? part : 1);
    }
    zy_issues_free(list);
}

void feed_robots(void *context)
{
    call *now = context;
    text_f(&now->out->body,
           "User-agent: *\nDisallow: /search\nDisallow: /api/\nDisallow: /export.\nDisallow: /feed.atom\n"
           "Disallow: /*view=\nAllow: /\n\nSitemap: %s/sitemap.xml\n",
           now->page.base_url);
}
