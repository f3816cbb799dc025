/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking for the needles in one article's text. */
#include "search/marks.h"
#include "search/hidden.h"

#include "base/bits.h"
#include "base/error.h"
#include "base/utf16.h"

#include <stdlib.h>
#include <string.h>

const uint16_t *zy_needle_at(const uint16_t *from, const uint16_t *end, const uint16_t *needle, size_t count)
{
    for (; (size_t)(end - from) >= count; from++)
        if (*from == *needle && memcmp(from, needle, count * sizeof *needle) == 0)
            return from;
    return NULL;
}

static bool in_headline(const zy_segment *segment, uint32_t doc, uint32_t at)
{
    return segment->passage_kinds[zy_passage_at(segment, doc, at)] <= ZY_PASSAGE_SUBTITLE;
}

typedef struct {
    const zy_store *store;
    const zy_segment *segment;
    uint32_t doc, from, end;
    zy_vec *out;
} area;

static void note(const area *a, uint32_t start, uint32_t end, size_t needle, uint8_t class_)
{
    zy_found found = {start, end, (uint16_t)needle, class_};
    zy_vec_push(a->out, &found);
}

static void find_needle(const area *a, const zy_needle *needle, size_t number)
{
    bool numbers = zy_may_touch_numbers(a->store, needle->units, needle->unit_count);
    const zy_segment *s = a->segment;
    const uint16_t *text = s->text, *at = text + a->from, *stop = text + a->end;
    while ((at = zy_needle_at(at, stop, needle->units, needle->unit_count))) {
        uint32_t start = (uint32_t)(at - text), end = start + (uint32_t)needle->unit_count;
        at++;
        if (numbers && zy_cover_of(s, start, end - start) != ZY_COVER_NONE)
            continue;
        if (needle->prefix && !zy_bit_get(s->breaks, start))
            continue;
        if (needle->why == ZY_WHY_NUMBER && zy_inside_number(s, start, end - start))
            continue;
        if (needle->where == ZY_IN_TITLE && !in_headline(s, a->doc, start))
            continue;
        uint8_t class_ = zy_after_number(s, start)
                             ? ZY_CLASS_ACROSS
                             : (uint8_t)zy_literal_class(&s->literal, start, end - start);
        if (needle->prefix)
            end = (uint32_t)zy_bits_next(s->breaks, end, a->end);
        if (needle->why != ZY_WHY_TYPED && needle->why != ZY_WHY_NUMBER)
            class_ = ZY_CLASS_SYNONYM;
        note(a, start, end, number, class_);
        at = text + end;
    }
}

/* The words of what was asked, for an article that does not hold it as a string; single characters only when
 * there is nothing longer. */
static zy_status find_words(zy_plan *plan, const area *a, size_t least_units, zy_error *err)
{
    const zy_folded *asked = &plan->asked;
    uint64_t *breaks = calloc(zy_bits_words(asked->unit_count + 1), sizeof *breaks);
    if (!breaks)
        return zy_fail_memory(err);
    zy_status status = zy_cut(plan->store->analyser.cutter, asked->units, asked->unit_count, breaks, err);
    size_t at = 0, number = 0;
    zy_unit_span word;
    while (!status && number < 128 && zy_word_next(asked->units, breaks, asked->unit_count, &at, &word)) {
        zy_needle needle = {.units = asked->units + word.start, .unit_count = word.end - word.start};
        size_t before = a->out->count;
        if (needle.unit_count >= least_units)
            find_needle(a, &needle, number++);
        for (size_t i = before; i < a->out->count; i++)
            ZY_VEC_AT(*a->out, zy_found, i).class_ = ZY_CLASS_RELATED;
    }
    free(breaks);
    return status;
}

/* By place; of two that begin together the longer first, and the string typed before its synonyms. */
static int by_place(const void *left, const void *right)
{
    const zy_found *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return (a->class_ > b->class_) - (a->class_ < b->class_);
}

static void drop_overlapping(zy_vec *out)
{
    zy_found *list = out->data;
    size_t kept = 0;
    if (out->count)
        qsort(list, out->count, sizeof *list, by_place);
    for (size_t i = 0; i < out->count; i++)
        if (kept == 0 || list[i].start >= list[kept - 1].end)
            list[kept++] = list[i];
    out->count = kept;
}

zy_status zy_marks_find(zy_plan *plan, const zy_segment *segment, uint32_t doc, uint32_t from, uint32_t end,
                        bool related, zy_vec *out, zy_error *err)
{
    area a = {.store = plan->store, .segment = segment, .doc = doc, .from = from, .end = end, .out = out};
    zy_status status = ZY_OK;
    for (size_t i = 0; i < plan->needle_count; i++)
        find_needle(&a, &plan->needles[i], i);
    if (related && out->count == 0)
        status = find_words(plan, &a, 2, err);
    if (related && !status && out->count == 0)
        status = find_words(plan, &a, 1, err);
    drop_overlapping(out);
    return status ? status : out->failed ? zy_fail_memory(err) : ZY_OK;
}

zy_status zy_marks_place(const zy_vec *found, uint32_t from, uint32_t end, const zy_source *source,
                         uint32_t shift_chars, zy_arena *arena, const zy_mark **marks, size_t *count,
                         zy_error *err)
{
    zy_mark *made = ZY_ARENA_ARRAY(arena, zy_mark, found->count);
    if (!made)
        return zy_fail_memory(err);
    size_t n = 0;
    uint16_t last_needle = 0;
    for (size_t i = 0; i < found->count; i++) {
        const zy_found *f = &ZY_VEC_AT(*found, zy_found, i);
        if (f->start < from || f->end > end)
            continue;
        zy_mark mark = {.start = source->first_char[f->start - from] + shift_chars,
                        .end = source->end_char[f->end - from] + shift_chars,
                        .class_ = (zy_class)f->class_};
        bool touching = n && made[n - 1].end == mark.start && f->needle != last_needle &&
                        made[n - 1].class_ == mark.class_;
        if (n &&
            (touching || mark.start < made[n - 1].end)) /* two strings in one character: ㎡ holds m and 2 */
            made[n - 1].end = mark.end > made[n - 1].end ? mark.end : made[n - 1].end;
        else
            made[n++] = mark;
        last_needle = f->needle;
    }
    *marks = made;
    *count = n;
    return ZY_OK;
}
