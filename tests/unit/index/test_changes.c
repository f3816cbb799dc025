/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run notices: pages that go, files being written, folders that are not there, other lexicons. */
#include "support.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool says(const zy_buf *text, const char *what)
{
    return text->data && strstr(text->data, what);
}

/* ---- Files ---- */

static void put_page(const place *p, const char *name, const char *title)
{
    char *path = path_in(p->archive, name), text[512];
    snprintf(
        text, sizeof text,
        "%s\n\n    这是%s的正文，写得足够长，免得被当作别的什么东西。正文里有好几句话，每一句都说完了。\n",
        title, title);
    write_text(path, text);
    free(path);
}

/* An issue that has lost a page is read anew. */
static void a_page_that_goes(void **state)
{
    place *p = *state;
    put_page(p, "01.txt", "头版的文章");
    put_page(p, "02.txt", "二版的文章");
    assert_int_equal(run_all(p), ZY_OK);
    assert_int_equal(p->result.files_read, 2);
    uint64_t first = found(p, "二版的文章的正文");
    assert_int_equal(first, 1);
    remove_file(p, "02.txt");
    assert_int_equal(run_all(p), ZY_OK);
    assert_int_equal(p->result.files_gone, 1);
    assert_int_equal(p->result.files_read, 1);
    assert_int_equal(found(p, "二版的文章的正文"), 0);
    assert_int_equal(found(p, "头版的文章的正文"), 1);
}

/* Content counts, and neither name nor time alone. */
static void touched_and_not_changed(void **state)
{
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇"));
    run_counting(p, 1, 1, 0, 0, 1);
    char *path = path_in(p->archive, "a.jsonl");
    const struct timespec old[2] = {{.tv_sec = 1000000}, {.tv_sec = 1000000}};
    assert_int_equal(utimensat(-100 /* AT_FDCWD */, path, old, 0), 0);
    run_counting(p, 0, 0, 0, 0, 1);
    assert_int_equal(p->result.files_unchanged, 1);
    /* Changed with length and time as they were. */
    put_file(p, "a.jsonl", TEXTS("a1", "第二篇"));
    assert_int_equal(utimensat(-100, path, old, 0), 0);
    run_counting(p, 1, 0, 1, 0, 1);
    must_hold(p, TEXTS("第二篇"), 1);
    must_hold(p, TEXTS("第一篇"), 0);
    free(path);
}

static bool not_b(void *context, const char *path)
{
    (void)context;
    return strstr(path, "/b.jsonl") == NULL;
}

/* A file that is not ready is as if nothing had happened to it. */
static void files_being_written(void **state)
{
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇"));
    put_file(p, "b.jsonl", TEXTS("b1", "旧的一篇"));
    run_counting(p, 2, 2, 0, 0, 2);
    put_file(p, "b.jsonl", TEXTS("b1", "新的一篇", "b2", "又一篇"));
    put_file(p, "c.jsonl", TEXTS("c1", "别的一篇"));
    p->options.ready = not_b;
    run_counting(p, 1, 1, 0, 0, 3);
    assert_int_equal(p->result.files_waiting, 1);
    must_hold(p, TEXTS("旧的", "别的"), 1);
    must_hold(p, TEXTS("新的", "又一篇"), 0);
    p->options.ready = NULL;
    run_counting(p, 1, 1, 1, 0, 4);
    must_hold(p, TEXTS("新的", "又一篇"), 1);
    must_hold(p, TEXTS("旧的"), 0);
}

/* Appends to a file each time the run asks for it: it will not stand still. */
static bool keeps_growing(void *context, const zy_index_progress *now)
{
    const place *p = context;
    if (strcmp(now->phase, "读取") == 0) {
        char *path = path_in(p->archive, "b.jsonl");
        FILE *file = fopen(path, "a");
        fprintf(file, "{\"id\": \"b%llu\", \"body\": \"又来一行\"}\n", (unsigned long long)now->done + 100);
        fclose(file);
        free(path);
    }
    return true;
}

/* Changed between the look and the reading: what is read is what is remembered, so the next run need not
 * guess. */
static void grows_while_it_is_read(void **state)
{
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇"));
    put_file(p, "b.jsonl", TEXTS("b1", "第二篇"));
    p->options.progress = keeps_growing;
    p->options.context = p;
    assert_int_equal(run_all(p), ZY_OK);
    uint64_t lines = found(p, "又来一行");
    assert_int_equal(lines, 2);
    must_hold(p, TEXTS("第一篇", "第二篇"), 1);
    p->options.progress = NULL;
    run_counting(p, 0, 0, 0, 0, p->result.articles_total);
}

