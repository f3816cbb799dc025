/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words that carry the subject of what was asked, for saying which of them an article lacks. */
#include "base/bits.h"
#include "base/error.h"
#include "base/utf16.h"
#include "base/utf8.h"
#include "search/hidden.h"
#include "search/marks.h"
#include "search/rank.h"

#include <stdlib.h>
#include <string.h>

static bool is_known(const zy_needle *words, size_t count, const zy_needle *word)
{
    for (size_t i = 0; i < count; i++)
        if (words[i].unit_count == word->unit_count &&
            memcmp(words[i].units, word->units, word->unit_count * sizeof *word->units) == 0)
            return true;
    return false;
}

/* A compound of the lexicon (养老院) is what was meant, though its parts are words too. */
static zy_unit_span whole_word(const zy_plan *plan, zy_unit_span span)
{
    size_t count;
    const zy_cut_match *matches = zy_cut_matches(plan->store->analyser.cutter, &count);
    for (size_t i = 0; i < count; i++)
        if (matches[i].span.start <= span.start && span.end <= matches[i].span.end)
            return matches[i].span;
    return span;
}

zy_status zy_subject_words(zy_plan *plan, zy_needle *words, size_t most, size_t *count, zy_error *err)
{
    const zy_folded *asked = &plan->asked;
    uint64_t *breaks = calloc(zy_bits_words(asked->unit_count + 1), sizeof *breaks);
    if (!breaks)
        return zy_fail_memory(err);
    zy_status status = zy_cut(plan->store->analyser.cutter, asked->units, asked->unit_count, breaks, err);
    zy_unit_span span;
    size_t at = 0;
    *count = 0;
    while (!status && *count < most && zy_word_next(asked->units, breaks, asked->unit_count, &at, &span)) {
        span = whole_word(plan, span);
        at = span.end;
        zy_needle word = {.units = asked->units + span.start, .unit_count = span.end - span.start};
        if (word.unit_count >= 2 && !zy_rank_is_filler(word.units, word.unit_count) &&
            !zy_rank_is_function_word(word.units, word.unit_count) && !is_known(words, *count, &word))
            words[(*count)++] = word;
    }
    free(breaks);
    return status;
}

const char *zy_needle_text(const zy_needle *needle, zy_arena *arena)
{
    char *text = zy_arena_get(arena, 3 * needle->unit_count + 1, 1), *to = text;
    for (size_t at = 0; to && at < needle->unit_count;)
        to += zy_utf8_put(to, zy_utf16_next(needle->units, &at));
    return text; /* the arena's memory is zeroed */
}

/* Where a reader can see it: what goes on in a covered number is not there. */
static bool holds(const zy_store *store, const zy_segment *s, const uint16_t *from, const uint16_t *end,
                  const zy_needle *word)
{
    bool numbers = zy_may_touch_numbers(store, word->units, word->unit_count);
    const uint16_t *at = zy_needle_at(from, end, word->units, word->unit_count);
    while (at && numbers &&
           zy_cover_of(s, (uint32_t)(at - s->text), (uint32_t)word->unit_count) != ZY_COVER_NONE)
        at = zy_needle_at(at + 1, end, word->units, word->unit_count);
    return at != NULL;
}

bool zy_hit_missing(const zy_store *store, uint32_t doc, const zy_needle *words, size_t count,
                    zy_arena *arena, zy_hit *hit)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(store, doc, &local);
    const uint16_t *from = s->text + s->doc_starts[local], *end = s->text + s->doc_starts[local + 1];
    const char **missing = ZY_ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; missing && i < count; i++)
        if (!holds(store, s, from, end, &words[i]))
            missing[hit->missing_count++] = zy_needle_text(&words[i], arena);
    hit->missing = missing;
    return missing && !arena->failed;
}
