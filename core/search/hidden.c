/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Obeying the take-down list: from its entries to a bit an article, and out of everything that counts. */
#include "search/hidden.h"

#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf16.h"
#include "search/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xxhash.h>

static const char *const list_file = "takedown.txt", *const settings_file = "index.ini";

/* A list that is being saved may be read short: what it said before stays hidden for so long. */
enum { SETTLE_SECONDS = 2 };

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ---- Bits ---- */

static void free_bits(uint64_t **bits, size_t count)
{
    for (size_t i = 0; bits && i < count; i++)
        free(bits[i]);
    free(bits);
}

/* The segments as the generation has them. */
static void uncover(zy_store *store)
{
    zy_generation *g = store->generation;
    for (size_t i = 0; g && i < g->segment_count; i++) {
        g->segments[i].gone = g->gone_bits[i];
        g->segments[i].hidden = NULL;
    }
    free_bits(store->hidden.bits, g ? g->segment_count : 0);
    free_bits(store->hidden.absent, g ? g->segment_count : 0);
    store->hidden.bits = store->hidden.absent = NULL;
    store->hidden.count = 0;
}

static uint64_t **new_bits(const zy_generation *g)
{
    uint64_t **bits = calloc(g->segment_count + 1, sizeof *bits);
    bool fine = bits != NULL;
    for (size_t i = 0; fine && i < g->segment_count; i++)
        fine = (bits[i] = calloc(zy_bits_words(g->segments[i].doc_count), sizeof **bits)) != NULL;
    if (fine)
        return bits;
    free_bits(bits, g->segment_count);
    return NULL;
}

static void hide(zy_store *store, size_t segment, uint32_t doc, zy_takedown_entry *entry)
{
    if (zy_segment_is_gone(&store->generation->segments[segment], doc) ||
        zy_bit_get(store->hidden.bits[segment], doc))
        return;
    zy_bit_set(store->hidden.bits[segment], doc);
    store->hidden.count++;
    entry->hides++;
}

/* True when there is such an article. */
static bool hide_article(zy_store *store, zy_takedown_entry *entry)
{
    zy_generation *g = store->generation;
    bool found = false;
    for (size_t i = 0; i < g->segment_count; i++) {
        int64_t doc = zy_segment_find_id(&g->segments[i], entry->text);
        if (doc < 0)
            continue;
        found = found || !zy_segment_is_gone(&g->segments[i], (uint32_t)doc);
        hide(store, i, (uint32_t)doc, entry);
    }
    return found;
}

static zy_status hide_holders(zy_store *store, zy_takedown_entry *entry, zy_error *err)
{
    zy_folded folded = {0};
    zy_fold(entry->text, strlen(entry->text), &folded);
    for (size_t i = 0; i < store->generation->segment_count && folded.unit_count > 0; i++) {
        const zy_segment *s = &store->generation->segments[i];
        uint32_t low, high;
        zy_literal_find(&s->literal, folded.units, folded.unit_count, &low, &high);
        for (; low < high; low++)
            hide(store, i, zy_literal_doc(&s->literal, s->suffixes[low]), entry);
    }
    bool failed = folded.failed;
    zy_folded_free(&folded);
    return failed ? zy_fail_memory(err) : ZY_OK;
}

/* From now on the segments hold as absent what is hidden. */
static void cover(zy_store *store)
{
    zy_generation *g = store->generation;
    for (size_t i = 0; i < g->segment_count; i++) {
        for (size_t w = 0; w < zy_bits_words(g->segments[i].doc_count); w++)
            store->hidden.absent[i][w] =
                store->hidden.bits[i][w] | (g->gone_bits[i] ? g->gone_bits[i][w] : 0);
        g->segments[i].gone = store->hidden.absent[i];
        g->segments[i].hidden = store->hidden.bits[i];
    }
}

/* What was counted with the articles shown before is counted anew. */
static void forget_counts(zy_store *store)
{
    store->has_coverage = false;
    free(store->printed);
    store->printed = NULL;
    zy_intern_free(&store->hidden.words);
    store->hidden.words = (zy_intern){0};
    zy_vec_free(&store->hidden.words_articles);
    store->hidden.words_articles = ZY_VEC(uint32_t);
}

static zy_status apply(zy_store *store, zy_error *err)
{
    zy_vec *entries = &store->hidden.list.entries;
    uncover(store);
    forget_counts(store);
    if (entries->count == 0)
        return ZY_OK;
    store->hidden.bits = new_bits(store->generation);
    store->hidden.absent = new_bits(store->generation);
    if (!store->hidden.bits || !store->hidden.absent)
        return zy_fail_memory(err);
    zy_status status = ZY_OK;
    for (size_t i = 0; i < entries->count && !status; i++) {
        zy_takedown_entry *entry = &ZY_VEC_AT(*entries, zy_takedown_entry, i);
        entry->hides = 0;
        bool found = entry->kind != ZY_TAKEDOWN_STRING && hide_article(store, entry);
        if (entry->kind == ZY_TAKEDOWN_STRING || (entry->kind == ZY_TAKEDOWN_EITHER && !found))
            status = hide_holders(store, entry, err);
    }
    if (!status)
        cover(store);
    return status;
}

