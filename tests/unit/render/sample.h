/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One answer that has something of everything, for the renderers' tests. */
#ifndef ZY_TESTS_RENDER_SAMPLE_H
#define ZY_TESTS_RENDER_SAMPLE_H

#include "zy.h"

static const zy_mark sample_title_marks[] = {{3, 6, ZY_CLASS_WORD}};
static const zy_mark sample_body_marks[] = {{0, 3, ZY_CLASS_WORD}, {8, 11, ZY_CLASS_SYNONYM}};
static const zy_snippet sample_snippets[] = {
    {"养老院里办起食堂，敬老院也来学", sample_body_marks, 2, 2, "body"}};
static const char *const sample_authors[] = {"沈佳禾", "陆一鸣"};
static const zy_hit sample_hits[] = {
    {.id = "125-1-3",
     .class_ = ZY_CLASS_INSIDE,
     .score = 12.25,
     .title = "张堰镇养老院开放",
     .title_marks = sample_title_marks,
     .title_mark_count = 1,
     .kicker = "引题",
     .date = "2025-01-03",
     .issue = "125",
     .page = 1,
     .section = "要闻",
     .authors = sample_authors,
     .author_count = 2,
     .url = "/articles/125-1-3",
     .source = "a/b.txt",
     .matches = 3,
     .snippets = sample_snippets,
     .snippet_count = 1},
    {.id = "9",
     .class_ = ZY_CLASS_RELATED,
     .title = "",
     .date = "",
     .issue = "",
     .section = "",
     .url = "/articles/9",
     .source = ""},
};
static const char *const sample_notes[] = {"括号没有配对，当作普通文字。"};
static const zy_facet_value sample_years[] = {{"2025", 1}, {"2024", 7}};
static const zy_facet sample_facets[] = {{ZY_FACET_YEAR, sample_years, 2}};
static const zy_month sample_months[] = {{"2025-01", 1, 41}};
static const zy_suggestion sample_suggestions[] = {{"敬老院", "同义", 4}};

static inline zy_answer sample_answer(void)
{
    return (zy_answer){.query = "养老院",
                       .read_as = "含有“养老院”的文章。",
                       .notes = sample_notes,
                       .note_count = 1,
                       .total = 8,
                       .classes = {5, 2, 0, 1, 30},
                       .took_us = 412,
                       .coverage = {6211, 312, 17, "1998-01-01", "2025-01-03"},
                       .hits = sample_hits,
                       .hit_count = 2,
                       .facets = sample_facets,
                       .facet_count = 1,
                       .timeline = sample_months,
                       .month_count = 1,
                       .suggestions = sample_suggestions,
                       .suggestion_count = 1};
}

#endif
