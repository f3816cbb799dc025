/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Likeness of the text around a line, to tell a sub-heading (the story goes on) from a headline (another
 * begins).  In: lines. Out: a cosine over pairs of Han characters, each weighted by how rare it is in the
 * issue: 张堰 on every line says nothing. */
#include "issue/cohesion.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOTS = 1 << 14,
    WINDOW_BYTES = 1800,
    CHUNK_BYTES = 600,
    LEAST_BYTES = 150,
    LONGEST_HEADING_CHARS = 40
};

typedef struct {
    float rarity[SLOTS];
    unsigned last_chunk[SLOTS];
    unsigned seen_in[SLOTS];
    unsigned char before[SLOTS], after[SLOTS];
} tables;

static void each_pair(zy_span text, void (*take)(tables *, uint32_t, unsigned), tables *t, unsigned chunk)
{
    uint32_t left = 0;
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        if (zy_is_han(c) && zy_is_han(left))
            take(t, (left * 2654435761u ^ c * 40503u) % SLOTS, chunk);
        left = c;
    }
}

static void take_chunk(tables *t, uint32_t slot, unsigned chunk)
{
    if (t->last_chunk[slot] != chunk) {
        t->last_chunk[slot] = chunk;
        t->seen_in[slot]++;
    }
}

static void take_before(tables *t, uint32_t slot, unsigned chunk)
{
    (void)chunk;
    t->before[slot] = 1;
}

static void take_after(tables *t, uint32_t slot, unsigned chunk)
{
    (void)chunk;
    t->after[slot] = 1;
}

static void weigh(const zy_issue_text *issue, const zy_labelling *all, tables *t)
{
    unsigned chunk = 1;
    size_t bytes = 0;
    for (size_t i = 0; i < all->count; i++) {
        zy_span text = issue->lines[all->items[i].line].plain;
        each_pair(text, take_chunk, t, chunk);
        bytes += text.bytes;
        if (bytes > CHUNK_BYTES) {
            chunk++;
            bytes = 0;
        }
    }
    for (size_t s = 0; s < SLOTS; s++)
        if (t->seen_in[s])
            t->rarity[s] = (float)log((double)(chunk + 1) / t->seen_in[s]);
}

/* Text lines up to WINDOW_BYTES away in one direction; a jump line ends the window, other pages are too far.
 */
static size_t gather(const zy_issue_text *issue, const zy_labelling *all, size_t at, int step, tables *t)
{
    size_t bytes = 0, i = at;
    while (bytes < WINDOW_BYTES && !(step < 0 && i == 0)) {
        i += (size_t)step;
        if (i >= all->count)
            break;
        const zy_line *line = &issue->lines[all->items[i].line];
        if (line->kind != ZY_LINE_TEXT)
            break;
        zy_span text = line->plain;
        if (text.bytes > WINDOW_BYTES)
            text = step > 0 ? zy_span_cut(text, 0, zy_utf8_floor(text.at, WINDOW_BYTES))
                            : zy_span_cut(text, text.bytes - WINDOW_BYTES / 3 * 3, text.bytes);
        each_pair(text, step < 0 ? take_before : take_after, t, 0);
        bytes += text.bytes;
    }
    return bytes;
}

static double cosine(const tables *t)
{
    double both = 0, a = 0, b = 0;
    for (size_t s = 0; s < SLOTS; s++) {
        double w = (double)t->rarity[s] * (double)t->rarity[s];
        both += t->before[s] && t->after[s] ? w : 0;
        a += t->before[s] ? w : 0;
        b += t->after[s] ? w : 0;
    }
    return a > 0 && b > 0 ? both / sqrt(a * b) : 0;
}

void zy_cohesion_measure(const zy_issue_text *issue, zy_labelling *all)
{
    tables *t = calloc(1, sizeof *t);
    if (!t)
        return;
    weigh(issue, all, t);
    for (size_t i = 1; i + 1 < all->count; i++) {
        zy_unit_line *unit = &all->items[i];
        const zy_line *line = &issue->lines[unit->line];
        if (line->kind != ZY_LINE_TEXT || line->chars > LONGEST_HEADING_CHARS || unit->stop_inside)
            continue;
        zy_ending above = all->items[i - 1].ending;
        if (unit->page_first || above == ZY_END_OPEN || above == ZY_END_COMMA)
            continue;
        memset(t->before, 0, sizeof t->before);
        memset(t->after, 0, sizeof t->after);
        if (gather(issue, all, i, -1, t) >= LEAST_BYTES && gather(issue, all, i, 1, t) >= LEAST_BYTES)
            unit->cohesion = cosine(t);
    }
    free(t);
}
