/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going back to the generation before, by command and when the current one is damaged; and what is cleared
 * away. */
#include "support.h"

#include "base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void three_runs(place *p)
{
    put_file(p, "a.jsonl", TEXTS("a1", "第一次印的"));
    run_counting(p, 1, 1, 0, 0, 1);
    put_file(p, "b.jsonl", TEXTS("b1", "第二次印的"));
    run_counting(p, 1, 1, 0, 0, 2);
    put_file(p, "c.jsonl", TEXTS("c1", "第三次印的"));
    run_counting(p, 1, 1, 0, 0, 3);
}

static bool in_index(const place *p, const char *name)
{
    char *path = path_in(p->index, name);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

static void must_be_current(const place *p, const char *wanted)
{
    char name[32];
    current_name(p, name);
    assert_string_equal(name, wanted);
}

static void back_and_forward_again(void **state)
{
    place *p = *state;
    char name[32];
    zy_error err = {0};
    assert_int_equal(zy_index_rollback(p->index, name, &err), ZY_NO_INDEX);
    three_runs(p);
    must_be_current(p, "g000003");
    assert_int_equal(zy_index_rollback(p->index, name, NULL), ZY_OK);
    assert_string_equal(name, "g000002");
    must_be_current(p, "g000002");
    must_hold(p, TEXTS("第一次", "第二次"), 1);
    must_hold(p, TEXTS("第三次"), 0);
    err = (zy_error){0};
    assert_int_equal(zy_index_rollback(p->index, name, &err), ZY_NOT_FOUND); /* one is kept to go back to */
    assert_true(err.hint[0]);
    must_be_current(p, "g000002");
    run_counting(p, 1, 1, 0, 0, 3); /* forward, under a name that was never used */
    must_be_current(p, "g000004");
    must_hold(p, TEXTS("第一次", "第二次", "第三次"), 1);
    assert_false(in_index(p, "g000003.json"));
    assert_int_equal(zy_index_rollback(p->index, name, NULL), ZY_OK);
    assert_string_equal(name, "g000002");
}

static void cut_short(const place *p, const char *name, off_t by)
{
    char *path = path_in(p->index, name);
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(truncate(path, about.st_size - by), 0);
    free(path);
}

/* Changes bytes in the middle: the header does not show it, the checksums do.  More than the 63 that may lie
 * unused between two sections. */
static void spoil(const place *p, const char *name)
{
    char *path = path_in(p->index, name), bytes[64];
    struct stat about;
    int fd = open(path, O_RDWR);
    assert_true(fd >= 0 && fstat(fd, &about) == 0);
    assert_int_equal(pread(fd, bytes, sizeof bytes, about.st_size / 2), sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] ^= 0x55;
    assert_int_equal(pwrite(fd, bytes, sizeof bytes, about.st_size / 2), sizeof bytes);
    close(fd);
    free(path);
}

static void never_back_to_something_broken(void **state)
{
    place *p = *state;
    char name[32];
    zy_error err = {0};
    three_runs(p);
    spoil(p, "s000001-00.zys"); /* both generations hold it */
    assert_int_equal(zy_index_rollback(p->index, name, &err), ZY_CORRUPT);
    must_be_current(p, "g000003");
}

static void answers_by_the_one_before(void **state)
{
    static const char *const damages[] = {"CURRENT", "no CURRENT", "g000003.json", "s000003-00.zys",
                                          "s000003-00.glass"};
    place *p = *state;
    three_runs(p);
    must_hold(p, TEXTS("第三次"), 1);
    for (size_t i = 0; i < COUNT(damages); i++) {
        char *current = path_in(p->index, "CURRENT"), name[32];
        if (i == 0)
            write_text(current, "垃圾");
        else if (i == 1)
            assert_int_equal(unlink(current), 0);
        else
            cut_short(p, damages[i], i == 2 ? 60 : 1);
        free(current);
        must_hold(p, TEXTS("第一次", "第二次"), 1);
        must_hold(p, TEXTS("第三次"), 0);
        zy_buf page = {0};
        zy_error err = {0};
        assert_int_equal(zy_check(p->index, &page, &err), ZY_CORRUPT); /* and it is said */
        assert_non_null(strstr(err.message, "上一代"));
        assert_true(err.hint[0]);
        zy_buf_free(&page);
        run_counting(p, 1, 1, 0, 0, 3); /* the next run mends */
        assert_non_null(strstr(p->result.notices.data, "上一代"));
        must_hold(p, TEXTS("第一次", "第二次", "第三次"), 1);
        current_name(p, name);
        /* For the next damage: the same three generations afresh. */
        place_close(state);
        place_open(state);
        p = *state;
        three_runs(p);
    }
}

/* What was written and never published must not answer, whatever happens to CURRENT. */
static void unpublished_never_answers(void **state)
{
    place *p = *state;
    three_runs(p);
    put_file(p, "d.jsonl", TEXTS("d1", "没有通过检查的"));
    char *golden = path_in(p->archive, "golden.tsv"), *current = path_in(p->index, "CURRENT"), name[32];
    write_text(golden, "没有通过检查的\t别的文章\n");
    p->options.golden = golden;
    assert_int_equal(run_all(p), ZY_GATE);
    assert_false(in_index(p, "g000004.json")); /* it takes up no room either */
    write_text(current, "g000004\n");
    must_hold(p, TEXTS("第二次"), 1);
    must_hold(p, TEXTS("没有通过"), 0);
    current_name(p, name);
    free(golden);
    free(current);
}

static void refuses_when_no_other_is_known(void **state)
{
    place *p = *state;
    zy_store *store = NULL;
    put_file(p, "a.jsonl", TEXTS("a1", "第一次印的"));
    run_counting(p, 1, 1, 0, 0, 1);
    cut_short(p, "s000001-00.zys", 1);
    zy_error err = {0};
    assert_int_equal(zy_open(p->index, &store, &err), ZY_CORRUPT);
    assert_non_null(strstr(err.message, "截断"));
    assert_non_null(strstr(err.hint, "--rebuild"));
    p->options.rebuild = true;
    run_counting(p, 1, 1, 0, 0, 1);
    must_hold(p, TEXTS("第一次"), 1);
}

static void touch_in(const place *p, const char *name)
{
    char *path = path_in(p->index, name);
    write_text(path, "别人的");
    free(path);
}

static void clears_only_its_own(void **state)
{
    static const char *const foreign[] = {
        "g2025010.txt",  "s20250103照片.zys", "g000001.json.bak", "notes.tmp",
        "scratch-notes", "s000001.zys",       "g00001.json",      "readme",
        "takedown.txt",  "index.ini",         "s000009-1.zys"};
    static const char *const left[] = {"g000009.json",       "g000009.sources.tmp", "s000009-00.zys",
                                       "s000009-01.glass",   "s000009-00.zys.tmp",  "scratch-4711",
                                       "g000009.vocabulary", "CURRENT.tmp"};
    place *p = *state;
    put_file(p, "a.jsonl", TEXTS("a1", "第一次印的"));
    run_counting(p, 1, 1, 0, 0, 1);
    for (size_t i = 0; i < COUNT(foreign); i++)
        touch_in(p, foreign[i]);
    for (size_t i = 0; i < COUNT(left); i++)
        touch_in(p, left[i]);
    put_file(p, "b.jsonl", TEXTS("b1", "第二次印的"));
    run_counting(p, 1, 1, 0, 0, 2);
    for (size_t i = 0; i < COUNT(foreign); i++)
        if (!in_index(p, foreign[i]))
            fail_msg("%s is gone", foreign[i]);
    for (size_t i = 0; i < COUNT(left); i++)
        if (in_index(p, left[i]))
            fail_msg("%s is still there", left[i]);
    must_hold(p, TEXTS("第一次", "第二次"), 1);
}

/* A run that changes nothing makes no generation: the one before the last change stays, to go back to. */
static void unchanged_makes_nothing(void **state)
{
    place *p = *state;
    three_runs(p);
    assert_true(p->result.published);
    for (int i = 0; i < 3; i++) {
        run_counting(p, 0, 0, 0, 0, 3);
        assert_false(p->result.published);
        must_be_current(p, "g000003");
    }
    char name[32];
    assert_int_equal(zy_index_rollback(p->index, name, NULL), ZY_OK);
    assert_string_equal(name, "g000002");
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, place_open, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(back_and_forward_again),         PLACED(never_back_to_something_broken),
        PLACED(answers_by_the_one_before),      PLACED(unpublished_never_answers),
        PLACED(refuses_when_no_other_is_known), PLACED(clears_only_its_own),
        PLACED(unchanged_makes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
