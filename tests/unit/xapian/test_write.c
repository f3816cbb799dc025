/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writer: documents in and refused, replaced and deleted, committed and given up; databases joined. */
#include "support.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static uint32_t count_of(const char *path)
{
    xc_reader *reader = reader_of_one(path);
    xc_stats stats;
    check_ok(xc_reader_stats(reader, XC_ALL_SHARDS, &stats, ERR));
    xc_reader_free(reader);
    return stats.doc_count;
}

static void only_what_is_committed_is_seen(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("db");
    uint32_t count = 0;
    assert_int_equal(add_words(writer, "a"), 1);
    assert_int_equal(count_of("db"), 0);
    check_ok(xc_writer_commit(writer, ERR));
    assert_int_equal(count_of("db"), 1);
    assert_int_equal(add_words(writer, "b"), 2);
    check_ok(xc_writer_doc_count(writer, &count, ERR));
    assert_int_equal(count, 2);
    xc_writer_free(writer); /* gives up */
    assert_int_equal(count_of("db"), 1);
    writer = writer_of("db");
    assert_int_equal(add_words(writer, "c"), 2);
    close_writer(writer); /* commits */
    assert_int_equal(count_of("db"), 2);
}

static void a_refused_document_costs_nothing(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("db");
    uint32_t docid = 99;
    xc_value reserved = {UINT32_MAX, "v", 1}, no_bytes = {0, NULL, 1};
    xc_term heavy[] = {{"a", 1, UINT32_MAX, NULL, 0}, {"b", 1, 1, NULL, 0}};
    xc_term no_positions = {"a", 1, 1, NULL, 2};
    xc_document bad[] = {
        {NULL, 1, NULL, 0, NULL, 0},      {NULL, 0, NULL, 1, NULL, 0},
        {NULL, 0, NULL, 0, NULL, 1},      {NULL, 0, &reserved, 1, NULL, 0},
        {NULL, 0, &no_bytes, 1, NULL, 0}, {&no_positions, 1, NULL, 0, NULL, 0},
    };
    add_words(writer, "a");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_status(XC_ARGUMENT, xc_writer_add(writer, &bad[i], &docid, ERR));
    xc_document too_long = {heavy, 2, NULL, 0, NULL, 0};
    check_status(XC_RANGE, xc_writer_add(writer, &too_long, &docid, ERR));
    check_status(XC_ARGUMENT, xc_writer_add(writer, NULL, &docid, ERR));
    check_status(XC_ARGUMENT, xc_writer_add(NULL, &too_long, &docid, ERR));
    assert_int_equal(docid, 99);
    close_writer(writer);
    assert_int_equal(count_of("db"), 1);
}

static void an_empty_document_is_a_document(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("db");
    xc_document nothing = {NULL, 0, NULL, 0, NULL, 0};
    check_ok(xc_writer_add(writer, &nothing, NULL, ERR));
    close_writer(writer);
    xc_reader *reader = reader_of_one("db");
    xc_buffer data;
    xc_stats stats;
    check_ok(xc_document_data(reader, 1, &data, ERR));
    assert_string_equal(data.data, "");
    assert_int_equal(data.size, 0);
    xc_buffer_free(&data);
    check_ok(xc_reader_stats(reader, 0, &stats, ERR));
    assert_int_equal(stats.doc_count, 1);
    assert_int_equal(stats.total_length, 0);
    assert_false(stats.has_positions);
    xc_reader_free(reader);
}

static void boolean_terms_have_no_weight(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("db");
    xc_term terms[] = {{"Kkind", 5, 0, NULL, 0}, {"a", 1, 2, NULL, 0}, {"a", 1, 3, NULL, 0}};
    xc_document document = {terms, 3, NULL, 0, "\0x", 2};
    check_ok(xc_writer_add(writer, &document, NULL, ERR));
    close_writer(writer);
    xc_reader *reader = reader_of_one("db");
    uint32_t length = 0;
    xc_term_stats stats;
    xc_buffer data;
    check_ok(xc_document_length(reader, 1, &length, ERR));
    assert_int_equal(length, 5); /* a term named twice is summed */
    check_ok(xc_reader_term_stats(reader, 0, "Kkind", 5, &stats, ERR));
    assert_int_equal(stats.doc_freq, 1);
    assert_int_equal(stats.collection_freq, 0);
    check_ok(xc_document_data(reader, 1, &data, ERR));
    assert_int_equal(data.size, 2); /* data may hold any byte */
    assert_memory_equal(data.data, "\0x", 3);
    xc_buffer_free(&data);
    xc_reader_free(reader);
}

