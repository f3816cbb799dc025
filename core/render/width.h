/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many columns a character takes on a terminal, and where a line of Chinese may end.  Own small tables,
 * since wcwidth() answers by the locale, and a C locale says -1 to every Chinese character. */
#ifndef ZY_RENDER_WIDTH_H
#define ZY_RENDER_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int zy_text_width(uint32_t code_point); /* 0, 1 or 2; a control character counts as the space shown for it */
int zy_width_text(const char *text);    /* of a whole line */

/* May a line end between these two neighbours? */
bool zy_may_break(uint32_t before, uint32_t after);

/* What must never reach a terminal from inside a text: controls (escape sequences) and marks of writing
 * direction. */
bool zy_is_control(uint32_t code_point);

#endif
