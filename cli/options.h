/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line asks for. */
#ifndef ZY_CLI_OPTIONS_H
#define ZY_CLI_OPTIONS_H

#include "zy.h"

typedef enum {
    COMMAND_SEARCH,
    COMMAND_SHOW,
    COMMAND_ISSUES,
    COMMAND_CHECK,
    COMMAND_HELP,
    COMMAND_VERSION
} cli_command;
typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV, FORMAT_COUNT } cli_format;
typedef enum { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER } cli_colour;

typedef struct {
    cli_command command;
    cli_format format;
    cli_colour colour;
    const char *db;        /* index folder; never NULL after parsing */
    const char *server;    /* URL, or NULL: the index is asked */
    const char *stage;     /* NULL: an answer is wanted */
    const char *batch;     /* file of queries, "-" for standard input, or NULL */
    const char *from, *to; /* dates as typed, for a server; "" open */
    size_t limit, offset;
    zy_sort sort;
    int from_date, to_date;
    uint32_t classes, facets; /* facets: 0 none */
    bool facets_given, explain, literal, no_pager;
    const char *id; /* of show and issues, or NULL */
    char *query;    /* the words joined by a space; never NULL after parsing; malloc's */
} cli_options;

/* Reads the command line.  ZY_BAD_ARGUMENT names what is wrong. */
zy_status options_read(int argc, char **argv, cli_options *out, zy_error *err);
void options_free(cli_options *options);

#endif
