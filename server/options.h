/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the server was told: by the command line, which wins, and by a configuration file with the same names.
 */
#ifndef SERVER_OPTIONS_H
#define SERVER_OPTIONS_H

#include "zy.h"

#include <netinet/in.h>

enum { OPTIONS_PROXIES_MOST = 16, OPTIONS_ORIGINS_MOST = 16 };

/* An address or a net, IPv4 kept as IPv4-mapped IPv6, so that there is one kind to compare. */
typedef struct {
    struct in6_addr address;
    int prefix_bits;
} net;

typedef struct {
    char *db, *listen, *base_url, *site_name, *paper, *phone, *access_log;
    unsigned workers;     /* search threads, each with its own handle */
    unsigned queue;       /* requests waiting for one of them */
    unsigned connections; /* open at once */
    unsigned per_address; /* open at once from one address outside this machine */
    unsigned deadline_s;  /* a request's arrival, and its answering */
    size_t cache_bytes;
    double rate,
        burst; /* requests a second an address; 0: only the default for addresses outside this machine */
    bool rate_given;
    net proxies[OPTIONS_PROXIES_MOST];
    size_t proxy_count;
    char *origins[OPTIONS_ORIGINS_MOST];
    size_t origin_count;
} options;

typedef enum { OPTIONS_RUN, OPTIONS_DONE, OPTIONS_BAD } options_result;

/* Reads argv (and the file it names).  OPTIONS_DONE after --help or --version; OPTIONS_BAD after a sentence
 * on stderr. */
options_result options_read(int argc, char **argv, options *out);
void options_free(options *opts);

bool net_parse(const char *text, net *out);
bool net_holds(const net *range, const struct in6_addr *address);

#endif
