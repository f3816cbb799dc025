/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader: shards and their numbering, statistics, documents, and the two iterators. */
#include "support.h"

#include <stdio.h>

static void make_three_shards(void)
{
    make_database("s0", (const char *const[]){"a b", "a c c", "a", NULL});
    make_database("s1", (const char *const[]){"b b", NULL});
    make_database("s2", (const char *const[]){"a d", "d 养老", NULL});
}

static xc_reader *three_shards(void)
{
    make_three_shards();
    return reader_of((const char *const[]){"s0", "s1", "s2", NULL});
}

static void numbers_are_interleaved(void **state)
{
    (void)state;
    xc_reader *reader = three_shards();
    assert_int_equal(xc_reader_shard_count(reader), 3);
    for (uint32_t shard = 0; shard < 3; shard++) {
        for (uint32_t local = 1; local < 50; local++) {
            uint32_t docid = 0, back_shard = 9, back_local = 0;
            check_ok(xc_reader_join(reader, shard, local, &docid, ERR));
            assert_int_equal(docid, (local - 1) * 3 + shard + 1);
            check_ok(xc_reader_split(reader, docid, &back_shard, &back_local, ERR));
            assert_int_equal(back_shard, shard);
            assert_int_equal(back_local, local);
        }
    }
    xc_reader_free(reader);
}

static void numbers_out_of_range(void **state)
{
    (void)state;
    xc_reader *reader = three_shards();
    uint32_t docid = 7, shard = 7;
    check_ok(xc_reader_join(reader, 2, UINT32_MAX / 3, &docid, ERR));
    assert_int_equal(docid, UINT32_MAX);
    check_status(XC_RANGE, xc_reader_join(reader, 0, UINT32_MAX / 3 + 1, &docid, ERR));
    check_status(XC_ARGUMENT, xc_reader_join(reader, 3, 1, &docid, ERR));
    check_status(XC_ARGUMENT, xc_reader_join(reader, 0, 0, &docid, ERR));
    check_status(XC_ARGUMENT, xc_reader_split(reader, 0, &shard, &docid, ERR));
    assert_int_equal(docid, UINT32_MAX);
    assert_int_equal(shard, 7);
    check_status(XC_ARGUMENT, xc_reader_join(NULL, 0, 1, &docid, ERR));
    assert_int_equal(xc_reader_shard_count(NULL), 0);
    xc_reader_free(reader);
}

/* The document's own data prove which shard a joint number leads to. */
static void joint_numbers_lead_to_the_shard(void **state)
{
    (void)state;
    static const struct {
        uint32_t docid;
        const char *data;
    } rows[] = {{1, "a b"}, {2, "b b"}, {3, "a d"}, {4, "a c c"}, {6, "d 养老"}, {7, "a"}};
    xc_reader *reader = three_shards();
    xc_buffer data;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_ok(xc_document_data(reader, rows[i].docid, &data, ERR));
        assert_string_equal(data.data, rows[i].data);
        xc_buffer_free(&data);
    }
    check_status(XC_DOC_NOT_FOUND, xc_document_data(reader, 5, &data, ERR)); /* shard 1 has one */
    check_status(XC_DOC_NOT_FOUND, xc_document_data(reader, UINT32_MAX, &data, ERR));
    check_status(XC_ARGUMENT, xc_document_data(reader, 0, &data, ERR));
    xc_reader_free(reader);
}

