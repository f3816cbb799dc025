/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions: dates known in part, fields, NEAR, beginnings of Latin words; facets and months counted by
 * hand. */
#include "support.h"

#include "../random.h"
#include "base/utf8.h"

#include <stdlib.h>

/* ---- Dates ---- */

static bool overlaps(int date, int from, int to)
{
    if (date == 0)
        return false;
    for (int day = 1; day <= 31; day++) /* every day the date may mean */
        for (int month = 1; month <= 12; month++) {
            int d = date / 10000 * 10000 + (date % 10000 ? date / 100 % 100 : month) * 100 +
                    (date % 100 ? date % 100 : day);
            if ((!from || d >= from) && (!to || d <= to))
                return true;
        }
    return false;
}

static void check_dates(const archive *a, zy_request request, int from, int to, const char *needle)
{
    size_t wanted = 0;
    for (size_t i = 0; i < a->count; i++)
        wanted += overlaps(a->articles[i].date, from, to) && holds(&a->articles[i], needle);
    walked w = walk_pages(a, request, 50);
    if (w.total != wanted)
        print_error("%d..%d %s\n", from, to, needle);
    assert_int_equal(w.total, wanted);
    for (size_t i = 0; i < w.count; i++) /* the related ones too */
        assert_true(overlaps(article_of(a, w.hits[i].id)->date, from, to));
    free(w.hits);
}

static void dates_meet_in_part(void **state)
{
    (void)state;
    uint64_t seed = 51;
    archive *a = archive_open(52, 200, 2);
    for (int i = 0; i < 120; i++) {
        int from = (2020 + (int)random_below(&seed, 5)) * 10000 + (1 + (int)random_below(&seed, 12)) * 100 +
                   1 + (int)random_below(&seed, 28);
        int to = from + (int)random_below(&seed, 3) * 10000;
        from = i % 5 ? from : 0;
        to = i % 7 ? to : 0;
        if (!from && !to)
            continue;
        zy_request request = zy_request_default(i % 2 ? "乡村" : "老");
        request.from_date = from;
        request.to_date = to;
        check_dates(a, request, from, to, i % 2 ? "乡村" : "老");
    }
    const struct {
        const char *query;
        int from, to;
    } asked[] = {
        {"老 日期:2022", 20220101, 20221231},
        {"老 日期：2022年3月", 20220301, 20220331},
        {"老 date:2022-03", 20220301, 20220331},
        {"老 日期:2021-06..2022-02", 20210601, 20220228},
    };
    for (size_t i = 0; i < COUNT(asked); i++)
        check_dates(a, zy_request_default(asked[i].query), asked[i].from, asked[i].to, "老");
    archive_close(a);
}

/* ---- Fields ---- */

typedef bool (*condition)(const plain_article *article);

static bool by_author(const plain_article *x)
{
    return strcmp(x->author, "作者2") == 0;
}
static bool in_issue(const plain_article *x)
{
    return strcmp(x->issue, "103") == 0;
}
static bool on_page(const plain_article *x)
{
    return x->page == 3;
}
static bool in_section(const plain_article *x)
{
    return strcmp(x->section, "栏目1") == 0;
}
static bool in_title(const plain_article *x)
{
    return strstr(x->plain[0], "村") != NULL;
}
static bool not_by_author(const plain_article *x)
{
    return !by_author(x);
}
static bool nowhere(const plain_article *x)
{
    (void)x;
    return false;
}

static const struct {
    const char *query;
    condition keep;
} fields[] = {
    {"作者:作者2", by_author}, {"作者：作者2", by_author}, {"author:作者2", by_author},
    {"期:103", in_issue},      {"期:第103期", in_issue},   {"版:3", on_page},
    {"版：第三版", on_page},   {"page:3", on_page},        {"栏目:栏目1", in_section},
    {"标题:村", in_title},     {"title:村", in_title},     {"-作者:作者2", not_by_author},
    {"作者:作者9", nowhere},   {"期:10", nowhere},         {"版:33", nowhere},
    {"栏目:栏目", nowhere},    {"作者:作者", nowhere}, /* a whole name, not its beginning */
};

static void fields_are_exact(void **state)
{
    (void)state;
    archive *a = archive_open(61, 200, 3);
    for (size_t i = 0; i < COUNT(fields); i++) {
        size_t wanted = 0, beside = 0;
        char with[64];
        for (size_t k = 0; k < a->count; k++) {
            wanted += fields[i].keep(&a->articles[k]);
            beside += fields[i].keep(&a->articles[k]) && holds(&a->articles[k], "老院");
        }
        walked w = walk_pages(a, zy_request_default(fields[i].query), 100);
        if (w.total != wanted)
            print_error("%s\n", fields[i].query);
        assert_int_equal(w.total, wanted);
        free(w.hits);
        snprintf(with, sizeof with, "老院 %s", fields[i].query);
        w = walk_pages(a, zy_request_default(with), 100);
        assert_int_equal(w.total, beside);
        for (size_t k = 0; k < w.count; k++)
            assert_true(fields[i].keep(article_of(a, w.hits[k].id)));
        free(w.hits);
    }
    archive_close(a);
}

/* ---- NEAR ---- */

