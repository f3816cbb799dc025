/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lexicon a generation was made with, and its vocabulary for suggestions. */
#include "index/side_files.h"

#include "base/error.h"

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

zy_status zy_side_files_write(zy_run *run, const char *name, zy_error *err)
{
    zy_buf bytes = {0};
    if (run->lexicon)
        zy_lexicon_pack(run->lexicon, &bytes);
    zy_status status = run->lexicon ? write_beside(run, name, ".lexicon", &bytes, err) : ZY_OK;
    zy_buf_free(&bytes);
    return status;
}
