/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking the tree: every node is a list of matches in rising order of article. */
#include "search/hidden.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

/* A node's articles; `all`: every article, with nothing in particular matched. */
typedef struct {
    zy_matches list;
    bool all;
} result;

typedef struct {
    zy_plan *plan;
    bool relaxed;
    zy_error *err;
} walk;

static result nothing(void)
{
    return (result){.list = ZY_VEC(zy_match)};
}
static result everything(void)
{
    return (result){.list = ZY_VEC(zy_match), .all = true};
}

static zy_status walk_node(const walk *w, const zy_node *node, result *out);

static const zy_match *items(const result *r, size_t *count)
{
    *count = r->list.count;
    return r->list.data;
}

/* Found in a covered number alone: it counts among what is hidden, and with it whatever needs it. */
static bool is_covered(const zy_match *match)
{
    return match->covered && match->count == 0;
}

/* An article that has both: the worse class (all of it is only as good as its worst part), the rarer count.
 */
static zy_match both(const zy_match *a, const zy_match *b)
{
    if (is_covered(a) || is_covered(b))
        return is_covered(a) ? *a : *b;
    if (a->count == 0 || b->count == 0) /* a condition that matches no text changes nothing of the other */
        return a->count == 0 ? *b : *a;
    zy_match m = *a;
    m.class_ = a->class_ > b->class_ ? a->class_ : b->class_;
    m.count = a->count + b->count;
    m.words = a->words < b->words ? a->words : b->words;
    m.first = a->first > b->first ? a->first : b->first;
    m.in_title = a->in_title && b->in_title;
    return m;
}

static zy_match either(const zy_match *a, const zy_match *b)
{
    if (is_covered(a) || is_covered(b))
        return is_covered(a) ? *b : *a;
    zy_match m = *a;
    m.class_ = a->class_ < b->class_ ? a->class_ : b->class_;
    m.count = a->count + b->count;
    m.words = a->words + b->words;
    m.first = a->first < b->first ? a->first : b->first;
    m.in_title = a->in_title || b->in_title;
    return m;
}

static void keep_common(result *into, result *other)
{
    if (other->all) {
        zy_vec_free(&other->list);
        return;
    }
    if (into->all) {
        *into = *other;
        return;
    }
    size_t a_count, b_count, a = 0, b = 0;
    const zy_match *left = items(into, &a_count), *right = items(other, &b_count);
    zy_vec common = ZY_VEC(zy_match);
    while (a < a_count && b < b_count) {
        if (left[a].doc == right[b].doc) {
            zy_match m = both(&left[a++], &right[b++]);
            zy_vec_push(&common, &m);
        } else if (left[a].doc < right[b].doc) {
            a++;
        } else {
            b++;
        }
    }
    zy_vec_free(&into->list);
    zy_vec_free(&other->list);
    into->list = common;
}

static void join(result *into, result *other)
{
    size_t a_count, b_count, a = 0, b = 0;
    const zy_match *left = items(into, &a_count), *right = items(other, &b_count);
    zy_vec joined = ZY_VEC(zy_match);
    while (a < a_count || b < b_count) {
        zy_match m;
        if (b == b_count || (a < a_count && left[a].doc < right[b].doc))
            m = left[a++];
        else if (a == a_count || right[b].doc < left[a].doc)
            m = right[b++];
        else
            m = either(&left[a++], &right[b++]);
        zy_vec_push(&joined, &m);
    }
    zy_vec_free(&into->list);
    zy_vec_free(&other->list);
    into->list = joined;
    into->all = into->all || other->all;
}

/* Every article that is there, for what a list cannot say by leaving out. */
static zy_status spell_out(const walk *w, result *r)
{
    if (!r->all)
        return ZY_OK;
    zy_vec_free(&r->list);
    r->all = false;
    const zy_generation *g = w->plan->store->generation;
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count; doc++) {
            zy_match m = {.doc = g->segments[i].first_doc + doc, .class_ = ZY_CLASS_WORD};
            if (zy_segment_is_held(&g->segments[i], doc) && !zy_vec_push(&r->list, &m))
                return zy_fail_memory(w->err);
        }
    return ZY_OK;
}

static void remove_found(result *from, const result *excluded)
{
    size_t count, b_count, b = 0, kept = 0;
    zy_match *list = from->list.data;
    const zy_match *out = items(excluded, &b_count);
    items(from, &count);
    for (size_t a = 0; a < count; a++) {
        while (b < b_count && out[b].doc < list[a].doc)
            b++;
        if (b == b_count || out[b].doc != list[a].doc)
            list[kept++] = list[a];
    }
    from->list.count = kept;
}

