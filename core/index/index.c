/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy_index: the run from lock to publication.  Whatever fails, CURRENT still names the old generation. */
#include "base/buf.h"
#include "base/error.h"
#include "index/lexicon_diff.h"
#include "index/report.h"
#include "index/run.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool zy_run_progress(zy_run *run, const char *phase, uint64_t done, uint64_t all)
{
    const zy_index_progress now = {phase, done, all, zy_intern_count(&run->ids)};
    return !run->options->progress || run->options->progress(run->options->context, &now);
}

zy_status zy_run_phase(zy_run *run, const char *phase, zy_error *err)
{
    return zy_run_progress(run, phase, 0, 0) ? ZY_OK
                                             : zy_fail(err, ZY_TIMEOUT, "已按要求中止，原有的索引不变");
}

void zy_run_notice(zy_run *run, const char *format, ...)
{
    va_list arguments;
    char *line = NULL;
    va_start(arguments, format);
    int len = vasprintf(&line, format, arguments);
    va_end(arguments);
    if (len < 0)
        return;
    zy_buf_printf(&run->result->notices, "%s\n", line);
    zy_notes_add(&run->notes, ZY_NOTE_INFO, "notice", run->options->folder, 0, "%s", line);
    free(line);
}

/* ---- The lexicon ---- */

static zy_status load_named_lexicon(zy_run *run, zy_error *err)
{
    zy_buf notes = {0};
    zy_status status = zy_lexicon_load(run->options->lexicon, &run->lexicon, &notes, err);
    for (char *line = notes.data, *end; !status && line && *line; line = end) {
        end = line + strcspn(line, "\n");
        zy_notes_add(&run->notes, ZY_NOTE_INFO, "lexicon-line", run->options->lexicon, 0, "%.*s",
                     (int)(end - line), line);
        end += *end == '\n';
    }
    zy_buf_free(&notes);
    return status;
}

/* Holds the lexicon named against the one the index was made with. */
static zy_status compare_lexicons(zy_run *run, const zy_map *packed, zy_error *err)
{
    zy_lexicon *before = NULL;
    zy_buf bytes = {0};
    zy_status status =
        packed->data ? zy_lexicon_unpack(packed->data, packed->len_bytes, &before, err) : ZY_OK;
    zy_lexicon_pack(run->lexicon, &bytes);
    run->lexicon_changed = bytes.failed || !packed->data || bytes.len_bytes != packed->len_bytes ||
                           memcmp(bytes.data, packed->data, bytes.len_bytes) != 0;
    run->cuts_otherwise = !zy_lexicons_cut_alike(before, run->lexicon);
    zy_buf_free(&bytes);
    zy_lexicon_free(before);
    return status;
}

/* The lexicon named, else the one the index was made with, else none. */
static zy_status load_lexicon(zy_run *run, const zy_generation *old, zy_error *err)
{
    zy_map packed = {0};
    zy_status status = old ? zy_generation_map(old, ".lexicon", &packed, err) : ZY_OK;
    if (!status && run->options->lexicon)
        status = load_named_lexicon(run, err);
    else if (!status && packed.data)
        status = zy_lexicon_unpack(packed.data, packed.len_bytes, &run->lexicon, err);
    if (!status && run->options->lexicon && old)
        status = compare_lexicons(run, &packed, err);
    zy_map_close(&packed);
    return status;
}

/* ---- The old index ---- */

static zy_status make_gone_bits(zy_run *run, zy_error *err)
{
    const zy_generation *old = run->old;
    run->gone = calloc(old->segment_count + 1, sizeof *run->gone);
    for (size_t i = 0; run->gone && i < old->segment_count; i++)
        if (!(run->gone[i] = calloc(old->segments[i].doc_count / 64 + 1, sizeof **run->gone)))
            return zy_fail_memory(err);
    return run->gone ? ZY_OK : zy_fail_memory(err);
}

/* What cuts texts has changed: the program, whose versions stand before the last part of the fingerprint, or
 * the gazetteer and the words. */
static void say_analyser(zy_run *run, const char *was, const char *is)
{
    const char *a = strrchr(was, '/'), *b = strrchr(is, '/');
    bool program = !a || !b || a - was != b - is || strncmp(was, is, (size_t)(a - was)) != 0;
    if (program)
        zy_run_notice(run, "程序切词的版本与建索引时不同（%s → %s），全部来源重新读取", was, is);
    else
        zy_run_notice(
            run,
            "词库里的地名或词语有变，全部来源重新读取、重新切词（改变了什么，可先用 --lexicon-diff 看）");
}

