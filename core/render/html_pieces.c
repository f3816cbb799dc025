/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small pieces of newspaper: dates, issue names, one hit, one headline. */
#include "render/html.h"

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

void html_issue_name(zy_buf *out, const char *issue, const char *date)
{
    if (!html_has(issue)) {
        html_date_text(out, date);
        return;
    }
    bool number = issue[strspn(issue, "0123456789")] == '\0';
    html_put(out, number ? "第%t期" : "%t", issue);
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
    }
    html_put(out, "共%l期", coverage->issues);
    if (coverage->missing)
        html_put(out, "（缺%l期）", coverage->missing);
    html_put(out, "、%l篇文章。", coverage->articles);
}

static void put_authors(zy_buf *out, const zy_hit *hit)
{
    for (size_t i = 0; i < hit->author_count && i < 3; i++)
        html_put(out, "%r%t", i ? "、" : "<span>", hit->authors[i]);
    if (hit->author_count > 3)
        zy_buf_str(out, "等");
    if (hit->author_count)
        zy_buf_str(out, "</span>");
}

static void put_meta(zy_buf *out, const zy_hit *hit)
{
    zy_buf_str(out, "<p class=\"meta\">");
    html_date(out, hit->date);
    if (html_has(hit->issue)) {
        zy_buf_str(out, "<span>");
        html_issue_name(out, hit->issue, hit->date);
        zy_buf_str(out, "</span>");
    }
    if (hit->page)
        html_put(out, "<span>第%d版</span>", hit->page);
    if (html_has(hit->section))
        html_put(out, "<span>%t</span>", hit->section);
    put_authors(out, hit);
    if (hit->matches > 1)
        html_put(out, "<span>文中%d处</span>", (int)hit->matches);
    /* The plain case needs no label; what is less than the word itself says what it is. */
    if (hit->class_ != ZY_CLASS_WORD)
        html_put(out, "<em class=\"class %t\">%t</em>", zy_class_name(hit->class_),
                 zy_class_label(hit->class_));
    zy_buf_str(out, "</p>\n");
}

static const char *part_label(const char *part)
{
    static const char *const labels[][2] = {
        {"caption", "图片说明"}, {"author", "作者"}, {"kicker", "引题"}, {"subtitle", "副题"}};
    for (size_t i = 0; part && i < sizeof labels / sizeof *labels; i++)
        if (strcmp(part, labels[i][0]) == 0)
            return labels[i][1];
    return NULL;
}

static void put_snippet(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit,
                        const zy_snippet *snippet)
{
    const char *label = part_label(snippet->part);
    zy_buf_str(out, "<p class=\"snip\">");
    if (label) {
        html_put(out, "<span class=\"where\">%t</span>", label);
    } else {
        char fragment[16];
        snprintf(fragment, sizeof fragment, "p%u", snippet->paragraph + 1);
        zy_buf_str(out, "<a class=\"where\" href=\"");
        html_article_link(out, options, hit->url, q, fragment);
        html_put(out, "\">第%d段</a>", (int)snippet->paragraph + 1);
    }
    html_marked(out, snippet->text, snippet->marks, snippet->mark_count, NULL);
    zy_buf_str(out, "</p>\n");
}

static void put_title(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit)
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

/* The hit's own kicker or subtitle among its snippets, which has the marks; NULL when nothing is marked
 * there. */
static const zy_snippet *find_part(const zy_hit *hit, const char *part)
{
    for (size_t i = 0; i < hit->snippet_count; i++)
        if (hit->snippets[i].part && strcmp(hit->snippets[i].part, part) == 0)
            return &hit->snippets[i];
    return NULL;
}

/* A line above or below the headline, marked; shown there, it need not be shown again as a passage. */
static void put_line(zy_buf *out, const zy_hit *hit, const char *text, const char *part, const char *class_)
{
    if (!html_has(text))
        return;
    const zy_snippet *marked = find_part(hit, part);
    bool same = marked && strcmp(marked->text, text) == 0;
    html_put(out, "<p class=\"%t\">", class_);
    html_marked(out, text, same ? marked->marks : NULL, same ? marked->mark_count : 0, NULL);
    zy_buf_str(out, "</p>\n");
}

static bool shown_at_headline(const zy_hit *hit, const zy_snippet *snippet)
{
    const char *line = !snippet->part                           ? NULL
                       : strcmp(snippet->part, "subtitle") == 0 ? hit->subtitle
                       : strcmp(snippet->part, "kicker") == 0   ? hit->kicker
                                                                : NULL;
    return line && strcmp(line, snippet->text) == 0;
}

void html_hit(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit)
{
    zy_buf_str(out, "<li class=\"hit\">\n");
    put_line(out, hit, hit->kicker, "kicker", "kicker");
    zy_buf_str(out, "<h3>");
    put_title(out, options, q, hit);
    zy_buf_str(out, "</h3>\n");
    put_line(out, hit, hit->subtitle, "subtitle", "sub");
    put_meta(out, hit);
    for (size_t i = 0; i < hit->snippet_count && !hit->same_as; i++)
        if (!shown_at_headline(hit, &hit->snippets[i]))
            put_snippet(out, options, q, hit, &hit->snippets[i]);
    for (size_t i = 0; i < hit->missing_count; i++)
        html_put(out, i ? "、<s>%t</s>" : "<p class=\"missing\">未提到：<s>%t</s>", hit->missing[i]);
    if (hit->missing_count)
        zy_buf_str(out, "</p>\n");
    if (hit->same_as)
        zy_buf_str(out, "<p class=\"dup\">内容与前面一篇几乎相同</p>\n");
    zy_buf_str(out, "</li>\n");
}

void html_headline(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit)
{
    zy_buf_str(out, "<li class=\"line\">");
    put_title(out, options, q, hit);
    if (html_has(hit->subtitle))
        html_put(out, "<span class=\"sub\">%t</span>", hit->subtitle);
    zy_buf_str(out, "<span class=\"meta\">");
    html_date(out, hit->date);
    if (html_has(hit->section))
        html_put(out, "<span>%t</span>", hit->section);
    put_authors(out, hit);
    zy_buf_str(out, "</span></li>\n");
}
