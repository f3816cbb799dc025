/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the search share: the open store, matches, the query made ready. */
#ifndef ZY_SEARCH_INTERNAL_H
#define ZY_SEARCH_INTERNAL_H

#include "base/arena.h"
#include "base/intern.h"
#include "base/vec.h"
#include "query/query.h"
#include "search/takedown.h"
#include "store/generation.h"
#include "store/source.h"
#include "suggest/vocabulary.h"
#include "text/analyser.h"
#include "text/fold.h"

/* One article and how it holds what was asked. */
typedef struct {
    uint32_t doc;   /* numbered through the generation */
    uint32_t count; /* occurrences */
    uint32_t first; /* unit of the first one, from the article's start */
    uint32_t words; /* of them word-class */
    uint8_t class_; /* zy_class */
    bool in_title;
    bool covered; /* holds it in a covered number; with a count of 0, nowhere else */
} zy_match;

/* Matches in rising order of doc; ZY_VEC of zy_match. */
typedef zy_vec zy_matches;

/* Per-document slots for gathering, valid for the epoch they carry; one allocation a store. */
typedef struct {
    struct zy_slot {
        uint32_t epoch, at;
    } * slots;
    uint32_t now;
} zy_scratch;

/* Counters that are zero between uses.  What was touched is listed, so that reading and clearing them costs
 * no more than what was counted. */
typedef struct {
    uint32_t *counts, *touched;
    uint32_t touched_count;
} zy_counters;

/* A file as it was when it was read; all 0: there was none. */
typedef struct {
    int64_t mtime_ns, size_bytes;
    uint64_t inode;
} zy_stamp;

/* What is held and not shown; see hidden.h. */
typedef struct {
    zy_takedown list;
    zy_stamp list_stamp, settings_stamp;
    int64_t
        settles_ns; /* the list was being written: until then what it said before counts too; 0: settled */
    bool numbers_shown;    /* the settings allow somebody's numbers to be shown */
    char complaint[256];   /* what is wrong with the settings, or "" */
    uint64_t **bits;       /* for each segment its hidden articles, or NULL when there are none */
    uint64_t **absent;     /* the same and those that are gone */
    uint32_t count;        /* articles hidden */
    zy_intern words;       /* of hidden articles, once asked for … */
    zy_vec words_articles; /* … and how many of these hold each: uint32_t */
    char version[64];      /* of generation, list and settings together */
} zy_hidden;

struct zy_store {
    char *folder;
    zy_generation *generation;
    zy_stamp current; /* CURRENT when it was read, to notice a new one */
    zy_stamp damaged; /* a newer one that could not be opened, and why */
    char problem[256];
    zy_hidden hidden;
    zy_lexicon *lexicon;  /* NULL when the index has none */
    zy_analyser analyser; /* opened at the first query: ICU's start is felt at a command line */
    bool has_analyser;
    zy_map vocabulary_blob;
    zy_vocabulary *vocabulary; /* NULL when the index has none */
    zy_scratch scratch;
    zy_counters counters; /* of facets: by string of a segment, year, page or month */
    zy_coverage coverage; /* computed once a generation */
    bool has_coverage;
    int32_t newest;       /* date of the newest article; with the coverage */
    double average_units; /* of the articles */
    struct zy_pair_count
        *pairs;        /* how often two characters stand side by side, as far as asked; see pairs.c */
    uint32_t *printed; /* articles printed by month, once counted */
    zy_arena memory;   /* strings of the coverage */
};

/* A folded needle of a leaf and what an occurrence of it means. */
typedef struct {
    uint16_t *units;
    size_t unit_count;
    zy_why why;
    bool prefix; /* a Latin word's beginning */
    zy_where where;
} zy_needle;

/* The query made ready for one store: the tree, and the folded needles of every leaf that gives hits. */
typedef struct {
    zy_store *store;
    const zy_request *request;
    zy_query query;
    zy_needle *needles; /* of all positive strings, for marks */
    size_t needle_count, needle_cap;
    uint64_t hidden; /* articles found and not shown, once evaluated */
    zy_folded asked; /* the positive strings themselves, parted by ZY_FOLD_PARAGRAPH, for ranking */
    bool has_quoted, has_excluded;
    zy_arena arena;
} zy_plan;

/* store.c */
zy_stamp zy_stamp_of(const char *folder, const char *file);
static inline bool zy_stamp_same(zy_stamp a, zy_stamp b)
{
    return a.mtime_ns == b.mtime_ns && a.inode == b.inode && a.size_bytes == b.size_bytes;
}
ZY_CHECKED zy_status zy_store_analyser(zy_store *store, zy_error *err);
uint32_t zy_scratch_begin(zy_scratch *scratch, uint32_t docs); /* a new epoch */

/* plan.c */
ZY_CHECKED zy_status zy_plan_make(zy_store *store, const zy_request *request, const char *text,
                                  size_t len_bytes, zy_plan *plan, zy_error *err);
/* Folds the tree's strings anew, after alternatives were put into it. */
ZY_CHECKED zy_status zy_plan_gather(zy_plan *plan, zy_error *err);
void zy_plan_free(zy_plan *plan);

/* Folds a string as articles are folded, without white space and punctuation at its ends unless `exact`. */
ZY_CHECKED zy_status zy_needle_fold(zy_plan *plan, const char *text, bool exact, uint16_t **units,
                                    size_t *count, zy_error *err);

