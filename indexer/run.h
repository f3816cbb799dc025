/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One run of the indexer, with what it says and writes. */
#ifndef ZY_INDEXER_RUN_H
#define ZY_INDEXER_RUN_H

#include "options.h"
#include "progress.h"

void complain(const zy_error *err);
void write_time(void); /* what a watch's lines begin with */

/* Runs once.  *waiting (may be NULL) gets how many files were still being written.  `ready` and its context
 * are the watch's, or NULL. */
ZY_CHECKED zy_status run_once(const indexer_options *options, bool (*ready)(void *context, const char *path),
                              void *context, uint64_t *waiting, zy_error *err);

/* Writes the text to the file, "-" being standard output. */
ZY_CHECKED zy_status write_file(const char *name, const zy_buf *text, zy_error *err);

#endif
