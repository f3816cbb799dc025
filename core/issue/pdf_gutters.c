/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a page's words lie, and the gutters between its columns.  In: words with places.  Out: the strips
 * that part them.  Columns have many lines that begin or end at a gutter; the room beside a byline has not.
 */
#include "issue/pdf_cuts.h"

#include <math.h>
#include <stdlib.h>

/* Gutters not much wider than the narrowest must have this many edges. */
enum { EDGES_SURE = 8, GUTTER_LINES = 3, STRIPS_TRIED = 8 };

void zy_pdf_extent(const zy_pdf_word *words, size_t count, double *left, double *right)
{
    *left = 1e9;
    *right = -1e9;
    for (size_t i = 0; i < count; i++) {
        *left = words[i].left < *left ? words[i].left : *left;
        *right = words[i].right > *right ? words[i].right : *right;
    }
}

double zy_pdf_ink_left(const zy_pdf_word *word)
{
    uint32_t c = zy_first_char(word->text);
    bool half = c > 0x2000 && zy_is_opening(c) && !zy_is_closing(c);
    return word->left + (half && !word->upright ? word->em / 2 : 0);
}

double zy_pdf_ink_right(const zy_pdf_word *word)
{
    uint32_t c = zy_last_char(word->text);
    bool half = c > 0x2000 && (zy_is_closing(c) || zy_is_final(c) || c == 0x3001 || c == 0xFF0C ||
                               c == 0xFF1A || c == 0xFF1B);
    return word->right - (half && !word->upright ? word->em / 2 : 0);
}

bool zy_pdf_is_large(const zy_pdf_cutting *o, const zy_pdf_word *word)
{
    return word->em > o->page->body * ZY_PDF_LARGE || word->upright;
}

bool zy_pdf_is_head(const zy_pdf_cutting *o, const zy_pdf_word *word)
{
    return zy_pdf_is_large(o, word) || zy_starts(word->text, "【");
}

