/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of a printed page, with their places and sizes. */
#ifndef ZY_ISSUE_PDF_WORDS_H
#define ZY_ISSUE_PDF_WORDS_H

#include "base/arena.h"
#include "base/vec.h"
#include "issue/chars.h"
#include "zy.h"

/* What stands together on a line, up to a space; a line of Han letters is mostly one word. */
typedef struct {
    double left, right, top, bottom; /* in points; top and bottom are those of the letters, not of the font */
    double em;                       /* size of the type */
    zy_span text;
    bool upright; /* set from top to bottom: one word of letters below each other */
} zy_pdf_word;

typedef struct {
    zy_pdf_word *words;
    size_t count;
    double width, height;
    double body;    /* the usual size of type */
    double leading; /* the usual room between two lines */
    size_t lost;    /* words beyond the most that are taken */
    zy_arena *arena;
} zy_pdf_page;

/* Type so many times the text's size is a headline's. */
#define ZY_PDF_LARGE 1.12

/* Orders for qsort: of words by their left edges and tops, of doubles. */
int zy_pdf_by_left(const void *a, const void *b);
int zy_pdf_by_top(const void *a, const void *b);
int zy_pdf_by_size(const void *a, const void *b);

/* Takes the next page off the table of pdftotext -tsv; false at its end.  The page's words are malloc's. */
bool zy_pdf_page_next(zy_span *table, zy_arena *arena, zy_pdf_page *page);
void zy_pdf_page_free(zy_pdf_page *page);

#endif
