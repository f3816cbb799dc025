/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses and nets: 10.0.0.0/8, ::1, 2001:db8::/32. */
#include "options.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

static bool parse_address(const char *text, struct in6_addr *out, int *bits)
{
    struct in_addr v4;
    if (inet_pton(AF_INET6, text, out) == 1) {
        *bits = 128;
        return true;
    }
    if (inet_pton(AF_INET, text, &v4) != 1)
        return false;
    memset(out, 0, 10);
    out->s6_addr[10] = out->s6_addr[11] = 0xff;
    memcpy(out->s6_addr + 12, &v4, 4);
    *bits = 32;
    return true;
}

bool net_parse(const char *text, net *out)
{
    char address[64];
    size_t len = strcspn(text, "/");
    int bits;
    if (len >= sizeof address)
        return false;
    memcpy(address, text, len);
    address[len] = '\0';
    if (!parse_address(address, &out->address, &bits))
        return false;
    long prefix = bits;
    if (text[len] == '/') {
        char *end;
        prefix = strtol(text + len + 1, &end, 10);
        if (*end || end == text + len + 1 || prefix < 0 || prefix > bits)
            return false;
    }
    out->prefix_bits = (int)prefix + 128 - bits;
    return true;
}

bool net_holds(const net *range, const struct in6_addr *address)
{
    int whole = range->prefix_bits / 8, rest = range->prefix_bits % 8;
    if (memcmp(range->address.s6_addr, address->s6_addr, (size_t)whole) != 0)
        return false;
    if (!rest)
        return true;
    int mask = 0xff << (8 - rest) & 0xff;
    return ((range->address.s6_addr[whole] ^ address->s6_addr[whole]) & mask) == 0;
}
