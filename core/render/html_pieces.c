/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small pieces of newspaper: dates, issue names, imprints, one headline. */
#include "render/html.h"

#include "render/imprint.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void html_date_text(zy_buf *out, const char *date)
{
    int year = 0, month = 0, day = 0;
    int read = date ? sscanf(date, "%4d-%2d-%2d", &year, &month, &day) : 0;
    if (read >= 1)
        zy_buf_printf(out, "%d年", year);
    if (read >= 2)
        zy_buf_printf(out, "%d月", month);
    if (read >= 3)
        zy_buf_printf(out, "%d日", day);
}

void html_date(zy_buf *out, const char *date)
{
    if (!html_has(date))
        return;
    html_put(out, "<time datetime=\"%t\">", date);
    html_date_text(out, date);
    zy_buf_str(out, "</time>");
}

void html_day_text(zy_buf *out, const char *date)
{
    int month = 0, day = 0;
    int read = date ? sscanf(date, "%*4d-%2d-%2d", &month, &day) : 0;
    if (read >= 1)
        zy_buf_printf(out, "%d月", month);
    if (read >= 2)
        zy_buf_printf(out, "%d日", day);
}

void html_issue_words(zy_buf *plain, const char *issue, const char *date)
{
    if (zy_issue_adds(issue, date))
        zy_buf_printf(plain, zy_issue_is_number(issue) ? "第%s期" : "%s", issue);
    else
        html_date_text(plain, date);
}

void html_issue_name(zy_buf *out, const char *issue, const char *date)
{
    zy_buf words = {0};
    html_issue_words(&words, issue, date);
    html_put(out, "%t", words.data);
    zy_buf_free(&words);
}

void html_coverage(zy_buf *out, const zy_coverage *coverage)
{
    if (!coverage->articles) {
        zy_buf_str(out, "还没有收录文章。");
        return;
    }
    zy_buf_str(out, "收录");
    if (html_has(coverage->first)) {
        html_date_text(out, coverage->first);
        zy_buf_str(out, "至");
        html_date_text(out, coverage->last);
        zy_buf_str(out, "的报纸");
    }
    html_put(out, "%l期", coverage->issues);
    if (coverage->missing)
        html_put(out, "（缺%l期）", coverage->missing);
    html_put(out, "、文章%l篇。", coverage->articles);
}

void html_authors(zy_buf *out, const char *const *authors, size_t count)
{
    for (size_t i = 0; i < count && i < 3; i++)
        html_put(out, "%r%t", i ? "、" : "<span>", authors[i]);
    if (count > 3)
        zy_buf_str(out, "等");
    if (count)
        zy_buf_str(out, "</span>");
}

void html_place_in_paper(zy_buf *out, const zy_hit *hit)
{
    bool issue = zy_issue_adds(hit->issue, hit->date);
    if (!issue && !hit->page)
        return;
    zy_buf_str(out, "<span>");
    if (issue)
        html_issue_name(out, hit->issue, hit->date);
    if (hit->page)
        html_put(out, "第%d版", hit->page);
    zy_buf_str(out, "</span>");
}

void html_hit_title(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit)
{
    zy_buf_str(out, "<a href=\"");
    html_article_link(out, options, hit->url, q, NULL);
    zy_buf_str(out, "\">");
    if (html_has(hit->title))
        html_marked(out, hit->title, hit->title_marks, hit->title_mark_count, NULL);
    else
        zy_buf_str(out, "（无标题）");
    zy_buf_str(out, "</a>");
}

void html_headline(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit)
{
    zy_buf_str(out, "<li class=\"line\">");
    if (html_has(hit->kicker))
        html_put(out, "<span class=\"kicker\">%t</span>", hit->kicker);
    html_hit_title(out, options, q, hit);
    if (html_has(hit->subtitle))
        html_put(out, "<span class=\"sub\">%t</span>", hit->subtitle);
    zy_buf_str(out, "<span class=\"meta\">");
    html_date(out, hit->date);
    if (html_has(hit->section))
        html_put(out, "<span>%t</span>", hit->section);
    html_authors(out, hit->authors, hit->author_count);
    zy_buf_str(out, "</span></li>\n");
}
