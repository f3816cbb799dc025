/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions on an article's facts: the date it was printed, and fields. */
#include "search/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A date known to the month or the year only stands for all its days. */
bool zy_date_overlaps(int32_t date, int from, int to)
{
    if (date == 0)
        return false;
    int32_t first = date, last = date;
    if (date % 10000 == 0) {
        first = date + 101;
        last = date + 1231;
    } else if (date % 100 == 0) {
        first = date + 1;
        last = date + 31;
    }
    return (from == 0 || last >= from) && (to == 0 || first <= to);
}

const char *zy_date_text(zy_arena *arena, int32_t date)
{
    if (date == 0)
        return "";
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (month == 0)
        return zy_arena_printf(arena, "%04d", year);
    if (day == 0)
        return zy_arena_printf(arena, "%04d-%02d", year, month);
    return zy_arena_printf(arena, "%04d-%02d-%02d", year, month, day);
}

static int han_number(const char *text)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int value = 0, last = 0;
    bool any = false;
    while (*text) {
        int digit = -1;
        for (int i = 0; i < 10; i++)
            if (strncmp(text, digits[i], 3) == 0)
                digit = i;
        if (strncmp(text, "十", 3) == 0) {
            value += (last ? last : 1) * 10;
            last = 0;
        } else if (digit >= 0) {
            last = digit;
        } else {
            break;
        }
        any = true;
        text += 3;
    }
    return any ? value + last : -1;
}

/* 第125期, 125期, 第二版, 头版: the number meant, or -1. */
static int number_in(const char *text)
{
    if (strncmp(text, "第", 3) == 0)
        text += 3;
    if (strncmp(text, "头", 3) == 0)
        return 1;
    if (*text >= '0' && *text <= '9')
        return atoi(text);
    return han_number(text);
}

static bool issue_matches(const char *issue, const char *value)
{
    if (strcmp(issue, value) == 0)
        return true;
    int wanted = number_in(value);
    return wanted >= 0 && *issue >= '0' && *issue <= '9' && number_in(issue) == wanted;
}

static bool list_holds(const zy_segment *segment, uint32_t at, uint32_t count, const char *value)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(zy_segment_string(segment, segment->lists[at + i]), value) == 0)
            return true;
    return false;
}

bool zy_field_matches(const zy_segment *segment, uint32_t doc, zy_where where, const char *value)
{
    const zy_doc_record *d = &segment->docs[doc];
    switch (where) {
    case ZY_IN_AUTHOR: return list_holds(segment, d->lists_at, d->author_count, value);
    case ZY_IN_PLACE: return list_holds(segment, d->lists_at + d->author_count, d->place_count, value);
    case ZY_IN_ISSUE: return issue_matches(zy_segment_string(segment, d->issue), value);
    case ZY_IN_PAGE: return d->page && d->page == number_in(value);
    case ZY_IN_SECTION: return strcmp(zy_segment_string(segment, d->section), value) == 0;
    default: return false;
    }
}
