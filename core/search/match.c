/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A leaf's articles: every occurrence of its needles, gathered by article. */
#include "search/hidden.h"

#include "base/bits.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    zy_store *store;
    const zy_segment *segment;
    uint32_t epoch;
    zy_vec found; /* zy_match, in the order found */
} collector;

static bool is_digit_form(uint16_t unit)
{
    static const uint16_t han[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                   0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E};
    if (unit >= '0' && unit <= '9')
        return true;
    for (size_t i = 0; i < sizeof han / sizeof *han; i++)
        if (unit == han[i])
            return true;
    return false;
}

bool zy_inside_number(const zy_segment *segment, uint32_t at, uint32_t len)
{
    const uint16_t *text = segment->text;
    return (at > 0 && is_digit_form(text[at]) && is_digit_form(text[at - 1])) ||
           (is_digit_form(text[at + len - 1]) && is_digit_form(text[at + len]));
}

bool zy_after_number(const zy_segment *segment, uint32_t at)
{
    static const uint16_t large[] = {0x5343, 0x4E07, 0x4EBF, 0x4E24};
    const uint16_t *text = segment->text;
    if (at == 0 || (text[at] != 0x591A && text[at] != 0x4F59))
        return false;
    bool number = is_digit_form(text[at - 1]);
    for (size_t i = 0; i < sizeof large / sizeof *large; i++)
        number |= text[at - 1] == large[i];
    return number;
}

static bool in_headline(const zy_segment *segment, uint32_t doc, uint32_t at)
{
    uint8_t kind = segment->passage_kinds[zy_passage_at(segment, doc, at)];
    return kind == ZY_PASSAGE_TITLE || kind == ZY_PASSAGE_KICKER || kind == ZY_PASSAGE_SUBTITLE;
}

static zy_match *match_of(collector *c, uint32_t local)
{
    uint32_t doc = c->segment->first_doc + local;
    struct zy_slot *slot = &c->store->scratch.slots[doc];
    if (slot->epoch != c->epoch) {
        zy_match made = {.doc = doc, .first = UINT32_MAX, .class_ = ZY_CLASS_COUNT};
        *slot = (struct zy_slot){c->epoch, (uint32_t)c->found.count};
        if (!zy_vec_push(&c->found, &made))
            return NULL;
    }
    return &ZY_VEC_AT(c->found, zy_match, slot->at);
}

/* What of a needle need not be asked at every occurrence: looking at the text there costs a cache miss each.
 */
typedef struct {
    bool conditions, may_follow_number, rewritten, numbers;
} nature;

static nature nature_of(const zy_store *store, const zy_needle *needle)
{
    return (nature){.conditions =
                        needle->prefix || needle->why == ZY_WHY_NUMBER || needle->where == ZY_IN_TITLE,
                    .may_follow_number = needle->units[0] == 0x591A || needle->units[0] == 0x4F59,
                    .rewritten = needle->why != ZY_WHY_TYPED && needle->why != ZY_WHY_NUMBER,
                    .numbers = zy_may_touch_numbers(store, needle->units, needle->unit_count)};
}

static bool meets_conditions(const zy_segment *s, const zy_needle *needle, uint32_t local, uint32_t at)
{
    return (!needle->prefix || zy_bit_get(s->breaks, at)) &&
           (needle->why != ZY_WHY_NUMBER || !zy_inside_number(s, at, (uint32_t)needle->unit_count)) &&
           (needle->where != ZY_IN_TITLE || in_headline(s, local, at));
}