static void replace_and_delete(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("db");
    xc_term id = {"Q7", 2, 0, NULL, 0};
    xc_document first = {&id, 1, NULL, 0, "first", 5}, second = {&id, 1, NULL, 0, "second", 6};
    uint32_t docid = 0;
    add_words(writer, "a");
    check_ok(xc_writer_replace(writer, "Q7", 2, &first, &docid, ERR));
    assert_int_equal(docid, 2);
    check_ok(xc_writer_replace(writer, "Q7", 2, &second, &docid, ERR));
    assert_int_equal(docid, 2);
    check_ok(xc_writer_delete(writer, 1, ERR));
    check_status(XC_DOC_NOT_FOUND, xc_writer_delete(writer, 1, ERR));
    check_status(XC_ARGUMENT, xc_writer_delete(writer, 0, ERR));
    close_writer(writer);
    xc_reader *reader = reader_of_one("db");
    xc_buffer data;
    check_ok(xc_document_data(reader, 2, &data, ERR));
    assert_string_equal(data.data, "second");
    xc_buffer_free(&data);
    check_status(XC_DOC_NOT_FOUND, xc_document_data(reader, 1, &data, ERR));
    check_hits(reader, term_query("Q7"), NULL, "2");
    xc_reader_free(reader);
}

static void metadata_are_kept(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("db");
    xc_buffer value;
    check_ok(xc_writer_set_metadata(writer, "schema", 6, "3", 1, ERR));
    check_ok(xc_writer_set_metadata(writer, "gone", 4, "x", 1, ERR));
    check_ok(xc_writer_set_metadata(writer, "gone", 4, NULL, 0, ERR));
    check_status(XC_ARGUMENT, xc_writer_set_metadata(writer, "k", 1, NULL, 1, ERR));
    close_writer(writer);
    xc_reader *reader = reader_of_one("db");
    check_ok(xc_reader_metadata(reader, 0, "schema", 6, &value, ERR));
    assert_string_equal(value.data, "3");
    xc_buffer_free(&value);
    check_ok(xc_reader_metadata(reader, 0, "gone", 4, &value, ERR));
    assert_int_equal(value.size, 0);
    xc_buffer_free(&value);
    check_status(XC_ARGUMENT, xc_reader_metadata(reader, 1, "schema", 6, &value, ERR));
    check_status(XC_ARGUMENT, xc_reader_metadata(reader, XC_ALL_SHARDS, "schema", 6, &value, ERR));
    xc_reader_free(reader);
}

static void set_key(const char *path, const char *key, const char *value)
{
    xc_writer *writer = writer_of(path);
    check_ok(xc_writer_set_metadata(writer, key, strlen(key), value, strlen(value), ERR));
    close_writer(writer);
}

static void check_key(xc_reader *reader, const char *key, const char *expected)
{
    xc_buffer value;
    check_ok(xc_reader_metadata(reader, 0, key, strlen(key), &value, ERR));
    assert_string_equal(value.data, expected);
    xc_buffer_free(&value);
}

static void joining_renumbers_by_offset(void **state)
{
    (void)state;
    static const char *const texts[] = {"x one", "x two", "x three", "x four", "x five"};
    struct stat info;
    make_database("p0", (const char *const[]){texts[0], texts[1], NULL});
    make_database("p1", (const char *const[]){NULL});
    make_database("p2", (const char *const[]){texts[2], NULL});
    make_database("p3", (const char *const[]){texts[3], texts[4], NULL});
    set_key("p2", "key", "second");
    set_key("p3", "key", "third");
    set_key("p3", "other", "there");
    const char *sources[] = {"p0", "p1", "p2", "p3"};
    check_ok(xc_compact(sources, 4, "joined", ERR));
    assert_int_equal(stat("joined", &info), 0);
    assert_true(S_ISREG(info.st_mode));
    xc_reader *reader = reader_of_one("joined");
    check_hits(reader, term_query("x"), NULL, "1 2 3 4 5");
    for (uint32_t i = 0; i < 5; i++) {
        xc_buffer data;
        check_ok(xc_document_data(reader, i + 1, &data, ERR));
        assert_string_equal(data.data, texts[i]);
        xc_buffer_free(&data);
    }
    check_key(reader, "key", "second");
    check_key(reader, "other", "there");
    xc_reader_free(reader);
    uint64_t errors = 1;
    check_ok(xc_check("joined", &errors, ERR));
    assert_int_equal(errors, 0);
}

