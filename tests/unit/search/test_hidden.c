/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The take-down list and covered numbers: whatever is asked, what is hidden is in no count and no text, and
 * the answer says how many there are. */
#include "support.h"

#include "../random.h"
#include "base/utf8.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_list(const archive *a, const char *text)
{
    char *path = path_in(a->folder, "takedown.txt");
    write_text(path, text);
    /* As though it had been written a minute ago: what was written just now may be half of it. */
    struct timespec times[2] = {{.tv_sec = 1700000000}, {.tv_sec = 1700000000}};
    static long tick;
    times[1].tv_nsec = ++tick;
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    free(path);
}

static bool refresh(const archive *a)
{
    bool changed = false;
    zy_error err = {0};
    if (zy_refresh(a->store, &changed, &err))
        fail_msg("%s", err.message);
    return changed;
}

/* ---- Against a plain count ---- */

/* What the random list hides, by hand. */
static bool is_hidden(const plain_article *article, const char *string, size_t modulus)
{
    return (size_t)atol(article->id + 3) % modulus == 1 || holds(article, string);
}

static uint64_t sum_of(const zy_answer *answer, zy_facet_kind kind, const char *value)
{
    for (size_t f = 0; f < answer->facet_count; f++)
        for (size_t i = 0; answer->facets[f].kind == kind && i < answer->facets[f].value_count; i++)
            if (strcmp(answer->facets[f].values[i].value, value) == 0)
                return answer->facets[f].values[i].count;
    return 0;
}

static void check_answer(const archive *a, const char *needle, const char *string, size_t modulus)
{
    char query[256];
    uint64_t shown = 0, hidden = 0, of_author = 0, dated = 0, months = 0;
    for (size_t i = 0; i < a->count; i++) {
        const plain_article *article = &a->articles[i];
        if (!holds(article, needle))
            continue;
        bool out = is_hidden(article, string, modulus);
        hidden += out;
        shown += !out;
        of_author += !out && strcmp(article->author, "作者1") == 0;
        dated += !out && article->date % 10000 / 100 > 0;
    }
    snprintf(query, sizeof query, "\"%s\"", needle);
    zy_request request = zy_request_default(query);
    request.limit = 100;
    zy_answer *answer = ask(a->store, &request);
    assert_int_equal(answer->total, shown);
    assert_int_equal(answer->hidden, hidden);
    assert_int_equal(sum_of(answer, ZY_FACET_AUTHOR, "作者1"), of_author);
    for (size_t i = 0; i < answer->month_count; i++)
        months += answer->timeline[i].count;
    assert_int_equal(months, dated);
    for (size_t i = 0; i < answer->hit_count; i++)
        assert_false(is_hidden(article_of(a, answer->hits[i].id), string, modulus));
    zy_answer_free(answer);
}

static void random_lists(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        archive *a = archive_open(seed, 120, 1 + seed % 4);
        uint64_t random = seed * 977;
        char string[64], list[8192];
        size_t modulus = 3 + random_below(&random, 9), len = 0, expected = 0;
        do
            random_needle(a, &random, 5, string, sizeof string);
        while (zy_utf8_count(string, strlen(string)) < 2);
        for (size_t i = 1; i < a->count; i += modulus)
            len += (size_t)snprintf(list + len, sizeof list - len, "文章\tid-%zu\t隐私\n", i);
        snprintf(list + len, sizeof list - len, "字样\t%s\t其他\t2025-01-01\t说明\n", string);
        write_list(a, list);
        assert_true(refresh(a));
        for (size_t i = 0; i < a->count; i++)
            expected += is_hidden(&a->articles[i], string, modulus);
        zy_coverage coverage;
        assert_int_equal(zy_coverage_get(a->store, &coverage, NULL), ZY_OK);
        assert_int_equal(coverage.articles, a->count - expected);
        for (int round = 0; round < 300; round++) {
            char needle[64];
            random_needle(a, &random, 3, needle, sizeof needle);
            check_answer(a, needle, string, modulus);
        }
        write_list(a, "");
        assert_true(refresh(a));
        assert_int_equal(zy_coverage_get(a->store, &coverage, NULL), ZY_OK);
        assert_int_equal(coverage.articles, a->count);
        archive_close(a);
    }
}

