/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article page: the text as printed with its hits marked, where it stood, what stands beside it, how to
 * cite it. */
#include "render/html.h"

#include "render/imprint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HIT_LINKS_MOST = 40 };

static size_t marks_in(const zy_marked *pieces, size_t count)
{
    size_t marks = 0;
    for (size_t i = 0; i < count; i++)
        marks += pieces[i].mark_count;
    return marks;
}

static void put_heads(zy_buf *out, const zy_document *document, size_t *number)
{
    const zy_marked *kicker = &document->kicker, *title = &document->title, *subtitle = &document->subtitle;
    if (html_has(kicker->text)) {
        zy_buf_str(out, "<p class=\"kicker\">");
        html_marked(out, kicker->text, kicker->marks, kicker->mark_count, number);
        zy_buf_str(out, "</p>\n");
    }
    zy_buf_str(out, "<h1>");
    if (html_has(title->text))
        html_marked(out, title->text, title->marks, title->mark_count, number);
    else
        zy_buf_str(out, "（无标题）");
    zy_buf_str(out, "</h1>\n");
    if (html_has(subtitle->text)) {
        zy_buf_str(out, "<p class=\"subtitle\">");
        html_marked(out, subtitle->text, subtitle->marks, subtitle->mark_count, number);
        zy_buf_str(out, "</p>\n");
    }
}

static void issue_link(zy_buf *out, const zy_page_options *options, const char *issue, const char *date)
{
    zy_buf_str(out, "<a href=\"/issues/");
    html_percent(out, html_has(issue) ? issue : date);
    html_url url = html_url_begin(out, options, "");
    html_url_end(&url);
    zy_buf_str(out, "\">");
}

static void put_byline(zy_buf *out, const zy_page_options *options, const zy_document *document)
{
    bool named = zy_issue_adds(document->issue, document->date);
    zy_buf_str(out, "<p class=\"meta\">");
    if (named)
        html_date(out, document->date);
    if (named || html_has(document->date)) {
        issue_link(out, options, document->issue, document->date);
        html_put(out, "%t", options->paper);
        if (named)
            html_issue_name(out, document->issue, document->date);
        else
            html_date(out, document->date);
        zy_buf_str(out, "</a>");
    }
    if (document->page)
        html_put(out, "<span>第%d版</span>", document->page);
    if (html_has(document->section))
        html_put(out, "<span>%t</span>", document->section);
    for (size_t i = 0; i < document->author_count; i++)
        html_put(out, "<span>%t</span>", document->authors[i]);
    zy_buf_str(out, "</p>\n");
}

/* Numbered links, so that going from hit to hit needs no script. */
static void put_hit_links(zy_buf *out, size_t hits, const char *q)
{
    if (!hits)
        return;
    html_put(out,
             "<nav class=\"hit-links\" aria-label=\"文中的“%t”\"><span>“%t”在文中有%l处</span><span "
             "class=\"numbers\">",
             q, q, (uint64_t)hits);
    for (size_t i = 1; i <= hits && i <= HIT_LINKS_MOST; i++)
        html_put(out, "<a href=\"#hit-%l\">%l</a>", (uint64_t)i, (uint64_t)i);
    zy_buf_str(out, "</span></nav>\n");
}

/* True whether or not the continuation was found: what stands on it has been joined to the text above. */
static void put_jump(zy_buf *out, const zy_document *document)
{
    zy_buf_str(out, "<p class=\"jump\">本文在报上");
    if (document->page)
        html_put(out, "从第%d版", document->page);
    html_put(out, "转到%t，收录到的续文已接在一起。</p>\n", document->continued);
}

static void put_body(zy_buf *out, const zy_document *document, size_t *number)
{
    zy_buf_str(out, "<div class=\"text\">\n");
    for (size_t i = 0; i < document->paragraph_count; i++) {
        const zy_marked *paragraph = &document->paragraphs[i];
        html_put(out, "<p id=\"p%l\">", (uint64_t)i + 1);
        html_marked(out, paragraph->text, paragraph->marks, paragraph->mark_count, number);
        zy_buf_str(out, "</p>\n");
    }
    zy_buf_str(out, "</div>\n");
    for (size_t i = 0; i < document->caption_count; i++) {
        const zy_marked *caption = &document->captions[i];
        zy_buf_str(out, "<p class=\"caption\"><span class=\"where\">图片说明</span>");
        html_marked(out, caption->text, caption->marks, caption->mark_count, number);
        zy_buf_str(out, "</p>\n");
    }
    if (html_has(document->continued))
        put_jump(out, document);
}

static void put_neighbour(zy_buf *out, const zy_page_options *options, const char *id, const char *title,
                          const char *rel, const char *label)
{
    if (!html_has(id))
        return;
    html_put(out, "<a rel=\"%t\" href=\"/articles/%p", rel, id);
    html_url url = html_url_begin(out, options, "");
    html_url_end(&url);
    html_put(out, "\"><small>%t</small> %t</a>\n", label, html_has(title) ? title : "（无标题）");
}

/* The file and its folder: where the archive lies on the server's disk is nobody's business. */
static const char *short_path(const char *path)
{
    const char *start = path + strlen(path);
    for (int slashes = 0; start > path; start--)
        if (start[-1] == '/' && ++slashes == 2)
            break;
    return start;
}

