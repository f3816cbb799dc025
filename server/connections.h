/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Deadlines of connections.  libmicrohttpd's timeout is for silence alone, and a byte a second is not
 * silence: here each connection has a moment by which its request must have arrived, or its answer must have
 * been taken. */
#ifndef SERVER_CONNECTIONS_H
#define SERVER_CONNECTIONS_H

#include "server.h"

typedef struct connection connection;

connections *connections_new(unsigned most);
void connections_free(connections *conns);
connection *connections_open(connections *conns, int fd, const struct in6_addr *address,
                             uint64_t deadline_us);
void connections_close(connections *conns, connection *conn);
const struct in6_addr *connections_address(const connection *conn);
/* `receiving`: the deadline is for the client to send, and may be shortened when connections become scarce.
 */
void connections_deadline(connections *conns, connection *conn, uint64_t deadline_us, bool receiving);
/* Shuts down what is late; returns how many. */
unsigned connections_reap(connections *conns, uint64_t now_us);
unsigned connections_count(connections *conns);

#endif
