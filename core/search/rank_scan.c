/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One walk over an article's text, following every run it shares with the query. */
#include "search/hidden.h"
#include "search/rank.h"

#include "base/bits.h"

#include <string.h>

typedef struct {
    const rank_query *q;
    rank_seen *seen;
    const uint16_t *text;
    const zy_segment *segment;
    uint32_t start; /* of the article in the segment */
    int at;         /* unit being looked at */
    double weight;  /* of a mention here */
    int length[RANK_CHARS],
        stamp[RANK_CHARS]; /* run ending at a position of the query, and where it was last extended */
    int last_single[RANK_CHARS], last_pair[RANK_CHARS], last_skip[RANK_CHARS], last_word[RANK_WORDS];
} walk;

/* Small words of grammar: what stands beside one of them is likelier a word of its own. */
static bool is_particle(uint16_t unit)
{
    static const uint16_t particles[] = {0x7684, 0x548C, 0x4E0E, 0x7B49, 0x5BF9, 0x5728, 0x53CA,
                                         0x4E2D, 0x662F, 0x4E86, 0x5C06, 0x4E3A, 0x4ECE, 0x628A,
                                         0x88AB, 0x4E5F, 0x90FD, 0x5C31, 0x6216, 0x800C, 0x4F7F,
                                         0x5411, 0x7531, 0x4EE5, 0x4E8E};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (unit == particles[i])
            return true;
    return false;
}

/* How freely a string stands on one side, by the unit there. */
static double side(uint16_t unit)
{
    return unit == ZY_FOLD_PARAGRAPH ? 1 : !zy_rank_is_letter(unit) ? .7 : is_particle(unit) ? .4 : 0;
}

/* Is the string held together more tightly than it hangs on its neighbours?  By the archive's own statistics,
 * which mends wrong cuts: 武|警官|兵, 喜|迎新|世纪. */
static double cohesion(const walk *w, const uint16_t *from, const uint16_t *end)
{
    enum { MOST = 6 };
    double inner = MOST;
    for (const uint16_t *u = from; u + 1 < end; u++) {
        double pair = zy_pair_cohesion(w->q->store, u[0], u[1], 0);
        inner = pair < inner ? pair : inner;
    }
    double left = from > w->text ? zy_pair_cohesion(w->q->store, from[-1], from[0], 1) : -4;
    double right = zy_pair_cohesion(w->q->store, end[-1], end[0], 1);
    double outer = left > right ? left : right, difference = end - from < 2 ? 0 : inner - outer;
    return difference > MOST ? MOST : difference < -MOST ? -MOST : difference;
}

static void see_whole(walk *w, int length)
{
    if (w->seen->whole == RANK_WHOLES) /* the first few tell enough of how the string stands */
        return;
    const uint16_t *end = w->text + w->at + 1;
    uint16_t before = w->at + 1 > length ? end[-length - 1] : ZY_FOLD_PARAGRAPH;
    w->seen->whole++;
    w->seen->cohesion += cohesion(w, end - length, end);
    w->seen->sides += side(before) + side(*end);
}

static void note_event(rank_event *events, int *count, int at, int what)
{
    if (*count < RANK_EVENTS)
        events[(*count)++] = (rank_event){at, what};
}

/* The two characters of a pair with a few others between: 养…老. */
static void see_skip(walk *w, int j)
{
    int pair = w->q->pair_at[j];
    if (pair < 0 || w->q->single_at[j] < 0 || w->q->single_at[j - 1] < 0)
        return;
    int before = w->last_single[w->q->single_at[j - 1]];
    if (before >= 0 && w->at - before >= 2 && w->at - before <= ZY_RANK_SKIP_UNITS &&
        w->last_skip[pair] != before) {
        w->last_skip[pair] = before;
        w->seen->skip_tf[pair] += w->weight;
    }
}

static void see_pair(walk *w, int pair)
{
    rank_seen *seen = w->seen;
    if (w->last_pair[pair] == w->at)
        return;
    w->last_pair[pair] = w->at;
    seen->pair_tf[pair] += w->weight;
    if (w->at < seen->head_units)
        seen->pair_in_title[pair] = true;
    if (seen->pair_first[pair] < 0)
        seen->pair_first[pair] = w->at < seen->head_units ? 0 : w->at - seen->head_units;
    note_event(seen->pairs, &seen->pair_events, w->at, pair);
}

