/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captions and lone characters.  In: lines.  Out: those lines marked. */
#include "base/utf8.h"
#include "issue/byline.h"
#include "issue/marks.h"

#include <string.h>

enum { LONGEST_CREDITED_CHARS = 90, LONGEST_MARKED_CHARS = 70 };

static bool begins_with_pointer(zy_span line)
{
    uint32_t c = zy_first_char(line);
    return (c >= 0x25B2 && c <= 0x25C5) || (c >= 0x2190 && c <= 0x2193) || (c >= 0x2B05 && c <= 0x2B07);
}

/* Ends with a photographer, and is more than the photographer. */
static bool is_credited(zy_issue_text *issue, const zy_line *line)
{
    zy_found found;
    if (line->chars > LONGEST_CREDITED_CHARS)
        return false;
    if (!zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT, line->text, 0, &found) &&
        !zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT_AFTER, line->text, 0, &found))
        return false;
    zy_span before = zy_trim(zy_span_cut(line->text, 0, found.from[0])),
            names = zy_span_cut(line->text, found.from[1], found.to[1]);
    zy_byline sure = zy_byline_read(issue->patterns, names, &issue->set->arena, NULL);
    if (sure == ZY_BYLINE_NO ||
        (sure == ZY_BYLINE_MAYBE && !zy_ends(line->text, "）") && !zy_ends(line->text, ")")))
        return false;
    return zy_count_chars(before) >= 6 &&
           zy_byline_read(issue->patterns, line->text, &issue->set->arena, NULL) < ZY_BYLINE_ROLE;
}

static bool is_caption(zy_issue_text *issue, const zy_line *line)
{
    zy_span head = {line->text.at,
                    zy_utf8_floor(line->text.at, line->text.bytes < 90 ? line->text.bytes : 90)};
    if (zy_find(issue->patterns, ZY_RE_CAPTION, head, 0, NULL))
        return zy_byline_read(issue->patterns, line->text, &issue->set->arena, NULL) != ZY_BYLINE_ROLE;
    if (begins_with_pointer(line->text) && line->chars <= LONGEST_MARKED_CHARS && line->chars > 4)
        return zy_byline_read(issue->patterns, line->text, &issue->set->arena, NULL) < ZY_BYLINE_NAMES;
    return is_credited(issue, line);
}

/* Whether `line` goes on with the caption that ends (so far) on `above`. */
static bool goes_on(zy_issue_text *issue, size_t above, size_t line)
{
    const zy_line *a = &issue->lines[above], *b = &issue->lines[line];
    if (b->kind != ZY_LINE_TEXT || b->blanks || b->page != a->page || b->number != a->number + 1 ||
        b->indent >= 4)
        return false;
    zy_ending end = zy_ending_of(a->text);
    if (zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT, a->text, 0, NULL) && end == ZY_END_BRACKET)
        return false;
    /* The photographer's own line under the caption. */
    if (b->chars <= 12 && zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT, b->text, 0, NULL))
        return true;
    int wrap = zy_wrap_at(issue, above);
    bool full = wrap && a->width + a->indent >= wrap - 4;
    return full && (end != ZY_END_FINAL || b->chars <= 14) && b->chars <= wrap &&
           !zy_find(issue->patterns, ZY_RE_CAPTION, b->text, 0, NULL);
}

/* A caption wrapped by hand whose photographer stands on its last line: its beginning has no mark. */
static void claim_above(zy_issue_text *issue, size_t at)
{
    while (at > 0) {
        zy_line *line = &issue->lines[at], *above = line - 1;
        int wrap = zy_wrap_at(issue, at);
        if (above->kind != ZY_LINE_TEXT || above->page != line->page || line->blanks || !wrap ||
            above->width + above->indent < wrap - 4 || zy_ending_of(above->text) == ZY_END_FINAL ||
            line->indent > 0)
            return;
        line->kind = ZY_LINE_CAPTION_MORE;
        above->kind = ZY_LINE_CAPTION;
        at--;
        if (above->indent > 0 || above->blanks > 0)
            return;
    }
}

/* Behind hand-wrapped text a credit may close a body paragraph's last line; such a paragraph is longer than
 * any caption. */
