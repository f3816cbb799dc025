/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a Han string that is nowhere may have been meant to be.
 *
 * In: 养老园.  Out: 养老院, because it sounds the same and is in the archive.  The whole string is tried
 * first, then each stretch of two to four characters in it that is no word itself.  The more characters stay
 * as typed, the better; same sound before same shape before sounds that are mixed up.
 */
#include "suggest/find.h"

#include <stdio.h>
#include <string.h>

enum { STRING_MOST = 24, WHOLE_MOST = 8, READINGS_MOST = 4, COMBINATIONS_MOST = 32, INNER_MOST = 4 };

/* The string as characters, the stretch of it being looked at, and the offers so far. */
typedef struct {
    const zy_vocabulary *v;
    const char *text;
    uint32_t chars[STRING_MOST];
    size_t bytes[STRING_MOST + 1];
    size_t count;
    size_t from, len; /* the stretch */
    zy_offer *out;
    uint64_t scores[ZY_SUGGEST_MOST];
    size_t offered, limit;
} correcting;

const char *zy_offer_label(zy_offer_why why)
{
    static const char *const labels[ZY_OFFER_COUNT] = {"同音", "形近", "近音", "接近的词"};
    return labels[why];
}

static bool is_whole(const correcting *c)
{
    return c->len == c->count;
}

/* ---- Offers ---------------------------------------------------------------------------------------------
 */

static bool compose(const correcting *c, uint32_t entry, char *to, size_t size)
{
    size_t head = c->bytes[c->from], tail = c->bytes[c->from + c->len];
    int len = snprintf(to, size, "%.*s%s%s", (int)head, c->text, zy_entry_text(c->v, entry), c->text + tail);
    return len > 0 && (size_t)len < size;
}

/* How many characters stay as typed; -1 when the entry has another length or is the stretch itself. */
static int kept_chars(const correcting *c, uint32_t entry)
{
    const char *text = zy_entry_text(c->v, entry);
    size_t len = strlen(text), at = 0, i = 0;
    int kept = 0;
    for (; at < len; i++) {
        uint32_t other = zy_utf8_next(text, len, &at);
        if (i >= c->len)
            return -1;
        kept += other == c->chars[c->from + i];
    }
    return i == c->len && kept < (int)i ? kept : -1;
}

/* 0: not worth offering. */
static uint32_t rank(const correcting *c, int kept, zy_offer_why why)
{
    static const uint32_t by_why[ZY_OFFER_COUNT] = {
        [ZY_OFFER_SOUND] = 3, [ZY_OFFER_SHAPE] = 2, [ZY_OFFER_FUZZY] = 1};
    int changed = (int)c->len - kept;
    if (kept == 0 && (why != ZY_OFFER_SOUND || !is_whole(c)))
        return 0;
    if (changed > 1 && why == ZY_OFFER_FUZZY && kept < changed)
        return 0;
    uint32_t nearness = changed == 1 ? 8 : kept > 0 ? 4 : 0;
    return (is_whole(c) ? 64 : 0) + (nearness + by_why[why]) * 4 + (uint32_t)(c->len < 4 ? c->len : 4) - 1;
}

static void insert(correcting *c, const zy_offer *offer, uint64_t score)
{
    size_t at = 0;
    while (at < c->offered && strcmp(c->out[at].text, offer->text) != 0)
        at++;
    if (at < c->offered) {
        if (c->scores[at] >= score)
            return;
    } else if (c->offered < c->limit) {
        at = c->offered++;
    } else if (c->scores[c->limit - 1] >= score) {
        return;
    } else {
        at = c->limit - 1;
    }
    for (; at > 0 && c->scores[at - 1] < score; at--) {
        c->out[at] = c->out[at - 1];
        c->scores[at] = c->scores[at - 1];
    }
    c->out[at] = *offer;
    c->scores[at] = score;
}

static void consider(correcting *c, uint32_t entry, zy_offer_why why)
{
    if (c->v->info[entry] >> 29 == ZY_ENTRY_TITLE)
        return;
    int kept = kept_chars(c, entry);
    uint32_t tier = kept < 0 ? 0 : rank(c, kept, why);
    uint64_t score = zy_score(tier, c->v->weight[entry]);
    if (!tier || (c->offered == c->limit && score <= c->scores[c->limit - 1]))
        return;
    zy_offer offer = {
        .entry = zy_vocabulary_entry(c->v, entry), .from = c->from, .chars = c->len, .why = why};
    if (compose(c, entry, offer.text, sizeof offer.text))
        insert(c, &offer, score);
}

/* ---- By sound -------------------------------------------------------------------------------------------
 */

