/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the program can do; each answers ZY_OK, ZY_END (nothing found) or a failure. */
#ifndef ZY_CLI_COMMANDS_H
#define ZY_CLI_COMMANDS_H

#include "source.h"

ZY_CHECKED zy_status command_search(const cli_options *options, source *from, zy_error *err);
ZY_CHECKED zy_status command_batch(const cli_options *options, source *from, zy_error *err);
ZY_CHECKED zy_status command_show(const cli_options *options, source *from, zy_error *err);
ZY_CHECKED zy_status command_issues(const cli_options *options, source *from, zy_error *err);
ZY_CHECKED zy_status command_check(const cli_options *options, zy_error *err);

/* One query, printed in the format asked for.  `id` is a batch line's, or NULL.  ZY_END: nothing found. */
typedef struct {
    const char *text;
    size_t len_bytes;
    const char *id;
} cli_query;
ZY_CHECKED zy_status answer_one(const cli_options *options, source *from, const cli_query *query,
                                const zy_terminal *terminal, zy_error *err);

#endif
