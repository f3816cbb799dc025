/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the store holds and does not show: articles on the take-down list, and numbers that are somebody's. */
#ifndef ZY_SEARCH_HIDDEN_H
#define ZY_SEARCH_HIDDEN_H

#include "search/internal.h"

/* Reads list and settings of the folder and hides what they say; `before` (may be NULL) is the store this one
 * takes the place of. */
ZY_CHECKED zy_status zy_hidden_open(zy_store *store, const zy_store *before, zy_error *err);
void zy_hidden_close(zy_store *store);

/* Looks whether the list or the settings have changed, and obeys; *changed is set, never cleared. */
ZY_CHECKED zy_status zy_hidden_refresh(zy_store *store, bool *changed, zy_error *err);

/* Is the article with this id held and hidden?  And the line that names it, or NULL when a string hides it.
 */
bool zy_hidden_has(const zy_store *store, const char *id);
const zy_takedown_entry *zy_hidden_entry(const zy_store *store, const char *id);

/* Leaves out what must not be shown, and tells how many articles that are. */
uint64_t zy_hidden_drop(const zy_store *store, zy_matches *matches);

/* Makes the count that of articles shown; false when none of them holds the entry's text. */
bool zy_hidden_entry_shown(zy_store *store, zy_entry *entry);

/* How an occurrence stands to the covered digits of somebody's number. */
typedef enum {
    ZY_COVER_NONE, /* touches none */
    ZY_COVER_PART, /* some of a number's: as though it did not stand there, or digits could be guessed one by
                      one */
    ZY_COVER_WHOLE /* the number and no less: found, and not shown */
} zy_cover;

zy_cover zy_cover_of(const zy_segment *segment, uint32_t at, uint32_t len);

/* May an occurrence of the needle touch such a number at all?  Asked once a needle. */
bool zy_may_touch_numbers(const zy_store *store, const uint16_t *units, size_t count);

/* As zy_source_restore, with the covered digits as '*', one for one, so that places stay as they are. */
ZY_CHECKED zy_status zy_shown_restore(const zy_store *store, const zy_segment *segment, uint32_t doc,
                                      uint32_t from, uint32_t end, zy_source *out, zy_error *err);

/* A copy for showing of a string that is kept as it is: names, sections. */
const char *zy_shown_string(const zy_store *store, zy_arena *arena, const char *text);

#endif
