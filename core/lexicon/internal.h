/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lexicon's inside, shared by the files of this folder alone. */
#ifndef ZY_LEXICON_INTERNAL_H
#define ZY_LEXICON_INTERNAL_H

#include "base/arena.h"
#include "lexicon/lexicon.h"

typedef enum {
    ZY_LIST_GAZETTEER,
    ZY_LIST_WORDS,
    ZY_LIST_SYNONYMS,
    ZY_LIST_QUESTIONS,
    ZY_LIST_READINGS,
    ZY_LIST_SURNAMES,
    ZY_LIST_SOUNDS,
    ZY_LIST_SHAPES,
    ZY_LIST_COUNT
} zy_list;

/* A growing array; items of one size. */
typedef struct {
    void *items;
    size_t count, cap;
} zy_vector;

/* Room for one more, zeroed; NULL when out of memory. */
void *zy_vector_push(zy_vector *vector, size_t item_bytes);

/* One thing that may stand for another. */
typedef struct {
    const char *from, *to;
} zy_rule;

/* All rules of one string. */
typedef struct {
    const char *from;
    const char *const *to;
    size_t count;
} zy_synonym_entry;

typedef struct {
    const char *name;
    const zy_place *place;
    bool proper;
} zy_place_key;

struct zy_lexicon {
    zy_arena arena;
    zy_vector places, words, kept, rules, synonyms, questions, readings, surnames, sounds, shapes, place_keys;
    size_t longest_synonym;
    uint64_t cut_fingerprint;
    zy_buf lines[ZY_LIST_COUNT]; /* the lines that were understood: what is packed */
    bool failed;                 /* out of memory while reading */
};

/* Reads one file's text; bad lines go to `notes` (may be NULL), named after `file`. */
void zy_lexicon_read(zy_lexicon *lexicon, zy_list list, const char *file, const char *text, size_t len_bytes,
                     zy_buf *notes);

/* Sorts, joins and counts once all is read. */
void zy_lexicon_finish(zy_lexicon *lexicon);
void zy_lexicon_join_synonyms(zy_lexicon *lexicon);

const char *zy_lexicon_file_name(zy_list list);

#endif
