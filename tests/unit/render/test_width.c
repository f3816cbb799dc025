/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of characters, line ends, and setting text in lines. */
#include "../unit.h"

#include "render/lines.h"
#include "render/width.h"

#include <string.h>

static const struct {
    const char *text;
    int width;
} widths[] = {
    {"", 0},         {"abc", 3}, {"养老院", 6}, {"Ａ１", 4},   {"，。", 4}, {"“”…—", 4}, {"e\u0301", 1},
    {"\u200B养", 2}, {"𠮷", 2},  {"⽼", 2},     {"ｱｲ", 2},     {"한글", 4}, {"㎡", 2},   {"😀", 2},
    {"\u3000", 2},   {"①", 1},   {"±", 1},      {"\uFE0F", 0}, {"\t", 1},
};

static void columns(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(widths); i++)
        assert_int_equal(zy_width_text(widths[i].text), widths[i].width);
}

static const struct {
    uint32_t before, after;
    bool may;
} ends[] = {
    {L'养', L'老', true},   {L'养', L'，', false}, {L'，', L'养', true}, {L'（', L'养', false},
    {L'养', L'（', true},   {L'养', L'》', false}, {L'“', L'养', false}, {L'a', L'b', false},
    {L'a', L'养', true},    {L'养', L'a', true},   {L'1', L'2', false},  {L'a', L' ', false},
    {L' ', L'a', true},     {L'5', L'%', false},   {L'养', L'%', false}, {L'。', L'”', false},
    {L'养', 0x0301, false},
};

static void line_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ends); i++)
        assert_int_equal(zy_may_break(ends[i].before, ends[i].after), ends[i].may);
}

static const struct {
    const char *text;
    int columns, indent;
    const char *lines;
} settings[] = {
    {"养老院", 0, 2, "  养老院\n"},
    {"", 40, 2, "  \n"},
    {"一二三四五六七八九十一二", 20, 0, "一二三四五六七八九十\n一二\n"},
    /* a full stop does not begin a line: the character before it goes with it */
    {"一二三四五六七八九十。一二", 20, 0, "一二三四五六七八九\n十。一二\n"},
    {"一二三四五六七八九（十）", 20, 0, "一二三四五六七八九\n（十）\n"},
    {"一二三四五六七八九 wifi 网络", 20, 0, "一二三四五六七八九\nwifi 网络\n"},
    {"一二三四五六七八九2024年", 20, 0, "一二三四五六七八九\n2024年\n"},
    /* a word longer than the line is cut all the same */
    {"abcdefghijklmnopqrstuvwxyz", 20, 0, "abcdefghijklmnopqrst\nuvwxyz\n"},
    {"a\nb\tc", 40, 0, "a b c\n"},
    {"a\033[31mb", 40, 0, "a [31mb\n"},
    {"a\xC2\x9B"
     "b",
     40, 0, "a b\n"},
    {"a\u202Eb\u2066c", 40, 0, "abc\n"},
    {"a\xFFz", 40, 0, "a\uFFFDz\n"},
};

static void text_in_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(settings); i++) {
        zy_buf out = {0};
        zy_terminal terminal = {.columns = settings[i].columns};
        zy_lines lines = {.out = &out, .terminal = &terminal, .indent = settings[i].indent};
        zy_lines_set(&lines, settings[i].text, NULL, 0);
        assert_string_equal(out.data, settings[i].lines);
        zy_buf_free(&out);
    }
}

static void marks_in_colour(void **state)
{
    (void)state;
    const zy_mark marks[] = {{1, 3, ZY_CLASS_WORD}, {3, 4, ZY_CLASS_SYNONYM}};
    zy_buf out = {0};
    zy_terminal terminal = {.columns = 80, .colour = true};
    zy_lines lines = {.out = &out, .terminal = &terminal};
    zy_lines_set(&lines, "一二三四五", marks, 2);
    assert_string_equal(out.data, "一\033[0;1;31m二三\033[0;1;33m四\033[0m五\n");
    zy_buf_free(&out);
    terminal.colour = false;
    zy_lines_set(&lines, "一二三四五", marks, 2);
    assert_string_equal(out.data, "一二三四五\n");
    zy_buf_free(&out);
}

/* A mark that goes over a line's end is closed there and opened again. */
static void marks_over_lines(void **state)
{
    (void)state;
    const zy_mark marks[] = {{9, 11, ZY_CLASS_WORD}};
    zy_buf out = {0};
    zy_terminal terminal = {.columns = 20, .colour = true};
    zy_lines lines = {.out = &out, .terminal = &terminal};
    zy_lines_set(&lines, "一二三四五六七八九十甲乙", marks, 1);
    assert_string_equal(out.data, "一二三四五六七八九\033[0;1;31m十\033[0m\n\033[0;1;31m甲\033[0m乙\n");
    zy_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns),          cmocka_unit_test(line_ends),
        cmocka_unit_test(text_in_lines),    cmocka_unit_test(marks_in_colour),
        cmocka_unit_test(marks_over_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
