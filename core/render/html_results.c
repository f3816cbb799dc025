/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The results page: count, how the query was read, what else it may have meant, hits, pages. */
#include "render/html.h"

#include <stdio.h>
#include <string.h>

/* The count is the page's headline, since it is what was asked for; screen readers hear the query with it. */
static void put_count(zy_buf *out, const zy_page_query *query, const zy_answer *answer)
{
    uint64_t related = answer->classes[ZY_CLASS_RELATED];
    zy_buf_str(out, "<div role=\"status\"><h1 class=\"count\">");
    if (html_has(query->q))
        html_put(out, "<span class=\"vh\">“%t”：</span>", query->q);
    if (answer->total)
        html_put(out, "找到<b>%l</b>篇文章", answer->total);
    else
        html_put(out, related ? "没有文章原样写着“%t”" : "没有找到“%t”", query->q);
    if (related)
        html_put(out, "<small>%r相关文章%l篇</small>", answer->total ? "另有" : "", related);
    zy_buf_str(out, "</h1></div>\n");
}

static void put_class(zy_buf *out, const zy_page_options *options, const zy_page_query *link, int class_,
                      uint64_t count, bool current)
{
    zy_buf_str(out, "<li><a href=\"");
    html_search_link(out, options, link, "/search");
    html_put(out, "\"%r>%t", current ? " aria-current=\"true\"" : "",
             class_ < 0 ? "全部" : zy_class_label((zy_class)class_));
    if (class_ >= 0)
        html_put(out, " <span>%l</span>", count);
    zy_buf_str(out, "</a></li>");
}

/* What the names of the classes mean: of those that occur, in plain words. */
static void put_meanings(zy_buf *out, const zy_answer *answer)
{
    zy_buf_str(out, "<details class=\"meanings\"><summary>这些分别指什么</summary>\n<dl>");
    for (int i = 0; i < ZY_CLASS_COUNT; i++)
        if (answer->classes[i])
            html_put(out, "<div><dt>%t</dt><dd>%t</dd></div>", zy_class_label((zy_class)i),
                     html_class_meaning((zy_class)i));
    zy_buf_str(out, "</dl></details>\n");
}

/* Each class with its count is a switch: all of it, or this alone. */
static void put_classes(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                        const zy_answer *answer)
{
    int kinds = 0;
    for (int i = 0; i < ZY_CLASS_COUNT; i++)
        kinds += answer->classes[i] > 0;
    bool chosen = query->classes && query->classes != ZY_CLASSES_ALL;
    if (kinds < 2 && !chosen)
        return;
    zy_page_query link = *query;
    link.offset = 0;
    zy_buf_str(out, "<ul class=\"tabs\" aria-label=\"按相符的程度\">");
    for (int i = -1; i < ZY_CLASS_COUNT; i++) {
        link.classes = i < 0 ? 0 : ZY_BIT(i);
        bool current = i < 0 ? !chosen : query->classes == link.classes;
        if (i < 0 || answer->classes[i] || current)
            put_class(out, options, &link, i, i < 0 ? 0 : answer->classes[i], current);
    }
    zy_buf_str(out, "</ul>\n");
    put_meanings(out, answer);
}

static void put_reading(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                        const zy_answer *answer)
{
    if (html_has(answer->read_as))
        html_put(out, "<p class=\"read\">%t", answer->read_as);
    if (answer->rewritten && !query->literal_only) {
        zy_page_query link = *query;
        link.literal_only = true;
        link.offset = 0;
        zy_buf_str(out, " <a href=\"");
        html_search_link(out, options, &link, "/search");
        html_put(out, "\">只按“%t”原样查找</a>", query->q);
    }
    if (html_has(answer->read_as))
        zy_buf_str(out, "</p>\n");
    for (size_t i = 0; i < answer->note_count; i++)
        html_put(out, "<p class=\"note\">%t</p>\n", answer->notes[i]);
    if (answer->hidden)
        html_put(out, "<p class=\"note\">有%l篇因涉及个人信息等原因未显示。</p>\n", answer->hidden);
}

static void put_suggestions(zy_buf *out, const zy_page_options *options, const zy_answer *answer)
{
    if (!answer->suggestion_count)
        return;
    zy_buf_str(out,
               "<div class=\"mean\"><span id=\"mean\">您要找的是不是</span><ul aria-labelledby=\"mean\">");
    for (size_t i = 0; i < answer->suggestion_count; i++) {
        const zy_suggestion *suggestion = &answer->suggestions[i];
        zy_page_query link = {.q = suggestion->text, .limit = 10};
        zy_buf_str(out, "<li><a href=\"");
        html_search_link(out, options, &link, "/search");
        html_put(out, "\">%t</a>", suggestion->text);
        if (html_has(suggestion->why) || suggestion->articles)
            html_put(out, " <small>%t", suggestion->why);
        if (suggestion->articles)
            html_put(out, "%r%l篇", html_has(suggestion->why) ? "，" : "", suggestion->articles);
        zy_buf_str(out, html_has(suggestion->why) || suggestion->articles ? "</small></li>" : "</li>");
    }
    zy_buf_str(out, "</ul></div>\n");
}

