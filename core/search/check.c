/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy_check: is the index whole, and what does it hold? */
#include "base/buf.h"
#include "base/error.h"
#include "search/internal.h"
#include "search/search.h"

#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

static uint64_t file_bytes(const char *folder, const char *name, const char *ending)
{
    char path[PATH_MAX];
    struct stat about;
    if (snprintf(path, sizeof path, "%s/%s%s", folder, name, ending) >= (int)sizeof path ||
        stat(path, &about) != 0)
        return 0;
    return (uint64_t)about.st_size;
}

static zy_status check_segment(const zy_store *store, const zy_segment *s, zy_buf *out, zy_error *err)
{
    char path[PATH_MAX];
    zy_status status = zy_segment_verify(s, err);
    uint64_t errors = 0;
    xc_error failure = {0};
    snprintf(path, sizeof path, "%s/%s.glass", store->folder, s->name);
    if (!status && xc_check(path, &errors, &failure))
        status = zy_fail_xapian(err, &failure);
    if (!status && errors)
        status =
            zy_fail(err, ZY_CORRUPT, "索引段 %s 的词索引有 %llu 处错误", s->name, (unsigned long long)errors);
    zy_buf_printf(
        out, "  %s：%u 篇，%u 字，%.1f MB，%s\n", s->name, s->doc_count, s->literal.unit_count,
        (double)(file_bytes(store->folder, s->name, ".zys") + file_bytes(store->folder, s->name, ".glass")) /
            1e6,
        status ? "已损坏" : "完好");
    return status;
}

static const char *hides_nothing(const zy_takedown_entry *entry)
{
    return entry->kind == ZY_TAKEDOWN_ARTICLE ? "索引里没有这个编号（或前面的行已经包括）"
                                              : "没有文章含有它（或前面的行已经包括）";
}

void zy_takedown_text(const zy_store *store, zy_buf *out)
{
    const zy_takedown *list = &store->hidden.list;
    if (list->entries.count || list->notes.count)
        zy_buf_printf(out, "下架名单 takedown.txt：%zu 行起作用，隐去 %u 篇\n", list->entries.count,
                      store->hidden.count);
    for (size_t i = 0; i < list->entries.count; i++) {
        const zy_takedown_entry *entry = &ZY_VEC_AT(list->entries, zy_takedown_entry, i);
        zy_buf_printf(out, "  第 %d 行 %s：", entry->line, entry->text);
        if (entry->hides)
            zy_buf_printf(out, "%u 篇\n", entry->hides);
        else
            zy_buf_printf(out, "0 篇，%s\n", hides_nothing(entry));
    }
    for (size_t i = 0; i < list->notes.count; i++)
        zy_buf_printf(out, "  注意：%s\n", ZY_VEC_AT(list->notes, const char *, i));
    if (store->hidden.numbers_shown)
        zy_buf_str(out, "设置 index.ini：身份证号、银行卡号照原样显示\n");
    if (store->hidden.complaint[0])
        zy_buf_printf(out, "  注意：%s；号码照旧遮盖\n", store->hidden.complaint);
}

zy_status zy_check(const char *folder, zy_buf *out, zy_error *err)
{
    zy_store *store = NULL;
    zy_status status = zy_open(folder, &store, err);
    if (status)
        return status;
    const zy_generation *g = store->generation;
    zy_coverage coverage = {0};
    status = zy_coverage_get(store, &coverage, err);
    zy_buf_printf(out, "索引 %s：第 %s 代，建于 %s，格式第 %d 版\n", folder, g->name, g->manifest.created,
                  ZY_INDEX_SCHEMA);
    zy_buf_printf(out, "分词 %s\n", g->manifest.analyser);
    zy_buf_printf(out, "文章 %llu 篇，报纸 %llu 期", (unsigned long long)coverage.articles,
                  (unsigned long long)coverage.issues);
    if (coverage.missing)
        zy_buf_printf(out, "（中间缺 %llu 期）", (unsigned long long)coverage.missing);
    if (coverage.first && *coverage.first)
        zy_buf_printf(out, "，%s 至 %s", coverage.first, coverage.last);
    zy_buf_str(out, "\n");
    zy_issue_list *issues = NULL;
    if (!status)
        status = zy_issues_get(store, &issues, err);
    if (!status)
        zy_gaps_text(issues, out);
    zy_issues_free(issues);
    zy_takedown_text(store, out);
    for (size_t i = 0; i < g->segment_count && !status; i++)
        status = check_segment(store, &g->segments[i], out, err);
    if (!status && g->problem[0]) {
        status = zy_fail(err, ZY_CORRUPT, "%s；暂由上一代 %s 作答", g->problem, g->name);
        zy_hint(err, "请再运行一次 zy-index，它从这一代接着做；或用 zy-index --rebuild 重建");
    }
    zy_close(store);
    return status;
}
