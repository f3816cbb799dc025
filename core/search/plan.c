/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the query's text to what the search walks: tree, synonyms in place, folded needles. */
#include "search/internal.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/utf16.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/uchar.h>

static int today(void)
{
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return (local.tm_year + 1900) * 10000 + (local.tm_mon + 1) * 100 + local.tm_mday;
}

static bool is_edge(uint16_t unit)
{
    return unit == ' ' || (!zy_utf16_is_lead(unit) && !zy_utf16_is_trail(unit) && !u_isalnum(unit) &&
                           u_charType(unit) != U_OTHER_SYMBOL && u_charType(unit) != U_CURRENCY_SYMBOL &&
                           u_charType(unit) != U_MATH_SYMBOL);
}

/* Punctuation around an unquoted part is how it was typed, not what is looked for, unless there is nothing
 * else. */
static void trim(uint16_t *units, size_t *from, size_t *end)
{
    size_t a = *from, b = *end;
    while (a < b && is_edge(units[a]))
        a++;
    while (b > a && is_edge(units[b - 1]))
        b--;
    if (a < b) {
        *from = a;
        *end = b;
    }
}

zy_status zy_needle_fold(zy_plan *plan, const char *text, bool exact, uint16_t **units, size_t *count,
                         zy_error *err)
{
    zy_folded folded = {0};
    zy_fold(text, strlen(text), &folded);
    size_t from = 0, end = folded.unit_count;
    if (!exact)
        trim(folded.units, &from, &end);
    *count = end - from;
    *units = ZY_ARENA_ARRAY(&plan->arena, uint16_t, *count + 1);
    if (*units && *count)
        memcpy(*units, folded.units + from, *count * sizeof **units);
    bool failed = folded.failed || !*units;
    zy_folded_free(&folded);
    return failed ? zy_fail_memory(err) : ZY_OK;
}

static zy_status add_needle(zy_plan *plan, zy_needle needle, zy_error *err)
{
    if (plan->needle_count == plan->needle_cap) {
        size_t cap = 2 * plan->needle_cap + 8;
        zy_needle *more = realloc(plan->needles, cap * sizeof *more);
        if (!more)
            return zy_fail_memory(err);
        plan->needles = more;
        plan->needle_cap = cap;
    }
    plan->needles[plan->needle_count++] = needle;
    return ZY_OK;
}

/* The string typed, as it is looked for, joins what articles are ranked by. */
static zy_status ask(zy_plan *plan, const zy_node *node, zy_error *err)
{
    uint16_t *units;
    size_t count;
    /* What was put right is ranked by as it was put right. */
    bool corrected = node->alternative_count > 1 && node->alternatives[1].why >= ZY_WHY_PINYIN;
    zy_status status =
        zy_needle_fold(plan, node->alternatives[corrected ? 1 : 0].text, node->quoted, &units, &count, err);
    if (!status && count) {
        zy_folded_append(&plan->asked, units, count);
        zy_fold_paragraph(&plan->asked);
    }
    return status ? status : plan->asked.failed ? zy_fail_memory(err) : ZY_OK;
}

static zy_status gather_leaf(zy_plan *plan, const zy_node *node, zy_error *err)
{
    for (size_t i = 0; i < node->alternative_count; i++) {
        const zy_alternative *alternative = &node->alternatives[i];
        zy_needle needle = {
            .why = alternative->why, .prefix = node->kind == ZY_NODE_PREFIX, .where = node->where};
        zy_status status =
            zy_needle_fold(plan, alternative->text, node->quoted, &needle.units, &needle.unit_count, err);
        if (!status && needle.unit_count)
            status = add_needle(plan, needle, err);
        if (status)
            return status;
    }
    plan->has_quoted |= node->quoted;
    return node->kind == ZY_NODE_STRING && node->alternative_count ? ask(plan, node, err) : ZY_OK;
}

