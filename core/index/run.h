/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One run of the indexer, shared by the files that do its steps. */
#ifndef ZY_INDEX_RUN_H
#define ZY_INDEX_RUN_H

#include "base/intern.h"
#include "index/pool.h"
#include "index/sources.h"
#include "issue/reader.h"
#include "store/generation.h"

/* Notes kept for the report, whichever reader made them. */
typedef struct {
    zy_note *items;
    size_t count, cap;
    zy_arena arena;
} zy_notes;

typedef struct {
    const zy_index_options *options;
    zy_index_result *result;
    zy_lexicon *lexicon;
    zy_analyser analyser;
    zy_generation *old;  /* NULL when there is none, or it was made by another analyser */
    uint64_t old_number; /* of the generation that answers now, 0 when none */
    char old_name[ZY_GENERATION_NAME_BYTES];
    zy_sources old_sources, sources; /* of the last run, of this one */
    uint64_t **gone;                 /* a bit an article for each old segment: leaves with this run */
    zy_intern ids;                   /* of all articles seen in this run: a second with the same is refused */
    zy_pool *pool;
    zy_manifest manifest; /* the new one */
    zy_notes notes;
    int lock_fd;
    char scratch[4096];
    bool changed;
} zy_run;

/* run_lock.c: one indexer at a time. */
ZY_CHECKED zy_status zy_run_lock(zy_run *run, zy_error *err);
void zy_run_unlock(zy_run *run);

/* run_read.c: what is new, changed and gone. */
ZY_CHECKED zy_status zy_run_read(zy_run *run, const char *const *paths, size_t count, zy_error *err);

/* run_publish.c: manifest, side files, checks, CURRENT, and clearing away. */
ZY_CHECKED zy_status zy_run_publish(zy_run *run, zy_error *err);
void zy_run_clear_away(const char *folder, const zy_manifest *kept);

/* notes.c */
void zy_notes_take(zy_notes *notes, const zy_articles *set);
void zy_notes_add(zy_notes *notes, zy_note_kind kind, const char *code, const char *source, int line,
                  const char *format, ...) __attribute__((format(printf, 6, 7)));
void zy_notes_report(zy_run *run); /* fills the result's report and refusals */
void zy_notes_free(zy_notes *notes);

bool zy_run_progress(zy_run *run, const char *phase, uint64_t done, uint64_t all);

/* Says that a phase begins; ZY_TIMEOUT when the caller wishes to stop. */
ZY_CHECKED zy_status zy_run_phase(zy_run *run, const char *phase, zy_error *err);

#endif
