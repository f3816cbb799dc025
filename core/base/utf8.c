/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 decoding after the Unicode standard's table 3-7 of well-formed sequences. */
#include "base/utf8.h"

static bool continues(const char *text, size_t len_bytes, size_t at)
{
    return at < len_bytes && ((unsigned char)text[at] & 0xC0) == 0x80;
}

uint32_t zy_utf8_next(const char *text, size_t len_bytes, size_t *at)
{
    size_t i = *at;
    unsigned char lead = (unsigned char)text[i];
    *at = i + 1;
    if (lead < 0x80)
        return lead;
    size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4)
        return ZY_UTF8_BAD;
    uint32_t code_point = lead & (0x3Fu >> more);
    for (size_t k = 1; k <= more; k++) {
        if (!continues(text, len_bytes, i + k))
            return ZY_UTF8_BAD;
        code_point = code_point << 6 | ((unsigned char)text[i + k] & 0x3F);
    }
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (code_point < least[more] || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000))
        return ZY_UTF8_BAD;
    *at = i + more + 1;
    return code_point;
}

bool zy_utf8_valid(const char *text, size_t len_bytes, size_t *bad_at)
{
    for (size_t at = 0; at < len_bytes;) {
        size_t from = at;
        if (zy_utf8_next(text, len_bytes, &at) == ZY_UTF8_BAD) {
            if (bad_at)
                *bad_at = from;
            return false;
        }
    }
    return true;
}

size_t zy_utf8_put(char *to, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        c = 0xFFFD;
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3F));
    static const unsigned char mark[] = {0, 0, 0xC0, 0xE0, 0xF0};
    to[0] = (char)(mark[len] | c);
    return len;
}

size_t zy_utf8_floor(const char *text, size_t at_bytes)
{
    size_t start = at_bytes;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80 && at_bytes - start < 3)
        start--;
    if (start == 0 || (unsigned char)text[start - 1] < 0xC0)
        return start == at_bytes ? at_bytes : start;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t len = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return start - 1 + len <= at_bytes ? at_bytes : start - 1;
}

size_t zy_utf8_count(const char *text, size_t len_bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < len_bytes; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

size_t zy_utf8_offset(const char *text, size_t len_bytes, size_t chars)
{
    size_t i = 0;
    for (; i < len_bytes; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80 && chars-- == 0)
            break;
    return i;
}
