/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lexicon a generation was made with, and its vocabulary for suggestions. */
#include "index/side_files.h"

#include "base/error.h"
#include "index/vocabulary_entries.h"

#include <limits.h>
#include <stdio.h>

static zy_status write_beside(zy_run *run, const char *name, const char *ending, const zy_buf *bytes,
                              zy_error *err)
{
    char path[PATH_MAX];
    if (bytes->failed)
        return zy_fail_memory(err);
    if (snprintf(path, sizeof path, "%s/%s%s", run->options->folder, name, ending) >= (int)sizeof path)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", run->options->folder);
    return zy_file_write(path, bytes->data ? bytes->data : "", bytes->len_bytes, err);
}

static zy_status write_lexicon(zy_run *run, const char *name, zy_error *err)
{
    zy_buf bytes = {0};
    if (!run->lexicon)
        return ZY_OK;
    zy_lexicon_pack(run->lexicon, &bytes);
    zy_status status = write_beside(run, name, ".lexicon", &bytes, err);
    zy_buf_free(&bytes);
    return status;
}

/* Made from the generation itself, opened as its readers will. */
static zy_status write_vocabulary(zy_run *run, const char *name, zy_error *err)
{
    zy_generation *generation = NULL;
    zy_entries entries = {0};
    zy_buf bytes = {0};
    zy_status status = zy_generation_open(run->options->folder, name, &generation, err);
    if (!status)
        status = zy_entries_gather(generation, &entries, err);
    if (!status)
        status = zy_vocabulary_build(entries.entries.data, entries.entries.count, run->lexicon, &bytes, err);
    if (!status)
        status = write_beside(run, name, ".vocabulary", &bytes, err);
    zy_buf_free(&bytes);
    zy_entries_free(&entries);
    zy_generation_close(generation);
    return status;
}

zy_status zy_side_files_write(zy_run *run, const char *name, zy_error *err)
{
    zy_status status = write_lexicon(run, name, err);
    return status ? status : write_vocabulary(run, name, err);
}