static void statistics_by_shard_and_together(void **state)
{
    (void)state;
    static const struct {
        uint32_t shard, docs, last;
        uint64_t length;
        uint32_t df_a, cf_b;
    } rows[] = {{0, 3, 3, 6, 3, 1}, {1, 1, 1, 2, 0, 2}, {2, 2, 2, 4, 1, 0}, {XC_ALL_SHARDS, 6, 7, 12, 4, 3}};
    xc_reader *reader = three_shards();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        xc_stats stats;
        xc_term_stats a, b;
        check_ok(xc_reader_stats(reader, rows[i].shard, &stats, ERR));
        assert_int_equal(stats.doc_count, rows[i].docs);
        assert_int_equal(stats.last_docid, rows[i].last);
        assert_int_equal(stats.total_length, rows[i].length);
        assert_int_equal((int)(stats.average_length * 1000), (int)(rows[i].length * 1000 / rows[i].docs));
        assert_true(stats.has_positions);
        check_ok(xc_reader_term_stats(reader, rows[i].shard, "a", 1, &a, ERR));
        check_ok(xc_reader_term_stats(reader, rows[i].shard, "b", 1, &b, ERR));
        assert_int_equal(a.doc_freq, rows[i].df_a);
        assert_int_equal(b.collection_freq, rows[i].cf_b);
    }
    xc_term_stats none;
    check_ok(xc_reader_term_stats(reader, XC_ALL_SHARDS, "zz", 2, &none, ERR));
    assert_int_equal(none.doc_freq + none.collection_freq, 0);
    xc_stats stats;
    check_status(XC_ARGUMENT, xc_reader_stats(reader, 3, &stats, ERR));
    assert_non_null(strstr(support_error.message, "no shard 3"));
    xc_reader_free(reader);
}

/* "a:4 b:2": every term with its document count, or with its wdf. */
static void read_terms(xc_terms *terms, bool wdf, char *text, size_t size)
{
    xc_term_item item;
    size_t used = 0;
    xc_status status = XC_OK;
    text[0] = '\0';
    while ((status = xc_terms_next(terms, &item, ERR)) == XC_OK) {
        int n = snprintf(text + used, size - used, "%s%.*s:%u", used > 0 ? " " : "", (int)item.term_bytes,
                         item.term, wdf ? item.wdf : item.doc_freq);
        assert_true(n > 0 && used + (size_t)n < size);
        used += (size_t)n;
    }
    check_status(XC_END, status);
    check_status(XC_END, xc_terms_next(terms, &item, ERR)); /* and again */
    xc_terms_free(terms);
}

static void check_all_terms(const xc_reader *reader, uint32_t shard, const char *prefix, const char *expected)
{
    char text[256];
    xc_terms *terms = NULL;
    check_ok(xc_terms_open(&terms, reader, shard, prefix, strlen(prefix), ERR));
    read_terms(terms, false, text, sizeof text);
    assert_string_equal(text, expected);
}

static void terms_by_prefix(void **state)
{
    (void)state;
    make_database("db", (const char *const[]){"Ka Kb Kb La 养老 养老院", "Ka 养老", NULL});
    make_database("db2", (const char *const[]){"Kc 养老院 张堰", NULL});
    xc_reader *reader = reader_of((const char *const[]){"db", "db2", NULL});
    check_all_terms(reader, XC_ALL_SHARDS, "", "Ka:2 Kb:1 Kc:1 La:1 养老:2 养老院:2 张堰:1");
    check_all_terms(reader, XC_ALL_SHARDS, "K", "Ka:2 Kb:1 Kc:1");
    check_all_terms(reader, 0, "养老", "养老:2 养老院:1");
    check_all_terms(reader, 1, "养老", "养老院:1");
    check_all_terms(reader, 1, "Z", "");
    xc_terms *terms = NULL;
    check_status(XC_ARGUMENT, xc_terms_open(&terms, reader, 2, "", 0, ERR));
    check_status(XC_ARGUMENT, xc_terms_open(&terms, reader, 0, NULL, 1, ERR));
    assert_null(terms);
    xc_terms_free(NULL);
    xc_reader_free(reader);
}

static void terms_of_a_document(void **state)
{
    (void)state;
    char text[256];
    xc_terms *terms = NULL;
    make_database("s0", (const char *const[]){"a b", NULL});
    make_database("s1", (const char *const[]){"b c c 养老 c", NULL});
    xc_reader *reader = reader_of((const char *const[]){"s0", "s1", NULL});
    check_ok(xc_document_terms(&terms, reader, 2, ERR));
    read_terms(terms, true, text, sizeof text);
    assert_string_equal(text, "b:1 c:3 养老:1");
    terms = NULL;
    check_status(XC_DOC_NOT_FOUND, xc_document_terms(&terms, reader, 3, ERR));
    assert_null(terms);
    xc_reader_free(reader);
}