/* ---- Leaves ---- */

static zy_status walk_string(const walk *w, const zy_node *node, result *out)
{
    if (w->relaxed && !node->quoted && node->kind == ZY_NODE_STRING && node->where == ZY_IN_ANY) {
        *out = everything();
        return ZY_OK;
    }
    zy_needle needles[ZY_LIMIT_ALTERNATIVES];
    size_t count = 0;
    zy_status status = ZY_OK;
    for (size_t i = 0; i < node->alternative_count && count < ZY_LIMIT_ALTERNATIVES && !status; i++) {
        zy_needle *needle = &needles[count];
        *needle = (zy_needle){
            .why = node->alternatives[i].why, .prefix = node->kind == ZY_NODE_PREFIX, .where = node->where};
        status = zy_needle_fold(w->plan, node->alternatives[i].text, node->quoted, &needle->units,
                                &needle->unit_count, w->err);
        count += !status && needle->unit_count > 0;
    }
    *out = nothing();
    return status ? status : zy_match_needles(w->plan->store, needles, count, &out->list, w->err);
}

/* Articles of which `keep` says yes. */
static zy_status scan(const walk *w, const zy_node *node, result *out)
{
    *out = nothing();
    const zy_generation *g = w->plan->store->generation;
    for (size_t i = 0; i < g->segment_count; i++) {
        const zy_segment *s = &g->segments[i];
        for (uint32_t doc = 0; doc < s->doc_count; doc++) {
            if (!zy_segment_is_held(s, doc))
                continue;
            bool keep = node->kind == ZY_NODE_DATE &&
                        zy_date_overlaps(s->docs[doc].date, node->from_date, node->to_date);
            for (size_t k = 0; node->kind == ZY_NODE_FIELD && k < node->alternative_count && !keep; k++)
                keep = zy_field_matches(s, doc, node->where, node->alternatives[k].text);
            zy_match m = {.doc = s->first_doc + doc, .class_ = ZY_CLASS_WORD};
            if (keep && !zy_vec_push(&out->list, &m))
                return zy_fail_memory(w->err);
        }
    }
    return ZY_OK;
}

/* ---- NEAR ---- */

typedef struct {
    uint32_t at, end, kid;
} place;

static int by_place(const void *left, const void *right)
{
    const place *a = left, *b = right;
    return a->at != b->at ? (a->at < b->at ? -1 : 1) : (a->kid > b->kid) - (a->kid < b->kid);
}

static zy_status gather_places(const walk *w, const zy_node *node, const zy_segment *s, zy_vec *places)
{
    for (size_t kid = 0; kid < node->kid_count; kid++)
        for (size_t i = 0; i < node->kids[kid]->alternative_count; i++) {
            uint16_t *units;
            size_t count;
            zy_status status = zy_needle_fold(w->plan, node->kids[kid]->alternatives[i].text,
                                              node->kids[kid]->quoted, &units, &count, w->err);
            if (status)
                return status;
            uint32_t low = 0, high = 0;
            if (count)
                zy_literal_find(&s->literal, units, count, &low, &high);
            bool numbers = zy_may_touch_numbers(w->plan->store, units, count);
            for (uint32_t k = low; k < high; k++) {
                if (numbers && zy_cover_of(s, s->suffixes[k], (uint32_t)count) != ZY_COVER_NONE)
                    continue;
                place p = {s->suffixes[k], s->suffixes[k] + (uint32_t)count, (uint32_t)kid};
                if (!zy_vec_push(places, &p))
                    return zy_fail_memory(w->err);
            }
        }
    return ZY_OK;
}

/* From place i on, do all kids come within the distance, in one passage?  Tells where the last of them ends.
 */
static bool near_from(const zy_segment *s, const zy_node *node, const place *places, size_t count, size_t i)
{
    uint64_t seen = 0, wanted = node->kid_count >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << node->kid_count) - 1;
    uint32_t doc = zy_literal_doc(&s->literal, places[i].at);
    uint32_t passage_end = zy_passage_end(s, zy_passage_at(s, doc, places[i].at)), behind = places[i].end;
    for (size_t k = i; k < count && places[k].at < passage_end; k++) {
        if (places[k].at > behind && places[k].at - behind > (uint32_t)node->distance)
            return false;
        seen |= (uint64_t)1 << places[k].kid;
        if (places[k].end > behind)
            behind = places[k].end;
        if (seen == wanted)
            return true;
    }
    return false;
}

