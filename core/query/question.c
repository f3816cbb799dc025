/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everyday questions.
 * In: 我想看关于重阳节的新闻 and the lexicon's list of what people say around what they look for.  Out:
 * 重阳节. The longest phrase goes first, again and again until nothing more goes; what would leave nothing
 * stays.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "query/chars.h"
#include "query/internal.h"

#include <string.h>

/* What is still there of the question; its letters are moved together as phrases go. */
typedef struct {
    char *text;
    size_t len;
} rest;

static bool has_letter(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t c = zy_utf8_next(text, len, &at);
        if (!zy_char_is_mark(c) && !zy_char_is_space(c) && !zy_char_is_silent(c))
            return true;
    }
    return false;
}

static size_t last_char(const rest *r)
{
    return zy_utf8_floor(r->text, r->len - 1);
}

static void trim(rest *r)
{
    while (r->len) {
        size_t at = last_char(r), next = at;
        uint32_t c = zy_utf8_next(r->text, r->len, &next);
        if (!zy_char_is_trailing(c) && !zy_char_is_space(c))
            break;
        r->len = at;
    }
    while (r->len) {
        size_t next = 0;
        uint32_t c = zy_utf8_next(r->text, r->len, &next);
        if (!zy_char_is_leading(c) && !zy_char_is_space(c))
            break;
        memmove(r->text, r->text + next, r->len - next);
        r->len -= next;
    }
}

static bool starts(const rest *r, const char *text, size_t len)
{
    return r->len >= len && memcmp(r->text, text, len) == 0;
}

static bool ends(const rest *r, const char *text, size_t len)
{
    return r->len >= len && memcmp(r->text + r->len - len, text, len) == 0;
}

/* Takes bytes from..to out, unless no letter would be left; in the middle a space parts what stood around
 * them. */
static bool cut(rest *r, size_t from, size_t to)
{
    if (!has_letter(r->text, from) && !has_letter(r->text + to, r->len - to))
        return false;
    bool middle = from > 0 && to < r->len;
    if (middle)
        r->text[from++] = ' ';
    memmove(r->text + from, r->text + to, r->len - to);
    r->len -= to - from;
    trim(r);
    return true;
}

static bool cut_pair(rest *r, const zy_question *question)
{
    size_t head = strlen(question->text), tail = strlen(question->tail);
    if (r->len < head + tail || !starts(r, question->text, head) || !ends(r, question->tail, tail) ||
        !has_letter(r->text + head, r->len - head - tail))
        return false;
    return cut(r, r->len - tail, r->len) && cut(r, 0, head);
}

static bool cut_anywhere(rest *r, const char *text, size_t len)
{
    for (size_t at = 0; at + len <= r->len; at++)
        if (memcmp(r->text + at, text, len) == 0)
            return cut(r, at, at + len);
    return false;
}

static bool apply(rest *r, const zy_question *question)
{
    size_t len = strlen(question->text);
    switch (question->kind) {
    case ZY_QUESTION_HEAD: return starts(r, question->text, len) && cut(r, 0, len);
    case ZY_QUESTION_TAIL: return ends(r, question->text, len) && cut(r, r->len - len, r->len);
    case ZY_QUESTION_ANYWHERE: return cut_anywhere(r, question->text, len);
    case ZY_QUESTION_PAIR: return cut_pair(r, question);
    case ZY_QUESTION_WHOLE: return false; /* all of it is talk: nothing to look for */
    }
    return false;
}

static bool apply_any(rest *r, const zy_question *questions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (apply(r, &questions[i]))
            return true;
    return false;
}

bool zy_question_core(const zy_lexicon *lexicon, const char *text, size_t len_bytes, zy_buf *out)
{
    size_t count;
    const zy_question *questions = zy_lexicon_questions(lexicon, &count);
    zy_buf copy = {0};
    zy_buf_add(&copy, text, len_bytes);
    if (!copy.data || copy.failed) {
        zy_buf_free(&copy);
        return false;
    }
    rest r = {copy.data, copy.len_bytes};
    trim(&r);
    bool changed = false;
    while (apply_any(&r, questions, count)) /* each round shortens it or, for one byte, ends below */
        changed = true;
    if (changed)
        zy_buf_add(out, r.text, r.len);
    zy_buf_free(&copy);
    return changed;
}

/* ---- A whole query --------------------------------------------------------------------------------------
 */

static bool is_plain(const zy_node *node)
{
    return node->kind == ZY_NODE_STRING && !node->quoted && node->where == ZY_IN_ANY;
}

static bool is_all_plain(const zy_node *root)
{
    if (root->kind != ZY_NODE_AND)
        return is_plain(root);
    for (size_t i = 0; i < root->kid_count; i++)
        if (!is_plain(root->kids[i]))
            return false;
    return true;
}

/* 请问, 在哪里 as a part of their own: all of it is talk. */
static bool is_talk(const zy_lexicon *lexicon, const char *text, size_t len)
{
    size_t count;
    const zy_question *questions = zy_lexicon_questions(lexicon, &count);
    for (size_t i = 0; i < count; i++)
        if (questions[i].kind != ZY_QUESTION_PAIR && strlen(questions[i].text) == len &&
            memcmp(questions[i].text, text, len) == 0)
            return true;
    return false;
}

/* Beside fields and exclusions each plain string is looked at for itself; all else is kept as typed. */
static bool core_by_parts(const zy_query *query, const zy_lexicon *lexicon, zy_buf *out)
{
    size_t len = strlen(query->text), copied = 0;
    bool changed = false;
    for (size_t i = 0; i < query->root->kid_count; i++) {
        const zy_node *kid = query->root->kids[i];
        size_t from = zy_utf8_offset(query->text, len, kid->at_chars);
        size_t to = zy_utf8_offset(query->text, len, kid->at_chars + kid->len_chars);
        zy_buf core = {0};
        bool talk = is_plain(kid) && is_talk(lexicon, query->text + from, to - from);
        if (from >= copied && is_plain(kid) &&
            (talk || zy_question_core(lexicon, query->text + from, to - from, &core))) {
            zy_buf_add(out, query->text + copied, from - copied);
            zy_buf_add(out, core.data, core.len_bytes);
            copied = to;
            changed = true;
        }
        zy_buf_free(&core);
    }
    zy_buf_add(out, query->text + copied, len - copied);
    return changed;
}

const char *zy_query_find_core(zy_query *query, const zy_lexicon *lexicon)
{
    zy_buf core = {0};
    bool found = false;
    if (is_all_plain(query->root))
        found = zy_question_core(lexicon, query->text, strlen(query->text), &core);
    else if (query->root->kind == ZY_NODE_AND)
        found = core_by_parts(query, lexicon, &core);
    size_t from = 0, to = core.len_bytes;
    while (from < to && core.data[from] == ' ')
        from++;
    while (to > from && core.data[to - 1] == ' ')
        to--;
    const char *text =
        found && !core.failed ? zy_arena_strn(&query->arena, core.data + from, to - from) : NULL;
    zy_buf_free(&core);
    return text;
}
