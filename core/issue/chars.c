/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Character classes by table, and steps over UTF-8 pieces.  In: well-formed UTF-8.  Out: facts about it. */
#include "issue/chars.h"

#include "base/utf8.h"

#include <string.h>

zy_span zy_span_of(const char *text)
{
    return (zy_span){text, strlen(text)};
}

zy_span zy_next_line(zy_span *rest)
{
    const char *end = rest->bytes ? memchr(rest->at, '\n', rest->bytes) : NULL;
    size_t bytes = end ? (size_t)(end - rest->at) : rest->bytes;
    zy_span line = zy_span_cut(*rest, 0, bytes);
    *rest = zy_span_cut(*rest, end ? bytes + 1 : bytes, rest->bytes);
    return line;
}

bool zy_is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3007 || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x323AF) || (c >= 0x2E80 && c <= 0x2FDF) || c == 0x3005;
}

bool zy_is_space(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200F) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0xFEFF ||
           c == 0xAD;
}

static bool one_of(uint32_t c, const char *set)
{
    size_t len = strlen(set);
    for (size_t at = 0; at < len;)
        if (zy_utf8_next(set, len, &at) == c)
            return true;
    return false;
}

bool zy_is_final(uint32_t c)
{
    return one_of(c, "。！？!?…．｡");
}
bool zy_is_closing(uint32_t c)
{
    return one_of(c, "”’」』）)】》〉〕］]\"'＂＇｣");
}
bool zy_is_opening(uint32_t c)
{
    return one_of(c, "“‘「『（(【《〈〔［[｢");
}

bool zy_is_ornament(uint32_t c)
{
    return (c >= 0x2500 && c <= 0x25FF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2190 && c <= 0x21FF) ||
           (c >= 0x2B00 && c <= 0x2BFF) || one_of(c, "•·※＊*〓◎¤");
}

bool zy_is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

uint32_t zy_first_char(zy_span s)
{
    size_t at = 0;
    return s.bytes ? zy_utf8_next(s.at, s.bytes, &at) : 0;
}

/* Where the last character begins. */
static size_t last_start(zy_span s)
{
    size_t at = s.bytes;
    while (at > 0 && ((unsigned char)s.at[--at] & 0xC0) == 0x80)
        ;
    return at;
}

uint32_t zy_last_char(zy_span s)
{
    size_t at = last_start(s);
    return s.bytes ? zy_utf8_next(s.at, s.bytes, &at) : 0;
}

static zy_span trim_if(zy_span s, bool (*drop)(uint32_t))
{
    while (s.bytes) {
        size_t at = 0;
        if (!drop(zy_utf8_next(s.at, s.bytes, &at)))
            break;
        s = zy_span_cut(s, at, s.bytes);
    }
    while (s.bytes && drop(zy_last_char(s)))
        s.bytes = last_start(s);
    return s;
}

zy_span zy_trim(zy_span s)
{
    return trim_if(s, zy_is_space);
}

static bool adorns(uint32_t c)
{
    return zy_is_space(c) || zy_is_ornament(c);
}

zy_span zy_trim_adornment(zy_span s)
{
    return trim_if(s, adorns);
}

static bool ornament_or_space(uint32_t c)
{
    return adorns(c) || one_of(c, "—－-–|｜");
}

zy_span zy_trim_ornaments(zy_span s)
{
    return trim_if(s, ornament_or_space);
}

bool zy_is_rule(zy_span s)
{
    size_t marks = 0;
    for (size_t at = 0; at < s.bytes;) {
        uint32_t c = zy_utf8_next(s.at, s.bytes, &at);
        if (!zy_is_space(c) && !zy_is_ornament(c) && !one_of(c, "—－-–|｜_＿~～=＝.…⋯·*＊+#"))
            return false;
        marks += !zy_is_space(c);
    }
    return marks >= 3;
}

static const char *const pairs[][2] = {{"“", "”"},   {"「", "」"}, {"『", "』"},
                                       {"《", "》"}, {"（", "）"}, {"(", ")"}};

/* Opened less closed, of one pair; stops at the first that is closed without being open when `lowest` is
 * asked for. */
