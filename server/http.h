/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon: one network thread (epoll), requests handed to the workers while their connections are
 * suspended, a watch over deadlines and generations, and a stop that finishes what was begun. */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include "server.h"

/* Binds the address, so that the port is known; then serves.  False after a sentence on standard error. */
bool http_listen(server *srv);
bool http_start(server *srv);
unsigned http_port(const server *srv);
/* Looks after deadlines, once; called a few times a second. */
void http_watch(server *srv);
void http_stop(server *srv);

/* work.c: the handler of one request, in a worker. */
answer work_answer(exchange *ex, zy_store **store);
/* In the network thread, for what needs no index. */
answer work_at_once(exchange *ex);

#endif
