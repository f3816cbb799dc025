/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Getting JSON from a zy-server. */
#ifndef ZY_CLI_HTTP_H
#define ZY_CLI_HTTP_H

#include "zy.h"

typedef struct http http;

/* `base` is the server's URL.  ZY_UNSUPPORTED where libcurl is not installed. */
ZY_CHECKED zy_status http_open(const char *base, http **out, zy_error *err);
void http_close(http *self);

/* GETs base + path.  The body is malloc's and NUL-terminated; *code is the HTTP status. */
ZY_CHECKED zy_status http_get(http *self, const char *path, char **body, size_t *len_bytes, long *code,
                              zy_error *err);

#endif
