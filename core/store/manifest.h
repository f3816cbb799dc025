/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A generation's manifest: which segments make the index, which of their articles are gone, and how it was
 * made.
 *
 *   FOLDER/CURRENT          the name of the generation that answers, g000012, and on a second line the one
 * before FOLDER/g000012.json     its manifest FOLDER/g000012.lexicon  the lexicon it was made with,
 * FOLDER/g000012.vocabulary the words for suggestions, FOLDER/g000012.sources  what was read: a line of JSON
 * a file FOLDER/s000012.zys …    segments, shared between generations
 *
 * A generation is published by renaming a new CURRENT over the old one; everything it names is on disk
 * before.
 */
#ifndef ZY_STORE_MANIFEST_H
#define ZY_STORE_MANIFEST_H

#include "base/arena.h"
#include "zy.h"

enum { ZY_INDEX_SCHEMA = 1, ZY_GENERATION_NAME_BYTES = 32 };

typedef struct {
    const char *name; /* of its files, without ending */
    uint32_t docs, units;
    uint32_t *gone; /* articles no longer in the archive, ascending */
    size_t gone_count;
} zy_segment_entry;

typedef struct {
    uint64_t number;      /* 12 of g000012 */
    const char *previous; /* name of the generation before, kept for going back, or "" */
    const char *created;  /* 2025-01-03T10:20:30Z */
    const char *analyser; /* fingerprint of folding, cutting and lexicon */
    zy_segment_entry *segments;
    size_t segment_count;
    zy_arena arena;
} zy_manifest;

/* Reads CURRENT.  ZY_NO_INDEX when there is none. */
ZY_CHECKED zy_status zy_current_read(const char *folder, char name[ZY_GENERATION_NAME_BYTES], zy_error *err);
/* The same, and the generation before as CURRENT tells it, or ""; `previous` may be NULL. */
ZY_CHECKED zy_status zy_current_read_both(const char *folder, char name[ZY_GENERATION_NAME_BYTES],
                                          char previous[ZY_GENERATION_NAME_BYTES], zy_error *err);
/* `previous` is "" when there is none. */
ZY_CHECKED zy_status zy_current_write(const char *folder, const char *name, const char *previous,
                                      zy_error *err);

ZY_CHECKED zy_status zy_manifest_read(const char *folder, const char *name, zy_manifest *out, zy_error *err);
ZY_CHECKED zy_status zy_manifest_write(const char *folder, const zy_manifest *manifest, zy_error *err);
void zy_manifest_free(zy_manifest *manifest);

void zy_generation_name(uint64_t number, char name[ZY_GENERATION_NAME_BYTES]);

#endif
