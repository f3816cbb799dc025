/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Page furniture: running heads, mastheads, editors, imprints.  In: lines.  Out: those lines marked, and what
 * they say of the page (number, section) kept.  Strict where a line could be an article's, wider at the top
 * of a page. */
#include "base/utf8.h"
#include "issue/marks.h"

#include <string.h>

enum { TOP_LINES = 10, LONGEST_CHARS = 60 };

/* What is left of a running head when dates, weekdays, page and issue numbers are taken away. */
typedef struct {
    int parts;
    bool date, week, page, issue;
    char rest[256];
    size_t rest_bytes;
    size_t rest_chars;
} folio;

static void keep_rest(folio *f, zy_span piece)
{
    for (size_t at = 0; at < piece.bytes;) {
        size_t from = at;
        uint32_t c = zy_utf8_next(piece.at, piece.bytes, &at);
        bool filler = zy_is_space(c) || zy_is_ornament(c) || c == '|' || c == 0xFF5C || c == '/' ||
                      c == '-' || c == 0x2014 || zy_is_opening(c) || zy_is_closing(c) || c == 0xFF1A ||
                      c == ':' || c == 0xB7;
        if (filler || f->rest_bytes + 4 >= sizeof f->rest)
            continue;
        memcpy(f->rest + f->rest_bytes, piece.at + from, at - from);
        f->rest_bytes += at - from;
        f->rest_chars++;
    }
    f->rest[f->rest_bytes] = '\0';
}

static folio take_apart(zy_patterns *patterns, zy_span line)
{
    folio f = {0};
    zy_found found;
    size_t at = 0;
    while (at < line.bytes && zy_find(patterns, ZY_RE_FOLIO_PART, line, at, &found) && found.to[0] > at) {
        zy_span part = zy_span_cut(line, found.from[0], found.to[0]);
        keep_rest(&f, zy_span_cut(line, at, found.from[0]));
        f.parts++;
        f.date |= zy_find(patterns, ZY_RE_DATE, part, 0, NULL);
        f.week |= zy_find(patterns, ZY_RE_WEEKDAY, part, 0, NULL);
        f.page |= zy_ends(part, "版");
        f.issue |= zy_contains(part, "期") || zy_contains(part, "号");
        at = found.to[0];
    }
    keep_rest(&f, zy_span_cut(line, at, line.bytes));
    return f;
}

static bool rest_is_number(const folio *f)
{
    for (size_t i = 0; i < f->rest_bytes; i++)
        if (f->rest[i] < '0' || f->rest[i] > '9')
            return false;
    return f->rest_bytes > 0 && f->rest_bytes <= 2;
}

static bool rest_ends_in_number(const folio *f)
{
    return f->rest_bytes >= 2 && f->rest[f->rest_bytes - 1] >= '0' && f->rest[f->rest_bytes - 1] <= '9';
}

static bool rest_is_paper(const folio *f)
{
    zy_span rest = {f->rest, f->rest_bytes};
    return zy_contains(rest, "报") || zy_contains(rest, "通讯") || zy_contains(rest, "新闻") ||
           zy_contains(rest, "BAO") || zy_contains(rest, "之声") || zy_contains(rest, "主办") ||
           zy_contains(rest, "编印");
}

static bool has_stop(zy_span line)
{
    return zy_contains(line, "，") || zy_contains(line, "。") || zy_contains(line, "；");
}

/* Sure anywhere on a page. */
static bool is_running_head(const folio *f, zy_span line)
{
    if (!f->parts || has_stop(line) || f->rest_chars > 24)
        return false;
    if (f->date && (f->week || f->page || f->issue))
        return true;
    if (f->date && (rest_is_number(f) || (rest_ends_in_number(f) && f->rest_chars <= 8)))
        return true;
    if (f->page && f->rest_chars <= 6)
        return !zy_contains(line, "详见");
    if (f->issue && (f->rest_chars == 0 || (rest_is_paper(f) && f->rest_chars <= 16)))
        return true;
    return f->week && f->rest_chars <= 2;
}

static bool is_bare_number(const zy_line *line)
{
    zy_span bare = zy_trim_ornaments(line->text);
    size_t chars = zy_count_chars(bare);
    if (chars == 0 || chars > 3)
        return false;
    for (size_t at = 0; at < bare.bytes;) {
        uint32_t c = zy_utf8_next(bare.at, bare.bytes, &at);
        if (!zy_is_digit(c) && !(at == 1 && c >= 'A' && c <= 'D'))
            return false;
    }
    return true;
}

/* A page's number and section from its running head. */
static void learn(zy_issue_text *issue, const zy_line *line, const folio *f)
{
    zy_page *page = &issue->pages[line->page];
    zy_found found;
    if (!page->number && f->page && zy_find(issue->patterns, ZY_RE_PAGE_NUMBER, line->text, 0, &found) &&
        !zy_contains(line->text, "今日") && !zy_contains(line->text, "共"))
        page->number = zy_read_number(zy_span_cut(line->text, found.from[1], found.to[1]));
    size_t bytes = f->rest_bytes;
    while (bytes && f->rest[bytes - 1] >= '0' && f->rest[bytes - 1] <= '9')
        bytes--;
    if (!page->number && f->date && bytes < f->rest_bytes)
        page->number = zy_read_number(zy_span_cut((zy_span){f->rest, f->rest_bytes}, bytes, f->rest_bytes));
    zy_span rest = {f->rest, bytes};
    if (!page->section && (f->page || f->date) && zy_count_han(rest) >= 2 && zy_count_han(rest) <= 4 &&
        bytes == 3 * zy_count_han(rest) && !rest_is_paper(f))
        page->section = zy_arena_strn(&issue->set->arena, rest.at, rest.bytes);
}

