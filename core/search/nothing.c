/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An honest nothing: which part is nowhere, how often the others stand alone, and what was searched. */
#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "search/hidden.h"
#include "search/rewrite.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS_SAID = 8 };

/* The strings that are wanted, in the order typed. */
static size_t strings_of(const zy_node *node, const zy_node **list, size_t count)
{
    if (node->kind == ZY_NODE_STRING && node->alternative_count && count < PARTS_SAID) {
        list[count++] = node;
        return count;
    }
    for (size_t i = 0; i < node->kid_count && node->kind != ZY_NODE_NOT; i++)
        count = strings_of(node->kids[i], list, count);
    return count;
}

/* Articles that hold the string; *hidden: others that do and are not shown. */
static zy_status count_articles(zy_plan *plan, const zy_node *node, uint64_t *articles, uint64_t *hidden,
                                zy_error *err)
{
    zy_needle needle = {.why = ZY_WHY_TYPED, .where = node->where};
    zy_matches found = ZY_VEC(zy_match);
    zy_status status = zy_needle_fold(plan, node->alternatives[0].text, node->quoted, &needle.units,
                                      &needle.unit_count, err);
    if (!status && needle.unit_count)
        status = zy_match_needles(plan->store, &needle, 1, &found, err);
    *hidden = zy_hidden_drop(plan->store, &found);
    *articles = found.count;
    zy_vec_free(&found);
    return status;
}

/* A string of several words that stands nowhere: how often do they stand alone? */
static zy_status say_words(zy_plan *plan, zy_buf *sentence, zy_error *err)
{
    zy_needle words[PARTS_SAID];
    size_t count = 0, found = 0;
    zy_status status = zy_subject_words(plan, words, PARTS_SAID, &count, err);
    for (size_t i = 0; i < count && count > 1 && !status; i++) {
        zy_matches matches = ZY_VEC(zy_match);
        words[i].why = ZY_WHY_TYPED;
        status = zy_match_needles(plan->store, &words[i], 1, &matches, err);
        zy_hidden_drop(plan->store, &matches);
        const char *text = zy_needle_text(&words[i], &plan->arena);
        if (!status && text && matches.count)
            zy_buf_printf(sentence, "%s“%s”有 %zu 篇", found++ ? "，" : "分开来查：", text, matches.count);
        zy_vec_free(&matches);
    }
    if (found)
        zy_buf_str(sentence, "。");
    return status;
}

static void say_coverage(const zy_coverage *coverage, zy_buf *out)
{
    zy_buf_str(out, "共 ");
    if (coverage->issues)
        zy_buf_printf(out, "%llu 期", (unsigned long long)coverage->issues);
    if (coverage->missing)
        zy_buf_printf(out, "（缺 %llu 期）", (unsigned long long)coverage->missing);
    zy_buf_printf(out, "%s%llu 篇", coverage->issues && !coverage->missing ? " " : "",
                  (unsigned long long)coverage->articles);
}

static void note(zy_plan *plan, zy_buf *sentence)
{
    if (sentence->len_bytes && !sentence->failed)
        zy_query_note(&plan->query, "%s", sentence->data);
    zy_buf_clear(sentence);
}

/* Is one of the parts that are nowhere a string of digits that might go on in a covered number?  Said whether
 * or not it does. */
static bool digits_absent(const zy_node *const *parts, const uint64_t *articles, size_t count)
{
    enum { DIGITS_LEAST = 4 };
    for (size_t i = 0; i < count; i++) {
        const char *text = parts[i]->alternatives[0].text;
        if (articles[i] == 0 && strlen(text) >= DIGITS_LEAST && text[strspn(text, "0123456789xX -")] == '\0')
            return true;
    }
    return false;
}

zy_status zy_say_nothing(zy_plan *plan, zy_error *err)
{
    const zy_node *parts[PARTS_SAID];
    uint64_t articles[PARTS_SAID], hidden[PARTS_SAID];
    size_t count = strings_of(plan->query.root, parts, 0), absent = 0;
    zy_coverage coverage;
    zy_status status = zy_coverage_get(plan->store, &coverage, err);
    for (size_t i = 0; i < count && !status; i++) {
        status = count_articles(plan, parts[i], &articles[i], &hidden[i], err);
        absent += articles[i] + hidden[i] == 0;
    }
    if (status || count == 0)
        return status;
    zy_buf sentence = {0};
    if (absent) {
        say_coverage(&coverage, &sentence);
        zy_buf_str(&sentence, "，均未出现");
        for (size_t i = 0, said = 0; i < count; i++)
            if (articles[i] + hidden[i] == 0)
                zy_buf_printf(&sentence, "%s“%s”", said++ ? "、" : "", parts[i]->alternatives[0].text);
        zy_buf_str(&sentence, !plan->store->hidden.numbers_shown && digits_absent(parts, articles, count)
                                  ? "。身份证号、银行卡号里被遮盖的数字不在查找之列。"
                                  : "。");
        note(plan, &sentence);
    }
    if (count > 1 && absent < count) {
        zy_buf_str(&sentence, "分开来查：");
        for (size_t i = 0, said = 0; i < count; i++)
            if (articles[i] + hidden[i])
                zy_buf_printf(&sentence, "%s“%s”有 %llu 篇%s", said++ ? "，" : "",
                              parts[i]->alternatives[0].text, (unsigned long long)articles[i],
                              hidden[i] ? "（另有已撤下的）" : "");
        zy_buf_str(&sentence, absent ? "。" : "，但没有一篇同时含有。");
        note(plan, &sentence);
    }
    if (count == 1 && absent && !parts[0]->quoted && parts[0]->where == ZY_IN_ANY) {
        status = say_words(plan, &sentence, err);
        note(plan, &sentence);
    }
    zy_buf_free(&sentence);
    return status;
}
