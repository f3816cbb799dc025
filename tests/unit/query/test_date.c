/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as values: against today, across months and years, and festivals against their known days. */
#include "../unit.h"

#include "base/buf.h"
#include "query/query.h"

#include <string.h>

static void values(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int today, first, last;
    } table[] = {
        {"2024", 0, 20240101, 20241231},
        {"2023-02", 0, 20230201, 20230228},
        {"2024-02", 0, 20240201, 20240229},
        {"1900-02", 0, 19000201, 19000228},
        {" 2024 ", 0, 20240101, 20241231},
        {"昨天", 20240101, 20231231, 20231231},
        {"上个月", 20240131, 20231201, 20231231},
        {"上个月", 20240331, 20240201, 20240229},
        {"本周", 20241222, 20241216, 20241222},
        {"上周", 20240101, 20231225, 20231231},
        {"近一年", 20240229, 20230301, 20240229},
        {"近三个月", 20240531, 20240301, 20240531},
        {"春节", 20260101, 20250128, 20250204},
        {"今年春节", 20260101, 20260216, 20260223},
        {"除夕", 20250601, 20250128, 20250128},
        {"2021年冬至", 0, 20211220, 20211222},
        {"2023年清明节", 0, 20230404, 20230406},
        {"2022年中秋", 0, 20220909, 20220911},
        {"2020年端午", 0, 20200624, 20200626},
        {"2024年重阳", 0, 20241010, 20241012},
        {"去年十一", 20241217, 20231001, 20231007},
        {"去年十一月", 20241217, 20231101, 20231130},
        {"2024年十一月", 0, 20241101, 20241130},
        {"二〇二四年十二月十七日", 0, 20241217, 20241217},
        {"国庆", 20240930, 20231001, 20231007},
        {"2024-12-17..2024-12-01", 0, 20241201, 20241217},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        int first = -1, last = -1;
        zy_buf said = {0};
        bool found =
            zy_date_value(table[i].text, strlen(table[i].text), table[i].today, &first, &last, &said);
        if (!found || first != table[i].first || last != table[i].last)
            fail_msg("%s: %d..%d, not %d..%d", table[i].text, first, last, table[i].first, table[i].last);
        assert_true(said.len_bytes > 0);
        zy_buf_free(&said);
    }
}

static void no_values(void **state)
{
    (void)state;
    static const char *const table[] = {"",         " ",    "abc",  "2024-00", "2024-13", "2024-1-32",
                                        "20240230", "去年", "春节", "近三年",  "今天",    "3024",
                                        "12",       "-",    "..",   "2024x",   "x2024",   "至",
                                        "2024至x",  "\xff", "五"};
    for (size_t i = 0; i < COUNT(table); i++) {
        int first = -1, last = -1;
        if (zy_date_value(table[i], strlen(table[i]), 0, &first, &last, NULL))
            fail_msg("%s was taken for %d..%d", table[i], first, last);
        assert_int_equal(first, -1);
    }
}

/* The public function takes what needs no today. */
static void parameter(void **state)
{
    (void)state;
    int first = 0, last = 0;
    zy_error err = {0};
    assert_int_equal(zy_date_parse("2024-12", &first, &last, &err), ZY_OK);
    assert_int_equal(first, 20241201);
    assert_int_equal(last, 20241231);
    assert_int_equal(zy_date_parse("昨", &first, &last, &err), ZY_BAD_ARGUMENT);
    assert_non_null(strstr(err.message, "昨"));
    assert_true(err.hint[0] != '\0');
    assert_int_equal(first, 20241201);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(no_values),
                                       cmocka_unit_test(parameter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
