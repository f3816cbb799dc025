/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Corrections beside an issue (02.txt.zy, issue.zy): plain text in which a clerk says what a line is or what
 * an article's headline, authors, date are.  The form is in docs/CORRECTIONS.zh-CN.md. */
#ifndef ZY_ISSUE_CORRECTIONS_H
#define ZY_ISSUE_CORRECTIONS_H

#include "issue/lines.h"

#define ZY_CORRECTIONS_SUFFIX ".zy"
#define ZY_CORRECTIONS_OF_ISSUE "issue.zy"

/* A file of corrections, decoded. */
typedef struct {
    const char *name, *text;
    size_t bytes;
    int file; /* the page file whose lines it numbers; -1 when it is the whole issue's */
} zy_corrections;

/* What a correction says of an article: field := value. */
typedef enum {
    ZY_AMEND_KICKER,
    ZY_AMEND_TITLE,
    ZY_AMEND_SUBTITLE,
    ZY_AMEND_AUTHORS,
    ZY_AMEND_SECTION
} zy_amend_field;

struct zy_amend {
    zy_amend_field field;
    const char *value; /* "" takes it away */
    int file, line;    /* the article that owns this line is meant */
    int draft;         /* which that is; -1 none */
    const char *source;
    int source_line;
    bool used;
};

/* Marks the lines and pages the corrections speak of and keeps their edits in the issue.  What names no line,
 * several, or says nothing that is understood is noted as refused, with its place. */
ZY_CHECKED zy_status zy_corrections_apply(zy_issue_text *issue, const zy_corrections *files, size_t count,
                                          zy_error *err);

/* Applies the edits meant for the article made of a draft. */
void zy_corrections_edit(zy_issue_text *issue, zy_article *article, int draft);

/* Notes the edits that found no article. */
void zy_corrections_finish(zy_issue_text *issue);

#endif
