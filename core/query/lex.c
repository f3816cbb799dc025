/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From code points to lexemes.
 *
 * In: the query.  Out: words, quotations, brackets, operators, field names.  Whether a mark is an operator
 * depends on where it stands: 修正案（十一） is a word, 养老院(食堂 OR 床位) has a group; 2020-2024 is a
 * word, -招标 excludes.  What is no operator stays in the word it stands in.
 */
#include "base/limits.h"
#include "query/chars.h"
#include "query/internal.h"

#include <string.h>

typedef struct {
    zy_query *query;
    const uint32_t *runes;
    size_t count;
    const zy_runes *text;
    zy_lexeme *out;
    size_t out_count;
    size_t *close_of; /* for each '(' that groups, where its ')' is; 0: none */
    bool *closes;     /* true at each ')' that ends a group */
    int depth;
} lexer;

enum { NEAR_DEFAULT = 10, NEAR_MOST = 1000 };

static uint32_t plain(const lexer *l, size_t at)
{
    return at < l->count ? zy_char_narrow(l->runes[at]) : ' ';
}

static bool is_pipe(uint32_t c)
{
    return zy_char_narrow(c) == '|';
}

static bool is_letter(const lexer *l, size_t at)
{
    return at < l->count && !zy_char_is_space(l->runes[at]) && !zy_char_is_mark(l->runes[at]);
}

static bool has_letter(const lexer *l, size_t from, size_t to)
{
    for (; from < to; from++)
        if (is_letter(l, from) && !zy_char_is_silent(l->runes[from]))
            return true;
    return false;
}

/* Something that can be seen on paper; quotation marks themselves are not asked for by being doubled. */
static bool has_mark(const lexer *l, size_t from, size_t to)
{
    for (; from < to; from++)
        if (!zy_char_is_space(l->runes[from]) && !zy_char_is_silent(l->runes[from]) &&
            zy_quote_close(l->runes, from + 1, from) == from)
            return true;
    return false;
}

static zy_lexeme *emit(lexer *l, zy_lex_kind kind, size_t at, size_t end)
{
    zy_lexeme *lexeme = &l->out[l->out_count++];
    *lexeme = (zy_lexeme){.kind = kind, .from = at, .to = end, .at = at, .end = end};
    return lexeme;
}

/* ---- Brackets -------------------------------------------------------------------------------------------
 */

/* The ')' of the '(' at `at`, over quotations and inner pairs; `count` when there is none. */
static size_t bracket_close(const lexer *l, size_t at)
{
    int depth = 0;
    for (size_t i = at; i < l->count; i++) {
        size_t quote = zy_quote_close(l->runes, l->count, i);
        if (quote > i && quote < l->count)
            i = quote;
        else if (plain(l, i) == '(')
            depth++;
        else if (plain(l, i) == ')' && --depth == 0)
            return i;
    }
    return l->count;
}

/* One word without operators inside: what brackets in running text hold. */
static bool is_one_word(const lexer *l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (zy_char_is_space(l->runes[i]) || is_pipe(l->runes[i]) || plain(l, i) == '(' ||
            zy_quote_close(l->runes, l->count, i) != i)
            return false;
    return true;
}

/* Does the '(' at `at` open a group?  `word_from` is where the word before it begins (== at: none). */
static bool opens_group(lexer *l, size_t at, bool after_word)
{
    size_t close = bracket_close(l, at);
    if (close == l->count) {
        zy_query_note(l->query, "有的括号没有成对或里面没有词，按普通文字处理。");
        return false;
    }
    bool glued = after_word || is_letter(l, close + 1);
    if (!has_letter(l, at + 1, close) || (glued && is_one_word(l, at + 1, close)))
        return false;
    if (l->depth >= ZY_LIMIT_QUERY_DEPTH) {
        zy_query_note(l->query, "括号嵌套超过 %d 层，更深的括号没有计入。", (int)ZY_LIMIT_QUERY_DEPTH);
        return false;
    }
    l->close_of[at] = close;
    return true;
}

/* ---- Words and what they mean ---------------------------------------------------------------------------
 */

