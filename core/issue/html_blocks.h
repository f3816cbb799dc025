/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A parsed web page as blocks. */
#ifndef ZY_ISSUE_HTML_BLOCKS_H
#define ZY_ISSUE_HTML_BLOCKS_H

#include "issue/blocks.h"

#include <libxml/HTMLparser.h>

/* The part of a page that holds nine tenths of its sentences, and its headline; `titled` is what the page's
 * head calls it, or empty. */
xmlNode *zy_html_main(xmlNode *root, zy_span titled);

/* Whether a text is what the page's head calls its article, perhaps with a subtitle behind it. */
bool zy_html_is_titled(zy_span text, zy_span titled);

/* Appends that part's text to `out` (a vector of zy_block), texts in the arena. */
ZY_CHECKED zy_status zy_html_blocks(xmlNode *part, zy_arena *arena, zy_vec *out, zy_error *err);

/* Whether the node is an element of one of the names, which end with NULL. */
bool zy_html_named(const xmlNode *node, const char *const *names);

/* Scripts, menus, links to other pages, what is hidden: no part of an article. */
bool zy_html_skipped(const xmlNode *node);

/* An attribute's value; NULL when it has none. */
const char *zy_html_attribute(const xmlNode *node, const char *name);

/* The node behind `node` in document order within `top`, not its own children when `over`. */
xmlNode *zy_html_following(xmlNode *node, const xmlNode *top, bool over);

#endif
