/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A bounded queue of article sets before a few threads. */
#include "index/pool.h"

#include "base/error.h"
#include "base/limits.h"
#include "index/segment_build.h"

#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUEUE_PIECES = 64, PIECE_ARTICLES = 64, WORKERS_MOST = 64 };

/* A set shared by the pieces cut from it; freed with the last. */
typedef struct {
    zy_articles set;
    bool *wanted;
    uint64_t *hashes;
    atomic_size_t users;
} shared_set;

typedef struct {
    shared_set *shared;
    size_t from, end;
} piece;

typedef struct {
    pthread_t thread;
    zy_pool *pool;
    unsigned number;
    zy_part *part;
} worker;

struct zy_pool {
    char *folder, *scratch, *prefix;
    const zy_analyser *analyser;
    worker workers[WORKERS_MOST];
    unsigned worker_count, started;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    piece queue[QUEUE_PIECES];
    size_t head, waiting;
    unsigned busy;
    bool closing;
    zy_status status; /* the first failure of any worker */
    zy_error error;
    atomic_uint_fast64_t units;
    unsigned round, part_round; /* segments built so far, and times that parts were begun */
    zy_vec segments;            /* zy_segment_entry */
    zy_arena names;
};

static void release(shared_set *shared)
{
    if (atomic_fetch_sub(&shared->users, 1) != 1)
        return;
    zy_articles_free(&shared->set);
    free(shared->wanted);
    free(shared->hashes);
    free(shared);
}

static zy_status open_part(worker *w, zy_error *err)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/part-%u-%u", w->pool->scratch, w->pool->part_round, w->number) >=
        (int)sizeof path)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", w->pool->scratch);
    return zy_part_open(path, w->pool->analyser, &w->part, err);
}

static zy_status work(worker *w, const piece *p, zy_error *err)
{
    zy_status status = w->part ? ZY_OK : open_part(w, err);
    for (size_t i = p->from; i < p->end && !status; i++) {
        if (!p->shared->wanted[i])
            continue;
        uint32_t before = zy_part_units(w->part);
        status = zy_part_add(w->part, &p->shared->set.items[i], p->shared->hashes[i], err);
        atomic_fetch_add(&w->pool->units, zy_part_units(w->part) - before);
    }
    return status;
}

static void *run(void *argument)
{
    worker *w = argument;
    zy_pool *pool = w->pool;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->waiting && !pool->closing)
            pthread_cond_wait(&pool->changed, &pool->lock);
        if (!pool->waiting)
            break;
        piece p = pool->queue[pool->head];
        pool->head = (pool->head + 1) % QUEUE_PIECES;
        pool->waiting--;
        pool->busy++;
        bool skip = pool->status != ZY_OK; /* after a failure the queue is only emptied */
        pthread_cond_broadcast(&pool->changed);
        pthread_mutex_unlock(&pool->lock);
        zy_error failure = {0};
        zy_status status = skip ? ZY_OK : work(w, &p, &failure);
        release(p.shared);
        pthread_mutex_lock(&pool->lock);
        pool->busy--;
        if (status && !pool->status) {
            pool->status = status;
            pool->error = failure;
        }
        pthread_cond_broadcast(&pool->changed);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static zy_status failure_of(zy_pool *pool, zy_error *err)
{
    if (pool->status && err && err->status == ZY_OK)
        *err = pool->error;
    return pool->status;
}

