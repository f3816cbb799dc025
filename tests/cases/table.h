/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Case files: a case a line, cells parted by tabs, # begins a comment line.  In a cell \uXXXX is a code
 * point, \xNN a byte, \\ a backslash, so that what cannot be seen can be written.
 */
#ifndef ZY_TESTS_CASES_TABLE_H
#define ZY_TESTS_CASES_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum { CELLS_MOST = 5 };

typedef struct {
    char *raw[CELLS_MOST];  /* as written */
    char *cell[CELLS_MOST]; /* with escapes read */
    size_t count;
    int line;
} table_row;

typedef struct {
    char *text; /* the file */
    char *at;
    int line;
    char *cells; /* of the row at hand */
} table;

bool table_open(table *t, const char *path);
/* The next case; false at the end.  The row lives until the next call. */
bool table_next(table *t, table_row *row);
void table_close(table *t);

#endif
