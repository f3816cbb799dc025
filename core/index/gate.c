/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The gate: a generation answers only when it is whole, its golden queries come out right, and it finds its
 * own articles.  What fails is named, with the query and what came instead. */
#include "base/buf.h"
#include "base/error.h"
#include "index/run.h"
#include "index/side_files.h"
#include "search/search.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many headlines are asked for, and sentences taken to pieces: all of a small archive, a sample of a large
 * one, which the checks must not make half as slow again to build. */
enum { HEADLINES_MOST = 300, ARTICLES_MOST = 2000, SENTENCES_EVERY = 50, QUESTIONS_MOST = 6000 };

static const char *const way_out = "原有的索引照常可查；请核对这一条或词库后再运行，确知无妨时可加 --no-gate";

/* ---- Whole ---- */

static zy_status check_segment(const zy_run *run, const zy_segment *s, zy_error *err)
{
    char path[PATH_MAX];
    uint64_t errors = 0;
    xc_error failure = {0};
    zy_status status = zy_segment_verify(s, err);
    if (!status &&
        snprintf(path, sizeof path, "%s/%s.glass", run->options->folder, s->name) >= (int)sizeof path)
        status = zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", run->options->folder);
    if (!status && xc_check(path, &errors, &failure))
        status = zy_fail_xapian(err, &failure);
    if (!status && errors)
        status = zy_fail(err, ZY_CORRUPT, "刚写好的索引段 %s 有 %llu 处错误，可能磁盘有毛病", s->name,
                         (unsigned long long)errors);
    return status;
}

/* What this run has written is read back against its checksums; older segments have been before. */
static zy_status check_new_segments(const zy_run *run, const char *name, zy_error *err)
{
    char prefix[32];
    zy_generation *g = NULL;
    zy_status status = zy_generation_open(run->options->folder, name, &g, err);
    snprintf(prefix, sizeof prefix, "s%06llu-", (unsigned long long)run->new_number);
    for (size_t i = 0; !status && i < g->segment_count; i++)
        if (strncmp(g->segments[i].name, prefix, strlen(prefix)) == 0)
            status = check_segment(run, &g->segments[i], err);
    zy_generation_close(g);
    return status;
}

/* ---- Finding its own articles ---- */

/* Even steps through [from, end), beginning elsewhere in each generation, so that in time all are asked for.
 */
static size_t pick_from(const zy_run *run, uint32_t from, uint32_t end, size_t most, uint32_t *picked)
{
    uint32_t count = end - from;
    size_t wanted = count < most ? count : most;
    for (size_t i = 0; i < wanted; i++)
        picked[i] = from + (uint32_t)((run->new_number + i * count / wanted) % count);
    return wanted;
}

/* Articles to ask for: this run's first, they stand last; then others. */
static size_t pick(const zy_run *run, uint32_t count, size_t most, uint32_t *picked)
{
    uint32_t made = 0;
    char prefix[32];
    snprintf(prefix, sizeof prefix, "s%06llu-", (unsigned long long)run->new_number);
    for (size_t i = 0; i < run->manifest.segment_count; i++)
        if (strncmp(run->manifest.segments[i].name, prefix, strlen(prefix)) == 0)
            made += run->manifest.segments[i].docs;
    size_t chosen = pick_from(run, count - made, count, most, picked);
    return chosen + pick_from(run, 0, count - made, most - chosen, picked + chosen);
}

static zy_status say_wrong(const zy_selfcheck *check, const char *what, zy_error *err)
{
    zy_status status =
        zy_fail(err, ZY_GATE, "新索引未通过检查：查%s“%.200s”，得到的却是“%.120s”；新索引未启用", what,
                check->asked.data ? check->asked.data : "", check->came.data ? check->came.data : "");
    zy_hint(err, "%s", way_out);
    return status;
}

static zy_status check_headlines(zy_run *run, zy_store *store, zy_error *err)
{
    uint32_t picked[HEADLINES_MOST];
    size_t count = pick(run, zy_selfcheck_count(store), HEADLINES_MOST, picked);
    zy_selfcheck check = {0};
    zy_status status = ZY_OK;
    for (size_t i = 0; i < count && !status && !check.wrong; i++) {
        if (!zy_run_progress(run, "检查", i, count))
            status = zy_fail(err, ZY_TIMEOUT, "已按要求中止，原有的索引不变");
        else
            status = zy_selfcheck_headline(store, picked[i], &check, err);
    }
    if (!status && check.wrong)
        status = say_wrong(&check, "标题", err);
    zy_selfcheck_free(&check);
    return status;
}

static zy_status check_text(zy_run *run, zy_store *store, zy_error *err)
{
    uint32_t picked[ARTICLES_MOST];
    size_t count = pick(run, zy_selfcheck_count(store), ARTICLES_MOST, picked);
    zy_selfcheck check = {0};
    zy_status status = ZY_OK;
    size_t sentence = run->new_number % SENTENCES_EVERY, asked = 0;
    for (size_t i = 0; i < count && !status && !check.wrong && asked < QUESTIONS_MOST; i++)
        status = zy_selfcheck_text(store, picked[i], SENTENCES_EVERY, &sentence, &asked, &check, err);
    if (!status && check.wrong)
        status = say_wrong(&check, "文中的", err);
    zy_selfcheck_free(&check);
    return status;
}

/* ---- All of it ---- */

/* Whoever runs it may publish all the same; what failed is told. */
static zy_status let_pass(zy_run *run, zy_status status, const zy_error *failure, zy_error *err)
{
    if (status == ZY_GATE && run->options->no_gate) {
        zy_run_notice(run, "%s——按 --no-gate 照样启用", failure->message);
        return ZY_OK;
    }
    if (status && err && err->status == ZY_OK)
        *err = *failure;
    if (status)
        zy_notes_add(&run->notes, ZY_NOTE_REFUSED, "gate", run->options->folder, 0, "%s", failure->message);
    return status;
}

zy_status zy_gate(zy_run *run, const char *name, zy_error *err)
{
    zy_store *store = NULL;
    zy_error failure = {0};
    zy_status status = check_new_segments(run, name, err);
    if (!status)
        status = zy_open_generation(run->options->folder, name, &store, err);
    if (status)
        return status;
    typedef zy_status (*check)(zy_run *, zy_store *, zy_error *);
    const check checks[] = {zy_golden_check, check_headlines, check_text};
    for (size_t i = 0; i < sizeof checks / sizeof *checks && !status; i++) {
        failure = (zy_error){0};
        status = let_pass(run, checks[i](run, store, &failure), &failure, err);
    }
    zy_close(store);
    return status;
}
