/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ways in without a query: the front page, places, and what was printed about this day in other years. */
#include "render/html.h"

#include "render/imprint.h"

#include <stdlib.h>
#include <string.h>

enum { HOME_HEADLINES = 12, HOME_PLACES = 16, HOME_DAYS = 6, DAY_HEADLINES = 8, NEAR_DAYS = 10 };

/* ---- About this day ---- */

/* Days between two dates' places in the year, going round at its end; 400 when one is unknown. */
static int days_apart(const char *a, const char *b)
{
    if (strlen(a) < 10 || strlen(b) < 10)
        return 400;
    int days_a = atoi(a + 5) * 30 + atoi(a + 8), days_b = atoi(b + 5) * 30 + atoi(b + 8);
    int apart = abs(days_a - days_b);
    return apart > 180 ? 360 - apart : apart;
}

bool zy_issue_is_about(const zy_issue_entry *entry, const char *day)
{
    return days_apart(entry->date, day) <= NEAR_DAYS && strncmp(entry->date, day, 4) != 0;
}

static void put_this_day(zy_buf *out, const zy_page_options *options, const zy_issue_list *list)
{
    size_t start = out->len_bytes, shown = 0;
    zy_buf_str(out, "<section class=\"year day\"><h2>往年此时</h2>\n<ul class=\"issues\">\n");
    for (size_t i = 0; i < list->count && shown < HOME_DAYS; i++) {
        const zy_issue_entry *entry = &list->items[i];
        if (!zy_issue_is_about(entry, options->today))
            continue;
        zy_buf_str(out, "<li>");
        html_issue_link(out, options, entry, true);
        html_put(out, " <span>%l篇</span></li>\n", entry->articles);
        shown++;
    }
    zy_buf_str(out, "</ul>\n<p>");
    html_inner_link(out, options, "/on-this-day", "看这几期的标题");
    zy_buf_str(out, "</p></section>\n");
    if (!shown)
        zy_buf_cut(out, start);
}

static void put_past_issue(zy_buf *out, const zy_page_options *options, const zy_issue_contents *contents)
{
    const zy_issue_entry *entry = &contents->entry;
    html_put(out, "<section class=\"year\"><h2>%t年 ", html_year_of(entry->date).text);
    html_issue_link(out, options, entry, false);
    zy_buf_str(out, "</h2>\n");
    html_contents(out, options, contents, DAY_HEADLINES);
    if (contents->article_count > DAY_HEADLINES) {
        html_put(out, "<p><a href=\"/issues/%p", entry->id);
        html_url url = html_url_begin(out, options, "");
        html_url_end(&url);
        html_put(out, "\">这一期全部%l篇</a></p>\n", (uint64_t)contents->article_count);
    }
    zy_buf_str(out, "</section>\n");
}

void zy_page_on_this_day(const zy_page_options *options, const char *day,
                         const zy_issue_contents *const *issues, size_t count, zy_buf *out)
{
    html_begin(out, options, &(html_head){"往年此时", "/on-this-day", "issue", NULL, true});
    zy_buf_str(out, "<h1>往年此时</h1>\n<p class=\"cover\">");
    html_day_text(out, day);
    html_put(out, "前后%d天，往年出的报纸。</p>\n", NEAR_DAYS);
    for (size_t i = 0; i < count; i++)
        put_past_issue(out, options, issues[i]);
    if (!count) {
        zy_buf_str(out, "<p>往年这几天没有收录报纸。</p>\n<p>");
        html_inner_link(out, options, "/issues", "按年份翻看往期报纸");
        zy_buf_str(out, "</p>\n");
    }
    html_end(out, options);
}

/* ---- Places ---- */

static void put_place(zy_buf *out, const zy_page_options *options, const zy_facet_value *place)
{
    zy_page_query link = {.q = "", .place = place->value, .limit = 10};
    zy_buf_str(out, "<li><a href=\"");
    html_search_link(out, options, &link, "/search");
    html_put(out, "\">%t <span>%l</span></a></li>\n", place->value, place->count);
}

