/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what a walk saw to one number. */
#include "search/rank.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What each observation is worth.  Found on seven judged sets together, halves held out; see docs/RANKING.md.
 */
static const struct {
    double words, pairs, singles, skips; /* BM25 over each */
    double lead;                         /* pairs by how early they first stand */
    double tile, title;                  /* shares of the query: in long runs, in the headline */
    double pair_window, word_window;     /* densest places */
    double nearest;                      /* neighbouring words of the query side by side */
    double all;                          /* every word somewhere, in a related article */
    double fresh;                        /* a newer article before an equal one */
    double literal_first, literal_title, literal_whole, literal_sides, literal_cohesion; /* of literal hits */
} worth = {.words = 1,
           .pairs = .3,
           .singles = .5,
           .skips = .4,
           .lead = .4,
           .tile = 14,
           .title = 2,
           .pair_window = 16,
           .word_window = 12,
           .nearest = 1.2,
           .all = 5,
           .fresh = .5,
           .literal_first = 4,
           .literal_title = 10,
           .literal_whole = 30,
           .literal_sides = 2,
           .literal_cohesion = 1.2};

static double saturate(double frequency, double k)
{
    return (ZY_RANK_K1 + 1) * frequency / (k + frequency);
}

static double bm25(const double *weights, const double *frequencies, int count, double k)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        if (frequencies[i] > 0)
            sum += weights[i] * saturate(frequencies[i], k);
    return sum;
}

/* Longer articles need more mentions for the same score. */
static double length_factor(const rank_query *q, const rank_seen *seen)
{
    const zy_store *store = q->store;
    double body = seen->text_units - seen->head_units;
    double lead = body < ZY_RANK_LEAD_UNITS ? body : ZY_RANK_LEAD_UNITS;
    double length = body + (q->lead_weight - 1) * lead + ZY_RANK_TITLE_WEIGHT * seen->head_units;
    double norm = length / (store->average_units + (q->lead_weight - 1) * ZY_RANK_LEAD_UNITS);
    return ZY_RANK_K1 * (1 - ZY_RANK_B + ZY_RANK_B * (norm > .5 ? norm : .5));
}

/* The largest weight of different grams within `span` units. */
static double densest(const rank_event *events, int count, const double *weights, int span)
{
    int inside[RANK_CHARS] = {0}, from = 0;
    double now = 0, best = 0;
    for (int i = 0; i < count; i++) {
        if (inside[events[i].what]++ == 0)
            now += weights[events[i].what];
        for (; events[i].at - events[from].at > span; from++)
            if (--inside[events[from].what] == 0)
                now -= weights[events[from].what];
        if (now > best)
            best = now;
    }
    return best;
}

/* How much of the query is covered by long runs: long ones count more than their pieces. */
static double tiling(const rank_query *q, const rank_seen *seen)
{
    double sum = 0;
    for (int j = q->count - 1; j >= 0;) {
        int run = seen->run[j];
        sum += run >= 2 ? (double)run * run : 0;
        j -= run >= 2 ? run : 1;
    }
    return q->asked_units ? sum / ((double)q->asked_units * q->asked_units) : 0;
}

/* Words that follow one another in the query, side by side in the text. */
static double neighbours(const rank_query *q, const rank_seen *seen)
{
    double best[RANK_WORDS], sum = 0;
    for (int i = 0; i < q->word_count; i++)
        best[i] = HUGE_VAL;
    for (int i = 0; i < seen->word_events; i++) {
        const rank_event *a = &seen->words[i];
        for (int step = -1; step <= 1; step += 2)
            for (int n = i + step; n >= 0 && n < seen->word_events; n += step) {
                int distance = abs(seen->words[n].at - a->at);
                if (distance > ZY_RANK_NEAR_UNITS)
                    break;
                if (seen->words[n].what == a->what + 1 && distance > 0 && distance < best[a->what])
                    best[a->what] = distance;
            }
    }
    for (int i = 0; i + 1 < q->word_count; i++)
        if (best[i] < HUGE_VAL)
            sum += (q->word[i] < q->word[i + 1] ? q->word[i] : q->word[i + 1]) / (1 + best[i] / 10);
    return sum;
}