static int balance(zy_span s, size_t pair, int *lowest)
{
    int open = 0;
    *lowest = 0;
    for (size_t at = 0; at < s.bytes;) {
        zy_span rest = zy_span_cut(s, at, s.bytes);
        open += zy_starts(rest, pairs[pair][0]) - zy_starts(rest, pairs[pair][1]);
        *lowest = open < *lowest ? open : *lowest;
        zy_utf8_next(s.at, s.bytes, &at);
    }
    return open - *lowest;
}

bool zy_leaves_open(zy_span s)
{
    int lowest;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (balance(s, i, &lowest) > 0)
            return true;
    return false;
}

bool zy_closes_more(zy_span s)
{
    int lowest;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        balance(s, i, &lowest);
        if (lowest < 0)
            return true;
    }
    return false;
}

size_t zy_count_chars(zy_span s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.bytes;)
        count += !zy_is_space(zy_utf8_next(s.at, s.bytes, &at));
    return count;
}

size_t zy_count_han(zy_span s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.bytes;)
        count += zy_is_han(zy_utf8_next(s.at, s.bytes, &at));
    return count;
}

static int width_of(uint32_t c)
{
    if (c == 0x200B || c == 0xFEFF || c == 0xAD || (c >= 0x200C && c <= 0x200F))
        return 0;
    /* Quotes, dashes and the ellipsis are set as wide as a Han character in Chinese print. */
    return c < 0x2010 ? 1 : 2;
}

/* Marks that Chinese print sets as wide as a letter, also where a copy wrote them narrow. */
static bool is_wide_mark(uint32_t c)
{
    return c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '(' || c == ')';
}

int zy_width(zy_span s)
{
    int width = 0;
    uint32_t before = 0;
    bool mark = false; /* a narrow mark was last, not yet known to be wide */
    for (size_t at = 0; at < s.bytes;) {
        uint32_t c = zy_utf8_next(s.at, s.bytes, &at);
        width += width_of(c) + (mark && c >= 0x2010);
        mark = is_wide_mark(c);
        if (mark && before >= 0x2010) {
            width++;
            mark = false;
        }
        before = c;
    }
    return width;
}

bool zy_starts(zy_span s, const char *prefix)
{
    size_t len = strlen(prefix);
    return s.bytes >= len && memcmp(s.at, prefix, len) == 0;
}

bool zy_ends(zy_span s, const char *suffix)
{
    size_t len = strlen(suffix);
    return s.bytes >= len && memcmp(s.at + s.bytes - len, suffix, len) == 0;
}

bool zy_contains(zy_span s, const char *part)
{
    return memmem(s.at, s.bytes, part, strlen(part)) != NULL;
}

/* The next character that is not white space, 0 at the end. */
static uint32_t next_solid(zy_span s, size_t *at)
{
    while (*at < s.bytes) {
        uint32_t c = zy_utf8_next(s.at, s.bytes, at);
        if (!zy_is_space(c))
            return c;
    }
    return 0;
}

bool zy_same(zy_span a, zy_span b)
{
    size_t i = 0, j = 0;
    for (;;) {
        uint32_t x = next_solid(a, &i), y = next_solid(b, &j);
        if (x != y)
            return false;
        if (!x)
            return true;
    }
}

zy_ending zy_ending_of(zy_span s)
{
    s = zy_trim(s);
    bool bracket = false, closed = false;
    uint32_t c = zy_last_char(s);
    while (s.bytes && (zy_is_closing(c) || zy_is_space(c))) {
        bracket |= one_of(c, "）)】］]");
        closed = true;
        s.bytes = last_start(s);
        c = zy_last_char(s);
    }
    if (zy_is_final(c))
        return ZY_END_FINAL;
    if (c == '.' && s.bytes > 1 && !closed) { /* a full stop typed as ASCII behind a Han character */
        s.bytes = last_start(s);
        uint32_t before = zy_last_char(s);
        return zy_is_han(before) || zy_is_closing(before) || before == '.' ? ZY_END_FINAL : ZY_END_OPEN;
    }
    if (bracket)
        return ZY_END_BRACKET;
    if (closed)
        return ZY_END_OPEN;
    if (one_of(c, "，,、"))
        return ZY_END_COMMA;
    if (one_of(c, "；;"))
        return ZY_END_SEMICOLON;
    return one_of(c, "：:") ? ZY_END_COLON : ZY_END_OPEN;
}
