/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Look-ups in the table that gen_pinyin.c makes. */
#include "suggest/pinyin.h"

#include <string.h>

#include "pinyin_table.h"

uint16_t zy_syllable_count(void)
{
    return SYLLABLE_COUNT;
}

const char *zy_syllable_name(uint16_t syllable)
{
    return syllable <= SYLLABLE_COUNT ? SYLLABLES[syllable] : "";
}

char zy_syllable_initial(uint16_t syllable)
{
    if (syllable >= ZY_SOUND_ASCII && syllable < ZY_SOUND_END)
        return (char)(syllable - ZY_SOUND_ASCII);
    return syllable <= SYLLABLE_COUNT ? SYLLABLES[syllable][0] : 0;
}

/* The first syllable that is not below the letters; `after`: above all that begin with them. */
static uint16_t bound(const char *letters, size_t len, bool after)
{
    uint16_t low = 1, high = SYLLABLE_COUNT + 1;
    while (low < high) {
        uint16_t middle = (uint16_t)((low + high) / 2);
        int order = strncmp(SYLLABLES[middle], letters, len);
        if (order < 0 || (after && order == 0))
            low = (uint16_t)(middle + 1);
        else
            high = middle;
    }
    return low;
}

uint16_t zy_syllable_find(const char *letters, size_t len)
{
    if (!len || len >= sizeof SYLLABLES[0])
        return 0;
    uint16_t at = bound(letters, len, false);
    bool found = at <= SYLLABLE_COUNT && strncmp(SYLLABLES[at], letters, len) == 0 && !SYLLABLES[at][len];
    return found ? at : 0;
}

uint16_t zy_syllable_word(const char *text)
{
    return zy_syllable_find(text, strlen(text));
}

bool zy_syllable_range(const char *letters, size_t len, uint16_t *first, uint16_t *last)
{
    if (!len || len >= sizeof SYLLABLES[0])
        return false;
    *first = bound(letters, len, false);
    *last = (uint16_t)(bound(letters, len, true) - 1);
    return *first <= *last;
}

uint32_t zy_syllable_table_hash(void)
{
    uint32_t hash = 2166136261u;
    for (int i = 1; i <= SYLLABLE_COUNT; i++)
        for (const char *c = SYLLABLES[i]; *c; c++)
            hash = (hash ^ (unsigned char)*c) * 16777619u;
    return hash;
}

uint16_t zy_char_reading(uint32_t c)
{
    if (c < 0x80) {
        uint32_t lower = c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
        bool alnum = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
        return alnum ? (uint16_t)(ZY_SOUND_ASCII + lower) : ZY_SOUND_NONE;
    }
    if (c == 0x3007)
        return zy_char_reading(0x96F6); /* 〇 as 零 */
    return c >= READINGS_FIRST && c <= READINGS_LAST ? READINGS[c - READINGS_FIRST] : ZY_SOUND_NONE;
}
