/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The issues held, and what stands in one. */
#include "base/error.h"
#include "base/intern.h"
#include "search/gaps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *zy_issue_id(const zy_segment *s, const zy_doc_record *d, char date[16])
{
    const char *number = zy_segment_string(s, d->issue);
    if (*number || d->date == 0)
        return number;
    snprintf(date, 16, "%04d-%02d-%02d", d->date / 10000 % 10000, d->date / 100 % 100, d->date % 100);
    return date;
}

typedef struct {
    uint64_t articles;
    int32_t date;
    bool numbered;
} issue_sum;

typedef struct {
    zy_intern ids;
    zy_vec sums; /* issue_sum */
} survey;

static void see(survey *v, const zy_segment *s, const zy_doc_record *d)
{
    char date[16];
    const char *id = zy_issue_id(s, d, date);
    if (!*id)
        return;
    uint32_t number = zy_intern_number(&v->ids, id, strlen(id));
    issue_sum fresh = {.numbered = d->issue != 0};
    if (number == v->sums.count)
        zy_vec_push(&v->sums, &fresh);
    if (number >= v->sums.count)
        return;
    issue_sum *sum = &ZY_VEC_AT(v->sums, issue_sum, number);
    sum->articles++;
    if (d->date > sum->date)
        sum->date = d->date;
}

static int newest_first(const void *left, const void *right)
{
    const zy_issue_entry *a = left, *b = right;
    int order = strcmp(b->date, a->date);
    if (order)
        return order;
    long na = atol(a->id), nb = atol(b->id);
    return na != nb ? (na > nb ? -1 : 1) : strcmp(a->id, b->id);
}

static zy_status list_issues(const zy_store *store, zy_arena *arena, zy_issue_list *out, zy_error *err)
{
    survey v = {.sums = ZY_VEC(issue_sum)};
    const zy_generation *g = store->generation;
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count; doc++)
            if (!zy_segment_is_gone(&g->segments[i], doc))
                see(&v, &g->segments[i], &g->segments[i].docs[doc]);
    size_t count = zy_intern_count(&v.ids);
    zy_issue_entry *items = ZY_ARENA_ARRAY(arena, zy_issue_entry, count);
    for (uint32_t i = 0; items && i < count && i < v.sums.count; i++) {
        size_t len;
        const uint8_t *bytes = zy_intern_bytes(&v.ids, i, &len);
        const issue_sum *sum = &ZY_VEC_AT(v.sums, issue_sum, i);
        char *id = zy_arena_strn(arena, (const char *)bytes, len);
        items[i] =
            (zy_issue_entry){id, sum->numbered ? id : "", zy_date_text(arena, sum->date), sum->articles};
    }
    bool fine = items && !arena->failed && !v.ids.failed && !v.sums.failed;
    zy_intern_free(&v.ids);
    zy_vec_free(&v.sums);
    if (!fine)
        return zy_fail_memory(err);
    if (count)
        qsort(items, count, sizeof *items, newest_first);
    out->items = items;
    out->count = count;
    return ZY_OK;
}

static zy_arena *new_arena(void **memory)
{
    zy_arena *arena = calloc(1, sizeof *arena);
    *memory = arena;
    return arena;
}

static void free_memory(void *memory)
{
    zy_arena_free(memory);
    free(memory);
}

zy_status zy_issues_get(zy_store *store, zy_issue_list **out, zy_error *err)
{
    zy_issue_list *list = calloc(1, sizeof *list);
    if (!list || !new_arena(&list->memory)) {
        free(list);
        return zy_fail_memory(err);
    }
    zy_status status = list_issues(store, list->memory, list, err);
    if (!status)
        status = zy_list_gaps(store, list->memory, list, err);
    if (status)
        zy_issues_free(list);
    else
        *out = list;
    return status;
}

void zy_issues_free(zy_issue_list *list)
{
    if (list)
        free_memory(list->memory);
    free(list);
}

/* ---- One issue ---- */

