/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stays over many runs: merging keeps every article and every string, and clears away what is not
 * needed. */
#include "support.h"

#include "base/buf.h"
#include "base/file.h"
#include "store/generation.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { RUNS = 14, ARTICLES = 5 };

static void file_of_run(const place *p, int run, const char *mark)
{
    zy_buf lines = {0};
    char name[32];
    for (int i = 0; i < ARTICLES; i++)
        zy_buf_printf(
            &lines,
            "{\"id\": \"r%d-%d\", \"title\": \"第%d回 第%d則\", \"date\": \"2024-%02d-%02d\", \"page\": %d, "
            "\"issue\": \"%d\", \"authors\": [\"王 芳\", \"李四%d\"], \"section\": \"栏目%d\", "
            "\"body\": \"  鄉\u200B村振興㎡%s编号%dx%d号。\\n第二段，①2024。\"}\n",
            run, i, run, i, 1 + run % 12, 1 + i, i + 1, 100 + run, i, run % 3, mark, run, i);
    snprintf(name, sizeof name, "f%02d.jsonl", run);
    char *path = path_in(p->archive, name);
    write_text(path, lines.data);
    free(path);
    zy_buf_free(&lines);
}

static void all_are_found(const place *p, int runs)
{
    zy_store *store = NULL;
    char text[64];
    assert_int_equal(zy_open(p->index, &store, NULL), ZY_OK);
    for (int run = 0; run < runs; run++)
        for (int i = 0; i < ARTICLES; i++) {
            zy_answer *answer = NULL;
            snprintf(text, sizeof text, "\"编号%dx%d号\"", run, i);
            zy_request request = zy_request_default(text);
            assert_int_equal(zy_search(store, &request, &answer, NULL), ZY_OK);
            assert_int_equal(answer->total, 1);
            zy_answer_free(answer);
        }
    zy_close(store);
}

static size_t segments_now(const place *p)
{
    zy_generation *g = NULL;
    assert_int_equal(zy_generation_open(p->index, NULL, &g, NULL), ZY_OK);
    size_t count = g->segment_count;
    zy_generation_close(g);
    return count;
}

static void check_whole(const place *p)
{
    zy_buf page = {0};
    zy_error err = {0};
    if (zy_check(p->index, &page, &err))
        fail_msg("%s", err.message);
    zy_buf_free(&page);
}

/* What a merge writes anew must be as the reader gave it. */
static void same_document(const place *p, const char *id)
{
    zy_store *store = NULL;
    zy_document *d = NULL;
    assert_int_equal(zy_open(p->index, &store, NULL), ZY_OK);
    assert_int_equal(zy_document_get(store, id, NULL, &d, NULL), ZY_OK);
    assert_string_equal(d->title.text, "第3回 第2則");
    assert_int_equal(d->paragraph_count, 2);
    assert_string_equal(d->paragraphs[0].text, "鄉\u200B村振興㎡甲编号3x2号。");
    assert_string_equal(d->paragraphs[1].text, "第二段，①2024。");
    assert_string_equal(d->date, "2024-04-03");
    assert_string_equal(d->issue, "103");
    assert_int_equal(d->page, 3);
    assert_int_equal(d->author_count, 2);
    assert_string_equal(d->authors[0], "王 芳");
    assert_string_equal(d->section, "栏目0");
    zy_document_free(d);
    zy_close(store);
}

static void merging_keeps_everything(void **state)
{
    place *p = *state;
    for (int run = 0; run < RUNS; run++) {
        file_of_run(p, run, "甲");
        run_counting(p, 1, ARTICLES, 0, 0, (uint64_t)(run + 1) * ARTICLES);
        assert_true(segments_now(p) <= 8);
        all_are_found(p, run + 1);
        assert_int_equal(found(p, "乡村振兴m2"), (run + 1) * ARTICLES);
        if (run >= 3)
            same_document(p, "r3-2");
    }
    check_whole(p);
    run_counting(p, 0, 0, 0, 0, RUNS * ARTICLES); /* the merged ones are still known as unchanged */
    for (int run = 0; run < RUNS; run += 2)
        file_of_run(p, run, "乙");
    run_counting(p, RUNS / 2, 0, RUNS / 2 * ARTICLES, 0, RUNS * ARTICLES);
    all_are_found(p, RUNS);
    assert_int_equal(found(p, "乙编号"), RUNS / 2 * ARTICLES);
    assert_int_equal(found(p, "甲编号"), RUNS / 2 * ARTICLES);
    check_whole(p);
}

