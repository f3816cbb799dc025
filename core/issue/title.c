/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headline lines to kicker, title and subtitle.  In: the lines of a headline group.  Out: the article's three
 * fields, letter spaces closed, lines of one title joined, a column name in brackets taken off. */
#include "base/buf.h"
#include "base/utf8.h"
#include "issue/assemble.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

/* 元 旦 献 词 to 元旦献词: spaces go where single Han characters stand between spaces, two or more in a row.
 */
static const char *close_spaces(zy_arena *arena, zy_span text)
{
    zy_buf out = {0};
    size_t start = 0, singles = 0;
    bool first = true;
    for (size_t at = 0; at <= text.bytes;) {
        size_t next = at;
        bool end = at == text.bytes;
        bool space = end || zy_is_space(zy_utf8_next(text.at, text.bytes, &next));
        if (!space) {
            at = next;
            continue;
        }
        zy_span token = zy_span_cut(text, start, at);
        if (token.bytes) {
            bool single = token.bytes == 3 && zy_count_han(token) == 1;
            if (!first && !(single && singles))
                zy_buf_char(&out, ' ');
            zy_buf_add(&out, token.at, token.bytes);
            singles = single ? singles + 1 : 0;
            first = false;
        }
        start = at = end ? at + 1 : next;
    }
    const char *closed = zy_arena_strn(arena, out.data ? out.data : "", out.len_bytes);
    zy_buf_free(&out);
    return closed;
}

static zy_span without_ornaments(zy_span text)
{
    zy_span bare = zy_trim_ornaments(text);
    /* Dashes and bars are part of a headline; only what adorns goes. */
    const char *from = bare.at, *to = bare.at + bare.bytes;
    while (from > text.at &&
           !zy_is_ornament(zy_first_char((zy_span){from - 3 >= text.at ? from - 3 : text.at, 3})) &&
           from - 3 >= text.at)
        from -= 3;
    while (to < text.at + text.bytes &&
           !zy_is_ornament(zy_first_char((zy_span){to, (size_t)(text.at + text.bytes - to)})))
        to++;
    return bare.bytes ? zy_trim((zy_span){from, (size_t)(to - from)}) : text;
}

/* Whether a word runs across the end of `a`: then `b` is the same line of type, broken. */
static bool word_across(zy_span a, zy_span b)
{
    UChar text[256];
    int32_t left = 0, right = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8(text, 120, &left, a.at, (int32_t)a.bytes, &code);
    if (U_FAILURE(code)) /* longer than a line of type: `left` is then no place in `text` */
        return false;
    u_strFromUTF8(text + left, 120, &right, b.at, (int32_t)b.bytes, &code);
    UBreakIterator *words = U_SUCCESS(code) ? ubrk_open(UBRK_WORD, "zh", text, left + right, &code) : NULL;
    bool across = words && U_SUCCESS(code) && !ubrk_isBoundary(words, left);
    ubrk_close(words);
    return across;
}

/* A quotation that is opened and not closed goes on in the next line. */
static bool leaves_open(zy_span a)
{
    static const char *const pairs[][2] = {{"“", "”"}, {"「", "」"}, {"《", "》"}, {"（", "）"}, {"(", ")"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *open = NULL, *found = a.at;
        size_t len = strlen(pairs[i][0]), end = strlen(pairs[i][1]);
        while ((found = memmem(found, (size_t)(a.at + a.bytes - found), pairs[i][0], len)))
            open = found, found += len;
        if (open && !memmem(open, (size_t)(a.at + a.bytes - open), pairs[i][1], end))
            return true;
    }
    return false;
}

/* Do the two characters that meet at the line's end stand side by side elsewhere in the issue?  Then they are
 * likelier one word broken (2025年张|堰镇) than the end of one line of the headline and the start of another.
 */
static bool pair_elsewhere(const zy_issue_text *issue, zy_span a, zy_span b)
{
    enum { OFTEN = 3 };
    char pair[8];
    uint32_t last = zy_last_char(a), first = zy_first_char(b);
    if (!zy_is_han(last) || !zy_is_han(first))
        return false;
    size_t len = zy_utf8_put(pair, last);
    len += zy_utf8_put(pair + len, first);
    int times = 0;
    for (size_t i = 0; i < issue->count && times < OFTEN; i++) {
        zy_span line = issue->lines[i].text;
        times += memmem(line.at, line.bytes, pair, len) != NULL;
    }
    return times >= OFTEN;
}

static bool one_line(const zy_issue_text *issue, zy_span a, zy_span b)
{
    return zy_ending_of(a) == ZY_END_COMMA || zy_is_closing(zy_first_char(b)) ||
           zy_is_opening(zy_last_char(a)) || zy_count_chars(b) <= 2 || leaves_open(a) ||
           (!zy_starts(b, "—") && (word_across(a, b) || pair_elsewhere(issue, a, b)));
}

static const char *take_section(zy_issue_text *issue, zy_article *article, zy_span line)
{
    zy_found found;
    zy_arena *arena = &issue->set->arena;
    if (zy_find(issue->patterns, ZY_RE_SECTION_HEAD, line, 0, &found)) {
        article->section = zy_arena_strn(arena, line.at + found.from[1], found.to[1] - found.from[1]);
        line = zy_span_cut(line, found.to[0], line.bytes);
    }
    return close_spaces(arena, without_ornaments(line));
}

void zy_title_split(zy_issue_text *issue, const zy_draft *draft, zy_article *article)
{
    zy_arena *arena = &issue->set->arena;
    const char *parts[8];
    size_t count = 0;
    for (size_t i = 0; i < draft->heads.count; i++) {
        zy_span line = zy_span_of(draft->heads.items[i]);
        const char *text =
            i == 0 ? take_section(issue, article, line) : close_spaces(arena, without_ornaments(line));
        if (!text || !*text)
            continue;
        zy_span last = count ? zy_span_of(parts[count - 1]) : (zy_span){"", 0};
        if (count && (one_line(issue, last, zy_span_of(text)) || count == sizeof parts / sizeof *parts))
            parts[count - 1] = zy_join_text(arena, last, zy_span_of(text));
        else
            parts[count++] = text;
    }
    while (count > 3) { /* the longest run of lines is the title */
        parts[1] = zy_join_text(arena, zy_span_of(parts[1]), zy_span_of(parts[2]));
        memmove(&parts[2], &parts[3], (count - 3) * sizeof *parts);
        count--;
    }
    article->title = count == 0 ? "" : count == 3 ? parts[1] : parts[0];
    article->kicker = count == 3 ? parts[0] : NULL;
    article->subtitle = count >= 2 ? parts[count - 1] : NULL;
}
