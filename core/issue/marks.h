/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The steps that take marked lines out of an issue before the rest is labelled. */
#ifndef ZY_ISSUE_MARKS_H
#define ZY_ISSUE_MARKS_H

#include "issue/lines.h"

/* Jump lines, alone or beside text: the mark becomes a line of its own, the text keeps the rest. */
ZY_CHECKED zy_status zy_mark_jumps(zy_issue_text *issue, zy_error *err);

/* What a web site prints around an article; 标题： taken off headlines. */
void zy_mark_web(zy_issue_text *issue);

/* Running heads, mastheads, editors, imprint, page numbers; page numbers and sections are taken from them. */
void zy_mark_furniture(zy_issue_text *issue);

/* A byline behind a wide space on a headline's line becomes a line of its own. */
ZY_CHECKED zy_status zy_part_bylines(zy_issue_text *issue, zy_error *err);

/* Captions with their further lines. */
void zy_mark_captions(zy_issue_text *issue);

/* Lone characters between paragraphs, noted; a headline set one character a line is put together instead. */
void zy_mark_strays(zy_issue_text *issue);

/* A number written 12, １２ or 十二; 0 when it is none. */
int zy_read_number(zy_span text);

#endif
