/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can be said of each line before its label is known.  In: lines.  Out: one record for each text or jump
 * line, in reading order, with the gap to the one before. */
#include "issue/segment.h"

#include "base/error.h"
#include "base/utf8.h"
#include "issue/byline.h"
#include "issue/cohesion.h"

#include <stdlib.h>
#include <string.h>

enum { EDGE_LINES = 3, VERSE_LINES = 6, LONGEST_SHORT_CHARS = 60 };

static bool is_labelled(const zy_line *line)
{
    return line->kind == ZY_LINE_TEXT || line->kind == ZY_LINE_JUMP_TO || line->kind == ZY_LINE_JUMP_FROM;
}

static void count_marks(zy_unit_line *unit, zy_span text)
{
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        unit->commas += c == 0xFF0C || c == ',' || c == 0x3001;
        unit->stop_inside |= (c == 0x3002 || c == 0xFF1B || c == ';') && at < text.bytes;
    }
}

/* A table's row: three or more pieces with wide spaces between them and no sentence. */
static bool is_row(zy_patterns *patterns, const zy_unit_line *unit, const zy_line *line)
{
    int pieces = 1;
    bool space = false;
    for (size_t at = 0; at < line->text.bytes;) {
        bool now = zy_is_space(zy_utf8_next(line->text.at, line->text.bytes, &at));
        pieces += now && !space;
        space = now;
    }
    bool timed = pieces >= 2 && unit->commas == 0 && zy_find(patterns, ZY_RE_TIMED_ROW, line->text, 0, NULL);
    return (pieces >= 3 || timed) && line->chars <= LONGEST_SHORT_CHARS && !unit->stop_inside &&
           unit->ending != ZY_END_FINAL && unit->byline < ZY_BYLINE_NAMES &&
           (size_t)pieces * 2 <= (size_t)line->chars;
}

/* Patterns look at short lines only; a paragraph's line is told by its first characters. */
static void match(zy_issue_text *issue, zy_unit_line *unit, const zy_line *line)
{
    zy_patterns *p = issue->patterns;
    zy_span head = {line->text.at,
                    zy_utf8_floor(line->text.at, line->text.bytes < 180 ? line->text.bytes : 180)};
    unit->list = zy_find(p, ZY_RE_LIST_ITEM, head, 0, NULL);
    unit->label = zy_find(p, ZY_RE_LABEL, head, 0, NULL);
    unit->news_lead = zy_find(p, ZY_RE_NEWS_LEAD, head, 0, NULL);
    if (line->chars > LONGEST_SHORT_CHARS)
        return;
    unit->closing = line->chars <= 12 && zy_find(p, ZY_RE_CLOSING, line->text, 0, NULL);
    unit->date_only = zy_find(p, ZY_RE_DATE_ONLY, line->text, 0, NULL);
    unit->organisation = zy_find(p, ZY_RE_ORGANISATION, line->text, 0, NULL);
    unit->office = zy_byline_office(p, line->text);
    unit->section = zy_find(p, ZY_RE_SECTION, line->text, 0, NULL);
    unit->column = line->chars <= 12 && zy_find(p, ZY_RE_COLUMN_NAME, line->text, 0, NULL);
    unit->slogan = line->chars <= 24 && zy_find(p, ZY_RE_SLOGAN, line->text, 0, NULL);
    unit->byline = (int)zy_byline_read(p, line->text, &issue->set->arena, NULL);
    unit->row = is_row(p, unit, line);
}

/* Half-width runs that leave half a Han character's room, up to what one line can lose. */
static int odd_widths(zy_span text)
{
    int runs = 0;
    bool inside = false;
    for (size_t i = 0; i < text.bytes; i++) {
        bool narrow = (unsigned char)text.at[i] < 0x80 && text.at[i] > ' ';
        runs += narrow && !inside;
        inside = narrow;
    }
    return runs < 4 ? runs : 4;
}

/* Whether the next line's first piece would still have fitted. */
static bool fills(const zy_issue_text *issue, size_t i, int wrap)
{
    const zy_line *line = &issue->lines[i];
    int slack = 3 + odd_widths(line->text);
    if (i + 1 < issue->count && issue->lines[i + 1].page == line->page) {
        zy_span next = issue->lines[i + 1].text;
        int token = 0;
        for (size_t at = 0; at < next.bytes && token < 24;) {
            uint32_t c = zy_utf8_next(next.at, next.bytes, &at);
            if (c >= 0x80 || c <= ' ' || strchr(",;!?()\"'", (int)c))
                break;
            token++;
        }
        if (token + 1 > slack)
            slack = token + 1;
        if (zy_is_opening(zy_first_char(next)))
            slack = 5;
    }
    return line->width + line->indent + slack > wrap;
}

static void measure(zy_issue_text *issue, zy_unit_line *unit, size_t i)
{
    const zy_line *line = &issue->lines[i];
    int wrap = zy_wrap_at(issue, i);
    unit->wrapped = wrap > 0 && line->width + line->indent <= wrap + 8;
    unit->full = unit->wrapped && fills(issue, i, wrap);
    unit->ending = zy_ending_of(line->text);
    count_marks(unit, line->text);
    match(issue, unit, line);
}

static bool ends_verse(const zy_issue_text *issue, const zy_unit_line *unit, bool inside)
{
    const zy_page *page = &issue->pages[issue->lines[unit->line].page];
    return unit->ending == ZY_END_COLON || unit->byline >= ZY_BYLINE_NAMES || unit->date_only ||
           unit->organisation || unit->closing || unit->section || (inside && unit->blanks > page->gap + 1);
}

