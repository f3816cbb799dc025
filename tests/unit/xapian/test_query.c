/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Query building: what each operator matches and must not match, and what is refused. */
#include "support.h"

#include <math.h>

/* Numbers 1 to 6; the value of slot 0 is the month. */
static xc_reader *library(void)
{
    static const struct {
        const char *text, *month;
    } rows[] = {
        {"养老 院 张堰", "202501"},     {"养老 张堰 院", "202502"},      {"敬老 院", "202503"},
        {"养老院 养老 服务", "202504"}, {"张堰 张堰 张堰 院", "202505"}, {"服务", NULL},
    };
    xc_writer *writer = writer_of("library");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        add_words_value(writer, rows[i].text, rows[i].month);
    close_writer(writer);
    return reader_of_one("library");
}

static const xc_search_options *in_order(void)
{
    static xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.order = XC_ORDER_DOCID;
    return &options;
}

static xc_query *terms_query(xc_op op, const char *first, const char *second, const char *third,
                             uint32_t param)
{
    xc_bytes terms[3] = {
        {first, strlen(first)}, {second, strlen(second)}, {third, third ? strlen(third) : 0}};
    xc_query *query = NULL;
    check_ok(xc_query_combine_terms(&query, op, terms, third ? 3 : 2, param, ERR));
    return query;
}

static void operators_match_what_they_say(void **state)
{
    (void)state;
    static const struct {
        xc_op op;
        uint32_t param;
        const char *first, *second, *third;
        const char *expected;
    } rows[] = {
        {XC_OP_AND, 0, "养老", "院", NULL, "1 2"},
        {XC_OP_AND, 0, "养老", "院", "服务", ""},
        {XC_OP_OR, 0, "敬老", "服务", NULL, "3 4 6"},
        {XC_OP_OR, 0, "没有", "服务", NULL, "4 6"},
        {XC_OP_XOR, 0, "养老", "院", NULL, "3 4 5"},
        {XC_OP_AND_NOT, 0, "院", "养老", NULL, "3 5"},
        {XC_OP_AND_NOT, 0, "院", "养老", "敬老", "5"},
        {XC_OP_AND_MAYBE, 0, "院", "养老", NULL, "1 2 3 5"},
        {XC_OP_FILTER, 0, "院", "张堰", NULL, "1 2 5"},
        {XC_OP_SYNONYM, 0, "养老", "敬老", NULL, "1 2 3 4"},
        {XC_OP_MAX, 0, "养老", "敬老", NULL, "1 2 3 4"},
        {XC_OP_ELITE_SET, 1, "敬老", "院", NULL, "3"},
        {XC_OP_ELITE_SET, 0, "敬老", "院", NULL, "1 2 3 5"},
        {XC_OP_PHRASE, 0, "养老", "院", NULL, "1"},
        {XC_OP_PHRASE, 3, "养老", "院", NULL, "1 2"},
        {XC_OP_PHRASE, 3, "院", "养老", NULL, ""},
        {XC_OP_NEAR, 2, "院", "养老", NULL, "1"},
        {XC_OP_NEAR, 3, "院", "养老", NULL, "1 2"},
    };
    xc_reader *reader = library();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        xc_query *query =
            terms_query(rows[i].op, rows[i].first, rows[i].second, rows[i].third, rows[i].param);
        check_hits(reader, query, in_order(), rows[i].expected);
    }
    xc_reader_free(reader);
}

static void queries_nest(void **state)
{
    (void)state;
    xc_reader *reader = library();
    xc_query *left = join_queries(XC_OP_OR, term_query("养老"), term_query("敬老"));
    xc_query *both = join_queries(XC_OP_AND, left, term_query("院"));
    check_hits(reader, join_queries(XC_OP_AND_NOT, both, term_query("张堰")), in_order(), "3");
    /* An OR of terms is the one composed thing a phrase takes. */
    left = join_queries(XC_OP_OR, term_query("养老"), term_query("敬老"));
    check_hits(reader, join_queries(XC_OP_PHRASE, left, term_query("院")), in_order(), "1 3");
    xc_reader_free(reader);
}

static void a_part_may_be_used_twice_and_freed_first(void **state)
{
    (void)state;
    xc_reader *reader = library();
    xc_query *part = term_query("养老"), *doubled = NULL, *whole = NULL;
    check_ok(xc_query_scale(&doubled, part, 2, ERR));
    const xc_query *parts[] = {part, doubled, part};
    check_ok(xc_query_combine(&whole, XC_OP_OR, parts, 3, 0, ERR));
    xc_query_free(part);
    xc_query_free(doubled);
    check_hits(reader, whole, in_order(), "1 2 4");
    xc_query_free(NULL);
    xc_reader_free(reader);
}