static bool is_index_line(zy_issue_text *issue, const zy_line *line)
{
    return line->chars <= 20 &&
           (zy_contains(line->text, "今日导读") ||
            zy_same(zy_trim_ornaments(line->text), zy_span_of("导读")) ||
            zy_same(zy_trim_ornaments(line->text), zy_span_of("本期导读")) ||
            zy_same(zy_trim_ornaments(line->text), zy_span_of("内容提要"))) &&
           issue->page_count;
}

static bool is_furniture(zy_issue_text *issue, const zy_line *line)
{
    if (line->chars > LONGEST_CHARS)
        return false;
    folio f = take_apart(issue->patterns, line->text);
    if (is_running_head(&f, line->text)) {
        learn(issue, line, &f);
        return true;
    }
    return zy_find(issue->patterns, ZY_RE_EDITORS, line->text, 0, NULL) ||
           (zy_find(issue->patterns, ZY_RE_IMPRINT, line->text, 0, NULL) && !has_stop(line->text));
}

/* At the top of a page short lines above a sure running head (the paper's name, its section) and beside it
 * are furniture too, and so is a date alone. */
static void widen_top(zy_issue_text *issue, zy_page *page)
{
    size_t end = page->last < page->first + TOP_LINES ? page->last : page->first + TOP_LINES, sure = end;
    size_t unknown = 0;
    for (size_t i = page->first; i < end && unknown <= 3; i++) {
        zy_line *line = &issue->lines[i];
        if (line->kind > ZY_LINE_FURNITURE || (sure < end && line->blanks > 0))
            break; /* the block of the running head is over */
        folio f = take_apart(issue->patterns, line->text);
        if (line->kind == ZY_LINE_FURNITURE)
            sure = i;
        else if (f.date && f.rest_chars == 0 && unknown <= 1 && i <= page->first + 2)
            line->kind = ZY_LINE_FURNITURE, learn(issue, line, &f), sure = i;
        else if (is_bare_number(line))
            line->kind = ZY_LINE_FURNITURE;
        else if (line->chars > 16 ||
                 (zy_ending_of(line->text) != ZY_END_OPEN && zy_ending_of(line->text) != ZY_END_BRACKET))
            break;
        else
            unknown++;
    }
    for (size_t i = page->first; sure < end && i < sure; i++)
        issue->lines[i].kind = ZY_LINE_FURNITURE;
    if (sure >= end)
        return;
    zy_line *after = &issue->lines[sure + 1 < page->last ? sure + 1 : sure];
    zy_line *next = after + 1;
    if (after->kind == ZY_LINE_TEXT && after->blanks == 0 && after->chars <= 6 &&
        zy_count_han(after->text) == (size_t)after->chars && sure + 2 < page->last && next->blanks > 0) {
        after->kind = ZY_LINE_FURNITURE;
        if (!page->section && after->chars <= 4)
            page->section = zy_arena_strn(&issue->set->arena, after->text.at, after->text.bytes);
    }
}

/* Page numbers at the foot. */
static void widen_foot(zy_issue_text *issue, zy_page *page)
{
    for (size_t i = page->last; i > page->first && i + 3 > page->last; i--) {
        zy_line *line = &issue->lines[i - 1];
        if (line->kind == ZY_LINE_TEXT && is_bare_number(line))
            line->kind = ZY_LINE_FURNITURE;
    }
}

/* A box that lists what is inside: its title and the lines below it up to a gap. */
static void mark_index_box(zy_issue_text *issue, zy_page *page)
{
    for (size_t i = page->first; i < page->last; i++) {
        if (!is_index_line(issue, &issue->lines[i]))
            continue;
        issue->lines[i].kind = ZY_LINE_FURNITURE;
        for (size_t k = i + 1; k < page->last && k < i + 8; k++) {
            zy_line *line = &issue->lines[k];
            bool refers = zy_ends(line->text, "版") || zy_starts(line->text, "▶") ||
                          zy_ends(line->text, "版）") ||
                          zy_find(issue->patterns, ZY_RE_PAGE_NUMBER, line->text, 0, NULL);
            if (line->blanks > 1 || !refers || line->chars > 40)
                break;
            line->kind = ZY_LINE_FURNITURE;
        }
    }
}

void zy_mark_furniture(zy_issue_text *issue)
{
    for (size_t i = 0; i < issue->count; i++)
        if (issue->lines[i].kind == ZY_LINE_TEXT && is_furniture(issue, &issue->lines[i]))
            issue->lines[i].kind = ZY_LINE_FURNITURE;
    for (size_t p = 0; p < issue->page_count; p++) {
        widen_top(issue, &issue->pages[p]);
        widen_foot(issue, &issue->pages[p]);
        mark_index_box(issue, &issue->pages[p]);
    }
}
