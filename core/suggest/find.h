/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs of the vocabulary's three orders, and the best few entries of a run. */
#ifndef ZY_SUGGEST_FIND_H
#define ZY_SUGGEST_FIND_H

#include "suggest/spell.h"

/* Entries whose text begins with (or, `exact`, is) these bytes. */
zy_run zy_run_of_text(const zy_vocabulary *v, const char *text, size_t len, bool exact);

/* Rows that begin with (or are) these syllables; each may be a range, of which only the last may be wide. */
zy_run zy_run_of_sounds(const zy_vocabulary *v, const zy_sound *sounds, size_t count, bool exact);

/* Places in the order of initials that begin with (or are) these. */
zy_run zy_run_of_initials(const zy_vocabulary *v, const char *initials, size_t count, bool exact);

/* The best few so far, best first, each entry once. */
typedef struct {
    struct {
        uint64_t score;
        uint32_t entry;
    } items[ZY_SUGGEST_MOST];
    size_t count, limit;
} zy_best;

static inline uint64_t zy_score(uint32_t tier, uint32_t weight)
{
    return (uint64_t)tier << 32 | weight;
}

void zy_best_add(zy_best *best, uint64_t score, uint32_t entry);
static inline uint64_t zy_best_floor(const zy_best *best)
{
    return best->count == best->limit ? best->items[best->limit - 1].score : 0;
}

/* Do the sounds stand at the beginning of the entry's text?  Each character in any of its readings. */
bool zy_text_sounds(const zy_vocabulary *v, const char *text, const zy_sound *sounds, size_t count,
                    bool *exact);

/* The readings of one character, likeliest first: how many of `out` were filled. */
size_t zy_readings_of_char(const zy_vocabulary *v, uint32_t c, uint16_t *out, size_t most);

#endif
