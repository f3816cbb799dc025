/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making a vocabulary's blob.
 * In: entries and the lexicon.  Out: the tables that blob.h describes.
 */
#include "base/buf.h"
#include "base/error.h"
#include "suggest/readings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the blob is little-endian and is mapped as it is");

enum { HEADLINE_MORE = 1 }; /* what a headline counts beyond its article */

typedef struct {
    uint32_t entry; /* with ZY_ROW_SECOND */
    zy_row_text read;
    char initials[ZY_READ_CHARS + 1];
} row;

typedef struct {
    zy_entry *entries; /* sorted, without doubles */
    size_t entry_count;
    row *rows; /* sorted by reading */
    size_t row_count, row_cap;
    uint32_t *initials; /* row numbers, sorted by initials */
    uint16_t (*sounds)[2];
    size_t sound_count, sound_cap;
    uint32_t (*shapes)[2];
    size_t shape_count, shape_cap;
    zy_readings readings;
    bool failed;
} builder;

/* ---- Entries --------------------------------------------------------------------------------------------
 */

/* Equal texts side by side, the kind that is kept first. */
static int by_text(const void *a, const void *b)
{
    static const int rank[ZY_ENTRY_KINDS] = {
        [ZY_ENTRY_PLACE] = 0, [ZY_ENTRY_AUTHOR] = 1, [ZY_ENTRY_WORD] = 2, [ZY_ENTRY_TITLE] = 3};
    const zy_entry *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order ? order : rank[x->kind] - rank[y->kind];
}

static bool is_usable(const zy_entry *entry)
{
    size_t len = strlen(entry->text);
    return len && len <= ZY_TEXT_BYTES_MOST && entry->kind < ZY_ENTRY_KINDS &&
           zy_utf8_valid(entry->text, len, NULL);
}

static void merge(zy_entry *into, const zy_entry *other)
{
    into->articles = other->articles > into->articles ? other->articles : into->articles;
    into->headlines = other->headlines > into->headlines ? other->headlines : into->headlines;
}

static void drop_unheld(builder *b)
{
    size_t kept = 0;
    for (size_t i = 0; i < b->entry_count; i++)
        if (b->entries[i].articles)
            b->entries[kept++] = b->entries[i];
    b->entry_count = kept;
}

static void take_entries(builder *b, const zy_entry *entries, size_t count)
{
    b->entries = calloc(count + 1, sizeof *b->entries);
    if (!b->entries) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (is_usable(&entries[i]))
            b->entries[b->entry_count++] = entries[i];
    qsort(b->entries, b->entry_count, sizeof *b->entries, by_text);
    size_t kept = 0;
    for (size_t i = 0; i < b->entry_count; i++) {
        zy_entry *last = kept ? &b->entries[kept - 1] : NULL;
        if (!last || strcmp(last->text, b->entries[i].text) != 0)
            b->entries[kept++] = b->entries[i];
        else
            merge(last, &b->entries[i]);
    }
    b->entry_count = kept;
    drop_unheld(b);
}

/* ---- Rows -----------------------------------------------------------------------------------------------
 */

static void add_row(builder *b, uint32_t entry, const zy_row_text *read)
{
    if (b->row_count == b->row_cap) {
        size_t cap = b->row_cap ? b->row_cap * 2 : 1024;
        row *rows = realloc(b->rows, cap * sizeof *rows);
        if (!rows) {
            b->failed = true;
            return;
        }
        b->rows = rows;
        b->row_cap = cap;
    }
    row *r = &b->rows[b->row_count++];
    *r = (row){.entry = entry, .read = *read};
    for (size_t i = 0; i < read->count; i++) {
        char initial = zy_syllable_initial(read->syllables[i]);
        r->initials[i] = initial ? initial : '~';
    }
}

