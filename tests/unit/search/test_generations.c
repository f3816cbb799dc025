/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading while generations are published: a reader sees one archive whole, and then the next one whole. */
#include "support.h"

#include "base/buf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARTICLES = 45, PAGE = 10, READERS = 3, GENERATIONS = 6 };

typedef struct {
    char *archive, *index;
} place;

/* Every article of generation k says so, and all hold 共同. */
static void write_generation(const place *p, int k)
{
    zy_buf lines = {0};
    for (int i = 0; i < ARTICLES + k; i++)
        zy_buf_printf(&lines,
                      "{\"id\": \"a%d\", \"title\": \"共同的标题\", \"body\": \"甲%d乙的正文，第%d篇\"}\n", i,
                      k, i);
    char *path = path_in(p->archive, "all.jsonl");
    write_text(path, lines.data);
    free(path);
    zy_buf_free(&lines);
}

static void publish(const place *p, int k)
{
    zy_index_options options = {.folder = p->index, .jobs = 1};
    zy_index_result result = {0};
    zy_error err = {0};
    const char *path = p->archive;
    write_generation(p, k);
    zy_status status = zy_index(&options, &path, 1, &result, &err);
    if (status)
        print_error("%s\n", err.message);
    assert_int_equal(status, ZY_OK);
    assert_int_equal(result.articles_total, ARTICLES + k);
    zy_index_result_free(&result);
}

static place open_place(void)
{
    place p = {folder_make(), folder_make()};
    publish(&p, 0);
    return p;
}

static void drop_place(place *p)
{
    folder_drop(p->archive);
    folder_drop(p->index);
}

/* The generation a hit's text belongs to. */
static int generation_of(const zy_hit *hit)
{
    const char *text = hit->snippet_count ? strstr(hit->snippets[0].text, "甲") : NULL;
    return text ? atoi(text + strlen("甲")) : -1;
}

/* One page of the walk; false when something of it is wrong.  Says so itself: a thread must not fail a test.
 */
static bool page_is_right(zy_store *store, size_t offset, int generation, bool *seen, size_t *shown)
{
    zy_answer *answer = NULL;
    zy_error err = {0};
    zy_request request = zy_request_default("共同 正文");
    request.offset = offset;
    request.limit = PAGE;
    if (zy_search(store, &request, &answer, &err)) {
        print_error("%s\n", err.message);
        return false;
    }
    bool right = answer->total == (uint64_t)(ARTICLES + generation);
    *shown = answer->hit_count;
    for (size_t i = 0; i < answer->hit_count; i++) {
        int number = atoi(answer->hits[i].id + 1);
        right = right && number < ARTICLES + generation && !seen[number] &&
                generation_of(&answer->hits[i]) == generation;
        seen[number] = true;
    }
    zy_answer_free(answer);
    return right;
}

static int generation_now(zy_store *store)
{
    zy_answer *answer = NULL;
    zy_request request = zy_request_default("共同 正文");
    request.limit = 1;
    if (zy_search(store, &request, &answer, NULL))
        return -1;
    int k = answer->hit_count ? generation_of(&answer->hits[0]) : -1;
    zy_answer_free(answer);
    return k;
}

/* Walks all pages of what the store has now. */
static bool walk_is_right(zy_store *store, void (*between)(void *), void *context)
{
    bool seen[ARTICLES + GENERATIONS + 1] = {false}, right = true;
    int generation = generation_now(store);
    size_t shown = PAGE, offset = 0;
    for (; shown == PAGE && right; offset += PAGE) {
        right = page_is_right(store, offset, generation, seen, &shown);
        if (between)
            between(context);
    }
    for (int i = 0; i < ARTICLES + generation && right; i++)
        right = seen[i];
    return right && generation >= 0;
}

/* ---- One reader, generations published between its pages ---- */

typedef struct {
    const place *p;
    int next;
} publisher;

static void publish_next(void *context)
{
    publisher *next = context;
    if (next->next <= 2)
        publish(next->p, next->next++);
}

