/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The take-down list: FOLDER/takedown.txt, kept by the clerk with any editor.
 *
 * In: the file.  Out: its entries, and a Chinese sentence for every line that is not as it should be.  A line
 * that can be read in two ways is read so that more is hidden; one that says nothing hides nothing and is
 * reported.  A file that cannot be read at all is an error: better no answer than one that shows what was
 * taken down.
 *
 *   文章  125-2-03     隐私    2025-03-01  当事人来电
 *   字样  “张某某”     未成年人  2025-03-01
 */
#ifndef ZY_SEARCH_TAKEDOWN_H
#define ZY_SEARCH_TAKEDOWN_H

#include "base/arena.h"
#include "base/vec.h"
#include "zy.h"

typedef enum {
    ZY_TAKEDOWN_ARTICLE, /* by its id */
    ZY_TAKEDOWN_STRING,  /* every article that holds the string, folded */
    ZY_TAKEDOWN_EITHER   /* the line does not say: an article with this id, or else a string */
} zy_takedown_kind;

typedef struct {
    zy_takedown_kind kind;
    const char *text;
    const char *reason; /* one of the reason codes, or "" */
    int line;
    uint32_t hides; /* articles, once applied; each counts for the first line that hides it */
} zy_takedown_entry;

typedef struct {
    zy_vec entries; /* zy_takedown_entry */
    zy_vec notes;   /* const char *: what is wrong with lines */
    uint64_t hash;  /* of what it hides; 0 when there is nothing */
    zy_arena arena;
} zy_takedown;

/* Reads the list; a missing file is an empty one. */
ZY_CHECKED zy_status zy_takedown_read(const char *folder, zy_takedown *out, zy_error *err);
/* Adds the entries of another list. */
ZY_CHECKED zy_status zy_takedown_add(zy_takedown *to, const zy_takedown *from, zy_error *err);
void zy_takedown_free(zy_takedown *list);

#endif
