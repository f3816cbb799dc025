/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How ill a label fits.  In: a line's features and its neighbour's.  Out: a cost, 0 for a perfect fit; about
 * 3 is "unusual", 6 "hardly ever".  The numbers were set by hand on pages whose articles are known; change
 * one and run the page tests. */
#include "issue/segment.h"

#include "issue/byline.h"

/* Beyond all other costs of an issue's neighbouring lines: what a clerk said stands. */
static const double SAID_OTHERWISE = 10000;

static const zy_line *line_of(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    return &issue->lines[all->items[at].line];
}

static bool indented(const zy_issue_text *issue, const zy_line *line)
{
    const zy_page *page = &issue->pages[line->page];
    return page->indented && line->indent >= page->indent - 1 && line->indent <= page->indent + 1;
}

/* A full line with text directly below is the text's own first line; less so when what meets there is
 * strange. */
static double runs_on(const zy_unit_line *next)
{
    double cost = 1.5 + next->bond;
    cost = cost < 0.5 ? 0.5 : cost > 4 ? 4 : cost;
    return cost + (next->ending == ZY_END_FINAL && !next->full ? 2 : 0);
}

/* Begins with the ornament the line above begins with: lines of one headline. */
static bool like_above(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    uint32_t mark = zy_first_char(line_of(issue, all, at)->plain);
    return zy_is_ornament(mark) && mark == zy_first_char(line_of(issue, all, at - 1)->plain) &&
           line_of(issue, all, at - 1)->chars <= 30;
}

/* Begins as this page's headlines do. */
static bool marked_as_head(const zy_issue_text *issue, const zy_line *line)
{
    uint32_t mark = issue->pages[line->page].head_mark;
    return mark && zy_first_char(line->plain) == mark;
}

static bool has_comma(zy_span line)
{
    return zy_contains(line, "，") || zy_contains(line, ",");
}

/* Room beside Latin letters and digits makes no headline long. */
static int chars_but_spaces(const zy_line *line)
{
    int chars = line->chars;
    for (size_t i = 0; i < line->plain.bytes; i++)
        chars -= line->plain.at[i] == ' ';
    return chars;
}

/* 编辑同志：, 各位居民： a letter begins. */
static bool is_salutation(const zy_line *line)
{
    static const char *const words[] = {"编辑", "各位", "尊敬的", "亲爱的", "全体", "广大"};
    bool addressed = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        addressed |= zy_starts(line->plain, words[i]);
    return addressed && line->chars <= 16 && zy_ending_of(line->plain) == ZY_END_COLON;
}

static double cost_head(const zy_issue_text *issue, const zy_labelling *all, size_t at, bool first)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    int n = chars_but_spaces(line);
    double cost = n > 44 ? 14 : n > 34 ? 5 : n > 26 ? 2 : n > 22 ? 0.7 : n <= 2 ? 1.2 : n == 3 ? 0.4 : 0;
    static const double by_ending[] = {0, 1, 5, 3, 0.5, 1};
    cost += by_ending[u->ending];
    if (u->ending == ZY_END_FINAL &&
        (zy_ends(line->plain, "。") || zy_ends(line->plain, "。”") || zy_ends(line->plain, ".")))
        cost += 5;
    bool marked = marked_as_head(issue, line);
    bool item = u->list && !u->dressed && !u->ruled && !marked && !(at > 0 && like_above(issue, all, at));
    cost += (u->stop_inside ? 6 : 0) + (item ? 2.5 : 0) + (u->label ? 4 : 0) + (u->date_only ? 6 : 0);
    static const double by_byline[] = {0, 1, 2, 3, 5};
    cost += by_byline[u->byline] * (first || !u->byline ? 1 : 1.3);
    cost += (u->section ? 7 : 0) + (u->column ? 0.7 : 0) + (u->row ? 2 : 0) + (u->slogan ? 1 : 0) +
            (u->verse ? 0.3 : 0) + (u->organisation ? 1.2 : 0) + (u->closing ? 4 : 0) +
            (u->parallel ? 1.5 : 0) + (u->adorned ? 1 : 0) + (u->tabbed ? 6 : 0);
    cost += (u->bracketed && first ? 3 : 0) + (u->closes && first ? 3 : 0) + (u->opens ? 0.5 : 0);
    cost -= (u->document && !u->verse ? 1.2 : 0) + (u->above_about ? 1.5 : 0) + (u->written ? 2 : 0) +
            (u->ruled && first ? 1 : 0) + (u->dressed && !u->slogan ? 1 : 0);
    cost += u->centred ? -2 : u->off_centre && first ? 2 : 0;
    cost -= marked && first ? 1.5 : 0;
    cost -= at + 1 < all->count && is_salutation(line_of(issue, all, at + 1)) ? 3 : 0;
    /* An office above a name is its bearer's, not a subtitle. */
    if (!first && u->office && at + 1 < all->count && all->items[at + 1].byline >= ZY_BYLINE_MAYBE)
        cost += 2.5;
    if (!first && (zy_starts(line->plain, "—") || zy_starts(line->plain, "--")))
        cost -= 1;
    cost += u->commas > 2 ? u->commas - 2 : 0;
    cost += indented(issue, line) && u->ending != ZY_END_OPEN ? 3 : indented(issue, line) ? 1.5 : 0;
    if ((u->full || (!first && u->nearly && has_comma(line->plain))) && at + 1 < all->count &&
        all->items[at + 1].blanks == 0 && !indented(issue, line_of(issue, all, at + 1)))
        cost += runs_on(&all->items[at + 1]);
    return cost;
}