/* ---- Reading, and reading again ---- */

/* With the moment it was made: after going back, a number may come again. */
static void name_version(zy_store *store)
{
    zy_hidden *h = &store->hidden;
    const zy_generation *g = store->generation;
    uint64_t hash = h->list.hash ^ (h->numbers_shown ? 1 : 0) ^
                    XXH3_64bits(g->manifest.created, strlen(g->manifest.created));
    snprintf(h->version, sizeof h->version, "%s-%08x", g->name, (unsigned)(hash ^ hash >> 32));
}

/* Until when the list just read may be a part of what its writer means; 0: it is whole. */
static int64_t settling(zy_stamp stamp)
{
    int64_t now = now_ns(), latest = now + SETTLE_SECONDS * (int64_t)1000000000;
    int64_t until = stamp.inode ? stamp.mtime_ns + SETTLE_SECONDS * (int64_t)1000000000 : latest;
    return until <= now ? 0 : until < latest ? until : latest;
}

/* Reads list and settings; `before` is what the list said until now, NULL when it was not known. */
static zy_status read_again(zy_store *store, const zy_takedown *before, zy_error *err)
{
    zy_hidden *h = &store->hidden;
    zy_stamp list_stamp = zy_stamp_of(store->folder, list_file),
             settings_stamp = zy_stamp_of(store->folder, settings_file);
    zy_takedown list;
    zy_status status = zy_takedown_read(store->folder, &list, err);
    if (status)
        return status;
    int64_t until = before && before->entries.count && before->hash != list.hash ? settling(list_stamp) : 0;
    if (until)
        status = zy_takedown_add(&list, before, err);
    if (status) {
        zy_takedown_free(&list);
        return status;
    }
    zy_takedown_free(&h->list);
    h->list = list;
    h->list_stamp = list_stamp;
    h->settings_stamp = settings_stamp;
    h->settles_ns = until;
    zy_settings_read(store->folder, &h->numbers_shown, h->complaint, sizeof h->complaint);
    status = apply(store, err);
    name_version(store);
    return status;
}

zy_status zy_hidden_open(zy_store *store, const zy_store *before, zy_error *err)
{
    store->hidden.list.entries = ZY_VEC(zy_takedown_entry);
    store->hidden.list.notes = ZY_VEC(const char *);
    return read_again(store, before ? &before->hidden.list : NULL, err);
}

zy_status zy_hidden_refresh(zy_store *store, bool *changed, zy_error *err)
{
    zy_hidden *h = &store->hidden;
    bool same = zy_stamp_same(h->list_stamp, zy_stamp_of(store->folder, list_file)) &&
                zy_stamp_same(h->settings_stamp, zy_stamp_of(store->folder, settings_file));
    bool settled = h->settles_ns && now_ns() >= h->settles_ns;
    if (same && !settled)
        return ZY_OK;
    char version[sizeof h->version];
    memcpy(version, h->version, sizeof version);
    zy_status status = read_again(store, settled ? NULL : &h->list, err);
    *changed = *changed || strcmp(version, h->version) != 0;
    return status;
}

void zy_hidden_close(zy_store *store)
{
    uncover(store);
    forget_counts(store);
    zy_takedown_free(&store->hidden.list);
}

/* ---- Asked by the rest of the search ---- */

const zy_takedown_entry *zy_hidden_entry(const zy_store *store, const char *id)
{
    const zy_vec *entries = &store->hidden.list.entries;
    for (size_t i = 0; i < entries->count; i++) { /* the line that names it, which says why */
        const zy_takedown_entry *entry = &ZY_VEC_AT(*entries, zy_takedown_entry, i);
        if (entry->kind != ZY_TAKEDOWN_STRING && strcmp(entry->text, id) == 0)
            return entry;
    }
    return NULL;
}

bool zy_hidden_has(const zy_store *store, const char *id)
{
    const zy_generation *g = store->generation;
    for (size_t i = 0; store->hidden.count && i < g->segment_count; i++) {
        int64_t doc = zy_segment_find_id(&g->segments[i], id);
        if (doc >= 0 && zy_segment_is_hidden(&g->segments[i], (uint32_t)doc))
            return true;
    }
    return false;
}

uint64_t zy_hidden_drop(const zy_store *store, zy_matches *matches)
{
    zy_match *list = matches->data;
    size_t kept = 0, count = matches->count;
    for (size_t i = 0; i < count; i++) {
        bool hidden = list[i].covered && list[i].count == 0;
        if (!hidden && store->hidden.count) {
            uint32_t local;
            const zy_segment *s = zy_store_segment(store, list[i].doc, &local);
            hidden = zy_segment_is_hidden(s, local);
        }
        if (!hidden)
            list[kept++] = list[i];
    }
    matches->count = kept;
    return count - kept;
}