static void pages_stay_in_one_generation(void **state)
{
    (void)state;
    place p = open_place();
    zy_store *store = NULL;
    bool changed = true;
    assert_int_equal(zy_open(p.index, &store, NULL), ZY_OK);
    assert_int_equal(zy_refresh(store, &changed, NULL), ZY_OK);
    assert_false(changed);
    char before[64];
    snprintf(before, sizeof before, "%s", zy_store_generation(store));
    publisher next = {&p, 1};
    assert_true(walk_is_right(store, publish_next, &next));
    assert_int_equal(next.next, 3);
    assert_string_equal(zy_store_generation(store), before);
    assert_int_equal(generation_now(store), 0);
    assert_int_equal(zy_refresh(store, &changed, NULL), ZY_OK);
    assert_true(changed);
    assert_string_not_equal(zy_store_generation(store), before);
    assert_int_equal(generation_now(store), 2);
    assert_true(walk_is_right(store, NULL, NULL));
    assert_int_equal(zy_refresh(store, NULL, NULL), ZY_OK);
    /* A broken CURRENT, or none: the store goes on with what it has. */
    char *current = path_in(p.index, "CURRENT");
    zy_error err = {0};
    write_text(current, "broken\n");
    assert_int_equal(zy_refresh(store, &changed, &err), ZY_CORRUPT);
    assert_false(changed);
    assert_true(walk_is_right(store, NULL, NULL));
    remove(current);
    assert_int_equal(zy_refresh(store, &changed, NULL), ZY_OK);
    assert_true(walk_is_right(store, NULL, NULL));
    free(current);
    zy_close(store);
    drop_place(&p);
}

/* ---- Readers in threads, each with a store of its own ---- */

typedef struct {
    const place *p;
    atomic_bool *stop;
    int walks, changes;
    bool right;
} reader;

static void *read_on(void *argument)
{
    reader *r = argument;
    zy_store *store = NULL;
    zy_error err = {0};
    r->right = zy_open(r->p->index, &store, &err) == ZY_OK;
    while (r->right && !(atomic_load(r->stop) && r->walks > 0)) {
        bool changed = false;
        r->right = walk_is_right(store, NULL, NULL);
        r->walks++;
        if (r->right && zy_refresh(store, &changed, &err)) {
            print_error("refresh: %s\n", err.message);
            r->right = false;
        }
        r->changes += changed;
        if (r->right && r->walks % 5 == 0) { /* and opened anew, in the middle of a publication */
            zy_close(store);
            store = NULL;
            if (zy_open(r->p->index, &store, &err)) {
                print_error("open: %s\n", err.message);
                r->right = false;
            }
        }
    }
    zy_close(store);
    return NULL;
}

static void threads_read_while_it_changes(void **state)
{
    (void)state;
    place p = open_place();
    atomic_bool stop = false;
    pthread_t threads[READERS];
    reader readers[READERS];
    for (int i = 0; i < READERS; i++) {
        readers[i] = (reader){.p = &p, .stop = &stop};
        assert_int_equal(pthread_create(&threads[i], NULL, read_on, &readers[i]), 0);
    }
    for (int k = 1; k <= GENERATIONS; k++)
        publish(&p, k);
    atomic_store(&stop, true);
    for (int i = 0; i < READERS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(readers[i].right);
        assert_true(readers[i].walks > 0);
    }
    drop_place(&p);
}

/* Generations as fast as they can be made, readers that only open: what is named is always there. */
static void *open_on(void *argument)
{
    reader *r = argument;
    r->right = true;
    while (r->right && !atomic_load(r->stop)) {
        zy_store *store = NULL;
        zy_error err = {0};
        r->right = zy_open(r->p->index, &store, &err) == ZY_OK;
        if (!r->right)
            print_error("open: %s\n", err.message);
        r->walks++;
        zy_close(store);
    }
    return NULL;
}

static void opening_always_succeeds(void **state)
{
    (void)state;
    place p = open_place();
    atomic_bool stop = false;
    pthread_t thread;
    reader r = {.p = &p, .stop = &stop};
    assert_int_equal(pthread_create(&thread, NULL, open_on, &r), 0);
    for (int k = 1; k <= 2 * GENERATIONS; k++)
        publish(&p, k % (GENERATIONS + 1));
    atomic_store(&stop, true);
    pthread_join(thread, NULL);
    assert_true(r.right);
    assert_true(r.walks > 0);
    drop_place(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_stay_in_one_generation),
        cmocka_unit_test(threads_read_while_it_changes),
        cmocka_unit_test(opening_always_succeeds),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
