/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Literal strings and random trees of operators, against an evaluation by hand over all articles. */
#include "support.h"

#include "../random.h"
#include "base/bits.h"
#include "base/buf.h"
#include "search/internal.h"

#include <stdlib.h>

/* ---- Trees by hand ---- */

typedef enum { LEAF, ALL_OF, ANY_OF, WITHOUT } kind;

typedef struct tree {
    kind kind;
    char needle[64];
    bool quoted;
    struct tree *left, *right; /* WITHOUT: left alone */
} tree;

static tree *random_tree(const archive *a, uint64_t *seed, int depth)
{
    tree *t = calloc(1, sizeof *t);
    uint32_t dice = random_below(seed, 10);
    if (depth == 0 || dice < 3) {
        random_needle(a, seed, 3, t->needle, sizeof t->needle);
        t->quoted = random_below(seed, 2) == 0;
        return t;
    }
    t->kind = dice < 6 ? ALL_OF : dice < 8 ? ANY_OF : WITHOUT;
    t->left = random_tree(a, seed, depth - 1);
    if (t->kind != WITHOUT)
        t->right = random_tree(a, seed, depth - 1);
    return t;
}

static void drop_tree(tree *t)
{
    if (!t)
        return;
    drop_tree(t->left);
    drop_tree(t->right);
    free(t);
}

static bool wants(const tree *t, const plain_article *article)
{
    switch (t->kind) {
    case LEAF: return holds(article, t->needle);
    case ALL_OF: return wants(t->left, article) && wants(t->right, article);
    case ANY_OF: return wants(t->left, article) || wants(t->right, article);
    default: return !wants(t->left, article);
    }
}

static void write_tree(const tree *t, uint64_t *seed, zy_buf *out)
{
    static const char *const ands[] = {" ", " AND ", "　"}, *const ors[] = {" OR ", " | ", "｜"};
    static const char *const nots[] = {"-", "－", "NOT "};
    if (t->kind == LEAF) {
        zy_buf_printf(out, t->quoted ? "“%s”" : "%s", t->needle);
    } else if (t->kind == WITHOUT) {
        zy_buf_str(out, nots[random_below(seed, 3)]);
        if (t->left->kind == WITHOUT) /* brackets part the two minus signs */
            zy_buf_str(out, "(");
        write_tree(t->left, seed, out);
        if (t->left->kind == WITHOUT)
            zy_buf_str(out, ")");
    } else {
        zy_buf_str(out, random_below(seed, 2) ? "(" : "（");
        write_tree(t->left, seed, out);
        zy_buf_str(out, t->kind == ALL_OF ? ands[random_below(seed, 3)] : ors[random_below(seed, 3)]);
        write_tree(t->right, seed, out);
        zy_buf_str(out, random_below(seed, 2) ? ")" : "）");
    }
}

/* What no answer may hold: excluded wherever all else is joined by AND. */
static bool must_be_out(const tree *t, const plain_article *article)
{
    if (t->kind == ALL_OF)
        return must_be_out(t->left, article) || must_be_out(t->right, article);
    return t->kind == WITHOUT && wants(t->left, article);
}

static void check_tree(const archive *a, const tree *t, const char *query)
{
    size_t wanted = 0, literal = 0;
    for (size_t i = 0; i < a->count; i++)
        wanted += wants(t, &a->articles[i]);
    walked w = walk_pages(a, zy_request_default(query), 100);
    for (size_t i = 0; i < w.count; i++) {
        const plain_article *article = article_of(a, w.hits[i].id);
        bool right = wants(t, article), related = w.hits[i].class_ == ZY_CLASS_RELATED;
        literal += !related;
        if (right == related || must_be_out(t, article))
            print_error("query %s: %s is %s\n", query, article->id, related ? "related" : "literal");
        assert_true(right != related);
        assert_false(must_be_out(t, article));
    }
    if (w.total != wanted)
        print_error("query %s\n", query);
    assert_int_equal(w.total, wanted);
    assert_int_equal(literal, wanted);
    free(w.hits);
}

static void trees_answer_as_by_hand(void **state)
{
    (void)state;
    uint64_t seed = 11;
    archive *a = archive_open(5, 150, 3);
    for (int round = 0; round < 300; round++) {
        zy_buf query = {0};
        tree *t = random_tree(a, &seed, (int)random_below(&seed, 4));
        write_tree(t, &seed, &query);
        check_tree(a, t, query.data);
        zy_buf_free(&query);
        drop_tree(t);
    }
    archive_close(a);
}

/* ---- Strings: exact counts by class ---- */

