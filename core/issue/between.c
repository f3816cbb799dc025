/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How ill a label follows another: the grammar of a page.  In: two neighbouring lines and their labels.  Out:
 * a cost on the scale of cost.c. */
#include "issue/segment.h"

#include "issue/byline.h"

#include <math.h>

typedef struct {
    const zy_issue_text *issue;
    const zy_labelling *all;
    size_t at;
    const zy_unit_line *u, *p; /* this line and the one before (NULL at the start) */
    const zy_line *line, *before;
    const zy_page *page;
    int extra; /* empty lines beyond the usual gap; negative: fewer */
} step;

/* Set as a paragraph's first line on a page that indents them. */
static bool indented(const step *s)
{
    return s->page->indented && s->before->indent > 0;
}

static bool starts_indented(const step *s)
{
    return s->page->indented && s->line->indent >= s->page->indent - 1;
}

/* How much the line before leaves its sentence open: 0 finished, 1 in the middle. */
static double open_before(const step *s)
{
    static const double by_ending[] = {1, 1, 0.5, 0.45, 0.3, 0};
    double open = s->p && !s->p->written ? by_ending[s->p->ending] : 0; /* （罗红梅） closes a story */
    return s->p && s->p->opens && s->u->closes && open < 0.7 ? 0.7 : open; /* a quotation runs across */
}

/* Below 0.03 two stories, above 0.12 one: between them the line is straight. */
static double cohesion_cost(double cohesion)
{
    double cost = (cohesion - 0.07) * 30;
    return cost < -1.5 ? -1.5 : cost > 2 ? 2 : cost;
}

/* The gap before a headline, judged by the issue's own as far as they are known. */
static double gap_by_habit(const step *s)
{
    /* Behind a paragraph, one line in six begins an article. */
    enum { KNOWN_WELL = 4 };
    static const double RARITY = 1.8;
    const zy_habits *habits = &s->all->habits;
    double usual = s->extra > 1 ? 0 : s->extra == 1 ? 0.5 : s->extra == 0 ? 2.3 : 4.5;
    if (habits->heads < 1)
        return usual;
    int gap = s->u->blanks < ZY_GAPS ? s->u->blanks : ZY_GAPS - 1;
    double own = RARITY + log(habits->para_gap[gap] / habits->head_gap[gap]);
    own = own < 0 ? 0 : own > 5 ? 5 : own;
    double known = habits->heads / (habits->heads + KNOWN_WELL);
    return known * own + (1 - known) * usual;
}

/* Where articles are signed at their ends, one that is not has probably not ended. */
static double unsigned_end(const step *s)
{
    const zy_habits *habits = &s->all->habits;
    return habits->heads < 3 || s->u->ruled || s->p->written ? 0 : -log(1.1 - habits->signed_end);
}

/* Beginning an article here, as far as gap and surroundings tell. */
static double gap_for_head(const step *s)
{
    if (s->u->page_first || s->u->ruled)
        return 0;
    double cost = gap_by_habit(s);
    if (s->u->cohesion >= 0)
        cost += cohesion_cost(s->u->cohesion);
    return cost;
}

static bool is_signature(const zy_unit_line *u)
{
    return u->date_only || u->organisation || u->closing || u->signature;
}

static double to_head(const step *s, zy_label before)
{
    switch (before) {
    case ZY_LABEL_TO:
    case ZY_LABEL_EDGE:
    case ZY_LABEL_COLUMN: return 0;
    case ZY_LABEL_BY_END: return 0.1;
    case ZY_LABEL_FROM: return s->u->repeated ? 0 : 2.5;
    case ZY_LABEL_PARA:
    case ZY_LABEL_MORE: return gap_for_head(s) + unsigned_end(s) + open_before(s) * 7;
    case ZY_LABEL_SHORT:
        if (s->u->ruled)
            return 0.5;
        if (is_signature(s->p))
            return 0.3 + 0.4 * gap_for_head(s);
        return (s->p->list || s->p->label || s->p->verse ? 0.8 : 4) + gap_for_head(s);
    default: return 9;
    }
}

static double to_head_more(const step *s, zy_label before)
{
    if (before != ZY_LABEL_HEAD && before != ZY_LABEL_HEAD_MORE)
        return ZY_COST_NEVER;
    double cost = before == ZY_LABEL_HEAD ? 0.2 : 0.5;
    if (s->u->page_first)
        return cost + 6;
    if (s->p->ending == ZY_END_FINAL && s->u->blanks > 0)
        cost += 0.5;
    int usual = s->page->gap > 1 ? s->page->gap : 1;
    return cost + (s->u->blanks > usual ? 2.5 : s->u->blanks ? 0.3 : 0);
}

static double to_byline_head(const step *s, zy_label before)
{
    (void)s;
    switch (before) {
    case ZY_LABEL_HEAD:
    case ZY_LABEL_HEAD_MORE: return 0.1;
    case ZY_LABEL_BY_HEAD: return 0.2;
    default: return ZY_COST_NEVER;
    }
}

