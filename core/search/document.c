/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article whole, with a query's hits marked, its neighbours and related articles. */
#include "base/error.h"
#include "search/hidden.h"
#include "search/rank.h"

#include <stdlib.h>
#include <string.h>

enum { RELATED_SHOWN = 5, RELATED_TRIED = 40, WORDS_OF_ARTICLE = 200, ALIKE_SHOWN = 50 };

/* Articles that hold less of this one's words have nothing to do with it. */
#define RELATED_SHARE 0.15

typedef struct {
    zy_plan plan;
    zy_request request;
    zy_arena *arena;
    zy_source scratch;
    zy_document *document;
} reading;

static zy_status fill_passage(reading *r, uint32_t doc, uint32_t passage, uint8_t kind, zy_marked *captions,
                              zy_marked *paragraphs, zy_error *err)
{
    zy_marked marked = {0};
    zy_status status = zy_passage_marked(&r->plan, doc, passage, false, r->arena, &r->scratch, &marked, err);
    zy_document *d = r->document;
    switch (kind) {
    case ZY_PASSAGE_TITLE: d->title = marked; break;
    case ZY_PASSAGE_KICKER: d->kicker = marked; break;
    case ZY_PASSAGE_SUBTITLE: d->subtitle = marked; break;
    case ZY_PASSAGE_CAPTION: captions[d->caption_count++] = marked; break;
    case ZY_PASSAGE_BODY: paragraphs[d->paragraph_count++] = marked; break;
    default: break; /* names are given with the facts */
    }
    return status;
}

static zy_status fill_text(reading *r, uint32_t doc, zy_error *err)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(r->plan.store, doc, &local);
    uint32_t first = s->passage_first[local], count = s->passage_first[local + 1] - first;
    zy_marked *captions = ZY_ARENA_ARRAY(r->arena, zy_marked, count),
              *paragraphs = ZY_ARENA_ARRAY(r->arena, zy_marked, count);
    zy_status status = captions && paragraphs ? ZY_OK : zy_fail_memory(err);
    r->document->title.text = "";
    for (uint32_t p = first; p < first + count && !status; p++)
        status = fill_passage(r, doc, p, s->passage_kinds[p], captions, paragraphs, err);
    r->document->captions = captions;
    r->document->paragraphs = paragraphs;
    return status;
}

/* ---- Neighbours ---- */

static const char *title_of(const zy_store *store, uint32_t doc, zy_arena *arena, zy_source *scratch)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(store, doc, &local);
    uint32_t p = s->passage_first[local];
    if (p == s->passage_first[local + 1] || s->passage_kinds[p] != ZY_PASSAGE_TITLE ||
        zy_shown_restore(store, s, local, s->passage_starts[p], zy_passage_end(s, p), scratch, NULL))
        return "";
    return zy_arena_strn(arena, scratch->text.data ? scratch->text.data : "", scratch->text.len_bytes);
}

static void fill_neighbours(reading *r, uint32_t doc, const uint32_t *docs, size_t count)
{
    const zy_store *store = r->plan.store;
    for (size_t i = 0; i < count; i++) {
        if (docs[i] != doc)
            continue;
        zy_hit hit = {0};
        if (i > 0) {
            zy_hit_facts(store, docs[i - 1], r->arena, &hit);
            r->document->previous_id = hit.id;
            r->document->previous_title = title_of(store, docs[i - 1], r->arena, &r->scratch);
        }
        if (i + 1 < count) {
            zy_hit_facts(store, docs[i + 1], r->arena, &hit);
            r->document->next_id = hit.id;
            r->document->next_title = title_of(store, docs[i + 1], r->arena, &r->scratch);
        }
    }
}

/* ---- Articles with nearly the same text, and related ones: those that answer to this one's headline and
 * lead
 * ---- */

static zy_status list_articles(reading *r, const uint32_t *docs, size_t count, const zy_hit **out,
                               size_t *out_count, zy_error *err)
{
    zy_hit *list = ZY_ARENA_ARRAY(r->arena, zy_hit, count);
    if (!list)
        return zy_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        zy_hit_facts(r->plan.store, docs[i], r->arena, &list[i]);
        list[i].title = title_of(r->plan.store, docs[i], r->arena, &r->scratch);
        list[i].class_ = ZY_CLASS_RELATED;
    }
    *out = list;
    *out_count = count;
    return ZY_OK;
}

/* The few best, best first. */
typedef struct {
    uint32_t docs[RELATED_SHOWN];
    double scores[RELATED_SHOWN];
    size_t count;
} shortlist;

static void shortlist_add(shortlist *list, uint32_t doc, double score)
{
    size_t at = list->count;
    while (at > 0 && score > list->scores[at - 1])
        at--;
    if (at == RELATED_SHOWN)
        return;
    list->count += list->count < RELATED_SHOWN;
    for (size_t i = list->count - 1; i > at; i--) {
        list->docs[i] = list->docs[i - 1];
        list->scores[i] = list->scores[i - 1];
    }
    list->docs[at] = doc;
    list->scores[at] = score;
}

static bool is_among(const zy_vec *docs, uint32_t doc)
{
    for (size_t i = 0; i < docs->count; i++)
        if (ZY_VEC_AT(*docs, uint32_t, i) == doc)
            return true;
    return false;
}

