/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headline lines to kicker, title and subtitle.  In: the lines of a headline group.  Out: the article's three
 * fields, letter spaces closed, lines of one title joined, a column name in brackets taken off.  Whether two
 * lines are one title is told by what meets at the line's end: a word, a quotation, characters that stand
 * together elsewhere. */
#include "base/buf.h"
#include "base/utf8.h"
#include "issue/assemble.h"
#include "issue/grams.h"
#include "issue/marks.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

/* ---- spaces ---- */

/* A piece of a letter-spaced line: one Han character, or a number among them. */
static bool is_spaced_piece(zy_span piece)
{
    if (zy_count_chars(piece) == 1 && zy_count_han(piece) == 1)
        return true;
    for (size_t at = 0; at < piece.bytes;)
        if (!zy_is_digit(zy_utf8_next(piece.at, piece.bytes, &at)))
            return false;
    return true;
}

/* The next piece without white space at or after *at; false at the end. */
static bool next_piece(zy_span text, size_t *at, zy_span *piece)
{
    size_t from = *at, next = *at;
    while (from < text.bytes && zy_is_space(zy_utf8_next(text.at, text.bytes, &next)))
        from = next;
    size_t end = next = from;
    while (end < text.bytes && !zy_is_space(zy_utf8_next(text.at, text.bytes, &next)))
        end = next;
    *at = end;
    *piece = zy_span_cut(text, from, end);
    return end > from;
}

/* 北北湖湖 to 北湖, where all letters stand twice: type made bold by printing it twice.  NULL when they do
 * not. */
static const char *undouble(zy_arena *arena, zy_span text)
{
    char *copy = zy_arena_get(arena, text.bytes + 1, 1);
    size_t used = 0, letters = 0;
    for (size_t at = 0; copy && at < text.bytes;) {
        uint32_t a = zy_utf8_next(text.at, text.bytes, &at),
                 b = at < text.bytes ? zy_utf8_next(text.at, text.bytes, &at) : 0;
        if (a != b)
            return NULL;
        used += zy_utf8_put(copy + used, a);
        letters++;
    }
    return letters >= 3 ? copy : NULL;
}

/* 元 旦 献 词 to 元旦献词: spaces go where two or more single characters stand in a row. */
const char *zy_close_spaces(zy_arena *arena, zy_span text)
{
    zy_buf out = {0};
    zy_span piece;
    bool single = false;
    for (size_t at = 0; next_piece(text, &at, &piece);) {
        bool now = is_spaced_piece(piece);
        if (out.len_bytes && !(single && now))
            zy_buf_char(&out, ' ');
        zy_buf_add(&out, piece.at, piece.bytes);
        single = now;
    }
    const char *closed = zy_arena_strn(arena, out.data ? out.data : "", out.len_bytes);
    zy_buf_free(&out);
    const char *single_letters = closed ? undouble(arena, zy_span_of(closed)) : NULL;
    return single_letters ? single_letters : closed;
}

/* ---- do two lines make one title? ---- */

static bool ends_any(zy_span s, const char *const *words)
{
    for (; *words; words++)
        if (zy_ends(s, *words))
            return true;
    return false;
}

