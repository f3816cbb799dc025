/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an issue does usually: empty lines before its headlines and its paragraphs, bylines at its articles'
 * ends.  In: a first labelling with margins.  Out: shares, counted over the lines that were sure, softened
 * where there were few. */
#include "issue/segment.h"

/* A headline counts when any other reading was this much worse. */
static const double SURE_MARGIN = 2.5;

static int gap_of(const zy_unit_line *unit)
{
    return unit->blanks < ZY_GAPS ? unit->blanks : ZY_GAPS - 1;
}

static bool is_paragraph(zy_label label)
{
    return label == ZY_LABEL_PARA || label == ZY_LABEL_MORE || label == ZY_LABEL_SHORT ||
           label == ZY_LABEL_SHORT_MORE;
}

/* Counts to shares, as if one more had been seen of every size. */
static void soften(double shares[ZY_GAPS])
{
    double sum = 0;
    for (int g = 0; g < ZY_GAPS; g++)
        sum += shares[g] += 0.3;
    for (int g = 0; g < ZY_GAPS; g++)
        shares[g] /= sum;
}

void zy_habits_learn(const zy_issue_text *issue, zy_labelling *all)
{
    zy_habits h = {0};
    double ends = 0, ends_signed = 0;
    for (size_t i = 1; i < all->count; i++) {
        const zy_unit_line *u = &all->items[i], *before = u - 1;
        if (issue->lines[u->line].kind != ZY_LINE_TEXT || u->page_first)
            continue;
        if (u->label_found == ZY_LABEL_PARA && is_paragraph(before->label_found))
            h.para_gap[gap_of(u)]++;
        if (u->label_found != ZY_LABEL_HEAD || u->margin < SURE_MARGIN)
            continue;
        h.heads++;
        h.head_gap[gap_of(u)]++;
        ends += is_paragraph(before->label_found) || before->label_found == ZY_LABEL_BY_END;
        ends_signed += before->label_found == ZY_LABEL_BY_END;
    }
    soften(h.head_gap);
    soften(h.para_gap);
    h.signed_end = (ends_signed + 1) / (ends + 2);
    all->habits = h;
}
