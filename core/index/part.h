/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Part of a segment in the making: what one worker has analysed so far.  In: articles as the readers give
 * them. Out: the tables of a segment but for the suffix array, and a Xapian database of the words.
 */
#ifndef ZY_INDEX_PART_H
#define ZY_INDEX_PART_H

#include "base/intern.h"
#include "issue/article.h"
#include "store/generation.h"
#include "text/analyser.h"
#include "text/fold.h"
#include "xapian_c.h"

typedef struct {
    const zy_analyser *analyser;
    zy_cutter *cutter; /* a clone of the analyser's */
    zy_folded folded;  /* all text so far; its edits are those of the passage at hand */
    zy_vec breaks;     /* uint64_t; bits of whole articles, one after another */
    zy_vec doc_starts, passage_first, passage_starts, passage_kinds, edit_first, docs, lists;
    zy_vec edits;
    zy_intern pairs;    /* two bytes of folded length, then source bytes */
    zy_intern strings;  /* number 0 is "" */
    uint32_t edit_unit; /* where the last edit of the article ended */
    struct zy_words *words;
    xc_writer *xapian;
    char *xapian_path;
} zy_part;

/* `xapian_path` is a folder to be made; the analyser must outlive the part. */
ZY_CHECKED zy_status zy_part_open(const char *xapian_path, const zy_analyser *analyser, zy_part **out,
                                  zy_error *err);

/* Adds one article.  On failure the part is of no further use. */
ZY_CHECKED zy_status zy_part_add(zy_part *part, const zy_article *article, uint64_t hash, zy_error *err);

static inline uint32_t zy_part_docs(const zy_part *part)
{
    return (uint32_t)part->docs.count;
}
static inline uint32_t zy_part_units(const zy_part *part)
{
    return (uint32_t)part->folded.unit_count;
}

/* Commits the Xapian database; nothing can be added afterwards. */
ZY_CHECKED zy_status zy_part_finish(zy_part *part, zy_error *err);
void zy_part_free(zy_part *part);

/* What the reader gave of an article as one number: equal when nothing of it changed. */
uint64_t zy_article_hash(const zy_article *article);

#endif
