/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of hits.  In: an answer.  Out: literal hits, then related ones under a heading of their own; a hit
 * whose text is nearly that of an earlier one is folded under it. */
#include "render/html.h"

#include <stdio.h>
#include <string.h>

const char *html_class_meaning(zy_class class_)
{
    static const char *const meanings[ZY_CLASS_COUNT] = {
        [ZY_CLASS_WORD] = "写着这个词",
        [ZY_CLASS_INSIDE] = "在一个更长的词里",
        [ZY_CLASS_ACROSS] = "字连在一起，分属前后两个词",
        [ZY_CLASS_SYNONYM] = "写的是意思相同的词",
        [ZY_CLASS_RELATED] = "没有原样写着，说到其中的内容",
    };
    return meanings[class_];
}

static void put_meta(zy_buf *out, const zy_hit *hit)
{
    zy_buf_str(out, "<p class=\"meta\">");
    html_date(out, hit->date);
    html_place_in_paper(out, hit);
    if (html_has(hit->section))
        html_put(out, "<span>%t</span>", hit->section);
    html_authors(out, hit->authors, hit->author_count);
    if (hit->matches > 1)
        html_put(out, "<span>文中%d处</span>", (int)hit->matches);
    /* The plain case needs no label, and related ones stand under their heading; what is less than the word
     * itself says what it is. */
    if (hit->class_ != ZY_CLASS_WORD && hit->class_ != ZY_CLASS_RELATED)
        html_put(out, "<em class=\"class\">%t：%t</em>", zy_class_label(hit->class_),
                 html_class_meaning(hit->class_));
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

/* The passage, then where it stands: in the body the number of its paragraph, which leads there. */
static void put_snippet(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit,
                        const zy_snippet *snippet)
{
    const char *label = part_label(snippet->part);
    zy_buf_str(out, "<p class=\"snip\">");
    if (label)
        html_put(out, "<span class=\"where\">%t</span>", label);
    html_marked(out, snippet->text, snippet->marks, snippet->mark_count, NULL);
    if (!label) {
        char fragment[16];
        snprintf(fragment, sizeof fragment, "p%u", snippet->paragraph + 1);
        zy_buf_str(out, " <a class=\"where\" href=\"");
        html_article_link(out, options, hit->url, q, fragment);
        html_put(out, "\">第%l段</a>", (uint64_t)snippet->paragraph + 1);
    }
    zy_buf_str(out, "</p>\n");
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

/* ---- Nearly the same text again ---- */

/* Closed, since whoever looks for one of them mostly has it in the first; counts and pages count them all. */
static void put_repeats(zy_buf *out, const zy_page_options *options, const char *q, const zy_answer *answer,
                        const zy_hit *first)
{
    if (!first->duplicates)
        return;
    html_put(out, "<details class=\"same\"><summary>另有%l篇内容几乎相同</summary>\n<ul class=\"lines\">\n",
             (uint64_t)first->duplicates);
    for (size_t i = 0; i < answer->hit_count; i++) {
        const zy_hit *hit = &answer->hits[i];
        if (!hit->same_as || strcmp(hit->same_as, first->id) != 0)
            continue;
        zy_buf_str(out, "<li class=\"line\">");
        html_hit_title(out, options, q, hit);
        zy_buf_str(out, "<span class=\"meta\">");
        html_date(out, hit->date);
        html_place_in_paper(out, hit);
        zy_buf_str(out, "</span></li>\n");
    }
    zy_buf_str(out, "</ul></details>\n");
}

/* What was asked and does not stand in this article. */
static void put_missing(zy_buf *out, const zy_hit *hit)
{
    for (size_t i = 0; i < hit->missing_count; i++)
        html_put(out, i ? "、<s>%t</s>" : "<p class=\"missing\">未提到：<s>%t</s>", hit->missing[i]);
    if (hit->missing_count)
        zy_buf_str(out, "</p>\n");
}

static void put_hit(zy_buf *out, const zy_page_options *options, const char *q, const zy_answer *answer,
                    const zy_hit *hit)
{
    zy_buf_str(out, "<li class=\"hit\">\n");
    put_line(out, hit, hit->kicker, "kicker", "kicker");
    zy_buf_str(out, "<h3>");
    html_hit_title(out, options, q, hit);
    zy_buf_str(out, "</h3>\n");
    put_line(out, hit, hit->subtitle, "subtitle", "sub");
    put_meta(out, hit);
    for (size_t i = 0; i < hit->snippet_count; i++)
        if (!shown_at_headline(hit, &hit->snippets[i]))
            put_snippet(out, options, q, hit, &hit->snippets[i]);
    put_missing(out, hit);
    put_repeats(out, options, q, answer, hit);
    zy_buf_str(out, "</li>\n");
}

/* Literal hits, then a heading, then related ones: nobody should take the second for the first. */
void html_hits(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
               const zy_answer *answer)
{
    bool open = false, related = false;
    for (size_t i = 0; i < answer->hit_count; i++) {
        const zy_hit *hit = &answer->hits[i];
        if (hit->same_as) /* folded under the earlier one */
            continue;
        bool starts_related = !related && hit->class_ == ZY_CLASS_RELATED;
        if (open && starts_related)
            zy_buf_str(out, "</ol>\n");
        if (starts_related)
            zy_buf_str(out, "<h2 class=\"related\">相关文章<small>没有原样写着所查的词，但说到其中的内容"
                            "</small></h2>\n");
        else if (!open)
            zy_buf_str(out, "<h2 class=\"vh\">文章</h2>\n");
        if (!open || starts_related)
            zy_buf_str(out, "<ol class=\"hits\">\n");
        put_hit(out, options, query->q, answer, hit);
        open = true;
        related = related || starts_related;
    }
    if (open)
        zy_buf_str(out, "</ol>\n");
}
