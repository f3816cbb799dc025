/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CURRENT and the manifests, in JSON so that a person can read them. */
#include "store/manifest.h"

#include "base/error.h"
#include "base/file.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANIFEST_BYTES = 64 << 20 };

void zy_generation_name(uint64_t number, char name[ZY_GENERATION_NAME_BYTES])
{
    snprintf(name, ZY_GENERATION_NAME_BYTES, "g%06llu", (unsigned long long)number);
}

static zy_status join(char path[PATH_MAX], const char *folder, const char *name, const char *ending,
                      zy_error *err)
{
    if (snprintf(path, PATH_MAX, "%s/%s%s", folder, name, ending) >= PATH_MAX)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", folder);
    return ZY_OK;
}

static zy_status no_index(const char *folder, zy_error *err)
{
    bool there = false;
    zy_status status = zy_file_exists(folder, &there, err);
    if (status)
        return status;
    status = !there ? zy_fail(err, ZY_NO_INDEX, "索引文件夹 %s 不存在", folder)
                    : zy_fail(err, ZY_NO_INDEX, "%s 里还没有建好的索引", folder);
    zy_hint(err, "请先运行 zy-index --db %s 加上报纸所在的文件夹", folder);
    return status;
}

/* One line of CURRENT; *at moves behind it. */
static bool read_name(const char *text, size_t len, size_t *at, char name[ZY_GENERATION_NAME_BYTES])
{
    const char *line = text + *at, *end = memchr(line, '\n', len - *at);
    size_t bytes = end ? (size_t)(end - line) : 0;
    if (bytes < 2 || bytes >= ZY_GENERATION_NAME_BYTES || *line != 'g' ||
        strspn(line + 1, "0123456789") != bytes - 1)
        return false;
    memcpy(name, line, bytes);
    name[bytes] = '\0';
    *at += bytes + 1;
    return true;
}

static uint64_t number_of(const char *name)
{
    return strtoull(name + 1, NULL, 10);
}

zy_status zy_current_read_both(const char *folder, char name[ZY_GENERATION_NAME_BYTES],
                               char previous[ZY_GENERATION_NAME_BYTES], zy_error *err)
{
    char path[PATH_MAX], *text, now[ZY_GENERATION_NAME_BYTES], before[ZY_GENERATION_NAME_BYTES] = "";
    size_t len, at = 0;
    zy_status status = join(path, folder, "CURRENT", "", err);
    bool there = false;
    if (!status)
        status = zy_file_exists(path, &there, err);
    if (!status && !there)
        return no_index(folder, err);
    if (!status)
        status = zy_file_read(path, 4096, &text, &len, err);
    if (status)
        return status;
    bool fine = read_name(text, len, &at, now);
    if (fine && at < len)
        fine = read_name(text, len, &at, before) && at == len && number_of(before) < number_of(now);
    free(text);
    if (!fine) {
        status = zy_fail(err, ZY_CORRUPT, "%s 的内容不是一代索引的名字", path);
        zy_hint(err, "请运行 zy-index --rebuild 重建索引");
        return status;
    }
    snprintf(name, ZY_GENERATION_NAME_BYTES, "%s", now);
    if (previous)
        snprintf(previous, ZY_GENERATION_NAME_BYTES, "%s", before);
    return ZY_OK;
}

zy_status zy_current_read(const char *folder, char name[ZY_GENERATION_NAME_BYTES], zy_error *err)
{
    return zy_current_read_both(folder, name, NULL, err);
}

zy_status zy_current_write(const char *folder, const char *name, const char *previous, zy_error *err)
{
    char path[PATH_MAX], lines[2 * ZY_GENERATION_NAME_BYTES + 2];
    zy_status status = join(path, folder, "CURRENT", "", err);
    int len = snprintf(lines, sizeof lines, "%s\n%s%s", name, previous, *previous ? "\n" : "");
    return status ? status : zy_file_write(path, lines, (size_t)len, err);
}

static const char *text_of(zy_manifest *manifest, const json_t *from, const char *key)
{
    const char *text = json_string_value(json_object_get(from, key));
    return zy_arena_str(&manifest->arena, text ? text : "");
}

