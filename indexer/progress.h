/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line on a terminal that says how far the work is. */
#ifndef ZY_INDEXER_PROGRESS_H
#define ZY_INDEXER_PROGRESS_H

#include "zy.h"

#include <time.h>

typedef struct {
    bool shown;              /* standard error is a terminal and nobody asked for quiet */
    char phase[64];          /* the phase being timed */
    struct timespec since;   /* its beginning */
    struct timespec painted; /* the last time the line was written */
    bool dirty;              /* a line stands there that must be wiped */
} progress;

progress progress_new(bool quiet);

/* Shows where the run is; false once the program was asked to stop (SIGINT, SIGTERM). */
bool progress_show(progress *self, const zy_index_progress *now);

void progress_wipe(progress *self);

/* From now on SIGINT and SIGTERM ask the work to stop instead of killing it. */
void progress_catch_signals(void);
bool progress_stopped(void);

#endif
