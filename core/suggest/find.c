/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Binary searches over the blob's orders. */
#include "suggest/find.h"

#include <string.h>

/* The first place of 0..count for which `before(context, place)` is false. */
static uint32_t first_not(uint32_t count, bool (*before)(const void *, uint32_t), const void *context)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (before(context, middle))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What is looked for in any of the orders; `upper`: the run's end, not its beginning. */
typedef struct {
    const zy_vocabulary *v;
    const char *text; /* or initials */
    const zy_sound *sounds;
    size_t len;
    bool upper, exact;
} key;

static bool is_before(int order, bool longer, const key *k)
{
    if (order != 0)
        return order < 0;
    return k->upper && !(k->exact && longer);
}

static bool text_before(const void *context, uint32_t place)
{
    const key *k = context;
    const char *text = zy_entry_text(k->v, place);
    int order = strncmp(text, k->text, k->len);
    return is_before(order, order == 0 && text[k->len], k);
}

zy_run zy_run_of_text(const zy_vocabulary *v, const char *text, size_t len, bool exact)
{
    if (memchr(text, '\0', len))
        return (zy_run){0, 0};
    key low = {v, text, NULL, len, false, exact}, high = low;
    high.upper = true;
    return (zy_run){first_not(v->head.entries, text_before, &low),
                    first_not(v->head.entries, text_before, &high)};
}

static bool sounds_before(const void *context, uint32_t place)
{
    const key *k = context;
    const uint16_t *row;
    size_t count = zy_row(k->v, place, &row);
    int order = 0;
    for (size_t i = 0; i < k->len && order == 0; i++)
        order = i == count ? -1 : row[i] < k->sounds[i].first ? -1 : row[i] > k->sounds[i].last ? 1 : 0;
    return is_before(order, count > k->len, k);
}

zy_run zy_run_of_sounds(const zy_vocabulary *v, const zy_sound *sounds, size_t count, bool exact)
{
    key low = {v, NULL, sounds, count, false, exact}, high = low;
    high.upper = true;
    return (zy_run){first_not(v->head.rows, sounds_before, &low),
                    first_not(v->head.rows, sounds_before, &high)};
}

static bool initials_before(const void *context, uint32_t place)
{
    const key *k = context;
    const uint16_t *row;
    size_t count = zy_row(k->v, k->v->initials[place], &row);
    int order = 0;
    for (size_t i = 0; i < k->len && order == 0; i++) {
        char initial = i < count ? zy_syllable_initial(row[i]) : 0;
        order = i == count ? -1 : (initial ? initial : '~') - k->text[i];
    }
    return is_before(order, count > k->len, k);
}

zy_run zy_run_of_initials(const zy_vocabulary *v, const char *initials, size_t count, bool exact)
{
    key low = {v, initials, NULL, count, false, exact}, high = low;
    high.upper = true;
    return (zy_run){first_not(v->head.rows, initials_before, &low),
                    first_not(v->head.rows, initials_before, &high)};
}

void zy_best_add(zy_best *best, uint64_t score, uint32_t entry)
{
    if (score <= zy_best_floor(best))
        return;
    size_t at = 0;
    while (at < best->count && best->items[at].entry != entry)
        at++;
    if (at < best->count) { /* known: it may only rise */
        if (best->items[at].score >= score)
            return;
    } else if (best->count < best->limit) {
        at = best->count++;
    } else {
        at = best->count - 1;
    }
    for (; at > 0 && best->items[at - 1].score < score; at--)
        best->items[at] = best->items[at - 1];
    best->items[at].score = score;
    best->items[at].entry = entry;
}

size_t zy_readings_of_char(const zy_vocabulary *v, uint32_t c, uint16_t *out, size_t most)
{
    size_t count = 0;
    uint16_t first = zy_char_reading(c);
    if (first && most)
        out[count++] = first;
    uint32_t low = 0, high = v->head.extras;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (v->extras[2 * middle] < c)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < v->head.extras && v->extras[2 * low] == c && count < most; low++)
        out[count++] = (uint16_t)v->extras[2 * low + 1];
    return count;
}

static bool char_sounds(const zy_vocabulary *v, uint32_t c, const zy_sound *sound)
{
    uint16_t readings[8];
    if (sound->han)
        return sound->han == c;
    size_t count = zy_readings_of_char(v, c, readings, 8);
    for (size_t i = 0; i < count; i++)
        if ((readings[i] >= sound->first && readings[i] <= sound->last) || readings[i] == sound->ascii)
            return true;
    return false;
}

bool zy_text_sounds(const zy_vocabulary *v, const char *text, const zy_sound *sounds, size_t count,
                    bool *exact)
{
    size_t len = strlen(text), at = 0;
    for (size_t i = 0; i < count; i++)
        if (at >= len || !char_sounds(v, zy_utf8_next(text, len, &at), &sounds[i]))
            return false;
    *exact = at >= len;
    return true;
}
