/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a blob: its size is what its header promises, and nothing in it points outside it. */
#include "base/error.h"
#include "suggest/blob.h"

#include <stdlib.h>
#include <string.h>

/* Hands out the tables one after the other. */
typedef struct {
    const char *at;
    size_t left;
    bool short_;
} cursor;

static const void *table(cursor *c, uint64_t items, size_t item_bytes)
{
    const void *at = c->at;
    if (items > c->left / item_bytes) {
        c->short_ = true;
        return at;
    }
    c->at += items * item_bytes;
    c->left -= items * item_bytes;
    return at;
}

static bool lay_out(zy_vocabulary *v, const void *blob, size_t len_bytes)
{
    cursor c = {(const char *)blob + sizeof v->head, len_bytes - sizeof v->head, false};
    const zy_blob_header *h = &v->head;
    v->text_at = table(&c, (uint64_t)h->entries + 1, 4);
    v->info = table(&c, h->entries, 4);
    v->weight = table(&c, h->entries, 4);
    v->chars = table(&c, h->entries, 4);
    v->row_entry = table(&c, h->rows, 4);
    v->row_at = table(&c, (uint64_t)h->rows + 1, 4);
    v->initials = table(&c, h->rows, 4);
    v->best_text = table(&c, zy_block_count(h->entries), 4);
    v->best_row = table(&c, zy_block_count(h->rows), 4);
    v->best_initial = table(&c, zy_block_count(h->rows), 4);
    v->extras = table(&c, h->extras, 8);
    v->shapes = table(&c, h->shapes, 8);
    v->sounds = table(&c, h->sounds, 4);
    v->syllables = table(&c, h->syllables, 2);
    v->text = table(&c, h->text_bytes, 1);
    return !c.short_ && c.left == 0;
}

/* 0 at the beginning, rising by no more than `most` and at least `least`, `end` at the end. */
static bool rises(const uint32_t *at, uint32_t count, uint32_t end, uint32_t least, uint32_t most)
{
    if (at[0] != 0 || at[count] != end)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (at[i + 1] < at[i] || at[i + 1] - at[i] < least || at[i + 1] - at[i] > most)
            return false;
    return true;
}

static bool is_whole(const zy_vocabulary *v)
{
    const zy_blob_header *h = &v->head;
    if (!rises(v->text_at, h->entries, h->text_bytes, 2, ZY_TEXT_BYTES_MOST + 1) ||
        !rises(v->row_at, h->rows, h->syllables, 1, ZY_READ_CHARS))
        return false;
    for (uint32_t i = 0; i < h->entries; i++)
        if (v->text[v->text_at[i + 1] - 1] != '\0' || v->info[i] >> 29 >= ZY_ENTRY_KINDS)
            return false;
    for (uint32_t i = 0; i < h->rows; i++)
        if ((v->row_entry[i] & ~ZY_ROW_SECOND) >= h->entries || v->initials[i] >= h->rows)
            return false;
    for (uint32_t i = 0; i < h->sounds * 2; i++)
        if (v->sounds[i] > zy_syllable_count())
            return false;
    return true;
}

zy_status zy_vocabulary_open(const void *blob, size_t len_bytes, zy_vocabulary **out, zy_error *err)
{
    zy_vocabulary v = {0};
    if (len_bytes < sizeof v.head || (uintptr_t)blob % 4)
        return zy_fail(err, ZY_CORRUPT, "索引里的联想词表不完整。");
    memcpy(&v.head, blob, sizeof v.head);
    if (v.head.magic != ZY_BLOB_MAGIC)
        return zy_fail(err, ZY_CORRUPT, "索引里的联想词表无法识别。");
    if (v.head.version != ZY_BLOB_VERSION || v.head.table_hash != zy_syllable_table_hash())
        return zy_fail(err, ZY_WRONG_SCHEMA, "索引里的联想词表由另一版本的程序建立。");
    if (!lay_out(&v, blob, len_bytes) || !is_whole(&v))
        return zy_fail(err, ZY_CORRUPT, "索引里的联想词表已损坏。");
    zy_vocabulary *vocabulary = malloc(sizeof *vocabulary);
    if (!vocabulary)
        return zy_fail_memory(err);
    *vocabulary = v;
    *out = vocabulary;
    return ZY_OK;
}

void zy_vocabulary_free(zy_vocabulary *vocabulary)
{
    free(vocabulary);
}

size_t zy_vocabulary_count(const zy_vocabulary *v)
{
    return v->head.entries;
}

zy_entry zy_vocabulary_entry(const zy_vocabulary *v, size_t number)
{
    return (zy_entry){.text = zy_entry_text(v, (uint32_t)number),
                      .kind = (zy_entry_kind)(v->info[number] >> 29),
                      .articles = v->info[number] & ZY_INFO_ARTICLES};
}
