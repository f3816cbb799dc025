/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From segments to a published generation: merging small ones, manifest, side files, checks, CURRENT. */
#include "base/bits.h"
#include "base/error.h"
#include "base/limits.h"
#include "index/restore.h"
#include "index/run.h"
#include "index/side_files.h"
#include "search/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Each segment costs every query a little; beyond this many the small ones are made into one. */
enum { SEGMENTS_MOST = 8, MERGED_LEAST = 4, RESTORED_SET = 256 };

static uint32_t live_docs(const zy_run *run, size_t segment)
{
    uint32_t live = 0;
    for (uint32_t doc = 0; doc < run->old->segments[segment].doc_count; doc++)
        live += !zy_run_is_gone(run, segment, doc);
    return live;
}

/* ---- Merging ---- */

static zy_status restore_segment(zy_run *run, size_t i, zy_error *err)
{
    const zy_segment *segment = &run->old->segments[i];
    zy_source scratch = {0};
    zy_status status = ZY_OK;
    bool wanted[RESTORED_SET];
    uint64_t hashes[RESTORED_SET];
    for (uint32_t doc = 0; doc < segment->doc_count && !status;) {
        zy_articles set = {0};
        for (; doc < segment->doc_count && set.count < RESTORED_SET && !status; doc++) {
            if (zy_run_is_gone(run, i, doc))
                continue;
            status = zy_article_restore(segment, doc, &scratch, &set, err);
            if (status)
                break;
            wanted[set.count - 1] = true;
            hashes[set.count - 1] = segment->docs[doc].hash;
        }
        if (!status && set.count)
            status = zy_pool_add(run->pool, &set, wanted, hashes, err);
        zy_articles_free(&set);
    }
    zy_source_free(&scratch);
    return status;
}

/* A segment of which half is gone, or which is small among many, is written anew with this run's articles. */
static zy_status merge_small(zy_run *run, bool *dropped, zy_error *err)
{
    size_t kept = 0, count = run->old ? run->old->segment_count : 0;
    zy_status status = ZY_OK;
    for (size_t i = 0; i < count; i++) {
        uint32_t live = live_docs(run, i);
        dropped[i] = live == 0;
        kept += live > 0;
    }
    size_t merged = 0;
    for (uint32_t bound = 1 << 12;
         kept + 1 > SEGMENTS_MOST - merged && bound <= ZY_LIMIT_SEGMENT_UNITS / 2 && !status; bound *= 8) {
        for (size_t i = 0; i < count && !status; i++) {
            if (dropped[i] || run->old->segments[i].literal.unit_count > bound)
                continue;
            status = restore_segment(run, i, err);
            dropped[i] = true;
            kept--;
        }
        merged = kept + 1 <= SEGMENTS_MOST - MERGED_LEAST ? SEGMENTS_MOST : merged;
        if (kept + 1 <= SEGMENTS_MOST)
            break;
    }
    for (size_t i = 0; i < count && !status; i++)
        if (!dropped[i] && 2 * live_docs(run, i) < run->old->segments[i].doc_count) {
            status = restore_segment(run, i, err);
            dropped[i] = true;
        }
    return status;
}

/* ---- The manifest ---- */

static bool add_entry(zy_manifest *manifest, const zy_segment_entry *from)
{
    zy_segment_entry *to = &manifest->segments[manifest->segment_count++];
    *to = *from;
    to->name = zy_arena_str(&manifest->arena, from->name);
    return to->name != NULL;
}

static bool keep_old(zy_run *run, size_t i)
{
    zy_manifest *manifest = &run->manifest;
    const zy_segment *segment = &run->old->segments[i];
    if (!add_entry(manifest, &run->old->manifest.segments[i]))
        return false;
    zy_segment_entry *entry = &manifest->segments[manifest->segment_count - 1];
    entry->gone = ZY_ARENA_ARRAY(&manifest->arena, uint32_t, segment->doc_count);
    entry->gone_count = 0;
    for (uint32_t doc = 0; entry->gone && doc < segment->doc_count; doc++)
        if (zy_run_is_gone(run, i, doc))
            entry->gone[entry->gone_count++] = doc;
    return entry->gone != NULL;
}