/* ---- One archive, looked at from every side ---- */

#define CARD "6222021234567890128"
#define IDENTITY "310108199001011239"

static archive *small_archive(void)
{
    archive *a = calloc(1, sizeof *a);
    static const char *const rows[][3] = {
        {"a1", "养老院新添食堂", "养老院的食堂开张了，居民许大伟第一个来。"},
        {"a2", "许大伟的菜园", "菜园里种了番茄。"},
        {"a3", "捐款账目", "善款存入卡号" CARD "，经手人身份证" IDENTITY "，食堂收到。"},
        {"a4", "通知", "食堂下周停电。联系电话 021-57210000 转 6222。"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        zy_article *article =
            article_add(&a->set, rows[i][0], rows[i][1], (const char *const[]){rows[i][2], NULL},
                        (const char *const[]){i == 1 ? "许大伟" : "沈佳禾", NULL});
        article->date = 20240301 + (int)i;
        article->issue = i == 1 ? "102" : i == 3 ? "104" : "101";
    }
    a->folder = folder_make();
    index_make(a->folder, &a->set, 2);
    zy_error err = {0};
    if (zy_open(a->folder, &a->store, &err))
        fail_msg("%s", err.message);
    return a;
}

static void expect(const archive *a, const char *query, uint64_t total, uint64_t hidden)
{
    zy_answer *answer = ask_text(a->store, query);
    if (answer->total != total || answer->hidden != hidden)
        print_error("%s: %llu shown, %llu hidden\n", query, (unsigned long long)answer->total,
                    (unsigned long long)answer->hidden);
    assert_int_equal(answer->total, total);
    assert_int_equal(answer->hidden, hidden);
    zy_answer_free(answer);
}

static bool suggested(const archive *a, const char *typed, const char *text)
{
    zy_completions *completions = NULL;
    bool found = false;
    assert_int_equal(zy_suggest(a->store, typed, 20, &completions, NULL), ZY_OK);
    for (size_t i = 0; i < completions->count; i++)
        found |= strcmp(completions->items[i].text, text) == 0;
    zy_completions_free(completions);
    return found;
}

static size_t issues_shown(const archive *a)
{
    zy_issue_list *list = NULL;
    assert_int_equal(zy_issues_get(a->store, &list, NULL), ZY_OK);
    size_t count = list->count;
    zy_issues_free(list);
    return count;
}

static void hidden_everywhere(void **state)
{
    (void)state;
    archive *a = small_archive();
    zy_document *document = NULL;
    zy_issue_contents *contents = NULL;
    zy_error err = {0};
    char before[64];
    snprintf(before, sizeof before, "%s", zy_store_generation(a->store));
    expect(a, "许大伟", 2, 0);
    write_list(a, "姓名  “许大伟”  未成年人  2025-03-01\n");
    assert_true(refresh(a));
    assert_string_not_equal(zy_store_generation(a->store), before);
    expect(a, "许大伟", 0, 2);
    expect(a, "食堂", 2, 1);
    expect(a, "作者:许大伟", 0, 1);
    expect(a, "标题:菜园", 0, 1);
    expect(a, "食堂 -菜园", 2, 1);
    expect(a, "许 NEAR/9 伟", 0, 2);
    expect(a, "", 2, 2);
    expect(a, "没有的词", 0, 0);
    assert_int_equal(zy_document_get(a->store, "a2", NULL, &document, &err), ZY_GONE);
    assert_non_null(strstr(err.message, "撤下"));
    assert_int_equal(zy_document_get(a->store, "a9", NULL, &document, NULL), ZY_NOT_FOUND);
    assert_int_equal(zy_document_get(a->store, "a3", NULL, &document, NULL), ZY_OK);
    assert_null(document->previous_id);
    for (size_t i = 0; i < document->related_count; i++)
        assert_string_equal(document->related[i].id, "a4");
    zy_document_free(document);
    assert_int_equal(issues_shown(a), 2);
    assert_int_equal(zy_issue_get(a->store, "101", &contents, NULL), ZY_OK);
    assert_int_equal(contents->article_count, 1);
    assert_int_equal(contents->hidden, 1);
    assert_int_equal(contents->entry.articles, 1);
    zy_issue_free(contents);
    assert_int_equal(zy_issue_get(a->store, "102", &contents, NULL), ZY_GONE);
    zy_coverage coverage;
    assert_int_equal(zy_coverage_get(a->store, &coverage, NULL), ZY_OK);
    assert_int_equal(coverage.articles, 2);
    assert_int_equal(coverage.missing, 1); /* 103; 102 is held, though nothing of it is shown */
    archive_close(a);
}

static void reasons_are_said(void **state)
{
    (void)state;
    archive *a = small_archive();
    zy_document *document = NULL;
    zy_error err = {0};
    write_list(a, "文章 a1 版权\n文章 a2 张某说不要登\n");
    assert_true(refresh(a));
    assert_int_equal(zy_document_get(a->store, "a1", NULL, &document, &err), ZY_GONE);
    assert_non_null(strstr(err.message, "版权"));
    err = (zy_error){0};
    assert_int_equal(zy_document_get(a->store, "a2", NULL, &document, &err), ZY_GONE);
    assert_null(strstr(err.message, "张某")); /* only the known reasons are for readers */
    archive_close(a);
}

/* ---- How the list may be written ---- */

static void ways_of_writing(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        bool a1, a2;
    } rows[] = {
        {"文章\ta1\t隐私", true, false},
        {"文章:a1 隐私", true, false},
        {"文章：a1\r\n编号 a2\r\n", true, true},
        {"\xEF\xBB\xBF"
         "文章 a1\n",
         true, false},
        {"\xCE\xC4\xD5\xC2 a2 \xD2\xFE\xCB\xBD\n", false, true},     /* 文章 a2 隐私, in GBK */
        {"\xD0\xD5\xC3\xFB \xD0\xED\xB4\xF3\xCE\xB0\n", true, true}, /* 姓名 许大伟, in GBK */
        {"　文章　a1　隐私\n", true, false},
        {"a1\n", true, false},    /* no kind: an id first, … */
        {"許大偉\n", true, true}, /* … then a string, folded */
        {"姓名\t许 大伟\t隐私\n", true, true},
        {"字样 \"食堂开张了\" 隐私", true, false},
        {"字样「养老院的食堂」\n", true, false},
        {"# 文章 a1\n\n文章 a2 # 注", false, true},
        {"文章\n字样\n字样 许\n文章 a9\n字样 没有的字样\n", false, false},
        {"文章 A1\n", false, false}, /* ids are to the letter */
        {"", false, false},
    };
    archive *a = small_archive();
    for (size_t i = 0; i < COUNT(rows); i++) {
        zy_document *document = NULL;
        write_list(a, rows[i].list);
        refresh(a);
        zy_status a1 = zy_document_get(a->store, "a1", NULL, &document, NULL);
        if (!a1)
            zy_document_free(document);
        zy_status a2 = zy_document_get(a->store, "a2", NULL, &document, NULL);
        if (!a2)
            zy_document_free(document);
        if ((a1 == ZY_GONE) != rows[i].a1 || (a2 == ZY_GONE) != rows[i].a2)
            print_error("list %zu: %s\n", i, rows[i].list);
        assert_int_equal(a1, rows[i].a1 ? ZY_GONE : ZY_OK);
        assert_int_equal(a2, rows[i].a2 ? ZY_GONE : ZY_OK);
    }
    archive_close(a);
}

