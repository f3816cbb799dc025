/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs that come to nothing: whatever fails, the old index answers, and the next run succeeds. */
#include "support.h"

#include "base/file.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void first_run(place *p)
{
    put_file(p, "a.jsonl", TEXTS("a1", "旧的一篇"));
    run_counting(p, 1, 1, 0, 0, 1);
}

/* The old one answers; then a run as it should be takes the new one in. */
static void old_answers_then_new(place *p)
{
    char name[32];
    current_name(p, name);
    assert_string_equal(name, "g000001");
    must_hold(p, TEXTS("旧的"), 1);
    must_hold(p, TEXTS("新的"), 0);
    p->options = (zy_index_options){.folder = p->index, .jobs = 2};
    assert_int_equal(run_all(p), ZY_OK);
    assert_int_equal(p->result.articles_total, 2);
    must_hold(p, TEXTS("旧的", "新的"), 1);
}

static void gate_keeps_the_old(void **state)
{
    place *p = *state;
    first_run(p);
    char *golden = path_in(p->archive, "golden.tsv");
    write_text(golden, "# 查询\t第一\t不应\n旧的一篇\ta1\t\n新的\t没有的标题\t\n");
    put_file(p, "b.jsonl", TEXTS("b1", "新的一篇"));
    p->options.golden = golden;
    assert_int_equal(run_all(p), ZY_GATE);
    assert_non_null(strstr(p->error.message, "第 3 行"));
    assert_true(p->error.hint[0]);
    assert_int_equal(run_all(p), ZY_GATE); /* and again, over what the first left behind */
    free(golden);
    old_answers_then_new(p);
}

static void gate_lets_the_right_through(void **state)
{
    place *p = *state;
    char *golden = path_in(p->archive, "golden.tsv");
    write_text(golden, "旧的一篇\ta1\tb1\r\n\n新的一篇\tb1\t\n");
    put_file(p, "a.jsonl", TEXTS("a1", "旧的一篇"));
    put_file(p, "b.jsonl", TEXTS("b1", "新的一篇"));
    p->options.golden = golden;
    p->options.folder = p->index;
    zy_status status = run_all(p);
    /* b1 shares 一篇: whether it is related decides the third cell; both answers are lawful here */
    assert_true(status == ZY_OK || status == ZY_GATE);
    write_text(golden, "\"旧的\"\ta1\tb1\n");
    assert_int_equal(run_all(p), ZY_OK);
    free(golden);
}

static bool stop_at_phase(void *context, const zy_index_progress *now)
{
    return strcmp(now->phase, context) != 0;
}

static void stops_when_asked(void **state)
{
    place *p = *state;
    first_run(p);
    put_file(p, "b.jsonl", TEXTS("b1", "新的一篇"));
    p->options.progress = stop_at_phase;
    const char *const phases[] = {"查看", "读取", "排序", "检查", "发布"};
    for (size_t i = 0; i < COUNT(phases); i++) {
        p->options.context = (void *)(uintptr_t)phases[i];
        assert_int_equal(run_all(p), ZY_TIMEOUT);
        assert_int_equal(found(p, "新的"), 0);
    }
    old_answers_then_new(p);
}

static void waits_for_no_lock(void **state)
{
    place *p = *state;
    first_run(p);
    put_file(p, "b.jsonl", TEXTS("b1", "新的一篇"));
    char *lock = path_in(p->index, "LOCK");
    int fd = open(lock, O_RDWR);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(run_all(p), ZY_LOCKED);
    assert_true(p->error.message[0] && p->error.hint[0]);
    close(fd);
    free(lock);
    old_answers_then_new(p);
}

static void *run_in_thread(void *argument)
{
    place *p = argument;
    return (void *)(uintptr_t)run_all(p);
}

/* Two at once: one does it, the other does it afterwards or is told; nothing is damaged. */
static void two_at_once(void **state)
{
    place *p = *state;
    for (int i = 0; i < 6; i++) {
        char name[32], text[32];
        snprintf(name, sizeof name, "n%d.jsonl", i);
        snprintf(text, sizeof text, "第%d件事", i);
        put_file(p, name, TEXTS(name, text));
        place other = {.archive = p->archive, .index = p->index, .options = p->options};
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, run_in_thread, &other), 0);
        zy_status mine = run_all(p);
        void *theirs;
        pthread_join(thread, &theirs);
        zy_index_result_free(&other.result);
        assert_true(mine == ZY_OK || mine == ZY_LOCKED);
        assert_true((uintptr_t)theirs == ZY_OK || (uintptr_t)theirs == ZY_LOCKED);
        assert_true(mine == ZY_OK || (uintptr_t)theirs == ZY_OK);
        assert_int_equal(found(p, "件事"), i + 1);
    }
}

