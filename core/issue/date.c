/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as papers and files write them.  In: 2025-01-03, 2025年1月3日, 二〇二五年一月三日, 2025.1, 20250103.
 * Out: a number yyyymmdd with zeros for what is not said. */
#include "issue/print.h"

#include "base/utf8.h"
#include "issue/marks.h"

/* The next number, Arabic or Chinese, at or after *at; 0 at the end. */
static int next_number(zy_span text, size_t *at, size_t *digits)
{
    while (*at < text.bytes) {
        size_t from = *at, end = from, start = from;
        *digits = 0;
        while (end < text.bytes) {
            size_t next = end;
            uint32_t c = zy_utf8_next(text.at, text.bytes, &next);
            bool digit = zy_is_digit(c) || c == 0x3007 || c == 0x25CB || c == 0x96F6 || c == 0x5341 ||
                         zy_read_number(zy_span_cut(text, end, next)) > 0;
            if (!digit)
                break;
            ++*digits;
            end = next;
        }
        if (*digits) {
            *at = end;
            return zy_read_number(zy_span_cut(text, start, end));
        }
        zy_utf8_next(text.at, text.bytes, at);
    }
    return 0;
}

static bool sound(int year, int month, int day)
{
    return year >= 1900 && year <= 2199 && month >= 0 && month <= 12 && day >= 0 && day <= 31 &&
           (month || !day);
}

int zy_date_read(zy_span text)
{
    size_t at = 0, digits = 0;
    int year = next_number(text, &at, &digits);
    if (digits == 8)
        return sound(year / 10000, year / 100 % 100, year % 100) ? year : 0;
    if (digits != 4)
        return 0;
    int month = next_number(text, &at, &digits), day = month ? next_number(text, &at, &digits) : 0;
    return sound(year, month, day) ? year * 10000 + month * 100 + day
           : sound(year, month, 0) ? year * 10000 + month * 100
                                   : 0;
}
