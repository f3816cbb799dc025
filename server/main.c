/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy-server: the search page and the interface behind it, over HTTP.  Options in, a running server until a
 * signal. */
#include "assets.h"
#include "connections.h"
#include "http.h"
#include "queue.h"
#include "text.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WATCH_MS = 200 };

/* Looks whether another generation is there.  The watch has a handle of its own, so that an answer from the
 * cache is never older than this. */
static void watch_index(server *srv, zy_store **store)
{
    zy_error error = {0};
    bool changed = false;
    zy_coverage coverage = {0};
    zy_status status = *store ? zy_refresh(*store, &changed, &error) : zy_open(srv->opts.db, store, &error);
    if (*store && status == ZY_OK && (changed || !*srv->generation) &&
        zy_coverage_get(*store, &coverage, &error) != ZY_OK)
        coverage = (zy_coverage){0};
    pthread_mutex_lock(&srv->index_lock);
    if (*store && status == ZY_OK && (changed || !*srv->generation)) {
        snprintf(srv->generation, sizeof srv->generation, "%s", zy_store_generation(*store));
        srv->articles = coverage.articles;
        srv->issues = coverage.issues;
    }
    srv->index_problem = error;
    pthread_mutex_unlock(&srv->index_lock);
}

static bool open_log(server *srv)
{
    const char *path = srv->opts.access_log;
    if (!*path)
        return true;
    srv->log = strcmp(path, "-") == 0 ? stderr : fopen(path, "ae");
    if (!srv->log)
        fprintf(stderr, "zy-server: 写不了访问记录“%s”：%s\n", path, strerror(errno));
    return srv->log != NULL;
}

static void hash_config(server *srv)
{
    zy_buf text = {0};
    text_f(&text, "%s\n%s\n%s\n%s\n%s\n%s", srv->opts.site_name, srv->opts.paper, srv->opts.phone,
           srv->base_url, assets_css_url, assets_js_url);
    srv->config_hash = text_hash(text.data, text.len_bytes);
    zy_buf_free(&text);
}

/* Permanent addresses begin with --base-url, and without one with where we listen. */
static void name_site(server *srv)
{
    const char *listen = srv->opts.listen;
    int host = (int)(strrchr(listen, ':') - listen);
    if (*srv->opts.base_url)
        snprintf(srv->base_url, sizeof srv->base_url, "%s", srv->opts.base_url);
    else
        snprintf(srv->base_url, sizeof srv->base_url, "http://%.*s:%u", host ? host : 9,
                 host ? listen : "127.0.0.1", http_port(srv));
    hash_config(srv);
}

static bool start(server *srv)
{
    srv->conns = connections_new(srv->opts.connections);
    srv->answers = cache_new(srv->opts.cache_bytes);
    srv->rate = ratelimit_new(srv->opts.rate, srv->opts.burst);
    srv->counts = metrics_new();
    if (!srv->conns || !srv->answers || !srv->rate || !srv->counts) {
        fprintf(stderr, "zy-server: 内存不足，不能启动\n");
        return false;
    }
    srv->jobs = queue_start(srv, work_answer);
    if (!srv->jobs) {
        fprintf(stderr, "zy-server: 不能启动检索线程\n");
        return false;
    }
    if (!open_log(srv) || !http_listen(srv))
        return false;
    name_site(srv);
    return http_start(srv);
}

static void tell(server *srv)
{
    const char *colon = strrchr(srv->opts.listen, ':');
    printf("zy-server %s: http://%.*s:%u/\n", zy_version(), (int)(colon - srv->opts.listen), srv->opts.listen,
           http_port(srv));
    fflush(stdout);
    if (!*srv->generation)
        fprintf(stderr, "zy-server: 还不能检索：%s%s%s；索引就绪后自动开始\n", srv->index_problem.message,
                *srv->index_problem.hint ? "；" : "", srv->index_problem.hint);
}

static void run(server *srv, const sigset_t *signals, zy_store **store)
{
    const struct timespec tick = {0, WATCH_MS * 1000000L};
    for (;;) {
        int got = sigtimedwait(signals, NULL, &tick);
        if (got == SIGTERM || got == SIGINT)
            return;
        http_watch(srv);
        watch_index(srv, store);
    }
}

static void clean_up(server *srv)
{
    connections_free(srv->conns);
    cache_free(srv->answers);
    ratelimit_free(srv->rate);
    metrics_free(srv->counts);
    if (srv->log && srv->log != stderr)
        fclose(srv->log);
    options_free(&srv->opts);
}

int main(int argc, char **argv)
{
    server srv = {.index_lock = PTHREAD_MUTEX_INITIALIZER};
    zy_store *store = NULL;
    options_result read = options_read(argc, argv, &srv.opts);
    if (read != OPTIONS_RUN) {
        options_free(&srv.opts);
        return read == OPTIONS_DONE ? 0 : 2;
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL); /* before any thread: all inherit it, and main alone waits */
    signal(SIGPIPE, SIG_IGN);
    assets_begin();
    watch_index(&srv, &store);
    bool started = start(&srv);
    if (started) {
        tell(&srv);
        run(&srv, &signals, &store);
        http_stop(&srv);
    } else {
        queue_stop(srv.jobs);
        queue_free(srv.jobs);
    }
    zy_close(store);
    clean_up(&srv);
    return started ? 0 : 2;
}
