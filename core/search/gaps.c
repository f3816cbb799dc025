/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the numbers say is missing: issues between the first and the last held, and pages between those that
 * have articles.  An article that is hidden is held. */
#include "search/gaps.h"
#include "base/bits.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { PAGES_MOST = 64 };

long zy_issue_number(const char *issue)
{
    enum { ISSUE_NUMBERS = 1 << 20 };
    char *end;
    long number = strtol(issue, &end, 10);
    return *issue && *end == '\0' && number > 0 && number < ISSUE_NUMBERS ? number : -1;
}

/* ---- Issues ---- */

static int by_number(const void *left, const void *right)
{
    long a = *(const long *)left, b = *(const long *)right;
    return (a > b) - (a < b);
}

static bool list_missing(long *held, size_t count, zy_arena *arena, zy_issue_list *out)
{
    zy_missing_issues *runs = ZY_ARENA_ARRAY(arena, zy_missing_issues, count + 1);
    size_t n = 0;
    if (count)
        qsort(held, count, sizeof *held, by_number);
    for (size_t i = 1; runs && i < count; i++)
        if (held[i] > held[i - 1] + 1)
            runs[n++] = (zy_missing_issues){(uint64_t)held[i - 1] + 1, (uint64_t)held[i] - 1};
    out->missing = runs;
    out->missing_count = n;
    return runs != NULL;
}

/* ---- Pages ---- */

typedef struct {
    zy_intern issues;
    zy_vec pages; /* uint64_t by the issue's number: a bit a page, from 1 on */
    zy_vec held;  /* long: numbers of issues */
} survey;

static void see(survey *v, const zy_segment *s, const zy_doc_record *d)
{
    char date[16];
    const char *id = zy_issue_id(s, d, date), *issue = zy_segment_string(s, d->issue);
    if (!*id)
        return;
    uint32_t number = zy_intern_number(&v->issues, id, strlen(id));
    if (number == v->pages.count) {
        ZY_VEC_PUSH(&v->pages, uint64_t, 0);
        if (zy_issue_number(issue) > 0)
            ZY_VEC_PUSH(&v->held, long, zy_issue_number(issue));
    }
    if (number < v->pages.count && d->page > 0 && d->page < PAGES_MOST)
        ZY_VEC_AT(v->pages, uint64_t, number) |= (uint64_t)1 << d->page;
}

static void add_empty(zy_vec *empty, const char *issue, uint64_t pages)
{
    int last = 63 - __builtin_clzll(pages);
    for (int page = 1; page < last; page++)
        if (!(pages >> page & 1)) {
            zy_empty_page made = {issue, page};
            zy_vec_push(empty, &made);
        }
}

static int by_issue(const void *left, const void *right)
{
    const zy_empty_page *a = left, *b = right;
    int order = strverscmp(a->issue, b->issue);
    return order ? order : a->page - b->page;
}

/* Pages without an article before the last page that has one. */
static bool list_empty(const survey *v, zy_arena *arena, zy_issue_list *out)
{
    zy_vec empty = ZY_VEC(zy_empty_page);
    for (uint32_t i = 0; i < v->pages.count; i++) {
        size_t len;
        const uint8_t *id = zy_intern_bytes(&v->issues, i, &len);
        uint64_t pages = ZY_VEC_AT(v->pages, uint64_t, i), whole = pages ? pages | 1 : 0;
        if (whole & (whole + 1)) /* otherwise 1, 2, 3 … without a gap */
            add_empty(&empty, zy_arena_strn(arena, (const char *)id, len), pages);
    }
    zy_empty_page *list = ZY_ARENA_ARRAY(arena, zy_empty_page, empty.count);
    if (list && empty.count) {
        memcpy(list, empty.data, empty.count * sizeof *list);
        qsort(list, empty.count, sizeof *list, by_issue);
    }
    out->empty_pages = list;
    out->empty_page_count = list ? empty.count : 0;
    bool fine = list && !empty.failed && !arena->failed;
    zy_vec_free(&empty);
    return fine;
}

zy_status zy_list_gaps(const zy_store *store, zy_arena *arena, zy_issue_list *out, zy_error *err)
{
    survey v = {.pages = ZY_VEC(uint64_t), .held = ZY_VEC(long)};
    const zy_generation *g = store->generation;
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count; doc++)
            if (zy_segment_is_held(&g->segments[i], doc))
                see(&v, &g->segments[i], &g->segments[i].docs[doc]);
    bool fine = !v.issues.failed && !v.pages.failed && !v.held.failed &&
                list_missing(v.held.data, v.held.count, arena, out) && list_empty(&v, arena, out);
    zy_intern_free(&v.issues);
    zy_vec_free(&v.pages);
    zy_vec_free(&v.held);
    return fine ? ZY_OK : zy_fail_memory(err);
}
