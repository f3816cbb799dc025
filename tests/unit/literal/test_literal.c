/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The literal index against a plain scan: occurrences, classes, documents, order. */
#include "../random.h"
#include "../unit.h"

#include "base/bits.h"
#include "base/utf16.h"
#include "literal/literal.h"

#include <stdlib.h>

enum { UNITS_MOST = 600, DOCS_MOST = 64 };

typedef struct {
    uint16_t text[UNITS_MOST];
    uint32_t units;
    uint32_t doc_starts[DOCS_MOST + 1];
    uint32_t docs;
    uint64_t breaks[UNITS_MOST / 64 + 1];
    uint32_t blocks[(UNITS_MOST >> ZY_LITERAL_BLOCK_SHIFT) + 1];
    uint32_t *suffixes;
    uint64_t *keys;
    zy_literal literal;
} sample;

/* Few different characters, so that strings repeat; two of them need surrogates and share one half. */
static void put_random_char(sample *s, uint64_t *seed)
{
    static const uint32_t chars[] = {0x4E61, 0x6751,  0x4E61,  'a',    'b',    '1',
                                     ' ',    0x20BB7, 0x20BB8, 0xFF0C, 0x0100, 1};
    uint32_t c = chars[random_below(seed, COUNT(chars))];
    s->units += (uint32_t)zy_utf16_put(s->text + s->units, c);
}

static void make_documents(sample *s, uint64_t *seed, uint32_t units)
{
    s->units = s->docs = 0;
    while (s->docs == 0 || (s->units < units && s->docs < DOCS_MOST)) {
        s->doc_starts[s->docs++] = s->units;
        for (uint32_t chars = random_below(seed, 20); chars > 0 && s->units + 4 < UNITS_MOST; chars--) {
            put_random_char(s, seed);
            if (random_below(seed, 12) == 0 && s->units + 4 < UNITS_MOST)
                s->text[s->units++] = '\n'; /* a paragraph's end */
        }
        s->text[s->units++] = '\n';
    }
    s->doc_starts[s->docs] = s->units;
}

static void make_breaks(sample *s, uint64_t *seed)
{
    memset(s->breaks, 0, sizeof s->breaks);
    for (uint32_t i = 0; i <= s->units; i++)
        if (i == 0 || i == s->units || s->text[i] == '\n' || s->text[i - 1] == '\n' ||
            random_below(seed, 3) == 0)
            zy_bit_set(s->breaks, i);
}

static void build(sample *s)
{
    uint32_t count = 0;
    assert_int_equal(zy_suffixes_sort(s->text, s->units, &s->suffixes, &count, NULL), ZY_OK);
    assert_int_equal(zy_suffixes_keys(s->text, s->units, s->suffixes, count, &s->keys, NULL), ZY_OK);
    for (uint32_t i = 0; i < zy_literal_keys(count); i++)
        assert_true(s->keys[i] == zy_literal_key(s->text + s->suffixes[i * ZY_LITERAL_KEY_STEP],
                                                 s->units - s->suffixes[i * ZY_LITERAL_KEY_STEP], 0));
    zy_literal_blocks(s->doc_starts, s->docs, s->blocks, s->units);
    s->literal = (zy_literal){.text = s->text,
                              .unit_count = s->units,
                              .suffixes = s->suffixes,
                              .suffix_count = count,
                              .keys = s->keys,
                              .breaks = s->breaks,
                              .doc_starts = s->doc_starts,
                              .doc_of_block = s->blocks,
                              .doc_count = s->docs};
}

static sample *make(uint64_t *seed, uint32_t units)
{
    sample *s = calloc(1, sizeof *s);
    make_documents(s, seed, units);
    make_breaks(s, seed);
    build(s);
    return s;
}

static void drop(sample *s)
{
    free(s->suffixes);
    free(s->keys);
    free(s);
}

/* ---- The plain scan ---- */

static bool stands_at(const sample *s, uint32_t at, const uint16_t *needle, size_t len)
{
    return at + len <= s->units && memcmp(s->text + at, needle, len * sizeof *needle) == 0;
}

static uint32_t scan_count(const sample *s, const uint16_t *needle, size_t len)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < s->units; at++)
        count += stands_at(s, at, needle, len);
    return count;
}

static zy_class scan_class(const sample *s, uint32_t at, uint32_t len)
{
    bool inner = false;
    for (uint32_t i = at + 1; i < at + len; i++)
        inner = inner || zy_bit_get(s->breaks, i);
    bool ends = zy_bit_get(s->breaks, at) && zy_bit_get(s->breaks, at + len);
    return ends ? ZY_CLASS_WORD : inner ? ZY_CLASS_ACROSS : ZY_CLASS_INSIDE;
}

static uint32_t scan_doc(const sample *s, uint32_t at)
{
    uint32_t doc = 0;
    while (s->doc_starts[doc + 1] <= at)
        doc++;
    return doc;
}

/* ---- Checks ---- */

