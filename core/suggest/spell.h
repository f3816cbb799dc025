/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What typed letters may spell: the ways to cut them into syllables, beginnings of syllables and initials. */
#ifndef ZY_SUGGEST_SPELL_H
#define ZY_SUGGEST_SPELL_H

#include "suggest/blob.h"

/* One character of what is meant. */
typedef struct {
    uint32_t han;         /* that very character, or 0 */
    uint16_t first, last; /* its syllable lies among these; first > last: none */
    uint16_t ascii;       /* or it is this letter or figure; 0: no */
    char initial;         /* the first letter typed, 0 for a Han character */
    bool whole;           /* a Han character, a figure, or a syllable in full */
} zy_sound;

typedef struct {
    zy_sound sounds[ZY_READ_CHARS];
    size_t count;
    int cost; /* the unlikelier the higher */
} zy_spelling;

enum { ZY_SPELLINGS_MOST = 7 };

/* The likeliest spellings of what was typed, best first; all initials (xczx) are always among them when it is
 * letters alone. 0 when it cannot be spelled. */
size_t zy_spell(const char *typed, size_t len_bytes, zy_spelling *out);

bool zy_spelling_is_whole(const zy_spelling *spelling);    /* every sound is */
bool zy_spelling_is_initials(const zy_spelling *spelling); /* single letters alone */
bool zy_spelling_has_han(const zy_spelling *spelling);

#endif
