/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the units that must be read, and handing what is new of them to the pool. */
#include "base/bits.h"
#include "base/error.h"
#include "index/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file that changes while it is read is read again, this often and after so long. */
enum { TRIES = 3, PAUSE_US = 150000 };

/* ---- Articles against what the index has ---- */

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
        if (wanted[i])
            zy_run_tell(run, "  %s  %s  %s", changed ? "更新" : "新增", article->id, article->title);
    }
    return all;
}

/* ---- One unit ---- */

/* A unit on its way: its files as they were when they were looked at. */
typedef struct {
    const zy_unit *unit;
    zy_source_file *files; /* borrowed from the list of what was looked at */
    size_t count;
    zy_articles set;
    zy_status status;
    zy_error error;
} reading;

/* True when no file has changed since it was looked at. */
static bool is_steady(const reading *r)
{
    for (size_t i = 0; i < r->count; i++) {
        zy_file_sign now;
        zy_file_sign_of(r->files[i].path, &now);
        if (!zy_file_sign_same(&now, &r->files[i].sign))
            return false;
    }
    return true;
}

/* Reads until what was read is what was looked at; false when it would not stand still. */
static bool read_steadily(zy_run *run, reading *r)
{
    for (int attempt = 1;; attempt++) {
        r->error = (zy_error){0};
        r->status = zy_read_issue(r->unit->path, &r->set, &r->error);
        if (is_steady(r))
            return true;
        zy_articles_free(&r->set);
        r->set = (zy_articles){0};
        if (attempt == TRIES)
            return false;
        usleep((unsigned)attempt * PAUSE_US);
        for (size_t i = 0; i < r->count; i++)
            zy_run_look_at(run, &r->files[i]);
    }
}

static zy_status wait_for(zy_run *run, const reading *r, zy_error *err)
{
    run->result->files_waiting += r->count;
    zy_run_tell(run, "等写完  %s", r->unit->path);
    /* A watch will come back to it by itself; else somebody must. */
    zy_notes_add(&run->notes, run->options->ready ? ZY_NOTE_INFO : ZY_NOTE_REFUSED, "being-written",
                 r->unit->path, 0, "%s 正在被改写，这次没有收录，原有的内容不动；写完后请再运行一次",
                 r->unit->path);
    return zy_run_keep(run, r->unit, err);
}

static size_t count_there(const reading *r)
{
    size_t there = 0;
    for (size_t i = 0; i < r->count; i++)
        there += r->files[i].sign.inode != 0;
    return there;
}

static zy_status take_lines(zy_run *run, const reading *r, bool refused, zy_error *err)
{
    for (size_t i = 0; i < r->count; i++) {
        zy_source_file *line = zy_sources_copy(&run->sources, &r->files[i]);
        if (!line)
            return zy_fail_memory(err);
        line->refused = refused;
    }
    return ZY_OK;
}

static zy_status take_refusal(zy_run *run, const reading *r, zy_error *err)
{
    if (r->status == ZY_NO_MEMORY)
        return zy_fail(err, r->status, "%s", r->error.message);
    run->result->files_refused += r->count;
    if (r->set.note_count == 0)
        zy_notes_add(&run->notes, ZY_NOTE_REFUSED, zy_status_name(r->status), r->unit->path, 0, "%s",
                     r->error.message);
    return take_lines(run, r, true, err);
}

/* Could a file that is there not be read?  Not its content is at fault then, and what the index had of it is
 * still true. */
static bool is_unreadable(const reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->files[i].sign.inode && !r->files[i].sha256[0])
            return true;
    for (size_t i = 0; i < r->set.note_count; i++) {
        const zy_note *note = &r->set.notes[i];
        if (note->kind == ZY_NOTE_REFUSED && note->code && strcmp(note->code, zy_status_name(ZY_IO)) == 0)
            return true;
    }
    return false;
}

static zy_status keep_unreadable(zy_run *run, const reading *r, zy_error *err)
{
    run->result->files_refused += r->count;
    zy_notes_take(&run->notes, &r->set); /* the reason */
    zy_notes_add(&run->notes, ZY_NOTE_REFUSED, "unreadable", r->unit->path, 0,
                 "%s 这次读不出来，索引里保留上次收录的内容；请检查磁盘和权限", r->unit->path);
    return zy_run_keep(run, r->unit, err);
}

