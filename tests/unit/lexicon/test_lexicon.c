/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lexicon: what its files give, what its bad lines say, that a blob gives the same lexicon back. */
#include "../unit.h"

#include "base/buf.h"
#include "base/file.h"
#include "lexicon/lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64];

static void put(const char *file, const char *text)
{
    char path[128];
    zy_error err = {0};
    snprintf(path, sizeof path, "%s/%s", folder, file);
    assert_int_equal(zy_file_write(path, text, strlen(text), &err), ZY_OK);
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/zy-lexicon-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    zy_remove_tree(folder);
    return 0;
}

static zy_lexicon *load(zy_buf *notes)
{
    zy_lexicon *lexicon = NULL;
    zy_error err = {0};
    assert_int_equal(zy_lexicon_load(folder, &lexicon, notes, &err), ZY_OK);
    return lexicon;
}

static void missing_files_are_empty_lists(void **state)
{
    (void)state;
    size_t count = 1;
    zy_lexicon *lexicon = load(NULL);
    zy_lexicon_places(lexicon, &count);
    assert_int_equal(count, 0);
    assert_null(zy_lexicon_synonyms(lexicon, "养老院", 9, &count));
    assert_int_equal(count, 0);
    assert_null(zy_lexicon_place(lexicon, "", 0));
    zy_lexicon_free(lexicon);
    zy_lexicon_free(NULL);
}

static void a_missing_folder_is_an_error(void **state)
{
    (void)state;
    zy_lexicon *lexicon = NULL;
    zy_error err = {0};
    assert_int_equal(zy_lexicon_load("/nonexistent/lexicon", &lexicon, NULL, &err), ZY_IO);
    assert_non_null(strstr(err.message, "/nonexistent/lexicon"));
    assert_null(lexicon);
}

static void the_gazetteer_knows_other_names(void **state)
{
    (void)state;
    size_t count;
    put("gazetteer.txt", "# "
                         "注释\n张堰镇\t镇\t张堰、留溪\n干巷镇\t镇\t干巷、(已并入吕巷镇)"
                         "、待核\r\n张堰\t河\n板桥村\t村\t待核\n");
    put("words.txt", "\xEF\xBB\xBF"
                     "养老院\n张堰镇\n\n");
    zy_lexicon *lexicon = load(NULL);
    const zy_place *places = zy_lexicon_places(lexicon, &count);
    assert_int_equal(count, 4);
    assert_int_equal(places[0].other_count, 2);
    assert_int_equal(places[1].other_count, 1);
    assert_int_equal(places[3].other_count, 0);
    assert_string_equal(zy_lexicon_place(lexicon, "留溪", 6)->name, "张堰镇");
    /* the proper name of one place wins over the short form of another */
    assert_string_equal(zy_lexicon_place(lexicon, "张堰", 6)->kind, "河");
    assert_null(zy_lexicon_place(lexicon, "张堰镇x", 9 + 1));
    assert_string_equal(zy_lexicon_place(lexicon, "张堰镇x", 9)->name, "张堰镇");
    const char *const *kept = zy_lexicon_kept(lexicon, &count);
    assert_int_equal(count, 7); /* 养老院 张堰镇 张堰 留溪 干巷镇 干巷 板桥村 */
    for (size_t i = 1; i < count; i++)
        assert_true(strcmp(kept[i - 1], kept[i]) < 0);
    zy_lexicon_free(lexicon);
}

static bool has(const zy_lexicon *lexicon, const char *from, const char *to)
{
    size_t count;
    const char *const *found = zy_lexicon_synonyms(lexicon, from, strlen(from), &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(found[i], to) == 0)
            return true;
    return false;
}

static void synonyms_go_both_ways_or_one(void **state)
{
    (void)state;
    size_t count;
    put("synonyms.txt", "养老院 = 敬老院=养老机构\n三农 => 农业 农村\n养老院 = 福利院\n三农=>农民\n");
    zy_lexicon *lexicon = load(NULL);
    assert_true(has(lexicon, "养老院", "敬老院") && has(lexicon, "敬老院", "养老机构"));
    assert_true(has(lexicon, "养老院", "福利院") && !has(lexicon, "敬老院", "福利院"));
    assert_true(has(lexicon, "三农", "农村") && has(lexicon, "三农", "农民") &&
                !has(lexicon, "农村", "三农"));
    assert_false(has(lexicon, "养老院", "养老院"));
    zy_lexicon_synonyms(lexicon, "养老", 6, &count);
    assert_int_equal(count, 0);
    assert_int_equal(zy_lexicon_longest_synonym(lexicon), 12);
    zy_lexicon_free(lexicon);
}

static void questions_come_longest_first(void **state)
{
    (void)state;
    size_t count;
    put("questions.txt", "^请问\n在哪里$\n^多少$\n到底\n关于…的新闻\n^\n…啊\n$\n");
    zy_buf notes = {0};
    zy_lexicon *lexicon = load(&notes);
    const zy_question *questions = zy_lexicon_questions(lexicon, &count);
    assert_int_equal(count, 5);
    assert_int_equal(questions[0].kind, ZY_QUESTION_PAIR);
    assert_string_equal(questions[0].tail, "的新闻");
    assert_int_equal(questions[1].kind, ZY_QUESTION_TAIL);
    assert_non_null(strstr(notes.data, "questions.txt 第 6 行"));
    assert_non_null(strstr(notes.data, "questions.txt 第 8 行"));
    zy_buf_free(&notes);
    zy_lexicon_free(lexicon);
}

