/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captions and lone characters.  In: lines.  Out: those lines marked. */
#include "base/utf8.h"
#include "issue/byline.h"
#include "issue/grams.h"
#include "issue/marks.h"

#include <string.h>

enum { LONGEST_CREDITED_CHARS = 90, LONGEST_MARKED_CHARS = 70 };

static bool begins_with_pointer(zy_span line)
{
    uint32_t c = zy_first_char(line);
    return (c >= 0x25B2 && c <= 0x25C5) || (c >= 0x2190 && c <= 0x2193) || (c >= 0x2B05 && c <= 0x2B07);
}

/* ▶ before sentences of a story is a bullet. */
static bool tells(zy_span line)
{
    bool right = zy_starts(line, "▶") || zy_starts(line, "►") || zy_starts(line, "▷") || zy_starts(line, "→");
    return right && zy_ends(line, "。") && zy_count_chars(line) > 30;
}

/* Ends with a photographer, and is more than the photographer. */
static bool is_credited(zy_issue_text *issue, const zy_line *line)
{
    zy_found found;
    if (line->chars > LONGEST_CREDITED_CHARS)
        return false;
    if (!zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT, line->plain, 0, &found) &&
        !zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT_AFTER, line->plain, 0, &found))
        return false;
    zy_span before = zy_trim(zy_span_cut(line->plain, 0, found.from[0])),
            names = zy_span_cut(line->plain, found.from[1], found.to[1]);
    zy_byline sure = zy_byline_read(issue->patterns, names, &issue->set->arena, NULL);
    if (sure == ZY_BYLINE_NO ||
        (sure < ZY_BYLINE_NAMES && !zy_ends(line->plain, "）") && !zy_ends(line->plain, ")")))
        return false;
    return zy_count_chars(before) >= 6 &&
           zy_byline_read(issue->patterns, line->plain, &issue->set->arena, NULL) < ZY_BYLINE_ROLE;
}

/* △ before a headline: a line is drawn above it, or its writer stands below. */
static bool is_marked_headline(zy_issue_text *issue, size_t at)
{
    const zy_line *line = &issue->lines[at];
    bool below = at + 1 < issue->count && line[1].kind == ZY_LINE_TEXT && line[1].page == line->page &&
                 !zy_ends(line[1].plain, "摄") && !zy_ends(line[1].plain, "图") &&
                 !zy_ends(line[1].plain, "摄影") &&
                 zy_byline_read(issue->patterns, line[1].plain, &issue->set->arena, NULL) >= ZY_BYLINE_NAMES;
    bool above = at > 0 && line[-1].page == line->page && zy_is_rule(line[-1].plain);
    return above || below || zy_is_ornament(zy_last_char(line->plain));
}

static bool is_caption(zy_issue_text *issue, const zy_line *line)
{
    zy_span head = {line->plain.at,
                    zy_utf8_floor(line->plain.at, line->plain.bytes < 90 ? line->plain.bytes : 90)};
    if (zy_find(issue->patterns, ZY_RE_CAPTION, head, 0, NULL))
        return zy_byline_read(issue->patterns, line->plain, &issue->set->arena, NULL) != ZY_BYLINE_ROLE;
    if (begins_with_pointer(line->plain) && line->chars <= LONGEST_MARKED_CHARS && line->chars > 4 &&
        !tells(line->plain) && issue->pages[line->page].head_mark != zy_first_char(line->plain) &&
        !is_marked_headline(issue, (size_t)(line - issue->lines)))
        return zy_byline_read(issue->patterns, line->plain, &issue->set->arena, NULL) < ZY_BYLINE_NAMES;
    return is_credited(issue, line);
}

/* On a page that indents its paragraphs a line that is not indented goes on with something; with the caption
 * when the text above that was finished. */
static bool hangs_on_caption(const zy_issue_text *issue, size_t caption, size_t line)
{
    size_t above = caption;
    while (above > 0 && issue->lines[above].kind != ZY_LINE_TEXT &&
           issue->lines[above].page == issue->lines[line].page)
        above--;
    return issue->pages[issue->lines[line].page].indented && issue->lines[line].indent == 0 &&
           issue->lines[above].kind == ZY_LINE_TEXT &&
           zy_ending_of(issue->lines[above].plain) == ZY_END_FINAL && issue->lines[line].chars <= 14 &&
           line + 1 < issue->count && issue->lines[line + 1].indent > 0;
}

/* Whether `line` goes on with the caption that ends (so far) on `above`. */
static bool goes_on(zy_issue_text *issue, size_t above, size_t line)
{
    const zy_line *a = &issue->lines[above], *b = &issue->lines[line];
    bool credit = b->chars <= 12 && zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT, b->plain, 0, NULL);
    if (!zy_line_is_free(b) || b->blanks > (credit ? 1 : 0) || b->page != a->page || b->indent >= 4)
        return false;
    zy_ending end = zy_ending_of(a->plain);
    if (zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT, a->plain, 0, NULL) && end == ZY_END_BRACKET)
        return false;
    /* The photographer's own line under the caption. */
    if (b->chars <= 12 && zy_find(issue->patterns, ZY_RE_CAPTION_CREDIT, b->plain, 0, NULL))
        return true;
    if (end != ZY_END_FINAL && hangs_on_caption(issue, above, line))
        return true;
    int wrap = zy_wrap_at(issue, above);
    bool full = wrap && a->width + a->indent >= wrap - 4;
    return full && (end != ZY_END_FINAL || b->chars <= 14) && b->chars <= wrap &&
           !zy_find(issue->patterns, ZY_RE_CAPTION, b->plain, 0, NULL);
}

