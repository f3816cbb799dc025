/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files through plain system calls; every failure names the path. */
#include "base/file.h"

#include "base/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* O_NONBLOCK: opening a FIFO nobody writes to must not hang before fstat can refuse it. */
static zy_status open_regular(const char *path, int *fd, size_t *size_bytes, zy_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return zy_fail_errno(err, ZY_IO, errno, "打不开 %s", path);
    struct stat about;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
        close(file);
        return zy_fail(err, ZY_IO, "%s 不是普通文件，未读取", path);
    }
    *fd = file;
    *size_bytes = (size_t)about.st_size;
    return ZY_OK;
}

/* Reads to the end of file as it is now: a file may grow or shrink while it is read. */
static zy_status read_all(int fd, const char *path, size_t limit_bytes, char **data, size_t *len_bytes,
                          zy_error *err)
{
    size_t cap = *len_bytes + 1, used = 0;
    char *bytes = malloc(cap + 1);
    while (bytes) {
        ssize_t got = read(fd, bytes + used, cap - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            zy_status status = zy_fail_errno(err, ZY_IO, errno, "读 %s 时出错", path);
            free(bytes);
            return status;
        }
        used += (size_t)got;
        if (got == 0 || used > limit_bytes)
            break;
        if (used == cap) {
            char *more = realloc(bytes, 2 * cap + 1);
            if (!more) {
                free(bytes);
                return zy_fail_memory(err);
            }
            bytes = more;
            cap *= 2;
        }
    }
    if (!bytes)
        return zy_fail_memory(err);
    if (used > limit_bytes) {
        free(bytes);
        return zy_fail(err, ZY_TOO_LARGE, "%s 超过 %zu MB 的上限，未读取", path, limit_bytes >> 20);
    }
    bytes[used] = '\0';
    *data = bytes;
    *len_bytes = used;
    return ZY_OK;
}

zy_status zy_file_read(const char *path, size_t limit_bytes, char **out, size_t *len_bytes, zy_error *err)
{
    int fd;
    size_t size;
    zy_status status = open_regular(path, &fd, &size, err);
    if (status)
        return status;
    if (size > limit_bytes)
        status = zy_fail(err, ZY_TOO_LARGE, "%s 有 %zu MB，超过 %zu MB 的上限，未读取", path, size >> 20,
                         limit_bytes >> 20);
    char *data = NULL;
    if (!status)
        status = read_all(fd, path, limit_bytes, &data, &size, err);
    close(fd);
    if (!status) {
        *out = data;
        *len_bytes = size;
    }
    return status;
}

zy_status zy_map_open(const char *path, zy_map *out, zy_error *err)
{
    int fd;
    size_t size;
    zy_status status = open_regular(path, &fd, &size, err);
    if (status)
        return status;
    void *data = size ? mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0) : NULL;
    int reason = errno;
    close(fd);
    if (data == MAP_FAILED)
        return zy_fail_errno(err, ZY_IO, reason, "映射不了 %s", path);
    *out = (zy_map){.data = data, .len_bytes = size};
    return ZY_OK;
}

void zy_map_close(zy_map *map)
{
    if (map && map->data)
        munmap((void *)(uintptr_t)map->data, map->len_bytes);
    if (map)
        *map = (zy_map){0};
}

zy_status zy_file_exists(const char *path, bool *there, zy_error *err)
{
    struct stat about;
    int failed = lstat(path, &about);
    if (failed && errno != ENOENT && errno != ENOTDIR)
        return zy_fail_errno(err, ZY_IO, errno, "看不了 %s", path);
    *there = !failed;
    return ZY_OK;
}

/* Room for one more name; they double, and what is left behind is the arena's. */
static const char **grow_names(zy_arena *arena, const char **names, size_t count)
{
    if (count & (count - 1) && count)
        return names;
    const char **more = ZY_ARENA_ARRAY(arena, const char *, count ? 2 * count : 1);
    if (more && count)
        memcpy(more, names, count * sizeof *more);
    return more;
}

zy_status zy_folder_list(const char *folder, zy_arena *arena, const char *const **names, size_t *count,
                         zy_error *err)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return zy_fail_errno(err, ZY_IO, errno, "看不了文件夹 %s", folder);
    const char **list = NULL;
    size_t n = 0;
    struct dirent *entry;
    while (errno = 0, (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        list = grow_names(arena, list, n);
        if (!list)
            break;
        list[n++] = zy_arena_str(arena, entry->d_name);
    }
    int reason = entry ? 0 : errno;
    closedir(dir);
    if (reason)
        return zy_fail_errno(err, ZY_IO, reason, "看不了文件夹 %s", folder);
    if (arena->failed)
        return zy_fail_memory(err);
    *names = list;
    *count = n;
    return ZY_OK;
}

zy_status zy_file_sync(const char *path, zy_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return zy_fail_errno(err, ZY_IO, errno, "打不开 %s", path);
    int failed = fsync(fd), reason = errno;
    close(fd);
    return failed ? zy_fail_errno(err, ZY_IO, reason, "%s 没能写到磁盘", path) : ZY_OK;
}

static zy_status sync_folder_of(const char *path, zy_error *err)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int len = slash ? (int)(slash - path) : 0;
    const char *bare = !slash ? "." : "/"; /* a name without a folder, or a file in the root */
    if (snprintf(folder, sizeof folder, "%.*s", len, path) >= (int)sizeof folder)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", path);
    return zy_file_sync(len ? folder : bare, err);
}

static zy_status write_and_sync(int fd, const char *path, const char *data, size_t len_bytes, zy_error *err)
{
    while (len_bytes > 0) {
        ssize_t done = write(fd, data, len_bytes);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return zy_fail_errno(err, ZY_IO, errno, "写 %s 时出错", path);
        data += done;
        len_bytes -= (size_t)done;
    }
    return fsync(fd) ? zy_fail_errno(err, ZY_IO, errno, "%s 没能写到磁盘", path) : ZY_OK;
}

zy_status zy_file_write(const char *path, const void *data, size_t len_bytes, zy_error *err)
{
    char aside[PATH_MAX];
    if (snprintf(aside, sizeof aside, "%s.tmp", path) >= (int)sizeof aside)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", path);
    int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return zy_fail_errno(err, ZY_IO, errno, "不能写 %s", aside);
    zy_status status = write_and_sync(fd, aside, data, len_bytes, err);
    if (close(fd) && !status)
        status = zy_fail_errno(err, ZY_IO, errno, "写 %s 时出错", aside);
    if (!status && rename(aside, path))
        status = zy_fail_errno(err, ZY_IO, errno, "不能把 %s 换上", path);
    if (status) {
        unlink(aside);
        return status;
    }
    return sync_folder_of(path, err);
}

zy_status zy_make_folder(const char *path, zy_error *err)
{
    if (mkdir(path, 0755) == 0)
        return ZY_OK;
    int reason = errno;
    struct stat about;
    if (reason == EEXIST && stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return ZY_OK;
    return zy_fail_errno(err, ZY_IO, reason, "不能建立文件夹 %s", path);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about, (void)kind, (void)where;
    remove(path);
    return 0;
}

void zy_remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
