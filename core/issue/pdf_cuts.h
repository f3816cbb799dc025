/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the steps of cutting a page share (pdf_order.c): where words lie, gutters between columns, bands
 * between stories, and how well pieces follow each other. */
#ifndef ZY_ISSUE_PDF_CUTS_H
#define ZY_ISSUE_PDF_CUTS_H

#include "issue/pdf_order.h"

/* Gutters no wider than this, in ems of the text, are room between words. */
#define ZY_PDF_NARROWEST 0.4

typedef struct {
    const zy_pdf_page *page;
    zy_vec *pieces; /* of zy_pdf_piece */
    double leading; /* usual room between two lines of text */
    bool failed;
} zy_pdf_cutting;

void zy_pdf_extent(const zy_pdf_word *words, size_t count, double *left, double *right);

/* Full-width marks fill half of their box, and hang over the edges of a column by the other half. */
double zy_pdf_ink_left(const zy_pdf_word *word);
double zy_pdf_ink_right(const zy_pdf_word *word);

/* Larger than the text, or upright: of a headline. */
bool zy_pdf_is_large(const zy_pdf_cutting *o, const zy_pdf_word *word);

/* The widest strip that nothing crosses and that parts columns; words, sorted anew, before the result lie
 * left of it.  0 for none. */
size_t zy_pdf_find_gutter(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count);

/* The three below sort words by their tops; those before the result lie above the cut.  0 for none.
 * A band wider than the room between lines, with a headline below it. */
size_t zy_pdf_find_story(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count);
/* A headline at the top with all columns below it, though it reaches over some of them only; `gutter`: where
 * the right part begins. */
size_t zy_pdf_find_heading(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count, double gutter);
/* Where lines that run across the columns begin or end. */
size_t zy_pdf_find_crossing(const zy_pdf_cutting *o, zy_pdf_word *words, size_t count);

/* How ill the pieces from `from` to `to` follow each other; 0 for perfectly. */
double zy_pdf_cost_of(const zy_pdf_cutting *o, size_t from, size_t to);

#endif
