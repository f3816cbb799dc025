/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of sources as JSON Lines beside the manifest. */
#include "index/sources.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SOURCES_BYTES = 1 << 30 };

static zy_status path_of(char path[PATH_MAX], const char *folder, const char *generation, zy_error *err)
{
    return snprintf(path, PATH_MAX, "%s/%s.sources", folder, generation) >= PATH_MAX
               ? zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", folder)
               : ZY_OK;
}

zy_source_file *zy_sources_add(zy_sources *sources, const char *path, const char *unit)
{
    if (sources->count == sources->cap) {
        size_t cap = 2 * sources->cap + 16;
        zy_source_file *more = realloc(sources->items, cap * sizeof *more);
        if (!more)
            return NULL;
        sources->items = more;
        sources->cap = cap;
    }
    zy_source_file *file = &sources->items[sources->count];
    *file = (zy_source_file){.path = zy_arena_str(&sources->arena, path),
                             .unit = zy_arena_str(&sources->arena, unit)};
    if (!file->path || !file->unit)
        return NULL;
    sources->count++;
    return file;
}

zy_source_file *zy_sources_copy(zy_sources *sources, const zy_source_file *from)
{
    zy_source_file *file = zy_sources_add(sources, from->path, from->unit);
    if (file) {
        memcpy(file->sha256, from->sha256, sizeof file->sha256);
        file->sign = from->sign;
        file->refused = from->refused;
        file->fresh = from->fresh;
    }
    return file;
}

/* ---- Names that are no UTF-8 go into JSON by their bytes ---- */

static const char hex_digits[] = "0123456789abcdef";

static json_t *name_json(const char *name)
{
    json_t *text = json_string(name);
    zy_buf hex = {0};
    if (text)
        return text;
    zy_buf_char(&hex, '\0'); /* stands in no name */
    for (const unsigned char *c = (const unsigned char *)name; *c; c++) {
        zy_buf_char(&hex, hex_digits[*c >> 4]);
        zy_buf_char(&hex, hex_digits[*c & 15]);
    }
    text = hex.failed ? NULL : json_stringn(hex.data, hex.len_bytes);
    zy_buf_free(&hex);
    return text;
}

static const char *name_of(zy_arena *arena, const json_t *value)
{
    const char *text = json_string_value(value);
    size_t len = json_string_length(value);
    if (!text || len == 0 || *text)
        return text;
    char *name = zy_arena_get(arena, len / 2 + 1, 1);
    for (size_t i = 0; name && i + 1 < len / 2 + 1 && 2 * i + 2 < len; i++) {
        const char *high = strchr(hex_digits, text[2 * i + 1]), *low = strchr(hex_digits, text[2 * i + 2]);
        if (high && low)
            name[i] = (char)((high - hex_digits) << 4 | (low - hex_digits));
    }
    return name;
}

static json_t *sign_json(const zy_file_sign *sign)
{
    return json_pack("[I, I, I, I, I]", (json_int_t)sign->mtime_ns, (json_int_t)sign->ctime_ns,
                     (json_int_t)sign->size_bytes, (json_int_t)sign->inode, (json_int_t)sign->device);
}

static zy_file_sign sign_of(const json_t *list)
{
    json_int_t n[5];
    for (size_t i = 0; i < 5; i++)
        n[i] = json_integer_value(json_array_get(list, i));
    return (zy_file_sign){n[0], n[1], n[2], (uint64_t)n[3], (uint64_t)n[4]};
}

static zy_status read_line(zy_sources *sources, const char *line, size_t len, zy_error *err)
{
    json_t *row = json_loadb(line, len, JSON_ALLOW_NUL, NULL);
    const char *path = name_of(&sources->arena, json_object_get(row, "path"));
    const char *unit = name_of(&sources->arena, json_object_get(row, "unit"));
    const char *sha256 = json_string_value(json_object_get(row, "sha256"));
    zy_status status = ZY_OK;
    if (!path || !unit || !sha256 || strlen(sha256) > 64) {
        status = zy_fail(err, ZY_CORRUPT, "索引的来源清单已损坏");
        zy_hint(err, "请运行 zy-index --rebuild 重建索引");
    } else {
        zy_source_file *file = zy_sources_add(sources, path, unit);
        if (!file) {
            status = zy_fail_memory(err);
        } else {
            snprintf(file->sha256, sizeof file->sha256, "%s", sha256);
            file->refused = json_is_true(json_object_get(row, "refused"));
            file->sign = sign_of(json_object_get(row, "sign"));
        }
    }
    json_decref(row);
    return status;
}