static double to_byline_end(const step *s, zy_label before)
{
    switch (before) {
    case ZY_LABEL_PARA:
    case ZY_LABEL_MORE: return open_before(s) * 4 + (s->u->page_first ? 3 : 0);
    case ZY_LABEL_SHORT: return is_signature(s->p) ? 1.5 : 0.5;
    case ZY_LABEL_BY_END: return s->extra > 0 && s->u->blanks > 1 ? 2.5 : 0.2;
    case ZY_LABEL_TO: return 1;
    default: return ZY_COST_NEVER;
    }
}

/* Directly below a line of the same hand-wrapped column. */
static bool is_tight(const step *s)
{
    return s->p && s->u->wrapped && s->p->wrapped && s->u->blanks == 0 && !s->u->apart && !s->u->page_first;
}

/* The setting says that the line goes on: the one above is full, and paragraphs here begin with white space
 * or an empty line, which this one does not. */
static bool flows_on(const step *s)
{
    return is_tight(s) && s->p->full && !s->p->tabbed && s->line->indent == 0 &&
           (s->page->gap > 0 || s->page->indented);
}

static double para_after_text(const step *s)
{
    bool item = (s->u->list || s->u->label) && s->p->ending != ZY_END_COMMA && !(is_tight(s) && s->p->full);
    double cost = open_before(s) * (item ? 3 : 5.5) * (starts_indented(s) ? 0.3 : 1);
    cost += s->extra > 1 ? 1.2 : s->extra == 1 ? 0.5 : 0;
    if (flows_on(s))
        cost += s->page->gap > 0 ? 3 : 1;
    else if (is_tight(s) && s->p->full && !s->page->indented)
        cost += 0.8; /* only a short line shows where a paragraph ends */
    return cost;
}

/* A new paragraph, ended (para) or not (short). */
static double to_para(const step *s, zy_label before, bool is_short)
{
    double cost = s->u->page_first && before != ZY_LABEL_FROM ? 3 : s->u->ruled ? 1.5 : 0;
    switch (before) {
    case ZY_LABEL_HEAD:
    case ZY_LABEL_HEAD_MORE:
        if (is_short)
            return cost + (s->u->ending == ZY_END_COLON || s->u->closing ? 0
                           : s->u->tabbed                                ? 0.3
                           : s->u->list || s->u->label                   ? 0.5
                           : s->u->verse || s->u->row                    ? 1
                                                                         : 2.7);
        return cost + (s->u->news_lead ? -0.8 : 0);
    case ZY_LABEL_BY_HEAD: return cost + (is_short && !s->u->verse && s->u->ending != ZY_END_COLON ? 1.5 : 0);
    case ZY_LABEL_FROM: return is_short ? 1.5 : 0;
    case ZY_LABEL_COLUMN: return cost + (is_short ? 4 : 3.2);
    case ZY_LABEL_PARA:
    case ZY_LABEL_MORE: return cost + para_after_text(s);
    case ZY_LABEL_SHORT:
        return cost + (is_short ? 0.3 : 0) + (s->extra > 1 ? 1 : 0) + (s->p->date_only ? 3 : 0) +
               (flows_on(s) ? 2.5 : 0) + (s->u->bond > 0 ? 0.5 * s->u->bond : 0);
    case ZY_LABEL_BY_END: return cost + (is_short && s->u->date_only ? 1 : 5);
    case ZY_LABEL_EDGE: return cost + 4;
    case ZY_LABEL_TO: return s->at == 0 ? 3 : 6;
    default: return ZY_COST_NEVER;
    }
}

static double more_when_wrapped(const step *s, double open)
{
    static const double by_ending[] = {3, 2.5, 5, 5, 5.5, 5.5}; /* of a short line */
    if (s->p->full)
        return open > 0.4 ? 0 : 0.15;
    if (s->p->nearly)
        return 0.7;
    return by_ending[s->p->ending];
}

/* An item of a list or a notice's row does not go on with the paragraph above, unless the setting says so. */
static double more_of_item(const step *s)
{
    if (!s->u->list && !s->u->label && !(s->u->led && s->p->ending == ZY_END_FINAL))
        return 0;
    return s->p->ending == ZY_END_COMMA ? 0 : flows_on(s) ? 0.5 : 2;
}

