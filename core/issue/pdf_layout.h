/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Page text out of the places of a printed page's words. */
#ifndef ZY_ISSUE_PDF_LAYOUT_H
#define ZY_ISSUE_PDF_LAYOUT_H

#include "issue/chars.h"
#include "zy.h"

/* What the print says of a line of text: by the size of its type, its indent, the picture above it. */
typedef enum {
    ZY_PRINT_PLAIN,     /* nothing: to be told by its words */
    ZY_PRINT_KICKER,    /* larger than the text, above a title that is larger still */
    ZY_PRINT_TITLE,     /* the largest line of a headline */
    ZY_PRINT_SUBTITLE,  /* below it */
    ZY_PRINT_PARAGRAPH, /* a whole paragraph of the text's size, set as one */
    ZY_PRINT_GOES_ON,   /* the same, but its beginning stands elsewhere */
    ZY_PRINT_CAPTION,   /* below a picture */
    ZY_PRINT_RUNNING    /* the page's running head or foot */
} zy_print;

/* Turns the table of pdftotext -tsv into page text: stories in reading order, a line for each paragraph and
 * for each part of a headline, empty lines between them, a form feed between pages.  `prints` (may be NULL)
 * takes a byte for each line of `out`, its zy_print; *lost counts the words of pages that have too many. */
ZY_CHECKED zy_status zy_pdf_lay_out(zy_span table, zy_buf *out, zy_buf *prints, size_t *lost, zy_error *err);

#endif
