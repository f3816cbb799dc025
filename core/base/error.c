/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status table's readers and the filling of error records. */
#include "base/error.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int exit_status;
    int http_status;
    const char *text;
} table[] = {
#define X(name, exit_status, http_status, text) {#name, exit_status, http_status, text},
    ZY_STATUS_TABLE(X)
#undef X
};

static size_t row(zy_status status)
{
    return (size_t)status < ZY_STATUS_COUNT ? (size_t)status : (size_t)ZY_INTERNAL;
}

const char *zy_status_name(zy_status status)
{
    return table[row(status)].name;
}
const char *zy_status_text(zy_status status)
{
    return table[row(status)].text;
}
int zy_status_exit(zy_status status)
{
    return table[row(status)].exit_status;
}
int zy_status_http(zy_status status)
{
    return table[row(status)].http_status;
}
const char *zy_version(void)
{
    return ZY_VERSION;
}

/* vsnprintf cuts at a byte; a sentence must end on a whole character. */
static void print_whole(char *to, size_t size, const char *format, va_list arguments)
{
    int wanted = vsnprintf(to, size, format, arguments);
    if (wanted >= 0 && (size_t)wanted >= size)
        to[zy_utf8_floor(to, size - 1)] = '\0';
}

static void record(zy_error *err, zy_status status, const char *format, va_list arguments)
{
    if (!err || err->status != ZY_OK)
        return;
    err->status = status;
    err->hint[0] = '\0';
    print_whole(err->message, sizeof err->message, format, arguments);
}

zy_status zy_fail(zy_error *err, zy_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(err, status, format, arguments);
    va_end(arguments);
    return status;
}

zy_status zy_fail_errno(zy_error *err, zy_status status, int error_number, const char *format, ...)
{
    if (err && err->status == ZY_OK) {
        va_list arguments;
        va_start(arguments, format);
        record(err, status, format, arguments);
        va_end(arguments);
        char reason[128];
        size_t used = strlen(err->message);
        const char *text = strerror_r(error_number, reason, sizeof reason);
        snprintf(err->message + used, sizeof err->message - used, "：%s", text);
        err->message[zy_utf8_floor(err->message, strlen(err->message))] = '\0';
    }
    return status;
}

void zy_hint(zy_error *err, const char *format, ...)
{
    if (!err || err->status == ZY_OK || err->hint[0])
        return;
    va_list arguments;
    va_start(arguments, format);
    print_whole(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
}

void zy_error_clear(zy_error *err)
{
    if (err)
        *err = (zy_error){.status = ZY_OK};
}