static int by_reading(const void *a, const void *b)
{
    const row *x = a, *y = b;
    for (size_t i = 0; i < x->read.count && i < y->read.count; i++)
        if (x->read.syllables[i] != y->read.syllables[i])
            return x->read.syllables[i] < y->read.syllables[i] ? -1 : 1;
    if (x->read.count != y->read.count)
        return x->read.count < y->read.count ? -1 : 1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static int by_initials(const void *a, const void *b, void *context)
{
    const builder *all = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int order = strcmp(all->rows[x].initials, all->rows[y].initials);
    return order ? order : (x < y ? -1 : x > y);
}

static void read_entries(builder *b)
{
    for (size_t i = 0; i < b->entry_count && !b->failed; i++) {
        zy_row_text rows[ZY_ROWS_MOST];
        size_t count = zy_readings_of(&b->readings, b->entries[i].text, b->entries[i].kind, rows);
        for (size_t k = 0; k < count; k++)
            add_row(b, (uint32_t)i | (k ? ZY_ROW_SECOND : 0), &rows[k]);
    }
    b->initials = calloc(b->row_count + 1, sizeof *b->initials);
    if (b->failed || !b->initials) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < b->row_count; i++)
        b->initials[i] = (uint32_t)i;
    if (b->row_count) {
        qsort(b->rows, b->row_count, sizeof *b->rows, by_reading);
        qsort_r(b->initials, b->row_count, sizeof *b->initials, by_initials, b);
    }
}

/* ---- Sounds and shapes ----------------------------------------------------------------------------------
 */

static bool is_vowel(char c)
{
    return c && strchr("aeiouv", c) != NULL;
}

static void add_sound(builder *b, uint16_t x, uint16_t y)
{
    if (b->sound_count + 2 > b->sound_cap) {
        size_t cap = b->sound_cap ? b->sound_cap * 2 : 256;
        void *sounds = realloc(b->sounds, cap * sizeof *b->sounds);
        if (!sounds) {
            b->failed = true;
            return;
        }
        b->sounds = sounds;
        b->sound_cap = cap;
    }
    uint16_t(*to)[2] = &b->sounds[b->sound_count];
    to[0][0] = to[1][1] = x;
    to[0][1] = to[1][0] = y;
    b->sound_count += 2;
}

static size_t initial_len(const char *syllable)
{
    size_t len = is_vowel(syllable[0]) ? 0 : 1;
    return len && syllable[1] == 'h' ? 2 : len;
}

/* What syllable becomes when the sound `from` in it is taken for `to`: 0 when it is not in it. */
static uint16_t exchange(const char *syllable, const char *from, const char *to)
{
    size_t head = initial_len(syllable);
    char other[32];
    bool is_initial = !strpbrk(from, "aeiouv"), is_final = is_vowel(from[0]);
    if (strlen(to) > 8)
        return 0;
    if (is_initial && strlen(from) == head && strncmp(syllable, from, head) == 0)
        snprintf(other, sizeof other, "%s%s", to, syllable + head);
    else if (is_final && strcmp(syllable + head, from) == 0)
        snprintf(other, sizeof other, "%.*s%s", (int)head, syllable, to);
    else if (!is_initial && !is_final && strcmp(syllable, from) == 0)
        snprintf(other, sizeof other, "%s", to);
    else
        return 0;
    return zy_syllable_word(other);
}

static int by_pair16(const void *a, const void *b)
{
    const uint16_t *x = a, *y = b;
    return x[0] != y[0] ? (int)x[0] - (int)y[0] : (int)x[1] - (int)y[1];
}

static int by_pair32(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    int i = x[0] == y[0];
    return x[i] < y[i] ? -1 : x[i] > y[i];
}

static void take_sounds(builder *b, const zy_lexicon *lexicon)
{
    size_t count;
    const zy_sound_pair *pairs = zy_lexicon_sounds(lexicon, &count);
    for (size_t i = 0; i < count; i++) {
        for (uint16_t s = 1; s <= zy_syllable_count(); s++) {
            uint16_t other = exchange(zy_syllable_name(s), pairs[i].a, pairs[i].b);
            if (other && other != s)
                add_sound(b, s, other);
        }
    }
    if (b->sound_count)
        qsort(b->sounds, b->sound_count, sizeof *b->sounds, by_pair16);
}

