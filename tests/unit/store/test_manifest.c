/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Manifests and CURRENT: round trip, rubbish, and what a generation says that cannot be opened. */
#include "../unit.h"

#include "../archive.h"
#include "base/file.h"
#include "store/generation.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static int make_folder(void **state)
{
    (void)state;
    folder = folder_make();
    return 0;
}

static int drop_folder(void **state)
{
    folder_drop(folder);
    return let_icu_go(state);
}

static void put(const char *name, const char *text)
{
    char *path = path_in(folder, name);
    write_text(path, text);
    free(path);
}

static void comes_back(void **state)
{
    (void)state;
    uint32_t gone[] = {0, 7, 99};
    zy_segment_entry segments[] = {
        {.name = "s000001-00", .docs = 100, .units = 4000000000u, .gone = gone, .gone_count = 3},
        {.name = "s000012-03", .docs = 1, .units = 2}};
    zy_manifest made = {.number = 12,
                        .previous = "g000011",
                        .created = "2025-01-03T10:20:30Z",
                        .analyser = "icu-72.1/\"quoted\"/分词",
                        .segments = segments,
                        .segment_count = 2};
    zy_manifest read;
    char name[ZY_GENERATION_NAME_BYTES];
    assert_int_equal(zy_manifest_write(folder, &made, NULL), ZY_OK);
    zy_generation_name(12, name);
    assert_string_equal(name, "g000012");
    assert_int_equal(zy_manifest_read(folder, name, &read, NULL), ZY_OK);
    assert_int_equal(read.number, 12);
    assert_string_equal(read.previous, made.previous);
    assert_string_equal(read.created, made.created);
    assert_string_equal(read.analyser, made.analyser);
    assert_int_equal(read.segment_count, 2);
    assert_string_equal(read.segments[0].name, "s000001-00");
    assert_int_equal(read.segments[0].units, 4000000000u);
    assert_int_equal(read.segments[0].gone_count, 3);
    assert_memory_equal(read.segments[0].gone, gone, sizeof gone);
    assert_int_equal(read.segments[1].gone_count, 0);
    zy_manifest_free(&read);
    zy_manifest_free(&read);
    zy_manifest_free(NULL);
}

static const struct {
    const char *text;
    zy_status status;
} manifests[] = {
    {"", ZY_CORRUPT},
    {"{", ZY_CORRUPT},
    {"[]", ZY_CORRUPT},
    {"null", ZY_CORRUPT},
    {"{\"schema\": \"1\"}", ZY_CORRUPT},
    {"{\"schema\": 2}", ZY_WRONG_SCHEMA},
    {"{\"schema\": 0}", ZY_WRONG_SCHEMA},
    {"{\"schema\": 1}", ZY_OK}, /* an index of nothing */
    {"{\"schema\": 1, \"segments\": []}", ZY_OK},
    {"{\"schema\": 1, \"segments\": [3]}", ZY_CORRUPT},
    {"{\"schema\": 1, \"segments\": [{\"name\": \"\", \"articles\": 1}]}", ZY_CORRUPT},
    {"{\"schema\": 1, \"segments\": [{\"name\": \"../x\", \"articles\": 1}]}", ZY_CORRUPT},
    {"{\"schema\": 1, \"segments\": [{\"name\": \"s000001-00\", \"articles\": 0}]}", ZY_CORRUPT},
    {"{\"schema\": 1, \"segments\": [{\"name\": \"s000001-00\", \"articles\": -1}]}", ZY_CORRUPT},
    {"{\"schema\": 1, \"segments\": [{\"name\": \"s\", \"articles\": 2, \"gone\": [2]}]}", ZY_CORRUPT},
    {"{\"schema\": 1, \"segments\": [{\"name\": \"s\", \"articles\": 2, \"gone\": [-1]}]}", ZY_CORRUPT},
    {"{\"schema\": 1, \"segments\": [{\"name\": \"s\", \"articles\": 2, \"gone\": [1, 1]}]}", ZY_CORRUPT},
    {"{\"schema\": 1, \"segments\": [{\"name\": \"s\", \"articles\": 2, \"gone\": [1, 0]}]}", ZY_CORRUPT},
};

static void reads_odd_manifests(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(manifests); i++) {
        zy_manifest manifest = {0};
        zy_error err = {0};
        put("g000050.json", manifests[i].text);
        zy_status status = zy_manifest_read(folder, "g000050", &manifest, &err);
        if (status != manifests[i].status)
            print_error("row %zu: %s\n", i, manifests[i].text);
        assert_int_equal(status, manifests[i].status);
        assert_true(status == ZY_OK || err.message[0]);
        if (!status)
            zy_manifest_free(&manifest);
    }
}

