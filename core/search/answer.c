/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy_search: literal hits by class, then related ones; counts exact; the page asked for filled in. */
#include "base/buf.h"
#include "base/error.h"
#include "search/internal.h"
#include "search/rewrite.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    RELATED_ALONE = 100, /* candidates of Xapian's */
    ENOUGH_LITERAL = 50, /* who found so many to the letter has no use for what is merely related */
    RELATED_BESIDE = 20, /* … where literal hits stand before them */
    WORDS_SAID = 12,
    RESCORED_MOST =
        50 /* literal hits of a class whose text is looked at; those behind keep the cheap order */
};

/* Related articles that hold less than this share of the query's weight are noise; where what was asked is
 * found to the letter, more of it is asked for: a resident who found 养老院 has no use for every 院. */
#define RELATED_SHARE_ALONE 0.2
#define RELATED_SHARE_BESIDE 0.4
#define BY_WORDS 0.85 /* of that share by words alone: the rest may come by pairs of characters */

typedef struct {
    zy_plan plan;
    uint32_t wanted;            /* classes, a bit each */
    zy_matches literal, chosen; /* all literal hits; those of the classes wanted */
    zy_vec ranked;              /* zy_ranked: literal first, then related */
    zy_ranker *ranker;
} search;

zy_request zy_request_default(const char *query)
{
    return (zy_request){.query = query,
                        .query_bytes = query ? strlen(query) : 0,
                        .limit = 10,
                        .facets = ZY_FACETS_ALL,
                        .timeline = true};
}

/* ---- Order ---- */

/* Equal hits: the newer first, then by id, so that pages never overlap. */
static int tie(const zy_store *store, uint32_t a, uint32_t b)
{
    uint32_t la, lb;
    const zy_segment *sa = zy_store_segment(store, a, &la), *sb = zy_store_segment(store, b, &lb);
    if (sa->docs[la].date != sb->docs[lb].date)
        return sa->docs[la].date > sb->docs[lb].date ? -1 : 1;
    return strcmp(zy_segment_string(sa, sa->docs[la].id), zy_segment_string(sb, sb->docs[lb].id));
}

static int by_relevance(const void *left, const void *right, void *context)
{
    const zy_ranked *a = left, *b = right;
    if (a->class_ != b->class_)
        return a->class_ < b->class_ ? -1 : 1;
    if (a->headline != b->headline)
        return a->headline > b->headline ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return tie(context, a->doc, b->doc);
}

static int date_order(const zy_store *store, const zy_ranked *a, const zy_ranked *b, int sign)
{
    /* Related hits stay behind the literal ones whatever the order: they are another list. */
    if ((a->class_ == ZY_CLASS_RELATED) != (b->class_ == ZY_CLASS_RELATED))
        return a->class_ == ZY_CLASS_RELATED ? 1 : -1;
    uint32_t la, lb;
    const zy_segment *sa = zy_store_segment(store, a->doc, &la), *sb = zy_store_segment(store, b->doc, &lb);
    int32_t da = sa->docs[la].date, db = sb->docs[lb].date;
    if (da != db) {
        if (da == 0 || db == 0) /* undated last, both ways */
            return da == 0 ? 1 : -1;
        return (da < db ? -1 : 1) * sign;
    }
    return strcmp(zy_segment_string(sa, sa->docs[la].id), zy_segment_string(sb, sb->docs[lb].id));
}

static int newest(const void *a, const void *b, void *store)
{
    return date_order(store, a, b, -1);
}
static int oldest(const void *a, const void *b, void *store)
{
    return date_order(store, a, b, 1);
}

typedef int (*compare_fn)(const void *, const void *, void *);

static compare_fn order_of(zy_sort how)
{
    return how == ZY_SORT_NEWEST ? newest : how == ZY_SORT_OLDEST ? oldest : by_relevance;
}

static void swap(zy_ranked *a, zy_ranked *b)
{
    zy_ranked c = *a;
    *a = *b;
    *b = c;
}

/* Sorts the first `wanted` of the list and leaves the rest behind them in no order: a page of ten needs no
 * order among ten thousand. */
static void sort_first(const search *s, zy_ranked *list, size_t count, size_t wanted, zy_sort how)
{
    compare_fn compare = order_of(how);
    void *store = s->plan.store;
    size_t low = 0, high = count;
    while (wanted < count && high - low > 64 && (wanted > low && wanted < high)) {
        swap(&list[low], &list[low + (high - low) / 2]);
        size_t split = low;
        for (size_t i = low + 1; i < high; i++)
            if (compare(&list[i], &list[low], store) < 0)
                swap(&list[++split], &list[i]);
        swap(&list[low], &list[split]);
        if (split >= wanted)
            high = split;
        else
            low = split + 1;
    }
    /* Below `low` all come before what is above, above `high` all come after: what must be sorted ends at
     * `high`. */
    size_t sorted = wanted < count ? high : count;
    if (sorted > 1)
        qsort_r(list, sorted, sizeof *list, compare, store);
}

