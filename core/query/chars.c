/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Character classes by hand: this layer does without ICU, and the few classes it needs are short. */
#include "query/chars.h"

typedef struct {
    uint32_t first, last;
} range;

static bool among(uint32_t c, const range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

#define AMONG(c, ranges) among(c, ranges, sizeof(ranges) / sizeof *(ranges))

static bool listed(uint32_t c, const uint32_t *list)
{
    while (*list && *list != c)
        list++;
    return *list != 0;
}

uint32_t zy_char_narrow(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    return c == 0x3000 ? ' ' : c;
}

bool zy_char_is_space(uint32_t c)
{
    static const range spaces[] = {{0, 0x20},        {0x7F, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
                                   {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
    return AMONG(c, spaces);
}

bool zy_char_is_silent(uint32_t c)
{
    static const range silent[] = {{0xAD, 0xAD},     {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},
                                   {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}};
    return AMONG(c, silent);
}

bool zy_char_is_mark(uint32_t c)
{
    static const range marks[] = {
        {'!', '/'},       {':', '@'},       {'[', '`'},       {'{', '~'},       {0xA1, 0xA9},
        {0xAB, 0xB1},     {0xB4, 0xB4},     {0xB6, 0xB8},     {0xBB, 0xBB},     {0xBF, 0xBF},
        {0xD7, 0xD7},     {0xF7, 0xF7},     {0x2010, 0x2027}, {0x2030, 0x205E}, {0x2190, 0x245F},
        {0x2500, 0x2BFF}, {0x3001, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303D, 0x303D},
        {0x30FB, 0x30FB}, {0xFE10, 0xFE6F}, {0xFF5F, 0xFF65}, {0xFFE0, 0xFFEE}, {0xFFFD, 0xFFFD}};
    return AMONG(zy_char_narrow(c), marks);
}

bool zy_char_is_han(uint32_t c)
{
    static const range han[] = {{0x2E80, 0x2FDF}, {0x3005, 0x3005}, {0x3007, 0x3007},  {0x3400, 0x4DBF},
                                {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF}};
    return AMONG(c, han);
}

bool zy_char_is_digit(uint32_t c)
{
    uint32_t n = zy_char_narrow(c);
    return n >= '0' && n <= '9';
}

bool zy_char_is_alnum(uint32_t c)
{
    uint32_t n = zy_char_narrow(c) | 0x20;
    return zy_char_is_digit(c) || (n >= 'a' && n <= 'z');
}

bool zy_char_is_trailing(uint32_t c)
{
    static const uint32_t list[] = {',',    '.',    ';',    ':',    '?',    '!',    ')',
                                    '|',    '\'',   '"',    0x3001, 0x3002, 0x2026, 0x2014,
                                    0x300D, 0x300F, 0x201D, 0x201C, 0x2019, '(',    0};
    return listed(zy_char_narrow(c), list);
}

bool zy_char_is_leading(uint32_t c)
{
    static const uint32_t list[] = {',',    ';',    ':',    '?',    '!',    '(',    ')',
                                    '|',    '\'',   '"',    0x3001, 0x3002, 0x2026, 0x2014,
                                    0x300C, 0x300E, 0x201C, 0x201D, 0x2018, 0};
    return listed(zy_char_narrow(c), list);
}

/* What may close each opening shape, the fitting ones first: a level is tried only when the one before it
 * finds none. */
static const struct {
    uint32_t open, close[2][4];
} QUOTES[] = {
    {'"', {{'"', 0xFF02}, {0x201D, 0x201C}}},
    {0xFF02, {{'"', 0xFF02}, {0x201D, 0x201C}}},
    {0x201C, {{0x201D}, {'"', 0xFF02, 0x201C, 0x201E}}},
    {0x201D, {{0x201C, 0x201D}, {'"', 0xFF02}}},
    {0x201E, {{0x201C, 0x201D}, {'"', 0xFF02}}},
    {0x300C, {{0x300D}, {0x300F}}},
    {0x300E, {{0x300F}, {0x300D}}},
    {0xFF62, {{0xFF63}, {0x300D}}},
    {0xFE41, {{0xFE42}, {0x300D}}},
    {0xFE43, {{0xFE44}, {0x300F}}},
};

size_t zy_quote_close(const uint32_t *runes, size_t count, size_t at)
{
    for (size_t q = 0; q < sizeof QUOTES / sizeof *QUOTES; q++) {
        if (QUOTES[q].open != runes[at])
            continue;
        for (size_t level = 0; level < 2; level++)
            for (size_t i = at + 1; i < count; i++)
                for (size_t k = 0; k < 4 && QUOTES[q].close[level][k]; k++)
                    if (runes[i] == QUOTES[q].close[level][k])
                        return i;
        return count;
    }
    return at;
}
