/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Statuses provoked by real faults: a second writer, missing and damaged files, a full disk, a database
 * that changes under its reader. What cannot be had so is in test_injected.c.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "support.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

static const char *const three_texts[] = {"a b", "a c", "b c", NULL};

static int open_files(void)
{
    int count = 0;
    DIR *directory = opendir("/proc/self/fd");
    assert_non_null(directory);
    while (readdir(directory) != NULL)
        count++;
    closedir(directory);
    return count;
}

static xc_status open_status(const char *path)
{
    xc_reader *reader = NULL;
    xc_status status = xc_reader_open(&reader, &path, 1, ERR);
    assert_true((status == XC_OK) == (reader != NULL));
    xc_reader_free(reader);
    return status;
}

static void unreadable_paths(void **state)
{
    (void)state;
    make_database("db", three_texts);
    write_bytes("junk", -1, "no database", 11);
    write_bytes("stub", -1, "glass db\n", 9);
    write_bytes("empty", -1, "", 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    int before = open_files();
    check_status(XC_NOT_FOUND, open_status("missing"));
    check_status(XC_NOT_FOUND, open_status(""));
    check_status(XC_NOT_FOUND, open_status("db/iamglass/below"));
    check_status(XC_NOT_FOUND, open_status("."));
    check_status(XC_OPENING, open_status("loop"));
    check_status(XC_CORRUPT, open_status("junk"));
    check_status(XC_CORRUPT, open_status("stub")); /* never followed */
    check_status(XC_CORRUPT, open_status("empty"));
    check_status(XC_OK, open_status("db"));
    assert_int_equal(open_files(), before);
}

static void one_bad_shard_fails_the_opening(void **state)
{
    (void)state;
    make_database("db", three_texts);
    int before = open_files();
    const char *paths[] = {"db", "missing"};
    xc_reader *reader = NULL;
    check_status(XC_NOT_FOUND, xc_reader_open(&reader, paths, 2, ERR));
    assert_null(reader);
    assert_non_null(strstr(support_error.message, "missing"));
    assert_int_equal(open_files(), before);
}

static void another_format_version(void **state)
{
    (void)state;
    make_database("db", three_texts);
    write_bytes("db/iamglass", 14, "\x7F\x7F", 2); /* after the magic */
    check_status(XC_VERSION, open_status("db"));
    make_database("db2", three_texts);
    write_bytes("db2/iamglass", 0, "????", 4);
    check_status(XC_CORRUPT, open_status("db2"));
}

/* Adds 1,200 documents and rewrites every block often, so that an older reader finds none of its own. */
static void churn(const char *path)
{
    for (int round = 0; round < 4; round++) {
        xc_writer *writer = writer_of(path);
        for (int i = 0; i < 300; i++) {
            char text[64];
            (void)snprintf(text, sizeof text, "a w%d r%d", i, round);
            add_words(writer, text);
            if (i % 100 == 0)
                check_ok(xc_writer_commit(writer, ERR));
        }
        close_writer(writer);
    }
}

/* The root block is read at the opening, so a leaf is damaged afterwards. */
static void damaged_blocks(void **state)
{
    (void)state;
    static char ruin[1 << 16];
    memset(ruin, 0xA5, sizeof ruin);
    churn("db");
    xc_reader *reader = reader_of_one("db");
    write_bytes("db/postlist.glass", 0, ruin, sizeof ruin);
    xc_query *query = term_query("w250");
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    xc_results results = {NULL, 77, 0, 0, 0, false};
    check_status(XC_CORRUPT, xc_search(reader, query, &options, &results, ERR));
    assert_int_equal(results.hit_count, 77); /* untouched on failure */
    assert_non_null(strstr(support_error.message, "again"));
    xc_query_free(query);
    xc_reader_free(reader);
    uint64_t errors = 0;
    xc_status status = xc_check("db", &errors, ERR);
    assert_true(status == XC_CORRUPT || (status == XC_OK && errors > 0));
}

static void a_second_writer(void **state)
{
    (void)state;
    xc_writer *first = writer_of("db"), *second = NULL;
    check_status(XC_LOCK, xc_writer_open(&second, "db", XC_MODE_UPDATE, 0, ERR));
    assert_null(second);
    close_writer(first);
    close_writer(writer_of("db"));
}

static void open_modes(void **state)
{
    (void)state;
    xc_writer *writer = NULL;
    uint32_t count = 0;
    check_status(XC_NOT_FOUND, xc_writer_open(&writer, "db", XC_MODE_UPDATE, 0, ERR));
    make_database("db", three_texts);
    check_status(XC_CREATE, xc_writer_open(&writer, "db", XC_MODE_CREATE, 0, ERR));
    check_status(XC_CREATE, xc_writer_open(&writer, "no/parent", XC_MODE_CREATE, 0, ERR));
    check_ok(xc_writer_open(&writer, "db", XC_MODE_UPDATE, 0, ERR));
    check_ok(xc_writer_doc_count(writer, &count, ERR));
    assert_int_equal(count, 3);
    xc_writer_free(writer);
    check_ok(xc_writer_open(&writer, "db", XC_MODE_OVERWRITE, XC_NO_SYNC, ERR));
    check_ok(xc_writer_doc_count(writer, &count, ERR));
    assert_int_equal(count, 0);
    close_writer(writer);
}

/* As a full disk does: every write beyond the limit fails. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes == RLIM_INFINITY ? limit.rlim_max : bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk(void **state)
{
    (void)state;
    make_database("db", three_texts);
    signal(SIGXFSZ, SIG_IGN);
    xc_writer *writer = writer_of("db");
    add_words(writer, "d e f");
    limit_files(4096);
    xc_status status = xc_writer_commit(writer, ERR);
    xc_status closing = xc_writer_close(writer, ERR);
    limit_files(RLIM_INFINITY);
    check_status(XC_DATABASE, status);
    assert_non_null(strstr(support_error.message, "xc_writer_c"));
    assert_true(closing == XC_OK || closing == XC_CLOSED || closing == XC_DATABASE);
    /* The last committed state is intact. */
    xc_reader *reader = reader_of_one("db");
    xc_stats stats;
    check_ok(xc_reader_stats(reader, XC_ALL_SHARDS, &stats, ERR));
    assert_int_equal(stats.doc_count, 3);
    xc_reader_free(reader);
    uint64_t errors = 1;
    check_ok(xc_check("db", &errors, ERR));
    assert_int_equal(errors, 0);
}