static void put_tool(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                     const char *path, const char *label, bool current)
{
    zy_buf_str(out, "<a href=\"");
    html_search_link(out, options, query, path);
    html_put(out, "\"%r>%t</a>", current ? " aria-current=\"true\"" : "", label);
}

/* The way to the filters is here too, since on a narrow screen they stand below the hits. */
static void put_tools(zy_buf *out, const zy_page_options *options, const zy_page_query *query)
{
    static const char *const labels[] = {"最相符", "由新到旧", "由旧到新"};
    zy_page_query link = *query;
    link.offset = 0;
    zy_buf_str(out, "<div class=\"tools\"><div class=\"sorts\" role=\"group\" aria-label=\"排列\">");
    for (int i = 0; i < 3; i++) {
        link.sort = (zy_sort)i;
        put_tool(out, options, &link, "/search", labels[i], query->sort == (zy_sort)i);
    }
    zy_buf_str(out, "</div><a class=\"to-filters\" href=\"#filters\">筛选</a></div>\n");
}

static void put_take_away(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                          const zy_answer *answer)
{
    zy_page_query link = *query;
    link.offset = 0;
    link.limit = 10;
    zy_buf_str(out, "<p class=\"take\"><span>带走全部结果</span>");
    put_tool(out, options, &link, "/export.csv", "表格（CSV）", false);
    put_tool(out, options, &link, "/export.jsonl", "数据（JSON Lines）", false);
    put_tool(out, options, &link, "/feed.atom", "订阅新文章（Atom）", false);
    html_put(out, "<span>检索用时%l毫秒</span></p>\n", (answer->took_us + 999) / 1000);
}

static void put_page_link(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                          size_t offset, const char *rel, const char *label)
{
    zy_page_query link = *query;
    link.offset = offset;
    html_put(out, "<a rel=\"%t\" href=\"", rel);
    html_search_link(out, options, &link, "/search");
    html_put(out, "\">%t</a>", label);
}

static uint64_t all_hits(const zy_page_query *query, const zy_answer *answer)
{
    bool related = !query->classes || (query->classes & ZY_BIT(ZY_CLASS_RELATED));
    return answer->total + (related ? answer->classes[ZY_CLASS_RELATED] : 0);
}

static void put_pager(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                      const zy_answer *answer)
{
    size_t limit = query->limit ? query->limit : 10;
    uint64_t all = all_hits(query, answer);
    if (all <= limit && !query->offset)
        return;
    zy_buf_str(out, "<nav class=\"pager\" aria-label=\"翻页\">");
    if (query->offset)
        put_page_link(out, options, query, query->offset > limit ? query->offset - limit : 0, "prev",
                      "上一页");
    html_put(out, "<span>第%l页，共%l页</span>", (uint64_t)(query->offset / limit + 1),
             (all + limit - 1) / limit);
    if (query->offset + limit < all)
        put_page_link(out, options, query, query->offset + limit, "next", "下一页");
    zy_buf_str(out, "</nav>\n");
}

static void put_title(zy_buf *title, const zy_page_query *query, const zy_answer *answer)
{
    zy_buf_printf(title, "%s：%llu篇", html_has(query->q) ? query->q : "全部文章",
                  (unsigned long long)answer->total);
    if (query->offset)
        zy_buf_printf(title, "（第%zu页）", query->offset / (query->limit ? query->limit : 10) + 1);
}

void zy_page_results(const zy_page_options *options, const zy_page_query *query, const zy_answer *answer,
                     zy_buf *out)
{
    zy_buf title = {0};
    put_title(&title, query, answer);
    html_begin(out, options, &(html_head){title.data, NULL, "results", query, true});
    zy_buf_free(&title);
    zy_buf_str(out, "<div class=\"found\">\n");
    put_count(out, query, answer);
    html_chosen(out, options, query);
    put_reading(out, options, query, answer);
    put_suggestions(out, options, answer);
    if (!answer->hit_count && !query->offset)
        html_nothing(out, options, query, answer);
    if (!answer->hit_count && query->offset)
        zy_buf_str(out, "<p class=\"note\">结果没有这么多页。</p>\n");
    if (all_hits(query, answer)) {
        put_classes(out, options, query, answer);
        put_tools(out, options, query);
    }
    html_hits(out, options, query, answer);
    put_pager(out, options, query, answer);
    if (answer->total)
        put_take_away(out, options, query, answer);
    zy_buf_str(out, "</div>\n");
    html_filters(out, options, query, answer);
    html_end(out, options);
}
