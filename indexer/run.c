/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run from outside: progress while it lasts, then summary, refusals and reports. */
#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void complain(const zy_error *err)
{
    fprintf(stderr, "zy-index: %s\n", err->message[0] ? err->message : zy_status_text(err->status));
    if (err->hint[0])
        fprintf(stderr, "提示：%s\n", err->hint);
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

zy_status write_file(const char *name, const zy_buf *text, zy_error *err)
{
    if (strcmp(name, "-") == 0)
        return write_to(stdout, "标准输出", text, err);
    FILE *file = fopen(name, "we");
    if (!file)
        return fail(err, ZY_IO, "", "不能写 %s：%s", name, strerror(errno));
    zy_status status = write_to(file, name, text, err);
    if (fclose(file) && !status)
        status = fail(err, ZY_IO, "请检查磁盘空间。", "没能写出 %s：%s", name, strerror(errno));
    return status;
}

static void write_lines(FILE *to, const zy_buf *lines)
{
    if (lines->len_bytes)
        fwrite(lines->data, 1, lines->len_bytes, to);
}

void write_time(void)
{
    char text[16];
    time_t seconds = time(NULL);
    struct tm local;
    strftime(text, sizeof text, "%H:%M:%S", localtime_r(&seconds, &local));
    fprintf(stderr, "%s ", text);
}

static void write_summary(const zy_index_result *r, bool dry_run)
{
    fprintf(stderr, "%s读%s %" PRIu64 " 个文件", dry_run ? "试运行，索引未改动：会" : "", dry_run ? "" : "了",
            r->files_read);
    if (r->files_unchanged)
        fprintf(stderr, "，%" PRIu64 " 个没有变化", r->files_unchanged);
    if (r->files_gone)
        fprintf(stderr, "，%" PRIu64 " 个已不在", r->files_gone);
    if (r->files_waiting)
        fprintf(stderr, "，%" PRIu64 " 个还在写入", r->files_waiting);
    if (r->files_refused)
        fprintf(stderr, "，%" PRIu64 " 个未被收录", r->files_refused);
    fprintf(stderr, "；文章新增 %" PRIu64 "、更新 %" PRIu64 "、去掉 %" PRIu64 "，%s共 %" PRIu64 " 篇%s。\n",
            r->articles_added, r->articles_changed, r->articles_removed, dry_run ? "将" : "现",
            r->articles_total, dry_run || r->published ? "" : "，索引没有变化");
}

typedef struct {
    progress line;
    bool (*ready)(void *context, const char *path);
    void *context;
} running;

static bool on_progress(void *context, const zy_index_progress *now)
{
    running *self = context;
    return progress_show(&self->line, now);
}

static bool on_ready(void *context, const char *path)
{
    running *self = context;
    return self->ready(self->context, path);
}

/* A failed run's own sentence comes before one about its report. */
static zy_status write_reports(const indexer_options *o, const zy_index_result *result, zy_error *err)
{
    zy_status status = ZY_OK;
    if (o->report && result->report_json.len_bytes)
        status = write_file(o->report, &result->report_json, err);
    if (!status && o->report_html && result->report_html.len_bytes)
        status = write_file(o->report_html, &result->report_html, err);
    return status;
}

zy_status run_once(const indexer_options *options, bool (*ready)(void *context, const char *path),
                   void *context, uint64_t *waiting, zy_error *err)
{
    running self = {.line = progress_new(options->quiet), .ready = ready, .context = context};
    zy_index_options index = options->index;
    zy_index_result result = {0};
    index.report = options->report || options->report_html;
    index.progress = on_progress;
    index.ready = ready ? on_ready : NULL;
    index.context = &self;
    zy_status status = zy_index(&index, options->paths, options->path_count, &result, err);
    progress_wipe(&self.line);
    bool stopped = status && progress_stopped(), failed = zy_status_exit(status) == 2;
    if (stopped)
        status = fail(err, ZY_TIMEOUT, "再运行一次就会接着做。", "已按要求停下，原来的索引没有动");
    if (!options->quiet && !stopped)
        write_lines(stderr, &result.notices);
    if (!stopped)
        write_lines(stderr, &result.refusals);
    if (!stopped && !failed)
        write_lines(stdout, &result.changes);
    zy_error report_error = {0};
    zy_status written = stopped ? ZY_OK : write_reports(options, &result, failed ? &report_error : err);
    bool summary = !options->quiet && !failed && !stopped;
    if (summary && options->command == COMMAND_WATCH)
        write_time();
    if (summary)
        write_summary(&result, index.dry_run);
    if (waiting)
        *waiting = result.files_waiting;
    zy_index_result_free(&result);
    return failed || stopped ? status : written ? written : status;
}
