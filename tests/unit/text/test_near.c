/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nearly the same text: a notice of another year is, another notice is not; the signature lets through what
 * is. */
#include "../unit.h"

#include "../random.h"
#include "support.h"
#include "text/fold.h"
#include "text/near.h"

#include <stdlib.h>
#include <string.h>

#define NOTICE_2023                                                                                                                                             \
    "为确保春节期间安全，本镇范围内的国家机关、学校、医院、养老院、粮库、加油站周边五十米内禁止燃放烟花爆竹" \
    "。"                                                                                                                                                       \
    "违反规定的，由公安机关处以100元以上500元以下罚款。举报电话：021-5720-"                                                          \
    "0110。本通告自2023年1月10日起施行。"
#define NOTICE_2024                                                                                                                                             \
    "为确保春节期间安全，本镇范围内的国家机关、学校、医院、养老院、粮库、加油站周边五十米内禁止燃放烟花爆竹" \
    "。"                                                                                                                                                       \
    "违反规定的，由公安机关处以200元以上800元以下罚款。举报电话：021-5720-"                                                          \
    "0119。本通告自2024年1月28日起施行。"
#define OTHER                                                                                                                                                   \
    "为确保汛期安全，镇防汛办对全镇的水闸、泵站、圩堤逐一检查，发现的十一处隐患已全部整改。村民们说，往年雨" \
    "一大就"                                                                                                                                                 \
    "睡不着，今年心里踏实多了。下一步，还要在低洼处添三台移动排水泵。值班电话：021-5720-0112。"

static const struct {
    const char *what, *a, *b;
    double least, most;
} rows[] = {
    {"the same", NOTICE_2023, NOTICE_2023, 1, 1},
    {"another year's sums and days", NOTICE_2023, NOTICE_2024, .95, 1},
    {"other spaces and marks", NOTICE_2023, "　　" NOTICE_2023 "（完）", .95, 1},
    {"one sentence more", NOTICE_2023,
     NOTICE_2023 "有疑问的居民可以到各村居委会咨询，也可以打镇城管中队的电话。", .7, .9},
    {"another notice", NOTICE_2023, OTHER, 0, .1},
    {"half of each", NOTICE_2023 OTHER, OTHER, .3, .69},
};

static zy_folded folded_of(const char *text)
{
    zy_folded folded = {0};
    zy_fold(text, strlen(text), &folded);
    return folded;
}

static void resemblance(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        zy_folded a = folded_of(rows[i].a), b = folded_of(rows[i].b);
        double r = zy_near_resemblance(a.units, a.unit_count, b.units, b.unit_count);
        if (r < rows[i].least || r > rows[i].most)
            print_error("%s: %.3f\n", rows[i].what, r);
        assert_true(r >= rows[i].least && r <= rows[i].most);
        assert_true(r == zy_near_resemblance(b.units, b.unit_count, a.units, a.unit_count));
        bool worth = zy_near_worth_comparing(zy_near_signature(a.units, a.unit_count),
                                             zy_near_signature(b.units, b.unit_count));
        assert_true(worth || r < .9);
        zy_folded_free(&a);
        zy_folded_free(&b);
    }
}

static void short_texts_say_nothing(void **state)
{
    (void)state;
    zy_folded few = folded_of("下雨天，路上滑，请慢行。");
    assert_int_equal(zy_near_signature(few.units, few.unit_count), 0);
    assert_false(zy_near_worth_comparing(0, 0));
    assert_true(zy_near_resemblance(NULL, 0, NULL, 0) == 0);
    zy_folded_free(&few);
}

/* Random texts with a share of their letters changed: the estimate follows, the signature keeps the near
 * ones. */
static void random_texts(void **state)
{
    (void)state;
    enum { UNITS = 1200, TRIALS = 200 };
    uint64_t seed = 7;
    int missed = 0, passed = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        uint16_t a[UNITS], b[UNITS], c[UNITS];
        for (int i = 0; i < UNITS; i++) {
            a[i] = (uint16_t)(0x4E00 + random_below(&seed, 3000));
            b[i] = random_below(&seed, 100) ? a[i] : 0x5F20; /* one in a hundred: some .9 of the fives stay */
            c[i] = (uint16_t)(0x4E00 + random_below(&seed, 3000));
        }
        assert_true(zy_near_resemblance(a, UNITS, b, UNITS) > ZY_NEAR_ALIKE);
        assert_true(zy_near_resemblance(a, UNITS, c, UNITS) < .1);
        missed += !zy_near_worth_comparing(zy_near_signature(a, UNITS), zy_near_signature(b, UNITS));
        passed += zy_near_worth_comparing(zy_near_signature(a, UNITS), zy_near_signature(c, UNITS));
    }
    assert_true(missed <= TRIALS / 20);
    assert_true(passed <= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resemblance),
        cmocka_unit_test(short_texts_say_nothing),
        cmocka_unit_test(random_texts),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