/* An index made by another analyser cannot be added to: what it was made from is read anew. */
static zy_status take_old(zy_run *run, zy_generation *old, zy_error *err)
{
    char fingerprint[128];
    bool rebuild = run->options->rebuild;
    snprintf(run->old_name, sizeof run->old_name, "%s", old->name);
    if (old->problem[0])
        zy_run_notice(run, "%s；改从上一代 %s 接着做", old->problem, old->name);
    zy_status status = load_lexicon(run, old, err);
    zy_analyser_fingerprint(run->lexicon, fingerprint);
    bool fits = !rebuild && !run->cuts_otherwise && strcmp(fingerprint, old->manifest.analyser) == 0;
    if (!status && !rebuild)
        status = zy_sources_read(run->options->folder, old->name, &run->old_sources, err);
    if (!status && fits)
        status = zy_notes_read(run->options->folder, old->name, &run->old_notes, err);
    if (!status && !fits && !rebuild)
        say_analyser(run, old->manifest.analyser, fingerprint);
    else if (!status && run->lexicon_changed && fits)
        zy_run_notice(run, "词库有变（同义词、读音等，不影响切词），换用新的词库，文章不必重读");
    if (status || !fits) {
        zy_generation_close(old);
        return status;
    }
    run->old = old;
    return make_gone_bits(run, err);
}

static zy_status open_old(zy_run *run, zy_error *err)
{
    zy_generation *old = NULL;
    zy_error failure = {0};
    zy_status status = zy_generation_open(run->options->folder, NULL, &old, &failure);
    if (!status)
        return take_old(run, old, err);
    if (status == ZY_NO_INDEX || run->options->rebuild)
        return load_lexicon(run, NULL, err);
    if (err)
        *err = failure;
    return status;
}

/* ---- The run ---- */

/* When everything is read anew, the sources of earlier runs are read too, not only what this call names. */
static const char **all_paths(const zy_run *run, size_t *all)
{
    const char **list = malloc((run->path_count + run->old_sources.count + 1) * sizeof *list);
    *all = 0;
    for (size_t i = 0; list && i < run->path_count; i++)
        list[(*all)++] = run->paths[i];
    for (size_t i = 0; list && !run->old && !run->options->rebuild && i < run->old_sources.count; i++) {
        const char *unit = run->old_sources.items[i].unit;
        if (!zy_run_has_gone(unit) && (i == 0 || strcmp(unit, run->old_sources.items[i - 1].unit) != 0))
            list[(*all)++] = unit;
    }
    return list;
}

static zy_status open_pool(zy_run *run, zy_error *err)
{
    const char *folder = run->options->folder;
    unsigned jobs = run->options->jobs;
    if (jobs == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        jobs = processors > 0 ? (unsigned)processors : 1;
    }
    char prefix[32];
    snprintf(prefix, sizeof prefix, "s%06llu-", (unsigned long long)run->new_number);
    if (snprintf(run->scratch, sizeof run->scratch, "%s/scratch-%ld", folder, (long)getpid()) >=
        (int)sizeof run->scratch)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", folder);
    zy_remove_tree(run->scratch);
    zy_status status = zy_make_folder(run->scratch, err);
    return status ? status
                  : zy_pool_open(jobs, folder, run->scratch, prefix, &run->analyser, &run->pool, err);
}

static zy_status nothing_found(const zy_run *run, zy_error *err)
{
    zy_status status = zy_fail(err, ZY_BAD_ARGUMENT, "%s%s里没有可以收录的文章，索引未改动", run->paths[0],
                               run->path_count > 1 ? " 等" : " ");
    zy_hint(err, "能收录的有 .txt（版面文字）、.md、.html、.pdf 和 .jsonl");
    return status;
}

