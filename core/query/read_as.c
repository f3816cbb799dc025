/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree as one Chinese sentence.
 * In: a tree.  Out: 查找同时含有“养老院”和“食堂”、不含“招标”、2024年刊出的文章。
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "query/internal.h"

#include <string.h>

static void say_node(const zy_node *node, zy_buf *out);

enum { SHOWN_CHARS = 30, SHOWN_ALTERNATIVES = 3 };

static void say_quoted(const char *text, zy_buf *out)
{
    size_t len = strlen(text), cut = zy_utf8_offset(text, len, SHOWN_CHARS);
    zy_buf_str(out, "“");
    zy_buf_add(out, text, cut);
    zy_buf_str(out, cut < len ? "……”" : "”");
}

/* How alternatives of one kind are brought in. */
static const char *const LEADS[] = {
    [ZY_WHY_TYPED] = "",          [ZY_WHY_SYNONYM] = "或同义的", [ZY_WHY_NUMBER] = "也写作",
    [ZY_WHY_PINYIN] = "按拼音即", [ZY_WHY_SOUND] = "按同音的",   [ZY_WHY_SHAPE] = "按形近的"};

static bool say_alternatives(const zy_node *node, zy_why why, bool begun, zy_buf *out)
{
    size_t count = 0;
    for (size_t i = 1; i < node->alternative_count; i++) {
        if (node->alternatives[i].why != why)
            continue;
        if (count == 0)
            zy_buf_printf(out, "%s%s", begun ? "，" : "（", LEADS[why]);
        else if (count < SHOWN_ALTERNATIVES)
            zy_buf_str(out, "、");
        if (count++ < SHOWN_ALTERNATIVES)
            say_quoted(node->alternatives[i].text, out);
    }
    if (count > SHOWN_ALTERNATIVES)
        zy_buf_str(out, "等");
    return begun || count > 0;
}

/* “养老院”（或同义的“敬老院”） */
static void say_string(const zy_node *node, zy_buf *out)
{
    static const zy_why order[] = {ZY_WHY_PINYIN, ZY_WHY_SOUND, ZY_WHY_SHAPE, ZY_WHY_SYNONYM, ZY_WHY_NUMBER};
    bool begun = false;
    say_quoted(node->alternatives[0].text, out);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        begun = say_alternatives(node, order[i], begun, out);
    if (begun)
        zy_buf_str(out, "）");
}

static bool is_string(const zy_node *node)
{
    return node->kind == ZY_NODE_STRING && node->where == ZY_IN_ANY;
}

/* “a”、“b”和“c”: the kids that are plain strings. */
static void say_strings(const zy_node *group, const char *last_link, zy_buf *out)
{
    size_t all = 0, said = 0;
    for (size_t i = 0; i < group->kid_count; i++)
        all += is_string(group->kids[i]);
    for (size_t i = 0; i < group->kid_count; i++) {
        if (!is_string(group->kids[i]))
            continue;
        if (said)
            zy_buf_str(out, said + 1 == all ? last_link : "、");
        say_string(group->kids[i], out);
        said++;
    }
}

static size_t count_strings(const zy_node *group)
{
    size_t count = 0;
    for (size_t i = 0; i < group->kid_count; i++)
        count += is_string(group->kids[i]);
    return count;
}

static bool is_choice_of_strings(const zy_node *node)
{
    return node->kind == ZY_NODE_OR && count_strings(node) == node->kid_count;
}

/* Needs brackets when it stands beside others: 含有“b”或“c” reads well without. */
static bool is_compound(const zy_node *node)
{
    return node->kind == ZY_NODE_AND || (node->kind == ZY_NODE_OR && !is_choice_of_strings(node));
}

static void say_in_brackets(const zy_node *node, zy_buf *out)
{
    bool brackets = is_compound(node);
    zy_buf_str(out, brackets ? "（" : "");
    say_node(node, out);
    zy_buf_str(out, brackets ? "）" : "");
}

