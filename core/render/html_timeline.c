/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hits over time as bars to click, each with its count above and its month below: by month, or by year when
 * there would be too many bars to touch.  The bars are SVG with percentages, so that they fit any width
 * without a style of their own and without a script; when even the years are many, the strip scrolls. */
#include "render/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BARS_MOST = 14, BAR_PIXELS = 26 /* what a finger needs at least */ };

/* Heights in per cent of the picture: counts above the bars, names below them. */
static const double TOP = 20, FOOT = 66;

typedef struct {
    char name[8]; /* 2024-12 or 2024 */
    uint64_t count, articles;
} bar;

typedef struct {
    bar *items;
    size_t count;
    uint64_t most;
} bars;

static int month_number(const char *month)
{
    return atoi(month) * 12 + atoi(month + 5) - 1;
}

static bool add_bar(bars *chart, const char *name)
{
    bar *grown = realloc(chart->items, (chart->count + 1) * sizeof *grown);
    if (!grown)
        return false; /* the page is whole without a chart */
    chart->items = grown;
    bar *added = &chart->items[chart->count++];
    *added = (bar){0};
    snprintf(added->name, sizeof added->name, "%s", name);
    return true;
}

/* Adds a month's figures to the bar its name, cut to `name_chars`, belongs to; months come in order. */
static bool add_month(bars *chart, const zy_month *month, size_t name_chars)
{
    const bar *last = chart->count ? &chart->items[chart->count - 1] : NULL;
    char name[8];
    snprintf(name, sizeof name, "%.*s", (int)name_chars, month->month);
    if ((!last || strcmp(last->name, name) != 0) && !add_bar(chart, name))
        return false;
    bar *mine = &chart->items[chart->count - 1];
    mine->count += month->count;
    mine->articles += month->articles;
    if (mine->count > chart->most)
        chart->most = mine->count;
    return true;
}

/* Adds empty bars up to the one before `month`'s, so that a gap is seen as one. */
static bool add_gap(bars *chart, const zy_month *month, size_t name_chars)
{
    enum { STEPS_MOST = 2000 };
    bool months = name_chars > 4;
    for (int steps = 0; chart->count && steps < STEPS_MOST; steps++) {
        const char *last = chart->items[chart->count - 1].name;
        int next = (months ? month_number(last) : atoi(last)) + 1;
        char name[24];
        if (next >= (months ? month_number(month->month) : atoi(month->month)))
            break;
        snprintf(name, sizeof name, months ? "%04d-%02d" : "%04d", months ? next / 12 : next, next % 12 + 1);
        if (!add_bar(chart, name))
            return false;
    }
    return true;
}

/* By month when few bars come of it: with gaps where all of them fit, without where the names must tell. */
static bool gather(bars *chart, const zy_answer *answer)
{
    const zy_month *first = &answer->timeline[0], *last = &answer->timeline[answer->month_count - 1];
    bool fits = month_number(last->month) - month_number(first->month) < BARS_MOST;
    size_t name_chars = fits || answer->month_count <= BARS_MOST ? 7 : 4;
    bool gaps = fits || name_chars == 4;
    for (size_t i = 0; i < answer->month_count; i++)
        if ((gaps && !add_gap(chart, &answer->timeline[i], name_chars)) ||
            !add_month(chart, &answer->timeline[i], name_chars))
            return false;
    return chart->count > 1 && chart->most;
}

static void put_label(zy_buf *out, const bar *item)
{
    html_date_text(out, item->name);
    html_put(out, "：%l篇", item->count);
    if (item->articles)
        html_put(out, "（当时共登%l篇）", item->articles);
}

/* The month's number and the year where one begins; below a year's bar the year. */
static void put_name(zy_buf *out, const bars *chart, size_t number, double middle)
{
    const char *name = chart->items[number].name;
    bool month = strlen(name) > 4;
    bool year = !month || !number || strncmp(name, chart->items[number - 1].name, 4) != 0;
    if (month)
        zy_buf_printf(out, "<text x=\"%.2f%%\" y=\"80%%\">%d</text>", middle, atoi(name + 5));
    if (year)
        zy_buf_printf(out, "<text x=\"%.2f%%\" y=\"%s\">%.4s</text>", middle, month ? "97%" : "84%", name);
}

static double bar_height(const bars *chart, const bar *item)
{
    return 3 + (FOOT - TOP - 3) * (double)item->count / (double)chart->most;
}

/* The link is the whole column, from top to foot, so that a bar of one article is as easy to hit as the
 * highest. */
static void put_bar(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                    const bars *chart, size_t number)
{
    const bar *item = &chart->items[number];
    double width = 100.0 / (double)chart->count, left = width * (double)number;
    double height = bar_height(chart, item);
    zy_page_query link = *query;
    link.from = link.to = item->name;
    link.offset = 0;
    zy_buf_str(out, "<a rel=\"nofollow\" href=\"");
    html_search_link(out, options, &link, "/search");
    zy_buf_str(out, "\" aria-label=\"");
    put_label(out, item);
    zy_buf_str(out, "\"><title>");
    put_label(out, item);
    zy_buf_printf(out,
                  "</title><rect class=\"hot\" x=\"%.2f%%\" y=\"0\" width=\"%.2f%%\" height=\"100%%\"/>"
                  "<rect x=\"%.2f%%\" y=\"%.1f%%\" width=\"%.2f%%\" height=\"%.1f%%\"/></a>\n",
                  left, width, left + width * .14, FOOT - height, width * .72, height);
}

/* Figures lie over the links and let the finger through; a screen reader has them in the links' names. */
static void put_figures(zy_buf *out, const bars *chart)
{
    double width = 100.0 / (double)chart->count;
    zy_buf_str(out, "<g aria-hidden=\"true\" pointer-events=\"none\">");
    for (size_t i = 0; i < chart->count; i++) {
        const bar *item = &chart->items[i];
        double middle = width * ((double)i + .5);
        if (item->count)
            zy_buf_printf(out, "<text class=\"n\" x=\"%.2f%%\" y=\"%.1f%%\">%llu</text>", middle,
                          FOOT - bar_height(chart, item) - 3, (unsigned long long)item->count);
        put_name(out, chart, i, middle);
    }
    zy_buf_str(out, "</g>\n");
}

static void put_chart(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                      const bars *chart)
{
    bool months = strlen(chart->items[0].name) > 4;
    html_put(out,
             "<section class=\"time\"><h3>%t</h3>\n<div class=\"strip\"><svg width=\"%l\" "
             "role=\"group\" aria-label=\"各%r的篇数，点击只看这一%r\">\n",
             months ? "按月看" : "按年看", (uint64_t)chart->count * BAR_PIXELS, months ? "月" : "年",
             months ? "个月" : "年");
    zy_buf_printf(out, "<line x1=\"0\" x2=\"100%%\" y1=\"%.0f%%\" y2=\"%.0f%%\"/>", FOOT, FOOT);
    for (size_t i = 0; i < chart->count; i++)
        if (chart->items[i].count)
            put_bar(out, options, query, chart, i);
    put_figures(out, chart);
    zy_buf_str(out, "</svg></div></section>\n");
}

void html_timeline(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                   const zy_answer *answer)
{
    bars chart = {0};
    if (answer->month_count > 1 && answer->total && gather(&chart, answer))
        put_chart(out, options, query, &chart);
    free(chart.items);
}
