/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an interrupted run left, and generations nobody goes back to.  Only files with an index's own names
 * are ever removed. */
#include "base/file.h"
#include "index/run.h"

#include <ctype.h>
#include <dirent.h>
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

/* Removes our files that none of the manifests names. */
static void sweep(const char *folder, const manifests *kept)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        size_t stem;
        bool needed = !is_ours(entry->d_name, &stem);
        for (size_t i = 0; i < kept->count && !needed; i++)
            needed = stem && names(&kept->items[i], entry->d_name, stem);
        if (!needed)
            remove_file(folder, entry->d_name);
    }
    if (dir)
        closedir(dir);
}

void zy_clear_away(const char *folder, const char *name)
{
    manifests kept = {0};
    add_manifest(&kept, folder, name);
    if (kept.count == 0) /* it cannot be told what is needed */
        return;
    if (*kept.items[0].previous)
        add_manifest(&kept, folder, kept.items[0].previous);
    sweep(folder, &kept);
    free_manifests(&kept);
}

void zy_clear_left_overs(const char *folder)
{
    manifests kept = {0};
    bool unclear = false;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        size_t stem, before = kept.count, len = strlen(entry->d_name);
        if (!is_generation_file(entry->d_name, &stem) || strcmp(entry->d_name + len - 5, ".json") != 0)
            continue;
        char name[ZY_GENERATION_NAME_BYTES];
        if (stem < sizeof name) {
            snprintf(name, sizeof name, "%.*s", (int)stem, entry->d_name);
            add_manifest(&kept, folder, name);
        }
        unclear = unclear || kept.count == before;
    }
    if (dir)
        closedir(dir);
    if (!unclear) /* a manifest that cannot be read may need anything */
        sweep(folder, &kept);
    free_manifests(&kept);
}

void zy_clear_number(const char *folder, uint64_t number)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        size_t stem;
        bool ours = is_ours(entry->d_name, &stem) && !is_scratch(entry->d_name) && entry->d_name[0] != 'C';
        if (ours && strtoull(entry->d_name + 1, NULL, 10) == number)
            remove_file(folder, entry->d_name);
    }
    if (dir)
        closedir(dir);
}

uint64_t zy_highest_number(const char *folder)
{
    uint64_t highest = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        size_t stem;
        if (!is_generation_file(entry->d_name, &stem) && !is_segment_file(entry->d_name, &stem))
            continue;
        uint64_t number = strtoull(entry->d_name + 1, NULL, 10);
        highest = number > highest ? number : highest;
    }
    if (dir)
        closedir(dir);
    return highest;
}
