/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making, noting, printing and freeing trees. */
#include "query/tree.h"

#include "base/buf.h"
#include "base/limits.h"
#include "query/internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NOTES_MOST = 16 };

void zy_query_free(zy_query *query)
{
    if (!query)
        return;
    zy_arena_free(&query->arena);
    *query = (zy_query){0};
}

void zy_query_note(zy_query *query, const char *format, ...)
{
    char sentence[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    if (!query->notes)
        query->notes = ZY_ARENA_ARRAY(&query->arena, const char *, NOTES_MOST);
    for (size_t i = 0; query->notes && i < query->note_count; i++)
        if (strcmp(query->notes[i], sentence) == 0)
            return;
    if (query->notes && query->note_count < NOTES_MOST)
        query->notes[query->note_count++] = zy_arena_str(&query->arena, sentence);
}

zy_node *zy_node_new(zy_query *query, zy_node_kind kind)
{
    zy_node *node = ZY_ARENA_NEW(&query->arena, zy_node);
    if (node)
        node->kind = kind;
    return node;
}

zy_node *zy_node_leaf(zy_query *query, zy_node_kind kind, const char *text, size_t len_bytes)
{
    zy_node *node = zy_node_new(query, kind);
    zy_alternative *typed = ZY_ARENA_ARRAY(&query->arena, zy_alternative, ZY_LIMIT_ALTERNATIVES);
    if (!node || !typed)
        return NULL;
    typed->text = zy_arena_strn(&query->arena, text, len_bytes);
    node->alternatives = typed;
    node->alternative_count = 1;
    return typed->text ? node : NULL;
}

zy_node *zy_node_group(zy_query *query, zy_node_kind kind, zy_node *const *kids, size_t count)
{
    zy_node *node = zy_node_new(query, kind);
    zy_node **copy = ZY_ARENA_ARRAY(&query->arena, zy_node *, count);
    if (!node || !copy)
        return NULL;
    memcpy(copy, kids, count * sizeof *copy);
    node->kids = copy;
    node->kid_count = count;
    return node;
}

bool zy_query_add_alternative(zy_query *query, zy_node *node, const char *text, size_t len_bytes, zy_why why)
{
    for (size_t i = 0; i < node->alternative_count; i++) {
        const char *have = node->alternatives[i].text;
        if (strlen(have) == len_bytes && memcmp(have, text, len_bytes) == 0)
            return true;
    }
    if (node->alternative_count >= ZY_LIMIT_ALTERNATIVES)
        return false;
    char *copy = zy_arena_strn(&query->arena, text, len_bytes);
    if (copy)
        node->alternatives[node->alternative_count++] = (zy_alternative){copy, why};
    return copy != NULL;
}

/* ---- Printing -------------------------------------------------------------------------------------------
 */

static const char *const KINDS[] = {
    [ZY_NODE_AND] = "and",     [ZY_NODE_OR] = "or",         [ZY_NODE_NOT] = "not",
    [ZY_NODE_NEAR] = "near",   [ZY_NODE_STRING] = "string", [ZY_NODE_PREFIX] = "prefix",
    [ZY_NODE_FIELD] = "field", [ZY_NODE_DATE] = "date",     [ZY_NODE_ALL] = "all"};

static const char *const WHERES[] = {
    [ZY_IN_ANY] = "any",   [ZY_IN_TITLE] = "title",     [ZY_IN_AUTHOR] = "author", [ZY_IN_ISSUE] = "issue",
    [ZY_IN_PAGE] = "page", [ZY_IN_SECTION] = "section", [ZY_IN_PLACE] = "place"};

static const char *const WHYS[] = {
    [ZY_WHY_TYPED] = "typed",   [ZY_WHY_SYNONYM] = "synonym", [ZY_WHY_NUMBER] = "number",
    [ZY_WHY_PINYIN] = "pinyin", [ZY_WHY_SOUND] = "sound",     [ZY_WHY_SHAPE] = "shape"};

static void print_text(const char *text, zy_buf *out)
{
    zy_buf_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            zy_buf_char(out, '\\');
        zy_buf_char(out, *text);
    }
    zy_buf_char(out, '"');
}

static void print_leaf(const zy_node *node, zy_buf *out)
{
    if (node->where != ZY_IN_ANY)
        zy_buf_printf(out, " %s", WHERES[node->where]);
    zy_buf_char(out, ' ');
    print_text(node->alternatives[0].text, out);
    if (node->quoted)
        zy_buf_str(out, " exact");
    zy_why why = ZY_WHY_TYPED;
    for (size_t i = 1; i < node->alternative_count; i++) {
        if (node->alternatives[i].why != why)
            zy_buf_printf(out, " %s", WHYS[node->alternatives[i].why]);
        why = node->alternatives[i].why;
        zy_buf_char(out, ' ');
        print_text(node->alternatives[i].text, out);
    }
}

static void print_node(const zy_node *node, zy_buf *out)
{
    zy_buf_printf(out, "(%s", KINDS[node->kind]);
    if (node->kind == ZY_NODE_NEAR)
        zy_buf_printf(out, " %d", node->distance);
    if (node->kind == ZY_NODE_DATE)
        zy_buf_printf(out, " %d %d", node->from_date, node->to_date);
    if (node->alternative_count)
        print_leaf(node, out);
    for (size_t i = 0; i < node->kid_count; i++) {
        zy_buf_char(out, ' ');
        print_node(node->kids[i], out);
    }
    zy_buf_char(out, ')');
}

void zy_query_print(const zy_query *query, zy_buf *out)
{
    print_node(query->root, out);
}