static bool takes_away(void *context, const zy_index_progress *now)
{
    const place *p = context;
    if (strcmp(now->phase, "读取") == 0 && now->done == 1) {
        char *path = path_in(p->archive, "b.jsonl");
        unlink(path);
        free(path);
    }
    return true;
}

static void vanishes_before_it_is_read(void **state)
{
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇"));
    put_file(p, "b.jsonl", TEXTS("b1", "第二篇"));
    run_counting(p, 2, 2, 0, 0, 2);
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇改过"));
    put_file(p, "b.jsonl", TEXTS("b1", "第二篇改过"));
    p->options.progress = takes_away;
    p->options.context = p;
    assert_int_equal(run_all(p), ZY_OK);
    assert_int_equal(p->result.files_gone, 1);
    assert_int_equal(p->result.articles_removed, 1);
    must_hold(p, TEXTS("第一篇改过"), 1);
    must_hold(p, TEXTS("第二篇"), 0);
}

static void a_root_that_is_not_there(void **state)
{
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇"));
    run_counting(p, 1, 1, 0, 0, 1);
    char away[256];
    snprintf(away, sizeof away, "%s.away", p->archive);
    assert_int_equal(rename(p->archive, away), 0);
    assert_int_equal(run_all(p), ZY_REFUSED);
    assert_true(says(&p->result.notices, "没有挂载"));
    assert_int_equal(p->result.articles_removed, 0);
    must_hold(p, TEXTS("第一篇"), 1);
    assert_int_equal(rename(away, p->archive), 0);
    run_counting(p, 0, 0, 0, 0, 1);
    remove_file(p, "a.jsonl"); /* the file alone is gone: so is its article */
    put_file(p, "b.jsonl", TEXTS("b1", "第二篇"));
    run_counting(p, 1, 1, 0, 1, 1);
}

/* A name that is no UTF-8 is a name: known again, and missed when it goes. */
static void names_in_other_encodings(void **state)
{
    place *p = *state;
    put_file(p, "\xD5\xC5\xD1\xDF.jsonl", TEXTS("g1", "名字是国标码的"));
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇"));
    run_counting(p, 2, 2, 0, 0, 2);
    run_counting(p, 0, 0, 0, 0, 2);
    assert_int_equal(p->result.files_unchanged, 2);
    remove_file(p, "\xD5\xC5\xD1\xDF.jsonl");
    run_counting(p, 0, 0, 0, 1, 1);
    must_hold(p, TEXTS("国标码"), 0);
}

/* ---- Dry runs ---- */

static void dry_run_tells(void **state)
{
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇", "a2", "第二篇"));
    put_file(p, "b.jsonl", TEXTS("b1", "第三篇"));
    put_file(p, "d.jsonl", TEXTS("d1", "不动的"));
    run_counting(p, 3, 4, 0, 0, 4);
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇改过"));
    put_file(p, "c.jsonl", TEXTS("c1", "第四篇"));
    remove_file(p, "b.jsonl");
    p->options.dry_run = true;
    run_counting(p, 2, 1, 1, 2, 3);
    static const char *const told[] = {"重读  ",         "/a.jsonl\n",    "读取  ",         "/c.jsonl\n",
                                       "不在了  ",       "/b.jsonl\n",    "更新  a1  标题", "新增  c1  标题",
                                       "去掉  a2  标题", "去掉  b1  标题"};
    for (size_t i = 0; i < COUNT(told); i++)
        if (!says(&p->result.changes, told[i]))
            fail_msg("%s is not in:\n%s", told[i], p->result.changes.data);
    assert_false(says(&p->result.changes, "d1"));
    assert_false(says(&p->result.changes, "d.jsonl"));
    assert_false(p->result.published);
    must_hold(p, TEXTS("第二篇", "第三篇"), 1);
    p->options.dry_run = false;
    run_counting(p, 2, 1, 1, 2, 3); /* and so it comes about */
    assert_null(p->result.changes.data);
}