static void joined_files_can_be_joined_again(void **state)
{
    (void)state;
    make_database("p0", (const char *const[]){"x", NULL});
    const char *first[] = {"p0"}, *again[] = {"j0", "p0", "j0"};
    check_ok(xc_compact(first, 1, "j0", ERR));
    check_ok(xc_compact(again, 3, "j1", ERR));
    assert_int_equal(count_of("j1"), 3);
}

static void joining_keeps_gaps_but_leading_ones(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("p0");
    for (int i = 0; i < 5; i++)
        add_words(writer, "x");
    check_ok(xc_writer_delete(writer, 1, ERR));
    check_ok(xc_writer_delete(writer, 3, ERR));
    close_writer(writer);
    make_database("p1", (const char *const[]){"x", NULL});
    const char *sources[] = {"p0", "p1"};
    check_ok(xc_compact(sources, 2, "joined", ERR));
    xc_reader *reader = reader_of_one("joined");
    check_hits(reader, term_query("x"), NULL, "1 3 4 5"); /* 2 4 5, shifted; then the next source */
    xc_reader_free(reader);
}

static void joining_refuses(void **state)
{
    (void)state;
    make_database("p0", (const char *const[]){"x", NULL});
    write_bytes("taken", -1, "mine", 4);
    const char *sources[] = {"p0", "missing"};
    const char *holes[] = {"p0", NULL};
    check_status(XC_CREATE, xc_compact(sources, 1, "taken", ERR));
    check_status(XC_CREATE, xc_compact(sources, 1, "p0", ERR));
    check_status(XC_NOT_FOUND, xc_compact(sources, 2, "joined", ERR));
    check_status(XC_ARGUMENT, xc_compact(holes, 2, "joined", ERR));
    check_status(XC_ARGUMENT, xc_compact(sources, 0, "joined", ERR));
    check_status(XC_ARGUMENT, xc_compact(NULL, 1, "joined", ERR));
    check_status(XC_ARGUMENT, xc_compact(sources, 1, "", ERR));
    check_status(XC_CREATE, xc_compact(sources, 1, "taken/below", ERR));
    check_status(XC_CREATE, xc_compact(sources, 1, "no/folder", ERR));
    assert_int_not_equal(access("joined", F_OK), 0);
    assert_int_equal(access("taken", F_OK), 0);
    assert_int_equal(count_of("p0"), 1);
}

static void opening_refuses(void **state)
{
    (void)state;
    xc_writer *writer = NULL;
    check_status(XC_ARGUMENT, xc_writer_open(NULL, "db", XC_MODE_CREATE, 0, ERR));
    check_status(XC_ARGUMENT, xc_writer_open(&writer, NULL, XC_MODE_CREATE, 0, ERR));
    check_status(XC_ARGUMENT, xc_writer_open(&writer, "", XC_MODE_CREATE, 0, ERR));
    check_status(XC_ARGUMENT, xc_writer_open(&writer, "db", (xc_open_mode)17, 0, ERR));
    check_status(XC_ARGUMENT, xc_writer_open(&writer, "db", XC_MODE_CREATE, 64, ERR));
    check_status(XC_ARGUMENT, xc_writer_commit(NULL, ERR));
    check_status(XC_ARGUMENT, xc_writer_close(NULL, ERR));
    check_status(XC_ARGUMENT, xc_writer_doc_count(NULL, NULL, ERR));
    assert_null(writer);
    xc_writer_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(only_what_is_committed_is_seen),
        scratch_test(a_refused_document_costs_nothing),
        scratch_test(an_empty_document_is_a_document),
        scratch_test(boolean_terms_have_no_weight),
        scratch_test(replace_and_delete),
        scratch_test(metadata_are_kept),
        scratch_test(joining_renumbers_by_offset),
        scratch_test(joined_files_can_be_joined_again),
        scratch_test(joining_keeps_gaps_but_leading_ones),
        scratch_test(joining_refuses),
        scratch_test(opening_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
