/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rewriting what is nowhere. */
#include "search/rewrite.h"
#include "search/hidden.h"

#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf16.h"
#include "base/utf8.h"

#include <string.h>

enum { OFFERS = 8, SOUNDS_ASKED = 4, SUGGESTIONS = 12, NEAREST_CHARS = 12, COMMON_ARTICLES = 3 };

bool zy_all_quoted(const zy_node *node)
{
    if (node->kind == ZY_NODE_STRING)
        return node->quoted || node->where != ZY_IN_ANY;
    if (node->kind == ZY_NODE_NOT)
        return true;
    for (size_t i = 0; i < node->kid_count; i++)
        if (!zy_all_quoted(node->kids[i]))
            return false;
    return true;
}

/* ---- Suggestions ---- */

/* The query with one part put right, so that following the suggestion keeps the rest. */
static const char *with_part(const zy_plan *plan, const zy_node *node, const char *text, zy_arena *arena)
{
    const char *query = plan->query.text;
    size_t len = strlen(query), from = zy_utf8_offset(query, len, node->at_chars);
    size_t to = zy_utf8_offset(query, len, node->at_chars + node->len_chars);
    return zy_arena_printf(arena, "%.*s%s%s", (int)from, query, text, query + to);
}

static void suggest(zy_answer *answer, const char *text, const char *why, uint64_t articles, zy_arena *arena)
{
    zy_suggestion *list = (zy_suggestion *)(uintptr_t)answer->suggestions;
    if (!list)
        answer->suggestions = list = ZY_ARENA_ARRAY(arena, zy_suggestion, SUGGESTIONS);
    for (size_t i = 0; list && i < answer->suggestion_count; i++)
        if (strcmp(list[i].text, text) == 0)
            return;
    if (list && text && answer->suggestion_count < SUGGESTIONS)
        list[answer->suggestion_count++] = (zy_suggestion){text, why, articles};
}

/* ---- One string ---- */

static zy_status folded_text(zy_plan *plan, const char *text, zy_buf *out, zy_error *err)
{
    uint16_t *units;
    size_t count;
    zy_status status = zy_needle_fold(plan, text, false, &units, &count, err);
    for (size_t at = 0; !status && at < count;)
        zy_buf_rune(out, zy_utf16_next(units, &at));
    return status ? status : out->failed ? zy_fail_memory(err) : ZY_OK;
}

static bool is_latin(const char *text)
{
    for (; *text; text++)
        if (!((*text >= 'a' && *text <= 'z') || *text == '\'' || *text == ' ' ||
              (unsigned char)*text == 0xC3 || (unsigned char)*text == 0xBC)) /* ü */
            return false;
    return true;
}

static void ask_pinyin(zy_plan *plan, zy_node *node, const zy_buf *typed, zy_arena *arena, zy_answer *answer,
                       bool *changed)
{
    zy_entry words[OFFERS];
    bool initials = false;
    size_t count = zy_vocabulary_by_sound(plan->store->vocabulary, typed->data, typed->len_bytes, words,
                                          OFFERS, &initials);
    for (size_t i = 0; i < count; i++) {
        if (!zy_hidden_entry_shown(plan->store, &words[i]))
            continue;
        const char *text = zy_arena_str(arena, words[i].text);
        suggest(answer, with_part(plan, node, text, arena), initials ? "拼音首字母" : "拼音",
                words[i].articles, arena);
        if (i < SOUNDS_ASKED &&
            zy_query_add_alternative(&plan->query, node, text, strlen(text), ZY_WHY_PINYIN))
            *changed = true;
    }
}

/* Occurrences of a string as the archive's text is folded. */
static uint64_t occurrences(zy_plan *plan, const char *text)
{
    uint16_t *units;
    size_t count;
    zy_status status = zy_needle_fold(plan, text, false, &units, &count, NULL);
    return status || !count ? 0 : zy_needle_occurrences(plan->store, units, count);
}

