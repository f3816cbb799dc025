/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Widening: through a folding, within limits, and never under an exclusion. */
#include "../unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "query/query.h"

#include <string.h>

static zy_lexicon *lexicon_of(const char *synonyms)
{
    zy_buf blob = {0};
    zy_lexicon *lexicon = NULL;
    zy_error err = {0};
    zy_buf_printf(
        &blob,
        "zy-lexicon 1\ngazetteer.txt 0\nwords.txt 0\nsynonyms.txt %zu\n%squestions.txt 0\nreadings.txt 0\n"
        "surnames.txt 0\nsounds.txt 0\nshapes.txt 0\n",
        strlen(synonyms), synonyms);
    assert_int_equal(zy_lexicon_unpack(blob.data, blob.len_bytes, &lexicon, &err), ZY_OK);
    zy_buf_free(&blob);
    return lexicon;
}

static zy_query parse(const char *text)
{
    zy_query query;
    zy_error err = {0};
    assert_int_equal(zy_query_parse(text, strlen(text), NULL, 0, &query, &err), ZY_OK);
    return query;
}

/* 養 to 养 is enough of a folding here. */
static void fold(const char *text, size_t len, zy_buf *out)
{
    for (size_t i = 0; i < len; i++) {
        if (i + 3 <= len && memcmp(text + i, "養", 3) == 0) {
            zy_buf_str(out, "养");
            i += 2;
        } else {
            zy_buf_char(out, text[i]);
        }
    }
}

static void a_folded_string_is_looked_up(void **state)
{
    (void)state;
    zy_lexicon *lexicon = lexicon_of("养老院 = 敬老院\n");
    zy_query query = parse("養老院食堂");
    zy_query_widen(&query, lexicon, NULL);
    assert_int_equal(query.root->alternative_count, 1);
    zy_query_widen(&query, lexicon, fold);
    assert_int_equal(query.root->alternative_count, 2);
    assert_string_equal(query.root->alternatives[0].text, "養老院食堂");
    assert_string_equal(query.root->alternatives[1].text, "敬老院食堂");
    zy_query_widen(&query, lexicon, fold); /* a second time changes nothing */
    assert_int_equal(query.root->alternative_count, 2);
    zy_query_widen(&query, NULL, NULL);
    zy_query_free(&query);
    zy_lexicon_free(lexicon);
}

static void the_shape_never_changes(void **state)
{
    (void)state;
    zy_lexicon *lexicon = lexicon_of("养老院 = 敬老院\n医保 = 医疗保险\n");
    zy_query query = parse("(养老院 AND NOT 敬老院) OR (医保 -养老院)");
    zy_query_widen(&query, lexicon, NULL);
    zy_buf out = {0};
    zy_query_print(&query, &out);
    assert_string_equal(out.data,
                        "(or (and (string \"养老院\" synonym \"敬老院\") (not (string \"敬老院\"))) "
                        "(and (string \"医保\" synonym \"医疗保险\") (not (string \"养老院\"))))");
    zy_buf_free(&out);
    zy_query_free(&query);
    zy_lexicon_free(lexicon);
}

static void alternatives_are_bounded(void **state)
{
    (void)state;
    zy_buf rules = {0};
    for (int i = 0; i < 200; i++)
        zy_buf_printf(&rules, "养老 => 词%d\n", i);
    zy_lexicon *lexicon = lexicon_of(rules.data);
    zy_query query = parse("养老养老养老养老");
    zy_query_widen(&query, lexicon, NULL);
    assert_true(query.root->alternative_count > 2 && query.root->alternative_count <= ZY_LIMIT_ALTERNATIVES);
    while (zy_query_add_alternative(&query, query.root,
                                    (char[]){(char)('a' + query.root->alternative_count % 26),
                                             (char)('A' + query.root->alternative_count / 26)},
                                    2, ZY_WHY_SOUND))
        ;
    assert_int_equal(query.root->alternative_count, ZY_LIMIT_ALTERNATIVES);
    zy_query_free(&query);
    zy_lexicon_free(lexicon);
    zy_buf_free(&rules);
}

static void other_reasons_are_said(void **state)
{
    (void)state;
    zy_query query = parse("养老园 yanglaoyuan");
    zy_buf out = {0};
    zy_query_add_alternative(&query, query.root->kids[0], "养老院", 9, ZY_WHY_SOUND);
    zy_query_add_alternative(&query, query.root->kids[1], "养老院", 9, ZY_WHY_PINYIN);
    zy_query_read_as(&query, &out);
    assert_string_equal(
        out.data, "查找同时含有“养老园”（按同音的“养老院”）和“yanglaoyuan”（按拼音即“养老院”）的文章。");
    zy_buf_free(&out);
    zy_query_free(&query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folded_string_is_looked_up), cmocka_unit_test(the_shape_never_changes),
        cmocka_unit_test(alternatives_are_bounded), cmocka_unit_test(other_reasons_are_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
