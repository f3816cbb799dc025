/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frame around every page: head, masthead with the box, the switch of views, foot. */
#include "render/html.h"

#include <string.h>

static void put_title(zy_buf *out, const zy_page_options *options, const html_head *head)
{
    html_put(out, "<title>%t%r%t</title>\n", head->title, html_has(head->title) ? " - " : "",
             options->site_name);
}

static void put_links(zy_buf *out, const zy_page_options *options, const html_head *head)
{
    html_put(out,
             "<link rel=\"stylesheet\" href=\"%t\">\n<script src=\"%t\" defer></script>\n"
             "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n"
             "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"%t\" "
             "href=\"/opensearch.xml\">\n",
             options->css_url, options->js_url, options->site_name);
    if (head->canonical)
        html_put(out, "<link rel=\"canonical\" href=\"%t%t\">\n", options->base_url, head->canonical);
    if (head->no_index)
        zy_buf_str(out, "<meta name=\"robots\" content=\"noindex\">\n");
    if (!head->query || !html_has(head->query->q))
        return;
    zy_page_query feed = {.q = head->query->q, .limit = 10};
    html_put(out, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"“%t”的新文章\" href=\"",
             head->query->q);
    html_search_link(out, options, &feed, "/feed.atom");
    zy_buf_str(out, "\">\n");
}

/* The page's own address with another view: what was asked stays. */
static void view_address(zy_buf *out, const zy_page_options *options, int view)
{
    const char *target = options->target, *query = strchr(target, '?');
    size_t path = query ? (size_t)(query - target) : strlen(target);
    html_text(out, target, path);
    zy_buf_char(out, '?');
    for (const char *at = query ? query + 1 : ""; *at;) {
        size_t len = strcspn(at, "&");
        if (len && strncmp(at, "view=", 5) != 0) {
            html_text(out, at, len);
            zy_buf_str(out, "&amp;");
        }
        at += len + (at[len] == '&');
    }
    html_put(out, "view=%d", view);
}

static void view_choice(zy_buf *out, const zy_page_options *options, int view, const char *label)
{
    if (options->elder == view) {
        html_put(out, "<strong aria-current=\"true\">%t</strong>", label);
        return;
    }
    zy_buf_str(out, "<a rel=\"nofollow\" href=\"");
    view_address(out, options, view);
    html_put(out, "\">%t</a>", label);
}

/* Its entry is on every page, in words, in the same place (适老化: a visible way in and a way back). */
static void put_views(zy_buf *out, const zy_page_options *options)
{
    if (!options->elder) {
        zy_buf_str(out, "<a class=\"view\" rel=\"nofollow\" href=\"");
        view_address(out, options, 1);
        zy_buf_str(out, "\">长辈版</a>");
        return;
    }
    zy_buf_str(out, "<div class=\"views\" role=\"group\" aria-label=\"字号与版本\"><span>字号</span>");
    view_choice(out, options, 1, "大");
    view_choice(out, options, 2, "特大");
    view_choice(out, options, 3, "最大");
    view_choice(out, options, 0, "普通版");
    zy_buf_str(out, "</div>");
}

void html_read_aloud(zy_buf *out)
{
    zy_buf_str(out, "<div class=\"aloud\"><button class=\"speak\" type=\"button\" hidden>读给我听</button>"
                    "<span role=\"status\"></span></div>\n");
}

void html_inner_link(zy_buf *out, const zy_page_options *options, const char *path, const char *label)
{
    zy_buf_str(out, "<a href=\"");
    html_url url = html_url_begin(out, options, path);
    html_url_end(&url);
    html_put(out, "\">%t</a>", label);
}

static void put_masthead(zy_buf *out, const zy_page_options *options, const html_head *head)
{
    zy_buf_str(
        out, "<a class=\"skip\" href=\"#main\">跳到正文</a>\n<header class=\"mast\">\n<div class=\"name\">");
    html_inner_link(out, options, "/", options->site_name);
    zy_buf_str(out, "</div>\n<nav aria-label=\"站内\">");
    html_inner_link(out, options, "/issues", "往期报纸");
    html_inner_link(out, options, "/places", "地点");
    html_inner_link(out, options, "/help", "帮助");
    put_views(out, options);
    zy_buf_str(out, "</nav>\n");
    html_box(out, options, head->query);
    zy_buf_str(out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void html_box(zy_buf *out, const zy_page_options *options, const zy_page_query *query)
{
    static const char *const sorts[] = {"", "newest", "oldest"};
    html_put(out,
             "<form class=\"box\" role=\"search\" action=\"/search\" method=\"get\">"
             "<label for=\"q\">找文章</label>"
             "<input id=\"q\" name=\"q\" type=\"search\" value=\"%t\" autocomplete=\"off\" "
             "spellcheck=\"false\" enterkeyhint=\"search\" placeholder=\"%r\">",
             query ? query->q : "", options->elder ? "想找什么" : "词语、人名、地名");
    if (query && query->sort != ZY_SORT_RELEVANCE)
        html_put(out, "<input type=\"hidden\" name=\"sort\" value=\"%t\">", sorts[query->sort]);
    if (options->carry_view)
        html_put(out, "<input type=\"hidden\" name=\"view\" value=\"%d\">", options->elder);
    zy_buf_str(out, "<button>检索</button></form>\n");
}

void html_begin(zy_buf *out, const zy_page_options *options, const html_head *head)
{
    zy_buf_str(out, "<!doctype html>\n<html lang=\"zh-CN\"");
    if (options->elder)
        html_put(out, " class=\"elder elder%d\"", options->elder);
    zy_buf_str(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"color-scheme\" content=\"light dark\">\n");
    put_title(out, options, head);
    put_links(out, options, head);
    html_put(out, "</head>\n<body class=\"%t\">\n", head->body_class);
    put_masthead(out, options, head);
}

void html_end(zy_buf *out, const zy_page_options *options)
{
    zy_buf_str(out, "</main>\n<footer>\n<p>");
    static const char *const foot[][2] = {{"/", "首页"},
                                          {"/issues", "往期报纸"},
                                          {"/places", "地点"},
                                          {"/on-this-day", "往年此时"},
                                          {"/help", "使用说明与无障碍"}};
    for (size_t i = 0; i < sizeof foot / sizeof *foot; i++) {
        zy_buf_str(out, i ? " " : "");
        html_inner_link(out, options, foot[i][0], foot[i][1]);
    }
    zy_buf_str(out, "</p>\n");
    if (html_has(options->phone))
        html_put(out, "<p>找不到、看不清，请打电话：<a class=\"tel\" href=\"tel:%p\">%t</a></p>\n",
                 options->phone, options->phone);
    zy_buf_str(out, "</footer>\n</body>\n</html>\n");
}
