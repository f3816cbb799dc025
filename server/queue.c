/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ring, a lock, a condition, and N threads with a zy_store each. */
#include "queue.h"

#include "text.h"

#include <signal.h>
#include <stdlib.h>

typedef struct {
    queue *jobs;
    pthread_t thread;
    exchange *busy; /* what it is working on, under the lock */
    zy_store *store;
} worker;

struct queue {
    server *srv;
    queue_work work;
    pthread_mutex_t lock;
    pthread_cond_t more;
    exchange **ring;
    size_t cap, first, count;
    bool stopping;
    worker *workers;
    unsigned worker_count;
};

/* Waking the connection happens under the lock, so that an exchange is given back only once. */
static void give_back(exchange *ex)
{
    if (ex->abandoned || ex->answered)
        return;
    ex->abandoned = true;
    MHD_resume_connection(ex->connection);
}

static exchange *take(queue *jobs, worker *mine)
{
    pthread_mutex_lock(&jobs->lock);
    while (!jobs->count && !jobs->stopping)
        pthread_cond_wait(&jobs->more, &jobs->lock);
    exchange *ex = NULL;
    if (jobs->count) {
        ex = jobs->ring[jobs->first];
        jobs->first = (jobs->first + 1) % jobs->cap;
        jobs->count--;
    }
    mine->busy = ex;
    pthread_mutex_unlock(&jobs->lock);
    return ex;
}

static void finish(queue *jobs, worker *mine, exchange *ex, answer *made)
{
    pthread_mutex_lock(&jobs->lock);
    mine->busy = NULL;
    bool late = ex->abandoned;
    if (!late) {
        ex->made = *made;
        ex->answered = true;
        MHD_resume_connection(ex->connection);
    }
    pthread_mutex_unlock(&jobs->lock);
    if (late && made->response)
        MHD_destroy_response(made->response);
    if (late)
        zy_buf_free(&made->key);
    exchange_release(ex);
}

static bool given_back(queue *jobs, const exchange *ex)
{
    pthread_mutex_lock(&jobs->lock);
    bool gone = ex->abandoned;
    pthread_mutex_unlock(&jobs->lock);
    return gone;
}

static void *work_on(void *context)
{
    worker *mine = context;
    queue *jobs = mine->jobs;
    for (exchange *ex; (ex = take(jobs, mine)) != NULL;) {
        answer made = {0};
        if (!given_back(jobs, ex))
            made = jobs->work(ex, &mine->store);
        finish(jobs, mine, ex, &made);
    }
    zy_close(mine->store);
    return NULL;
}

queue *queue_start(server *srv, queue_work work)
{
    queue *jobs = calloc(1, sizeof *jobs);
    if (!jobs)
        return NULL;
    *jobs = (queue){.srv = srv, .work = work, .cap = srv->opts.queue};
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->more, NULL);
    jobs->ring = calloc(jobs->cap, sizeof(exchange *));
    jobs->workers = calloc(srv->opts.workers, sizeof *jobs->workers);
    for (unsigned i = 0; jobs->ring && jobs->workers && i < srv->opts.workers; i++) {
        jobs->workers[i].jobs = jobs;
        if (pthread_create(&jobs->workers[i].thread, NULL, work_on, &jobs->workers[i]) != 0)
            break;
        jobs->worker_count++;
    }
    if (jobs->worker_count)
        return jobs;
    queue_stop(jobs);
    queue_free(jobs);
    return NULL;
}

bool queue_has_room(queue *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    bool room = jobs->count < jobs->cap && !jobs->stopping;
    pthread_mutex_unlock(&jobs->lock);
    return room;
}

void queue_push(queue *jobs, exchange *ex)
{
    atomic_fetch_add(&ex->references, 1);
    pthread_mutex_lock(&jobs->lock);
    jobs->ring[(jobs->first + jobs->count++) % jobs->cap] = ex;
    pthread_cond_signal(&jobs->more);
    pthread_mutex_unlock(&jobs->lock);
}

void queue_expire(queue *jobs, uint64_t now_us)
{
    pthread_mutex_lock(&jobs->lock);
    for (size_t i = 0; i < jobs->count; i++) {
        exchange *ex = jobs->ring[(jobs->first + i) % jobs->cap];
        if (now_us > ex->deadline_us)
            give_back(ex);
    }
    for (unsigned i = 0; i < jobs->worker_count; i++)
        if (jobs->workers[i].busy && now_us > jobs->workers[i].busy->deadline_us)
            give_back(jobs->workers[i].busy);
    pthread_mutex_unlock(&jobs->lock);
}

unsigned queue_length(queue *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    unsigned length = (unsigned)jobs->count;
    pthread_mutex_unlock(&jobs->lock);
    return length;
}

bool queue_take_answer(queue *jobs, exchange *ex)
{
    pthread_mutex_lock(&jobs->lock);
    bool answered = ex->answered;
    pthread_mutex_unlock(&jobs->lock);
    return answered;
}

void queue_stop(queue *jobs)
{
    if (!jobs)
        return;
    pthread_mutex_lock(&jobs->lock);
    jobs->stopping = true;
    pthread_cond_broadcast(&jobs->more);
    pthread_mutex_unlock(&jobs->lock);
    queue_expire(jobs, UINT64_MAX);
    for (unsigned i = 0; i < jobs->worker_count; i++)
        pthread_join(jobs->workers[i].thread, NULL);
    jobs->worker_count = 0;
}

void queue_free(queue *jobs)
{
    if (!jobs)
        return;
    pthread_cond_destroy(&jobs->more);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs->ring);
    free(jobs->workers);
    free(jobs);
}
