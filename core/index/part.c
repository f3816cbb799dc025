/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One article after another: fold, cut, count words, note facts. */
#include "index/part.h"

#include "base/bits.h"
#include "base/error.h"
#include "base/limits.h"
#include "index/weights.h"
#include "index/words.h"
#include "text/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define XXH_STATIC_LINKING_ONLY /* for a hashing state on the stack */
#include <xxhash.h>

enum { BATCH_ARTICLES = 1000 };

/* ---- The article's identity ---- */

static void hash_text(XXH3_state_t *state, const char *text)
{
    XXH3_64bits_update(state, text ? text : "\x01", text ? strlen(text) + 1 : 1);
}

static void hash_list(XXH3_state_t *state, const zy_strings *list)
{
    XXH3_64bits_update(state, &list->count, sizeof list->count);
    for (size_t i = 0; i < list->count; i++)
        hash_text(state, list->items[i]);
}

uint64_t zy_article_hash(const zy_article *a)
{
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    const char *const texts[] = {a->id,      a->kicker, a->title,     a->subtitle,
                                 a->section, a->issue,  a->continued, a->source};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash_text(&state, texts[i]);
    const int numbers[] = {a->date, a->page, a->first_line, a->last_line};
    XXH3_64bits_update(&state, numbers, sizeof numbers);
    hash_list(&state, &a->authors);
    hash_list(&state, &a->captions);
    hash_list(&state, &a->paragraphs);
    return XXH3_64bits_digest(&state);
}

/* ---- Passages ---- */

static void push_varint(zy_vec *bytes, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        ZY_VEC_PUSH(bytes, uint8_t, (uint8_t)(value | 0x80));
    ZY_VEC_PUSH(bytes, uint8_t, (uint8_t)value);
}

/* A replacement's number: the folded length stands in front of the source bytes, so that both make the key.
 */
static uint32_t pair_number(zy_part *part, uint32_t units, const char *source, size_t source_bytes)
{
    char key[256];
    if (source_bytes + 2 > sizeof key) { /* long white space only; every other edit is a few bytes */
        zy_vec longer = ZY_VEC(char);
        const char head[2] = {(char)(units & 0xFF), (char)(units >> 8)};
        zy_vec_append(&longer, head, 2);
        zy_vec_append(&longer, source, source_bytes);
        uint32_t number = longer.failed ? 0 : zy_intern_number(&part->pairs, longer.data, longer.count);
        part->pairs.failed |= longer.failed;
        zy_vec_free(&longer);
        return number;
    }
    key[0] = (char)(units & 0xFF);
    key[1] = (char)(units >> 8);
    memcpy(key + 2, source, source_bytes);
    return zy_intern_number(&part->pairs, key, source_bytes + 2);
}

static void encode_edits(zy_part *part, const char *source)
{
    for (size_t i = 0; i < part->folded.edit_count; i++) {
        const zy_edit *edit = &part->folded.edits[i];
        push_varint(&part->edits, edit->at_units - part->edit_unit);
        push_varint(&part->edits,
                    pair_number(part, edit->len_units, source + edit->source_bytes_at, edit->source_bytes));
        part->edit_unit = edit->at_units + edit->len_units;
    }
    part->folded.edit_count = 0;
}

static void add_passage(zy_part *part, zy_passage_kind kind, const char *text)
{
    if (!text)
        return;
    uint32_t start = zy_part_units(part);
    zy_fold(text, strlen(text), &part->folded);
    if (zy_part_units(part) == start) { /* nothing a reader can see */
        part->folded.edit_count = 0;
        return;
    }
    encode_edits(part, text);
    ZY_VEC_PUSH(&part->passage_starts, uint32_t, start);
    ZY_VEC_PUSH(&part->passage_kinds, uint8_t, (uint8_t)kind);
    zy_fold_paragraph(&part->folded);
}

