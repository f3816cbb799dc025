/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run takes in: added, changed, removed, moved, twice the same. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

static void first_files(const place *p)
{
    put_file(p, "a.jsonl", TEXTS("a1", "乡村振兴第一篇", "a2", "修旧如旧第二篇"));
    put_file(p, "b.jsonl", TEXTS("b1", "养老院第三篇"));
}

static void adds_and_then_reads_nothing(void **state)
{
    place *p = *state;
    first_files(p);
    run_counting(p, 2, 3, 0, 0, 3);
    assert_int_equal(p->result.files_unchanged, 0);
    must_hold(p, TEXTS("第一篇", "第二篇", "第三篇"), 1);
    run_counting(p, 0, 0, 0, 0, 3);
    assert_int_equal(p->result.files_unchanged, 2);
    must_hold(p, TEXTS("第一篇", "第二篇", "第三篇"), 1);
    must_hold(p, TEXTS("第四篇", "第一篇第二篇"), 0);
}

static void changes_what_changed(void **state)
{
    place *p = *state;
    first_files(p);
    run_counting(p, 2, 3, 0, 0, 3);
    put_file(p, "a.jsonl", TEXTS("a1", "乡村振兴第一篇", "a2", "改过的第二篇", "a3", "新写的"));
    run_counting(p, 1, 1, 1, 0, 4);
    assert_int_equal(p->result.files_unchanged, 1);
    must_hold(p, TEXTS("第一篇", "改过的", "新写的", "第三篇", "第二篇"), 1);
    must_hold(p, TEXTS("修旧如旧"), 0);
}

static void removes_and_takes_again(void **state)
{
    place *p = *state;
    first_files(p);
    run_counting(p, 2, 3, 0, 0, 3);
    put_file(p, "a.jsonl", TEXTS("a1", "乡村振兴第一篇"));
    run_counting(p, 1, 0, 0, 1, 2);
    must_hold(p, TEXTS("第二篇"), 0);
    remove_file(p, "b.jsonl");
    run_counting(p, 0, 0, 0, 1, 1);
    assert_int_equal(p->result.files_gone, 1);
    must_hold(p, TEXTS("第三篇"), 0);
    first_files(p);
    run_counting(p, 2, 2, 0, 0, 3);
    must_hold(p, TEXTS("第一篇", "第二篇", "第三篇"), 1);
}

static void empties_and_fills(void **state)
{
    place *p = *state;
    first_files(p);
    run_counting(p, 2, 3, 0, 0, 3);
    remove_file(p, "a.jsonl");
    remove_file(p, "b.jsonl");
    run_counting(p, 0, 0, 0, 3, 0);
    must_hold(p, TEXTS("第一篇", "第三篇"), 0);
    first_files(p);
    run_counting(p, 2, 3, 0, 0, 3);
    must_hold(p, TEXTS("第一篇", "第三篇"), 1);
}

/* An article that moves to another file is the same article. */
static void follows_moved_articles(void **state)
{
    place *p = *state;
    first_files(p);
    run_counting(p, 2, 3, 0, 0, 3);
    remove_file(p, "b.jsonl");
    put_file(p, "c.jsonl", TEXTS("b1", "养老院第三篇"));
    run_counting(p, 1, 0, 1, 0, 3);
    put_file(p, "a.jsonl", TEXTS("a2", "修旧如旧第二篇"));
    put_file(p, "c.jsonl", TEXTS("b1", "养老院第三篇", "a1", "乡村振兴第一篇"));
    run_counting(p, 2, 0, 2, 0, 3); /* a2 stands on another line now */
    must_hold(p, TEXTS("第一篇", "第二篇", "第三篇"), 1);
}

static void refuses_a_second_of_the_same_id(void **state)
{
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("x", "先来的一篇"));
    put_file(p, "b.jsonl", TEXTS("x", "后到的一篇", "y", "别的一篇"));
    assert_int_equal(run_all(p), ZY_REFUSED);
    assert_int_equal(p->result.articles_total, 2);
    assert_non_null(strstr(p->result.refusals.data, "b.jsonl"));
    must_hold(p, TEXTS("先来的", "别的"), 1);
    must_hold(p, TEXTS("后到的"), 0);
    /* It is said again as long as it is so, and the second comes in when the first has gone. */
    assert_int_equal(run_all(p), ZY_REFUSED);
    assert_int_equal(p->result.articles_total, 2);
    must_hold(p, TEXTS("先来的"), 1);
    remove_file(p, "a.jsonl");
    assert_int_equal(run_all(p), ZY_OK);
    must_hold(p, TEXTS("后到的", "别的"), 1);
    must_hold(p, TEXTS("先来的"), 0);
}

static void refuses_a_bad_line_only(void **state)
{
    place *p = *state;
    char *path = path_in(p->archive, "a.jsonl");
    write_text(path,
               "{\"id\": \"a\", \"body\": \"好的一行\"}\n{bad\n{\"id\": \"b\", \"body\": \"又一行\"}\n");
    free(path);
    assert_int_equal(run_all(p), ZY_REFUSED);
    assert_non_null(strstr(p->result.refusals.data, "第 2 行"));
    must_hold(p, TEXTS("好的一行", "又一行"), 1);
}

static void keeps_files_not_named(void **state)
{
    place *p = *state;
    first_files(p);
    assert_int_equal(run_on(p, "a.jsonl"), ZY_OK);
    assert_int_equal(run_on(p, "b.jsonl"), ZY_OK);
    assert_int_equal(p->result.articles_total, 3);
    must_hold(p, TEXTS("第一篇", "第二篇", "第三篇"), 1);
    remove_file(p, "a.jsonl");
    assert_int_equal(run_on(p, "b.jsonl"), ZY_OK);
    assert_int_equal(p->result.files_gone, 1);
    assert_int_equal(p->result.articles_total, 1);
    must_hold(p, TEXTS("第一篇"), 0);
}

static void rebuilds_from_what_is_named(void **state)
{
    place *p = *state;
    first_files(p);
    run_counting(p, 2, 3, 0, 0, 3);
    p->options.rebuild = true;
    assert_int_equal(run_on(p, "b.jsonl"), ZY_OK);
    assert_int_equal(p->result.articles_total, 1);
    must_hold(p, TEXTS("第三篇"), 1);
    must_hold(p, TEXTS("第一篇"), 0);
}

/* The same folder written another way is the same folder. */
static void knows_a_folder_by_its_slash(void **state)
{
    place *p = *state;
    first_files(p);
    run_counting(p, 2, 3, 0, 0, 3);
    assert_int_equal(run_on(p, ""), ZY_OK);
    assert_int_equal(p->result.files_unchanged, 2);
    assert_int_equal(p->result.articles_total, 3);
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, place_open, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(adds_and_then_reads_nothing), PLACED(changes_what_changed),
        PLACED(removes_and_takes_again),     PLACED(empties_and_fills),
        PLACED(follows_moved_articles),      PLACED(refuses_a_second_of_the_same_id),
        PLACED(refuses_a_bad_line_only),     PLACED(keeps_files_not_named),
        PLACED(rebuilds_from_what_is_named), PLACED(knows_a_folder_by_its_slash),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
