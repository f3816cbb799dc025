/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting the literal hits by year, issue, page, section, author, place and month.  Exact, over all of them.
 */
#include "base/error.h"
#include "base/intern.h"
#include "base/limits.h"
#include "search/internal.h"
#include "text/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Values by name, over all segments. */
typedef struct {
    zy_intern values;
    zy_vec counts; /* uint64_t, by the value's number */
} tally;

static void add_text(tally *t, const char *text, size_t len, uint64_t count)
{
    if (!len)
        return;
    uint32_t number = zy_intern_number(&t->values, text, len);
    if (number == t->counts.count)
        ZY_VEC_PUSH(&t->counts, uint64_t, 0);
    if (number < t->counts.count)
        ZY_VEC_AT(t->counts, uint64_t, number) += count;
}

/* ---- Counting by number: strings of a segment, years, pages, months ---- */

enum { YEARS = 10000, PAGES = 1 << 16, MONTHS = YEARS * 12 };

static zy_counters *counters_of(zy_store *store)
{
    zy_counters *c = &store->counters;
    if (c->counts)
        return c;
    size_t most = MONTHS;
    for (size_t i = 0; i < store->generation->segment_count; i++) {
        size_t strings = store->generation->segments[i].counts[ZY_SECTION_string_first];
        most = strings > most ? strings : most;
    }
    _Static_assert((int)PAGES <= (int)MONTHS, "the counters reach for the largest kind of number");
    c->counts = calloc(most, sizeof *c->counts);
    c->touched = malloc(most * sizeof *c->touched);
    if (!c->counts || !c->touched) {
        free(c->counts);
        free(c->touched);
        *c = (zy_counters){0};
        return NULL;
    }
    return c;
}

static void bump(zy_counters *c, uint32_t number)
{
    if (c->counts[number]++ == 0)
        c->touched[c->touched_count++] = number;
}

static uint32_t take(zy_counters *c, uint32_t number)
{
    uint32_t count = c->counts[number];
    c->counts[number] = 0;
    return count;
}

static void bump_list(zy_counters *c, const zy_segment *s, uint32_t at, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        bump(c, s->lists[at + i]);
}

static void bump_doc(zy_counters *c, zy_facet_kind kind, const zy_segment *s, const zy_doc_record *d)
{
    switch (kind) {
    case ZY_FACET_YEAR: bump(c, (uint32_t)d->date / 10000 % YEARS); break;
    case ZY_FACET_PAGE: bump(c, d->page); break;
    case ZY_FACET_ISSUE: bump(c, d->issue); break;
    case ZY_FACET_SECTION: bump(c, d->section); break;
    case ZY_FACET_AUTHOR: bump_list(c, s, d->lists_at, d->author_count); break;
    case ZY_FACET_PLACE: bump_list(c, s, d->lists_at + d->author_count, d->place_count); break;
    default: break;
    }
}

/* Moves the counts to the tally under their names; number 0 is the empty string, no year, no page. */
static void name_counts(zy_counters *c, zy_facet_kind kind, const zy_segment *s, tally *t)
{
    char digits[16];
    for (uint32_t i = 0; i < c->touched_count; i++) {
        uint32_t number = c->touched[i], count = take(c, number);
        const char *text = digits;
        if (number == 0)
            continue;
        if (kind == ZY_FACET_YEAR || kind == ZY_FACET_PAGE)
            snprintf(digits, sizeof digits, kind == ZY_FACET_YEAR ? "%04u" : "%u", (unsigned)number);
        else
            text = zy_segment_string(s, number);
        add_text(t, text, strlen(text), count);
    }
    c->touched_count = 0;
}

/* Matches stand in the order of documents, so each segment's are one run. */
static void count_kind(zy_counters *c, const zy_generation *g, const zy_matches *matches, zy_facet_kind kind,
                       tally *t)
{
    size_t i = 0;
    for (size_t k = 0; k < g->segment_count; k++) {
        const zy_segment *s = &g->segments[k];
        uint32_t end = s->first_doc + s->doc_count;
        for (; i < matches->count && ZY_VEC_AT(*matches, zy_match, i).doc < end; i++)
            bump_doc(c, kind, s, &s->docs[ZY_VEC_AT(*matches, zy_match, i).doc - s->first_doc]);
        name_counts(c, kind, s, t);
    }
}

/* ---- Facets ---- */

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