static void all_and_nothing(void **state)
{
    (void)state;
    xc_reader *reader = library();
    xc_query *query = NULL;
    check_ok(xc_query_match_all(&query, ERR));
    check_hits(reader, join_queries(XC_OP_AND_NOT, query, term_query("院")), in_order(), "4 6");
    check_ok(xc_query_match_all(&query, ERR));
    check_hits(reader, query, in_order(), "1 2 3 4 5 6");
    check_ok(xc_query_match_nothing(&query, ERR));
    check_hits(reader, query, in_order(), "");
    check_ok(xc_query_match_nothing(&query, ERR));
    check_hits(reader, join_queries(XC_OP_OR, query, term_query("敬老")), in_order(), "3");
    check_ok(xc_query_match_nothing(&query, ERR));
    check_hits(reader, join_queries(XC_OP_AND, query, term_query("敬老")), in_order(), "");
    xc_reader_free(reader);
}

static void check_range(xc_reader *reader, const char *low, const char *high, const char *expected)
{
    xc_query *query = NULL;
    xc_bytes from = {low, low ? strlen(low) : 0}, to = {high, high ? strlen(high) : 0};
    check_ok(xc_query_value_range(&query, 0, low ? &from : NULL, high ? &to : NULL, ERR));
    check_hits(reader, query, in_order(), expected);
}

static void value_ranges(void **state)
{
    (void)state;
    xc_reader *reader = library();
    check_range(reader, "202502", "202504", "2 3 4");
    check_range(reader, "202502", NULL, "2 3 4 5");
    check_range(reader, "202506", NULL, "");
    check_range(reader, "202504", "202502", "");
    check_range(reader, "202503", "202503", "3");
    xc_query *query = NULL;
    xc_bytes hole = {NULL, 1}, bound = {"a", 1};
    check_status(XC_ARGUMENT, xc_query_value_range(&query, 0, NULL, NULL, ERR));
    check_status(XC_ARGUMENT, xc_query_value_range(&query, 0, &hole, NULL, ERR));
    check_status(XC_ARGUMENT, xc_query_value_range(&query, 0, &bound, &hole, ERR));
    check_status(XC_ARGUMENT, xc_query_value_range(&query, UINT32_MAX, &bound, NULL, ERR));
    assert_null(query);
    xc_reader_free(reader);
}

static void an_unset_value_is_in_no_range(void **state)
{
    (void)state;
    xc_reader *reader = library();
    check_range(reader, NULL, "202502", "1 2");
    check_range(reader, NULL, "999999", "1 2 3 4 5");
    check_range(reader, "", "999999", "1 2 3 4 5");
    check_range(reader, "", NULL, "1 2 3 4 5");
    xc_reader_free(reader);
}

static xc_query *wildcard(const char *prefix, uint32_t limit, xc_wildcard_limit mode)
{
    xc_query *query = NULL;
    check_ok(xc_query_wildcard(&query, prefix, strlen(prefix), limit, mode, XC_OP_SYNONYM, ERR));
    return query;
}

static void wildcards(void **state)
{
    (void)state;
    xc_reader *reader = library();
    check_hits(reader, wildcard("养老", 2, XC_WILDCARD_FAIL), in_order(), "1 2 4");
    check_hits(reader, wildcard("养", 1, XC_WILDCARD_FIRST), in_order(), "1 2 4");
    check_hits(reader, wildcard("养老院", 9, XC_WILDCARD_FAIL), in_order(), "4");
    check_hits(reader, wildcard("张堰镇", 9, XC_WILDCARD_FAIL), in_order(), "");
    /* The byte that 敬老 (one document) and 服务 (two) begin with. */
    check_hits(reader, wildcard("\xE6", 1, XC_WILDCARD_FIRST), in_order(), "3");
    check_hits(reader, wildcard("\xE6", 1, XC_WILDCARD_MOST_FREQUENT), in_order(), "4 6");
    xc_query *query = wildcard("养老", 1, XC_WILDCARD_FAIL);
    xc_results results = {NULL, 9, 0, 0, 0, false};
    check_status(XC_WILDCARD, xc_search(reader, query, in_order(), &results, ERR));
    assert_int_equal(results.hit_count, 9);
    xc_query_free(query);
    xc_reader_free(reader);
}

static void combinations_xapian_cannot_do(void **state)
{
    (void)state;
    xc_reader *reader = library();
    xc_query *inner = join_queries(XC_OP_AND, term_query("养老"), term_query("院"));
    xc_query *last = term_query("张堰");
    const xc_query *parts[] = {inner, last};
    xc_query *phrase = NULL;
    xc_results results;
    xc_status status = xc_query_combine(&phrase, XC_OP_PHRASE, parts, 2, 0, ERR);
    if (status == XC_OK)
        status = xc_search(reader, phrase, in_order(), &results, ERR);
    check_status(XC_UNIMPLEMENTED, status);
    xc_query_free(phrase);
    xc_query_free(inner);
    xc_query_free(last);
    xc_reader_free(reader);
}

