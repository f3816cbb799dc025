/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was noticed, for the report.  Notes about what a source holds last as long as the source is as it was:
 * they are kept beside the generation, so that a report is about the whole archive, not the last run alone.
 */
#ifndef ZY_INDEX_NOTES_H
#define ZY_INDEX_NOTES_H

#include "issue/article.h"

typedef struct {
    zy_note note;
    bool lasting; /* about a source, not about this run */
    bool carried; /* from an earlier run */
} zy_kept_note;

typedef struct {
    zy_kept_note *items;
    size_t count, cap;
    zy_arena arena;
    bool failed;
} zy_notes;

/* Takes a reader's notes, which last; copies them. */
void zy_notes_take(zy_notes *notes, const zy_articles *set);
/* Takes one of an earlier run. */
void zy_notes_carry(zy_notes *notes, const zy_note *note);
/* Adds one of this run. */
void zy_notes_add(zy_notes *notes, zy_note_kind kind, const char *code, const char *source, int line,
                  const char *format, ...) __attribute__((format(printf, 6, 7)));
void zy_notes_free(zy_notes *notes);

/* The lasting ones to and from FOLDER/NAME.notes; a missing file is an empty list. */
ZY_CHECKED zy_status zy_notes_write(const char *folder, const char *name, const zy_notes *notes,
                                    zy_error *err);
ZY_CHECKED zy_status zy_notes_read(const char *folder, const char *name, zy_notes *out, zy_error *err);

#endif