static void a_disk_that_stays_full_closes_the_writer(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    xc_writer *writer = writer_of("db");
    limit_files(4096);
    xc_status status = XC_OK;
    for (int i = 0; i < 4 && status != XC_CLOSED; i++) {
        xc_document document = {&(xc_term){"a", 1, 1, NULL, 0}, 1, NULL, 0, NULL, 0};
        status = xc_writer_add(writer, &document, NULL, ERR);
        if (status == XC_OK)
            status = xc_writer_commit(writer, ERR);
        assert_true(status == XC_DATABASE || status == XC_CLOSED);
    }
    limit_files(RLIM_INFINITY);
    check_status(XC_CLOSED, status);
    xc_writer_free(writer);
}

/* Xapian 1.4 does not free all when joining fails. So that memory checkers go on telling of our own leaks,
 * it fails in a process of its own, which ends without a chance for them to look. */
static xc_status join_in_a_child(const char *source, const char *dest)
{
    int ends[2];
    xc_status status = XC_OK;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0) {
        limit_files(4096);
        status = xc_compact(&source, 1, dest, NULL);
        (void)!write(ends[1], &status, sizeof status);
        raise(SIGKILL);
    }
    assert_int_equal(read(ends[0], &status, sizeof status), sizeof status);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ends[0]);
    close(ends[1]);
    return status;
}

static void a_full_disk_leaves_no_half_joined_file(void **state)
{
    (void)state;
    if (RUNNING_ON_VALGRIND) /* it looks all the same */
        skip();
    make_database("db", three_texts);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(join_in_a_child("db", "joined"), XC_DATABASE);
    assert_int_not_equal(access("joined", F_OK), 0);
}

static void a_database_changed_under_its_reader(void **state)
{
    (void)state;
    churn("db");
    xc_reader *reader = reader_of_one("db");
    churn("db");
    xc_buffer data = {NULL, 5};
    check_status(XC_MODIFIED, xc_document_data(reader, 1, &data, ERR));
    assert_int_equal(data.size, 5);
    /* A search helps itself, and says so. */
    xc_query *query = term_query("a");
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.check_at_least = UINT32_MAX;
    xc_results results;
    check_ok(xc_search(reader, query, &options, &results, ERR));
    assert_true(results.reopened);
    assert_int_equal(results.matches_estimated, 2400);
    xc_results_free(&results);
    check_ok(xc_document_data(reader, 1, &data, ERR));
    assert_string_equal(data.data, "a w0 r0");
    xc_buffer_free(&data);
    xc_query_free(query);
    xc_reader_free(reader);
}

