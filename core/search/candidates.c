/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Related articles, first choice: the query's words asked of Xapian. */
#include "search/hidden.h"

#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf16.h"
#include "base/utf8.h"
#include "text/private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 128, TERM_BYTES = 240 };

typedef struct {
    const zy_plan *plan;
    const zy_matches *excluded;   /* literal hits already; NULL: none */
    const zy_matches *conditions; /* NULL: none to meet */
} filter;

static bool holds(const zy_matches *list, uint32_t doc)
{
    const zy_match *items = list->data;
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (items[middle].doc < doc)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && items[low].doc == doc;
}

static bool keep(void *context, uint32_t shard, uint32_t local_docid)
{
    const filter *f = context;
    const zy_segment *segment = &f->plan->store->generation->segments[shard];
    uint32_t doc = segment->first_doc + local_docid - 1;
    return !zy_segment_is_gone(segment, local_docid - 1) && (!f->conditions || holds(f->conditions, doc)) &&
           !(f->excluded && holds(f->excluded, doc));
}

/* The term of somebody's number would lead to it. */
static bool is_private(const zy_plan *plan, zy_unit_span span)
{
    zy_unit_span number;
    size_t at = span.start;
    return !plan->store->hidden.numbers_shown && span.end - span.start >= ZY_PRIVATE_LEAST &&
           zy_private_next(plan->asked.units, span.end, &at, &number);
}

static void add_term(zy_plan *plan, zy_unit_span span, xc_bytes *terms, size_t *count)
{
    char term[TERM_BYTES + 4];
    size_t len = 0;
    for (size_t at = span.start; at < span.end && len <= TERM_BYTES - 4;)
        len += zy_utf8_put(term + len, zy_utf16_next(plan->asked.units, &at));
    if (*count < WORDS_MOST && !is_private(plan, span))
        terms[(*count)++] = (xc_bytes){zy_arena_strn(&plan->arena, term, len), len};
}

/* The words of what was asked, cut as articles are; with `pairs_too` also two characters in a row of longer
 * words: what has 水土流失 nowhere may have 流失. */
static zy_status cut_words(zy_plan *plan, bool pairs_too, xc_bytes *terms, size_t *count, zy_error *err)
{
    const zy_folded *asked = &plan->asked;
    uint64_t *breaks = zy_arena_get(&plan->arena, zy_bits_words(asked->unit_count + 1), sizeof *breaks);
    if (!breaks)
        return zy_fail_memory(err);
    zy_status status = zy_cut(plan->store->analyser.cutter, asked->units, asked->unit_count, breaks, err);
    if (status)
        return status;
    zy_unit_span word;
    size_t matches, at = 0;
    while (*count < WORDS_MOST && zy_word_next(asked->units, breaks, asked->unit_count, &at, &word)) {
        add_term(plan, word, terms, count);
        for (uint32_t pair = word.start; pairs_too && word.end - word.start > 2 && pair + 2 <= word.end;
             pair++)
            add_term(plan, (zy_unit_span){pair, pair + 2}, terms, count);
    }
    const zy_cut_match *match = zy_cut_matches(plan->store->analyser.cutter, &matches);
    for (size_t i = 0; i < matches && *count < WORDS_MOST; i++)
        if (zy_bits_any(breaks, match[i].span.start + 1, match[i].span.end))
            add_term(plan, match[i].span, terms, count);
    return plan->arena.failed ? zy_fail_memory(err) : ZY_OK;
}

/* A query of one word that articles hold as it stands: whatever has the word is a literal hit already. */
static bool only_literal(const zy_plan *plan, const xc_bytes *terms, size_t count)
{
    zy_buf asked = {0};
    for (size_t at = 0; at + 1 < plan->asked.unit_count;) /* the last unit ends the part */
        zy_buf_rune(&asked, zy_utf16_next(plan->asked.units, &at));
    bool only = asked.data && count == 1 && asked.len_bytes == terms[0].size &&
                memcmp(asked.data, terms[0].data, asked.len_bytes) == 0;
    zy_buf_free(&asked);
    return only;
}

typedef struct {
    xc_bytes term;
    double weight;
} weighted;

