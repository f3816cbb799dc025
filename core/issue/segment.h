/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labels for the lines of an issue: what is headline, byline, paragraph, and where articles begin. */
#ifndef ZY_ISSUE_SEGMENT_H
#define ZY_ISSUE_SEGMENT_H

#include "issue/lines.h"

#define ZY_LABELS(X)                                                                                         \
    X(HEAD)       /* first line of a headline group: an article begins */                                    \
    X(HEAD_MORE)  /* its further lines */                                                                    \
    X(COLUMN)     /* a recurring column's name above a headline */                                           \
    X(BY_HEAD)    /* byline or office between headline and text */                                           \
    X(PARA)       /* a paragraph begins */                                                                   \
    X(MORE)       /* a paragraph goes on */                                                                  \
    X(SHORT)      /* a paragraph without an end mark: sub-heading, salutation, row, signature */             \
    X(SHORT_MORE) /* such a line, broken by hand, goes on */                                                 \
    X(BY_END)     /* byline behind the text */                                                               \
    X(EDGE)       /* slogans and the like at a page's edge */                                                \
    X(FROM)       /* a jump line that says where the text comes from */                                      \
    X(TO)         /* a jump line that says where it goes on */

typedef enum {
#define X(name) ZY_LABEL_##name,
    ZY_LABELS(X)
#undef X
        ZY_LABEL_COUNT
} zy_label;

/* A line that is to be labelled, with what the costs ask about it. */
typedef struct {
    size_t line; /* in the issue */
    int blanks;  /* the widest gap since the line before in this list */
    bool apart;  /* something lay between: a caption, furniture */
    bool page_first, page_last, near_top, near_foot;
    bool wrapped; /* its column is wrapped by hand */
    bool full;    /* it fills its measure, so that its end is no one's decision */
    bool list, label, date_only, organisation, office, news_lead, section, column, slogan, repeated, verse,
        row, closing, parallel, signature;
    int byline; /* zy_byline */
    zy_ending ending;
    bool stop_inside; /* holds 。 or ； before its end */
    int commas;
    double cohesion; /* likeness of the text around it, 0..1; negative: not measured */
    zy_label label_found;
    double margin; /* how much worse the best reading with the other answer to "does an article begin here?"
                      is */
} zy_unit_line;

typedef struct {
    zy_unit_line *items;
    size_t count;
} zy_labelling;

/* Labels every text and jump line.  The result is of malloc's: zy_labelling_free. */
ZY_CHECKED zy_status zy_segment(zy_issue_text *issue, zy_labelling *out, zy_error *err);
void zy_labelling_free(zy_labelling *labelling);

/* Costs, in cost.c: how ill a label fits a line, and how ill a label follows another. */
double zy_cost_of(const zy_issue_text *issue, const zy_labelling *all, size_t at, zy_label label);
double zy_cost_between(const zy_issue_text *issue, const zy_labelling *all, size_t at, zy_label before,
                       zy_label label);
double zy_cost_to_end(zy_label last);

/* Facts of each line, in features.c. */
ZY_CHECKED zy_status zy_features(zy_issue_text *issue, zy_labelling *out, zy_error *err);

#define ZY_COST_NEVER 50.0

#endif
