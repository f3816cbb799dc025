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
    size_t line;      /* in the issue */
    int blanks;       /* the widest gap since the line before in this list */
    bool document;    /* ends as an official text's headline does */
    bool bracketed;   /* all of it */
    bool led;         /* begins with a short word and a colon: 链接： */
    bool written;     /* ends with a writer in brackets */
    bool above_about; /* a web site's lines about the article come next */
    bool ruled;       /* a line is drawn between */
    bool apart;       /* something lay between: a caption, furniture */
    bool page_first, page_last, near_top, near_foot;
    bool wrapped;    /* its column is wrapped by hand */
    bool nearly;     /* it misses its measure by a letter or two, and stops in mid-sentence: set badly */
    bool full;       /* it fills its measure, so that its end is no one's decision */
    bool centred;    /* set around the middle where others are, too */
    bool off_centre; /* not so on a page whose headlines are */
    bool tabbed;     /* a table's row, its cells parted by tabs or bars */
    bool list, label, date_only, organisation, office, news_lead, section, column, slogan, repeated, verse,
        row, closing, parallel, signature;
    bool dressed; /* ornaments at both ends: a headline in its best */
    int adorned;  /* a short name with an ornament before it (1) and behind it (2) */
    int byline;   /* zy_byline */
    zy_ending ending;
    bool opens,
        closes; /* a quotation or bracket is left open at its end; one is closed that it did not open */
    bool starts_closed; /* begins with a mark that closes */
    bool stop_inside;   /* holds 。 or ； before its end */
    int commas;
    double bond;     /* log odds, by the characters that meet, that the line goes on with the one before */
    double cohesion; /* likeness of the text around it, 0..1; negative: not measured */
    zy_label label_found;
    /* How much worse the best reading is that answers otherwise: does an article begin here? does the line go
     * on with the paragraph above? */
    double margin, join_margin;
} zy_unit_line;

/* What the issue does usually, learnt from its sure lines; what is not known yet costs as it does elsewhere.
 */
enum { ZY_GAPS = 6 };
typedef struct {
    double heads;                                /* how many articles this was learnt from; 0: nothing was */
    double head_gap[ZY_GAPS], para_gap[ZY_GAPS]; /* shares of empty lines before headlines, paragraphs */
    double signed_end;                           /* share of articles that end with a byline */
} zy_habits;

typedef struct {
    zy_unit_line *items;
    size_t count;
    zy_habits habits;
} zy_labelling;

/* Labels every text and jump line.  The result is of malloc's: zy_labelling_free. */
ZY_CHECKED zy_status zy_segment(zy_issue_text *issue, zy_labelling *out, zy_error *err);
/* Notes the lines whose label is doubtful. */
void zy_doubts_note(zy_issue_text *issue, const zy_labelling *labels);

void zy_labelling_free(zy_labelling *labelling);

/* Learns the habits from a first labelling. */
void zy_habits_learn(const zy_issue_text *issue, zy_labelling *all);

/* Costs, in cost.c: how ill a label fits a line, and how ill a label follows another. */
double zy_cost_of(const zy_issue_text *issue, const zy_labelling *all, size_t at, zy_label label);
double zy_cost_between(const zy_issue_text *issue, const zy_labelling *all, size_t at, zy_label before,
                       zy_label label);
double zy_cost_to_end(zy_label last);

/* Facts of each line, in features.c. */
ZY_CHECKED zy_status zy_features(zy_issue_text *issue, zy_labelling *out, zy_error *err);

#define ZY_COST_NEVER 50.0

#endif