zy_status zy_pool_open(unsigned workers, const char *folder, const char *scratch, const char *prefix,
                       const zy_analyser *analyser, zy_pool **out, zy_error *err)
{
    zy_pool *pool = calloc(1, sizeof *pool);
    if (!pool)
        return zy_fail_memory(err);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->changed, NULL);
    pool->segments = ZY_VEC(zy_segment_entry);
    pool->folder = strdup(folder);
    pool->scratch = strdup(scratch);
    pool->prefix = strdup(prefix);
    pool->analyser = analyser;
    pool->worker_count = workers < 1 ? 1 : workers > WORKERS_MOST ? WORKERS_MOST : workers;
    zy_status status = pool->folder && pool->scratch && pool->prefix ? ZY_OK : zy_fail_memory(err);
    for (unsigned i = 0; i < pool->worker_count && !status; i++) {
        pool->workers[i] = (worker){.pool = pool, .number = i};
        if (pthread_create(&pool->workers[i].thread, NULL, run, &pool->workers[i]) != 0)
            status = i > 0 ? ZY_END : zy_fail(err, ZY_NO_MEMORY, "不能启动工作线程");
        else
            pool->started = i + 1;
    }
    if (status && status != ZY_END) { /* fewer threads than wished for will do */
        zy_pool_free(pool);
        return status;
    }
    *out = pool;
    return ZY_OK;
}

/* Waits until nothing is queued and nobody works; the lock is held. */
static void drain(zy_pool *pool)
{
    while (pool->waiting || pool->busy)
        pthread_cond_wait(&pool->changed, &pool->lock);
}

/* ---- From parts to segments, side by side ---- */

typedef struct {
    zy_pool *pool;
    zy_part **parts;
    size_t count;
    const char *name;
    uint32_t docs, units;
    zy_status status;
    zy_error error;
} build;

static void *build_segment(void *argument)
{
    build *b = argument;
    for (size_t i = 0; i < b->count && !b->status; i++)
        b->status = zy_part_finish(b->parts[i], &b->error);
    if (!b->status && b->docs)
        b->status = zy_segment_build(b->parts, b->count, b->pool->folder, b->name, &b->error);
    return NULL;
}

/* Sorting suffixes is the longest stretch that one thread does alone: a segment for each worker shares it
 * out, as long as the segments are worth having. */
static size_t count_segments(const zy_pool *pool, uint64_t units, size_t parts)
{
    size_t worth = (size_t)(units / ZY_LIMIT_SEGMENT_LEAST),
           most = parts < pool->started ? parts : pool->started;
    return worth < 1 ? 1 : worth < most ? worth : most;
}

static size_t gather_parts(zy_pool *pool, zy_part **parts, uint64_t *units)
{
    size_t count = 0;
    *units = 0;
    for (unsigned i = 0; i < pool->started; i++) {
        zy_part *part = pool->workers[i].part;
        pool->workers[i].part = NULL;
        if (!part)
            continue;
        parts[count++] = part;
        *units += zy_part_units(part);
    }
    return count;
}

/* Deals the parts out to the segments, in their order. */
static zy_status deal(zy_pool *pool, zy_part **parts, size_t count, build *builds, size_t segments,
                      zy_error *err)
{
    for (size_t s = 0, from = 0; s < segments; s++) {
        size_t end = count * (s + 1) / segments;
        builds[s] = (build){.pool = pool, .parts = parts + from, .count = end - from};
        for (size_t i = from; i < end; i++) {
            builds[s].docs += zy_part_docs(parts[i]);
            builds[s].units += zy_part_units(parts[i]);
        }
        builds[s].name = zy_arena_printf(&pool->names, "%s%02u", pool->prefix, pool->round++);
        from = end;
    }
    return pool->names.failed ? zy_fail_memory(err) : ZY_OK;
}

static void build_all(build *builds, size_t segments)
{
    pthread_t threads[WORKERS_MOST];
    bool apart[WORKERS_MOST] = {false};
    for (size_t s = 1; s < segments; s++)
        apart[s] = pthread_create(&threads[s], NULL, build_segment, &builds[s]) == 0;
    for (size_t s = 0; s < segments; s++)
        if (!apart[s])
            build_segment(&builds[s]);
    for (size_t s = 1; s < segments; s++)
        if (apart[s])
            pthread_join(threads[s], NULL);
}