static void add_shape(builder *b, uint32_t x, uint32_t y)
{
    if (b->shape_count == b->shape_cap) {
        size_t cap = b->shape_cap ? b->shape_cap * 2 : 512;
        void *shapes = realloc(b->shapes, cap * sizeof *b->shapes);
        if (!shapes) {
            b->failed = true;
            return;
        }
        b->shapes = shapes;
        b->shape_cap = cap;
    }
    b->shapes[b->shape_count][0] = x;
    b->shapes[b->shape_count++][1] = y;
}

static void take_shapes(builder *b, const zy_lexicon *lexicon)
{
    size_t count;
    const char *const *sets = zy_lexicon_shapes(lexicon, &count);
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(sets[i]);
        for (size_t at = 0; at < len;) {
            uint32_t x = zy_utf8_next(sets[i], len, &at);
            for (size_t other = 0; other < len;) {
                uint32_t y = zy_utf8_next(sets[i], len, &other);
                if (x != y)
                    add_shape(b, x, y);
            }
        }
    }
    if (b->shape_count)
        qsort(b->shapes, b->shape_count, sizeof *b->shapes, by_pair32);
}

/* ---- Writing --------------------------------------------------------------------------------------------
 */

static void put32(zy_buf *out, uint32_t value)
{
    zy_buf_add(out, &value, sizeof value);
}
static void put16(zy_buf *out, uint16_t value)
{
    zy_buf_add(out, &value, sizeof value);
}

static uint32_t info_of(const zy_entry *entry)
{
    uint32_t articles = entry->articles < ZY_INFO_ARTICLES ? entry->articles : ZY_INFO_ARTICLES;
    return (uint32_t)entry->kind << 29 | articles;
}

/* Words before headlines; then by articles, where one that names it in its headline is about it and counts
 * twice. Places come a little before words that are held as often. */
static uint32_t weight_of(const zy_entry *entry)
{
    uint64_t most = 1u << 27, count = entry->articles + (uint64_t)HEADLINE_MORE * entry->headlines;
    if (count > most)
        count = most;
    if (entry->kind == ZY_ENTRY_TITLE)
        return (uint32_t)count;
    return (uint32_t)(ZY_WEIGHT_OF_WORDS + count * 2 + (entry->kind == ZY_ENTRY_PLACE ? count + 1 : 0));
}

static uint32_t chars_of(const char *text)
{
    uint32_t bits = 0;
    for (size_t at = 0, len = strlen(text); at < len;)
        bits |= zy_char_bit(zy_utf8_next(text, len, &at));
    return bits;
}

static void put_entries(const builder *b, zy_buf *out)
{
    uint32_t at = 0;
    for (size_t i = 0; i < b->entry_count; i++) {
        put32(out, at);
        at += (uint32_t)strlen(b->entries[i].text) + 1;
    }
    put32(out, at);
    for (size_t i = 0; i < b->entry_count; i++)
        put32(out, info_of(&b->entries[i]));
    for (size_t i = 0; i < b->entry_count; i++)
        put32(out, weight_of(&b->entries[i]));
    for (size_t i = 0; i < b->entry_count; i++)
        put32(out, chars_of(b->entries[i].text));
}

static void put_rows(const builder *b, zy_buf *out)
{
    uint32_t at = 0;
    for (size_t i = 0; i < b->row_count; i++)
        put32(out, b->rows[i].entry);
    for (size_t i = 0; i < b->row_count; i++) {
        put32(out, at);
        at += (uint32_t)b->rows[i].read.count;
    }
    put32(out, at);
    for (size_t i = 0; i < b->row_count; i++)
        put32(out, b->initials[i]);
}