static void readings_sounds_and_shapes(void **state)
{
    (void)state;
    size_t count;
    put("readings.txt", "音乐\tyin yue\n银行\tYin Hang\n会计\tkuai\n绿\tlv\n");
    put("surnames.txt", "单\tshan\n欧阳\tou yang\n");
    put("sounds.txt", "z=zh\t声\t资=知\n王 = 黄\nx\n");
    put("shapes.txt", "己已巳\n末 未\n土=士\n孤\n");
    zy_buf notes = {0};
    zy_lexicon *lexicon = load(&notes);
    const zy_reading *readings = zy_lexicon_readings(lexicon, &count);
    assert_int_equal(count, 2);
    assert_string_equal(readings[0].syllables, "yin yue");
    zy_lexicon_surnames(lexicon, &count);
    assert_int_equal(count, 2);
    const zy_sound_pair *pairs = zy_lexicon_sounds(lexicon, &count);
    assert_int_equal(count, 2);
    assert_string_equal(pairs[1].b, "黄");
    const char *const *shapes = zy_lexicon_shapes(lexicon, &count);
    assert_int_equal(count, 3);
    assert_string_equal(shapes[2], "土士");
    assert_non_null(strstr(notes.data, "readings.txt 第 2 行"));
    assert_non_null(strstr(notes.data, "readings.txt 第 3 行"));
    assert_non_null(strstr(notes.data, "sounds.txt 第 3 行"));
    assert_non_null(strstr(notes.data, "shapes.txt 第 4 行"));
    zy_buf_free(&notes);
    zy_lexicon_free(lexicon);
}

static void bad_lines_are_told_and_left_out(void **state)
{
    (void)state;
    size_t count;
    put("words.txt", "养\n养老 院\n\xff\xfe\n好词\n一二三四五六七八九十一二三四五六七\n");
    put("gazetteer.txt", "张堰镇\n\t镇\n秦山\t山\n");
    put("synonyms.txt", "养老院\n= 敬老院\n=> 农业\n三农 =>\n");
    zy_buf notes = {0};
    zy_lexicon *lexicon = load(&notes);
    zy_lexicon_words(lexicon, &count);
    assert_int_equal(count, 1);
    zy_lexicon_places(lexicon, &count);
    assert_int_equal(count, 1);
    size_t lines = 0;
    for (const char *c = notes.data; *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, 4 + 2 + 4);
    zy_buf_free(&notes);
    zy_lexicon_free(lexicon);
}

static void the_fingerprint_is_of_what_is_kept_whole(void **state)
{
    (void)state;
    put("words.txt", "养老院\n乡村振兴\n");
    zy_lexicon *a = load(NULL);
    put("words.txt", "# 换了次序\n乡村振兴\n养老院\n养老院\n");
    put("synonyms.txt", "养老院 = 敬老院\n");
    zy_lexicon *b = load(NULL);
    put("words.txt", "养老院\n乡村振兴\n敬老院\n");
    zy_lexicon *c = load(NULL);
    assert_true(zy_lexicon_cut_fingerprint(a) == zy_lexicon_cut_fingerprint(b));
    assert_true(zy_lexicon_cut_fingerprint(a) != zy_lexicon_cut_fingerprint(c));
    zy_lexicon_free(a);
    zy_lexicon_free(b);
    zy_lexicon_free(c);
}

static void a_blob_gives_the_same_lexicon(void **state)
{
    (void)state;
    zy_lexicon *first = NULL, *second = NULL;
    zy_error err = {0};
    zy_buf blob = {0}, again = {0}, notes = {0};
    assert_int_equal(zy_lexicon_load("../../../corpus/lexicon", &first, &notes, &err), ZY_OK);
    assert_int_equal(notes.len_bytes, 0); /* the sample's own lists have no bad line */
    zy_lexicon_pack(first, &blob);
    assert_int_equal(zy_lexicon_unpack(blob.data, blob.len_bytes, &second, &err), ZY_OK);
    zy_lexicon_pack(second, &again);
    assert_int_equal(blob.len_bytes, again.len_bytes);
    assert_memory_equal(blob.data, again.data, blob.len_bytes);
    assert_true(zy_lexicon_cut_fingerprint(first) == zy_lexicon_cut_fingerprint(second));
    assert_true(has(second, "养老院", "敬老院"));
    zy_lexicon_free(first);
    zy_lexicon_free(second);
    zy_buf_free(&again);
    /* cut short anywhere it is refused, or (inside the last lines) still a lexicon */
    for (size_t len = 0; len < blob.len_bytes; len += 1 + len / 40) {
        zy_lexicon *cut = NULL;
        zy_error cut_err = {0};
        char *copy = malloc(len + 1);
        memcpy(copy, blob.data, len);
        zy_status status = zy_lexicon_unpack(copy, len, &cut, &cut_err);
        assert_int_equal(status, ZY_CORRUPT);
        assert_null(cut);
        free(copy);
    }
    zy_buf_free(&blob);
    zy_buf_free(&notes);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(missing_files_are_empty_lists),        cmocka_unit_test(a_missing_folder_is_an_error),
        IN_FOLDER(the_gazetteer_knows_other_names),      IN_FOLDER(synonyms_go_both_ways_or_one),
        IN_FOLDER(questions_come_longest_first),         IN_FOLDER(readings_sounds_and_shapes),
        IN_FOLDER(bad_lines_are_told_and_left_out),      IN_FOLDER(the_fingerprint_is_of_what_is_kept_whole),
        cmocka_unit_test(a_blob_gives_the_same_lexicon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
