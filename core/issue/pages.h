/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Page texts to articles: the recovery as one call. */
#ifndef ZY_ISSUE_PAGES_H
#define ZY_ISSUE_PAGES_H

#include "issue/corrections.h"
#include "issue/reader.h"

/* A page text already decoded. */
typedef struct {
    const char *name;
    const char *text;
    size_t bytes;
    const char *prints; /* of a PDF: a zy_print for each line; else NULL */
    size_t print_count;
} zy_page_file;

/* The page texts of one issue, in order, and the corrections beside them. */
typedef struct {
    const zy_page_file *files;
    size_t count;
    const zy_corrections *corrections;
    size_t correction_count;
} zy_page_files;

/* Tells lines what the print of a PDF says of them (printed.c). */
void zy_printed_tell(zy_issue_text *issue, const zy_page_file *files);

/* Recovers the articles of one issue from its page texts; stem begins their ids. */
ZY_CHECKED zy_status zy_pages_read(const zy_page_files *pages, const char *stem, const zy_issue_facts *facts,
                                   zy_articles *set, zy_error *err);

#endif