static void check_needle(const sample *s, const uint16_t *needle, uint32_t len)
{
    uint32_t low = 0, high = 0;
    zy_literal_find(&s->literal, needle, len, &low, &high);
    assert_int_equal(high - low, scan_count(s, needle, len));
    for (uint32_t i = low; i < high; i++) {
        uint32_t at = s->suffixes[i];
        assert_true(stands_at(s, at, needle, len));
        assert_int_equal(zy_literal_class(&s->literal, at, len), scan_class(s, at, len));
        assert_int_equal(zy_literal_doc(&s->literal, at), scan_doc(s, at));
    }
}

/* Queries begin at a character and never at a space or a paragraph's end. */
static bool may_begin(uint16_t unit)
{
    return unit != '\n' && unit != ' ' && !zy_utf16_is_trail(unit);
}

static bool is_whole(const uint16_t *needle, uint32_t len)
{
    return !zy_utf16_is_lead(needle[len - 1]) && may_begin(needle[0]);
}

static void finds_every_substring(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (uint32_t round = 0; round < 200; round++) {
        sample *s = make(&seed, 1 + round * 2);
        for (uint32_t at = 0; at < s->units; at++)
            for (uint32_t len = 1; len <= 6 && at + len <= s->units; len++)
                if (is_whole(s->text + at, len))
                    check_needle(s, s->text + at, len);
        drop(s);
    }
}

/* Strings of the same characters in any order, most of them nowhere. */
static void finds_nothing_else(void **state)
{
    (void)state;
    uint64_t seed = 2;
    sample *s = make(&seed, 400), *other = make(&seed, 400);
    for (uint32_t at = 0; at < other->units; at++)
        for (uint32_t len = 1; len <= 6 && at + len <= other->units; len++)
            if (is_whole(other->text + at, len))
                check_needle(s, other->text + at, len);
    const uint16_t nowhere[] = {0x9F9F, 0x4E61};
    check_needle(s, nowhere, 1);
    check_needle(s, nowhere, 2);
    drop(s);
    drop(other);
}

/* Long needles: the whole text, and one unit more than there is. */
static void finds_whole_documents(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 100; round++) {
        sample *s = make(&seed, 100);
        for (uint32_t doc = 0; doc < s->docs; doc++) {
            uint32_t at = s->doc_starts[doc], len = s->doc_starts[doc + 1] - at;
            if (may_begin(s->text[at]))
                check_needle(s, s->text + at, len);
        }
        uint16_t longer[UNITS_MOST + 1];
        memcpy(longer, s->text, s->units * sizeof *longer);
        longer[s->units] = 'z';
        if (may_begin(longer[0]))
            check_needle(s, longer, s->units + 1);
        drop(s);
    }
}

static void suffixes_are_in_order(void **state)
{
    (void)state;
    uint64_t seed = 4;
    sample *s = make(&seed, 500);
    uint32_t wanted = 0;
    for (uint32_t i = 0; i < s->units; i++)
        wanted += may_begin(s->text[i]);
    assert_int_equal(s->literal.suffix_count, wanted);
    for (uint32_t i = 1; i < wanted; i++) {
        uint32_t a = s->suffixes[i - 1], b = s->suffixes[i];
        uint32_t left = s->units - (a > b ? a : b);
        int order = memcmp(s->text + a, s->text + b, left * sizeof *s->text);
        assert_true(order < 0 || (order == 0 && a > b)); /* the one that ends first is smaller */
        assert_true(may_begin(s->text[b]));
    }
    drop(s);
}

static void takes_tiny_texts(void **state)
{
    (void)state;
    sample *s = calloc(1, sizeof *s);
    build(s);
    assert_int_equal(s->literal.suffix_count, 0);
    uint32_t low = 9, high = 1;
    zy_literal_find(&s->literal, (const uint16_t[]){0x4E61}, 1, &low, &high);
    assert_int_equal(low, high);
    free(s->suffixes);
    free(s->keys);
    memset(s, 0, sizeof *s);
    s->text[0] = 0x4E61;
    s->units = s->docs = 1;
    s->doc_starts[1] = 1;
    s->breaks[0] = 3;
    build(s);
    assert_int_equal(s->literal.suffix_count, 1);
    check_needle(s, s->text, 1);
    check_needle(s, (const uint16_t[]){0x4E61, 0x4E61}, 2);
    drop(s);
}

/* Documents that begin and end exactly at a block's edge. */
static void finds_documents_at_block_edges(void **state)
{
    (void)state;
    enum { BLOCK = 1 << ZY_LITERAL_BLOCK_SHIFT };
    sample *s = calloc(1, sizeof *s);
    const uint32_t lengths[] = {BLOCK, 1, BLOCK - 1, 1, 1, BLOCK * 2 - 2};
    for (size_t i = 0; i < COUNT(lengths); i++) {
        for (uint32_t k = 0; k < lengths[i]; k++)
            s->text[s->units++] = 'a';
        s->doc_starts[++s->docs] = s->units;
    }
    build(s);
    for (uint32_t at = 0; at < s->units; at++)
        assert_int_equal(zy_literal_doc(&s->literal, at), scan_doc(s, at));
    drop(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_every_substring), cmocka_unit_test(finds_nothing_else),
        cmocka_unit_test(finds_whole_documents), cmocka_unit_test(suffixes_are_in_order),
        cmocka_unit_test(takes_tiny_texts),      cmocka_unit_test(finds_documents_at_block_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
