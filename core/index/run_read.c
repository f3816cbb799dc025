/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding what is new, changed and gone, by content, and handing the new to the pool. */
#include "base/bits.h"
#include "base/error.h"
#include "index/restore.h"
#include "index/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Which units have to be read ---- */

/* Hashes the unit's files into the new list; true when every one is as it was. */
static bool same_as_before(zy_run *run, const zy_unit *unit, zy_error *err, zy_status *status)
{
    bool same = run->old != NULL;
    for (size_t i = 0; i < unit->files.count; i++) {
        zy_source_file *file = zy_sources_add(&run->sources, unit->files.items[i], unit->path);
        if (!file) {
            *status = zy_fail_memory(err);
            return false;
        }
        if (zy_file_sha256(file->path, file->sha256, NULL))
            file->sha256[0] = '\0'; /* the reader will say what is the matter */
        zy_source_file *before = zy_sources_find(&run->old_sources, file->path);
        if (before)
            before->seen = true;
        same = same && before && !before->refused && file->sha256[0] &&
               strcmp(before->sha256, file->sha256) == 0 && strcmp(before->unit, file->unit) == 0;
    }
    return same;
}

/* ---- Articles against what the index has ---- */

static bool is_gone(const zy_run *run, size_t segment, uint32_t doc)
{
    return zy_segment_is_gone(&run->old->segments[segment], doc) || zy_bit_get(run->gone[segment], doc);
}

static void mark_gone(zy_run *run, size_t segment, uint32_t doc)
{
    if (!is_gone(run, segment, doc)) {
        zy_bit_set(run->gone[segment], doc);
        run->changed = true;
    }
}

/* Looks the article up; true when the index has it exactly so.  An older form of it is marked as gone. */
static bool already_there(zy_run *run, const zy_article *article, uint64_t hash, bool *changed)
{
    for (size_t i = 0; run->old && i < run->old->segment_count; i++) {
        const zy_segment *segment = &run->old->segments[i];
        int64_t doc = zy_segment_find_id(segment, article->id);
        if (doc < 0 || zy_segment_is_gone(segment, (uint32_t)doc))
            continue;
        if (segment->docs[doc].hash == hash) {
            zy_bit_clear(run->gone[i], (size_t)doc); /* its file was marked before it was read */
            return true;
        }
        zy_bit_set(run->gone[i], (size_t)doc);
        *changed = true;
    }
    return false;
}

static bool first_with_id(zy_run *run, const zy_article *article)
{
    size_t before = zy_intern_count(&run->ids);
    return zy_intern_number(&run->ids, article->id, strlen(article->id)) == before;
}

/* What was refused depends on what else is there: the unit is read again in the next run. */
static void mark_refused(zy_run *run, const char *unit)
{
    for (size_t i = 0; i < run->sources.count; i++)
        if (strcmp(run->sources.items[i].unit, unit) == 0)
            run->sources.items[i].refused = true;
}

/* Chooses what goes into the pool; false when an article was refused. */
static bool choose(zy_run *run, const zy_articles *set, bool *wanted, uint64_t *hashes)
{
    bool all = true;
    for (size_t i = 0; i < set->count; i++) {
        const zy_article *article = &set->items[i];
        bool changed = false;
        hashes[i] = zy_article_hash(article);
        if (!first_with_id(run, article)) {
            zy_notes_add(&run->notes, ZY_NOTE_REFUSED, "duplicate-id", article->source, article->first_line,
                         "%s 第 %d 行：编号 %s 已有另一篇文章使用，这一篇未收录",
                         article->source ? article->source : "", article->first_line, article->id);
            all = false;
            continue;
        }
        wanted[i] = !already_there(run, article, hashes[i], &changed);
        run->result->articles_changed += changed;
        run->result->articles_added += wanted[i] && !changed;
    }
    return all;
}

static zy_status read_unit(zy_run *run, const zy_unit *unit, zy_error *err)
{
    zy_articles set = {0};
    zy_error failure = {0};
    zy_status status = zy_read_issue(unit->path, NULL, &set, &failure);
    zy_notes_take(&run->notes, &set);
    if (status && set.count == 0) {
        bool said = set.note_count > 0;
        zy_articles_free(&set);
        if (status == ZY_NO_MEMORY)
            return zy_fail(err, status, "%s", failure.message);
        run->result->files_refused += unit->files.count;
        mark_refused(run, unit->path);
        if (!said)
            zy_notes_add(&run->notes, ZY_NOTE_REFUSED, zy_status_name(status), unit->path, 0, "%s",
                         failure.message);
        return ZY_OK;
    }
    run->result->files_read += unit->files.count;
    bool *wanted = calloc(set.count + 1, sizeof *wanted);
    uint64_t *hashes = calloc(set.count + 1, sizeof *hashes);
    status = wanted && hashes ? ZY_OK : zy_fail_memory(err);
    if (!status) {
        if (!choose(run, &set, wanted, hashes))
            mark_refused(run, unit->path);
        status = zy_pool_add(run->pool, &set, wanted, hashes, err);
    }
    zy_articles_free(&set);
    free(wanted);
    free(hashes);
    return status;
}

