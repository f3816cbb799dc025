/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Issues and pages that the numbers say should be there. */
#ifndef ZY_SEARCH_GAPS_H
#define ZY_SEARCH_GAPS_H

#include "search/internal.h"

/* Numbers run on in a paper's count; an issue named otherwise (2022-09-24) says nothing of gaps: -1. */
long zy_issue_number(const char *issue);

/* An issue is known by its number, or by its date, written into `date`, when it has none; "" without either.
 */
const char *zy_issue_id(const zy_segment *segment, const zy_doc_record *record, char date[16]);

/* Fills the list's missing issues and empty pages. */
ZY_CHECKED zy_status zy_list_gaps(const zy_store *store, zy_arena *arena, zy_issue_list *out, zy_error *err);

#endif
