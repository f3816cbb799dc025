/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy_suggest: completions of what is being typed, from the generation's vocabulary. */
#include "base/buf.h"
#include "base/error.h"
#include "search/hidden.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[ZY_ENTRY_KINDS] = {"word", "place", "author", "title"};

/* Completions to be shown, at most `limit`. */
static size_t complete(zy_store *store, const zy_buf *typed, size_t limit, zy_entry *found)
{
    size_t wanted = limit < ZY_SUGGEST_MOST ? limit : ZY_SUGGEST_MOST, shown = 0;
    size_t count = zy_vocabulary_complete(store->vocabulary, typed->data, typed->len_bytes, found,
                                          store->hidden.count ? ZY_SUGGEST_MOST : wanted);
    for (size_t i = 0; i < count && shown < wanted; i++)
        if (zy_hidden_entry_shown(store, &found[i]))
            found[shown++] = found[i];
    return shown;
}

static bool fill(const zy_store *store, zy_completions *completions, const zy_entry *found, size_t count)
{
    zy_arena *arena = completions->memory;
    zy_completion *items = ZY_ARENA_ARRAY(arena, zy_completion, count);
    for (size_t i = 0; items && i < count; i++)
        items[i] = (zy_completion){zy_shown_string(store, arena, found[i].text), kind_names[found[i].kind],
                                   found[i].articles};
    completions->items = items;
    completions->count = items ? count : 0;
    return !arena->failed;
}

zy_status zy_suggest(zy_store *store, const char *typed, size_t limit, zy_completions **out, zy_error *err)
{
    zy_completions *completions = calloc(1, sizeof *completions);
    zy_arena *arena = calloc(1, sizeof *arena);
    zy_buf folded = {0};
    zy_entry found[ZY_SUGGEST_MOST];
    size_t count = 0;
    if (completions)
        completions->memory = arena;
    zy_fold_utf8(typed, strlen(typed), &folded);
    if (store->vocabulary && folded.len_bytes && !folded.failed)
        count = complete(store, &folded, limit, found);
    bool fine = completions && arena && !folded.failed && fill(store, completions, found, count);
    zy_buf_free(&folded);
    if (fine) {
        *out = completions;
        return ZY_OK;
    }
    if (!completions)
        free(arena);
    zy_completions_free(completions);
    return zy_fail_memory(err);
}

void zy_completions_free(zy_completions *completions)
{
    if (!completions)
        return;
    zy_arena_free(completions->memory);
    free(completions->memory);
    free(completions);
}
