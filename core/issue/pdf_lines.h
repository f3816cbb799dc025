/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The printed lines of a piece of a column. */
#ifndef ZY_ISSUE_PDF_LINES_H
#define ZY_ISSUE_PDF_LINES_H

#include "issue/pdf_order.h"

typedef struct {
    zy_pdf_word *words; /* from left to right */
    size_t count;
    double left, right, top, bottom, em; /* em: of most of its letters */
} zy_pdf_line;

/* The next line of a piece from word *at on; false at the end. */
bool zy_pdf_line_next(const zy_pdf_piece *piece, size_t *at, zy_pdf_line *line);

/* Puts words in the order of their lines, each from left to right. */
void zy_pdf_words_by_line(zy_pdf_word *words, size_t count);

/* The line's text, spaces where the print leaves more room than the line does otherwise. */
zy_span zy_pdf_line_text(zy_arena *arena, const zy_pdf_line *line);

/* Room the beginning of a line needs, up to where it may be broken. */
double zy_pdf_first_unit(zy_span text, double em);

/* 图为…, ▲…: the words a caption begins with. */
bool zy_pdf_begins_as_caption(zy_span text);

/* 记者 …, 文/图 …: a line that says who wrote or photographed. */
bool zy_pdf_says_writer(const zy_pdf_line *line);

/* 下转第2版: the text leaves the page here; 上接第1版: it comes from another. */
bool zy_pdf_jumps_to(const zy_pdf_line *line);
bool zy_pdf_jumps_from(const zy_pdf_line *line);

/* 2024年3月11日, below a notice. */
bool zy_pdf_is_date(const zy_pdf_line *line);

#endif
