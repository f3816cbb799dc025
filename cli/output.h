/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Standard output and standard error of the program. */
#ifndef ZY_CLI_OUTPUT_H
#define ZY_CLI_OUTPUT_H

#include "options.h"

/* Writes a buffer out and empties it.  ZY_NO_MEMORY when it had failed, ZY_IO when the output takes no more
 * (a full disk); a reader that left is not an error: ZY_END. */
ZY_CHECKED zy_status output_write(zy_buf *buf, zy_error *err);
ZY_CHECKED zy_status output_flush(zy_error *err);

/* The terminal standard output is, as the options and the environment want it; columns 0 when it is none. */
zy_terminal output_terminal(const cli_options *options);

/* Fills an error record; the sentence is cut at the record's size.  Returns `status`. */
ZY_CHECKED zy_status fail(zy_error *err, zy_status status, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The sentence and its way out on standard error. */
void complain(const zy_error *err);

#endif
