/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A folder of JSON Lines and an index of it, for tests of the indexer. */
#ifndef ZY_TESTS_INDEX_SUPPORT_H
#define ZY_TESTS_INDEX_SUPPORT_H

#include "../unit.h"

#include "../archive.h"

typedef struct {
    char *archive; /* what is indexed */
    char *index;
    zy_index_options options;
    zy_index_result result; /* of the last run */
    zy_error error;
} place;

/* A test's own place: setup and teardown for cmocka. */
int place_open(void **state);
int place_close(void **state);

/* Writes ARCHIVE/NAME: a line an article; each pair is id and text, the list ends in NULL. */
void put_file(const place *p, const char *name, const char *const *pairs);
void remove_file(const place *p, const char *name);

/* Runs the indexer over ARCHIVE, or over one file or folder in it. */
zy_status run_all(place *p);
zy_status run_on(place *p, const char *name);

/* As run_all, and must be ZY_OK with these counts. */
void run_counting(place *p, uint64_t read, uint64_t added, uint64_t changed, uint64_t removed,
                  uint64_t total);

/* Articles that hold the string, asked of the index as it stands. */
uint64_t found(const place *p, const char *text);
void must_hold(const place *p, const char *const *texts, uint64_t each); /* ends in NULL */

/* Content of INDEX/CURRENT without its newline. */
void current_name(const place *p, char name[32]);

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
