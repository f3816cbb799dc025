/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folding by table: what becomes one string, what must stay two, and the way back. */
#include "../unit.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text, *folded;
} table[] = {
    {"", ""},
    {"乡村振兴", "乡村振兴"},
    {"鄉村振興", "乡村振兴"},
    {"養老院", "养老院"},
    {"２０２５", "2025"},
    {"ＡＢＣ", "abc"},
    {"ABC abc", "abc abc"},
    {"Ⅱ", "ii"},
    {"ⅳ", "iv"},
    {"㎡", "m2"},
    {"㈱", "(株)"},
    {"⽼", "老"},
    {"⻥", "鱼"},
    {"⼈⺠", "人民"},
    {"豈", "岂"}, /* a compatibility ideograph, then its Simplified form */
    /* zero-width and ignorable */
    {"乡\u200B村", "乡村"},
    {"乡\uFEFF村", "乡村"},
    {"乡\u00AD村", "乡村"},
    {"ab\u200Bcd", "abcd"},
    {"葛\U000E0100飾", "葛饰"},
    {"\u200B", ""},
    /* white space */
    {"乡 村", "乡村"},
    {"乡\u3000 \t村", "乡村"},
    {"乡\n村", "乡村"},
    {"  乡村  ", "乡村"},
    {"a  b", "a b"},
    {"a\u3000b", "a b"},
    {"a\u00A0b", "a b"},
    {"乡 a", "乡 a"},
    {"a 村", "a 村"},
    {"12 月", "12 月"},
    {"乡 鄉", "乡乡"},
    {"乡 𠮷 村", "乡𠮷村"},
    {"   ", ""},
    /* white space and ignorable ones mixed: one run */
    {"乡 \u200B村", "乡村"},
    {"乡\u200B 村", "乡村"},
    {"乡 \u200B 村", "乡村"},
    {"a \u200B b", "a b"},
    {"a\u200B b", "a b"},
    {" \u200B a", "a"},
    {"a \u200B ", "a"},
    {"a\x01 \x02 b", "a b"},
    /* digits that only unpacking would put side by side */
    {"①2024", "1¦2024"},
    {"2024①", "2024¦1"},
    {"①②", "1¦2"},
    {"10²", "10¦2"},
    {"10²3", "10¦2¦3"},
    {"1½", "1¦1⁄2"},
    {"½1", "1⁄2¦1"},
    {"⒈2", "1.2"},
    {"２０24", "2024"}, /* full width is side by side already */
    {"① 2", "1 2"},
    {"①\u200B2", "1¦2"},
    {"m²", "m2"},
    {"①a", "1a"},
    {"㍘", "0点"},
    {"8㍘", "8¦0点"},
    /* accents */
    {"é", "é"},
    {"e\u0301", "é"},
    {"É", "é"},
    {"E\u0301", "é"},
    {"ÅÅ", "åå"},
    {"ß", "ss"},
    {"ﬁ", "fi"},
    {"が", "が"},
    {"か\u3099", "が"},
    {"ｶﾞ", "ガ"},
    {"각", "각"},
    {"\u1100\u1161\u11A8", "각"},
    /* punctuation */
    {"，。：“”", ",。:“”"},
    {"（一）", "(一)"},
    {"……", "......"},
    {"￥100", "¥100"},
    {"￣", "\u0304"}, /* NFKC gives a space and a bar; no string may begin with a space */
    {"乡 ￣", "乡 \u0304"},
    /* controls and malformed bytes */
    {"a\x01"
     "b",
     "ab"},
    {"a\x1F"
     "b",
     "ab"},
    {"\x7F", ""},
    {"a\xFF"
     "b",
     "a\uFFFDb"},
    {"养\xE8\x80", "养\uFFFD\uFFFD"},
    {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
    /* beyond the basic plane */
    {"𠮷", "𠮷"},
    {"𝟚", "2"},
    {"😀", "😀"},
};

static void folds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        char *folded = fold_shown(table[i].text, strlen(table[i].text));
        if (strcmp(folded, table[i].folded) != 0)
            print_error("row %zu: %s\n", i, table[i].text);
        assert_string_equal(folded, table[i].folded);
        free(folded);
    }
}

