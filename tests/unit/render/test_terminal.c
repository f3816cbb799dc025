/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers and articles as people see them at a terminal. */
#include "../unit.h"

#include "sample.h"

#include <string.h>

static void whole_answer(void **state)
{
    (void)state;
    zy_buf out = {0};
    zy_answer answer = sample_answer();
    zy_answer_text(&answer, &(zy_terminal){.columns = 80}, &out);
    assert_string_equal(out.data,
                        "「养老院」 共 8 篇（原词 5 · 词内 2 · 同义 1），相关 30 篇\n"
                        "括号没有配对，当作普通文字。\n"
                        "是不是要找：敬老院（同义，4 篇）\n"
                        "\n"
                        "1. 张堰镇养老院开放\n"
                        "   2025-01-03 · 第125期 · 第1版 · 要闻 · 沈佳禾、陆一鸣 · 〔词内〕 · 3 处 ·\n"
                        "   125-1-3\n"
                        "   养老院里办起食堂，敬老院也来学\n"
                        "\n"
                        "—— 相关文章：不含所查的原文，按内容相近排列 ——\n"
                        "\n"
                        "2. （无标题）\n"
                        "   9\n"
                        "\n"
                        "年份\n"
                        "2025（1）  2024（7）\n"
                        "\n"
                        "还有 36 篇：加 --offset 2 往下看。\n");
    zy_buf_free(&out);
}

static void nothing_found(void **state)
{
    (void)state;
    zy_buf out = {0};
    zy_answer answer = sample_answer();
    answer.query = "火星移民";
    answer.total = answer.hit_count = answer.facet_count = answer.note_count = 0;
    memset(answer.classes, 0, sizeof answer.classes);
    zy_answer_text(&answer, &(zy_terminal){.columns = 0}, &out);
    assert_string_equal(out.data, "没有找到「火星移民」\n"
                                  "查遍了本库 6211 篇，共 312 期（缺 17 期），1998-01-01 至 2025-01-03。\n"
                                  "是不是要找：敬老院（同义，4 篇）\n");
    zy_buf_free(&out);
}

static void explained_and_rewritten(void **state)
{
    (void)state;
    zy_buf out = {0};
    zy_answer answer = sample_answer();
    answer.hit_count = answer.facet_count = answer.note_count = answer.suggestion_count = 0;
    zy_answer_text(&answer, &(zy_terminal){.explain = true}, &out);
    assert_string_equal(out.data,
                        "「养老院」 共 8 篇（原词 5 · 词内 2 · 同义 1），相关 30 篇，用时 0.4 毫秒\n"
                        "含有“养老院”的文章。\n");
    zy_buf_free(&out);
    answer.rewritten = true;
    answer.hidden = 2;
    zy_answer_text(&answer, &(zy_terminal){0}, &out);
    assert_non_null(strstr(out.data, "含有“养老院”的文章。\n（要按原样查找，加 --literal）\n"));
    assert_non_null(strstr(out.data, "另有 2 篇按规定不予显示。"));
    zy_buf_free(&out);
}

static void long_query_is_cut(void **state)
{
    (void)state;
    zy_buf out = {0};
    char query[301] = "";
    for (int i = 0; i < 100; i++)
        strcat(query, "院");
    zy_answer answer = {.query = query, .offset = 20, .total = 3, .classes = {3}};
    zy_answer_text(&answer, &(zy_terminal){0}, &out);
    assert_non_null(strstr(out.data, "院…」 共 3 篇"));
    assert_true(strlen(out.data) < 300);
    assert_non_null(strstr(out.data, "一共 3 篇，第 20 篇之后没有了。"));
    zy_buf_free(&out);
}

static void article(void **state)
{
    (void)state;
    const zy_marked paragraphs[] = {{"养老院里办起食堂。", sample_body_marks, 1}},
                    captions[] = {{"图为食堂", NULL, 0}};
    zy_document d = {.id = "125-1-3",
                     .title = {.text = "标题"},
                     .kicker = {.text = "引题"},
                     .date = "2025-01-03",
                     .issue = "新年特刊",
                     .page = 2,
                     .source = "a.txt",
                     .paragraphs = paragraphs,
                     .paragraph_count = 1,
                     .captions = captions,
                     .caption_count = 1,
                     .first_line = 3,
                     .last_line = 9,
                     .continued = "三版",
                     .next_id = "125-1-4",
                     .next_title = "下一篇题"};
    zy_buf out = {0};
    zy_document_text(&d, &(zy_terminal){.columns = 60}, &out);
    assert_string_equal(
        out.data, "引题\n标题\n2025-01-03 · 新年特刊 · 第2版\n\n　　养老院里办起食堂。\n［图］图为食堂\n\n"
                  "编号 125-1-3 · 来源 a.txt 第 3–9 行 · 转 三版\n下一篇 下一篇题（125-1-4）\n");
    zy_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_answer),
        cmocka_unit_test(nothing_found),
        cmocka_unit_test(explained_and_rewritten),
        cmocka_unit_test(long_query_is_cut),
        cmocka_unit_test(article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
