/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Possible slips of the pen.  A wrong character mostly makes no word, so the cutter leaves it standing alone:
 * what is looked at are words that stand once, and a few words in a row of which one is a single character.
 * Whether such a string was meant to be another is asked of the vocabulary, which knows sounds and shapes.
 */
#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf16.h"
#include "base/utf8.h"
#include "search/hidden.h"
#include "search/search.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHARS_LEAST = 2,
    CHARS_MOST = 4,
    WORDS_MOST = 3,        /* in a row */
    STRINGS_MOST = 600000, /* looked up: a few seconds */
    OFFERS = 6,
    CONTEXT_UNITS = 14
};

typedef struct {
    zy_store *store;
    zy_arena *arena;
    zy_vec *out;
    uint64_t frequent; /* articles a word must be in to be what was meant */
    size_t looked;
    const zy_segment *s;
    uint32_t doc;
} proofreading;

/* Words of grammar and numbers: strings with one of them are phrases, and phrases that stand once are no
 * slips. */
static bool is_common(uint16_t unit)
{
    static const uint16_t common[] = {
        0x7684, 0x4E86, 0x662F, 0x5728, 0x548C, 0x4E0E, 0x7B49, 0x53CA, 0x5BF9, 0x4E3A, 0x4ECE, 0x628A,
        0x88AB, 0x4E5F, 0x90FD, 0x5C31, 0x6216, 0x800C, 0x5411, 0x7531, 0x4EE5, 0x4E8E, 0x4E4B, 0x6709,
        0x4E0D, 0x4E0A, 0x4E0B, 0x4E2D, 0x8FD9, 0x90A3, 0x6211, 0x4F60, 0x4ED6, 0x5979, 0x5C06, 0x5230,
        0x8981, 0x4F1A, 0x53EF, 0x5F88, 0x4E2A, 0x7B2C, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D,
        0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343, 0x4E07, 0x4E24, 0x5E74, 0x6708, 0x65E5, 0x53F7,
        0x65F6, 0x591A, 0x8BA9, 0x7ED9, 0x8BF4, 0x6765, 0x53BB, 0x5F97, 0x5730, 0x7740};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (unit == common[i])
            return true;
    return false;
}

static bool is_plain(const uint16_t *units, zy_unit_span word)
{
    for (uint32_t u = word.start; u < word.end; u++)
        if (!zy_fold_is_han(units[u]) || zy_utf16_is_lead(units[u]) || is_common(units[u]))
            return false;
    return true;
}

/* ---- One string ---- */

/* Do they differ in one character and no more? */
static bool one_differs(const char *a, const char *b)
{
    size_t at = 0, bt = 0, a_len = strlen(a), b_len = strlen(b), differ = 0;
    while (at < a_len && bt < b_len)
        differ += zy_utf8_next(a, a_len, &at) != zy_utf8_next(b, b_len, &bt);
    return at == a_len && bt == b_len && differ == 1;
}

static const char *context_of(const proofreading *p, zy_unit_span span)
{
    uint32_t passage = zy_passage_at(p->s, p->doc, span.start), floor = p->s->passage_starts[passage],
             ceiling = zy_passage_end(p->s, passage);
    uint32_t from = span.start - floor > CONTEXT_UNITS ? span.start - CONTEXT_UNITS : floor;
    uint32_t end = ceiling - span.end > CONTEXT_UNITS ? span.end + CONTEXT_UNITS : ceiling;
    zy_source source = {0};
    const char *text = NULL;
    if (!zy_shown_restore(p->store, p->s, p->doc, from, end, &source, NULL) && source.text.data)
        text = zy_arena_printf(p->arena, "%s%s%s", from > floor ? "…" : "", source.text.data,
                               end < ceiling ? "…" : "");
    zy_source_free(&source);
    return text ? text : "";
}

static void add_slip(proofreading *p, zy_unit_span span, const char *text, const zy_offer *offer)
{
    const zy_doc_record *d = &p->s->docs[p->doc];
    zy_slip slip = {.text = zy_arena_str(p->arena, text),
                    .meant = zy_arena_str(p->arena, offer->text),
                    .why = zy_offer_label(offer->why),
                    .articles = offer->entry.articles,
                    .id = zy_arena_str(p->arena, zy_segment_string(p->s, d->id)),
                    .source = zy_arena_str(p->arena, zy_segment_string(p->s, d->source)),
                    .context = context_of(p, span),
                    .first_line = (int)d->first_line,
                    .last_line = (int)d->last_line};
    zy_vec_push(p->out, &slip);
}

