/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A chain of blocks, each at least twice the one before, so that many small pieces cost few mallocs. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct zy_arena_block {
    zy_arena_block *older;
    max_align_t data[];
};

enum { FIRST_BLOCK_BYTES = 4096, LARGEST_STEP_BYTES = 1 << 20 };

static bool grow(zy_arena *arena, size_t need_bytes)
{
    size_t cap = arena->cap_bytes ? arena->cap_bytes * 2 : FIRST_BLOCK_BYTES;
    if (cap > LARGEST_STEP_BYTES)
        cap = LARGEST_STEP_BYTES;
    if (cap < need_bytes)
        cap = need_bytes;
    zy_arena_block *block = calloc(1, sizeof *block + cap);
    if (!block)
        return !(arena->failed = true);
    block->older = arena->blocks;
    arena->blocks = block;
    arena->used_bytes = 0;
    arena->cap_bytes = cap;
    return true;
}

void *zy_arena_get(zy_arena *arena, size_t count, size_t size_bytes)
{
    const size_t align = _Alignof(max_align_t);
    if (size_bytes && count > (SIZE_MAX / 2) / size_bytes) {
        arena->failed = true;
        return NULL;
    }
    size_t need = (count * size_bytes + align - 1) / align * align;
    if (need == 0)
        need = align;
    if ((!arena->blocks || arena->cap_bytes - arena->used_bytes < need) && !grow(arena, need))
        return NULL;
    void *piece = (char *)arena->blocks->data + arena->used_bytes;
    arena->used_bytes += need;
    return piece;
}

char *zy_arena_strn(zy_arena *arena, const char *text, size_t len_bytes)
{
    char *copy = zy_arena_get(arena, len_bytes + 1, 1);
    if (copy && len_bytes)
        memcpy(copy, text, len_bytes);
    return copy;
}

char *zy_arena_str(zy_arena *arena, const char *text)
{
    return text ? zy_arena_strn(arena, text, strlen(text)) : NULL;
}

char *zy_arena_printf(zy_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int wanted = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = wanted < 0 ? NULL : zy_arena_get(arena, (size_t)wanted + 1, 1);
    if (text)
        vsnprintf(text, (size_t)wanted + 1, format, again);
    va_end(again);
    return text;
}

void zy_arena_free(zy_arena *arena)
{
    if (!arena)
        return;
    for (zy_arena_block *block = arena->blocks, *older; block; block = older) {
        older = block->older;
        free(block);
    }
    *arena = (zy_arena){0};
}
