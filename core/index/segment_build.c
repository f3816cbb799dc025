/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Joining tables, renumbering what is numbered by part, and writing. */
#include "index/segment_build.h"

#include "base/bits.h"
#include "base/error.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The segment's tables, in memory. */
typedef struct {
    zy_vec text, breaks, doc_starts, doc_of_block, passage_first, passage_starts, passage_kinds, edit_first,
        edits;
    zy_vec pair_first, pair_units, pair_bytes, docs, lists, string_first, strings, id_order;
    zy_intern pair_table, string_table;
    zy_vec suffixes, keys;
} tables;

static void init(tables *t)
{
    t->text = t->pair_units = ZY_VEC(uint16_t);
    t->breaks = t->keys = ZY_VEC(uint64_t);
    t->doc_starts = t->doc_of_block = t->passage_first = t->passage_starts = t->edit_first = ZY_VEC(uint32_t);
    t->pair_first = t->lists = t->string_first = t->id_order = ZY_VEC(uint32_t);
    t->passage_kinds = t->edits = t->pair_bytes = t->strings = ZY_VEC(uint8_t);
    t->docs = ZY_VEC(zy_doc_record);
    t->suffixes = ZY_VEC(uint32_t);
}

static void destroy(tables *t)
{
    zy_vec *const vecs[] = {&t->text,          &t->breaks,         &t->doc_starts,    &t->doc_of_block,
                            &t->passage_first, &t->passage_starts, &t->passage_kinds, &t->edit_first,
                            &t->edits,         &t->pair_first,     &t->pair_units,    &t->pair_bytes,
                            &t->docs,          &t->lists,          &t->string_first,  &t->strings,
                            &t->id_order};
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        zy_vec_free(vecs[i]);
    zy_intern_free(&t->pair_table);
    zy_intern_free(&t->string_table);
    zy_vec_free(&t->suffixes);
    zy_vec_free(&t->keys);
}

/* ---- Joining ---- */

/* from[i] + offset, appended. */
static void append_offset(zy_vec *to, const zy_vec *from, uint32_t offset)
{
    uint32_t *room = zy_vec_reserve(to, from->count);
    if (!room)
        return;
    for (size_t i = 0; i < from->count; i++)
        room[i] = ZY_VEC_AT(*from, uint32_t, i) + offset;
    to->count += from->count;
}

static void append_bits(zy_vec *to, const zy_vec *from, size_t at, size_t count)
{
    size_t words = zy_bits_words(at + count + 1);
    uint64_t *room = zy_vec_reserve(to, words > to->count ? words - to->count : 0);
    if (!room)
        return;
    if (words > to->count) {
        memset(room, 0, (words - to->count) * sizeof *room);
        to->count = words;
    }
    uint64_t *out = to->data;
    const uint64_t *in = from->data;
    unsigned shift = at & 63;
    for (size_t i = 0; i < zy_bits_words(count + 1); i++) {
        out[(at >> 6) + i] |= in[i] << shift;
        if (shift && in[i] >> (64 - shift))
            out[(at >> 6) + i + 1] |= in[i] >> (64 - shift);
    }
}

/* What each of a part's numbers is called in the joined table; malloc's. */
static uint32_t *renumber(zy_intern *to, const zy_intern *from)
{
    size_t count = zy_intern_count(from);
    uint32_t *numbers = malloc((count + 1) * sizeof *numbers);
    for (uint32_t i = 0; numbers && i < count; i++) {
        size_t len;
        const uint8_t *bytes = zy_intern_bytes(from, i, &len);
        numbers[i] = zy_intern_number(to, bytes, len);
    }
    return numbers;
}

