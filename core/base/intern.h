/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Byte strings numbered as they first appear: 0, 1, 2 … */
#ifndef ZY_BASE_INTERN_H
#define ZY_BASE_INTERN_H

#include "base/vec.h"

#include <stdint.h>

/* Zero-initialised is empty and ready. */
typedef struct {
    zy_vec bytes; /* uint8_t: the strings, one after another */
    zy_vec first; /* uint32_t: where each begins, and the end */
    uint32_t *slots;
    size_t slot_count;
    bool failed;
} zy_intern;

uint32_t zy_intern_number(zy_intern *table, const void *bytes, size_t len_bytes);
int64_t zy_intern_find(const zy_intern *table, const void *bytes, size_t len_bytes); /* -1: not there */
size_t zy_intern_count(const zy_intern *table);
const uint8_t *zy_intern_bytes(const zy_intern *table, uint32_t number, size_t *len_bytes);
void zy_intern_free(zy_intern *table);

#endif