/* Does the stretch an offer mends begin and end where words do, and is it no word of the language itself?
 * 线路了 holds no slip 路了, and 失业 is meant as it stands. */
static bool is_stretch_of_its_own(zy_plan *plan, const zy_needle *typed, const zy_offer *offer)
{
    enum { UNITS_MOST = 64 };
    uint64_t breaks[UNITS_MOST / 64 + 1] = {0};
    size_t from = 0, end, chars = 0;
    for (; chars < offer->from && from < typed->unit_count; chars++)
        zy_utf16_next(typed->units, &from);
    for (end = from; chars < offer->from + offer->chars && end < typed->unit_count; chars++)
        zy_utf16_next(typed->units, &end);
    if (typed->unit_count > UNITS_MOST ||
        zy_cut(plan->store->analyser.cutter, typed->units, typed->unit_count, breaks, NULL))
        return false;
    return zy_bit_get(breaks, from) && zy_bit_get(breaks, end) && zy_bits_any(breaks, from + 1, end);
}

/* An offer is worth making when it stands somewhere as a whole, or when the word it mends stands nowhere and
 * the right one is no rarity: a right word in a long question must not be mended into another. */
static bool worth_offering(zy_plan *plan, const zy_buf *typed, const zy_offer *offer)
{
    if (offer->why == ZY_OFFER_NEAREST || occurrences(plan, offer->text))
        return true;
    size_t from = zy_utf8_offset(typed->data, typed->len_bytes, offer->from);
    size_t to = zy_utf8_offset(typed->data, typed->len_bytes, offer->from + offer->chars);
    const char *word = zy_arena_strn(&plan->arena, typed->data + from, to - from);
    zy_needle folded = {0};
    return word && *word && occurrences(plan, word) == 0 && offer->entry.articles >= COMMON_ARTICLES &&
           !zy_needle_fold(plan, typed->data, true, &folded.units, &folded.unit_count, NULL) &&
           is_stretch_of_its_own(plan, &folded, offer);
}

/* What is near a string of several words is told by the words themselves. */
static bool is_one_word(zy_plan *plan)
{
    zy_needle words[2];
    size_t count = 0;
    return !zy_subject_words(plan, words, 2, &count, NULL) && count < 2;
}

/* Same sounds are asked, the first of them that is found; what looks alike or sounds nearly so is offered
 * only, and so is what sounds like a word the lexicon knows: 停水 is meant, though only 听说 is there. */
static void ask_sound(zy_plan *plan, zy_node *node, const zy_buf *typed, zy_arena *arena, zy_answer *answer,
                      bool *changed)
{
    zy_offer offers[OFFERS];
    bool asked = node->alternative_count > 1;
    size_t count =
        zy_vocabulary_correct(plan->store->vocabulary, typed->data, typed->len_bytes, offers, OFFERS);
    if (count == 0 && zy_utf8_count(typed->data, typed->len_bytes) <= NEAREST_CHARS && is_one_word(plan))
        count = zy_vocabulary_nearest(plan->store->vocabulary, typed->data, typed->len_bytes, offers, OFFERS);
    for (size_t i = 0; i < count; i++) {
        if (!zy_hidden_entry_shown(plan->store, &offers[i].entry) || !worth_offering(plan, typed, &offers[i]))
            continue;
        suggest(answer, with_part(plan, node, offers[i].text, arena), zy_offer_label(offers[i].why),
                offers[i].entry.articles, arena);
        if (offers[i].why != ZY_OFFER_SOUND || asked || !occurrences(plan, offers[i].text))
            continue;
        asked = zy_query_add_alternative(&plan->query, node, offers[i].text, strlen(offers[i].text),
                                         ZY_WHY_SOUND);
        *changed |= asked;
    }
}

