/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 by table: well-formed and malformed sequences, cutting, counting. */
#include "../unit.h"

#include "base/utf8.h"

#include <string.h>

static const struct {
    const char *bytes;
    size_t len_bytes;
    uint32_t first; /* code point, or ZY_UTF8_BAD */
    size_t step;
} decoding[] = {
    {"a", 1, 'a', 1},
    {"\0", 1, 0, 1},
    {"\x7F", 1, 0x7F, 1},
    {"\xC2\x80", 2, 0x80, 2},
    {"\xDF\xBF", 2, 0x7FF, 2},
    {"\xE0\xA0\x80", 3, 0x800, 3},
    {"养", 3, 0x517B, 3},
    {"\xED\x9F\xBF", 3, 0xD7FF, 3},
    {"\xEE\x80\x80", 3, 0xE000, 3},
    {"\xEF\xBF\xBD", 3, 0xFFFD, 3},
    {"\xEF\xBF\xBF", 3, 0xFFFF, 3},
    {"\xF0\x90\x80\x80", 4, 0x10000, 4},
    {"𠮷", 4, 0x20BB7, 4},
    {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF, 4},
    /* malformed: one byte is stepped over */
    {"\x80", 1, ZY_UTF8_BAD, 1},
    {"\xBF", 1, ZY_UTF8_BAD, 1},
    {"\xC0\x80", 2, ZY_UTF8_BAD, 1},         /* overlong NUL */
    {"\xC1\xBF", 2, ZY_UTF8_BAD, 1},         /* overlong */
    {"\xE0\x9F\xBF", 3, ZY_UTF8_BAD, 1},     /* overlong */
    {"\xF0\x8F\xBF\xBF", 4, ZY_UTF8_BAD, 1}, /* overlong */
    {"\xED\xA0\x80", 3, ZY_UTF8_BAD, 1},     /* surrogate */
    {"\xED\xBF\xBF", 3, ZY_UTF8_BAD, 1},     /* surrogate */
    {"\xF4\x90\x80\x80", 4, ZY_UTF8_BAD, 1}, /* beyond U+10FFFF */
    {"\xF5\x80\x80\x80", 4, ZY_UTF8_BAD, 1},
    {"\xFF", 1, ZY_UTF8_BAD, 1},
    {"\xE5\x85", 2, ZY_UTF8_BAD, 1}, /* cut short */
    {"\xF0\xA0\xAE", 3, ZY_UTF8_BAD, 1},
    {"\xE5\x41\xBB", 3, ZY_UTF8_BAD, 1}, /* not a continuation */
};

static void decodes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(decoding); i++) {
        size_t at = 0;
        assert_int_equal(zy_utf8_next(decoding[i].bytes, decoding[i].len_bytes, &at), decoding[i].first);
        assert_int_equal(at, decoding[i].step);
        bool good = decoding[i].first != ZY_UTF8_BAD;
        assert_int_equal(zy_utf8_valid(decoding[i].bytes, decoding[i].len_bytes, NULL), good);
    }
}

static void every_code_point_returns(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t len = zy_utf8_put(bytes, c), at = 0;
        uint32_t wanted = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
        assert_int_equal(zy_utf8_next(bytes, len, &at), wanted);
        assert_int_equal(at, len);
    }
    char bytes[4];
    assert_int_equal(zy_utf8_put(bytes, 0x110000), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void names_the_bad_byte(void **state)
{
    (void)state;
    size_t bad = 99;
    assert_false(zy_utf8_valid("养老\xFF院", 10, &bad));
    assert_int_equal(bad, 6);
    assert_false(zy_utf8_valid("养老\xE9\x99", 8, &bad));
    assert_int_equal(bad, 6);
    assert_true(zy_utf8_valid("", 0, &bad));
}

static const struct {
    const char *text;
    size_t at, floor;
} floors[] = {
    {"", 0, 0},     {"abc", 0, 0},  {"abc", 2, 2},  {"abc", 3, 3}, {"养老", 0, 0}, {"养老", 1, 0},
    {"养老", 2, 0}, {"养老", 3, 3}, /* a whole character is kept */
    {"养老", 4, 3}, {"养老", 5, 3}, {"养老", 6, 6}, {"a养", 1, 1}, {"a养", 2, 1},  {"a养", 3, 1},
    {"a养", 4, 4},  {"𠮷", 3, 0},   {"𠮷", 4, 4},   {"é𠮷", 2, 2}, {"é𠮷", 5, 2},  {"é𠮷", 6, 6},
};

static void floors_to_whole_characters(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(floors); i++)
        assert_int_equal(zy_utf8_floor(floors[i].text, floors[i].at), floors[i].floor);
}

static void counts_and_finds(void **state)
{
    (void)state;
    const char *text = "a养𠮷é";
    size_t len = strlen(text);
    assert_int_equal(zy_utf8_count(text, len), 4);
    assert_int_equal(zy_utf8_count("", 0), 0);
    const size_t offsets[] = {0, 1, 4, 8, 10, 10};
    for (size_t i = 0; i < COUNT(offsets); i++)
        assert_int_equal(zy_utf8_offset(text, len, i), offsets[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(every_code_point_returns),
        cmocka_unit_test(names_the_bad_byte),
        cmocka_unit_test(floors_to_whole_characters),
        cmocka_unit_test(counts_and_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