static void add_passages(zy_part *part, const zy_article *article)
{
    add_passage(part, ZY_PASSAGE_TITLE, article->title);
    add_passage(part, ZY_PASSAGE_KICKER, article->kicker);
    add_passage(part, ZY_PASSAGE_SUBTITLE, article->subtitle);
    for (size_t i = 0; i < article->paragraphs.count; i++)
        add_passage(part, ZY_PASSAGE_BODY, article->paragraphs.items[i]);
    for (size_t i = 0; i < article->captions.count; i++)
        add_passage(part, ZY_PASSAGE_CAPTION, article->captions.items[i]);
    for (size_t i = 0; i < article->authors.count; i++)
        add_passage(part, ZY_PASSAGE_AUTHOR, article->authors.items[i]);
}

/* ---- Words ---- */

static uint32_t weight_at(const zy_part *part, size_t passage, uint32_t unit, uint32_t body_start)
{
    switch (ZY_VEC_AT(part->passage_kinds, uint8_t, passage)) {
    case ZY_PASSAGE_TITLE: return ZY_WEIGHT_TITLE;
    case ZY_PASSAGE_KICKER:
    case ZY_PASSAGE_SUBTITLE: return ZY_WEIGHT_SUBTITLE;
    case ZY_PASSAGE_BODY: return unit - body_start < ZY_LEAD_UNITS ? ZY_WEIGHT_LEAD : ZY_WEIGHT_BODY;
    default: return ZY_WEIGHT_BODY;
    }
}

/* Appends the article's bits behind those of the articles before it. */
static void append_breaks(zy_part *part, const uint64_t *bits, size_t count, size_t at)
{
    size_t words = zy_bits_words(at + count + 1);
    if (words > part->breaks.count) {
        size_t more = words - part->breaks.count;
        uint64_t *room = zy_vec_reserve(&part->breaks, more);
        if (!room)
            return;
        memset(room, 0, more * sizeof *room);
        part->breaks.count = words;
    }
    uint64_t *to = part->breaks.data;
    for (size_t i = zy_bits_next(bits, 0, count + 1); i <= count; i = zy_bits_next(bits, i + 1, count + 1))
        zy_bit_set(to, at + i);
}

static void count_words(zy_part *part, const uint64_t *breaks, uint32_t doc_start, size_t first_passage)
{
    const uint16_t *units = part->folded.units + doc_start;
    size_t count = part->folded.unit_count - doc_start, at = 0, passage = first_passage;
    uint32_t body_start = 0;
    bool in_body = false;
    zy_unit_span word;
    while (zy_word_next(units, breaks, count, &at, &word)) {
        while (passage + 1 < part->passage_starts.count &&
               ZY_VEC_AT(part->passage_starts, uint32_t, passage + 1) <= doc_start + word.start)
            passage++;
        if (!in_body && ZY_VEC_AT(part->passage_kinds, uint8_t, passage) == ZY_PASSAGE_BODY) {
            in_body = true;
            body_start = word.start;
        }
        zy_words_add(part->words, units, word, weight_at(part, passage, word.start, body_start));
    }
    size_t matches;
    const zy_cut_match *match = zy_cut_matches(part->cutter, &matches);
    for (size_t i = 0; i < matches; i++) /* a compound counts beside its parts */
        if (zy_bits_any(breaks, match[i].span.start + 1, match[i].span.end))
            zy_words_add(part->words, units, match[i].span, ZY_WEIGHT_BODY);
}

static zy_status cut_article(zy_part *part, uint32_t doc_start, size_t first_passage, zy_error *err)
{
    size_t count = part->folded.unit_count - doc_start;
    uint64_t *bits = calloc(zy_bits_words(count + 1), sizeof *bits);
    if (!bits)
        return zy_fail_memory(err);
    zy_status status = zy_cut(part->cutter, part->folded.units + doc_start, count, bits, err);
    if (!status) {
        append_breaks(part, bits, count, doc_start);
        count_words(part, bits, doc_start, first_passage);
    }
    free(bits);
    return status;
}

/* ---- Facts ---- */

static uint32_t string_number(zy_part *part, const char *text)
{
    return zy_intern_number(&part->strings, text ? text : "", text ? strlen(text) : 0);
}

static uint16_t add_authors(zy_part *part, const zy_article *article)
{
    size_t count = article->authors.count < UINT16_MAX ? article->authors.count : UINT16_MAX;
    for (size_t i = 0; i < count; i++) {
        ZY_VEC_PUSH(&part->lists, uint32_t, string_number(part, article->authors.items[i]));
        zy_words_add_filter(part->words, "A", article->authors.items[i]);
    }
    return (uint16_t)count;
}

