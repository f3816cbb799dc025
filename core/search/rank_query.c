/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The query's side of the ranking: its words, pairs, triples and characters with their weights. */
#include "search/rank.h"

#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf16.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>
#include <unicode/uchar.h>

/* Words that carry no subject: question words and particles. */
static const char *const fillers[] = {
    "什么", "哪",   "哪个",   "哪些", "哪里",   "哪儿", "谁",     "吗",     "呢",    "啊", "多少", "几",
    "怎么", "怎样", "怎么样", "如何", "为什么", "为何", "何时",   "何",     "是",    "的", "了",   "在",
    "有",   "被",   "和",     "与",   "或",     "又",   "于",     "由",     "从",    "以", "之",   "其",
    "些",   "哪一", "哪种",   "请问", "何种",   "何处", "时候",   "多久",   "多大",  "吧", "呀",   "是否",
    "对",   "为",   "及",     "等",   "将",     "可以", "怎么办", "有没有", "能不能"};

/* Words that join others or point at them: that an article lacks one says nothing of its subject. */
static const char *const function_words[] = {
    "我们", "你们", "他们", "她们", "它们", "咱们", "大家", "自己", "或者", "还是", "以及",
    "而且", "并且", "但是", "可是", "不过", "因为", "所以", "如果", "虽然", "然后", "这个",
    "那个", "这些", "那些", "这里", "那里", "这样", "那样", "一些", "一个", "一下", "已经",
    "关于", "由于", "应该", "需要", "没有", "不是", "就是", "现在", "的话", "想要", "是不是",
    "我家", "你家", "他家", "人家", "几点", "几个", "几号", "谁是", "谁的", "去哪", "不知道"};

static bool is_one_of(const char *const *list, size_t count, const char *word, size_t len)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == len && memcmp(list[i], word, len) == 0)
            return true;
    return false;
}

static bool is_filler(const char *word, size_t len)
{
    return is_one_of(fillers, sizeof fillers / sizeof *fillers, word, len);
}

/* The beginning of the word in UTF-8, as much as words of those lists have. */
static size_t put_word(const uint16_t *units, size_t count, char word[64])
{
    size_t len = 0;
    for (size_t at = 0; at < count && len + 4 <= 64;)
        len += zy_utf8_put(word + len, zy_utf16_next(units, &at));
    return len;
}

bool zy_rank_is_filler(const uint16_t *units, size_t count)
{
    char word[64];
    return is_filler(word, put_word(units, count, word));
}

bool zy_rank_is_function_word(const uint16_t *units, size_t count)
{
    char word[64];
    size_t len = put_word(units, count, word);
    return is_one_of(function_words, sizeof function_words / sizeof *function_words, word, len);
}

static double idf(const zy_store *store, double doc_freq)
{
    double docs = store->generation->doc_count;
    return log(1 + (docs - doc_freq + .5) / (doc_freq + .5));
}

/* How many articles hold a character or a pair, by its occurrences: exact where it is rare, which is where it
 * matters. */
static double gram_weight(zy_store *store, const uint16_t *units, int length)
{
    double docs = store->generation->doc_count;
    double occurrences = zy_pair_occurrences(store, units[0], length == 2 ? units[1] : 0);
    return idf(store, occurrences < docs ? occurrences : docs);
}

bool zy_rank_is_letter(uint16_t unit)
{
    return zy_utf16_is_lead(unit) || zy_utf16_is_trail(unit) || unit == 0x3007 || u_isalnum(unit);
}

static bool is_han_unit(uint16_t unit)
{
    return zy_utf16_is_lead(unit) || zy_utf16_is_trail(unit) || zy_fold_is_han(unit);
}

/* The number of the gram of `length` units that ends at j: an earlier one's when it is the same. */
static int16_t number_gram(rank_query *q, int j, int length, int16_t *at, double *weights, int *count)
{
    for (int k = length - 1; k < j; k++)
        if (at[k] >= 0 &&
            memcmp(q->units + k - length + 1, q->units + j - length + 1, (size_t)length * 2) == 0)
            return at[k];
    weights[*count] = gram_weight(q->store, q->units + j - length + 1, length);
    return (int16_t)(*count)++;
}

static void make_grams(rank_query *q)
{
    for (int j = 0; j < q->count; j++) {
        q->single_at[j] = q->pair_at[j] = -1;
        const uint16_t *u = q->units + j;
        if (!zy_rank_is_letter(u[0]))
            continue;
        if (is_han_unit(u[0]))
            q->single_at[j] = number_gram(q, j, 1, q->single_at, q->single, &q->single_count);
        if (j < 1 || !zy_rank_is_letter(u[-1]) || !(is_han_unit(u[0]) || is_han_unit(u[-1])))
            continue;
        q->pair_at[j] = number_gram(q, j, 2, q->pair_at, q->pair, &q->pair_count);
    }
    for (int i = 0; i < q->pair_count; i++)
        q->pair_sum += q->pair[i];
}

static zy_status word_weight(const rank_query *q, zy_unit_span span, double *weight, bool *filler,
                             zy_error *err)
{
    char term[240]; /* no term of the index is longer */
    size_t len = 0;
    for (size_t at = span.start; at < span.end && len <= sizeof term - 4;)
        len += zy_utf8_put(term + len, zy_utf16_next(q->units, &at));
    xc_term_stats stats = {0};
    xc_error failure = {0};
    if (q->store->generation->words &&
        xc_reader_term_stats(q->store->generation->words, XC_ALL_SHARDS, term, len, &stats, &failure))
        return zy_fail_xapian(err, &failure);
    *filler = is_filler(term, len);
    *weight = idf(q->store, stats.doc_freq) * (*filler ? ZY_RANK_FILLER : 1);
    return ZY_OK;
}

