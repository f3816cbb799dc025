/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ICU's breaks first, then the lexicon's words, leftmost longest, laid over them. */
#include "text/cut.h"

#include "base/bits.h"
#include "base/error.h"
#include "base/utf16.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

typedef struct {
    const uint16_t *units;
    uint32_t count;
    uint32_t number; /* in the caller's list */
    bool whole;
} entry;

typedef struct {
    uint16_t *pool;
    entry *entries; /* sorted by units */
    size_t count;
    uint8_t first[8192]; /* a bit for each unit some entry begins with */
} word_list;

struct zy_cutter {
    UBreakIterator *iterator;
    word_list *words;
    bool owns_words;
    zy_cut_match *matches;
    size_t match_count, match_cap;
};

const char *zy_cut_version(void)
{
    return "icu-" U_ICU_VERSION "/unicode-" U_UNICODE_VERSION "/cut-1";
}

static int compare(const uint16_t *a, size_t a_count, const uint16_t *b, size_t b_count)
{
    for (size_t i = 0; i < a_count && i < b_count; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return a_count == b_count ? 0 : a_count < b_count ? -1 : 1;
}

static int by_units(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = compare(a->units, a->count, b->units, b->count);
    return order ? order : (int)b->whole - (int)a->whole; /* a name wins over the same word */
}

static void free_words(word_list *words)
{
    if (!words)
        return;
    free(words->pool);
    free(words->entries);
    free(words);
}

/* Folds all words into one pool; their offsets become pointers when the pool no longer moves. */
static word_list *make_words(const zy_cut_word *words, size_t count)
{
    word_list *list = calloc(1, sizeof *list);
    uint32_t *starts = calloc(count + 1, sizeof *starts);
    zy_folded folded = {0};
    for (size_t i = 0; starts && i < count; i++) {
        zy_fold(words[i].text, strlen(words[i].text), &folded);
        starts[i + 1] = (uint32_t)folded.unit_count;
    }
    free(folded.edits);
    if (list)
        list->entries = calloc(count + 1, sizeof *list->entries);
    if (!list || !list->entries || !starts || folded.failed) {
        free(folded.units);
        free(starts);
        free_words(list);
        return NULL;
    }
    list->pool = folded.units;
    for (size_t i = 0; i < count; i++) {
        entry made = {.units = list->pool + starts[i],
                      .count = starts[i + 1] - starts[i],
                      .number = (uint32_t)i,
                      .whole = words[i].whole};
        if (made.count < 2)
            continue;
        list->entries[list->count++] = made;
        list->first[made.units[0] >> 3] |= (uint8_t)(1 << (made.units[0] & 7));
    }
    free(starts);
    if (list->count)
        qsort(list->entries, list->count, sizeof *list->entries, by_units);
    return list;
}

static UBreakIterator *open_iterator(zy_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    if (U_FAILURE(status)) {
        (void)!zy_fail(err, ZY_INTERNAL, "ICU 的分词器打不开（%s）", u_errorName(status));
        return NULL;
    }
    return iterator;
}

zy_status zy_cutter_open(const zy_cut_word *words, size_t count, zy_cutter **out, zy_error *err)
{
    UBreakIterator *iterator = open_iterator(err);
    if (!iterator)
        return ZY_INTERNAL;
    zy_cutter *cutter = calloc(1, sizeof *cutter);
    word_list *list = make_words(words, count);
    if (!cutter || !list) {
        ubrk_close(iterator);
        free(cutter);
        free_words(list);
        return zy_fail_memory(err);
    }
    *cutter = (zy_cutter){.iterator = iterator, .words = list, .owns_words = true};
    *out = cutter;
    return ZY_OK;
}

zy_status zy_cutter_clone(const zy_cutter *cutter, zy_cutter **out, zy_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    zy_cutter *copy = calloc(1, sizeof *copy);
    if (!copy)
        return zy_fail_memory(err);
    copy->words = cutter->words;
    copy->iterator = ubrk_clone(cutter->iterator, &status);
    if (U_FAILURE(status)) {
        free(copy);
        return zy_fail(err, ZY_INTERNAL, "ICU 的分词器不能复制（%s）", u_errorName(status));
    }
    *out = copy;
    return ZY_OK;
}

void zy_cutter_close(zy_cutter *cutter)
{
    if (!cutter)
        return;
    ubrk_close(cutter->iterator);
    if (cutter->owns_words)
        free_words(cutter->words);
    free(cutter->matches);
    free(cutter);
}

/* The longest entry that the text at `units` begins with, or NULL.  Entries that share a beginning stand
 * together, the shorter first, so the search narrows a range unit by unit. */
static const entry *longest(const word_list *list, const uint16_t *units, size_t left)
{
    size_t low = 0, high = list->count;
    const entry *best = NULL;
    for (size_t depth = 0; depth < left && low < high; depth++) {
        size_t a = low, b = high;
        while (a < b) { /* first entry whose unit at `depth` is not smaller */
            size_t middle = (a + b) / 2;
            if (list->entries[middle].count <= depth || list->entries[middle].units[depth] < units[depth])
                a = middle + 1;
            else
                b = middle;
        }
        low = a;
        b = high;
        while (a < b) { /* first entry whose unit is larger */
            size_t middle = (a + b) / 2;
            if (list->entries[middle].units[depth] <= units[depth])
                a = middle + 1;
            else
                b = middle;
        }
        high = a;
        if (low < high && list->entries[low].count == depth + 1)
            best = &list->entries[low];
    }
    return best;
}

static bool note_match(zy_cutter *cutter, const entry *word, size_t start)
{
    if (cutter->match_count == cutter->match_cap) {
        size_t cap = 2 * cutter->match_cap + 16;
        zy_cut_match *more = realloc(cutter->matches, cap * sizeof *more);
        if (!more)
            return false;
        cutter->matches = more;
        cutter->match_cap = cap;
    }
    zy_unit_span span = {(uint32_t)start, (uint32_t)(start + word->count)};
    cutter->matches[cutter->match_count++] = (zy_cut_match){span, word->number};
    return true;
}

/* Lays one lexicon word over the breaks.  A compound that agrees with ICU at neither end is more likely an
 * accident of letters than the word, and is left. */
static bool apply(zy_cutter *cutter, const entry *word, size_t start, uint64_t *breaks)
{
    size_t end = start + word->count;
    if (!word->whole && !zy_bit_get(breaks, start) && !zy_bit_get(breaks, end))
        return true;
    for (size_t i = start + 1; word->whole && i < end; i++)
        zy_bit_clear(breaks, i);
    zy_bit_set(breaks, start);
    zy_bit_set(breaks, end);
    return note_match(cutter, word, start);
}

static bool apply_words(zy_cutter *cutter, const uint16_t *units, size_t unit_count, uint64_t *breaks)
{
    const word_list *list = cutter->words;
    for (size_t at = 0; list->count && at < unit_count;) {
        const entry *word = NULL;
        if (list->first[units[at] >> 3] >> (units[at] & 7) & 1)
            word = longest(list, units + at, unit_count - at);
        if (word && !apply(cutter, word, at, breaks))
            return false;
        at += word ? word->count : 1;
    }
    return true;
}

zy_status zy_cut(zy_cutter *cutter, const uint16_t *units, size_t unit_count, uint64_t *breaks, zy_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(cutter->iterator, (const UChar *)units, (int32_t)unit_count, &status);
    if (U_FAILURE(status))
        return zy_fail(err, ZY_INTERNAL, "ICU 分词失败（%s）", u_errorName(status));
    for (int32_t at = ubrk_first(cutter->iterator); at != UBRK_DONE; at = ubrk_next(cutter->iterator))
        zy_bit_set(breaks, (size_t)at);
    zy_bit_set(breaks, unit_count);
    cutter->match_count = 0;
    return apply_words(cutter, units, unit_count, breaks) ? ZY_OK : zy_fail_memory(err);
}

const zy_cut_match *zy_cut_matches(const zy_cutter *cutter, size_t *count)
{
    *count = cutter->match_count;
    return cutter->matches;
}

static bool is_word_unit(uint16_t unit)
{
    if (unit >= 0x4E00 && unit <= 0x9FFF)
        return true;
    if (unit < 0x80)
        return (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'z');
    return zy_utf16_is_lead(unit) || zy_utf16_is_trail(unit) || u_isalnum(unit);
}

bool zy_word_next(const uint16_t *units, const uint64_t *breaks, size_t end_units, size_t *at,
                  zy_unit_span *word)
{
    while (*at < end_units) {
        size_t start = *at, end = zy_bits_next(breaks, start + 1, end_units);
        *at = end;
        for (size_t i = start; i < end; i++)
            if (is_word_unit(units[i])) {
                *word = (zy_unit_span){(uint32_t)start, (uint32_t)end};
                return true;
            }
    }
    return false;
}
