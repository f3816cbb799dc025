/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The vocabulary: the archive's words, places, persons and headlines, found by their letters, by how they are
 * read, by their initials, by what sounds or looks like them.
 *
 * In: the entries, once, when an index is made.  Out: one position-independent blob, to be mapped and asked.
 * Only what is in the archive is ever offered.
 *
 * Strings given to look up should be folded as the entries were (Simplified, half-width, lower case).
 */
#ifndef ZY_SUGGEST_VOCABULARY_H
#define ZY_SUGGEST_VOCABULARY_H

#include "lexicon/lexicon.h"

typedef enum { ZY_ENTRY_WORD, ZY_ENTRY_PLACE, ZY_ENTRY_AUTHOR, ZY_ENTRY_TITLE, ZY_ENTRY_KINDS } zy_entry_kind;

typedef struct {
    const char *text;
    zy_entry_kind kind;
    uint32_t articles;  /* how many articles hold it */
    uint32_t headlines; /* how many headlines do, when building; an opened vocabulary does not tell */
} zy_entry;

/* Appends the blob to `out` (which should be empty: the blob is aligned by its own beginning).  The same text
 * twice is one entry: place before author before word before title, with the larger counts.  One that no
 * article holds is none.  `lexicon` (may be NULL) gives readings, surnames, sounds and shapes.  Texts that
 * are empty or longer than 600 bytes are left out. */
ZY_CHECKED zy_status zy_vocabulary_build(const zy_entry *entries, size_t count, const zy_lexicon *lexicon,
                                         zy_buf *out, zy_error *err);

typedef struct zy_vocabulary zy_vocabulary;

/* Opens a blob, which must stay, 4-byte aligned, until the vocabulary is freed.  Every offset in it is
 * checked here once. ZY_CORRUPT, or ZY_WRONG_SCHEMA when it was made with another table of readings. */
ZY_CHECKED zy_status zy_vocabulary_open(const void *blob, size_t len_bytes, zy_vocabulary **out,
                                        zy_error *err);
void zy_vocabulary_free(zy_vocabulary *vocabulary);

size_t zy_vocabulary_count(const zy_vocabulary *vocabulary);
zy_entry zy_vocabulary_entry(const zy_vocabulary *vocabulary, size_t number); /* sorted by text */

/* True, and *out filled, when `text` is an entry. */
bool zy_vocabulary_find(const zy_vocabulary *vocabulary, const char *text, size_t len_bytes, zy_entry *out);

#define ZY_SUGGEST_MOST 50 /* results of any one call */

/* What someone may be typing: Han (养老), pinyin whole or begun (yanglaoy, yang lao yuan, nv or nü), initials
 * (xczx), or a mixture (养老y).  Best first: read or spelled exactly so, then what begins so; words before
 * headlines; then by articles, those that name it in the headline counting twice.  Returns how many of `out`
 * were filled; texts are borrowed from the blob. */
size_t zy_vocabulary_complete(const zy_vocabulary *vocabulary, const char *typed, size_t len_bytes,
                              zy_entry *out, size_t limit);

/* The words a Latin string stands for, as a whole: those read exactly so; if there are none, those with
 * exactly these initials (*initials, which may be NULL, says which).  Headlines are not among them. */
size_t zy_vocabulary_by_sound(const zy_vocabulary *vocabulary, const char *latin, size_t len_bytes,
                              zy_entry *out, size_t limit, bool *initials);

/* Why something else is offered. */
typedef enum {
    ZY_OFFER_SOUND,   /* 同音 */
    ZY_OFFER_SHAPE,   /* 形近 */
    ZY_OFFER_FUZZY,   /* 近音: sounds that are mixed up; to be offered, never to be asked by itself */
    ZY_OFFER_NEAREST, /* 接近的词: shares most characters */
    ZY_OFFER_COUNT
} zy_offer_why;

const char *zy_offer_label(zy_offer_why why);

typedef struct {
    char text[128];     /* the whole string put right; of NEAREST the word */
    zy_entry entry;     /* the word in it that the archive holds */
    size_t from, chars; /* the code points of the string it stands for */
    zy_offer_why why;
} zy_offer;

/* What a Han string that is nowhere may have been meant to be: words that sound or look like the whole of it,
 * then ones like a word of 2-4 characters in it.  Best first; the string itself is not among them. */
size_t zy_vocabulary_correct(const zy_vocabulary *vocabulary, const char *han, size_t len_bytes,
                             zy_offer *out, size_t limit);

/* Words that share most characters with it. */
size_t zy_vocabulary_nearest(const zy_vocabulary *vocabulary, const char *text, size_t len_bytes,
                             zy_offer *out, size_t limit);

#endif
