/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The watch: one loop that waits for something to happen, for files to settle, or for the time to try again.
 *
 * A file has settled when nobody has it open for writing and nothing has happened to it for some seconds.  A
 * run takes in what has settled; of the rest the index keeps what it had.
 */
#include "watch.h"

#include "follow.h"
#include "run.h"

#include <limits.h>
#include <poll.h>
#include <search.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    SECOND = 1000,                /* times are in milliseconds */
    GATHER_MS = 30 * SECOND,      /* while files keep coming, what has settled waits no longer than this */
    ABANDONED_MS = 60 * SECOND,   /* a file held open and left alone so long is taken in */
    RETRY_FIRST_MS = 30 * SECOND, /* after a failure, doubling */
    RETRY_MOST_MS = 900 * SECOND,
    LOCKED_MS = 5 * SECOND,  /* another indexer is at work */
    MISSING_MS = 5 * SECOND, /* what we watch is not there */
    LOOK_MS = 60 * SECOND    /* where not every folder could be watched */
};

/* A file that something has happened to. */
typedef struct {
    char *path;
    int64_t last_ms;
    bool writing;
} restless;

typedef struct {
    const indexer_options *options;
    char **places; /* real paths of what is watched: the paths, the lexicon, the golden queries */
    size_t place_count;
    follower *follow;
    void *files; /* a search tree of restless */
    size_t file_count;
    int64_t now_ms, first_ms, last_ms; /* of the events not yet dealt with; first 0: none */
    int64_t retry_ms, backoff_ms;      /* 0: nothing to try again */
    bool unknown;                      /* events were lost */
    bool missing_said, limit_said;
    size_t settled; /* what count_settled() finds */
} watcher;