static zy_status take_articles(zy_run *run, reading *r, zy_error *err)
{
    bool *wanted = calloc(r->set.count + 1, sizeof *wanted);
    uint64_t *hashes = calloc(r->set.count + 1, sizeof *hashes);
    zy_status status = wanted && hashes ? ZY_OK : zy_fail_memory(err);
    if (!status) {
        run->result->files_read += r->count;
        /* What was refused depends on what else is there: the unit is read again in the next run. */
        bool all = choose(run, &r->set, wanted, hashes);
        status = take_lines(run, r, !all, err);
    }
    if (!status && run->pool)
        status = zy_pool_add(run->pool, &r->set, wanted, hashes, err);
    free(wanted);
    free(hashes);
    return status;
}

static zy_status read_unit(zy_run *run, const zy_unit *unit, zy_source_file *files, zy_error *err)
{
    reading r = {.unit = unit, .files = files, .count = unit->files.count};
    const zy_source_file *before = NULL;
    for (size_t i = 0; i < r.count && !before; i++)
        before = zy_sources_find(&run->old_sources, files[i].path);
    zy_run_tell(run, "%s  %s", before ? "重读" : "读取", unit->path);
    zy_status status;
    bool steady = read_steadily(run, &r);
    if (!steady && count_there(&r) > 0) {
        status = wait_for(run, &r, err);
    } else if (count_there(&r) == 0 && !run->options->ready && !before) {
        zy_notes_take(&run->notes, &r.set); /* it never was there; or it went before its first look */
        status = take_refusal(run, &r, err);
    } else if (count_there(&r) == 0) {
        run->result->files_gone += r.count;
        status = ZY_OK;
    } else if (before && run->old && is_unreadable(&r)) {
        status = keep_unreadable(run, &r, err);
    } else {
        zy_notes_take(&run->notes, &r.set);
        status = r.status && r.set.count == 0 ? take_refusal(run, &r, err) : take_articles(run, &r, err);
    }
    zy_articles_free(&r.set);
    return status;
}

/* ---- All units ---- */

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
    zy_intern files = {0}, paths = {0};
    size_t kept = 0;
    for (size_t u = 0; u < units->count; u++) {
        size_t known = zy_intern_count(&paths);
        bool new_path = zy_intern_number(&paths, units->items[u].path, strlen(units->items[u].path)) == known;
        if (!named_before(&files, &units->items[u]) && new_path)
            units->items[kept++] = units->items[u];
    }
    bool failed = files.failed || paths.failed;
    units->count = kept;
    zy_intern_free(&files);
    zy_intern_free(&paths);
    return failed ? zy_fail_memory(err) : ZY_OK;
}

static zy_status read_units(zy_run *run, const zy_units *units, const zy_sources *looked,
                            const zy_unit_fate *fates, zy_error *err)
{
    zy_status status = ZY_OK;
    size_t line = 0;
    for (size_t u = 0; u < units->count && !status; line += units->items[u++].files.count) {
        size_t files = units->items[u].files.count;
        if (!zy_run_progress(run, "读取", u, units->count))
            status = zy_fail(err, ZY_TIMEOUT, "已按要求中止，原有的索引不变");
        else if (fates[u] == ZY_UNIT_SAME)
            run->result->files_unchanged += files;
        else if (fates[u] == ZY_UNIT_WAITING)
            run->result->files_waiting += files;
        else if (files > 0)
            status = read_unit(run, &units->items[u], &looked->items[line], err);
        if (fates[u] == ZY_UNIT_WAITING)
            zy_run_tell(run, "等写完  %s", units->items[u].path);
    }
    return status;
}

zy_status zy_run_read(zy_run *run, const char *const *paths, size_t count, zy_error *err)
{
    zy_units units = {0};
    zy_sources looked = {0};
    zy_status status = zy_units_find(paths, count, &units, err);
    if (status)
        return status;
    for (size_t i = 0; i < units.found.note_count; i++) { /* of this run: the folders are walked each time */
        const zy_note *note = &units.found.notes[i];
        zy_notes_add(&run->notes, note->kind, note->code, note->source, note->line, "%s", note->text);
    }
    status = drop_doubles(&units, err);
    zy_unit_fate *fates = calloc(units.count + 1, sizeof *fates);
    if (!fates)
        status = zy_fail_memory(err);
    if (!status)
        status = zy_run_look(run, &units, &looked, fates, err);
    if (!status)
        status = read_units(run, &units, &looked, fates, err);
    free(fates);
    zy_sources_free(&looked);
    zy_units_free(&units);
    return status;
}
