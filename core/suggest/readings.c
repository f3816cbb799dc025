/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How an entry is read.
 * In: its text and kind.  Out: rows of syllables.  A word of readings.txt inside it settles its characters
 * (音乐 in 音乐会); a person's surname is looked up as one; every other character has its commonest reading.
 * Further rows have the characters' other readings, one at a time.
 */
#include "suggest/readings.h"

#include <stdlib.h>
#include <string.h>

static void add_extra(zy_readings *r, uint32_t c, uint16_t syllable)
{
    for (size_t i = 0; i < r->extra_count; i++)
        if (r->extras[i].c == c && r->extras[i].syllable == syllable)
            return;
    if (r->extra_count == r->extra_cap) {
        size_t cap = r->extra_cap ? r->extra_cap * 2 : 512;
        zy_extra *extras = realloc(r->extras, cap * sizeof *extras);
        if (!extras) {
            r->failed = true;
            return;
        }
        r->extras = extras;
        r->extra_cap = cap;
    }
    r->extras[r->extra_count++] = (zy_extra){c, syllable};
}

static int by_char(const void *a, const void *b)
{
    const zy_extra *x = a, *y = b;
    return x->c != y->c ? (x->c < y->c ? -1 : 1) : (int)x->syllable - (int)y->syllable;
}

static int by_word(const void *a, const void *b)
{
    const zy_word_reading *x = a, *y = b;
    int order = strcmp(x->word, y->word);
    return order ? order : (x->order < y->order ? -1 : 1);
}

/* "yin yue": false when a syllable is none or there are too many. */
static bool parse(const zy_reading *from, zy_word_reading *to)
{
    *to = (zy_word_reading){.word = from->word};
    for (const char *s = from->syllables; *s;) {
        size_t len = strcspn(s, " ");
        uint16_t syllable = zy_syllable_find(s, len);
        if (!syllable || to->chars == ZY_READ_CHARS)
            return false;
        to->syllables[to->chars++] = syllable;
        s += len + (s[len] == ' ');
    }
    return to->chars == zy_utf8_count(from->word, strlen(from->word));
}

static zy_word_reading *take(zy_readings *r, const zy_reading *list, size_t count, size_t *taken, bool learn)
{
    zy_word_reading *words = calloc(count + 1, sizeof *words);
    *taken = 0;
    if (!words) {
        r->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        zy_word_reading *word = &words[*taken];
        if (!parse(&list[i], word))
            continue;
        word->order = i;
        ++*taken;
        size_t len = strlen(word->word), at = 0;
        for (size_t k = 0; learn && k < word->chars; k++) {
            uint32_t c = zy_utf8_next(word->word, len, &at);
            if (word->syllables[k] != zy_char_reading(c))
                add_extra(r, c, word->syllables[k]);
        }
    }
    qsort(words, *taken, sizeof *words, by_word);
    return words;
}

void zy_readings_make(zy_readings *r, const zy_lexicon *lexicon)
{
    *r = (zy_readings){0};
    size_t at = 0, count = 0;
    uint32_t c;
    uint16_t syllable;
    while (zy_second_reading_next(&at, &c, &syllable))
        add_extra(r, c, syllable);
    if (lexicon) {
        const zy_reading *list = zy_lexicon_readings(lexicon, &count);
        r->words = take(r, list, count, &r->word_count, true);
        list = zy_lexicon_surnames(lexicon, &count);
        r->surnames = take(r, list, count, &r->surname_count, false);
    }
    if (r->extra_count)
        qsort(r->extras, r->extra_count, sizeof *r->extras, by_char);
}

void zy_readings_free(zy_readings *r)
{
    free(r->extras);
    free(r->words);
    free(r->surnames);
    *r = (zy_readings){0};
}

/* The first reading of the word text[0..len), or NULL. */
static const zy_word_reading *look_up(const zy_word_reading *words, size_t count, const char *text,
                                      size_t len)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(words[middle].word, text, len);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < count && strncmp(words[low].word, text, len) == 0 && !words[low].word[len];
    return found ? &words[low] : NULL;
}

