/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What another lexicon would change.  In: an index and a lexicon folder.  Out: the lines that differ file by
 * file; and, from the archive's own text, the words that would be cut otherwise, in how many articles, with
 * examples. Nothing is taken from the lists alone: every text is cut anew and held against the breaks that
 * are stored.
 */
#include "index/lexicon_diff.h"

#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/utf16.h"
#include "index/run.h"
#include "store/source.h"
#include "text/private.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_SHOWN = 8, WORDS_SHOWN = 40, CONTEXT_UNITS = 12, GAZETTEER_AND_WORDS = 2 };

/* ---- Lines of the files ---- */

/* Numbers of the lines, each once. */
static void gather_lines(const zy_lexicon *lexicon, size_t file, zy_intern *out)
{
    const char *text = "";
    size_t len = 0;
    if (lexicon)
        zy_lexicon_file(lexicon, file, &text, &len);
    for (const char *line = text, *end; line < text + len; line = end + 1) {
        end = memchr(line, '\n', (size_t)(text + len - line));
        end = end ? end : text + len;
        if (end > line)
            zy_intern_number(out, line, (size_t)(end - line));
    }
}

/* Lines of `a` that are not in `b`; with `out` they are written, the first few of them. */
static size_t lines_beyond(const zy_intern *a, const zy_intern *b, const char *sign, zy_buf *out)
{
    size_t count = 0;
    for (uint32_t i = 0; i < zy_intern_count(a); i++) {
        size_t len;
        const uint8_t *line = zy_intern_bytes(a, i, &len);
        if (zy_intern_find(b, line, len) >= 0)
            continue;
        if (out && count < LINES_SHOWN)
            zy_buf_printf(out, "  %s %.*s\n", sign, (int)len, (const char *)line);
        count++;
    }
    if (out && count > LINES_SHOWN)
        zy_buf_printf(out, "  %s …共 %zu 行\n", sign, count);
    return count;
}

static size_t compare_file(const zy_lexicon *old, const zy_lexicon *new, size_t file, const char *name,
                           zy_buf *out)
{
    zy_intern before = {0}, after = {0};
    gather_lines(old, file, &before);
    gather_lines(new, file, &after);
    size_t added = lines_beyond(&after, &before, "+", NULL),
           dropped = lines_beyond(&before, &after, "-", NULL);
    if (out && added + dropped) {
        zy_buf_printf(out, "%s：增 %zu 行，减 %zu 行\n", name, added, dropped);
        lines_beyond(&after, &before, "+", out);
        lines_beyond(&before, &after, "-", out);
    }
    zy_intern_free(&before);
    zy_intern_free(&after);
    return added + dropped;
}

bool zy_lexicons_cut_alike(const zy_lexicon *a, const zy_lexicon *b)
{
    for (size_t file = 0; file < GAZETTEER_AND_WORDS; file++)
        if (compare_file(a, b, file, "", NULL))
            return false;
    return true;
}

static size_t compare_files(const zy_lexicon *old, const zy_lexicon *new, zy_buf *out)
{
    size_t differences = 0;
    const char *name, *lines;
    size_t len;
    for (size_t file = 0; new && (name = zy_lexicon_file(new, file, &lines, &len)); file++)
        differences += compare_file(old, new, file, name, out);
    return differences;
}

/* ---- Words of the texts ---- */

/* One way in which words are cut otherwise: 养老|院 → 养老院. */
typedef struct {
    uint32_t articles, occurrences;
    uint32_t last_doc;                /* counted through */
    uint32_t segment, doc, from, end; /* where it first stands */
} recut;

typedef struct {
    const zy_generation *g;
    zy_analyser analyser;
    zy_intern keys; /* what it was and what it becomes */
    zy_vec recuts;  /* recut, by the key's number */
    uint32_t articles, last_doc;
} comparison;