/* A list that cannot be read hides everything, when it is met first; an open store goes on with what it said.
 */
static void unreadable_lists(void **state)
{
    (void)state;
    archive *a = small_archive();
    zy_store *other = NULL;
    zy_error err = {0};
    bool changed = false;
    char *path = path_in(a->folder, "takedown.txt");
    write_list(a, "文章 a1\n");
    refresh(a);
    write_list(a, "\xFF\xFE"
                  "x");
    assert_int_not_equal(zy_refresh(a->store, &changed, &err), ZY_OK);
    assert_true(err.message[0] && err.hint[0]);
    expect(a, "养老院", 0, 1);
    assert_int_not_equal(zy_open(a->folder, &other, NULL), ZY_OK);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0); /* no file at all */
    assert_int_not_equal(zy_open(a->folder, &other, NULL), ZY_OK);
    expect(a, "养老院", 0, 1);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(zy_open(a->folder, &other, NULL), ZY_OK);
    zy_close(other);
    free(path);
    archive_close(a);
}

/* While an editor is writing, the list may be read empty: what was hidden stays so until the file has
 * settled. */
static void half_written_lists(void **state)
{
    (void)state;
    archive *a = small_archive();
    char *path = path_in(a->folder, "takedown.txt");
    write_list(a, "文章 a1\n");
    refresh(a);
    expect(a, "养老院", 0, 1);
    write_text(path, ""); /* now */
    refresh(a);
    expect(a, "养老院", 0, 1);
    write_text(path, "文章 a2\n"); /* what is added counts at once */
    refresh(a);
    expect(a, "养老院", 0, 1);
    expect(a, "番茄", 0, 1);
    write_list(a, "文章 a2\n");
    refresh(a);
    expect(a, "养老院", 1, 0);
    assert_int_equal(unlink(path), 0);
    refresh(a);
    expect(a, "番茄", 0, 1);
    sleep(3);
    refresh(a);
    expect(a, "番茄", 1, 0);
    free(path);
    archive_close(a);
}