/* ---- Literal hits ---- */

/* The best of a class are ordered by their own text; a constant keeps them before the rest of their class. */
static void rescore(search *s, zy_ranked *list, size_t count)
{
    enum { ABOVE = 1000 };
    size_t best = count < RESCORED_MOST ? count : RESCORED_MOST;
    for (size_t i = 0; i < best; i++) {
        double share;
        list[i].score = ABOVE + zy_rank_article(s->ranker, list[i].doc, list[i].match, &share);
    }
    sort_first(s, list, best, best, ZY_SORT_RELEVANCE);
}

/* Orders one class, as far as the page asked for reaches. */
static void order_class(search *s, zy_ranked *list, size_t count, size_t before)
{
    const zy_request *request = s->plan.request;
    size_t page_end = request->offset + request->limit;
    if (count == 0 || page_end <= before || request->offset >= before + count)
        return;
    size_t wanted = page_end - before > RESCORED_MOST ? page_end - before : RESCORED_MOST;
    for (size_t i = 0; i < count; i++) {
        list[i].score = zy_rank_literal(s->ranker, list[i].match);
        list[i].headline = list[i].match->in_title ? zy_rank_headline(s->ranker, list[i].doc) : 0;
    }
    sort_first(s, list, count, wanted < count ? wanted : count, ZY_SORT_RELEVANCE);
    if (s->plan.needle_count)
        rescore(s, list, count);
}

/* A headline pasted whole begins and ends at word breaks, though the parts it was typed in may not. */
static void settle_headlines(search *s)
{
    for (size_t i = 0; i < s->literal.count; i++) {
        zy_match *match = &ZY_VEC_AT(s->literal, zy_match, i);
        if (match->class_ != ZY_CLASS_WORD && match->in_title && zy_rank_headline(s->ranker, match->doc))
            match->class_ = ZY_CLASS_WORD;
    }
}

/* Every class is counted; total, facets, months and the list are of those asked for. */
static zy_status choose_classes(search *s, zy_answer *answer, zy_error *err)
{
    for (size_t i = 0; i < s->literal.count; i++) {
        const zy_match *match = &ZY_VEC_AT(s->literal, zy_match, i);
        answer->classes[match->class_]++;
        if ((s->wanted & ZY_BIT(match->class_)) && !zy_vec_push(&s->chosen, match))
            return zy_fail_memory(err);
    }
    answer->total = s->chosen.count;
    answer->hidden = s->plan.hidden;
    return ZY_OK;
}

/* The literal hits class by class, in the classes' order. */
static zy_status rank_literal(search *s, zy_error *err)
{
    const zy_request *request = s->plan.request;
    for (int class_ = 0; class_ < ZY_CLASS_RELATED; class_++) {
        size_t before = s->ranked.count;
        for (size_t i = 0; i < s->chosen.count; i++) {
            const zy_match *match = &ZY_VEC_AT(s->chosen, zy_match, i);
            zy_ranked ranked = {.doc = match->doc, .match = match, .class_ = (zy_class)class_};
            if (match->class_ == class_ && !zy_vec_push(&s->ranked, &ranked))
                return zy_fail_memory(err);
        }
        if (request->sort == ZY_SORT_RELEVANCE && s->ranked.count > before)
            order_class(s, (zy_ranked *)s->ranked.data + before, s->ranked.count - before, before);
    }
    size_t page_end = request->offset + request->limit;
    if (request->sort != ZY_SORT_RELEVANCE && s->ranked.count)
        sort_first(s, s->ranked.data, s->ranked.count,
                   page_end < s->ranked.count ? page_end : s->ranked.count, request->sort);
    return ZY_OK;
}

/* ---- Related hits ---- */

