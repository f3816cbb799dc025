/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The white bands and lines across a page that part its stories.  In: words with places.  Out: where to cut
 * across. */
#include "issue/pdf_cuts.h"
#include "issue/pdf_lines.h"

#include <math.h>
#include <stdlib.h>

enum { STRIPS_MOST = 1000 };
/* A strip that more of its height is crossed is no gutter. */
static const double CROSSED_MOST = 0.45;

/* Whether a headline stands right below the band above word `at`, leftmost, and not one that began above it.
 */
static bool heads_story(const zy_pdf_cutting *o, const zy_pdf_word *words, size_t count, size_t at,
                        double reach)
{
    size_t first = at;
    bool headline = false;
    for (size_t k = at; k < count && words[k].top < words[at].top + words[at].em; k++) {
        headline |= zy_pdf_is_head(o, &words[k]);
        first = words[k].left < words[first].left ? k : first;
    }
    for (size_t k = 0; headline && k < at; k++) /* lines of one headline are not parted */
        if (zy_pdf_is_large(o, &words[k]) && !words[k].upright &&
            words[k].bottom > reach - o->page->body * 0.2)
            return false;
    return headline && zy_pdf_is_head(o, &words[first]);
}

size_t zy_pdf_find_stories(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count, size_t at[ZY_PDF_CUTS])
{
    zy_pdf_room bands[ZY_PDF_CUTS];
    double reach = 0;
    size_t found = 0;
    qsort(words, count, sizeof *words, zy_pdf_by_top);
    for (size_t i = 0; i < count; i++) {
        zy_pdf_room one = {.wide = words[i].top - reach, .at = i};
        /* An upright headline is as tall as its story, and the next one begins right below. */
        double least = words[i].upright ? o->page->body * 0.4 : o->leading + o->page->body * 0.5;
        if (i && one.wide > least && zy_pdf_is_among_widest(bands, found, ZY_PDF_CUTS, one.wide) &&
            heads_story(o, words, count, i, reach))
            found = zy_pdf_keep_room(bands, found, ZY_PDF_CUTS, one);
        reach = !i || words[i].bottom > reach ? words[i].bottom : reach;
    }
    for (size_t i = 0; i < found; i++)
        at[i] = bands[i].at;
    return found;
}

/* Where the row of words that begins at `at` ends, when it is a byline with nothing beside it and room below;
 * else `at`. */
static size_t byline_end(const zy_pdf_word *words, size_t count, size_t at)
{
    enum { WORDS_MOST = 12 };
    zy_pdf_word row[WORDS_MOST];
    double bottom = at < count ? words[at].bottom : 0;
    size_t end = at;
    for (; end < count && words[end].top <= bottom; end++) {
        if (end - at == WORDS_MOST || words[end].upright)
            return at;
        row[end - at] = words[end];
        bottom = words[end].bottom > bottom ? words[end].bottom : bottom;
    }
    if (end == at || end == count)
        return at;
    qsort(row, end - at, sizeof *row, zy_pdf_by_left);
    return zy_pdf_says_writer(&(zy_pdf_line){.words = row, .count = end - at}) ? end : at;
}

size_t zy_pdf_find_heading(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count, double gutter,
                           size_t *byline)
{
    double reach = 0, left = -1e9, right = -1e9; /* how far down headlines of either side reach */
    bool beside = false;
    size_t i = 0;
    qsort(words, count, sizeof *words, zy_pdf_by_top);
    for (; i < count && zy_pdf_is_head(o, &words[i]) && !words[i].upright; i++) {
        const zy_pdf_word *w = &words[i];
        if (!zy_starts(w->text, "【")) {
            double *own = w->left < gutter ? &left : &right, *other = w->left < gutter ? &right : &left;
            beside |= *other > w->top;
            *own = w->bottom > *own ? w->bottom : *own;
        }
        reach = !i || w->bottom > reach ? w->bottom : reach;
    }
    bool apart = i < count && !zy_pdf_is_head(o, &words[i]) && (!i || words[i].top > reach) && !beside;
    size_t end = apart ? byline_end(words, count, i) : i;
    *byline = end > i ? end : 0;
    return apart ? i : 0;
}

/* How much of a region's height words cover, strip by strip from left to right, and how many begin and end
 * there. */
typedef struct {
    double left, step, tallest;
    size_t strips;
    double covered[STRIPS_MOST];
    unsigned begins[STRIPS_MOST], ends[STRIPS_MOST];
} profile;

static size_t strip_at(const profile *p, double x)
{
    double at = x > p->left ? (x - p->left) / p->step : 0;
    return at < (double)p->strips ? (size_t)at : p->strips - 1;
}