static double early(const rank_query *q, const rank_seen *seen)
{
    double sum = 0;
    for (int i = 0; i < q->pair_count; i++)
        if (seen->pair_first[i] >= 0)
            sum += q->pair[i] / (1 + seen->pair_first[i] / ZY_RANK_DECAY_UNITS);
    return sum;
}

/* The share of the query's weight that the article holds, by words or by pairs, whichever is more.  Of a
 * short query single characters are no share at all: no 院 for 养老院. */
static double coverage_of(const rank_query *q, const rank_seen *seen)
{
    enum { SHORT = 8 };
    double words = 0, pairs = 0;
    if (q->asked_units <= SHORT && q->asked_units > 1 && seen->longest < 2)
        return 0;
    for (int i = 0; i < q->word_count; i++)
        words += seen->word_tf[i] > 0 ? q->word[i] : 0;
    for (int i = 0; i < q->pair_count; i++)
        pairs += seen->pair_tf[i] > 0 ? q->pair[i] : 0;
    words = q->word_sum > 0 ? words / q->word_sum : 0;
    pairs = q->pair_sum > 0 ? pairs / q->pair_sum : 0;
    return words > pairs ? words : pairs;
}

/* How much of the query stands in the headline. */
static double titled(const rank_query *q, const rank_seen *seen)
{
    double sum = 0;
    for (int i = 0; i < q->pair_count; i++)
        sum += seen->pair_in_title[i] ? q->pair[i] : 0;
    return q->pair_sum > 0 ? sum / q->pair_sum : 0;
}

static double skips(const rank_query *q, const rank_seen *seen, double k)
{
    double sum = 0;
    for (int i = 0; i < q->pair_count; i++)
        if (seen->skip_tf[i] > 0)
            sum += q->pair[i] *
                   (saturate(seen->skip_tf[i] + seen->pair_tf[i], k) - saturate(seen->pair_tf[i], k));
    return sum;
}

/* Do the letters of the passages [from, end) make up the query, no less and no more? */
static bool spells_query(const rank_query *q, const zy_segment *s, uint32_t from, uint32_t end)
{
    int n = 0;
    for (uint32_t i = s->passage_starts[from]; i < s->passage_starts[end]; i++) {
        if (!zy_rank_is_letter(s->text[i]))
            continue;
        if (n == q->letter_count || s->text[i] != q->letters[n++])
            return false;
    }
    return n == q->letter_count && n > 0;
}

static bool holds_whole(const rank_query *q, const zy_segment *s, uint32_t doc)
{
    for (uint32_t p = s->passage_first[doc]; p < s->passage_first[doc + 1]; p++)
        if (s->passage_kinds[p] != ZY_PASSAGE_AUTHOR && spells_query(q, s, p, p + 1))
            return true;
    return false;
}

/* Is the passage in the source what was typed, to the letter, but for white space at its ends? */
static bool is_typed(const rank_query *q, const zy_segment *s, uint32_t doc, uint32_t passage)
{
    static const char ideographic_space[] = "\xE3\x80\x80";
    const char *typed = q->typed;
    while (*typed == ' ' || strncmp(typed, ideographic_space, 3) == 0)
        typed += *typed == ' ' ? 1 : 3;
    zy_source source = {0};
    bool same =
        !zy_source_restore(s, doc, s->passage_starts[passage], zy_passage_end(s, passage), &source, NULL) &&
        strncmp(typed, source.text.data, source.text.len_bytes) == 0;
    if (same)
        typed += source.text.len_bytes;
    zy_source_free(&source);
    return same && typed[strspn(typed, " \xE3\x80")] == '\0';
}

int zy_rank_headline(const zy_ranker *ranker, uint32_t doc)
{
    const rank_query *q = &ranker->query;
    uint32_t local;
    const zy_segment *s = zy_store_segment(q->store, doc, &local);
    uint32_t title = s->passage_first[local], end = title;
    while (end < s->passage_first[local + 1] && s->passage_kinds[end] <= ZY_PASSAGE_SUBTITLE)
        end++;
    uint32_t units = s->passage_starts[end] - s->passage_starts[title];
    if (end == title || s->passage_kinds[title] != ZY_PASSAGE_TITLE || units < (uint32_t)q->letter_count)
        return 0;
    if (spells_query(q, s, title, title + 1))
        return is_typed(q, s, local, title) ? 2 : 1;
    return end - title > 1 && spells_query(q, s, title, end);
}

