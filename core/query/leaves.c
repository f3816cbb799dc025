/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From one lexeme to a leaf of the tree.
 * In: a word, a quotation or a stranded operator, and the field it stands in.  Out: a string, a prefix, a
 * field's value or a span of days; NULL when there is nothing to look for in it.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "query/chars.h"
#include "query/parser.h"

#include <string.h>

static void place(zy_node *node, const zy_lexeme *lexeme)
{
    node->at_chars = lexeme->at;
    node->len_chars = lexeme->end - lexeme->at;
}

static zy_node *text_leaf(zy_parser *p, zy_node_kind kind, const zy_lexeme *lexeme, size_t from, size_t to)
{
    if (p->leaves >= ZY_LIMIT_QUERY_LEAVES) {
        zy_query_note(p->query, "词语超过 %d 个，后面的没有计入。", (int)ZY_LIMIT_QUERY_LEAVES);
        return NULL;
    }
    p->leaves++;
    size_t begin = p->text->byte_at[from], end = p->text->byte_at[to];
    zy_node *node = zy_node_leaf(p->query, kind, p->text->text + begin, end - begin);
    if (!node)
        return NULL;
    place(node, lexeme);
    return node;
}

/* A title is searched as text; the other fields have values. */
static zy_node *string_leaf(zy_parser *p, const zy_lexeme *lexeme, size_t from, size_t to, bool quoted)
{
    bool value = p->field > ZY_IN_TITLE;
    zy_node *node = text_leaf(p, value ? ZY_NODE_FIELD : ZY_NODE_STRING, lexeme, from, to);
    if (!node)
        return NULL;
    node->quoted = quoted;
    node->where = p->field > 0 ? (zy_where)p->field : ZY_IN_ANY;
    if (!quoted || value)
        zy_query_add_forms(p->query, node);
    return node;
}

static zy_node *date_leaf(zy_parser *p, const zy_lexeme *lexeme)
{
    size_t begin = p->text->byte_at[lexeme->from], end = p->text->byte_at[lexeme->to];
    const char *text = p->text->text + begin;
    zy_buf said = {0};
    int first, last;
    zy_node *node = NULL;
    if (!zy_date_value(text, end - begin, p->today, &first, &last, &said)) {
        zy_query_note(p->query, "“%.*s”不是能识别的日期，按普通文字处理。", (int)(end - begin), text);
        p->field = ZY_FIELD_NONE;
        node = string_leaf(p, lexeme, lexeme->from, lexeme->to, false);
        p->field = ZY_FIELD_DATE;
    } else if ((node = zy_node_new(p->query, ZY_NODE_DATE)) != NULL) {
        node->from_date = first;
        node->to_date = last;
        node->said = zy_arena_strn(&p->query->arena, said.data ? said.data : "", said.len_bytes);
        if (!zy_char_is_digit(p->text->runes[lexeme->from]))
            zy_query_note(p->query, "日期“%.*s”按%s查找。", (int)(end - begin), text,
                          node->said ? node->said : "");
        place(node, lexeme);
    }
    zy_buf_free(&said);
    return node;
}

/* inter* : letters and figures of ASCII, at least two, then the star. */
static bool is_wildcard(const zy_parser *p, size_t from, size_t to)
{
    if (to - from < 3)
        return false;
    for (size_t i = from; i + 1 < to; i++)
        if (!zy_char_is_alnum(p->text->runes[i]))
            return false;
    return true;
}

static bool is_bare(const zy_parser *p, size_t from, size_t to)
{
    for (; from < to; from++)
        if (!zy_char_is_mark(p->text->runes[from]) && !zy_char_is_silent(p->text->runes[from]))
            return false;
    return true;
}

static bool is_unseen(const zy_parser *p, size_t from, size_t to)
{
    while (from < to && zy_char_is_silent(p->text->runes[from]))
        from++;
    return from == to;
}

/* Is every ')' of the word closed over a '(' of its own, as in 修正案（十一）? */
static bool is_balanced(const zy_parser *p, size_t from, size_t to)
{
    int depth = 0;
    for (; from < to && depth >= 0; from++) {
        uint32_t c = zy_char_narrow(p->text->runes[from]);
        depth += (c == '(') - (c == ')');
    }
    return depth == 0;
}

