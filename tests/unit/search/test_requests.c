/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests in any state: each has an answer, or one clear sentence. */
#include "support.h"

#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static archive *sample;

static int open_sample(void **state)
{
    (void)state;
    sample = archive_open(101, 150, 3);
    return 0;
}

static int close_sample(void **state)
{
    archive_close(sample);
    return let_icu_go(state);
}

/* Queries that must be answered, whatever they find. */
static const char *const odd[] = {
    "",
    " ",
    "　",
    "，。！？",
    "“”",
    "\"",
    "\"\"",
    "“未闭合",
    "(((",
    ")))",
    "()",
    "-",
    "--",
    "- -",
    "OR",
    "AND",
    "NOT",
    "AND OR",
    "| | |",
    "NEAR/3",
    "老 OR",
    "OR 老",
    "NOT NOT",
    "-(",
    "*",
    "a*",
    "*a",
    "标题:",
    "标题：：",
    "日期:",
    "日期:9999-99-99",
    "日期:去年",
    "期:",
    "版:-1",
    "作者:\"\"",
    "a:b:c",
    ":",
    "\\",
    "%00",
    "\xFF",
    "\xE5\x85",
    "老\xFF院",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    "\u200B",
    "\uFEFF老",
    "①②③",
    "10²",
    "𠮷𠮷",
    "\U000E0100",
    "' OR 1=1 --",
    "<script>",
    "../../etc/passwd",
    "{\"a\":1}",
    "老 老 老 老",
    "-老 -院",
    "老 -老",
    "(老 OR -老)",
    "é",
    "e\u0301",
    "\"，\"",
    "哪里有养老院啊",
    "近三年",
    "2024年",
    "一二三",
    "NEAR NEAR",
    "老 NEAR/0 院",
    "老 NEAR/999999999999 院",
};

static void answers_what_is_odd(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(odd); i++)
        for (int literal = 0; literal < 2; literal++) {
            zy_request request = zy_request_default(odd[i]);
            request.literal_only = literal;
            zy_answer *answer = ask(sample->store, &request);
            assert_non_null(answer->read_as);
            assert_true(answer->total <= sample->count);
            assert_true(answer->hit_count <= 10);
            zy_answer_free(answer);
        }
}

