/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small indexes made by hand: articles in, a folder with segments, manifest and CURRENT out. */
#ifndef ZY_TESTS_ARCHIVE_H
#define ZY_TESTS_ARCHIVE_H

#include "issue/article.h"
#include "store/manifest.h"

/* A fresh folder below the system's temporary one; removed with folder_drop. */
char *folder_make(void);
void folder_drop(char *folder);

/* FOLDER/NAME; malloc's. */
char *path_in(const char *folder, const char *name);
void write_text(const char *path, const char *text);

/* An article of a set from plain strings; paragraphs and authors end in NULL, either may be NULL. */
zy_article *article_add(zy_articles *set, const char *id, const char *title, const char *const *paragraphs,
                        const char *const *authors);

/* Writes articles [from, end) as segment NAME, cut by `parts` workers in turn; no lexicon. */
void segment_make(const char *folder, const char *name, const zy_articles *set, size_t from, size_t end,
                  size_t parts);

/* Writes manifest number `number` over the segments named, and CURRENT. */
void generation_publish(const char *folder, uint64_t number, zy_segment_entry *segments, size_t count);

/* The set as one index: `segments` segments of about equal size, none of it gone. */
void index_make(const char *folder, const zy_articles *set, size_t segments);

/* Group teardown: lets ICU's tables go, for valgrind. */
int let_icu_go(void **state);

#endif
