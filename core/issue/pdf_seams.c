/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How well pieces of columns follow each other: a sentence left open is not followed by a headline.  In:
 * pieces in an order.  Out: a cost.  Captions stand aside from the text and are passed over.  The numbers
 * were set by hand on printed pages whose articles are known: change one, and run tests/programs/test_pdf.py.
 */
#include "issue/pdf_cuts.h"
#include "issue/pdf_lines.h"

#include <math.h>

/* Where a line is in what has been read of a piece. */
typedef struct {
    zy_pdf_line before; /* the line above it; .count 0 for none */
    bool in_caption;
} reading;

static bool line_is_head(const zy_pdf_cutting *o, const zy_pdf_line *line)
{
    zy_pdf_word first = line->words[0];
    first.em = line->em; /* most of the line's letters count */
    return zy_pdf_is_head(o, &first);
}

static zy_seam_start line_start(const zy_pdf_cutting *o, const zy_pdf_line *line, const zy_pdf_piece *piece)
{
    if (line_is_head(o, line))
        return ZY_SEAM_HEAD;
    if (zy_pdf_jumps_from(line))
        return ZY_SEAM_FROM;
    double indent = (line->left - piece->left) / line->em;
    bool small = line->em < o->page->body * 0.96;
    return small || indent > 3.2 || zy_pdf_jumps_to(line) || zy_pdf_says_writer(line) ? ZY_SEAM_ASIDE
           : indent > 1.3                                                             ? ZY_SEAM_INDENT
                                                                                      : ZY_SEAM_FLUSH;
}

static zy_seam_end line_end(const zy_pdf_cutting *o, const zy_pdf_line *line)
{
    return line_is_head(o, line)                                             ? ZY_SEAM_AFTER_HEAD
           : zy_pdf_jumps_to(line)                                           ? ZY_SEAM_TO
           : zy_pdf_jumps_from(line)                                         ? ZY_SEAM_AFTER_FROM
           : zy_ending_of(line->words[line->count - 1].text) == ZY_END_FINAL ? ZY_SEAM_FULL
                                                                             : ZY_SEAM_OPEN;
}

/* A line that leaves room the beginning of the next would have fitted in ends its paragraph.  Before a
 * headline little room tells. */
static zy_seam_end end_before(const zy_pdf_cutting *o, const zy_pdf_flow *a, const zy_pdf_flow *b)
{
    bool text = a->last == ZY_SEAM_FULL || a->last == ZY_SEAM_OPEN;
    double need = b->first == ZY_SEAM_HEAD ? o->page->body * 1.35 : b->first_need;
    return text && a->last_room > need ? ZY_SEAM_CLOSED : a->last;
}

static double seam_cost(const zy_pdf_cutting *o, zy_seam_end end, zy_seam_start start)
{
    static const double set_in[][5] = {
        /*                      HEAD INDENT FLUSH ASIDE FROM */
        [ZY_SEAM_AFTER_HEAD] = {0, 0, 0.6, 0.2, 0}, [ZY_SEAM_OPEN] = {3, 2, 0, 0.5, 3},
        [ZY_SEAM_FULL] = {0, 0.2, 0.1, 0.3, 0.4},   [ZY_SEAM_CLOSED] = {0, 0.2, 1.6, 0.3, 0.3},
        [ZY_SEAM_TO] = {0, 1, 2, 0.5, 0.3},         [ZY_SEAM_AFTER_FROM] = {2, 0.1, 0, 0.4, 2},
    };
    static const double flush[][5] = {
        [ZY_SEAM_AFTER_HEAD] = {0, 0.3, 0, 0.2, 0}, [ZY_SEAM_OPEN] = {3, 1.5, 0, 0.5, 3},
        [ZY_SEAM_FULL] = {0, 0.2, 0.1, 0.3, 0.4},   [ZY_SEAM_CLOSED] = {0, 0.4, 0.2, 0.3, 0.3},
        [ZY_SEAM_TO] = {0, 1, 1, 0.5, 0.3},         [ZY_SEAM_AFTER_FROM] = {2, 0.3, 0, 0.4, 2},
    };
    return o->indented ? set_in[end][start] : flush[end][start];
}

/* A caption, or a line that goes on with one. */
static bool is_caption(const zy_pdf_cutting *o, reading *r, const zy_pdf_line *line,
                       const zy_pdf_piece *piece)
{
    bool small = line->em < o->page->body * 0.965;
    double gap = r->before.count ? line->top - r->before.bottom : line->top - piece->top;
    bool hole = gap > o->leading + o->page->body * 1.5;
    bool goes_on = r->in_caption && !hole && line->em < r->before.em * 1.03 &&
                   line->em > r->before.em * 0.97 && (small || line->left > piece->left + line->em * 3.2);
    r->in_caption = (zy_pdf_begins_as_caption(line->words[0].text) || (small && hole) || goes_on) &&
                    !zy_pdf_jumps_to(line) && !zy_pdf_jumps_from(line);
    return r->in_caption;
}

/* Room within a line that no text has: columns that were not parted. */
static double torn_cost(const zy_pdf_cutting *o, const zy_pdf_line *line)
{
    double cost = 0;
    for (size_t i = 1; i < line->count; i++) {
        const zy_pdf_word *a = &line->words[i - 1], *b = &line->words[i];
        double gap = b->left - a->right, least = zy_count_chars(b->text) > 5 ? 0.5 : 0.8;
        if (!zy_pdf_is_large(o, a) && !zy_pdf_is_large(o, b) && gap > line->em * least &&
            zy_count_chars(a->text) > 5)
            cost += 0.6;
    }
    return cost;
}

/* Lines beside each other, or one aside below another, are of two columns; lines of a headline may stand so.
 */
