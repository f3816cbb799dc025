/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of routes. */
#include "handlers.h"

#include <string.h>

#define FILTERS                                                                                              \
    (PARAM(FROM) | PARAM(TO) | PARAM(CLASSES) | PARAM(LITERAL) | PARAM(ISSUE) | PARAM(PAGE) |                \
     PARAM(SECTION) | PARAM(AUTHOR) | PARAM(PLACE))
#define SEARCH (PARAM(Q) | PARAM(SORT) | FILTERS)
#define PAGED (SEARCH | PARAM(LIMIT) | PARAM(OFFSET))
#define PAGE (ROUTE_PAGE | ROUTE_STORE | ROUTE_KEEP)
#define API (ROUTE_API | ROUTE_STORE | ROUTE_KEEP)
#define MADE (ROUTE_STORE | ROUTE_KEEP)
#define HTML "text/html; charset=utf-8"
#define JSON "application/json; charset=utf-8"

const route route_table[] = {
    {"/", page_home, HTML, PARAM(VIEW), PAGE, NULL, "Front page", "首页", NULL},
    {"/search", page_search, HTML, PAGED | PARAM(VIEW), PAGE, NULL, "Results page", "检索结果", NULL},
    {"/articles/{id}", page_article, HTML, PARAM(Q) | PARAM(VIEW), PAGE, NULL, "Article", "一篇文章", NULL},
    {"/issues", page_issues, HTML, PARAM(VIEW), PAGE, NULL, "Issues by year", "往期报纸", NULL},
    {"/issues/{id}", page_issue, HTML, PARAM(VIEW), PAGE, NULL, "Contents of an issue", "一期的目录", NULL},
    {"/places", page_places, HTML, PARAM(VIEW), PAGE, NULL, "Places", "地点", NULL},
    {"/on-this-day", page_on_this_day, HTML, PARAM(DATE) | PARAM(VIEW), PAGE, NULL,
     "What was printed about this day in other years", "往年此时", NULL},
    {"/help", page_help, HTML, PARAM(VIEW), PAGE, NULL, "Help", "使用说明", NULL},
    {"/api/v1/search", api_search, JSON, PAGED | PARAM(FACETS) | PARAM(FACET_LIMIT), API, "search",
     "Search the archive", "检索（JSON）", "Answer"},
    {"/api/v1/suggest", api_suggest, JSON, PARAM(Q) | PARAM(FORMAT), API, "suggest",
     "Complete what is being typed: Han, pinyin or initials", "输入提示（JSON）", "Suggestions"},
    {"/api/v1/articles/{id}", api_article, JSON, PARAM(Q), API, "getArticle",
     "An article; with `q`, its hits marked", "一篇文章（JSON）", "Article"},
    {"/api/v1/issues", api_issues, JSON, 0, API, "listIssues", "All issues", "各期（JSON）", "Issues"},
    {"/api/v1/issues/{id}", api_issue, JSON, 0, API, "getIssue", "Contents of an issue", "一期的目录（JSON）",
     "Issue"},
    {"/api/v1/openapi.json", api_openapi, "application/openapi+json; charset=utf-8", 0,
     ROUTE_API | ROUTE_KEEP, NULL, "This description", "接口说明（OpenAPI 3.1）", NULL},
    {"/feed.atom", feed_atom, "application/atom+xml; charset=utf-8", PARAM(Q) | FILTERS, MADE, "feed",
     "Newest matches as an Atom feed", "订阅：最新的相符文章", NULL},
    {"/export.csv", export_csv, "text/csv; charset=utf-8", SEARCH, ROUTE_STORE, "exportCsv",
     "The whole result list as CSV", "全部结果（CSV）", NULL},
    {"/export.jsonl", export_jsonl, "application/x-ndjson; charset=utf-8", SEARCH, ROUTE_STORE, "exportJsonl",
     "The whole result list, one hit a line", "全部结果（JSON Lines）", NULL},
    {"/opensearch.xml", feed_opensearch, "application/opensearchdescription+xml; charset=utf-8", 0,
     ROUTE_KEEP, NULL, "OpenSearch description", "浏览器检索框", NULL},
    {"/sitemap.xml", feed_sitemap, "application/xml; charset=utf-8", PARAM(PART), MADE, NULL, "Site map",
     "站点地图", NULL},
    {"/robots.txt", feed_robots, "text/plain; charset=utf-8", 0, ROUTE_KEEP, NULL, "For crawlers", "爬虫须知",
     NULL},
    {"/embed", page_embed, HTML, 0, ROUTE_FRAME | ROUTE_KEEP, NULL, "The box, for a frame",
     "检索框（供别的网站嵌入）", NULL},
    {"/embed.js", asset_send, "text/javascript; charset=utf-8", 0, ROUTE_FRAME | ROUTE_KEEP, NULL,
     "The box, as a script", "检索框（一行脚本）", NULL},
    {"/icon.svg", asset_send, "image/svg+xml", 0, ROUTE_FRAME | ROUTE_KEEP | ROUTE_FREE, NULL, "Icon", "图标",
     NULL},
    {"/favicon.ico", asset_send, "image/svg+xml", 0, ROUTE_KEEP | ROUTE_FREE, NULL, "Icon", "图标", NULL},
    {"/assets/{id}", asset_send, "", 0, ROUTE_ASSET | ROUTE_KEEP | ROUTE_FREE, NULL, "Style and script",
     "样式与脚本", NULL},
    {"/healthz", health_live, JSON, 0, ROUTE_API | ROUTE_FREE, "healthz", "Is the program alive?",
     "程序在运行吗", "Health"},
    {"/readyz", health_ready, JSON, 0, ROUTE_API | ROUTE_FREE, "readyz", "Can it answer?", "可以检索吗",
     "Health"},
    {"/metrics", health_metrics, "text/plain; version=0.0.4; charset=utf-8", 0, ROUTE_FREE, NULL,
     "Figures for Prometheus", "运行数据（Prometheus）", NULL},
};
const int route_count = sizeof route_table / sizeof *route_table;

const route *routes_find(const char *path, const char **id)
{
    *id = "";
    for (int i = 0; i < route_count; i++) {
        const char *open = strstr(route_table[i].path, "{id}");
        size_t fixed = open ? (size_t)(open - route_table[i].path) : 0;
        if (!open && strcmp(route_table[i].path, path) == 0)
            return &route_table[i];
        if (open && strncmp(route_table[i].path, path, fixed) == 0 && path[fixed]) {
            *id = path + fixed;
            return &route_table[i];
        }
    }
    return NULL;
}

void routes_print(FILE *to)
{
    for (int i = 0; i < route_count; i++) {
        fprintf(to, "  %-22s %s", route_table[i].path, route_table[i].summary_zh);
        bool first = true;
        for (int k = 0; k < PARAM_COUNT; k++) {
            if (!(route_table[i].params & 1u << k) || k == PARAM_VIEW)
                continue;
            fprintf(to, "%s%s", first ? "：" : " ", param_table[k].name);
            first = false;
        }
        fputc('\n', to);
    }
}
