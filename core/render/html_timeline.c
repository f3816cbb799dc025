/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hits over time as bars to click: by month, or by year when there would be too many bars to touch.  The bars
 * are SVG with percentages, so that they fit any width without a style of their own and without a script. */
#include "render/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BARS_MOST = 24, HEIGHT = 72 };

typedef struct {
    char name[8]; /* 2024-12 or 2024 */
    uint64_t count, articles;
} bar;

typedef struct {
    bar *items;
    size_t count;
    uint64_t most;
} bars;

/* Adds a month's figures to the bar its name (cut to `name_chars`) belongs to; months come in order. */
static void add_month(bars *chart, const zy_month *month, int name_chars)
{
    char name[8];
    snprintf(name, sizeof name, "%.*s", name_chars, month->month);
    bar *last = chart->count ? &chart->items[chart->count - 1] : NULL;
    if (!last || strcmp(last->name, name) != 0) {
        last = &chart->items[chart->count++];
        *last = (bar){0};
        memcpy(last->name, name, sizeof name);
    }
    last->count += month->count;
    last->articles += month->articles;
    if (last->count > chart->most)
        chart->most = last->count;
}

static void put_label(zy_buf *out, const bar *item)
{
    html_date_text(out, item->name);
    html_put(out, "：%l篇", item->count);
    if (item->articles)
        html_put(out, "（当时共登%l篇）", item->articles);
}

static void put_bar(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                    const bars *chart, size_t number)
{
    const bar *item = &chart->items[number];
    if (!item->count)
        return;
    zy_page_query link = *query;
    link.from = link.to = item->name;
    link.offset = 0;
    double width = 100.0 / (double)chart->count;
    double height = 8 + 92.0 * (double)item->count / (double)chart->most;
    zy_buf_str(out, "<a rel=\"nofollow\" href=\"");
    html_search_link(out, options, &link, "/search");
    zy_buf_str(out, "\" aria-label=\"");
    put_label(out, item);
    zy_buf_str(out, "\"><title>");
    put_label(out, item);
    zy_buf_printf(out,
                  "</title><rect class=\"hot\" x=\"%.2f%%\" y=\"0\" width=\"%.2f%%\" height=\"100%%\"/>"
                  "<rect x=\"%.2f%%\" y=\"%.1f%%\" width=\"%.2f%%\" height=\"%.1f%%\"/></a>\n",
                  width * (double)number, width, width * ((double)number + .12), 100 - height, width * .76,
                  height);
}

static void put_chart(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                      const bars *chart)
{
    zy_buf_str(
        out,
        "<section class=\"time\" aria-labelledby=\"time-head\"><h2 id=\"time-head\">按时间看</h2>\n"
        "<svg width=\"100%\" height=\"72\" role=\"group\" aria-label=\"各时段的篇数，点击可只看该时段\">\n");
    for (size_t i = 0; i < chart->count; i++)
        put_bar(out, options, query, chart, i);
    zy_buf_str(out, "</svg>\n<p class=\"ends\"><span>");
    html_date_text(out, chart->items[0].name);
    html_put(out, "</span><span>最多%l篇</span><span>", chart->most);
    html_date_text(out, chart->items[chart->count - 1].name);
    zy_buf_str(out, "</span></p></section>\n");
}

void html_timeline(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                   const zy_answer *answer)
{
    if (answer->month_count < 2 || !answer->total)
        return;
    bars chart = {.items = calloc(answer->month_count, sizeof *chart.items)};
    if (!chart.items)
        return; /* the page is whole without it */
    int name_chars = answer->month_count <= BARS_MOST ? 7 : 4;
    for (size_t i = 0; i < answer->month_count; i++)
        add_month(&chart, &answer->timeline[i], name_chars);
    if (chart.count > 1 && chart.most)
        put_chart(out, options, query, &chart);
    free(chart.items);
}