static int by_width(const void *a, const void *b)
{
    const zy_pdf_room *x = a, *y = b;
    if (x->wide != y->wide)
        return x->wide > y->wide ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

bool zy_pdf_is_among_widest(const zy_pdf_room *rooms, size_t count, size_t most, double wide)
{
    return count < most || wide > rooms[count - 1].wide;
}

size_t zy_pdf_keep_room(zy_pdf_room *rooms, size_t count, size_t most, zy_pdf_room one)
{
    count -= count == most;
    rooms[count++] = one;
    qsort(rooms, count, sizeof *rooms, by_width);
    return count;
}

/* How many lines stand there, and how many of them end together at the right. */
static size_t lines_of(zy_pdf_word *words, size_t count, double em, size_t *even)
{
    double left, right;
    size_t lines = 0;
    *even = 0;
    zy_pdf_extent(words, count, &left, &right);
    qsort(words, count, sizeof *words, zy_pdf_by_top);
    for (size_t i = 0, end; i < count; i = end) {
        double edge = words[i].right;
        for (end = i + 1; end < count && words[end].top - words[i].top < em * 0.6; end++)
            edge = words[end].right > edge ? words[end].right : edge;
        lines++;
        *even += edge > right - em * 0.7;
    }
    return lines;
}

static bool same_headline(const zy_pdf_word *a, const zy_pdf_word *b)
{
    return fabs(a->top - b->top) < a->em * 0.3 && fabs(a->em - b->em) < a->em * 0.03;
}

/* Whether the headline's line that a word is of stands in its column as a headline does: at the left edge or
 * in the middle. */
static bool is_set_in(const zy_pdf_word *word, const zy_pdf_word *words, size_t count)
{
    double left, right, from = word->left, to = word->right;
    zy_pdf_extent(words, count, &left, &right);
    for (size_t i = 0; i < count; i++)
        if (same_headline(word, &words[i])) {
            from = words[i].left < from ? words[i].left : from;
            to = words[i].right > to ? words[i].right : to;
        }
    return from - left < word->em * 0.4 || fabs((from - left) - (right - to)) < word->em * 0.7;
}

/* A strip between two large words of one line that are no headlines of the columns on its sides is the space
 * inside one headline. */
static bool parts_headline(const zy_pdf_cutting *o, const zy_pdf_word *words, size_t count, size_t at)
{
    for (size_t i = 0; i < at; i++)
        for (size_t k = at; zy_pdf_is_large(o, &words[i]) && !words[i].upright && k < count; k++) {
            const zy_pdf_word *a = &words[i], *b = &words[k];
            if (zy_pdf_is_large(o, b) && !b->upright && same_headline(a, b) &&
                b->left - a->right < a->em * 1.5 &&
                !(is_set_in(a, words, at) && is_set_in(b, words + at, count - at)))
                return true;
        }
    return false;
}

size_t zy_pdf_begin_at(const zy_pdf_word *words, size_t count, double x, double room)
{
    size_t from = 0, end = count, there = 0;
    while (from < end) {
        size_t middle = from + (end - from) / 2;
        if (words[middle].left < x - room)
            from = middle + 1;
        else
            end = middle;
    }
    while (from + there < count && words[from + there].left < x + room)
        there++;
    return there;
}

double zy_pdf_column_step(const zy_pdf_word *words, size_t count, double x, double em)
{
    for (size_t i = 0; i < count; i++) {
        double step = x - words[i].left;
        if (step > 6 * em && zy_pdf_begin_at(words, count, words[i].left, em * 0.1) > 1 &&
            zy_pdf_begin_at(words, count, words[i].left - step, em * 0.1) > 1)
            return step;
    }
    return 0;
}

static bool is_gutter(zy_pdf_word *words, size_t count, size_t at, double wide, double em)
{
    double left, right, left2, right2;
    zy_pdf_extent(words, at, &left, &right);
    zy_pdf_extent(words + at, count - at, &left2, &right2);
    size_t even, even2, lines = lines_of(words, at, em, &even),
                        lines2 = lines_of(words + at, count - at, em, &even2);
    bool upright = at == 1 && words[0].upright;
    if (upright)
        return true;
    bool few = lines < GUTTER_LINES && lines2 < GUTTER_LINES;
    double least = few && wide > em * 2.5 ? 2 * em : 4 * em; /* an author alone in the last column */
    if (right - left < 4 * em || right2 - left2 < least)
        return false;
    if (few) /* a story's foot: so wide a room is in no line */
        return wide > em * 2.5 || (wide > em * 0.9 && (right - left > 8 * em || (lines == 2 && even == 2)));
    return true;
}

/* How many lines end at the left edge of a strip or begin at its right edge: columns do, a byline's room does
 * not. */
static size_t edges_at(const zy_pdf_word *words, size_t count, double left, double right, double em)
{
    size_t edges = 0;
    for (size_t i = 0; i < count; i++)
        edges += fabs(words[i].right - left) < em * 0.7 || fabs(words[i].left - right) < em * 0.5;
    return edges;
}

/* The widest strips that nothing crosses, and the most edges any has; words are in the order of their left
 * edges. */
static size_t free_strips(const zy_pdf_word *words, size_t count, double em, zy_pdf_room strips[STRIPS_TRIED],
                          size_t *most)
{
    double reach = count ? zy_pdf_ink_right(&words[0]) : 0;
    size_t found = 0;
    *most = 0;
    for (size_t i = 1; i < count; i++) {
        double right = zy_pdf_ink_right(&words[i]);
        zy_pdf_room one = {.wide = zy_pdf_ink_left(&words[i]) - reach, .at = i};
        if (one.wide >= em * ZY_PDF_NARROWEST) {
            one.edges = edges_at(words, count, reach, words[i].left, em);
            *most = one.edges > *most ? one.edges : *most;
            if (zy_pdf_is_among_widest(strips, found, STRIPS_TRIED, one.wide))
                found = zy_pdf_keep_room(strips, found, STRIPS_TRIED, one);
        }
        reach = right > reach ? right : reach;
    }
    return found;
}

/* Too few lines begin or end there, for what other strips have, or for a narrow one. */
static bool is_weak(const zy_pdf_word *words, const zy_pdf_room *one, size_t most, double em)
{
    bool upright = words[one->at].upright || words[one->at - 1].upright;
    return (one->edges * 3 < most && !upright) ||
           (one->wide < em * 0.7 && one->edges < EDGES_SURE); /* columns of two stories above each other */
}

size_t zy_pdf_find_gutters(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count, size_t at[ZY_PDF_CUTS])
{
    zy_pdf_room strips[STRIPS_TRIED];
    double em = o->page->body;
    qsort(words, count, sizeof *words, zy_pdf_by_left);
    size_t most, found = 0, tried = free_strips(words, count, em, strips, &most);
    for (size_t i = 0; i < tried && found < ZY_PDF_CUTS; i++) {
        const zy_pdf_room *one = &strips[i];
        if (parts_headline(o, words, count, one->at))
            continue;
        if (zy_pdf_column_step(words, one->at, words[one->at].left, em) > 0 ||
            (!is_weak(words, one, most, em) && is_gutter(words, count, one->at, one->wide, em)))
            at[found++] = one->at;
        qsort(words, count, sizeof *words, zy_pdf_by_left);
    }
    return found;
}
