/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going back: the generation before the current one answers again. */
#include "base/error.h"
#include "index/run.h"
#include "search/search.h"

#include <stdio.h>

/* The one before the current; of a damaged one, the newest before it that is whole. */
static zy_status find_target(const char *folder, char name[ZY_GENERATION_NAME_BYTES], zy_error *err)
{
    zy_generation *now = NULL;
    zy_status status = zy_generation_open(folder, NULL, &now, err);
    if (status)
        return status;
    snprintf(name, ZY_GENERATION_NAME_BYTES, "%s", now->problem[0] ? now->name : now->manifest.previous);
    zy_manifest manifest = {0};
    bool kept = *name && zy_manifest_read(folder, name, &manifest, NULL) == ZY_OK;
    zy_manifest_free(&manifest);
    if (!kept) {
        status = zy_fail(err, ZY_NOT_FOUND, "%s 里没有更早的一代可以退回，现用的是 %s", folder, now->name);
        zy_hint(err, "只留一代备退；要重做请运行 zy-index --rebuild");
    }
    zy_generation_close(now);
    return status;
}

/* To go back to something broken would be worse than to stay. */
static zy_status verify(const char *folder, const char *name, zy_error *err)
{
    zy_store *store = NULL;
    zy_status status = zy_open_generation(folder, name, &store, err);
    zy_close(store);
    zy_generation *generation = NULL;
    if (!status)
        status = zy_generation_open(folder, name, &generation, err);
    for (size_t i = 0; !status && i < generation->segment_count; i++)
        status = zy_segment_verify(&generation->segments[i], err);
    zy_generation_close(generation);
    return status;
}

zy_status zy_index_rollback(const char *folder, char name[32], zy_error *err)
{
    const zy_index_options options = {.folder = folder};
    zy_run run = {.options = &options, .lock_fd = -1};
    char target[ZY_GENERATION_NAME_BYTES];
    zy_status status =
        find_target(folder, target, err); /* where there is no index there is nothing to lock */
    if (!status)
        status = zy_run_lock(&run, err);
    if (!status)
        status = find_target(folder, target, err); /* once more, now that nobody changes it */
    if (!status)
        status = verify(folder, target, err);
    if (!status)
        status = zy_current_write(folder, target, "", err);
    zy_run_unlock(&run);
    if (!status)
        snprintf(name, 32, "%s", target);
    return status;
}
