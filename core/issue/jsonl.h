/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Lines: one article a line. */
#ifndef ZY_ISSUE_JSONL_H
#define ZY_ISSUE_JSONL_H

#include "issue/article.h"

/* Reads `text` (UTF-8) line by line into the set.  A line that is no article is noted as refused with its
 * number; the rest is taken.  `source` is the file's name. */
ZY_CHECKED zy_status zy_read_jsonl(const char *text, size_t len_bytes, const char *source, zy_articles *set,
                                   zy_error *err);

#endif
