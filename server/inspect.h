/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a request's head: what the lenient parser let through and must be refused, and what the answer
 * depends on. */
#ifndef SERVER_INSPECT_H
#define SERVER_INSPECT_H

#include "server.h"

/* False with ex->why filled when the request must be refused. */
bool inspect_head(exchange *ex, const char *method, const char *version);
/* The client's address: the connection's, or what a trusted proxy says. */
struct in6_addr inspect_client(const exchange *ex, const struct in6_addr *peer);
bool inspect_is_local(const struct in6_addr *address);

#endif
