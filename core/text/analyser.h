/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one analyser: a cutter that knows the lexicon's names and words, for articles and queries alike, and
 * the fingerprint by which an index tells whether it was made by the same. */
#ifndef ZY_TEXT_ANALYSER_H
#define ZY_TEXT_ANALYSER_H

#include "lexicon/lexicon.h"
#include "text/cut.h"

typedef struct {
    zy_cutter *cutter;
    const char *
        *place_of_word; /* lexicon word number -> the place's listed name, or NULL; borrowed of the lexicon */
    size_t word_count;
    char fingerprint[128];
} zy_analyser;

/* The lexicon (may be NULL) must outlive the analyser. */
ZY_CHECKED zy_status zy_analyser_open(const zy_lexicon *lexicon, zy_analyser *out, zy_error *err);
void zy_analyser_close(zy_analyser *analyser);

/* The fingerprint alone, without opening ICU. */
void zy_analyser_fingerprint(const zy_lexicon *lexicon, char fingerprint[128]);

#endif
