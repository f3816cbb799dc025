/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The access log: what was asked for and how it went, never by whom. */
#ifndef SERVER_ACCESSLOG_H
#define SERVER_ACCESSLOG_H

#include "server.h"

void accesslog_write(FILE *log, const exchange *ex, uint64_t took_us);

#endif
