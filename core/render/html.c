/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Escaping and marking: the only place where text becomes HTML. */
#include "render/html.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <string.h>

/* Control characters are not allowed in HTML and XML, whatever the archive holds. */
static const char *entity(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return c < 0x20 && c != '\t' && c != '\n' && c != '\r' ? " " : NULL;
    }
}

void html_text(zy_buf *out, const char *text, size_t len_bytes)
{
    size_t plain = 0;
    for (size_t i = 0; i < len_bytes; i++) {
        const char *replaced = entity((unsigned char)text[i]);
        if (!replaced)
            continue;
        zy_buf_add(out, text + plain, i - plain);
        zy_buf_str(out, replaced);
        plain = i + 1;
    }
    zy_buf_add(out, text + plain, len_bytes - plain);
}

void html_percent(zy_buf *out, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (const char *c = text ? text : ""; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= 'a' && byte <= 'z') || strchr("-._~", byte);
        if (plain) {
            zy_buf_char(out, *c);
            continue;
        }
        char coded[3] = {'%', digits[byte >> 4], digits[byte & 15]};
        zy_buf_add(out, coded, sizeof coded);
    }
}

/* One directive; `list` is advanced by what it takes. */
static void put_directive(zy_buf *out, char directive, va_list *list)
{
    const char *text;
    switch (directive) {
    case 't':
        text = va_arg(*list, const char *);
        html_text(out, text ? text : "", text ? strlen(text) : 0);
        break;
    case 'p': html_percent(out, va_arg(*list, const char *)); break;
    case 'r': zy_buf_str(out, va_arg(*list, const char *)); break;
    case 'd': zy_buf_printf(out, "%d", va_arg(*list, int)); break;
    case 'l': zy_buf_printf(out, "%llu", (unsigned long long)va_arg(*list, uint64_t)); break;
    default: zy_buf_char(out, directive);
    }
}

void html_put(zy_buf *out, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    for (const char *at = format; *at; at++) {
        size_t plain = strcspn(at, "%");
        zy_buf_add(out, at, plain);
        at += plain;
        if (!*at || !*++at)
            break;
        put_directive(out, *at, &list);
    }
    va_end(list);
}

static const char *mark_class(zy_class class_)
{
    if (class_ == ZY_CLASS_SYNONYM)
        return " class=\"syn\"";
    return class_ == ZY_CLASS_RELATED ? " class=\"part\"" : "";
}

void html_marked(zy_buf *out, const char *text, const zy_mark *marks, size_t mark_count, size_t *number)
{
    if (!text)
        return;
    size_t len = strlen(text), at = 0, chars = 0;
    for (size_t i = 0; i < mark_count; i++) {
        const zy_mark *mark = &marks[i];
        if (mark->start < chars || mark->end <= mark->start)
            continue; /* overlaps the one before: its text is marked already */
        size_t start = at + zy_utf8_offset(text + at, len - at, mark->start - chars);
        size_t end = start + zy_utf8_offset(text + start, len - start, mark->end - mark->start);
        html_text(out, text + at, start - at);
        html_put(out, "<mark%r", mark_class(mark->class_));
        if (number)
            html_put(out, " id=\"hit-%l\"", (uint64_t)++ * number);
        zy_buf_char(out, '>');
        html_text(out, text + start, end - start);
        zy_buf_str(out, "</mark>");
        at = end;
        chars = mark->end;
    }
    html_text(out, text + at, len - at);
}
