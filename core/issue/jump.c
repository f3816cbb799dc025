/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jump lines.  In: lines.  Out: the same with every 下接二版, 上接一版 … as a line of its own kind that knows
 * the page it names as printed. */
#include "base/error.h"
#include "base/utf8.h"
#include "issue/marks.h"

#include <string.h>

enum { LONGEST_MARK_CHARS = 24 };

int zy_read_number(zy_span text)
{
    static const char digits[] = "〇一二三四五六七八九";
    int value = 0, last = 0;
    bool any = false;
    for (size_t at = 0; at < text.bytes && value < 100000 && last < 100000000;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        if (c == 0x5341) { /* 十 */
            value += (last ? last : 1) * 10;
            last = 0;
            any = true;
            continue;
        }
        int digit = c >= '0' && c <= '9'         ? (int)(c - '0')
                    : c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10)
                                                 : -1;
        bool arabic = digit >= 0;
        for (size_t i = 0, k = 0; digit < 0 && i < sizeof digits - 1; k++)
            if (zy_utf8_next(digits, sizeof digits - 1, &i) == c)
                digit = (int)k;
        if (digit < 0 && c == 0x96F6) /* 零 */
            digit = 0;
        if (digit < 0)
            continue;
        last = arabic || (any && last) ? last * 10 + digit : digit;
        any = true;
    }
    return any ? value + last : 0;
}

static const char *target_of(zy_issue_text *issue, zy_span line, const zy_found *found)
{
    zy_span page = zy_trim(zy_span_cut(line, found->from[1], found->to[1]));
    return zy_arena_strn(&issue->set->arena, page.at, page.bytes);
}

/* 接第2版 says where to by its number: a later page is ahead.  Without one it looks back when text follows.
 */
static zy_line_kind either_way(const zy_issue_text *issue, const zy_line *line, const char *target)
{
    int named = zy_read_number(zy_span_of(target)), here = issue->pages[line->page].number;
    if (!here)
        here = line->page + 1;
    if (strncmp(target, "上", 3) == 0 || strncmp(target, "前", 3) == 0)
        return ZY_LINE_JUMP_FROM;
    if (strncmp(target, "下", 3) == 0 || strncmp(target, "后", 3) == 0)
        return ZY_LINE_JUMP_TO;
    return named > here ? ZY_LINE_JUMP_TO : ZY_LINE_JUMP_FROM;
}

/* A line that is nothing but a mark. */
static bool whole_line(zy_issue_text *issue, zy_line *line)
{
    zy_found found;
    if (line->chars > LONGEST_MARK_CHARS)
        return false;
    if (zy_find(issue->patterns, ZY_RE_JUMP_EITHER, line->plain, 0, &found)) {
        line->target = target_of(issue, line->text, &found);
        line->kind = either_way(issue, line, line->target ? line->target : "");
        return true;
    }
    bool from = zy_find(issue->patterns, ZY_RE_JUMP_FROM, line->plain, 0, &found);
    if (!from && !zy_find(issue->patterns, ZY_RE_JUMP_TO, line->plain, 0, &found))
        return false;
    line->kind = from ? ZY_LINE_JUMP_FROM : ZY_LINE_JUMP_TO;
    line->target = target_of(issue, line->text, &found);
    /* 紧接二版 on page 1 looks ahead, whatever the word. */
    if (zy_contains(line->plain, "紧接") || zy_contains(line->plain, "续"))
        line->kind = either_way(issue, line, line->target ? line->target : "");
    return true;
}

/* Cuts a mark off line `at`; the mark goes behind it, or before it when it stood at its head. */
static bool split(zy_issue_text *issue, size_t at, const zy_found *found, zy_line_kind kind, bool head)
{
    zy_line text = issue->lines[at], mark = text;
    mark.kind = kind;
    mark.target = target_of(issue, text.text, found);
    size_t bytes = text.text.bytes;
    zy_line_cut(&mark, found->from[0], found->to[0]);
    zy_line_cut(&text, head ? found->to[0] : 0, head ? bytes : found->from[0]);
    zy_line *first = head ? &mark : &text, *second = head ? &text : &mark;
    second->blanks = 0;
    issue->lines[at] = *first;
    return zy_line_insert(issue, at, *second);
}

/* The last part of a line, where a mark can be; whole characters. */
static size_t tail_start(zy_span text)
{
    size_t from = text.bytes > 90 ? text.bytes - 90 : 0;
    while (from < text.bytes && ((unsigned char)text.at[from] & 0xC0) == 0x80)
        from++;
    return from;
}

static zy_status beside_text(zy_issue_text *issue, size_t at, zy_error *err)
{
    zy_span text = issue->lines[at].plain,
            head = {text.at, zy_utf8_floor(text.at, text.bytes < 90 ? text.bytes : 90)};
    zy_found found;
    bool fine = true;
    if (zy_find(issue->patterns, ZY_RE_JUMP_FROM_HEAD, head, 0, &found) && found.to[0] < text.bytes)
        return split(issue, at, &found, ZY_LINE_JUMP_FROM, true) ? ZY_OK : zy_fail_memory(err);
    size_t skip = tail_start(text);
    zy_span tail = zy_span_cut(text, skip, text.bytes);
    bool to = zy_find(issue->patterns, ZY_RE_JUMP_TO_TAIL, tail, 0, &found);
    if (!to &&
        !(zy_count_chars(text) < 60 && zy_find(issue->patterns, ZY_RE_JUMP_FROM_TAIL, tail, 0, &found)))
        return ZY_OK;
    for (int g = 0; g < 2; g++) {
        found.from[g] += skip;
        found.to[g] += skip;
    }
    if (found.from[0] > 0)
        fine = split(issue, at, &found, to ? ZY_LINE_JUMP_TO : ZY_LINE_JUMP_FROM, false);
    return fine ? ZY_OK : zy_fail_memory(err);
}

/* Most lines hold none of the characters a mark is made of. */
static bool could_hold_mark(zy_span text)
{
    return zy_contains(text, "接") || zy_contains(text, "转") || zy_contains(text, "续");
}

zy_status zy_mark_jumps(zy_issue_text *issue, zy_error *err)
{
    for (size_t i = 0; i < issue->count; i++) {
        zy_line *line = &issue->lines[i];
        if (!zy_line_is_free(line) || !could_hold_mark(line->plain) || whole_line(issue, line))
            continue;
        zy_status status = beside_text(issue, i, err);
        if (status)
            return status;
    }
    return ZY_OK;
}
