/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The growing array. */
#include "base/vec.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *zy_vec_reserve(zy_vec *vec, size_t more)
{
    if (vec->failed || more > SIZE_MAX / 4 / vec->element_bytes - vec->count) {
        vec->failed = true;
        return NULL;
    }
    if (!vec->data || vec->count + more > vec->cap) {
        size_t cap = vec->cap + vec->cap / 2 + more + 16;
        void *data = realloc(vec->data, cap * vec->element_bytes);
        if (!data) {
            vec->failed = true;
            return NULL;
        }
        vec->data = data;
        vec->cap = cap;
    }
    return (char *)vec->data + vec->count * vec->element_bytes;
}

bool zy_vec_push(zy_vec *vec, const void *element)
{
    return zy_vec_append(vec, element, 1);
}

bool zy_vec_append(zy_vec *vec, const void *elements, size_t count)
{
    if (!count)
        return !vec->failed;
    void *room = zy_vec_reserve(vec, count);
    if (!room)
        return false;
    memcpy(room, elements, count * vec->element_bytes);
    vec->count += count;
    return true;
}

void zy_vec_free(zy_vec *vec)
{
    if (!vec)
        return;
    free(vec->data);
    *vec = (zy_vec){.element_bytes = vec->element_bytes};
}
