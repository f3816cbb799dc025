/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A growing array of elements of one size, for tables that are written out as they stand. */
#ifndef ZY_BASE_VEC_H
#define ZY_BASE_VEC_H

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialised but for element_bytes is empty and ready. */
typedef struct {
    void *data;
    size_t count, cap, element_bytes;
    bool failed; /* sticky: some push found no memory */
} zy_vec;

#define ZY_VEC(type) ((zy_vec){.element_bytes = sizeof(type)})
#define ZY_VEC_AT(vec, type, i) (((type *)(vec).data)[i])

/* Room for `more` elements behind the last, not yet counted; NULL when out of memory. */
void *zy_vec_reserve(zy_vec *vec, size_t more);
bool zy_vec_push(zy_vec *vec, const void *element);
bool zy_vec_append(zy_vec *vec, const void *elements, size_t count);
void zy_vec_free(zy_vec *vec);

/* Pushes a value of a type that may be written as a literal. */
#define ZY_VEC_PUSH(vec, type, value) zy_vec_push((vec), &(type){value})

#endif
