/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scratch directories and small databases for the shim's tests. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "support.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORDS_MAX = 64, TEXT_MAX = 1024 };

xc_error support_error;

#ifdef __SANITIZE_ADDRESS__
/* Xapian's own check of a database frees an object under another size than it was made with. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}
#endif

void support_check(xc_status expected, xc_status got, const xc_error *err, const char *call, const char *file,
                   int line)
{
    if (got == expected)
        return;
    print_error("%s: %s instead of %s: %s\n", call, xc_status_name(got), xc_status_name(expected),
                got == XC_OK || got == XC_END ? "" : err->message);
    _fail(file, line);
}

int support_setup(void **state)
{
    char *path = strdup("/tmp/xapian-c-XXXXXX");
    if (path == NULL || mkdtemp(path) == NULL || chdir(path) != 0) {
        free(path);
        return -1;
    }
    *state = path;
    return 0;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info, (void)kind, (void)walk;
    return remove(path);
}

int support_teardown(void **state)
{
    char *path = *state;
    if (chdir("/") != 0 || nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0)
        return -1;
    free(path);
    return 0;
}

xc_writer *writer_of(const char *path)
{
    xc_writer *writer = NULL;
    check_ok(xc_writer_open(&writer, path, XC_MODE_UPDATE_CREATE, XC_NO_SYNC, ERR));
    return writer;
}

/* Cuts `text` in place into terms; a repeated word adds to the one that is there. */
static size_t cut_words(char *text, xc_term *terms, uint32_t positions[WORDS_MAX][WORDS_MAX])
{
    size_t count = 0;
    uint32_t position = 0;
    for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " ")) {
        size_t at = 0;
        while (at < count && strcmp(terms[at].term, word) != 0)
            at++;
        if (at == count) {
            assert_true(count < WORDS_MAX);
            terms[count++] = (xc_term){word, strlen(word), 0, positions[at], 0};
        }
        assert_true(position < WORDS_MAX);
        positions[at][terms[at].position_count++] = ++position;
        terms[at].wdf++;
    }
    return count;
}

uint32_t add_words_value(xc_writer *writer, const char *text, const char *value)
{
    char copy[TEXT_MAX];
    xc_term terms[WORDS_MAX];
    uint32_t positions[WORDS_MAX][WORDS_MAX];
    uint32_t docid = 0;
    assert_true(strlen(text) < sizeof copy);
    memcpy(copy, text, strlen(text) + 1);
    xc_value slot_0 = {0, value, value == NULL ? 0 : strlen(value)};
    xc_document document = {
        terms, cut_words(copy, terms, positions), &slot_0, value == NULL ? 0 : 1, text, strlen(text)};
    check_ok(xc_writer_add(writer, &document, &docid, ERR));
    return docid;
}

uint32_t add_words(xc_writer *writer, const char *text)
{
    return add_words_value(writer, text, NULL);
}

void close_writer(xc_writer *writer)
{
    check_ok(xc_writer_close(writer, ERR));
}

void make_database(const char *path, const char *const *texts)
{
    xc_writer *writer = writer_of(path);
    for (; *texts != NULL; texts++)
        add_words(writer, *texts);
    close_writer(writer);
}

xc_reader *reader_of(const char *const *paths)
{
    size_t count = 0;
    xc_reader *reader = NULL;
    while (paths[count] != NULL)
        count++;
    check_ok(xc_reader_open(&reader, paths, count, ERR));
    return reader;
}

xc_reader *reader_of_one(const char *path)
{
    return reader_of((const char *const[]){path, NULL});
}

xc_query *term_query(const char *term)
{
    xc_query *query = NULL;
    check_ok(xc_query_term(&query, term, strlen(term), 1, ERR));
    return query;
}

xc_query *join_queries(xc_op op, xc_query *left, xc_query *right)
{
    const xc_query *parts[] = {left, right};
    xc_query *query = NULL;
    check_ok(xc_query_combine(&query, op, parts, 2, 0, ERR));
    xc_query_free(left);
    xc_query_free(right);
    return query;
}

void check_hits(xc_reader *reader, xc_query *query, const xc_search_options *options, const char *expected)
{
    xc_search_options usual = XC_SEARCH_OPTIONS_DEFAULT;
    xc_results results;
    char found[TEXT_MAX] = "";
    size_t used = 0;
    check_ok(xc_search(reader, query, options == NULL ? &usual : options, &results, ERR));
    for (size_t i = 0; i < results.hit_count; i++) {
        int n = snprintf(found + used, sizeof found - used, i == 0 ? "%u" : " %u", results.hits[i].docid);
        assert_true(n > 0 && used + (size_t)n < sizeof found);
        used += (size_t)n;
    }
    xc_results_free(&results);
    xc_query_free(query);
    assert_string_equal(found, expected);
}

void write_bytes(const char *path, long offset, const void *bytes, size_t size)
{
    FILE *file = fopen(path, offset < 0 ? "wb" : "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset < 0 ? 0 : offset, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}
