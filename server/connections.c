/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list under a lock.  libmicrohttpd tells of a closing before it closes the descriptor, so one in the list
 * is open. */
#include "connections.h"

#include "text.h"

#include <stdlib.h>
#include <sys/socket.h>

enum { SCARCE_PATIENCE_US = 2000000 };

struct connection {
    connection *next, *previous;
    int fd;
    bool receiving, cut;
    uint64_t deadline_us, since_us;
    struct in6_addr address;
};

struct connections {
    pthread_mutex_t lock;
    connection *first;
    unsigned count, most;
};

connections *connections_new(unsigned most)
{
    connections *made = calloc(1, sizeof *made);
    if (made) {
        pthread_mutex_init(&made->lock, NULL);
        made->most = most;
    }
    return made;
}

void connections_free(connections *conns)
{
    if (!conns)
        return;
    pthread_mutex_destroy(&conns->lock);
    free(conns);
}

connection *connections_open(connections *conns, int fd, const struct in6_addr *address, uint64_t deadline_us)
{
    connection *conn = calloc(1, sizeof *conn);
    if (!conn)
        return NULL;
    *conn = (connection){.fd = fd,
                         .address = *address,
                         .deadline_us = deadline_us,
                         .since_us = text_now_us(),
                         .receiving = true};
    pthread_mutex_lock(&conns->lock);
    conn->next = conns->first;
    if (conns->first)
        conns->first->previous = conn;
    conns->first = conn;
    conns->count++;
    pthread_mutex_unlock(&conns->lock);
    return conn;
}

void connections_close(connections *conns, connection *conn)
{
    if (!conn)
        return;
    pthread_mutex_lock(&conns->lock);
    *(conn->previous ? &conn->previous->next : &conns->first) = conn->next;
    if (conn->next)
        conn->next->previous = conn->previous;
    conns->count--;
    pthread_mutex_unlock(&conns->lock);
    free(conn);
}

const struct in6_addr *connections_address(const connection *conn)
{
    return &conn->address;
}

void connections_deadline(connections *conns, connection *conn, uint64_t deadline_us, bool receiving)
{
    if (!conn)
        return;
    pthread_mutex_lock(&conns->lock);
    conn->deadline_us = deadline_us;
    conn->receiving = receiving;
    conn->since_us = text_now_us();
    pthread_mutex_unlock(&conns->lock);
}

unsigned connections_reap(connections *conns, uint64_t now_us)
{
    unsigned cut = 0;
    pthread_mutex_lock(&conns->lock);
    bool scarce = conns->count > conns->most / 4 * 3;
    for (connection *conn = conns->first; conn; conn = conn->next) {
        bool late = now_us > conn->deadline_us ||
                    (scarce && conn->receiving && now_us > conn->since_us + SCARCE_PATIENCE_US);
        if (!late || conn->cut)
            continue;
        conn->cut = true;
        shutdown(conn->fd, SHUT_RDWR);
        cut++;
    }
    pthread_mutex_unlock(&conns->lock);
    return cut;
}

unsigned connections_count(connections *conns)
{
    pthread_mutex_lock(&conns->lock);
    unsigned count = conns->count;
    pthread_mutex_unlock(&conns->lock);
    return count;
}