/* The places of the gazetteer that the article names, each once. */
static uint16_t add_places(zy_part *part)
{
    size_t matches, first = part->lists.count;
    const zy_cut_match *match = zy_cut_matches(part->cutter, &matches);
    for (size_t i = 0; i < matches && part->lists.count - first < UINT16_MAX; i++) {
        const char *place = part->analyser->place_of_word[match[i].word];
        if (!place)
            continue;
        uint32_t number = string_number(part, place);
        bool known = false;
        for (size_t k = first; k < part->lists.count && !known; k++)
            known = ZY_VEC_AT(part->lists, uint32_t, k) == number;
        if (known)
            continue;
        ZY_VEC_PUSH(&part->lists, uint32_t, number);
        zy_words_add_filter(part->words, "XG", place);
    }
    return (uint16_t)(part->lists.count - first);
}

static void add_filters(zy_part *part, const zy_article *article, char date[9])
{
    zy_words_add_filter(part->words, "Q", article->id);
    zy_words_add_filter(part->words, "XI", article->issue ? article->issue : "");
    zy_words_add_filter(part->words, "XS", article->section ? article->section : "");
    if (!article->date)
        return;
    snprintf(date, 9, "%08u", (unsigned)article->date % 100000000u);
    char part_of_date[9];
    snprintf(part_of_date, sizeof part_of_date, "%.4s", date);
    zy_words_add_filter(part->words, "Y", part_of_date);
    snprintf(part_of_date, sizeof part_of_date, "%.6s", date);
    zy_words_add_filter(part->words, "M", part_of_date);
}

static zy_status add_to_xapian(zy_part *part, const zy_article *article, const char *date, zy_error *err)
{
    size_t count = 0;
    const xc_term *terms = zy_words_terms(part->words, &count);
    if (!terms && count)
        return zy_fail_memory(err);
    xc_value value = {.slot = 0, .value = date, .value_bytes = strlen(date)};
    xc_document document = {.terms = terms,
                            .term_count = count,
                            .values = &value,
                            .value_count = date[0] ? 1 : 0,
                            .data = article->id,
                            .data_bytes = strlen(article->id)};
    xc_error failure = {0};
    if (xc_writer_add(part->xapian, &document, NULL, &failure))
        return zy_fail_xapian(err, &failure);
    /* Small batches keep Xapian's buffers in the cache: a third less time than its own 10,000, and less
     * memory. */
    if (part->docs.count % BATCH_ARTICLES == 0 && xc_writer_commit(part->xapian, &failure))
        return zy_fail_xapian(err, &failure);
    return ZY_OK;
}

static bool out_of_memory(const zy_part *part)
{
    return part->folded.failed || part->breaks.failed || part->doc_starts.failed ||
           part->passage_first.failed || part->passage_starts.failed || part->passage_kinds.failed ||
           part->edit_first.failed || part->docs.failed || part->lists.failed || part->edits.failed ||
           part->pairs.failed || part->strings.failed;
}

/* Where the article's paragraphs stand in the folded text: one run of passages. */
static zy_unit_span body_of(const zy_part *part, size_t first_passage)
{
    zy_unit_span body = {0, 0};
    for (size_t i = first_passage; i < part->passage_starts.count; i++) {
        uint32_t start = ZY_VEC_AT(part->passage_starts, uint32_t, i);
        uint32_t end = i + 1 < part->passage_starts.count ? ZY_VEC_AT(part->passage_starts, uint32_t, i + 1)
                                                          : zy_part_units(part);
        if (ZY_VEC_AT(part->passage_kinds, uint8_t, i) == ZY_PASSAGE_BODY)
            body = (zy_unit_span){body.end ? body.start : start, end};
    }
    return body;
}

