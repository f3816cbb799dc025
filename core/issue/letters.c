/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages whose copy put a space behind every letter (张 堰 镇 召 开).  In: lines.  Out: the same without those
 * spaces. */
#include "issue/lines.h"

#include "base/utf8.h"

#include <string.h>

/* A letter or mark as wide as one. */
static bool is_wide(uint32_t c)
{
    return c >= 0x2010 && !zy_is_space(c);
}

typedef struct {
    size_t tight, spaced; /* pairs of wide characters side by side, and with one space between */
} pairs;

static void count_pairs(zy_span text, pairs *count)
{
    uint32_t before = 0, second = 0; /* the two characters before */
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        count->tight += is_wide(before) && is_wide(c);
        count->spaced += is_wide(second) && zy_is_space(before) && is_wide(c);
        second = before;
        before = c;
    }
}

/* Copies the text without single spaces between wide characters; of longer white space one space stays. */
static zy_span without_spaces(zy_arena *arena, zy_span text)
{
    char *copy = zy_arena_get(arena, text.bytes + 1, 1);
    size_t used = 0, spaces = 0;
    uint32_t last = 0;
    for (size_t at = 0; copy && at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        if (zy_is_space(c) && c != '\t') {
            spaces += c == 0x3000 || c == 0x2003 ? 2 : 1;
            continue;
        }
        if (spaces && used && c != '\t' && last != '\t' && (spaces > 1 || !is_wide(last) || !is_wide(c)))
            copy[used++] = ' ';
        used += zy_utf8_put(copy + used, c);
        last = c;
        spaces = 0;
    }
    return copy ? (zy_span){copy, used} : text;
}

static void close_line(zy_issue_text *issue, zy_line *line)
{
    zy_arena *arena = &issue->set->arena;
    line->text = without_spaces(arena, line->text);
    line->plain = zy_plain(arena, line->text);
    line->width = zy_width(line->text);
}

void zy_pages_close_letters(zy_issue_text *issue)
{
    enum { ENOUGH = 40 };
    for (size_t p = 0; p < issue->page_count; p++) {
        pairs count = {0};
        for (size_t i = issue->pages[p].first; i < issue->pages[p].last; i++)
            count_pairs(issue->lines[i].text, &count);
        if (count.spaced < ENOUGH || count.spaced < 2 * count.tight)
            continue;
        for (size_t i = issue->pages[p].first; i < issue->pages[p].last; i++)
            close_line(issue, &issue->lines[i]);
        zy_articles_note(
            issue->set, ZY_NOTE_REPAIRED, "spaced-letters", issue->pages[p].name,
            issue->pages[p].first < issue->pages[p].last ? issue->lines[issue->pages[p].first].number : 0, 1,
            "文字之间都有空格，已合拢");
    }
}