static zy_status walk_near(const walk *w, const zy_node *node, result *out)
{
    *out = nothing();
    const zy_generation *g = w->plan->store->generation;
    zy_status status = ZY_OK;
    for (size_t i = 0; i < g->segment_count && !status; i++) {
        const zy_segment *s = &g->segments[i];
        zy_vec places = ZY_VEC(place);
        status = gather_places(w, node, s, &places);
        if (!status && places.count)
            qsort(places.data, places.count, sizeof(place), by_place);
        for (size_t k = 0; k < places.count && !status; k++) {
            if (!near_from(s, node, places.data, places.count, k))
                continue;
            uint32_t at = ZY_VEC_AT(places, place, k).at, doc = zy_literal_doc(&s->literal, at);
            zy_match m = {
                .doc = s->first_doc + doc, .count = 1, .words = 1, .first = at - s->doc_starts[doc]};
            zy_match *last = out->list.count ? &ZY_VEC_AT(out->list, zy_match, out->list.count - 1) : NULL;
            if (!zy_segment_is_held(s, doc))
                continue;
            if (last && last->doc == m.doc)
                last->count++;
            else if (!zy_vec_push(&out->list, &m))
                status = zy_fail_memory(w->err);
        }
        zy_vec_free(&places);
    }
    return status;
}

/* ---- Inner nodes ---- */

static zy_status walk_and(const walk *w, const zy_node *node, result *out)
{
    *out = everything();
    zy_status status = ZY_OK;
    for (size_t i = 0; i < node->kid_count && !status; i++) {
        if (node->kids[i]->kind == ZY_NODE_NOT)
            continue;
        result kid;
        status = walk_node(w, node->kids[i], &kid);
        if (!status)
            keep_common(out, &kid);
    }
    for (size_t i = 0; i < node->kid_count && !status; i++) {
        if (node->kids[i]->kind != ZY_NODE_NOT)
            continue;
        /* What is excluded is excluded whole: never relaxed. */
        walk strict = {.plan = w->plan, .err = w->err};
        result kid;
        status = walk_node(&strict, node->kids[i]->kids[0], &kid);
        if (!status)
            status = spell_out(w, out);
        if (!status && kid.all)
            out->list.count = 0;
        else if (!status)
            remove_found(out, &kid);
        if (!status)
            zy_vec_free(&kid.list);
    }
    return status;
}

static zy_status walk_or(const walk *w, const zy_node *node, result *out)
{
    *out = nothing();
    zy_status status = ZY_OK;
    for (size_t i = 0; i < node->kid_count && !status; i++) {
        result kid;
        status = walk_node(w, node->kids[i], &kid);
        if (!status)
            join(out, &kid);
    }
    return status;
}

static zy_status walk_node(const walk *w, const zy_node *node, result *out)
{
    switch (node->kind) {
    case ZY_NODE_AND: return walk_and(w, node, out);
    case ZY_NODE_OR: return walk_or(w, node, out);
    case ZY_NODE_NEAR: return walk_near(w, node, out);
    case ZY_NODE_STRING:
    case ZY_NODE_PREFIX: return walk_string(w, node, out);
    case ZY_NODE_FIELD:
    case ZY_NODE_DATE: return scan(w, node, out);
    case ZY_NODE_NOT: /* alone it can only mean everything without it */
        return walk_and(w,
                        &(zy_node){.kind = ZY_NODE_AND,
                                   .kids = (zy_node *[]){(zy_node *)(uintptr_t)node},
                                   .kid_count = 1},
                        out);
    case ZY_NODE_ALL: *out = everything(); return ZY_OK;
    }
    *out = nothing();
    return ZY_OK;
}

zy_status zy_evaluate(zy_plan *plan, bool relaxed, zy_matches *out, bool *all, zy_error *err)
{
    walk w = {.plan = plan, .relaxed = relaxed, .err = err};
    const zy_request *request = plan->request;
    result found;
    zy_status status = walk_node(&w, plan->query.root, &found);
    if (!status && (request->from_date || request->to_date)) {
        zy_node span = {.kind = ZY_NODE_DATE, .from_date = request->from_date, .to_date = request->to_date};
        result dated;
        status = scan(&w, &span, &dated);
        if (!status)
            keep_common(&found, &dated);
    }
    if (!status && !all)
        status = spell_out(&w, &found);
    if (!status && found.list.failed)
        status = zy_fail_memory(err);
    if (status)
        return status;
    if (all)
        *all = found.all;
    uint64_t hidden = zy_hidden_drop(plan->store, &found.list);
    if (!relaxed)
        plan->hidden = hidden;
    *out = found.list;
    return ZY_OK;
}
