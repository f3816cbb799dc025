/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Buckets in sets of eight: an address has one set to live in, and the one unused for longest makes room. */
#include "ratelimit.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 1024, WAYS = 8 };

typedef struct {
    unsigned char address[16];
    double tokens;
    uint64_t last_us;
    unsigned open;
} bucket;

struct ratelimit {
    double per_second, burst;
    bucket sets[SETS][WAYS];
};

ratelimit *ratelimit_new(double per_second, double burst)
{
    ratelimit *made = calloc(1, sizeof *made);
    if (made) {
        made->per_second = per_second;
        made->burst = burst;
    }
    return made;
}

void ratelimit_free(ratelimit *limit)
{
    free(limit);
}

static bucket *find(ratelimit *limit, const struct in6_addr *address, uint64_t now_us)
{
    unsigned char name[16];
    memcpy(name, address, sizeof name);
    if (!IN6_IS_ADDR_V4MAPPED(address))
        memset(name + 8, 0, 8);
    bucket *set = limit->sets[text_hash(name, sizeof name) % SETS], *oldest = NULL;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].last_us && memcmp(set[i].address, name, sizeof name) == 0)
            return &set[i];
        /* One with connections open is still somebody's count, and goes last. */
        if (!oldest || (set[i].open == 0) > (oldest->open == 0) ||
            ((set[i].open == 0) == (oldest->open == 0) && set[i].last_us < oldest->last_us))
            oldest = &set[i];
    }
    *oldest = (bucket){.tokens = limit->burst, .last_us = now_us};
    memcpy(oldest->address, name, sizeof name);
    return oldest;
}

bool ratelimit_take(ratelimit *limit, const struct in6_addr *address, uint64_t now_us, int *wait_s)
{
    bucket *mine = find(limit, address, now_us);
    mine->tokens += (double)(now_us - mine->last_us) / 1e6 * limit->per_second;
    if (mine->tokens > limit->burst)
        mine->tokens = limit->burst;
    mine->last_us = now_us;
    if (mine->tokens >= 1) {
        mine->tokens -= 1;
        return true;
    }
    double wait = (1 - mine->tokens) / (limit->per_second > 0.001 ? limit->per_second : 0.001);
    *wait_s = wait < 1 ? 1 : wait > 3600 ? 3600 : (int)wait + 1;
    return false;
}

unsigned ratelimit_open(ratelimit *limit, const struct in6_addr *address, int change)
{
    bucket *mine = find(limit, address, text_now_us());
    if (change > 0)
        mine->open++;
    else if (change < 0 && mine->open)
        mine->open--;
    return mine->open;
}
