/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of a generation is worth suggesting: its words, places, persons and headlines, with how many articles
 * hold each. */
#ifndef ZY_INDEX_VOCABULARY_ENTRIES_H
#define ZY_INDEX_VOCABULARY_ENTRIES_H

#include "base/vec.h"
#include "store/generation.h"
#include "suggest/vocabulary.h"

typedef struct {
    zy_vec entries; /* zy_entry; texts live in the arena */
    zy_arena arena;
} zy_entries;

ZY_CHECKED zy_status zy_entries_gather(const zy_generation *generation, zy_entries *out, zy_error *err);
void zy_entries_free(zy_entries *entries);

#endif
