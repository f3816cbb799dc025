/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking before reading: which files are new, changed, gone or still being written, by their content; and
 * what of the old index goes with them. */
#include "base/bits.h"
#include "base/error.h"
#include "index/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A file written so lately may be written once more without its times telling. */
enum { FRESH_SECONDS = 2 };

static bool is_fresh(const zy_file_sign *sign)
{
    return sign->mtime_ns / 1000000000 + FRESH_SECONDS >= (int64_t)time(NULL);
}

bool zy_run_look_at(const zy_run *run, zy_source_file *file)
{
    const zy_source_file *before = zy_sources_find(&run->old_sources, file->path);
    zy_file_sign sign;
    bool there = zy_file_sign_of(file->path, &sign);
    file->sign = sign;
    file->fresh = is_fresh(&sign);
    file->sha256[0] = '\0';
    if (there && before && before->sha256[0] && before->sign.inode && zy_file_sign_same(&before->sign, &sign))
        memcpy(file->sha256, before->sha256, sizeof file->sha256);
    else if (zy_file_sha256(file->path, file->sha256, NULL))
        file->sha256[0] = '\0'; /* the reader will say what is the matter */
    return there;
}

bool zy_run_has_gone(const char *path)
{
    return access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

static bool is_as_before(const zy_source_file *file, const zy_source_file *before)
{
    return before && !before->refused && file->sha256[0] && strcmp(before->sha256, file->sha256) == 0 &&
           strcmp(before->unit, file->unit) == 0;
}

static zy_status look_at_unit(zy_run *run, const zy_unit *unit, zy_sources *looked, zy_unit_fate *fate,
                              zy_error *err)
{
    *fate = run->old ? ZY_UNIT_SAME : ZY_UNIT_READ;
    for (size_t i = 0; i < unit->files.count; i++) {
        zy_source_file *file = zy_sources_add(looked, unit->files.items[i], unit->path);
        if (!file)
            return zy_fail_memory(err);
        zy_source_file *before = zy_sources_find(&run->old_sources, file->path);
        if (before)
            before->seen = true;
        if (run->options->ready && !run->options->ready(run->options->context, file->path)) {
            *fate = ZY_UNIT_WAITING;
            continue;
        }
        zy_run_look_at(run, file);
        if (*fate == ZY_UNIT_SAME && !is_as_before(file, before))
            *fate = ZY_UNIT_READ;
    }
    return ZY_OK;
}

/* ---- Files of earlier runs that this one did not come across ---- */

typedef struct {
    zy_intern names; /* of units */
    zy_unit_fate *fates;
} unit_table;

/* The fate of a unit that is in this run, or NULL. */
static zy_unit_fate *fate_of(const unit_table *units, const char *path)
{
    int64_t number = zy_intern_find(&units->names, path, strlen(path));
    return number < 0 ? NULL : &units->fates[number];
}

/* A page that is gone changes the issue it was a page of. */
static void notice_gone_pages(zy_run *run, const unit_table *units)
{
    for (size_t i = 0; i < run->old_sources.count; i++) {
        const zy_source_file *before = &run->old_sources.items[i];
        zy_unit_fate *fate = before->seen ? NULL : fate_of(units, before->unit);
        if (fate && *fate == ZY_UNIT_SAME && zy_run_has_gone(before->path))
            *fate = ZY_UNIT_READ;
    }
}

/* ---- What goes and what stays ---- */

/* Files by path: does what came of them stay? */
typedef struct {
    zy_intern paths;
    zy_vec stays; /* uint8_t */
} verdicts;

static void judge(verdicts *v, const char *path, bool stays)
{
    uint32_t number = zy_intern_number(&v->paths, path, strlen(path));
    if (number == v->stays.count)
        ZY_VEC_PUSH(&v->stays, uint8_t, stays);
    else if (number < v->stays.count)
        ZY_VEC_AT(v->stays, uint8_t, number) = stays;
}

/* The path named for this run under which the file was, when that itself is not there; else NULL. */
static const char *missing_root(const zy_run *run, const char *file)
{
    for (size_t i = 0; i < run->path_count; i++) {
        size_t len = strlen(run->paths[i]);
        if (strncmp(file, run->paths[i], len) == 0 && (file[len] == '/' || file[len] == '\0') &&
            zy_run_has_gone(run->paths[i]))
            return run->paths[i];
    }
    return NULL;
}

/* A disk that is not mounted is no archive without articles. */
static bool root_is_missing(zy_run *run, const char *file, const char **said)
{
    const char *root = missing_root(run, file);
    if (root && root != *said)
        zy_run_notice(run, "%s 不在（可能没有挂载），里面的文章都保留；真要去掉，请不写它而加 --rebuild",
                      root);
    *said = root ? root : *said;
    return root != NULL;
}

/* Unseen files stay while they exist, or while their issue waits. */
static zy_status judge_unseen(zy_run *run, const unit_table *units, verdicts *v, zy_error *err)
{
    const char *said = NULL;
    for (size_t i = 0; i < run->old_sources.count; i++) {
        const zy_source_file *before = &run->old_sources.items[i];
        if (before->seen)
            continue;
        bool there = !zy_run_has_gone(before->path) || root_is_missing(run, before->path, &said);
        const zy_unit_fate *fate = fate_of(units, before->unit);
        bool stays = fate && *fate != ZY_UNIT_SAME ? *fate == ZY_UNIT_WAITING : there;
        judge(v, before->path, stays);
        if (stays && !zy_sources_copy(&run->sources, before))
            return zy_fail_memory(err);
        if (!stays && !there) {
            run->result->files_gone++;
            zy_run_tell(run, "不在了  %s", before->path);
        }
    }
    return ZY_OK;
}

static zy_status judge_units(zy_run *run, const zy_units *units, const zy_sources *looked,
                             const zy_unit_fate *fates, verdicts *v, zy_error *err)
{
    size_t line = 0;
    for (size_t u = 0; u < units->count; u++)
        for (size_t f = 0; f < units->items[u].files.count; f++, line++) {
            const zy_source_file *file = &looked->items[line];
            const zy_source_file *before = zy_sources_find(&run->old_sources, file->path);
            judge(v, file->path, fates[u] != ZY_UNIT_READ);
            /* Units that are read have their lines added when they have been. */
            const zy_source_file *keep = fates[u] == ZY_UNIT_SAME      ? file
                                         : fates[u] == ZY_UNIT_WAITING ? before
                                                                       : NULL;
            if (keep && !zy_sources_copy(&run->sources, keep))
                return zy_fail_memory(err);
        }
    return v->stays.failed || v->paths.failed ? zy_fail_memory(err) : ZY_OK;
}

static void register_id(zy_run *run, const zy_segment *segment, uint32_t doc)
{
    const char *id = zy_segment_string(segment, segment->docs[doc].id);
    zy_intern_number(&run->ids, id, strlen(id));
}

/* Goes over all old articles once. */
static void settle(zy_run *run, const verdicts *v)
{
    for (size_t i = 0; i < run->old->segment_count; i++) {
        const zy_segment *segment = &run->old->segments[i];
        uint32_t last = UINT32_MAX;
        bool stays = true;
        for (uint32_t doc = 0; doc < segment->doc_count; doc++) {
            if (segment->docs[doc].source != last) { /* articles of a file stand together */
                last = segment->docs[doc].source;
                const char *path = zy_segment_string(segment, last);
                int64_t number = zy_intern_find(&v->paths, path, strlen(path));
                stays = number < 0 || ZY_VEC_AT(v->stays, uint8_t, number);
            }
            if (zy_segment_is_gone(segment, doc))
                continue;
            if (stays)
                register_id(run, segment, doc);
            else
                zy_bit_set(run->gone[i], doc);
        }
    }
}

/* What was noticed about sources that stay is still so. */
static void carry_notes(zy_run *run, const unit_table *units, const verdicts *v)
{
    for (size_t i = 0; i < run->old_notes.count; i++) {
        const zy_note *note = &run->old_notes.items[i].note;
        int64_t number = zy_intern_find(&v->paths, note->source, strlen(note->source));
        const zy_unit_fate *fate = fate_of(units, note->source); /* of an issue as a whole */
        bool stays = number >= 0 ? ZY_VEC_AT(v->stays, uint8_t, number)
                     : fate      ? *fate != ZY_UNIT_READ
                                 : !zy_run_has_gone(note->source);
        if (stays)
            zy_notes_carry(&run->notes, note);
    }
}

zy_status zy_run_look(zy_run *run, const zy_units *units, zy_sources *looked, zy_unit_fate *fates,
                      zy_error *err)
{
    unit_table table = {.fates = fates};
    verdicts v = {.stays = ZY_VEC(uint8_t)};
    zy_status status = ZY_OK;
    for (size_t u = 0; u < units->count && !status; u++) {
        const char *path = units->items[u].path;
        if (!zy_run_progress(run, "查看", u, units->count))
            status = zy_fail(err, ZY_TIMEOUT, "已按要求中止，原有的索引不变");
        else if (zy_intern_number(&table.names, path, strlen(path)) !=
                 u) /* two units of one name would share a fate */
            status = zy_fail(err, ZY_INTERNAL, "%s 被当作两份", path);
        else
            status = look_at_unit(run, &units->items[u], looked, &fates[u], err);
    }
    if (!status) {
        notice_gone_pages(run, &table);
        status = judge_unseen(run, &table, &v, err);
    }
    if (!status)
        status = judge_units(run, units, looked, fates, &v, err);
    if (!status && run->old) {
        settle(run, &v);
        carry_notes(run, &table, &v);
    }
    zy_intern_free(&table.names);
    zy_intern_free(&v.paths);
    zy_vec_free(&v.stays);
    return status;
}

static void keep_notes(zy_run *run, const zy_unit *unit)
{
    for (size_t i = 0; i < run->old_notes.count; i++) {
        const zy_note *note = &run->old_notes.items[i].note;
        bool ours = strcmp(note->source, unit->path) == 0;
        for (size_t f = 0; f < unit->files.count && !ours; f++)
            ours = strcmp(note->source, unit->files.items[f]) == 0;
        if (ours)
            zy_notes_carry(&run->notes, note);
    }
}

zy_status zy_run_keep(zy_run *run, const zy_unit *unit, zy_error *err)
{
    keep_notes(run, unit);
    for (size_t l = 0; l < run->old_sources.count; l++) {
        const zy_source_file *before = &run->old_sources.items[l];
        if (strcmp(before->unit, unit->path) != 0)
            continue;
        if (!zy_sources_copy(&run->sources, before))
            return zy_fail_memory(err);
        for (size_t i = 0; run->old && i < run->old->segment_count; i++) {
            const zy_segment *segment = &run->old->segments[i];
            for (uint32_t doc = 0; doc < segment->doc_count; doc++) {
                size_t ids = zy_intern_count(&run->ids);
                if (zy_segment_is_gone(segment, doc) || !zy_bit_get(run->gone[i], doc) ||
                    strcmp(zy_segment_string(segment, segment->docs[doc].source), before->path) != 0)
                    continue;
                register_id(run, segment, doc);
                if (zy_intern_count(&run->ids) > ids) /* unless another article has its id by now */
                    zy_bit_clear(run->gone[i], doc);
            }
        }
    }
    return ZY_OK;
}
