/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the benchmarks share: the clock, percentiles, the articles, the strings asked for, and the result
 * rows.
 *
 * A figure of one run on one machine says little; the ratio of two engines measured in the same run says
 * much. So every engine answers the same strings in the same process, round after round, and rows are medians
 * of the rounds.
 */
#ifndef ZY_BENCH_H
#define ZY_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stops the program with one line; a benchmark that goes on after a failure would report nonsense. */
_Noreturn void bench_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- Time and space ---- */

double bench_now(void); /* seconds, monotonic */
double bench_cpu(void); /* seconds this thread has computed: other programs do not count */
uint64_t bench_disk_bytes(const char *path); /* blocks in use by a file or folder; holes do not count */

/* The place below which `percent` of the values lie; sorts them. */
double bench_percentile(double *values, size_t count, double percent);
double bench_median(double *values, size_t count);

/* What a piece of work took in a process of its own, so that its peak memory is its own. */
typedef struct {
    double seconds;
    double cpu_seconds; /* of all its threads */
    double peak_mb;     /* resident */
} bench_cost;
bench_cost bench_child(void (*work)(void *), void *context);

/* ---- Articles and strings ---- */

typedef struct {
    char *id, *text; /* headline and body, paragraphs apart by '\n' */
    size_t text_bytes;
    int year;
} bench_article;

typedef struct {
    bench_article *items;
    size_t count;
    size_t text_bytes;
    size_t file_bytes;
} bench_articles;

/* Reads a file of JSON Lines with id, date, title and body. */
void bench_articles_read(const char *path, bench_articles *out);
void bench_articles_free(bench_articles *articles);

typedef struct {
    char **items; /* UTF-8 */
    size_t count;
} bench_strings;

/* `count` distinct strings of 1 to `most` Han characters, from random places: frequent ones come often, as
 * with readers. */
void bench_strings_draw(const bench_articles *articles, size_t count, unsigned most, uint64_t seed,
                        bench_strings *out);
void bench_strings_free(bench_strings *strings);

/* Articles that hold the string, by looking at every byte: the truth the engines are held against. */
uint64_t bench_scan(const bench_articles *articles, const char *string);

/* ---- Rows ---- */

/* Prints bench, engine, measure, value and unit apart by tabs to standard output, for programs; bench_table
 * prints everything so far as a table to standard error, for people. */
void bench_row(const char *bench, const char *engine, const char *measure, double value, const char *unit);
void bench_table(void);

#endif
