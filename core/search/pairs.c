/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The archive's own statistics of neighbouring characters, asked of the literal index and remembered. */
#include "search/internal.h"

#include <math.h>
#include <stdlib.h>

enum { PAIRS = 1 << 16 };
#define COHESION_LEAST (-4.0)

/* A direct-mapped table: a pair that falls on another's place is simply counted again. */
struct zy_pair_count {
    uint32_t key;
    uint32_t count;
};

double zy_pair_occurrences(zy_store *store, uint16_t a, uint16_t b)
{
    const uint16_t units[2] = {a, b};
    uint32_t key = (uint32_t)a << 16 | b;
    if (!store->pairs)
        store->pairs = calloc(PAIRS, sizeof *store->pairs);
    struct zy_pair_count *slot = store->pairs ? &store->pairs[(key * 2654435761u) >> 16] : NULL;
    if (slot && slot->key == key)
        return slot->count;
    uint64_t count = zy_needle_occurrences(store, units, b ? 2 : 1);
    if (slot)
        *slot = (struct zy_pair_count){key, count < UINT32_MAX ? (uint32_t)count : UINT32_MAX};
    return (double)count;
}

double zy_pair_cohesion(zy_store *store, uint16_t a, uint16_t b, double minus)
{
    if (!zy_fold_is_han(a) || !zy_fold_is_han(b))
        return COHESION_LEAST;
    double together = zy_pair_occurrences(store, a, b) - minus;
    if (together <= 0)
        return COHESION_LEAST;
    double characters = store->average_units * store->generation->doc_count;
    double bits =
        log2(together * characters / (zy_pair_occurrences(store, a, 0) * zy_pair_occurrences(store, b, 0)));
    return (bits > COHESION_LEAST ? bits : COHESION_LEAST) * together / (together + 1);
}
