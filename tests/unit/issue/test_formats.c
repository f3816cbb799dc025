/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Readers by format and encoding: the same text in every encoding gives the same, and what is no text is
 * refused. */
#include "../unit.h"

#include "base/buf.h"
#include "issue/decode.h"
#include "issue/formats.h"
#include "issue/jsonl.h"
#include "issue/print.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

static const char sample[] =
    "张堰镇召开学习讨论会，深入思考和谋划明年工作，进一步统一思想、凝聚共识。\n镇党委书记主持会议。\n";

static void encodings(void **state)
{
    (void)state;
    static const char *const names[] = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "UTF-16"};
    for (size_t i = 0; i < COUNT(names); i++) {
        char bytes[1024];
        UErrorCode code = U_ZERO_ERROR;
        int32_t len = ucnv_convert(names[i], "UTF-8", bytes, sizeof bytes, sample, -1, &code);
        assert_true(U_SUCCESS(code));
        zy_articles set = {0};
        const char *text;
        size_t text_bytes;
        assert_int_equal(zy_decode(bytes, (size_t)len, NULL, "x", &set, &text, &text_bytes, NULL), ZY_OK);
        assert_string_equal(text, sample);
        zy_articles_free(&set);
    }
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } bad[] = {{"\x7F\x45LF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0", 20},
               {"ÕÅÑßÕòÕÙ¿ªÑ§Ï°ÌÖÂÛ»á£¬ÉîÈëË¼¿¼ºÍÄ±»®", 72},
               {"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 12}};
    for (size_t i = 0; i < COUNT(bad); i++) {
        zy_articles set = {0};
        zy_error err = {0};
        const char *text;
        size_t text_bytes;
        assert_int_equal(zy_decode(bad[i].bytes, bad[i].len, NULL, "x", &set, &text, &text_bytes, &err),
                         ZY_REFUSED);
        assert_true(err.message[0] != '\0');
        zy_articles_free(&set);
    }
}

static size_t refused(const zy_articles *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->note_count; i++)
        count += set->notes[i].kind == ZY_NOTE_REFUSED;
    return count;
}

static void json_lines(void **state)
{
    (void)state;
    static const char text[] = "{\"id\":\"a\",\"title\":\"标题\",\"date\":\"2025-01-03\",\"authors\":["
                               "\"沈婷\"],\"body\":\"一\\n\\n二\"}\n"
                               "\n{\"id\":\"a\",\"body\":\"重复\"}\n{\"body\":\"没有编号\"}\n{坏\n[1]\n{"
                               "\"id\":\"b\",\"body\":\"无题\"}\n";
    zy_articles set = {0};
    assert_int_equal(zy_read_jsonl(text, strlen(text), "x.jsonl", &set, NULL), ZY_OK);
    assert_int_equal(set.count, 2);
    assert_int_equal(refused(&set), 4);
    assert_int_equal(set.items[0].paragraphs.count, 2);
    assert_int_equal(set.items[0].date, 20250103);
    assert_string_equal(set.items[1].title, "");
    zy_buf out = {0};
    zy_articles_print_jsonl(&set, &out);
    assert_non_null(strstr(out.data, "\"id\":\"a\",\"kicker\":null,\"title\":\"标题\""));
    zy_buf_free(&out);
    zy_articles_free(&set);
}

static void web_page(void **state)
{
    (void)state;
    static const char page[] =
        "<html><head><meta charset=gbk><title>老金的早稻_张堰</title></head><body><div "
        "class=nav><a>首页</a></div><div><h1>老金的早稻</h1>"
        "<p>发布时间：2024-05-06</p><p>清晨五点，老金下田\n了，他的秧比去年早。</p><p>沈婷</p></"
        "div><script>var 没有;</script></body></html>";
    zy_articles set = {0};
    assert_int_equal(zy_html_read("x.html", page, strlen(page), NULL, &set, NULL), ZY_OK);
    assert_int_equal(set.count, 1);
    assert_string_equal(set.items[0].title, "老金的早稻");
    assert_int_equal(set.items[0].date, 20240506);
    assert_int_equal(set.items[0].paragraphs.count, 1);
    assert_string_equal(set.items[0].paragraphs.items[0], "清晨五点，老金下田了，他的秧比去年早。");
    assert_string_equal(set.items[0].authors.items[0], "沈婷");
    zy_articles_free(&set);
}

static void markdown(void **state)
{
    (void)state;
    static const char page[] = "---\ntitle: 老金的早稻\ndate: 2024-05-06\nauthors: [沈婷, "
                               "李明]\n---\n第一段。\n还是第一段。\n\n第二段。\n",
                      endless[] = "---\ntitle: 没有结束\n正文。\n";
    zy_articles set = {0};
    assert_int_equal(zy_markdown_read("a.md", page, strlen(page), NULL, &set, NULL), ZY_OK);
    assert_string_equal(set.items[0].title, "老金的早稻");
    assert_int_equal(set.items[0].authors.count, 2);
    assert_int_equal(set.items[0].paragraphs.count, 2);
    assert_int_equal(zy_markdown_read("b.md", endless, strlen(endless), NULL, &set, NULL), ZY_OK);
    assert_int_equal(set.count, 2);
    zy_articles_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(encodings), cmocka_unit_test(refusals),
                                       cmocka_unit_test(json_lines), cmocka_unit_test(web_page),
                                       cmocka_unit_test(markdown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
