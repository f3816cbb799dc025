/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Issues by year, and one issue page by page. */
#include "render/html.h"

#include "render/imprint.h"

#include <stdlib.h>
#include <string.h>

enum { GAP_MOST = 3 /* missing numbers named one by one, more as a range */ };

void html_issue_link(zy_buf *out, const zy_page_options *options, const zy_issue_entry *entry, bool with_year)
{
    html_put(out, "<a href=\"/issues/%p", entry->id);
    html_url url = html_url_begin(out, options, "");
    html_url_end(&url);
    zy_buf_str(out, "\">");
    if (zy_issue_adds(entry->issue, entry->date)) {
        zy_buf_str(out, "<span class=\"nb\">");
        html_issue_name(out, entry->issue, entry->date);
        zy_buf_str(out, "</span> ");
    }
    if (html_has(entry->date)) {
        html_put(out, "<time datetime=\"%t\">", entry->date);
        if (with_year || strlen(entry->date) < 7)
            html_date_text(out, entry->date);
        else
            html_day_text(out, entry->date);
        zy_buf_str(out, "</time>");
    }
    zy_buf_str(out, "</a>");
}

html_year html_year_of(const char *date)
{
    html_year year = {"0"};
    if (html_has(date) && strlen(date) >= 4)
        memcpy(year.text, date, 4);
    return year;
}

static bool same_year(const char *a, const char *b)
{
    return strcmp(html_year_of(a).text, html_year_of(b).text) == 0;
}

static long number_of(const zy_issue_entry *entry)
{
    return zy_issue_is_number(entry->issue) && strlen(entry->issue) < 8 ? atol(entry->issue) : -1;
}

/* The numbers not held between two issues that follow each other, so that nobody takes a gap for a silence.
 */
static void put_gap(zy_buf *out, long newer, long older)
{
    long missing = newer - older - 1;
    if (older < 0 || missing < 1)
        return;
    zy_buf_str(out, "<li class=\"gap\"><span>缺");
    if (missing > GAP_MOST)
        zy_buf_printf(out, "第%ld期至第%ld期，共%ld期", older + 1, newer - 1, missing);
    for (long n = newer - 1; missing <= GAP_MOST && n > older; n--)
        zy_buf_printf(out, "%s第%ld期", n == newer - 1 ? "" : "、", n);
    zy_buf_str(out, "</span></li>\n");
}

static void year_name(zy_buf *out, const char *date)
{
    if (html_has(date))
        html_put(out, "%t年", html_year_of(date).text);
    else
        zy_buf_str(out, "日期不详");
}

static void put_years(zy_buf *out, const zy_page_options *options, const zy_issue_list *list)
{
    long newer = -1;
    for (size_t i = 0; i < list->count; i++) {
        const zy_issue_entry *entry = &list->items[i];
        long number = number_of(entry);
        if (newer >= 0 && number >= 0)
            put_gap(out, newer, number);
        newer = number >= 0 ? number : newer;
        if (!i || !same_year(entry->date, list->items[i - 1].date)) {
            html_put(out, "%r<section class=\"year\"><h2 id=\"y%t\">", i ? "</ul></section>\n" : "",
                     html_year_of(entry->date).text);
            year_name(out, entry->date);
            zy_buf_str(out, "</h2>\n<ul class=\"issues\">\n");
        }
        zy_buf_str(out, "<li>");
        html_issue_link(out, options, entry, false);
        html_put(out, " <span>%l篇</span></li>\n", entry->articles);
    }
    if (list->count)
        zy_buf_str(out, "</ul></section>\n");
}

void html_years(zy_buf *out, const zy_page_options *options, const zy_issue_list *list, const char *path)
{
    zy_buf_str(out, "<ul class=\"flow\">");
    for (size_t i = 0; i < list->count;) {
        const char *date = list->items[i].date;
        uint64_t issues = 0;
        for (; i < list->count && same_year(list->items[i].date, date); i++)
            issues++;
        zy_buf_str(out, "<li><a href=\"");
        html_url url = html_url_begin(out, options, path);
        html_url_end(&url);
        html_put(out, "#y%t\">", html_year_of(date).text);
        year_name(out, date);
        html_put(out, " <span>%l期</span></a></li>\n", issues);
    }
    zy_buf_str(out, "</ul>\n");
}

