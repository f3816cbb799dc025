/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the archive holds: articles, issues, and the issue numbers that are missing between the first and the
 * last. */
#include "base/bits.h"
#include "base/error.h"
#include "base/intern.h"
#include "search/gaps.h"

#include <stdlib.h>
#include <string.h>

enum { ISSUE_NUMBERS = 1 << 20 };

typedef struct {
    zy_intern issues;
    uint64_t *numbers;
    long lowest, highest, held;
    int32_t first, last;
} survey;

static void hold_number(survey *v, const char *issue)
{
    long number = zy_issue_number(issue);
    if (number < 0)
        return;
    v->held += !zy_bit_get(v->numbers, (size_t)number);
    zy_bit_set(v->numbers, (size_t)number);
    v->lowest = v->lowest == 0 || number < v->lowest ? number : v->lowest;
    v->highest = number > v->highest ? number : v->highest;
}

static void see_issue(survey *v, const char *issue)
{
    size_t before = zy_intern_count(&v->issues);
    if (*issue && zy_intern_number(&v->issues, issue, strlen(issue)) >= before)
        hold_number(v, issue);
}

static void see_segment(survey *v, const zy_segment *s)
{
    uint32_t last_issue = 0;
    for (uint32_t doc = 0; doc < s->doc_count; doc++) {
        const zy_doc_record *d = &s->docs[doc];
        if (zy_segment_is_hidden(s, doc)) /* not shown, and yet its issue is not missing */
            hold_number(v, zy_segment_string(s, d->issue));
        if (zy_segment_is_gone(s, doc))
            continue;
        if (d->date) {
            v->first = v->first == 0 || d->date < v->first ? d->date : v->first;
            v->last = d->date > v->last ? d->date : v->last;
        }
        if (d->issue != last_issue)
            see_issue(v, zy_segment_string(s, d->issue));
        last_issue = d->issue;
    }
}

zy_status zy_coverage_get(zy_store *store, zy_coverage *out, zy_error *err)
{
    if (store->has_coverage) {
        *out = store->coverage;
        return ZY_OK;
    }
    survey v = {.numbers = calloc(ISSUE_NUMBERS / 64, sizeof(uint64_t))};
    if (!v.numbers)
        return zy_fail_memory(err);
    const zy_generation *g = store->generation;
    for (size_t i = 0; i < g->segment_count; i++)
        see_segment(&v, &g->segments[i]);
    store->newest = v.last;
    store->coverage = (zy_coverage){.articles = g->live_count - store->hidden.count,
                                    .issues = zy_intern_count(&v.issues),
                                    .missing = v.held ? (uint64_t)(v.highest - v.lowest + 1 - v.held) : 0,
                                    .first = zy_date_text(&store->memory, v.first),
                                    .last = zy_date_text(&store->memory, v.last)};
    bool fine = !v.issues.failed && store->coverage.first && store->coverage.last;
    zy_intern_free(&v.issues);
    free(v.numbers);
    if (!fine)
        return zy_fail_memory(err);
    store->has_coverage = true;
    *out = store->coverage;
    return ZY_OK;
}
