/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the furniture of a Chinese paper's page looks like, as regular expressions over single lines. */
#ifndef ZY_ISSUE_PATTERNS_H
#define ZY_ISSUE_PATTERNS_H

#include "issue/chars.h"
#include "zy.h"

/* Every expression has a name and stands in patterns.c. */
typedef enum {
    ZY_RE_JUMP_TO,        /* a line that only says where the article goes on; group 1: the page */
    ZY_RE_JUMP_TO_TAIL,   /* the same behind text */
    ZY_RE_JUMP_FROM,      /* a line that only says where it comes from; group 1: the page */
    ZY_RE_JUMP_FROM_HEAD, /* the same before text */
    ZY_RE_JUMP_FROM_TAIL, /* the same behind a headline printed again */
    ZY_RE_JUMP_EITHER,    /* 接第2版: to or from, by the number; group 1: the page */
    ZY_RE_DATE,           /* a whole date anywhere */
    ZY_RE_DATE_ONLY,      /* nothing else on the line */
    ZY_RE_FOLIO_PART,     /* a date, weekday, page or issue number anywhere: a running head is made of them */
    ZY_RE_ISSUE_NUMBER,   /* 第125期; group 1 the number */
    ZY_RE_PAGE_NUMBER,    /* 第2版, A2版; group 1 the number */
    ZY_RE_WEEKDAY,
    ZY_RE_EDITORS,
    ZY_RE_IMPRINT,        /* who publishes, licence numbers, hotline of the paper */
    ZY_RE_WEB,            /* what a web site says about an article: 来源, 发布时间, 上一篇 … */
    ZY_RE_WEB_LINK,       /* a headline with its date, in a list of them */
    ZY_RE_WEB_TITLE,      /* 标题： */
    ZY_RE_WEB_WRITER,     /* 作者：张三 among them */
    ZY_RE_WEB_TIME,       /* a date with a time alone */
    ZY_RE_SCAN,           /* 扫一扫，关注……公众号 */
    ZY_RE_SECTION_NUMBER, /* A2 综合, 综合 3; group 1 or 2 the section's name */
    ZY_RE_SLOGAN,
    ZY_RE_CAPTION,        /* begins as a caption does */
    ZY_RE_CAPTION_CREDIT, /* ends with a photographer; group 1 the names */
    ZY_RE_LIST_ITEM,
    ZY_RE_LABEL,                /* 时间： 地点： … a notice's row */
    ZY_RE_ORGANISATION,         /* ends as an organisation's name does */
    ZY_RE_OFFICE,               /* ends as an office or role does */
    ZY_RE_TIMED_ROW,            /* a row that begins with a day and time */
    ZY_RE_CLOSING,              /* 此致 敬礼 … before a signature */
    ZY_RE_DEPARTMENT,           /* a department beside a name: 党群办, 文体中心 */
    ZY_RE_NEWS_LEAD,            /* begins as a news paragraph does */
    ZY_RE_ROLE,                 /* a byline's role at the start of a piece */
    ZY_RE_ROLE_TAIL,            /* … and behind a name: 张三/文 */
    ZY_RE_CAPTION_CREDIT_AFTER, /* … or with 摄影：张三; group 1 the names */
    ZY_RE_PROVIDED,             /* 图/受访者提供: a credit that names nobody */
    ZY_RE_TAIL_NAMES,           /* names in brackets behind a paragraph's last sentence; group 1 */
    ZY_RE_INLINE_REPORTER,      /* （记者 …） in a paragraph; group 1 the names */
    ZY_RE_SECTION,              /* 【栏目】 alone; group 1 the name */
    ZY_RE_SECTION_HEAD,         /* 【栏目】 before a headline */
    ZY_RE_COLUMN_NAME,          /* words a column is called by */
    ZY_RE_LABELLED_HEAD,        /* begins with a short word and a colon */
    ZY_RE_COUNT
} zy_pattern;

typedef struct zy_patterns zy_patterns;

/* Compiles them all; one thread at a time may use the result. */
ZY_CHECKED zy_status zy_patterns_open(zy_patterns **out, zy_error *err);
void zy_patterns_close(zy_patterns *patterns);

/* Byte ranges of a match; group 0 is all of it, an absent group is empty. */
typedef struct {
    size_t from[3], to[3];
} zy_found;

/* Looks for the first match at or after byte `from`; found may be NULL. */
bool zy_find(zy_patterns *patterns, zy_pattern which, zy_span text, size_t from, zy_found *found);

/* Whether a dictionary knows the text as one word: 来信, 文明.  Names seldom are. */
bool zy_is_word(zy_patterns *patterns, zy_span text);

#endif
