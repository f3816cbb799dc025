/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Appending to a zy_buf.  Running out of memory sets `failed` and is checked once, by whoever finishes the
 * text. */
#ifndef ZY_BASE_BUF_H
#define ZY_BASE_BUF_H

#include "zy.h"

bool zy_buf_reserve(zy_buf *buf, size_t more_bytes); /* room for that much more; false when out of memory */
void zy_buf_add(zy_buf *buf, const void *bytes, size_t len_bytes);
void zy_buf_str(zy_buf *buf, const char *text); /* NULL adds nothing */
void zy_buf_char(zy_buf *buf, char c);
void zy_buf_rune(zy_buf *buf, uint32_t code_point); /* as UTF-8 */
void zy_buf_printf(zy_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void zy_buf_cut(zy_buf *buf, size_t len_bytes); /* shortens to at most that length */
static inline void zy_buf_clear(zy_buf *buf)
{
    zy_buf_cut(buf, 0);
}

/* Hands the bytes over as a NUL-terminated string of malloc's and empties the buffer; NULL when it had
 * failed. */
char *zy_buf_take(zy_buf *buf);

#endif
