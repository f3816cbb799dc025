/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressing bodies, and reading which way a client would like it. */
#ifndef SERVER_COMPRESS_H
#define SERVER_COMPRESS_H

#include "server.h"

/* Appends; false when it cannot be done. */
bool compress_bytes(encoding how, const char *data, size_t len_bytes, zy_buf *out);

#endif
