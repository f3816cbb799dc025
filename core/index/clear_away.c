/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an interrupted run left, and generations nobody goes back to.  Only files with an index's own names
 * are ever removed. */
#include "base/file.h"
#include "index/run.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

static bool is_one_of(const char *ending, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(list[i]);
        if (strncmp(ending, list[i], len) == 0 && (ending[len] == '\0' || strcmp(ending + len, ".tmp") == 0))
            return true;
    }
    return false;
}

/* g000012.json and its like; *stem is the length of g000012. */
static bool is_generation_file(const char *file, size_t *stem)
{
    static const char *const endings[] = {".json", ".sources", ".lexicon", ".vocabulary", ".notes"};
    *stem = 1 + digits_at(file + 1);
    return *file == 'g' && *stem > 6 && is_one_of(file + *stem, endings, sizeof endings / sizeof *endings);
}

/* s000012-00.zys and its like. */
static bool is_segment_file(const char *file, size_t *stem)
{
    static const char *const endings[] = {".zys", ".glass"};
    size_t number = *file == 's' ? digits_at(file + 1) : 0;
    if (number < 6 || file[1 + number] != '-')
        return false;
    size_t round = digits_at(file + 2 + number);
    *stem = 2 + number + round;
    return round >= 2 && is_one_of(file + *stem, endings, sizeof endings / sizeof *endings);
}

static bool is_scratch(const char *file)
{
    size_t len = strlen("scratch-");
    return strncmp(file, "scratch-", len) == 0 && digits_at(file + len) > 0 &&
           file[len + digits_at(file + len)] == '\0';
}

static bool is_named(const char *file, size_t stem, const char *name)
{
    return strlen(name) == stem && strncmp(file, name, stem) == 0;
}

static bool names(const zy_manifest *manifest, const char *file, size_t stem)
{
    char name[ZY_GENERATION_NAME_BYTES];
    zy_generation_name(manifest->number, name);
    bool found = is_named(file, stem, name);
    for (size_t i = 0; i < manifest->segment_count && !found; i++)
        found = is_named(file, stem, manifest->segments[i].name);
    return found;
}

/* Is it one of our files at all?  *stem is the length of what names it; a file in the making has none. */
static bool is_ours(const char *file, size_t *stem)
{
    size_t len = strlen(file);
    *stem = 0;
    if (is_scratch(file) || strcmp(file, "CURRENT.tmp") == 0)
        return true;
    if (!is_generation_file(file, stem) && !is_segment_file(file, stem))
        return false;
    if (len > 4 && strcmp(file + len - 4, ".tmp") == 0)
        *stem = 0;
    return true;
}

typedef struct {
    zy_manifest *items;
    size_t count;
} manifests;

static void add_manifest(manifests *list, const char *folder, const char *name)
{
    zy_manifest *more = realloc(list->items, (list->count + 1) * sizeof *more);
    if (!more)
        return;
    list->items = more;
    more[list->count] = (zy_manifest){0};
    list->count += zy_manifest_read(folder, name, &more[list->count], NULL) == ZY_OK;
}

static void free_manifests(manifests *list)
{
    for (size_t i = 0; i < list->count; i++)
        zy_manifest_free(&list->items[i]);
    free(list->items);
}

static void remove_file(const char *folder, const char *file)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path)
        zy_remove_tree(path);
}

/* What is in the folder; nothing when it cannot be listed whole. */
typedef struct {
    const char *const *names;
    size_t count;
    zy_arena arena;
} listing;

static listing list_folder(const char *folder)
{
    listing l = {0};
    if (zy_folder_list(folder, &l.arena, &l.names, &l.count, NULL))
        l.count = 0;
    return l;
}

/* Removes our files that none of the manifests names. */
static void sweep(const char *folder, const listing *there, const manifests *kept)
{
    for (size_t f = 0; f < there->count; f++) {
        size_t stem;
        bool needed = !is_ours(there->names[f], &stem);
        for (size_t i = 0; i < kept->count && !needed; i++)
            needed = stem && names(&kept->items[i], there->names[f], stem);
        if (!needed)
            remove_file(folder, there->names[f]);
    }
}

/* A generation before that is there and cannot be read may need anything. */
static bool add_previous(manifests *kept, const char *folder, const char *name)
{
    char path[PATH_MAX];
    bool there = false;
    size_t before = kept->count;
    if (!*name)
        return true;
    if (snprintf(path, sizeof path, "%s/%s.json", folder, name) >= (int)sizeof path ||
        zy_file_exists(path, &there, NULL))
        return false;
    if (there)
        add_manifest(kept, folder, name);
    return !there || kept->count > before;
}

void zy_clear_away(const char *folder, const char *name)
{
    manifests kept = {0};
    listing there = list_folder(folder);
    add_manifest(&kept, folder, name);
    if (kept.count == 1 && add_previous(&kept, folder, kept.items[0].previous))
        sweep(folder, &there, &kept);
    free_manifests(&kept);
    zy_arena_free(&there.arena);
}

static bool is_manifest(const char *file, char name[ZY_GENERATION_NAME_BYTES])
{
    size_t stem;
    if (!is_generation_file(file, &stem) || strcmp(file + stem, ".json") != 0 ||
        stem >= ZY_GENERATION_NAME_BYTES)
        return false;
    snprintf(name, ZY_GENERATION_NAME_BYTES, "%.*s", (int)stem, file);
    return true;
}

void zy_clear_left_overs(const char *folder)
{
    manifests kept = {0};
    listing there = list_folder(folder);
    size_t found = 0;
    for (size_t i = 0; i < there.count; i++) {
        char name[ZY_GENERATION_NAME_BYTES];
        if (!is_manifest(there.names[i], name))
            continue;
        found++;
        add_manifest(&kept, folder, name);
    }
    if (found == kept.count) /* one that cannot be read may need anything */
        sweep(folder, &there, &kept);
    free_manifests(&kept);
    zy_arena_free(&there.arena);
}

/* Publishing may have failed behind the rename: then the generation answers, and must stay. */
static bool may_answer(const char *folder, uint64_t number)
{
    char name[ZY_GENERATION_NAME_BYTES];
    zy_status status = zy_current_read(folder, name, NULL);
    return status ? status != ZY_NO_INDEX : strtoull(name + 1, NULL, 10) == number;
}

void zy_clear_number(const char *folder, uint64_t number)
{
    if (may_answer(folder, number))
        return;
    listing there = list_folder(folder);
    for (size_t i = 0; i < there.count; i++) {
        size_t stem;
        const char *file = there.names[i];
        bool ours = is_generation_file(file, &stem) || is_segment_file(file, &stem);
        if (ours && strtoull(file + 1, NULL, 10) == number)
            remove_file(folder, file);
    }
    zy_arena_free(&there.arena);
}

zy_status zy_highest_number(const char *folder, uint64_t *highest, zy_error *err)
{
    zy_arena arena = {0};
    const char *const *names = NULL;
    size_t count = 0;
    zy_status status = zy_folder_list(folder, &arena, &names, &count, err);
    for (size_t i = 0; i < count && !status; i++) {
        size_t stem;
        if (!is_generation_file(names[i], &stem) && !is_segment_file(names[i], &stem))
            continue;
        uint64_t number = strtoull(names[i] + 1, NULL, 10);
        *highest = number > *highest ? number : *highest;
    }
    zy_arena_free(&arena);
    return status;
}