/* What is wanted gives needles; what is excluded must not be marked. */
static zy_status gather(zy_plan *plan, const zy_node *node, zy_error *err)
{
    if (node->kind == ZY_NODE_STRING || node->kind == ZY_NODE_PREFIX)
        return gather_leaf(plan, node, err);
    if (node->kind == ZY_NODE_NOT) {
        plan->has_excluded = true;
        return ZY_OK;
    }
    zy_status status = ZY_OK;
    for (size_t i = 0; i < node->kid_count && !status; i++)
        status = gather(plan, node->kids[i], err);
    return status;
}

/* ---- Headlines with signs in them ---- */

static bool is_plain(const zy_node *node)
{
    if (node->kind == ZY_NODE_STRING)
        return node->where == ZY_IN_ANY;
    bool plain = node->kind == ZY_NODE_AND;
    for (size_t i = 0; i < node->kid_count && plain; i++)
        plain = is_plain(node->kids[i]);
    return plain;
}

/* Does the whole text typed stand somewhere as a headline? */
static bool is_headline(const zy_store *store, const uint16_t *units, size_t count)
{
    for (size_t i = 0; i < store->generation->segment_count; i++) {
        const zy_segment *s = &store->generation->segments[i];
        uint32_t low, high;
        zy_literal_find(&s->literal, units, count, &low, &high);
        for (uint32_t k = low; k < high; k++) {
            uint32_t doc = zy_literal_doc(&s->literal, s->suffixes[k]), p = s->passage_first[doc];
            if (zy_segment_is_held(s, doc) && s->passage_starts[p] == s->suffixes[k] &&
                s->passage_kinds[p] == ZY_PASSAGE_TITLE && zy_passage_end(s, p) == s->suffixes[k] + count)
                return true;
        }
    }
    return false;
}

/* A headline pasted whole is asked as it stands, though a dash or a colon in it could be read as an operator.
 */
static zy_status rescue_headline(zy_plan *plan, zy_error *err)
{
    uint16_t *units;
    size_t count;
    if (is_plain(plan->query.root) || !plan->query.text)
        return ZY_OK;
    zy_status status = zy_needle_fold(plan, plan->query.text, true, &units, &count, err);
    if (status || count < 2 || !is_headline(plan->store, units, count))
        return status;
    zy_node *node = ZY_ARENA_NEW(&plan->query.arena, zy_node);
    zy_alternative *typed = ZY_ARENA_NEW(&plan->query.arena, zy_alternative);
    if (!node || !typed)
        return zy_fail_memory(err);
    typed->text = plan->query.text;
    *node = (zy_node){.kind = ZY_NODE_STRING, .alternatives = typed, .alternative_count = 1, .quoted = true};
    plan->query.root = node;
    zy_query_note(&plan->query, "与一篇文章的标题完全相同，按标题原文查找。");
    return ZY_OK;
}

zy_status zy_plan_make(zy_store *store, const zy_request *request, const char *text, size_t len_bytes,
                       zy_plan *plan, zy_error *err)
{
    *plan = (zy_plan){.store = store, .request = request};
    zy_status status = zy_store_analyser(store, err);
    if (!status)
        status = zy_query_parse(text, len_bytes, store->lexicon, today(), &plan->query, err);
    if (!status)
        status = rescue_headline(plan, err);
    if (status)
        return status;
    if (!request->literal_only && store->lexicon)
        zy_query_widen(&plan->query, store->lexicon, zy_fold_utf8);
    return zy_plan_gather(plan, err);
}

zy_status zy_plan_gather(zy_plan *plan, zy_error *err)
{
    plan->needle_count = 0;
    zy_folded_clear(&plan->asked);
    return gather(plan, plan->query.root, err);
}

void zy_plan_free(zy_plan *plan)
{
    if (!plan)
        return;
    zy_query_free(&plan->query);
    free(plan->needles);
    zy_folded_free(&plan->asked);
    zy_arena_free(&plan->arena);
}
