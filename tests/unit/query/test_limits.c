/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What no query may do: grow the tree beyond its limits, break its shape, or fail. */
#include "../unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t leaves, depth;
} size_of_tree;

/* The promises of tree.h, checked at every node. */
static void check(const zy_node *node, const zy_node *parent, size_t depth, size_of_tree *size)
{
    assert_non_null(node);
    size->depth = depth > size->depth ? depth : size->depth;
    size->leaves += node->kid_count == 0;
    if (node->kind == ZY_NODE_NOT) {
        assert_int_equal(node->kid_count, 1);
        assert_non_null(parent);
        assert_int_equal(parent->kind, ZY_NODE_AND);
        size_t others = 0;
        for (size_t i = 0; i < parent->kid_count; i++)
            others += parent->kids[i]->kind != ZY_NODE_NOT;
        assert_true(others > 0);
    }
    if (node->kind == ZY_NODE_AND || node->kind == ZY_NODE_OR || node->kind == ZY_NODE_NEAR)
        assert_true(node->kid_count >= 2);
    if (node->kind == ZY_NODE_NEAR)
        assert_true(node->distance >= 1 && node->distance <= 1000);
    if (node->kind == ZY_NODE_STRING || node->kind == ZY_NODE_PREFIX || node->kind == ZY_NODE_FIELD) {
        assert_true(node->alternative_count >= 1 && node->alternative_count <= ZY_LIMIT_ALTERNATIVES);
        for (size_t i = 0; i < node->alternative_count; i++) {
            const char *text = node->alternatives[i].text;
            assert_true(*text && zy_utf8_valid(text, strlen(text), NULL));
            assert_int_equal(node->alternatives[i].why == ZY_WHY_TYPED, i == 0);
        }
    }
    if (node->kind == ZY_NODE_DATE)
        assert_non_null(node->said);
    for (size_t i = 0; i < node->kid_count; i++) {
        if (node->kind == ZY_NODE_NEAR)
            assert_int_equal(node->kids[i]->kind, ZY_NODE_STRING);
        check(node->kids[i], node, depth + 1, size);
    }
}

static size_of_tree ask(const char *text, size_t len, size_t *notes)
{
    zy_query query;
    zy_error err = {0};
    size_of_tree size = {0, 0};
    zy_buf out = {0};
    assert_int_equal(zy_query_parse(text, len, NULL, 20241217, &query, &err), ZY_OK);
    check(query.root, NULL, 0, &size);
    zy_query_print(&query, &out);
    zy_query_read_as(&query, &out);
    assert_true(zy_utf8_valid(out.data, out.len_bytes, NULL));
    if (notes)
        *notes = query.note_count;
    zy_buf_free(&out);
    zy_query_free(&query);
    return size;
}

static void repeat(zy_buf *out, const char *text, size_t times)
{
    zy_buf_clear(out);
    while (times--)
        zy_buf_str(out, text);
}

static void ten_thousand_characters_are_cut(void **state)
{
    (void)state;
    zy_buf text = {0};
    size_t notes = 0;
    repeat(&text, "养", 10000);
    size_of_tree size = ask(text.data, text.len_bytes, &notes);
    assert_int_equal(size.leaves, 1);
    assert_int_equal(notes, 1);
    zy_query query;
    zy_error err = {0};
    assert_int_equal(zy_query_parse(text.data, text.len_bytes, NULL, 0, &query, &err), ZY_OK);
    assert_int_equal(strlen(query.text), 3 * ZY_LIMIT_QUERY_CHARS);
    zy_query_free(&query);
    zy_buf_free(&text);
}

static void leaves_and_depth_are_bounded(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a ",        "-a ",    "a OR ", "(a ",           "((a) ",   "a|",      "\"a\" ",     "NOT ",
        "a) ",       "(-a ",   "(",     "标题:(",        "标题:a ", "日期:1 ", "日期:2024 ", "-(",
        "a NEAR/5 ", "a AND ", "AND ",  "2021年5月15日", "“",       "“a",      "|",          "\"("};
    zy_buf text = {0};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        repeat(&text, pieces[i], 4000);
        zy_buf_str(&text, "b");
        size_of_tree size = ask(text.data, text.len_bytes, NULL);
        assert_true(size.leaves <= 4 * ZY_LIMIT_QUERY_LEAVES);
        assert_true(size.depth <= 3 * ZY_LIMIT_QUERY_DEPTH);
    }
    zy_buf_free(&text);
}

/* Any mixture of pieces that mean something, and of bytes that mean nothing. */
static void no_text_breaks_the_tree(void **state)
{
    (void)state;
    static const char *const pieces[] = {"养老院", "食堂",   " ",      "　",       "-",      "－",
                                         "(",      ")",      "（",     "）",       "\"",     "“",
                                         "”",      "「",     "」",     "『",       "』",     "|",
                                         "｜",     "OR",     "AND",    "NOT",      "NEAR/3", "NEAR",
                                         "标题:",  "日期：", "版:",    "2024",     "去年",   "..",
                                         "十五",   "第",     "期",     "*",        "ab*",    "+",
                                         "。",     "？",     "\xff",   "\xe5\x85", "\0",     "\xe2\x80\x8b",
                                         "五月",   "2021.5", "百分之", "%",        "亿",     "春节"};
    srand(7);
    for (int round = 0; round < 20000; round++) {
        zy_buf text = {0};
        for (int n = rand() % 14; n >= 0; n--) {
            const char *piece = pieces[(size_t)rand() % COUNT(pieces)];
            zy_buf_add(&text, piece, *piece ? strlen(piece) : 1);
        }
        ask(text.data, text.len_bytes, NULL);
        zy_buf_free(&text);
    }
}

static void an_empty_query_wants_everything(void **state)
{
    (void)state;
    zy_query query;
    zy_error err = {0};
    assert_int_equal(zy_query_parse("", 0, NULL, 0, &query, &err), ZY_OK);
    assert_int_equal(query.root->kind, ZY_NODE_ALL);
    assert_string_equal(query.text, "");
    assert_null(query.core);
    zy_query_free(&query);
    zy_query_free(NULL);
}

static void leaves_know_where_they_were_typed(void **state)
{
    (void)state;
    zy_query query;
    zy_error err = {0};
    const char *text = "养老院 -“招标” 标题:食堂";
    assert_int_equal(zy_query_parse(text, strlen(text), NULL, 0, &query, &err), ZY_OK);
    assert_int_equal(query.root->kid_count, 3);
    assert_int_equal(query.root->kids[0]->at_chars, 0);
    assert_int_equal(query.root->kids[0]->len_chars, 3);
    assert_int_equal(query.root->kids[1]->kids[0]->at_chars, 5);
    assert_int_equal(query.root->kids[1]->kids[0]->len_chars, 4);
    assert_int_equal(query.root->kids[2]->at_chars, 13);
    zy_query_free(&query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_characters_are_cut),
        cmocka_unit_test(leaves_and_depth_are_bounded),
        cmocka_unit_test(no_text_breaks_the_tree),
        cmocka_unit_test(an_empty_query_wants_everything),
        cmocka_unit_test(leaves_know_where_they_were_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
