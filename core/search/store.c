/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy_open and its kin: a generation with the lexicon and the analyser it was made with. */
#include "search/hidden.h"
#include "search/search.h"

#include "base/error.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

zy_stamp zy_stamp_of(const char *folder, const char *file)
{
    char path[PATH_MAX];
    struct stat about;
    if (snprintf(path, sizeof path, "%s/%s", folder, file) >= (int)sizeof path || stat(path, &about) != 0)
        return (zy_stamp){0};
    return (zy_stamp){.mtime_ns = (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec,
                      .size_bytes = (int64_t)about.st_size,
                      .inode = (uint64_t)about.st_ino};
}

static zy_status load_lexicon(zy_store *store, zy_error *err)
{
    zy_map packed = {0};
    zy_status status = zy_generation_map(store->generation, ".lexicon", &packed, err);
    if (!status && packed.data)
        status = zy_lexicon_unpack(packed.data, packed.len_bytes, &store->lexicon, err);
    zy_map_close(&packed);
    return status;
}

static zy_status open_vocabulary(zy_store *store, zy_error *err)
{
    zy_map *blob = &store->vocabulary_blob;
    zy_status status = zy_generation_map(store->generation, ".vocabulary", blob, err);
    if (!status && blob->data)
        status = zy_vocabulary_open(blob->data, blob->len_bytes, &store->vocabulary, err);
    return status;
}

/* An index must be asked through the analyser it was made with, or strings would be cut differently on the
 * two sides. */
static zy_status check_fingerprint(const zy_store *store, zy_error *err)
{
    char fingerprint[128];
    zy_analyser_fingerprint(store->lexicon, fingerprint);
    const char *made_by = store->generation->manifest.analyser;
    if (strcmp(fingerprint, made_by) == 0)
        return ZY_OK;
    zy_status status =
        zy_fail(err, ZY_WRONG_SCHEMA, "索引由另一版分词建立（%s），本程序是 %s", made_by, fingerprint);
    zy_hint(err, "请用本版本运行 zy-index --rebuild");
    return status;
}

static void average_length(zy_store *store)
{
    uint64_t units = 0;
    for (size_t i = 0; i < store->generation->segment_count; i++)
        units += store->generation->segments[i].literal.unit_count;
    store->average_units = store->generation->doc_count ? (double)units / store->generation->doc_count : 1;
}

static zy_status open_store(const char *folder, const char *name, const zy_store *before, zy_store **out,
                            zy_error *err)
{
    zy_store *store = calloc(1, sizeof *store);
    if (!store || !(store->folder = strdup(folder))) {
        free(store);
        return zy_fail_memory(err);
    }
    store->current = zy_stamp_of(folder, "CURRENT");
    zy_status status = zy_generation_open(folder, name, &store->generation, err);
    if (!status)
        status = load_lexicon(store, err);
    if (!status)
        status = check_fingerprint(store, err);
    if (!status)
        status = open_vocabulary(store, err);
    if (!status)
        status = zy_hidden_open(store, before, err);
    if (status) {
        zy_close(store);
        return status;
    }
    average_length(store);
    *out = store;
    return ZY_OK;
}

zy_status zy_open(const char *folder, zy_store **out, zy_error *err)
{
    return open_store(folder, NULL, NULL, out, err);
}

zy_status zy_open_generation(const char *folder, const char *name, zy_store **out, zy_error *err)
{
    return open_store(folder, name, NULL, out, err);
}

void zy_close(zy_store *store)
{
    if (!store)
        return;
    zy_hidden_close(store);
    zy_analyser_close(&store->analyser);
    zy_lexicon_free(store->lexicon);
    zy_vocabulary_free(store->vocabulary);
    zy_map_close(&store->vocabulary_blob);
    zy_generation_close(store->generation);
    free(store->scratch.slots);
    free(store->counters.counts);
    free(store->counters.touched);
    free(store->printed);
    free(store->pairs);
    zy_arena_free(&store->memory);
    free(store->folder);
    free(store);
}

/* Takes the place of the store in the caller's hands. */
static void become(zy_store *store, zy_store *fresh)
{
    zy_store old = *store;
    *store = *fresh;
    *fresh = old;
    zy_close(fresh);
}

/* Said each time, and looked into once: opening a damaged index costs more than a search. */
static zy_status still_damaged(zy_store *store, bool *changed, zy_error *err)
{
    zy_status status = zy_hidden_refresh(store, changed, err);
    if (!status) {
        status = zy_fail(err, ZY_CORRUPT, "%s", store->problem);
        zy_hint(err, "请再运行一次 zy-index，它从完好的一代接着做");
    }
    return status;
}

zy_status zy_refresh(zy_store *store, bool *changed, zy_error *err)
{
    bool ours = false;
    bool *told = changed ? changed : &ours;
    *told = false;
    zy_stamp now = zy_stamp_of(store->folder, "CURRENT");
    if (now.inode == 0) /* a folder that is gone for a moment is no reason to stop answering */
        return ZY_OK;
    if (zy_stamp_same(now, store->current))
        return zy_hidden_refresh(store, told, err);
    if (zy_stamp_same(now, store->damaged))
        return still_damaged(store, told, err);
    zy_store *fresh = NULL;
    zy_status status = open_store(store->folder, NULL, store, &fresh, err);
    if (!status && fresh->generation->problem[0]) {
        /* The newest is damaged: what is open is newer than what could be opened in its place. */
        snprintf(store->problem, sizeof store->problem, "%s", fresh->generation->problem);
        store->damaged = now;
        zy_close(fresh);
        return still_damaged(store, told, err);
    }
    if (status)
        return status;
    become(store, fresh);
    *told = true;
    return ZY_OK;
}

const char *zy_store_generation(const zy_store *store)
{
    return store->hidden.version;
}

zy_status zy_store_analyser(zy_store *store, zy_error *err)
{
    if (store->has_analyser)
        return ZY_OK;
    zy_status status = zy_analyser_open(store->lexicon, &store->analyser, err);
    store->has_analyser = status == ZY_OK;
    return status;
}

uint32_t zy_scratch_begin(zy_scratch *scratch, uint32_t docs)
{
    size_t bytes = (docs + (size_t)1) * sizeof *scratch->slots;
    if (!scratch->slots && !(scratch->slots = calloc(1, bytes)))
        return 0;
    if (++scratch->now == 0) { /* after four thousand million searches the stamps are stale, not fresh */
        memset(scratch->slots, 0, bytes);
        scratch->now = 1;
    }
    return scratch->now;
}
