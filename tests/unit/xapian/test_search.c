/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searching: order, pages, counts, the filter callback over shards, and proposed terms. */
#include "support.h"

#include <math.h>
#include <stdio.h>

enum { SHARDS = 3, SHARD_DOCS = 40 };

/* Shard s has 40 + s documents: "all" in each, "odd" or "even" by local number. */
static void make_shards(void)
{
    for (uint32_t shard = 0; shard < SHARDS; shard++) {
        char path[16], text[64], value[16];
        (void)snprintf(path, sizeof path, "s%u", shard);
        xc_writer *writer = writer_of(path);
        for (uint32_t i = 1; i <= SHARD_DOCS + shard; i++) {
            (void)snprintf(text, sizeof text, "all %s u%u_%u", i % 2 ? "odd" : "even", shard, i);
            (void)snprintf(value, sizeof value, "%03u", (i * 37 + shard * 11) % 101);
            add_words_value(writer, text, value);
        }
        close_writer(writer);
    }
}

static xc_reader *shards(uint32_t count)
{
    const char *paths[] = {"s0", "s1", "s2"};
    xc_reader *reader = NULL;
    check_ok(xc_reader_open(&reader, paths, count, ERR));
    return reader;
}

static xc_results run(xc_reader *reader, xc_query *query, const xc_search_options *options)
{
    xc_results results;
    check_ok(xc_search(reader, query, options, &results, ERR));
    xc_query_free(query);
    return results;
}

/* ---- The filter ---- */

struct seen {
    uint32_t calls[SHARDS][SHARD_DOCS + SHARDS + 1];
    uint32_t count;
};

/* Keeps what is divisible by 3 in shard 1 and everything elsewhere. */
static bool keep_thirds(void *ctx, uint32_t shard, uint32_t local_docid)
{
    struct seen *seen = ctx;
    assert_true(shard < SHARDS && local_docid > 0 && local_docid <= SHARD_DOCS + shard);
    seen->calls[shard][local_docid]++;
    seen->count++;
    return shard != 1 || local_docid % 3 == 0;
}

static void check_kept(const xc_results *results, bool even_only, uint32_t expected_count)
{
    assert_int_equal(results->hit_count, expected_count);
    for (size_t i = 0; i < results->hit_count; i++) {
        const xc_hit *hit = &results->hits[i];
        assert_true(hit->shard != 1 || hit->local_docid % 3 == 0);
        assert_true(!even_only || hit->local_docid % 2 == 0);
    }
}

static void the_filter_knows_shard_and_number(void **state)
{
    (void)state;
    make_shards();
    for (uint32_t count = 1; count <= SHARDS; count++) {
        xc_reader *reader = shards(count);
        struct seen seen = {0};
        xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
        options.max_items = UINT32_MAX;
        options.check_at_least = UINT32_MAX;
        options.keep = keep_thirds;
        options.keep_ctx = &seen;
        xc_results results = run(reader, term_query("all"), &options);
        uint32_t kept = count == 1 ? 40 : count == 2 ? 40 + 13 : 40 + 13 + 42;
        check_kept(&results, false, kept);
        assert_int_equal(results.matches_lower, kept);
        assert_int_equal(results.matches_upper, kept);
        for (uint32_t shard = 0; shard < count; shard++)
            for (uint32_t i = 1; i <= SHARD_DOCS + shard; i++)
                assert_int_equal(seen.calls[shard][i], 1);
        xc_results_free(&results);
        xc_reader_free(reader);
    }
}

/* The same conditions in every shape of query the filter has to stand beside. */
static void the_filter_stands_beside_any_query(void **state)
{
    (void)state;
    make_shards();
    xc_reader *reader = shards(SHARDS);
    for (int order = XC_ORDER_RELEVANCE; order <= XC_ORDER_DOCID; order++) {
        struct seen seen = {0};
        xc_query *all = NULL;
        xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
        options.order = (xc_order)order;
        options.max_items = UINT32_MAX;
        options.check_at_least = UINT32_MAX;
        options.keep = keep_thirds;
        options.keep_ctx = &seen;
        check_ok(xc_query_match_all(&all, ERR));
        xc_results results = run(reader, all, &options);
        check_kept(&results, false, 40 + 13 + 42);
        xc_results_free(&results);
        results = run(reader, join_queries(XC_OP_AND, term_query("all"), term_query("even")), &options);
        check_kept(&results, true, 20 + 6 + 21);
        xc_results_free(&results);
        results = run(reader, join_queries(XC_OP_OR, term_query("odd"), term_query("even")), &options);
        check_kept(&results, false, 40 + 13 + 42);
        xc_results_free(&results);
        results = run(reader, term_query("absent"), &options);
        check_kept(&results, false, 0);
        assert_null(results.hits);
        xc_results_free(&results);
    }
    xc_reader_free(reader);
}

