/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files: what is read, what is refused with which sentence, and that writing replaces whole. */
#include "../unit.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char room[64];

static const char *in_room(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", room, name);
    return path;
}

static void write_then_read(void **state)
{
    (void)state;
    char *data = NULL;
    size_t len = 0;
    assert_int_equal(zy_file_write(in_room("a"), "first", 5, NULL), ZY_OK);
    assert_int_equal(zy_file_write(in_room("a"), "养\0院", 7, NULL), ZY_OK);
    assert_int_equal(zy_file_read(in_room("a"), 100, &data, &len, NULL), ZY_OK);
    assert_int_equal(len, 7);
    assert_memory_equal(data, "养\0院", 8);
    free(data);
    assert_int_equal(access(in_room("a.tmp"), F_OK), -1);
}

static void empty_file_is_fine(void **state)
{
    (void)state;
    char *data = NULL;
    size_t len = 9;
    assert_int_equal(zy_file_write(in_room("empty"), NULL, 0, NULL), ZY_OK);
    assert_int_equal(zy_file_read(in_room("empty"), 0, &data, &len, NULL), ZY_OK);
    assert_int_equal(len, 0);
    assert_string_equal(data, "");
    free(data);
    zy_map map = {0};
    assert_int_equal(zy_map_open(in_room("empty"), &map, NULL), ZY_OK);
    assert_null(map.data);
    zy_map_close(&map);
}

/* Nothing but a regular file is opened for reading, and the outputs stay as they were. */
static void refuses(const char *name, zy_status wanted, const char *words)
{
    char *data = (char *)1;
    size_t len = 77;
    zy_error err = {0};
    assert_int_equal(zy_file_read(in_room(name), 4, &data, &len, &err), wanted);
    assert_ptr_equal(data, (char *)1);
    assert_int_equal(len, 77);
    assert_non_null(strstr(err.message, in_room(name)));
    assert_non_null(strstr(err.message, words));
}

static void bad_files_are_refused(void **state)
{
    (void)state;
    assert_int_equal(zy_file_write(in_room("large"), "12345", 5, NULL), ZY_OK);
    assert_int_equal(mkfifo(in_room("fifo"), 0600), 0);
    assert_int_equal(zy_make_folder(in_room("folder"), NULL), ZY_OK);
    refuses("missing", ZY_IO, "打不开");
    refuses("fifo", ZY_IO, "不是普通文件");
    refuses("folder", ZY_IO, "不是普通文件");
    refuses("large", ZY_TOO_LARGE, "上限");
}

static void map_shows_the_bytes(void **state)
{
    (void)state;
    assert_int_equal(zy_file_write(in_room("map"), "abc", 3, NULL), ZY_OK);
    zy_map map = {0};
    assert_int_equal(zy_map_open(in_room("map"), &map, NULL), ZY_OK);
    assert_int_equal(map.len_bytes, 3);
    assert_memory_equal(map.data, "abc", 3);
    zy_map_close(&map);
    assert_null(map.data);
    zy_map_close(NULL);
    assert_int_equal(zy_map_open(in_room("none"), &map, NULL), ZY_IO);
}

static void folders(void **state)
{
    (void)state;
    zy_error err = {0};
    assert_int_equal(zy_make_folder(in_room("f"), NULL), ZY_OK);
    assert_int_equal(zy_make_folder(in_room("f"), NULL), ZY_OK);
    assert_int_equal(zy_file_write(in_room("f/x"), "x", 1, NULL), ZY_OK);
    assert_int_equal(zy_make_folder(in_room("f/x"), &err), ZY_IO);
    assert_int_equal(symlink(room, in_room("f/loop")), 0);
    zy_remove_tree(in_room("f"));
    assert_int_equal(access(in_room("f"), F_OK), -1);
    assert_int_equal(access(in_room("a"), F_OK), 0); /* not through the link */
    assert_int_equal(zy_file_write(in_room("no/such/file"), "x", 1, NULL), ZY_IO);
}

static int make_room(void **state)
{
    (void)state;
    strcpy(room, "/tmp/zy-unit-XXXXXX");
    return mkdtemp(room) ? 0 : -1;
}

static int remove_room(void **state)
{
    (void)state;
    zy_remove_tree(room);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write_then_read),
        cmocka_unit_test(empty_file_is_fine),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(map_shows_the_bytes),
        cmocka_unit_test(folders),
    };
    return cmocka_run_group_tests(tests, make_room, remove_room);
}