/* An entry while it is read: its characters, their readings so far, and which may be read otherwise. */
typedef struct {
    uint32_t chars[ZY_READ_CHARS];
    size_t bytes[ZY_READ_CHARS + 1];
    uint16_t syllables[ZY_READ_CHARS];
    bool settled[ZY_READ_CHARS];
    size_t count;
} spelling;

static void first_readings(spelling *s, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len && s->count < ZY_READ_CHARS;) {
        size_t from = at;
        uint32_t c = zy_utf8_next(text, len, &at);
        uint16_t syllable = zy_char_reading(c);
        if (!syllable && (c < 0x3400 || c >= 0xFE00) && c < 0x20000)
            continue; /* punctuation is not typed */
        s->chars[s->count] = c;
        s->bytes[s->count] = from;
        s->syllables[s->count++] = syllable ? syllable : ZY_SOUND_UNREAD;
        s->bytes[s->count] = at;
    }
}

/* The longest listed word that begins at character i: its characters are settled.  Returns how many there
 * were. */
static size_t settle(spelling *s, const char *text, size_t i, const zy_word_reading *words, size_t count)
{
    for (size_t end = s->count; end > i; end--) {
        const zy_word_reading *word = look_up(words, count, text + s->bytes[i], s->bytes[end] - s->bytes[i]);
        if (!word || word->chars != end - i)
            continue;
        for (size_t k = 0; k < word->chars; k++) {
            s->syllables[i + k] = word->syllables[k];
            s->settled[i + k] = true;
        }
        return word->chars;
    }
    return 0;
}

static const zy_extra *extras_of(const zy_readings *r, uint32_t c)
{
    size_t low = 0, high = r->extra_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->extras[middle].c < c)
            low = middle + 1;
        else
            high = middle;
    }
    return r->extras + low;
}

/* One row more: out[0] with another reading of character i, unless it is read so already or there are too
 * many. */
static void add_row(const spelling *s, size_t i, uint16_t syllable, zy_row_text *out, size_t *rows)
{
    if (syllable == s->syllables[i] || !syllable || *rows == ZY_ROWS_MOST)
        return;
    out[*rows] = out[0];
    out[(*rows)++].syllables[i] = syllable;
}

/* The other readings of characters: first of those that no word settled; then of the settled ones, as someone
 * reads them who does not know the word (zhongyang for 重阳). */
static size_t add_rows(const zy_readings *r, const spelling *s, zy_row_text *out)
{
    size_t rows = 1;
    for (int settled = 0; settled <= 1; settled++)
        for (size_t i = 0; i < s->count; i++) {
            if (s->settled[i] != settled)
                continue;
            add_row(s, i, zy_char_reading(s->chars[i]), out, &rows);
            const zy_extra *extra = extras_of(r, s->chars[i]), *end = r->extras + r->extra_count;
            for (; extra < end && extra->c == s->chars[i]; extra++)
                add_row(s, i, extra->syllable, out, &rows);
        }
    return rows;
}

/* A word listed twice has its second reading as a row of its own. */
static size_t add_listed(const zy_readings *r, const char *text, zy_row_text *out, size_t rows)
{
    const zy_word_reading *word = look_up(r->words, r->word_count, text, strlen(text));
    const zy_word_reading *end = r->words + r->word_count;
    for (const zy_word_reading *next = word ? word + 1 : end;
         next < end && strcmp(next->word, text) == 0 && rows < ZY_ROWS_MOST; next++, rows++) {
        memcpy(out[rows].syllables, next->syllables, sizeof out[rows].syllables);
        out[rows].count = next->chars;
    }
    return rows;
}

size_t zy_readings_of(const zy_readings *r, const char *text, zy_entry_kind kind, zy_row_text *out)
{
    spelling s = {0};
    first_readings(&s, text);
    if (!s.count)
        return 0;
    size_t at = kind == ZY_ENTRY_AUTHOR ? settle(&s, text, 0, r->surnames, r->surname_count) : 0;
    while (at < s.count) {
        size_t settled = settle(&s, text, at, r->words, r->word_count);
        at += settled ? settled : 1;
    }
    memcpy(out[0].syllables, s.syllables, sizeof s.syllables);
    out[0].count = s.count;
    size_t rows = kind == ZY_ENTRY_TITLE ? 1 : add_rows(r, &s, out);
    return add_listed(r, text, out, rows);
}
