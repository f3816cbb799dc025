/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Progress: phase, share, rate and time left, written at most ten times a second. */
#include "progress.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t asked_to_stop;

static void stop(int signal_number)
{
    (void)signal_number;
    asked_to_stop = 1;
}

void progress_catch_signals(void)
{
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND}; /* a second one kills */
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool progress_stopped(void)
{
    return asked_to_stop;
}

progress progress_new(bool quiet)
{
    return (progress){.shown = !quiet && isatty(STDERR_FILENO)};
}

static double seconds_between(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) * 1e-9;
}

static void paint_left(double rate, uint64_t left)
{
    unsigned long seconds = (unsigned long)((double)left / rate) + 1;
    if (seconds < 60)
        fprintf(stderr, "，还要约 %lu 秒", seconds);
    else
        fprintf(stderr, "，还要约 %lu 分", (seconds + 59) / 60);
}

static void paint(const zy_index_progress *now, double seconds)
{
    fprintf(stderr, "\r\033[K%s", now->phase);
    if (now->all)
        fprintf(stderr, " %" PRIu64 "/%" PRIu64 "（%d%%）", now->done, now->all,
                (int)((double)now->done * 100 / (double)now->all));
    else
        fprintf(stderr, "……");
    if (now->articles)
        fprintf(stderr, "，文章 %" PRIu64 " 篇", now->articles);
    double rate = seconds > 0.5 ? (double)now->done / seconds : 0;
    if (rate >= 0.1)
        fprintf(stderr, rate < 10 ? "，每秒 %.1f 个" : "，每秒 %.0f 个", rate);
    if (rate > 0 && now->all > now->done)
        paint_left(rate, now->all - now->done);
    fflush(stderr);
}

bool progress_show(progress *self, const zy_index_progress *now)
{
    enum { PAINTS_A_SECOND = 10 };
    if (!self->shown)
        return !asked_to_stop;
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    bool fresh = strncmp(now->phase, self->phase, sizeof self->phase - 1) != 0;
    if (fresh) {
        snprintf(self->phase, sizeof self->phase, "%s", now->phase);
        self->since = time;
    }
    if (fresh || seconds_between(&self->painted, &time) * PAINTS_A_SECOND >= 1) {
        paint(now, seconds_between(&self->since, &time));
        self->painted = time;
        self->dirty = true;
    }
    return !asked_to_stop;
}

void progress_wipe(progress *self)
{
    if (self->dirty)
        fputs("\r\033[K", stderr);
    self->dirty = false;
}
