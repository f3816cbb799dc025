/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One answer of any length, out of the library's pages of at most ZY_PAGE_MOST hits. */
#ifndef ZY_CLI_PAGES_H
#define ZY_CLI_PAGES_H

#include "source.h"

typedef struct {
    zy_answer whole; /* as one answer: the first page's counts, every page's hits */
    source *from;
    zy_answer **pages;
    size_t count;
    zy_hit *hits;
} pages;

/* Asks until request->limit hits are there or there are no more.  The request is left as it was. */
ZY_CHECKED zy_status pages_get(source *from, const zy_request *request, pages *out, zy_error *err);
void pages_free(pages *self);

/* As above, page by page, each handed to `take` and forgotten: memory stays small however many there are.
 * *first is true for the first. */
typedef zy_status (*page_taker)(void *context, const zy_answer *page, bool first, zy_error *err);
ZY_CHECKED zy_status pages_each(source *from, const zy_request *request, page_taker take, void *context,
                                zy_error *err);

#endif