static bool near_in(const char *text, const char *one, const char *two, size_t distance)
{
    for (const char *a = text; (a = strstr(a, one)); a++)
        for (const char *b = text; (b = strstr(b, two)); b++) {
            const char *end = a < b ? a + strlen(one) : b + strlen(two), *start = a < b ? b : a;
            if (start <= end || zy_utf8_count(end, (size_t)(start - end)) <= distance)
                return true;
        }
    return false;
}

static void near_is_near(void **state)
{
    (void)state;
    archive *a = archive_open(71, 200, 2);
    const char *const pairs[][2] = {
        {"乡", "院"}, {"老", "农民"}, {"人民", "村"}, {"振兴", "业"}, {"农", "政"}};
    const size_t distances[] = {1, 2, 5, 20};
    for (size_t i = 0; i < COUNT(pairs); i++)
        for (size_t d = 0; d < COUNT(distances); d++) {
            char query[64];
            size_t wanted = 0;
            for (size_t k = 0; k < a->count; k++) {
                bool found = false;
                for (size_t p = 0; p < PASSAGES; p++)
                    found = found || near_in(a->articles[k].plain[p], pairs[i][0], pairs[i][1], distances[d]);
                wanted += found;
            }
            snprintf(query, sizeof query, "%s NEAR/%zu %s", pairs[i][0], distances[d], pairs[i][1]);
            zy_answer *answer = ask_text(a->store, query);
            if (answer->total != wanted)
                print_error("%s\n", query);
            assert_int_equal(answer->total, wanted);
            zy_answer_free(answer);
        }
    archive_close(a);
}

/* ---- Beginnings of words ---- */

static const struct {
    const char *query;
    uint64_t total;
} beginnings[] = {
    {"inter*", 2}, {"INTER*", 2}, {"print*", 2}, {"internet", 1},
    {"net*", 0},   {"xyz*", 0},   {"nter", 3}, /* without a star any place will do: internet, inter, printer?
                                                */
};

static void stars_ask_beginnings(void **state)
{
    (void)state;
    zy_articles set = {0};
    zy_store *store = NULL;
    article_add(&set, "a", "接入Internet", NULL, NULL);
    article_add(&set, "b", "inter村", NULL, NULL);
    article_add(&set, "c", "printer打印", NULL, NULL);
    article_add(&set, "d", "ｐｒｉｎｔ", NULL, NULL);
    char *folder = folder_make();
    index_make(folder, &set, 1);
    assert_int_equal(zy_open(folder, &store, NULL), ZY_OK);
    for (size_t i = 0; i < COUNT(beginnings); i++) {
        zy_answer *answer = ask_text(store, beginnings[i].query);
        if (answer->total != beginnings[i].total)
            print_error("%s\n", beginnings[i].query);
        assert_int_equal(answer->total, beginnings[i].total);
        zy_answer_free(answer);
    }
    zy_close(store);
    folder_drop(folder);
    zy_articles_free(&set);
}

/* ---- Counts beside the hits ---- */

static uint64_t facet_sum(const zy_answer *answer, zy_facet_kind kind, const char *value)
{
    for (size_t f = 0; f < answer->facet_count; f++)
        for (size_t i = 0; answer->facets[f].kind == kind && i < answer->facets[f].value_count; i++)
            if (strcmp(answer->facets[f].values[i].value, value) == 0)
                return answer->facets[f].values[i].count;
    return 0;
}

static void facets_and_months_are_exact(void **state)
{
    (void)state;
    archive *a = archive_open(81, 300, 3);
    const char *const needles[] = {"老", "乡村", "院"};
    for (size_t n = 0; n < COUNT(needles); n++) {
        uint64_t author = 0, issue = 0, page = 0, section = 0, year = 0, month = 0, printed = 0;
        for (size_t i = 0; i < a->count; i++) {
            const plain_article *x = &a->articles[i];
            bool hit = holds(x, needles[n]);
            author += hit && by_author(x);
            issue += hit && in_issue(x);
            page += hit && on_page(x);
            section += hit && in_section(x);
            year += hit && x->date / 10000 == 2022;
            month += hit && x->date / 100 == 202203;
            printed += x->date / 100 == 202203;
        }
        zy_answer *answer = ask_text(a->store, needles[n]);
        assert_int_equal(facet_sum(answer, ZY_FACET_AUTHOR, "作者2"), author);
        assert_int_equal(facet_sum(answer, ZY_FACET_ISSUE, "103"), issue);
        assert_int_equal(facet_sum(answer, ZY_FACET_PAGE, "3"), page);
        assert_int_equal(facet_sum(answer, ZY_FACET_SECTION, "栏目1"), section);
        assert_int_equal(facet_sum(answer, ZY_FACET_YEAR, "2022"), year);
        uint64_t shown = 0, of = 0;
        for (size_t i = 0; i < answer->month_count; i++)
            if (strcmp(answer->timeline[i].month, "2022-03") == 0) {
                shown = answer->timeline[i].count;
                of = answer->timeline[i].articles;
            }
        assert_int_equal(shown, month);
        assert_true(month == 0 || of == printed);
        assert_int_equal(answer->coverage.articles, a->count);
        zy_answer_free(answer);
    }
    archive_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_meet_in_part),
        cmocka_unit_test(fields_are_exact),
        cmocka_unit_test(near_is_near),
        cmocka_unit_test(stars_ask_beginnings),
        cmocka_unit_test(facets_and_months_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
