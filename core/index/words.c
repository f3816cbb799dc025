/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A bag of terms, reused from article to article so that it allocates little. */
#include "index/words.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/utf16.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TERM_BYTES = 240, SLOTS_FIRST = 1024 };

typedef struct {
    uint32_t at, len; /* bytes of the pool */
    uint32_t weight;
    uint32_t hash;
} bag_item;

typedef struct {
    uint64_t head;
    xc_term term;
} sort_item;

struct zy_words {
    zy_buf pool;
    zy_vec items;    /* bag_item */
    uint32_t *slots; /* number + 1 of an item; 0 free */
    size_t slot_count;
    zy_vec sorted; /* sort_item */
    zy_vec terms;  /* xc_term */
    bool failed;
};

zy_words *zy_words_new(void)
{
    zy_words *words = calloc(1, sizeof *words);
    if (!words)
        return NULL;
    words->items = ZY_VEC(bag_item);
    words->sorted = ZY_VEC(sort_item);
    words->terms = ZY_VEC(xc_term);
    words->slot_count = SLOTS_FIRST;
    words->slots = calloc(words->slot_count, sizeof *words->slots);
    if (!words->slots) {
        free(words);
        return NULL;
    }
    return words;
}

void zy_words_free(zy_words *words)
{
    if (!words)
        return;
    zy_buf_free(&words->pool);
    zy_vec_free(&words->items);
    zy_vec_free(&words->sorted);
    zy_vec_free(&words->terms);
    free(words->slots);
    free(words);
}

void zy_words_clear(zy_words *words)
{
    zy_buf_clear(&words->pool);
    words->items.count = 0;
    memset(words->slots, 0, words->slot_count * sizeof *words->slots);
}

static uint32_t hash_of(const char *bytes, size_t len)
{
    uint32_t hash = 2166136261u; /* FNV-1a: terms are a handful of bytes */
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

static void rehash(zy_words *words)
{
    size_t count = 2 * words->slot_count;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots) {
        words->failed = true;
        return;
    }
    for (uint32_t i = 0; i < words->items.count; i++) {
        size_t at = ZY_VEC_AT(words->items, bag_item, i).hash & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = i + 1;
    }
    free(words->slots);
    words->slots = slots;
    words->slot_count = count;
}

static void add(zy_words *words, const char *bytes, size_t len, uint32_t weight)
{
    if (len == 0 || len > TERM_BYTES)
        return;
    uint32_t hash = hash_of(bytes, len);
    size_t at = hash & (words->slot_count - 1);
    for (; words->slots[at]; at = (at + 1) & (words->slot_count - 1)) {
        bag_item *item = &ZY_VEC_AT(words->items, bag_item, words->slots[at] - 1);
        if (item->hash == hash && item->len == len && memcmp(words->pool.data + item->at, bytes, len) == 0) {
            item->weight += weight;
            return;
        }
    }
    bag_item made = {(uint32_t)words->pool.len_bytes, (uint32_t)len, weight, hash};
    zy_buf_add(&words->pool, bytes, len);
    if (!zy_vec_push(&words->items, &made))
        return;
    words->slots[at] = (uint32_t)words->items.count;
    if (2 * words->items.count > words->slot_count)
        rehash(words);
}

void zy_words_add(zy_words *words, const uint16_t *units, zy_unit_span span, uint32_t weight)
{
    char bytes[TERM_BYTES + 4];
    size_t len = 0;
    for (size_t at = span.start; at < span.end;) {
        if (len > TERM_BYTES - 4)
            return;
        len += zy_utf8_put(bytes + len, zy_utf16_next(units, &at));
    }
    add(words, bytes, len, weight);
}

void zy_words_add_filter(zy_words *words, const char *prefix, const char *value)
{
    char bytes[TERM_BYTES + 4];
    size_t prefix_bytes = strlen(prefix), value_bytes = strlen(value);
    if (value_bytes == 0)
        return;
    if (prefix_bytes + value_bytes > TERM_BYTES)
        value_bytes = zy_utf8_floor(value, TERM_BYTES - prefix_bytes);
    int len = snprintf(bytes, sizeof bytes, "%s%.*s", prefix, (int)value_bytes, value);
    add(words, bytes, (size_t)len, 0);
}

static int by_bytes(const void *left, const void *right)
{
    const sort_item *x = left, *y = right;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    const xc_term *a = &x->term, *b = &y->term;
    size_t both = a->term_bytes < b->term_bytes ? a->term_bytes : b->term_bytes;
    int order = memcmp(a->term, b->term, both);
    return order ? order : (a->term_bytes > b->term_bytes) - (a->term_bytes < b->term_bytes);
}

/* The first eight bytes as a number that sorts as they do: mostly they tell two terms apart. */
static uint64_t head_of(const char *bytes, size_t len)
{
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++)
        head = head << 8 | (i < len ? (unsigned char)bytes[i] : 0);
    return head;
}

const xc_term *zy_words_terms(zy_words *words, size_t *count)
{
    size_t n = words->items.count;
    words->terms.count = words->sorted.count = 0;
    sort_item *sorted = zy_vec_reserve(&words->sorted, n);
    xc_term *terms = zy_vec_reserve(&words->terms, n);
    if (words->failed || words->pool.failed || words->items.failed || !sorted || !terms)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const bag_item *item = &ZY_VEC_AT(words->items, bag_item, i);
        const char *bytes = words->pool.data + item->at;
        sorted[i] = (sort_item){head_of(bytes, item->len),
                                {.term = bytes, .term_bytes = item->len, .wdf = item->weight}};
    }
    qsort(sorted, n, sizeof *sorted, by_bytes);
    for (size_t i = 0; i < n; i++)
        terms[i] = sorted[i].term;
    *count = words->terms.count = n;
    return terms;
}
