/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the index was made from: each file with the SHA-256 of its bytes, and the unit it was read in. */
#ifndef ZY_INDEX_SOURCES_H
#define ZY_INDEX_SOURCES_H

#include "base/arena.h"
#include "zy.h"

/* What tells without reading it that a file is as it was; all 0: nothing does. */
typedef struct {
    int64_t mtime_ns, ctime_ns, size_bytes;
    uint64_t inode, device;
} zy_file_sign;

typedef struct {
    const char *path;
    char sha256[65]; /* hexadecimal; "" when the file could not be read */
    zy_file_sign sign;
    bool fresh; /* written just before it was looked at: its sign may not tell another change, and is not kept
                 */
    const char *unit; /* path of the unit it belongs to: itself, or the folder of its issue */
    bool refused;     /* it, or an article of it, is not in the index: read again next time */
    bool seen;        /* in the run at hand */
} zy_source_file;

typedef struct {
    zy_source_file *items; /* sorted by path once zy_sources_sort was called */
    size_t count, cap;
    zy_arena arena;
} zy_sources;

/* Reads FOLDER/NAME.sources; a missing file is an empty list. */
ZY_CHECKED zy_status zy_sources_read(const char *folder, const char *generation, zy_sources *out,
                                     zy_error *err);
ZY_CHECKED zy_status zy_sources_write(const char *folder, const char *generation, const zy_sources *sources,
                                      zy_error *err);

zy_source_file *zy_sources_add(zy_sources *sources, const char *path,
                               const char *unit); /* NULL: out of memory */
/* A line of another list as it stands. */
zy_source_file *zy_sources_copy(zy_sources *sources, const zy_source_file *from);
void zy_sources_sort(zy_sources *sources);
zy_source_file *zy_sources_find(const zy_sources *sources, const char *path); /* sorted only */
void zy_sources_free(zy_sources *sources);

/* The file's sign as it is now; false when there is no such regular file. */
bool zy_file_sign_of(const char *path, zy_file_sign *out);
bool zy_file_sign_same(const zy_file_sign *a, const zy_file_sign *b);

/* The hash of a file's bytes; ZY_IO or ZY_TOO_LARGE as zy_file_read says it. */
ZY_CHECKED zy_status zy_file_sha256(const char *path, char hex[65], zy_error *err);

#endif