/* ---- Numbers ---- */

static void numbers_are_covered(void **state)
{
    (void)state;
    archive *a = small_archive();
    zy_document *document = NULL;
    assert_int_equal(zy_document_get(a->store, "a3", "食堂", &document, NULL), ZY_OK);
    const zy_marked *text = &document->paragraphs[0];
    assert_string_equal(text->text,
                        "善款存入卡号622****************，经手人身份证310***************，食堂收到。");
    assert_int_equal(text->mark_count, 1);
    size_t len = strlen(text->text), from = zy_utf8_offset(text->text, len, text->marks[0].start);
    assert_int_equal(strncmp(text->text + from, "食堂", strlen("食堂")), 0);
    zy_document_free(document);
    expect(a, IDENTITY, 0, 1);
    expect(a, "\"" CARD "\"", 0, 1);
    expect(a, "食堂 " CARD, 0, 1);
    expect(a, "食堂 OR " CARD, 3, 0);
    expect(a, "食堂 -" CARD, 2, 0);
    expect(a, "\"卡号" CARD "，经手人\"", 0, 1);
    expect(a, "标题:" CARD, 0, 0);
    expect(a, "6222", 1, 0); /* of a telephone; that it begins the card too must not be found out */
    expect(a, "62220", 0, 0);
    expect(a, "890128", 0, 0);
    expect(a, "\"622202123456789012\"", 0, 0);
    expect(a, "\"卡号622\"", 1, 0); /* what is shown is found */
    expect(a, "\"号6222\"", 0, 0);
    expect(a, "31010819900101", 0, 0);
    expect(a, "021-57210000", 1, 0);
    archive_close(a);
}

