/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A generation open for reading: its segments, mapped, and their words as one Xapian database.  Never
 * changes, and stays readable after its files have been replaced. */
#ifndef ZY_STORE_GENERATION_H
#define ZY_STORE_GENERATION_H

#include "store/manifest.h"
#include "store/segment.h"
#include "xapian_c.h"

typedef struct {
    char name[ZY_GENERATION_NAME_BYTES];
    char *folder;
    zy_manifest manifest;
    zy_segment *segments;
    size_t segment_count;
    uint64_t **gone_bits; /* a bit field for each segment, NULL where nothing is gone */
    uint32_t doc_count;   /* over all segments, the gone ones too: documents are numbered through */
    uint32_t live_count;  /* without them */
    xc_reader *words;     /* NULL for an empty index */
    char problem[256];    /* why this one was opened instead of the current one, or "" */
} zy_generation;

/* Opens the generation `name`, or the current one when it is NULL.  When the current one cannot be told or is
 * damaged, the newest before it that is known to have answered once is opened in its place, and says so. */
ZY_CHECKED zy_status zy_generation_open(const char *folder, const char *name, zy_generation **out,
                                        zy_error *err);
void zy_generation_close(zy_generation *generation);

/* The segment that holds document number `doc`; *local is its number there. */
const zy_segment *zy_generation_segment(const zy_generation *generation, uint32_t doc, uint32_t *local);

/* The document with this id, or -1; gone ones are not found. */
int64_t zy_generation_find_id(const zy_generation *generation, const char *id);

/* Maps one of the generation's side files (ending ".lexicon", ".vocabulary"); a missing one gives an empty
 * map. */
ZY_CHECKED zy_status zy_generation_map(const zy_generation *generation, const char *ending, zy_map *out,
                                       zy_error *err);

/* A shim failure as one of ours. */
ZY_CHECKED zy_status zy_fail_xapian(zy_error *err, const xc_error *from);

#endif
