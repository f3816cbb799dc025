/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How whole entries are read, when a vocabulary is built: the lexicon's words first, then character by
 * character. */
#ifndef ZY_SUGGEST_READINGS_H
#define ZY_SUGGEST_READINGS_H

#include "suggest/blob.h"

typedef struct {
    uint32_t c;
    uint16_t syllable;
} zy_extra;

typedef struct {
    const char *word;
    uint16_t syllables[ZY_READ_CHARS];
    size_t chars, order; /* its place in the file */
} zy_word_reading;

/* Borrows its strings from the lexicon. */
typedef struct {
    zy_extra *extras; /* by character: further readings, also those that only stand in the lexicon's words */
    size_t extra_count, extra_cap;
    zy_word_reading *words, *surnames; /* by word; of one word in the order of its file */
    size_t word_count, surname_count;
    bool failed;
} zy_readings;

void zy_readings_make(zy_readings *readings, const zy_lexicon *lexicon);
void zy_readings_free(zy_readings *readings);

enum { ZY_ROWS_MOST = 6 };

typedef struct {
    uint16_t syllables[ZY_READ_CHARS];
    size_t count;
} zy_row_text;

/* The ways to read an entry, the likeliest first; 0 when it holds nothing that can be read. */
size_t zy_readings_of(const zy_readings *readings, const char *text, zy_entry_kind kind, zy_row_text *out);

#endif
