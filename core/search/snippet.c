/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hit as it is shown: facts, marked headline, and the best passages of its text. */
#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf16.h"
#include "search/hidden.h"
#include "search/marks.h"

#include <stdlib.h>
#include <string.h>

enum { SNIPPETS = 3, SNIPPET_CHARS = 80, SNIPPETS_MOST = 20, SNIPPET_CHARS_MOST = 500 };

static const char *const part_names[] = {
#define X(name, text, meaning) text,
    ZY_PASSAGES(X)
#undef X
};

/* ---- Facts ---- */

static const char *url_of(zy_arena *arena, const char *id)
{
    static const char digits[] = "0123456789ABCDEF";
    zy_buf url = {0};
    zy_buf_str(&url, "/articles/");
    for (const unsigned char *c = (const unsigned char *)id; *c; c++) {
        if ((*c >= '0' && *c <= '9') || ((*c | 32) >= 'a' && (*c | 32) <= 'z') || strchr("-._~", *c))
            zy_buf_char(&url, (char)*c);
        else {
            zy_buf_char(&url, '%');
            zy_buf_char(&url, digits[*c >> 4]);
            zy_buf_char(&url, digits[*c & 15]);
        }
    }
    const char *copy = zy_arena_str(arena, url.data);
    arena->failed |= url.failed;
    zy_buf_free(&url);
    return copy;
}

void zy_hit_facts(const zy_store *store, uint32_t doc, zy_arena *arena, zy_hit *hit)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(store, doc, &local);
    const zy_doc_record *record = &s->docs[local];
    hit->id = zy_arena_str(arena, zy_segment_string(s, record->id));
    hit->date = zy_date_text(arena, record->date);
    hit->issue = zy_arena_str(arena, zy_segment_string(s, record->issue));
    hit->page = record->page;
    hit->section = zy_shown_string(store, arena, zy_segment_string(s, record->section));
    hit->source = zy_arena_str(arena, zy_segment_string(s, record->source));
    hit->url = url_of(arena, hit->id ? hit->id : "");
    const char **authors = ZY_ARENA_ARRAY(arena, const char *, record->author_count);
    for (uint16_t i = 0; authors && i < record->author_count; i++)
        authors[i] = zy_shown_string(store, arena, zy_segment_string(s, s->lists[record->lists_at + i]));
    hit->authors = authors;
    hit->author_count = authors ? record->author_count : 0;
    hit->title = "";
}

/* ---- Passages whole ---- */

zy_status zy_passage_marked(zy_plan *plan, uint32_t doc, uint32_t passage, bool related, zy_arena *arena,
                            zy_source *scratch, zy_marked *out, zy_error *err)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(plan->store, doc, &local);
    uint32_t from = s->passage_starts[passage], end = zy_passage_end(s, passage);
    zy_vec found = ZY_VEC(zy_found);
    zy_status status = zy_shown_restore(plan->store, s, local, from, end, scratch, err);
    if (!status)
        status = zy_marks_find(plan, s, local, from, end, related, &found, err);
    if (!status) {
        out->text =
            zy_arena_strn(arena, scratch->text.data ? scratch->text.data : "", scratch->text.len_bytes);
        status = zy_marks_place(&found, from, end, scratch, 0, arena, &out->marks, &out->mark_count, err);
    }
    zy_vec_free(&found);
    return status ? status : out->text ? ZY_OK : zy_fail_memory(err);
}

static zy_status fill_headline(zy_plan *plan, const zy_ranked *ranked, zy_arena *arena, zy_source *scratch,
                               zy_hit *hit, zy_error *err)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(plan->store, ranked->doc, &local);
    zy_status status = ZY_OK;
    for (uint32_t p = s->passage_first[local]; p < s->passage_first[local + 1] && !status; p++) {
        zy_marked marked = {0};
        uint8_t kind = s->passage_kinds[p];
        if (kind > ZY_PASSAGE_SUBTITLE)
            break;
        status = zy_passage_marked(plan, ranked->doc, p, ranked->class_ == ZY_CLASS_RELATED, arena, scratch,
                                   &marked, err);
        if (status)
            return status;
        if (kind == ZY_PASSAGE_TITLE) {
            hit->title = marked.text;
            hit->title_marks = marked.marks;
            hit->title_mark_count = marked.mark_count;
        } else if (kind == ZY_PASSAGE_KICKER) {
            hit->kicker = marked.text;
        } else {
            hit->subtitle = marked.text;
        }
    }
    return status;
}

/* ---- Choosing windows ---- */

typedef struct {
    uint32_t from, end; /* units */
    uint32_t passage;
    double score;
} window;

static bool ends_sentence(uint16_t unit)
{
    return unit == 0x3002 || unit == '!' || unit == '?' || unit == ';' || unit == 0x2026;
}

static bool is_digit(uint16_t unit)
{
    return unit >= '0' && unit <= '9';
}