static int page_order(const void *left, const void *right, void *context)
{
    uint32_t la, lb;
    const zy_segment *sa = zy_store_segment(context, *(const uint32_t *)left, &la);
    const zy_segment *sb = zy_store_segment(context, *(const uint32_t *)right, &lb);
    const zy_doc_record *a = &sa->docs[la], *b = &sb->docs[lb];
    if (a->page != b->page)
        return a->page < b->page ? -1 : 1;
    if (a->first_line != b->first_line)
        return a->first_line < b->first_line ? -1 : 1;
    return strcmp(zy_segment_string(sa, a->id), zy_segment_string(sb, b->id));
}

/* *hidden (may be NULL): further articles of the issue that are not shown. */
static zy_status docs_of(zy_store *store, const char *id, zy_vec *docs, uint64_t *hidden, zy_error *err)
{
    const zy_generation *g = store->generation;
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count; doc++) {
            char date[16];
            const zy_segment *s = &g->segments[i];
            uint32_t number = s->first_doc + doc;
            if (!zy_segment_is_held(s, doc) || strcmp(zy_issue_id(s, &s->docs[doc], date), id) != 0)
                continue;
            if (!zy_segment_is_gone(s, doc) && !zy_vec_push(docs, &number))
                return zy_fail_memory(err);
            if (hidden && zy_segment_is_hidden(s, doc))
                ++*hidden;
        }
    if (docs->count)
        qsort_r(docs->data, docs->count, sizeof(uint32_t), page_order, store);
    return ZY_OK;
}

zy_status zy_issue_docs(zy_store *store, uint32_t doc, zy_vec *docs, zy_error *err)
{
    uint32_t local;
    char date[16];
    const zy_segment *s = zy_store_segment(store, doc, &local);
    const char *id = zy_issue_id(s, &s->docs[local], date);
    return *id ? docs_of(store, id, docs, NULL, err) : ZY_OK;
}

static zy_status fill_contents(zy_store *store, const char *id, zy_issue_contents *out, zy_error *err)
{
    zy_arena *arena = out->memory;
    zy_issue_list list = {0};
    zy_vec docs = ZY_VEC(uint32_t);
    zy_status status = list_issues(store, arena, &list, err);
    if (!status)
        status = docs_of(store, id, &docs, &out->hidden, err);
    if (!status && docs.count == 0 && out->hidden)
        status = zy_fail(err, ZY_GONE, "第“%s”期的文章已按规定撤下", id);
    if (!status && docs.count == 0)
        status = zy_fail(err, ZY_NOT_FOUND, "没有第“%s”期", id);
    for (size_t i = 0; i < list.count && !status; i++)
        if (strcmp(list.items[i].id, id) == 0) {
            out->entry = list.items[i];
            out->next_id = i > 0 ? list.items[i - 1].id : NULL;
            out->previous_id = i + 1 < list.count ? list.items[i + 1].id : NULL;
        }
    zy_hit *hits = ZY_ARENA_ARRAY(arena, zy_hit, docs.count);
    zy_request request = zy_request_default("");
    request.snippets = 1;
    zy_plan plan = {.store = store, .request = &request};
    for (size_t i = 0; hits && i < docs.count && !status; i++) {
        zy_ranked ranked = {.doc = ZY_VEC_AT(docs, uint32_t, i)};
        status = zy_hit_fill(&plan, &ranked, arena, &hits[i], err);
    }
    zy_plan_free(&plan);
    out->articles = hits;
    out->article_count = docs.count;
    zy_vec_free(&docs);
    return status ? status : hits ? ZY_OK : zy_fail_memory(err);
}

zy_status zy_issue_get(zy_store *store, const char *id, zy_issue_contents **out, zy_error *err)
{
    zy_issue_contents *contents = calloc(1, sizeof *contents);
    if (!contents || !new_arena(&contents->memory)) {
        free(contents);
        return zy_fail_memory(err);
    }
    zy_status status = fill_contents(store, id, contents, err);
    if (status)
        zy_issue_free(contents);
    else
        *out = contents;
    return status;
}

void zy_issue_free(zy_issue_contents *contents)
{
    if (contents)
        free_memory(contents->memory);
    free(contents);
}
