/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Output: what leaves the program, and how wide and colourful the terminal is. */
#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static zy_status written(bool good, zy_error *err)
{
    if (good)
        return ZY_OK;
    if (errno == EPIPE) /* the pager was left, or `head` has seen enough */
        return ZY_END;
    return fail(err, ZY_IO, "请检查磁盘空间或输出的去处。", "写输出时出错：%s", strerror(errno));
}

zy_status output_write(zy_buf *buf, zy_error *err)
{
    if (buf->failed)
        return fail(err, ZY_NO_MEMORY, "", "内存不足，结果没能写出");
    bool good = !buf->len_bytes || fwrite(buf->data, 1, buf->len_bytes, stdout) == buf->len_bytes;
    buf->len_bytes = 0;
    return written(good, err);
}

zy_status output_flush(zy_error *err)
{
    return written(fflush(stdout) == 0, err);
}

static int terminal_columns(void)
{
    enum { WIDEST = 100 }; /* longer lines of Chinese are hard to read */
    struct winsize size;
    int columns = 80;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        columns = size.ws_col;
    return columns < WIDEST ? columns : WIDEST;
}

static bool colour_wanted(void)
{
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(none && *none) && !(term && strcmp(term, "dumb") == 0);
}

zy_terminal output_terminal(const cli_options *options)
{
    bool people = isatty(STDOUT_FILENO);
    bool colour =
        options->colour == COLOUR_ALWAYS || (options->colour == COLOUR_AUTO && people && colour_wanted());
    return (zy_terminal){
        .columns = people ? terminal_columns() : 0, .colour = colour, .explain = options->explain};
}

zy_status fail(zy_error *err, zy_status status, const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    err->status = status;
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    snprintf(err->hint, sizeof err->hint, "%s", hint);
    return status;
}

void complain(const zy_error *err)
{
    fprintf(stderr, "zy-search: %s\n", err->message[0] ? err->message : zy_status_text(err->status));
    if (err->hint[0])
        fprintf(stderr, "提示：%s\n", err->hint);
}
