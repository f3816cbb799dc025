/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filters: the values to choose from with their counts, and what is chosen, each removable alone. */
#include "render/html.h"

#include <string.h>

enum { FILTER_SHOWN = 6 }; /* values shown before 更多: about a screen of a phone for all kinds together */

/* The query with one facet's value chosen; years are a stretch of time like any other. */
static zy_page_query choose(const zy_page_query *query, zy_facet_kind kind, const char *value)
{
    zy_page_query chosen = *query;
    chosen.offset = 0;
    switch (kind) {
    case ZY_FACET_YEAR: chosen.from = chosen.to = value; break;
    case ZY_FACET_ISSUE: chosen.issue = value; break;
    case ZY_FACET_PAGE: chosen.page = value; break;
    case ZY_FACET_SECTION: chosen.section = value; break;
    case ZY_FACET_AUTHOR: chosen.author = value; break;
    case ZY_FACET_PLACE: chosen.place = value; break;
    default: break;
    }
    return chosen;
}

static void put_value_name(zy_buf *out, zy_facet_kind kind, const char *value)
{
    bool number = html_has(value) && value[strspn(value, "0123456789")] == '\0';
    if (kind == ZY_FACET_YEAR)
        html_put(out, "%t年", value);
    else if (kind == ZY_FACET_ISSUE && number)
        html_put(out, "第%t期", value);
    else if (kind == ZY_FACET_PAGE && number)
        html_put(out, "第%t版", value);
    else
        html_put(out, "%t", value);
}

static void put_value(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                      zy_facet_kind kind, const zy_facet_value *value)
{
    zy_page_query link = choose(query, kind, value->value);
    zy_buf_str(out, "<li><a rel=\"nofollow\" href=\"");
    html_search_link(out, options, &link, "/search");
    zy_buf_str(out, "\">");
    put_value_name(out, kind, value->value);
    html_put(out, " <span>%l</span></a></li>\n", value->count);
}

static void put_facet(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                      const zy_facet *facet)
{
    if (facet->value_count < 2)
        return; /* one value narrows nothing */
    html_put(out, "<section><h3>%t</h3>\n<ul>\n", zy_facet_label(facet->kind));
    for (size_t i = 0; i < facet->value_count; i++) {
        if (i == FILTER_SHOWN)
            html_put(out, "</ul>\n<details><summary>更多%t</summary><ul>\n", zy_facet_label(facet->kind));
        put_value(out, options, query, facet->kind, &facet->values[i]);
    }
    html_put(out, "</ul>%r</section>\n", facet->value_count > FILTER_SHOWN ? "</details>" : "");
}

static void put_dates(zy_buf *out, const zy_page_options *options, const zy_page_query *query)
{
    zy_page_query others = *query;
    others.from = others.to = "";
    zy_buf_str(out, "<form class=\"dates\" action=\"/search\" method=\"get\"><h3>起止时间</h3>");
    html_hidden(out, options, &others);
    html_put(out,
             "<p><label>从 <input name=\"from\" value=\"%t\" placeholder=\"2023\" size=\"10\"></label> "
             "<label>到 <input name=\"to\" value=\"%t\" placeholder=\"2024-06\" size=\"10\"></label> "
             "<button>按时间筛选</button></p></form>\n",
             query->from, query->to);
}

void html_filters(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                  const zy_answer *answer)
{
    if (!answer->total && !answer->hit_count)
        return;
    zy_buf_str(out, "<aside id=\"filters\" tabindex=\"-1\" aria-labelledby=\"filters-head\">\n"
                    "<h2 id=\"filters-head\">筛选</h2>\n");
    html_timeline(out, options, query, answer);
    for (size_t i = 0; i < answer->facet_count; i++)
        put_facet(out, options, query, &answer->facets[i]);
    put_dates(out, options, query);
    zy_buf_str(out, "</aside>\n");
}

/* One chip: what is chosen, linked to the same search without it. */
static void put_chip(zy_buf *out, const zy_page_options *options, const zy_page_query *without,
                     const char *label, const char *value)
{
    zy_buf_str(out, "<li><a href=\"");
    html_search_link(out, options, without, "/search");
    html_put(out, "\"><span class=\"vh\">去掉</span>%t：%t<span aria-hidden=\"true\"> ×</span></a></li>",
             label, value);
}

/* A date as people say it; what is written otherwise stays as it was typed. */
static void put_end(zy_buf *out, const char *date, const char *open)
{
    bool plain = date[strspn(date, "0123456789-")] == '\0';
    if (html_has(date) && plain && strlen(date) != 8)
        html_date_text(out, date);
    else
        zy_buf_str(out, html_has(date) ? date : open);
}

static void put_date_chip(zy_buf *out, const zy_page_options *options, const zy_page_query *query)
{
    if (!html_has(query->from) && !html_has(query->to))
        return;
    zy_page_query without = *query;
    without.from = without.to = "";
    without.offset = 0;
    zy_buf span = {0};
    put_end(&span, query->from, "最早");
    if (strcmp(query->from, query->to) != 0) {
        zy_buf_str(&span, "至");
        put_end(&span, query->to, "最新");
    }
    put_chip(out, options, &without, "时间", span.data);
    zy_buf_free(&span);
}

void html_chosen(zy_buf *out, const zy_page_options *options, const zy_page_query *query)
{
    const struct {
        zy_facet_kind kind;
        const char *value;
    } chosen[] = {{ZY_FACET_ISSUE, query->issue},
                  {ZY_FACET_PAGE, query->page},
                  {ZY_FACET_SECTION, query->section},
                  {ZY_FACET_AUTHOR, query->author},
                  {ZY_FACET_PLACE, query->place}};
    size_t start = out->len_bytes;
    zy_buf_str(out, "<ul class=\"chips\" aria-label=\"已选的筛选条件\">");
    size_t empty = out->len_bytes;
    put_date_chip(out, options, query);
    for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++) {
        if (!html_has(chosen[i].value))
            continue;
        zy_page_query without = choose(query, chosen[i].kind, "");
        put_chip(out, options, &without, zy_facet_label(chosen[i].kind), chosen[i].value);
    }
    if (query->literal_only) {
        zy_page_query without = *query;
        without.literal_only = false;
        put_chip(out, options, &without, "方式", "只按原样");
    }
    if (out->len_bytes == empty)
        zy_buf_cut(out, start);
    else
        zy_buf_str(out, "</ul>\n");
}