static zy_status run_all(zy_run *run, zy_error *err)
{
    zy_status status = open_old(run, err);
    if (!status && !run->options->dry_run)
        status = zy_analyser_open(run->lexicon, &run->analyser, err);
    if (!status && !run->options->dry_run)
        status = open_pool(run, err);
    size_t all = 0;
    const char **list = status ? NULL : all_paths(run, &all);
    if (!status && !list)
        status = zy_fail_memory(err);
    if (!status)
        status = zy_run_read(run, list, all, err);
    free(list);
    if (!status && run->old == NULL && zy_intern_count(&run->ids) == 0)
        status = nothing_found(run, err);
    if (!status)
        status = zy_run_count(run, err);
    return status || run->options->dry_run ? status : zy_run_publish(run, err);
}

static void close_run(zy_run *run)
{
    zy_pool_free(run->pool);
    for (size_t i = 0; run->old && run->gone && i < run->old->segment_count; i++)
        free(run->gone[i]);
    free(run->gone);
    zy_generation_close(run->old);
    if (run->scratch[0])
        zy_remove_tree(run->scratch);
    zy_analyser_close(&run->analyser);
    zy_lexicon_free(run->lexicon);
    zy_sources_free(&run->old_sources);
    zy_sources_free(&run->sources);
    zy_intern_free(&run->ids);
    zy_manifest_free(&run->manifest);
    zy_notes_free(&run->notes);
    zy_notes_free(&run->old_notes);
}

/* Paths from the root: a source is known by its path, and the next run may start in another folder. */
static const char **whole_paths(zy_arena *arena, const char *const *paths, size_t count)
{
    char whole[PATH_MAX];
    const char **list = ZY_ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; list && i < count; i++)
        list[i] = zy_arena_str(arena, realpath(paths[i], whole) ? whole : paths[i]);
    if (arena->failed) {
        zy_arena_free(arena);
        return NULL;
    }
    return list;
}

static zy_status prepare_folder(zy_run *run, zy_error *err)
{
    if (run->options->dry_run)
        return ZY_OK;
    zy_status status = zy_make_folder(run->options->folder, err);
    if (!status)
        status = zy_run_lock(run, err);
    if (status)
        return status;
    uint64_t highest = 0;
    status = zy_highest_number(run->options->folder, &highest, err);
    if (status)
        return status;
    run->new_number = highest + 1;
    /* What an interrupted run left goes first: on a full disk, its room is what this one needs. */
    zy_clear_left_overs(run->options->folder);
    return ZY_OK;
}

/* A sentence for each thing refused in this run. */
static void list_refusals(const zy_run *run)
{
    for (size_t i = 0; i < run->notes.count; i++) {
        const zy_kept_note *kept = &run->notes.items[i];
        if (kept->note.kind == ZY_NOTE_REFUSED && !kept->carried) {
            zy_buf_str(&run->result->refusals, kept->note.text);
            zy_buf_char(&run->result->refusals, '\n');
        }
    }
}

static void write_reports(const zy_run *run)
{
    zy_report report;
    zy_report_gather(run, &report);
    zy_report_json(&report, &run->result->report_json);
    zy_report_html(&report, &run->result->report_html);
    zy_report_free(&report);
}

zy_status zy_index(const zy_index_options *options, const char *const *paths, size_t path_count,
                   zy_index_result *out, zy_error *err)
{
    if (!options->folder || path_count == 0)
        return zy_fail(err, ZY_BAD_ARGUMENT, "没有说明要收录哪些文件或文件夹");
    zy_index_result result = {0};
    zy_arena names = {0};
    const char **whole = whole_paths(&names, paths, path_count);
    if (!whole)
        return zy_fail_memory(err);
    zy_run run = {
        .options = options, .paths = whole, .path_count = path_count, .result = &result, .lock_fd = -1};
    zy_status status = prepare_folder(&run, err);
    bool locked = run.lock_fd >= 0;
    if (!status)
        status = run_all(&run, err);
    list_refusals(&run);
    write_reports(&run);
    if (!status && result.refusals.len_bytes)
        status = ZY_REFUSED;
    close_run(&run);
    if (locked && run.new_number && zy_status_exit(status) == 2)
        zy_clear_number(options->folder, run.new_number);
    zy_run_unlock(&run);
    zy_arena_free(&names);
    *out = result; /* the report is worth having even of a failure */
    return status;
}

void zy_index_result_free(zy_index_result *result)
{
    if (!result)
        return;
    zy_buf_free(&result->report_json);
    zy_buf_free(&result->report_html);
    zy_buf_free(&result->refusals);
    zy_buf_free(&result->notices);
    zy_buf_free(&result->changes);
}