static void check_postings(const xc_reader *reader, uint32_t shard, const char *term, const char *expected)
{
    char text[256] = "";
    size_t used = 0;
    xc_postings *postings = NULL;
    xc_posting posting;
    xc_status status = XC_OK;
    check_ok(xc_postings_open(&postings, reader, shard, term, strlen(term), ERR));
    while ((status = xc_postings_next(postings, &posting, ERR)) == XC_OK) {
        int n = snprintf(text + used, sizeof text - used, "%s%u:%u", used > 0 ? " " : "", posting.docid,
                         posting.wdf);
        used += (size_t)n;
    }
    check_status(XC_END, status);
    check_status(XC_END, xc_postings_next(postings, &posting, ERR));
    xc_postings_free(postings);
    assert_string_equal(text, expected);
}

static void postings_of_a_term(void **state)
{
    (void)state;
    xc_reader *reader = three_shards();
    check_postings(reader, 0, "a", "1:1 2:1 3:1");
    check_postings(reader, 1, "b", "1:2");
    check_postings(reader, XC_ALL_SHARDS, "a", "1:1 3:1 4:1 7:1");
    check_postings(reader, XC_ALL_SHARDS, "d", "3:1 6:1");
    check_postings(reader, 0, "养老", "");
    xc_reader_free(reader);
}

static void values_of_a_document(void **state)
{
    (void)state;
    xc_buffer value;
    xc_writer *writer = writer_of("db");
    add_words_value(writer, "a", "20250801");
    add_words(writer, "b");
    close_writer(writer);
    xc_reader *reader = reader_of_one("db");
    check_ok(xc_document_value(reader, 1, 0, &value, ERR));
    assert_string_equal(value.data, "20250801");
    xc_buffer_free(&value);
    check_ok(xc_document_value(reader, 1, 5, &value, ERR));
    assert_int_equal(value.size, 0);
    xc_buffer_free(&value);
    check_ok(xc_document_value(reader, 2, 0, &value, ERR));
    assert_int_equal(value.size, 0);
    xc_buffer_free(&value);
    xc_buffer_free(&value); /* freed is empty, and may be freed */
    xc_buffer_free(NULL);
    check_status(XC_ARGUMENT, xc_document_value(reader, 1, UINT32_MAX, &value, ERR));
    check_status(XC_DOC_NOT_FOUND, xc_document_value(reader, 3, 0, &value, ERR));
    xc_reader_free(reader);
}

static void readers_refuse(void **state)
{
    (void)state;
    xc_reader *reader = NULL;
    const char *paths[] = {"db", NULL};
    check_status(XC_ARGUMENT, xc_reader_open(NULL, paths, 1, ERR));
    check_status(XC_ARGUMENT, xc_reader_open(&reader, NULL, 1, ERR));
    check_status(XC_ARGUMENT, xc_reader_open(&reader, paths, 0, ERR));
    check_status(XC_ARGUMENT, xc_reader_open(&reader, paths + 1, 1, ERR));
    check_status(XC_ARGUMENT, xc_reader_reopen(NULL, ERR));
    assert_null(reader);
    xc_reader_free(NULL);
}

/* What is read stays readable for an iterator whose reader has gone. */
static void iterators_outlive_their_reader(void **state)
{
    (void)state;
    char text[256];
    xc_terms *terms = NULL;
    xc_reader *reader = three_shards();
    check_ok(xc_terms_open(&terms, reader, XC_ALL_SHARDS, "", 0, ERR));
    xc_reader_free(reader);
    read_terms(terms, false, text, sizeof text);
    assert_string_equal(text, "a:4 b:2 c:1 d:2 养老:1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(numbers_are_interleaved),
        scratch_test(numbers_out_of_range),
        scratch_test(joint_numbers_lead_to_the_shard),
        scratch_test(statistics_by_shard_and_together),
        scratch_test(terms_by_prefix),
        scratch_test(terms_of_a_document),
        scratch_test(postings_of_a_term),
        scratch_test(values_of_a_document),
        scratch_test(readers_refuse),
        scratch_test(iterators_outlive_their_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