/* The kinds a name's ending tells; the first that fits. */
static const struct {
    const char *heading;
    const char *endings[12];
} kinds[] = {
    {"村与居民区", {"村", "居委会", "社区", "小区", "街区", "新城", "老街"}},
    {"学校", {"学校", "小学", "中学", "幼儿园", "学院", "大学"}},
    {"医院与养老", {"医院", "卫生服务中心", "养老院", "敬老院", "福利院"}},
    {"道路", {"路", "街", "弄", "大道", "公路", "巷"}},
    {"河桥山水", {"河", "港", "浦", "桥", "泾", "塘", "湖", "山", "江", "公园"}},
    {"区县镇", {"市", "区", "县", "镇", "乡", "街道", "省"}},
    {"单位与其他", {""}},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool ends_with(const char *text, const char *ending)
{
    size_t len = strlen(text), tail = strlen(ending);
    return len >= tail && memcmp(text + len - tail, ending, tail) == 0;
}

static size_t kind_of(const char *name)
{
    for (size_t kind = 0; kind < KINDS; kind++)
        for (const char *const *ending = kinds[kind].endings; *ending; ending++)
            if (ends_with(name, *ending))
                return kind;
    return KINDS - 1;
}

static void put_kind(zy_buf *out, const zy_page_options *options, const zy_facet *places, size_t kind)
{
    size_t start = out->len_bytes, shown = 0;
    html_put(out, "<section class=\"kind\"><h2>%t</h2>\n<ul class=\"flow\">\n", kinds[kind].heading);
    for (size_t i = 0; i < places->value_count; i++) {
        if (kind_of(places->values[i].value) != kind)
            continue;
        put_place(out, options, &places->values[i]);
        shown++;
    }
    zy_buf_str(out, "</ul></section>\n");
    if (!shown)
        zy_buf_cut(out, start);
}

void zy_page_places(const zy_page_options *options, const zy_facet *places, zy_buf *out)
{
    html_begin(out, options, &(html_head){"地点", "/places", "places", NULL, false});
    zy_buf_str(out, "<h1>地点</h1>\n<p class=\"cover\">");
    if (places->value_count)
        html_put(out, "报上写到过的地方和单位，共%l处。数字是写到它的文章篇数，别名已归到正名。</p>\n",
                 (uint64_t)places->value_count);
    else
        zy_buf_str(out, "这份索引没有收地名表，不能按地点翻看；要找一个地方，请把地名打在上面的框里。</p>\n");
    for (size_t kind = 0; kind < KINDS; kind++)
        put_kind(out, options, places, kind);
    html_end(out, options);
}

/* ---- Front page ---- */

static void put_browse(zy_buf *out, const zy_page_options *options, const zy_issue_list *issues,
                       const zy_facet *places)
{
    if (issues && issues->count) {
        zy_buf_str(out, "<section class=\"browse\"><h2>按年份翻看</h2>\n");
        html_years(out, options, issues, "/issues");
        zy_buf_str(out, "</section>\n");
    }
    if (!places || places->value_count < 2)
        return;
    zy_buf_str(out, "<section class=\"browse\"><h2>按地点看</h2>\n<ul class=\"flow\">\n");
    for (size_t i = 0; i < places->value_count && i < HOME_PLACES; i++)
        put_place(out, options, &places->values[i]);
    if (places->value_count > HOME_PLACES) {
        zy_buf_str(out, "<li class=\"more\">");
        html_inner_link(out, options, "/places", "全部地点");
        zy_buf_str(out, "</li>");
    }
    zy_buf_str(out, "</ul></section>\n");
}

void zy_page_home(const zy_page_options *options, const zy_coverage *coverage,
                  const zy_issue_contents *newest, const zy_issue_list *issues, const zy_facet *places,
                  zy_buf *out)
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
        html_issue_link(out, options, &newest->entry, true);
        zy_buf_str(out, "</h2>\n");
        html_contents(out, options, newest, HOME_HEADLINES);
        zy_buf_str(out, "</section>\n");
    }
    if (issues)
        put_this_day(out, options, issues);
    put_browse(out, options, issues, places);
    html_end(out, options);
}