static zy_status correct_string(zy_plan *plan, zy_node *node, zy_arena *arena, zy_answer *answer,
                                bool *changed, zy_error *err)
{
    uint16_t *units;
    size_t count;
    for (size_t i = 0; i < node->alternative_count; i++) {
        zy_status status =
            zy_needle_fold(plan, node->alternatives[i].text, node->quoted, &units, &count, err);
        if (status || (count && zy_needle_occurrences(plan->store, units, count)))
            return status; /* found somewhere: never touched */
    }
    zy_buf typed = {0};
    zy_status status = folded_text(plan, node->alternatives[0].text, &typed, err);
    if (!status && typed.len_bytes) {
        if (is_latin(typed.data))
            ask_pinyin(plan, node, &typed, arena, answer, changed);
        else
            ask_sound(plan, node, &typed, arena, answer, changed);
    }
    zy_buf_free(&typed);
    return status;
}

static zy_status correct_tree(zy_plan *plan, zy_node *node, zy_arena *arena, zy_answer *answer, bool *changed,
                              zy_error *err)
{
    if (node->kind == ZY_NODE_STRING)
        return node->quoted || node->where != ZY_IN_ANY
                   ? ZY_OK
                   : correct_string(plan, node, arena, answer, changed, err);
    zy_status status = ZY_OK;
    for (size_t i = 0; node->kind != ZY_NODE_NOT && i < node->kid_count && !status; i++)
        status = correct_tree(plan, node->kids[i], arena, answer, changed, err);
    return status;
}

/* yang lao yuan: syllables typed apart are asked as one string. */
static zy_status join_syllables(zy_plan *plan, zy_error *err)
{
    zy_node *root = plan->query.root;
    if (root->kind != ZY_NODE_AND || root->kid_count < 2)
        return ZY_OK;
    for (size_t i = 0; i < root->kid_count; i++) {
        const zy_node *kid = root->kids[i];
        uint16_t *units;
        size_t count;
        if (kid->kind != ZY_NODE_STRING || kid->quoted || kid->where != ZY_IN_ANY ||
            !is_latin(kid->alternatives[0].text))
            return ZY_OK;
        zy_status status = zy_needle_fold(plan, kid->alternatives[0].text, false, &units, &count, err);
        if (status)
            return status;
    }
    zy_entry word;
    const char *text = plan->query.text;
    if (!zy_vocabulary_by_sound(plan->store->vocabulary, text, strlen(text), &word, 1, NULL))
        return ZY_OK;
    zy_node *whole = root->kids[0];
    whole->alternatives[0].text = text;
    whole->alternative_count = 1;
    whole->at_chars = 0;
    whole->len_chars = zy_utf8_count(text, strlen(text));
    plan->query.root = whole;
    return ZY_OK;
}

static zy_status correct(zy_plan *plan, zy_arena *arena, zy_answer *answer, bool *again, zy_error *err)
{
    if (!plan->store->vocabulary)
        return ZY_OK;
    bool changed = false;
    zy_status status = join_syllables(plan, err);
    if (!status)
        status = correct_tree(plan, plan->query.root, arena, answer, &changed, err);
    if (!status && changed) {
        status = zy_plan_gather(plan, err);
        *again = true;
    }
    return status ? status : arena->failed ? zy_fail_memory(err) : ZY_OK;
}

/* ---- Questions ---- */

/* An everyday question is asked by its content words, and if they are nowhere either, it is they that are
 * nowhere. */
static zy_status ask_core(zy_plan *plan, bool *again, zy_error *err)
{
    zy_plan core;
    const char *text = plan->query.core;
    zy_status status = zy_plan_make(plan->store, plan->request, text, strlen(text), &core, err);
    if (!status) {
        zy_plan_free(plan);
        *plan = core;
        *again = true;
    }
    return status;
}

zy_status zy_rewrite(zy_plan *plan, unsigned attempt, zy_arena *arena, zy_answer *answer, bool *again,
                     zy_error *err)
{
    *again = false;
    zy_status status = ZY_OK;
    if (attempt == 0 && plan->query.core)
        status = ask_core(plan, again, err);
    if (!status && !*again && attempt <= 1)
        status = correct(plan, arena, answer, again, err);
    answer->rewritten |= *again;
    return status;
}
