/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of digits, put together as numbers are printed, and the check digits of both kinds of card. */
#include "text/private.h"

#include "base/utf8.h"

#include <string.h>

enum { GROUPS_MOST = 8, DIGITS_MOST = 19 };

typedef struct {
    uint32_t start, len;
} group;

static bool is_digit(uint16_t unit)
{
    return unit >= '0' && unit <= '9';
}

/* ---- What the digits say ---- */

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

static bool is_day(const char *mmdd)
{
    int month = two(mmdd), day = two(mmdd + 2);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* GB 11643-1999: weights 2^17 … 2^0 modulo 11; an x stands for ten. */
static bool has_identity_check(const char *digits)
{
    int sum = 0, power = 1;
    for (int i = 17; i >= 0; i--) {
        sum += (digits[i] == 'x' ? 10 : digits[i] - '0') * power;
        power = power * 2 % 11;
    }
    return sum % 11 == 1;
}

static bool is_identity(const char *digits, size_t count)
{
    if (count == 15)
        return is_day(digits + 8);
    if (count != 18)
        return false;
    int century = two(digits + 6);
    return has_identity_check(digits) || ((century == 19 || century == 20) && is_day(digits + 10));
}

static bool is_bank_card(const char *digits, size_t count)
{
    if (count < 16 || count > DIGITS_MOST || digits[count - 1] == 'x')
        return false;
    int sum = 0;
    bool same = true;
    for (size_t i = 0; i < count; i++) {
        int digit = digits[count - 1 - i] - '0';
        same = same && digits[i] == digits[0];
        sum += i % 2 == 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
    }
    return sum % 10 == 0 && !same; /* 0000… is printed to fill a line, and is nobody's */
}

/* Apart in fours, and beginning as cards do: 2019 2020 2021 2022 is a row of years. */
static bool parted_as_card(const group *groups, size_t count, const char *digits)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (groups[i].len != 4)
            return false;
    return groups[count - 1].len <= 4 && strchr("34569", digits[0]);
}

/* Are the groups, read as one, a number of somebody's?  Parted ones must be so beyond doubt. */
static bool is_private(const uint16_t *units, const group *groups, size_t count)
{
    char digits[DIGITS_MOST + 1];
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < groups[i].len; k++) {
            if (n == DIGITS_MOST)
                return false;
            digits[n++] = (char)units[groups[i].start + k];
        }
    digits[n] = '\0';
    if (count == 1)
        return is_identity(digits, n) || is_bank_card(digits, n);
    return (n == 18 && has_identity_check(digits) && is_identity(digits, n) && is_day(digits + 10)) ||
           (is_bank_card(digits, n) && parted_as_card(groups, count, digits));
}

/* ---- Where they stand ---- */

/* The group at `at`: digits, and the x that may end an identity card's number. */
static group group_at(const uint16_t *units, size_t end, size_t at)
{
    size_t stop = at;
    while (stop < end && is_digit(units[stop]))
        stop++;
    bool ends_in_x =
        stop > at && stop < end && units[stop] == 'x' && (stop + 1 == end || !is_digit(units[stop + 1]));
    return (group){(uint32_t)at, (uint32_t)(stop - at + ends_in_x)};
}

/* The groups that follow one another with one separator between, from `at` on, whose digits may belong to one
 * number. */
static size_t gather(const uint16_t *units, size_t end, size_t at, group *groups)
{
    size_t count = 0, digits = 0;
    while (at < end && is_digit(units[at]) && count < GROUPS_MOST && digits < DIGITS_MOST) {
        groups[count] = group_at(units, end, at);
        digits += groups[count].len;
        at = groups[count].start + groups[count].len;
        count++;
        if (at + 1 >= end || (units[at] != ' ' && units[at] != '-'))
            break;
        at++;
    }
    return count;
}

/* Digits behind a decimal point are a fraction, however many. */
static bool is_fraction(const uint16_t *units, size_t at)
{
    return at > 1 && units[at - 1] == '.' && is_digit(units[at - 2]);
}

bool zy_private_next(const uint16_t *units, size_t end, size_t *at, zy_unit_span *number)
{
    for (size_t i = *at; i < end;) {
        if (!is_digit(units[i]) || (i > 0 && is_digit(units[i - 1]))) {
            i++;
            continue;
        }
        group groups[GROUPS_MOST];
        size_t count = is_fraction(units, i) ? 0 : gather(units, end, i, groups);
        for (; count > 0; count--)
            if (is_private(units, groups, count)) {
                *number = (zy_unit_span){groups[0].start, groups[count - 1].start + groups[count - 1].len};
                *at = number->end;
                return true;
            }
        i += group_at(units, end, i).len;
    }
    *at = end;
    return false;
}

void zy_private_cover(char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len;) {
        uint16_t units[4 * ZY_PRIVATE_UNITS];
        size_t count = 0, at = 0;
        size_t run = strspn(text + i, "0123456789xX -");
        for (; count < run && count < sizeof units / sizeof *units; count++)
            units[count] = (uint16_t)(text[i + count] == 'X' ? 'x' : text[i + count]);
        zy_unit_span number;
        while (count && zy_private_next(units, count, &at, &number))
            for (uint32_t k = number.start; k < number.end; k++)
                if (zy_private_covers(units, number, k))
                    text[i + k] = '*';
        i += run ? run : 1;
    }
}
