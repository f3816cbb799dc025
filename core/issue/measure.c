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

/* Empty lines between body lines: the usual number, counting only gaps behind a finished sentence. */
static int usual_gap(const zy_issue_text *issue, const zy_page *page)
{
    int seen[TALLEST_GAP + 1] = {0}, best = 0, all = 0;
    for (size_t i = page->first + 1; i < page->last; i++) {
        const zy_line *line = &issue->lines[i], *before = line - 1;
        if (!text_like(line) || !text_like(before) || line->chars < 24 ||
            zy_ending_of(before->text) != ZY_END_FINAL)
            continue;
        seen[line->blanks < TALLEST_GAP ? line->blanks : TALLEST_GAP]++;
        all++;
    }
    if (!all)
        for (size_t i = page->first + 1; i < page->last; i++)
            if (text_like(&issue->lines[i]) && zy_ending_of(issue->lines[i - 1].text) == ZY_END_FINAL)
                seen[issue->lines[i].blanks < TALLEST_GAP ? issue->lines[i].blanks : TALLEST_GAP]++;
    for (int gap = 1; gap <= TALLEST_GAP; gap++)
        if (seen[gap] > seen[best])
            best = gap;
    return best;
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
        } else if (i > page->first && zy_ending_of(line[-1].text) == ZY_END_FINAL)
            without += line[-1].width < page->wrap - 4 || !page->wrap;
    }
    page->indented = with >= 2 && with >= without;
    page->indent = with ? (sum + with / 2) / with : 0;
}

/* The width most lines share that are followed directly by another: the measure at which someone pressed
 * Enter. */
static int shared_width(const zy_issue_text *issue, size_t first, size_t last, size_t least, double share)
{
    int seen[WIDEST + 4] = {0};
    size_t all = 0;
    for (size_t i = first; i + 1 < last; i++) {
        const zy_line *line = &issue->lines[i], *next = line + 1;
        int width = line->width + line->indent;
        if (line->kind > ZY_LINE_FURNITURE || next->kind > ZY_LINE_FURNITURE || next->blanks ||
            next->page != line->page || width < NARROWEST)
            continue;
        all++;
        if (width < WIDEST)
            seen[width]++;
    }
    int best = 0;
    size_t most = 0;
    for (int width = NARROWEST; width < WIDEST; width++) {
        size_t near = 0;
        for (int w = width - 2; w <= width + 2; w++)
            near += (size_t)seen[w];
        if (near > most || (near == most && seen[width] > seen[best])) {
            most = near;
            best = width;
        }
    }
    return most >= least && (double)most >= share * (double)all ? best : 0;
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

void zy_pages_measure(zy_issue_text *issue)
{
    for (size_t p = 0; p < issue->page_count; p++) {
        zy_page *page = &issue->pages[p];
        size_t all;
        int wrap = shared_width(issue, page->first, page->last, 6, 0.4);
        page->wrap = wrap && longer_than(issue, page->first, page->last, wrap, &all) * 10 <= all ? wrap : 0;
        page->gap = usual_gap(issue, page);
        measure_indent(issue, page);
    }
}

/* Columns of one page may have several measures, so a run of lines without a gap is asked first. */
int zy_wrap_at(const zy_issue_text *issue, size_t line)
{
    const zy_page *page = &issue->pages[issue->lines[line].page];
    size_t first = line, last = line + 1, all;
    while (first > page->first && issue->lines[first].blanks == 0 && line - first < 24)
        first--;
    while (last < page->last && issue->lines[last].blanks == 0 && last - line < 24)
        last++;
    int own = shared_width(issue, first, last, 3, 0.6);
    if (own && longer_than(issue, first, last, own, &all) == 0)
        return own;
    return page->wrap;
}
