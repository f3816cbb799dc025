/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Xapian as a literal index, the usual way: bigrams of Han characters with positions, searched as phrases. */
#include "engines.h"
#include "xapian_c.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bench_xapian {
    xc_reader *reader;
};

static void check(xc_status status, const xc_error *err)
{
    if (status)
        bench_die("xapian: %s: %s", xc_status_name(status), err->message);
}

/* An occurrence of one or two characters: three or six bytes, high in the key so that keys sort as terms do.
 */
typedef struct {
    uint64_t key;
    uint32_t position;
    uint32_t bytes;
} occurrence;

typedef struct {
    occurrence *items;
    uint32_t *positions;
    xc_term *terms;
    char (*names)[8];
    size_t count, room;
} occurrences;

static void add(occurrences *all, const char *at, uint32_t bytes, uint32_t position)
{
    if (all->count == all->room) {
        all->room = all->room ? all->room * 2 : 4096;
        all->items = realloc(all->items, all->room * sizeof *all->items);
        all->positions = realloc(all->positions, all->room * sizeof *all->positions);
        all->terms = realloc(all->terms, all->room * sizeof *all->terms);
        all->names = realloc(all->names, all->room * sizeof *all->names);
        if (!all->items || !all->positions || !all->terms || !all->names)
            bench_die("out of memory");
    }
    uint64_t key = 0;
    for (uint32_t i = 0; i < 8; i++)
        key = key << 8 | (i < bytes ? (unsigned char)at[i] : 0);
    all->items[all->count++] = (occurrence){key, position, bytes};
}

static bool is_han(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return b[0] >= 0xE4 && b[0] <= 0xE9;
}

static void collect(occurrences *all, const bench_article *article)
{
    all->count = 0;
    for (size_t at = 0; at < article->text_bytes;) {
        if (!is_han(article->text + at)) {
            at++;
            continue;
        }
        add(all, article->text + at, 3, (uint32_t)at);
        if (is_han(article->text + at + 3))
            add(all, article->text + at, 6, (uint32_t)at / 3); /* bytes shrink to characters inside a run */
        at += 3;
    }
}

static int by_key(const void *a, const void *b)
{
    const occurrence *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->position > y->position) - (x->position < y->position);
}

/* One term for each run of equal keys; a single character needs no positions. */
static size_t group(occurrences *all)
{
    size_t terms = 0;
    qsort(all->items, all->count, sizeof *all->items, by_key);
    for (size_t from = 0, end; from < all->count; from = end) {
        const occurrence *first = &all->items[from];
        for (end = from; end < all->count && all->items[end].key == first->key; end++)
            all->positions[end] = all->items[end].position;
        for (uint32_t i = 0; i < 8; i++)
            all->names[terms][i] = (char)(first->key >> (56 - 8 * i));
        bool pair = first->bytes == 6;
        all->terms[terms] = (xc_term){all->names[terms], first->bytes, (uint32_t)(end - from),
                                      pair ? &all->positions[from] : NULL, pair ? end - from : 0};
        terms++;
    }
    return terms;
}

void bench_xapian_build(const bench_articles *articles, const char *folder)
{
    char raw[4096];
    snprintf(raw, sizeof raw, "%s.raw", folder);
    xc_error err;
    xc_writer *writer;
    occurrences all = {0};
    check(xc_writer_open(&writer, raw, XC_MODE_OVERWRITE, XC_NO_SYNC | XC_NO_TERMLIST, &err), &err);
    for (size_t i = 0; i < articles->count; i++) {
        collect(&all, &articles->items[i]);
        xc_document document = {.terms = all.terms, .term_count = group(&all)};
        check(xc_writer_add(writer, &document, NULL, &err), &err);
    }
    check(xc_writer_close(writer, &err), &err);
    const char *source = raw;
    check(xc_compact(&source, 1, folder, &err), &err);
    free(all.items);
    free(all.positions);
    free(all.terms);
    free(all.names);
}

bench_xapian *bench_xapian_open(const char *folder)
{
    xc_error err;
    bench_xapian *xapian = calloc(1, sizeof *xapian);
    if (!xapian)
        bench_die("out of memory");
    check(xc_reader_open(&xapian->reader, &folder, 1, &err), &err);
    return xapian;
}

void bench_xapian_close(bench_xapian *xapian)
{
    xc_reader_free(xapian->reader);
    free(xapian);
}

uint64_t bench_xapian_count(void *context, const char *string)
{
    bench_xapian *xapian = context;
    xc_bytes terms[32];
    size_t chars = strlen(string) / 3, count = chars > 1 ? chars - 1 : 1;
    for (size_t i = 0; i < count; i++)
        terms[i] = (xc_bytes){string + 3 * i, chars > 1 ? 6 : 3};
    xc_error err;
    xc_query *query;
    xc_results results;
    check(count == 1 ? xc_query_term(&query, terms[0].data, terms[0].size, 1, &err)
                     : xc_query_combine_terms(&query, XC_OP_PHRASE, terms, count, 0, &err),
          &err);
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.max_items = 0;
    options.check_at_least = UINT32_MAX;
    options.order = XC_ORDER_DOCID;
    check(xc_search(xapian->reader, query, &options, &results, &err), &err);
    uint64_t found = results.matches_estimated;
    xc_results_free(&results);
    xc_query_free(query);
    return found;
}
