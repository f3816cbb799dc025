/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting an article's words for Xapian: spans of folded text in, terms sorted by bytes with their weights
 * out. */
#ifndef ZY_INDEX_WORDS_H
#define ZY_INDEX_WORDS_H

#include "text/cut.h"
#include "xapian_c.h"

typedef struct zy_words zy_words;

zy_words *zy_words_new(void);
void zy_words_free(zy_words *words);

void zy_words_clear(zy_words *words);

/* Adds `weight` to the term of units[span]; one longer than Xapian takes is left to the literal index. */
void zy_words_add(zy_words *words, const uint16_t *units, zy_unit_span span, uint32_t weight);

/* Adds a boolean term, prefix and value. */
void zy_words_add_filter(zy_words *words, const char *prefix, const char *value);

/* The terms, borrowed until the next call; NULL when out of memory. */
const xc_term *zy_words_terms(zy_words *words, size_t *count);

#endif
