/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The printed lines of an issue's pages, and what each was taken for.  Shared by all steps of article
 * recovery. */
#ifndef ZY_ISSUE_LINES_H
#define ZY_ISSUE_LINES_H

#include "issue/article.h"
#include "issue/chars.h"
#include "issue/patterns.h"

typedef enum {
    ZY_LINE_TEXT, /* still to be told by labelling */
    ZY_LINE_FURNITURE,
    ZY_LINE_STRAY,
    ZY_LINE_CAPTION,
    ZY_LINE_CAPTION_MORE, /* goes on with the caption above */
    ZY_LINE_JUMP_TO,
    ZY_LINE_JUMP_FROM
} zy_line_kind;

typedef struct {
    zy_span text;     /* trimmed, never empty */
    int file, page;   /* which file of the unit, which page of the issue; from 0 */
    int number;       /* line in its file, from 1 */
    int indent;       /* half-ems of white space before it */
    int blanks;       /* empty lines before it on its page */
    int width, chars; /* half-ems without the indent; characters without white space */
    zy_line_kind kind;
    bool joins_tight;    /* no blank line before it on the page (text or not) */
    const char *target;  /* JUMP_*: the page it names */
    const char *caption; /* a forced label from a sidecar, or NULL */
} zy_line;

typedef struct {
    int file;
    const char *name; /* of its file */
    int number;       /* as printed or named; 0 unknown */
    const char *section;
    size_t first, last; /* its lines, half-open */
    int gap;            /* empty lines usual between its paragraphs */
    int wrap;           /* width of hard-wrapped lines in half-ems, indent included; 0: a line a paragraph */
    bool indented;      /* its paragraphs begin with white space */
    int indent;         /* that much of it, in half-ems */
} zy_page;

typedef struct {
    zy_articles *set; /* where names, notes and articles go */
    zy_patterns *patterns;
    zy_line *lines;
    size_t count, cap;
    zy_page *pages;
    size_t page_count, page_cap;
} zy_issue_text;

/* Splits a file's text into pages (at form feeds) and lines, appending to the issue. */
ZY_CHECKED zy_status zy_lines_split(zy_issue_text *issue, int file, const char *name, zy_span text,
                                    zy_error *err);

/* Inserts a line behind line `at`, sharing its place; used where a mark stands on a line with text. */
bool zy_line_insert(zy_issue_text *issue, size_t at, zy_line line);

/* Finds out how each page is set: gap, indent, hard wrapping. */
void zy_pages_measure(zy_issue_text *issue);

/* The wrapping width that holds around a line: its own column's if that can be told, else the page's; 0 for
 * none. */
int zy_wrap_at(const zy_issue_text *issue, size_t line);

void zy_issue_text_free(zy_issue_text *issue);

#endif
