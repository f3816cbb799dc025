/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is missing of an archive, as sentences.  Shared by the check, the terminal and the clerk's report. */
#include "base/buf.h"

#include <string.h>

enum { RUNS_SAID = 40 };

static void put_missing(const zy_issue_list *list, zy_buf *out)
{
    uint64_t all = 0;
    for (size_t i = 0; i < list->missing_count; i++)
        all += list->missing[i].last - list->missing[i].first + 1;
    zy_buf_printf(out, "缺 %llu 期：", (unsigned long long)all);
    for (size_t i = 0; i < list->missing_count && i < RUNS_SAID; i++) {
        const zy_missing_issues *run = &list->missing[i];
        zy_buf_printf(out, i ? "、%llu" : "%llu", (unsigned long long)run->first);
        if (run->last > run->first)
            zy_buf_printf(out, run->last > run->first + 1 ? "–%llu" : "、%llu",
                          (unsigned long long)run->last);
    }
    zy_buf_str(out, list->missing_count > RUNS_SAID ? "等。\n" : "。\n");
}

/* Pages of one issue stand together. */
static void put_empty(const zy_issue_list *list, zy_buf *out)
{
    zy_buf_printf(out, "%zu 个版没有文章：", list->empty_page_count);
    for (size_t i = 0; i < list->empty_page_count && i < RUNS_SAID; i++) {
        const zy_empty_page *page = &list->empty_pages[i], *before = i ? page - 1 : page;
        bool same = i && strcmp(page->issue, before->issue) == 0;
        if (same)
            zy_buf_printf(out, "、%d", page->page);
        else
            zy_buf_printf(out, "%s%s 期第 %d", i ? " 版，" : "", page->issue, page->page);
    }
    zy_buf_str(out, list->empty_page_count > RUNS_SAID ? " 版等。\n" : " 版。\n");
}

void zy_gaps_text(const zy_issue_list *list, zy_buf *out)
{
    if (list->missing_count)
        put_missing(list, out);
    if (list->empty_page_count)
        put_empty(list, out);
}
