/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From lexemes to the tree.
 *
 * How tightly operators bind, loosest first: parts side by side (all wanted), OR, AND, NEAR, NOT.  So
 * 养老院 OR 敬老院 食堂 wants a 食堂 and one of the two homes, as people mean it who never read a manual, and
 * a AND b OR c is (a AND b) OR c, as those mean it who did.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "query/chars.h"
#include "query/parser.h"

#include <string.h>

static zy_node *parse_all(zy_parser *p);
static zy_node *parse_unary(zy_parser *p);

static const zy_lexeme *peek(const zy_parser *p)
{
    return &p->lexemes[p->at];
}

/* ---- Operators ------------------------------------------------------------------------------------------
 */

static bool begins_operand(const zy_lexeme *lexeme)
{
    switch (lexeme->kind) {
    case ZY_LEX_WORD:
    case ZY_LEX_QUOTED:
    case ZY_LEX_OPEN:
    case ZY_LEX_FIELD: return true;
    case ZY_LEX_NOT: return begins_operand(lexeme + 1);
    default: return false;
    }
}

static zy_node *parse_group(zy_parser *p)
{
    p->at++;
    zy_node *node = parse_all(p);
    if (peek(p)->kind == ZY_LEX_CLOSE)
        p->at++;
    return node;
}

static zy_node *parse_primary(zy_parser *p)
{
    const zy_lexeme *lexeme = peek(p);
    int outer = p->field;
    if (lexeme->kind == ZY_LEX_FIELD) {
        p->field = lexeme->number;
        p->at++;
        lexeme = peek(p);
    }
    zy_node *node;
    if (lexeme->kind == ZY_LEX_OPEN) {
        node = parse_group(p);
    } else if (p->field != outer && lexeme->kind == ZY_LEX_NOT && begins_operand(lexeme)) { /* 标题:-招标 */
        node = parse_unary(p);
    } else if (lexeme->kind == ZY_LEX_FIELD) {
        node = parse_primary(p);
    } else {
        p->at += lexeme->kind != ZY_LEX_END;
        node = lexeme->kind == ZY_LEX_QUOTED ? zy_quoted_leaf(p, lexeme)
               : lexeme->kind == ZY_LEX_WORD ? zy_word_leaf(p, lexeme)
                                             : zy_keyword_leaf(p, lexeme);
    }
    p->field = outer;
    return node;
}

/* Adds `kid` to a list that becomes an AND or OR: groups of the same kind are taken apart. */
static void gather(zy_node **kids, size_t *count, size_t most, zy_node_kind kind, zy_node *kid)
{
    if (!kid)
        return;
    if (kid->kind != kind) {
        if (*count < most)
            kids[(*count)++] = kid;
        return;
    }
    for (size_t i = 0; i < kid->kid_count; i++)
        gather(kids, count, most, kind, kid->kids[i]);
}

enum { KIDS_MOST = ZY_LIMIT_QUERY_LEAVES * 2 };

/* No kid: NULL.  One: itself. */
static zy_node *join(zy_parser *p, zy_node_kind kind, zy_node **kids, size_t count)
{
    if (count <= 1)
        return count ? kids[0] : NULL;
    zy_node *node = zy_node_group(p->query, kind, kids, count);
    if (!node)
        return NULL;
    node->at_chars = kids[0]->at_chars;
    node->len_chars = kids[count - 1]->at_chars + kids[count - 1]->len_chars - node->at_chars;
    return node;
}

static bool may_be_near(const zy_node *node)
{
    return node && node->kind == ZY_NODE_STRING && node->where == ZY_IN_ANY;
}