static zy_class class_by_hand(const zy_segment *s, uint32_t doc, const zy_folded *needle)
{
    zy_class best = ZY_CLASS_COUNT;
    for (uint32_t at = s->doc_starts[doc]; at + needle->unit_count <= s->doc_starts[doc + 1]; at++) {
        if (memcmp(s->text + at, needle->units, needle->unit_count * 2) != 0)
            continue;
        uint32_t end = at + (uint32_t)needle->unit_count;
        bool inner = false;
        for (uint32_t i = at + 1; i < end; i++)
            inner = inner || zy_bit_get(s->breaks, i);
        zy_class class_ = zy_bit_get(s->breaks, at) && zy_bit_get(s->breaks, end) ? ZY_CLASS_WORD
                          : inner                                                 ? ZY_CLASS_ACROSS
                                                                                  : ZY_CLASS_INSIDE;
        best = class_ < best ? class_ : best;
    }
    return best;
}

static void check_string(const archive *a, const char *needle)
{
    char query[128];
    uint64_t wanted[ZY_CLASS_COUNT + 1] = {0};
    zy_folded folded = {0};
    zy_fold(needle, strlen(needle), &folded);
    const zy_generation *g = a->store->generation;
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count; doc++)
            wanted[class_by_hand(&g->segments[i], doc, &folded)]++;
    size_t plain = 0;
    for (size_t i = 0; i < a->count; i++)
        plain += holds(&a->articles[i], needle);
    snprintf(query, sizeof query, "\"%s\"", needle);
    zy_answer *answer = ask_text(a->store, query);
    assert_int_equal(answer->total, plain);
    for (int c = 0; c <= ZY_CLASS_ACROSS; c++)
        assert_int_equal(answer->classes[c], wanted[c]);
    assert_int_equal(answer->classes[ZY_CLASS_RELATED], 0);
    zy_answer_free(answer);
    zy_folded_free(&folded);
}

static void strings_are_counted_by_class(void **state)
{
    (void)state;
    uint64_t seed = 21;
    char needle[64];
    for (size_t segments = 1; segments <= 5; segments += 2) {
        archive *a = archive_open(segments, 120, segments);
        for (int i = 0; i < 250; i++) {
            random_needle(a, &seed, 6, needle, sizeof needle);
            check_string(a, needle);
        }
        archive_close(a);
    }
}

/* Each class asked for alone gives its own articles. */
static void classes_can_be_switched(void **state)
{
    (void)state;
    archive *a = archive_open(31, 200, 2);
    const char *const queries[] = {"养老", "农民", "老院", "人民", "村"};
    for (size_t q = 0; q < COUNT(queries); q++) {
        zy_request request = zy_request_default(queries[q]);
        walked all = walk_pages(a, request, 50);
        for (int c = 0; c < ZY_CLASS_COUNT; c++) {
            request.classes = ZY_BIT(c);
            walked one = walk_pages(a, request, 50);
            size_t wanted = 0;
            for (size_t i = 0; i < all.count; i++)
                wanted += all.hits[i].class_ == (zy_class)c;
            assert_int_equal(one.count, wanted);
            for (size_t i = 0; i < one.count; i++)
                assert_int_equal(one.hits[i].class_, c);
            free(one.hits);
        }
        free(all.hits);
    }
    archive_close(a);
}

/* ---- Pages ---- */

static void check_pages(const archive *a, const char *query, zy_sort sort, size_t page)
{
    zy_request request = zy_request_default(query);
    request.sort = sort;
    walked w = walk_pages(a, request, page), once = walk_pages(a, request, 100);
    bool *seen = calloc(a->count, sizeof *seen);
    assert_int_equal(w.count, once.count);
    assert_int_equal(w.count, w.total + w.classes[ZY_CLASS_RELATED]);
    for (size_t i = 0; i < w.count; i++) {
        size_t number = (size_t)(article_of(a, w.hits[i].id) - a->articles);
        assert_false(seen[number]);
        seen[number] = true;
        assert_string_equal(w.hits[i].id, once.hits[i].id);
        if (i == 0)
            continue;
        int before = article_of(a, w.hits[i - 1].id)->date, now = a->articles[number].date;
        bool both_related = w.hits[i - 1].class_ == ZY_CLASS_RELATED,
             related = w.hits[i].class_ == ZY_CLASS_RELATED;
        assert_true(both_related <= related);
        if (sort == ZY_SORT_RELEVANCE)
            assert_true(w.hits[i - 1].class_ <= w.hits[i].class_);
        else if (both_related == related)
            assert_true(now == 0 || (before && (sort == ZY_SORT_NEWEST ? before >= now : before <= now)));
    }
    free(seen);
    free(w.hits);
    free(once.hits);
}

static void pages_join_without_seam(void **state)
{
    (void)state;
    archive *a = archive_open(41, 700, 3);
    const char *const queries[] = {"村", "养老", "乡村 农民", "", "老 OR 院", "-村"};
    for (size_t q = 0; q < COUNT(queries); q++)
        for (int sort = ZY_SORT_RELEVANCE; sort <= ZY_SORT_OLDEST; sort++) {
            check_pages(a, queries[q], (zy_sort)sort, 7);
            check_pages(a, queries[q], (zy_sort)sort, 64);
        }
    archive_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_answer_as_by_hand),
        cmocka_unit_test(strings_are_counted_by_class),
        cmocka_unit_test(classes_can_be_switched),
        cmocka_unit_test(pages_join_without_seam),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
