/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Article recovery on small pages of our own, each with what must come out: one line an article,
 * headline | authors | captions | continued | paragraphs. */
#include "../unit.h"

#include "base/buf.h"
#include "issue/pages.h"

#include <stdio.h>
#include <string.h>

static void add_list(zy_buf *out, const zy_strings *list)
{
    for (size_t i = 0; i < list->count; i++)
        zy_buf_printf(out, "%s%s", i ? "/" : "", list->items[i]);
}

static void add_article(zy_buf *out, const zy_article *a)
{
    zy_buf_printf(out, "%s%s%s|", a->kicker ? a->kicker : "", a->title, a->subtitle ? a->subtitle : "");
    add_list(out, &a->authors);
    zy_buf_char(out, '|');
    add_list(out, &a->captions);
    zy_buf_printf(out, "|%s|", a->continued ? a->continued : "");
    add_list(out, &a->paragraphs);
    zy_buf_char(out, '\n');
}

#define A1 "近日，张泾河边的十二把长椅换成了木条的，坐上去不凉，住在附近的王阿姨每天早上都来坐一坐。"
#define A2 "镇绿化所说，到年底还要再换二十把，都放在老人爱去的地方，旁边再种两排桂花树。"
#define B1 "清晨五点，老金下田了，他的秧比去年早栽了三天，农技员说今年水温高，早栽几天不要紧。"
#define B2 "到了中午，三亩田已经栽完，老金坐在田埂上喝茶，说晚上要请帮工的邻居吃一顿饭。"

static const struct {
    const char *name, *page, *wanted;
} cases[] = {
    {"two articles with bylines",
     "河边长椅换新\n\n" A1 "\n\n" A2 "\n\n沈婷\n\n老金的早稻\n\n" B1 "\n\n" B2 "\n\n李明、王芳\n",
     "河边长椅换新|沈婷|||" A1 "/" A2 "\n老金的早稻|李明/王芳|||" B1 "/" B2 "\n"},
    {"a column broke a paragraph, a caption and a running head fell in",
     "河边长椅换新\n\n近日，张泾河边的十二把长椅换成了木条的，坐上去不\n\n图为：新换的长椅\n\n第2版 "
     "综合\n\n凉，住在附近的王阿姨每天早上都来坐一坐。\n\n" A2 "\n\n沈婷\n",
     "河边长椅换新|沈婷|图为：新换的长椅||" A1 "/" A2 "\n"},
    {"jump within a file of two pages",
     "河边长椅换新\n\n近日，张泾河边的十二把长椅换成了木条的，坐上去不\n\n（下接二版）\n\f（上接一版）\n\n凉"
     "，住在附近的王阿姨每天早上都来坐一坐。\n\n沈婷\n\n老金的早稻\n\n" B1 "\n",
     "河边长椅换新|沈婷||二版|" A1 "\n老金的早稻||||" B1 "\n"},
    {"hard lines, indented, no empty lines",
     "河边长椅换新\n　　近日，张泾河边的十二把长椅换\n成了木条的，坐上去不凉，住在附近\n的王阿姨每天早上都来"
     "坐一坐。\n　　镇绿化所说，到年底还要再换二\n十把，都放在老人爱去的地方，旁边\n再种两排桂花树。\n　　　"
     "　　　　　沈婷\n",
     "河边长椅换新|沈婷|||" A1 "/" A2 "\n"},
    {"spaced headline, office and name at its head",
     "元 旦 献 词\n\n张堰镇党委副书记、镇长\n\n张向晖\n\n同志们：\n\n" A1 "\n\n" A2 "\n",
     "元旦献词|张向晖|||同志们：/" A1 "/" A2 "\n"},
    {"stray characters, masthead and editors stay out",
     "张堰报\n第101期\n2023年1月13日 星期五\n\n\n河边长椅换新\n\n" A1 "\n\n◆\n\n" A2
     "\n\n沈婷\n\n\n责任编辑：王五 校对：赵六\n",
     "河边长椅换新|沈婷|||" A1 "/" A2 "\n"},
    {"sub-headings and a signed notice",
     "关于换长椅的通知\n\n各村居：\n\n一、时间\n\n" A1 "\n\n二、地点\n\n" A2
     "\n\n张堰镇人民政府\n\n2023年1月9日\n",
     "关于换长椅的通知||||各村居：/一、时间/" A1 "/二、地点/" A2 "/张堰镇人民政府/2023年1月9日\n"},
    {"a space that belongs in a headline, a reporter inside the text",
     "讲文明 树新风 从长椅做起\n\n本报讯（记者 沈婷）" A1 "\n\n" A2 "\n",
     "讲文明 树新风 从长椅做起|沈婷|||本报讯（记者 沈婷）" A1 "/" A2 "\n"},
};

static void recovers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        zy_articles set = {0};
        zy_error err = {0};
        zy_page_file file = {.name = "page.txt", .text = cases[i].page, .bytes = strlen(cases[i].page)};
        zy_page_files pages = {.files = &file, .count = 1};
        assert_int_equal(zy_pages_read(&pages, "x", NULL, &set, &err), ZY_OK);
        zy_buf got = {0};
        for (size_t k = 0; k < set.count; k++)
            add_article(&got, &set.items[k]);
        if (!got.data || strcmp(got.data, cases[i].wanted) != 0)
            fail_msg("%s:\n%s\nwanted:\n%s", cases[i].name, got.data ? got.data : "nothing", cases[i].wanted);
        zy_buf_free(&got);
        zy_articles_free(&set);
    }
}

/* Lines of any kind must neither crash nor lose the run: every pair of odd lines in a row. */
static void odd_lines(void **state)
{
    (void)state;
    static const char *const odd[] = {"（下接二版）", "（上接一版）", "图为：",  "沈婷", "【栏目】", "。",
                                      "一",           "\f",           "",        "　　", "2版",      "A",
                                      "责任编辑：",   "2023年1月1日", "接第2版", "一、", "——",       "“"};
    for (size_t a = 0; a < COUNT(odd); a++)
        for (size_t b = 0; b < COUNT(odd); b++) {
            char page[256];
            snprintf(page, sizeof page, "%s\n%s\n%s\n\n%s\n", odd[a], odd[b], odd[a], odd[b]);
            zy_articles set = {0};
            zy_page_file file = {.name = "page.txt", .text = page, .bytes = strlen(page)};
            zy_page_files pages = {.files = &file, .count = 1};
            assert_int_equal(zy_pages_read(&pages, "x", NULL, &set, NULL), ZY_OK);
            zy_articles_free(&set);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(recovers), cmocka_unit_test(odd_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