/* All names of the index folder with their sizes and times, as one number. */
static uint64_t picture(const place *p)
{
    char command[512], line[256];
    snprintf(command, sizeof command, "cd %s && ls -lA --time-style=full-iso", p->index);
    FILE *list = popen(command, "r");
    uint64_t sum = 5381;
    while (fgets(line, sizeof line, list))
        if (!strstr(line, "LOCK"))
            for (const char *c = line; *c; c++)
                sum = sum * 33 + (unsigned char)*c;
    pclose(list);
    return sum;
}

static void dry_run_changes_nothing(void **state)
{
    place *p = *state;
    first_run(p);
    uint64_t before = picture(p);
    put_file(p, "b.jsonl", TEXTS("b1", "新的一篇"));
    p->options.dry_run = true;
    assert_int_equal(run_all(p), ZY_OK);
    assert_int_equal(p->result.articles_added, 1);
    assert_int_equal(p->result.articles_total, 2);
    assert_int_equal(picture(p), before);
    old_answers_then_new(p);
}

static void refuses_bad_files_alone(void **state)
{
    place *p = *state;
    first_run(p);
    put_file(p, "b.jsonl", TEXTS("b1", "新的一篇"));
    char *empty = path_in(p->archive, "empty.jsonl"), *binary = path_in(p->archive, "binary.jsonl"),
         *fifo = path_in(p->archive, "pipe.jsonl");
    write_text(empty, "");
    assert_int_equal(zy_file_write(binary, "\0\1\2\xFF\xFE\0\0\3", 8, NULL), ZY_OK);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(run_all(p), ZY_REFUSED);
    assert_non_null(strstr(p->result.refusals.data, "binary.jsonl"));
    assert_int_equal(p->result.articles_total, 2);
    must_hold(p, TEXTS("旧的", "新的"), 1);
    unlink(empty);
    unlink(binary);
    unlink(fifo);
    assert_int_equal(run_all(p), ZY_OK);
    free(empty);
    free(binary);
    free(fifo);
}

/* A first run that finds nothing makes no index; there is one sentence that says so. */
static void makes_nothing_of_nothing(void **state)
{
    place *p = *state;
    zy_store *store = NULL;
    assert_int_equal(run_all(p), ZY_BAD_ARGUMENT);
    assert_non_null(strstr(p->error.message, p->archive));
    assert_int_equal(zy_open(p->index, &store, NULL), ZY_NO_INDEX);
    put_file(p, "b.jsonl", TEXTS("b1", "新的一篇"));
    run_counting(p, 1, 1, 0, 0, 1);
}

static void says_when_nothing_is_there(void **state)
{
    place *p = *state;
    assert_int_equal(run_on(p, "nowhere.jsonl"), ZY_BAD_ARGUMENT);
    assert_non_null(strstr(p->result.refusals.data, "nowhere.jsonl"));
    first_run(p);
    assert_int_equal(run_on(p, "nowhere.jsonl"), ZY_REFUSED); /* the index has what it had */
    must_hold(p, TEXTS("旧的"), 1);
    const char *none[] = {""};
    zy_index_result result = {0};
    zy_error err = {0};
    assert_int_equal(zy_index(&p->options, none, 0, &result, &err), ZY_BAD_ARGUMENT);
    zy_index_options unwritable = {.folder = "/proc/nowhere"};
    const char *paths[] = {p->archive};
    err = (zy_error){0};
    assert_int_equal(zy_index(&unwritable, paths, 1, &result, &err), ZY_IO);
    assert_true(err.message[0]);
    zy_index_result_free(&result);
}

/* An index that is damaged is refused with the way out, and the way out works. */
static void mends_by_rebuilding(void **state)
{
    place *p = *state;
    const char *const damage[] = {"垃圾", "g000099\n", "g\n"};
    char *current = path_in(p->index, "CURRENT");
    first_run(p);
    for (size_t i = 0; i < COUNT(damage); i++) {
        write_text(current, damage[i]);
        p->options.rebuild = false;
        assert_int_equal(run_all(p), ZY_CORRUPT);
        assert_non_null(strstr(p->error.hint, "--rebuild"));
        p->options.rebuild = true;
        zy_status status = run_all(p);
        if (status)
            print_error("%s\n", p->error.message);
        assert_int_equal(status, ZY_OK);
        must_hold(p, TEXTS("旧的"), 1);
    }
    free(current);
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, place_open, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(gate_keeps_the_old),
        PLACED(gate_lets_the_right_through),
        PLACED(stops_when_asked),
        PLACED(waits_for_no_lock),
        PLACED(two_at_once),
        PLACED(dry_run_changes_nothing),
        PLACED(refuses_bad_files_alone),
        PLACED(makes_nothing_of_nothing),
        PLACED(says_when_nothing_is_there),
        PLACED(mends_by_rebuilding),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
