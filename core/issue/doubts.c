/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the recovery was not sure.  In: labels with their margins.  Out: a note a doubtful line, for the
 * clerk, who can overrule it (docs/CORRECTIONS.zh-CN.md). */
#include "issue/segment.h"

#include "base/utf8.h"

#include <math.h>

/* What is surer than this is not worth a clerk's look. */
static const double SURE = 0.8;

static double sureness(double margin)
{
    return 1 / (1 + exp(-margin));
}

/* The line's beginning, for a sentence about it. */
static zy_span opening(zy_span text)
{
    enum { CHARS = 12 };
    return zy_span_cut(text, 0, zy_utf8_offset(text.at, text.bytes, CHARS));
}

static bool goes_on(zy_label label)
{
    return label == ZY_LABEL_MORE || label == ZY_LABEL_SHORT_MORE;
}

static void note(zy_issue_text *issue, const zy_line *line, const char *code, double score, const char *what)
{
    zy_span text = opening(line->text);
    zy_articles_note(issue->set, ZY_NOTE_UNCERTAIN, code, issue->pages[line->page].name, line->number, score,
                     "第 %d 行“%.*s……”%s", line->number, (int)text.bytes, text.at, what);
}

static void doubt(zy_issue_text *issue, const zy_unit_line *unit)
{
    const zy_line *line = &issue->lines[unit->line];
    double begins = sureness(unit->margin), joins = sureness(unit->join_margin);
    if (line->kind != ZY_LINE_TEXT || line->said || line->begins)
        return;
    if (unit->label_found == ZY_LABEL_HEAD && begins < SURE)
        note(issue, line, "cut", begins, "起当作一篇新文章，不很确定");
    else if (unit->label_found != ZY_LABEL_HEAD && begins < SURE)
        note(issue, line, "no-cut", begins, "也可能是一篇新文章的开头，没有断开");
    else if (goes_on(unit->label_found) && joins < SURE)
        note(issue, line, "join", joins, "接到了上一段后面，不很确定");
    else if (unit->label_found == ZY_LABEL_PARA && joins < SURE)
        note(issue, line, "no-join", joins, "另起了一段，也可能是接着上一段的");
}

void zy_doubts_note(zy_issue_text *issue, const zy_labelling *labels)
{
    for (size_t i = 0; i < labels->count; i++)
        doubt(issue, &labels->items[i]);
}
