/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON documents, to the letter, and what the writer does to hostile text. */
#include "../unit.h"

#include "render/json_writer.h"
#include "sample.h"

#include <math.h>
#include <string.h>

static void whole_answer(void **state)
{
    (void)state;
    zy_buf out = {0};
    zy_answer answer = sample_answer();
    zy_answer_json(&answer, "q1", &out);
    assert_string_equal(
        out.data,
        "{\"version\":1,\"id\":\"q1\",\"query\":{\"text\":\"养老院\",\"read_as\":\"含有“养老院”的文章。\","
        "\"notes\":[\"括号没有配对，当作普通文字。\"]},\"total\":8,"
        "\"classes\":{\"word\":5,\"inside\":2,\"across\":0,\"synonym\":1},\"related_total\":30,\"took_us\":"
        "412,"
        "\"coverage\":{\"issues\":312,\"first\":\"1998-01-01\",\"last\":\"2025-01-03\",\"missing\":17,"
        "\"articles\":6211},\"hits\":["
        "{\"id\":\"125-1-3\",\"class\":\"inside\",\"score\":12.25,\"title\":\"张堰镇养老院开放\","
        "\"title_marks\":[[3,6]],\"kicker\":\"引题\",\"date\":\"2025-01-03\",\"issue\":\"125\",\"page\":1,"
        "\"section\":\"要闻\",\"authors\":[\"沈佳禾\",\"陆一鸣\"],\"url\":\"/articles/125-1-3\","
        "\"source\":\"a/b.txt\",\"matches\":3,\"snippets\":[{\"text\":\"养老院里办起食堂，敬老院也来学\","
        "\"marks\":[[0,3],[8,11]],\"mark_classes\":[\"word\",\"synonym\"],\"paragraph\":2,\"part\":\"body\"}]"
        "},"
        "{\"id\":\"9\",\"class\":\"related\",\"score\":0,\"title\":\"\",\"title_marks\":[],\"date\":\"\","
        "\"issue\":\"\",\"page\":null,\"section\":\"\",\"authors\":[],\"url\":\"/articles/"
        "9\",\"source\":\"\","
        "\"matches\":0,\"snippets\":[]}],"
        "\"facets\":{\"year\":[{\"value\":\"2025\",\"count\":1},{\"value\":\"2024\",\"count\":7}]},"
        "\"timeline\":[{\"month\":\"2025-01\",\"count\":1,\"articles\":41}],"
        "\"suggestions\":[{\"text\":\"敬老院\",\"why\":\"同义\",\"articles\":4}]}");
    zy_buf_free(&out);
}

static void empty_answer_has_every_key(void **state)
{
    (void)state;
    zy_buf out = {0};
    zy_answer answer = {.hidden = 2, .rewritten = true};
    zy_answer_json(&answer, NULL, &out);
    assert_string_equal(
        out.data, "{\"version\":1,\"query\":{\"text\":\"\",\"read_as\":\"\",\"notes\":[],\"rewritten\":true},"
                  "\"total\":0,\"classes\":{\"word\":0,\"inside\":0,\"across\":0,\"synonym\":0},"
                  "\"related_total\":0,\"hidden\":2,\"took_us\":0,\"coverage\":{\"issues\":0,\"first\":\"\","
                  "\"last\":\"\",\"missing\":0,\"articles\":0},\"hits\":[],\"facets\":{},\"timeline\":[],"
                  "\"suggestions\":[]}");
    zy_buf_free(&out);
}

static const struct {
    const char *text, *json;
} strings[] = {
    {"", "\"\""},
    {"养老院", "\"养老院\""},
    {"\"\\/", "\"\\\"\\\\/\""},
    {"\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""},
    {"\x01\x1F\x7F", "\"\\u0001\\u001f\\u007f\""},
    {"</script>", "\"\\u003c/script>\""},
    {"a\u2028b\u2029", "\"a\\u2028b\\u2029\""},
    {"\u2027\u202A", "\"\u2027\u202A\""},
    {"𠮷", "\"𠮷\""},
    {"a\xFF\xE5z", "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\""},
    {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {NULL, "null"},
};

static void strings_are_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(strings); i++) {
        zy_buf out = {0};
        zy_json json = {.out = &out};
        zy_json_string(&json, NULL, strings[i].text);
        assert_string_equal(out.data, strings[i].json);
        zy_buf_free(&out);
    }
}

static const struct {
    double number;
    const char *json;
} numbers[] = {
    {0, "0"},           {-0.0, "0"},           {1, "1"},       {12.25, "12.25"},     {0.5, "0.5"},
    {0.0001, "0.0001"}, {0.00001, "0"},        {-1.5, "-1.5"}, {2.00004, "2"},       {99.99999, "100"},
    {1e15, "0"},        {3.1415926, "3.1416"}, {0.05, "0.05"}, {10.0101, "10.0101"},
};

