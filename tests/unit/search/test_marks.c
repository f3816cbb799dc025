/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marks stand on what was asked, to the letter; passages are the source's own text. */
#include "support.h"

#include "../random.h"
#include "base/buf.h"
#include "base/utf16.h"
#include "base/utf8.h"
#include "text/fold.h"

#include <stdlib.h>

/* The text a mark covers, folded, as UTF-8 in `out`. */
static void folded_mark(const char *text, const zy_mark *mark, zy_buf *out)
{
    size_t len = strlen(text), from = zy_utf8_offset(text, len, mark->start),
           end = zy_utf8_offset(text, len, mark->end);
    zy_folded folded = {0};
    zy_fold(text + from, end - from, &folded);
    for (size_t at = 0; at < folded.unit_count;)
        zy_buf_rune(out, zy_utf16_next(folded.units, &at));
    if (folded.edit_count) { /* nothing unseen at its ends */
        const zy_edit *first = folded.edits, *last = &folded.edits[folded.edit_count - 1];
        assert_false(first->len_units == 0 && first->at_units == 0);
        assert_false(last->len_units == 0 && last->at_units == folded.unit_count);
    }
    zy_folded_free(&folded);
}

static void check_marks(const char *text, const zy_mark *marks, size_t count, const char *const *needles)
{
    uint32_t behind = 0;
    for (size_t i = 0; i < count; i++) {
        zy_buf mark = {0};
        assert_true(marks[i].start >= behind);
        assert_true(marks[i].start < marks[i].end);
        assert_true(marks[i].end <= zy_utf8_count(text, strlen(text)));
        behind = marks[i].end;
        folded_mark(text, &marks[i], &mark);
        bool right = false;
        for (const char *const *n = needles; *n && !right; n++) /* touching marks of two strings are one */
            right = strncmp(mark.data, *n, strlen(*n)) == 0;
        if (!right)
            print_error("mark \"%s\" in \"%s\"\n", mark.data, text);
        assert_true(right);
        zy_buf_free(&mark);
    }
}

static const zy_article *source_of(const archive *a, const char *id)
{
    return &a->set.items[article_of(a, id) - a->articles];
}

static void check_snippet(const archive *a, const zy_hit *hit, const zy_snippet *snippet)
{
    const zy_article *article = source_of(a, hit->id);
    char *text = strdup(snippet->text);
    size_t len = strlen(text), dots = strlen("…");
    char *from = strncmp(text, "…", dots) == 0 ? text + dots : text;
    if (len >= dots && strcmp(text + len - dots, "…") == 0)
        text[len - dots] = '\0';
    if (strcmp(snippet->part, "body") == 0) {
        assert_true(snippet->paragraph < article->paragraphs.count);
        if (!strstr(article->paragraphs.items[snippet->paragraph], from))
            print_error("\"%s\" is not in \"%s\"\n", from, article->paragraphs.items[snippet->paragraph]);
        assert_non_null(strstr(article->paragraphs.items[snippet->paragraph], from));
    } else {
        assert_string_equal(snippet->part, "author");
    }
    free(text);
}

static void check_answer(const archive *a, zy_request request, const char *const *needles)
{
    zy_answer *answer = ask(a->store, &request);
    for (size_t i = 0; i < answer->hit_count; i++) {
        const zy_hit *hit = &answer->hits[i];
        if (hit->class_ == ZY_CLASS_RELATED)
            continue;
        size_t marks = hit->title_mark_count;
        assert_string_equal(hit->title, source_of(a, hit->id)->title);
        check_marks(hit->title, hit->title_marks, hit->title_mark_count, needles);
        for (size_t k = 0; k < hit->snippet_count; k++) {
            check_snippet(a, hit, &hit->snippets[k]);
            check_marks(hit->snippets[k].text, hit->snippets[k].marks, hit->snippets[k].mark_count, needles);
            marks += hit->snippets[k].mark_count;
        }
        assert_true(marks > 0);
        assert_true(hit->matches > 0);
    }
    zy_answer_free(answer);
}

static void marks_are_exact(void **state)
{
    (void)state;
    uint64_t seed = 91;
    archive *a = archive_open(92, 200, 3);
    for (int i = 0; i < 300; i++) {
        char one[64], two[64], query[192];
        random_needle(a, &seed, 4, one, sizeof one);
        random_needle(a, &seed, 2, two, sizeof two);
        snprintf(query, sizeof query, i % 2 ? "\"%s\" OR \"%s\"" : "\"%s\"", one, two);
        zy_request request = zy_request_default(query);
        request.limit = 20;
        request.snippet_chars = (size_t)(i % 3 * 10);
        request.snippets = (size_t)(i % 5);
        check_answer(a, request, (const char *const[]){one, i % 2 ? two : NULL, NULL});
    }
    archive_close(a);
}

