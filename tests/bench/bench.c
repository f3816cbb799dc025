/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clock, percentiles, disk use, measured child processes and result rows. */
#include "bench.h"

#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

_Noreturn void bench_die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("bench: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(2);
}

static double read_clock(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double bench_now(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

double bench_cpu(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static uint64_t disk_bytes; /* nftw has no context */

static int add_blocks(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)path, (void)where;
    if (kind == FTW_F)
        disk_bytes += (uint64_t)st->st_blocks * 512;
    return 0;
}

uint64_t bench_disk_bytes(const char *path)
{
    sync(); /* blocks are given to a file when it is written out */
    disk_bytes = 0;
    nftw(path, add_blocks, 16, FTW_PHYS);
    return disk_bytes;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_percentile(double *values, size_t count, double percent)
{
    if (!count)
        return 0;
    qsort(values, count, sizeof *values, by_value);
    size_t at = (size_t)((double)count * percent / 100);
    return values[at < count ? at : count - 1];
}

double bench_median(double *values, size_t count)
{
    return bench_percentile(values, count, 50);
}

bench_cost bench_child(void (*work)(void *), void *context)
{
    fflush(NULL);
    double start = bench_now();
    pid_t pid = fork();
    if (pid < 0)
        bench_die("cannot start a process");
    if (pid == 0) {
        work(context);
        _exit(0); /* the parent's buffers are not ours to flush */
    }
    int status;
    struct rusage usage;
    if (wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        bench_die("a measured process failed");
    double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return (bench_cost){bench_now() - start, cpu, (double)usage.ru_maxrss / 1024};
}

/* ---- Rows ---- */

enum { ROWS_MOST = 256 };

static struct {
    char bench[24], engine[32], measure[32], unit[16];
    double value;
} rows[ROWS_MOST];
static size_t row_count;

void bench_row(const char *bench, const char *engine, const char *measure, double value, const char *unit)
{
    printf("%s\t%s\t%s\t%.6g\t%s\n", bench, engine, measure, value, unit);
    fflush(stdout);
    if (row_count == ROWS_MOST)
        return;
    snprintf(rows[row_count].bench, sizeof rows[0].bench, "%s", bench);
    snprintf(rows[row_count].engine, sizeof rows[0].engine, "%s", engine);
    snprintf(rows[row_count].measure, sizeof rows[0].measure, "%s", measure);
    snprintf(rows[row_count].unit, sizeof rows[0].unit, "%s", unit);
    rows[row_count++].value = value;
}

void bench_table(void)
{
    for (size_t i = 0; i < row_count; i++) {
        bool head = i == 0 || strcmp(rows[i].engine, rows[i - 1].engine) != 0;
        if (head)
            fprintf(stderr, "\n%-10s %-26s", rows[i].bench, rows[i].engine);
        fprintf(stderr, "  %s %.4g %s", rows[i].measure, rows[i].value, rows[i].unit);
    }
    fputc('\n', stderr);
}