static const char *field_name(zy_where where)
{
    switch (where) {
    case ZY_IN_AUTHOR: return "作者";
    case ZY_IN_ISSUE: return "期号";
    case ZY_IN_PAGE: return "版面";
    case ZY_IN_SECTION: return "栏目";
    case ZY_IN_PLACE: return "地点";
    default: return "标题";
    }
}

static void say_near(const zy_node *node, zy_buf *out)
{
    say_strings(node, "与", out);
    zy_buf_printf(out, "相距不超过%d字", node->distance);
}

static void say_not(const zy_node *kid, zy_buf *out)
{
    if (is_string(kid)) {
        zy_buf_str(out, "不含");
        say_string(kid, out);
    } else if (kid->kind == ZY_NODE_STRING || kid->kind == ZY_NODE_FIELD) {
        zy_buf_printf(out, "%s%s", field_name(kid->where), kid->kind == ZY_NODE_STRING ? "不含" : "不是");
        say_string(kid, out);
    } else if (kid->kind == ZY_NODE_DATE) {
        zy_buf_printf(out, "不在%s刊出", kid->said);
    } else if (is_choice_of_strings(kid)) {
        zy_buf_str(out, "不含");
        say_strings(kid, "或", out);
    } else {
        zy_buf_str(out, "排除（");
        say_node(kid, out);
        zy_buf_str(out, "）");
    }
}

static void say_or(const zy_node *node, zy_buf *out)
{
    if (is_choice_of_strings(node)) {
        zy_buf_str(out, "含有");
        say_strings(node, "或", out);
        return;
    }
    for (size_t i = 0; i < node->kid_count; i++) {
        zy_buf_str(out, i ? "或" : "");
        say_in_brackets(node->kids[i], out);
    }
}

/* What is wanted first, then what is not, then when: each class of kids in the order typed. */
static int place_in_sentence(const zy_node *node)
{
    switch (node->kind) {
    case ZY_NODE_NOT: return 1;
    case ZY_NODE_DATE: return 2;
    default: return 0;
    }
}

static void say_and(const zy_node *node, zy_buf *out)
{
    size_t strings = count_strings(node);
    bool begun = strings > 0, grouped = false;
    if (strings)
        zy_buf_str(out, strings > 1 ? "同时含有" : "含有");
    say_strings(node, "和", out);
    for (int place = 0; place < 3; place++) {
        for (size_t i = 0; i < node->kid_count; i++) {
            const zy_node *kid = node->kids[i];
            if (is_string(kid) || kid->kind == ZY_NODE_ALL || place_in_sentence(kid) != place)
                continue;
            bool group = kid->kind == ZY_NODE_AND || kid->kind == ZY_NODE_OR;
            zy_buf_str(out, !begun ? "" : group ? "，并且" : grouped ? "，" : "、");
            grouped = group;
            say_in_brackets(kid, out);
            begun = true;
        }
    }
}

static void say_node(const zy_node *node, zy_buf *out)
{
    switch (node->kind) {
    case ZY_NODE_AND: say_and(node, out); break;
    case ZY_NODE_OR: say_or(node, out); break;
    case ZY_NODE_NOT: say_not(node->kids[0], out); break;
    case ZY_NODE_NEAR: say_near(node, out); break;
    case ZY_NODE_STRING:
        zy_buf_str(out, is_string(node) ? "含有" : "标题含");
        say_string(node, out);
        break;
    case ZY_NODE_PREFIX:
        zy_buf_str(out, node->where == ZY_IN_TITLE ? "标题含以" : "含有以");
        say_string(node, out);
        zy_buf_str(out, "开头的词");
        break;
    case ZY_NODE_FIELD:
        zy_buf_printf(out, "%s为", field_name(node->where));
        say_string(node, out);
        break;
    case ZY_NODE_DATE: zy_buf_printf(out, "%s刊出", node->said); break;
    case ZY_NODE_ALL: zy_buf_str(out, "全部"); break;
    }
}

void zy_query_read_as(const zy_query *query, zy_buf *out)
{
    if (query->root->kind == ZY_NODE_ALL) {
        zy_buf_str(out, "没有要找的词，列出全部文章。");
        return;
    }
    zy_buf_str(out, "查找");
    say_node(query->root, out);
    zy_buf_str(out, "的文章。");
}