/* True when it is noted as a slip. */
static bool look_at(proofreading *p, zy_unit_span span)
{
    char text[4 * CHARS_MOST + 1];
    size_t len = 0;
    p->looked++;
    if (zy_needle_occurrences(p->store, p->s->text + span.start, span.end - span.start) != 1)
        return false;
    for (size_t at = span.start; at < span.end;)
        len += zy_utf8_put(text + len, zy_utf16_next(p->s->text, &at));
    text[len] = '\0';
    zy_offer offers[OFFERS];
    size_t count = zy_vocabulary_correct(p->store->vocabulary, text, len, offers, OFFERS);
    for (size_t i = 0; i < count; i++) {
        const zy_offer *offer = &offers[i];
        bool whole = offer->from == 0 && offer->chars == span.end - span.start;
        bool word = offer->entry.kind == ZY_ENTRY_WORD || offer->entry.kind == ZY_ENTRY_PLACE;
        if (whole && word && (offer->why == ZY_OFFER_SOUND || offer->why == ZY_OFFER_SHAPE) &&
            offer->entry.articles >= p->frequent && one_differs(text, offer->text)) {
            add_slip(p, span, text, offer);
            return true;
        }
    }
    return false;
}

/* ---- One article ---- */

/* From this word on: itself, and with the next ones, as far as they follow without anything between. */
static uint32_t look_from(proofreading *p, zy_unit_span first)
{
    const zy_segment *s = p->s;
    uint32_t article_end = s->doc_starts[p->doc + 1];
    zy_unit_span string = first;
    bool single = first.end - first.start == 1;
    for (int words = 1; words <= WORDS_MOST; words++) {
        uint32_t chars = string.end - string.start;
        if (chars > CHARS_MOST)
            break;
        /* Two characters of which each is a word are a phrase like any other. */
        if (chars >= CHARS_LEAST && (words == 1 || single) && look_at(p, string))
            return string.end;
        size_t at = string.end;
        zy_unit_span next;
        if (!zy_word_next(s->text, s->breaks, article_end, &at, &next) || next.start != string.end ||
            !is_plain(s->text, next))
            break;
        single = single || next.end - next.start == 1;
        string.end = next.end;
    }
    return first.end;
}

static void read_article(proofreading *p)
{
    const zy_segment *s = p->s;
    size_t at = s->doc_starts[p->doc];
    zy_unit_span word;
    while (p->looked < STRINGS_MOST &&
           zy_word_next(s->text, s->breaks, s->doc_starts[p->doc + 1], &at, &word))
        if (is_plain(s->text, word)) {
            uint32_t end = look_from(p, word);
            at = end > at ? end : at;
        }
}

/* ---- All ---- */

static int likeliest_first(const void *left, const void *right)
{
    const zy_slip *a = left, *b = right;
    size_t a_len = strlen(a->text), b_len = strlen(b->text);
    if (a_len != b_len) /* the longer the string, the less it is by chance */
        return a_len > b_len ? -1 : 1;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    int order = strcmp(a->source, b->source);
    return order ? order : strcmp(a->text, b->text);
}

zy_status zy_slips_find(zy_store *store, uint32_t from, zy_arena *arena, zy_vec *out, zy_error *err)
{
    enum { FREQUENT_LEAST = 4, FREQUENT_MOST = 30, FREQUENT_SHARE = 400 };
    uint64_t frequent = store->generation->live_count / FREQUENT_SHARE;
    proofreading p = {.store = store,
                      .arena = arena,
                      .out = out,
                      .frequent = frequent < FREQUENT_LEAST  ? FREQUENT_LEAST
                                  : frequent > FREQUENT_MOST ? FREQUENT_MOST
                                                             : frequent};
    for (uint32_t doc = store->generation->doc_count; store->vocabulary && doc-- > from;) {
        p.s = zy_store_segment(store, doc, &p.doc);
        if (!zy_segment_is_gone(p.s, p.doc))
            read_article(&p);
    }
    if (out->count)
        qsort(out->data, out->count, sizeof(zy_slip), likeliest_first);
    return out->failed || arena->failed ? zy_fail_memory(err) : ZY_OK;
}
