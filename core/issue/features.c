/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can be said of each line before its label is known.  In: lines.  Out: one record for each text or jump
 * line, in reading order, with the gap to the one before. */
#include "issue/segment.h"

#include "base/error.h"
#include "base/utf8.h"
#include "issue/assemble.h"
#include "issue/byline.h"
#include "issue/cohesion.h"
#include "issue/grams.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { EDGE_LINES = 3, VERSE_LINES = 6, SHORT_VERSE_LINES = 4, LONGEST_SHORT_CHARS = 60, FAR_RIGHT = 24 };

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

/* 2023 年, 9 月 1 日: room beside a number, of no table. */
static bool is_dated(uint32_t before, zy_span behind)
{
    return zy_is_digit(before) &&
           (zy_starts(behind, "年") || zy_starts(behind, "月") || zy_starts(behind, "日"));
}

/* A table's row: three or more pieces with wide spaces between them and no sentence. */
static bool is_row(zy_patterns *patterns, const zy_unit_line *unit, const zy_line *line)
{
    int pieces = 1;
    uint32_t before = 0;
    zy_span text = zy_trim_adornment(line->plain);
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        pieces +=
            zy_is_space(c) && !zy_is_space(before) && !is_dated(before, zy_span_cut(text, at, text.bytes));
        before = c;
    }
    bool timed = pieces >= 2 && unit->commas == 0 && zy_find(patterns, ZY_RE_TIMED_ROW, line->plain, 0, NULL);
    return (pieces >= 3 || timed) && line->chars <= LONGEST_SHORT_CHARS && !unit->stop_inside &&
           unit->ending != ZY_END_FINAL && unit->byline < ZY_BYLINE_NAMES &&
           (size_t)pieces * 2 <= (size_t)line->chars;
}

/* Cells parted by tabs, or three and more by bars. */
static bool has_cells(zy_span text)
{
    size_t bars = 0;
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        bars += c == '|' || c == 0xFF5C || c == 0x2502;
        if (c == '\t')
            return true;
    }
    return bars >= 2;
}

/* ■留溪漫笔, ●光荣榜●: how columns are printed. */
static int adornment(zy_span text)
{
    zy_span bare = zy_trim_ornaments(text);
    size_t chars = zy_count_chars(bare);
    if (!zy_is_ornament(zy_first_char(text)) || chars < 3 || chars > 8 ||
        bare.bytes != 3 * zy_count_han(bare))
        return 0;
    return zy_is_ornament(zy_last_char(text)) ? 2 : 1;
}

/* Patterns look at short lines only; a paragraph's line is told by its first characters. */
static void match(zy_issue_text *issue, zy_unit_line *unit, const zy_line *line)
{
    zy_patterns *p = issue->patterns;
    zy_span head = {line->plain.at,
                    zy_utf8_floor(line->plain.at, line->plain.bytes < 180 ? line->plain.bytes : 180)};
    unit->list = zy_find(p, ZY_RE_LIST_ITEM, head, 0, NULL);
    unit->label = zy_find(p, ZY_RE_LABEL, head, 0, NULL);
    zy_found led;
    unit->led = zy_find(p, ZY_RE_LABELLED_HEAD, head, 0, &led) && led.to[0] <= 15;
    unit->news_lead = zy_find(p, ZY_RE_NEWS_LEAD, head, 0, NULL);
    if (line->chars > LONGEST_SHORT_CHARS)
        return;
    unit->closing = line->chars <= 12 && zy_find(p, ZY_RE_CLOSING, line->plain, 0, NULL);
    unit->date_only = zy_find(p, ZY_RE_DATE_ONLY, line->plain, 0, NULL);
    unit->organisation = zy_find(p, ZY_RE_ORGANISATION, line->plain, 0, NULL);
    unit->office = zy_byline_office(p, line->plain);
    unit->section = zy_find(p, ZY_RE_SECTION, line->plain, 0, NULL);
    const char *closed = line->chars <= 12 ? zy_close_spaces(&issue->set->arena, line->plain) : NULL;
    unit->column = closed && zy_find(p, ZY_RE_COLUMN_NAME, zy_span_of(closed), 0, NULL);
    unit->document = line->chars >= 5 && line->chars <= 40 && unit->commas == 0 && !unit->stop_inside &&
                     unit->byline < ZY_BYLINE_NAMES && zy_is_document(line->plain);
    unit->bracketed = (zy_starts(line->plain, "（") || zy_starts(line->plain, "(")) &&
                      (zy_ends(line->plain, "）") || zy_ends(line->plain, ")"));
    unit->adorned = adornment(line->plain);
    unit->dressed = !unit->adorned && zy_is_ornament(zy_first_char(line->plain)) &&
                    zy_is_ornament(zy_last_char(line->plain));
    unit->slogan = line->chars <= 24 && zy_find(p, ZY_RE_SLOGAN, line->plain, 0, NULL);
    unit->byline = (int)zy_byline_read(p, line->plain, &issue->set->arena, NULL);
    unit->tabbed = has_cells(line->plain);
    if (unit->tabbed)
        unit->byline = ZY_BYLINE_NO;
    /* Two to four letters far to the right are a name, whatever they mean. */
    if (!unit->byline && line->indent >= FAR_RIGHT && line->chars >= 2 && line->chars <= 4 &&
        zy_count_han(line->plain) == (size_t)line->chars)
        unit->byline = ZY_BYLINE_MAYBE;
    unit->written = zy_byline_behind(p, line->plain, &issue->set->arena) < line->plain.bytes;
    unit->row = unit->tabbed || is_row(p, unit, line);
}