static bool keep_none(void *ctx, uint32_t shard, uint32_t local_docid)
{
    (void)ctx, (void)shard, (void)local_docid;
    return false;
}

static void a_filter_may_refuse_all(void **state)
{
    (void)state;
    make_shards();
    xc_reader *reader = shards(2);
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.keep = keep_none;
    check_hits(reader, term_query("all"), &options, "");
    xc_reader_free(reader);
}

static void the_filter_changes_no_weight(void **state)
{
    (void)state;
    make_shards();
    xc_reader *reader = shards(SHARDS);
    struct seen seen = {0};
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    xc_results plain = run(reader, term_query("u0_7"), &options);
    options.keep = keep_thirds;
    options.keep_ctx = &seen;
    xc_results filtered = run(reader, term_query("u0_7"), &options);
    assert_int_equal(plain.hit_count, 1);
    assert_int_equal(filtered.hit_count, 1);
    assert_true(fabs(plain.hits[0].weight - filtered.hits[0].weight) < 1e-12);
    assert_true(plain.hits[0].weight > 0);
    assert_int_equal(seen.count, 1); /* asked for what matches only */
    xc_results_free(&plain);
    xc_results_free(&filtered);
    xc_reader_free(reader);
}

/* ---- Order and pages ---- */

static void hits_name_shard_and_number(void **state)
{
    (void)state;
    make_shards();
    xc_reader *reader = shards(SHARDS);
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.max_items = 1000;
    xc_results results = run(reader, term_query("odd"), &options);
    assert_int_equal(results.hit_count, 20 + 21 + 21);
    assert_false(results.reopened);
    for (size_t i = 0; i < results.hit_count; i++) {
        char expected[32];
        xc_buffer data;
        const xc_hit *hit = &results.hits[i];
        check_ok(xc_document_data(reader, hit->docid, &data, ERR));
        (void)snprintf(expected, sizeof expected, "all odd u%u_%u", hit->shard, hit->local_docid);
        assert_string_equal(data.data, expected);
        xc_buffer_free(&data);
    }
    xc_results_free(&results);
    xc_reader_free(reader);
}

static void pages_follow_each_other(void **state)
{
    (void)state;
    make_shards();
    xc_reader *reader = shards(SHARDS);
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.check_at_least = UINT32_MAX;
    options.max_items = UINT32_MAX;
    xc_results whole = run(reader, term_query("all"), &options);
    assert_int_equal(whole.hit_count, 123);
    options.max_items = 10;
    for (options.first = 0; options.first < 140; options.first += 10) {
        xc_results page = run(reader, term_query("all"), &options);
        size_t left = options.first < 123 ? 123 - options.first : 0;
        assert_int_equal(page.hit_count, left < 10 ? left : 10);
        assert_int_equal(page.matches_lower, 123);
        assert_int_equal(page.matches_upper, 123);
        for (size_t i = 0; i < page.hit_count; i++)
            assert_int_equal(page.hits[i].docid, whole.hits[options.first + i].docid);
        xc_results_free(&page);
    }
    options.first = UINT32_MAX;
    xc_results beyond = run(reader, term_query("all"), &options);
    assert_int_equal(beyond.hit_count, 0);
    xc_results_free(&beyond);
    xc_results_free(&whole);
    xc_reader_free(reader);
}

static void counting_needs_no_hits(void **state)
{
    (void)state;
    make_shards();
    xc_reader *reader = shards(SHARDS);
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.max_items = 0;
    options.check_at_least = UINT32_MAX;
    xc_results results = run(reader, join_queries(XC_OP_AND, term_query("all"), term_query("odd")), &options);
    assert_int_equal(results.hit_count, 0);
    assert_null(results.hits);
    assert_int_equal(results.matches_estimated, 62);
    assert_int_equal(results.matches_lower, 62);
    assert_int_equal(results.matches_upper, 62);
    xc_results_free(&results);
    xc_results_free(&results);
    xc_results_free(NULL);
    xc_reader_free(reader);
}

