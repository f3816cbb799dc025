/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a page into columns and bands by its white space, over and over (XY cut).  In: words with places. Out:
 * pieces of columns in reading order.  Where gutters and bands both part a region, rows of boxes or columns
 * side by side may be meant: every way is gone, each region once, and the way is taken whose pieces follow
 * each other best (a sentence left open is not followed by a headline). */
#include "issue/pdf_cuts.h"
#include "issue/pdf_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* Bounds for pages made to be slow; a printed page has some hundreds of regions.  Beyond them the first way
 * found is gone. */
enum { PLANS = 1 << 14, PLANS_MOST = 6000, DEEPEST_CUT = 200, WAYS = 2 + 3 * ZY_PDF_CUTS };
static const size_t MOST_WORK = 3000000;

typedef enum { WAY_WHOLE, WAY_ACROSS, WAY_DOWN } way_kind;

typedef struct {
    size_t at; /* words before it, from the top or from the left, are of the first part */
    double cost;
    way_kind kind;
    bool story; /* a headline is to stand first below */
} way;

typedef struct {
    uint64_t key; /* of the region; 0 free */
    zy_pdf_flow flow;
    way best;
} plan;

typedef struct {
    zy_pdf_cutting *o;
    plan *plans; /* PLANS of them, hashed */
    size_t count, work;
    zy_pdf_word *scratch; /* room for all words */
} planner;

/* The same for the same words in the same column, in whatever order they are; never 0. */
static uint64_t key_of(const zy_pdf_region *r)
{
    uint64_t words = r->count;
    for (size_t i = 0; i < r->count; i++)
        words += XXH3_64bits(&r->words[i].text.at, sizeof r->words[i].text.at);
    const int64_t column[] = {(int64_t)(r->left * 8), (int64_t)(r->right * 8), (int64_t)(r->limit * 8),
                              (int64_t)(r->top * 8)};
    uint64_t key = XXH3_64bits_withSeed(column, sizeof column, words);
    return key ? key : 1;
}

static plan *plan_at(const planner *p, uint64_t key)
{
    size_t at = key & (PLANS - 1);
    while (p->plans[at].key && p->plans[at].key != key)
        at = (at + 1) & (PLANS - 1);
    return &p->plans[at];
}

/* ---- the two parts of a cut */

/* Whether lines fill their column: two of a few end together in mid-sentence, two of many nearly together. */
static bool is_filled(const zy_pdf_cutting *o, const zy_pdf_region *r)
{
    enum { FEW = 5 };
    size_t sure = 0, likely = 0, lines = 0;
    for (size_t i = 0; i < r->count; i++) {
        const zy_pdf_word *w = &r->words[i];
        if (zy_pdf_is_large(o, w))
            continue;
        double left_over = (r->right - w->right) / o->page->body;
        lines++;
        likely += left_over < 1.6;
        sure += left_over < 0.5 && zy_ending_of(w->text) != ZY_END_FINAL;
    }
    return lines < FEW ? sure > 1 : likely > 1;
}

/* The column's edges are those of its text; a headline may be set wider.  Where lines do not fill it, it may
 * reach to its limit. */
static void column_of(const zy_pdf_cutting *o, zy_pdf_region *r)
{
    size_t text = 0;
    zy_pdf_extent(r->words, r->count, &r->left, &r->right);
    double left = 1e9, right = -1e9;
    for (size_t i = 0; i < r->count; i++) {
        const zy_pdf_word *w = &r->words[i];
        if (zy_pdf_is_large(o, w) || w->em < o->page->body * 0.97)
            continue;
        left = w->left < left ? w->left : left;
        right = w->right > right ? w->right : right;
        text += w->text.bytes;
    }
    if (text > 60) {
        r->left = left;
        r->right = right;
    }
    if (r->limit > r->right && !is_filled(o, r))
        r->right = r->limit;
}

/* Lines that all begin together behind more room than a gutter's are first lines of paragraphs, each set in,
 * unless they are as long as those of the column before.
 */
static void find_indent(const zy_pdf_cutting *o, const zy_pdf_region *before, zy_pdf_region *r, double gap)
{
    enum { FEW = 5 };
    double em = o->page->body, shorter = (before->right - before->left) - (r->right - r->left);
    size_t lines = 0;
    for (size_t i = 0; i < r->count; i++) {
        double indent = r->words[i].left - r->left;
        if (zy_pdf_is_large(o, &r->words[i]) || (indent > em * 0.3 && indent < em * 3))
            return;
        lines += indent <= em * 0.3;
    }
    if (o->indented && lines <= FEW && gap > em * 2.6 && fabs(shorter) > em * 0.8)
        r->left -= em * 2;
}

/* The second of two columns is as wide as the first when its widest line nearly is. */
static void match_width(const zy_pdf_cutting *o, const zy_pdf_region *first, zy_pdf_region *second)
{
    double em = o->page->body, wide = first->right - first->left, left, right;
    zy_pdf_extent(second->words, second->count, &left, &right);
    double less = wide - (right - left);
    if (less > -em * 0.3 && less < em * 1.6)
        second->limit = fmin(second->limit, left + wide);
}

