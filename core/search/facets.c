/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting the literal hits by year, issue, page, section, author, place and month.  Exact, over all of them. */
#include "base/error.h"
#include "base/intern.h"
#include "base/limits.h"
#include "search/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    zy_intern values;
    zy_vec counts; /* uint64_t, by the value's number */
} tally;

static void count_text(tally *t, const char *text, size_t len)
{
    if (!len)
        return;
    uint32_t number = zy_intern_number(&t->values, text, len);
    if (number == t->counts.count)
        ZY_VEC_PUSH(&t->counts, uint64_t, 0);
    if (number < t->counts.count)
        ZY_VEC_AT(t->counts, uint64_t, number)++;
}

static void count_string(tally *t, const zy_segment *s, uint32_t number)
{
    const char *text = zy_segment_string(s, number);
    count_text(t, text, strlen(text));
}

static void count_list(tally *t, const zy_segment *s, uint32_t at, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        count_string(t, s, s->lists[at + i]);
}

static void count_doc(tally *tallies, uint32_t kinds, const zy_segment *s, uint32_t doc)
{
    const zy_doc_record *d = &s->docs[doc];
    char text[16];
    if ((kinds & ZY_BIT(ZY_FACET_YEAR)) && d->date)
        count_text(&tallies[ZY_FACET_YEAR], text, (size_t)snprintf(text, sizeof text, "%04d", d->date / 10000));
    if ((kinds & ZY_BIT(ZY_FACET_PAGE)) && d->page)
        count_text(&tallies[ZY_FACET_PAGE], text, (size_t)snprintf(text, sizeof text, "%d", d->page));
    if (kinds & ZY_BIT(ZY_FACET_ISSUE))
        count_string(&tallies[ZY_FACET_ISSUE], s, d->issue);
    if (kinds & ZY_BIT(ZY_FACET_SECTION))
        count_string(&tallies[ZY_FACET_SECTION], s, d->section);
    if (kinds & ZY_BIT(ZY_FACET_AUTHOR))
        count_list(&tallies[ZY_FACET_AUTHOR], s, d->lists_at, d->author_count);
    if (kinds & ZY_BIT(ZY_FACET_PLACE))
        count_list(&tallies[ZY_FACET_PLACE], s, d->lists_at + d->author_count, d->place_count);
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
        values[i] = (zy_facet_value){zy_arena_strn(arena, (const char *)bytes, len), ZY_VEC_AT(t->counts, uint64_t, i)};
    }
    if (!values || arena->failed)
        return false;
    qsort(values, count, sizeof *values, kind == ZY_FACET_YEAR ? newest_first : kind == ZY_FACET_PAGE ? by_number : by_count);
    *out = (zy_facet){kind, values, count < ZY_LIMIT_FACET_VALUES ? count : ZY_LIMIT_FACET_VALUES};
    return true;
}

zy_status zy_count_facets(zy_plan *plan, const zy_matches *matches, uint32_t kinds, zy_arena *arena, zy_answer *answer,
                          zy_error *err)
{
    tally tallies[ZY_FACET_COUNT] = {0};
    for (int k = 0; k < ZY_FACET_COUNT; k++)
        tallies[k].counts = ZY_VEC(uint64_t);
    for (size_t i = 0; i < matches->count && kinds; i++) {
        uint32_t local;
        const zy_segment *s = zy_store_segment(plan->store, ZY_VEC_AT(*matches, zy_match, i).doc, &local);
        count_doc(tallies, kinds, s, local);
    }
    zy_facet *facets = ZY_ARENA_ARRAY(arena, zy_facet, ZY_FACET_COUNT);
    bool fine = facets != NULL;
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
    return month >= 1 && month <= 12 && year >= FIRST_YEAR && year < FIRST_YEAR + YEARS ? (year - FIRST_YEAR) * 12 + month - 1 : -1;
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

zy_status zy_count_months(zy_plan *plan, const zy_matches *matches, zy_arena *arena, zy_answer *answer, zy_error *err)
{
    uint32_t *found = calloc(MONTHS, sizeof *found), *printed = calloc(MONTHS, sizeof *printed);
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
        count_printed(plan->store->generation, printed);
        size_t n = 0;
        for (int m = 0; m < MONTHS; m++)
            if (found[m])
                months[n++] = (zy_month){zy_arena_printf(arena, "%04d-%02d", FIRST_YEAR + m / 12, m % 12 + 1), found[m], printed[m]};
        answer->timeline = months;
        answer->month_count = count;
    }
    free(found);
    free(printed);
    return months && !arena->failed ? ZY_OK : zy_fail_memory(err);
}
