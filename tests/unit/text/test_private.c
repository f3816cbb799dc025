/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which runs of digits are somebody's number; half of the rows are not.  All numbers are made up: their check
 * digits were computed, their holders do not exist. */
#include "../unit.h"

#include "../random.h"
#include "support.h"

#include "text/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The folded text with every covered digit as a star. */
static void cover(const char *text, char *out)
{
    zy_folded folded = {0};
    zy_fold(text, strlen(text), &folded);
    zy_unit_span number;
    char *stars = calloc(folded.unit_count + 1, 1);
    for (size_t at = 0; zy_private_next(folded.units, folded.unit_count, &at, &number);)
        for (uint32_t u = number.start; u < number.end; u++)
            stars[u] = (char)zy_private_covers(folded.units, number, u);
    for (size_t i = 0; i < folded.unit_count; i++)
        *out++ = stars[i] ? '*' : folded.units[i] < 0x80 ? (char)folded.units[i] : '_';
    *out = '\0';
    free(stars);
    zy_folded_free(&folded);
}

static void table(void **state)
{
    (void)state;
    static const struct {
        const char *text, *covered;
    } rows[] = {
        /* identity cards of 18 digits: by check digit, by date of birth, with x, full width, parted */
        {"310108199001011239", "310***************"},
        {"证号310108199001011239。", "__310***************_"},
        {"31010819900101123X", "310***************"},
        {"31010819900101100x,", "310***************,"},
        {"３１０１０８１９９００１０１１２３９", "310***************"},
        {"310108 19900101 1239", "310*** ******** ****"},
        {"310108-19900101-1239", "310***-********-****"},
        {"310108209900010009", "310***************"}, /* no such day, and the check digit is right */
        {"310108199013011234", "310108199013011234"}, /* neither day nor check digit */
        {"310108189001011234", "310108189001011234"}, /* neither century nor check digit */
        /* of 15 digits, by the date of birth */
        {"310108900101123", "310************"},
        {"310108901301123", "310108901301123"},
        {"154761701328646", "154761701328646"},
        /* bank cards */
        {"6222021234567890128", "622****************"},
        {"6222 0212 3456 7890 128", "622* **** **** **** ***"},
        {"6222-0212-3456-7890-128", "622*-****-****-****-***"},
        {"4111111111111111", "411*************"},
        {"6222021234567890127", "6222021234567890127"}, /* one digit wrong */
        {"0000000000000000", "0000000000000000"},
        {"62220212 34567890128", "62220212 34567890128"}, /* parted as nobody parts them */
        /* beside other numbers */
        {"2024 6222 0212 3456 7890 128 2025", "2024 622* **** **** **** *** 2025"},
        {"310108199001011239 6222021234567890128", "310*************** 622****************"},
        {"310108199001011239,310108900101123", "310***************,310************"},
        /* not a number of somebody's */
        {"021-57210000 13812345678", "021-57210000 13812345678"},
        {"2019 2020 2021 2022", "2019 2020 2021 2022"},
        {"2023-01-13 2023-01-14", "2023-01-13 2023-01-14"},
        {"3.141592653589793", "3.141592653589793"},
        {"31010819900101123931010819900101", "31010819900101123931010819900101"},
        {"12345678901234567890", "12345678901234567890"},
        {"123456789012", "123456789012"},
        {"①310108", "1\x1F"
                    "310108"},
        {"x", "x"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char got[256];
        cover(rows[i].text, got);
        if (strcmp(got, rows[i].covered) != 0)
            print_error("%s: wanted %s, got %s\n", rows[i].text, rows[i].covered, got);
        assert_string_equal(got, rows[i].covered);
    }
}

static void strings_in_place(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"沈佳禾310108199001011239", "沈佳禾310***************"},
        {"31010819900101123X 记者", "310*************** 记者"},
        {"6222 0212 3456 7890 128", "622* **** **** **** ***"},
        {"电话 021-57210000", "电话 021-57210000"},
        {"要闻", "要闻"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[128];
        snprintf(text, sizeof text, "%s", rows[i][0]);
        zy_private_cover(text);
        assert_string_equal(text, rows[i][1]);
    }
}

/* Any number with the right check digit is found, wherever it stands; with another one it is not, unless it
 * is the other kind of card. */
static void check_digits(void **state)
{
    (void)state;
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    uint64_t seed = 20250301;
    for (int round = 0; round < 2000; round++) {
        char digits[20], text[64], got[64];
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            digits[i] = (char)('0' + (i == 0 ? 1 + random_below(&seed, 9) : random_below(&seed, 10)));
            sum += weights[i] * (digits[i] - '0');
        }
        digits[17] = "10x98765432"[sum % 11];
        digits[18] = '\0';
        snprintf(text, sizeof text, "a%s,", digits);
        cover(text, got);
        assert_int_equal(strspn(got + 4, "*"), 15);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table),
        cmocka_unit_test(strings_in_place),
        cmocka_unit_test(check_digits),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
