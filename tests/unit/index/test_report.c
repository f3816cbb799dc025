/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report: what is in which section, in which order, for how long; and the same as a page. */
#include "support.h"

#include "base/buf.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const order[] = {"refused",         "uncertain", "repaired",       "slips",
                                    "undated",         "jumps",     "missing_issues", "empty_pages",
                                    "private_numbers", "takedown",  "info",           "encodings"};

static json_t *report_of(place *p, zy_status wanted)
{
    p->options.report = true;
    zy_status status = run_all(p);
    if (status != wanted)
        fail_msg("%s: %s", zy_status_name(status), p->error.message);
    json_t *report = json_loads(p->result.report_json.data, 0, NULL);
    assert_non_null(report);
    json_t *sections = json_object_get(report, "sections");
    assert_int_equal(json_array_size(sections), COUNT(order));
    for (size_t i = 0; i < COUNT(order); i++)
        assert_string_equal(json_string_value(json_object_get(json_array_get(sections, i), "code")),
                            order[i]);
    return report;
}

static const json_t *section(const json_t *report, const char *code)
{
    const json_t *sections = json_object_get(report, "sections");
    for (size_t i = 0; i < json_array_size(sections); i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(sections, i), "code")), code) == 0)
            return json_array_get(sections, i);
    fail_msg("no section %s", code);
    return NULL;
}

/* How many items of the section hold the text. */
static size_t says(const json_t *report, const char *code, const char *text)
{
    const json_t *items = json_object_get(section(report, code), "items");
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(items); i++)
        count += strstr(json_string_value(json_object_get(json_array_get(items, i), "text")), text) != NULL;
    return count;
}

static json_int_t count(const json_t *report, const char *code)
{
    return json_integer_value(json_object_get(section(report, code), "count"));
}

static void put_raw(const place *p, const char *folder, const char *name, const char *text)
{
    char *path = path_in(folder ? folder : p->archive, name);
    write_text(path, text);
    free(path);
}

static void everything_in_its_section(void **state)
{
    place *p = *state;
    put_raw(p, NULL, "a.jsonl",
            "{\"id\":\"a1\",\"issue\":\"101\",\"page\":1,\"date\":\"2024-03-01\",\"title\":\"养老院一\","
            "\"body\":\"养老院的食堂开张。\"}\n"
            "{\"id\":\"a2\",\"issue\":\"101\",\"page\":3,\"date\":\"2024-03-01\",\"title\":\"养老院二\","
            "\"body\":\"养老院的菜园。\"}\n"
            "{\"id\":\"a3\",\"issue\":\"104\",\"page\":1,\"date\":\"2024-05-01\",\"title\":\"养老院三\","
            "\"body\":\"养老院的春天。\"}\n"
            "{\"id\":\"a4\",\"issue\":\"104\",\"page\":2,\"date\":\"2024-05-01\",\"title\":\"养老院四\","
            "\"body\":\"养老院的路灯。\"}\n");
    put_raw(p, NULL, "b.jsonl",
            "{\"id\":\"b1\",\"title\":\"<b>没有日期</"
            "b>\",\"body\":\"养老园卡号6222021234567890128。\"}\n"
            "{不是 JSON\n{\"id\":\"b3\",\"date\":\"2024-02-30\",\"body\":\"日期不对。\"}\n");
    put_raw(p, p->index, "takedown.txt", "文章 a4 隐私\n文章 没有的\n");
    char *lexicon = folder_make();
    put_raw(p, lexicon, "words.txt", "养老院\n");
    p->options.lexicon = lexicon;
    json_t *report = report_of(p, ZY_REFUSED);
    static const struct {
        const char *code, *text;
        size_t items;
    } rows[] = {
        {"refused", "b.jsonl 第 2 行", 1},
        {"refused", "a.jsonl", 0},
        {"uncertain", "2024-02-30", 1},
        {"slips", "“养老园”是不是“养老院”", 1},
        {"slips", "食堂", 0},
        {"undated", "b.jsonl：2 篇", 1},
        {"undated", "a.jsonl", 0},
        {"missing_issues", "102", 1},
        {"missing_issues", "105", 0},
        {"empty_pages", "101 期第 2 版", 1},
        {"empty_pages", "104", 0},
        {"private_numbers", "b1", 1},
        {"private_numbers", "a1", 0},
        {"takedown", "a4：1 篇", 1},
        {"takedown", "没有这个编号", 1},
        {"encodings", "b.jsonl", 1},
        {"jumps", "", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (says(report, rows[i].code, rows[i].text) != rows[i].items)
            fail_msg("%s: “%s” %zu times", rows[i].code, rows[i].text,
                     says(report, rows[i].code, rows[i].text));
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(report, "summary"), "articles_total")), 6);
    assert_null(strstr(p->result.report_json.data, "6222021234567890128")); /* covered here too */
    assert_non_null(strstr(p->result.report_json.data, "养老园卡号622*****"));
    assert_null(strstr(p->result.report_html.data, "6222021234567890128"));
    const char *at = p->result.report_html.data; /* the page has them in the same order */
    for (size_t i = 0; i < COUNT(order); i++)
        if (count(report, order[i])) {
            char id[64];
            snprintf(id, sizeof id, "<section id=\"%s\">", order[i]);
            at = strstr(at, id);
            if (!at)
                fail_msg("%s is not where it should be", order[i]);
        }
    json_decref(report);
    folder_drop(lexicon);
}

