/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Appending to a zy_buf from outside the library, whose own appenders are not public.  Out of memory sets
 * `failed`. */
#ifndef SERVER_TEXT_H
#define SERVER_TEXT_H

#include "zy.h"

void text_add(zy_buf *buf, const void *bytes, size_t len_bytes);
void text_str(zy_buf *buf, const char *text);
void text_f(zy_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_json(zy_buf *buf, const char *text); /* as a JSON string, with its quotes */

/* FNV-1a, for cache keys and names of assets: spread, not secrecy. */
uint64_t text_hash(const void *bytes, size_t len_bytes);

/* Well-formed UTF-8 without NUL? */
bool text_is_utf8(const char *text, size_t len_bytes);

uint64_t text_now_us(void); /* monotonic */

#endif