static void parts_across(const zy_pdf_region *r, size_t at, zy_pdf_region parts[2])
{
    qsort(r->words, r->count, sizeof *r->words, zy_pdf_by_top);
    parts[0] = parts[1] = *r;
    parts[0].count = at;
    parts[1].words += at;
    parts[1].count -= at;
    parts[1].top = parts[1].words[0].top;
}

static bool is_upright(const zy_pdf_region *r)
{
    return r->count == 1 && r->words[0].upright;
}

static void parts_down(const zy_pdf_cutting *o, const zy_pdf_region *r, size_t at, zy_pdf_region parts[2])
{
    qsort(r->words, r->count, sizeof *r->words, zy_pdf_by_left);
    parts[0] = parts[1] = *r;
    parts[0].count = at;
    parts[1].words += at;
    parts[1].count -= at;
    double top = r->words[0].top;
    for (size_t i = 0; i < r->count; i++)
        top = r->words[i].top < top ? r->words[i].top : top;
    double behind = parts[1].words[0].left, left, right;
    double step = zy_pdf_column_step(parts[0].words, at, behind, o->page->body);
    zy_pdf_extent(parts[0].words, at, &left, &right);
    parts[0].limit = behind - o->page->body * 1.3;
    if (step > 0)
        parts[1].limit = fmin(r->limit, behind + step - (behind - right));
    column_of(o, &parts[0]);
    if (step <= 0)
        match_width(o, &parts[0], &parts[1]);
    column_of(o, &parts[1]);
    find_indent(o, &parts[0], &parts[1], behind - right);
    parts[0].top = parts[1].top = top;
    /* An upright headline behind its story is read before it. */
    if (is_upright(&parts[1]) && !is_upright(&parts[0])) {
        zy_pdf_region first = parts[0];
        parts[0] = parts[1];
        parts[1] = first;
    }
}

static void parts_of(const zy_pdf_cutting *o, const zy_pdf_region *r, way one, zy_pdf_region parts[2])
{
    if (one.kind == WAY_ACROSS)
        parts_across(r, one.at, parts);
    else
        parts_down(o, r, one.at, parts);
}

/* ---- the ways to cut a region */

/* How many lines of columns a cut between two of them tears off the next line of the same paragraph or list.
 */
static double torn_across(const zy_pdf_cutting *o, const zy_pdf_region *r, size_t at)
{
    enum { NEAR = 200 };
    double em = o->page->body, torn = 0;
    for (size_t i = at > NEAR ? at - NEAR : 0; i < at; i++)
        for (size_t k = at; k < r->count && k < at + NEAR; k++) {
            const zy_pdf_word *above = &r->words[i], *below = &r->words[k];
            double gap = below->top - above->bottom,
                   shared = fmin(above->right, below->right) - fmax(above->left, below->left);
            bool head = zy_pdf_is_large(o, above), heads = zy_pdf_is_large(o, below);
            if (head && heads && gap < above->em * 0.6 && shared > 0)
                torn += 1; /* a headline of two lines */
            if (!head && !heads && gap < o->leading + em * 0.25 && gap > -em * 0.5 && shared > 4 * em)
                torn += 1;
        }
    return torn;
}

static void add_ways(way *ways, size_t *count, way kind, const size_t *at, size_t more)
{
    for (size_t i = 0; i < more; i++) {
        ways[*count] = kind;
        ways[(*count)++].at = at[i];
    }
}

/* A headline over all columns begins at the left or stands in the middle; one further right is a column's
 * own. */
static double heading_aside(const zy_pdf_region *r, size_t heading)
{
    double left, right, from, to;
    qsort(r->words, r->count, sizeof *r->words, zy_pdf_by_top);
    zy_pdf_extent(r->words, r->count, &left, &right);
    zy_pdf_extent(r->words, heading, &from, &to);
    bool middle = fabs((from - left) - (right - to)) < (right - left) * 0.15;
    return middle || from - left < (right - left) * 0.1 ? 0 : 0.5;
}

/* The surest first.  None: the region is one piece. */
static size_t find_ways(const zy_pdf_cutting *o, const zy_pdf_region *r, way ways[WAYS])
{
    size_t gutters[ZY_PDF_CUTS], bands[ZY_PDF_CUTS], crossings[ZY_PDF_CUTS], count = 0;
    size_t down = zy_pdf_find_gutters(o, r->words, r->count, gutters);
    size_t byline = 0;
    size_t heading =
        down ? zy_pdf_find_heading(o, r->words, r->count, r->words[gutters[0]].left, &byline) : 0;
    size_t stories = zy_pdf_find_stories(o, r->words, r->count, bands);
    size_t crossed = down ? 0 : zy_pdf_find_crossings(o, r->words, r->count, crossings);
    double aside = heading ? heading_aside(r, heading) : 0; /* sorts by tops */
    add_ways(ways, &count, (way){.kind = WAY_ACROSS, .cost = aside}, &heading, heading > 0);
    add_ways(ways, &count, (way){.kind = WAY_ACROSS, .cost = aside}, &byline, byline > 0);
    if (down || crossed)
        add_ways(ways, &count, (way){.kind = WAY_ACROSS, .story = true}, bands, stories);
    /* Room above a headline all over the region parts stories: columns through it are rare. */
    add_ways(ways, &count, (way){.kind = WAY_DOWN, .cost = 0.7 * (double)stories + (heading ? 0.3 : 0)},
             gutters, down);
    size_t first = count;
    add_ways(ways, &count, (way){.kind = WAY_ACROSS}, crossings, crossed);
    if (crossed)
        qsort(r->words, r->count, sizeof *r->words, zy_pdf_by_top);
    for (size_t i = first; i < count; i++)
        ways[i].cost = torn_across(o, r, ways[i].at);
    return count;
}

