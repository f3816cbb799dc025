/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a page is set.  In: its lines.  Out: the gap between paragraphs, their indent, and the width at which
 * lines were broken by hand; everything later judges a line against these habits of its own page. */
#include "issue/lines.h"

#include <string.h>

enum { WIDEST = 160, NARROWEST = 18, TALLEST_GAP = 8 };

static bool text_like(const zy_line *line)
{
    return line->kind == ZY_LINE_TEXT && line->chars >= 8;
}

/* Whether a paragraph may end with the line: it ends a sentence and, where lines are broken by hand, is
 * short. */
static bool may_end(const zy_page *page, const zy_line *line)
{
    return zy_ending_of(line->plain) == ZY_END_FINAL &&
           (!page->wraps[0] || line->width + line->indent < page->wraps[0] - 4);
}

static int most(const int seen[TALLEST_GAP + 1])
{
    int best = 0;
    for (int gap = 1; gap <= TALLEST_GAP; gap++)
        if (seen[gap] > seen[best])
            best = gap;
    return best;
}

/* Empty lines between body lines: the usual number, counting only gaps behind what may be a paragraph's end.
 */
static int usual_gap(const zy_issue_text *issue, const zy_page *page)
{
    int sure[TALLEST_GAP + 1] = {0}, any[TALLEST_GAP + 1] = {0}, count = 0;
    for (size_t i = page->first + 1; i < page->last; i++) {
        const zy_line *line = &issue->lines[i], *before = line - 1;
        if (!text_like(line) || !may_end(page, before))
            continue;
        int gap = line->blanks < TALLEST_GAP ? line->blanks : TALLEST_GAP;
        bool body = text_like(before) && (line->chars >= 24 || page->wraps[0]);
        any[gap]++;
        sure[gap] += body;
        count += body;
    }
    return count ? most(sure) : most(any);
}

/* Paragraphs are indented when lines behind a finished sentence mostly begin with the same white space. */
static void measure_indent(const zy_issue_text *issue, zy_page *page)
{
    int with = 0, without = 0, sum = 0;
    for (size_t i = page->first; i < page->last; i++) {
        const zy_line *line = &issue->lines[i];
        if (line->kind != ZY_LINE_TEXT || line->chars < 10)
            continue;
        if (line->indent >= 2 && line->indent <= 6) {
            with++;
            sum += line->indent;
        } else if (i > page->first && zy_ending_of(line[-1].plain) == ZY_END_FINAL)
            without += line[-1].width < page->wraps[0] - 4 || !page->wraps[0];
    }
    page->indented = with >= 2 && with >= without;
    page->indent = with ? (sum + with / 2) / with : 0;
}

static size_t longer_than(const zy_issue_text *issue, size_t first, size_t last, int width, size_t *all)
{
    size_t longer = 0;
    *all = 0;
    for (size_t i = first; i < last; i++)
        if (issue->lines[i].kind == ZY_LINE_TEXT) {
            ++*all;
            longer += issue->lines[i].width + issue->lines[i].indent > width + 8;
        }
    return longer;
}

/* Counts the empty lines between lines in mid-sentence that are as long as each other. */
static void count_leading(const zy_issue_text *issue, const zy_page *page, int seen[TALLEST_GAP + 1])
{
    int widest = 0, found[TALLEST_GAP + 1] = {0};
    size_t lines;
    for (size_t i = page->first + 1; i < page->last; i++) {
        const zy_line *before = &issue->lines[i - 1], *line = before + 1;
        int difference = before->width + before->indent - line->width - line->indent;
        zy_ending end = zy_ending_of(before->plain);
        if (text_like(before) && text_like(line) && (end == ZY_END_OPEN || end == ZY_END_COMMA) &&
            difference <= 3 && difference >= -3) {
            found[line->blanks < TALLEST_GAP ? line->blanks : TALLEST_GAP]++;
            widest = before->width + before->indent > widest ? before->width + before->indent : widest;
        }
    }
    /* Paragraphs of a line each are alike by chance, and others much longer. */
    bool broken = widest && widest < WIDEST / 2 &&
                  longer_than(issue, page->first, page->last, widest, &lines) * 10 <= lines;
    for (int gap = 0; broken && gap <= TALLEST_GAP; gap++)
        seen[gap] += found[gap];
}

/* What most of them are; 0 when there are few, or they differ. */
static int leading(const int seen[TALLEST_GAP + 1], int *count)
{
    int usual = most(seen);
    *count = 0;
    for (int gap = 0; gap <= TALLEST_GAP; gap++)
        *count += seen[gap];
    return *count >= 6 && seen[usual] * 4 >= *count * 3 ? usual : 0;
}

void zy_pages_close_up(zy_issue_text *issue)
{
    int all[TALLEST_GAP + 1] = {0}, count;
    for (size_t p = 0; p < issue->page_count; p++)
        count_leading(issue, &issue->pages[p], all);
    int everywhere = leading(all, &count);
    for (size_t p = 0; p < issue->page_count; p++) {
        int seen[TALLEST_GAP + 1] = {0};
        count_leading(issue, &issue->pages[p], seen);
        int own = leading(seen, &count), spare = count >= 6 ? own : everywhere;
        for (size_t i = issue->pages[p].first; spare && i < issue->pages[p].last; i++)
            issue->lines[i].blanks = issue->lines[i].blanks > spare ? issue->lines[i].blanks - spare : 0;
    }
}