static zy_status rank_related(zy_plan *plan, uint32_t doc, const zy_vec *alike, shortlist *best,
                              zy_error *err)
{
    zy_vec docs = ZY_VEC(uint32_t);
    zy_matches none = ZY_VEC(zy_match);
    zy_ranker *ranker = NULL;
    zy_status status = zy_candidates(plan, &none, NULL, RELATED_TRIED, 0, &docs, err);
    if (!status)
        status = zy_ranker_open(plan, &ranker, err);
    for (size_t i = 0; i < docs.count && !status; i++) {
        uint32_t other = ZY_VEC_AT(docs, uint32_t, i);
        if (other == doc || is_among(alike, other))
            continue;
        double share, score = zy_rank_article(ranker, other, NULL, &share);
        if (share >= RELATED_SHARE)
            shortlist_add(best, other, score);
    }
    zy_ranker_free(ranker);
    zy_vec_free(&docs);
    return status;
}

static zy_status fill_related(reading *r, uint32_t doc, const zy_vec *alike, zy_error *err)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(r->plan.store, doc, &local);
    uint32_t start = s->doc_starts[local], end = s->doc_starts[local + 1];
    end = end - start > WORDS_OF_ARTICLE ? start + WORDS_OF_ARTICLE : end;
    zy_plan plan = {.store = r->plan.store, .request = &r->request};
    plan.asked = (zy_folded){.units = (uint16_t *)(uintptr_t)(s->text + start), .unit_count = end - start};
    shortlist best = {.count = 0};
    zy_status status = rank_related(&plan, doc, alike, &best, err);
    plan.asked = (zy_folded){0}; /* borrowed from the segment */
    zy_plan_free(&plan);
    return status ? status
                  : list_articles(r, best.docs, best.count, &r->document->related,
                                  &r->document->related_count, err);
}

static zy_status fill_others(reading *r, uint32_t doc, zy_error *err)
{
    zy_vec alike = ZY_VEC(uint32_t);
    zy_status status = zy_near_of(r->plan.store, doc, ALIKE_SHOWN, &alike, err);
    if (!status)
        status =
            list_articles(r, alike.data, alike.count, &r->document->alike, &r->document->alike_count, err);
    if (!status)
        status = fill_related(r, doc, &alike, err);
    zy_vec_free(&alike);
    return status;
}

/* ---- All of it ---- */

static void fill_facts(reading *r, uint32_t doc)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(r->plan.store, doc, &local);
    zy_hit hit = {0};
    zy_hit_facts(r->plan.store, doc, r->arena, &hit);
    zy_document *d = r->document;
    d->id = hit.id;
    d->url = hit.url;
    d->date = hit.date;
    d->issue = hit.issue;
    d->section = hit.section;
    d->source = hit.source;
    d->page = hit.page;
    d->authors = hit.authors;
    d->author_count = hit.author_count;
    d->first_line = (int)s->docs[local].first_line;
    d->last_line = (int)s->docs[local].last_line;
    d->continued = s->docs[local].continued
                       ? zy_arena_str(r->arena, zy_segment_string(s, s->docs[local].continued))
                       : NULL;
}

static zy_status read_document(reading *r, uint32_t doc, const char *query, zy_error *err)
{
    zy_status status = zy_plan_make(r->plan.store, &r->request, query, strlen(query), &r->plan, err);
    if (status)
        return status;
    fill_facts(r, doc);
    status = fill_text(r, doc, err);
    zy_vec docs = ZY_VEC(uint32_t);
    if (!status)
        status = zy_issue_docs(r->plan.store, doc, &docs, err);
    if (!status) {
        fill_neighbours(r, doc, docs.data, docs.count);
        status = fill_others(r, doc, err);
    }
    zy_vec_free(&docs);
    return status ? status : r->arena->failed ? zy_fail_memory(err) : ZY_OK;
}

static zy_status taken_down(const zy_store *store, const char *id, zy_error *err)
{
    const zy_takedown_entry *entry = zy_hidden_entry(store, id);
    const char *reason = entry ? entry->reason : "";
    return zy_fail(err, ZY_GONE, "编号为“%s”的文章已按规定撤下%s%s%s", id, *reason ? "（原因：" : "", reason,
                   *reason ? "）" : "");
}

zy_status zy_document_get(zy_store *store, const char *id, const char *query, zy_document **out,
                          zy_error *err)
{
    int64_t doc = zy_generation_find_id(store->generation, id);
    if (doc < 0 && zy_hidden_has(store, id))
        return taken_down(store, id, err);
    if (doc < 0)
        return zy_fail(err, ZY_NOT_FOUND, "没有编号为“%s”的文章", id);
    zy_document *document = calloc(1, sizeof *document);
    zy_arena *arena = calloc(1, sizeof *arena);
    if (!document || !arena) {
        free(document);
        free(arena);
        return zy_fail_memory(err);
    }
    document->memory = arena;
    reading r = {.plan = {.store = store},
                 .request = zy_request_default(query ? query : ""),
                 .arena = arena,
                 .document = document};
    zy_status status = read_document(&r, (uint32_t)doc, query ? query : "", err);
    zy_plan_free(&r.plan);
    zy_source_free(&r.scratch);
    if (status)
        zy_document_free(document);
    else
        *out = document;
    return status;
}

void zy_document_free(zy_document *document)
{
    if (!document)
        return;
    zy_arena_free(document->memory);
    free(document->memory);
    free(document);
}
