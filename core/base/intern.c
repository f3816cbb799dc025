/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An open-addressing table of numbers over one pool of bytes. */
#include "base/intern.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

size_t zy_intern_count(const zy_intern *table)
{
    return table->first.count ? table->first.count - 1 : 0;
}

const uint8_t *zy_intern_bytes(const zy_intern *table, uint32_t number, size_t *len_bytes)
{
    const uint32_t *first = table->first.data;
    *len_bytes = first[number + 1] - first[number];
    return (const uint8_t *)table->bytes.data + first[number];
}

/* The slot that holds the string, or the free one where it belongs. */
static uint32_t *find_slot(const zy_intern *table, const void *bytes, size_t len_bytes)
{
    size_t at = XXH3_64bits(bytes, len_bytes) & (table->slot_count - 1);
    for (;; at = (at + 1) & (table->slot_count - 1)) {
        uint32_t *slot = &table->slots[at];
        /* grow() frees the old table's slots, not these.  NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
        if (*slot == 0)
            return slot;
        size_t other_bytes;
        const uint8_t *other = zy_intern_bytes(table, *slot - 1, &other_bytes);
        if (other_bytes == len_bytes && (!len_bytes || memcmp(other, bytes, len_bytes) == 0))
            return slot;
    }
}

static bool grow(zy_intern *table)
{
    zy_intern bigger = *table;
    bigger.slot_count = table->slot_count ? 2 * table->slot_count : 256;
    bigger.slots = calloc(bigger.slot_count, sizeof *bigger.slots);
    if (!bigger.slots)
        return false;
    for (uint32_t i = 0; i < zy_intern_count(table); i++) {
        size_t len;
        const uint8_t *bytes = zy_intern_bytes(table, i, &len);
        *find_slot(&bigger, bytes, len) = i + 1;
    }
    free(table->slots);
    *table = bigger;
    return true;
}

uint32_t zy_intern_number(zy_intern *table, const void *bytes, size_t len_bytes)
{
    if (!table->first.element_bytes) {
        table->bytes = ZY_VEC(uint8_t);
        table->first = ZY_VEC(uint32_t);
        table->failed = !ZY_VEC_PUSH(&table->first, uint32_t, 0);
    }
    if (table->failed || (2 * zy_intern_count(table) >= table->slot_count && !grow(table))) {
        table->failed = true;
        return 0;
    }
    uint32_t *slot = find_slot(table, bytes, len_bytes);
    if (*slot)
        return *slot - 1;
    uint32_t number = (uint32_t)zy_intern_count(table);
    if (!zy_vec_append(&table->bytes, bytes, len_bytes) ||
        !ZY_VEC_PUSH(&table->first, uint32_t, (uint32_t)table->bytes.count)) {
        table->failed = true;
        return 0;
    }
    *slot = number + 1;
    return number;
}

int64_t zy_intern_find(const zy_intern *table, const void *bytes, size_t len_bytes)
{
    return table->slot_count ? (int64_t)*find_slot(table, bytes, len_bytes) - 1 : -1;
}

void zy_intern_free(zy_intern *table)
{
    if (!table)
        return;
    zy_vec_free(&table->bytes);
    zy_vec_free(&table->first);
    free(table->slots);
    *table = (zy_intern){0};
}
