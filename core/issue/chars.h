/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Characters as a compositor sees them: Han, spaces, marks that end, open, close, adorn; and pieces of a
 * line. */
#ifndef ZY_ISSUE_CHARS_H
#define ZY_ISSUE_CHARS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of someone else's UTF-8 text. */
typedef struct {
    const char *at;
    size_t bytes;
} zy_span;

zy_span zy_span_of(const char *text);
static inline zy_span zy_span_of_buf(const zy_buf *buf)
{
    return (zy_span){buf->data ? buf->data : "", buf->len_bytes};
}
static inline zy_span zy_span_cut(zy_span s, size_t from, size_t to)
{
    return (zy_span){s.at + from, to - from};
}

/* The text up to its next '\n', untrimmed; moves *rest behind it. */
zy_span zy_next_line(zy_span *rest);

bool zy_is_han(uint32_t c);
bool zy_is_space(uint32_t c); /* white space of any width, and the invisible: zero-width, BOM, soft hyphen */
bool zy_is_final(uint32_t c); /* ends a sentence */
bool zy_is_closing(uint32_t c); /* quotes and brackets that close */
bool zy_is_opening(uint32_t c);
bool zy_is_ornament(uint32_t c); /* bullets, triangles, stars */
bool zy_is_digit(uint32_t c);    /* ASCII or full width */

uint32_t zy_first_char(zy_span s);    /* 0 when empty */
uint32_t zy_last_char(zy_span s);     /* 0 when empty */
zy_span zy_trim(zy_span s);           /* without white space at both ends */
zy_span zy_trim_adornment(zy_span s); /* nor ornaments */
zy_span zy_trim_ornaments(zy_span s); /* nor ornaments, dashes and bars */
bool zy_is_rule(zy_span s);           /* a line drawn across the column: nothing but dashes, stars … */
size_t zy_count_chars(zy_span s);     /* without white space */
size_t zy_count_han(zy_span s);
int zy_width(zy_span s); /* in half-ems: a Han character is 2 */
bool zy_starts(zy_span s, const char *prefix);
bool zy_ends(zy_span s, const char *suffix);
bool zy_contains(zy_span s, const char *part);
bool zy_same(zy_span a, zy_span b); /* but for white space */

bool zy_leaves_open(zy_span s); /* opens a quotation or bracket and does not close it */
bool zy_closes_more(zy_span s); /* closes one it has not opened */

/* How a line ends, as far as a paragraph may end there. */
typedef enum {
    ZY_END_OPEN,  /* in mid-sentence, or a headline */
    ZY_END_COMMA, /* ， 、 */
    ZY_END_SEMICOLON,
    ZY_END_COLON,
    ZY_END_BRACKET, /* ） after no final mark: may be either */
    ZY_END_FINAL    /* 。！？… also inside closing quotes */
} zy_ending;

zy_ending zy_ending_of(zy_span s);

#endif