zy_status zy_sources_read(const char *folder, const char *generation, zy_sources *out, zy_error *err)
{
    char path[PATH_MAX], *text;
    size_t len;
    zy_sources sources = {0};
    bool there = false;
    zy_status status = path_of(path, folder, generation, err);
    if (!status)
        status = zy_file_exists(path, &there, err);
    if (!status && !there) {
        *out = sources;
        return ZY_OK;
    }
    if (!status)
        status = zy_file_read(path, SOURCES_BYTES, &text, &len, err);
    if (status)
        return status;
    for (char *line = text, *end; !status && line < text + len; line = end + 1) {
        end = memchr(line, '\n', (size_t)(text + len - line));
        if (!end)
            end = text + len;
        status = read_line(&sources, line, (size_t)(end - line), err);
    }
    free(text);
    if (status) {
        zy_sources_free(&sources);
        return status;
    }
    zy_sources_sort(&sources);
    *out = sources;
    return ZY_OK;
}

zy_status zy_sources_write(const char *folder, const char *generation, const zy_sources *sources,
                           zy_error *err)
{
    char path[PATH_MAX];
    zy_status status = path_of(path, folder, generation, err);
    zy_buf lines = {0};
    for (size_t i = 0; i < sources->count && !status; i++) {
        const zy_source_file *file = &sources->items[i];
        json_t *row = json_pack("{s:o, s:o, s:s}", "path", name_json(file->path), "unit",
                                name_json(file->unit), "sha256", file->sha256);
        if (row && file->sign.inode && !file->fresh)
            json_object_set_new(row, "sign", sign_json(&file->sign));
        if (row && file->refused)
            json_object_set_new(row, "refused", json_true());
        char *line = row ? json_dumps(row, JSON_COMPACT) : NULL;
        zy_buf_str(&lines, line);
        zy_buf_char(&lines, '\n');
        lines.failed |= !line;
        free(line);
        json_decref(row);
    }
    if (!status)
        status = lines.failed ? zy_fail_memory(err)
                              : zy_file_write(path, lines.data ? lines.data : "", lines.len_bytes, err);
    zy_buf_free(&lines);
    return status;
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const zy_source_file *)left)->path, ((const zy_source_file *)right)->path);
}

void zy_sources_sort(zy_sources *sources)
{
    if (sources->count)
        qsort(sources->items, sources->count, sizeof *sources->items, by_path);
}

zy_source_file *zy_sources_find(const zy_sources *sources, const char *path)
{
    zy_source_file key = {.path = path};
    return sources->count ? bsearch(&key, sources->items, sources->count, sizeof key, by_path) : NULL;
}

void zy_sources_free(zy_sources *sources)
{
    if (!sources)
        return;
    free(sources->items);
    zy_arena_free(&sources->arena);
    *sources = (zy_sources){0};
}

static int64_t ns_of(struct timespec time)
{
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

bool zy_file_sign_of(const char *path, zy_file_sign *out)
{
    struct stat about;
    *out = (zy_file_sign){0};
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    *out = (zy_file_sign){ns_of(about.st_mtim), ns_of(about.st_ctim), (int64_t)about.st_size,
                          (uint64_t)about.st_ino, (uint64_t)about.st_dev};
    return true;
}

bool zy_file_sign_same(const zy_file_sign *a, const zy_file_sign *b)
{
    return a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns && a->size_bytes == b->size_bytes &&
           a->inode == b->inode && a->device == b->device;
}

zy_status zy_file_sha256(const char *path, char hex[65], zy_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about;
    if (fd < 0)
        return zy_fail_errno(err, ZY_IO, errno, "打不开 %s", path);
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        close(fd);
        return zy_fail(err, ZY_IO, "%s 不是普通文件，未读取", path);
    }
    static _Thread_local uint8_t block[1 << 16];
    struct sha256_ctx state;
    sha256_init(&state);
    ssize_t got;
    while ((got = read(fd, block, sizeof block)) > 0 || (got < 0 && errno == EINTR))
        if (got > 0)
            sha256_update(&state, (size_t)got, block);
    int reason = errno;
    close(fd);
    if (got < 0)
        return zy_fail_errno(err, ZY_IO, reason, "读 %s 时出错", path);
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&state, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return ZY_OK;
}
