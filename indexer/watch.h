/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy-index --watch. */
#ifndef ZY_INDEXER_WATCH_H
#define ZY_INDEXER_WATCH_H

#include "options.h"

/* Indexes, then follows the paths and indexes what changes, until SIGTERM or SIGINT; a run that fails is told
 * and the watch goes on. */
ZY_CHECKED zy_status watch(const indexer_options *options, zy_error *err);

#endif
