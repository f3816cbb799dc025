/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a path to articles: the one door of the issue layer.  Knows no index. */
#ifndef ZY_ISSUE_READER_H
#define ZY_ISSUE_READER_H

#include "issue/article.h"

/* What is known of an issue from outside its pages (facts.h); NULL or 0 where not. */
typedef struct {
    const char *issue, *section;
    int date, page;
} zy_issue_facts;

/* Reads one unit: a file, or a folder that holds the pages of one issue (its files in the order of their
 * names; jump lines are joined across them).  Corrections beside the page texts (corrections.h) are obeyed,
 * and number, date and page that are not printed are taken from corpus.ini or the names of files (facts.h).
 * Adds the articles and notes to `set`.  A file that cannot be taken in is noted as ZY_NOTE_REFUSED with its
 * sentence, and the status is ZY_REFUSED when nothing at all came of the path; the rest is read. */
ZY_CHECKED zy_status zy_read_issue(const char *path, zy_articles *set, zy_error *err);

/* The files below `paths` as units of work: each JSON Lines, Markdown, HTML or PDF file alone, page texts of
 * one folder together as one issue when their names are pages' names (01.txt, p2.txt, 第3版.txt), else each
 * an issue.  Sorted by name, symbolic link loops and special files noted and left out. units[i].files are the
 * files that make it, corrections too, for change detection. */
typedef struct {
    const char *path; /* what zy_read_issue takes */
    zy_strings files;
} zy_unit;

typedef struct {
    zy_unit *items;
    size_t count;
    zy_articles found; /* arena of the names; notes of what was left out */
} zy_units;

ZY_CHECKED zy_status zy_units_find(const char *const *paths, size_t count, zy_units *out, zy_error *err);
void zy_units_free(zy_units *units);

#endif