static zy_node *parse_near(zy_parser *p)
{
    zy_node *kids[KIDS_MOST];
    size_t count = 0;
    int distance = 0, first = 0;
    bool fits = true;
    zy_node *one = parse_primary(p);
    gather(kids, &count, KIDS_MOST, ZY_NODE_NEAR, one);
    fits = may_be_near(one);
    while (peek(p)->kind == ZY_LEX_NEAR && begins_operand(peek(p) + 1) && peek(p)[1].kind != ZY_LEX_NOT &&
           one) {
        int number = peek(p)->number;
        first = first ? first : number;
        if (number != first)
            zy_query_note(p->query, "一串 NEAR 的距离不同，已按最大的处理。");
        distance = number > distance ? number : distance;
        p->at++;
        zy_node *next = parse_primary(p);
        fits = fits && may_be_near(next);
        if (next && count < KIDS_MOST)
            kids[count++] = next;
    }
    if (!distance || count < 2)
        return count ? kids[0] : one;
    if (!fits)
        zy_query_note(p->query, "NEAR 只能连接词语，这里按“都要有”处理。");
    zy_node *node = join(p, fits ? ZY_NODE_NEAR : ZY_NODE_AND, kids, count);
    if (node && fits)
        node->distance = distance;
    return node;
}

/* NOT NOT x is x. */
static zy_node *parse_unary(zy_parser *p)
{
    bool without = false;
    while (peek(p)->kind == ZY_LEX_NOT && begins_operand(peek(p))) {
        without = !without;
        p->at++;
    }
    zy_node *node = parse_near(p);
    if (!without || !node)
        return node;
    if (node->kind == ZY_NODE_NOT)
        return node->kids[0];
    return zy_node_group(p->query, ZY_NODE_NOT, &node, 1);
}

/* "All but": a NOT that stands alone gets everything to take away from. */
static zy_node *anchor(zy_parser *p, zy_node *node)
{
    if (!node || node->kind != ZY_NODE_NOT)
        return node;
    zy_node *pair[2] = {zy_node_new(p->query, ZY_NODE_ALL), node};
    return pair[0] ? zy_node_group(p->query, ZY_NODE_AND, pair, 2) : NULL;
}

/* Beside something that is wanted, "everything" says nothing: a (-b) is a -b. */
static size_t drop_all(zy_node **kids, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kids[i]->kind != ZY_NODE_ALL)
            kids[kept++] = kids[i];
    return kept;
}

static zy_node *join_all(zy_parser *p, zy_node **kids, size_t count)
{
    bool positive = false;
    for (size_t i = 0; i < count; i++)
        positive = positive || (kids[i]->kind != ZY_NODE_NOT && kids[i]->kind != ZY_NODE_ALL);
    if (positive)
        count = drop_all(kids, count);
    if (count && !positive) {
        zy_node *with_all[KIDS_MOST + 1];
        with_all[0] = zy_node_new(p->query, ZY_NODE_ALL);
        count = drop_all(kids, count);
        memcpy(with_all + 1, kids, count * sizeof *kids);
        return with_all[0] ? zy_node_group(p->query, ZY_NODE_AND, with_all, count + 1) : NULL;
    }
    return join(p, ZY_NODE_AND, kids, count);
}

/* a AND b.  A lone NOT is handed up as it is: it may belong to the parts beside it. */
static zy_node *parse_and(zy_parser *p)
{
    zy_node *kids[KIDS_MOST];
    size_t count = 0;
    gather(kids, &count, KIDS_MOST, ZY_NODE_AND, parse_unary(p));
    while (peek(p)->kind == ZY_LEX_AND && begins_operand(peek(p) + 1)) {
        p->at++;
        gather(kids, &count, KIDS_MOST, ZY_NODE_AND, parse_unary(p));
    }
    return count == 1 ? kids[0] : join_all(p, kids, count);
}

static zy_node *parse_or(zy_parser *p)
{
    zy_node *kids[KIDS_MOST];
    size_t count = 0, alternatives = 1;
    zy_node *only = parse_and(p);
    if (peek(p)->kind != ZY_LEX_OR)
        return only;
    gather(kids, &count, KIDS_MOST, ZY_NODE_OR, anchor(p, only));
    while (peek(p)->kind == ZY_LEX_OR) {
        size_t next = p->at;
        while (p->lexemes[next].kind == ZY_LEX_OR)
            next++;
        if (!begins_operand(&p->lexemes[next]))
            break;
        p->at = next;
        alternatives++;
        gather(kids, &count, KIDS_MOST, ZY_NODE_OR, anchor(p, parse_and(p)));
    }
    return alternatives == 1 ? only : join(p, ZY_NODE_OR, kids, count);
}