static void take_profile(const zy_pdf_cutting *o, const zy_pdf_word *words, size_t count, profile *p)
{
    double left, right;
    zy_pdf_extent(words, count, &left, &right);
    *p = (profile){.left = left, .step = o->page->body * 0.1};
    if ((right - left) / p->step > STRIPS_MOST)
        p->step = (right - left) / STRIPS_MOST;
    p->strips = (size_t)((right - left) / p->step);
    for (size_t i = 0; p->strips && i < count; i++) {
        const zy_pdf_word *w = &words[i];
        double tall = w->upright ? w->bottom - w->top : w->em;
        size_t from = strip_at(p, zy_pdf_ink_left(w)), to = strip_at(p, zy_pdf_ink_right(w));
        for (size_t s = from; s <= to; s++)
            p->covered[s] += tall;
        p->begins[from]++;
        p->ends[to]++;
    }
    for (size_t s = 0; s < p->strips; s++)
        p->tallest = p->covered[s] > p->tallest ? p->covered[s] : p->tallest;
}

/* How much crosses so many strips from s on, less what ends on their left and begins on their right: columns
 * do, the ends of a few long lines do not. */
static double crossed_at(const profile *p, size_t s, size_t wide, double em)
{
    enum { NEAR = 7 };
    double most = 0;
    unsigned edges = 0;
    for (size_t k = s; k < s + wide; k++)
        most = p->covered[k] > most ? p->covered[k] : most;
    for (size_t k = s > NEAR ? s - NEAR : 0; k <= s; k++)
        edges += p->ends[k];
    for (size_t k = s + wide - 1; k < s + wide + NEAR && k < p->strips; k++)
        edges += p->begins[k];
    return most >= p->tallest * CROSSED_MOST ? 1e9 : most - em * 0.5 * edges;
}

/* The strip across that the fewest lines cross, when that is few; false for none. */
static bool find_crossed(const zy_pdf_cutting *o, const zy_pdf_word *words, size_t count, double strip[2])
{
    double em = o->page->body, best = 1e9;
    profile p;
    take_profile(o, words, count, &p);
    size_t wide = (size_t)ceil(em * 0.6 / p.step), margin = (size_t)(4 * em / p.step), middle = 0;
    if ((double)p.strips * p.step < 10 * em)
        return false;
    for (size_t s = margin; s + wide + margin < p.strips; s++) {
        double now = crossed_at(&p, s, wide, em);
        if (now < best) {
            best = now;
            middle = s + wide / 2;
        }
    }
    if (!middle)
        return false;
    size_t from = middle, to = middle, far = (size_t)(em * 1.2 / p.step);
    while (from > 0 && middle - from < far && p.covered[from] < p.tallest * CROSSED_MOST)
        from--;
    while (to + 1 < p.strips && to - middle < far && p.covered[to] < p.tallest * CROSSED_MOST)
        to++;
    strip[0] = p.left + p.step * (double)from;
    strip[1] = p.left + p.step * (double)to;
    return true;
}

/* Whether the line leaves no room for a gutter at x. */
static bool crosses(const zy_pdf_word *words, size_t count, size_t at, double x, double em)
{
    double before = -1e9, behind = 1e9;
    for (size_t i = 0; i < count; i++) {
        const zy_pdf_word *w = &words[i];
        bool beside = i == at || fabs((w->top + w->bottom) - (words[at].top + words[at].bottom)) < em ||
                      (w->top < words[at].bottom - em * 0.3 && w->bottom > words[at].top + em * 0.3);
        if (!beside)
            continue;
        if (zy_pdf_ink_left(w) < x && zy_pdf_ink_right(w) > x)
            return true;
        before = zy_pdf_ink_right(w) <= x && zy_pdf_ink_right(w) > before ? zy_pdf_ink_right(w) : before;
        behind = zy_pdf_ink_left(w) >= x && zy_pdf_ink_left(w) < behind ? zy_pdf_ink_left(w) : behind;
    }
    return behind - before < em * ZY_PDF_NARROWEST;
}

/* Where lines that run across the columns begin or end: a cut there sets the columns free.  0 for none. */
static size_t find_spanning(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count, double x)
{
    double em = o->page->body, reach = 0;
    bool above = false;
    qsort(words, count, sizeof *words, zy_pdf_by_top);
    for (size_t i = 0; i < count; i++) {
        bool free = !i || words[i].top - reach > -em * 0.15;
        if (free) {
            bool here = false;
            double foot = words[i].bottom;
            for (size_t k = i; k < count && words[k].top < foot - em * 0.15; k++) {
                here |= crosses(words, count, k, x, em);
                foot = words[k].bottom > foot ? words[k].bottom : foot;
            }
            if (i && here != above)
                return i;
            above = here;
        }
        reach = !i || words[i].bottom > reach ? words[i].bottom : reach;
    }
    return 0;
}

size_t zy_pdf_find_crossings(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count,
                             size_t at[ZY_PDF_CUTS])
{
    double strip[2];
    size_t found = 0;
    if (!find_crossed(o, words, count, strip))
        return 0;
    double near = o->page->body * 0.3; /* a headline may reach a little into a gutter */
    const double places[] = {(strip[0] + strip[1]) / 2, strip[0] + near, strip[1] - near};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t cut = find_spanning(o, words, count, places[i]);
        bool known = !cut;
        for (size_t k = 0; k < found; k++)
            known |= at[k] == cut;
        if (!known)
            at[found++] = cut;
    }
    return found;
}