static void consider_sounds(correcting *c, const uint16_t *syllables, zy_offer_why why)
{
    zy_sound sounds[WHOLE_MOST] = {{0}};
    for (size_t i = 0; i < c->len; i++)
        sounds[i].first = sounds[i].last = syllables[i];
    zy_run run = zy_run_of_sounds(c->v, sounds, c->len, true);
    for (uint32_t row = run.from; row < run.to; row++) {
        bool second = c->v->row_entry[row] & ZY_ROW_SECOND; /* a rare reading, as 说 is shui in 游说 */
        consider(c, c->v->row_entry[row] & ~ZY_ROW_SECOND, second ? ZY_OFFER_FUZZY : why);
    }
}

/* The syllables that this one is mixed up with, each put in its place. */
static void consider_mixed_up(correcting *c, uint16_t *syllables, size_t at)
{
    uint16_t typed = syllables[at];
    const uint16_t *sounds = c->v->sounds;
    uint32_t low = 0, high = c->v->head.sounds;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (sounds[2 * middle] < typed)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < c->v->head.sounds && sounds[2 * low] == typed; low++) {
        syllables[at] = sounds[2 * low + 1];
        consider_sounds(c, syllables, ZY_OFFER_FUZZY);
    }
    syllables[at] = typed;
}

/* Every combination of the characters' readings, up to a number that no real word reaches. */
static void by_sound(correcting *c)
{
    uint16_t readings[WHOLE_MOST][READINGS_MOST], syllables[WHOLE_MOST];
    size_t counts[WHOLE_MOST], choice[WHOLE_MOST] = {0};
    for (size_t i = 0; i < c->len; i++)
        if (!(counts[i] = zy_readings_of_char(c->v, c->chars[c->from + i], readings[i], READINGS_MOST)))
            return;
    for (int made = 0; made < COMBINATIONS_MOST; made++) {
        for (size_t i = 0; i < c->len; i++)
            syllables[i] = readings[i][choice[i]];
        consider_sounds(c, syllables, ZY_OFFER_SOUND);
        for (size_t i = 0; i < c->len && made == 0; i++)
            consider_mixed_up(c, syllables, i);
        size_t i = 0;
        while (i < c->len && ++choice[i] == counts[i])
            choice[i++] = 0;
        if (i == c->len)
            return;
    }
}

/* ---- By shape -------------------------------------------------------------------------------------------
 */

static void with_other_char(correcting *c, size_t at, uint32_t other)
{
    char text[4 * WHOLE_MOST];
    size_t len = 0;
    for (size_t i = 0; i < c->len; i++)
        len += zy_utf8_put(text + len, i == at ? other : c->chars[c->from + i]);
    zy_run run = zy_run_of_text(c->v, text, len, true);
    if (run.from < run.to)
        consider(c, run.from, ZY_OFFER_SHAPE);
}

static void by_shape(correcting *c)
{
    const uint32_t *shapes = c->v->shapes;
    for (size_t i = 0; i < c->len; i++) {
        uint32_t typed = c->chars[c->from + i], low = 0, high = c->v->head.shapes;
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (shapes[2 * middle] < typed)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < c->v->head.shapes && shapes[2 * low] == typed; low++)
            with_other_char(c, i, shapes[2 * low + 1]);
    }
}

/* ---- The string -----------------------------------------------------------------------------------------
 */

static void try_stretch(correcting *c, size_t from, size_t len)
{
    c->from = from;
    c->len = len;
    if (!is_whole(c)) { /* what is a word already is hardly the slip */
        zy_run word =
            zy_run_of_text(c->v, c->text + c->bytes[from], c->bytes[from + len] - c->bytes[from], true);
        if (word.from < word.to)
            return;
    }
    by_sound(c);
    by_shape(c);
}

size_t zy_vocabulary_correct(const zy_vocabulary *v, const char *han, size_t len_bytes, zy_offer *out,
                             size_t limit)
{
    correcting c = {.v = v, .out = out, .limit = limit < ZY_SUGGEST_MOST ? limit : ZY_SUGGEST_MOST};
    char text[4 * STRING_MOST + 1];
    size_t len = 0;
    for (size_t at = 0; at < len_bytes && c.count < STRING_MOST; c.count++) {
        uint32_t ch = zy_utf8_next(han, len_bytes, &at);
        c.bytes[c.count] = len;
        c.chars[c.count] = ch;
        len += zy_utf8_put(text + len, ch);
        c.bytes[c.count + 1] = len;
        if (c.count + 1 == STRING_MOST && at < len_bytes)
            return 0; /* a sentence, not a word with a slip */
    }
    text[len] = '\0';
    c.text = text;
    if (c.count < 2 || !c.limit)
        return 0;
    if (c.count <= WHOLE_MOST)
        try_stretch(&c, 0, c.count);
    for (size_t size = INNER_MOST; size >= 2; size--)
        for (size_t from = 0; size < c.count && from + size <= c.count; from++)
            try_stretch(&c, from, size);
    return c.offered;
}
