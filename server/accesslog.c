/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line a request: time, path, query, status, bytes, milliseconds.  No address, no cookie, no agent; a
 * query that looks like an identity, telephone or bank number is left out whole (《个人信息保护法》: what is
 * not kept cannot leak). */
#include "accesslog.h"

#include "text.h"

#include <string.h>
#include <time.h>

enum { DIGITS_PERSONAL = 11 }; /* a mobile number has 11, an identity number 18 */

/* Digits in one run, spaces and hyphens between them not counting, full-width ones too. */
static bool looks_personal(const char *text)
{
    int run = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (c[0] == 0xEF && c[1] == 0xBC && c[2] >= 0x90 && c[2] <= 0x99) {
            run++;
            c += 2;
        } else if (*c >= '0' && *c <= '9') {
            run++;
        } else if (*c != ' ' && *c != '-') {
            run = 0;
        }
        if (run >= DIGITS_PERSONAL)
            return true;
    }
    return false;
}

void accesslog_write(FILE *log, const exchange *ex, uint64_t took_us)
{
    char stamp[32];
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S%z", &local);
    zy_buf line = {0};
    const char *q = ex->req.memory ? request_arg_get(&ex->req, "q") : "";
    text_f(&line, "{\"time\":\"%s\",\"route\":", stamp);
    text_json(&line, ex->route ? ex->route->path : "-");
    if (*ex->id && ex->route) {
        text_str(&line, ",\"id\":");
        text_json(&line, looks_personal(ex->id) ? "-" : ex->id);
    }
    if (*q) {
        text_str(&line, ",\"q\":");
        text_json(&line, looks_personal(q) ? "-" : q);
    }
    text_f(&line, ",\"status\":%d,\"bytes\":%zu,\"ms\":%.1f}\n", ex->made.status, ex->made.body_bytes,
           (double)took_us / 1000);
    if (!line.failed)
        fwrite(line.data, 1, line.len_bytes, log);
    fflush(log);
    zy_buf_free(&line);
}
