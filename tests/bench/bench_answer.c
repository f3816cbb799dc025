/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How long does a whole page of results take?
 *
 *   bench_answer ARTICLES.jsonl WORK-FOLDER [QUERIES] [ROUNDS]
 *
 * Ours: the default request (10 hits ranked, 3 passages each, six facets, the timeline, exact counts, related
 * articles) and its JSON.  Groonga: select with 10 hits by score, snippet_html and a drilldown by year. Asked
 * for words of 2 to 4 characters as the archive's text has them, and for strings of 1 to 6 characters cut
 * anywhere.
 */
#include "engines.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { ROUNDS_MOST = 15 };

typedef uint64_t (*answer_fn)(void *state, const char *query);

static void ask(const char *bench, const char *name, answer_fn answer, void *state,
                const bench_strings *queries, double *p50, double *p99)
{
    double *times = calloc(queries->count, sizeof *times);
    if (!times)
        bench_die("out of memory");
    for (size_t i = 0; i < queries->count; i++) {
        double start = bench_cpu();
        if (!answer(state, queries->items[i]))
            bench_die("%s: %s: no answer to %s", bench, name, queries->items[i]);
        times[i] = (bench_cpu() - start) * 1e3;
    }
    *p50 = bench_percentile(times, queries->count, 50);
    *p99 = bench_percentile(times, queries->count, 99);
    free(times);
}

static void compare(const char *bench, bench_ours *ours, bench_groonga *groonga, const bench_strings *queries,
                    size_t rounds)
{
    const struct {
        const char *name;
        answer_fn answer;
        void *state;
    } engines[] = {{"zy-search", bench_ours_answer, ours}, {"Groonga select", bench_groonga_answer, groonga}};
    double p50[2][ROUNDS_MOST], p99[2][ROUNDS_MOST], unused;
    for (size_t round = 0; round < rounds + 1; round++)
        for (size_t e = 0; e < 2; e++)
            ask(bench, engines[e].name, engines[e].answer, engines[e].state, queries,
                round ? &p50[e][round - 1] : &unused,
                round ? &p99[e][round - 1] : &unused); /* round 0 warms up */
    for (size_t e = 0; e < 2; e++) {
        bench_row(bench, engines[e].name, "p50", bench_median(p50[e], rounds), "ms");
        bench_row(bench, engines[e].name, "p99", bench_median(p99[e], rounds), "ms");
    }
}

int main(int argc, char **argv)
{
    if (argc < 3)
        bench_die("usage: bench_answer ARTICLES.jsonl WORK-FOLDER [QUERIES] [ROUNDS]");
    size_t count = argc > 3 ? strtoul(argv[3], NULL, 10) : 2000;
    size_t rounds = argc > 4 ? strtoul(argv[4], NULL, 10) : 3;
    if (!count || !rounds || rounds > ROUNDS_MOST)
        bench_die("queries: at least 1, rounds: 1 to %d", ROUNDS_MOST);
    if (mkdir(argv[2], 0777))
        bench_die("%s is there already, or cannot be made", argv[2]);
    char path[4096];
    bench_articles articles;
    bench_strings words, strings;
    bench_articles_read(argv[1], &articles);
    snprintf(path, sizeof path, "%s/ours", argv[2]);
    bench_ours_build(argv[1], path, 1);
    bench_ours *ours = bench_ours_open(path);
    snprintf(path, sizeof path, "%s/groonga", argv[2]);
    bench_groonga *groonga = bench_groonga_build(&articles, path, true);
    bench_ours_words(ours, count, &words);
    bench_strings_draw(&articles, count, 6, 20241218, &strings);
    compare("words", ours, groonga, &words, rounds);
    compare("strings", ours, groonga, &strings, rounds);
    bench_table();
    bench_ours_close(ours);
    bench_groonga_close(groonga);
    bench_strings_free(&words);
    bench_strings_free(&strings);
    bench_articles_free(&articles);
    return 0;
}
