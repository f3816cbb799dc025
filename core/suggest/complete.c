/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Completing what is being typed, and the words a Latin string stands for.
 *
 * Every spelling of what was typed gives a run of rows; the best of all runs are kept.  How well an entry
 * fits is its tier; within a tier words come before headlines, and more articles before fewer (weight_of in
 * build.c).
 */
#include "suggest/find.h"

#include <string.h>

enum { TIER_TITLE, TIER_INITIALS, TIER_MIXED, TIER_BEGINS, TIER_EXACT_INITIALS, TIER_EXACT };

typedef struct {
    const zy_vocabulary *v;
    zy_best best;
    bool no_titles;
} asking;

static uint32_t row_entry(const zy_vocabulary *v, uint32_t row)
{
    return v->row_entry[row] & ~ZY_ROW_SECOND;
}

/* A word found by another than its first reading weighs less than any found by that. */
static bool is_second(uint64_t score)
{
    return (uint32_t)score < ZY_WEIGHT_OF_WORDS;
}

/* Headlines stay below every word, however well they fit. */
static void add(asking *a, uint32_t entry, uint32_t tier, bool second)
{
    uint32_t weight = a->v->weight[entry];
    if (a->v->info[entry] >> 29 == ZY_ENTRY_TITLE) {
        if (a->no_titles)
            return;
        weight += tier == TIER_EXACT ? 1u << 28 : 0;
        tier = TIER_TITLE;
    }
    zy_best_add(&a->best, zy_score(tier, second ? weight / 4 : weight), entry);
}

/* A run in one of the orders, and how to get from a place in it to its row or entry. */
typedef enum { ORDER_TEXT, ORDER_ROWS, ORDER_INITIALS } order;

static const uint32_t *block_best(const zy_vocabulary *v, order by)
{
    return by == ORDER_TEXT ? v->best_text : by == ORDER_ROWS ? v->best_row : v->best_initial;
}

/* Do the row's sounds fit from number `from` on (those before are known to)? */
static bool row_fits(const zy_vocabulary *v, uint32_t row, const zy_spelling *s, bool *exact)
{
    const uint16_t *syllables;
    size_t count = zy_row(v, row, &syllables);
    if (count < s->count)
        return false;
    for (size_t i = 0; i < s->count; i++) {
        const zy_sound *sound = &s->sounds[i];
        bool fits =
            (syllables[i] >= sound->first && syllables[i] <= sound->last) || syllables[i] == sound->ascii;
        if (!fits)
            return false;
    }
    const char *text = zy_entry_text(v, row_entry(v, row));
    *exact =
        count == s->count && (count < ZY_READ_CHARS || zy_utf8_count(text, strlen(text)) <= ZY_READ_CHARS);
    return true;
}

static void add_place(asking *a, order by, uint32_t place, const zy_spelling *s, uint32_t tier,
                      uint32_t exact_tier)
{
    bool exact = false;
    if (by == ORDER_TEXT) {
        if (!s || zy_text_sounds(a->v, zy_entry_text(a->v, place), s->sounds, s->count, &exact))
            add(a, place, exact ? exact_tier : tier, false);
        return;
    }
    uint32_t row = by == ORDER_ROWS ? place : a->v->initials[place], entry = row_entry(a->v, row);
    bool han = zy_spelling_has_han(s);
    bool fits = han ? zy_text_sounds(a->v, zy_entry_text(a->v, entry), s->sounds, s->count, &exact)
                    : row_fits(a->v, row, s, &exact);
    if (fits)
        add(a, entry, exact ? exact_tier : tier, (a->v->row_entry[row] & ZY_ROW_SECOND) != 0);
}

