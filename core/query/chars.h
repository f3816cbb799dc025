/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a character is to the reader of a query: a space, a mark, a quote, a figure, a Han character. */
#ifndef ZY_QUERY_CHARS_H
#define ZY_QUERY_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Full-width ASCII (ｘ：（) as its plain form; every other character as it is. */
uint32_t zy_char_narrow(uint32_t c);

bool zy_char_is_space(uint32_t c);  /* also the ideographic one, controls and NUL */
bool zy_char_is_silent(uint32_t c); /* zero-width and the like: nothing to see, nothing to find */
bool zy_char_is_mark(uint32_t c);   /* punctuation, signs, ornaments: no letter, no figure */
bool zy_char_is_han(uint32_t c);
bool zy_char_is_digit(uint32_t c); /* 0-9 and ０-９ */
bool zy_char_is_alnum(uint32_t c); /* ASCII letters and figures, also full-width */

/* Marks that people leave at the ends of what they type and do not search for: ，。？！：… and stray
 * brackets. */
bool zy_char_is_trailing(uint32_t c);
bool zy_char_is_leading(uint32_t c);

/* Where the quotation opened at runes[at] closes, or `count` when it does not; `at` itself when runes[at]
 * opens none. Shapes may be mixed: “…", "…”, even ”…“. */
size_t zy_quote_close(const uint32_t *runes, size_t count, size_t at);

#endif
