/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening what a manifest names. */
#include "store/generation.h"

#include "base/bits.h"
#include "base/error.h"
#include "base/utf8.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

zy_status zy_fail_xapian(zy_error *err, const xc_error *from)
{
    zy_status status =
        from->status == XC_NO_MEMORY ? ZY_NO_MEMORY
        : from->status == XC_CORRUPT || from->status == XC_NOT_FOUND || from->status == XC_OPENING
            ? ZY_CORRUPT
        : from->status == XC_DATABASE ? ZY_IO
                                      : ZY_INTERNAL;
    zy_status result = zy_fail(err, status, "词索引出错：%s", from->message);
    if (status == ZY_CORRUPT)
        zy_hint(err, "请运行 zy-index --rebuild 重建索引");
    return result;
}

static uint64_t *gone_bits(const zy_segment_entry *entry)
{
    uint64_t *bits = calloc(zy_bits_words(entry->docs) + 1, sizeof *bits);
    for (size_t i = 0; bits && i < entry->gone_count; i++)
        zy_bit_set(bits, entry->gone[i]);
    return bits;
}

static zy_status open_segment(zy_generation *g, size_t i, zy_error *err)
{
    const zy_segment_entry *entry = &g->manifest.segments[i];
    zy_status status = zy_segment_open(g->folder, entry->name, &g->segments[i], err);
    if (status)
        return status;
    g->segment_count = i + 1;
    zy_segment *segment = &g->segments[i];
    if (segment->doc_count != entry->docs)
        return zy_fail(err, ZY_CORRUPT, "索引段 %s 有 %u 篇文章，清单上是 %u 篇", entry->name,
                       segment->doc_count, entry->docs);
    if (entry->gone_count) {
        g->gone_bits[i] = gone_bits(entry);
        if (!g->gone_bits[i])
            return zy_fail_memory(err);
        segment->gone = g->gone_bits[i];
    }
    segment->first_doc = g->doc_count;
    g->doc_count += entry->docs;
    g->live_count += entry->docs - (uint32_t)entry->gone_count;
    return ZY_OK;
}

static zy_status open_words(zy_generation *g, zy_error *err)
{
    if (g->segment_count == 0)
        return ZY_OK;
    char(*paths)[PATH_MAX] = calloc(g->segment_count, sizeof *paths);
    const char **names = calloc(g->segment_count, sizeof *names);
    zy_status status = paths && names ? ZY_OK : zy_fail_memory(err);
    for (size_t i = 0; i < g->segment_count && !status; i++) {
        names[i] = paths[i];
        if (snprintf(paths[i], PATH_MAX, "%s/%s.glass", g->folder, g->segments[i].name) >= PATH_MAX)
            status = zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", g->folder);
    }
    xc_error failure = {0};
    if (!status && xc_reader_open(&g->words, names, g->segment_count, &failure))
        status = zy_fail_xapian(err, &failure);
    free(paths);
    free(names);
    return status;
}

static zy_status open_named(zy_generation *g, zy_error *err)
{
    zy_status status = zy_manifest_read(g->folder, g->name, &g->manifest, err);
    if (status)
        return status;
    size_t count = g->manifest.segment_count;
    g->segments = calloc(count + 1, sizeof *g->segments);
    g->gone_bits = calloc(count + 1, sizeof *g->gone_bits);
    if (!g->segments || !g->gone_bits)
        return zy_fail_memory(err);
    for (size_t i = 0; i < count && !status; i++)
        status = open_segment(g, i, err);
    return status ? status : open_words(g, err);
}

static zy_status open_generation(const char *folder, const char *name, zy_generation **out, zy_error *err)
{
    zy_generation *g = calloc(1, sizeof *g);
    if (!g || !(g->folder = strdup(folder))) {
        free(g);
        return zy_fail_memory(err);
    }
    snprintf(g->name, sizeof g->name, "%s", name);
    zy_status status = open_named(g, err);
    if (status)
        zy_generation_close(g);
    else
        *out = g;
    return status;
}

/* A publication may come between reading CURRENT and opening what it names, and the one after it may remove
 * the files: then the name has changed, and it is read again. */
static zy_status open_current(const char *folder, char name[ZY_GENERATION_NAME_BYTES], zy_generation **out,
                              zy_error *err)
{
    enum { TRIES = 5 };
    for (int attempt = 1;; attempt++) {
        zy_error failure = {0};
        zy_status status = zy_current_read(folder, name, &failure);
        if (!status)
            status = open_generation(folder, name, out, &failure);
        if (!status)
            return ZY_OK;
        char now[ZY_GENERATION_NAME_BYTES] = "";
        bool moved = zy_current_read(folder, now, NULL) == ZY_OK && strcmp(now, name) != 0;
        if (!moved || attempt == TRIES) {
            if (err && err->status == ZY_OK)
                *err = failure;
            return status;
        }
    }
}

/* ---- In place of a damaged one ---- */

/* Is the generation named as the one before, by CURRENT or by another?  Then it was CURRENT once.  One that
 * nobody names may never have been published, and must not answer. */
