/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of an issue from outside its pages: corpus.ini and the names of files and folders. */
#ifndef ZY_ISSUE_FACTS_H
#define ZY_ISSUE_FACTS_H

#include "issue/reader.h"

#define ZY_FACTS_FILE "corpus.ini"

/* The corpus.ini that speaks of `path`: in its folder or up to three above; NULL when there is none. */
const char *zy_facts_file(zy_arena *arena, const char *path);

/* What that file says of `path`; *out is zeroed where it says nothing.  Strings live in the arena. */
void zy_facts_said(zy_arena *arena, const char *path, zy_issue_facts *out);

/* Notes what is not understood in a corpus.ini, with its line. */
void zy_facts_check(const char *file, zy_articles *notes);

/* What the names of a file and its folder say: 2025-01-03_第126期_02版.html, 112_2025-01-17/. */
void zy_facts_named(zy_arena *arena, const char *path, zy_issue_facts *out);

/* Fills what the articles from `first` on lack by what is named, and notes what of number and date came from
 * where, and where they contradict each other. */
void zy_facts_apply(zy_articles *set, size_t first, const char *path, const zy_issue_facts *said,
                    const zy_issue_facts *named);

#endif
