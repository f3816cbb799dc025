/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An issue's articles as plain data: what every reader (page text, JSON Lines, HTML, Markdown, PDF) makes and
 * what the store takes in.  All strings are UTF-8 in the source's own letters and live in the set's arena. */
#ifndef ZY_ISSUE_ARTICLE_H
#define ZY_ISSUE_ARTICLE_H

#include "base/arena.h"
#include "zy.h"

typedef struct {
    const char **items;
    size_t count;
} zy_strings;

typedef struct {
    const char *id;        /* stable address within the archive */
    const char *kicker;    /* line above the headline, or NULL */
    const char *title;     /* the headline; "" only when the source has none */
    const char *subtitle;  /* line below the headline, or NULL */
    const char *section;   /* 栏目, or NULL */
    const char *issue;     /* issue number or name as given ("125"), or NULL */
    int date;              /* yyyymmdd, yyyymm00 or yyyy0000 as exactly as known; 0 unknown */
    int page;              /* 1-based, 0 unknown */
    const char *continued; /* the page its jump line names, as printed ("二版"), or NULL */
    zy_strings authors, captions, paragraphs;
    int first_line, last_line; /* in the source, 1-based; 0 where lines mean nothing */
    const char *source;        /* path of the file it came from, as the user named it */
} zy_article;

/* What a reader noticed, for the report.  Severity orders the report: harm first. */
typedef enum { ZY_NOTE_REFUSED, ZY_NOTE_UNCERTAIN, ZY_NOTE_REPAIRED, ZY_NOTE_INFO } zy_note_kind;

typedef struct {
    zy_note_kind kind;
    const char *code;   /* short stable name, e.g. "stray-character", "jump-unjoined" */
    const char *text;   /* one Chinese sentence */
    const char *source; /* file */
    int line;           /* 1-based, 0 for the whole file */
    double score;       /* how sure, 0..1; 1 where certainty is not in question */
} zy_note;

typedef struct {
    zy_article *items;
    size_t count, cap;
    zy_note *notes;
    size_t note_count, note_cap;
    const char *encoding; /* of the newest source read, e.g. "GB18030", and how it was found */
    zy_arena arena;
} zy_articles;

/* Zero-initialised is empty and ready. */
zy_article *zy_articles_add(zy_articles *set); /* zeroed, title "" ; NULL when out of memory */
void zy_articles_note(zy_articles *set, zy_note_kind kind, const char *code, const char *source, int line,
                      double score, const char *format, ...) __attribute__((format(printf, 7, 8)));
/* Appends a copy made in the arena. */
bool zy_strings_add(zy_arena *arena, zy_strings *list, const char *text, size_t len_bytes);
void zy_articles_free(zy_articles *set);

#endif
