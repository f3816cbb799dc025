/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filling a caller's zy_error.  In: a status and a sentence.  Out: the same status, to be returned at once.
 */
#ifndef ZY_BASE_ERROR_H
#define ZY_BASE_ERROR_H

#include "zy.h"

/* Records the failure unless `err` is NULL or already holds one; returns `status`, so that a caller can write
 * `return zy_fail(err, ZY_IO, ...)`.  The message is cut at the last whole character that fits. */
ZY_CHECKED zy_status zy_fail(zy_error *err, zy_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As zy_fail, with errno's text behind the sentence. */
ZY_CHECKED zy_status zy_fail_errno(zy_error *err, zy_status status, int error_number, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds the way out to a failure just recorded; a hint already there stays. */
void zy_hint(zy_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Out of memory, said in one way everywhere.  Inline so that analysers see that it never answers ZY_OK. */
ZY_CHECKED static inline zy_status zy_fail_memory(zy_error *err)
{
    zy_status status = zy_fail(err, ZY_NO_MEMORY, "内存不足，操作没有完成");
    (void)status;
    return ZY_NO_MEMORY;
}

void zy_error_clear(zy_error *err);

#endif
