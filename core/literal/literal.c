/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking the literal index. */
#include "literal/literal.h"

#include <string.h>

/* How the suffix at `start` compares with the needle: as memcmp over the needle's length, a suffix that ends
 * first being smaller. */
static int compare(const zy_literal *literal, uint32_t start, const uint16_t *needle, size_t needle_units)
{
    size_t left = literal->unit_count - start;
    size_t both = left < needle_units ? left : needle_units;
    int order = memcmp(literal->text + start, needle, both * sizeof *needle);
    return order ? order : left < needle_units ? -1 : 0;
}

static uint32_t bound(const zy_literal *literal, uint32_t low, uint32_t high, const uint16_t *needle,
                      size_t needle_units, int behind)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(literal, literal->suffixes[middle], needle, needle_units) < behind)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The order of bytes in memory as an order of numbers. */
static uint16_t rank_of(uint16_t unit)
{
    return (uint16_t)(unit << 8 | unit >> 8);
}

/* The run of suffixes that begin with `unit`. */
static void find_head(const zy_literal *literal, uint16_t unit, uint32_t *low, uint32_t *high)
{
    uint32_t from = 0, end = literal->head_count;
    while (from < end) {
        uint32_t middle = from + (end - from) / 2;
        if (rank_of(literal->heads[middle]) < rank_of(unit))
            from = middle + 1;
        else
            end = middle;
    }
    bool found = from < literal->head_count && literal->heads[from] == unit;
    *low = literal->head_first[from];
    *high = found ? literal->head_first[from + 1] : *low;
}

void zy_literal_find(const zy_literal *literal, const uint16_t *needle, size_t needle_units, uint32_t *low,
                     uint32_t *high)
{
    if (needle_units == 0) {
        *low = 0;
        *high = literal->suffix_count;
        return;
    }
    uint32_t from, limit;
    find_head(literal, needle[0], &from, &limit);
    if (needle_units > 1)
        from = bound(literal, from, limit, needle, needle_units, 0);
    /* Most strings are rare: look near before bisecting all the rest. */
    uint32_t step = 16, end = needle_units > 1 ? from : limit;
    while (end < limit && compare(literal, literal->suffixes[end], needle, needle_units) == 0) {
        end = limit - end > step ? end + step : limit;
        step *= 4;
    }
    *low = from;
    *high = needle_units > 1 ? bound(literal, from, end, needle, needle_units, 1) : limit;
}
