/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy_suggest: not there yet without a vocabulary. */
#include "base/error.h"
#include "search/internal.h"

zy_status zy_suggest(zy_store *store, const char *typed, size_t limit, zy_completions **out, zy_error *err)
{
    (void)store, (void)typed, (void)limit, (void)out;
    return zy_fail(err, ZY_UNSUPPORTED, "这个索引还没有输入提示");
}

void zy_completions_free(zy_completions *completions)
{
    (void)completions;
}
