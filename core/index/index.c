/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy_index: the run from lock to publication.  Whatever fails, CURRENT still names the old generation. */
#include "base/buf.h"
#include "base/error.h"
#include "index/run.h"
#include "issue/print.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool zy_run_progress(zy_run *run, const char *phase, uint64_t done, uint64_t all)
{
    return !run->options->progress || run->options->progress(run->options->context, phase, done, all);
}

zy_status zy_run_phase(zy_run *run, const char *phase, zy_error *err)
{
    return zy_run_progress(run, phase, 0, 1) ? ZY_OK
                                             : zy_fail(err, ZY_TIMEOUT, "已按要求中止，原有的索引不变");
}

/* The lexicon named, else the one the index was made with, else none. */
static zy_status load_lexicon(zy_run *run, const zy_generation *old, zy_error *err)
{
    if (run->options->lexicon) {
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
    zy_map packed = {0};
    zy_status status = old ? zy_generation_map(old, ".lexicon", &packed, err) : ZY_OK;
    if (!status && packed.data)
        status = zy_lexicon_unpack(packed.data, packed.len_bytes, &run->lexicon, err);
    zy_map_close(&packed);
    return status;
}

/* An index made by another analyser or schema cannot be added to: what it was made from is read anew. */
static zy_status open_old(zy_run *run, zy_error *err)
{
    const char *folder = run->options->folder;
    zy_generation *old = NULL;
    zy_error failure = {0};
    zy_status status = zy_current_read(folder, run->old_name, &failure);
    if (status == ZY_NO_INDEX) {
        run->old_name[0] = '\0';
        return load_lexicon(run, NULL, err);
    }
    if (!status)
        run->old_number = strtoull(run->old_name + 1, NULL, 10);
    if (!status)
        status = zy_generation_open(folder, run->old_name, &old, &failure);
    if (status && !run->options->rebuild) {
        if (err)
            *err = failure;
        return status;
    }
    status = load_lexicon(run, old, err);
    char fingerprint[128];
    zy_analyser_fingerprint(run->lexicon, fingerprint);
    bool fits = old && !run->options->rebuild && strcmp(fingerprint, old->manifest.analyser) == 0;
    if (!status && !run->options->rebuild)
        status = zy_sources_read(folder, run->old_name, &run->old_sources, err);
    if (old && !fits && !run->options->rebuild)
        zy_notes_add(&run->notes, ZY_NOTE_INFO, "analyser-changed", folder, 0,
                     "词库或程序版本有变（%s → %s），全部来源重新读取", old->manifest.analyser, fingerprint);
    if (status || !fits) {
        zy_generation_close(old);
        return status;
    }
    run->old = old;
    run->gone = calloc(old->segment_count + 1, sizeof *run->gone);
    for (size_t i = 0; run->gone && i < old->segment_count; i++)
        if (!(run->gone[i] = calloc(old->segments[i].doc_count / 64 + 1, sizeof **run->gone)))
            return zy_fail_memory(err);
    return run->gone ? ZY_OK : zy_fail_memory(err);
}

/* When everything is read anew, the sources of earlier runs are read too, not only what this call names. */
static const char **all_paths(const zy_run *run, const char *const *paths, size_t count, size_t *all)
{
    const char **list = malloc((count + run->old_sources.count + 1) * sizeof *list);
    *all = 0;
    for (size_t i = 0; list && i < count; i++)
        list[(*all)++] = paths[i];
    for (size_t i = 0; list && !run->old && !run->options->rebuild && i < run->old_sources.count; i++) {
        const char *unit = run->old_sources.items[i].unit;
        if (access(unit, F_OK) == 0 && (i == 0 || strcmp(unit, run->old_sources.items[i - 1].unit) != 0))
            list[(*all)++] = unit;
    }
    return list;
}

static zy_status open_pool(zy_run *run, zy_error *err)
{
    unsigned jobs = run->options->jobs;
    if (jobs == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        jobs = processors > 0 ? (unsigned)processors : 1;
    }
    char prefix[32];
    snprintf(prefix, sizeof prefix, "s%06llu-", (unsigned long long)run->old_number + 1);
    if (snprintf(run->scratch, sizeof run->scratch, "%s/scratch-%ld", run->options->folder, (long)getpid()) >=
        (int)sizeof run->scratch)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", run->options->folder);
    zy_remove_tree(run->scratch);
    zy_status status = zy_make_folder(run->scratch, err);
    if (!status)
        status = zy_pool_open(jobs, run->options->dry_run ? run->scratch : run->options->folder, run->scratch,
                              prefix, &run->analyser, &run->pool, err);
    return status;
}

static zy_status run_all(zy_run *run, const char *const *paths, size_t count, zy_error *err)
{
    zy_status status = open_old(run, err);
    if (!status)
        status = zy_analyser_open(run->lexicon, &run->analyser, err);
    if (!status)
        status = open_pool(run, err);
    size_t all = 0;
    const char **list = status ? NULL : all_paths(run, paths, count, &all);
    if (!status && !list)
        status = zy_fail_memory(err);
    if (!status)
        status = zy_run_read(run, list, all, err);
    free(list);
    if (!status && run->old == NULL && zy_intern_count(&run->ids) == 0) {
        status = zy_fail(err, ZY_BAD_ARGUMENT, "%s%s里没有可以收录的文章，索引未改动", paths[0],
                         count > 1 ? " 等" : " ");
        zy_hint(err, "能收录的有 .txt（版面文字）、.md、.html、.pdf 和 .jsonl");
        return status;
    }
    return status ? status : zy_run_publish(run, err);
}

static void count_removed(zy_run *run)
{
    uint64_t removed = 0;
    for (size_t i = 0; run->old && i < run->old->segment_count; i++)
        for (uint32_t doc = 0; doc < run->old->segments[i].doc_count; doc++)
            removed += run->gone[i][doc >> 6] >> (doc & 63) & 1;
    run->result->articles_removed =
        removed >= run->result->articles_changed ? removed - run->result->articles_changed : 0;
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
    zy_run_unlock(run);
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
    zy_run run = {.options = options, .result = &result, .lock_fd = -1};
    zy_status status = zy_make_folder(options->folder, err);
    if (!status)
        status = zy_run_lock(&run, err);
    if (!status)
        status = run_all(&run, whole, path_count, err);
    count_removed(&run);
    zy_notes_report(&run);
    if (!status && result.refusals.len_bytes)
        status = ZY_REFUSED;
    close_run(&run);
    zy_arena_free(&names);
    *out = result; /* the report is worth having even of a failure */
    return status;
}

void zy_index_result_free(zy_index_result *result)
{
    if (!result)
        return;
    zy_buf_free(&result->report_json);
    zy_buf_free(&result->refusals);
}

zy_status zy_articles_recover(const char *path, zy_buf *json_lines, zy_buf *refusals, zy_error *err)
{
    zy_articles set = {0};
    zy_status status = zy_read_issue(path, NULL, &set, err);
    if (!status || set.count)
        zy_articles_print_jsonl(&set, json_lines);
    bool refused = false;
    for (size_t i = 0; i < set.note_count; i++)
        if (set.notes[i].kind == ZY_NOTE_REFUSED) {
            refused = true;
            zy_buf_str(refusals, set.notes[i].text);
            zy_buf_char(refusals, '\n');
        }
    if (refused && set.count == 0) { /* the refusals say why; nothing was done */
        zy_error_clear(err);
        status = zy_fail(err, ZY_BAD_ARGUMENT, "%s 里没有读出文章", path);
    }
    zy_articles_free(&set);
    return status ? status : refused ? ZY_REFUSED : ZY_OK;
}
