/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The gate's questions: a sound index answers all of them, a spoiled one does not pass. */
#include "support.h"

#include "search/search.h"
#include "store/generation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Asks everything of every article; tells how many went wrong. */
static size_t ask_all(zy_store *store, size_t *asked, zy_selfcheck *last)
{
    size_t wrong = 0, sentence = 0;
    for (uint32_t doc = 0; doc < zy_selfcheck_count(store); doc++) {
        zy_selfcheck headline = {0}, text = {0};
        zy_error err = {0};
        if (zy_selfcheck_headline(store, doc, &headline, &err) ||
            zy_selfcheck_text(store, doc, 1, &sentence, asked, &text, &err))
            fail_msg("%s", err.message);
        wrong += headline.wrong + text.wrong;
        if (last && (headline.wrong || text.wrong)) {
            zy_selfcheck_free(last);
            *last = headline.wrong ? headline : text;
            zy_selfcheck_free(headline.wrong ? &text : &headline);
        } else {
            zy_selfcheck_free(&headline);
            zy_selfcheck_free(&text);
        }
    }
    return wrong;
}

static void sound_indexes_pass(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        archive *a = archive_open(seed, 60, 1 + seed % 3);
        size_t asked = 0;
        zy_selfcheck last = {0};
        size_t wrong = ask_all(a->store, &asked, &last);
        if (wrong)
            print_error("seed %llu: %s: %s\n", (unsigned long long)seed, last.asked.data, last.came.data);
        assert_int_equal(wrong, 0);
        assert_true(asked > 500);
        zy_selfcheck_free(&last);
        archive_close(a);
    }
}

/* Headlines as they come: signs in them, twice the same, nothing but signs, an operator, a number that is
 * covered. */
static void odd_headlines_pass(void **state)
{
    (void)state;
    static const char *const titles[] = {"标题:养老院",
                                         "“修旧如旧”——老街的一年",
                                         "通知",
                                         "通知",
                                         "……",
                                         "",
                                         "养老 -院",
                                         "A OR B",
                                         "日期:2024",
                                         "（上）",
                                         "乡村 振兴 乡村",
                                         "捐款账号6222021234567890128公布",
                                         "?",
                                         "一",
                                         "2024年1月1日",
                                         "鄉村振興",
                                         "ＡＢＣ　１２３",
                                         "-养老院",
                                         "“",
                                         "(",
                                         "NEAR/3"};
    zy_articles set = {0};
    for (size_t i = 0; i < COUNT(titles); i++) {
        char id[16];
        snprintf(id, sizeof id, "t%zu", i);
        article_add(&set, id, titles[i],
                    (const char *const[]){
                        "正文里说到养老院、通知、乡村振兴，标题:养老院，修旧如旧，也说到日期:2024。", NULL},
                    NULL);
    }
    char *folder = folder_make();
    zy_store *store = NULL;
    size_t asked = 0;
    zy_selfcheck last = {0};
    index_make(folder, &set, 2);
    assert_int_equal(zy_open(folder, &store, NULL), ZY_OK);
    size_t wrong = ask_all(store, &asked, &last);
    if (wrong)
        print_error("%s: %s\n", last.asked.data, last.came.data);
    assert_int_equal(wrong, 0);
    zy_selfcheck_free(&last);
    zy_close(store);
    folder_drop(folder);
    zy_articles_free(&set);
}

/* Writes the segment anew with some of its suffixes out of order: whole by every checksum, and wrong. */
static void shuffle_suffixes(const char *folder, const char *name)
{
    zy_segment s;
    assert_int_equal(zy_segment_open(folder, name, &s, NULL), ZY_OK);
    const void *data[ZY_SECTION_COUNT];
    size_t sizes[ZY_SECTION_COUNT];
#define X(section, type, meaning)                                                                            \
    data[ZY_SECTION_##section] = s.section;                                                                  \
    sizes[ZY_SECTION_##section] = s.counts[ZY_SECTION_##section] * sizeof(type);
    ZY_SECTIONS(X)
#undef X
    size_t count = s.counts[ZY_SECTION_suffixes];
    uint32_t *suffixes = malloc(count * sizeof *suffixes);
    memcpy(suffixes, s.suffixes, count * sizeof *suffixes);
    for (size_t i = 0; i + 7 < count; i += 11) {
        uint32_t swap = suffixes[i];
        suffixes[i] = suffixes[count - 1 - i];
        suffixes[count - 1 - i] = swap;
    }
    data[ZY_SECTION_suffixes] = suffixes;
    char file[80];
    snprintf(file, sizeof file, "%s.zys", name);
    char *path = path_in(folder, file), *aside = path_in(folder, "aside");
    assert_int_equal(zy_segment_write(aside, data, sizes, NULL), ZY_OK);
    zy_segment_close(&s);
    assert_int_equal(rename(aside, path), 0);
    free(path);
    free(aside);
    free(suffixes);
}

static void spoiled_indexes_do_not(void **state)
{
    (void)state;
    archive *a = archive_open(3, 60, 1);
    zy_generation *g = NULL;
    zy_store *store = NULL;
    zy_selfcheck last = {0};
    size_t asked = 0;
    assert_int_equal(zy_generation_open(a->folder, NULL, &g, NULL), ZY_OK);
    char name[64];
    snprintf(name, sizeof name, "%s", g->segments[0].name);
    zy_generation_close(g);
    shuffle_suffixes(a->folder, name);
    assert_int_equal(zy_open(a->folder, &store, NULL), ZY_OK);
    assert_true(ask_all(store, &asked, &last) > 10);
    assert_true(last.asked.len_bytes > 0 &&
                last.came.len_bytes > 0); /* it is said what was asked, and what came */
    zy_selfcheck_free(&last);
    zy_close(store);
    archive_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_indexes_pass),
        cmocka_unit_test(odd_headlines_pass),
        cmocka_unit_test(spoiled_indexes_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
