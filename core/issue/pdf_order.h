/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading order of a printed page. */
#ifndef ZY_ISSUE_PDF_ORDER_H
#define ZY_ISSUE_PDF_ORDER_H

#include "issue/pdf_words.h"

/* What stands together in one column: its words by line, from top to bottom. */
typedef struct {
    zy_pdf_word *words;
    size_t count;
    double left, right; /* of the column it stands in */
    double top;         /* where the region begins that the column is of */
    bool running;       /* the page's running head or foot */
} zy_pdf_piece;

/* Cuts the page into pieces of columns (a vector of zy_pdf_piece), in the order they are read.  Words are
 * copied into the page's arena; false when out of memory. */
bool zy_pdf_order(const zy_pdf_page *page, zy_vec *out);

#endif