static double aside_cost(const zy_pdf_cutting *o, const zy_pdf_line *before, const zy_pdf_line *line)
{
    if (!before->count || before->words[0].upright)
        return 0;
    bool apart = (line->left > before->right || line->right < before->left) &&
                 !(line_is_head(o, before) && line_is_head(o, line));
    return (line->top < before->bottom - line->em * 0.3 ? 0.6 : 0) +
           (apart && line->right - line->left > 10 * line->em ? 1 : 0);
}

/* Room the line leaves, to whichever side. */
static double room_behind(const zy_pdf_line *line, const zy_pdf_piece *piece)
{
    double before = line->left - piece->left, behind = piece->right - line->right;
    if (zy_pdf_says_writer(line) || zy_pdf_is_date(line))
        return piece->right - piece->left;
    bool centred = before > line->em * 0.8 && fabs(before - behind) < line->em * 0.6;
    return centred ? before + behind : fmax(behind, before - line->em * 2);
}

static zy_pdf_flow flow_line(const zy_pdf_cutting *o, const zy_pdf_line *line, const zy_pdf_piece *piece)
{
    zy_pdf_place place = {line->left, line->right, line->top, line->bottom};
    return (zy_pdf_flow){.cost = torn_cost(o, line),
                         .any = true,
                         .first = line_start(o, line, piece),
                         .last = line_end(o, line),
                         .first_need = zy_pdf_first_unit(line->words[0].text, line->em) + line->em * 0.35,
                         .last_room = room_behind(line, piece),
                         .at_first = place,
                         .at_last = place};
}

/* A headline stands above its text, and its lines stand above each other. */
static double head_cost(const zy_pdf_cutting *o, const zy_pdf_flow *a, const zy_pdf_flow *b)
{
    bool beside = b->at_first.top < a->at_last.bottom - o->page->body * 0.3;
    bool head = a->last == ZY_SEAM_AFTER_HEAD, heads = b->first == ZY_SEAM_HEAD;
    if (head && heads)
        return beside ? 1.5 : 0; /* the first one has no text */
    if (head && b->at_first.top < a->at_last.top - o->page->body)
        return 2;
    if (head)
        return b->at_first.top - a->at_last.bottom > o->page->body * 4 ? 0.3 : 0;
    /* Beside text that begins below it a headline has that text, mostly, and so has a byline. */
    bool byline = b->first == ZY_SEAM_ASIDE && b->at_first.bottom < a->column_top;
    return byline || (heads && b->at_first.top < a->column_top - o->page->body) ? 0.5 : 0;
}

/* A short line below a headline is a byline, wherever it begins, and so is a name behind a paragraph. */
static zy_seam_start start_behind(const zy_pdf_cutting *o, const zy_pdf_flow *a, const zy_pdf_flow *b)
{
    zy_seam_end end = end_before(o, a, b);
    double wide = b->at_first.right - b->at_first.left, em = o->page->body;
    bool byline = end == ZY_SEAM_AFTER_HEAD ? wide < 9 * em
                                            : (end == ZY_SEAM_CLOSED || end == ZY_SEAM_FULL) && wide < 5 * em;
    return b->first == ZY_SEAM_FLUSH && byline ? ZY_SEAM_ASIDE : b->first;
}

zy_pdf_flow zy_pdf_flow_join(const zy_pdf_cutting *o, const zy_pdf_flow *a, const zy_pdf_flow *b)
{
    if (!a->any || !b->any) {
        zy_pdf_flow only = a->any ? *a : *b;
        only.cost = a->cost + b->cost;
        return only;
    }
    zy_pdf_flow both = {.cost = a->cost + b->cost + seam_cost(o, end_before(o, a, b), start_behind(o, a, b)) +
                                head_cost(o, a, b),
                        .any = true,
                        .first = a->first,
                        .last = b->last,
                        .at_first = a->at_first,
                        .at_last = b->at_last,
                        .first_need = a->first_need,
                        .last_room = b->last_room,
                        .column_top = b->column_top};
    return both;
}

/* Lines of one column follow each other, but where there is room or a headline. */
zy_pdf_flow zy_pdf_flow_of(const zy_pdf_cutting *o, const zy_pdf_piece *piece)
{
    zy_pdf_line line;
    zy_pdf_flow all = {0};
    reading r = {0};
    bool captioned = false, pictured = false; /* a picture is at the top */
    for (size_t at = 0; zy_pdf_line_next(piece, &at, &line); r.before = line) {
        if (is_caption(o, &r, &line, piece)) {
            all.cost += torn_cost(o, &line);
            pictured |= !all.any;
            captioned = true;
            continue;
        }
        zy_pdf_flow one = flow_line(o, &line, piece);
        bool hole = r.before.count && line.top - r.before.bottom > o->leading + line.em * 1.5;
        if (hole && !captioned && all.last == ZY_SEAM_AFTER_HEAD && one.first != ZY_SEAM_HEAD)
            one.cost += 0.7; /* its text stands elsewhere */
        captioned = false;
        one.cost += aside_cost(o, &r.before, &line);
        bool tells = one.first == ZY_SEAM_HEAD || all.last == ZY_SEAM_AFTER_HEAD ||
                     (hole && (one.first == ZY_SEAM_FLUSH || end_before(o, &all, &one) == ZY_SEAM_OPEN));
        if (tells || !all.any) {
            all = zy_pdf_flow_join(o, &all, &one);
        } else {
            all.cost += one.cost;
            all.last = one.last;
            all.at_last = one.at_last;
            all.last_room = one.last_room;
        }
    }
    all.column_top = pictured ? piece->top : piece->words[0].top;
    return all;
}
