/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts articles together.  In: lines and labels.  Out: drafts, in reading order, each with its headline
 * lines, healed paragraphs, names and captions.  First every line gets an owner, then each draft reads its
 * own lines. */
#include "issue/assemble.h"

#include "base/buf.h"
#include "base/error.h"
#include "issue/byline.h"

#include <stdlib.h>
#include <string.h>

enum { NOBODY = -1 };

typedef struct {
    zy_issue_text *issue;
    const zy_labelling *labels;
    int *owner;        /* of each line */
    bool *signed_line; /* a name that signs a letter */
    zy_label *label;   /* of each line; meaningful where owner is set and the line is text */
    zy_draft *drafts;
    size_t count;
    int now, column;   /* the draft being read; the line of a column name waiting for its headline */
    bool body, closed; /* the draft has text; it ended with a jump line */
} maker;

static void begin(maker *m, size_t line)
{
    m->now = (int)m->count;
    m->drafts[m->count++] = (zy_draft){.page = (size_t)m->issue->lines[line].page};
    m->body = m->closed = false;
    if (m->column >= 0)
        m->owner[m->column] = m->now;
    m->column = NOBODY;
}

static void own_unit(maker *m, const zy_unit_line *unit)
{
    size_t line = unit->line;
    m->label[line] = unit->label_found;
    m->signed_line[line] = unit->signature;
    switch (unit->label_found) {
    case ZY_LABEL_HEAD:
        if (m->now == NOBODY || m->body || m->closed || !m->drafts[m->now].continuation ||
            m->drafts[m->now].heads.count)
            begin(m, line);
        m->drafts[m->now].margin = unit->margin;
        break;
    case ZY_LABEL_COLUMN: m->column = (int)line; return;
    case ZY_LABEL_EDGE: return;
    case ZY_LABEL_FROM:
        if (m->now == NOBODY || m->body || m->closed)
            begin(m, line);
        m->drafts[m->now].continuation = true;
        m->drafts[m->now].from = m->issue->lines[line].target;
        break;
    case ZY_LABEL_TO:
        if (m->now == NOBODY)
            return;
        m->drafts[m->now].to = m->issue->lines[line].target;
        m->closed = true;
        break;
    default:
        if (m->now == NOBODY || (m->closed && unit->label_found != ZY_LABEL_BY_END)) {
            begin(m, line);
            m->drafts[m->now].continuation = true;
        }
        m->body |= unit->label_found == ZY_LABEL_PARA || unit->label_found == ZY_LABEL_SHORT ||
                   unit->label_found == ZY_LABEL_MORE;
    }
    m->owner[line] = m->now;
}

/* All text of a draft's lines, for comparing. */
static zy_buf text_of(const maker *m, int draft)
{
    zy_buf text = {0};
    for (size_t i = 0; i < m->issue->count && text.len_bytes < 20000; i++)
        if (m->owner[i] == draft && m->issue->lines[i].kind == ZY_LINE_TEXT)
            zy_buf_add(&text, m->issue->lines[i].text.at, m->issue->lines[i].text.bytes);
    return text;
}

/* A caption between two articles goes to the one it shares more words with; the one before when that does not
 * tell. */
static int nearer(const maker *m, size_t line, int before, int after)
{
    zy_span caption = m->issue->lines[line].text;
    zy_buf a = text_of(m, before), b = text_of(m, after);
    double to_before = a.data ? zy_likeness(caption, (zy_span){a.data, a.len_bytes}) : 0;
    double to_after = b.data ? zy_likeness(caption, (zy_span){b.data, b.len_bytes}) : 0;
    zy_buf_free(&a);
    zy_buf_free(&b);
    return to_after > to_before + 0.3 ? after : before;
}

static void own_captions(maker *m)
{
    int before = NOBODY;
    for (size_t i = 0; i < m->issue->count; i++) {
        if (m->owner[i] != NOBODY)
            before = m->owner[i];
        if (m->issue->lines[i].kind == ZY_LINE_CAPTION_MORE && i > 0)
            m->owner[i] = m->owner[i - 1];
        if (m->issue->lines[i].kind != ZY_LINE_CAPTION)
            continue;
        size_t next = i;
        while (next < m->issue->count &&
               (m->owner[next] == NOBODY || m->issue->lines[next].kind != ZY_LINE_TEXT))
            next++;
        int after = next < m->issue->count ? m->owner[next] : NOBODY;
        size_t page = (size_t)m->issue->lines[i].page;
        if (before == NOBODY || after == NOBODY || before == after)
            m->owner[i] = before == NOBODY ? after : before;
        else
            m->owner[i] = nearer(m, i, before, after);
        (void)page;
    }
}

const char *zy_join_text(zy_arena *arena, zy_span a, zy_span b)
{
    uint32_t left = zy_last_char(a), right = zy_first_char(b);
    bool words = left < 0x80 && right < 0x80 && ((left | 32) >= 'a' && (left | 32) <= 'z') &&
                 ((right | 32) >= 'a' && (right | 32) <= 'z');
    return zy_arena_printf(arena, "%.*s%s%.*s", (int)a.bytes, a.at, words ? " " : "", (int)b.bytes, b.at);
}

/* Paragraphs grow in a buffer of their own, so that a long one costs no copies. */
typedef struct {
    maker *m;
    zy_draft *draft;
    zy_buf paragraph;
    zy_label last;
} filler;

