/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files: read under a limit, mapped, written so that a crash leaves the old or the new one. */
#ifndef ZY_BASE_FILE_H
#define ZY_BASE_FILE_H

#include "base/arena.h"
#include "zy.h"

/* Reads a regular file whole.  FIFOs, devices and folders are refused (they could block for ever); a file
 * beyond limit_bytes is ZY_TOO_LARGE; one that cannot be opened is ZY_IO with the reason.  *out is malloc's,
 * NUL-terminated. */
ZY_CHECKED zy_status zy_file_read(const char *path, size_t limit_bytes, char **out, size_t *len_bytes,
                                  zy_error *err);

typedef struct {
    const void *data;
    size_t len_bytes;
} zy_map;

/* Maps a regular file read-only; an empty file gives data == NULL. */
ZY_CHECKED zy_status zy_map_open(const char *path, zy_map *out, zy_error *err);
void zy_map_close(zy_map *map);

/* Writes path.tmp, syncs it, renames it over path and syncs the folder. */
ZY_CHECKED zy_status zy_file_write(const char *path, const void *data, size_t len_bytes, zy_error *err);

/* Is there anything of that name?  A disk's error is an error, and no answer. */
ZY_CHECKED zy_status zy_file_exists(const char *path, bool *there, zy_error *err);

/* The names in a folder, all of them or none; in the arena. */
ZY_CHECKED zy_status zy_folder_list(const char *folder, zy_arena *arena, const char *const **names,
                                    size_t *count, zy_error *err);

ZY_CHECKED zy_status zy_file_sync(const char *path, zy_error *err); /* fsync of a file or folder by name */
ZY_CHECKED zy_status zy_make_folder(const char *path,
                                    zy_error *err); /* one level; an existing folder is fine */
void zy_remove_tree(const char *path);              /* best effort, never follows symbolic links */

#endif
