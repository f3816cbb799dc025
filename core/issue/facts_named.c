/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What file names say of an issue.  In: 2025-01-03_第126期_02版.html, 20250103-A02.pdf,
 * 112_2025-01-17/01.txt. Out: number, date, page as far as they are plain; a bare number says nothing. */
#include "issue/facts.h"
#include "issue/marks.h"
#include "issue/print.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The run of digits at `at`, none when the character before is one. */
static size_t digits_at(zy_span name, size_t at)
{
    size_t end = at;
    while (end < name.bytes && is_digit(name.at[end]))
        end++;
    return at > 0 && is_digit(name.at[at - 1]) ? 0 : end - at;
}

/* Where a date begins: a year of four digits that a separator or 年 follows, or eight digits. */
static bool find_date(zy_span name, size_t *from, int *date)
{
    for (size_t i = 0; i < name.bytes; i++) {
        size_t digits = digits_at(name, i);
        zy_span rest = zy_span_cut(name, i, name.bytes), behind = zy_span_cut(rest, digits, rest.bytes);
        bool year =
            digits == 4 && (zy_starts(behind, "年") ||
                            (behind.bytes > 1 && strchr("-._", behind.at[0]) && is_digit(behind.at[1])));
        if (!year && digits != 8)
            continue;
        *date = zy_date_read(digits == 8 ? zy_span_cut(rest, 0, 8) : rest);
        *from = i;
        if (*date)
            return true;
    }
    return false;
}

/* 第126期, 126期, or 112 before a date: 112_2025-01-17. */
static const char *find_issue(zy_arena *arena, zy_span name, bool dated, size_t date_at)
{
    for (size_t i = 0; i < name.bytes; i++) {
        size_t digits = digits_at(name, i);
        zy_span behind = zy_span_cut(name, i + digits, name.bytes);
        if (digits && digits <= 5 &&
            (zy_starts(behind, "期") || zy_starts(behind, "號") || zy_starts(behind, "号")))
            return zy_arena_strn(arena, name.at + i, digits);
    }
    size_t digits = digits_at(name, 0);
    bool leads = dated && digits && digits <= 4 && date_at == digits + 1 && strchr("_- ", name.at[digits]);
    return leads ? zy_arena_strn(arena, name.at, digits) : NULL;
}

/* 02版, A02 at the end. */
static int find_page(zy_span name)
{
    for (size_t i = 0; i < name.bytes; i++) {
        size_t digits = digits_at(name, i);
        if (!digits || digits > 2)
            continue;
        zy_span behind = zy_span_cut(name, i + digits, name.bytes);
        bool lettered = i > 0 && name.at[i - 1] >= 'A' && name.at[i - 1] <= 'D' && !behind.bytes;
        if (zy_starts(behind, "版") || lettered)
            return zy_read_number(zy_span_cut(name, i, i + digits));
    }
    return 0;
}

static void read_name(zy_arena *arena, zy_span name, zy_issue_facts *out)
{
    size_t date_at = 0;
    int date = 0;
    bool dated = find_date(name, &date_at, &date);
    if (!out->date)
        out->date = date;
    if (!out->issue)
        out->issue = find_issue(arena, name, dated, date_at);
    if (!out->page)
        out->page = find_page(name);
}

void zy_facts_named(zy_arena *arena, const char *path, zy_issue_facts *out)
{
    *out = (zy_issue_facts){0};
    size_t end = strlen(path);
    for (int part = 0; part < 2 && end > 0; part++) { /* the file, then its folder */
        while (end > 0 && path[end - 1] == '/')
            end--;
        size_t start = end;
        while (start > 0 && path[start - 1] != '/')
            start--;
        zy_span name = {path + start, end - start};
        const char *dot = memrchr(name.at, '.', name.bytes);
        if (part == 0 && dot && name.bytes - (size_t)(dot - name.at) <= 9 && !is_digit(dot[1]))
            name.bytes = (size_t)(dot - name.at);
        read_name(arena, name, out);
        end = start;
    }
}
