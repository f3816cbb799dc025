/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The two promises, put to the test on an index's own text: every headline comes first, every string is
 * found. */
#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf16.h"
#include "base/utf8.h"
#include "search/hidden.h"
#include "search/search.h"
#include "text/private.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum { WINDOW_CHARS = 4 };

uint32_t zy_selfcheck_count(const zy_store *store)
{
    return store->generation->doc_count;
}

void zy_selfcheck_free(zy_selfcheck *check)
{
    zy_buf_free(&check->asked);
    zy_buf_free(&check->came);
}

/* ---- Headlines ---- */

/* Letters and digits of a folded text: what a headline is told by. */
static void put_letters(const char *text, zy_buf *out)
{
    zy_folded folded = {0};
    zy_fold(text ? text : "", text ? strlen(text) : 0, &folded);
    for (size_t at = 0; at < folded.unit_count;) {
        uint32_t c = zy_utf16_next(folded.units, &at);
        if (u_isalnum((UChar32)c))
            zy_buf_rune(out, c);
    }
    out->failed |= folded.failed;
    zy_folded_free(&folded);
}

static bool is_same(const zy_buf *a, const zy_buf *b)
{
    return a->len_bytes == b->len_bytes && (a->len_bytes == 0 || memcmp(a->data, b->data, a->len_bytes) == 0);
}

/* Is the hit's headline, its title or all its lines, made of these letters? */
static bool has_headline(const zy_hit *hit, const zy_buf *letters)
{
    zy_buf title = {0}, whole = {0};
    put_letters(hit->title, &title);
    bool same = is_same(&title, letters);
    const char *const lines[] = {hit->title, hit->kicker, hit->subtitle};
    for (size_t i = 0; !same && i < sizeof lines / sizeof *lines; i++)
        put_letters(lines[i], &whole);
    same = same || is_same(&whole, letters);
    zy_buf_free(&title);
    zy_buf_free(&whole);
    return same;
}

/* The headline in the source's letters; false when there is none to ask for. */
static bool title_of(const zy_segment *s, uint32_t doc, zy_source *out)
{
    uint32_t p = s->passage_first[doc];
    if (zy_segment_is_gone(s, doc) || p == s->passage_first[doc + 1] ||
        s->passage_kinds[p] != ZY_PASSAGE_TITLE)
        return false;
    uint32_t from = s->passage_starts[p], end = zy_passage_end(s, p);
    zy_unit_span number;
    size_t at = from;
    if (end - from > ZY_LIMIT_QUERY_CHARS || zy_private_next(s->text, end, &at, &number))
        return false; /* a query is cut there; a covered number is not found */
    return zy_source_restore(s, doc, from, end, out, NULL) == ZY_OK && out->text.data;
}

static zy_status ask_headline(zy_store *store, uint32_t doc, const zy_buf *title, const zy_buf *letters,
                              zy_selfcheck *out, zy_error *err)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(store, doc, &local);
    zy_request request = zy_request_default(title->data);
    zy_answer *answer = NULL;
    request.query_bytes = title->len_bytes;
    request.limit = 1;
    request.facets = 0;
    request.timeline = false;
    zy_status status = zy_search(store, &request, &answer, err);
    if (status)
        return status;
    const zy_hit *first = answer->hit_count ? answer->hits : NULL;
    out->wrong = !first || (strcmp(first->id, zy_segment_string(s, s->docs[local].id)) != 0 &&
                            !has_headline(first, letters));
    if (out->wrong) {
        zy_buf_add(&out->asked, title->data, title->len_bytes);
        zy_buf_str(&out->came, first ? first->title : "没有结果");
    }
    zy_answer_free(answer);
    return out->asked.failed || out->came.failed ? zy_fail_memory(err) : ZY_OK;
}

zy_status zy_selfcheck_headline(zy_store *store, uint32_t doc, zy_selfcheck *out, zy_error *err)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(store, doc, &local);
    zy_source title = {0};
    zy_buf letters = {0};
    zy_status status = ZY_OK;
    if (title_of(s, local, &title)) {
        put_letters(title.text.data, &letters);
        if (letters.len_bytes) /* a headline of signs alone says nothing that could be found */
            status = ask_headline(store, doc, &title.text, &letters, out, err);
    }
    zy_buf_free(&letters);
    zy_source_free(&title);
    return status;
}

/* ---- Strings ---- */

typedef struct {
    zy_store *store;
    zy_plan plan; /* for folding */
    uint32_t doc;
    size_t *asked;
    zy_selfcheck *out;
} asking;

static bool holds_doc(const zy_matches *found, uint32_t doc)
{
    for (size_t i = 0; i < found->count; i++)
        if (ZY_VEC_AT(*found, zy_match, i).doc == doc)
            return true;
    return false;
}

