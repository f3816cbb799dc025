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

uint64_t zy_literal_key(const uint16_t *units, size_t count, uint8_t padding)
{
    enum { BYTES = sizeof(uint64_t) };
    uint8_t bytes[BYTES];
    size_t known = count * sizeof *units < BYTES ? count * sizeof *units : BYTES;
    memset(bytes, padding, BYTES);
    memcpy(bytes, units, known);
    uint64_t key = 0;
    for (size_t i = 0; i < BYTES; i++)
        key = key << 8 | bytes[i];
    return key;
}

/* How many keys are below the bound. */
static uint32_t keys_below(const zy_literal *literal, uint32_t key_count, uint64_t bound)
{
    const uint64_t *from = literal->keys;
    uint32_t left = key_count;
    while (left > 1) { /* no branch: which way it goes cannot be foreseen */
        uint32_t half = left / 2;
        from += from[half - 1] < bound ? half : 0;
        left -= half;
    }
    return (uint32_t)(from - literal->keys) + (left && *from < bound);
}

/* The suffixes of the first `keys` keys end here at the latest, and here at the earliest. */
static uint32_t latest_end(const zy_literal *literal, uint32_t keys)
{
    uint64_t end = (uint64_t)keys * ZY_LITERAL_KEY_STEP;
    return end < literal->suffix_count ? (uint32_t)end : literal->suffix_count;
}

static uint32_t earliest_end(uint32_t keys)
{
    return keys ? (keys - 1) * ZY_LITERAL_KEY_STEP + 1 : 0;
}

void zy_literal_find(const zy_literal *literal, const uint16_t *needle, size_t needle_units, uint32_t *low,
                     uint32_t *high)
{
    uint32_t keys = zy_literal_keys(literal->suffix_count);
    uint64_t last = zy_literal_key(needle, needle_units, UINT8_MAX);
    uint32_t before = keys_below(literal, keys, zy_literal_key(needle, needle_units, 0)), through = before;
    if (through < keys && literal->keys[through] <= last)
        through = last < UINT64_MAX ? keys_below(literal, keys, last + 1) : keys;
    /* A key says all of a needle as short as itself; of a longer one any suffix with its key may be the
     * first. */
    bool whole = needle_units <= sizeof last / sizeof *needle;
    *low = bound(literal, earliest_end(before), latest_end(literal, whole ? before : through), needle,
                 needle_units, 0);
    uint32_t from = whole && through > before ? earliest_end(through) : *low,
             limit = latest_end(literal, through);
    /* Most strings are rare: look near before bisecting all the rest. */
    uint32_t step = 1, end = from;
    while (end < limit && compare(literal, literal->suffixes[end], needle, needle_units) == 0) {
        end = limit - end > step ? end + step : limit;
        step *= 4;
    }
    *high = bound(literal, from, end, needle, needle_units, 1);
}
