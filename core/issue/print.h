/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles as JSON Lines, the form of `zy-index --articles`. */
#ifndef ZY_ISSUE_PRINT_H
#define ZY_ISSUE_PRINT_H

#include "issue/article.h"
#include "issue/chars.h"

/* Appends one object a line: id, title, kicker, subtitle, section, issue, date ("2025-01-03" or null), page,
 * authors, captions, continued, paragraphs, lines, source, body.  Real UTF-8; what is unknown is null. */
void zy_articles_print_jsonl(const zy_articles *set, zy_buf *out);

/* "2025-01-03", "2025-01", "2025" or "" for a date as zy_article holds it. */
void zy_date_print(int date, char out[11]);

/* Reads a date in any usual form as yyyymmdd, yyyymm00 or yyyy0000; 0 when it is none. */
int zy_date_read(zy_span text);

#endif
