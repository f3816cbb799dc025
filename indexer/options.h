/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line of zy-index asks for. */
#ifndef ZY_INDEXER_OPTIONS_H
#define ZY_INDEXER_OPTIONS_H

#include "zy.h"

typedef enum {
    COMMAND_INDEX,
    COMMAND_WATCH,
    COMMAND_ROLLBACK,
    COMMAND_LEXICON_DIFF,
    COMMAND_ARTICLES,
    COMMAND_HELP,
    COMMAND_VERSION
} indexer_command;

typedef struct {
    indexer_command command;
    zy_index_options index;  /* folder is never NULL after parsing */
    const char *articles;    /* the PATH of --articles */
    const char *report;      /* file for the report, "-" for standard output, or NULL */
    const char *report_html; /* the same as a page */
    unsigned settle_seconds; /* how long a file must have been left alone before a watch takes it in */
    bool quiet;
    const char *const *paths;
    size_t path_count;
} indexer_options;

/* Reads the command line; on failure `err` says what is wrong.  Strings are argv's. */
ZY_CHECKED zy_status options_read(int argc, char **argv, indexer_options *out, zy_error *err);

ZY_CHECKED zy_status fail(zy_error *err, zy_status status, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