static bool starts_any(zy_span s, const char *const *words)
{
    for (; *words; words++)
        if (zy_starts(s, *words))
            return true;
    return false;
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

/* 关于, the name of a year, an office alone: nobody ends a headline there. */
static bool breaks_off(zy_span a)
{
    static const char *const hanging[] = {"的", "和",   "与",   "及",   "在",   "对", "向", "为",
                                          "把", "被",   "将",   "从",   "于",   "以", "让", "使",
                                          "给", "关于", "开展", "举行", "召开", NULL};
    static const char *const times[] = {"年", "年度", "月", "季度", "上半年", "下半年", NULL};
    return ends_any(a, hanging) || (zy_is_digit(zy_first_char(a)) && ends_any(a, times)) ||
           zy_is_digit(zy_last_char(a)) || (zy_contains(a, "关于") && !zy_is_document(a));
}

static bool hangs_on(zy_span b)
{
    static const char *const particles[] = {"的", "地", "得", "们", "了", "着", "和", "与", "及", NULL};
    bool bracketed = (zy_starts(b, "（") && zy_ends(b, "）")) || (zy_starts(b, "(") && zy_ends(b, ")"));
    return starts_any(b, particles) || bracketed || (zy_is_document(b) && zy_count_chars(b) <= 9);
}

/* 连载（三）, 系列报道之二: what numbers a headline. */
static bool is_number_line(zy_span a)
{
    static const char *const words[] = {"连载", "系列", "之一", "之二", "之三", "之四", "之五", NULL};
    for (size_t i = 0; words[i]; i++)
        if (zy_contains(a, words[i]))
            return zy_count_chars(a) <= 10;
    uint32_t last = zy_last_char(a);
    bool numbered = zy_ends(a, "）") && zy_count_chars(a) > 3; /* 归来（三） */
    for (size_t at = a.bytes; numbered && at-- > 0;)
        if (zy_starts(zy_span_cut(a, at, a.bytes), "（"))
            return zy_read_number(zy_span_cut(a, at, a.bytes)) > 0 && zy_count_chars(a) <= 10 &&
                   zy_count_chars(zy_span_cut(a, at, a.bytes)) <= 4;
    return last >= 0x2460 && last <= 0x2473 && zy_count_chars(a) <= 10; /* 归来① */
}

/* Log odds that b goes on with a. */
static double one_title(const zy_issue_text *issue, zy_span a, zy_span b)
{
    if (zy_starts(b, "—") || zy_starts(b, "--"))
        return -8;
    if (zy_ends(a, "—") || is_number_line(a))
        return -4;
    if (zy_ending_of(a) == ZY_END_COMMA || zy_is_closing(zy_first_char(b)) ||
        zy_is_opening(zy_last_char(a)) || zy_count_chars(b) <= 2 || zy_leaves_open(a))
        return 6;
    double odds = -1.5 + zy_grams_bond(issue->grams, a, b);
    odds += word_across(a, b) ? 2.5 : 0;
    odds += breaks_off(a) ? 3 : 0;
    odds += hangs_on(b) ? 3 : 0;
    size_t x = zy_count_chars(a), y = zy_count_chars(b); /* either alone is too short for a title */
    odds += (x <= 5 && y <= 6) || (x <= 4 && y <= 7) ? 2.8 : 0;
    odds += zy_ending_of(a) == ZY_END_COLON ? 2 : 0;
    return odds;
}

/* Two short phrases of much the same length are one headline on two lines (寒潮来袭 / 水管要“穿衣”). */
static bool is_couplet(zy_span a, zy_span b)
{
    size_t x = zy_count_chars(a), y = zy_count_chars(b);
    return !is_number_line(a) && x >= 3 && y >= 3 && x + y <= 15 && x <= y + 2 && y <= x + 2;
}

/* ---- the three fields ---- */

typedef struct {
    const char *text;
    zy_said said;
    double bond; /* log odds that it goes on with the part above */
    bool glued;  /* of several lines: large type runs over, small type seldom does */
} part;

typedef struct {
    part items[ZY_HEAD_LINES + 1];
    size_t count;
} parts;

static void join_parts(zy_arena *arena, parts *p, size_t at, bool space)
{
    zy_span a = zy_span_of(p->items[at - 1].text), b = zy_span_of(p->items[at].text);
    p->items[at - 1].text = space ? zy_arena_printf(arena, "%s %s", a.at, b.at) : zy_join_text(arena, a, b);
    if (!p->items[at - 1].text)
        p->items[at - 1].text = "";
    p->items[at - 1].glued |= !space;
    memmove(&p->items[at], &p->items[at + 1], (p->count - at - 1) * sizeof *p->items);
    p->count--;
}

static const char *take_section(zy_issue_text *issue, zy_article *article, zy_span line)
{
    zy_found found;
    zy_arena *arena = &issue->set->arena;
    if (zy_find(issue->patterns, ZY_RE_SECTION_HEAD, zy_plain(arena, line), 0, &found)) {
        article->section = zy_arena_strn(arena, line.at + found.from[1], found.to[1] - found.from[1]);
        line = zy_span_cut(line, found.to[0], line.bytes);
    }
    return zy_close_spaces(arena, zy_trim_adornment(line));
}

static bool is_role(zy_said said)
{
    return said == ZY_SAID_KICKER || said == ZY_SAID_TITLE || said == ZY_SAID_SUBTITLE;
}

/* One headline line: a part of its own, or the rest of the part above. */
static void add_part(zy_issue_text *issue, parts *p, const char *text, zy_said said)
{
    part *last = p->count ? &p->items[p->count - 1] : NULL;
    double bond = last ? one_title(issue, zy_span_of(last->text), zy_span_of(text)) : -9;
    if (said != ZY_SAID_NOTHING)
        bond = said == ZY_SAID_HEAD_MORE ? 9 : -9;
    p->items[p->count++] = (part){text, said, bond, false};
    if (last && (bond > 0 || p->count > ZY_HEAD_LINES))
        join_parts(&issue->set->arena, p, p->count - 1, false);
}

static void gather_parts(zy_issue_text *issue, const zy_draft *draft, zy_article *article, parts *p)
{
    zy_arena *arena = &issue->set->arena;
    for (size_t i = 0; i < draft->heads.count; i++) {
        zy_span line = zy_span_of(draft->heads.items[i]);
        const char *text =
            i == 0 ? take_section(issue, article, line) : zy_close_spaces(arena, zy_trim_adornment(line));
        if (text && *text)
            add_part(issue, p, text, i < ZY_HEAD_LINES ? draft->head_lines[i].said : ZY_SAID_NOTHING);
    }
}

/* A long line with a comma above a short one without is its kicker. */
static bool is_kicker(zy_span a, zy_span b)
{
    size_t x = zy_count_chars(a), y = zy_count_chars(b);
    bool sentence = zy_contains(a, "，") || zy_contains(a, ",");
    bool from_to = zy_starts(a, "从") && zy_contains(a, "到") && x <= 14;
    return zy_ends(a, "—") || is_number_line(a) || from_to ||
           (sentence && x * 2 >= y * 3 && y <= 12 && !zy_contains(b, "，") && !zy_contains(b, ",") &&
            !zy_starts(b, "—"));
}

/* Fewer parts until there are three at most: those that belong together most, first. */
static void reduce(zy_arena *arena, parts *p)
{
    while (p->count > 3) {
        size_t best = 1;
        for (size_t i = 2; i < p->count; i++)
            if (p->items[i].bond > p->items[best].bond)
                best = i;
        join_parts(arena, p, best, true);
    }
    if (p->count == 2 && !p->items[0].glued && !p->items[1].glued && !is_role(p->items[0].said) &&
        !is_role(p->items[1].said) &&
        is_couplet(zy_span_of(p->items[0].text), zy_span_of(p->items[1].text)) &&
        !zy_starts(zy_span_of(p->items[1].text), "—"))
        join_parts(arena, p, 1, true);
}

/* Which of the parts is the title. */
static size_t title_of(const parts *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->items[i].said == ZY_SAID_TITLE)
            return i;
    if (p->count == 2 && p->items[0].said == ZY_SAID_KICKER)
        return 1;
    if (p->count == 2 && p->items[1].glued != p->items[0].glued)
        return p->items[1].glued;
    if (p->count == 2 && p->items[1].said != ZY_SAID_SUBTITLE)
        return is_kicker(zy_span_of(p->items[0].text), zy_span_of(p->items[1].text));
    return p->count == 3;
}

void zy_title_split(zy_issue_text *issue, const zy_draft *draft, zy_article *article)
{
    parts p = {0};
    gather_parts(issue, draft, article, &p);
    reduce(&issue->set->arena, &p);
    size_t title = title_of(&p);
    while (title > 1)
        join_parts(&issue->set->arena, &p, 1, true), title--;
    while (p.count > title + 2)
        join_parts(&issue->set->arena, &p, title + 2, true);
    article->title = p.count ? p.items[title].text : "";
    article->kicker = title ? p.items[0].text : NULL;
    article->subtitle = p.count > title + 1 ? p.items[title + 1].text : NULL;
}