static void everything_and_nothing(void **state)
{
    (void)state;
    const struct {
        const char *query;
        bool all;
    } rows[] = {{"", true},    {"  ", true},  {"老 -老", false},
                {"-龘", true}, {"龘", false}, {"\"乡\" -\"乡\"", false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        zy_answer *answer = ask_text(sample->store, rows[i].query);
        if (answer->total != (rows[i].all ? sample->count : 0))
            print_error("%s: %llu\n", rows[i].query, (unsigned long long)answer->total);
        assert_int_equal(answer->total, rows[i].all ? sample->count : 0);
        zy_answer_free(answer);
    }
}

static zy_answer *ask_bytes(const char *bytes, size_t len)
{
    zy_request request = zy_request_default("");
    request.query = bytes;
    request.query_bytes = len;
    return ask(sample->store, &request);
}

/* Ten thousand characters, and more than Xapian takes as a term. */
static void takes_long_queries(void **state)
{
    (void)state;
    const char *const pieces[] = {"老", "a",    "老 ",     "a ", "\"老\" ", "(",      "-",
                                  "1",  "①",    "é",       "𠮷", "老 OR ",  "\u200B", "\xFF",
                                  "，", "张堰", "e\u0301", "\"", "a* ",     "作者:",  "老 NEAR/2 院 "};
    for (size_t i = 0; i < COUNT(pieces); i++)
        for (size_t times = 60; times <= 10000; times = times * 3 + 41) {
            zy_buf query = {0};
            for (size_t k = 0; k < times; k++)
                zy_buf_str(&query, pieces[i]);
            zy_answer *answer = ask_bytes(query.data, query.len_bytes);
            assert_non_null(answer->read_as);
            zy_answer_free(answer);
            zy_buf_free(&query);
        }
}

static void reads_nul_as_space(void **state)
{
    (void)state;
    zy_answer *with = ask_bytes("乡\0村", 7), *without = ask_bytes("乡 村", 7);
    assert_int_equal(with->total, without->total);
    zy_answer_free(with);
    zy_answer_free(without);
    with = ask_bytes("\0\0", 2);
    assert_int_equal(with->total, sample->count);
    zy_answer_free(with);
}

static void pages_end(void **state)
{
    (void)state;
    zy_request request = zy_request_default("村");
    const size_t beyond[] = {1000, 1u << 31, SIZE_MAX - 5, SIZE_MAX};
    for (int sort = ZY_SORT_RELEVANCE; sort <= ZY_SORT_OLDEST; sort++)
        for (size_t i = 0; i < COUNT(beyond); i++) {
            request.sort = (zy_sort)sort;
            request.offset = beyond[i];
            zy_answer *answer = ask(sample->store, &request);
            assert_int_equal(answer->hit_count, 0);
            assert_true(answer->total > 0);
            zy_answer_free(answer);
        }
    request = zy_request_default("村");
    request.limit = 0;
    zy_answer *counted = ask(sample->store, &request), *shown = ask_text(sample->store, "村");
    assert_int_equal(counted->hit_count, 0);
    assert_int_equal(counted->total, shown->total);
    assert_memory_equal(counted->classes, shown->classes, sizeof shown->classes);
    zy_answer_free(counted);
    zy_answer_free(shown);
}

static void refuses_bad_requests(void **state)
{
    (void)state;
    zy_answer *answer = NULL;
    zy_error err = {0};
    zy_request request = zy_request_default("村");
    request.limit = ZY_PAGE_MOST + 1;
    assert_int_equal(zy_search(sample->store, &request, &answer, &err), ZY_BAD_ARGUMENT);
    assert_non_null(strstr(err.message, "limit"));
    request = zy_request_default("村");
    request.from_date = 20250101;
    request.to_date = 20240101;
    err = (zy_error){0};
    assert_int_equal(zy_search(sample->store, &request, &answer, &err), ZY_BAD_ARGUMENT);
    assert_non_null(strstr(err.message, "20250101"));
    assert_null(answer);
    request = zy_request_default("村");
    request.snippets = SIZE_MAX;
    request.snippet_chars = SIZE_MAX;
    zy_answer_free(ask(sample->store, &request));
    zy_answer_free(NULL);
    zy_close(NULL);
}

static void explains_each_stage(void **state)
{
    (void)state;
    const char *const stages[] = {"fold", "tokens", "ast", "plan"};
    for (size_t i = 0; i < COUNT(odd); i++)
        for (size_t k = 0; k < COUNT(stages); k++) {
            zy_buf out = {0};
            assert_int_equal(zy_explain(sample->store, odd[i], stages[k], &out, NULL), ZY_OK);
            assert_true(out.len_bytes > 0);
            zy_buf_free(&out);
        }
    zy_buf out = {0};
    zy_error err = {0};
    assert_int_equal(zy_explain(sample->store, "老", "stage", &out, &err), ZY_BAD_ARGUMENT);
    zy_buf_free(&out);
}

/* ---- Headlines ---- */

static const char *const headlines[] = {
    "张堰镇召开乡村振兴推进会",    "“修旧如旧”：老街焕新颜",
    "张堰镇养老院食堂开张（图）",  "2025年元旦放假通知",
    "致全镇居民的一封信",          "农村公路“白改黑” 村民出行更方便",
    "Ⅱ期工程竣工，面积１２００㎡", "垃圾分类，从我做起！——建农村见闻",
    "OR AND NOT：三个英文词",      "张堰镇召开乡村振兴座谈会",
    "老人 - 儿童 - 妇女",          "标题：一篇关于标题的文章",
};

static void pasted_headline_is_first(void **state)
{
    (void)state;
    zy_articles set = {0};
    zy_store *store = NULL;
    zy_buf all = {0};
    char id[8];
    for (size_t i = 0; i < COUNT(headlines); i++)
        zy_buf_printf(&all, "%s。", headlines[i]);
    for (size_t i = 0; i < COUNT(headlines); i++) {
        snprintf(id, sizeof id, "h%02zu", i);
        article_add(&set, id, headlines[i],
                    (const char *const[]){"本报讯 张堰镇乡村振兴养老院老街居民。", NULL}, NULL);
        snprintf(id, sizeof id, "x%02zu", i); /* others that quote it in their text */
        article_add(&set, id, "要闻回顾", (const char *const[]){headlines[i], all.data, NULL}, NULL);
    }
    char *folder = folder_make();
    index_make(folder, &set, 2);
    assert_int_equal(zy_open(folder, &store, NULL), ZY_OK);
    for (size_t i = 0; i < COUNT(headlines); i++) {
        snprintf(id, sizeof id, "h%02zu", i);
        zy_answer *answer = ask_text(store, headlines[i]);
        if (answer->hit_count == 0 || strcmp(answer->hits[0].id, id) != 0)
            print_error("%s -> %s\n", headlines[i], answer->hit_count ? answer->hits[0].id : "nothing");
        assert_true(answer->hit_count > 0);
        assert_string_equal(answer->hits[0].id, id);
        zy_answer_free(answer);
    }
    zy_close(store);
    folder_drop(folder);
    zy_articles_free(&set);
    zy_buf_free(&all);
}

/* ---- Odd indexes ---- */

static void answers_from_next_to_nothing(void **state)
{
    (void)state;
    zy_articles set = {0};
    zy_store *store = NULL;
    char *folder = folder_make();
    article_add(&set, "empty", "", NULL, NULL);
    article_add(&set, "one", "", (const char *const[]){"字", NULL}, NULL);
    article_add(&set, "bare", "只有标题", NULL, NULL);
    index_make(folder, &set, 1);
    assert_int_equal(zy_open(folder, &store, NULL), ZY_OK);
    for (size_t i = 0; i < COUNT(odd); i++)
        zy_answer_free(ask_text(store, odd[i]));
    zy_answer *answer = ask_text(store, "");
    assert_int_equal(answer->total, 3);
    for (size_t i = 0; i < answer->hit_count; i++) {
        zy_document *d = NULL;
        assert_non_null(answer->hits[i].title);
        assert_int_equal(zy_document_get(store, answer->hits[i].id, "字", &d, NULL), ZY_OK);
        zy_document_free(d);
    }
    zy_answer_free(answer);
    zy_close(store);
    generation_publish(folder, 2, NULL, 0); /* no segment at all */
    assert_int_equal(zy_open(folder, &store, NULL), ZY_OK);
    for (size_t i = 0; i < COUNT(odd); i++) {
        answer = ask_text(store, odd[i]);
        assert_int_equal(answer->total, 0);
        zy_answer_free(answer);
    }
    zy_issue_list *issues = NULL;
    assert_int_equal(zy_issues_get(store, &issues, NULL), ZY_OK);
    assert_int_equal(issues->count, 0);
    zy_issues_free(issues);
    zy_close(store);
    folder_drop(folder);
    zy_articles_free(&set);
}

/* Every issue holds its articles in page order, and the lists agree. */
static void issues_hold_their_articles(void **state)
{
    (void)state;
    zy_issue_list *list = NULL;
    uint64_t articles = 0;
    assert_int_equal(zy_issues_get(sample->store, &list, NULL), ZY_OK);
    for (size_t i = 0; i < list->count; i++) {
        zy_issue_contents *issue = NULL;
        assert_int_equal(zy_issue_get(sample->store, list->items[i].id, &issue, NULL), ZY_OK);
        assert_int_equal(issue->article_count, list->items[i].articles);
        articles += issue->article_count;
        for (size_t k = 0; k < issue->article_count; k++) {
            assert_string_equal(article_of(sample, issue->articles[k].id)->issue, list->items[i].id);
            assert_true(k == 0 || issue->articles[k - 1].page <= issue->articles[k].page);
        }
        zy_issue_free(issue);
    }
    assert_int_equal(articles, sample->count);
    zy_issues_free(list);
    zy_issue_contents *none = NULL;
    assert_int_equal(zy_issue_get(sample->store, "999", &none, NULL), ZY_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_what_is_odd),
        cmocka_unit_test(everything_and_nothing),
        cmocka_unit_test(takes_long_queries),
        cmocka_unit_test(reads_nul_as_space),
        cmocka_unit_test(pages_end),
        cmocka_unit_test(refuses_bad_requests),
        cmocka_unit_test(explains_each_stage),
        cmocka_unit_test(pasted_headline_is_first),
        cmocka_unit_test(answers_from_next_to_nothing),
        cmocka_unit_test(issues_hold_their_articles),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