/* Goes over a run, passing by blocks in which nothing could get among the best. */
static void scan(asking *a, order by, zy_run run, const zy_spelling *s, uint32_t tier, uint32_t exact_tier)
{
    const uint32_t *best = block_best(a->v, by);
    for (uint32_t place = run.from; place < run.to;) {
        uint32_t block = place / ZY_BLOCK, end = (block + 1) * ZY_BLOCK;
        end = end < run.to ? end : run.to;
        bool title = best[block] < ZY_WEIGHT_OF_WORDS;
        uint64_t most =
            zy_score(title ? TIER_TITLE : exact_tier, title ? best[block] + (1u << 28) : best[block]);
        if (most > zy_best_floor(&a->best))
            for (; place < end; place++)
                add_place(a, by, place, s, tier, exact_tier);
        place = end;
    }
}

static uint32_t run_len(zy_run run)
{
    return run.to - run.from;
}

/* Sounds that narrow the order of readings: whole syllables, and one begun behind them. */
static size_t leading_sounds(const zy_spelling *s)
{
    size_t n = 0;
    while (n < s->count && s->sounds[n].whole && !s->sounds[n].han && !s->sounds[n].ascii)
        n++;
    if (n < s->count && !s->sounds[n].han && !s->sounds[n].ascii && s->sounds[n].first <= s->sounds[n].last)
        n++;
    return n;
}

static size_t leading_initials(const zy_spelling *s, char *initials)
{
    size_t n = 0;
    for (; n < s->count && s->sounds[n].initial; n++)
        initials[n] = s->sounds[n].initial;
    return n;
}

/* Han first: the entries that begin with those characters. */
static void ask_text(asking *a, const zy_spelling *s)
{
    char head[4 * ZY_READ_CHARS];
    size_t len = 0;
    for (size_t i = 0; i < s->count && s->sounds[i].han; i++)
        len += zy_utf8_put(head + len, s->sounds[i].han);
    scan(a, ORDER_TEXT, zy_run_of_text(a->v, head, len, false), s, TIER_MIXED, TIER_EXACT_INITIALS);
}

static void ask(asking *a, const zy_spelling *s)
{
    bool whole = zy_spelling_is_whole(s), letters = zy_spelling_is_initials(s), han = zy_spelling_has_han(s);
    uint32_t tier = letters ? TIER_INITIALS : TIER_MIXED, exact = TIER_EXACT_INITIALS;
    char initials[ZY_READ_CHARS];
    size_t sounds = leading_sounds(s), count = leading_initials(s, initials);
    if (s->count && s->sounds[0].han) {
        ask_text(a, s);
        return;
    }
    if (sounds == s->count) {
        tier = TIER_BEGINS;
        exact = whole ? TIER_EXACT : TIER_BEGINS;
    }
    zy_run by_sound = zy_run_of_sounds(a->v, s->sounds, sounds, false);
    zy_run by_initial = zy_run_of_initials(a->v, initials, count, false);
    if (whole && !han && sounds == s->count) { /* those read exactly so stand first, and are seldom many */
        zy_run exactly = zy_run_of_sounds(a->v, s->sounds, sounds, true);
        scan(a, ORDER_ROWS, exactly, s, tier, TIER_EXACT);
        by_sound.from = exactly.to;
        exact = tier;
    } else if (letters) {
        zy_run exactly = zy_run_of_initials(a->v, initials, count, true);
        scan(a, ORDER_INITIALS, exactly, s, tier, TIER_EXACT_INITIALS);
        by_initial.from = exactly.to;
        exact = tier;
    }
    bool rows = sounds > 0 && run_len(by_sound) <= run_len(by_initial);
    scan(a, rows ? ORDER_ROWS : ORDER_INITIALS, rows ? by_sound : by_initial, s, tier, exact);
}

static size_t give(const asking *a, zy_entry *out)
{
    for (size_t i = 0; i < a->best.count; i++)
        out[i] = zy_vocabulary_entry(a->v, a->best.items[i].entry);
    return a->best.count;
}

static size_t at_most(size_t limit)
{
    return limit < ZY_SUGGEST_MOST ? limit : ZY_SUGGEST_MOST;
}

