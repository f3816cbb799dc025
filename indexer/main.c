/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy-index: takes newspapers into an index.  Exit status: 0 all taken in, 1 some inputs refused, 2 nothing
 * done. */
#include "help.h"
#include "options.h"
#include "progress.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void complain(const zy_error *err)
{
    fprintf(stderr, "zy-index: %s\n", err->message[0] ? err->message : zy_status_text(err->status));
    if (err->hint[0])
        fprintf(stderr, "提示：%s\n", err->hint);
}

static void write_refusals(const zy_buf *refusals)
{
    if (!refusals->len_bytes)
        return;
    fwrite(refusals->data, 1, refusals->len_bytes, stderr);
    if (refusals->data[refusals->len_bytes - 1] != '\n')
        fputc('\n', stderr);
}

/* Results that did not reach their file are a failure: a full disk must not look like success. */
static zy_status write_to(FILE *file, const char *name, const zy_buf *text, zy_error *err)
{
    size_t len = text->len_bytes;
    bool good = !text->failed && (!len || fwrite(text->data, 1, len, file) == len);
    if (good && len && text->data[len - 1] != '\n')
        good = fputc('\n', file) != EOF;
    good = fflush(file) == 0 && good;
    return good ? ZY_OK : fail(err, ZY_IO, "请检查磁盘空间。", "没能写出 %s：%s", name, strerror(errno));
}

static zy_status write_report(const char *name, const zy_buf *report, zy_error *err)
{
    if (strcmp(name, "-") == 0)
        return write_to(stdout, "标准输出", report, err);
    FILE *file = fopen(name, "we");
    if (!file)
        return fail(err, ZY_IO, "", "不能写报告 %s：%s", name, strerror(errno));
    zy_status status = write_to(file, name, report, err);
    if (fclose(file) && !status)
        status = fail(err, ZY_IO, "请检查磁盘空间。", "没能写出 %s：%s", name, strerror(errno));
    return status;
}

static void write_summary(const zy_index_result *r, bool dry_run)
{
    fprintf(stderr, "%s读了 %" PRIu64 " 个文件", dry_run ? "（试运行，索引未改动）" : "", r->files_read);
    if (r->files_unchanged)
        fprintf(stderr, "，%" PRIu64 " 个没有变化", r->files_unchanged);
    if (r->files_gone)
        fprintf(stderr, "，%" PRIu64 " 个已不在", r->files_gone);
    if (r->files_refused)
        fprintf(stderr, "，%" PRIu64 " 个未被收录", r->files_refused);
    fprintf(stderr, "；文章新增 %" PRIu64 "、更新 %" PRIu64 "、去掉 %" PRIu64 "，现共 %" PRIu64 " 篇。\n",
            r->articles_added, r->articles_changed, r->articles_removed, r->articles_total);
}

static zy_status run_index(indexer_options *o, zy_error *err)
{
    progress line = progress_new(o->quiet);
    zy_index_result result = {0};
    o->index.progress = progress_step;
    o->index.context = &line;
    progress_catch_signals();
    zy_status status = zy_index(&o->index, o->paths, o->path_count, &result, err);
    progress_wipe(&line);
    if (status && progress_stopped()) {
        zy_index_result_free(&result);
        return fail(err, ZY_TIMEOUT, "再运行一次就会接着做。", "已按要求停下，原来的索引没有动");
    }
    write_refusals(&result.refusals);
    zy_error report_error = {0}; /* a failed run's own sentence comes first */
    zy_status written = ZY_OK;
    if (o->report && result.report_json.len_bytes)
        written =
            write_report(o->report, &result.report_json, zy_status_exit(status) == 2 ? &report_error : err);
    if (!o->quiet && zy_status_exit(status) < 2)
        write_summary(&result, o->index.dry_run);
    zy_index_result_free(&result);
    return zy_status_exit(status) == 2 ? status : written ? written : status;
}

static zy_status run_articles(const char *path, zy_error *err)
{
    zy_buf lines = {0}, refusals = {0};
    zy_status status = zy_articles_recover(path, &lines, &refusals, err), written = ZY_OK;
    write_refusals(&refusals);
    if (!status || status == ZY_REFUSED)
        written = write_to(stdout, "标准输出", &lines, err);
    zy_buf_free(&lines);
    zy_buf_free(&refusals);
    return written ? written : status;
}

static zy_status run(indexer_options *options, zy_error *err)
{
    switch (options->command) {
    case COMMAND_HELP: fputs(help_text, stdout); return ZY_OK;
    case COMMAND_VERSION: printf("zy-index %s\n", zy_version()); return ZY_OK;
    case COMMAND_ARTICLES: return run_articles(options->articles, err);
    default: return run_index(options, err);
    }
}

int main(int argc, char **argv)
{
    zy_error err = {0};
    indexer_options options = {0};
    zy_status status = options_read(argc, argv, &options, &err);
    if (!status)
        status = run(&options, &err);
    if (status && (status != ZY_REFUSED || err.message[0]))
        complain(&err);
    return zy_status_exit(status);
}