/* May the text be cut before this unit?  Not inside a word, a number, or a date such as 12月17日. */
static bool may_cut(const zy_segment *s, uint32_t at)
{
    if (!zy_bit_get(s->breaks, at))
        return false;
    uint16_t before = s->text[at - 1], after = s->text[at];
    bool date_sign = after == 0x5E74 || after == 0x6708 || after == 0x65E5 || after == '.' || after == '-' ||
                     after == ':' || after == '%' || after == ',';
    bool date_before = before == 0x5E74 || before == 0x6708 || before == '.' || before == '-' ||
                       before == ':' || before == ',';
    return !(is_digit(before) && (is_digit(after) || date_sign)) && !(date_before && is_digit(after));
}

/* Closing marks belong to what is before them. */
static bool closes(uint16_t unit)
{
    return unit == 0x201D || unit == 0x2019 || unit == ')' || unit == 0x300D || unit == 0x300F ||
           unit == 0x300B || ends_sentence(unit) || unit == ',' || unit == 0x3001 || unit == ':';
}

/* The window's beginning: the nearest sentence's within `slack` units before, else a place where words part.
 */
static uint32_t begin_at(const zy_segment *s, uint32_t floor, uint32_t at, uint32_t slack)
{
    uint32_t least = at - floor > slack ? at - slack : floor;
    for (uint32_t i = at; i > least; i--)
        if (ends_sentence(s->text[i - 1]) && !closes(s->text[i]))
            return i;
    if (least == floor)
        return floor;
    while (least < at && (!may_cut(s, least) || closes(s->text[least])))
        least++;
    return least;
}

static uint32_t end_at(const zy_segment *s, uint32_t at, uint32_t ceiling, uint32_t slack)
{
    uint32_t most = ceiling - at > slack ? at + slack : ceiling;
    if (most == ceiling)
        return ceiling;
    for (uint32_t i = most; i > at + slack / 2; i--) /* a late sentence end beats an early one */
        if (ends_sentence(s->text[i - 1]) && !closes(s->text[i]))
            return i;
    while (most > at && (!may_cut(s, most) || closes(s->text[most])))
        most--;
    return most;
}

static double class_worth(uint8_t class_)
{
    static const double worth[] = {1, .8, .5, .7, .6};
    return class_ < sizeof worth / sizeof *worth ? worth[class_] : .5;
}

/* Scores the window that begins with mark `i`: different strings first, then how many and how good. */
static window window_from(const zy_segment *s, const zy_found *found, size_t count, size_t i,
                          uint32_t passage, uint32_t chars)
{
    uint32_t floor = s->passage_starts[passage], ceiling = zy_passage_end(s, passage);
    uint64_t seen = 0;
    uint32_t last = found[i].end;
    double score = 0;
    for (size_t k = i; k < count && found[k].end <= ceiling && found[k].end - found[i].start <= chars; k++) {
        uint64_t bit = (uint64_t)1 << (found[k].needle & 63);
        score += class_worth(found[k].class_) * (seen & bit ? .25 : 2) *
                 (1 + .1 * (found[k].end - found[k].start));
        seen |= bit;
        last = found[k].end;
    }
    uint32_t used = last - found[i].start, spare = chars > used ? chars - used : 0;
    window w = {.passage = passage};
    w.from = begin_at(s, floor, found[i].start, spare / 2);
    uint32_t taken = last - w.from;
    w.end = end_at(s, last, ceiling, chars > taken ? chars - taken : 0);
    uint8_t kind = s->passage_kinds[passage];
    w.score = score + (kind == ZY_PASSAGE_BODY ? .5 : 0) - (kind == ZY_PASSAGE_AUTHOR ? 1 : 0);
    return w;
}

static bool overlaps(const window *a, const window *b)
{
    return a->from < b->end && b->from < a->end;
}

/* The best few windows, none overlapping, then in the order of the text. */
static size_t choose(const zy_segment *s, uint32_t doc, const zy_vec *found, size_t most, uint32_t chars,
                     window *chosen)
{
    const zy_found *list = found->data;
    size_t count = 0;
    for (; count < most; count++) {
        window best = {.score = -1e9};
        for (size_t i = 0; i < found->count; i++) {
            uint32_t passage = zy_passage_at(s, doc, list[i].start);
            if (s->passage_kinds[passage] == ZY_PASSAGE_TITLE)
                continue;
            window w = window_from(s, list, found->count, i, passage, chars);
            for (size_t k = 0; k < count; k++)
                if (overlaps(&w, &chosen[k]) ||
                    (list[i].start >= chosen[k].from && list[i].end <= chosen[k].end))
                    w.score = -1e9;
            if (w.score > best.score)
                best = w;
        }
        if (best.score < -1e8)
            break;
        chosen[count] = best;
    }
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && chosen[k].from < chosen[k - 1].from; k--) {
            window swap = chosen[k];
            chosen[k] = chosen[k - 1];
            chosen[k - 1] = swap;
        }
    return count;
}