static zy_pdf_flow flow_whole(planner *p, const zy_pdf_region *r)
{
    zy_pdf_piece piece = {
        .words = p->scratch, .count = r->count, .left = r->left, .right = r->right, .top = r->top};
    memcpy(p->scratch, r->words, r->count * sizeof *r->words);
    zy_pdf_words_by_line(p->scratch, r->count);
    return zy_pdf_flow_of(p->o, &piece);
}

/* Lines of a headline below each other, though one stands further left and another further right. */
static bool is_headline(const zy_pdf_cutting *o, const zy_pdf_region *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (!zy_pdf_is_large(o, &r->words[i]) || r->words[i].upright)
            return false;
    qsort(r->words, r->count, sizeof *r->words, zy_pdf_by_top);
    for (size_t i = 1; i < r->count; i++) {
        const zy_pdf_word *w = &r->words[i], *above = w - 1;
        bool below = w->top > above->bottom - w->em * 0.2;
        if (!below && fmax(w->left - above->right, above->left - w->right) > w->em * 1.5)
            return false;
    }
    return true;
}

/* How well the region's text runs when it is cut best. */
static zy_pdf_flow best_flow(planner *p, zy_pdf_region r, int depth)
{
    uint64_t key = key_of(&r);
    plan *known = plan_at(p, key);
    if (known->key)
        return known->flow;
    p->work += r.count * (r.count / 200 + 1); /* some steps compare words with words */
    if (r.count == 1 || depth >= DEEPEST_CUT || p->count >= PLANS_MOST || p->work > MOST_WORK)
        return flow_whole(p, &r);
    way ways[WAYS], best = {.kind = WAY_WHOLE};
    size_t count = find_ways(p->o, &r, ways);
    /* Where no gutter is, the region may be one column. */
    bool column = !count || ways[count - 1].kind == WAY_ACROSS || is_headline(p->o, &r);
    zy_pdf_flow flow = column ? flow_whole(p, &r) : (zy_pdf_flow){.cost = 1e9};
    for (size_t i = 0; i < count; i++) {
        zy_pdf_region parts[2];
        parts_of(p->o, &r, ways[i], parts);
        zy_pdf_flow first = best_flow(p, parts[0], depth + 1);
        parts_of(p->o, &r, ways[i], parts); /* the words lie otherwise now */
        zy_pdf_flow second = best_flow(p, parts[1], depth + 1),
                    both = zy_pdf_flow_join(p->o, &first, &second);
        both.cost += ways[i].cost + (ways[i].story && second.first != ZY_SEAM_HEAD ? 1 : 0);
        if (both.cost < flow.cost - 1e-6) {
            flow = both;
            best = ways[i];
        }
    }
    if (p->count++ < PLANS_MOST)
        *plan_at(p, key) = (plan){.key = key, .flow = flow, .best = best};
    return flow;
}

/* ---- carrying it out */

static way best_way(const planner *p, const zy_pdf_region *r)
{
    const plan *known = plan_at(p, key_of(r));
    way ways[WAYS];
    if (known->key)
        return known->best;
    return find_ways(p->o, r, ways) ? ways[0] : (way){.kind = WAY_WHOLE};
}

static void carry_out(planner *p, zy_pdf_region r, int depth)
{
    if (p->o->failed || !r.count)
        return;
    way best = r.count > 1 && depth < DEEPEST_CUT ? best_way(p, &r) : (way){.kind = WAY_WHOLE};
    if (best.kind == WAY_WHOLE || !best.at || best.at >= r.count) {
        zy_pdf_add_piece(p->o, &r, false);
        return;
    }
    zy_pdf_region parts[2];
    parts_of(p->o, &r, best, parts);
    carry_out(p, parts[0], depth + 1);
    parts_of(p->o, &r, best, parts);
    carry_out(p, parts[1], depth + 1);
}

void zy_pdf_cut_best(zy_pdf_cutting *o, zy_pdf_region region)
{
    planner p = {.o = o,
                 .plans = calloc(PLANS, sizeof *p.plans),
                 .scratch = malloc((region.count + 1) * sizeof *p.scratch)};
    o->failed |= !p.plans || !p.scratch;
    if (!o->failed && region.count) {
        best_flow(&p, region, 0);
        carry_out(&p, region, 0);
    }
    free(p.plans);
    free(p.scratch);
}