static bool read_segment(zy_manifest *manifest, const json_t *from, zy_segment_entry *to)
{
    to->name = text_of(manifest, from, "name");
    json_int_t docs = json_integer_value(json_object_get(from, "articles"));
    if (docs <= 0 || docs > INT32_MAX)
        return false;
    to->docs = (uint32_t)docs;
    to->units = (uint32_t)json_integer_value(json_object_get(from, "units"));
    const json_t *gone = json_object_get(from, "gone");
    to->gone_count = json_array_size(gone);
    to->gone = ZY_ARENA_ARRAY(&manifest->arena, uint32_t, to->gone_count);
    for (size_t i = 0; to->gone && i < to->gone_count; i++) {
        json_int_t doc = json_integer_value(json_array_get(gone, i));
        if (doc < 0 || doc >= docs || (i > 0 && doc <= to->gone[i - 1]))
            return false;
        to->gone[i] = (uint32_t)doc;
    }
    return to->name && to->name[0] && !strchr(to->name, '/');
}

static bool read_segments(zy_manifest *manifest, const json_t *list)
{
    manifest->segment_count = json_array_size(list);
    manifest->segments = ZY_ARENA_ARRAY(&manifest->arena, zy_segment_entry, manifest->segment_count);
    for (size_t i = 0; manifest->segments && i < manifest->segment_count; i++)
        if (!read_segment(manifest, json_array_get(list, i), &manifest->segments[i]))
            return false;
    return true;
}

static zy_status wrong_schema(const char *folder, json_int_t schema, zy_error *err)
{
    zy_status status = zy_fail(err, ZY_WRONG_SCHEMA, "%s 的索引格式是第 %lld 版，本程序需要第 %d 版", folder,
                               (long long)schema, ZY_INDEX_SCHEMA);
    zy_hint(err, "请用本版本运行 zy-index --rebuild");
    return status;
}

zy_status zy_manifest_read(const char *folder, const char *name, zy_manifest *out, zy_error *err)
{
    char path[PATH_MAX], *text;
    size_t len;
    zy_status status = join(path, folder, name, ".json", err);
    if (!status)
        status = zy_file_read(path, MANIFEST_BYTES, &text, &len, err);
    if (status)
        return status;
    json_error_t where;
    json_t *root = json_loadb(text, len, 0, &where);
    free(text);
    zy_manifest manifest = {0};
    json_int_t schema = json_integer_value(json_object_get(root, "schema"));
    if (!json_is_object(root) || !json_is_integer(json_object_get(root, "schema"))) {
        status = zy_fail(err, ZY_CORRUPT, "%s 不完整或已损坏", path);
        zy_hint(err, "请运行 zy-index --rebuild 重建索引");
    } else if (schema != ZY_INDEX_SCHEMA) {
        status = wrong_schema(folder, schema, err);
    } else {
        manifest.number = strtoull(name + 1, NULL, 10);
        manifest.previous = text_of(&manifest, root, "previous");
        manifest.created = text_of(&manifest, root, "created");
        manifest.analyser = text_of(&manifest, root, "analyser");
        if (!read_segments(&manifest, json_object_get(root, "segments")))
            status = zy_fail(err, ZY_CORRUPT, "%s 里的索引段清单不合理", path);
        else if (manifest.arena.failed)
            status = zy_fail_memory(err);
    }
    json_decref(root);
    if (status)
        zy_manifest_free(&manifest);
    else
        *out = manifest;
    return status;
}

static json_t *segment_json(const zy_segment_entry *segment)
{
    json_t *gone = json_array();
    for (size_t i = 0; i < segment->gone_count; i++)
        json_array_append_new(gone, json_integer(segment->gone[i]));
    return json_pack("{s:s, s:i, s:I, s:o}", "name", segment->name, "articles", (int)segment->docs, "units",
                     (json_int_t)segment->units, "gone", gone);
}

zy_status zy_manifest_write(const char *folder, const zy_manifest *manifest, zy_error *err)
{
    char name[ZY_GENERATION_NAME_BYTES], path[PATH_MAX];
    zy_generation_name(manifest->number, name);
    zy_status status = join(path, folder, name, ".json", err);
    if (status)
        return status;
    json_t *segments = json_array();
    for (size_t i = 0; i < manifest->segment_count; i++)
        json_array_append_new(segments, segment_json(&manifest->segments[i]));
    json_t *root =
        json_pack("{s:i, s:s, s:s, s:s, s:o}", "schema", ZY_INDEX_SCHEMA, "created", manifest->created,
                  "analyser", manifest->analyser, "previous", manifest->previous, "segments", segments);
    char *text = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
    status = text ? zy_file_write(path, text, strlen(text), err) : zy_fail_memory(err);
    free(text);
    json_decref(root);
    return status;
}

void zy_manifest_free(zy_manifest *manifest)
{
    if (!manifest)
        return;
    zy_arena_free(&manifest->arena);
    *manifest = (zy_manifest){0};
}