static void put_words(const uint16_t *units, const uint64_t *breaks, uint32_t from, uint32_t end, zy_buf *out)
{
    for (size_t at = from; at < end;) {
        if (at > from && zy_bit_get(breaks, at))
            zy_buf_char(out, '|');
        zy_buf_rune(out, zy_utf16_next(units, &at));
    }
}

static bool has_word(const uint16_t *units, uint32_t from, uint32_t end)
{
    zy_unit_span word;
    size_t at = 0;
    uint64_t none = 1;
    return end - from < 64 ? zy_word_next(units + from, &none, end - from, &at, &word) : true;
}

static void note_recut(comparison *c, size_t segment, uint32_t doc, uint32_t from, uint32_t end,
                       const zy_buf *key)
{
    const zy_segment *s = &c->g->segments[segment];
    uint32_t number = zy_intern_number(&c->keys, key->data, key->len_bytes), global = s->first_doc + doc;
    if (number == c->recuts.count) {
        recut fresh = {
            .last_doc = UINT32_MAX, .segment = (uint32_t)segment, .doc = doc, .from = from, .end = end};
        zy_vec_push(&c->recuts, &fresh);
    }
    if (number >= c->recuts.count)
        return;
    recut *r = &ZY_VEC_AT(c->recuts, recut, number);
    r->articles += r->last_doc != global;
    r->last_doc = global;
    r->occurrences++;
    c->articles += c->last_doc != global;
    c->last_doc = global;
}

/* Walks from one place where both cut to the next; what lies between is the same or a difference. */
static void compare_breaks(comparison *c, size_t segment, uint32_t doc, const uint64_t *fresh)
{
    const zy_segment *s = &c->g->segments[segment];
    uint32_t start = s->doc_starts[doc], count = s->doc_starts[doc + 1] - start, from = 0;
    bool differs = false;
    zy_buf key = {0};
    for (uint32_t u = 1; u <= count; u++) {
        bool before = zy_bit_get(s->breaks, start + u), after = zy_bit_get(fresh, u);
        differs = differs || before != after;
        if (!before || !after)
            continue;
        if (differs && has_word(s->text + start, from, u)) {
            zy_buf_clear(&key);
            put_words(s->text, s->breaks, start + from, start + u, &key);
            zy_buf_str(&key, " → ");
            put_words(s->text + start, fresh, from, u, &key);
            if (!key.failed)
                note_recut(c, segment, doc, start + from, start + u, &key);
        }
        from = u;
        differs = false;
    }
    zy_buf_free(&key);
}

static zy_status compare_texts(comparison *c, zy_error *err)
{
    zy_status status = ZY_OK;
    for (size_t i = 0; i < c->g->segment_count && !status; i++) {
        const zy_segment *s = &c->g->segments[i];
        for (uint32_t doc = 0; doc < s->doc_count && !status; doc++) {
            uint32_t start = s->doc_starts[doc], count = s->doc_starts[doc + 1] - start;
            if (zy_segment_is_gone(s, doc))
                continue;
            uint64_t *fresh = calloc(zy_bits_words(count + (size_t)1), sizeof *fresh);
            status =
                fresh ? zy_cut(c->analyser.cutter, s->text + start, count, fresh, err) : zy_fail_memory(err);
            if (!status)
                compare_breaks(c, i, doc, fresh);
            free(fresh);
        }
    }
    return status || !(c->keys.failed || c->recuts.failed) ? status : zy_fail_memory(err);
}

/* ---- Telling ---- */

