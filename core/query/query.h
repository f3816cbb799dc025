/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading a query.
 *
 * In: what someone typed, in any state.  Out: a tree that says what is wanted, and Chinese sentences on what
 * could not be read as it was typed.  There are no syntax errors.
 */
#ifndef ZY_QUERY_QUERY_H
#define ZY_QUERY_QUERY_H

#include "lexicon/lexicon.h"
#include "query/tree.h"

/* Reads `text` (it may hold NUL bytes and malformed UTF-8).  `lexicon` may be NULL: then no question is
 * recognised. `today` (yyyymmdd) is what 去年 counts from; 0: such words are taken as text.  Fails for want
 * of memory alone. Release with zy_query_free. */
ZY_CHECKED zy_status zy_query_parse(const char *text, size_t len_bytes, const zy_lexicon *lexicon, int today,
                                    zy_query *out, zy_error *err);

/* Folds a string as the index does, appending UTF-8 to `out`. */
typedef void (*zy_query_fold)(const char *text, size_t len_bytes, zy_buf *out);

/* Puts synonyms in place on unquoted strings outside NOT: of the whole string, and of words inside it
 * (养老院食堂
 * -> 敬老院食堂).  With `fold` (may be NULL) a string typed in Traditional or full-width letters is looked up
 * by its folded form. */
void zy_query_widen(zy_query *query, const zy_lexicon *lexicon, zy_query_fold fold);

/* One natural Chinese sentence on how the query is read, as the tree stands now. */
void zy_query_read_as(const zy_query *query, zy_buf *out);

/* The content words of an everyday question (哪里有养老院啊 -> 养老院), appended to `out`; false, and nothing
 * appended, when `text` is no question or nothing would be left. */
bool zy_question_core(const zy_lexicon *lexicon, const char *text, size_t len_bytes, zy_buf *out);

/* A date or a span of dates as first and last day (yyyymmdd; 0 open): 2024, 2024-12, 2024年12月,
 * 2024-01..2024-06, 去年, 近三年, 今年春节 …  `said` (may be NULL) gets the days in words.  False, and
 * outputs untouched, when it is none. */
bool zy_date_value(const char *text, size_t len_bytes, int today, int *first, int *last, zy_buf *said);

#endif
