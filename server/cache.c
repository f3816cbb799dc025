/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cache: a hash table of chains, and one list in order of use.  An entry owns its response; a connection
 * it is queued on holds a reference too, so throwing an entry out never cuts an answer under way. */
#include "cache.h"

#include "text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096, OVERHEAD_BYTES = 600 };

typedef struct entry {
    struct entry *next;          /* in its bucket */
    struct entry *newer, *older; /* in order of use */
    uint64_t hash;
    char *key;
    size_t key_bytes, body_bytes;
    int status;
    struct MHD_Response *response;
} entry;

struct cache {
    pthread_mutex_t lock;
    entry *buckets[BUCKETS];
    entry *newest, *oldest;
    size_t bytes, most_bytes;
};

cache *cache_new(size_t most_bytes)
{
    cache *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    pthread_mutex_init(&made->lock, NULL);
    made->most_bytes = most_bytes;
    return made;
}

static void unlink_use(cache *answers, entry *item)
{
    *(item->newer ? &item->newer->older : &answers->newest) = item->older;
    *(item->older ? &item->older->newer : &answers->oldest) = item->newer;
    item->newer = item->older = NULL;
}

static void link_newest(cache *answers, entry *item)
{
    item->older = answers->newest;
    *(answers->newest ? &answers->newest->newer : &answers->oldest) = item;
    answers->newest = item;
}

static size_t cost(const entry *item)
{
    return item->key_bytes + item->body_bytes + OVERHEAD_BYTES;
}

static void destroy(entry *item)
{
    MHD_destroy_response(item->response);
    free(item->key);
    free(item);
}

static void throw_out(cache *answers, entry *item)
{
    entry **at = &answers->buckets[item->hash % BUCKETS];
    while (*at != item)
        at = &(*at)->next;
    *at = item->next;
    unlink_use(answers, item);
    answers->bytes -= cost(item);
    destroy(item);
}

static entry *find(cache *answers, const zy_buf *key, uint64_t hash)
{
    for (entry *item = answers->buckets[hash % BUCKETS]; item; item = item->next)
        if (item->hash == hash && item->key_bytes == key->len_bytes &&
            memcmp(item->key, key->data, key->len_bytes) == 0)
            return item;
    return NULL;
}

bool cache_queue(cache *answers, const zy_buf *key, struct MHD_Connection *connection, int *status,
                 size_t *body_bytes, enum MHD_Result *result)
{
    if (!answers->most_bytes || key->failed)
        return false;
    uint64_t hash = text_hash(key->data, key->len_bytes);
    pthread_mutex_lock(&answers->lock);
    entry *item = find(answers, key, hash);
    if (item) {
        unlink_use(answers, item);
        link_newest(answers, item);
        *status = item->status;
        *body_bytes = item->body_bytes;
        *result = MHD_queue_response(connection, (unsigned)item->status, item->response);
    }
    pthread_mutex_unlock(&answers->lock);
    return item != NULL;
}

bool cache_put(cache *answers, const zy_buf *key, struct MHD_Response *response, int status,
               size_t body_bytes)
{
    /* One answer may not push out everything else. */
    if (key->failed || body_bytes + key->len_bytes + OVERHEAD_BYTES > answers->most_bytes / 16)
        return false;
    entry *item = calloc(1, sizeof *item);
    char *copy = malloc(key->len_bytes);
    if (!item || !copy) {
        free(item);
        free(copy);
        return false;
    }
    memcpy(copy, key->data, key->len_bytes);
    *item = (entry){.hash = text_hash(key->data, key->len_bytes),
                    .key = copy,
                    .key_bytes = key->len_bytes,
                    .body_bytes = body_bytes,
                    .status = status,
                    .response = response};
    pthread_mutex_lock(&answers->lock);
    entry *same = find(answers, key, item->hash);
    if (same)
        throw_out(answers, same);
    item->next = answers->buckets[item->hash % BUCKETS];
    answers->buckets[item->hash % BUCKETS] = item;
    link_newest(answers, item);
    answers->bytes += cost(item);
    while (answers->bytes > answers->most_bytes && answers->oldest)
        throw_out(answers, answers->oldest);
    pthread_mutex_unlock(&answers->lock);
    return true;
}

void cache_free(cache *answers)
{
    if (!answers)
        return;
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): throw_out() moves `oldest` on before it frees */
    while (answers->oldest)
        /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
        throw_out(answers, answers->oldest);
    pthread_mutex_destroy(&answers->lock);
    free(answers);
}
