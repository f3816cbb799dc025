/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every kind of exception thrown into the shim, and every entry point thrown at: what comes out is
 * the right status, a message, and an untouched out parameter.
 */
#include "support.h"

#include "xapian_test_hooks.h"

struct kind_case {
    const char *name;
    int kind;
    xc_status expected;
};

static const struct kind_case kinds[] = {
#define KIND_CASE(type, status) {#type, XC_THROW_##type, status},
    XC_THROWS(KIND_CASE)
#undef KIND_CASE
        {"bad_alloc", XC_THROW_bad_alloc, XC_NO_MEMORY},
    {"exception", XC_THROW_exception, XC_EXCEPTION},
    {"int", XC_THROW_int, XC_UNKNOWN},
};

static void every_exception_has_its_status(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        xc_query *query = NULL;
        xc_test_throw(kinds[i].kind, 0);
        check_status(kinds[i].expected, xc_query_term(&query, "a", 1, 1, ERR));
        assert_null(query);
        assert_int_equal(support_error.status, kinds[i].expected);
        assert_non_null(strstr(support_error.message, "xc_query_term"));
        if (kinds[i].expected < XC_NO_MEMORY)
            assert_non_null(strstr(support_error.message, "injected"));
        /* The record is the caller's choice. */
        xc_test_throw(kinds[i].kind, 0);
        assert_int_equal(xc_query_term(&query, "a", 1, 1, NULL), kinds[i].expected);
    }
}

/* XC_OK and XC_END are no errors; XC_BAD_TERM is the shim's own and has its test elsewhere. */
static void every_status_is_some_exceptions(void **state)
{
    (void)state;
    for (int status = XC_BAD_TERM + 1; status < XC_STATUS_COUNT; status++) {
        size_t i = 0;
        while (i < sizeof kinds / sizeof *kinds && (int)kinds[i].expected != status)
            i++;
        assert_true(i < sizeof kinds / sizeof *kinds);
    }
}

static void statuses_have_names_and_texts(void **state)
{
    (void)state;
    assert_string_equal(xc_status_name(XC_LOCK), "XC_LOCK");
    assert_string_equal(xc_status_name(XC_STATUS_COUNT), "XC_?");
    assert_string_equal(xc_status_name((xc_status)-1), "XC_?");
    for (int status = 0; status <= XC_STATUS_COUNT; status++)
        assert_true(strlen(xc_status_text((xc_status)status)) > 4);
    assert_int_equal(xc_xapian_version()[1], '.');
}

/* ---- Every guarded entry point ---- */

struct world {
    xc_writer *writer;
    xc_reader *reader;
    xc_query *query;
    xc_terms *terms;
    xc_postings *postings;
};

static const xc_document document = {&(xc_term){"a", 1, 1, NULL, 0}, 1, NULL, 0, NULL, 0};
static const xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
/* Every out parameter points into here; it must still be zero after a failure. */
static union {
    char bytes[256];
    void *pointer;
    uint32_t number;
    uint64_t large;
    size_t size;
    double real;
    xc_buffer buffer;
    xc_stats stats;
    xc_term_stats term_stats;
    xc_term_item term_item;
    xc_posting posting;
    xc_results results;
    xc_expansion expansion;
} out;

#define OUT ((void *)&out.pointer)
#define CALL(name, expression)                                                                               \
    static xc_status call_##name(struct world *w)                                                            \
    {                                                                                                        \
        (void)w;                                                                                             \
        return expression;                                                                                   \
    }

static const char *const db_path[] = {"db"};
static const xc_bytes term_a = {"a", 1};
static const uint32_t first_docid = 1;

