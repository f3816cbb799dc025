/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names in bylines, credits and paragraphs. */
#ifndef ZY_ISSUE_BYLINE_H
#define ZY_ISSUE_BYLINE_H

#include "issue/lines.h"

/* How sure it is that a line is a byline. */
typedef enum {
    ZY_BYLINE_NO,
    ZY_BYLINE_MAYBE,  /* could be a pen name: two to four Han characters */
    ZY_BYLINE_LIKELY, /* begins with a surname, but a dictionary knows it as a word: 温故, 高峰 */
    ZY_BYLINE_NAMES,  /* nothing but names with known surnames */
    ZY_BYLINE_ROLE    /* says so: 记者, 文/图, □ … */
} zy_byline;

/* Reads a line as a byline.  Names are appended to `names` (may be NULL) without roles, offices and inner
 * spaces. */
zy_byline zy_byline_read(zy_patterns *patterns, zy_span line, zy_arena *arena, zy_strings *names);

/* An office or organisation that may stand on the line before (or behind) a name. */
bool zy_byline_office(zy_patterns *patterns, zy_span line);

/* The bytes of a line before a writer named in brackets at its end: 给父亲念信（邵家宁）; all of them when
 * there is none. */
size_t zy_byline_behind(zy_patterns *patterns, zy_span line, zy_arena *arena);

/* Reporters named inside a paragraph, （记者 …）; appended to names. */
void zy_byline_inline(zy_patterns *patterns, zy_span paragraph, zy_arena *arena, zy_strings *names);

/* Photographers a caption names at its end; appended to names. */
void zy_byline_credit(zy_patterns *patterns, zy_span caption, zy_arena *arena, zy_strings *names);

/* Appends a name unless it is there. */
void zy_names_add(zy_arena *arena, zy_strings *names, const char *name);

/* Begins with a known surname and is as long as a name, whatever word it may be. */
bool zy_is_surnamed(zy_span name);

/* 2 or 3 Han characters that begin with a known surname, or 3 or 4 with a double one. */
bool zy_is_person(zy_span name);

#endif