static int64_t clock_ms(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

__attribute__((format(printf, 2, 3))) static void say(const watcher *w, const char *format, ...)
{
    if (w->options->quiet)
        return;
    write_time();
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

/* ---- Restless files ---- */

static int by_path(const void *left, const void *right)
{
    return strcmp(((const restless *)left)->path, ((const restless *)right)->path);
}

static restless *find_file(const watcher *w, const char *path)
{
    restless key = {.path = (char *)(uintptr_t)path};
    restless *const *found = tfind(&key, &w->files, by_path);
    return found ? *found : NULL;
}

static bool has_settled(const watcher *w, const restless *file)
{
    int64_t still = w->now_ms - file->last_ms;
    return still >= (int64_t)w->options->settle_seconds * SECOND && (!file->writing || still >= ABANDONED_MS);
}

static void touch_file(watcher *w, const char *path, int64_t when_ms, bool writing)
{
    restless *file = find_file(w, path);
    if (!file) {
        file = calloc(1, sizeof *file);
        if (file)
            file->path = strdup(path);
        if (!file || !file->path || !tsearch(file, &w->files, by_path)) { /* then without knowing which */
            if (file)
                free(file->path);
            free(file);
            w->unknown = true;
            return;
        }
        w->file_count++;
    }
    file->last_ms = when_ms;
    file->writing = writing;
}

/* The tree is walked into a list: it must not change while it is walked. */
typedef struct {
    const watcher *w;
    restless **list;
    size_t count;
    bool settled_only;
} harvest;

static void gather(const void *node, VISIT visit, void *closure)
{
    harvest *h = closure;
    restless *file = *(restless *const *)node;
    if ((visit == postorder || visit == leaf) && (!h->settled_only || has_settled(h->w, file)))
        h->list[h->count++] = file;
}

/* Forgets the files that have settled, or all; tells how many. */
static size_t forget(watcher *w, bool settled_only)
{
    harvest h = {.w = w, .list = calloc(w->file_count + 1, sizeof(restless *)), .settled_only = settled_only};
    if (!h.list)
        return 0;
    twalk_r(w->files, gather, &h);
    for (size_t i = 0; i < h.count; i++) {
        tdelete(h.list[i], &w->files, by_path);
        free(h.list[i]->path);
        free(h.list[i]);
    }
    free(h.list);
    w->file_count -= h.count;
    return h.count;
}

static void count_file(const void *node, VISIT visit, void *closure)
{
    watcher *w = closure;
    if (visit == postorder || visit == leaf)
        w->settled += has_settled(w, *(restless *const *)node);
}

static size_t count_settled(watcher *w)
{
    w->settled = 0;
    twalk_r(w->files, count_file, w);
    return w->settled;
}

/* ---- What happens ---- */

static bool ends_in(const char *name, const char *ending)
{
    size_t len = strlen(name), end = strlen(ending);
    return len >= end && strcmp(name + len - end, ending) == 0;
}

/* Names that editors and downloads give to what is not yet the file. */
static bool is_passing(const char *path)
{
    static const char *const endings[] = {"~",        ".tmp",        ".swp", ".swx", ".part",
                                          ".partial", ".crdownload", ".bak", ".new"};
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    bool passing = name[0] == '.' || name[0] == '#' || (name[0] == '~' && name[1] == '$');
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !passing; i++)
        passing = ends_in(name, endings[i]);
    return passing;
}

static bool lies_in(const char *path, const char *place)
{
    size_t len = strlen(place);
    return strncmp(path, place, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

/* The folder of a file is watched whole, though only the file matters. */
static bool concerns_us(const watcher *w, const char *path)
{
    bool ours = false;
    for (size_t i = 0; i < w->place_count && !ours; i++)
        ours = lies_in(path, w->places[i]);
    return ours && !is_passing(path);
}

static void on_touch(void *context, const char *path, touch what)
{
    watcher *w = context;
    if (what == TOUCH_UNKNOWN)
        w->unknown = true;
    else if (!concerns_us(w, path))
        return;
    else
        touch_file(w, path, w->now_ms, what == TOUCH_WRITING);
    w->last_ms = w->now_ms;
    w->first_ms = w->first_ms ? w->first_ms : w->now_ms;
}

/* Asked by the run of every file.  What was written just before we began to watch shows by its time. */
static bool is_ready(void *context, const char *path)
{
    watcher *w = context;
    struct stat about;
    const restless *file = find_file(w, path);
    if (file)
        return has_settled(w, file);
    if (stat(path, &about) != 0)
        return true;
    int64_t age =
        clock_ms(CLOCK_REALTIME) - ((int64_t)about.st_mtim.tv_sec * 1000 + about.st_mtim.tv_nsec / 1000000);
    if (age < 0 || age >= (int64_t)w->options->settle_seconds * SECOND)
        return true;
    touch_file(w, path, w->now_ms - age, false);
    return false;
}

/* ---- Roots ---- */

static bool add_place(watcher *w, const char *path)
{
    char *whole = path ? realpath(path, NULL) : NULL;
    if (whole)
        w->places[w->place_count++] = whole;
    return !path || whole;
}

static bool know_places(watcher *w)
{
    const indexer_options *o = w->options;
    w->places = calloc(o->path_count + 2, sizeof *w->places);
    bool fine = w->places != NULL;
    for (size_t i = 0; fine && i < o->path_count; i++)
        fine = add_place(w, o->paths[i]);
    return fine && add_place(w, o->index.lexicon) && add_place(w, o->index.golden);
}

static bool roots_are_there(const watcher *w, const char **missing)
{
    struct stat about;
    for (size_t i = 0; i < w->place_count; i++)
        if (stat(w->places[i], &about) != 0) {
            *missing = w->places[i];
            return false;
        }
    return true;
}

static void follow_all(watcher *w)
{
    for (size_t i = 0; i < w->place_count; i++)
        follower_add(w->follow, w->places[i]);
    if (follower_incomplete(w->follow) && !w->limit_said) {
        say(w,
            "文件夹太多，系统不许全部守着，改为每分钟查看一遍；可请管理员调大 fs.inotify.max_user_watches");
        w->limit_said = true;
    }
}

/* ---- Runs ---- */

static void plan_retry(watcher *w, zy_status status)
{
    if (status == ZY_LOCKED) {
        w->retry_ms = w->now_ms + LOCKED_MS;
        return;
    }
    /* Checks that fail will fail until something changes. */
    if (status == ZY_GATE)
        return;
    w->backoff_ms = w->backoff_ms ? 2 * w->backoff_ms : RETRY_FIRST_MS;
    w->backoff_ms = w->backoff_ms < RETRY_MOST_MS ? w->backoff_ms : RETRY_MOST_MS;
    w->retry_ms = w->now_ms + w->backoff_ms;
}

static void let_signals(bool through)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(through ? SIG_UNBLOCK : SIG_BLOCK, &set, NULL);
}

static void run(watcher *w)
{
    zy_error err = {0};
    uint64_t waiting = 0;
    if (w->unknown)
        follow_all(w); /* folders may have come unseen */
    w->unknown = false;
    forget(w, true);
    w->first_ms = w->file_count ? w->now_ms : 0;
    w->retry_ms = 0;
    let_signals(true);
    zy_status status = run_once(w->options, is_ready, w, &waiting, &err);
    let_signals(false);
    w->now_ms = clock_ms(CLOCK_MONOTONIC);
    if (waiting) { /* come back when they have settled */
        w->first_ms = w->first_ms ? w->first_ms : w->now_ms;
        w->last_ms = w->now_ms;
        w->unknown = w->unknown || w->file_count == 0;
    }
    if (zy_status_exit(status) < 2) {
        w->backoff_ms = 0;
        return;
    }
    if (progress_stopped())
        return;
    if (status == ZY_BAD_ARGUMENT) { /* an empty folder is no fault of one who waits for newspapers */
        say(w, "%s；等有了就收录", err.message);
        return;
    }
    complain(&err);
    plan_retry(w, status);
    if (w->retry_ms)
        say(w, "这次没有收录成，原来的索引照常可查；%lld 秒后再试，或等文件有变化",
            (long long)((w->retry_ms - w->now_ms) / SECOND));
    else
        say(w, "这次没有收录成，原来的索引照常可查；等文件有变化再试");
}

/* ---- The loop ---- */

static bool is_due(watcher *w)
{
    if (w->retry_ms && w->now_ms >= w->retry_ms)
        return true;
    if (!w->first_ms)
        return false;
    int64_t settle = (int64_t)w->options->settle_seconds * SECOND;
    bool quiet = w->now_ms - w->last_ms >= settle, long_enough = w->now_ms - w->first_ms >= GATHER_MS;
    return (quiet && w->unknown) || ((quiet || long_enough) && count_settled(w) > 0);
}

/* Milliseconds to wait for events; -1 for ever. */
static int patience(const watcher *w)
{
    enum { LOOK_AGAIN_MS = 200 };
    if (w->first_ms) /* something is settling */
        return LOOK_AGAIN_MS;
    int64_t wait = w->retry_ms ? w->retry_ms - w->now_ms : -1;
    if (follower_incomplete(w->follow) && (wait < 0 || wait > LOOK_MS))
        wait = LOOK_MS;
    return wait > 0 || wait == -1 ? (int)wait : 0;
}

static void wait_for_events(watcher *w, int timeout_ms)
{
    sigset_t none;
    sigemptyset(&none);
    struct pollfd fd = {.fd = follower_fd(w->follow), .events = POLLIN};
    struct timespec time = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    int got = ppoll(&fd, 1, timeout_ms < 0 ? NULL : &time, &none); /* a signal wakes it too */
    w->now_ms = clock_ms(CLOCK_MONOTONIC);
    if (got > 0)
        follower_read(w->follow, on_touch, w);
    if (got == 0 && follower_incomplete(w->follow) && !w->first_ms)
        w->unknown = true, w->first_ms = w->last_ms = w->now_ms;
}

/* A folder that is gone, say a disk that is not mounted, is not an archive without articles. */
static bool wait_for_roots(watcher *w)
{
    const char *missing;
    if (roots_are_there(w, &missing)) {
        if (w->missing_said) {
            say(w, "又在了，接着守");
            w->missing_said = false;
            follow_all(w);
            w->unknown = true;
            w->first_ms = w->last_ms = w->now_ms;
        }
        return true;
    }
    if (!w->missing_said)
        say(w, "%s 不在了（可能没有挂载），索引不动，等它回来", missing);
    w->missing_said = true;
    wait_for_events(w, MISSING_MS);
    return false;
}

static void loop(watcher *w)
{
    while (!progress_stopped()) {
        if (!wait_for_roots(w))
            continue;
        if (is_due(w))
            run(w);
        else
            wait_for_events(w, patience(w));
    }
}

static zy_status begin(watcher *w, zy_error *err)
{
    char index[PATH_MAX];
    const indexer_options *o = w->options;
    if (!know_places(w)) {
        const char *missing = w->place_count < o->path_count ? o->paths[w->place_count] : "词表或必答查询表";
        return fail(err, ZY_BAD_ARGUMENT, "请核对路径。", "没有 %s，无从守起", missing);
    }
    /* The index must be there to be known by its real path, and left out. */
    if (mkdir(o->index.folder, 0755) != 0 && !realpath(o->index.folder, index))
        return fail(err, ZY_IO, "请换用能写那里的账号，或用 --db 指定别的文件夹。", "不能建立索引文件夹 %s",
                    o->index.folder);
    w->follow = follower_new(realpath(o->index.folder, index));
    if (!w->follow)
        return fail(err, ZY_IO, "可用 cron 或 systemd 的定时器按时运行 zy-index。", "系统不许再开 inotify");
    return ZY_OK;
}

static void end(watcher *w)
{
    forget(w, false);
    follower_free(w->follow);
    for (size_t i = 0; i < w->place_count; i++)
        free(w->places[i]);
    free(w->places);
}

zy_status watch(const indexer_options *options, zy_error *err)
{
    watcher w = {.options = options, .now_ms = clock_ms(CLOCK_MONOTONIC)};
    zy_status status = begin(&w, err);
    if (!status) {
        progress_catch_signals();
        let_signals(false);
        follow_all(&w);
        say(&w, "守着 %s%s（%zu 个文件夹），文件写完 %u 秒后收录；Ctrl-C 停下", options->paths[0],
            options->path_count > 1 ? " 等" : "", follower_folders(w.follow), options->settle_seconds);
        run(&w);
        loop(&w);
        let_signals(true);
        say(&w, "已停下");
    }
    end(&w);
    return status;
}
