/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A random archive whose plain text is known, so that every answer can be counted by hand. */
#ifndef ZY_TESTS_SEARCH_SUPPORT_H
#define ZY_TESTS_SEARCH_SUPPORT_H

#include "../unit.h"

#include "../archive.h"
#include "zy.h"

enum { PASSAGES = 3, PASSAGE_BYTES = 512 };

/* An article as it is searched: folded by hand, passage by passage; [0] is the headline. */
typedef struct {
    char id[32];
    char plain[PASSAGES][PASSAGE_BYTES];
    int date;
    int page;
    char issue[8], author[16], section[16];
} plain_article;

typedef struct {
    plain_article *articles;
    size_t count;
    zy_articles set; /* the same, dressed up: Traditional letters, spaces, zero-width characters */
    char *folder;
    zy_store *store;
} archive;

/* Random articles from a seed, in `segments` segments. */
archive *archive_open(uint64_t seed, size_t count, size_t segments);
void archive_close(archive *a);

/* A string that stands somewhere in the archive, or nearly: 1 to `most` characters. */
void random_needle(const archive *a, uint64_t *seed, size_t most, char *out, size_t cap);

bool holds(const plain_article *article, const char *needle);
const plain_article *article_of(const archive *a, const char *id);

/* All hits of a query over all pages, `page` hits at a time; ids end in NULL and are freed with the answer
 * list. */
typedef struct {
    const char *id; /* of the plain article */
    zy_class class_;
} shown_hit;

typedef struct {
    shown_hit *hits;
    size_t count;
    uint64_t total, classes[ZY_CLASS_COUNT];
} walked;

walked walk_pages(const archive *a, zy_request request, size_t page);

zy_answer *ask(zy_store *store, const zy_request *request);
zy_answer *ask_text(zy_store *store, const char *query);

#endif
