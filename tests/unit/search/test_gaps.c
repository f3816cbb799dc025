/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Issues and pages that are missing by the numbers, and the sentences that say so. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Issues as "101:1,2 103:1": numbers with the pages that have an article. */
static char *index_of(const char *issues)
{
    zy_articles set = {0};
    char *folder = folder_make(), *copy = strdup(issues), *save = NULL;
    int n = 0;
    for (char *one = strtok_r(copy, " ", &save); one; one = strtok_r(NULL, " ", &save)) {
        char *pages = strchr(one, ':');
        *pages++ = '\0';
        for (char *end = pages; *pages; pages = *end ? end + 1 : end) {
            char id[32];
            snprintf(id, sizeof id, "a%d", n++);
            zy_article *article =
                article_add(&set, id, "标题", (const char *const[]){"正文在这里。", NULL}, NULL);
            article->issue = zy_arena_str(&set.arena, strcmp(one, "-") == 0 ? "" : one);
            article->page = (int)strtol(pages, &end, 10);
            article->date = strcmp(one, "-") == 0 ? 20240301 : 0;
        }
    }
    index_make(folder, &set, n > 2 ? 2 : 1);
    zy_articles_free(&set);
    free(copy);
    return folder;
}

static void table(void **state)
{
    (void)state;
    static const struct {
        const char *issues, *said;
        uint64_t missing;
    } rows[] = {
        {"101:1 102:1 103:1", "", 0},
        {"101:1", "", 0},
        {"101:1,2,3,4", "", 0},
        {"101:1 103:1", "缺 1 期：102。\n", 1},
        {"101:1 104:1", "缺 2 期：102、103。\n", 2},
        {"101:1 105:1 107:1", "缺 4 期：102–104、106。\n", 4},
        {"107:1 101:1 105:1", "缺 4 期：102–104、106。\n", 4}, /* in whatever order they were read */
        {"101:1,3", "1 个版没有文章：101 期第 2 版。\n", 0},
        {"101:2,4", "2 个版没有文章：101 期第 1、3 版。\n", 0},
        {"101:1,3 102:2", "2 个版没有文章：101 期第 2 版，102 期第 1 版。\n", 0},
        {"9:2 10:2 11:2", "3 个版没有文章：9 期第 1 版，10 期第 1 版，11 期第 1 版。\n", 0},
        {"101:0", "", 0}, /* a page that is not known */
        {"101:0,1 103:0", "缺 1 期：102。\n", 1},
        {"春节特刊:1 101:1 102:1", "", 0}, /* a name is no number */
        {"2024-1:1 2024-3:1", "", 0},
        {"-:1,3", "1 个版没有文章：2024-03-01 期第 2 版。\n", 0},
        {"101:1,2 101:4", "1 个版没有文章：101 期第 3 版。\n", 0},
        {"101:1,2 101:3", "", 0},
        {"101:1 101:1 102:1", "", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *folder = index_of(rows[i].issues);
        zy_store *store = NULL;
        zy_issue_list *list = NULL;
        zy_coverage coverage;
        zy_buf said = {0};
        assert_int_equal(zy_open(folder, &store, NULL), ZY_OK);
        assert_int_equal(zy_issues_get(store, &list, NULL), ZY_OK);
        assert_int_equal(zy_coverage_get(store, &coverage, NULL), ZY_OK);
        zy_gaps_text(list, &said);
        if (strcmp(said.data ? said.data : "", rows[i].said) != 0)
            print_error("%s: %s", rows[i].issues, said.data ? said.data : "nothing\n");
        assert_string_equal(said.data ? said.data : "", rows[i].said);
        assert_int_equal(coverage.missing, rows[i].missing); /* both say the same */
        zy_buf_free(&said);
        zy_issues_free(list);
        zy_close(store);
        folder_drop(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table)};
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