static zy_status add_word(rank_query *q, zy_unit_span span, zy_unit_span *spans, bool *fillers, bool *content,
                          int *ends, zy_error *err)
{
    int number = 0;
    size_t length = span.end - span.start;
    for (; number < q->word_count; number++)
        if (spans[number].end - spans[number].start == length &&
            memcmp(q->units + spans[number].start, q->units + span.start, length * 2) == 0)
            break;
    if (number == q->word_count) {
        zy_status status = word_weight(q, span, &q->word[number], &fillers[number], err);
        if (status)
            return status;
        spans[q->word_count++] = span;
        q->word_sum += q->word[number];
    }
    for (uint32_t j = span.start; j < span.end; j++)
        content[j] = !fillers[number];
    q->ends[(*ends)++] = (rank_word_end){(uint16_t)number, (uint16_t)length};
    return ZY_OK;
}

/* Characters that stand in fillers alone weigh as little as those. */
static void lower_filler_characters(rank_query *q, const bool *content)
{
    bool keeps[RANK_CHARS] = {false};
    for (int j = 0; j < q->count; j++)
        if (q->single_at[j] >= 0 && content[j])
            keeps[q->single_at[j]] = true;
    for (int i = 0; i < q->single_count; i++)
        if (!keeps[i])
            q->single[i] *= ZY_RANK_FILLER;
}

static zy_status make_words(zy_plan *plan, rank_query *q, zy_error *err)
{
    uint64_t breaks[RANK_CHARS / 64 + 1] = {0};
    zy_unit_span spans[RANK_WORDS], word;
    bool fillers[RANK_WORDS] = {false}, content[RANK_CHARS] = {false};
    int ends = 0;
    size_t at = 0;
    zy_status status = zy_cut(plan->store->analyser.cutter, q->units, (size_t)q->count, breaks, err);
    int filled = 0;
    while (!status && q->word_count < RANK_WORDS && ends < 2 * RANK_WORDS &&
           zy_word_next(q->units, breaks, (size_t)q->count, &at, &word)) {
        while (filled <= (int)word.end - 1)
            q->ends_first[filled++] = (int16_t)ends;
        status = add_word(q, word, spans, fillers, content, &ends, err);
    }
    while (filled <= q->count)
        q->ends_first[filled++] = (int16_t)ends;
    lower_filler_characters(q, content);
    return status;
}

/* A question asks for a detail, a headline tells the beginning. */
static bool is_question(const zy_buf *text)
{
    static const char *const signs[] = {"什么", "哪",   "谁",   "吗",   "多少", "怎么", "怎样",
                                        "如何", "为何", "何时", "何处", "几",   "?"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text->data && strstr(text->data, signs[i]))
            return true;
    return false;
}

static zy_status set_kind(zy_plan *plan, rank_query *q, zy_error *err)
{
    zy_buf text = {0};
    zy_folded folded = {0};
    zy_fold(plan->query.text ? plan->query.text : "", plan->query.text ? strlen(plan->query.text) : 0,
            &folded);
    for (size_t at = 0; at < folded.unit_count;)
        zy_buf_rune(&text, zy_utf16_next(folded.units, &at));
    q->question = is_question(&text);
    q->lead_weight = q->question ? ZY_RANK_LEAD_QUESTION : ZY_RANK_LEAD_WEIGHT;
    q->inside = q->question ? 0 : ZY_RANK_INSIDE;
    bool failed = text.failed || folded.failed;
    zy_buf_free(&text);
    zy_folded_free(&folded);
    return failed ? zy_fail_memory(err) : ZY_OK;
}

static void make_chains(rank_query *q)
{
    memset(q->bucket, 0xFF, sizeof q->bucket);
    for (int j = 0; j < q->count;
         j++) /* later positions first, so that runs are extended before they are replaced */
        if (q->units[j] != ZY_FOLD_PARAGRAPH) {
            q->next[j] = q->bucket[q->units[j] & 0xFF];
            q->bucket[q->units[j] & 0xFF] = (int16_t)j;
        }
}

/* Parts end where a mark stands; the letters alone, of all the query, are what a headline is compared with.
 */
static void make_parts(zy_plan *plan, rank_query *q)
{
    int from = 0;
    for (int j = 0; j < q->count; j++) {
        if (q->units[j] == ZY_FOLD_PARAGRAPH) {
            if (j > from)
                q->part_units[j - 1] = (int16_t)(j - from);
            from = j + 1;
        }
    }
    zy_folded all = {0};
    zy_fold(plan->query.text ? plan->query.text : "", plan->query.text ? strlen(plan->query.text) : 0, &all);
    for (size_t i = 0; i < all.unit_count && q->letter_count < RANK_CHARS; i++)
        if (zy_rank_is_letter(all.units[i]))
            q->letters[q->letter_count++] = all.units[i];
    zy_folded_free(&all);
}

zy_status zy_rank_prepare(zy_plan *plan, rank_query *q, zy_error *err)
{
    memset(q, 0, sizeof *q);
    q->store = plan->store;
    q->typed = plan->query.text;
    size_t count = plan->asked.unit_count < RANK_CHARS - 1 ? plan->asked.unit_count : RANK_CHARS - 1;
    if (count && zy_utf16_is_lead(plan->asked.units[count - 1]))
        count--;
    if (count)
        memcpy(q->units, plan->asked.units, count * sizeof *q->units);
    q->count = (int)count;
    for (int j = 0; j < q->count; j++)
        q->asked_units += q->units[j] != ZY_FOLD_PARAGRAPH;
    make_parts(plan, q);
    make_grams(q);
    make_chains(q);
    zy_status status = set_kind(plan, q, err);
    return status ? status : make_words(plan, q, err);
}
