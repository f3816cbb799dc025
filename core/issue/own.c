/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which article every line belongs to.  In: lines and labels.  Out: drafts without their text yet, and an
 * owner for each line; captions between two articles go to the one they speak of. */
#include "issue/assemble.h"

#include "base/buf.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { NOBODY = -1, COMPARED_BYTES = 20000 };

/* The text of a draft around a line, gathered once for all captions in a row. */
typedef struct {
    int draft;
    zy_buf text;
} gathered;

typedef struct {
    zy_issue_text *issue;
    zy_owned *lines;
    zy_draft *drafts;
    size_t count;
    int now, column;   /* the draft being read; the line of a column name waiting for its headline */
    bool body, closed; /* the draft has text; it ended with a jump line */
    gathered before, after;
} maker;

static void begin(maker *m, size_t line)
{
    m->now = (int)m->count;
    m->drafts[m->count++] = (zy_draft){.page = (size_t)m->issue->lines[line].page};
    m->body = m->closed = false;
    if (m->column >= 0)
        m->lines[m->column].draft = m->now;
    m->column = NOBODY;
}

static void own_unit(maker *m, const zy_unit_line *unit)
{
    size_t line = unit->line;
    m->lines[line].label = unit->label_found;
    m->lines[line].signs = unit->signature;
    if (m->issue->lines[line].begins && unit->label_found != ZY_LABEL_HEAD &&
        unit->label_found != ZY_LABEL_COLUMN)
        begin(m, line);
    switch (unit->label_found) {
    case ZY_LABEL_HEAD:
        if (m->now == NOBODY || m->body || m->closed || !m->drafts[m->now].continuation ||
            m->drafts[m->now].heads.count)
            begin(m, line);
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
        if (m->column != NOBODY) {
            begin(m, line); /* a column's name is all the headline there is */
        } else if (m->now == NOBODY || (m->closed && unit->label_found != ZY_LABEL_BY_END)) {
            begin(m, line);
            m->drafts[m->now].continuation = true;
        }
        m->body |= unit->label_found == ZY_LABEL_PARA || unit->label_found == ZY_LABEL_SHORT ||
                   unit->label_found == ZY_LABEL_MORE;
    }
    m->lines[line].draft = m->now;
}

/* A draft's text up to some bytes away from `line`, backwards or forwards. */
static const zy_buf *text_near(const maker *m, gathered *kept, size_t line, int draft, bool forwards)
{
    if (kept->draft == draft)
        return &kept->text;
    kept->draft = draft;
    zy_buf_clear(&kept->text);
    for (size_t i = line; i < m->issue->count && kept->text.len_bytes < COMPARED_BYTES;
         i += forwards ? 1 : (size_t)-1) {
        const zy_line *l = &m->issue->lines[i];
        if (m->lines[i].draft != NOBODY && m->lines[i].draft != draft)
            break;
        if (m->lines[i].draft == draft && l->kind == ZY_LINE_TEXT)
            zy_buf_add(&kept->text, l->plain.at, l->plain.bytes);
    }
    return &kept->text;
}

static double like(zy_span caption, const zy_buf *text)
{
    size_t bytes = text->len_bytes < COMPARED_BYTES ? text->len_bytes : COMPARED_BYTES;
    return text->data ? zy_likeness(caption, (zy_span){text->data, bytes}) : 0;
}

/* A caption between two articles goes to the one it shares more words with; the one before when that does not
 * tell. */
static int nearer(maker *m, size_t line, int before, int after)
{
    zy_span caption = m->issue->lines[line].plain;
    double to_before = like(caption, text_near(m, &m->before, line, before, false)),
           to_after = like(caption, text_near(m, &m->after, line, after, true));
    return to_after > to_before + 0.3 ? after : before;
}

/* The next line from `from` on whose text belongs to an article. */
static size_t next_owned(const maker *m, size_t from)
{
    while (from < m->issue->count &&
           (m->lines[from].draft == NOBODY || m->issue->lines[from].kind != ZY_LINE_TEXT))
        from++;
    return from;
}

static void own_captions(maker *m)
{
    int before = NOBODY;
    size_t last = 0, next = 0;
    for (size_t i = 0; i < m->issue->count; i++) {
        zy_line_kind kind = m->issue->lines[i].kind;
        if (kind == ZY_LINE_CAPTION_MORE && i > 0)
            m->lines[i].draft = m->lines[i - 1].draft;
        if (kind == ZY_LINE_CAPTION) {
            next = next > i ? next : next_owned(m, i);
            int page = m->issue->lines[i].page,
                after = next < m->issue->count ? m->lines[next].draft : NOBODY;
            bool here = after != NOBODY && m->issue->lines[next].page == page,
                 there = before != NOBODY && m->issue->lines[last].page != page;
            if (before == NOBODY || after == NOBODY || before == after)
                m->lines[i].draft = before == NOBODY ? after : before;
            else
                m->lines[i].draft = here && there ? after : nearer(m, i, before, after);
        }
        if (m->lines[i].draft != NOBODY && kind != ZY_LINE_CAPTION && kind != ZY_LINE_CAPTION_MORE) {
            before = m->lines[i].draft;
            last = i;
        }
    }
}

zy_status zy_lines_own(zy_issue_text *issue, const zy_labelling *labels, zy_drafts *out, zy_error *err)
{
    maker m = {.issue = issue,
               .now = NOBODY,
               .column = NOBODY,
               .before = {.draft = NOBODY},
               .after = {.draft = NOBODY}};
    m.lines = calloc(issue->count + 1, sizeof *m.lines);
    m.drafts = calloc(labels->count + 1, sizeof *m.drafts);
    bool fine = m.lines && m.drafts;
    for (size_t i = 0; fine && i < issue->count; i++)
        m.lines[i].draft = NOBODY;
    for (size_t i = 0; fine && i < labels->count; i++)
        own_unit(&m, &labels->items[i]);
    if (fine)
        own_captions(&m);
    zy_buf_free(&m.before.text);
    zy_buf_free(&m.after.text);
    zy_drafts drafts = {m.drafts, m.count, m.lines};
    if (!fine) {
        zy_drafts_free(&drafts);
        return zy_fail_memory(err);
    }
    *out = drafts;
    return ZY_OK;
}

void zy_drafts_free(zy_drafts *drafts)
{
    free(drafts->items);
    free(drafts->lines);
    *drafts = (zy_drafts){0};
}