static int heavier(const void *left, const void *right)
{
    double a = ((const weighted *)left)->weight, b = ((const weighted *)right)->weight;
    return (a < b) - (a > b);
}

/* The terms that articles hold, the heaviest first. */
static zy_status weigh(const zy_generation *g, const xc_bytes *terms, size_t *count, weighted *list,
                       zy_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        xc_term_stats stats = {0};
        xc_error failure = {0};
        if (xc_reader_term_stats(g->words, XC_ALL_SHARDS, terms[i].data, terms[i].size, &stats, &failure))
            return zy_fail_xapian(err, &failure);
        double df = stats.doc_freq;
        if (stats.doc_freq)
            list[kept++] = (weighted){terms[i], log(1 + (g->doc_count - df + .5) / (df + .5))};
    }
    qsort(list, kept, sizeof *list, heavier);
    *count = kept;
    return ZY_OK;
}

/* Any of the terms.  An article that lacks all the heavier ones cannot have the share of their weight that is
 * wanted, so those stand alone and the rest only add to the weight: a common word's thousands of articles are
 * then not looked at. */
static zy_status any_of(const zy_generation *g, xc_bytes *terms, size_t count, double share, xc_query **out,
                        zy_error *err)
{
    weighted list[WORDS_MOST];
    double rest = 0, sum = 0;
    zy_status status = weigh(g, terms, &count, list, err);
    if (status || count == 0)
        return status;
    for (size_t i = 0; i < count; i++) {
        terms[i] = list[i].term;
        sum += list[i].weight;
    }
    size_t needed = count;
    while (needed > 1 && rest + list[needed - 1].weight < share * sum)
        rest += list[--needed].weight;
    xc_error failure = {0};
    xc_query *heavy = NULL, *light = NULL, *both = NULL;
    bool fine = !xc_query_combine_terms(&heavy, XC_OP_OR, terms, needed, 0, &failure);
    if (fine && needed < count)
        fine = !xc_query_combine_terms(&light, XC_OP_OR, terms + needed, count - needed, 0, &failure) &&
               !xc_query_combine(&both, XC_OP_AND_MAYBE, (const xc_query *const[]){heavy, light}, 2, 0,
                                 &failure);
    xc_query_free(light);
    if (both || !fine)
        xc_query_free(heavy);
    *out = both ? both : fine ? heavy : NULL;
    return fine ? ZY_OK : zy_fail_xapian(err, &failure);
}

zy_status zy_candidates(zy_plan *plan, const zy_matches *not_these, const zy_matches *conditions,
                        uint32_t most, double share, zy_vec *docs, zy_error *err)
{
    xc_bytes terms[WORDS_MOST];
    size_t count = 0;
    zy_status status = cut_words(plan, !(not_these && not_these->count), terms, &count, err);
    const zy_generation *g = plan->store->generation;
    if (status || count == 0 || !g->words ||
        (not_these && not_these->count && only_literal(plan, terms, count)))
        return status;
    xc_error failure = {0};
    xc_query *query = NULL;
    status = any_of(g, terms, count, share, &query, err);
    if (status || !query)
        return status;
    filter f = {.plan = plan, .excluded = not_these, .conditions = conditions};
    bool filtered = conditions || (not_these && not_these->count);
    for (size_t i = 0; i < g->segment_count; i++)
        filtered = filtered || g->segments[i].gone;
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.max_items = most;
    options.bm25 = (xc_bm25){.k1 = 1.2, .k2 = 0, .k3 = 1, .b = .75, .min_normlen = .5};
    options.keep = filtered ? keep : NULL;
    options.keep_ctx = &f;
    xc_results results = {0};
    if (xc_search(g->words, query, &options, &results, &failure))
        status = zy_fail_xapian(err, &failure);
    for (size_t i = 0; i < results.hit_count && !status; i++) {
        uint32_t doc = g->segments[results.hits[i].shard].first_doc + results.hits[i].local_docid - 1;
        if (!zy_vec_push(docs, &doc))
            status = zy_fail_memory(err);
    }
    xc_results_free(&results);
    xc_query_free(query);
    return status;
}