CALL(writer_open, xc_writer_open(OUT, "db2", XC_MODE_CREATE, 0, ERR))
CALL(writer_add, xc_writer_add(w->writer, &document, &out.number, ERR))
CALL(writer_replace, xc_writer_replace(w->writer, "a", 1, &document, &out.number, ERR))
CALL(writer_delete, xc_writer_delete(w->writer, 1, ERR))
CALL(writer_set_metadata, xc_writer_set_metadata(w->writer, "k", 1, "v", 1, ERR))
CALL(writer_doc_count, xc_writer_doc_count(w->writer, &out.number, ERR))
CALL(writer_commit, xc_writer_commit(w->writer, ERR))
CALL(compact, xc_compact(db_path, 1, "joined", ERR))
CALL(check, xc_check("db", &out.large, ERR))
CALL(reader_open, xc_reader_open(OUT, db_path, 1, ERR))
CALL(reader_reopen, xc_reader_reopen(w->reader, ERR))
CALL(reader_stats, xc_reader_stats(w->reader, 0, &out.stats, ERR))
CALL(reader_term_stats, xc_reader_term_stats(w->reader, 0, "a", 1, &out.term_stats, ERR))
CALL(reader_metadata, xc_reader_metadata(w->reader, 0, "k", 1, &out.buffer, ERR))
CALL(document_data, xc_document_data(w->reader, 1, &out.buffer, ERR))
CALL(document_value, xc_document_value(w->reader, 1, 0, &out.buffer, ERR))
CALL(document_length, xc_document_length(w->reader, 1, &out.number, ERR))
CALL(terms_open, xc_terms_open(OUT, w->reader, 0, "a", 1, ERR))
CALL(document_terms, xc_document_terms(OUT, w->reader, 1, ERR))
CALL(terms_next, xc_terms_next(w->terms, &out.term_item, ERR))
CALL(postings_open, xc_postings_open(OUT, w->reader, 0, "a", 1, ERR))
CALL(postings_next, xc_postings_next(w->postings, &out.posting, ERR))
CALL(query_term, xc_query_term(OUT, "a", 1, 1, ERR))
CALL(query_combine, xc_query_combine(OUT, XC_OP_OR, (const xc_query *const *)&w->query, 1, 0, ERR))
CALL(query_combine_terms, xc_query_combine_terms(OUT, XC_OP_OR, &term_a, 1, 0, ERR))
CALL(query_scale, xc_query_scale(OUT, w->query, 2, ERR))
CALL(query_value_range, xc_query_value_range(OUT, 0, &term_a, NULL, ERR))
CALL(query_wildcard, xc_query_wildcard(OUT, "a", 1, 5, XC_WILDCARD_FIRST, XC_OP_OR, ERR))
CALL(query_match_all, xc_query_match_all(OUT, ERR))
CALL(query_match_nothing, xc_query_match_nothing(OUT, ERR))
CALL(query_describe, xc_query_describe(w->query, out.bytes, sizeof out.bytes, NULL, ERR))
CALL(number_encode, xc_number_encode(1, out.bytes, &out.size, ERR))
CALL(number_decode, xc_number_decode(term_a, &out.real, ERR))
CALL(search, xc_search(w->reader, w->query, &options, &out.results, ERR))
CALL(expand, xc_expand(w->reader, &first_docid, 1, 5, NULL, NULL, &out.expansion, ERR))

static xc_status (*const entry_points[])(struct world *) = {
    call_writer_open,
    call_writer_add,
    call_writer_replace,
    call_writer_delete,
    call_writer_set_metadata,
    call_writer_doc_count,
    call_writer_commit,
    call_compact,
    call_check,
    call_reader_open,
    call_reader_reopen,
    call_reader_stats,
    call_reader_term_stats,
    call_reader_metadata,
    call_document_data,
    call_document_value,
    call_document_length,
    call_terms_open,
    call_document_terms,
    call_terms_next,
    call_postings_open,
    call_postings_next,
    call_query_term,
    call_query_combine,
    call_query_combine_terms,
    call_query_scale,
    call_query_value_range,
    call_query_wildcard,
    call_query_match_all,
    call_query_match_nothing,
    call_query_describe,
    call_number_encode,
    call_number_decode,
    call_search,
    call_expand,
};

static void open_world(struct world *w)
{
    make_database("db", (const char *const[]){"a b", NULL});
    w->writer = writer_of("writing");
    w->reader = reader_of_one("db");
    w->query = term_query("a");
    check_ok(xc_terms_open(&w->terms, w->reader, 0, "", 0, ERR));
    check_ok(xc_postings_open(&w->postings, w->reader, 0, "a", 1, ERR));
}

static void close_world(struct world *w)
{
    xc_postings_free(w->postings);
    xc_terms_free(w->terms);
    xc_query_free(w->query);
    xc_reader_free(w->reader);
    xc_writer_free(w->writer);
}

static void no_entry_point_lets_an_exception_out(void **state)
{
    (void)state;
    struct world world;
    static const char zeros[sizeof out.bytes];
    for (size_t i = 0; i < sizeof entry_points / sizeof *entry_points; i++) {
        open_world(&world);
        memset(&out, 0, sizeof out);
        xc_test_throw(XC_THROW_int, 0);
        check_status(XC_UNKNOWN, entry_points[i](&world));
        assert_memory_equal(out.bytes, zeros, sizeof zeros);
        close_world(&world);
    }
}

static void closing_reports_and_frees(void **state)
{
    (void)state;
    xc_writer *writer = writer_of("db");
    add_words(writer, "a");
    xc_test_throw(XC_THROW_DatabaseError, 0);
    check_status(XC_DATABASE, xc_writer_close(writer, ERR));
    close_writer(writer_of("db")); /* the lock is gone */
}

/* A search retries once, and for the kinds that a live writer can cause only. */
static void a_search_is_repeated_once(void **state)
{
    (void)state;
    struct world w;
    xc_results results;
    open_world(&w);
    static const int retried[] = {XC_THROW_DatabaseModifiedError, XC_THROW_DatabaseCorruptError,
                                  XC_THROW_DatabaseOpeningError};
    for (size_t i = 0; i < 3; i++) {
        xc_test_throw(retried[i], 0);
        check_ok(xc_search(w.reader, w.query, &options, &results, ERR));
        assert_int_equal(results.hit_count, 1);
        xc_results_free(&results);
    }
    xc_test_throw(XC_THROW_DatabaseLockError, 0);
    check_status(XC_LOCK, xc_search(w.reader, w.query, &options, &results, ERR));
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_exception_has_its_status), cmocka_unit_test(every_status_is_some_exceptions),
        cmocka_unit_test(statuses_have_names_and_texts),  scratch_test(no_entry_point_lets_an_exception_out),
        scratch_test(closing_reports_and_frees),          scratch_test(a_search_is_repeated_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