static double to_more(const step *s, zy_label before)
{
    if (before == ZY_LABEL_FROM)
        return 0.2;
    if (before != ZY_LABEL_PARA && before != ZY_LABEL_MORE)
        return ZY_COST_NEVER;
    if (s->p->tabbed)
        return 6;
    double open = open_before(s), cost = more_of_item(s);
    if (is_tight(s))
        return cost + more_when_wrapped(s, open);
    cost += (s->u->page_first ? 1 : 0) + (s->u->ruled ? 3 : 0);
    cost += s->p->row ? 3 : 0;
    /* Where lines are broken by hand, a column ends behind a full one. */
    cost += s->p->wrapped && !s->p->full ? 2.5 : 0;
    cost -= 0.4 * s->u->bond;
    cost += s->extra > 0 && !s->u->apart ? 0.5 : 0;
    if (open == 0 && s->extra > 0)
        cost += 2;
    if (open == 0)
        return cost + (s->page->indented && s->line->indent == 0 && !s->u->news_lead ? 1.5 : 6.5);
    /* A short unfinished line is more likely a heading than half a sentence. */
    if (before == ZY_LABEL_PARA && s->before->chars < 30)
        cost += (30 - s->before->chars) * 0.15 - (s->p->commas ? 0.5 : 0) - (indented(s) ? 0.8 : 0);
    return cost + (1 - open) * 5 + 0.4;
}

/* A row or heading that filled its measure. */
static double to_short_more(const step *s, zy_label before)
{
    return before == ZY_LABEL_SHORT && is_tight(s) && (s->p->full || s->p->nearly) && !s->p->tabbed &&
                   open_before(s) > 0.2 && !starts_indented(s)
               ? 0.4
               : ZY_COST_NEVER;
}

static double to_other(const step *s, zy_label before, zy_label label)
{
    bool text = before == ZY_LABEL_PARA || before == ZY_LABEL_MORE;
    double open = text ? open_before(s) : 0;
    switch (label) {
    case ZY_LABEL_COLUMN:
        return before == ZY_LABEL_COLUMN  ? 2.5
               : text                     ? 0.3 + open * 6
               : before == ZY_LABEL_SHORT ? (is_signature(s->p) ? 0.2 : 1.5)
               : before == ZY_LABEL_HEAD || before == ZY_LABEL_HEAD_MORE || before == ZY_LABEL_BY_HEAD ? 6
                                                                                                       : 0;
    case ZY_LABEL_EDGE:
        return text ? 0.3 + open * 4 : before == ZY_LABEL_HEAD || before == ZY_LABEL_HEAD_MORE ? 5 : 0.1;
    case ZY_LABEL_FROM:
        if (s->u->page_first && (before == ZY_LABEL_HEAD || before == ZY_LABEL_HEAD_MORE))
            return 6;
        return text ? 0.5 + open * 5 : before == ZY_LABEL_BY_HEAD ? 6 : 0;
    default: return before == ZY_LABEL_HEAD || before == ZY_LABEL_HEAD_MORE ? 5 : 0; /* TO */
    }
}

static double between(const step *s, zy_label before, zy_label label)
{
    switch (label) {
    case ZY_LABEL_HEAD: return to_head(s, before);
    case ZY_LABEL_HEAD_MORE: return to_head_more(s, before);
    case ZY_LABEL_BY_HEAD: return to_byline_head(s, before);
    case ZY_LABEL_BY_END: return to_byline_end(s, before);
    case ZY_LABEL_PARA: return to_para(s, before, false);
    case ZY_LABEL_SHORT: return to_para(s, before, true);
    case ZY_LABEL_SHORT_MORE:
        return to_short_more(s, before == ZY_LABEL_SHORT_MORE ? ZY_LABEL_SHORT : before);
    case ZY_LABEL_MORE: return to_more(s, before);
    default: return to_other(s, before, label);
    }
}

double zy_cost_between(const zy_issue_text *issue, const zy_labelling *all, size_t at, zy_label before,
                       zy_label label)
{
    step s = {
        .issue = issue, .all = all, .at = at, .u = &all->items[at], .p = at ? &all->items[at - 1] : NULL};
    s.line = &issue->lines[s.u->line];
    s.before = at ? &issue->lines[s.p->line] : s.line;
    s.page = &issue->pages[s.line->page];
    s.extra = s.u->blanks - s.page->gap;
    if (before == ZY_LABEL_SHORT_MORE && label != ZY_LABEL_SHORT_MORE)
        before = ZY_LABEL_SHORT;
    /* A headline's line that ends with a comma has another below it. */
    double left_open = (before == ZY_LABEL_HEAD || before == ZY_LABEL_HEAD_MORE) &&
                               label != ZY_LABEL_HEAD_MORE && s.p && s.p->ending == ZY_END_COMMA
                           ? 5
                           : 0;
    if (s.line->begins) /* an article begins here, with or without a headline */
        return label == ZY_LABEL_HEAD_MORE || label == ZY_LABEL_MORE || label == ZY_LABEL_SHORT_MORE ||
                       label == ZY_LABEL_BY_END
                   ? ZY_COST_NEVER
                   : 0;
    return left_open + between(&s, before, label);
}

double zy_cost_to_end(zy_label last)
{
    switch (last) {
    case ZY_LABEL_HEAD:
    case ZY_LABEL_HEAD_MORE: return 4;
    case ZY_LABEL_BY_HEAD: return 5;
    case ZY_LABEL_FROM: return 3;
    case ZY_LABEL_COLUMN: return 1.5;
    default: return 0;
    }
}
