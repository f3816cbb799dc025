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

void zy_literal_find(const zy_literal *literal, const uint16_t *needle, size_t needle_units, uint32_t *low,
                     uint32_t *high)
{
    *low = bound(literal, 0, literal->suffix_count, needle, needle_units, 0);
    /* Most strings are rare: look near before bisecting all the rest. */
    uint32_t step = 16, end = *low;
    while (end < literal->suffix_count &&
           compare(literal, literal->suffixes[end], needle, needle_units) == 0) {
        end = literal->suffix_count - end > step ? end + step : literal->suffix_count;
        step *= 4;
    }
    *high = bound(literal, *low, end, needle, needle_units, 1);
}