/* 编辑部： and 各村民委员会、居民委员会： say nothing of what follows. */
static bool is_salutation(const zy_segment *s, uint32_t passage)
{
    enum { LONGEST = 24 };
    uint32_t from = s->passage_starts[passage], end = zy_passage_end(s, passage);
    return end > from && end - from <= LONGEST && s->text[end - 1] == ':';
}

/* The text's beginning, for an article that only its headline answers. */
static size_t lead(const zy_segment *s, uint32_t doc, uint32_t chars, window *chosen)
{
    size_t count = 0;
    bool skipped = true;
    for (uint32_t p = s->passage_first[doc]; skipped && p < s->passage_first[doc + 1]; p++)
        if (s->passage_kinds[p] == ZY_PASSAGE_BODY) {
            uint32_t from = s->passage_starts[p];
            *chosen =
                (window){.from = from, .end = end_at(s, from, zy_passage_end(s, p), chars), .passage = p};
            skipped = count == 0 && is_salutation(s, p);
            count = 1;
        }
    return count;
}

/* ---- Writing ---- */

/* Cut in mid-sentence shows as an ellipsis; at a sentence's end it does not. */
static bool cut_before(const zy_segment *s, const window *w)
{
    return w->from > s->passage_starts[w->passage] && !ends_sentence(s->text[w->from - 1]);
}

static bool cut_behind(const zy_segment *s, const window *w)
{
    return w->end < zy_passage_end(s, w->passage) && !ends_sentence(s->text[w->end - 1]);
}

static uint32_t number_in_part(const zy_segment *s, uint32_t doc, uint32_t passage)
{
    uint32_t number = 0;
    for (uint32_t p = s->passage_first[doc]; p < passage; p++)
        number += s->passage_kinds[p] == s->passage_kinds[passage];
    return number;
}

static zy_status write_snippet(const zy_store *store, const zy_segment *s, uint32_t doc, const window *w,
                               const zy_vec *found, zy_arena *arena, zy_source *scratch, zy_snippet *out,
                               zy_error *err)
{
    zy_status status = zy_shown_restore(store, s, doc, w->from, w->end, scratch, err);
    if (status)
        return status;
    bool before = cut_before(s, w), behind = cut_behind(s, w);
    out->text = zy_arena_printf(arena, "%s%s%s", before ? "…" : "",
                                scratch->text.data ? scratch->text.data : "", behind ? "…" : "");
    out->paragraph = number_in_part(s, doc, w->passage);
    out->part = part_names[s->passage_kinds[w->passage]];
    if (!out->text)
        return zy_fail_memory(err);
    return zy_marks_place(found, w->from, w->end, scratch, before ? 1 : 0, arena, &out->marks,
                          &out->mark_count, err);
}

static zy_status fill_snippets(zy_plan *plan, const zy_ranked *ranked, zy_arena *arena, zy_source *scratch,
                               zy_hit *hit, zy_error *err)
{
    uint32_t doc;
    const zy_segment *s = zy_store_segment(plan->store, ranked->doc, &doc);
    size_t most = plan->request->snippets ? plan->request->snippets : SNIPPETS;
    size_t chars = plan->request->snippet_chars ? plan->request->snippet_chars : SNIPPET_CHARS;
    window chosen[SNIPPETS_MOST];
    most = most < SNIPPETS_MOST ? most : SNIPPETS_MOST;
    chars = chars < SNIPPET_CHARS_MOST ? chars : SNIPPET_CHARS_MOST;
    zy_vec found = ZY_VEC(zy_found);
    zy_status status = zy_marks_find(plan, s, doc, s->doc_starts[doc], s->doc_starts[doc + 1] - 1,
                                     ranked->class_ == ZY_CLASS_RELATED, &found, err);
    size_t count = status ? 0 : choose(s, doc, &found, most, (uint32_t)chars, chosen);
    if (!status && count == 0 && most)
        count = lead(s, doc, (uint32_t)chars, chosen);
    zy_snippet *snippets = ZY_ARENA_ARRAY(arena, zy_snippet, count);
    if (!status && !snippets)
        status = zy_fail_memory(err);
    for (size_t i = 0; i < count && !status; i++)
        status = write_snippet(plan->store, s, doc, &chosen[i], &found, arena, scratch, &snippets[i], err);
    hit->snippets = snippets;
    hit->snippet_count = status ? 0 : count;
    hit->matches = (uint32_t)found.count;
    zy_vec_free(&found);
    return status;
}

zy_status zy_hit_fill(zy_plan *plan, const zy_ranked *ranked, zy_arena *arena, zy_hit *hit, zy_error *err)
{
    zy_source scratch = {0};
    *hit = (zy_hit){.class_ = ranked->class_, .score = ranked->score};
    zy_hit_facts(plan->store, ranked->doc, arena, hit);
    zy_status status = fill_headline(plan, ranked, arena, &scratch, hit, err);
    if (!status)
        status = fill_snippets(plan, ranked, arena, &scratch, hit, err);
    zy_source_free(&scratch);
    return status ? status : arena->failed ? zy_fail_memory(err) : ZY_OK;
}