static int value_at(const xc_reader *reader, const xc_hit *hit)
{
    xc_buffer value;
    check_ok(xc_document_value(reader, hit->docid, 0, &value, ERR));
    int number = atoi(value.data);
    xc_buffer_free(&value);
    return number;
}

static void values_give_the_order(void **state)
{
    (void)state;
    make_shards();
    xc_reader *reader = shards(SHARDS);
    static const xc_order orders[] = {XC_ORDER_VALUE, XC_ORDER_VALUE_THEN_RELEVANCE,
                                      XC_ORDER_RELEVANCE_THEN_VALUE};
    for (size_t o = 0; o < 6; o++) {
        xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
        options.order = orders[o % 3];
        options.descending = o >= 3;
        options.max_items = 1000;
        xc_query *query = NULL; /* all weights are equal, so that the value decides in each */
        check_ok(xc_query_match_all(&query, ERR));
        xc_results results = run(reader, query, &options);
        assert_int_equal(results.hit_count, 123);
        for (size_t i = 1; i < results.hit_count; i++) {
            int before = value_at(reader, &results.hits[i - 1]), after = value_at(reader, &results.hits[i]);
            assert_true(options.descending ? before >= after : before <= after);
            assert_true(before != after || results.hits[i - 1].docid < results.hits[i].docid);
        }
        xc_results_free(&results);
    }
    xc_reader_free(reader);
}

static void scaling_and_repeating_weigh_more(void **state)
{
    (void)state;
    make_database("db", (const char *const[]){"a x", "b x", "x", "x", NULL});
    xc_reader *reader = reader_of_one("db");
    xc_query *b = term_query("b"), *doubled = NULL, *zero = NULL;
    check_ok(xc_query_scale(&doubled, b, 2, ERR));
    check_ok(xc_query_scale(&zero, b, 0, ERR));
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    check_hits(reader, join_queries(XC_OP_OR, term_query("a"), doubled), NULL, "2 1");
    check_hits(reader, join_queries(XC_OP_OR, term_query("a"), zero), NULL, "1 2");
    xc_query *twice = NULL;
    check_ok(xc_query_term(&twice, "b", 1, 2, ERR));
    check_hits(reader, join_queries(XC_OP_OR, term_query("a"), twice), NULL, "2 1");
    options.order = XC_ORDER_DOCID;
    xc_results results = run(reader, b, &options);
    assert_true(fabs(results.hits[0].weight) < 1e-12);
    xc_results_free(&results);
    xc_reader_free(reader);
}

/* One joined file and the same parts as shards rank alike: statistics are shared. */
static void shards_weigh_as_one_database(void **state)
{
    (void)state;
    make_shards();
    const char *paths[] = {"s0", "s1", "s2"};
    check_ok(xc_compact(paths, 3, "joined", ERR));
    xc_reader *apart = shards(SHARDS), *together = reader_of_one("joined");
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.bm25 = (xc_bm25){1.2, 0, 1, 0.75, 0.5};
    static const char *const words[] = {"all", "odd", "u1_5"};
    for (size_t i = 0; i < 3; i++) {
        xc_results one = run(apart, term_query(words[i]), &options);
        xc_results other = run(together, term_query(words[i]), &options);
        assert_int_equal(one.hit_count, other.hit_count);
        for (size_t h = 0; h < one.hit_count; h++)
            assert_true(fabs(one.hits[h].weight - other.hits[h].weight) < 1e-9);
        xc_results_free(&one);
        xc_results_free(&other);
    }
    xc_reader_free(apart);
    xc_reader_free(together);
}