static zy_status make_manifest(zy_run *run, const bool *dropped, const zy_segment_entry *made,
                               size_t made_count, zy_error *err)
{
    zy_manifest *manifest = &run->manifest;
    size_t old = run->old ? run->old->segment_count : 0;
    manifest->number = run->new_number;
    manifest->previous = zy_arena_str(&manifest->arena, run->old_name);
    manifest->analyser = zy_arena_str(&manifest->arena, run->analyser.fingerprint);
    char now[32];
    time_t seconds = time(NULL);
    struct tm utc;
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &utc));
    manifest->created = zy_arena_str(&manifest->arena, now);
    manifest->segments = ZY_ARENA_ARRAY(&manifest->arena, zy_segment_entry, old + made_count);
    bool fine = !manifest->arena.failed;
    for (size_t i = 0; i < old && fine; i++)
        fine = dropped[i] || keep_old(run, i);
    for (size_t i = 0; i < made_count && fine; i++)
        fine = add_entry(manifest, &made[i]);
    return fine && !manifest->arena.failed ? ZY_OK : zy_fail_memory(err);
}

/* ---- All of it ---- */

static zy_status make_generation(zy_run *run, zy_error *err)
{
    size_t old = run->old ? run->old->segment_count : 0;
    bool *dropped = calloc(old + 1, sizeof *dropped);
    const zy_segment_entry *made = NULL;
    size_t made_count = 0;
    zy_status status = dropped ? ZY_OK : zy_fail_memory(err);
    if (!status && zy_run_changes_articles(run))
        status = merge_small(run, dropped, err);
    if (!status)
        status = zy_run_phase(run, "排序", err);
    if (!status)
        status = zy_pool_finish(run->pool, &made, &made_count, err);
    if (!status)
        status = make_manifest(run, dropped, made, made_count, err);
    free(dropped);
    return status;
}

static zy_status write_generation(zy_run *run, const char *name, zy_error *err)
{
    const char *folder = run->options->folder;
    zy_status status = zy_sources_write(folder, name, &run->sources, err);
    if (!status)
        status = zy_notes_write(folder, name, &run->notes, err);
    if (!status)
        status = zy_manifest_write(folder, &run->manifest, err);
    if (!status)
        status = zy_side_files_write(run, name, err);
    return status;
}

/* Nothing of the archive has changed: the generation that answers goes on, and so does the one before it, to
 * go back to.  Only the list of sources may have to be put right. */
static zy_status stay(zy_run *run, zy_error *err)
{
    zy_store *store = NULL;
    zy_status status = ZY_OK;
    if (run->options->golden && !run->options->no_gate) { /* the golden queries may be what has changed */
        status = zy_open_generation(run->options->folder, run->old_name, &store, err);
        if (!status)
            status = zy_golden_check(run, store, err);
        zy_close(store);
    }
    if (!status)
        status = zy_sources_write(run->options->folder, run->old_name, &run->sources, err);
    if (!status)
        status = zy_notes_write(run->options->folder, run->old_name, &run->notes, err);
    if (!status)
        zy_clear_away(run->options->folder,
                      run->old_name); /* the run before may have been cut short in this */
    return status;
}

zy_status zy_run_publish(zy_run *run, zy_error *err)
{
    const char *folder = run->options->folder;
    char name[ZY_GENERATION_NAME_BYTES];
    zy_sources_sort(&run->sources);
    bool damaged = run->old && run->old->problem[0];
    if (run->old && !damaged && !run->lexicon_changed && !zy_run_changes_articles(run))
        return stay(run, err);
    zy_status status = make_generation(run, err);
    zy_generation_name(run->new_number, name);
    if (!status)
        status = write_generation(run, name, err);
    if (!status)
        status = zy_run_phase(run, "检查", err);
    if (!status)
        status = zy_gate(run, name, err);
    if (!status)
        status = zy_run_phase(run, "发布", err);
    if (!status)
        status = zy_file_sync(folder, err);
    if (!status)
        status = zy_current_write(folder, name, run->old_name, err);
    if (status)
        return status;
    run->result->published = true;
    zy_clear_away(folder, name);
    return ZY_OK;
}
