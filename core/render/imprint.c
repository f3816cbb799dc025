/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading an issue's name: a number, a day, or words. */
#include "render/imprint.h"

#include <string.h>

enum { PARTS = 3 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One written number; the eight digits of 20221101 are three of them. */
static int add_number(const char *digits, size_t len, int parts[static PARTS], int count)
{
    static const size_t lengths[PARTS] = {4, 2, 2};
    if (len == 8 && count == 0) {
        for (int i = 0; i < PARTS; digits += lengths[i], i++)
            add_number(digits, lengths[i], parts, i);
        return PARTS;
    }
    if (count == PARTS || len > 4)
        return PARTS + 1;
    int value = 0;
    for (size_t i = 0; i < len; i++)
        value = value * 10 + (digits[i] - '0');
    parts[count] = value;
    return count + 1;
}

/* How many numbers a date's text holds, or more than PARTS when it is none: other words stand in it. */
static int read_day(const char *text, int parts[static PARTS])
{
    static const char *const marks[] = {"年", "月", "日", "-", "/", "."};
    int count = 0;
    while (*text && count <= PARTS) {
        size_t digits = 0, mark = 0;
        while (is_digit(text[digits]))
            digits++;
        if (digits)
            count = add_number(text, digits, parts, count);
        for (size_t i = 0; !digits && !mark && i < sizeof marks / sizeof *marks; i++)
            if (strncmp(text, marks[i], strlen(marks[i])) == 0)
                mark = strlen(marks[i]);
        if (!digits && !mark)
            return PARTS + 1;
        text += digits + mark;
    }
    return count;
}

bool zy_issue_adds(const char *issue, const char *date)
{
    int one[PARTS] = {0}, other[PARTS] = {0};
    if (!issue || !*issue)
        return false;
    int count = read_day(issue, one);
    if (!date || !*date || count > PARTS || count != read_day(date, other))
        return true;
    return memcmp(one, other, sizeof one) != 0;
}

bool zy_issue_is_number(const char *issue)
{
    return issue && *issue && issue[strspn(issue, "0123456789")] == '\0';
}
