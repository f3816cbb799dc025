/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One run of the indexer, shared by the files that do its steps. */
#ifndef ZY_INDEX_RUN_H
#define ZY_INDEX_RUN_H

#include "base/intern.h"
#include "index/notes.h"
#include "index/pool.h"
#include "index/sources.h"
#include "issue/reader.h"
#include "store/generation.h"

typedef struct {
    const zy_index_options *options;
    const char *const *paths; /* named, from the root */
    size_t path_count;
    zy_index_result *result;
    zy_lexicon *lexicon;
    zy_analyser analyser;
    zy_generation *old;  /* NULL when there is none, or it was made by another analyser */
    uint64_t new_number; /* of the generation in the making: above all that are in the folder */
    char old_name[ZY_GENERATION_NAME_BYTES]; /* of the generation that answers now, or "" */
    zy_sources old_sources, sources;         /* of the last run, of this one */
    zy_notes old_notes;                      /* of earlier runs */
    uint64_t **gone;                         /* a bit an article for each old segment: leaves with this run */
    zy_intern ids;        /* of all articles seen in this run: a second with the same is refused */
    zy_pool *pool;        /* NULL in a dry run */
    zy_manifest manifest; /* the new one */
    zy_notes notes;
    int lock_fd;
    char scratch[4096];
    bool lexicon_changed,
        cuts_otherwise; /* the lexicon is another than the old generation's, and cuts otherwise */
} zy_run;

/* What happens with a unit. */
typedef enum {
    ZY_UNIT_SAME,   /* as it was: its articles stay */
    ZY_UNIT_READ,   /* new, changed, or refused before: read */
    ZY_UNIT_WAITING /* still being written: its articles stay as they were */
} zy_unit_fate;

/* run_lock.c: one indexer at a time. */
ZY_CHECKED zy_status zy_run_lock(zy_run *run, zy_error *err);
void zy_run_unlock(zy_run *run);

/* run_look.c: which units must be read; what of the index stays and what goes.  `looked` gets a line for each
 * file of the units, in their order; fates[u] is unit u's. */
ZY_CHECKED zy_status zy_run_look(zy_run *run, const zy_units *units, zy_sources *looked, zy_unit_fate *fates,
                                 zy_error *err);
/* The unit's articles stay after all. */
ZY_CHECKED zy_status zy_run_keep(zy_run *run, const zy_unit *unit, zy_error *err);
/* Is the file not there?  One that cannot be asked after, for an error of the disk, is not gone. */
bool zy_run_has_gone(const char *path);
/* Signs and hashes the file; false when it is not there. */
bool zy_run_look_at(const zy_run *run, zy_source_file *file);

/* run_read.c: what is new, changed and gone. */
ZY_CHECKED zy_status zy_run_read(zy_run *run, const char *const *paths, size_t count, zy_error *err);

/* run_changes.c: what a run changes, counted and, for a dry run, told. */
bool zy_run_is_gone(const zy_run *run, size_t segment, uint32_t doc);
bool zy_run_changes_articles(const zy_run *run);
ZY_CHECKED zy_status zy_run_count(zy_run *run, zy_error *err);
void zy_run_tell(zy_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* run_publish.c: manifest, side files, checks, CURRENT. */
ZY_CHECKED zy_status zy_run_publish(zy_run *run, zy_error *err);

/* clear_away.c: only files with an index's own names are touched, and none while it cannot be told what is
 * needed. Removes what neither the generation `name` nor the one before it needs … */
void zy_clear_away(const char *folder, const char *name);
/* … what belongs to no generation with a manifest … */
void zy_clear_left_overs(const char *folder);
/* … what was made for the generation with this number, which came to nothing. */
void zy_clear_number(const char *folder, uint64_t number);
/* The highest number of a generation whose files, whole or not, are in the folder; 0: none. */
ZY_CHECKED zy_status zy_highest_number(const char *folder, uint64_t *highest, zy_error *err);

/* Something whoever runs the indexer should know. */
void zy_run_notice(zy_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool zy_run_progress(zy_run *run, const char *phase, uint64_t done, uint64_t all);

/* Says that a phase begins; ZY_TIMEOUT when the caller wishes to stop. */
ZY_CHECKED zy_status zy_run_phase(zy_run *run, const char *phase, zy_error *err);

#endif
