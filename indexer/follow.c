/* SPDX-License-Identifier: GPL-2.0-or-later */
/* inotify watches one folder each; new folders are entered as they appear, and what is in them by then is
 * told too. */
#include "follow.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MOST = 32, EVENTS_BYTES = 64 << 10 };

/* Slot number wd is the folder of the watch with that descriptor. */
struct follower {
    int fd;
    char *left_out;
    struct slot {
        char *path;
        bool tree;
    } * slots;
    size_t slot_count, folders;
    bool incomplete;
};

static const uint32_t wanted = IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM |
                               IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR |
                               IN_EXCL_UNLINK;

follower *follower_new(const char *left_out)
{
    follower *self = calloc(1, sizeof *self);
    if (!self)
        return NULL;
    self->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    self->left_out = strdup(left_out ? left_out : "");
    if (self->fd >= 0 && self->left_out)
        return self;
    follower_free(self);
    return NULL;
}

void follower_free(follower *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < self->slot_count; i++)
        free(self->slots[i].path);
    free(self->slots);
    free(self->left_out);
    if (self->fd >= 0)
        close(self->fd);
    free(self);
}

int follower_fd(const follower *self)
{
    return self->fd;
}

size_t follower_folders(const follower *self)
{
    return self->folders;
}

bool follower_incomplete(const follower *self)
{
    return self->incomplete;
}

/* ---- Watches ---- */

static bool keep_slot(follower *self, int wd, const char *path, bool tree)
{
    if ((size_t)wd >= self->slot_count) {
        size_t count = 2 * (size_t)wd + 16;
        struct slot *more = realloc(self->slots, count * sizeof *more);
        if (!more)
            return false;
        memset(more + self->slot_count, 0, (count - self->slot_count) * sizeof *more);
        self->slots = more;
        self->slot_count = count;
    }
    char *copy = strdup(path);
    struct slot *slot = &self->slots[wd];
    self->folders += slot->path == NULL;
    free(slot->path);
    slot->path = copy;
    slot->tree = slot->tree || tree;
    return copy != NULL;
}

static void drop_slot(follower *self, int wd)
{
    if (wd < 0 || (size_t)wd >= self->slot_count || !self->slots[wd].path)
        return;
    free(self->slots[wd].path);
    self->slots[wd] = (struct slot){0};
    self->folders--;
}

static bool watch_folder(follower *self, const char *path, bool tree)
{
    int wd = inotify_add_watch(self->fd, path, wanted);
    if (wd >= 0)
        return keep_slot(self, wd, path, tree);
    self->incomplete = self->incomplete || errno == ENOSPC || errno == ENOMEM;
    return false;
}

static bool is_left_out(const follower *self, const char *path)
{
    char whole[PATH_MAX];
    return *self->left_out && realpath(path, whole) && strcmp(whole, self->left_out) == 0;
}

/* Watches the folder before looking into it, so that nothing comes in between.  Symbolic links are not
 * followed, as the indexer does not. */
static void enter(follower *self, const char *folder, int depth, touched_fn touched, void *context)
{
    if (depth > DEPTH_MOST || is_left_out(self, folder) || !watch_folder(self, folder, true))
        return;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[PATH_MAX];
        struct stat about;
        if (entry->d_name[0] == '.' ||
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path ||
            lstat(path, &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode))
            enter(self, path, depth + 1, touched, context);
        else if (touched)
            touched(context, path, TOUCH_DONE);
    }
    if (dir)
        closedir(dir);
}

bool follower_add(follower *self, const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return false;
    if (S_ISDIR(about.st_mode)) {
        enter(self, path, 0, NULL, NULL);
        return true;
    }
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int len = slash ? (int)(slash - path) : 0;
    snprintf(folder, sizeof folder, "%.*s", len, path);
    return watch_folder(self, len ? folder : slash ? "/" : ".", false);
}

/* A folder that was moved away would go on telling under its old name. */
static void leave(follower *self, const char *folder)
{
    size_t len = strlen(folder);
    for (size_t wd = 0; wd < self->slot_count; wd++) {
        const char *path = self->slots[wd].path;
        if (path && strncmp(path, folder, len) == 0 && (path[len] == '\0' || path[len] == '/')) {
            inotify_rm_watch(self->fd, (int)wd);
            drop_slot(self, (int)wd);
        }
    }
}

/* ---- Events ---- */

static void take_event(follower *self, const struct inotify_event *event, touched_fn touched, void *context)
{
    if (event->mask & IN_Q_OVERFLOW) {
        touched(context, NULL, TOUCH_UNKNOWN);
        return;
    }
    if (event->wd < 0 || (size_t)event->wd >= self->slot_count || !self->slots[event->wd].path)
        return;
    struct slot *slot = &self->slots[event->wd];
    char path[PATH_MAX];
    if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) {
        touched(context, slot->path, TOUCH_DONE);
        if (event->mask & IN_IGNORED)
            drop_slot(self, event->wd);
        return;
    }
    if (event->len == 0 || snprintf(path, sizeof path, "%s/%s", slot->path, event->name) >= (int)sizeof path)
        return;
    bool folder = event->mask & IN_ISDIR;
    if (folder && (event->mask & IN_MOVED_FROM))
        leave(self, path);
    if (folder && slot->tree && event->name[0] != '.' && (event->mask & (IN_CREATE | IN_MOVED_TO)))
        enter(self, path, 1, touched, context);
    touched(context, path, event->mask & (IN_MODIFY | IN_CREATE) && !folder ? TOUCH_WRITING : TOUCH_DONE);
}

void follower_read(follower *self, touched_fn touched, void *context)
{
    _Alignas(struct inotify_event) char events[EVENTS_BYTES];
    for (ssize_t got; (got = read(self->fd, events, sizeof events)) > 0;)
        for (char *at = events; at < events + got;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
            take_event(self, event, touched, context);
            at += sizeof *event + event->len;
        }
}