/* Half-width runs that leave half a Han character's room, up to what one line can lose. */
static int odd_widths(zy_span text)
{
    int runs = 0;
    bool inside = false;
    for (size_t i = 0; i < text.bytes; i++) {
        bool narrow = isalnum((unsigned char)text.at[i]);
        runs += narrow && !inside;
        inside = narrow;
    }
    return runs < 4 ? runs : 4;
}

/* Whether the next line's first piece would still have fitted. */
static bool fills(const zy_issue_text *issue, size_t i, int wrap)
{
    const zy_line *line = &issue->lines[i];
    int slack = 3 + odd_widths(line->plain);
    if (i + 1 < issue->count && issue->lines[i + 1].page == line->page) {
        zy_span next = issue->lines[i + 1].plain;
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

/* ASCII quotation marks, which do not say whether they open or close. */
static int quotes(zy_span text)
{
    int count = 0;
    for (size_t i = 0; i < text.bytes; i++)
        count += text.at[i] == '"';
    return count;
}

/* The width of the line `to`, when nothing but lines of text lies between it and `from`; a mark hanging at
 * its end does not count.  0 otherwise. */
static int width_near(const zy_issue_text *issue, size_t from, size_t to)
{
    size_t first = from < to ? from : to, last = from < to ? to : from;
    for (size_t i = first + 1; i <= last; i++)
        if (issue->lines[i].blanks || issue->lines[i].page != issue->lines[first].page ||
            issue->lines[i].kind != ZY_LINE_TEXT)
            return 0;
    const zy_line *line = &issue->lines[to];
    zy_ending end = zy_ending_of(line->plain);
    return line->width + line->indent - (end == ZY_END_OPEN ? 0 : 2);
}

/* The measure a line's neighbours show: the line below, and the narrower of the two above (one may be a
 * headline). */
static int width_around(const zy_issue_text *issue, size_t i)
{
    int below = i + 1 < issue->count ? width_near(issue, i, i + 1) : 0;
    int above = i >= 2 ? width_near(issue, i, i - 1) : 0, second = i >= 2 ? width_near(issue, i, i - 2) : 0;
    int least = above < second ? above : second;
    return below > least ? below : least;
}

static void measure(zy_issue_text *issue, zy_unit_line *unit, size_t i)
{
    const zy_line *line = &issue->lines[i];
    int wrap = zy_wrap_at(issue, i), around = wrap ? width_around(issue, i) : 0;
    unit->wrapped = wrap > 0 && line->width + line->indent <= wrap + 8;
    unit->full = unit->wrapped && fills(issue, i, wrap > around ? wrap : around);
    unit->ending = zy_ending_of(line->plain);
    unit->nearly = unit->wrapped && !unit->full && unit->ending == ZY_END_OPEN &&
                   (line->width + line->indent) * 5 >= (wrap > around ? wrap : around) * 4;
    uint32_t first = zy_first_char(line->plain);
    unit->starts_closed = zy_is_closing(first) && (first >= 0x80 || first == ')' || quotes(line->plain) % 2);
    unit->opens = zy_leaves_open(line->plain);
    unit->closes = zy_closes_more(line->plain);
    count_marks(unit, line->plain);
    match(issue, unit, line);
}

static bool ends_verse(const zy_issue_text *issue, const zy_unit_line *unit, bool inside)
{
    const zy_page *page = &issue->pages[issue->lines[unit->line].page];
    return unit->ending == ZY_END_COLON || unit->tabbed || unit->byline >= ZY_BYLINE_NAMES ||
           unit->date_only || unit->organisation || unit->closing || unit->section ||
           (inside && unit->blanks > page->gap + 2);
}

/* Whether the first of some short lines is the poem's headline: set further out, or apart from what is above.
 */
static bool heads_verse(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_line *line = &issue->lines[all->items[at].line];
    if (at + 1 >= all->count)
        return false;
    const zy_line *next = &issue->lines[all->items[at + 1].line];
    return all->items[at].ending == ZY_END_OPEN &&
           (line->indent + 2 <= next->indent || all->items[at].blanks > issue->pages[line->page].gap + 1);
}

/* Lines of verse: several short ones of much the same length with nothing but commas at their ends. */
static void find_verse(const zy_issue_text *issue, zy_labelling *all)
{
    for (size_t i = 0; i < all->count; i++) {
        size_t run = i;
        bool marked = true, punctuated = false;
        while (run < all->count && !ends_verse(issue, &all->items[run], run > i) &&
               issue->lines[all->items[run].line].kind == ZY_LINE_TEXT &&
               issue->lines[all->items[run].line].chars <= 18 && !all->items[run].full &&
               !all->items[run].stop_inside && !(punctuated && all->items[run].ending == ZY_END_OPEN)) {
            /* Behind lines that all ended with a mark one without is something else. */
            marked &= run == i || all->items[run].ending != ZY_END_OPEN;
            run++;
            punctuated = marked && run - i >= SHORT_VERSE_LINES;
        }
        /* A few short lines above a long one are a headline. */
        bool before_text = run < all->count && issue->lines[all->items[run].line].kind == ZY_LINE_TEXT &&
                           issue->lines[all->items[run].line].chars > 24;
        size_t enough = all->items[i].wrapped || before_text ? VERSE_LINES : SHORT_VERSE_LINES;
        size_t first = i + heads_verse(issue, all, i);
        for (size_t k = first; run - i >= enough && k < run; k++)
            all->items[k].verse = true;
        if (run > i)
            i = run;
    }
}

/* A pair of short lines as long as each other is a couplet: 耕读两般皆正业， / 勤俭二字是家声。 */
static void find_couplets(const zy_issue_text *issue, zy_labelling *all)
{
    enum { LONGEST = 14, SHORTEST = 4 };
    for (size_t i = 0; i + 1 < all->count; i++) {
        zy_unit_line *a = &all->items[i], *b = a + 1;
        const zy_line *x = &issue->lines[a->line], *y = &issue->lines[b->line];
        if (x->kind == ZY_LINE_TEXT && y->kind == ZY_LINE_TEXT && x->chars == y->chars &&
            x->chars <= LONGEST && x->chars >= SHORTEST && !a->full &&
            (a->ending == ZY_END_COMMA || a->ending == ZY_END_SEMICOLON) && b->ending == ZY_END_FINAL &&
            !a->stop_inside && !b->stop_inside)
            a->verse = b->verse = true;
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
            !zy_find(issue->patterns, ZY_RE_LABELLED_HEAD, line->plain, 0, &one))
            continue;
        for (size_t k = i + 1; k < all->count && k < i + 200; k++) {
            zy_unit_line *b = &all->items[k];
            const zy_line *next = &issue->lines[b->line];
            if (next->kind == ZY_LINE_TEXT && next->chars <= 26 && b->ending == ZY_END_OPEN && !b->label &&
                next->page == line->page && next->chars + 4 > line->chars && line->chars + 4 > next->chars &&
                zy_find(issue->patterns, ZY_RE_LABELLED_HEAD, next->plain, 0, &other) &&
                one.to[0] == other.to[0])
                a->parallel = b->parallel = true;
        }
    }
}

/* Three or more lines in a row that each begin with a short word and a colon are a list. */
static void find_lists(const zy_issue_text *issue, zy_labelling *all)
{
    enum { ROWS = 3, LONGEST_ROW = 40 };
    size_t run = 0;
    for (size_t i = 0; i <= all->count; i++) {
        const zy_line *line = i < all->count ? &issue->lines[all->items[i].line] : NULL;
        if (line && line->kind == ZY_LINE_TEXT && line->chars <= LONGEST_ROW && !all->items[i].stop_inside &&
            zy_find(issue->patterns, ZY_RE_LABELLED_HEAD, line->plain, 0, NULL)) {
            run++;
            continue;
        }
        for (size_t k = i - run; run >= ROWS && k < i; k++)
            all->items[k].list = true;
        run = 0;
    }
}

/* Bytes before the colon of a lead of at most four letters (问： Q： 记者：); 0 when there is none. */
static size_t lead_of(zy_span line)
{
    enum { LONGEST = 4 };
    size_t chars = 0;
    for (size_t at = 0; at < line.bytes && chars <= LONGEST;) {
        size_t from = at;
        uint32_t c = zy_utf8_next(line.at, line.bytes, &at);
        if (c == 0xFF1A || c == ':')
            return from;
        chars++;
    }
    return 0;
}

/* A lead that comes again within a few lines makes a dialogue of them: each line is a paragraph, none a
 * headline. */
static void find_dialogues(const zy_issue_text *issue, zy_labelling *all)
{
    enum { NEARBY = 12 };
    for (size_t i = 0; i < all->count; i++) {
        zy_span a = issue->lines[all->items[i].line].plain;
        size_t bytes = lead_of(a);
        for (size_t k = i + 1; bytes && k < all->count && k <= i + NEARBY; k++) {
            zy_span b = issue->lines[all->items[k].line].plain;
            if (lead_of(b) == bytes && memcmp(a.at, b.at, bytes) == 0)
                all->items[i].list = all->items[k].list = true;
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
            zy_same(issue->lines[unit->line].plain, issue->lines[all->items[i - 2].line].plain))
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
            if (b->page != a->page && b->chars == a->chars && zy_same(a->plain, b->plain))
                all->items[i].repeated = all->items[k].repeated = true;
        }
    }
}

