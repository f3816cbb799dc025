/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The best labelling of all lines together (Viterbi), and how sure each article's beginning is.  In: lines
 * with their features.  Out: a label each.  A line alone often cannot be told (is 沈婷 a byline or a
 * heading?), its neighbours tell it. */
#include "issue/segment.h"

#include "base/error.h"

#include <stdlib.h>

enum { N = ZY_LABEL_COUNT };

/* More than any labelling of an issue costs. */
static const double OUT = 1e12;

/* Margins need no more. */
static const double SURE_BEYOND = 99;

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* A label a line cannot have at all; every line has one it can. */
static bool is_out(double cost)
{
    return cost >= ZY_COST_NEVER;
}

static double into(const zy_issue_text *issue, const zy_labelling *all, size_t i, const double *before,
                   int label, unsigned char *from)
{
    double low = OUT;
    for (int k = 0; k < N; k++) {
        if (before[k] >= OUT)
            continue;
        double way = before[k] + zy_cost_between(issue, all, i, (zy_label)k, (zy_label)label);
        if (way < low) {
            low = way;
            *from = (unsigned char)k;
        }
    }
    return low;
}

/* own[i][l]: how ill line i takes label l; best[i][l]: cost of the best labelling of lines 0..i that gives it
 * that; from[i][l]: the label before. */
static void forward(const zy_issue_text *issue, const zy_labelling *all, double (*own)[N], double (*best)[N],
                    unsigned char (*from)[N])
{
    for (size_t i = 0; i < all->count; i++)
        for (int l = 0; l < N; l++) {
            own[i][l] = zy_cost_of(issue, all, i, (zy_label)l);
            if (is_out(own[i][l]))
                best[i][l] = OUT;
            else if (i == 0)
                best[i][l] = own[i][l] + zy_cost_between(issue, all, 0, ZY_LABEL_TO, (zy_label)l);
            else
                best[i][l] = own[i][l] + into(issue, all, i, best[i - 1], l, &from[i][l]);
        }
}

/* after[i][l]: cost of the best labelling of the lines behind i when line i has label l. */
static void backward(const zy_issue_text *issue, const zy_labelling *all, double (*own)[N],
                     double (*after)[N])
{
    for (int l = 0; l < N; l++)
        after[all->count - 1][l] = zy_cost_to_end((zy_label)l);
    for (size_t i = all->count - 1; i > 0; i--)
        for (int k = 0; k < N; k++) {
            double low = OUT;
            for (int l = 0; l < N; l++)
                if (!is_out(own[i][l]))
                    low = least(low, zy_cost_between(issue, all, i, (zy_label)k, (zy_label)l) + own[i][l] +
                                         after[i][l]);
            after[i - 1][k] = low;
        }
}

static void trace(zy_labelling *all, double (*best)[N], double (*after)[N], unsigned char (*from)[N])
{
    size_t last = all->count - 1;
    int label = 0;
    for (int l = 1; l < N; l++)
        if (best[last][l] + after[last][l] < best[last][label] + after[last][label])
            label = l;
    double total = best[last][label] + after[last][label];
    for (size_t i = all->count; i-- > 0; label = from[i][label]) {
        double begins[2] = {OUT, OUT}, joins[2] = {OUT, OUT}; /* best without and with */
        for (int l = 0; l < N; l++) {
            double cost = best[i][l] + after[i][l];
            int head = l == ZY_LABEL_HEAD, more = l == ZY_LABEL_MORE || l == ZY_LABEL_SHORT_MORE;
            begins[head] = least(begins[head], cost);
            joins[more] = least(joins[more], cost);
        }
        all->items[i].label_found = (zy_label)label;
        all->items[i].margin = least(begins[label != ZY_LABEL_HEAD] - total, SURE_BEYOND);
        all->items[i].join_margin = joins[label != ZY_LABEL_MORE && label != ZY_LABEL_SHORT_MORE] - total;
    }
}

zy_status zy_segment(zy_issue_text *issue, zy_labelling *out, zy_error *err)
{
    zy_labelling all = {0};
    zy_status status = zy_features(issue, &all, err);
    if (status)
        return status;
    double(*best)[N] = calloc(all.count + 1, sizeof *best),
    (*after)[N] = calloc(all.count + 1, sizeof *after), (*own)[N] = calloc(all.count + 1, sizeof *own);
    unsigned char(*from)[N] = calloc(all.count + 1, sizeof *from);
    if (!best || !after || !own || !from) {
        status = zy_fail_memory(err);
    }
    /* Twice: the first reading shows the issue's habits, the second is made by them. */
    for (int pass = 0; !status && all.count && pass < 2; pass++) {
        if (pass)
            zy_habits_learn(issue, &all);
        forward(issue, &all, own, best, from);
        backward(issue, &all, own, after);
        trace(&all, best, after, from);
    }
    free(best);
    free(after);
    free(own);
    free(from);
    if (status)
        zy_labelling_free(&all);
    else
        *out = all;
    return status;
}

void zy_labelling_free(zy_labelling *labelling)
{
    free(labelling->items);
    *labelling = (zy_labelling){0};
}