static zy_status take_segments(zy_pool *pool, const build *builds, size_t segments, zy_error *err)
{
    for (size_t s = 0; s < segments; s++) {
        const build *b = &builds[s];
        if (b->status) {
            if (err && err->status == ZY_OK)
                *err = b->error;
            return b->status;
        }
        zy_segment_entry entry = {.name = b->name, .docs = b->docs, .units = b->units};
        if (b->docs && !zy_vec_push(&pool->segments, &entry))
            return zy_fail_memory(err);
    }
    return ZY_OK;
}

/* Makes segments of all parts; called when the workers are idle. */
static zy_status build_parts(zy_pool *pool, zy_error *err)
{
    zy_part *parts[WORKERS_MOST];
    build builds[WORKERS_MOST];
    uint64_t units;
    size_t count = gather_parts(pool, parts, &units),
           segments = count ? count_segments(pool, units, count) : 0;
    zy_status status = deal(pool, parts, count, builds, segments, err);
    if (!status) {
        build_all(builds, segments);
        status = take_segments(pool, builds, segments, err);
    }
    for (size_t i = 0; i < count; i++) {
        zy_remove_tree(parts[i]->xapian_path);
        zy_part_free(parts[i]);
    }
    pool->part_round++;
    atomic_store(&pool->units, 0);
    return status;
}

static zy_status enqueue(zy_pool *pool, piece p, zy_error *err)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->waiting == QUEUE_PIECES && !pool->status)
        pthread_cond_wait(&pool->changed, &pool->lock);
    zy_status status = failure_of(pool, err);
    if (!status) {
        atomic_fetch_add(&p.shared->users, 1);
        pool->queue[(pool->head + pool->waiting++) % QUEUE_PIECES] = p;
        pthread_cond_broadcast(&pool->changed);
    }
    if (!status && atomic_load(&pool->units) >= ZY_LIMIT_SEGMENT_UNITS) {
        drain(pool);
        status = failure_of(pool, err);
        if (!status)
            status = build_parts(pool, err);
    }
    pthread_mutex_unlock(&pool->lock);
    return status;
}

zy_status zy_pool_add(zy_pool *pool, zy_articles *set, const bool *wanted, const uint64_t *hashes,
                      zy_error *err)
{
    shared_set *shared = calloc(1, sizeof *shared);
    size_t count = set->count;
    if (shared) {
        shared->set = *set;
        *set = (zy_articles){0};
        atomic_init(&shared->users, 1);
        shared->wanted = malloc((count + 1) * sizeof *wanted);
        shared->hashes = malloc((count + 1) * sizeof *hashes);
    }
    if (!shared || !shared->wanted || !shared->hashes) {
        if (shared)
            release(shared);
        return zy_fail_memory(err);
    }
    memcpy(shared->wanted, wanted, count * sizeof *wanted);
    memcpy(shared->hashes, hashes, count * sizeof *hashes);
    zy_status status = ZY_OK;
    for (size_t from = 0; from < count && !status; from += PIECE_ARTICLES) {
        size_t end = count - from < PIECE_ARTICLES ? count : from + PIECE_ARTICLES;
        status = enqueue(pool, (piece){shared, from, end}, err);
    }
    release(shared);
    return status;
}

zy_status zy_pool_finish(zy_pool *pool, const zy_segment_entry **segments, size_t *count, zy_error *err)
{
    pthread_mutex_lock(&pool->lock);
    drain(pool);
    zy_status status = failure_of(pool, err);
    if (!status)
        status = build_parts(pool, err);
    pthread_mutex_unlock(&pool->lock);
    if (!status) {
        *segments = pool->segments.data;
        *count = pool->segments.count;
    }
    return status;
}

void zy_pool_free(zy_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    if (!pool->status)
        pool->status = ZY_END; /* what is still queued is not worked on */
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->started; i++)
        pthread_join(pool->workers[i].thread, NULL);
    for (unsigned i = 0; i < pool->started; i++)
        zy_part_free(pool->workers[i].part);
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->changed);
    zy_vec_free(&pool->segments);
    zy_arena_free(&pool->names);
    free(pool->folder);
    free(pool->scratch);
    free(pool->prefix);
    free(pool);
}