static zy_status add_related(search *s, zy_error *err)
{
    if (!(s->wanted & ZY_BIT(ZY_CLASS_RELATED)) || s->plan.asked.unit_count == 0 ||
        s->literal.count >= ENOUGH_LITERAL || zy_all_quoted(s->plan.query.root))
        return ZY_OK;
    zy_matches conditions = ZY_VEC(zy_match);
    bool everything = false;
    zy_vec docs = ZY_VEC(uint32_t);
    zy_status status = zy_evaluate(&s->plan, true, &conditions, &everything, err);
    if (!status && (everything || conditions.count))
        status = zy_candidates(&s->plan, &s->literal, everything ? NULL : &conditions,
                               s->literal.count ? RELATED_BESIDE : RELATED_ALONE,
                               s->literal.count ? RELATED_SHARE_BESIDE * BY_WORDS : 0, &docs, err);
    size_t before = s->ranked.count;
    double least = s->literal.count ? RELATED_SHARE_BESIDE : RELATED_SHARE_ALONE;
    for (size_t i = 0; i < docs.count && !status; i++) {
        zy_ranked ranked = {.doc = ZY_VEC_AT(docs, uint32_t, i), .class_ = ZY_CLASS_RELATED};
        double share = 0;
        ranked.score = zy_rank_article(s->ranker, ranked.doc, NULL, &share);
        ranked.headline = zy_rank_headline(s->ranker, ranked.doc);
        if (share >= least && !zy_vec_push(&s->ranked, &ranked))
            status = zy_fail_memory(err);
    }
    if (!status && s->ranked.count > before)
        sort_first(s, (zy_ranked *)s->ranked.data + before, s->ranked.count - before,
                   s->ranked.count - before, s->plan.request->sort);
    zy_vec_free(&docs);
    zy_vec_free(&conditions);
    return status;
}

/* ---- The answer ---- */

/* A related article says which words of what was asked it lacks; of one word alone there is nothing to say.
 */
static zy_status fill_missing(search *s, const zy_ranked *ranked, zy_arena *arena, zy_hit *hits, size_t count,
                              zy_error *err)
{
    zy_needle words[WORDS_SAID];
    size_t word_count = 0;
    bool related = false;
    for (size_t i = 0; i < count; i++)
        related |= hits[i].class_ == ZY_CLASS_RELATED;
    zy_status status = related ? zy_subject_words(&s->plan, words, WORDS_SAID, &word_count, err) : ZY_OK;
    for (size_t i = 0; i < count && word_count > 1 && !status; i++)
        if (hits[i].class_ == ZY_CLASS_RELATED &&
            !zy_hit_missing(s->plan.store, ranked[i].doc, words, word_count, arena, &hits[i]))
            status = zy_fail_memory(err);
    return status;
}

static zy_status fill_page(search *s, zy_arena *arena, zy_answer *answer, zy_error *err)
{
    const zy_request *request = s->plan.request;
    size_t from = request->offset < s->ranked.count ? request->offset : s->ranked.count;
    size_t count = s->ranked.count - from < request->limit ? s->ranked.count - from : request->limit;
    zy_hit *hits = ZY_ARENA_ARRAY(arena, zy_hit, count);
    zy_status status = hits ? ZY_OK : zy_fail_memory(err);
    for (size_t i = 0; i < count && !status; i++)
        status = zy_hit_fill(&s->plan, &ZY_VEC_AT(s->ranked, zy_ranked, from + i), arena, &hits[i], err);
    if (!status && count > 1)
        zy_near_among(s->plan.store, &ZY_VEC_AT(s->ranked, zy_ranked, from), hits, count);
    if (!status && count)
        status = fill_missing(s, &ZY_VEC_AT(s->ranked, zy_ranked, from), arena, hits, count, err);
    answer->hits = hits;
    answer->hit_count = count;
    answer->offset = request->offset;
    return status;
}

static zy_status fill_words(search *s, zy_arena *arena, zy_answer *answer, zy_error *err)
{
    zy_buf sentence = {0};
    zy_query_read_as(&s->plan.query, &sentence);
    answer->read_as = zy_arena_strn(arena, sentence.data ? sentence.data : "", sentence.len_bytes);
    const char **notes = ZY_ARENA_ARRAY(arena, const char *, s->plan.query.note_count);
    for (size_t i = 0; notes && i < s->plan.query.note_count; i++)
        notes[i] = zy_arena_str(arena, s->plan.query.notes[i]);
    answer->notes = notes;
    answer->note_count = notes ? s->plan.query.note_count : 0;
    bool failed = sentence.failed || arena->failed;
    zy_buf_free(&sentence);
    return failed ? zy_fail_memory(err) : ZY_OK;
}