/* Lines of verse: several short ones of much the same length with nothing but commas at their ends. */
static void find_verse(const zy_issue_text *issue, zy_labelling *all)
{
    for (size_t i = 0; i < all->count; i++) {
        size_t run = i;
        while (run < all->count && !ends_verse(issue, &all->items[run], run > i) &&
               issue->lines[all->items[run].line].kind == ZY_LINE_TEXT &&
               issue->lines[all->items[run].line].chars <= 18 && !all->items[run].full &&
               !all->items[run].stop_inside)
            run++;
        for (size_t k = i; run - i >= VERSE_LINES && k < run; k++)
            all->items[k].verse = true;
        if (run > i)
            i = run;
    }
}

/* Sub-headings of one shape (桑园村：… 甪里村：…): the same kind of short lead before a colon, or the same
 * ending. */
static void find_parallels(const zy_issue_text *issue, zy_labelling *all)
{
    for (size_t i = 0; i < all->count; i++) {
        zy_unit_line *a = &all->items[i];
        const zy_line *line = &issue->lines[a->line];
        zy_found one, other;
        if (line->kind != ZY_LINE_TEXT || line->chars > 26 || a->ending != ZY_END_OPEN || a->label ||
            !zy_find(issue->patterns, ZY_RE_LABELLED_HEAD, line->text, 0, &one))
            continue;
        for (size_t k = i + 1; k < all->count && k < i + 200; k++) {
            zy_unit_line *b = &all->items[k];
            const zy_line *next = &issue->lines[b->line];
            if (next->kind == ZY_LINE_TEXT && next->chars <= 26 && b->ending == ZY_END_OPEN && !b->label &&
                next->page <= line->page + 1 && next->chars + 4 > line->chars &&
                line->chars + 4 > next->chars &&
                zy_find(issue->patterns, ZY_RE_LABELLED_HEAD, next->text, 0, &other) &&
                one.to[0] == other.to[0])
                a->parallel = b->parallel = true;
        }
    }
}

/* A name between 敬礼 and a date signs a letter; it is a paragraph, and its bearer the author. */
static void find_signatures(const zy_issue_text *issue, zy_labelling *all)
{
    for (size_t i = 1; i < all->count; i++) {
        zy_unit_line *unit = &all->items[i];
        bool dated = i + 1 < all->count && all->items[i + 1].date_only;
        if (!unit->closing && unit->byline >= ZY_BYLINE_MAYBE &&
            (all->items[i - 1].closing || all->items[i - 1].signature ||
             (dated && unit->byline >= ZY_BYLINE_NAMES)))
            unit->signature = true;
        /* Who signed above the date is named once more as the byline. */
        if (i >= 2 && unit->organisation && all->items[i - 1].date_only &&
            zy_same(issue->lines[unit->line].text, issue->lines[all->items[i - 2].line].text))
            unit->byline = ZY_BYLINE_ROLE;
    }
}

/* A short line printed on two pages: a column's name, or a headline over its continuation. */
static void find_repeats(const zy_issue_text *issue, zy_labelling *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const zy_line *a = &issue->lines[all->items[i].line];
        for (size_t k = 0; a->chars <= 30 && a->kind == ZY_LINE_TEXT && k < i && i - k < 400; k++) {
            const zy_line *b = &issue->lines[all->items[k].line];
            if (b->page != a->page && b->chars == a->chars && zy_same(a->text, b->text))
                all->items[i].repeated = all->items[k].repeated = true;
        }
    }
}

static void find_edges(const zy_issue_text *issue, zy_labelling *all)
{
    for (size_t i = 0; i < all->count; i++) {
        zy_unit_line *unit = &all->items[i];
        int page = issue->lines[unit->line].page;
        unit->page_first = i == 0 || issue->lines[all->items[i - 1].line].page != page;
        unit->page_last = i + 1 == all->count || issue->lines[all->items[i + 1].line].page != page;
        size_t up = i >= EDGE_LINES ? i - EDGE_LINES : 0, down = i + EDGE_LINES;
        unit->near_top = i < EDGE_LINES || issue->lines[all->items[up].line].page != page;
        unit->near_foot = down >= all->count || issue->lines[all->items[down].line].page != page;
    }
}

zy_status zy_features(zy_issue_text *issue, zy_labelling *out, zy_error *err)
{
    zy_labelling all = {.items = calloc(issue->count + 1, sizeof *all.items)};
    if (!all.items)
        return zy_fail_memory(err);
    int gap = 0;
    bool apart = false;
    for (size_t i = 0; i < issue->count; i++) {
        const zy_line *line = &issue->lines[i];
        gap = line->blanks > gap ? line->blanks : gap;
        if (!is_labelled(line)) {
            apart = true;
            continue;
        }
        zy_unit_line *unit = &all.items[all.count++];
        *unit = (zy_unit_line){.line = i, .blanks = gap, .apart = apart, .cohesion = -1};
        if (line->kind == ZY_LINE_TEXT)
            measure(issue, unit, i);
        gap = 0;
        apart = false;
    }
    find_verse(issue, &all);
    find_repeats(issue, &all);
    find_parallels(issue, &all);
    find_signatures(issue, &all);
    find_edges(issue, &all);
    zy_cohesion_measure(issue, &all);
    *out = all;
    return ZY_OK;
}
