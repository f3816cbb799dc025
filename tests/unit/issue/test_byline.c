/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bylines, jump lines' numbers and dates: tables with rows that must not match. */
#include "../unit.h"

#include "issue/byline.h"
#include "issue/marks.h"
#include "issue/print.h"

#include <string.h>

typedef struct {
    const char *line;
    zy_byline least; /* at least as sure as this; NO: at most MAYBE */
    const char *names;
} row;

static const row rows[] = {
    {"沈婷、薛天伦", ZY_BYLINE_NAMES, "沈婷 薛天伦"},
    {"沈婷 薛天伦", ZY_BYLINE_NAMES, "沈婷 薛天伦"},
    {"沈　婷", ZY_BYLINE_NAMES, "沈婷"},
    {"记者 沈婷 通讯员 李四", ZY_BYLINE_ROLE, "沈婷 李四"},
    {"本报记者沈婷", ZY_BYLINE_ROLE, "沈婷"},
    {"文/图 张三", ZY_BYLINE_ROLE, "张三"},
    {"张三 文/图", ZY_BYLINE_ROLE, "张三"},
    {"文 张三 图 李四", ZY_BYLINE_ROLE, "张三 李四"},
    {"□ 张三", ZY_BYLINE_ROLE, "张三"},
    {"（张三）", ZY_BYLINE_NAMES, "张三"},
    {"党群办 张三", ZY_BYLINE_NAMES, "张三"},
    {"张堰镇党委副书记、镇长 张向晖", ZY_BYLINE_NAMES, "张向晖"},
    {"欧阳文静", ZY_BYLINE_NAMES, "欧阳文静"},
    {"元旦献词", ZY_BYLINE_NO, NULL},
    {"安全生产", ZY_BYLINE_NO, NULL},
    {"文明实践", ZY_BYLINE_NO, NULL},
    {"讲文明 树新风", ZY_BYLINE_NO, NULL},
    {"张堰镇召开学习讨论会", ZY_BYLINE_NO, NULL},
    {"秦阳村", ZY_BYLINE_NO, NULL},
    {"他说，明天再来。", ZY_BYLINE_NO, NULL},
};

static void bylines(void **state)
{
    (void)state;
    zy_patterns *patterns;
    zy_arena arena = {0};
    assert_int_equal(zy_patterns_open(&patterns, NULL), ZY_OK);
    for (size_t i = 0; i < COUNT(rows); i++) {
        zy_strings names = {0};
        zy_byline sure = zy_byline_read(patterns, zy_span_of(rows[i].line), &arena, &names);
        char joined[256] = "";
        for (size_t k = 0; k < names.count; k++) {
            strcat(joined, k ? " " : "");
            strcat(joined, names.items[k]);
        }
        if (rows[i].least == ZY_BYLINE_NO ? sure > ZY_BYLINE_MAYBE : sure < rows[i].least)
            fail_msg("%s: read as %d", rows[i].line, (int)sure);
        if (rows[i].names && strcmp(joined, rows[i].names) != 0)
            fail_msg("%s: names %s", rows[i].line, joined);
    }
    zy_arena_free(&arena);
    zy_patterns_close(patterns);
}

static void numbers_and_dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int value;
    } numbers[] = {{"二版", 2}, {"第3版", 3}, {"十二", 12}, {"二十", 20}, {"１２", 12}, {"版", 0}},
      dates[] = {{"2025年1月3日", 20250103},
                 {"2025-01-03", 20250103},
                 {"二〇二五年一月三日", 20250103},
                 {"2025.1", 20250100},
                 {"20250103", 20250103},
                 {"二〇二三年十月十六日", 20231016},
                 {"2025年13月3日", 0},
                 {"没有", 0}};
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_int_equal(zy_read_number(zy_span_of(numbers[i].text)), numbers[i].value);
    for (size_t i = 0; i < COUNT(dates); i++)
        assert_int_equal(zy_date_read(zy_span_of(dates[i].text)), dates[i].value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bylines), cmocka_unit_test(numbers_and_dates)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
