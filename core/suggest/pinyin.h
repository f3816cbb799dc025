/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Syllables and how characters are read.  A syllable is a number; numbers follow the alphabet, so that the
 * syllables that begin with given letters are a range of numbers. */
#ifndef ZY_SUGGEST_PINYIN_H
#define ZY_SUGGEST_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Beyond the syllables: a character without reading, and ASCII letters and figures as themselves. */
enum { ZY_SOUND_NONE = 0, ZY_SOUND_UNREAD = 999, ZY_SOUND_ASCII = 1000, ZY_SOUND_END = ZY_SOUND_ASCII + 128 };

uint16_t zy_syllable_count(void);
const char *zy_syllable_name(uint16_t syllable);            /* "zhong"; of ASCII its letter */
char zy_syllable_initial(uint16_t syllable);                /* its first letter, or 0 */
uint16_t zy_syllable_find(const char *letters, size_t len); /* 0: none */
uint16_t zy_syllable_word(const char *text);                /* the same for a whole string */
bool zy_syllable_range(const char *letters, size_t len, uint16_t *first,
                       uint16_t *last); /* those beginning so */

/* Changes with the table of readings: numbers of another table mean other syllables. */
uint32_t zy_syllable_table_hash(void);

/* The commonest reading of a character, 0 when it has none. */
uint16_t zy_char_reading(uint32_t c);

/* The further common readings of characters, kept by hand: each call gives one, *at begins at 0; false after
 * the last. */
bool zy_second_reading_next(size_t *at, uint32_t *c, uint16_t *syllable);

#endif
