/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From labelled lines to articles. */
#ifndef ZY_ISSUE_ASSEMBLE_H
#define ZY_ISSUE_ASSEMBLE_H

#include "issue/segment.h"

/* An article, or a piece of one, being put together. */
typedef struct {
    zy_strings heads, authors, credits, captions,
        paragraphs;                  /* credits: photographers, who follow the writers */
    const char *section, *to, *from; /* to, from: pages its jump lines name */
    bool continuation; /* begins with a jump line, or without a headline where one is expected */
    bool open;         /* its last paragraph may go on elsewhere */
    bool starts_fresh; /* its first line is set as a paragraph's beginning */
    bool joined;       /* became part of another */
    size_t page;       /* of its first line */
    int first_line, last_line;
    double margin;
} zy_draft;

typedef struct {
    zy_draft *items;
    size_t count;
} zy_drafts;

/* Drafts in reading order; the array is malloc's, strings live in the set's arena. */
ZY_CHECKED zy_status zy_drafts_make(zy_issue_text *issue, const zy_labelling *labels, zy_drafts *out,
                                    zy_error *err);

/* Joins what jump lines parted; what finds no partner is noted. */
void zy_drafts_join(zy_issue_text *issue, zy_drafts *drafts);

/* Headline lines to kicker, title and subtitle. */
void zy_title_split(zy_issue_text *issue, const zy_draft *draft, zy_article *article);

/* `a` and `b` as one line: a space between Latin words, nothing between Han. */
const char *zy_join_text(zy_arena *arena, zy_span a, zy_span b);

/* Share of the rarer text's Han pairs that the other has too, 0..1. */
double zy_likeness(zy_span a, zy_span b);

/* Owner of every line (a draft's index, -1 for none), for captions and tests; malloc's. */
#endif
