/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading order of a printed page from the places of its words. */
#ifndef ZY_ISSUE_PDF_LAYOUT_H
#define ZY_ISSUE_PDF_LAYOUT_H

#include "issue/chars.h"
#include "zy.h"

/* Turns the table of pdftotext -tsv into page text: columns one after the other, an empty line where the page
 * leaves one or a column ends, two ideographic spaces where a line is set in, a form feed between pages. */
ZY_CHECKED zy_status zy_pdf_lay_out(zy_span table, zy_buf *out, zy_error *err);

#endif
