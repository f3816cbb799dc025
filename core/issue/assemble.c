/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts articles together.  In: lines with their owners and labels.  Out: drafts, in reading order, each with
 * its headline lines, healed paragraphs, names and captions. */
#include "issue/assemble.h"

#include "base/buf.h"
#include "base/error.h"
#include "issue/byline.h"

#include <stdlib.h>
#include <string.h>

static bool is_latin(uint32_t c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* How two lines of one text meet: bytes to take off the first, and whether a space goes between.  A Latin
 * word broken with a hyphen becomes one word again. */
static size_t meet(zy_span a, zy_span b, bool *space)
{
    uint32_t left = zy_last_char(a), right = zy_first_char(b);
    bool hyphen = left == '-' && a.bytes > 1 && is_latin((unsigned char)a.at[a.bytes - 2]) && right >= 'a' &&
                  right <= 'z';
    *space = is_latin(left) && is_latin(right);
    return hyphen;
}

const char *zy_join_text(zy_arena *arena, zy_span a, zy_span b)
{
    bool space;
    a.bytes -= meet(a, b, &space);
    return zy_arena_printf(arena, "%.*s%s%.*s", (int)a.bytes, a.at, space ? " " : "", (int)b.bytes, b.at);
}

void zy_join_to(zy_buf *to, zy_span text)
{
    bool space;
    size_t off = meet(zy_span_of_buf(to), text, &space);
    zy_buf_cut(to, to->len_bytes - off);
    if (space)
        zy_buf_char(to, ' ');
    zy_buf_add(to, text.at, text.bytes);
}

/* Paragraphs grow in a buffer of their own, so that a long one costs no copies. */
typedef struct {
    zy_issue_text *issue;
    zy_draft *draft;
    zy_buf paragraph;
    zy_label last;
} filler;

static void end_paragraph(filler *f)
{
    zy_arena *arena = &f->issue->set->arena;
    if (!f->paragraph.len_bytes)
        return;
    zy_span text = zy_trim((zy_span){f->paragraph.data, f->paragraph.len_bytes});
    if (text.bytes) {
        zy_strings_add(arena, &f->draft->paragraphs, text.at, text.bytes);
        zy_byline_inline(f->issue->patterns, text, arena, &f->draft->authors);
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
    zy_join_to(&f->paragraph, line->text);
}

static void add_caption(filler *f, size_t at)
{
    zy_issue_text *issue = f->issue;
    zy_arena *arena = &issue->set->arena;
    zy_span text = zy_trim_adornment(issue->lines[at].text);
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
    zy_arena *arena = &f->issue->set->arena;
    if (zy_find(f->issue->patterns, ZY_RE_SECTION, text, 0, &found))
        text = zy_span_cut(text, found.from[1], found.to[1]);
    f->draft->section = zy_close_spaces(arena, zy_trim_ornaments(text));
}

/* A line printed twice is one in bold type. */
static bool has_head(const zy_draft *draft, zy_span text)
{
    for (size_t i = 0; i < draft->heads.count; i++)
        if (zy_same(zy_span_of(draft->heads.items[i]), text))
            return true;
    return false;
}

/* A headline without the writer in brackets behind it, who is an author. */
static zy_span without_writer(filler *f, zy_span text)
{
    zy_arena *arena = &f->issue->set->arena;
    size_t bytes = zy_byline_behind(f->issue->patterns, text, arena);
    if (bytes < text.bytes)
        zy_byline_read(f->issue->patterns, zy_span_cut(text, bytes, text.bytes), arena, &f->draft->authors);
    return zy_trim(zy_span_cut(text, 0, bytes));
}

static void add_headline(filler *f, const zy_line *line)
{
    zy_draft *draft = f->draft;
    zy_arena *arena = &f->issue->set->arena;
    zy_span text = without_writer(f, line->text);
    if (has_head(draft, text))
        return;
    if (draft->heads.count < ZY_HEAD_LINES)
        draft->head_lines[draft->heads.count] = (zy_head_line){.blanks = line->blanks, .said = line->said};
    zy_strings_add(arena, &draft->heads, text.at, text.bytes);
}

/* A byline's names; a pen name that reads like a word (江南月) is one where it stands. */
static void add_writers(filler *f, zy_span text)
{
    zy_arena *arena = &f->issue->set->arena;
    zy_span bare = zy_trim_ornaments(text);
    if (zy_byline_read(f->issue->patterns, text, arena, &f->draft->authors) == ZY_BYLINE_NO &&
        zy_count_chars(bare) <= 4 && bare.bytes == 3 * zy_count_han(bare)) {
        const char *name = zy_arena_strn(arena, bare.at, bare.bytes);
        if (name)
            zy_names_add(arena, &f->draft->authors, name);
    }
}

static void add_line(filler *f, size_t at, const zy_owned *owned)
{
    zy_issue_text *issue = f->issue;
    zy_arena *arena = &issue->set->arena;
    const zy_line *line = &issue->lines[at];
    if (line->kind == ZY_LINE_CAPTION)
        add_caption(f, at);
    if (line->kind != ZY_LINE_TEXT)
        return;
    switch (owned->label) {
    case ZY_LABEL_HEAD:
    case ZY_LABEL_HEAD_MORE: add_headline(f, line); break;
    case ZY_LABEL_COLUMN: add_section(f, line->text); break;
    case ZY_LABEL_BY_HEAD:
    case ZY_LABEL_BY_END: add_writers(f, line->text); break;
    default:
        if (owned->signs)
            zy_byline_read(issue->patterns, line->text, arena, &f->draft->authors);
        add_text(f, line, owned->label);
    }
}

static void fill(zy_issue_text *issue, zy_drafts *drafts, int draft, const size_t *lines, size_t count)
{
    filler f = {.issue = issue, .draft = &drafts->items[draft]};
    int file = issue->pages[f.draft->page].file;
    for (size_t i = 0; i < count; i++) {
        const zy_line *line = &issue->lines[lines[i]];
        add_line(&f, lines[i], &drafts->lines[lines[i]]);
        if (!f.draft->first_line)
            f.draft->first_line = line->number;
        if (line->file == file)
            f.draft->last_line = line->number;
    }
    end_paragraph(&f);
    zy_buf_free(&f.paragraph);
}

/* The lines of each draft in a row (counting sort by owner): `first` has one more entry than drafts. */
static void sort_lines(const zy_issue_text *issue, const zy_drafts *drafts, size_t *first, size_t *lines)
{
    for (size_t i = 0; i < issue->count; i++)
        if (drafts->lines[i].draft >= 0)
            first[drafts->lines[i].draft + 1]++;
    for (size_t d = 0; d < drafts->count; d++)
        first[d + 1] += first[d];
    for (size_t i = 0; i < issue->count; i++)
        if (drafts->lines[i].draft >= 0)
            lines[first[drafts->lines[i].draft]++] = i;
    memmove(first + 1, first, drafts->count * sizeof *first); /* each now stands at its draft's end */
    first[0] = 0;
}

zy_status zy_drafts_make(zy_issue_text *issue, const zy_labelling *labels, zy_drafts *out, zy_error *err)
{
    zy_drafts drafts = {0};
    zy_status status = zy_lines_own(issue, labels, &drafts, err);
    if (status)
        return status;
    size_t *first = calloc(drafts.count + 2, sizeof *first), *lines = calloc(issue->count + 1, sizeof *lines);
    if (first && lines) {
        sort_lines(issue, &drafts, first, lines);
        for (size_t d = 0; d < drafts.count; d++)
            fill(issue, &drafts, (int)d, lines + first[d], first[d + 1] - first[d]);
        *out = drafts;
    } else {
        zy_drafts_free(&drafts);
        status = zy_fail_memory(err);
    }
    free(first);
    free(lines);
    return status;
}