/* Half-ems from the margin to a line's middle, when it is set far from the margin; 0 otherwise. */
static int middle(const zy_line *line)
{
    enum { FAR = 10 };
    return line->kind == ZY_LINE_TEXT && line->indent >= FAR ? line->indent + line->width / 2 : 0;
}

enum { WIDEST_PAGE = 200, NEAR_MIDDLE = 2 };

static void count_near(int seen[WIDEST_PAGE], int at, int near)
{
    for (int m = at - near; m <= at + near; m++)
        if (m > 0 && m < WIDEST_PAGE)
            seen[m]++;
}

static int commonest(const int seen[WIDEST_PAGE])
{
    int best = 0;
    for (int m = 1; m < WIDEST_PAGE; m++)
        if (seen[m] > seen[best])
            best = m;
    return best;
}

/* Lines around one middle are centred, when there are more of them than of lines with one right edge
 * (signatures). */
static void find_centred(const zy_issue_text *issue, zy_labelling *all)
{
    for (size_t first = 0, end; first < all->count; first = end) {
        int page = issue->lines[all->items[first].line].page, middles[WIDEST_PAGE] = {0},
            edges[WIDEST_PAGE] = {0};
        for (end = first; end < all->count && issue->lines[all->items[end].line].page == page; end++) {
            const zy_line *line = &issue->lines[all->items[end].line];
            int at = middle(line);
            if (at) {
                count_near(middles, at, NEAR_MIDDLE);
                count_near(edges, line->indent + line->width, NEAR_MIDDLE);
            }
        }
        int best = commonest(middles), most = middles[best];
        for (size_t i = first; most >= 2 && most > edges[commonest(edges)] && i < end; i++) {
            int at = middle(&issue->lines[all->items[i].line]);
            all->items[i].centred = at && at >= best - NEAR_MIDDLE && at <= best + NEAR_MIDDLE;
            all->items[i].off_centre = !all->items[i].centred;
            all->items[i].row &= !all->items[i].centred || all->items[i].tabbed;
        }
    }
}

