/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The growing text: doubling, NUL-terminated, with a sticky failure. */
#include "base/buf.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool zy_buf_reserve(zy_buf *buf, size_t more_bytes)
{
    if (buf->failed || more_bytes > SIZE_MAX / 4 - buf->len_bytes)
        return !(buf->failed = true);
    size_t need = buf->len_bytes + more_bytes + 1;
    if (need <= buf->cap_bytes)
        return true;
    size_t cap = buf->cap_bytes ? buf->cap_bytes : 64;
    while (cap < need)
        cap *= 2;
    char *data = realloc(buf->data, cap);
    if (!data)
        return !(buf->failed = true);
    data[buf->len_bytes] = '\0'; /* a string even before anything is added */
    buf->data = data;
    buf->cap_bytes = cap;
    return true;
}

void zy_buf_add(zy_buf *buf, const void *bytes, size_t len_bytes)
{
    if (!len_bytes || !zy_buf_reserve(buf, len_bytes))
        return;
    memcpy(buf->data + buf->len_bytes, bytes, len_bytes);
    buf->len_bytes += len_bytes;
    buf->data[buf->len_bytes] = '\0';
}

void zy_buf_str(zy_buf *buf, const char *text)
{
    if (text)
        zy_buf_add(buf, text, strlen(text));
}

void zy_buf_char(zy_buf *buf, char c)
{
    zy_buf_add(buf, &c, 1);
}

void zy_buf_rune(zy_buf *buf, uint32_t code_point)
{
    char bytes[4];
    zy_buf_add(buf, bytes, zy_utf8_put(bytes, code_point));
}

void zy_buf_printf(zy_buf *buf, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int wanted = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (wanted > 0 && zy_buf_reserve(buf, (size_t)wanted)) {
        vsnprintf(buf->data + buf->len_bytes, (size_t)wanted + 1, format, again);
        buf->len_bytes += (size_t)wanted;
    }
    va_end(again);
}

void zy_buf_cut(zy_buf *buf, size_t len_bytes)
{
    if (len_bytes < buf->len_bytes) {
        buf->len_bytes = len_bytes;
        buf->data[len_bytes] = '\0';
    }
}

char *zy_buf_take(zy_buf *buf)
{
    if (!buf->failed && !buf->data)
        zy_buf_reserve(buf, 0);
    if (buf->failed || !buf->data) {
        zy_buf_free(buf);
        return NULL;
    }
    char *data = buf->data;
    data[buf->len_bytes] = '\0';
    *buf = (zy_buf){0};
    return data;
}

void zy_buf_free(zy_buf *buf)
{
    if (!buf)
        return;
    free(buf->data);
    *buf = (zy_buf){0};
}