/* 1 for the archive's newest date, falling by half every few years; nothing for an article without a date. */
static double freshness(const zy_store *store, int32_t date)
{
    if (!date)
        return 0;
    int months = (store->newest / 10000 - date / 10000) * 12 + store->newest / 100 % 100 - date / 100 % 100;
    int days = store->newest % 100 - date % 100;
    return exp2(-(months / 12.0 + days / 365.0) / ZY_RANK_FRESH_YEARS);
}

static double literal_worth(const rank_query *q, const rank_seen *seen, const zy_segment *s, uint32_t doc,
                            const zy_match *match)
{
    int first = (int)match->first < seen->head_units ? 0 : (int)match->first - seen->head_units;
    double score = worth.literal_first / (1 + first / ZY_RANK_DECAY_UNITS);
    if (match->in_title)
        score += worth.literal_title;
    if (seen->whole)
        score += (worth.literal_sides * seen->sides + worth.literal_cohesion * seen->cohesion) / seen->whole;
    return holds_whole(q, s, doc) ? score + worth.literal_whole : score;
}

double zy_rank_article(zy_ranker *ranker, uint32_t doc, const zy_match *match, double *coverage)
{
    const rank_query *q = &ranker->query;
    rank_seen *seen = &ranker->seen;
    uint32_t local;
    const zy_segment *segment = zy_store_segment(q->store, doc, &local);
    zy_rank_scan(q, segment, local, seen);
    double k = length_factor(q, seen);
    *coverage = coverage_of(q, seen);
    double score = worth.words * bm25(q->word, seen->word_tf, q->word_count, k) +
                   worth.pairs * bm25(q->pair, seen->pair_tf, q->pair_count, k) +
                   worth.singles * bm25(q->single, seen->single_tf, q->single_count, k) +
                   worth.skips * skips(q, seen, k) + worth.lead * early(q, seen) +
                   worth.tile * tiling(q, seen) + worth.nearest * neighbours(q, seen);
    score += worth.title * titled(q, seen) + worth.fresh * freshness(q->store, segment->docs[local].date);
    if (q->pair_sum > 0)
        score += worth.pair_window * densest(seen->pairs, seen->pair_events, q->pair, ZY_RANK_PAIR_WINDOW) /
                 q->pair_sum;
    if (q->word_sum > 0)
        score += worth.word_window * densest(seen->words, seen->word_events, q->word, ZY_RANK_WORD_WINDOW) /
                 q->word_sum;
    if (!match && *coverage > .999)
        score += worth.all;
    return match ? score + literal_worth(q, seen, segment, local, match) : score;
}

/* For choosing among thousands of literal hits which are worth a look at their text. */
double zy_rank_literal(const zy_ranker *ranker, const zy_match *match)
{
    uint32_t local;
    const zy_segment *segment = zy_store_segment(ranker->query.store, match->doc, &local);
    double units = segment->doc_starts[local + 1] - segment->doc_starts[local];
    double norm = units / (ranker->query.store->average_units + 1);
    double k = ZY_RANK_K1 * (1 - ZY_RANK_B + ZY_RANK_B * (norm > .5 ? norm : .5));
    return 4 * saturate(match->count, k) + worth.literal_first / (1 + match->first / ZY_RANK_DECAY_UNITS) +
           (match->in_title ? worth.literal_title : 0);
}

zy_status zy_ranker_open(zy_plan *plan, zy_ranker **out, zy_error *err)
{
    zy_ranker *ranker = malloc(sizeof *ranker);
    if (!ranker)
        return zy_fail_memory(err);
    zy_coverage newest; /* known with it */
    zy_status status = zy_coverage_get(plan->store, &newest, err);
    if (!status)
        status = zy_rank_prepare(plan, &ranker->query, err);
    if (status)
        free(ranker);
    else
        *out = ranker;
    return status;
}

void zy_ranker_free(zy_ranker *ranker)
{
    free(ranker);
}