/* What meets at the end of the line before, where that is text in mid-sentence. */
static void find_bonds(const zy_issue_text *issue, zy_labelling *all)
{
    for (size_t i = 1; i < all->count; i++) {
        const zy_line *a = &issue->lines[all->items[i - 1].line], *b = &issue->lines[all->items[i].line];
        if (a->kind == ZY_LINE_TEXT && b->kind == ZY_LINE_TEXT && all->items[i - 1].ending == ZY_END_OPEN)
            all->items[i].bond = zy_grams_bond(issue->grams, a->plain, b->plain);
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
    bool apart = false, ruled = false;
    for (size_t i = 0; i < issue->count; i++) {
        const zy_line *line = &issue->lines[i];
        gap = line->blanks > gap ? line->blanks : gap;
        if (!is_labelled(line)) {
            apart = true;
            ruled |= zy_is_rule(line->plain);
            continue;
        }
        zy_unit_line *unit = &all.items[all.count++];
        *unit = (zy_unit_line){.line = i, .blanks = gap, .apart = apart, .ruled = ruled, .cohesion = -1};
        unit->above_about =
            i + 1 < issue->count && line[1].kind == ZY_LINE_ABOUT && line[1].page == line->page;
        if (line->kind == ZY_LINE_TEXT)
            measure(issue, unit, i);
        gap = 0;
        apart = ruled = false;
    }
    find_verse(issue, &all);
    find_couplets(issue, &all);
    find_repeats(issue, &all);
    find_parallels(issue, &all);
    find_lists(issue, &all);
    find_dialogues(issue, &all);
    find_signatures(issue, &all);
    find_edges(issue, &all);
    find_bonds(issue, &all);
    find_centred(issue, &all);
    zy_cohesion_measure(issue, &all);
    *out = all;
    return ZY_OK;
}