static void an_iterator_remembers_its_failure(void **state)
{
    (void)state;
    churn("db");
    xc_reader *reader = reader_of_one("db");
    xc_terms *terms = NULL;
    xc_term_item item = {NULL, 0, 0, 0};
    check_ok(xc_terms_open(&terms, reader, 0, "", 0, ERR));
    churn("db");
    xc_status status = XC_OK;
    while (status == XC_OK)
        status = xc_terms_next(terms, &item, ERR);
    check_status(XC_MODIFIED, status);
    check_status(XC_MODIFIED, xc_terms_next(terms, &item, ERR));
    xc_terms_free(terms);
    xc_reader_free(reader);
}

static void a_generation_renamed_into_place(void **state)
{
    (void)state;
    const char *const sources[] = {"db"};
    make_database("db", three_texts);
    check_ok(xc_compact(sources, 1, "live", ERR));
    xc_reader *reader = reader_of_one("live");
    make_database("db", (const char *const[]){"a new", NULL}); /* four documents now */
    check_ok(xc_compact(sources, 1, "next", ERR));
    assert_int_equal(rename("next", "live"), 0);
    check_hits(reader, term_query("a"), NULL, "1 2"); /* the old file, still whole */
    check_ok(xc_reader_reopen(reader, ERR));
    check_hits(reader, term_query("a"), NULL, "1 2 4");
    /* Gone: the reader keeps what it has. */
    assert_int_equal(unlink("live"), 0);
    check_status(XC_NOT_FOUND, xc_reader_reopen(reader, ERR));
    check_hits(reader, term_query("a"), NULL, "1 2 4");
    xc_reader_free(reader);
}

static void without_term_lists(void **state)
{
    (void)state;
    xc_writer *writer = NULL;
    check_ok(xc_writer_open(&writer, "db", XC_MODE_CREATE, XC_NO_SYNC | XC_NO_TERMLIST, ERR));
    add_words(writer, "a b");
    add_words(writer, "a c");
    check_ok(xc_writer_commit(writer, ERR));
    check_status(XC_FEATURE, xc_writer_delete(writer, 1, ERR));
    close_writer(writer);
    xc_reader *reader = reader_of_one("db");
    xc_terms *terms = NULL;
    check_status(XC_FEATURE, xc_document_terms(&terms, reader, 1, ERR));
    xc_expansion expansion = {NULL, 0};
    uint32_t docid = 1;
    check_status(XC_FEATURE, xc_expand(reader, &docid, 1, 5, NULL, NULL, &expansion, ERR));
    check_hits(reader, term_query("a"), NULL, "1 2");
    xc_reader_free(reader);
}

/* Sizes no machine has. Memory checkers end the process at such requests instead of throwing. */
static void impossible_sizes(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip();
#else
    if (RUNNING_ON_VALGRIND)
        skip();
    xc_writer *writer = writer_of("db");
    xc_document document = {NULL, 0, NULL, 0, "x", (size_t)1 << 61};
    check_status(XC_NO_MEMORY, xc_writer_add(writer, &document, NULL, ERR));
    document.data_bytes = SIZE_MAX;
    check_status(XC_EXCEPTION, xc_writer_add(writer, &document, NULL, ERR));
    add_words(writer, "a");
    close_writer(writer);
#endif
}

static void long_messages_end_at_a_character(void **state)
{
    (void)state;
    char path[1200];
    for (size_t i = 0; i + 1 < sizeof path; i++)
        path[i] = "\xE5\xBC\xA0"[i % 3];
    path[sizeof path - 1] = '\0';
    for (int shift = 0; shift < 3; shift++) {
        check_status(XC_OPENING, open_status(path)); /* a name too long for the file system */
        size_t size = strlen(support_error.message);
        assert_true(size > 505 && size < sizeof support_error.message);
        assert_int_equal((unsigned char)support_error.message[size - 1], 0xA0);
        path[shift] = 'x';
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(unreadable_paths),
        scratch_test(one_bad_shard_fails_the_opening),
        scratch_test(another_format_version),
        scratch_test(damaged_blocks),
        scratch_test(a_second_writer),
        scratch_test(open_modes),
        scratch_test(a_full_disk),
        scratch_test(a_disk_that_stays_full_closes_the_writer),
        scratch_test(a_full_disk_leaves_no_half_joined_file),
        scratch_test(a_database_changed_under_its_reader),
        scratch_test(an_iterator_remembers_its_failure),
        scratch_test(a_generation_renamed_into_place),
        scratch_test(without_term_lists),
        scratch_test(impossible_sizes),
        cmocka_unit_test(long_messages_end_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