static void bad_parts_are_refused(void **state)
{
    (void)state;
    xc_query *part = term_query("a"), *query = NULL;
    const xc_query *parts[] = {part, NULL};
    xc_bytes terms[] = {{"a", 1}, {"", 0}};
    check_status(XC_ARGUMENT, xc_query_combine(NULL, XC_OP_AND, parts, 1, 0, ERR));
    check_status(XC_ARGUMENT, xc_query_combine(&query, XC_OP_AND, parts, 2, 0, ERR));
    check_status(XC_ARGUMENT, xc_query_combine(&query, XC_OP_AND, parts, 0, 0, ERR));
    check_status(XC_ARGUMENT, xc_query_combine(&query, XC_OP_AND, NULL, 1, 0, ERR));
    check_status(XC_ARGUMENT, xc_query_combine(&query, XC_OP_AND, parts, 1, 3, ERR));
    check_status(XC_ARGUMENT, xc_query_combine(&query, (xc_op)99, parts, 1, 0, ERR));
    check_status(XC_BAD_TERM, xc_query_combine_terms(&query, XC_OP_AND, terms, 2, 0, ERR));
    check_status(XC_ARGUMENT, xc_query_term(&query, NULL, 1, 1, ERR));
    check_status(XC_ARGUMENT, xc_query_term(&query, "a", 1, 0, ERR));
    check_status(XC_ARGUMENT, xc_query_scale(&query, part, -1, ERR));
    check_status(XC_ARGUMENT, xc_query_scale(&query, part, (double)NAN, ERR));
    check_status(XC_ARGUMENT, xc_query_scale(&query, part, (double)INFINITY, ERR));
    check_status(XC_ARGUMENT, xc_query_scale(&query, NULL, 1, ERR));
    check_status(XC_ARGUMENT, xc_query_wildcard(&query, "a", 1, 0, XC_WILDCARD_FIRST, XC_OP_OR, ERR));
    check_status(XC_ARGUMENT, xc_query_wildcard(&query, "a", 1, 5, XC_WILDCARD_FIRST, XC_OP_AND, ERR));
    check_status(XC_ARGUMENT, xc_query_wildcard(&query, "a", 1, 5, (xc_wildcard_limit)9, XC_OP_OR, ERR));
    assert_null(query);
    xc_query_free(part);
}

static void depth_is_limited(void **state)
{
    (void)state;
    xc_query *query = term_query("a"), *deeper = NULL;
    for (int depth = 1; depth < XC_QUERY_DEPTH_MAX; depth++) {
        const xc_query *parts[] = {query, query};
        xc_op op = depth % 2 == 0 ? XC_OP_AND_MAYBE : XC_OP_OR;
        /* One part alone is handed through: a chain, not a tree of 2^500. */
        check_ok(xc_query_combine(&deeper, op, parts, 1, 0, ERR));
        xc_query_free(query);
        query = deeper;
    }
    deeper = NULL;
    check_status(XC_ARGUMENT, xc_query_scale(&deeper, query, 2, ERR));
    const xc_query *parts[] = {query};
    check_status(XC_ARGUMENT, xc_query_combine(&deeper, XC_OP_OR, parts, 1, 0, ERR));
    assert_null(deeper);
    xc_query_free(query);
}

static void descriptions_fit_the_buffer(void **state)
{
    (void)state;
    xc_query *query = join_queries(XC_OP_AND, term_query("alpha"), term_query("beta"));
    char all[128] = "", five[5] = "xxxx";
    size_t needed = 0, again = 0;
    check_ok(xc_query_describe(query, all, sizeof all, &needed, ERR));
    assert_non_null(strstr(all, "alpha"));
    assert_non_null(strstr(all, "beta"));
    assert_int_equal(needed, strlen(all));
    check_ok(xc_query_describe(query, five, sizeof five, NULL, ERR));
    assert_int_equal(strlen(five), 4);
    assert_memory_equal(five, all, 4);
    check_ok(xc_query_describe(query, NULL, 0, &again, ERR));
    assert_int_equal(again, needed);
    check_status(XC_ARGUMENT, xc_query_describe(query, NULL, 1, &again, ERR));
    check_status(XC_ARGUMENT, xc_query_describe(NULL, all, 1, &again, ERR));
    xc_query_free(query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(operators_match_what_they_say),
        scratch_test(queries_nest),
        scratch_test(a_part_may_be_used_twice_and_freed_first),
        scratch_test(all_and_nothing),
        scratch_test(value_ranges),
        scratch_test(an_unset_value_is_in_no_range),
        scratch_test(wildcards),
        scratch_test(combinations_xapian_cannot_do),
        cmocka_unit_test(bad_parts_are_refused),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(descriptions_fit_the_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