static void see_words(walk *w, int j, int run)
{
    const rank_query *q = w->q;
    for (int e = q->ends_first[j]; e < q->ends_first[j + 1]; e++) {
        int word = q->ends[e].word, length = q->ends[e].length;
        if (run < length || w->last_word[word] == w->at)
            continue;
        uint32_t end = w->start + (uint32_t)w->at + 1;
        bool whole =
            zy_bit_get(w->segment->breaks, end) && zy_bit_get(w->segment->breaks, end - (uint32_t)length);
        w->last_word[word] = w->at;
        w->seen->word_tf[word] += whole ? w->weight : w->weight * q->inside;
        if (whole || !q->question)
            note_event(w->seen->words, &w->seen->word_events, w->at, word);
    }
}

/* The unit at w->at is the query's at position j. */
static void see(walk *w, int j)
{
    const rank_query *q = w->q;
    rank_seen *seen = w->seen;
    int run = (j > 0 && w->stamp[j - 1] == w->at - 1 ? w->length[j - 1] : 0) + 1;
    w->length[j] = run;
    w->stamp[j] = w->at;
    if (j > 0)
        see_skip(w, j);
    int single = q->single_at[j];
    if (single >= 0 && w->last_single[single] != w->at) {
        w->last_single[single] = w->at;
        seen->single_tf[single] += w->weight;
    }
    if (run > seen->run[j])
        seen->run[j] = run;
    if (run > seen->longest)
        seen->longest = run;
    if (run >= 2 && q->pair_at[j] >= 0)
        see_pair(w, q->pair_at[j]);
    if (q->part_units[j] && run >= q->part_units[j])
        see_whole(w, q->part_units[j]);
    see_words(w, j, run);
}

static void reset(walk *w)
{
    const rank_query *q = w->q;
    rank_seen *seen = w->seen;
    size_t n = (size_t)q->count, pairs = (size_t)q->pair_count;
    memset(w->last_single, 0xFF, (size_t)q->single_count * sizeof(int));
    memset(w->last_pair, 0xFF, pairs * sizeof(int));
    memset(w->last_skip, 0xFF, pairs * sizeof(int));
    memset(w->last_word, 0xFF, (size_t)q->word_count * sizeof(int));
    for (size_t j = 0; j < n; j++)
        w->stamp[j] = -5;
    memset(seen->single_tf, 0, (size_t)q->single_count * sizeof(double));
    memset(seen->pair_tf, 0, pairs * sizeof(double));
    memset(seen->skip_tf, 0, pairs * sizeof(double));
    memset(seen->word_tf, 0, (size_t)q->word_count * sizeof(double));
    memset(seen->pair_in_title, 0, pairs * sizeof(bool));
    memset(seen->pair_first, 0xFF, pairs * sizeof(int));
    memset(seen->run, 0, n * sizeof(int));
    seen->longest = seen->pair_events = seen->word_events = 0;
    seen->whole = 0;
    seen->sides = seen->cohesion = 0;
}

/* Units of the headline and of all that is ranked: names of a byline are facts, not text. */
static void measure(const zy_segment *s, uint32_t doc, rank_seen *seen)
{
    uint32_t start = s->doc_starts[doc], head = start, end = s->doc_starts[doc + 1];
    for (uint32_t p = s->passage_first[doc]; p < s->passage_first[doc + 1]; p++) {
        if (s->passage_kinds[p] <= ZY_PASSAGE_SUBTITLE)
            head = s->passage_starts[p + 1];
        if (s->passage_kinds[p] == ZY_PASSAGE_AUTHOR) {
            end = s->passage_starts[p];
            break;
        }
    }
    seen->head_units = (int)(head - start);
    seen->text_units = (int)(end - start);
}

/* Digits that are not shown must not show by the score either. */
static bool is_covered(const walk *w, uint16_t unit, int at)
{
    return unit >= '0' && unit <= '9' && !w->q->store->hidden.numbers_shown &&
           zy_cover_of(w->segment, w->start + (uint32_t)at, 1) != ZY_COVER_NONE;
}

void zy_rank_scan(const rank_query *q, const zy_segment *segment, uint32_t doc, rank_seen *seen)
{
    walk w;
    w.q = q;
    w.seen = seen;
    w.segment = segment;
    w.start = segment->doc_starts[doc];
    w.text = segment->text + w.start;
    measure(segment, doc, seen);
    reset(&w);
    int units = seen->text_units < RANK_TEXT_UNITS ? seen->text_units : RANK_TEXT_UNITS;
    for (int i = 0; i < units; i++) {
        uint16_t unit = w.text[i];
        int16_t j = q->bucket[unit & 0xFF];
        if (j < 0 || is_covered(&w, unit, i))
            continue;
        w.at = i;
        w.weight = i < seen->head_units                        ? ZY_RANK_TITLE_WEIGHT
                   : i < seen->head_units + ZY_RANK_LEAD_UNITS ? q->lead_weight
                                                               : 1;
        for (; j >= 0; j = q->next[j])
            if (q->units[j] == unit)
                see(&w, j);
    }
}
