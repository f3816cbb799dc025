/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting the literal hits by year, issue, page, section, author, place and month.  Exact, over all of them.
 */
#include "base/error.h"
#include "base/intern.h"
#include "base/limits.h"
#include "search/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Values by name, over all segments. */
typedef struct {
    zy_intern values;
    zy_vec counts; /* uint64_t, by the value's number */
} tally;

/* One segment's counts by the number of the string, which spares comparing names article by article. */
typedef struct {
    const zy_segment *segment;
    uint32_t *counts;
} numbers;

static void add_text(tally *t, const char *text, size_t len, uint64_t count)
{
    if (!len || !count)
        return;
    uint32_t number = zy_intern_number(&t->values, text, len);
    if (number == t->counts.count)
        ZY_VEC_PUSH(&t->counts, uint64_t, 0);
    if (number < t->counts.count)
        ZY_VEC_AT(t->counts, uint64_t, number) += count;
}

static void count_list(numbers *n, uint32_t at, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        n->counts[n->segment->lists[at + i]]++;
}

static void count_doc(numbers *n, zy_facet_kind kind, const zy_doc_record *d)
{
    switch (kind) {
    case ZY_FACET_ISSUE: n->counts[d->issue]++; break;
    case ZY_FACET_SECTION: n->counts[d->section]++; break;
    case ZY_FACET_AUTHOR: count_list(n, d->lists_at, d->author_count); break;
    case ZY_FACET_PLACE: count_list(n, d->lists_at + d->author_count, d->place_count); break;
    default: break;
    }
}

/* Years and pages are numbers already. */
static void count_small(tally *tallies, uint32_t kinds, const zy_doc_record *const *docs, size_t count)
{
    enum { YEARS_MOST = 10000, PAGES_MOST = 1 << 16 };
    uint32_t *years = calloc(YEARS_MOST, sizeof *years), *pages = calloc(PAGES_MOST, sizeof *pages);
    char text[16];
    for (size_t i = 0; years && pages && i < count; i++) {
        years[(uint32_t)docs[i]->date / 10000 % YEARS_MOST]++;
        pages[docs[i]->page]++;
    }
    for (int y = 1; years && (kinds & ZY_BIT(ZY_FACET_YEAR)) && y < YEARS_MOST; y++)
        if (years[y])
            add_text(&tallies[ZY_FACET_YEAR], text, (size_t)snprintf(text, sizeof text, "%04d", y), years[y]);
    for (int p = 1; pages && (kinds & ZY_BIT(ZY_FACET_PAGE)) && p < PAGES_MOST; p++)
        if (pages[p])
            add_text(&tallies[ZY_FACET_PAGE], text, (size_t)snprintf(text, sizeof text, "%d", p), pages[p]);
    if (!years || !pages)
        tallies[ZY_FACET_YEAR].counts.failed = true;
    free(years);
    free(pages);
}

/* Matches stand in the order of documents, so each segment's are one run. */
static void count_named(tally *t, zy_facet_kind kind, const zy_generation *g,
                        const zy_doc_record *const *docs, const zy_matches *matches)
{
    size_t i = 0;
    for (size_t k = 0; k < g->segment_count; k++) {
        const zy_segment *s = &g->segments[k];
        size_t strings = s->counts[ZY_SECTION_string_first];
        numbers n = {.segment = s, .counts = NULL};
        for (; i < matches->count && ZY_VEC_AT(*matches, zy_match, i).doc < s->first_doc + s->doc_count;
             i++) {
            if (!n.counts && !(n.counts = calloc(strings, sizeof *n.counts))) {
                t->counts.failed = true;
                return;
            }
            count_doc(&n, kind, docs[i]);
        }
        for (uint32_t j = 1; n.counts && j < strings; j++)
            if (n.counts[j])
                add_text(t, zy_segment_string(s, j), strlen(zy_segment_string(s, j)), n.counts[j]);
        free(n.counts);
    }
}

static int by_count(const void *left, const void *right)
{
    const zy_facet_value *a = left, *b = right;
    return a->count != b->count ? (a->count > b->count ? -1 : 1) : strcmp(a->value, b->value);
}

static int newest_first(const void *left, const void *right)
{
    return strcmp(((const zy_facet_value *)right)->value, ((const zy_facet_value *)left)->value);
}

static int by_number(const void *left, const void *right)
{
    int a = atoi(((const zy_facet_value *)left)->value), b = atoi(((const zy_facet_value *)right)->value);
    return (a > b) - (a < b);
}

