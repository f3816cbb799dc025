/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the steps of cutting a page share (pdf_order.c): where words lie, gutters between columns, bands
 * between stories, how well pieces follow each other, and the cuts that make them follow best. */
#ifndef ZY_ISSUE_PDF_CUTS_H
#define ZY_ISSUE_PDF_CUTS_H

#include "issue/pdf_order.h"

/* Gutters no wider than this, in ems of the text, are room between words. */
#define ZY_PDF_NARROWEST 0.4

/* Ways of one kind to cut a region that are looked at. */
enum { ZY_PDF_CUTS = 6 };

typedef struct {
    const zy_pdf_page *page;
    zy_vec *pieces; /* of zy_pdf_piece */
    double leading; /* usual room between two lines of text */
    bool indented;  /* paragraphs are set in */
    bool failed;
} zy_pdf_cutting;

typedef struct {
    zy_pdf_word *words;
    size_t count;
    double left, right; /* of the column it is in */
    double limit;       /* how far right it might reach */
    double top;
} zy_pdf_region;

void zy_pdf_extent(const zy_pdf_word *words, size_t count, double *left, double *right);

/* Full-width marks fill half of their box, and hang over the edges of a column by the other half. */
double zy_pdf_ink_left(const zy_pdf_word *word);
double zy_pdf_ink_right(const zy_pdf_word *word);

/* Larger than the text, or upright: of a headline. */
bool zy_pdf_is_large(const zy_pdf_cutting *o, const zy_pdf_word *word);
/* Large, or a section's name: 【民生】. */
bool zy_pdf_is_head(const zy_pdf_cutting *o, const zy_pdf_word *word);

/* White room before word `at` of an order. */
typedef struct {
    double wide;
    size_t at;
    size_t edges; /* of a strip: lines that end or begin there */
} zy_pdf_room;

/* Whether room so wide is among the `most` widest, of which `count` are known, the widest first. */
bool zy_pdf_is_among_widest(const zy_pdf_room *rooms, size_t count, size_t most, double wide);
/* Puts it there; returns how many are known now. */
size_t zy_pdf_keep_room(zy_pdf_room *rooms, size_t count, size_t most, zy_pdf_room one);

/* Strips that nothing crosses and that part columns, the widest first; returns how many.  Words, sorted by
 * their left edges, before at[i] lie left of strip i. */
size_t zy_pdf_find_gutters(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count, size_t at[ZY_PDF_CUTS]);

/* How many words begin at x, give or take `room`; they are in the order of their left edges, here and below.
 */
size_t zy_pdf_begin_at(const zy_pdf_word *words, size_t count, double x, double room);

/* How far x is behind the column before it, when it is as far as that one is behind its own: columns stand at
 * even steps, however little is in the last.  Columns have two lines at least.  0 for none. */
double zy_pdf_column_step(const zy_pdf_word *words, size_t count, double x, double em);

/* The three below sort words by their tops; those before the result lie above the cut.
 * Bands wider than the room between lines, with a headline below, the widest first; returns how many. */
size_t zy_pdf_find_stories(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count, size_t at[ZY_PDF_CUTS]);
/* A headline at the top with all columns below it, though it reaches over some of them only; `gutter`: where
 * the right part begins.  0 for none.  *byline: the same with a byline below it, or a byline alone; 0 for
 * none. */
size_t zy_pdf_find_heading(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count, double gutter,
                           size_t *byline);
/* Where lines that run across the columns begin or end; returns how many. */
size_t zy_pdf_find_crossings(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count,
                             size_t at[ZY_PDF_CUTS]);

/* How text runs through pieces that are read one after the other.  Captions stand aside from it. */
typedef enum {
    ZY_SEAM_HEAD,   /* a headline */
    ZY_SEAM_INDENT, /* a paragraph begins */
    ZY_SEAM_FLUSH,  /* a paragraph goes on; where none is set in, it may begin */
    ZY_SEAM_ASIDE,  /* a byline or a note */
    ZY_SEAM_FROM,   /* 上接第1版 */
} zy_seam_start;

typedef enum {
    ZY_SEAM_AFTER_HEAD,
    ZY_SEAM_OPEN,   /* a line in mid-sentence */
    ZY_SEAM_FULL,   /* a line whose sentence ends */
    ZY_SEAM_CLOSED, /* a line with room left */
    ZY_SEAM_TO,     /* 下转第2版 */
    ZY_SEAM_AFTER_FROM,
} zy_seam_end;

typedef struct {
    double left, right, top, bottom;
} zy_pdf_place;

typedef struct {
    double cost; /* how ill it runs; 0 for perfectly */
    bool any;    /* some line of text or headline is there */
    zy_seam_start first;
    zy_seam_end last;
    zy_pdf_place at_first, at_last; /* where its first and last line stand */
    double column_top;              /* of the piece the last line is in */
    double first_need, last_room;   /* what the first line begins with needs, what the last leaves; points */
} zy_pdf_flow;

zy_pdf_flow zy_pdf_flow_of(const zy_pdf_cutting *o, const zy_pdf_piece *piece);
zy_pdf_flow zy_pdf_flow_join(const zy_pdf_cutting *o, const zy_pdf_flow *a, const zy_pdf_flow *b);

/* Cuts the region so that its pieces follow each other best, and adds them to o->pieces in reading order. */
void zy_pdf_cut_best(zy_pdf_cutting *o, zy_pdf_region region);
/* Adds the words as one piece. */
void zy_pdf_add_piece(zy_pdf_cutting *o, const zy_pdf_region *region, bool running);

#endif
