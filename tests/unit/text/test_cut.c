/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cutting: ICU's words with the lexicon's laid over them; names hide their insides, compounds do not. */
#include "../unit.h"

#include "base/bits.h"
#include "support.h"
#include "text/analyser.h"

#include <stdlib.h>
#include <string.h>

static const zy_cut_word words[] = {
    {"建农村", true},      {"九堰养老院", true}, {"張堰鎮", true}, {"养老院", false},
    {"旅游节", false},     {"修旧如旧", false},  {"ＡＢ社", true}, {"老", true}, /* one character: no word */
    {"村民委员会", false}, {"村民", false},
};

static zy_cutter *cutter;

static int open_cutter(void **state)
{
    (void)state;
    return zy_cutter_open(words, COUNT(words), &cutter, NULL);
}

static int close_cutter(void **state)
{
    zy_cutter_close(cutter);
    return let_icu_go(state);
}

/* The words of a text with | between. */
static char *cut_shown(zy_cutter *with, const char *text)
{
    zy_folded folded = {0};
    zy_buf out = {0};
    zy_fold(text, strlen(text), &folded);
    uint64_t *breaks = calloc(zy_bits_words(folded.unit_count + 1), sizeof *breaks);
    assert_int_equal(zy_cut(with, folded.units, folded.unit_count, breaks, NULL), ZY_OK);
    assert_true(zy_bit_get(breaks, 0));
    assert_true(zy_bit_get(breaks, folded.unit_count));
    size_t at = 0;
    zy_unit_span word;
    zy_buf_str(&out, "");
    while (zy_word_next(folded.units, breaks, folded.unit_count, &at, &word)) {
        char *piece = shown(folded.units + word.start, word.end - word.start);
        zy_buf_str(&out, out.len_bytes ? "|" : "");
        zy_buf_str(&out, piece);
        free(piece);
    }
    zy_buf_char(&out, '\0');
    free(breaks);
    zy_folded_free(&folded);
    return zy_buf_take(&out);
}

static const struct {
    const char *text, *cut;
} table[] = {
    {"", ""},
    {"。，", ""},
    {"建农村", "建农村"},
    {"在建农村里", "在|建农村|里"},
    {"張堰镇", "张堰镇"},
    {"张堰镇建农村", "张堰镇|建农村"},
    {"九堰养老院食堂", "九堰养老院|食堂"},
    {"养老院", "养老|院"},
    {"ab社", "ab社"},
    {"2025年12月17日", "2025|年|12|月|17|日"},
    {"①2024", "1|2024"},
    {"乡村振兴", "乡村|振兴"},
};

static void cuts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        char *cut = cut_shown(cutter, table[i].text);
        if (strcmp(cut, table[i].cut) != 0)
            print_error("row %zu: %s\n", i, table[i].text);
        assert_string_equal(cut, table[i].cut);
        free(cut);
    }
}

static bool is_break(const char *text, size_t unit)
{
    zy_folded folded = {0};
    zy_fold(text, strlen(text), &folded);
    uint64_t breaks[8] = {0};
    assert_int_equal(zy_cut(cutter, folded.units, folded.unit_count, breaks, NULL), ZY_OK);
    bool set = zy_bit_get(breaks, unit);
    zy_folded_free(&folded);
    return set;
}

/* A name hides the word inside; the same letters elsewhere keep it. */
static void names_hide_their_insides(void **state)
{
    (void)state;
    assert_false(is_break("建农村", 1));
    assert_true(is_break("搞农村", 1));
    assert_false(is_break("九堰养老院", 2)); /* the compound inside the name is hidden too */
    assert_false(is_break("九堰养老院", 4));
    assert_true(is_break("养老院", 2));
}

static void compounds_are_noted(void **state)
{
    (void)state;
    zy_folded folded = {0};
    const char *text = "村民委员会的養老院在建农村";
    zy_fold(text, strlen(text), &folded);
    uint64_t breaks[2] = {0};
    size_t count;
    assert_int_equal(zy_cut(cutter, folded.units, folded.unit_count, breaks, NULL), ZY_OK);
    const zy_cut_match *match = zy_cut_matches(cutter, &count);
    assert_int_equal(count, 3);
    assert_int_equal(match[0].word, 8); /* the longest that begins there, not 村民 */
    assert_int_equal(match[0].span.end, 5);
    assert_int_equal(match[1].word, 3);
    assert_int_equal(match[1].span.start, 6);
    assert_int_equal(match[2].word, 0);
    for (size_t i = 0; i < count; i++) {
        assert_true(zy_bit_get(breaks, match[i].span.start));
        assert_true(zy_bit_get(breaks, match[i].span.end));
    }
    zy_folded_free(&folded);
}

/* Paragraphs and fields are parted whatever stands at their edges. */
static void paragraphs_part_words(void **state)
{
    (void)state;
    zy_folded folded = {0};
    zy_fold("建农", strlen("建农"), &folded);
    zy_fold_paragraph(&folded);
    zy_fold("村", strlen("村"), &folded);
    uint64_t breaks[1] = {0};
    assert_int_equal(zy_cut(cutter, folded.units, folded.unit_count, breaks, NULL), ZY_OK);
    assert_true(zy_bit_get(breaks, 2));
    assert_true(zy_bit_get(breaks, 3));
    assert_true(zy_bit_get(breaks, 4));
    zy_folded_free(&folded);
}

static void clones_cut_alike(void **state)
{
    (void)state;
    zy_cutter *copy;
    assert_int_equal(zy_cutter_clone(cutter, &copy, NULL), ZY_OK);
    for (size_t i = 0; i < COUNT(table); i++) {
        char *cut = cut_shown(copy, table[i].text);
        assert_string_equal(cut, table[i].cut);
        free(cut);
    }
    zy_cutter_close(copy);
    zy_cutter_close(NULL);
}

static void works_without_words(void **state)
{
    (void)state;
    zy_analyser analyser;
    char fingerprint[128];
    assert_int_equal(zy_analyser_open(NULL, &analyser, NULL), ZY_OK);
    char *cut = cut_shown(analyser.cutter, "在建农村");
    assert_string_not_equal(cut, "在|建农村");
    zy_analyser_fingerprint(NULL, fingerprint);
    assert_string_equal(analyser.fingerprint, fingerprint);
    free(cut);
    zy_analyser_close(&analyser);
    zy_analyser_close(&analyser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts),
        cmocka_unit_test(names_hide_their_insides),
        cmocka_unit_test(compounds_are_noted),
        cmocka_unit_test(paragraphs_part_words),
        cmocka_unit_test(clones_cut_alike),
        cmocka_unit_test(works_without_words),
    };
    return cmocka_run_group_tests(tests, open_cutter, close_cutter);
}
