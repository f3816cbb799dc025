/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Page texts to articles: the recovery as one call. */
#ifndef ZY_ISSUE_PAGES_H
#define ZY_ISSUE_PAGES_H

#include "issue/reader.h"

/* A page text already decoded. */
typedef struct {
    const char *name;
    const char *text;
    size_t bytes;
} zy_page_file;

/* Recovers the articles of one issue from its page texts, in order; stem begins their ids. */
ZY_CHECKED zy_status zy_pages_read(const zy_page_file *files, size_t count, const char *stem,
                                   const zy_issue_facts *facts, zy_articles *set, zy_error *err);

#endif