/* Whatever stands in a file or its name is text on the page. */
static void nothing_becomes_markup(void **state)
{
    place *p = *state;
    put_raw(p, NULL, "<script>alert(1)<!--.jsonl",
            "{\"id\":\"<i>\",\"title\":\"<b>\",\"body\":\"<u>正文&lt;</u>\"}\n{坏\n");
    json_t *report = report_of(p, ZY_REFUSED);
    assert_null(strstr(p->result.report_html.data, "<script"));
    assert_null(strstr(p->result.report_html.data, "<!--"));
    assert_non_null(strstr(p->result.report_html.data, "&lt;script&gt;"));
    json_decref(report);
}

/* What was noticed about a source is told again in later runs, until the source changes or goes. */
static void notes_last_as_long_as_their_source(void **state)
{
    place *p = *state;
    put_raw(p, NULL, "a.jsonl", "{\"id\":\"a1\",\"date\":\"2024-02-30\",\"body\":\"日期不对。\"}\n");
    put_raw(p, NULL, "b.jsonl", "{\"id\":\"b1\",\"date\":\"2024-02-31\",\"body\":\"这个也不对。\"}\n");
    json_decref(report_of(p, ZY_OK));
    put_raw(p, NULL, "c.jsonl", "{\"id\":\"c1\",\"date\":\"2024-03-01\",\"body\":\"这个对。\"}\n");
    for (int run = 0; run < 3; run++) {
        json_t *report = report_of(p, ZY_OK);
        assert_int_equal(says(report, "uncertain", "a.jsonl"), 1);
        assert_int_equal(says(report, "uncertain", "b.jsonl"), 1);
        assert_int_equal(count(report, "uncertain"), 2);
        json_decref(report);
    }
    put_raw(p, NULL, "a.jsonl", "{\"id\":\"a1\",\"date\":\"2024-02-28\",\"body\":\"日期对了。\"}\n");
    remove_file(p, "b.jsonl");
    json_t *report = report_of(p, ZY_OK);
    assert_int_equal(count(report, "uncertain"), 0);
    json_decref(report);
}

/* A bad line stays in the report, and is no news in a run that did not read it. */
static void old_refusals_are_no_new_ones(void **state)
{
    place *p = *state;
    put_raw(p, NULL, "a.jsonl", "{\"id\":\"a1\",\"body\":\"好的一行。\"}\n{坏的一行\n");
    json_decref(report_of(p, ZY_REFUSED));
    put_raw(p, NULL, "b.jsonl", "{\"id\":\"b1\",\"body\":\"别的文件。\"}\n");
    json_t *report = report_of(p, ZY_OK);
    assert_int_equal(says(report, "refused", "a.jsonl 第 2 行"), 1);
    assert_null(p->result.refusals.data);
    json_decref(report);
}

static void a_clean_archive_has_a_clean_report(void **state)
{
    place *p = *state;
    put_raw(p, NULL, "a.jsonl",
            "{\"id\":\"a1\",\"issue\":\"1\",\"page\":1,\"date\":\"2024-03-01\",\"title\":\"题\",\"body\":"
            "\"正文。\"}\n");
    json_t *report = report_of(p, ZY_OK);
    for (size_t i = 0; i < COUNT(order); i++)
        if (strcmp(order[i], "encodings") != 0)
            assert_int_equal(count(report, order[i]), 0);
    assert_non_null(strstr(p->result.report_html.data, "查过而没有的"));
    json_decref(report);
    /* And a run that comes to nothing has one too. */
    p->options.folder = "/proc/nowhere";
    assert_int_equal(run_all(p), ZY_IO);
    assert_non_null(p->result.report_json.data);
    p->options.folder = p->index;
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, place_open, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(everything_in_its_section),          PLACED(nothing_becomes_markup),
        PLACED(notes_last_as_long_as_their_source), PLACED(old_refusals_are_no_new_ones),
        PLACED(a_clean_archive_has_a_clean_report),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