static void bad_options_are_refused(void **state)
{
    (void)state;
    make_database("db", (const char *const[]){"a", NULL});
    xc_reader *reader = reader_of_one("db");
    xc_query *query = term_query("a");
    const xc_search_options usual = XC_SEARCH_OPTIONS_DEFAULT;
    xc_search_options bad[6] = {usual, usual, usual, usual, usual, usual};
    xc_results results = {NULL, 3, 0, 0, 0, false};
    bad[0].bm25.b = 1.5;
    bad[1].bm25.k1 = -1;
    bad[2].bm25.k3 = (double)NAN;
    bad[3].bm25.min_normlen = (double)INFINITY;
    bad[4].order = (xc_order)77;
    bad[5].sort_slot = UINT32_MAX;
    for (size_t i = 0; i < 6; i++)
        check_status(XC_ARGUMENT, xc_search(reader, query, &bad[i], &results, ERR));
    check_status(XC_ARGUMENT, xc_search(NULL, query, &usual, &results, ERR));
    check_status(XC_ARGUMENT, xc_search(reader, NULL, &usual, &results, ERR));
    check_status(XC_ARGUMENT, xc_search(reader, query, NULL, &results, ERR));
    check_status(XC_ARGUMENT, xc_search(reader, query, &usual, NULL, ERR));
    assert_int_equal(results.hit_count, 3);
    xc_query_free(query);
    xc_reader_free(reader);
}

static void an_empty_database_answers(void **state)
{
    (void)state;
    make_database("db", (const char *const[]){NULL});
    xc_reader *reader = reader_of_one("db");
    xc_query *query = NULL;
    check_hits(reader, term_query("a"), NULL, "");
    check_ok(xc_query_match_all(&query, ERR));
    check_hits(reader, query, NULL, "");
    xc_reader_free(reader);
}

/* ---- Proposed terms ---- */

static bool no_identifiers(void *ctx, const char *term, size_t term_bytes)
{
    (*(uint32_t *)ctx)++;
    return term_bytes > 0 && term[0] != 'Q';
}

static void terms_that_tell_documents_apart(void **state)
{
    (void)state;
    make_database("db0", (const char *const[]){"Q1 养老 养老 服务 the", "Q2 养老 服务 the", NULL});
    make_database("db1", (const char *const[]){"Q3 道路 the", "Q4 学校 the", "Q5 卫生 the", NULL});
    xc_reader *reader = reader_of((const char *const[]){"db0", "db1", NULL});
    uint32_t chosen[] = {1, 3}, asked = 0; /* Q1 and Q2: shard 0 */
    xc_expansion expansion;
    check_ok(xc_expand(reader, chosen, 2, 2, no_identifiers, &asked, &expansion, ERR));
    assert_int_equal(expansion.term_count, 2);
    assert_string_equal(expansion.terms[0].term, "养老");
    assert_string_equal(expansion.terms[1].term, "服务");
    assert_int_equal(expansion.terms[0].term_bytes, 6);
    assert_true(expansion.terms[0].weight >= expansion.terms[1].weight);
    assert_true(asked > 0);
    xc_expansion_free(&expansion);
    xc_expansion_free(&expansion);
    xc_expansion_free(NULL);
    check_ok(xc_expand(reader, chosen, 2, 50, NULL, NULL, &expansion, ERR));
    assert_true(expansion.term_count >= 4);
    xc_expansion_free(&expansion);
    check_status(XC_ARGUMENT, xc_expand(reader, chosen, 0, 5, NULL, NULL, &expansion, ERR));
    check_status(XC_ARGUMENT, xc_expand(reader, NULL, 1, 5, NULL, NULL, &expansion, ERR));
    chosen[0] = 0;
    check_status(XC_ARGUMENT, xc_expand(reader, chosen, 1, 5, NULL, NULL, &expansion, ERR));
    chosen[0] = 999;
    check_status(XC_DOC_NOT_FOUND, xc_expand(reader, chosen, 1, 5, NULL, NULL, &expansion, ERR));
    xc_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(the_filter_knows_shard_and_number),
        scratch_test(the_filter_stands_beside_any_query),
        scratch_test(a_filter_may_refuse_all),
        scratch_test(the_filter_changes_no_weight),
        scratch_test(hits_name_shard_and_number),
        scratch_test(pages_follow_each_other),
        scratch_test(counting_needs_no_hits),
        scratch_test(values_give_the_order),
        scratch_test(scaling_and_repeating_weigh_more),
        scratch_test(shards_weigh_as_one_database),
        scratch_test(bad_options_are_refused),
        scratch_test(an_empty_database_answers),
        scratch_test(terms_that_tell_documents_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