zy_status zy_part_add(zy_part *part, const zy_article *article, uint64_t hash, zy_error *err)
{
    uint32_t doc_start = zy_part_units(part);
    size_t first_passage = part->passage_starts.count;
    ZY_VEC_PUSH(&part->doc_starts, uint32_t, doc_start);
    ZY_VEC_PUSH(&part->passage_first, uint32_t, (uint32_t)first_passage);
    ZY_VEC_PUSH(&part->edit_first, uint32_t, (uint32_t)part->edits.count);
    part->edit_unit = doc_start;
    add_passages(part, article);
    if (part->passage_starts.count ==
        first_passage) { /* an article of nothing still has a place of its own */
        ZY_VEC_PUSH(&part->passage_starts, uint32_t, doc_start);
        ZY_VEC_PUSH(&part->passage_kinds, uint8_t, ZY_PASSAGE_TITLE);
        zy_fold_paragraph(&part->folded);
    }
    zy_words_clear(part->words);
    zy_status status =
        out_of_memory(part) ? zy_fail_memory(err) : cut_article(part, doc_start, first_passage, err);
    if (status)
        return status;
    zy_unit_span body = body_of(part, first_passage);
    zy_doc_record record = {.hash = hash,
                            .id = string_number(part, article->id),
                            .issue = string_number(part, article->issue),
                            .section = string_number(part, article->section),
                            .source = string_number(part, article->source),
                            .continued = string_number(part, article->continued),
                            .date = article->date,
                            .first_line = (uint32_t)article->first_line,
                            .last_line = (uint32_t)article->last_line,
                            .lists_at = (uint32_t)part->lists.count,
                            .page = (uint16_t)article->page,
                            .body_units = body.end - body.start,
                            .near_hash =
                                zy_near_signature(part->folded.units + body.start, body.end - body.start)};
    record.author_count = add_authors(part, article);
    record.place_count = add_places(part);
    char date[9] = "";
    add_filters(part, article, date);
    zy_vec_push(&part->docs, &record);
    return out_of_memory(part) ? zy_fail_memory(err) : add_to_xapian(part, article, date, err);
}

/* ---- Life ---- */

zy_status zy_part_open(const char *xapian_path, const zy_analyser *analyser, zy_part **out, zy_error *err)
{
    zy_part *part = calloc(1, sizeof *part);
    if (!part)
        return zy_fail_memory(err);
    part->analyser = analyser;
    part->breaks = ZY_VEC(uint64_t);
    part->doc_starts = part->passage_first = part->passage_starts = part->edit_first = part->lists =
        ZY_VEC(uint32_t);
    part->passage_kinds = part->edits = ZY_VEC(uint8_t);
    part->docs = ZY_VEC(zy_doc_record);
    part->words = zy_words_new();
    part->xapian_path = strdup(xapian_path);
    zy_intern_number(&part->strings, "", 0);
    zy_status status = part->words && part->xapian_path
                           ? zy_cutter_clone(analyser->cutter, &part->cutter, err)
                           : zy_fail_memory(err);
    xc_error failure = {0};
    if (!status &&
        xc_writer_open(&part->xapian, xapian_path, XC_MODE_OVERWRITE, XC_NO_SYNC | XC_NO_TERMLIST, &failure))
        status = zy_fail_xapian(err, &failure);
    if (status) {
        zy_part_free(part);
        return status;
    }
    *out = part;
    return ZY_OK;
}

zy_status zy_part_finish(zy_part *part, zy_error *err)
{
    xc_error failure = {0};
    xc_status closed = xc_writer_close(part->xapian, &failure);
    part->xapian = NULL;
    return closed ? zy_fail_xapian(err, &failure) : ZY_OK;
}

void zy_part_free(zy_part *part)
{
    if (!part)
        return;
    if (part->xapian)
        xc_writer_free(part->xapian);
    zy_cutter_close(part->cutter);
    zy_words_free(part->words);
    zy_folded_free(&part->folded);
    zy_vec *const vecs[] = {&part->breaks,         &part->doc_starts,    &part->passage_first,
                            &part->passage_starts, &part->passage_kinds, &part->edit_first,
                            &part->docs,           &part->lists,         &part->edits};
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        zy_vec_free(vecs[i]);
    zy_intern_free(&part->pairs);
    zy_intern_free(&part->strings);
    free(part->xapian_path);
    free(part);
}