/* What is asked, in what text, and the marks that must come of it. */
static const struct {
    const char *text, *query;
    size_t count;
    uint32_t marks[6];
} table[] = {
    {"面积100㎡大", "㎡", 1, {5, 6}},
    {"面积100㎡大", "m2", 1, {5, 6}},
    {"面积100㎡大", "\"m\" \"2\"", 1, {5, 6}}, /* both in one character: one mark */
    {"面积100㎡大", "100㎡", 1, {2, 6}},
    {"鄉\u200B村 振興", "乡村振兴", 1, {0, 6}},
    {"鄉村\u200B", "乡村", 1, {0, 2}},
    {"老老老老", "老老", 2, {0, 2, 2, 4}},
    {"老老老", "老老", 1, {0, 2}},
    {"养老院", "养老 老院", 1, {0, 2}},           /* overlapping: the first */
    {"养老院子", "\"养老\" \"院子\"", 1, {0, 4}}, /* touching: one */
    {"ﬃx", "f", 1, {0, 1}},                       /* two of them in one character */
    {"e\u0301te\u0301", "é", 2, {0, 2, 3, 5}},
    {"第十五次和二十五次", "十五", 2, {1, 3, 6, 8}},
    {"①2024年", "2024年", 1, {1, 6}},
    {"①2024年", "①2024", 1, {0, 5}},
    {"二〇二四年", "二〇二四", 1, {0, 4}},
};

static void marks_as_listed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        zy_articles set = {0};
        zy_store *store = NULL;
        char *folder = folder_make();
        article_add(&set, "a", table[i].text, NULL, NULL);
        index_make(folder, &set, 1);
        assert_int_equal(zy_open(folder, &store, NULL), ZY_OK);
        zy_answer *answer = ask_text(store, table[i].query);
        if (answer->total != 1)
            print_error("row %zu: nothing found\n", i);
        assert_int_equal(answer->total, 1);
        const zy_hit *hit = &answer->hits[0];
        bool right = hit->title_mark_count == table[i].count;
        for (size_t k = 0; k < table[i].count && right; k++)
            right = hit->title_marks[k].start == table[i].marks[2 * k] &&
                    hit->title_marks[k].end == table[i].marks[2 * k + 1];
        if (!right) {
            print_error("row %zu, %s in %s:", i, table[i].query, table[i].text);
            for (size_t k = 0; k < hit->title_mark_count; k++)
                print_error(" [%u, %u)", hit->title_marks[k].start, hit->title_marks[k].end);
            print_error("\n");
        }
        assert_true(right);
        zy_answer_free(answer);
        zy_close(store);
        folder_drop(folder);
        zy_articles_free(&set);
    }
}

/* An article whole: the source's letters, and marks in every paragraph. */
static void documents_are_whole(void **state)
{
    (void)state;
    archive *a = archive_open(93, 60, 2);
    for (size_t i = 0; i < a->count; i++) {
        zy_document *d = NULL;
        const zy_article *article = &a->set.items[i];
        assert_int_equal(zy_document_get(a->store, article->id, "\"老\"", &d, NULL), ZY_OK);
        assert_string_equal(d->title.text, article->title);
        assert_int_equal(d->paragraph_count, article->paragraphs.count);
        size_t marks = d->title.mark_count;
        for (size_t p = 0; p < d->paragraph_count; p++) {
            assert_string_equal(d->paragraphs[p].text, article->paragraphs.items[p]);
            check_marks(d->paragraphs[p].text, d->paragraphs[p].marks, d->paragraphs[p].mark_count,
                        (const char *const[]){"老", NULL});
            marks += d->paragraphs[p].mark_count;
        }
        assert_int_equal(marks > 0, holds(&a->articles[i], "老"));
        zy_document_free(d);
    }
    zy_document *d = NULL;
    zy_error err = {0};
    assert_int_equal(zy_document_get(a->store, "id-x", NULL, &d, &err), ZY_NOT_FOUND);
    assert_true(err.message[0]);
    archive_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_exact),
        cmocka_unit_test(marks_as_listed),
        cmocka_unit_test(documents_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
