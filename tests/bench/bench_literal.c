/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How fast is a string found, with the exact number of articles that hold it?
 *
 *   bench_literal ARTICLES.jsonl WORK-FOLDER [STRINGS] [ROUNDS]
 *
 * Builds each engine's index in the work folder (which must not exist), checks every count against a plain
 * scan of the text, then asks all strings of all engines in turn, round after round.  Leaves strings.txt and
 * articles.tsv for Lucene.java, which runs in a process of its own.
 */
#include "engines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ENGINES = 4, ROUNDS_MOST = 15 };

typedef struct {
    const char *name;
    void *state;
    uint64_t (*count)(void *state, const char *string);
    double p50[ROUNDS_MOST], p99[ROUNDS_MOST];
    double longer_p50[ROUNDS_MOST], longer_p99[ROUNDS_MOST]; /* of strings of two characters and more */
} engine;

static void report_build(const char *name, const bench_articles *articles, double seconds, const char *path)
{
    double megabytes = (double)articles->text_bytes / 1e6, size = (double)bench_disk_bytes(path) / 1e6;
    bench_row("build", name, "time", seconds, "s");
    bench_row("build", name, "rate", megabytes / seconds, "MB/s");
    bench_row("build", name, "size", size, "MB");
    bench_row("build", name, "size/text", size / megabytes, "times");
}

static void write_lines(const char *folder, const bench_articles *articles, const bench_strings *strings)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/strings.txt", folder);
    FILE *file = fopen(path, "w");
    for (size_t i = 0; file && i < strings->count; i++)
        fprintf(file, "%s\n", strings->items[i]);
    if (!file || fclose(file))
        bench_die("cannot write %s", path);
    snprintf(path, sizeof path, "%s/articles.tsv", folder);
    file = fopen(path, "w");
    for (size_t i = 0; file && i < articles->count; i++) {
        fprintf(file, "%s\t", articles->items[i].id);
        for (const char *c = articles->items[i].text; *c; c++)
            putc(*c == '\n' || *c == '\t' ? ' ' : *c, file);
        putc('\n', file);
    }
    if (!file || fclose(file))
        bench_die("cannot write %s", path);
}

static void open_engines(engine *engines, const char *file, const char *folder,
                         const bench_articles *articles)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/ours", folder);
    double start = bench_now();
    bench_ours_build(file, path, 1);
    report_build("zy-search", articles, bench_now() - start, path);
    bench_ours *ours = bench_ours_open(path);
    engines[0] = (engine){.name = "zy-search", .state = ours, .count = bench_ours_count};
    engines[1] = (engine){.name = "zy-search, literal index", .state = ours, .count = bench_ours_literal};

    snprintf(path, sizeof path, "%s/groonga", folder);
    start = bench_now();
    bench_groonga *groonga = bench_groonga_build(articles, path, true);
    report_build("Groonga bigrams", articles, bench_now() - start, path);
    engines[2] = (engine){.name = "Groonga bigrams", .state = groonga, .count = bench_groonga_count};

    snprintf(path, sizeof path, "%s/xapian", folder);
    start = bench_now();
    bench_xapian_build(articles, path);
    report_build("Xapian bigrams", articles, bench_now() - start, path);
    engines[3] =
        (engine){.name = "Xapian bigrams", .state = bench_xapian_open(path), .count = bench_xapian_count};
}

/* How many strings get another count than the scan gives.  Doubles as warming up. */
static void check_counts(engine *engines, const bench_articles *articles, const bench_strings *strings)
{
    uint64_t *truth = calloc(strings->count, sizeof *truth);
    if (!truth)
        bench_die("out of memory");
    for (size_t i = 0; i < strings->count; i++)
        truth[i] = bench_scan(articles, strings->items[i]);
    for (size_t e = 0; e < ENGINES; e++) {
        size_t less = 0, more = 0;
        for (size_t i = 0; i < strings->count; i++) {
            uint64_t count = engines[e].count(engines[e].state, strings->items[i]);
            less += count < truth[i];
            more += count > truth[i];
        }
        bench_row("literal", engines[e].name, "strings short", (double)less, "");
        bench_row("literal", engines[e].name, "strings over", (double)more, "");
    }
    free(truth);
}

static void ask(engine *e, const bench_strings *strings, size_t round)
{
    double *times = calloc(strings->count * 2, sizeof *times), *longer = times + strings->count;
    size_t longer_count = 0;
    if (!times)
        bench_die("out of memory");
    for (size_t i = 0; i < strings->count; i++) {
        double start = bench_cpu();
        e->count(e->state, strings->items[i]);
        times[i] = (bench_cpu() - start) * 1e3;
        if (strlen(strings->items[i]) > 3)
            longer[longer_count++] = times[i];
    }
    e->p50[round] = bench_percentile(times, strings->count, 50);
    e->p99[round] = bench_percentile(times, strings->count, 99);
    e->longer_p50[round] = bench_percentile(longer, longer_count, 50);
    e->longer_p99[round] = bench_percentile(longer, longer_count, 99);
    free(times);
}

static void report(engine *e, size_t rounds)
{
    bench_row("literal", e->name, "p50", bench_median(e->p50, rounds), "ms");
    bench_row("literal", e->name, "p99", bench_median(e->p99, rounds), "ms");
    bench_row("literal", e->name, "p50 of 2-6", bench_median(e->longer_p50, rounds), "ms");
    bench_row("literal", e->name, "p99 of 2-6", bench_median(e->longer_p99, rounds), "ms");
}

int main(int argc, char **argv)
{
    if (argc < 3)
        bench_die("usage: bench_literal ARTICLES.jsonl WORK-FOLDER [STRINGS] [ROUNDS]");
    size_t count = argc > 3 ? strtoul(argv[3], NULL, 10) : 2000;
    size_t rounds = argc > 4 ? strtoul(argv[4], NULL, 10) : 3;
    if (!count || !rounds || rounds > ROUNDS_MOST)
        bench_die("strings: at least 1, rounds: 1 to %d", ROUNDS_MOST);
    if (mkdir(argv[2], 0777))
        bench_die("%s is there already, or cannot be made", argv[2]);
    bench_articles articles;
    bench_strings strings;
    engine engines[ENGINES];
    bench_articles_read(argv[1], &articles);
    bench_strings_draw(&articles, count, 6, 20241217, &strings);
    write_lines(argv[2], &articles, &strings);
    open_engines(engines, argv[1], argv[2], &articles);
    check_counts(engines, &articles, &strings);
    for (size_t round = 0; round < rounds; round++)
        for (size_t e = 0; e < ENGINES; e++)
            ask(&engines[e], &strings, round);
    for (size_t e = 0; e < ENGINES; e++)
        report(&engines[e], rounds);
    bench_table();
    bench_ours_close(engines[0].state);
    bench_groonga_close(engines[2].state);
    bench_xapian_close(engines[3].state);
    bench_strings_free(&strings);
    bench_articles_free(&articles);
    return 0;
}
