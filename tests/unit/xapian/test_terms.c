/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules of terms and keys, at every door through which one can come in; numbers as values. */
#include "support.h"

#include <math.h>

struct term_case {
    const char *name;
    size_t bytes;
    long nul_at; /* -1: none */
    xc_status expected;
    char fill; /* 'H': Han */
};

static const struct term_case cases[] = {
    {"empty", 0, -1, XC_BAD_TERM, 'a'},     {"1 byte", 1, -1, XC_OK, 'a'},
    {"240 bytes", 240, -1, XC_OK, 'a'},     {"241 bytes", 241, -1, XC_BAD_TERM, 'a'},
    {"80 Han", 240, -1, XC_OK, 'H'},        {"81 Han", 243, -1, XC_BAD_TERM, 'H'},
    {"NUL alone", 1, 0, XC_BAD_TERM, 'a'},  {"NUL first", 3, 0, XC_BAD_TERM, 'a'},
    {"NUL inside", 3, 1, XC_BAD_TERM, 'a'}, {"NUL last", 240, 239, XC_BAD_TERM, 'a'},
    {"byte 0xFF", 240, -1, XC_OK, '\xFF'},
};

static void fill_term(const struct term_case *c, char *term)
{
    for (size_t i = 0; i < c->bytes; i++)
        term[i] = c->fill == 'H' ? "\xE5\x85\xBB"[i % 3] : c->fill;
    if (c->nul_at >= 0)
        term[c->nul_at] = '\0';
}

static void check_doors(const struct term_case *c, const char *term, xc_writer *writer, xc_reader *reader)
{
    xc_query *query = NULL;
    xc_postings *postings = NULL;
    xc_term_stats stats;
    xc_buffer buffer = {NULL, 0};
    xc_bytes bytes = {term, c->bytes};
    xc_status s = c->expected;
    check_status(s, xc_term_check(term, c->bytes, ERR));
    check_status(s, xc_query_term(&query, term, c->bytes, 1, ERR));
    xc_query_free(query);
    query = NULL;
    check_status(s, xc_query_combine_terms(&query, XC_OP_OR, &bytes, 1, 0, ERR));
    xc_query_free(query);
    query = NULL;
    check_status(s, xc_query_wildcard(&query, term, c->bytes, 1, XC_WILDCARD_FIRST, XC_OP_OR, ERR));
    xc_query_free(query);
    check_status(s, xc_reader_term_stats(reader, 0, term, c->bytes, &stats, ERR));
    check_status(s, xc_reader_metadata(reader, 0, term, c->bytes, &buffer, ERR));
    xc_buffer_free(&buffer);
    check_status(s, xc_postings_open(&postings, reader, 0, term, c->bytes, ERR));
    xc_postings_free(postings);
    check_status(s, xc_writer_set_metadata(writer, term, c->bytes, "v", 1, ERR));
    xc_document document = {&(xc_term){term, c->bytes, 1, NULL, 0}, 1, NULL, 0, NULL, 0};
    check_status(s, xc_writer_replace(writer, term, c->bytes, &document, NULL, ERR));
    check_status(s, xc_writer_add(writer, &document, NULL, ERR));
}

static void terms_are_checked_at_every_door(void **state)
{
    (void)state;
    make_database("other", (const char *const[]){"a", NULL});
    xc_reader *reader = reader_of_one("other");
    xc_writer *writer = writer_of("db");
    uint32_t count = 0, before = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *term = malloc(cases[i].bytes + 1); /* exact, so that valgrind sees one byte too far */
        fill_term(&cases[i], term);
        check_doors(&cases[i], term, writer, reader);
        free(term);
        check_ok(xc_writer_doc_count(writer, &count, ERR));
        /* One document by replace, one by add; a refused term must not cost the batch. */
        assert_int_equal(count, before + (cases[i].expected == XC_OK ? 2 : 0));
        before = count;
    }
    check_ok(xc_writer_commit(writer, ERR));
    close_writer(writer);
    xc_reader_free(reader);
}

static void a_longest_term_is_found_again(void **state)
{
    (void)state;
    char term[240];
    fill_term(&cases[4], term);
    xc_writer *writer = writer_of("db");
    xc_document document = {&(xc_term){term, sizeof term, 3, NULL, 0}, 1, NULL, 0, NULL, 0};
    check_ok(xc_writer_add(writer, &document, NULL, ERR));
    close_writer(writer);
    xc_reader *reader = reader_of_one("db");
    xc_term_stats stats;
    check_ok(xc_reader_term_stats(reader, 0, term, sizeof term, &stats, ERR));
    assert_int_equal(stats.doc_freq, 1);
    assert_int_equal(stats.collection_freq, 3);
    xc_reader_free(reader);
}

static void the_message_names_the_term(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("db");
    xc_term terms[] = {{"a", 1, 1, NULL, 0}, {"b\0c", 3, 1, NULL, 0}};
    xc_document document = {terms, 2, NULL, 0, NULL, 0};
    check_status(XC_BAD_TERM, xc_writer_add(writer, &document, NULL, ERR));
    assert_non_null(strstr(support_error.message, "term 1 of 2"));
    assert_non_null(strstr(support_error.message, "NUL at byte 1"));
    assert_int_equal(support_error.status, XC_BAD_TERM);
    xc_writer_free(writer);
}

static void numbers_sort_as_bytes(void **state)
{
    (void)state;
    const double numbers[] = {-1e300, -5,      -0.5, 0, 1e-9, 1, 2, 19991231, 20260101, 9007199254740992.0,
                              1e300,  INFINITY};
    char last[XC_NUMBER_BYTES_MAX];
    size_t last_size = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char bytes[XC_NUMBER_BYTES_MAX];
        size_t size = 0;
        double back = NAN;
        check_ok(xc_number_encode(numbers[i], bytes, &size, ERR));
        check_ok(xc_number_decode((xc_bytes){bytes, size}, &back, ERR));
        assert_true(back >= numbers[i] && back <= numbers[i]);
        size_t common = size < last_size ? size : last_size;
        int order = memcmp(last, bytes, common);
        assert_true(order < 0 || (order == 0 && last_size < size));
        memcpy(last, bytes, size);
        last_size = size;
    }
    size_t size = 9;
    check_status(XC_ARGUMENT, xc_number_encode(NAN, last, &size, ERR));
    check_ok(xc_number_encode(-INFINITY, last, &size, ERR));
    assert_int_equal(size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(terms_are_checked_at_every_door),
        scratch_test(a_longest_term_is_found_again),
        scratch_test(the_message_names_the_term),
        cmocka_unit_test(numbers_sort_as_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