static zy_node *parse_all(zy_parser *p)
{
    zy_node *kids[KIDS_MOST];
    size_t count = 0;
    while (peek(p)->kind != ZY_LEX_END && peek(p)->kind != ZY_LEX_CLOSE)
        gather(kids, &count, KIDS_MOST, ZY_NODE_AND, parse_or(p));
    return join_all(p, kids, count);
}

/* ---- The whole ------------------------------------------------------------------------------------------
 */

zy_runes zy_runes_of(zy_arena *arena, const char *text, size_t len_bytes)
{
    size_t count = zy_utf8_count(text, len_bytes), n = 0;
    uint32_t *runes = ZY_ARENA_ARRAY(arena, uint32_t, count + 1);
    size_t *byte_at = ZY_ARENA_ARRAY(arena, size_t, count + 1);
    if (!runes || !byte_at)
        return (zy_runes){.text = ""};
    for (size_t at = 0; at < len_bytes && n < count; n++) {
        byte_at[n] = at;
        runes[n] = zy_utf8_next(text, len_bytes, &at);
    }
    byte_at[n] = len_bytes;
    return (zy_runes){text, runes, byte_at, n};
}

/* Well-formed, without NUL, no longer than the limit. */
static const char *clean(zy_query *query, const char *text, size_t len_bytes)
{
    zy_buf kept = {0};
    bool bad = false;
    size_t chars = 0, at = 0;
    for (; at < len_bytes && chars < ZY_LIMIT_QUERY_CHARS; chars++) {
        uint32_t c = zy_utf8_next(text, len_bytes, &at);
        bad = bad || c == ZY_UTF8_BAD;
        zy_buf_rune(&kept, c == ZY_UTF8_BAD ? 0xFFFD : c == 0 ? ' ' : c);
    }
    if (bad)
        zy_query_note(query, "查询里有不是 UTF-8 的字节，已当作无法识别的字符。");
    if (at < len_bytes)
        zy_query_note(query, "查询超过 %d 个字，后面的没有计入。", (int)ZY_LIMIT_QUERY_CHARS);
    const char *copy =
        kept.failed ? NULL : zy_arena_strn(&query->arena, kept.data ? kept.data : "", kept.len_bytes);
    zy_buf_free(&kept);
    return copy;
}

static bool has_letters(const zy_runes *text)
{
    for (size_t i = 0; i < text->count; i++)
        if (!zy_char_is_space(text->runes[i]) && !zy_char_is_mark(text->runes[i]) &&
            !zy_char_is_silent(text->runes[i]))
            return true;
    return false;
}

static zy_node *parse_text(zy_query *query, const zy_runes *text, int today)
{
    size_t count;
    const zy_lexeme *lexemes = zy_query_lex(query, text, &count);
    if (!lexemes)
        return NULL;
    zy_parser p = {.query = query, .text = text, .lexemes = lexemes, .field = ZY_FIELD_NONE, .today = today};
    p.only_marks = !has_letters(text);
    zy_node *kids[KIDS_MOST];
    size_t kid_count = 0;
    while (peek(&p)->kind != ZY_LEX_END) {
        gather(kids, &kid_count, KIDS_MOST, ZY_NODE_AND, parse_all(&p));
        if (peek(&p)->kind == ZY_LEX_CLOSE) /* its OPEN lies in a quotation: the bracket means nothing */
            p.at++;
    }
    zy_node *root = join_all(&p, kids, kid_count);
    return root ? root : zy_node_new(query, ZY_NODE_ALL);
}

zy_status zy_query_parse(const char *text, size_t len_bytes, const zy_lexicon *lexicon, int today,
                         zy_query *out, zy_error *err)
{
    zy_query query = {0};
    query.text = clean(&query, text, len_bytes);
    if (query.text) {
        zy_runes runes = zy_runes_of(&query.arena, query.text, strlen(query.text));
        query.root = parse_text(&query, &runes, today);
    }
    if (query.root && lexicon)
        query.core = zy_query_find_core(&query, lexicon);
    if (!query.root || query.arena.failed) {
        zy_query_free(&query);
        return zy_fail_memory(err);
    }
    *out = query;
    return ZY_OK;
}