/* ---- What the index keeps or loses by source file ---- */

typedef enum { KEEP, DROP } fate;

/* Applies a fate to all old articles that came from the file. */
static void settle_source(zy_run *run, const char *path, fate what)
{
    for (size_t i = 0; i < run->old->segment_count; i++) {
        const zy_segment *segment = &run->old->segments[i];
        uint32_t last = UINT32_MAX;
        bool match = false;
        for (uint32_t doc = 0; doc < segment->doc_count; doc++) {
            if (segment->docs[doc].source != last) { /* articles of a file stand together */
                last = segment->docs[doc].source;
                match = strcmp(zy_segment_string(segment, last), path) == 0;
            }
            if (!match || zy_segment_is_gone(segment, doc))
                continue;
            if (what == DROP)
                mark_gone(run, i, doc);
            else {
                const char *id = zy_segment_string(segment, segment->docs[doc].id);
                zy_intern_number(&run->ids, id, strlen(id));
            }
        }
    }
}

/* Files of earlier runs that were not named in this one: kept while they exist, dropped when they are gone.
 */
static zy_status settle_unseen(zy_run *run, zy_error *err)
{
    for (size_t i = 0; run->old && i < run->old_sources.count; i++) {
        zy_source_file *before = &run->old_sources.items[i];
        if (before->seen)
            continue;
        if (access(before->path, F_OK) != 0) {
            run->result->files_gone++;
            settle_source(run, before->path, DROP);
            continue;
        }
        zy_source_file *file = zy_sources_add(&run->sources, before->path, before->unit);
        if (!file)
            return zy_fail_memory(err);
        memcpy(file->sha256, before->sha256, sizeof file->sha256);
        file->refused = before->refused;
        settle_source(run, before->path, KEEP);
    }
    return ZY_OK;
}

/* A file named twice, by itself and by its folder or by this run and an earlier one, is read once. */
static bool named_before(zy_intern *names, const zy_unit *unit)
{
    bool before = unit->files.count > 0;
    for (size_t i = 0; i < unit->files.count; i++) {
        size_t count = zy_intern_count(names);
        if (zy_intern_number(names, unit->files.items[i], strlen(unit->files.items[i])) == count)
            before = false;
    }
    return before;
}

/* Leaves each unit once, in the order they were. */
static zy_status drop_doubles(zy_units *units, zy_error *err)
{
    zy_intern names = {0};
    size_t kept = 0;
    for (size_t u = 0; u < units->count; u++)
        if (!named_before(&names, &units->items[u]))
            units->items[kept++] = units->items[u];
    bool failed = names.failed;
    units->count = kept;
    zy_intern_free(&names);
    return failed ? zy_fail_memory(err) : ZY_OK;
}

zy_status zy_run_read(zy_run *run, const char *const *paths, size_t count, zy_error *err)
{
    zy_units units = {0};
    zy_status status = zy_units_find(paths, count, &units, err);
    if (status)
        return status;
    zy_notes_take(&run->notes, &units.found);
    status = drop_doubles(&units, err);
    bool *same = calloc(units.count + 1, sizeof *same);
    if (!same)
        status = zy_fail_memory(err);
    /* Unchanged units first: their ids are taken, and what stays must be known before what is new. */
    for (size_t u = 0; u < units.count && !status; u++) {
        same[u] = same_as_before(run, &units.items[u], err, &status);
        for (size_t f = 0; f < units.items[u].files.count && !status && run->old; f++)
            settle_source(run, units.items[u].files.items[f], same[u] ? KEEP : DROP);
        if (same[u])
            run->result->files_unchanged += units.items[u].files.count;
    }
    if (!status)
        status = settle_unseen(run, err);
    for (size_t u = 0; u < units.count && !status; u++) {
        if (!zy_run_progress(run, "读取", u, units.count))
            status = zy_fail(err, ZY_TIMEOUT, "已按要求中止，原有的索引不变");
        else if (!same[u])
            status = read_unit(run, &units.items[u], err);
    }
    free(same);
    zy_units_free(&units);
    return status;
}
