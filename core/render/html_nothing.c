/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of a search that found nothing: what was looked through, what to try, whom to ring. */
#include "render/html.h"

static void put_looked_through(zy_buf *out, const zy_page_query *query, const zy_coverage *coverage)
{
    if (!coverage->articles) {
        zy_buf_str(out, "<p>档案里还没有收录文章，请稍后再来。</p>\n");
        return;
    }
    zy_buf_str(out, "<p>已查过");
    if (html_has(coverage->first)) {
        html_date_text(out, coverage->first);
        zy_buf_str(out, "至");
        html_date_text(out, coverage->last);
    }
    html_put(out, "的%l期", coverage->issues);
    if (coverage->missing)
        html_put(out, "（缺%l期，缺的那些无从查起）", coverage->missing);
    html_put(out, "、%l篇文章，都没有出现“%t”。</p>\n", coverage->articles, query->q);
}

static bool narrowed(const zy_page_query *query)
{
    return html_has(query->from) || html_has(query->to) || html_has(query->issue) || html_has(query->page) ||
           html_has(query->section) || html_has(query->author) || html_has(query->place) || query->classes;
}

static void put_ways_on(zy_buf *out, const zy_page_options *options, const zy_page_query *query)
{
    zy_buf_str(out, "<ul class=\"ways\">\n");
    if (narrowed(query)) {
        zy_page_query wide = {.q = query->q, .limit = 10};
        zy_buf_str(out, "<li><a href=\"");
        html_search_link(out, options, &wide, "/search");
        zy_buf_str(out, "\">去掉筛选条件，在全部报纸中再找一次</a></li>\n");
    }
    zy_buf_str(out, "<li>换一个说法，或只写最要紧的两三个字，如“食堂”“医保”“修路”。</li>\n"
                    "<li>人名、地名可以打拼音，如“yanglaoyuan”。</li>\n<li><a href=\"");
    html_url url = html_url_begin(out, options, "/issues");
    html_url_end(&url);
    zy_buf_str(out, "\">按年份翻看往期报纸</a></li>\n");
    if (html_has(options->phone))
        html_put(out, "<li>也可以打电话问镇政府：<a class=\"tel\" href=\"tel:%p\">%t</a></li>\n",
                 options->phone, options->phone);
    zy_buf_str(out, "</ul>\n");
}

void html_nothing(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                  const zy_answer *answer)
{
    zy_buf_str(out, "<section class=\"nothing\" aria-label=\"没有找到时\">\n");
    if (!answer->note_count) /* the notes say it better: which part is missing */
        put_looked_through(out, query, &answer->coverage);
    put_ways_on(out, options, query);
    zy_buf_str(out, "</section>\n");
}
