/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text helpers of the server. */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool make_room(zy_buf *buf, size_t more_bytes)
{
    size_t need = buf->len_bytes + more_bytes + 1;
    if (buf->failed || need <= buf->cap_bytes)
        return !buf->failed;
    size_t cap = buf->cap_bytes ? buf->cap_bytes : 256;
    while (cap < need)
        cap *= 2;
    char *data = realloc(buf->data, cap);
    if (!data)
        return !(buf->failed = true);
    buf->data = data;
    buf->cap_bytes = cap;
    return true;
}

void text_add(zy_buf *buf, const void *bytes, size_t len_bytes)
{
    if (!len_bytes || !make_room(buf, len_bytes))
        return;
    memcpy(buf->data + buf->len_bytes, bytes, len_bytes);
    buf->len_bytes += len_bytes;
    buf->data[buf->len_bytes] = '\0';
}

void text_str(zy_buf *buf, const char *text)
{
    if (text)
        text_add(buf, text, strlen(text));
}

void text_f(zy_buf *buf, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char *made = NULL;
    int len = vasprintf(&made, format, list);
    va_end(list);
    if (len < 0)
        buf->failed = true;
    else
        text_add(buf, made, (size_t)len);
    free(len < 0 ? NULL : made);
}

void text_json(zy_buf *buf, const char *text)
{
    text_str(buf, "\"");
    for (const char *c = text ? text : ""; *c; c++) {
        if (*c == '"' || *c == '\\')
            text_f(buf, "\\%c", *c);
        else if ((unsigned char)*c < 0x20)
            text_f(buf, "\\u%04x", (unsigned)*c);
        else
            text_add(buf, c, 1);
    }
    text_str(buf, "\"");
}

uint64_t text_hash(const void *bytes, size_t len_bytes)
{
    uint64_t hash = 1469598103934665603u;
    for (size_t i = 0; i < len_bytes; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
    return hash;
}

/* Bytes of the sequence a lead byte begins, with the bounds of its second byte (which rule out overlong
 * forms, surrogates and what lies beyond U+10FFFF); 0 when it begins none. */
static size_t sequence(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

bool text_is_utf8(const char *text, size_t len_bytes)
{
    const unsigned char *byte = (const unsigned char *)text;
    for (size_t at = 0; at < len_bytes;) {
        unsigned char low, high;
        size_t len = sequence(byte[at], &low, &high);
        if (!len || len > len_bytes - at || !byte[at])
            return false;
        for (size_t i = 1; i < len; i++, low = 0x80, high = 0xBF)
            if (byte[at + i] < low || byte[at + i] > high)
                return false;
        at += len;
    }
    return true;
}

uint64_t text_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}