static zy_status ask_string(asking *a, const char *text, size_t len, zy_error *err)
{
    char string[4 * WINDOW_CHARS + 1];
    memcpy(string, text, len);
    string[len] = '\0';
    zy_needle needle = {.why = ZY_WHY_TYPED};
    zy_matches found = ZY_VEC(zy_match);
    zy_status status = zy_needle_fold(&a->plan, string, true, &needle.units, &needle.unit_count, err);
    if (status || needle.unit_count < 2)
        return status;
    ++*a->asked;
    status = zy_match_needles(a->store, &needle, 1, &found, err);
    if (!status && !holds_doc(&found, a->doc)) {
        a->out->wrong = true;
        zy_buf_str(&a->out->asked, string);
        zy_buf_printf(&a->out->came, "%zu 篇，其中没有它", found.count);
    }
    zy_vec_free(&found);
    return status;
}

/* Any four characters in a row of the source's run. */
static zy_status ask_windows(asking *a, const zy_source *source, zy_error *err)
{
    const char *text = source->text.data ? source->text.data : "";
    size_t len = source->text.len_bytes, chars = zy_utf8_count(text, len), from = 0;
    zy_status status = ZY_OK;
    for (size_t i = 0; i + WINDOW_CHARS <= chars && !status && !a->out->wrong; i++) {
        size_t end = from;
        for (int k = 0; k < WINDOW_CHARS; k++)
            zy_utf8_next(text, len, &end);
        status = ask_string(a, text + from, end - from, err);
        zy_utf8_next(text, len, &from);
    }
    return status;
}

static uint32_t sentence_end(const zy_segment *s, uint32_t from, uint32_t end)
{
    for (uint32_t u = from; u < end; u++)
        if (s->text[u] == 0x3002 || s->text[u] == '!' || s->text[u] == '?')
            return u + 1;
    return end;
}

static zy_status ask_passage(asking *a, const zy_segment *s, uint32_t local, uint32_t passage, size_t every,
                             size_t *sentence, zy_error *err)
{
    enum { SENTENCE_UNITS = 300 };
    uint32_t end = zy_passage_end(s, passage);
    zy_source source = {0};
    zy_status status = ZY_OK;
    for (uint32_t from = s->passage_starts[passage], next; from < end && !status && !a->out->wrong;
         from = next) {
        next = sentence_end(s, from, end);
        zy_unit_span number;
        size_t at = from;
        if (++*sentence % every != 0 || zy_private_next(s->text, next, &at, &number))
            continue;
        uint32_t stop = next - from > SENTENCE_UNITS ? from + SENTENCE_UNITS : next;
        if (stop < end && zy_utf16_is_trail(s->text[stop]))
            stop++;
        status = zy_source_restore(s, local, from, stop, &source, err);
        if (!status)
            status = ask_windows(a, &source, err);
    }
    zy_source_free(&source);
    return status;
}

zy_status zy_selfcheck_text(zy_store *store, uint32_t doc, size_t every, size_t *sentence, size_t *asked,
                            zy_selfcheck *out, zy_error *err)
{
    uint32_t local;
    const zy_segment *s = zy_store_segment(store, doc, &local);
    asking a = {.store = store, .plan = {.store = store}, .doc = doc, .asked = asked, .out = out};
    zy_status status = ZY_OK;
    if (zy_segment_is_gone(s, local))
        return ZY_OK;
    for (uint32_t p = s->passage_first[local]; p < s->passage_first[local + 1] && !status && !out->wrong; p++)
        status = ask_passage(&a, s, local, p, every, sentence, err);
    zy_plan_free(&a.plan);
    return status;
}

/* ---- Hidden articles, which no check can ask for ---- */

static bool is_called(const zy_segment *s, uint32_t doc, const char *name, const zy_buf *letters)
{
    if (strcmp(zy_segment_string(s, s->docs[doc].id), name) == 0)
        return true;
    zy_source title = {0};
    zy_buf own = {0};
    uint32_t p = s->passage_first[doc];
    bool same = false;
    if (!zy_source_restore(s, doc, s->passage_starts[p], zy_passage_end(s, p), &title, NULL)) {
        put_letters(title.text.data, &own);
        same = own.len_bytes && is_same(&own, letters);
    }
    zy_buf_free(&own);
    zy_source_free(&title);
    return same;
}

bool zy_store_hides(const zy_store *store, const char *name)
{
    zy_buf letters = {0};
    bool found = false;
    put_letters(name, &letters);
    for (size_t i = 0; store->hidden.count && i < store->generation->segment_count; i++) {
        const zy_segment *s = &store->generation->segments[i];
        for (size_t doc = zy_bits_next(s->hidden, 0, s->doc_count); doc < s->doc_count && !found;
             doc = zy_bits_next(s->hidden, doc + 1, s->doc_count))
            found = is_called(s, (uint32_t)doc, name, &letters);
    }
    zy_buf_free(&letters);
    return found;
}
