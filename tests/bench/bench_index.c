/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How fast is an index made, how much memory does it take, and what does one more issue cost?
 *
 *   bench_index ARTICLES.jsonl WORK-FOLDER [ROUNDS [throughput|add|memory]]
 *
 * Every build runs in a process of its own.  Rates count the articles' text, not the JSON around it; ours
 * reads the JSON inside the measured time, Groonga gets the articles ready-made.
 */
#include "engines.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ROUNDS_MOST = 15, MANY_ARTICLES = 100000, ARCHIVE_ARTICLES = 20000, ISSUE_ARTICLES = 20 };

typedef struct {
    const char *source; /* file or folder */
    const char *folder; /* of the index */
    unsigned jobs;
    const bench_articles *articles;
    bool index_last;
} job;

static void build_ours(void *context)
{
    job *j = context;
    bench_ours_build(j->source, j->folder, j->jobs);
}

static void build_groonga(void *context)
{
    job *j = context;
    bench_groonga_close(bench_groonga_build(j->articles, j->folder, j->index_last));
}

/* One build into a fresh folder WORK/NAME-ROUND. */
static bench_cost build(const char *work, const char *name, size_t round, void (*how)(void *), job j)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/%s-%zu", work, name, round);
    j.folder = folder;
    return bench_child(how, &j);
}

static void throughput(const char *file, const char *work, const bench_articles *articles, size_t rounds)
{
    static const struct {
        const char *name, *folder;
        void (*how)(void *);
        unsigned jobs;
        bool index_last;
    } kinds[] = {{"zy-index --jobs 1", "ours1", build_ours, 1, false},
                 {"zy-index --jobs 2", "ours2", build_ours, 2, false},
                 {"Groonga, index as it loads", "groonga1", build_groonga, 0, false},
                 {"Groonga, index last", "groonga2", build_groonga, 0, true}};
    enum { KINDS = sizeof kinds / sizeof *kinds };
    double rate[KINDS][ROUNDS_MOST], cpu[KINDS][ROUNDS_MOST], peak[KINDS][ROUNDS_MOST];
    for (size_t round = 0; round < rounds; round++)
        for (size_t k = 0; k < KINDS; k++) {
            job j = {.source = file,
                     .jobs = kinds[k].jobs,
                     .articles = articles,
                     .index_last = kinds[k].index_last};
            bench_cost cost = build(work, kinds[k].folder, round, kinds[k].how, j);
            rate[k][round] = (double)articles->text_bytes / 1e6 / cost.seconds;
            cpu[k][round] = cost.cpu_seconds;
            peak[k][round] = cost.peak_mb;
        }
    for (size_t k = 0; k < KINDS; k++) {
        bench_row("index", kinds[k].name, "rate", bench_median(rate[k], rounds), "MB/s");
        bench_row("index", kinds[k].name, "processor time", bench_median(cpu[k], rounds), "s");
        bench_row("index", kinds[k].name, "peak memory", bench_median(peak[k], rounds), "MB");
    }
}

/* Article number `n` of a larger archive: the set over and over, each round with ids of its own. */
static void write_article(FILE *file, const bench_articles *articles, size_t n)
{
    const bench_article *from = &articles->items[n % articles->count];
    char id[256];
    snprintf(id, sizeof id, "%s-%zu", from->id, n / articles->count);
    json_t *article =
        json_pack("{s:s, s:i, s:s}", "id", id, "issue", (int)(n / ISSUE_ARTICLES + 1), "body", from->text);
    char *line = article ? json_dumps(article, 0) : NULL;
    if (!line || fprintf(file, "%s\n", line) < 0)
        bench_die("cannot write an article");
    free(line);
    json_decref(article);
}

static void write_articles(const char *path, const bench_articles *articles, size_t from, size_t count)
{
    FILE *file = fopen(path, "w");
    if (!file)
        bench_die("cannot write %s", path);
    for (size_t i = 0; i < count; i++)
        write_article(file, articles, from + i);
    if (fclose(file))
        bench_die("cannot write %s", path);
}

/* Issue after issue, a file each. */
static void write_issues(const char *folder, const bench_articles *articles, size_t count)
{
    mkdir(folder, 0777);
    for (size_t i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%05zu.jsonl", folder, i);
        write_articles(path, articles, i * ISSUE_ARTICLES, ISSUE_ARTICLES);
    }
}

static void many(const char *work, const bench_articles *articles)
{
    char folder[2048];
    snprintf(folder, sizeof folder, "%s/many", work);
    write_issues(folder, articles, MANY_ARTICLES / ISSUE_ARTICLES);
    bench_cost cost = build(work, "many-index", 0, build_ours, (job){.source = folder, .jobs = 2});
    bench_row("memory", "100,000 articles, 2 jobs", "peak memory", cost.peak_mb, "MB");
    bench_row("memory", "100,000 articles, 2 jobs", "time", cost.seconds, "s");
    bench_row("memory", "100,000 articles, 2 jobs", "processor time", cost.cpu_seconds, "s");
}

/* An archive of issues, a file each; then one more. */
static void one_more(const char *work, const bench_articles *articles, size_t rounds)
{
    char folder[2048], path[4096];
    snprintf(folder, sizeof folder, "%s/archive", work);
    size_t issues = ARCHIVE_ARTICLES / ISSUE_ARTICLES;
    write_issues(folder, articles, issues);
    double added[ROUNDS_MOST], cpu[ROUNDS_MOST];
    job j = {.source = folder, .jobs = 2};
    bench_cost whole = build(work, "archive-index", 0, build_ours, j);
    for (size_t round = 0; round < rounds; round++) {
        snprintf(path, sizeof path, "%s/%05zu.jsonl", folder, issues + round);
        write_articles(path, articles, (issues + round) * ISSUE_ARTICLES, ISSUE_ARTICLES);
        bench_cost cost = build(work, "archive-index", 0, build_ours, j);
        added[round] = cost.seconds;
        cpu[round] = cost.cpu_seconds;
    }
    bench_row("one more", "20,000 articles, whole", "time", whole.seconds, "s");
    bench_row("one more", "20 articles added", "time", bench_median(added, rounds), "s");
    bench_row("one more", "20,000 articles, whole", "processor time", whole.cpu_seconds, "s");
    bench_row("one more", "20 articles added", "processor time", bench_median(cpu, rounds), "s");
    bench_row("one more", "20 articles added", "of whole", bench_median(added, rounds) / whole.seconds * 100,
              "%");
}

int main(int argc, char **argv)
{
    if (argc < 3)
        bench_die("usage: bench_index ARTICLES.jsonl WORK-FOLDER [ROUNDS [throughput|add|memory]]");
    size_t rounds = argc > 3 ? strtoul(argv[3], NULL, 10) : 3;
    if (!rounds || rounds > ROUNDS_MOST)
        bench_die("rounds: 1 to %d", ROUNDS_MOST);
    if (mkdir(argv[2], 0777))
        bench_die("%s is there already, or cannot be made", argv[2]);
    bench_articles articles;
    bench_articles_read(argv[1], &articles);
    const char *part = argc > 4 ? argv[4] : "";
    if (!*part || strcmp(part, "throughput") == 0)
        throughput(argv[1], argv[2], &articles, rounds);
    if (!*part || strcmp(part, "add") == 0)
        one_more(argv[2], &articles, rounds);
    if (!*part || strcmp(part, "memory") == 0)
        many(argv[2], &articles);
    bench_table();
    bench_articles_free(&articles);
    return 0;
}
