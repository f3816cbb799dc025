/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The set of articles a reader fills: growing arrays beside an arena.  In: pieces from the readers.  Out: the
 * set that the index, the report and --articles read. */
#include "issue/article.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for one more element; false (and the arena's sticky failure) when out of memory. */
static bool grow(zy_articles *set, void **items, size_t count, size_t *cap, size_t size_bytes)
{
    if (count < *cap)
        return true;
    size_t more = *cap ? *cap * 2 : 16;
    void *larger = realloc(*items, more * size_bytes);
    if (!larger)
        return !(set->arena.failed = true);
    *items = larger;
    *cap = more;
    return true;
}

zy_article *zy_articles_add(zy_articles *set)
{
    void *items = set->items;
    if (!grow(set, &items, set->count, &set->cap, sizeof *set->items))
        return NULL;
    set->items = items;
    zy_article *article = &set->items[set->count++];
    *article = (zy_article){.id = "", .title = ""};
    return article;
}

void zy_articles_note(zy_articles *set, zy_note_kind kind, const char *code, const char *source, int line,
                      double score, const char *format, ...)
{
    void *notes = set->notes;
    if (!grow(set, &notes, set->note_count, &set->note_cap, sizeof *set->notes))
        return;
    set->notes = notes;
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *copy = zy_arena_str(&set->arena, text);
    if (!copy)
        return;
    set->notes[set->note_count++] = (zy_note){.kind = kind,
                                              .code = code,
                                              .text = copy,
                                              .source = zy_arena_str(&set->arena, source ? source : ""),
                                              .line = line,
                                              .score = score};
}

bool zy_strings_add(zy_arena *arena, zy_strings *list, const char *text, size_t len_bytes)
{
    /* The capacity is the next power of two, so that it need not be stored. */
    if ((list->count & (list->count - 1)) == 0) {
        const char **larger = ZY_ARENA_ARRAY(arena, const char *, list->count ? list->count * 2 : 1);
        if (!larger)
            return false;
        if (list->count)
            memcpy(larger, list->items, list->count * sizeof *larger);
        list->items = larger;
    }
    const char *copy = zy_arena_strn(arena, text, len_bytes);
    if (!copy)
        return false;
    list->items[list->count++] = copy;
    return true;
}

void zy_articles_free(zy_articles *set)
{
    if (!set)
        return;
    free(set->items);
    free(set->notes);
    zy_arena_free(&set->arena);
    *set = (zy_articles){0};
}