static bool spells(const lexer *l, size_t from, size_t to, const char *word)
{
    size_t len = strlen(word);
    if (to - from != len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (plain(l, from + i) != (unsigned char)word[i])
            return false;
    return true;
}

/* NEAR or NEAR/12: the distance; -1 when it is neither. */
static int near_distance(const lexer *l, size_t from, size_t to)
{
    if (to - from < 4 || !spells(l, from, from + 4, "NEAR"))
        return -1;
    if (to == from + 4)
        return NEAR_DEFAULT;
    if (plain(l, from + 4) != '/' || to - from < 6 || to - from > 12)
        return -1;
    int value = 0;
    for (size_t i = from + 5; i < to; i++) {
        if (!zy_char_is_digit(l->runes[i]))
            return -1;
        if (value <= NEAR_MOST)
            value = value * 10 + (int)(plain(l, i) - '0');
    }
    return value;
}

static zy_lex_kind keyword(const lexer *l, size_t from, size_t to)
{
    if (spells(l, from, to, "AND"))
        return ZY_LEX_AND;
    if (spells(l, from, to, "OR"))
        return ZY_LEX_OR;
    if (spells(l, from, to, "NOT"))
        return ZY_LEX_NOT;
    return near_distance(l, from, to) >= 0 ? ZY_LEX_NEAR : ZY_LEX_WORD;
}

/* Where the word that begins at `at` ends: at a space, a bar, a quotation or a bracket that is an operator.
 */
static size_t word_end(lexer *l, size_t at)
{
    size_t i = at;
    while (i < l->count && !zy_char_is_space(l->runes[i]) && !is_pipe(l->runes[i]) && !l->closes[i]) {
        size_t quote = zy_quote_close(l->runes, l->count, i);
        bool opening = quote > i && quote < l->count && has_letter(l, i + 1, quote);
        if (opening && l->runes[i] != 0x201D)
            break;
        if (plain(l, i) == '(') {
            bool after_word = i > at && is_letter(l, i - 1) && keyword(l, at, i) == ZY_LEX_WORD;
            if (opens_group(l, i, after_word))
                break;
            size_t close = bracket_close(l, i);
            /* brackets that belong to the text stay in it, and what they hold is not looked at again */
            if (close < l->count && is_one_word(l, i + 1, close) && has_letter(l, i + 1, close)) {
                i = close + 1;
                continue;
            }
        } else if (plain(l, i) == ')') {
            zy_query_note(l->query, "有的括号没有成对或里面没有词，按普通文字处理。");
        }
        i++;
    }
    return i;
}

static void lex_near(lexer *l, zy_lexeme *lexeme)
{
    lexeme->number = near_distance(l, lexeme->from, lexeme->to);
    if (lexeme->number >= 1 && lexeme->number <= NEAR_MOST)
        return;
    zy_query_note(l->query, "NEAR 的距离应在 1 至 %d 之间，已按 %d 处理。", (int)NEAR_MOST,
                  lexeme->number < 1 ? 1 : (int)NEAR_MOST);
    lexeme->number = lexeme->number < 1 ? 1 : NEAR_MOST;
}

/* Does something to look for stand there: a group, a quotation, or a run with a letter in it? */
static bool has_value(const lexer *l, size_t at)
{
    size_t end = at;
    if (at >= l->count || plain(l, at) == ')' || is_pipe(l->runes[at]))
        return false;
    while (end < l->count && !zy_char_is_space(l->runes[end]))
        end++;
    size_t quote = zy_quote_close(l->runes, l->count, at);
    return plain(l, at) == '(' || has_letter(l, at, end) || (quote > at && has_letter(l, at, quote));
}

/* 标题:…  Returns where reading goes on, or `at` when no field name stands here. */
static size_t lex_field(lexer *l, size_t at)
{
    enum { NAME_MOST = 8 };
    size_t colon = at;
    while (colon < l->count && colon - at <= NAME_MOST && plain(l, colon) != ':' && is_letter(l, colon))
        colon++;
    if (colon == at || plain(l, colon) != ':')
        return at;
    int field = zy_field_of(l->text, at, colon);
    if (field == ZY_FIELD_NONE)
        return at;
    size_t value = colon + 1;
    while (value < l->count && zy_char_is_space(l->runes[value]))
        value++;
    if (!has_value(l, value)) {
        zy_query_note(l->query, "“%s：”后面没有内容，按普通文字处理。", zy_field_label(field));
        return at;
    }
    emit(l, ZY_LEX_FIELD, at, colon + 1)->number = field;
    return value;
}

static size_t lex_word(lexer *l, size_t at)
{
    size_t end = word_end(l, at);
    if (end == at)
        end = at + 1;
    zy_lexeme *lexeme = emit(l, keyword(l, at, end), at, end);
    if (lexeme->kind == ZY_LEX_NEAR)
        lex_near(l, lexeme);
    return end;
}

/* Do letters stand in one run with the quotation, as in 外贸“保稳提质”? */
static bool is_glued(const lexer *l, const zy_lexeme *quoted, size_t close)
{
    const zy_lexeme *before = l->out_count > 1 ? quoted - 1 : NULL;
    if (before && before->end == quoted->at &&
        (before->kind == ZY_LEX_WORD || before->kind == ZY_LEX_QUOTED) &&
        has_letter(l, before->from, before->to))
        return true;
    for (size_t i = close + 1; i < l->count; i++) {
        if (zy_char_is_space(l->runes[i]) || is_pipe(l->runes[i]) || l->closes[i])
            return false;
        if (is_letter(l, i))
            return true;
    }
    return false;
}

static size_t lex_quote(lexer *l, size_t at, size_t close)
{
    bool closed = close < l->count;
    zy_lexeme *lexeme = emit(l, ZY_LEX_QUOTED, at, closed ? close + 1 : l->count);
    lexeme->from = at + 1;
    lexeme->to = close;
    lexeme->glued = closed && is_glued(l, lexeme, close);
    if (!closed)
        zy_query_note(l->query, "引号没有成对，从引号到末尾都按原文查找。");
    return lexeme->end;
}

/* At a part's beginning: may the mark here be an operator on what follows? */
static bool is_unary(const lexer *l, size_t at, uint32_t sign)
{
    if (plain(l, at) != sign || at + 1 >= l->count)
        return false;
    uint32_t next = plain(l, at + 1);
    if (sign == '+')
        return zy_char_is_han(l->runes[at + 1]) || zy_quote_close(l->runes, l->count, at + 1) != at + 1 ||
               next == '(';
    return !zy_char_is_space(l->runes[at + 1]) && next != '-' && next != ')' && next != '|' && next != '+';
}

static size_t lex_part(lexer *l, size_t at)
{
    size_t quote = zy_quote_close(l->runes, l->count, at);
    bool glued_word =
        l->out_count && l->out[l->out_count - 1].kind == ZY_LEX_WORD && l->out[l->out_count - 1].end == at;
    bool closed = quote > at && quote < l->count;
    if (quote > at && has_letter(l, at + 1, quote) && (closed || !glued_word) &&
        (closed || l->runes[at] != 0x201D))
        return lex_quote(l, at, quote);
    if (closed && !glued_word && has_mark(l, at + 1, quote)) /* “，” is asked for as it stands */
        return lex_quote(l, at, quote);
    if (closed && !has_letter(l, at + 1, quote) && has_letter(l, 0, l->count))
        zy_query_note(l->query, "引号里没有文字，没有计入。");
    if (is_pipe(l->runes[at])) {
        size_t end = at;
        while (end < l->count && is_pipe(l->runes[end]))
            end++;
        emit(l, ZY_LEX_OR, at, end);
        return end;
    }
    if (l->closes[at]) {
        l->depth--;
        emit(l, ZY_LEX_CLOSE, at, at + 1);
        return at + 1;
    }
    if (plain(l, at) == '(' && (l->close_of[at] || opens_group(l, at, false))) {
        l->depth++;
        l->closes[l->close_of[at]] = true;
        emit(l, ZY_LEX_OPEN, at, at + 1);
        return at + 1;
    }
    if (glued_word)
        return lex_word(l, at);
    if (is_unary(l, at, '-')) {
        emit(l, ZY_LEX_NOT, at, at + 1);
        return at + 1;
    }
    if (is_unary(l, at, '+'))
        return at + 1;
    size_t value = lex_field(l, at);
    return value > at ? value : lex_word(l, at);
}

zy_lexeme *zy_query_lex(zy_query *query, const zy_runes *text, size_t *count)
{
    lexer l = {.query = query, .runes = text->runes, .count = text->count, .text = text};
    l.out = ZY_ARENA_ARRAY(&query->arena, zy_lexeme, text->count + 1);
    l.close_of = ZY_ARENA_ARRAY(&query->arena, size_t, text->count + 1);
    l.closes = ZY_ARENA_ARRAY(&query->arena, bool, text->count + 1);
    if (!l.out || !l.close_of || !l.closes)
        return NULL;
    for (size_t at = 0; at < l.count;)
        at = zy_char_is_space(l.runes[at]) ? at + 1 : lex_part(&l, at);
    emit(&l, ZY_LEX_END, l.count, l.count);
    *count = l.out_count;
    return l.out;
}
