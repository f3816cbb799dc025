/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 by hand, where ICU would be too much: validating, stepping, counting.  Knows nothing of characters'
 * meaning. */
#ifndef ZY_BASE_UTF8_H
#define ZY_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZY_UTF8_BAD UINT32_MAX

/* Decodes the code point at text[*at] and moves *at behind it.  At a malformed sequence (overlong, surrogate,
 * beyond U+10FFFF, cut short) returns ZY_UTF8_BAD and moves one byte. */
uint32_t zy_utf8_next(const char *text, size_t len_bytes, size_t *at);

/* True when all of it is well-formed; otherwise *bad_at (may be NULL) is the first malformed byte. */
bool zy_utf8_valid(const char *text, size_t len_bytes, size_t *bad_at);

/* Writes 1-4 bytes and returns how many; a surrogate or a value out of range is written as U+FFFD. */
size_t zy_utf8_put(char *to, uint32_t code_point);

/* The largest offset <= at_bytes that does not lie inside a character, so that text[0..offset) is whole.  A
 * complete last character is kept. */
size_t zy_utf8_floor(const char *text, size_t at_bytes);

/* Code points in well-formed text. */
size_t zy_utf8_count(const char *text, size_t len_bytes);

/* Byte offset of the code point number `chars` (or len_bytes when there are fewer). */
size_t zy_utf8_offset(const char *text, size_t len_bytes, size_t chars);

#endif
