/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers that are somebody's: of an identity card or a bank card, told by their shape alone.
 *
 * In: folded text.  Out: where such numbers stand, so that whoever shows text can cover them.  A number is
 * one when it stands alone among digits and is
 *   - 18 digits (the last may be x) with the identity card's check digit, or with a date of birth in it;
 *   - 15 digits with a date of birth, the old identity card;
 *   - 16 to 19 digits with the bank cards' check digit (ISO/IEC 7812, Luhn).
 * Spaces or hyphens may part it into groups, as such numbers are printed.
 */
#ifndef ZY_TEXT_PRIVATE_H
#define ZY_TEXT_PRIVATE_H

#include "text/cut.h"

enum {
    ZY_PRIVATE_SHOWN = 3,  /* digits that stay: what kind of number it is, and no more */
    ZY_PRIVATE_LEAST = 15, /* digits of the shortest */
    ZY_PRIVATE_UNITS = 32  /* no number with its separators is longer */
};

/* The first such number that begins at or after *at and before `end`; moves *at behind it. */
bool zy_private_next(const uint16_t *units, size_t end, size_t *at, zy_unit_span *number);

/* The same of UTF-8, for strings that are shown as they are: every digit but the first three becomes '*', in
 * place; full-width digits and the like are not looked for. */
void zy_private_cover(char *text);

/* Of a number's units, is this one covered?  Separators are not. */
static inline bool zy_private_covers(const uint16_t *units, zy_unit_span number, uint32_t at)
{
    uint32_t digits = 0;
    for (uint32_t i = number.start; i < at; i++)
        digits += units[i] != ' ' && units[i] != '-';
    return units[at] != ' ' && units[at] != '-' && digits >= ZY_PRIVATE_SHOWN;
}

#endif