/* Neither score nor what a related article is said to lack tells whether digits go on in a covered number. */
static void numbers_do_not_leak(void **state)
{
    (void)state;
    archive *a = small_archive();
    static const char *const pairs[][2] = {{"4567890", "4567980"}, {"567890", "576890"}, {"99001", "99771"}};
    for (size_t i = 0; i < COUNT(pairs); i++) {
        zy_answer *answers[2];
        for (int k = 0; k < 2; k++) {
            char query[64];
            snprintf(query, sizeof query, "善款 账目 %s", pairs[i][k]);
            answers[k] = ask_text(a->store, query);
        }
        assert_int_equal(answers[0]->total, 0);
        assert_int_equal(answers[0]->hit_count, answers[1]->hit_count);
        assert_true(answers[0]->hit_count > 0);
        for (size_t h = 0; h < answers[0]->hit_count; h++) {
            assert_string_equal(answers[0]->hits[h].id, answers[1]->hits[h].id);
            if (answers[0]->hits[h].score != answers[1]->hits[h].score)
                print_error("%s %s: %f %f\n", pairs[i][0], answers[0]->hits[h].id, answers[0]->hits[h].score,
                            answers[1]->hits[h].score);
            assert_true(answers[0]->hits[h].score == answers[1]->hits[h].score);
            assert_int_equal(answers[0]->hits[h].missing_count, answers[1]->hits[h].missing_count);
        }
        zy_answer_free(answers[0]);
        zy_answer_free(answers[1]);
    }
    archive_close(a);
}

static void numbers_may_be_shown(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        bool shown;
    } rows[] = {
        {"[display]\nprivate-numbers = show\n", true},
        {"[display]\nprivate-numbers = cover\n", false},
        {"[display]\nprivate-numbers = yes\n", false},
        {"private-numbers = show\n", false},
        {"[display]\nprivate-numbers = show\nother = 1\n", false},
        {"[display\n", false},
        {"", false},
    };
    archive *a = small_archive();
    char *path = path_in(a->folder, "index.ini");
    for (size_t i = 0; i < COUNT(rows); i++) {
        write_text(path, rows[i].settings);
        zy_store *store = NULL;
        assert_int_equal(zy_open(a->folder, &store, NULL), ZY_OK);
        zy_answer *answer = ask_text(store, CARD);
        assert_int_equal(answer->total, rows[i].shown);
        assert_int_equal(answer->hidden, !rows[i].shown);
        if (rows[i].shown)
            assert_non_null(strstr(answer->hits[0].snippets[0].text, CARD));
        zy_answer_free(answer);
        zy_close(store);
    }
    write_text(path, rows[0].settings);
    assert_true(refresh(a)); /* at once, too */
    expect(a, CARD, 1, 0);
    free(path);
    archive_close(a);
}

/* Covering changes no place: with and without, the marks are the same, and so is everything but the digits.
 */
static void places_stay(void **state)
{
    (void)state;
    static const char *const pieces[] = {"食堂",
                                         "养老院",
                                         CARD,
                                         IDENTITY,
                                         "３１０１０８１９９００１０１１２３９",
                                         "6222 0212 3456 7890 128",
                                         "，",
                                         "𠮷",
                                         "①",
                                         "㎡",
                                         " ",
                                         "2024",
                                         "x",
                                         "-"};
    uint64_t seed = 7;
    zy_articles set = {0};
    enum { TEXTS = 150 };
    for (int i = 0; i < TEXTS; i++) {
        char text[1024], id[16];
        random_text(&seed, pieces, COUNT(pieces), 1 + random_below(&seed, 24), text, sizeof text);
        snprintf(id, sizeof id, "n%d", i);
        article_add(&set, id, "题", (const char *const[]){text, NULL}, NULL);
    }
    char *folder = folder_make(), *path = path_in(folder, "index.ini");
    zy_store *stores[2] = {NULL, NULL};
    index_make(folder, &set, 1);
    assert_int_equal(zy_open(folder, &stores[0], NULL), ZY_OK);
    write_text(path, "[display]\nprivate-numbers = show\n");
    assert_int_equal(zy_open(folder, &stores[1], NULL), ZY_OK);
    for (int i = 0; i < TEXTS; i++) {
        zy_document *d[2];
        char id[16];
        snprintf(id, sizeof id, "n%d", i);
        for (int k = 0; k < 2; k++)
            assert_int_equal(zy_document_get(stores[k], id, "食堂 养老院", &d[k], NULL), ZY_OK);
        for (size_t p = 0; p < d[0]->paragraph_count; p++) {
            const zy_marked *covered = &d[0]->paragraphs[p], *plain = &d[1]->paragraphs[p];
            assert_int_equal(zy_utf8_count(covered->text, strlen(covered->text)),
                             zy_utf8_count(plain->text, strlen(plain->text)));
            assert_int_equal(covered->mark_count, plain->mark_count);
            assert_memory_equal(covered->marks, plain->marks, plain->mark_count * sizeof *plain->marks);
            size_t a = 0, b = 0, a_len = strlen(covered->text), b_len = strlen(plain->text);
            while (a < a_len) {
                uint32_t c = zy_utf8_next(covered->text, a_len, &a), o = zy_utf8_next(plain->text, b_len, &b);
                bool digit = (o >= '0' && o <= '9') || (o >= 0xFF10 && o <= 0xFF19);
                assert_true(c == o || (c == '*' && digit));
            }
        }
        zy_document_free(d[0]);
        zy_document_free(d[1]);
    }
    zy_close(stores[0]);
    zy_close(stores[1]);
    zy_articles_free(&set);
    free(path);
    folder_drop(folder);
}