/* The entry at a place of one of the three orders. */
static uint32_t in_text_order(const builder *b, size_t at)
{
    (void)b;
    return (uint32_t)at;
}
static uint32_t in_row_order(const builder *b, size_t at)
{
    return b->rows[at].entry & ~ZY_ROW_SECOND;
}
static uint32_t in_initial_order(const builder *b, size_t at)
{
    return in_row_order(b, b->initials[at]);
}

static void put_best(const builder *b, size_t count, uint32_t (*entry_at)(const builder *, size_t),
                     zy_buf *out)
{
    for (size_t from = 0; from < count; from += ZY_BLOCK) {
        uint32_t best = 0;
        for (size_t i = from; i < count && i < from + ZY_BLOCK; i++) {
            uint32_t weight = weight_of(&b->entries[entry_at(b, i)]);
            best = weight > best ? weight : best;
        }
        put32(out, best);
    }
}

static zy_blob_header head_of(const builder *b)
{
    zy_blob_header head = {
        .magic = ZY_BLOB_MAGIC, .version = ZY_BLOB_VERSION, .table_hash = zy_syllable_table_hash()};
    head.entries = (uint32_t)b->entry_count;
    head.rows = (uint32_t)b->row_count;
    head.extras = (uint32_t)b->readings.extra_count;
    head.shapes = (uint32_t)b->shape_count;
    head.sounds = (uint32_t)b->sound_count;
    for (size_t i = 0; i < b->row_count; i++)
        head.syllables += (uint32_t)b->rows[i].read.count;
    for (size_t i = 0; i < b->entry_count; i++)
        head.text_bytes += (uint32_t)strlen(b->entries[i].text) + 1;
    return head;
}

static void put_all(const builder *b, zy_buf *out)
{
    zy_blob_header head = head_of(b);
    zy_buf_add(out, &head, sizeof head);
    put_entries(b, out);
    put_rows(b, out);
    put_best(b, b->entry_count, in_text_order, out);
    put_best(b, b->row_count, in_row_order, out);
    put_best(b, b->row_count, in_initial_order, out);
    for (size_t i = 0; i < b->readings.extra_count; i++) {
        put32(out, b->readings.extras[i].c);
        put32(out, b->readings.extras[i].syllable);
    }
    zy_buf_add(out, b->shapes, b->shape_count * sizeof *b->shapes);
    zy_buf_add(out, b->sounds, b->sound_count * sizeof *b->sounds);
    for (size_t i = 0; i < b->row_count; i++)
        for (size_t k = 0; k < b->rows[i].read.count; k++)
            put16(out, b->rows[i].read.syllables[k]);
    for (size_t i = 0; i < b->entry_count; i++)
        zy_buf_add(out, b->entries[i].text, strlen(b->entries[i].text) + 1);
}

zy_status zy_vocabulary_build(const zy_entry *entries, size_t count, const zy_lexicon *lexicon, zy_buf *out,
                              zy_error *err)
{
    enum { ENTRIES_MOST = 1 << 24 }; /* offsets and numbers are u32 */
    if (count > ENTRIES_MOST)
        return zy_fail(err, ZY_TOO_LARGE, "联想词太多:%zu 条,最多 %d 条。", count, ENTRIES_MOST);
    builder b = {0};
    zy_readings_make(&b.readings, lexicon);
    take_entries(&b, entries, count);
    if (!b.failed)
        read_entries(&b);
    if (lexicon) {
        take_sounds(&b, lexicon);
        take_shapes(&b, lexicon);
    }
    bool failed = b.failed || b.readings.failed;
    if (!failed)
        put_all(&b, out);
    zy_readings_free(&b.readings);
    free(b.entries);
    free(b.rows);
    free(b.initials);
    free(b.sounds);
    free(b.shapes);
    return failed || out->failed ? zy_fail_memory(err) : ZY_OK;
}
