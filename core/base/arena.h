/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that is freed all at once: one arena an answer, an issue or a query. */
#ifndef ZY_BASE_ARENA_H
#define ZY_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct zy_arena_block zy_arena_block;

/* Zero-initialised is ready for use. */
typedef struct {
    zy_arena_block *blocks;
    size_t used_bytes, cap_bytes; /* of the newest block */
    bool failed;                  /* sticky: some allocation returned NULL */
} zy_arena;

/* Zeroed memory aligned for any type; NULL (and `failed`) when there is none or count * size overflows.
 * Asking for nothing gives a valid pointer. */
void *zy_arena_get(zy_arena *arena, size_t count, size_t size_bytes);
#define ZY_ARENA_NEW(arena, type) ((type *)zy_arena_get((arena), 1, sizeof(type)))
#define ZY_ARENA_ARRAY(arena, type, count) ((type *)zy_arena_get((arena), (count), sizeof(type)))

/* NUL-terminated copies. */
char *zy_arena_strn(zy_arena *arena, const char *text, size_t len_bytes);
char *zy_arena_str(zy_arena *arena, const char *text); /* NULL gives NULL */
char *zy_arena_printf(zy_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

void zy_arena_free(zy_arena *arena);

#endif
