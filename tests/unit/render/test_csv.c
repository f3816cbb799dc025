/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV cells: quoting, and nothing a spreadsheet program would run. */
#include "../unit.h"

#include "sample.h"

#include <stdio.h>

static void header_and_hit(void **state)
{
    (void)state;
    zy_buf out = {0};
    zy_csv_header(&out);
    zy_hit_csv(&sample_hits[0], &out);
    assert_string_equal(out.data,
                        "\xEF\xBB\xBF"
                        "id,class,title,date,issue,page,section,authors,matches,snippet,url,source\r\n"
                        "125-1-3,inside,张堰镇养老院开放,2025-01-03,125,1,要闻,沈佳禾、陆一鸣,3,"
                        "养老院里办起食堂，敬老院也来学,/articles/125-1-3,a/b.txt\r\n");
    zy_buf_free(&out);
}

static const struct {
    const char *text, *cell;
} cells[] = {
    {"plain", "plain"},
    {"a,b", "\"a,b\""},
    {"说\"好\"", "\"说\"\"好\"\"\""},
    {"a\nb", "\"a\nb\""},
    {"=1+1", "\"'=1+1\""},
    {"+86", "\"'+86\""},
    {"-1", "\"'-1\""},
    {"@a", "\"'@a\""},
    {"\tx", "\"'\tx\""},
    {"=\"a\"", "\"'=\"\"a\"\"\""},
    {"a=1", "a=1"},
    {"", ""},
};

static void cells_are_quoted(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        char wanted[100];
        zy_hit hit = {.id = cells[i].text, .class_ = ZY_CLASS_WORD};
        zy_buf out = {0};
        zy_hit_csv(&hit, &out);
        snprintf(wanted, sizeof wanted, "%s,word,,,,,,,0,,,\r\n", cells[i].cell);
        assert_string_equal(out.data, wanted);
        zy_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(header_and_hit), cmocka_unit_test(cells_are_quoted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
