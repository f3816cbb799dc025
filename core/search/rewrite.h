/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a query is asked as when it is nowhere as typed: a question's content words, the words a pinyin string
 * stands for, what sounds the same.  Never where the text typed is found. */
#ifndef ZY_SEARCH_REWRITE_H
#define ZY_SEARCH_REWRITE_H

#include "search/internal.h"

/* The next way to ask a query that found nothing, as a fresh plan in *plan (which is replaced); *again false
 * when there is none left.  Says what it did in answer->rewritten and ->suggestions. */
ZY_CHECKED zy_status zy_rewrite(zy_plan *plan, unsigned attempt, zy_arena *arena, zy_answer *answer,
                                bool *again, zy_error *err);

/* Adds the sentences of an honest nothing to the query's notes. */
ZY_CHECKED zy_status zy_say_nothing(zy_plan *plan, zy_error *err);

/* True when every string of the tree is quoted: nothing may be relaxed. */
bool zy_all_quoted(const zy_node *node);

#endif
