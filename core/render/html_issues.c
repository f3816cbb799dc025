/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Issues by year, one issue page by page, and the front page. */
#include "render/html.h"

#include <stdlib.h>
#include <string.h>

static void issue_link(zy_buf *out, const zy_page_options *options, const zy_issue_entry *entry)
{
    html_put(out, "<a href=\"/issues/%p", entry->id);
    html_url url = html_url_begin(out, options, "");
    html_url_end(&url);
    zy_buf_str(out, "\">");
    html_issue_name(out, entry->issue, entry->date);
    if (html_has(entry->issue)) {
        zy_buf_char(out, ' ');
        html_date(out, entry->date);
    }
    zy_buf_str(out, "</a>");
}

static bool same_year(const char *a, const char *b)
{
    return strncmp(a, b, 4) == 0;
}

static void put_years(zy_buf *out, const zy_page_options *options, const zy_issue_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const zy_issue_entry *entry = &list->items[i];
        if (!i || !same_year(entry->date, list->items[i - 1].date)) {
            zy_buf_str(out, i ? "</ul></section>\n<section class=\"year\">" : "<section class=\"year\">");
            html_put(out, html_has(entry->date) ? "<h2>" : "<h2>日期不详");
            if (html_has(entry->date))
                zy_buf_printf(out, "%.4s年", entry->date);
            zy_buf_str(out, "</h2>\n<ul class=\"issues\">\n");
        }
        zy_buf_str(out, "<li>");
        issue_link(out, options, entry);
        html_put(out, " <span>%l篇</span></li>\n", entry->articles);
    }
    if (list->count)
        zy_buf_str(out, "</ul></section>\n");
}

void zy_page_issues(const zy_page_options *options, const zy_issue_list *list, const zy_coverage *coverage,
                    zy_buf *out)
{
    html_begin(out, options, &(html_head){"往期报纸", "/issues", "issues", NULL, false});
    zy_buf_str(out, "<h1>往期报纸</h1>\n<p class=\"cover\">");
    html_coverage(out, coverage);
    zy_buf_str(out, "</p>\n");
    put_years(out, options, list);
    html_end(out, options);
}

/* Headlines under the page they were printed on. */
static void put_contents(zy_buf *out, const zy_page_options *options, const zy_issue_contents *contents,
                         size_t most)
{
    bool open = false;
    int page = -1;
    for (size_t i = 0; i < contents->article_count && i < most; i++) {
        const zy_hit *article = &contents->articles[i];
        if (article->page != page || !open) {
            zy_buf_str(out, open ? "</ul></section>\n<section class=\"list\">" : "<section class=\"list\">");
            page = article->page;
            if (page)
                html_put(out, "<h3>第%d版</h3>", page);
            zy_buf_str(out, "\n<ul>\n");
            open = true;
        }
        zy_hit bare = *article;
        bare.date = ""; /* the same for all of them, and said at the top */
        html_headline(out, options, "", &bare);
    }
    if (open)
        zy_buf_str(out, "</ul></section>\n");
}

static void put_other_issue(zy_buf *out, const zy_page_options *options, const char *id, const char *rel,
                            const char *label)
{
    if (!html_has(id))
        return;
    html_put(out, "<a rel=\"%t\" href=\"/issues/%p", rel, id);
    html_url url = html_url_begin(out, options, "");
    html_url_end(&url);
    html_put(out, "\">%t</a>\n", label);
}

void zy_page_issue(const zy_page_options *options, const zy_issue_contents *contents, zy_buf *out)
{
    const zy_issue_entry *entry = &contents->entry;
    zy_buf title = {0}, canonical = {0};
    html_issue_name(&title, entry->issue, entry->date);
    html_put(&canonical, "/issues/%p", entry->id);
    html_begin(out, options,
               &(html_head){title.data ? title.data : "", canonical.data, "issue", NULL, false});
    html_put(out, "<h1>%t %r</h1>\n<p class=\"cover\">", options->paper, title.data ? title.data : "");
    html_date(out, entry->date);
    html_put(out, "，共%l篇</p>\n<h2 class=\"vh\">目录</h2>\n", entry->articles);
    put_contents(out, options, contents, SIZE_MAX);
    zy_buf_str(out, "<nav class=\"neighbours\" aria-label=\"前后各期\">\n");
    put_other_issue(out, options, contents->previous_id, "prev", "上一期");
    put_other_issue(out, options, contents->next_id, "next", "下一期");
    zy_buf_str(out, "</nav>\n");
    html_end(out, options);
    zy_buf_free(&title);
    zy_buf_free(&canonical);
}

/* Days between two dates' places in the year, going round at its end; 400 when one is unknown. */
static int days_apart(const char *a, const char *b)
{
    if (strlen(a) < 10 || strlen(b) < 10)
        return 400;
    int days_a = atoi(a + 5) * 30 + atoi(a + 8), days_b = atoi(b + 5) * 30 + atoi(b + 8);
    int apart = abs(days_a - days_b);
    return apart > 180 ? 360 - apart : apart;
}

/* Issues of other years that came out within ten days of today's date. */
static void put_this_day(zy_buf *out, const zy_page_options *options, const zy_issue_list *list)
{
    size_t start = out->len_bytes, shown = 0;
    zy_buf_str(out, "<section class=\"year day\"><h2>往年此时</h2>\n<ul class=\"issues\">\n");
    for (size_t i = 0; i < list->count && shown < 6; i++) {
        const zy_issue_entry *entry = &list->items[i];
        if (days_apart(entry->date, options->today) > 10 || same_year(entry->date, options->today))
            continue;
        zy_buf_str(out, "<li>");
        issue_link(out, options, entry);
        html_put(out, " <span>%l篇</span></li>\n", entry->articles);
        shown++;
    }
    zy_buf_str(out, "</ul></section>\n");
    if (!shown)
        zy_buf_cut(out, start);
}

void zy_page_home(const zy_page_options *options, const zy_coverage *coverage,
                  const zy_issue_contents *newest, const zy_issue_list *issues, zy_buf *out)
{
    html_begin(out, options, &(html_head){"", "/", "home", NULL, false});
    html_put(out, "<h1 class=\"vh\">%t</h1>\n", options->site_name);
    if (coverage) {
        zy_buf_str(out, "<p class=\"cover\">");
        html_coverage(out, coverage);
        zy_buf_str(out, "</p>\n");
    }
    if (newest && newest->article_count) {
        zy_buf_str(out, "<section class=\"newest\"><h2>最新一期：");
        issue_link(out, options, &newest->entry);
        zy_buf_str(out, "</h2>\n");
        put_contents(out, options, newest, 12);
        zy_buf_str(out, "</section>\n");
    }
    if (issues)
        put_this_day(out, options, issues);
    html_end(out, options);
}