/* A line whose width may be a measure: directly followed by another. */
static bool may_be_full(const zy_issue_text *issue, size_t i)
{
    const zy_line *line = &issue->lines[i], *next = line + 1;
    return line->kind <= ZY_LINE_FURNITURE && next->kind <= ZY_LINE_FURNITURE && !next->blanks &&
           next->page == line->page && line->width + line->indent >= NARROWEST;
}

/* How many lines have each width, and how many of them end in mid-sentence; returns how many may be full at
 * all. */
static size_t count_widths(const zy_issue_text *issue, size_t first, size_t last, int seen[WIDEST + 4],
                           int cut[WIDEST + 4])
{
    size_t all = 0;
    memset(seen, 0, (WIDEST + 4) * sizeof *seen);
    memset(cut, 0, (WIDEST + 4) * sizeof *cut);
    for (size_t i = first; i + 1 < last; i++) {
        if (!may_be_full(issue, i))
            continue;
        int width = issue->lines[i].width + issue->lines[i].indent;
        all++;
        if (width >= WIDEST)
            continue;
        seen[width]++;
        cut[width] += zy_ending_of(issue->lines[i].plain) == ZY_END_OPEN;
    }
    return all;
}

static size_t around(const int seen[WIDEST + 4], int width)
{
    size_t near = 0;
    for (int w = width - 2; w <= width + 2; w++)
        near += (size_t)seen[w];
    return near;
}

/* The width most lines share that are followed directly by another: the measure at which someone pressed
 * Enter.  0 when too few do. */
static int shared_width(const int seen[WIDEST + 4], size_t all, size_t least, double share)
{
    int best = 0;
    size_t most = 0;
    for (int width = NARROWEST; width < WIDEST; width++) {
        size_t near = around(seen, width);
        if (near > most || (near == most && seen[width] > seen[best])) {
            most = near;
            best = width;
        }
    }
    return most >= least && (double)most >= share * (double)all ? best : 0;
}

/* The page's measures: a second and third column width are what is left when the lines of the first are gone.
 */
static void measure_wraps(const zy_issue_text *issue, zy_page *page)
{
    int seen[WIDEST + 4], cut[WIDEST + 4], widest = 0;
    size_t all = count_widths(issue, page->first, page->last, seen, cut), lines;
    size_t kept = 0;
    memset(page->wraps, 0, sizeof page->wraps);
    for (size_t m = 0; m < ZY_MEASURES; m++) {
        int wrap = shared_width(seen, all, m ? 4 : 6, m ? 0.06 : 0.25);
        if (!wrap)
            break;
        /* Lines of one width that end where sentences do are a list or a poem. */
        if (around(cut, wrap) * 5 >= around(seen, wrap) * 2) {
            page->wraps[kept++] = wrap;
            widest = wrap > widest ? wrap : widest;
        }
        for (int w = wrap - 3; w <= wrap + 3 && w < WIDEST + 4; w++)
            seen[w] = 0;
    }
    /* Where lines are longer than that, they were not broken by hand. */
    if (widest && longer_than(issue, page->first, page->last, widest, &lines) * 10 > lines)
        memset(page->wraps, 0, sizeof page->wraps);
}

void zy_pages_measure(zy_issue_text *issue)
{
    for (size_t p = 0; p < issue->page_count; p++) {
        zy_page *page = &issue->pages[p];
        measure_wraps(issue, page);
        page->gap = usual_gap(issue, page);
        measure_indent(issue, page);
    }
}

/* The narrowest of the page's measures the line fits into. */
static int measure_of(const zy_page *page, int width)
{
    int best = 0;
    for (size_t m = 0; m < ZY_MEASURES; m++)
        if (page->wraps[m] && width <= page->wraps[m] + 2 && (!best || page->wraps[m] < best))
            best = page->wraps[m];
    return best ? best : page->wraps[0];
}

/* Columns of one page may have several measures, so a run of lines without a gap is asked first. */
int zy_wrap_at(const zy_issue_text *issue, size_t line)
{
    const zy_page *page = &issue->pages[issue->lines[line].page];
    size_t first = line, last = line + 1, lines;
    int seen[WIDEST + 4], cut[WIDEST + 4];
    while (first > page->first && issue->lines[first].blanks == 0 && line - first < 24)
        first--;
    while (last < page->last && issue->lines[last].blanks == 0 && last - line < 24)
        last++;
    size_t all = count_widths(issue, first, last, seen, cut);
    int own = shared_width(seen, all, 3, 0.6);
    if (own && page->wraps[0] && longer_than(issue, first, last, own, &lines) == 0)
        return own;
    return measure_of(page, issue->lines[line].width + issue->lines[line].indent);
}