static void numbers_know_no_locale(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        zy_buf out = {0};
        zy_json json = {.out = &out};
        zy_json_number(&json, NULL, numbers[i].number);
        assert_string_equal(out.data, numbers[i].json);
        zy_buf_free(&out);
    }
    zy_buf out = {0};
    zy_json json = {.out = &out};
    zy_json_array(&json, NULL);
    zy_json_number(&json, NULL, NAN);
    zy_json_number(&json, NULL, INFINITY);
    zy_json_count(&json, NULL, UINT64_MAX);
    zy_json_array_end(&json);
    assert_string_equal(out.data, "[0,0,18446744073709551615]");
    zy_buf_free(&out);
}

static void problem(void **state)
{
    (void)state;
    zy_buf out = {0};
    zy_error error = {.status = ZY_BAD_ARGUMENT, .message = "limit 要一个整数", .hint = "例如 10"};
    zy_error_json(&error, "limit", &out);
    assert_string_equal(out.data, "{\"type\":\"about:blank\",\"title\":\"参数不对\",\"status\":400,"
                                  "\"detail\":\"limit 要一个整数\",\"code\":\"BAD_ARGUMENT\","
                                  "\"parameter\":\"limit\",\"hint\":\"例如 10\"}");
    zy_buf_free(&out);
}

static void document(void **state)
{
    (void)state;
    const zy_marked paragraphs[] = {{"养老院", sample_body_marks, 1}, {"二", NULL, 0}};
    zy_document d = {.id = "1",
                     .url = "/articles/1",
                     .title = {.text = "题"},
                     .date = "2025",
                     .continued = "二版",
                     .page = 0,
                     .paragraphs = paragraphs,
                     .paragraph_count = 2,
                     .first_line = 3,
                     .last_line = 9,
                     .next_id = "2",
                     .next_title = "下"};
    zy_buf out = {0};
    zy_document_json(&d, &out);
    assert_string_equal(
        out.data,
        "{\"version\":1,\"id\":\"1\",\"url\":\"/articles/"
        "1\",\"kicker\":null,\"title\":\"题\",\"title_marks\":[],"
        "\"subtitle\":null,\"date\":\"2025\",\"issue\":\"\",\"page\":null,\"section\":\"\",\"authors\":[],"
        "\"paragraphs\":[{\"text\":\"养老院\",\"marks\":[[0,3]]},{\"text\":\"二\",\"marks\":[]}],"
        "\"captions\":[],"
        "\"continued\":\"二版\",\"source\":\"\",\"lines\":[3,9],\"previous\":null,"
        "\"next\":{\"id\":\"2\",\"title\":\"下\"},\"alike\":[],\"related\":[]}");
    zy_buf_free(&out);
}

static void lists(void **state)
{
    (void)state;
    const zy_issue_entry entries[] = {{"125", "125", "2025-01-03", 12}};
    const zy_missing_issues missing[] = {{103, 103}, {107, 124}};
    const zy_empty_page empty[] = {{"125", 3}};
    const zy_issue_list list = {.items = entries,
                                .count = 1,
                                .missing = missing,
                                .missing_count = 2,
                                .empty_pages = empty,
                                .empty_page_count = 1};
    const zy_issue_contents contents = {.entry = {"125", "125", "2025-01-03", 1},
                                        .previous_id = "124",
                                        .articles = sample_hits + 1,
                                        .article_count = 1,
                                        .hidden = 2};
    const zy_completion items[] = {{"养老院", "word", 9}};
    const zy_completions completions = {.items = items, .count = 1};
    zy_buf out = {0};
    zy_issues_json(&list, NULL, &out);
    assert_string_equal(out.data, "{\"version\":1,\"issues\":[{\"id\":\"125\",\"issue\":\"125\","
                                  "\"date\":\"2025-01-03\",\"articles\":12}],\"missing\":[{\"first\":103,"
                                  "\"last\":103},{\"first\":107,\"last\":124}],\"empty_pages\":[{\"issue\":"
                                  "\"125\",\"page\":3}]}");
    zy_buf_free(&out);
    zy_issue_json(&contents, &out);
    assert_non_null(
        strstr(out.data, "\"previous\":{\"id\":\"124\"},\"next\":null,\"contents\":[{\"id\":\"9\""));
    assert_non_null(strstr(out.data, "\"hidden\":2}"));
    zy_buf_free(&out);
    zy_completions_json(&completions, &out);
    assert_string_equal(out.data, "{\"version\":1,\"suggestions\":[{\"text\":\"养老院\",\"kind\":\"word\","
                                  "\"articles\":9}]}");
    zy_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_answer),
        cmocka_unit_test(empty_answer_has_every_key),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(numbers_know_no_locale),
        cmocka_unit_test(problem),
        cmocka_unit_test(document),
        cmocka_unit_test(lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
