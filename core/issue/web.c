/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages copied from a web site.  In: lines.  Out: what the site says about an article (来源, 发布时间,
 * 浏览次数, 上一篇) taken out, and lines that say 标题： cut to the headline they hold. */
#include "issue/marks.h"

enum { NEARBY = 8, LONGEST_CHARS = 60 };

static bool is_about(zy_issue_text *issue, const zy_line *line)
{
    return line->chars <= LONGEST_CHARS && zy_find(issue->patterns, ZY_RE_WEB, line->plain, 0, NULL);
}

/* Whether something of a web page stands among the next lines. */
static bool is_followed(const zy_issue_text *issue, const bool *about, size_t at)
{
    for (size_t i = at + 1; i < issue->count && i <= at + NEARBY; i++)
        if (about[i])
            return true;
    return false;
}

/* 标题：… holds the headline behind the colon. */
static void take_title(zy_issue_text *issue, zy_line *line)
{
    zy_found found;
    if (!zy_find(issue->patterns, ZY_RE_WEB_TITLE, line->plain, 0, &found) ||
        found.to[0] >= line->plain.bytes)
        return;
    zy_line_cut(line, found.to[0], line->text.bytes);
    line->said = ZY_SAID_TITLE;
    line->begins = true;
}

/* 来源：… 作者：张三 发布时间：…: of such a line the writer stays, as a byline. */
static bool keep_writer(zy_issue_text *issue, zy_line *line)
{
    zy_found found;
    if (!zy_find(issue->patterns, ZY_RE_WEB_WRITER, line->plain, 0, &found))
        return false;
    zy_line_cut(line, found.from[0], found.to[0]);
    return true;
}

void zy_mark_web(zy_issue_text *issue)
{
    bool *about = zy_arena_get(&issue->set->arena, issue->count + 1, sizeof *about);
    for (size_t i = 0; about && i < issue->count; i++)
        about[i] = zy_line_is_free(&issue->lines[i]) && is_about(issue, &issue->lines[i]);
    for (size_t i = 0; about && i < issue->count; i++) {
        zy_line *line = &issue->lines[i];
        bool timed = zy_line_is_free(line) &&
                     zy_find(issue->patterns, ZY_RE_WEB_TIME, line->plain, 0, NULL) &&
                     (is_followed(issue, about, i) || (i && about[i - 1]));
        if (about[i] || timed) {
            about[i] = true;
            if (!keep_writer(issue, line))
                line->kind = ZY_LINE_ABOUT;
        } else if (zy_line_is_free(line) && is_followed(issue, about, i)) {
            take_title(issue, line);
        }
    }
}
