/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is asked of a finished lexicon, and the sorting that makes the answers quick. */
#include "lexicon/lexicon.h"

#include "base/utf8.h"
#include "lexicon/internal.h"

#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_strings(zy_vector *strings)
{
    char **items = strings->items;
    if (!strings->count)
        return;
    qsort(items, strings->count, sizeof *items, by_text);
    size_t kept = 1;
    for (size_t i = 1; i < strings->count; i++)
        if (strcmp(items[i], items[kept - 1]) != 0)
            items[kept++] = items[i];
    strings->count = kept;
}

/* Proper names before short forms of the same spelling. */
static int by_name(const void *a, const void *b)
{
    const zy_place_key *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : (int)y->proper - (int)x->proper;
}

static int by_length(const void *a, const void *b)
{
    const zy_question *x = a, *y = b;
    size_t p = strlen(x->text) + (x->tail ? strlen(x->tail) : 0),
           q = strlen(y->text) + (y->tail ? strlen(y->tail) : 0);
    if (p != q)
        return p < q ? 1 : -1;
    int order = strcmp(x->text, y->text);
    return order ? order : (int)x->kind - (int)y->kind;
}

static void keep_whole(zy_lexicon *lexicon, const char *text)
{
    /* A single character is a unit anyway, and a name of one would tear longer words apart. */
    if (zy_utf8_count(text, strlen(text)) < 2)
        return;
    const char **item = zy_vector_push(&lexicon->kept, sizeof *item);
    if (item)
        *item = text;
    else
        lexicon->failed = true;
}

static void add_place_key(zy_lexicon *lexicon, const char *name, const zy_place *place, bool proper)
{
    zy_place_key *key = zy_vector_push(&lexicon->place_keys, sizeof *key);
    if (key)
        *key = (zy_place_key){name, place, proper};
    else
        lexicon->failed = true;
    keep_whole(lexicon, name);
}

static void index_places(zy_lexicon *lexicon)
{
    const zy_place *places = lexicon->places.items;
    for (size_t i = 0; i < lexicon->places.count; i++) {
        add_place_key(lexicon, places[i].name, &places[i], true);
        for (size_t k = 0; k < places[i].other_count; k++)
            add_place_key(lexicon, places[i].others[k], &places[i], false);
    }
    if (lexicon->place_keys.count)
        qsort(lexicon->place_keys.items, lexicon->place_keys.count, sizeof(zy_place_key), by_name);
}

/* FNV-1a over the sorted strings with their ending NULs: order and comments in the files do not matter. */
static uint64_t fingerprint(const zy_vector *strings)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    char *const *items = strings->items;
    for (size_t i = 0; i < strings->count; i++) {
        for (const char *c = items[i];; c++) {
            hash = (hash ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
            if (!*c)
                break;
        }
    }
    return hash;
}

void zy_lexicon_finish(zy_lexicon *lexicon)
{
    if (lexicon->arena.failed || lexicon->failed) {
        lexicon->failed = true;
        return;
    }
    sort_strings(&lexicon->words);
    index_places(lexicon);
    const char *const *words = lexicon->words.items;
    for (size_t i = 0; i < lexicon->words.count; i++)
        keep_whole(lexicon, words[i]);
    sort_strings(&lexicon->kept);
    if (lexicon->questions.count)
        qsort(lexicon->questions.items, lexicon->questions.count, sizeof(zy_question), by_length);
    zy_lexicon_join_synonyms(lexicon);
    lexicon->cut_fingerprint = fingerprint(&lexicon->kept);
    lexicon->failed = lexicon->failed || lexicon->arena.failed;
}

const zy_place *zy_lexicon_place(const zy_lexicon *lexicon, const char *name, size_t len_bytes)
{
    const zy_place_key *keys = lexicon->place_keys.items;
    size_t low = 0, high = lexicon->place_keys.count;
    while (low < high) { /* the first key that is not below the name */
        size_t middle = (low + high) / 2;
        int order = strncmp(keys[middle].name, name, len_bytes);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < lexicon->place_keys.count && strncmp(keys[low].name, name, len_bytes) == 0 &&
                 keys[low].name[len_bytes] == '\0';
    return found ? keys[low].place : NULL;
}

void zy_lexicon_free(zy_lexicon *lexicon)
{
    if (!lexicon)
        return;
    zy_vector *vectors[] = {&lexicon->places,   &lexicon->words,     &lexicon->kept,      &lexicon->rules,
                            &lexicon->synonyms, &lexicon->questions, &lexicon->readings,  &lexicon->surnames,
                            &lexicon->sounds,   &lexicon->shapes,    &lexicon->place_keys};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        free(vectors[i]->items);
    for (int i = 0; i < ZY_LIST_COUNT; i++)
        zy_buf_free(&lexicon->lines[i]);
    zy_arena_free(&lexicon->arena);
    free(lexicon);
}

uint64_t zy_lexicon_cut_fingerprint(const zy_lexicon *lexicon)
{
    return lexicon->cut_fingerprint;
}

const char *zy_lexicon_file(const zy_lexicon *lexicon, size_t number, const char **lines, size_t *len_bytes)
{
    if (number >= ZY_LIST_COUNT)
        return NULL;
    const zy_buf *text = &lexicon->lines[number];
    *lines = text->data ? text->data : "";
    *len_bytes = text->len_bytes;
    return zy_lexicon_file_name((zy_list)number);
}

const zy_place *zy_lexicon_places(const zy_lexicon *lexicon, size_t *count)
{
    *count = lexicon->places.count;
    return lexicon->places.items;
}

const char *const *zy_lexicon_words(const zy_lexicon *lexicon, size_t *count)
{
    *count = lexicon->words.count;
    return lexicon->words.items;
}

const char *const *zy_lexicon_kept(const zy_lexicon *lexicon, size_t *count)
{
    *count = lexicon->kept.count;
    return lexicon->kept.items;
}

const zy_question *zy_lexicon_questions(const zy_lexicon *lexicon, size_t *count)
{
    *count = lexicon->questions.count;
    return lexicon->questions.items;
}

const zy_reading *zy_lexicon_readings(const zy_lexicon *lexicon, size_t *count)
{
    *count = lexicon->readings.count;
    return lexicon->readings.items;
}

const zy_reading *zy_lexicon_surnames(const zy_lexicon *lexicon, size_t *count)
{
    *count = lexicon->surnames.count;
    return lexicon->surnames.items;
}

const zy_sound_pair *zy_lexicon_sounds(const zy_lexicon *lexicon, size_t *count)
{
    *count = lexicon->sounds.count;
    return lexicon->sounds.items;
}

const char *const *zy_lexicon_shapes(const zy_lexicon *lexicon, size_t *count)
{
    *count = lexicon->shapes.count;
    return lexicon->shapes.items;
}
