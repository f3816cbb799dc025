/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text whose paragraphs and headings are marked (HTML, Markdown) as a row of blocks, and blocks to
 * articles. */
#ifndef ZY_ISSUE_BLOCKS_H
#define ZY_ISSUE_BLOCKS_H

#include "base/vec.h"
#include "issue/article.h"
#include "issue/chars.h"

typedef enum {
    ZY_BLOCK_PARAGRAPH,
    ZY_BLOCK_HEAD,     /* level 1 is the largest */
    ZY_BLOCK_BOLD,     /* all of it bold or centred: a headline, a sub-heading or a shout */
    ZY_BLOCK_KICKER,   /* by its class */
    ZY_BLOCK_SUBTITLE, /* by its class */
    ZY_BLOCK_BYLINE,   /* by its class; its words decide */
    ZY_BLOCK_CAPTION,
    ZY_BLOCK_LINK,  /* nothing but links */
    ZY_BLOCK_BEGIN, /* an article's own box begins; no text */
} zy_block_kind;

typedef struct {
    zy_block_kind kind;
    int level;
    zy_span text; /* trimmed, in the articles' arena */
    int line;     /* in the source, from 1; 0 where lines mean nothing */
} zy_block;

/* Makes articles of `blocks` (a vector of zy_block).  `about` is what is known of them all: id (the stem of
 * ids), title, date, issue, source …; with a title they are one article.  Adds none when there is no text. */
ZY_CHECKED zy_status zy_blocks_read(const zy_vec *blocks, const zy_article *about, zy_articles *set,
                                    zy_error *err);

#endif
