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

static void paint(progress *self, double seconds, uint64_t done, uint64_t all)
{
    fprintf(stderr, "\r\033[K%s", self->phase);
    if (all)
        fprintf(stderr, " %" PRIu64 "/%" PRIu64 "（%d%%）", done, all,
                (int)((double)done * 100 / (double)all));
    else if (done)
        fprintf(stderr, " %" PRIu64, done);
    double rate = seconds > 0.5 ? (double)done / seconds : 0;
    if (rate > 0)
        fprintf(stderr, "，每秒 %.0f", rate);
    if (rate > 0 && all > done) {
        unsigned long left = (unsigned long)((double)(all - done) / rate) + 1;
        fprintf(stderr, left < 60 ? "，还要 %lu 秒" : "，还要 %lu 分", left < 60 ? left : (left + 59) / 60);
    }
    fflush(stderr);
}

bool progress_step(void *context, const char *phase, uint64_t done, uint64_t all)
{
    enum { PAINTS_A_SECOND = 10 };
    progress *self = context;
    if (!self->shown)
        return !asked_to_stop;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    bool fresh = strncmp(phase, self->phase, sizeof self->phase - 1) != 0;
    if (fresh) {
        snprintf(self->phase, sizeof self->phase, "%s", phase);
        self->since = now;
    }
    if (fresh || seconds_between(&self->painted, &now) * PAINTS_A_SECOND >= 1) {
        paint(self, seconds_between(&self->since, &now), done, all);
        self->painted = now;
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
