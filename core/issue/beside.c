/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bylines beside headlines on one line (“一米菜园”种出邻里情　　□ 本报记者 郭敏).  In: lines.  Out: the
 * byline as a line of its own. */
#include "base/error.h"
#include "base/utf8.h"
#include "issue/byline.h"
#include "issue/marks.h"

enum { LONGEST_CHARS = 50, SHORTEST_HEAD_CHARS = 4, GAP = 2 };

/* Where the last wide space of a line begins and ends; false when there is none. */
static bool last_gap(zy_span line, size_t *from, size_t *to)
{
    bool found = false;
    size_t start = 0;
    int width = 0;
    for (size_t at = 0; at < line.bytes;) {
        size_t here = at;
        uint32_t c = zy_utf8_next(line.at, line.bytes, &at);
        if (!zy_is_space(c)) {
            if (width >= GAP) {
                *from = start;
                *to = here;
                found = true;
            }
            width = 0;
            continue;
        }
        if (!width)
            start = here;
        width += c == 0x3000 || c == 0x2003 || c == '\t' ? 2 : 1;
    }
    return found;
}

/* Where the byline beside a headline begins; 0 when there is none.  Names may have wide spaces between them,
 * so gaps are tried from the right. */
static size_t byline_start(zy_issue_text *issue, zy_span line, size_t *head_bytes)
{
    size_t from, to, best = 0;
    zy_arena *arena = &issue->set->arena;
    for (zy_span left = line; last_gap(left, &from, &to); left = zy_span_cut(left, 0, from)) {
        zy_span head = zy_trim(zy_span_cut(line, 0, from)), behind = zy_span_cut(line, to, line.bytes);
        if (zy_count_chars(head) < SHORTEST_HEAD_CHARS ||
            zy_byline_read(issue->patterns, behind, arena, NULL) != ZY_BYLINE_ROLE)
            break;
        if (zy_byline_read(issue->patterns, head, arena, NULL) >= ZY_BYLINE_MAYBE)
            break;
        best = to;
        *head_bytes = from;
    }
    return best;
}

zy_status zy_part_bylines(zy_issue_text *issue, zy_error *err)
{
    for (size_t i = 0; i < issue->count; i++) {
        zy_line *line = &issue->lines[i];
        size_t head_bytes = 0;
        if (!zy_line_is_free(line) || line->chars > LONGEST_CHARS || zy_contains(line->plain, "\t") ||
            zy_ending_of(line->plain) != ZY_END_OPEN ||
            zy_byline_read(issue->patterns, line->plain, &issue->set->arena, NULL) != ZY_BYLINE_NO)
            continue;
        size_t start = byline_start(issue, line->plain, &head_bytes);
        if (!start)
            continue;
        zy_line byline = *line;
        zy_line_cut(&byline, start, line->text.bytes);
        byline.blanks = byline.indent = 0;
        zy_line_cut(line, 0, head_bytes);
        if (!zy_line_insert(issue, i, byline))
            return zy_fail_memory(err);
        i++;
    }
    return ZY_OK;
}