static bool write_facet(const tally *t, zy_facet_kind kind, zy_arena *arena, zy_facet *out)
{
    size_t count = zy_intern_count(&t->values);
    zy_facet_value *values = ZY_ARENA_ARRAY(arena, zy_facet_value, count);
    for (uint32_t i = 0; values && i < count; i++) {
        size_t len;
        const uint8_t *bytes = zy_intern_bytes(&t->values, i, &len);
        values[i] = (zy_facet_value){zy_arena_strn(arena, (const char *)bytes, len),
                                     ZY_VEC_AT(t->counts, uint64_t, i)};
    }
    if (!values || arena->failed)
        return false;
    qsort(values, count, sizeof *values,
          kind == ZY_FACET_YEAR   ? newest_first
          : kind == ZY_FACET_PAGE ? by_number
                                  : by_count);
    *out = (zy_facet){kind, values, count < ZY_LIMIT_FACET_VALUES ? count : ZY_LIMIT_FACET_VALUES};
    return true;
}

zy_status zy_count_facets(zy_plan *plan, const zy_matches *matches, uint32_t kinds, zy_arena *arena,
                          zy_answer *answer, zy_error *err)
{
    tally tallies[ZY_FACET_COUNT] = {0};
    for (int k = 0; k < ZY_FACET_COUNT; k++)
        tallies[k].counts = ZY_VEC(uint64_t);
    const zy_doc_record **docs = malloc((matches->count + 1) * sizeof *docs);
    for (size_t i = 0; docs && i < matches->count; i++) {
        uint32_t local;
        const zy_segment *s = zy_store_segment(plan->store, ZY_VEC_AT(*matches, zy_match, i).doc, &local);
        docs[i] = &s->docs[local];
    }
    zy_facet *facets = ZY_ARENA_ARRAY(arena, zy_facet, ZY_FACET_COUNT);
    bool fine = facets && docs;
    if (fine && (kinds & (ZY_BIT(ZY_FACET_YEAR) | ZY_BIT(ZY_FACET_PAGE))))
        count_small(tallies, kinds, docs, matches->count);
    for (int k = 0; k < ZY_FACET_COUNT && fine; k++)
        if ((kinds & ZY_BIT(k)) && k != ZY_FACET_YEAR && k != ZY_FACET_PAGE)
            count_named(&tallies[k], (zy_facet_kind)k, plan->store->generation, docs, matches);
    free(docs);
    for (int k = 0; k < ZY_FACET_COUNT; k++) {
        if (fine && (kinds & ZY_BIT(k)))
            fine = !tallies[k].values.failed && !tallies[k].counts.failed &&
                   write_facet(&tallies[k], (zy_facet_kind)k, arena, &facets[answer->facet_count++]);
        zy_intern_free(&tallies[k].values);
        zy_vec_free(&tallies[k].counts);
    }
    answer->facets = facets;
    return fine ? ZY_OK : zy_fail_memory(err);
}

/* ---- Months ---- */

enum { YEARS = 400, FIRST_YEAR = 1800, MONTHS = YEARS * 12 };

static int month_of(int32_t date)
{
    int year = date / 10000, month = date / 100 % 100;
    return month >= 1 && month <= 12 && year >= FIRST_YEAR && year < FIRST_YEAR + YEARS
               ? (year - FIRST_YEAR) * 12 + month - 1
               : -1;
}

static void count_printed(const zy_generation *g, uint32_t *printed)
{
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count; doc++) {
            int month = month_of(g->segments[i].docs[doc].date);
            if (month >= 0 && !zy_segment_is_gone(&g->segments[i], doc))
                printed[month]++;
        }
}

zy_status zy_count_months(zy_plan *plan, const zy_matches *matches, zy_arena *arena, zy_answer *answer,
                          zy_error *err)
{
    uint32_t *found = calloc(MONTHS, sizeof *found);
    if (!plan->store->printed && (plan->store->printed = calloc(MONTHS, sizeof(uint32_t))))
        count_printed(plan->store->generation, plan->store->printed); /* the same for every query */
    const uint32_t *printed = plan->store->printed;
    zy_month *months = NULL;
    size_t count = 0;
    for (size_t i = 0; found && i < matches->count; i++) {
        uint32_t local;
        const zy_segment *s = zy_store_segment(plan->store, ZY_VEC_AT(*matches, zy_match, i).doc, &local);
        int month = month_of(s->docs[local].date);
        if (month >= 0 && found[month]++ == 0)
            count++;
    }
    if (found && printed)
        months = ZY_ARENA_ARRAY(arena, zy_month, count);
    if (months) {
        size_t n = 0;
        for (int m = 0; m < MONTHS; m++)
            if (found[m])
                months[n++] = (zy_month){zy_arena_printf(arena, "%04d-%02d", FIRST_YEAR + m / 12, m % 12 + 1),
                                         found[m], printed[m]};
        answer->timeline = months;
        answer->month_count = count;
    }
    free(found);
    return months && !arena->failed ? ZY_OK : zy_fail_memory(err);
}
