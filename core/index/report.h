/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report for the clerk: what to look at, in order of harm.  Gathered once, written as JSON and as a page.
 */
#ifndef ZY_INDEX_REPORT_H
#define ZY_INDEX_REPORT_H

#include "index/run.h"
#include "search/search.h"

/* Code, heading, what it is and what to do about it; in order of harm. */
#define ZY_REPORT_SECTIONS(X)                                                                                \
    X(refused, "未收录的", "这些文件或文章没有进索引，查不到。请按说明改好，再收录一次。")                   \
    X(uncertain, "切分拿不准的",                                                                             \
      "文章从哪里起、到哪里止，标题是哪几行，是按版面推断的；把握小的排在前面，请对照原报核对。")            \
    X(repaired, "修补过的", "排版留下的小毛病，收录时已经去掉；一般不用管。")                                \
    X(slips, "可能的错别字",                                                                                 \
      "全库只出现一次，又与常用词只差一个音同或形近的字。人名地名、生僻词也会列在这里，请酌情。")            \
    X(undated, "没有日期的", "按日期查找、按月统计时不会算上它们。请在文件名或报头里补上日期。")             \
    X(jumps, "转版没有接上的", "“下转某版”的下文没有找到，文章可能缺一截。")                                 \
    X(missing_issues, "缺的期", "头一期和末一期之间，这些期号还没有收。")                                    \
    X(empty_pages, "空着的版", "后面的版有文章，这些版没有；多半是图片版面，或者漏放了文件。")               \
    X(private_numbers, "含证件号、卡号的", "显示时自动遮盖，只留前三位。确实不宜公开的，请写进下架名单。")   \
    X(takedown, "下架名单", "名单逐行起的作用。")                                                            \
    X(info, "其他说明", "收录时记下的情况，供查考。")                                                        \
    X(encodings, "各文件的编码", "怎样认出来的。认错了会出乱码，可以在这里查。")

typedef enum {
#define X(code, title, meaning) ZY_REPORT_##code,
    ZY_REPORT_SECTIONS(X)
#undef X
        ZY_REPORT_COUNT
} zy_report_section_code;

/* One thing to look at.  Only `text` is always there. */
typedef struct {
    const char *text;   /* a Chinese sentence */
    const char *code;   /* a note's short stable name */
    const char *detail; /* the text around it */
    const char *id;     /* of an article */
    const char *source; /* file */
    int line;           /* 0: none */
    double score;       /* how sure, below 1 where that is in question */
} zy_report_item;

typedef struct {
    zy_vec items; /* zy_report_item, the first few of very many */
    size_t count; /* all */
} zy_report_section;

typedef struct {
    const zy_run *run;
    const char *generation, *created; /* of the index reported on, or "" */
    char made[32];                    /* this moment, as people write it */
    zy_report_section sections[ZY_REPORT_COUNT];
    zy_arena arena;
} zy_report;

/* Gathers from the run's notes and, when there is one, the index that answers now.  What cannot be looked at
 * is left out: a report must not fail a run. */
void zy_report_gather(const zy_run *run, zy_report *out);
void zy_report_free(zy_report *report);

const char *zy_report_code(int section);
const char *zy_report_title(int section);
const char *zy_report_meaning(int section);

void zy_report_json(const zy_report *report, zy_buf *out);
void zy_report_html(const zy_report *report, zy_buf *out);

#endif
