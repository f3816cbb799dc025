/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the shim's tests share: a scratch directory for each test and databases made in one line.
 */
#ifndef XAPIAN_TEST_SUPPORT_H
#define XAPIAN_TEST_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "xapian_c.h"

/* Fails with the shim's message when the status is not the expected one. */
#define check_status(expected, call)                                                                         \
    support_check((expected), (call), &support_error, #call, __FILE__, __LINE__)
#define check_ok(call) check_status(XC_OK, call)

/* The record that check_status prints: pass its address to the call. */
extern xc_error support_error;
#define ERR (&support_error)

void support_check(xc_status expected, xc_status got, const xc_error *err, const char *call, const char *file,
                   int line);

/* cmocka setup and teardown: an empty scratch directory, the current one during the test. */
int support_setup(void **state);
int support_teardown(void **state);

#define scratch_test(function) cmocka_unit_test_setup_teardown(function, support_setup, support_teardown)

xc_writer *writer_of(const char *path);
/* Adds a document whose words are divided by spaces (a word said twice has wdf 2, positions run from
 * 1); its data are the text. Returns its number. */
uint32_t add_words(xc_writer *writer, const char *text);
/* The same with one value in slot 0. */
uint32_t add_words_value(xc_writer *writer, const char *text, const char *value);
void close_writer(xc_writer *writer);
/* A database of the texts, closed. The list ends with NULL. */
void make_database(const char *path, const char *const *texts);
/* A reader of the paths; the list ends with NULL. */
xc_reader *reader_of(const char *const *paths);
xc_reader *reader_of_one(const char *path);

xc_query *term_query(const char *term);
/* Composes and frees the parts. */
xc_query *join_queries(xc_op op, xc_query *left, xc_query *right);
/* Runs and frees the query; compares the joint numbers found, in their order ("3 1 2"). */
void check_hits(xc_reader *reader, xc_query *query, const xc_search_options *options, const char *expected);

void write_bytes(const char *path, long offset, const void *bytes, size_t size);

#endif