/* Files of the index folder by kind. */
static size_t count_files(const place *p, const char *ending)
{
    size_t count = 0;
    DIR *dir = opendir(p->index);
    for (struct dirent *entry; (entry = readdir(dir));) {
        size_t len = strlen(entry->d_name), end = strlen(ending);
        count += len > end && strcmp(entry->d_name + len - end, ending) == 0;
        assert_true(strncmp(entry->d_name, "scratch", 7) != 0);
    }
    closedir(dir);
    return count;
}

static void clears_away(void **state)
{
    place *p = *state;
    char *left = path_in(p->index, "s000009-00.zys"), *tmp = path_in(p->index, "g000003.json.tmp"),
         *theirs = path_in(p->index, "notes.txt"), *scratch = path_in(p->index, "scratch-1");
    write_text(left, "left by a crash");
    write_text(theirs, "not ours");
    assert_int_equal(zy_make_folder(scratch, NULL), ZY_OK);
    for (int run = 0; run < 5; run++) {
        file_of_run(p, run, "甲");
        assert_int_equal(run_all(p), ZY_OK);
    }
    assert_int_equal(count_files(p, ".json"), 2); /* this generation and the one before */
    assert_int_equal(count_files(p, ".sources"), 2);
    assert_int_equal(count_files(p, ".tmp"), 0);
    assert_int_equal(count_files(p, ".zys"), count_files(p, ".glass"));
    struct stat about;
    assert_int_not_equal(stat(left, &about), 0);
    assert_int_equal(stat(theirs, &about), 0);
    free(left);
    free(tmp);
    free(theirs);
    free(scratch);
}

/* Many articles, two workers: none is lost between the parts, and each keeps its neighbours' bits apart. */
static void keeps_many(void **state)
{
    place *p = *state;
    enum { MANY = 1500 };
    zy_buf lines = {0};
    for (int i = 0; i < MANY; i++)
        zy_buf_printf(&lines, "{\"id\": \"m%d\", \"title\": \"\", \"body\": \"唯一%d号在张堰%s\"}\n", i, i,
                      i % 7 ? "" : "，㎡鄉");
    char *path = path_in(p->archive, "many.jsonl");
    write_text(path, lines.data);
    run_counting(p, 1, MANY, 0, 0, MANY);
    zy_store *store = NULL;
    assert_int_equal(zy_open(p->index, &store, NULL), ZY_OK);
    for (int i = 0; i < MANY; i += 13) {
        char text[64];
        zy_answer *answer = NULL;
        snprintf(text, sizeof text, "\"唯一%d号\"", i);
        zy_request request = zy_request_default(text);
        assert_int_equal(zy_search(store, &request, &answer, NULL), ZY_OK);
        assert_int_equal(answer->total, 1);
        assert_int_equal(answer->classes[ZY_CLASS_WORD], 1);
        zy_answer_free(answer);
    }
    zy_close(store);
    assert_int_equal(found(p, "张堰"), MANY);
    free(path);
    zy_buf_free(&lines);
}

/* With other words the index is made anew from all it was made of, named in this run or not. */
static void reads_all_again_for_new_words(void **state)
{
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("a", "建农村的第一篇"));
    put_file(p, "b.jsonl", TEXTS("b", "搞农村的第二篇"));
    run_counting(p, 2, 2, 0, 0, 2);
    char *words = folder_make(), *gazetteer = path_in(words, "words.txt");
    write_text(gazetteer, "修旧如旧\n");
    p->options.lexicon = words;
    assert_int_equal(run_on(p, "b.jsonl"), ZY_OK);
    assert_int_equal(p->result.files_read, 2);
    assert_int_equal(p->result.articles_total, 2);
    must_hold(p, TEXTS("第一篇", "第二篇"), 1);
    assert_int_equal(run_all(p), ZY_OK); /* the same words: nothing to do */
    assert_int_equal(p->result.files_read, 0);
    p->options.lexicon = NULL; /* the words the index carries are used again */
    assert_int_equal(run_all(p), ZY_OK);
    assert_int_equal(p->result.files_read, 0);
    free(gazetteer);
    folder_drop(words);
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, place_open, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(merging_keeps_everything),
        PLACED(clears_away),
        PLACED(keeps_many),
        PLACED(reads_all_again_for_new_words),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
