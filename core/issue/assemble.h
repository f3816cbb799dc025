/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From labelled lines to articles. */
#ifndef ZY_ISSUE_ASSEMBLE_H
#define ZY_ISSUE_ASSEMBLE_H

#include "issue/segment.h"

/* How a headline line stands on the page. */
typedef struct {
    int blanks; /* empty lines above it */
    zy_said said;
} zy_head_line;

enum { ZY_HEAD_LINES = 8 };

/* An article, or a piece of one, being put together. */
typedef struct {
    zy_strings heads, authors, credits, captions,
        paragraphs;                         /* credits: photographers, who follow the writers */
    zy_head_line head_lines[ZY_HEAD_LINES]; /* of the first headline lines */
    const char *section, *to, *from;        /* to, from: pages its jump lines name */
    bool continuation;  /* begins with a jump line, or without a headline where one is expected */
    bool open;          /* its last paragraph may go on elsewhere */
    bool starts_fresh;  /* its first line is set as a paragraph's beginning */
    bool joined;        /* became part of another */
    int into;           /* … of this one */
    const char *end_to; /* where its end, joined parts counted, goes on; NULL nowhere */
    size_t end_page;    /* and the page that end stands on */
    bool answered;      /* that was found */
    size_t page;        /* of its first line */
    int first_line, last_line;
} zy_draft;

/* What a line of the issue became. */
typedef struct {
    int draft;      /* index of its article, -1 for none */
    zy_label label; /* meaningful for text that has one */
    bool signs;     /* a name that signs a letter */
} zy_owned;

typedef struct {
    zy_draft *items;
    size_t count;
    zy_owned *lines; /* of every line of the issue */
} zy_drafts;

/* Drafts without text, and an owner for every line. */
ZY_CHECKED zy_status zy_lines_own(zy_issue_text *issue, const zy_labelling *labels, zy_drafts *out,
                                  zy_error *err);

/* Drafts in reading order; strings live in the set's arena, the rest goes with zy_drafts_free. */
ZY_CHECKED zy_status zy_drafts_make(zy_issue_text *issue, const zy_labelling *labels, zy_drafts *out,
                                    zy_error *err);

void zy_drafts_free(zy_drafts *drafts);

/* Joins what jump lines parted; what finds no partner is noted. */
void zy_drafts_join(zy_issue_text *issue, zy_drafts *drafts);

/* Headline lines to kicker, title and subtitle. */
void zy_title_split(zy_issue_text *issue, const zy_draft *draft, zy_article *article);

/* A line whose letters stand apart (元 旦 献 词) closed up, spaces between phrases kept; NULL when out of
 * memory. */
const char *zy_close_spaces(zy_arena *arena, zy_span text);

/* `a` and `b` as one line: a space between Latin words, nothing between Han. */
const char *zy_join_text(zy_arena *arena, zy_span a, zy_span b);
/* The same, `text` behind what is in the buffer. */
void zy_join_to(zy_buf *to, zy_span text);

/* Share of the rarer text's Han pairs that the other has too, 0..1. */
double zy_likeness(zy_span a, zy_span b);

#endif