static bool collect(collector *c, const zy_needle *needle)
{
    const zy_segment *s = c->segment;
    nature is = nature_of(c->store, needle);
    uint32_t low, high, len = (uint32_t)needle->unit_count;
    zy_literal_find(&s->literal, needle->units, needle->unit_count, &low, &high);
    for (uint32_t i = low; i < high; i++) {
        uint32_t at = s->suffixes[i], local = zy_literal_doc(&s->literal, at);
        if (!zy_segment_is_held(s, local) || (is.conditions && !meets_conditions(s, needle, local, at)))
            continue;
        zy_cover cover = is.numbers ? zy_cover_of(s, at, len) : ZY_COVER_NONE;
        if (cover == ZY_COVER_PART)
            continue;
        zy_match *match = match_of(c, local);
        if (!match)
            return false;
        match->covered |= cover == ZY_COVER_WHOLE;
        if (cover == ZY_COVER_WHOLE)
            continue;
        uint8_t class_ = needle->prefix ? ZY_CLASS_WORD : (uint8_t)zy_literal_class(&s->literal, at, len);
        if (is.may_follow_number && zy_after_number(s, at))
            class_ = ZY_CLASS_ACROSS;
        match->words += class_ == ZY_CLASS_WORD;
        if (is.rewritten)
            class_ = ZY_CLASS_SYNONYM;
        if (class_ < match->class_)
            match->class_ = class_;
        match->count++;
        uint32_t offset = at - s->doc_starts[local];
        if (offset < match->first)
            match->first = offset;
    }
    return true;
}

/* The title is an article's first passage; one occurrence there is enough to know. */
static void note_titles(const collector *c, size_t from)
{
    for (size_t i = from; i < c->found.count; i++) {
        zy_match *match = &ZY_VEC_AT(c->found, zy_match, i);
        uint32_t local = match->doc - c->segment->first_doc, p = c->segment->passage_first[local];
        match->in_title = match->count > 0 && p < c->segment->passage_first[local + 1] &&
                          c->segment->passage_kinds[p] == ZY_PASSAGE_TITLE &&
                          match->first + c->segment->doc_starts[local] < c->segment->passage_starts[p + 1];
    }
}

static int by_doc(const void *left, const void *right)
{
    uint32_t a = ((const zy_match *)left)->doc, b = ((const zy_match *)right)->doc;
    return (a > b) - (a < b);
}

/* Few matches are sorted; many are read off the slots, which is linear. */
static bool in_order(collector *c, zy_matches *out)
{
    uint32_t docs = c->store->generation->doc_count;
    const struct zy_slot *slots = c->store->scratch.slots;
    const zy_match *found = c->found.data;
    if (c->found.count < docs / 64) {
        if (c->found.count)
            qsort(c->found.data, c->found.count, sizeof(zy_match), by_doc);
        return zy_vec_append(out, found, c->found.count);
    }
    zy_match *sorted = zy_vec_reserve(out, c->found.count);
    for (uint32_t doc = 0; sorted && doc < docs; doc++)
        if (slots[doc].epoch == c->epoch)
            *sorted++ = found[slots[doc].at];
    out->count += sorted ? c->found.count : 0;
    return sorted != NULL;
}

zy_status zy_match_needles(zy_store *store, const zy_needle *needles, size_t count, zy_matches *out,
                           zy_error *err)
{
    collector c = {.store = store, .found = ZY_VEC(zy_match)};
    c.epoch = zy_scratch_begin(&store->scratch, store->generation->doc_count);
    bool fine = c.epoch != 0;
    for (size_t i = 0; i < store->generation->segment_count && fine; i++) {
        size_t before = c.found.count;
        c.segment = &store->generation->segments[i];
        for (size_t k = 0; k < count && fine; k++)
            fine = collect(&c, &needles[k]);
        note_titles(&c, before);
    }
    fine = fine && in_order(&c, out);
    zy_vec_free(&c.found);
    return fine ? ZY_OK : zy_fail_memory(err);
}

uint64_t zy_needle_occurrences(const zy_store *store, const uint16_t *units, size_t count)
{
    uint64_t all = 0;
    for (size_t i = 0; i < store->generation->segment_count; i++) {
        uint32_t low, high;
        zy_literal_find(&store->generation->segments[i].literal, units, count, &low, &high);
        all += high - low;
    }
    return all;
}