/* match.c: leaves.  Results are appended to `out` in rising order of doc. */
ZY_CHECKED zy_status zy_match_needles(zy_store *store, const zy_needle *needles, size_t count,
                                      zy_matches *out, zy_error *err);
/* True for an occurrence that is part of another number: 15 in 2015, 十五 in 二十五. */
bool zy_inside_number(const zy_segment *segment, uint32_t at, uint32_t len);
/* True for a measure word cut off its number: 多元 in 1100多元. */
bool zy_after_number(const zy_segment *segment, uint32_t at);

/* pairs.c: occurrences of the character `a`, followed by `b` unless that is 0; remembered by the store. */
double zy_pair_occurrences(zy_store *store, uint16_t a, uint16_t b);
/* How much tighter than chance two characters hold together in the archive, in bits; `minus` occurrences are
 * not counted. */
double zy_pair_cohesion(zy_store *store, uint16_t a, uint16_t b, double minus);

uint64_t zy_needle_occurrences(const zy_store *store, const uint16_t *units, size_t count);

/* evaluate.c: trees.  What must not be shown is left out and counted in plan->hidden.  With `relaxed`,
 * unquoted strings are not asked for: what remains are the conditions that even a related article must meet;
 * *everything is set when none remain. */
ZY_CHECKED zy_status zy_evaluate(zy_plan *plan, bool relaxed, zy_matches *out, bool *everything,
                                 zy_error *err);

/* filter.c */
bool zy_date_overlaps(int32_t date, int from, int to);
bool zy_field_matches(const zy_segment *segment, uint32_t doc, zy_where where, const char *value);

/* rank.c */
typedef struct {
    uint32_t doc;
    double score;
    const zy_match *match; /* NULL for a related article */
    zy_class class_;
    int headline; /* zy_rank_headline */
} zy_ranked;
typedef struct zy_ranker zy_ranker;
ZY_CHECKED zy_status zy_ranker_open(zy_plan *plan, zy_ranker **out, zy_error *err);
void zy_ranker_free(zy_ranker *ranker);
double zy_rank_literal(const zy_ranker *ranker, const zy_match *match); /* cheap, from the match alone */
/* 0, 1 when the query is the article's headline letter by letter, 2 when it is that in the source's own
 * letters and spaces. */
int zy_rank_headline(const zy_ranker *ranker, uint32_t doc);
double zy_rank_article(zy_ranker *ranker, uint32_t doc, const zy_match *match,
                       double *coverage); /* from the text */

/* candidates.c: the best articles by words, at most `most`, that are not in `not_these` and meet
 * `conditions`.  Those that hold less than `share` of the words' weight may be left out. */
ZY_CHECKED zy_status zy_candidates(zy_plan *plan, const zy_matches *not_these, const zy_matches *conditions,
                                   uint32_t most, double share, zy_vec *docs, zy_error *err);

/* passages.c: marks and snippets. */
ZY_CHECKED zy_status zy_hit_fill(zy_plan *plan, const zy_ranked *ranked, zy_arena *arena, zy_hit *hit,
                                 zy_error *err);
ZY_CHECKED zy_status zy_passage_marked(zy_plan *plan, uint32_t doc, uint32_t passage, bool related,
                                       zy_arena *arena, zy_source *scratch, zy_marked *out, zy_error *err);
void zy_hit_facts(const zy_store *store, uint32_t doc, zy_arena *arena, zy_hit *hit);

/* near.c: marks hits with nearly the text of an earlier one; lists the articles with nearly the text of
 * `doc`. */
void zy_near_among(const zy_store *store, const zy_ranked *ranked, zy_hit *hits, size_t count);
ZY_CHECKED zy_status zy_near_of(const zy_store *store, uint32_t doc, size_t most, zy_vec *docs,
                                zy_error *err);

/* words.c: the words of what was asked that carry its subject, each once; their units are borrowed from the
 * plan. */
ZY_CHECKED zy_status zy_subject_words(zy_plan *plan, zy_needle *words, size_t most, size_t *count,
                                      zy_error *err);
const char *zy_needle_text(const zy_needle *needle, zy_arena *arena); /* folded, as UTF-8 */
/* Notes in a hit which of the words its article does not hold. */
bool zy_hit_missing(const zy_store *store, uint32_t doc, const zy_needle *words, size_t count,
                    zy_arena *arena, zy_hit *hit);

/* facets.c */
ZY_CHECKED zy_status zy_count_facets(zy_plan *plan, const zy_matches *matches, uint32_t kinds,
                                     zy_arena *arena, zy_answer *answer, zy_error *err);
ZY_CHECKED zy_status zy_count_months(zy_plan *plan, const zy_matches *matches, zy_arena *arena,
                                     zy_answer *answer, zy_error *err);

/* issues.c: the documents of the issue that `doc` stands in, in page order; none when it has neither number
 * nor date. */
ZY_CHECKED zy_status zy_issue_docs(zy_store *store, uint32_t doc, zy_vec *docs, zy_error *err);

/* dates as text, in the arena: "2025-01-03", "2025-01", "2025" or "". */
const char *zy_date_text(zy_arena *arena, int32_t date);

static inline const zy_segment *zy_store_segment(const zy_store *store, uint32_t doc, uint32_t *local)
{
    return zy_generation_segment(store->generation, doc, local);
}

#endif
