/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as people write them in Chinese: 15, １５, 十五, 一百零五, 三万, 二〇二一; read and written. */
#include "base/buf.h"
#include "query/chars.h"
#include "query/internal.h"

enum { DIGITS_MOST = 12 };

/* 0-9 for a Chinese figure, -1 for anything else. */
static int figure(uint32_t c)
{
    static const uint32_t figures[][3] = {{0x3007, 0x96F6, 0x25CB},
                                          {0x4E00},
                                          {0x4E8C, 0x4E24, 0x5169},
                                          {0x4E09},
                                          {0x56DB},
                                          {0x4E94},
                                          {0x516D},
                                          {0x4E03},
                                          {0x516B},
                                          {0x4E5D}};
    for (int value = 0; value < 10; value++)
        for (int i = 0; i < 3 && figures[value][i]; i++)
            if (figures[value][i] == c)
                return value;
    return -1;
}

static int64_t unit(uint32_t c)
{
    switch (c) {
    case 0x5341: return 10;   /* 十 */
    case 0x767E: return 100;  /* 百 */
    case 0x5343: return 1000; /* 千 */
    case 0x4E07:
    case 0x842C: return 10000; /* 万 萬 */
    case 0x4EBF:
    case 0x5104: return 100000000; /* 亿 億 */
    default: return 0;
    }
}

static int64_t ten_to(size_t power)
{
    int64_t value = 1;
    while (power--)
        value *= 10;
    return value;
}

/* Chinese figures in a row, each a decimal digit. */
static zy_numeral read_digits(const uint32_t *runes, size_t len)
{
    zy_numeral n = {.chars = len, .chinese = true, .by_digits = true, .zeros = figure(runes[0]) == 0};
    if (len > DIGITS_MOST)
        return (zy_numeral){0};
    for (size_t i = 0; i < len; i++)
        n.value = n.value * 10 + figure(runes[i]);
    return n;
}

/* With 十, 百 …: below ten thousand at a time.  A run that does not hang together (十四五) is no number. */
static zy_numeral read_units(const uint32_t *runes, size_t len)
{
    int64_t total = 0, section = 0, below = 10000, whole_below = INT64_MAX;
    int digit = -1;
    bool zero = false;
    for (size_t i = 0; i < len; i++) {
        int value = figure(runes[i]);
        int64_t size = value < 0 ? unit(runes[i]) : 0;
        if (value == 0) {
            if (digit >= 0)
                return (zy_numeral){0};
            zero = true;
        } else if (value > 0) {
            if (digit >= 0)
                return (zy_numeral){0};
            digit = value;
        } else if (size < 10000) {
            if (size >= below || (digit < 0 && !(size == 10 && section == 0 && !zero)))
                return (zy_numeral){0};
            section += (digit < 0 ? 1 : digit) * size;
            below = size;
            digit = -1;
            zero = false;
        } else {
            section += digit > 0 ? digit : 0;
            if (!section || size >= whole_below)
                return (zy_numeral){0};
            total += section * size;
            whole_below = size;
            below = 10000;
            section = 0;
            digit = -1;
        }
    }
    /* 一百一 is a hundred and ten in speech, a hundred and one to the letter: better left alone */
    if (digit > 0 && !zero && ((below > 10 && below < 10000) || (below == 10000 && total)))
        return (zy_numeral){0};
    return (zy_numeral){.value = total + section + (digit > 0 ? digit : 0), .chars = len, .chinese = true};
}

static zy_numeral read_arabic(const zy_runes *text, size_t at)
{
    zy_numeral n = {.zeros = zy_char_narrow(text->runes[at]) == '0'};
    size_t i = at;
    for (; i < text->count && zy_char_is_digit(text->runes[i]); i++)
        if (i - at < DIGITS_MOST)
            n.value = n.value * 10 + (int64_t)(zy_char_narrow(text->runes[i]) - '0');
    n.chars = i - at;
    return n.chars > DIGITS_MOST ? (zy_numeral){0} : n;
}

static bool is_chinese(uint32_t c)
{
    return figure(c) >= 0 || unit(c) != 0;
}

size_t zy_numeral_run(const zy_runes *text, size_t at)
{
    size_t end = at;
    if (at < text->count && zy_char_is_digit(text->runes[at]))
        while (end < text->count && zy_char_is_digit(text->runes[end]))
            end++;
    else
        while (end < text->count && is_chinese(text->runes[end]))
            end++;
    return end - at;
}

zy_numeral zy_numeral_at(const zy_runes *text, size_t at)
{
    if (at >= text->count)
        return (zy_numeral){0};
    if (zy_char_is_digit(text->runes[at]))
        return read_arabic(text, at);
    size_t end = at + zy_numeral_run(text, at);
    bool units = false;
    for (size_t i = at; i < end; i++)
        units = units || unit(text->runes[i]) != 0;
    if (end == at)
        return (zy_numeral){0};
    return units ? read_units(text->runes + at, end - at) : read_digits(text->runes + at, end - at);
}

/* ---- Writing --------------------------------------------------------------------------------------------
 */

static const char *const FIGURES[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

/* Below ten thousand; `inner`: something stands before it, so that ten is 一十 and a gap is filled with 零.
 */
static void put_section(zy_buf *out, int64_t value, bool inner)
{
    static const char *const units[] = {"千", "百", "十", ""};
    bool begun = false, gap = inner && value < 1000;
    for (int i = 0; i < 4; i++) {
        int64_t size = ten_to((size_t)(3 - i));
        int digit = (int)(value / size % 10);
        if (!digit) {
            gap = gap || begun;
            continue;
        }
        if (gap)
            zy_buf_str(out, "零");
        gap = false;
        if (!(i == 2 && digit == 1 && !begun && !inner))
            zy_buf_str(out, FIGURES[digit]);
        zy_buf_str(out, units[i]);
        begun = true;
    }
}

void zy_numeral_put(zy_buf *out, int64_t value)
{
    static const char *const wholes[] = {"亿", "万", ""};
    if (value == 0)
        zy_buf_str(out, "零");
    bool inner = false;
    for (int i = 0; i < 3; i++) {
        int64_t section = value / ten_to((size_t)(8 - 4 * i)) % 10000;
        if (!section)
            continue;
        put_section(out, section, inner);
        zy_buf_str(out, wholes[i]);
        inner = true;
    }
}

void zy_numeral_put_digits(zy_buf *out, int64_t value, const char *zero)
{
    int64_t size = 1;
    while (value / size >= 10)
        size *= 10;
    for (; size; size /= 10) {
        int digit = (int)(value / size % 10);
        zy_buf_str(out, digit ? FIGURES[digit] : zero);
    }
}