/* A caption wrapped by hand whose photographer stands on its last line: its beginning has no mark. */
static void claim_above(zy_issue_text *issue, size_t at)
{
    while (at > 0) {
        zy_line *line = &issue->lines[at], *above = line - 1;
        int wrap = zy_wrap_at(issue, at);
        if (!zy_line_is_free(above) || above->page != line->page || line->blanks || !wrap ||
            above->width + above->indent < wrap - 4 || zy_ending_of(above->plain) == ZY_END_FINAL ||
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
        begins_with_pointer(line->plain))
        return false;
    int wrap = zy_wrap_at(issue, at - 1);
    zy_ending end = zy_ending_of(above->plain);
    return wrap && above->width + above->indent >= wrap - 4 && (end == ZY_END_OPEN || end == ZY_END_COMMA) &&
           zy_find(issue->patterns, ZY_RE_CAPTION, line->plain, 0, NULL);
}

/* An ornament that stands before two headlines of a page stands before all of them. */
static void find_head_mark(zy_issue_text *issue, zy_page *page)
{
    size_t count = 0;
    uint32_t mark = 0;
    for (size_t i = page->first; i < page->last; i++) {
        const zy_line *line = &issue->lines[i];
        if (!zy_line_is_free(line) || !zy_is_ornament(zy_first_char(line->plain)) || line->chars > 30 ||
            zy_ending_of(line->plain) == ZY_END_FINAL || !is_marked_headline(issue, i))
            continue;
        count = zy_first_char(line->plain) == mark ? count + 1 : 1;
        mark = zy_first_char(line->plain);
        if (count >= 2)
            page->head_mark = mark;
    }
}

void zy_mark_captions(zy_issue_text *issue)
{
    for (size_t p = 0; p < issue->page_count; p++)
        find_head_mark(issue, &issue->pages[p]);
    for (size_t i = 0; i < issue->count; i++) {
        zy_line *line = &issue->lines[i];
        if (!zy_line_is_free(line) || !is_caption(issue, line) ||
            (!begins_with_pointer(line->plain) && closes_long_paragraph(issue, i)) ||
            in_mid_sentence(issue, i))
            continue;
        line->kind = ZY_LINE_CAPTION;
        if (!begins_with_pointer(line->plain) &&
            !zy_find(issue->patterns, ZY_RE_CAPTION, line->plain, 0, NULL))
            claim_above(issue, i);
        for (size_t k = i + 1; k < issue->count && goes_on(issue, k - 1, k); k++)
            issue->lines[k].kind = ZY_LINE_CAPTION_MORE;
    }
}

static bool is_lone(const zy_line *line)
{
    return zy_line_is_free(line) && line->chars == 1 && !zy_is_closing(zy_first_char(line->plain));
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
    first->plain = zy_plain(&issue->set->arena, first->text);
    first->chars = (int)count;
    first->width = 2 * (int)count;
    zy_articles_note(issue->set, ZY_NOTE_REPAIRED, "vertical-headline", issue->pages[first->page].name,
                     first->number, 0.9, "第 %d 行起竖排的“%s”合为一行", first->number, text);
}

/* A lone letter of a broken headline: with its neighbours it makes what stands elsewhere, too. */
static bool stands_together(const zy_issue_text *issue, size_t at)
{
    enum { SURE = 3 };
    const zy_line *line = &issue->lines[at];
    if (zy_count_han(line->plain) != 1 || zy_ending_of(line[-1].plain) != ZY_END_OPEN)
        return false;
    bool below = at + 1 < issue->count && line[1].page == line->page && line[1].kind == ZY_LINE_TEXT;
    return zy_grams_bond(issue->grams, line[-1].plain, line->plain) >= SURE ||
           (below && zy_grams_bond(issue->grams, line->plain, line[1].plain) >= SURE);
}

/* A lone character with text directly above that is not finished is the last letter of a broken line, not a
 * stray. */
static bool ends_a_line(const zy_issue_text *issue, size_t at)
{
    const zy_line *line = &issue->lines[at];
    if (at > 0 && line->blanks <= 1 && line[-1].page == line->page && line[-1].kind == ZY_LINE_TEXT &&
        stands_together(issue, at))
        return true;
    if (at == 0 || line->blanks || line[-1].page != line->page || line[-1].kind == ZY_LINE_FURNITURE ||
        zy_count_han(line->plain) != 1)
        return false;
    bool below = at + 1 < issue->count && line[1].page == line->page && !line[1].blanks && !line[1].indent;
    return zy_ending_of(line[-1].plain) == ZY_END_OPEN ||
           (below && zy_grams_bond(issue->grams, line->plain, line[1].plain) > 0.5);
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
