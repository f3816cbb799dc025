/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The best labelling of all lines together (Viterbi), and how sure each article's beginning is.  In: lines
 * with their features.  Out: a label each.  A line alone often cannot be told (is 沈婷 a byline or a
 * heading?), its neighbours tell it. */
#include "issue/segment.h"

#include "base/error.h"

#include <stdlib.h>

enum { N = ZY_LABEL_COUNT };

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* best[i][l]: cost of the best labelling of lines 0..i that gives line i label l; from[i][l]: the label
 * before. */
static void forward(const zy_issue_text *issue, const zy_labelling *all, double (*best)[N],
                    unsigned char (*from)[N])
{
    for (size_t i = 0; i < all->count; i++)
        for (int l = 0; l < N; l++) {
            double own = zy_cost_of(issue, all, i, (zy_label)l), low = 1e9;
            for (int k = 0; k < N; k++) {
                double way = i == 0
                                 ? (k ? 1e9 : zy_cost_between(issue, all, 0, ZY_LABEL_TO, (zy_label)l))
                                 : best[i - 1][k] + zy_cost_between(issue, all, i, (zy_label)k, (zy_label)l);
                if (way < low) {
                    low = way;
                    from[i][l] = (unsigned char)k;
                }
            }
            best[i][l] = low + own;
        }
}

/* after[i][l]: cost of the best labelling of the lines behind i when line i has label l. */
static void backward(const zy_issue_text *issue, const zy_labelling *all, double (*after)[N])
{
    for (int l = 0; l < N; l++)
        after[all->count - 1][l] = zy_cost_to_end((zy_label)l);
    for (size_t i = all->count - 1; i > 0; i--)
        for (int k = 0; k < N; k++) {
            double low = 1e9;
            for (int l = 0; l < N; l++)
                low = least(low, zy_cost_between(issue, all, i, (zy_label)k, (zy_label)l) +
                                     zy_cost_of(issue, all, i, (zy_label)l) + after[i][l]);
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
        double begins = best[i][ZY_LABEL_HEAD] + after[i][ZY_LABEL_HEAD], other = 1e9;
        for (int l = 0; l < N; l++)
            if (l != ZY_LABEL_HEAD)
                other = least(other, best[i][l] + after[i][l]);
        all->items[i].label_found = (zy_label)label;
        all->items[i].margin = (label == ZY_LABEL_HEAD ? other : begins) - total;
    }
}

zy_status zy_segment(zy_issue_text *issue, zy_labelling *out, zy_error *err)
{
    zy_labelling all = {0};
    zy_status status = zy_features(issue, &all, err);
    if (status)
        return status;
    double(*best)[N] = calloc(all.count + 1, sizeof *best),
    (*after)[N] = calloc(all.count + 1, sizeof *after);
    unsigned char(*from)[N] = calloc(all.count + 1, sizeof *from);
    if (!best || !after || !from) {
        status = zy_fail_memory(err);
    } else if (all.count) {
        forward(issue, &all, best, from);
        backward(issue, &all, after);
        trace(&all, best, after, from);
    }
    free(best);
    free(after);
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