size_t zy_vocabulary_complete(const zy_vocabulary *v, const char *typed, size_t len_bytes, zy_entry *out,
                              size_t limit)
{
    asking a = {.v = v, .best.limit = at_most(limit)};
    while (len_bytes && (typed[0] == ' ' || typed[0] == '\t'))
        typed++, len_bytes--;
    while (len_bytes && (typed[len_bytes - 1] == ' ' || typed[len_bytes - 1] == '\t'))
        len_bytes--;
    if (!len_bytes || !a.best.limit)
        return 0;
    zy_run exactly = zy_run_of_text(v, typed, len_bytes, true),
           begins = zy_run_of_text(v, typed, len_bytes, false);
    scan(&a, ORDER_TEXT, exactly, NULL, TIER_EXACT, TIER_EXACT);
    begins.from = exactly.to;
    scan(&a, ORDER_TEXT, begins, NULL, TIER_BEGINS, TIER_BEGINS);
    zy_spelling spellings[ZY_SPELLINGS_MOST];
    size_t count = zy_spell(typed, len_bytes, spellings);
    for (size_t i = 0; i < count; i++)
        ask(&a, &spellings[i]);
    return give(&a, out);
}

bool zy_vocabulary_find(const zy_vocabulary *v, const char *text, size_t len_bytes, zy_entry *out)
{
    zy_run run = zy_run_of_text(v, text, len_bytes, true);
    if (!len_bytes || run.from == run.to)
        return false;
    *out = zy_vocabulary_entry(v, run.from);
    return true;
}

/* Is every sound a whole syllable, a letter, or one of zh ch sh?  (yanglaoyua is still being typed.) */
static bool is_finished(const zy_spelling *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const zy_sound *sound = &s->sounds[i];
        if (!sound->whole && !sound->ascii && !(zy_syllable_name(sound->first)[1] == 'h' && i + 1 < s->count))
            return false;
    }
    return true;
}

/* The runs of all spellings that fit exactly; `letters`: those of initials, else those of whole syllables. */
static void ask_exactly(asking *a, const zy_spelling *spellings, size_t count, bool letters)
{
    for (size_t i = 0; i < count; i++) {
        const zy_spelling *s = &spellings[i];
        char initials[ZY_READ_CHARS];
        if (zy_spelling_has_han(s) || s->count < 2)
            continue;
        if (letters && is_finished(s) && leading_initials(s, initials) == s->count)
            scan(a, ORDER_INITIALS, zy_run_of_initials(a->v, initials, s->count, true), s, TIER_EXACT,
                 TIER_EXACT);
        else if (!letters && leading_sounds(s) == s->count && zy_spelling_is_whole(s))
            scan(a, ORDER_ROWS, zy_run_of_sounds(a->v, s->sounds, s->count, true), s, TIER_EXACT, TIER_EXACT);
    }
}

/* Where words are read so, those that might be read so as well were not meant: yinxing is 银杏, not 银行. */
static void drop_seconds(zy_best *best)
{
    if (best->count && !is_second(best->items[0].score))
        while (is_second(best->items[best->count - 1].score))
            best->count--;
}

size_t zy_vocabulary_by_sound(const zy_vocabulary *v, const char *latin, size_t len_bytes, zy_entry *out,
                              size_t limit, bool *initials)
{
    asking a = {.v = v, .best.limit = at_most(limit), .no_titles = true};
    zy_spelling spellings[ZY_SPELLINGS_MOST];
    size_t count = a.best.limit ? zy_spell(latin, len_bytes, spellings) : 0;
    ask_exactly(&a, spellings, count, false);
    bool letters = a.best.count == 0;
    if (letters)
        ask_exactly(&a, spellings, count, true);
    drop_seconds(&a.best);
    if (initials)
        *initials = letters;
    return give(&a, out);
}