static double cost_para(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    double cost = u->starts_closed ? 5 : 0;
    bool spoken = zy_is_opening(zy_first_char(line->plain));
    cost += u->ending != ZY_END_FINAL || line->chars >= 6 ? 0 : line->chars <= 3 && !spoken ? 3 : 0.7;
    cost += u->closes ? 2 : 0;
    cost += issue->pages[line->page].indented && line->indent == 0 ? 2 : 0;
    static const double by_byline[] = {0, 0.7, 1.4, 2, 4};
    cost += marked_as_head(issue, line) ? 2 : 0;
    return cost + by_byline[u->byline] + (u->section ? 7 : 0) + (u->date_only ? 3 : 0) +
           (u->centred ? 2 : 0) + (u->tabbed ? 3 : 0);
}

static double cost_more(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    double cost = u->starts_closed ? -2 : 0;
    cost += u->tabbed || u->centred ? 6 : u->repeated ? 3 : 0;
    if (indented(issue, line))
        cost += 5;
    else if (line->indent >= 2)
        cost += 2;
    static const double by_byline[] = {0, 0.3, 0.9, 1.5, 4};
    return cost + (u->date_only ? 4 : 0) + (u->row ? 2 : 0) + (u->section ? 6 : 0) + by_byline[u->byline];
}

static double cost_short(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    int n = line->chars;
    if (u->ending == ZY_END_FINAL && !u->verse)
        return zy_ends(line->plain, "。") ? 5 : 2;
    double cost = (u->closes ? 2 : 0) + (u->opens ? 2 : 0);
    cost += n > 60 ? 8 : n > 40 ? 4 : n > 30 ? 2 : n > 22 ? 0.8 : 0;
    cost += u->stop_inside ? 2.5 : 0;
    static const double by_byline[] = {0, 0.8, 1.4, 2, 4};
    cost += by_byline[u->byline];
    if (u->list || u->label || u->verse || u->row)
        return cost + 0.3;
    if (u->date_only || u->closing || u->signature || u->tabbed)
        return 0.1;
    cost += u->centred ? 1 : 0;
    /* Where paragraphs are indented, sub-headings are, too. */
    cost += issue->pages[line->page].indented && line->indent == 0 && !u->organisation ? 1.5 : 0;
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
    static const double by_byline[] = {ZY_COST_NEVER, 1.6, 0.8, 0.3, 0};
    const zy_unit_line *u = &all->items[at];
    if (u->closing)
        return ZY_COST_NEVER;
    if (u->signature)
        return 2;
    zy_span name = zy_trim_ornaments(line_of(issue, all, at)->plain);
    if (u->byline == ZY_BYLINE_MAYBE && name.bytes == 3 * zy_count_han(name) && !zy_is_surnamed(name))
        return name.bytes == 12 ? 3.2 : 2.2; /* a pen name, or any word */
    /* A pen name of four characters is rarer than a headline of four. */
    if (u->byline == ZY_BYLINE_MAYBE && line_of(issue, all, at)->text.bytes == 12)
        return 3.2;
    bool runs = u->full && at + 1 < all->count && all->items[at + 1].blanks == 0 &&
                !indented(issue, line_of(issue, all, at + 1));
    if (u->byline)
        return by_byline[u->byline] + (u->centred && u->byline < ZY_BYLINE_NAMES ? 2 : 0) +
               (runs ? runs_on(&all->items[at + 1]) : 0);
    bool beside = (at > 0 && all->items[at - 1].byline >= ZY_BYLINE_MAYBE) ||
                  (at + 1 < all->count && all->items[at + 1].byline >= ZY_BYLINE_MAYBE);
    return u->office && beside ? 0.8 : ZY_COST_NEVER;
}

