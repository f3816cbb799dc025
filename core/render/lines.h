/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Setting a marked text in lines of a terminal's width. */
#ifndef ZY_RENDER_LINES_H
#define ZY_RENDER_LINES_H

#include "zy.h"

typedef struct {
    zy_buf *out;
    const zy_terminal *terminal; /* columns 0: no line is broken */
    int indent;                  /* spaces before each line */
    const char *prefix;          /* stands before the first line instead of its indent; NULL: none */
    const char *style;           /* SGR parameters of the whole text ("1"), or NULL */
} zy_lines;

/* Writes the text with its marks coloured and a newline at the end.  Controls inside the text become spaces,
 * marks of direction vanish.  Lines break by the rules of Chinese setting and never inside a Latin word or a
 * number that fits. */
void zy_lines_set(const zy_lines *lines, const char *text, const zy_mark *marks, size_t mark_count);

/* A piece of text in a style, without line breaks or newline. */
void zy_styled(zy_buf *out, const zy_terminal *terminal, const char *style, const char *text);

#endif