static int by_articles(const void *left, const void *right, void *context)
{
    const recut *all = context;
    const recut *a = &all[*(const uint32_t *)left], *b = &all[*(const uint32_t *)right];
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* The words with a little of what stands around them, in the source's letters. */
static void put_example(const comparison *c, const recut *r, zy_buf *out)
{
    const zy_segment *s = &c->g->segments[r->segment];
    uint32_t p = zy_passage_at(s, r->doc, r->from), floor = s->passage_starts[p],
             ceiling = zy_passage_end(s, p);
    uint32_t from = r->from - floor > CONTEXT_UNITS ? r->from - CONTEXT_UNITS : floor;
    uint32_t end = r->end < ceiling && ceiling - r->end > CONTEXT_UNITS ? r->end + CONTEXT_UNITS : ceiling;
    zy_source source = {0};
    if (!zy_source_restore(s, r->doc, from, end, &source, NULL) && source.text.data) {
        zy_private_cover(source.text.data);
        zy_buf_printf(out, "      %s%s%s（%s）\n", from > floor ? "…" : "", source.text.data,
                      end < ceiling ? "…" : "", zy_segment_string(s, s->docs[r->doc].id));
    }
    zy_source_free(&source);
}

static bool put_recuts(const comparison *c, zy_buf *out)
{
    size_t count = c->recuts.count;
    uint32_t *order = malloc((count + 1) * sizeof *order);
    if (!order)
        return false;
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    qsort_r(order, count, sizeof *order, by_articles, c->recuts.data);
    zy_buf_printf(out, "重建后有 %zu 种切法改变，涉及 %u 篇文章（共 %u 篇）。\n", count, c->articles,
                  c->g->live_count);
    for (size_t i = 0; i < count && i < WORDS_SHOWN; i++) {
        const recut *r = &ZY_VEC_AT(c->recuts, recut, order[i]);
        size_t len;
        const uint8_t *key = zy_intern_bytes(&c->keys, order[i], &len);
        zy_buf_printf(out, "  %.*s：%u 篇 %u 处\n", (int)len, (const char *)key, r->articles, r->occurrences);
        put_example(c, r, out);
    }
    if (count > WORDS_SHOWN)
        zy_buf_printf(out, "  …其余 %zu 种从略\n", count - WORDS_SHOWN);
    free(order);
    return true;
}

static zy_status compare_archive(const zy_generation *g, const zy_lexicon *lexicon, zy_buf *out,
                                 bool *changes, zy_error *err)
{
    comparison c = {.g = g, .recuts = ZY_VEC(recut), .last_doc = UINT32_MAX};
    zy_status status = zy_analyser_open(lexicon, &c.analyser, err);
    if (!status)
        status = compare_texts(&c, err);
    *changes = *changes || c.recuts.count > 0;
    if (!status && c.recuts.count == 0)
        zy_buf_str(out, "词语的切分不会改变。\n");
    else if (!status && !put_recuts(&c, out))
        status = zy_fail_memory(err);
    zy_analyser_close(&c.analyser);
    zy_intern_free(&c.keys);
    zy_vec_free(&c.recuts);
    return status;
}

zy_status zy_lexicon_diff(const char *folder, const char *lexicon, zy_buf *out, bool *changes, zy_error *err)
{
    zy_generation *g = NULL;
    zy_lexicon *old = NULL, *new = NULL;
    zy_map packed = {0};
    zy_buf notes = {0};
    *changes = false;
    zy_status status = zy_generation_open(folder, NULL, &g, err);
    if (!status)
        status = zy_generation_map(g, ".lexicon", &packed, err);
    if (!status && packed.data)
        status = zy_lexicon_unpack(packed.data, packed.len_bytes, &old, err);
    if (!status)
        status = zy_lexicon_load(lexicon, &new, &notes, err);
    if (!status) {
        zy_buf_str(out, notes.data); /* lines that cannot be read, first */
        *changes = compare_files(old, new, out) > 0;
        if (!*changes)
            zy_buf_str(out, "词库与建索引时的相同。\n");
        status = compare_archive(g, new, out, changes, err);
    }
    zy_buf_free(&notes);
    zy_map_close(&packed);
    zy_lexicon_free(old);
    zy_lexicon_free(new);
    zy_generation_close(g);
    return status || !out->failed ? status : zy_fail_memory(err);
}