static uint32_t get_varint(const uint8_t **at)
{
    uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint8_t byte = *(*at)++;
        value |= (uint32_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
}

static void put_varint(zy_vec *to, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        ZY_VEC_PUSH(to, uint8_t, (uint8_t)(value | 0x80));
    ZY_VEC_PUSH(to, uint8_t, (uint8_t)value);
}

/* Edits name their replacements by number, so they are written anew, article by article. */
static void join_edits(tables *t, const zy_part *part, const uint32_t *pairs)
{
    for (size_t doc = 0; doc < part->docs.count; doc++) {
        const uint8_t *base = part->edits.data;
        const uint8_t *at = base + ZY_VEC_AT(part->edit_first, uint32_t, doc);
        const uint8_t *end =
            base +
            (doc + 1 < part->docs.count ? ZY_VEC_AT(part->edit_first, uint32_t, doc + 1) : part->edits.count);
        ZY_VEC_PUSH(&t->edit_first, uint32_t, (uint32_t)t->edits.count);
        while (at < end) {
            put_varint(&t->edits, get_varint(&at));
            put_varint(&t->edits, pairs[get_varint(&at)]);
        }
    }
}

static void join_docs(tables *t, const zy_part *part, const uint32_t *strings)
{
    uint32_t lists_at = (uint32_t)t->lists.count;
    for (size_t i = 0; i < part->lists.count; i++)
        ZY_VEC_PUSH(&t->lists, uint32_t, strings[ZY_VEC_AT(part->lists, uint32_t, i)]);
    for (size_t i = 0; i < part->docs.count; i++) {
        zy_doc_record doc = ZY_VEC_AT(part->docs, zy_doc_record, i);
        doc.id = strings[doc.id];
        doc.issue = strings[doc.issue];
        doc.section = strings[doc.section];
        doc.source = strings[doc.source];
        doc.continued = strings[doc.continued];
        doc.lists_at += lists_at;
        zy_vec_push(&t->docs, &doc);
    }
}

static bool join_part(tables *t, const zy_part *part)
{
    uint32_t unit = (uint32_t)t->text.count, passage = (uint32_t)t->passage_starts.count;
    uint32_t *pairs = renumber(&t->pair_table, &part->pairs),
             *strings = renumber(&t->string_table, &part->strings);
    if (pairs && strings) {
        append_offset(&t->doc_starts, &part->doc_starts, unit);
        append_offset(&t->passage_first, &part->passage_first, passage);
        append_offset(&t->passage_starts, &part->passage_starts, unit);
        zy_vec_append(&t->passage_kinds, part->passage_kinds.data, part->passage_kinds.count);
        append_bits(&t->breaks, &part->breaks, unit, part->folded.unit_count);
        zy_vec_append(&t->text, part->folded.units, part->folded.unit_count);
        join_edits(t, part, pairs);
        join_docs(t, part, strings);
    }
    free(pairs);
    free(strings);
    return pairs && strings;
}

/* ---- Tables that follow from the joined ones ---- */

static void make_pairs(tables *t)
{
    size_t len;
    for (uint32_t i = 0; i < zy_intern_count(&t->pair_table); i++) {
        const uint8_t *key = zy_intern_bytes(&t->pair_table, i, &len);
        ZY_VEC_PUSH(&t->pair_first, uint32_t, (uint32_t)t->pair_bytes.count);
        ZY_VEC_PUSH(&t->pair_units, uint16_t, (uint16_t)(key[0] | key[1] << 8));
        zy_vec_append(&t->pair_bytes, key + 2, len - 2);
    }
    ZY_VEC_PUSH(&t->pair_first, uint32_t, (uint32_t)t->pair_bytes.count);
}

static void make_strings(tables *t)
{
    size_t len;
    for (uint32_t i = 0; i < zy_intern_count(&t->string_table); i++) {
        const uint8_t *bytes = zy_intern_bytes(&t->string_table, i, &len);
        ZY_VEC_PUSH(&t->string_first, uint32_t, (uint32_t)t->strings.count);
        zy_vec_append(&t->strings, bytes, len);
        ZY_VEC_PUSH(&t->strings, uint8_t, 0);
    }
    ZY_VEC_PUSH(&t->string_first, uint32_t, (uint32_t)t->strings.count);
}

static int by_id(const void *left, const void *right, void *context)
{
    const tables *t = context;
    const zy_doc_record *docs = t->docs.data;
    const char *strings = t->strings.data;
    const uint32_t *first = t->string_first.data;
    return strcmp(strings + first[docs[*(const uint32_t *)left].id],
                  strings + first[docs[*(const uint32_t *)right].id]);
}

static void close_tables(tables *t)
{
    uint32_t units = (uint32_t)t->text.count, docs = (uint32_t)t->docs.count;
    ZY_VEC_PUSH(&t->doc_starts, uint32_t, units);
    ZY_VEC_PUSH(&t->passage_first, uint32_t, (uint32_t)t->passage_starts.count);
    ZY_VEC_PUSH(&t->passage_starts, uint32_t, units);
    ZY_VEC_PUSH(&t->edit_first, uint32_t, (uint32_t)t->edits.count);
    make_pairs(t);
    make_strings(t);
    size_t blocks = (units >> ZY_LITERAL_BLOCK_SHIFT) + 1;
    uint32_t *room = zy_vec_reserve(&t->doc_of_block, blocks);
    if (room && !t->doc_starts.failed) {
        zy_literal_blocks(t->doc_starts.data, docs, room, units);
        t->doc_of_block.count = blocks;
    }
    for (uint32_t i = 0; i < docs; i++)
        ZY_VEC_PUSH(&t->id_order, uint32_t, i);
    if (!t->id_order.failed && !t->docs.failed && !t->strings.failed && !t->string_first.failed)
        qsort_r(t->id_order.data, docs, sizeof(uint32_t), by_id, t);
}

static bool failed(const tables *t)
{
    return t->text.failed || t->breaks.failed || t->doc_starts.failed || t->doc_of_block.failed ||
           t->passage_first.failed || t->passage_starts.failed || t->passage_kinds.failed ||
           t->edit_first.failed || t->edits.failed || t->pair_first.failed || t->pair_units.failed ||
           t->pair_bytes.failed || t->docs.failed || t->lists.failed || t->string_first.failed ||
           t->strings.failed || t->id_order.failed || t->pair_table.failed || t->string_table.failed;
}

/* ---- Xapian's half, beside the suffix sort ---- */

typedef struct {
    zy_part *const *parts;
    size_t count;
    char path[PATH_MAX];
    zy_status status;
    zy_error error;
} compaction;

static void *compact(void *argument)
{
    compaction *job = argument;
    const char **paths = calloc(job->count + 1, sizeof *paths);
    size_t used = 0;
    xc_error failure = {0};
    for (size_t i = 0; paths && i < job->count; i++)
        if (zy_part_docs(job->parts[i]))
            paths[used++] = job->parts[i]->xapian_path;
    if (!paths)
        job->status = zy_fail_memory(&job->error);
    else if (xc_compact(paths, used, job->path, &failure))
        job->status = zy_fail_xapian(&job->error, &failure);
    else
        job->status = zy_file_sync(job->path, &job->error);
    free(paths);
    return NULL;
}

static zy_status sort_suffixes(tables *t, zy_error *err)
{
    uint32_t *sorted = NULL, units = (uint32_t)t->text.count, count = 0;
    uint64_t *keys = NULL;
    zy_status status = zy_suffixes_sort(t->text.data, units, &sorted, &count, err);
    t->suffixes.data = sorted;
    t->suffixes.count = count;
    if (!status)
        status = zy_suffixes_keys(t->text.data, units, sorted, count, &keys, err);
    t->keys.data = keys;
    t->keys.count = keys ? zy_literal_keys(count) : 0;
    return status;
}

/* Runs the compaction on another thread while this one sorts; both must succeed. */
static zy_status sort_and_compact(tables *t, compaction *job, zy_error *err)
{
    pthread_t thread;
    bool apart = pthread_create(&thread, NULL, compact, job) == 0;
    zy_status status = sort_suffixes(t, err);
    if (apart)
        pthread_join(thread, NULL);
    else
        compact(job);
    if (!status && job->status) {
        status = job->status;
        if (err)
            *err = job->error;
    }
    return status;
}

static zy_status write_file(tables *t, const char *path, zy_error *err)
{
    const zy_vec *const columns[ZY_SECTION_COUNT] = {
#define X(name, type, meaning) [ZY_SECTION_##name] = &t->name,
        ZY_SECTIONS(X)
#undef X
    };
    const void *data[ZY_SECTION_COUNT];
    size_t sizes[ZY_SECTION_COUNT];
    for (int i = 0; i < ZY_SECTION_COUNT; i++) {
        data[i] = columns[i]->data;
        sizes[i] = columns[i]->count * columns[i]->element_bytes;
    }
    return zy_segment_write(path, data, sizes, err);
}

zy_status zy_segment_build(zy_part *const *parts, size_t count, const char *folder, const char *name,
                           zy_error *err)
{
    tables t = {0};
    init(&t);
    bool fine = true;
    for (size_t i = 0; i < count && fine; i++)
        fine = !zy_part_docs(parts[i]) || join_part(&t, parts[i]);
    close_tables(&t);
    char path[PATH_MAX];
    compaction job = {.parts = parts, .count = count};
    zy_status status = !fine || failed(&t) ? zy_fail_memory(err) : ZY_OK;
    if (!status && (snprintf(path, sizeof path, "%s/%s.zys", folder, name) >= (int)sizeof path ||
                    snprintf(job.path, sizeof job.path, "%s/%s.glass", folder, name) >= (int)sizeof job.path))
        status = zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", folder);
    if (!status) { /* what an interrupted run left under this name; who still reads it keeps it */
        unlink(path);
        unlink(job.path);
        status = sort_and_compact(&t, &job, err);
    }
    if (!status)
        status = write_file(&t, path, err);
    destroy(&t);
    return status;
}
