/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How ill a label fits.  In: a line's features and its neighbour's.  Out: a cost, 0 for a perfect fit; about
 * 3 is "unusual", 6 "hardly ever".  The numbers were set by hand on pages whose articles are known; change
 * one and run the page tests. */
#include "issue/segment.h"

#include "issue/byline.h"

static const zy_line *line_of(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    return &issue->lines[all->items[at].line];
}

static bool indented(const zy_issue_text *issue, const zy_line *line)
{
    const zy_page *page = &issue->pages[line->page];
    return page->indented && line->indent >= page->indent - 1 && line->indent <= page->indent + 1;
}

static double cost_head(const zy_issue_text *issue, const zy_labelling *all, size_t at, bool first)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    int n = line->chars;
    double cost = n > 44 ? 14 : n > 34 ? 5 : n > 26 ? 2 : n > 22 ? 0.7 : n <= 2 ? 1.2 : n == 3 ? 0.4 : 0;
    static const double by_ending[] = {0, 1, 5, 3, 0.5, 1};
    cost += by_ending[u->ending];
    if (u->ending == ZY_END_FINAL &&
        (zy_ends(line->text, "。") || zy_ends(line->text, "。”") || zy_ends(line->text, ".")))
        cost += 5;
    cost += (u->stop_inside ? 6 : 0) + (u->list ? 2.5 : 0) + (u->label ? 4 : 0) + (u->date_only ? 6 : 0);
    static const double by_byline[] = {0, 1, 3, 5};
    cost += by_byline[u->byline] * (first || !u->byline ? 1 : 1.3);
    cost += (u->section ? 7 : 0) + (u->column ? 0.7 : 0) + (u->row ? 2 : 0) + (u->slogan ? 1 : 0) +
            (u->verse ? 0.3 : 0) + (u->organisation ? 1.2 : 0) + (u->closing ? 4 : 0) +
            (u->parallel ? 1.5 : 0);
    /* An office above a name is its bearer's, not a subtitle. */
    if (!first && u->office && at + 1 < all->count && all->items[at + 1].byline >= ZY_BYLINE_MAYBE)
        cost += 2.5;
    if (!first && (zy_starts(line->text, "—") || zy_starts(line->text, "--")))
        cost -= 1;
    cost += u->commas > 2 ? u->commas - 2 : 0;
    cost += indented(issue, line) && u->ending != ZY_END_OPEN ? 3 : indented(issue, line) ? 1.5 : 0;
    if (u->full && at + 1 < all->count && all->items[at + 1].blanks == 0 &&
        !indented(issue, line_of(issue, all, at + 1)))
        cost += 1.5;
    return cost;
}

static double cost_para(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    double cost = zy_is_closing(zy_first_char(line->text)) ? 5 : 0;
    cost += u->ending == ZY_END_FINAL && line->chars < 6 ? 0.7 : 0;
    cost += issue->pages[line->page].indented && line->indent == 0 ? 2 : 0;
    static const double by_byline[] = {0, 0.7, 2, 4};
    return cost + by_byline[u->byline] + (u->section ? 7 : 0) + (u->date_only ? 3 : 0);
}

static double cost_more(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    double cost = zy_is_closing(zy_first_char(line->text)) ? -2 : 0;
    if (indented(issue, line))
        cost += 5;
    else if (line->indent >= 2)
        cost += 2;
    static const double by_byline[] = {0, 0.3, 1.5, 4};
    return cost + (u->list ? 2 : 0) + (u->label ? 2 : 0) + (u->date_only ? 4 : 0) + (u->row ? 2 : 0) +
           (u->section ? 6 : 0) + by_byline[u->byline];
}

static double cost_short(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    int n = line->chars;
    if (u->ending == ZY_END_FINAL && !u->verse)
        return zy_ends(line->text, "。") ? 5 : 2;
    double cost = n > 60 ? 8 : n > 40 ? 4 : n > 30 ? 2 : n > 22 ? 0.8 : 0;
    cost += u->stop_inside ? 2.5 : 0;
    static const double by_byline[] = {0, 0.8, 2, 4};
    cost += by_byline[u->byline];
    if (u->list || u->label || u->verse || u->row)
        return cost + 0.3;
    if (u->date_only || u->closing || u->signature)
        return 0.1;
    if (u->parallel)
        return cost + 0.5;
    if (u->ending == ZY_END_COLON)
        return cost + 0.2;
    return cost +
           (u->organisation                 ? 0.8
            : u->ending == ZY_END_SEMICOLON ? 0.5
            : u->ending == ZY_END_COMMA     ? 3
                                            : 1.5) +
           (u->section ? 2 : 0);
}

static double cost_byline(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    static const double by_byline[] = {ZY_COST_NEVER, 1.6, 0.3, 0};
    const zy_unit_line *u = &all->items[at];
    if (u->closing)
        return ZY_COST_NEVER;
    if (u->signature)
        return 2;
    /* A pen name of four characters is rarer than a headline of four. */
    if (u->byline == ZY_BYLINE_MAYBE && line_of(issue, all, at)->text.bytes == 12)
        return 3.2;
    if (u->byline)
        return by_byline[u->byline];
    bool beside = (at > 0 && all->items[at - 1].byline >= ZY_BYLINE_MAYBE) ||
                  (at + 1 < all->count && all->items[at + 1].byline >= ZY_BYLINE_MAYBE);
    return u->office && beside ? 0.8 : ZY_COST_NEVER;
}

static double cost_edge(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    bool adorned = zy_is_ornament(zy_first_char(line->text)) && zy_is_ornament(zy_last_char(line->text)) &&
                   line->chars > 3;
    if (line->chars > 26 || u->stop_inside)
        return ZY_COST_NEVER;
    if (adorned)
        return u->near_top || u->near_foot ? 0.2 : 1;
    if (!u->near_top && !u->near_foot)
        return u->slogan ? 2.5 : 9;
    return (u->slogan ? 0.5 : 3) + (u->ending == ZY_END_FINAL ? 1 : 0) + (u->byline ? 1.5 : 0) +
           (u->ending == ZY_END_COMMA ? 4 : 0);
}

double zy_cost_of(const zy_issue_text *issue, const zy_labelling *all, size_t at, zy_label label)
{
    const zy_unit_line *u = &all->items[at];
    zy_line_kind kind = line_of(issue, all, at)->kind;
    if (kind != ZY_LINE_TEXT || label == ZY_LABEL_FROM || label == ZY_LABEL_TO)
        return (kind == ZY_LINE_JUMP_FROM) == (label == ZY_LABEL_FROM) &&
                       (kind == ZY_LINE_JUMP_TO) == (label == ZY_LABEL_TO)
                   ? 0
                   : ZY_COST_NEVER;
    switch (label) {
    case ZY_LABEL_HEAD:
    case ZY_LABEL_HEAD_MORE: return cost_head(issue, all, at, label == ZY_LABEL_HEAD);
    case ZY_LABEL_COLUMN: return u->section ? 0 : u->column ? 0.6 : ZY_COST_NEVER;
    case ZY_LABEL_BY_HEAD:
    case ZY_LABEL_BY_END: return cost_byline(issue, all, at);
    case ZY_LABEL_PARA: return cost_para(issue, all, at);
    case ZY_LABEL_MORE: return cost_more(issue, all, at);
    case ZY_LABEL_SHORT: return cost_short(issue, all, at);
    case ZY_LABEL_SHORT_MORE: return cost_more(issue, all, at);
    default: return cost_edge(issue, all, at);
    }
}