static bool has_answered(const char *folder, const uint64_t *numbers, size_t count, const char *name)
{
    char current[ZY_GENERATION_NAME_BYTES], before[ZY_GENERATION_NAME_BYTES] = "";
    bool found = zy_current_read_both(folder, current, before, NULL) == ZY_OK && strcmp(before, name) == 0;
    for (size_t i = 0; i < count && !found; i++) {
        char other[ZY_GENERATION_NAME_BYTES];
        zy_manifest manifest = {0};
        zy_generation_name(numbers[i], other);
        if (zy_manifest_read(folder, other, &manifest, NULL) == ZY_OK)
            found = strcmp(manifest.previous, name) == 0;
        zy_manifest_free(&manifest);
    }
    return found;
}

static int highest_first(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a < b) - (a > b);
}

/* Numbers of the manifests in the folder, the highest first. */
static size_t list_generations(const char *folder, uint64_t *numbers, size_t most)
{
    size_t count = 0, files = 0;
    zy_arena arena = {0};
    const char *const *names = NULL;
    if (zy_folder_list(folder, &arena, &names, &files, NULL))
        files = 0; /* then there is none to be found */
    for (size_t i = 0; i < files && count < most; i++) {
        char *end;
        if (names[i][0] != 'g' || names[i][1] < '0' || names[i][1] > '9')
            continue;
        uint64_t number = strtoull(names[i] + 1, &end, 10);
        if (strcmp(end, ".json") == 0)
            numbers[count++] = number;
    }
    zy_arena_free(&arena);
    if (count)
        qsort(numbers, count, sizeof *numbers, highest_first);
    return count;
}

/* The newest generation that has answered before, other than `not_this`. */
static zy_generation *open_older(const char *folder, const char *not_this)
{
    enum { GENERATIONS_MOST = 64 };
    uint64_t numbers[GENERATIONS_MOST];
    size_t count = list_generations(folder, numbers, GENERATIONS_MOST);
    zy_generation *g = NULL;
    for (size_t i = 0; i < count && !g; i++) {
        char name[ZY_GENERATION_NAME_BYTES];
        zy_generation_name(numbers[i], name);
        if (strcmp(name, not_this) == 0 || !has_answered(folder, numbers, count, name) ||
            open_generation(folder, name, &g, NULL) != ZY_OK)
            g = NULL;
    }
    return g;
}

zy_status zy_generation_open(const char *folder, const char *name, zy_generation **out, zy_error *err)
{
    char current[ZY_GENERATION_NAME_BYTES] = "";
    zy_error failure = {0};
    zy_status status =
        name ? open_generation(folder, name, out, &failure) : open_current(folder, current, out, &failure);
    if (!status)
        return ZY_OK;
    if (status == ZY_IO)
        failure.status = status = ZY_CORRUPT;
    bool damaged = status == ZY_CORRUPT || status == ZY_NO_INDEX;
    zy_generation *older = damaged && !name ? open_older(folder, current) : NULL;
    if (older) {
        snprintf(older->problem, sizeof older->problem, "%.250s", failure.message);
        older->problem[zy_utf8_floor(older->problem, strlen(older->problem))] = '\0';
        *out = older;
        return ZY_OK;
    }
    if (err && err->status == ZY_OK)
        *err = failure;
    if (status == ZY_CORRUPT)
        zy_hint(err, "请运行 zy-index --rebuild 重建索引");
    return status;
}

void zy_generation_close(zy_generation *g)
{
    if (!g)
        return;
    xc_reader_free(g->words);
    for (size_t i = 0; i < g->segment_count; i++)
        zy_segment_close(&g->segments[i]);
    for (size_t i = 0; g->gone_bits && i < g->segment_count; i++)
        free(g->gone_bits[i]);
    free(g->gone_bits);
    free(g->segments);
    zy_manifest_free(&g->manifest);
    free(g->folder);
    free(g);
}

const zy_segment *zy_generation_segment(const zy_generation *g, uint32_t doc, uint32_t *local)
{
    size_t i = g->segment_count - 1;
    while (g->segments[i].first_doc > doc)
        i--;
    *local = doc - g->segments[i].first_doc;
    return &g->segments[i];
}

int64_t zy_generation_find_id(const zy_generation *g, const char *id)
{
    for (size_t i = g->segment_count; i-- > 0;) {
        int64_t local = zy_segment_find_id(&g->segments[i], id);
        if (local >= 0 && !zy_segment_is_gone(&g->segments[i], (uint32_t)local))
            return g->segments[i].first_doc + local;
    }
    return -1;
}

zy_status zy_generation_map(const zy_generation *g, const char *ending, zy_map *out, zy_error *err)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%s%s", g->folder, g->name, ending) >= (int)sizeof path)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", g->folder);
    bool there = false;
    zy_status status = zy_file_exists(path, &there, err);
    *out = (zy_map){0};
    return status || !there ? status : zy_map_open(path, out, err);
}
