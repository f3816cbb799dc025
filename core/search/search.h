/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the indexer asks of the search beyond the public header. */
#ifndef ZY_SEARCH_SEARCH_H
#define ZY_SEARCH_SEARCH_H

#include "base/arena.h"
#include "base/vec.h"
#include "zy.h"

/* As zy_open, for a generation that is written but not yet current. */
ZY_CHECKED zy_status zy_open_generation(const char *folder, const char *name, zy_store **out, zy_error *err);

/* ---- Does an index find its own articles?  selfcheck.c ---- */

/* Articles are numbered through: 0 … zy_selfcheck_count - 1, those that are gone or hidden among them. */
uint32_t zy_selfcheck_count(const zy_store *store);

/* What was asked and what came, of a question that went wrong; the texts are malloc's. */
typedef struct {
    zy_buf asked, came;
    bool wrong;
} zy_selfcheck;

/* Asks for the article's headline, pasted whole: it must come first, or another with the same headline. */
ZY_CHECKED zy_status zy_selfcheck_headline(zy_store *store, uint32_t doc, zy_selfcheck *out, zy_error *err);

/* Asks for any four characters in a row of every `every`th sentence of the article, from `*sentence` on,
 * which is counted up over articles; *asked counts the questions. */
ZY_CHECKED zy_status zy_selfcheck_text(zy_store *store, uint32_t doc, size_t every, size_t *sentence,
                                       size_t *asked, zy_selfcheck *out, zy_error *err);
void zy_selfcheck_free(zy_selfcheck *check);

/* ---- Possible slips of the pen, for the clerk: slips.c ---- */

/* A string that stands once in the archive and sounds or looks, but for one character, like a frequent word.
 */
typedef struct {
    const char *text, *meant;
    const char *why;         /* 同音, 形近 */
    uint64_t articles;       /* that hold `meant` */
    const char *id, *source; /* of the article it stands in */
    const char *context;     /* the text around it, in the source's letters */
    int first_line, last_line;
} zy_slip;

/* Appends the slips of articles from number `from` on, the most likely first; `out` is a ZY_VEC of zy_slip,
 * texts live in the arena.  Of very much text only the newest is looked at. */
ZY_CHECKED zy_status zy_slips_find(zy_store *store, uint32_t from, zy_arena *arena, zy_vec *out,
                                   zy_error *err);

/* The take-down list line by line, with what each hides, and what is wrong with it or the settings. */
void zy_takedown_text(const zy_store *store, zy_buf *out);

/* Is there an article with this id or headline that the take-down list hides? */
bool zy_store_hides(const zy_store *store, const char *name);

#endif
