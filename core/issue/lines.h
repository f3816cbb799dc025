/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The printed lines of an issue's pages, and what each was taken for.  Shared by all steps of article
 * recovery. */
#ifndef ZY_ISSUE_LINES_H
#define ZY_ISSUE_LINES_H

#include "base/vec.h"
#include "issue/article.h"
#include "issue/chars.h"
#include "issue/patterns.h"

typedef enum {
    ZY_LINE_TEXT, /* still to be told by labelling */
    ZY_LINE_FURNITURE,
    ZY_LINE_STRAY,
    ZY_LINE_CAPTION,
    ZY_LINE_CAPTION_MORE, /* goes on with the caption above */
    ZY_LINE_JUMP_TO,
    ZY_LINE_JUMP_FROM,
    ZY_LINE_ABOUT /* what a web site says about an article */
} zy_line_kind;

/* What a clerk's correction says a line is. */
typedef enum {
    ZY_SAID_NOTHING,
    ZY_SAID_KIND, /* its kind: furniture, caption, jump */
    ZY_SAID_KICKER,
    ZY_SAID_TITLE,
    ZY_SAID_SUBTITLE,
    ZY_SAID_HEAD_MORE, /* goes on with the headline line above */
    ZY_SAID_BYLINE,
    ZY_SAID_PARAGRAPH, /* a paragraph begins */
    ZY_SAID_MORE,      /* goes on with the paragraph above */
    ZY_SAID_HEADING,   /* a sub-heading: a paragraph alone */
    ZY_SAID_SECTION
} zy_said;

typedef struct {
    zy_span text;     /* trimmed, never empty; the source's own letters */
    zy_span plain;    /* the same in Simplified letters, byte for byte: what all patterns look at */
    int file, page;   /* which file of the unit, which page of the issue; from 0 */
    int number;       /* line in its file, from 1 */
    int indent;       /* half-ems of white space before it */
    int blanks;       /* empty lines before it on its page */
    int width, chars; /* half-ems without the indent; characters without white space */
    zy_line_kind kind;
    const char *target; /* JUMP_*: the page it names */
    zy_said said;       /* by a correction */
    bool begins;        /* an article begins here, a correction says */
} zy_line;

enum { ZY_MEASURES = 6 };

typedef struct {
    int file;
    const char *name; /* of its file */
    int number;       /* as printed or named; 0 unknown */
    const char *section;
    size_t first, last;     /* its lines, half-open */
    int gap;                /* empty lines usual between its paragraphs */
    int wraps[ZY_MEASURES]; /* widths of hard-wrapped lines in half-ems, indent included, the commonest first;
                               0: none */
    bool indented;          /* its paragraphs begin with white space */
    int indent;             /* that much of it, in half-ems */
    uint32_t head_mark;     /* the ornament before its headlines (▲, ★); 0: none */
} zy_page;

typedef struct zy_amend zy_amend; /* corrections.h */
typedef struct zy_grams zy_grams; /* grams.h */

typedef struct {
    zy_articles *set; /* where names, notes and articles go */
    zy_patterns *patterns;
    zy_line *lines;
    size_t count, cap;
    zy_page *pages;
    size_t page_count, page_cap;
    zy_grams *grams;    /* or NULL */
    zy_vec amends;      /* of zy_amend */
    const char *number; /* the issue's, from a correction; NULL unknown */
    int date;           /* the same; 0 unknown */
} zy_issue_text;

/* A text line no correction has spoken of: the steps that mark lines may. */
static inline bool zy_line_is_free(const zy_line *line)
{
    return line->kind == ZY_LINE_TEXT && line->said == ZY_SAID_NOTHING && !line->begins;
}

/* Splits a file's text into pages (at form feeds) and lines, appending to the issue. */
ZY_CHECKED zy_status zy_lines_split(zy_issue_text *issue, int file, const char *name, zy_span text,
                                    zy_error *err);

/* The text in Simplified letters; each takes as many bytes as the source's, so places are the same in both.
 * The span itself when nothing changes. */
zy_span zy_plain(zy_arena *arena, zy_span text);

/* Ends as an official text's headline does: 通知, 公告, 一封信. */
bool zy_is_document(zy_span headline);

/* Inserts a line behind line `at`, sharing its place; used where a mark stands on a line with text. */
bool zy_line_insert(zy_issue_text *issue, size_t at, zy_line line);

/* Leaves of a line what lies between two of its bytes. */
void zy_line_cut(zy_line *line, size_t from, size_t to);

/* Where a page has a space behind every letter, closes them up. */
void zy_pages_close_letters(zy_issue_text *issue);

/* Where a page has empty lines between all its lines, also inside paragraphs, takes that many away. */
void zy_pages_close_up(zy_issue_text *issue);

/* Finds out how each page is set: gap, indent, hard wrapping. */
void zy_pages_measure(zy_issue_text *issue);

/* The wrapping width that holds around a line: its own column's if that can be told, else the page's; 0 for
 * none. */
int zy_wrap_at(const zy_issue_text *issue, size_t line);

void zy_issue_text_free(zy_issue_text *issue);

#endif