static void end_paragraph(filler *f)
{
    zy_arena *arena = &f->m->issue->set->arena;
    if (!f->paragraph.len_bytes)
        return;
    zy_span text = zy_trim((zy_span){f->paragraph.data, f->paragraph.len_bytes});
    if (text.bytes) {
        zy_strings_add(arena, &f->draft->paragraphs, text.at, text.bytes);
        zy_byline_inline(f->m->issue->patterns, text, arena, &f->draft->authors);
    }
    f->draft->open = f->last != ZY_LABEL_SHORT && zy_ending_of(text) != ZY_END_FINAL;
    zy_buf_clear(&f->paragraph);
}

static void add_text(filler *f, const zy_line *line, zy_label label)
{
    if ((label != ZY_LABEL_MORE && label != ZY_LABEL_SHORT_MORE) || !f->paragraph.len_bytes) {
        end_paragraph(f);
        if (!f->draft->paragraphs.count)
            f->draft->starts_fresh = line->indent >= 2 || label == ZY_LABEL_SHORT;
        zy_buf_add(&f->paragraph, line->text.at, line->text.bytes);
        f->last = label;
        return;
    }
    uint32_t left = zy_last_char((zy_span){f->paragraph.data, f->paragraph.len_bytes}),
             right = zy_first_char(line->text);
    if ((left | 32) >= 'a' && (left | 32) <= 'z' && (right | 32) >= 'a' && (right | 32) <= 'z')
        zy_buf_char(&f->paragraph, ' ');
    zy_buf_add(&f->paragraph, line->text.at, line->text.bytes);
}

static void add_caption(filler *f, size_t at)
{
    zy_issue_text *issue = f->m->issue;
    zy_arena *arena = &issue->set->arena;
    zy_span text = issue->lines[at].text;
    while (zy_is_ornament(zy_first_char(text)) || zy_is_space(zy_first_char(text)))
        text = zy_trim(zy_span_cut(text,
                                   zy_first_char(text) < 0x80    ? 1
                                   : zy_first_char(text) < 0x800 ? 2
                                                                 : 3,
                                   text.bytes));
    const char *caption = zy_arena_strn(arena, text.at, text.bytes);
    for (size_t k = at + 1; caption && k < issue->count && issue->lines[k].kind == ZY_LINE_CAPTION_MORE; k++)
        caption = zy_join_text(arena, zy_span_of(caption), issue->lines[k].text);
    if (!caption || !*caption)
        return;
    zy_strings_add(arena, &f->draft->captions, caption, strlen(caption));
    zy_byline_credit(issue->patterns, zy_span_of(caption), arena, &f->draft->credits);
}

static void add_section(filler *f, zy_span text)
{
    zy_found found;
    zy_arena *arena = &f->m->issue->set->arena;
    if (zy_find(f->m->issue->patterns, ZY_RE_SECTION, text, 0, &found))
        text = zy_span_cut(text, found.from[1], found.to[1]);
    text = zy_trim_ornaments(text);
    f->draft->section = zy_arena_strn(arena, text.at, text.bytes);
}

static void add_line(filler *f, size_t at)
{
    zy_issue_text *issue = f->m->issue;
    zy_arena *arena = &issue->set->arena;
    const zy_line *line = &issue->lines[at];
    if (line->kind == ZY_LINE_CAPTION)
        add_caption(f, at);
    if (line->kind != ZY_LINE_TEXT)
        return;
    switch (f->m->label[at]) {
    case ZY_LABEL_HEAD:
    case ZY_LABEL_HEAD_MORE: zy_strings_add(arena, &f->draft->heads, line->text.at, line->text.bytes); break;
    case ZY_LABEL_COLUMN: add_section(f, line->text); break;
    case ZY_LABEL_BY_HEAD:
    case ZY_LABEL_BY_END: zy_byline_read(issue->patterns, line->text, arena, &f->draft->authors); break;
    default:
        if (f->m->signed_line[at])
            zy_byline_read(issue->patterns, line->text, arena, &f->draft->authors);
        add_text(f, line, f->m->label[at]);
    }
}

static void fill(maker *m, int draft)
{
    filler f = {.m = m, .draft = &m->drafts[draft]};
    int file = m->issue->pages[f.draft->page].file;
    for (size_t i = m->issue->pages[f.draft->page].first; i < m->issue->count; i++) {
        if (m->owner[i] != draft)
            continue;
        const zy_line *line = &m->issue->lines[i];
        add_line(&f, i);
        if (!f.draft->first_line)
            f.draft->first_line = line->number;
        if (line->file == file)
            f.draft->last_line = line->number;
    }
    end_paragraph(&f);
    zy_buf_free(&f.paragraph);
}

static bool make_room(maker *m)
{
    m->owner = malloc((m->issue->count + 1) * sizeof *m->owner);
    m->label = calloc(m->issue->count + 1, sizeof *m->label);
    m->signed_line = calloc(m->issue->count + 1, sizeof *m->signed_line);
    m->drafts = calloc(m->labels->count + 1, sizeof *m->drafts);
    for (size_t i = 0; m->owner && i < m->issue->count; i++)
        m->owner[i] = NOBODY;
    return m->owner && m->label && m->signed_line && m->drafts;
}

zy_status zy_drafts_make(zy_issue_text *issue, const zy_labelling *labels, zy_drafts *out, zy_error *err)
{
    maker m = {.issue = issue, .labels = labels, .now = NOBODY, .column = NOBODY};
    bool fine = make_room(&m);
    for (size_t i = 0; fine && i < labels->count; i++)
        own_unit(&m, &labels->items[i]);
    if (fine)
        own_captions(&m);
    for (size_t d = 0; fine && d < m.count; d++)
        fill(&m, (int)d);
    free(m.owner);
    free(m.label);
    free(m.signed_line);
    if (!fine) {
        free(m.drafts);
        return zy_fail_memory(err);
    }
    *out = (zy_drafts){m.drafts, m.count};
    return ZY_OK;
}
