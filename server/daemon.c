/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starting, watching and stopping the daemon. */
#include "http.h"

#include "connections.h"
#include "inspect.h"
#include "queue.h"
#include "text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

void *http_on_target(void *context, const char *target, struct MHD_Connection *raw);
enum MHD_Result http_on_request(void *context, struct MHD_Connection *raw, const char *url,
                                const char *method, const char *version, const char *upload,
                                size_t *upload_bytes, void **own);
void http_on_done(void *context, struct MHD_Connection *raw, void **own, enum MHD_RequestTerminationCode how);

enum {
    CONNECTION_MEMORY_BYTES = 128 << 10, /* the longest target taken, with its head */
    BACKLOG = 2048,
    SPARE_FILES = 128, /* for the index and ourselves */
    DRAIN_MS = 10000
};

static struct in6_addr address_of(const struct sockaddr *from)
{
    struct in6_addr address = IN6ADDR_LOOPBACK_INIT;
    if (from && from->sa_family == AF_INET6)
        return ((const struct sockaddr_in6 *)(const void *)from)->sin6_addr;
    if (from && from->sa_family == AF_INET) {
        memset(&address, 0, 10);
        memset(address.s6_addr + 10, 0xff, 2);
        memcpy(address.s6_addr + 12, &((const struct sockaddr_in *)(const void *)from)->sin_addr, 4);
    }
    return address;
}

static bool counted(const server *srv, const struct in6_addr *address)
{
    for (size_t i = 0; i < srv->opts.proxy_count; i++)
        if (net_holds(&srv->opts.proxies[i], address))
            return false;
    return !inspect_is_local(address);
}

static enum MHD_Result on_accept(void *context, const struct sockaddr *from, socklen_t len)
{
    server *srv = context;
    struct in6_addr address = address_of(from);
    (void)len;
    if (!counted(srv, &address))
        return MHD_YES;
    return ratelimit_open(srv->rate, &address, 0) < srv->opts.per_address ? MHD_YES : MHD_NO;
}

static void on_connection(void *context, struct MHD_Connection *raw, void **own,
                          enum MHD_ConnectionNotificationCode what)
{
    server *srv = context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        struct in6_addr address =
            address_of(MHD_get_connection_info(raw, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
        int fd = MHD_get_connection_info(raw, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        *own = connections_open(srv->conns, fd, &address, text_now_us() + srv->opts.deadline_s * 1000000ull);
        if (counted(srv, &address))
            ratelimit_open(srv->rate, &address, 1);
        return;
    }
    connection *conn = *own;
    if (conn && counted(srv, connections_address(conn)))
        ratelimit_open(srv->rate, connections_address(conn), -1);
    connections_close(srv->conns, conn);
    *own = NULL;
}

/* As many files as the system lets us, and no more connections than those allow. */
static void fit_connections(server *srv)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    rlim_t want = (rlim_t)srv->opts.connections + SPARE_FILES + 8u * srv->opts.workers;
    if (files.rlim_cur < want) {
        files.rlim_cur = files.rlim_max < want ? files.rlim_max : want;
        if (setrlimit(RLIMIT_NOFILE, &files) != 0 && getrlimit(RLIMIT_NOFILE, &files) != 0)
            return;
    }
    rlim_t left = files.rlim_cur > SPARE_FILES + 8u * srv->opts.workers
                      ? files.rlim_cur - SPARE_FILES - 8u * srv->opts.workers
                      : 16;
    if (srv->opts.connections > left)
        srv->opts.connections = (unsigned)left;
}

/* "127.0.0.1:8080", "[::1]:0", ":8080" (every address). */
static bool resolve(const char *where, struct addrinfo **out)
{
    char host[128];
    const char *colon = strrchr(where, ':');
    size_t len = colon ? (size_t)(colon - where) : 0;
    if (!colon || len >= sizeof host)
        return false;
    memcpy(host, where, len);
    host[len] = '\0';
    char *name = host;
    if (*name == '[' && len > 1 && name[len - 1] == ']') {
        name[len - 1] = '\0';
        name++;
    }
    struct addrinfo hints = {
        .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    return getaddrinfo(*name ? name : "0.0.0.0", colon + 1, &hints, out) == 0;
}

static int open_socket(const char *where)
{
    struct addrinfo *found = NULL;
    if (!resolve(where, &found)) {
        fprintf(stderr, "zy-server: --listen “%s”不是可用的“地址:端口”\n", where);
        return -1;
    }
    int on = 1, fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool done = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0;
    int problem = errno;
    freeaddrinfo(found);
    if (done)
        return fd;
    fprintf(stderr, "zy-server: 不能监听 %s：%s；换一个端口，或停掉占用它的程序\n", where, strerror(problem));
    if (fd >= 0)
        close(fd);
    return -1;
}

bool http_listen(server *srv)
{
    fit_connections(srv);
    srv->listen_fd = open_socket(srv->opts.listen);
    return srv->listen_fd >= 0;
}

bool http_start(server *srv)
{
    int fd = srv->listen_fd;
    srv->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, on_accept, srv,
        http_on_request, srv, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_URI_LOG_CALLBACK, http_on_target, srv,
        MHD_OPTION_NOTIFY_COMPLETED, http_on_done, srv, MHD_OPTION_NOTIFY_CONNECTION, on_connection, srv,
        MHD_OPTION_CONNECTION_LIMIT, srv->opts.connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        srv->opts.connections, MHD_OPTION_CONNECTION_TIMEOUT, srv->opts.deadline_s + 5,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY_BYTES, MHD_OPTION_END);
    if (!srv->daemon) {
        fprintf(stderr, "zy-server: HTTP 服务不能启动：%s\n", strerror(errno));
        close(fd);
    }
    return srv->daemon != NULL;
}

unsigned http_port(const server *srv)
{
    struct sockaddr_storage name;
    socklen_t len = sizeof name;
    if (getsockname(srv->listen_fd, (struct sockaddr *)&name, &len) != 0)
        return 0;
    return ntohs(name.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&name)->sin6_port
                                            : ((struct sockaddr_in *)&name)->sin_port);
}

void http_watch(server *srv)
{
    uint64_t now = text_now_us();
    queue_expire(srv->jobs, now);
    for (unsigned cut = connections_reap(srv->conns, now); cut; cut--)
        metrics_add(srv->counts, COUNT_CUT_CONNECTIONS);
}

/* Quiesce, let what was begun finish (the watch goes on over deadlines), wake what waits, stop; libmicrohttpd
 * cuts whatever is still on its way when it is stopped, and must not be stopped while connections are
 * suspended. */
void http_stop(server *srv)
{
    atomic_store(&srv->draining, true);
    int fd = MHD_quiesce_daemon(srv->daemon);
    for (int waited = 0; atomic_load(&srv->in_flight) && waited < DRAIN_MS; waited += 20) {
        http_watch(srv);
        usleep(20000);
    }
    queue_stop(srv->jobs);
    MHD_stop_daemon(srv->daemon);
    queue_free(srv->jobs);
    if (fd >= 0)
        close(fd);
}