/* Suggestions need a vocabulary, which a run of the indexer makes. */
static void suggestions_obey(void **state)
{
    (void)state;
    archive a = {.folder = folder_make()};
    char *source = folder_make(), *path = path_in(source, "all.jsonl");
    write_text(
        path,
        "{\"id\":\"b1\",\"title\":\"许大伟的菜园\",\"authors\":[\"许大伟\"],\"body\":\"番茄红了，种菜。\"}\n"
        "{\"id\":\"b2\",\"title\":\"番茄丰收\",\"authors\":[\"沈佳禾\"],\"body\":\"番茄丰收了，种菜有方。\"}"
        "\n");
    zy_index_options options = {.folder = a.folder, .jobs = 1};
    zy_index_result result = {0};
    const char *from = path;
    assert_int_equal(zy_index(&options, &from, 1, &result, NULL), ZY_OK);
    assert_int_equal(zy_open(a.folder, &a.store, NULL), ZY_OK);
    assert_true(suggested(&a, "许大", "许大伟"));
    assert_true(suggested(&a, "许大", "许大伟的菜园"));
    assert_true(suggested(&a, "番茄", "番茄"));
    write_list(&a, "文章 b1 隐私\n");
    refresh(&a);
    assert_false(suggested(&a, "许大", "许大伟"));
    assert_false(suggested(&a, "许大", "许大伟的菜园"));
    assert_true(suggested(&a, "番茄", "番茄"));
    zy_completions *completions = NULL;
    assert_int_equal(zy_suggest(a.store, "番茄", 20, &completions, NULL), ZY_OK);
    for (size_t i = 0; i < completions->count; i++)
        assert_int_equal(completions->items[i].articles, 1);
    zy_completions_free(completions);
    zy_answer *answer = ask_text(a.store, "许大维"); /* sounds like him, who must not be offered */
    for (size_t i = 0; i < answer->suggestion_count; i++)
        assert_null(strstr(answer->suggestions[i].text, "许大伟"));
    zy_answer_free(answer);
    zy_close(a.store);
    zy_index_result_free(&result);
    free(path);
    folder_drop(source);
    folder_drop(a.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_lists),         cmocka_unit_test(hidden_everywhere),
        cmocka_unit_test(reasons_are_said),     cmocka_unit_test(ways_of_writing),
        cmocka_unit_test(unreadable_lists),     cmocka_unit_test(half_written_lists),
        cmocka_unit_test(numbers_are_covered),  cmocka_unit_test(numbers_do_not_leak),
        cmocka_unit_test(numbers_may_be_shown), cmocka_unit_test(places_stay),
        cmocka_unit_test(suggestions_obey),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