static bool write_facet(const tally *t, zy_facet_kind kind, size_t most, bool cover, zy_arena *arena,
                        zy_facet *out)
{
    size_t count = zy_intern_count(&t->values);
    zy_facet_value *values = ZY_ARENA_ARRAY(arena, zy_facet_value, count);
    for (uint32_t i = 0; values && i < count; i++) {
        size_t len;
        const uint8_t *bytes = zy_intern_bytes(&t->values, i, &len);
        char *text = zy_arena_strn(arena, (const char *)bytes, len);
        if (text && cover)
            zy_private_cover(text);
        values[i] = (zy_facet_value){text, ZY_VEC_AT(t->counts, uint64_t, i)};
    }
    if (!values || arena->failed)
        return false;
    qsort(values, count, sizeof *values,
          kind == ZY_FACET_YEAR   ? newest_first
          : kind == ZY_FACET_PAGE ? by_number
                                  : by_count);
    *out = (zy_facet){kind, values, count < most ? count : most};
    return true;
}

static bool count_facet(zy_counters *c, const zy_plan *plan, const zy_matches *matches, zy_facet_kind kind,
                        zy_arena *arena, zy_facet *out)
{
    tally t = {.counts = ZY_VEC(uint64_t)};
    size_t most = plan->request->facet_values ? plan->request->facet_values : ZY_LIMIT_FACET_VALUES;
    count_kind(c, plan->store->generation, matches, kind, &t);
    bool fine = !t.values.failed && !t.counts.failed &&
                write_facet(&t, kind, most, !plan->store->hidden.numbers_shown, arena, out);
    zy_intern_free(&t.values);
    zy_vec_free(&t.counts);
    return fine;
}

zy_status zy_count_facets(zy_plan *plan, const zy_matches *matches, uint32_t kinds, zy_arena *arena,
                          zy_answer *answer, zy_error *err)
{
    zy_counters *counters = counters_of(plan->store);
    zy_facet *facets = ZY_ARENA_ARRAY(arena, zy_facet, ZY_FACET_COUNT);
    bool fine = facets && counters;
    answer->facets = facets;
    for (int k = 0; k < ZY_FACET_COUNT && fine; k++)
        if (kinds & ZY_BIT(k))
            fine =
                count_facet(counters, plan, matches, (zy_facet_kind)k, arena, &facets[answer->facet_count++]);
    return fine ? ZY_OK : zy_fail_memory(err);
}

/* ---- Months ---- */

/* Number of a date's month, or 0 when it has none. */
static uint32_t month_of(int32_t date)
{
    int month = date / 100 % 100;
    return month >= 1 && month <= 12 ? (uint32_t)(date / 10000 % YEARS * 12 + month - 1) : 0;
}

/* Articles printed by month: the same for every query. */
static const uint32_t *printed_of(zy_store *store)
{
    if (store->printed || !(store->printed = calloc(MONTHS, sizeof *store->printed)))
        return store->printed;
    const zy_generation *g = store->generation;
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count; doc++)
            if (!zy_segment_is_gone(&g->segments[i], doc))
                store->printed[month_of(g->segments[i].docs[doc].date)]++;
    return store->printed;
}

static int by_value(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

zy_status zy_count_months(zy_plan *plan, const zy_matches *matches, zy_arena *arena, zy_answer *answer,
                          zy_error *err)
{
    zy_counters *c = counters_of(plan->store);
    const uint32_t *printed = printed_of(plan->store);
    if (!c || !printed)
        return zy_fail_memory(err);
    for (size_t i = 0; i < matches->count; i++) {
        uint32_t local;
        const zy_segment *s = zy_store_segment(plan->store, ZY_VEC_AT(*matches, zy_match, i).doc, &local);
        bump(c, month_of(s->docs[local].date));
    }
    if (c->touched_count)
        qsort(c->touched, c->touched_count, sizeof *c->touched, by_value);
    zy_month *months = ZY_ARENA_ARRAY(arena, zy_month, c->touched_count);
    for (uint32_t i = 0; i < c->touched_count; i++) {
        uint32_t m = c->touched[i], count = take(c, m);
        if (m && months)
            months[answer->month_count++] =
                (zy_month){zy_arena_printf(arena, "%04u-%02u", (unsigned)m / 12, (unsigned)m % 12 + 1), count,
                           printed[m]};
    }
    c->touched_count = 0;
    answer->timeline = months;
    return months && !arena->failed ? ZY_OK : zy_fail_memory(err);
}