/* A dry run makes no folder, takes no lock and needs none. */
static void dry_run_leaves_no_trace(void **state)
{
    place *p = *state;
    char nowhere[256];
    snprintf(nowhere, sizeof nowhere, "%s/none", p->archive);
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇"));
    p->options.dry_run = true;
    p->options.folder = nowhere;
    run_counting(p, 1, 1, 0, 0, 1);
    assert_int_not_equal(access(nowhere, F_OK), 0);
    p->options.folder = p->index;
}

/* ---- Lexicons ---- */

static void put_list(const char *folder, const char *name, const char *text)
{
    char *path = path_in(folder, name);
    write_text(path, text);
    free(path);
}

static void diff(const place *p, const char *lexicon, zy_buf *text, bool *changes)
{
    zy_error err = {0};
    zy_buf_free(text);
    *text = (zy_buf){0};
    if (zy_lexicon_diff(p->index, lexicon, text, changes, &err))
        fail_msg("%s", err.message);
}

static void lexicon_changes(void **state)
{
    place *p = *state;
    char *lexicon = folder_make();
    zy_buf text = {0};
    bool changes = false;
    put_file(p, "a.jsonl", TEXTS("a1", "建农村的养老院开门", "a2", "农村的路", "a3", "别的事情"));
    put_list(lexicon, "words.txt", "养老院\n");
    p->options.lexicon = lexicon;
    run_counting(p, 1, 3, 0, 0, 3);
    diff(p, lexicon, &text, &changes);
    assert_false(changes);
    run_counting(p, 0, 0, 0, 0, 3);
    assert_false(p->result.published);

    /* Synonyms change no cut: nothing is read again, and the new ones answer. */
    put_list(lexicon, "synonyms.txt", "养老院 = 敬老院\n");
    diff(p, lexicon, &text, &changes);
    assert_true(changes);
    assert_true(says(&text, "synonyms.txt：增 1 行，减 0 行") && says(&text, "切分不会改变"));
    run_counting(p, 0, 0, 0, 0, 3);
    assert_true(p->result.published);
    assert_true(says(&p->result.notices, "不必重读"));

    /* A place is cut otherwise: told beforehand, with the articles and an example; then all is read again. */
    put_list(lexicon, "gazetteer.txt", "建农村\t村\n");
    diff(p, lexicon, &text, &changes);
    assert_true(changes && says(&text, "建农村：1 篇 1 处") && says(&text, "（a1）") &&
                says(&text, "涉及 1 篇文章（共 3 篇）"));
    assert_false(says(&text, "（a3）"));
    run_counting(p, 1, 3, 0, 0, 3);
    assert_true(says(&p->result.notices, "地名或词语有变"));
    diff(p, lexicon, &text, &changes);
    assert_false(changes);

    /* The same strings in another list are cut otherwise too: a compound does not hide its parts. */
    put_list(lexicon, "gazetteer.txt", "");
    put_list(lexicon, "words.txt", "养老院\n建农村\n");
    diff(p, lexicon, &text, &changes);
    assert_true(changes);
    run_counting(p, 1, 3, 0, 0, 3);

    /* Without one named, the index keeps its own. */
    p->options.lexicon = NULL;
    run_counting(p, 0, 0, 0, 0, 3);
    assert_false(p->result.published);
    zy_buf_free(&text);
    folder_drop(lexicon);
}

static void lexicon_diff_fails_cleanly(void **state)
{
    place *p = *state;
    zy_buf text = {0};
    bool changes = false;
    zy_error err = {0};
    assert_int_equal(zy_lexicon_diff(p->index, p->archive, &text, &changes, &err), ZY_NO_INDEX);
    put_file(p, "a.jsonl", TEXTS("a1", "第一篇"));
    run_counting(p, 1, 1, 0, 0, 1);
    err = (zy_error){0};
    assert_int_equal(zy_lexicon_diff(p->index, "/nowhere/at/all", &text, &changes, &err), ZY_IO);
    assert_non_null(strstr(err.message, "/nowhere/at/all"));
    zy_buf_free(&text);
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, place_open, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(a_page_that_goes),           PLACED(touched_and_not_changed),
        PLACED(files_being_written),        PLACED(grows_while_it_is_read),
        PLACED(vanishes_before_it_is_read), PLACED(a_root_that_is_not_there),
        PLACED(names_in_other_encodings),   PLACED(dry_run_tells),
        PLACED(dry_run_leaves_no_trace),    PLACED(lexicon_changes),
        PLACED(lexicon_diff_fails_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