/* ---- Words of hidden articles, which the vocabulary counts ---- */

static void count_word(zy_hidden *h, zy_intern *seen, const char *text, size_t len)
{
    size_t before = zy_intern_count(seen);
    if (len == 0 || zy_intern_number(seen, text, len) < before)
        return; /* once an article */
    uint32_t number = zy_intern_number(&h->words, text, len);
    if (number == h->words_articles.count)
        ZY_VEC_PUSH(&h->words_articles, uint32_t, 0);
    if (number < h->words_articles.count)
        ZY_VEC_AT(h->words_articles, uint32_t, number)++;
}

static void count_span(zy_hidden *h, zy_intern *seen, const uint16_t *units, zy_unit_span span)
{
    zy_buf text = {0};
    for (size_t at = span.start; at < span.end;)
        zy_buf_rune(&text, zy_utf16_next(units, &at));
    if (text.data)
        count_word(h, seen, text.data, text.len_bytes);
    zy_buf_free(&text);
}

static zy_status count_words(zy_store *store, const zy_segment *s, uint32_t doc, zy_intern *seen,
                             zy_error *err)
{
    uint32_t start = s->doc_starts[doc], count = s->doc_starts[doc + 1] - start;
    const uint16_t *units = s->text + start;
    uint64_t *breaks = calloc(zy_bits_words(count + (size_t)1), sizeof *breaks);
    zy_status status =
        breaks ? zy_cut(store->analyser.cutter, units, count, breaks, err) : zy_fail_memory(err);
    zy_unit_span word;
    for (size_t at = 0; !status && zy_word_next(units, breaks, count, &at, &word);)
        count_span(&store->hidden, seen, units, word);
    size_t matches = 0;
    const zy_cut_match *match = status ? NULL : zy_cut_matches(store->analyser.cutter, &matches);
    for (size_t i = 0; i < matches; i++)
        count_span(&store->hidden, seen, units, match[i].span);
    free(breaks);
    return status;
}

static zy_status count_document(zy_store *store, const zy_segment *s, uint32_t doc, zy_error *err)
{
    zy_intern seen = {0};
    zy_source title = {0};
    zy_status status = count_words(store, s, doc, &seen, err);
    const zy_doc_record *d = &s->docs[doc];
    for (uint32_t i = 0; i < (uint32_t)d->author_count + d->place_count; i++) {
        const char *name = zy_segment_string(s, s->lists[d->lists_at + i]);
        count_word(&store->hidden, &seen, name, strlen(name));
    }
    uint32_t p = s->passage_first[doc];
    if (!status)
        status = zy_source_restore(s, doc, s->passage_starts[p], zy_passage_end(s, p), &title, err);
    if (!status && title.text.data)
        count_word(&store->hidden, &seen, title.text.data, title.text.len_bytes);
    zy_source_free(&title);
    zy_intern_free(&seen);
    return status;
}

static zy_status know_words(zy_store *store, zy_error *err)
{
    if (zy_intern_count(&store->hidden.words))
        return ZY_OK;
    zy_status status = zy_store_analyser(store, err);
    for (size_t i = 0; i < store->generation->segment_count && !status; i++) {
        const zy_segment *s = &store->generation->segments[i];
        for (uint32_t doc = 0; doc < s->doc_count && !status; doc++)
            if (zy_segment_is_hidden(s, doc))
                status = count_document(store, s, doc, err);
    }
    return status;
}

/* Does an article that is shown hold the text? */
static bool is_shown(const zy_store *store, const char *text)
{
    zy_folded folded = {0};
    bool shown = false;
    zy_fold(text, strlen(text), &folded);
    for (size_t i = 0; i < store->generation->segment_count && folded.unit_count && !shown; i++) {
        const zy_segment *s = &store->generation->segments[i];
        uint32_t low, high;
        zy_literal_find(&s->literal, folded.units, folded.unit_count, &low, &high);
        for (; low < high && !shown; low++)
            shown = !zy_segment_is_gone(s, zy_literal_doc(&s->literal, s->suffixes[low]));
    }
    zy_folded_free(&folded);
    return shown;
}

bool zy_hidden_entry_shown(zy_store *store, zy_entry *entry)
{
    if (store->hidden.count == 0)
        return true;
    /* A place stands in an article under any of its names; its own need not be there. */
    if (entry->kind != ZY_ENTRY_PLACE && !is_shown(store, entry->text))
        return false;
    if (know_words(store, NULL))
        return true;
    const zy_hidden *h = &store->hidden;
    int64_t number = zy_intern_find(&h->words, entry->text, strlen(entry->text));
    uint32_t hidden = number < 0 ? 0 : ZY_VEC_AT(h->words_articles, uint32_t, number);
    if (entry->kind == ZY_ENTRY_PLACE && hidden >= entry->articles)
        return false;
    entry->articles = hidden < entry->articles ? entry->articles - hidden : 1;
    return true;
}