static double cost_column(const zy_unit_line *u)
{
    static const double by_adornment[] = {ZY_COST_NEVER, 1, 0.3};
    return u->section ? 0 : u->column ? 0.6 : by_adornment[u->adorned];
}

static double cost_edge(const zy_issue_text *issue, const zy_labelling *all, size_t at)
{
    const zy_unit_line *u = &all->items[at];
    const zy_line *line = line_of(issue, all, at);
    bool adorned = zy_is_ornament(zy_first_char(line->plain)) && zy_is_ornament(zy_last_char(line->plain)) &&
                   line->chars > 3;
    if (line->chars > 26 || u->stop_inside || u->ending == ZY_END_COMMA)
        return ZY_COST_NEVER;
    bool edge = u->near_top || u->near_foot;
    if (adorned)
        return edge ? 0.2 : 1;
    if (!edge)
        return u->slogan ? 2.5 : 9;
    /* The paper's name, alone above the first headline. */
    if (u->page_first && line->chars <= 8 && u->ending == ZY_END_OPEN && at + 1 < all->count &&
        all->items[at + 1].blanks > issue->pages[line->page].gap)
        return u->slogan ? 0.5 : 2.2;
    /* What is left out is lost to the reader: only slogans and what stands on several pages. */
    return (u->slogan     ? 0.5
            : u->repeated ? 1.5
                          : 7) +
           (u->ending == ZY_END_FINAL ? 1 : 0) + (u->byline ? 1.5 : 0) + (u->ending == ZY_END_COMMA ? 4 : 0);
}

/* What a correction leaves of the labels. */
static bool is_allowed(zy_said said, zy_label label)
{
    switch (said) {
    case ZY_SAID_KICKER: return label == ZY_LABEL_HEAD;
    case ZY_SAID_TITLE: return label == ZY_LABEL_HEAD || label == ZY_LABEL_HEAD_MORE;
    case ZY_SAID_SUBTITLE:
    case ZY_SAID_HEAD_MORE: return label == ZY_LABEL_HEAD_MORE;
    case ZY_SAID_BYLINE: return label == ZY_LABEL_BY_HEAD || label == ZY_LABEL_BY_END;
    case ZY_SAID_PARAGRAPH: return label == ZY_LABEL_PARA;
    case ZY_SAID_MORE: return label == ZY_LABEL_MORE;
    case ZY_SAID_HEADING: return label == ZY_LABEL_SHORT;
    case ZY_SAID_SECTION: return label == ZY_LABEL_COLUMN;
    default: return true;
    }
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
    zy_said said = line_of(issue, all, at)->said;
    if (said != ZY_SAID_NOTHING)
        return is_allowed(said, label) ? 0 : SAID_OTHERWISE;
    switch (label) {
    case ZY_LABEL_HEAD:
    case ZY_LABEL_HEAD_MORE: return cost_head(issue, all, at, label == ZY_LABEL_HEAD);
    case ZY_LABEL_COLUMN: return cost_column(u);
    case ZY_LABEL_BY_HEAD:
    case ZY_LABEL_BY_END: return cost_byline(issue, all, at);
    case ZY_LABEL_PARA: return cost_para(issue, all, at);
    case ZY_LABEL_MORE: return cost_more(issue, all, at);
    case ZY_LABEL_SHORT: return cost_short(issue, all, at);
    case ZY_LABEL_SHORT_MORE: return cost_more(issue, all, at);
    default: return cost_edge(issue, all, at);
    }
}
