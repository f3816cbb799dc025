/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Token buckets by address.  Used by the network thread alone, so without a lock; of fixed size, so a flood
 * of addresses costs no memory.  IPv6 counts by /64, which is what one household has. */
#ifndef SERVER_RATELIMIT_H
#define SERVER_RATELIMIT_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct ratelimit ratelimit;

ratelimit *ratelimit_new(double per_second, double burst);
void ratelimit_free(ratelimit *limit);
/* Takes a token; false when there is none, with the seconds until there is. */
bool ratelimit_take(ratelimit *limit, const struct in6_addr *address, uint64_t now_us, int *wait_s);

/* Connections open by address: +1 at opening, -1 at closing. */
unsigned ratelimit_open(ratelimit *limit, const struct in6_addr *address, int change);

#endif
