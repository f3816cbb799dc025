/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words from Xapian's terms, names from the articles' lists, headlines from their passages. */
#include "index/vocabulary_entries.h"

#include "base/error.h"
#include "base/intern.h"
#include "base/utf16.h"
#include "base/utf8.h"
#include "store/source.h"
#include "text/cut.h"

#include <string.h>

static bool add(zy_entries *to, const char *text, size_t len, zy_entry entry)
{
    entry.text = zy_arena_strn(&to->arena, text, len);
    return entry.text && zy_vec_push(&to->entries, &entry);
}

/* A word to suggest has two letters at least and is no number; terms with a capital are Xapian's prefixed
 * ones. */
static bool worth_suggesting(const char *term, size_t len)
{
    size_t chars = zy_utf8_count(term, len);
    bool letter = false;
    if (chars < 2 || (term[0] >= 'A' && term[0] <= 'Z'))
        return false;
    for (size_t i = 0; i < len; i++)
        letter |= (unsigned char)term[i] >= 0x80 || (term[i] >= 'a' && term[i] <= 'z');
    return letter && !(term[0] >= '0' && term[0] <= '9');
}

static zy_status add_words(const zy_generation *g, zy_entries *to, zy_error *err)
{
    xc_terms *terms = NULL;
    xc_term_item item;
    xc_error failure = {0};
    if (!g->words)
        return ZY_OK;
    xc_status status = xc_terms_open(&terms, g->words, XC_ALL_SHARDS, "", 0, &failure);
    bool fine = true;
    while (!status && fine && (status = xc_terms_next(terms, &item, &failure)) == XC_OK)
        if (worth_suggesting(item.term, item.term_bytes))
            fine = add(to, item.term, item.term_bytes,
                       (zy_entry){.kind = ZY_ENTRY_WORD, .articles = item.doc_freq});
    xc_terms_free(terms);
    if (!fine)
        return zy_fail_memory(err);
    return status == XC_END ? ZY_OK : zy_fail_xapian(err, &failure);
}

typedef struct {
    zy_intern texts;
    zy_vec counts; /* uint32_t */
} tally;

static void count(tally *t, const void *text, size_t len)
{
    uint32_t number = zy_intern_number(&t->texts, text, len);
    if (number == t->counts.count)
        ZY_VEC_PUSH(&t->counts, uint32_t, 0);
    if (number < t->counts.count)
        ZY_VEC_AT(t->counts, uint32_t, number)++;
}

/* What is counted article by article. */
typedef struct {
    tally authors, places, headline_words;
    zy_source scratch;
} tallies;

static void free_tallies(tallies *t)
{
    tally *const each[] = {&t->authors, &t->places, &t->headline_words};
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        zy_intern_free(&each[i]->texts);
        zy_vec_free(&each[i]->counts);
    }
    zy_source_free(&t->scratch);
}

/* `headlines`: what was counted are headlines, not articles. */
static bool add_tally(zy_entries *to, const tally *t, zy_entry_kind kind, bool headlines)
{
    bool fine = !t->texts.failed && !t->counts.failed;
    for (uint32_t i = 0; fine && i < zy_intern_count(&t->texts); i++) {
        size_t len;
        const uint8_t *bytes = zy_intern_bytes(&t->texts, i, &len);
        uint32_t n = ZY_VEC_AT(t->counts, uint32_t, i);
        fine = add(to, (const char *)bytes, len,
                   (zy_entry){.kind = kind, .articles = headlines ? 0 : n, .headlines = headlines ? n : 0});
    }
    return fine;
}

/* Names of one article: its authors, then its places. */
static void count_names(const zy_segment *s, uint32_t doc, tallies *t)
{
    const zy_doc_record *d = &s->docs[doc];
    for (uint32_t i = 0; i < d->author_count + (uint32_t)d->place_count; i++) {
        const char *name = zy_segment_string(s, s->lists[d->lists_at + i]);
        count(i < d->author_count ? &t->authors : &t->places, name, strlen(name));
    }
}

/* The words of the units [from, to). */
static bool count_words(const zy_segment *s, uint32_t from, uint32_t to, tally *t)
{
    zy_buf text = {0};
    zy_unit_span word;
    for (size_t at = from; zy_word_next(s->text, s->breaks, to, &at, &word);) {
        zy_buf_clear(&text);
        for (size_t i = word.start; i < word.end;)
            zy_buf_rune(&text, zy_utf16_next(s->text, &i));
        if (!text.failed && worth_suggesting(text.data, text.len_bytes))
            count(t, text.data, text.len_bytes);
    }
    bool fine = !text.failed;
    zy_buf_free(&text);
    return fine;
}

static zy_status add_title(const zy_segment *s, uint32_t doc, tallies *t, zy_entries *to, zy_error *err)
{
    uint32_t p = s->passage_first[doc];
    if (p == s->passage_first[doc + 1] || s->passage_kinds[p] != ZY_PASSAGE_TITLE)
        return ZY_OK;
    uint32_t from = s->passage_starts[p], end = zy_passage_end(s, p);
    zy_status status = zy_source_restore(s, doc, from, end, &t->scratch, err);
    if (status)
        return status;
    const zy_buf *text = &t->scratch.text;
    return count_words(s, from, end, &t->headline_words) &&
                   add(to, text->data ? text->data : "", text->len_bytes,
                       (zy_entry){.kind = ZY_ENTRY_TITLE, .articles = 1})
               ? ZY_OK
               : zy_fail_memory(err);
}

static zy_status add_articles(const zy_generation *g, zy_entries *to, zy_error *err)
{
    tally none = {.counts = ZY_VEC(uint32_t)};
    tallies t = {.authors = none, .places = none, .headline_words = none};
    zy_status status = ZY_OK;
    for (size_t i = 0; i < g->segment_count && !status; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count && !status; doc++) {
            if (zy_segment_is_gone(&g->segments[i], doc))
                continue;
            count_names(&g->segments[i], doc, &t);
            status = add_title(&g->segments[i], doc, &t, to, err);
        }
    if (!status && (!add_tally(to, &t.authors, ZY_ENTRY_AUTHOR, false) ||
                    !add_tally(to, &t.places, ZY_ENTRY_PLACE, false) ||
                    !add_tally(to, &t.headline_words, ZY_ENTRY_WORD, true)))
        status = zy_fail_memory(err);
    free_tallies(&t);
    return status;
}

zy_status zy_entries_gather(const zy_generation *generation, zy_entries *out, zy_error *err)
{
    zy_entries entries = {.entries = ZY_VEC(zy_entry)};
    zy_status status = add_words(generation, &entries, err);
    if (!status)
        status = add_articles(generation, &entries, err);
    if (status)
        zy_entries_free(&entries);
    else
        *out = entries;
    return status;
}

void zy_entries_free(zy_entries *entries)
{
    zy_vec_free(&entries->entries);
    zy_arena_free(&entries->arena);
}
