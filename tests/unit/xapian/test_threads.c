/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Threads with a handle each: the same answers as one thread alone, and searches that stay right while
 * a writer commits under them.
 */
#include "support.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { THREADS = 2, ROUNDS = 300, DOCS = 400, COMMITS = 60 };

static void make_db(void)
{
    xc_writer *writer = writer_of("db");
    for (int i = 0; i < DOCS; i++) {
        char text[96];
        (void)snprintf(text, sizeof text, "all mod3_%d mod5_%d mod7_%d", i % 3, i % 5, i % 7);
        add_words(writer, text);
    }
    close_writer(writer);
}

/* cmocka's asserts jump, which only its own thread may: threads count their failures. */
struct work {
    pthread_t thread;
    unsigned failures, retries;
    uint64_t checksum;
    atomic_bool *stop;
};

static bool keep_two_thirds(void *ctx, uint32_t shard, uint32_t local_docid)
{
    (void)ctx, (void)shard;
    return local_docid % 3 != 0;
}

static xc_query *round_query(unsigned round)
{
    char mod3[16], mod5[16];
    xc_bytes terms[3] = {{"all", 3}, {mod3, 0}, {mod5, 0}};
    terms[1].size = (size_t)snprintf(mod3, sizeof mod3, "mod3_%u", round % 3);
    terms[2].size = (size_t)snprintf(mod5, sizeof mod5, "mod5_%u", round % 5);
    xc_query *query = NULL;
    return xc_query_combine_terms(&query, round % 2 ? XC_OP_AND : XC_OP_OR, terms, 3, 0, NULL) == XC_OK
               ? query
               : NULL;
}

/* One search with the hits' data, folded into a sum that tells any difference. */
static bool one_round(xc_reader *reader, unsigned round, uint64_t *checksum)
{
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    xc_results results;
    xc_query *query = round_query(round);
    options.keep = round % 4 ? NULL : keep_two_thirds;
    bool right = query != NULL && xc_search(reader, query, &options, &results, NULL) == XC_OK;
    if (right) {
        for (size_t i = 0; i < results.hit_count; i++) {
            xc_buffer data = {NULL, 0};
            right = right && xc_document_data(reader, results.hits[i].docid, &data, NULL) == XC_OK;
            for (size_t b = 0; b < data.size; b++)
                *checksum = *checksum * 31 + (unsigned char)data.data[b];
            xc_buffer_free(&data);
        }
        xc_results_free(&results);
    }
    xc_query_free(query);
    return right;
}

static void *search_rounds(void *argument)
{
    struct work *work = argument;
    const char *path = "db";
    xc_reader *reader = NULL;
    if (xc_reader_open(&reader, &path, 1, NULL) != XC_OK) {
        work->failures++;
        return NULL;
    }
    for (unsigned round = 0; round < ROUNDS; round++)
        work->failures += !one_round(reader, round, &work->checksum);
    xc_reader_free(reader);
    return NULL;
}

static void threads_answer_as_one(void **state)
{
    (void)state;
    struct work alone = {0}, work[THREADS] = {0};
    make_db();
    search_rounds(&alone);
    assert_int_equal(alone.failures, 0);
    assert_true(alone.checksum != 0);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&work[i].thread, NULL, search_rounds, &work[i]), 0);
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(work[i].thread, NULL), 0);
        assert_int_equal(work[i].failures, 0);
        assert_true(work[i].checksum == alone.checksum);
    }
}

/* ---- Against a live writer ---- */

/* "all" is in every document, and each commit adds ten: the exact count is a multiple of ten. */
static bool count_is_of_one_revision(xc_reader *reader, xc_status *status)
{
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    xc_results results;
    xc_query *query = NULL;
    options.check_at_least = UINT32_MAX;
    if (xc_query_term(&query, "all", 3, 1, NULL) != XC_OK)
        return false;
    *status = xc_search(reader, query, &options, &results, NULL);
    xc_query_free(query);
    if (*status != XC_OK)
        return *status == XC_MODIFIED || *status == XC_CORRUPT || *status == XC_OPENING;
    bool right = results.matches_estimated % 10 == 0 && results.matches_lower == results.matches_upper;
    xc_results_free(&results);
    return right;
}

static void *search_until_stopped(void *argument)
{
    struct work *work = argument;
    const char *path = "db";
    xc_reader *reader = NULL;
    while (!atomic_load(work->stop)) {
        xc_status status = XC_MODIFIED;
        if (reader != NULL)
            work->failures += !count_is_of_one_revision(reader, &status);
        work->retries += status != XC_OK;
        if (status != XC_OK) {
            xc_reader_free(reader);
            reader = NULL;
            (void)xc_reader_open(&reader, &path, 1, NULL); /* may meet a commit; tried again */
        }
    }
    xc_reader_free(reader);
    return NULL;
}

static void searches_stay_right_under_a_writer(void **state)
{
    (void)state;
    atomic_bool stop = false;
    struct work work[THREADS] = {{.stop = &stop}, {.stop = &stop}};
    make_db();
    xc_writer *writer = writer_of("db");
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&work[i].thread, NULL, search_until_stopped, &work[i]), 0);
    for (int i = 0; i < COMMITS; i++) {
        for (int d = 0; d < 10; d++)
            add_words(writer, "all new");
        check_ok(xc_writer_commit(writer, ERR));
    }
    atomic_store(&stop, true);
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(work[i].thread, NULL), 0);
        assert_int_equal(work[i].failures, 0);
    }
    close_writer(writer);
    xc_reader *reader = reader_of_one("db");
    xc_stats stats;
    check_ok(xc_reader_stats(reader, 0, &stats, ERR));
    assert_int_equal(stats.doc_count, DOCS + COMMITS * 10);
    xc_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(threads_answer_as_one),
        scratch_test(searches_stay_right_under_a_writer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
