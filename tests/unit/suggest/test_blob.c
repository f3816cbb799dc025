/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The blob: built from anything, cut short, changed at any byte; and readings of single characters. */
#include "../unit.h"

#include "base/buf.h"
#include "suggest/pinyin.h"
#include "suggest/vocabulary.h"

#include <stdlib.h>
#include <string.h>

static const zy_entry SOME[] = {
    {"养老院", ZY_ENTRY_WORD, 3, 0},   {"音乐", ZY_ENTRY_WORD, 2, 0},   {"张堰镇", ZY_ENTRY_PLACE, 9, 0},
    {"王芳", ZY_ENTRY_AUTHOR, 1, 0},   {"重阳节", ZY_ENTRY_WORD, 4, 0}, {"ABC", ZY_ENTRY_WORD, 1, 0},
    {"行长率长", ZY_ENTRY_WORD, 1, 0}, {"……", ZY_ENTRY_TITLE, 1, 0},    {"𠮷野", ZY_ENTRY_WORD, 1, 0}};

static zy_buf build(const zy_entry *entries, size_t count)
{
    zy_buf blob = {0};
    zy_error err = {0};
    assert_int_equal(zy_vocabulary_build(entries, count, NULL, &blob, &err), ZY_OK);
    return blob;
}

/* Asks everything there is to ask. */
static void ask_all(const zy_vocabulary *v)
{
    static const char *const asked[] = {"y",    "yang",     "yly", "养",   "养l",
                                        "hzlz", "zhangyan", "abc", "王方", "重羊节"};
    zy_entry entries[ZY_SUGGEST_MOST];
    zy_offer offers[ZY_SUGGEST_MOST];
    for (size_t i = 0; i < COUNT(asked); i++) {
        size_t len = strlen(asked[i]);
        zy_vocabulary_complete(v, asked[i], len, entries, ZY_SUGGEST_MOST);
        zy_vocabulary_by_sound(v, asked[i], len, entries, ZY_SUGGEST_MOST, NULL);
        zy_vocabulary_correct(v, asked[i], len, offers, ZY_SUGGEST_MOST);
        zy_vocabulary_nearest(v, asked[i], len, offers, ZY_SUGGEST_MOST);
    }
}

static void nothing_and_rubbish(void **state)
{
    (void)state;
    char long_text[700];
    memset(long_text, 'a', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    const zy_entry rubbish[] = {
        {"", ZY_ENTRY_WORD, 1, 0}, {"\xff\xfe", ZY_ENTRY_WORD, 1, 0}, {long_text, ZY_ENTRY_WORD, 1, 0}};
    for (size_t count = 0; count <= COUNT(rubbish); count += COUNT(rubbish)) {
        zy_buf blob = build(rubbish, count);
        zy_vocabulary *v = NULL;
        zy_error err = {0};
        assert_int_equal(zy_vocabulary_open(blob.data, blob.len_bytes, &v, &err), ZY_OK);
        assert_int_equal(zy_vocabulary_count(v), 0);
        ask_all(v);
        zy_vocabulary_free(v);
        zy_buf_free(&blob);
    }
    zy_vocabulary_free(NULL);
}

static void a_damaged_blob_is_refused_or_harmless(void **state)
{
    (void)state;
    zy_buf blob = build(SOME, COUNT(SOME));
    char *copy = aligned_alloc(8, (blob.len_bytes + 7) / 8 * 8);
    size_t refused = 0;
    for (size_t at = 0; at < blob.len_bytes; at++) {
        for (int change = 0; change < 3; change++) {
            zy_vocabulary *v = NULL;
            zy_error err = {0};
            memcpy(copy, blob.data, blob.len_bytes);
            copy[at] = change == 0   ? (char)0xFF
                       : change == 1 ? (char)(copy[at] ^ 0x80)
                                     : (char)(copy[at] + 1);
            if (zy_vocabulary_open(copy, blob.len_bytes, &v, &err) == ZY_OK) {
                ask_all(v);
                zy_vocabulary_free(v);
            } else {
                refused++;
                assert_true(err.message[0] != '\0');
            }
        }
    }
    assert_true(refused > 0);
    free(copy);
    for (size_t len = 0; len < blob.len_bytes;
         len++) { /* exactly as long as claimed, so that reading on is seen */
        char *cut = aligned_alloc(8, (len + 8) / 8 * 8);
        zy_vocabulary *v = NULL;
        zy_error err = {0};
        memcpy(cut, blob.data, len);
        assert_int_equal(zy_vocabulary_open(cut, len, &v, &err), ZY_CORRUPT);
        free(cut);
    }
    zy_buf_free(&blob);
}

static void equal_entries_give_equal_bytes(void **state)
{
    (void)state;
    zy_entry turned[COUNT(SOME)];
    for (size_t i = 0; i < COUNT(SOME); i++)
        turned[i] = SOME[COUNT(SOME) - 1 - i];
    zy_buf a = build(SOME, COUNT(SOME)), b = build(turned, COUNT(SOME));
    assert_int_equal(a.len_bytes, b.len_bytes);
    assert_memory_equal(a.data, b.data, a.len_bytes);
    zy_buf_free(&a);
    zy_buf_free(&b);
}

static void readings_of_characters(void **state)
{
    (void)state;
    static const struct {
        uint32_t c;
        const char *reading;
    } table[] = {{0x517B, "yang"}, {0x5F20, "zhang"}, {0x5830, "yan"},  {0x7EFF, "lv"}, {0x5973, "nv"},
                 {0x7565, "lve"},  {0x4E00, "yi"},    {0x3007, "ling"}, {0x513F, "er"}, {0x957F, "zhang"}};
    for (size_t i = 0; i < COUNT(table); i++) {
        uint16_t reading = zy_char_reading(table[i].c);
        bool same = strcmp(zy_syllable_name(reading), table[i].reading) == 0;
        /* 长 is as often chang as zhang: either may stand first */
        assert_true(same || table[i].c == 0x957F);
    }
    assert_int_equal(zy_char_reading(0x3002), ZY_SOUND_NONE);
    assert_int_equal(zy_char_reading(0x20BB7), ZY_SOUND_NONE);
    assert_true(zy_syllable_count() > 390 && zy_syllable_count() < 430);
    uint16_t first, last;
    assert_true(zy_syllable_range("zh", 2, &first, &last));
    assert_string_equal(zy_syllable_name(first), "zha");
    assert_string_equal(zy_syllable_name(last), "zhuo");
    assert_false(zy_syllable_range("vv", 2, &first, &last));
    assert_int_equal(zy_syllable_find("yanglao", 7), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_and_rubbish), cmocka_unit_test(a_damaged_blob_is_refused_or_harmless),
        cmocka_unit_test(equal_entries_give_equal_bytes), cmocka_unit_test(readings_of_characters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