static const struct {
    const char *text;
    zy_status status;
} currents[] = {
    {"g000012\n", ZY_OK},
    {"g000012", ZY_CORRUPT},
    {"", ZY_CORRUPT},
    {"\n", ZY_CORRUPT},
    {"g\n", ZY_CORRUPT},
    {"x000012\n", ZY_CORRUPT},
    {"g12x\n", ZY_CORRUPT},
    {"../g000012\n", ZY_CORRUPT},
    {"g000012\ng000011\n", ZY_OK},
    {"g000012\ng000009\n", ZY_OK},
    {"g000012\ng000013\n", ZY_CORRUPT}, /* the one before comes before */
    {"g000012\ng000012\n", ZY_CORRUPT},
    {"g000012\n\n", ZY_CORRUPT},
    {"g000012\ng000011", ZY_CORRUPT},
    {"g000012\ng000011\ng000010\n", ZY_CORRUPT},
    {"垃圾\n", ZY_CORRUPT},
    {"g0000120000000000000000000000000000000000000\n", ZY_CORRUPT},
    {"g1234567890123\n", ZY_OK},
};

static void reads_odd_currents(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(currents); i++) {
        char name[ZY_GENERATION_NAME_BYTES] = "untouched";
        zy_error err = {0};
        put("CURRENT", currents[i].text);
        zy_status status = zy_current_read(folder, name, &err);
        if (status != currents[i].status)
            print_error("row %zu: %s\n", i, currents[i].text);
        assert_int_equal(status, currents[i].status);
        if (status) {
            assert_string_equal(name, "untouched");
            assert_true(err.message[0] && err.hint[0]);
        }
    }
    assert_int_equal(zy_current_write(folder, "g000077", "", NULL), ZY_OK);
    char name[ZY_GENERATION_NAME_BYTES];
    assert_int_equal(zy_current_read(folder, name, NULL), ZY_OK);
    assert_string_equal(name, "g000077");
    char previous[ZY_GENERATION_NAME_BYTES] = "x";
    assert_int_equal(zy_current_read_both(folder, name, previous, NULL), ZY_OK);
    assert_string_equal(previous, "");
    assert_int_equal(zy_current_write(folder, "g000078", "g000077", NULL), ZY_OK);
    assert_int_equal(zy_current_read_both(folder, name, previous, NULL), ZY_OK);
    assert_string_equal(name, "g000078");
    assert_string_equal(previous, "g000077");
}

static void says_why_nothing_opens(void **state)
{
    (void)state;
    zy_generation *g = NULL;
    zy_error err = {0};
    assert_int_equal(zy_generation_open("/nowhere/at/all", NULL, &g, &err), ZY_NO_INDEX);
    assert_true(err.message[0] && err.hint[0]);
    char *empty = folder_make();
    err = (zy_error){0};
    assert_int_equal(zy_generation_open(empty, NULL, &g, &err), ZY_NO_INDEX);
    assert_int_equal(zy_current_write(empty, "g000001", "", NULL), ZY_OK); /* names what is not there */
    err = (zy_error){0};
    assert_int_equal(zy_generation_open(empty, NULL, &g, &err), ZY_CORRUPT);
    assert_true(err.message[0] && err.hint[0]);
    char *path = path_in(empty, "g000001.json");
    write_text(path, "{\"schema\": 99}");
    err = (zy_error){0};
    assert_int_equal(zy_generation_open(empty, NULL, &g, &err), ZY_WRONG_SCHEMA);
    assert_int_equal(err.status, ZY_WRONG_SCHEMA);
    assert_null(g);
    free(path);
    folder_drop(empty);
}

/* A manifest that disagrees with its segment, or whose files are missing. */
static void checks_against_segments(void **state)
{
    (void)state;
    zy_articles set = {0};
    zy_generation *g = NULL;
    zy_error err = {0};
    article_add(&set, "a", "一", NULL, NULL);
    article_add(&set, "b", "二", NULL, NULL);
    char *index = folder_make();
    index_make(index, &set, 1);
    assert_int_equal(zy_generation_open(index, NULL, &g, &err), ZY_OK);
    assert_int_equal(g->live_count, 2);
    zy_generation_close(g);
    g = NULL;
    uint32_t gone[] = {1};
    zy_segment_entry entry = {.name = "s000001-00", .docs = 2, .gone = gone, .gone_count = 1};
    generation_publish(index, 2, &entry, 1);
    assert_int_equal(zy_generation_open(index, NULL, &g, &err), ZY_OK);
    assert_int_equal(g->live_count, 1);
    assert_int_equal(zy_generation_find_id(g, "a"), 0);
    assert_int_equal(zy_generation_find_id(g, "b"), -1);
    zy_generation_close(g);
    g = NULL;
    entry = (zy_segment_entry){.name = "s000001-00", .docs = 3};
    generation_publish(index, 3, &entry, 1);
    assert_int_equal(zy_generation_open(index, NULL, &g, &err), ZY_CORRUPT);
    entry.docs = 2;
    generation_publish(index, 4, &entry, 1);
    char *path = path_in(index, "s000001-00.glass");
    err = (zy_error){0};
    assert_int_equal(truncate(path, 100), 0);
    assert_int_equal(zy_generation_open(index, NULL, &g, &err), ZY_CORRUPT);
    unlink(path);
    err = (zy_error){0};
    assert_int_equal(zy_generation_open(index, NULL, &g, &err), ZY_CORRUPT);
    assert_true(err.message[0] && err.hint[0]);
    assert_null(g);
    free(path);
    folder_drop(index);
    zy_articles_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(reads_odd_manifests),
        cmocka_unit_test(reads_odd_currents),
        cmocka_unit_test(says_why_nothing_opens),
        cmocka_unit_test(checks_against_segments),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
