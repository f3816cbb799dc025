/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cutting folded text into words: ICU's word breaks, corrected by the lexicon's own words.
 *
 * In: folded UTF-16 (paragraphs parted by ZY_FOLD_PARAGRAPH).  Out: one bit a unit, set where a word (or a
 * run of punctuation or space) begins.  The same code cuts articles and queries.
 */
#ifndef ZY_TEXT_CUT_H
#define ZY_TEXT_CUT_H

#include "zy.h"

/* A word of the lexicon.  `whole`: a name, nothing inside it is a word of its own (农村 in 建农村); otherwise
 * a compound whose parts stay words too (养老 in 养老院). */
typedef struct {
    const char *text; /* UTF-8, not folded */
    bool whole;
} zy_cut_word;

typedef struct {
    uint32_t start, end; /* units */
} zy_unit_span;

/* One thread at a time; zy_cutter_clone is cheap. */
typedef struct zy_cutter zy_cutter;

ZY_CHECKED zy_status zy_cutter_open(const zy_cut_word *words, size_t count, zy_cutter **out, zy_error *err);
ZY_CHECKED zy_status zy_cutter_clone(const zy_cutter *cutter, zy_cutter **out,
                                     zy_error *err); /* shares the words: the original must outlive it */
void zy_cutter_close(zy_cutter *cutter);

/* Sets breaks[i] for each i in [0, unit_count] before which a word begins, and breaks[unit_count].  `breaks`
 * holds zy_bits_words(unit_count + 1) words, zeroed by the caller. */
ZY_CHECKED zy_status zy_cut(zy_cutter *cutter, const uint16_t *units, size_t unit_count, uint64_t *breaks,
                            zy_error *err);

/* A lexicon word that the last zy_cut laid over the text; `word` is its number in the list given to
 * zy_cutter_open. */
typedef struct {
    zy_unit_span span;
    uint32_t word;
} zy_cut_match;

/* In the order of the text; valid until the next zy_cut. */
const zy_cut_match *zy_cut_matches(const zy_cutter *cutter, size_t *count);

/* The next word (something with a letter, digit or ideograph) at or after *at; false when there is none.
 * Moves *at behind it.  `end_units` must be a break. */
bool zy_word_next(const uint16_t *units, const uint64_t *breaks, size_t end_units, size_t *at,
                  zy_unit_span *word);

/* ICU's version and the rules used, for the analyser's fingerprint. */
const char *zy_cut_version(void);

#endif