static bool closes_long_paragraph(const zy_issue_text *issue, size_t at)
{
    size_t lines = 0;
    while (at > 0 && issue->lines[at].blanks == 0 && issue->lines[at].indent == 0 &&
           issue->lines[at - 1].kind == ZY_LINE_TEXT && issue->lines[at - 1].page == issue->lines[at].page) {
        at--;
        lines++;
    }
    return lines > 4;
}

/* 照片： at the start of a line broken by hand is the paragraph's own word. */
static bool in_mid_sentence(const zy_issue_text *issue, size_t at)
{
    const zy_line *line = &issue->lines[at], *above = line - 1;
    if (at == 0 || line->blanks || line->indent || above->kind != ZY_LINE_TEXT || above->page != line->page ||
        begins_with_pointer(line->text))
        return false;
    int wrap = zy_wrap_at(issue, at - 1);
    zy_ending end = zy_ending_of(above->text);
    return wrap && above->width + above->indent >= wrap - 4 && (end == ZY_END_OPEN || end == ZY_END_COMMA) &&
           zy_find(issue->patterns, ZY_RE_CAPTION, line->text, 0, NULL);
}

void zy_mark_captions(zy_issue_text *issue)
{
    for (size_t i = 0; i < issue->count; i++) {
        zy_line *line = &issue->lines[i];
        if (line->kind != ZY_LINE_TEXT || !is_caption(issue, line) || closes_long_paragraph(issue, i) ||
            in_mid_sentence(issue, i))
            continue;
        line->kind = ZY_LINE_CAPTION;
        if (!begins_with_pointer(line->text) && !zy_find(issue->patterns, ZY_RE_CAPTION, line->text, 0, NULL))
            claim_above(issue, i);
        for (size_t k = i + 1; k < issue->count && goes_on(issue, k - 1, k); k++)
            issue->lines[k].kind = ZY_LINE_CAPTION_MORE;
    }
}

static bool is_lone(const zy_line *line)
{
    return line->kind == ZY_LINE_TEXT && line->chars == 1;
}

/* 元/旦/献/词, one below the other, is one line. */
static size_t vertical_run(const zy_issue_text *issue, size_t at)
{
    size_t end = at;
    while (end < issue->count && is_lone(&issue->lines[end]) && zy_count_han(issue->lines[end].text) == 1 &&
           issue->lines[end].page == issue->lines[at].page && (end == at || issue->lines[end].blanks <= 1))
        end++;
    return end - at;
}

static void put_together(zy_issue_text *issue, size_t at, size_t count)
{
    char *text = zy_arena_get(&issue->set->arena, count * 4 + 1, 1);
    size_t used = 0;
    for (size_t i = 0; text && i < count; i++) {
        zy_line *line = &issue->lines[at + i];
        memcpy(text + used, line->text.at, line->text.bytes);
        used += line->text.bytes;
        if (i)
            line->kind = ZY_LINE_FURNITURE;
    }
    if (!text)
        return;
    zy_line *first = &issue->lines[at];
    first->text = (zy_span){text, used};
    first->chars = (int)count;
    first->width = 2 * (int)count;
    zy_articles_note(issue->set, ZY_NOTE_REPAIRED, "vertical-headline", issue->pages[first->page].name,
                     first->number, 0.9, "第 %d 行起竖排的“%s”合为一行", first->number, text);
}

/* A lone character with text directly above that is not finished is the last letter of a broken line, not a
 * stray. */
static bool ends_a_line(const zy_issue_text *issue, size_t at)
{
    const zy_line *line = &issue->lines[at];
    return at > 0 && line->blanks == 0 && line[-1].page == line->page && line[-1].kind != ZY_LINE_FURNITURE &&
           zy_ending_of(line[-1].text) == ZY_END_OPEN && zy_count_han(line->text) == 1;
}

void zy_mark_strays(zy_issue_text *issue)
{
    for (size_t i = 0; i < issue->count; i++) {
        zy_line *line = &issue->lines[i];
        if (!is_lone(line))
            continue;
        size_t run = vertical_run(issue, i);
        if (run >= 3) {
            put_together(issue, i, run);
        } else if (!ends_a_line(issue, i)) {
            line->kind = ZY_LINE_STRAY;
            zy_articles_note(issue->set, ZY_NOTE_REPAIRED, "stray-character", issue->pages[line->page].name,
                             line->number, 0.9, "第 %d 行孤立的“%.*s”未收入正文", line->number,
                             (int)line->text.bytes, line->text.at);
        }
    }
}