void zy_page_issues(const zy_page_options *options, const zy_issue_list *list, const zy_coverage *coverage,
                    zy_buf *out)
{
    html_begin(out, options, &(html_head){"往期报纸", "/issues", "archive", NULL, false});
    zy_buf_str(out, "<h1>往期报纸</h1>\n<p class=\"cover\">");
    html_coverage(out, coverage);
    zy_buf_str(out, "</p>\n");
    if (list->count && !same_year(list->items[0].date, list->items[list->count - 1].date)) {
        zy_buf_str(out, "<nav aria-label=\"年份\">");
        html_years(out, options, list, "");
        zy_buf_str(out, "</nav>\n");
    }
    put_years(out, options, list);
    html_end(out, options);
}

/* Headlines under the page they were printed on. */
void html_contents(zy_buf *out, const zy_page_options *options, const zy_issue_contents *contents,
                   size_t most)
{
    bool open = false;
    int page = -1;
    zy_buf_str(out, "<div class=\"pages\">\n");
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
    zy_buf_str(out, open ? "</ul></section>\n</div>\n" : "</div>\n");
}

static const zy_issue_entry *find_issue(const zy_issue_list *list, const char *id)
{
    for (size_t i = 0; list && i < list->count; i++)
        if (strcmp(list->items[i].id, id) == 0)
            return &list->items[i];
    return NULL;
}

static void put_other_issue(zy_buf *out, const zy_page_options *options, const zy_issue_list *list,
                            const char *id, const char *rel, const char *label)
{
    if (!html_has(id))
        return;
    html_put(out, "<a rel=\"%t\" href=\"/issues/%p", rel, id);
    html_url url = html_url_begin(out, options, "");
    html_url_end(&url);
    html_put(out, "\"><small>%t</small> ", label);
    const zy_issue_entry *entry = find_issue(list, id);
    if (entry && zy_issue_adds(entry->issue, entry->date)) {
        html_issue_name(out, entry->issue, entry->date);
        zy_buf_char(out, ' ');
    }
    html_date_text(out, entry ? entry->date : "");
    zy_buf_str(out, "</a>\n");
}

void zy_page_issue(const zy_page_options *options, const zy_issue_contents *contents,
                   const zy_issue_list *issues, zy_buf *out)
{
    const zy_issue_entry *entry = &contents->entry;
    zy_buf title = {0}, canonical = {0};
    zy_buf_str(&title, options->paper);
    html_issue_words(&title, entry->issue, entry->date);
    html_put(&canonical, "/issues/%p", entry->id);
    html_begin(out, options,
               &(html_head){title.data ? title.data : "", canonical.data, "issue", NULL, false});
    html_put(out, "<h1>%t ", options->paper);
    html_issue_name(out, entry->issue, entry->date);
    zy_buf_str(out, "</h1>\n<p class=\"cover\">");
    if (zy_issue_adds(entry->issue, entry->date) && html_has(entry->date)) {
        html_date(out, entry->date);
        zy_buf_str(out, "，");
    }
    html_put(out, "共%l篇</p>\n<h2 class=\"vh\">目录</h2>\n", entry->articles);
    html_contents(out, options, contents, SIZE_MAX);
    zy_buf_str(out, "<nav class=\"neighbours\" aria-label=\"前后各期\">\n");
    put_other_issue(out, options, issues, contents->previous_id, "prev", "上一期");
    put_other_issue(out, options, issues, contents->next_id, "next", "下一期");
    zy_buf_str(out, "</nav>\n");
    html_end(out, options);
    zy_buf_free(&title);
    zy_buf_free(&canonical);
}