/* Asks for the literal hits; what is nowhere is asked in other ways, each of which says so. */
static zy_status find_literal(search *s, zy_arena *arena, zy_answer *answer, zy_error *err)
{
    zy_status status = zy_evaluate(&s->plan, false, &s->literal, NULL, err);
    bool again = !s->plan.request->literal_only;
    /* What stands in hidden articles alone is found, and not to be taken for a slip. */
    for (unsigned attempt = 0; !status && s->literal.count == 0 && !s->plan.hidden && again; attempt++) {
        status = zy_rewrite(&s->plan, attempt, arena, answer, &again, err);
        if (status || !again)
            break;
        zy_vec_free(&s->literal);
        status = zy_evaluate(&s->plan, false, &s->literal, NULL, err);
    }
    if (!status && s->literal.count == 0 && !s->plan.hidden)
        status = zy_say_nothing(&s->plan, err);
    return status;
}

static zy_status run(search *s, zy_arena *arena, zy_answer *answer, zy_error *err)
{
    const zy_request *request = s->plan.request;
    zy_status status = find_literal(s, arena, answer, err);
    if (s->plan.store->generation->problem[0])
        zy_query_note(&s->plan.query, "最新的索引已损坏，以下是上一代索引（建于 %.10s）里查到的。",
                      s->plan.store->generation->manifest.created);
    /* For the counts alone nothing need be ordered; related articles need the ranker even to be counted, and
     * so do the classes of what was typed in parts. */
    if (!status &&
        (request->limit > 0 || !zy_all_quoted(s->plan.query.root) || s->plan.query.root->kid_count))
        status = zy_ranker_open(&s->plan, &s->ranker, err);
    if (!status && s->ranker)
        settle_headlines(s);
    if (!status)
        status = choose_classes(s, answer, err);
    if (!status && request->limit > 0)
        status = rank_literal(s, err);
    size_t literal_shown = s->ranked.count;
    if (!status)
        status = add_related(s, err);
    answer->classes[ZY_CLASS_RELATED] = s->ranked.count - literal_shown;
    if (!status)
        status = fill_page(s, arena, answer, err);
    if (!status)
        status = zy_count_facets(&s->plan, &s->chosen, request->facets, arena, answer, err);
    if (!status && request->timeline)
        status = zy_count_months(&s->plan, &s->chosen, arena, answer, err);
    return status ? status : fill_words(s, arena, answer, err);
}

static void close_search(search *s)
{
    zy_ranker_free(s->ranker);
    zy_vec_free(&s->literal);
    zy_vec_free(&s->chosen);
    zy_vec_free(&s->ranked);
    zy_plan_free(&s->plan);
}

static uint64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static zy_status check_request(const zy_request *request, zy_error *err)
{
    if (request->limit > ZY_PAGE_MOST)
        return zy_fail(err, ZY_BAD_ARGUMENT, "limit 最多为 %d，收到的是 %zu", ZY_PAGE_MOST, request->limit);
    if (request->facet_values > ZY_FACET_VALUES_MOST)
        return zy_fail(err, ZY_BAD_ARGUMENT, "facet_values 最多为 %d，收到的是 %zu", ZY_FACET_VALUES_MOST,
                       request->facet_values);
    if (request->from_date && request->to_date && request->from_date > request->to_date)
        return zy_fail(err, ZY_BAD_ARGUMENT, "起始日期 %d 晚于结束日期 %d", request->from_date,
                       request->to_date);
    return ZY_OK;
}

zy_status zy_search(zy_store *store, const zy_request *request, zy_answer **out, zy_error *err)
{
    uint64_t start = now_us();
    zy_status status = check_request(request, err);
    if (status)
        return status;
    zy_answer *answer = calloc(1, sizeof *answer);
    zy_arena *arena = calloc(1, sizeof *arena);
    if (!answer || !arena) {
        free(answer);
        free(arena);
        return zy_fail_memory(err);
    }
    answer->memory = arena;
    search s = {.wanted = request->classes ? request->classes : ZY_CLASSES_ALL,
                .literal = ZY_VEC(zy_match),
                .chosen = ZY_VEC(zy_match),
                .ranked = ZY_VEC(zy_ranked)};
    status = zy_plan_make(store, request, request->query, request->query_bytes, &s.plan, err);
    answer->query = status ? NULL : zy_arena_str(arena, s.plan.query.text); /* as typed, whatever is asked */
    if (!status)
        status = run(&s, arena, answer, err);
    if (!status)
        status = zy_coverage_get(store, &answer->coverage, err);
    close_search(&s);
    if (status) {
        zy_answer_free(answer);
        return status;
    }
    answer->took_us = now_us() - start;
    *out = answer;
    return ZY_OK;
}

void zy_answer_free(zy_answer *answer)
{
    if (!answer)
        return;
    zy_arena_free(answer->memory);
    free(answer->memory);
    free(answer);
}
