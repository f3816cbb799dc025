/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading case files. */
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool table_open(table *t, const char *path)
{
    FILE *file = fopen(path, "rb");
    *t = (table){0};
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return false;
    long size = ftell(file);
    rewind(file);
    t->text = calloc((size_t)size + 1, 1);
    t->cells = calloc((size_t)size + 1, 1);
    bool fine = t->text && t->cells && fread(t->text, 1, (size_t)size, file) == (size_t)size;
    fclose(file);
    t->at = t->text;
    return fine;
}

static char *put_rune(char *to, unsigned long c)
{
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
    } else {
        *to++ = (char)(0xE0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    }
    return to;
}

/* Copies a cell with its escapes read; returns the place behind its NUL. */
static char *unescape(const char *from, char *to)
{
    while (*from) {
        char digits[5] = {0};
        size_t wanted = from[0] != '\\' ? 0 : from[1] == 'u' ? 4 : from[1] == 'x' ? 2 : 0;
        if (wanted && strlen(from) >= 2 + wanted) {
            memcpy(digits, from + 2, wanted);
            unsigned long value = strtoul(digits, NULL, 16);
            if (wanted == 2)
                *to++ = (char)value;
            else
                to = put_rune(to, value);
            from += 2 + wanted;
        } else {
            from += from[0] == '\\' && from[1] == '\\';
            *to++ = *from++;
        }
    }
    *to++ = '\0';
    return to;
}

bool table_next(table *t, table_row *row)
{
    while (*t->at) {
        char *line = t->at, *end = line + strcspn(line, "\n");
        t->at = end + (*end == '\n');
        *end = '\0';
        t->line++;
        if (*line == '#' || *line == '\0')
            continue;
        *row = (table_row){.line = t->line};
        char *to = t->cells;
        for (char *cell = line; cell && row->count < CELLS_MOST; row->count++) {
            char *tab = strchr(cell, '\t');
            if (tab)
                *tab = '\0';
            row->raw[row->count] = cell;
            row->cell[row->count] = to;
            to = unescape(cell, to);
            cell = tab ? tab + 1 : NULL;
        }
        return true;
    }
    return false;
}

void table_close(table *t)
{
    free(t->text);
    free(t->cells);
}