/* Strings that must not become one. */
static const struct {
    const char *a, *b;
} apart[] = {
    {"①2024", "12024"}, {"10²", "102"},   {"1½", "11⁄2"}, {"ab", "a b"},      {"乡a", "乡 a"},
    {"己", "已"},       {"未", "末"},     {"e", "é"},     {"1月2日", "12日"}, {"12 3", "123"},
    {"\xFF", ""},       {"鄉村", "香村"}, {"(一)", "一"}, {"a-b", "ab"},      {"①", "②"},
};

static void keeps_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(apart); i++) {
        char *a = fold_shown(apart[i].a, strlen(apart[i].a)), *b = fold_shown(apart[i].b, strlen(apart[i].b));
        assert_string_not_equal(a, b);
        free(a);
        free(b);
    }
}

static void leads_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        zy_folded folded = {0};
        zy_buf back = {0};
        bool in_order;
        zy_fold(table[i].text, strlen(table[i].text), &folded);
        undo(&folded, table[i].text, &back, &in_order);
        if (!in_order)
            print_error("row %zu: edits out of order\n", i);
        assert_true(in_order);
        assert_int_equal(back.len_bytes, strlen(table[i].text));
        assert_memory_equal(back.data ? back.data : "", table[i].text, back.len_bytes);
        zy_folded_free(&folded);
        zy_buf_free(&back);
    }
}

/* NUL bytes inside are controls like others. */
static void takes_nul(void **state)
{
    (void)state;
    char *folded = fold_shown("a\0b", 3);
    assert_string_equal(folded, "ab");
    free(folded);
}

/* Offsets of a second paragraph count from the start of the whole. */
static void appends(void **state)
{
    (void)state;
    zy_folded folded = {0};
    zy_fold("鄉 ", strlen("鄉 "), &folded);
    zy_fold_paragraph(&folded);
    size_t edits = folded.edit_count;
    zy_fold(" 村Ａ", strlen(" 村Ａ"), &folded);
    char *text = shown(folded.units, folded.unit_count);
    assert_string_equal(text, "乡\n村a");
    assert_int_equal(folded.edits[edits].at_units, 2);
    assert_int_equal(folded.edits[edits + 1].at_units, 3);
    zy_folded_clear(&folded);
    assert_int_equal(folded.unit_count, 0);
    free(text);
    zy_folded_free(&folded);
    zy_folded_free(NULL);
}

/* What is not seen behind a letter is no part of it: a mark on the letter leaves it out. */
static void unseen_stands_apart(void **state)
{
    (void)state;
    const char *const texts[] = {"c\u200B", "é\u200B", "か\uFEFF", "乡\u200B", "Ａ\u200B\u2060", "9\uFE0F"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        zy_folded folded = {0};
        zy_fold(texts[i], strlen(texts[i]), &folded);
        assert_int_equal(folded.unit_count, 1);
        const zy_edit *last = &folded.edits[folded.edit_count - 1];
        assert_int_equal(last->at_units, 1);
        assert_int_equal(last->len_units, 0);
        zy_folded_free(&folded);
    }
}

/* Folding what is folded changes nothing, for every code point alone; but for one that OpenCC leads to
 * Simplified in two steps. */
static void is_idempotent(void **state)
{
    (void)state;
    size_t moved = 0;
    for (uint32_t c = 0x20; c < 0x32000; c++) {
        zy_buf source = {0};
        zy_buf_rune(&source, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
        char *once = fold_shown(source.data, source.len_bytes);
        char *twice = strstr(once, "¦") ? NULL : fold_shown(once, strlen(once));
        if (twice && c != 0x85B4 && strcmp(once, twice) != 0) {
            if (moved++ < 20)
                print_error("U+%04X: %s -> %s -> %s\n", c, source.data, once, twice);
        }
        free(once);
        free(twice);
        zy_buf_free(&source);
    }
    assert_int_equal(moved, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds),         cmocka_unit_test(keeps_apart), cmocka_unit_test(leads_back),
        cmocka_unit_test(takes_nul),     cmocka_unit_test(appends),     cmocka_unit_test(unseen_stands_apart),
        cmocka_unit_test(is_idempotent),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