static bool is_bracket(uint32_t c)
{
    return zy_char_narrow(c) == '(' || zy_char_narrow(c) == ')';
}

static bool is_stray(uint32_t c, bool balanced, bool (*is_mark)(uint32_t))
{
    return zy_char_is_silent(c) || (is_mark(c) && !(balanced && is_bracket(c)));
}

/* One pair of brackets around all of it. */
static bool is_wrapped(const zy_parser *p, size_t from, size_t to)
{
    if (to - from < 3 || zy_char_narrow(p->text->runes[from]) != '(')
        return false;
    for (size_t end = from + 1; end < to; end++)
        if (is_balanced(p, from, end))
            return false;
    return zy_char_narrow(p->text->runes[to - 1]) == ')';
}

/* Takes off the marks that nobody searches for; never all of the word, and no bracket that has its fellow. */
static void strip(const zy_parser *p, size_t *from, size_t *to)
{
    const uint32_t *runes = p->text->runes;
    bool balanced = is_balanced(p, *from, *to);
    while (*to > *from + 1 && is_stray(runes[*to - 1], balanced, zy_char_is_trailing))
        --*to;
    while (*from + 1 < *to && is_stray(runes[*from], balanced, zy_char_is_leading))
        ++*from;
    while (balanced && is_wrapped(p, *from, *to)) {
        ++*from;
        --*to;
    }
}

zy_node *zy_word_leaf(zy_parser *p, const zy_lexeme *lexeme)
{
    size_t from = lexeme->from, to = lexeme->to;
    if (is_unseen(p, from, to))
        return NULL;
    if (is_bare(p, from, to) && !p->only_marks) {
        zy_query_note(p->query, "“%.*s”只有符号，没有计入。",
                      (int)(p->text->byte_at[to] - p->text->byte_at[from]),
                      p->text->text + p->text->byte_at[from]);
        return NULL;
    }
    if (p->field == ZY_FIELD_DATE)
        return date_leaf(p, lexeme);
    if (!is_bare(p, from, to))
        strip(p, &from, &to);
    bool star = to > from + 1 && zy_char_narrow(p->text->runes[to - 1]) == '*' && !is_bare(p, from, to);
    if (star && p->field <= ZY_IN_TITLE && is_wildcard(p, from, to)) {
        zy_node *node = text_leaf(p, ZY_NODE_PREFIX, lexeme, from, to - 1);
        if (node)
            node->where = p->field > 0 ? (zy_where)p->field : ZY_IN_ANY;
        return node;
    }
    if (star) {
        zy_query_note(p->query, "“*”只能用在两个以上的字母或数字后面，这里没有计入。");
        while (to > from + 1 && zy_char_narrow(p->text->runes[to - 1]) == '*')
            to--;
        strip(p, &from, &to);
    }
    return string_leaf(p, lexeme, from, to, false);
}

zy_node *zy_quoted_leaf(zy_parser *p, const zy_lexeme *lexeme)
{
    if (p->field == ZY_FIELD_DATE)
        return date_leaf(p, lexeme);
    size_t from = lexeme->from, to = lexeme->to;
    while (from < to && zy_char_is_space(p->text->runes[from]))
        from++;
    while (to > from && zy_char_is_space(p->text->runes[to - 1]))
        to--;
    if (lexeme->glued && p->field < 0)
        zy_query_note(p->query, "引号与文字相连，引号里的词按普通词处理。");
    return string_leaf(p, lexeme, from, to, !(lexeme->glued && p->field < 0));
}

/* An operator where none can be. */
zy_node *zy_keyword_leaf(zy_parser *p, const zy_lexeme *lexeme)
{
    size_t begin = p->text->byte_at[lexeme->at], end = p->text->byte_at[lexeme->end];
    if (!is_bare(p, lexeme->at, lexeme->end))
        zy_query_note(p->query, "“%.*s”缺少可以连接的词，按普通文字处理。", (int)(end - begin),
                      p->text->text + begin);
    zy_lexeme word = *lexeme;
    word.from = lexeme->at;
    word.to = lexeme->end;
    return zy_word_leaf(p, &word);
}
