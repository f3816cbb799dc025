/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How well pieces of columns follow each other: a sentence left open is not followed by a headline.  In:
 * pieces in an order.  Out: a cost. */
#include "issue/pdf_cuts.h"
#include "issue/pdf_lines.h"

typedef enum { SEAM_HEAD, SEAM_INDENT, SEAM_FLUSH, SEAM_ASIDE } seam_start;
typedef enum { SEAM_AFTER_HEAD, SEAM_OPEN, SEAM_FULL, SEAM_CLOSED } seam_end;

static bool line_is_large(const zy_pdf_cutting *o, const zy_pdf_line *line)
{
    return line->em > o->page->body * 1.12 || line->words[0].upright || zy_starts(line->words[0].text, "【");
}

static seam_start line_start(const zy_pdf_cutting *o, const zy_pdf_line *line, const zy_pdf_piece *piece)
{
    if (line_is_large(o, line))
        return SEAM_HEAD;
    double indent = (line->left - piece->left) / line->em;
    bool small = line->em < o->page->body * 0.96;
    return small || indent > 3.2 ? SEAM_ASIDE : indent > 1.3 ? SEAM_INDENT : SEAM_FLUSH;
}

static seam_end line_end(const zy_pdf_cutting *o, const zy_pdf_line *line, const zy_pdf_piece *piece)
{
    if (line_is_large(o, line))
        return SEAM_AFTER_HEAD;
    bool full = line->right > piece->right - line->em * 1.6 && line->left < piece->left + line->em * 2.5;
    return !full                                                             ? SEAM_CLOSED
           : zy_ending_of(line->words[line->count - 1].text) == ZY_END_FINAL ? SEAM_FULL
                                                                             : SEAM_OPEN;
}

static seam_start start_of(const zy_pdf_cutting *o, const zy_pdf_piece *piece)
{
    zy_pdf_line line;
    size_t at = 0;
    return zy_pdf_line_next(piece, &at, &line) ? line_start(o, &line, piece) : SEAM_ASIDE;
}

static seam_end end_of(const zy_pdf_cutting *o, const zy_pdf_piece *piece)
{
    zy_pdf_line line;
    return zy_pdf_line_last(piece, &line) ? line_end(o, &line, piece) : SEAM_CLOSED;
}

static double seam_cost(seam_end end, seam_start start)
{
    static const double costs[][4] = {
        /*                 HEAD INDENT FLUSH ASIDE */
        [SEAM_AFTER_HEAD] = {0, 0, 0.6, 0.4},
        [SEAM_OPEN] = {3, 2, 0, 0.5},
        [SEAM_FULL] = {0.1, 0.1, 0.1, 0.3},
        [SEAM_CLOSED] = {0, 0.8, 1.6, 0.3},
    };
    return costs[end][start];
}

/* Room inside a piece is a seam as well, though a paragraph may end above a picture. */
static double cost_inside(const zy_pdf_cutting *o, const zy_pdf_piece *piece)
{
    zy_pdf_line line, before = {0};
    double cost = 0;
    for (size_t at = 0; zy_pdf_line_next(piece, &at, &line); before = line) {
        if (!before.count || line.top - before.bottom < o->leading + line.em * 1.5)
            continue;
        seam_end end = line_end(o, &before, piece);
        seam_start start = line_start(o, &line, piece);
        cost += end == SEAM_OPEN || start == SEAM_FLUSH ? seam_cost(end, start) : 0;
    }
    return cost;
}

double zy_pdf_cost_of(const zy_pdf_cutting *o, size_t from, size_t to)
{
    const zy_pdf_piece *pieces = o->pieces->data;
    double cost = 0;
    for (size_t i = from; i < to; i++) {
        cost += cost_inside(o, &pieces[i]);
        if (i + 1 < to)
            cost += seam_cost(end_of(o, &pieces[i]), start_of(o, &pieces[i + 1]));
    }
    return cost;
}