static void put_list(zy_buf *out, const zy_page_options *options, const char *q, const char *heading,
                     const zy_hit *hits, size_t count)
{
    if (!count)
        return;
    html_put(out, "<section class=\"list\"><h2>%t</h2>\n<ul>\n", heading);
    for (size_t i = 0; i < count; i++)
        html_headline(out, options, q, &hits[i]);
    zy_buf_str(out, "</ul></section>\n");
}

/* ---- A notice that comes back: the same text year after year, this one among them ---- */

static int newest_first(const void *left, const void *right)
{
    const zy_hit *a = *(const zy_hit *const *)left, *b = *(const zy_hit *const *)right;
    return strcmp(b->date, a->date);
}

static void put_year_line(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit,
                          const char *year_before, bool this_one)
{
    const html_year year = html_year_of(hit->date);
    zy_buf_str(out, this_one ? "<li class=\"line\" aria-current=\"true\"><b>" : "<li class=\"line\"><b>");
    if (html_has(hit->date) && strcmp(year.text, year_before) != 0)
        html_put(out, "%t年", year.text);
    zy_buf_str(out, "</b>");
    if (this_one)
        html_put(out, "<span>%t（本文）</span>", html_has(hit->title) ? hit->title : "（无标题）");
    else
        html_hit_title(out, options, q, hit);
    zy_buf_str(out, "<span class=\"meta\">");
    html_date(out, hit->date);
    html_place_in_paper(out, hit);
    zy_buf_str(out, "</span></li>\n");
}

static void put_alike(zy_buf *out, const zy_page_options *options, const char *q, const zy_document *document)
{
    const zy_hit this_one = {.title = document->title.text,
                             .date = document->date,
                             .issue = document->issue,
                             .page = document->page};
    size_t count = document->alike_count + 1;
    const zy_hit **lines = document->alike_count ? calloc(count, sizeof *lines) : NULL;
    if (!lines)
        return;
    for (size_t i = 0; i < document->alike_count; i++)
        lines[i] = &document->alike[i];
    lines[document->alike_count] = &this_one;
    qsort(lines, count, sizeof *lines, newest_first);
    zy_buf_str(out, "<section class=\"list yearly\"><h2>内容几乎相同的文章</h2>\n<ul>\n");
    for (size_t i = 0; i < count; i++)
        put_year_line(out, options, q, lines[i], i ? html_year_of(lines[i - 1]->date).text : "",
                      lines[i] == &this_one);
    zy_buf_str(out, "</ul></section>\n");
    free(lines);
}

static void put_after(zy_buf *out, const zy_page_options *options, const char *q, const zy_document *document)
{
    if (html_has(document->previous_id) || html_has(document->next_id)) {
        zy_buf_str(out, "<nav class=\"neighbours\" aria-label=\"同一期的前后文章\">\n");
        put_neighbour(out, options, document->previous_id, document->previous_title, "prev", "上一篇");
        put_neighbour(out, options, document->next_id, document->next_title, "next", "下一篇");
        zy_buf_str(out, "</nav>\n");
    }
    put_alike(out, options, q, document);
    put_list(out, options, q, "相关文章", document->related, document->related_count);
    zy_buf cite = {0};
    zy_citation(options, document, &cite);
    html_put(out,
             "<section class=\"cite\"><h2>引用本文</h2>\n<p id=\"cite\">%t</p>"
             "<button type=\"button\" class=\"copy\" data-copy=\"cite\" hidden>复制</button>\n",
             cite.data ? cite.data : "");
    zy_buf_free(&cite);
    html_put(out, "<p class=\"link\">永久地址：<a href=\"%t\">%t%t</a></p>\n", document->url,
             options->base_url, document->url);
    if (html_has(document->source))
        html_put(out, "<p class=\"source\">来源文件：%t</p>\n", short_path(document->source));
    zy_buf_str(out, "</section>\n");
}

void zy_page_article(const zy_page_options *options, const char *q, const zy_document *document, zy_buf *out)
{
    zy_page_query query = {.q = q, .limit = 10, .from = "", .to = ""};
    size_t number = 0;
    size_t hits = document->kicker.mark_count + document->title.mark_count + document->subtitle.mark_count +
                  marks_in(document->paragraphs, document->paragraph_count) +
                  marks_in(document->captions, document->caption_count);
    html_begin(out, options,
               &(html_head){html_has(document->title.text) ? document->title.text : "（无标题）",
                            document->url, "article", &query, false});
    html_structure(out, options, document);
    if (html_has(q)) {
        zy_buf_str(out, "<p class=\"back\"><a href=\"");
        html_search_link(out, options, &query, "/search");
        html_put(out, "\">‹ 回到“%t”的结果</a></p>\n", q);
    }
    zy_buf_str(out, "<article>\n");
    put_heads(out, document, &number);
    put_byline(out, options, document);
    html_read_aloud(out);
    put_hit_links(out, hits, q);
    put_body(out, document, &number);
    zy_buf_str(out, "</article>\n");
    put_after(out, options, q, document);
    html_end(out, options);
}
