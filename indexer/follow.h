/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Following folders through inotify: which files have been touched, in folders there were and folders that
 * come. */
#ifndef ZY_INDEXER_FOLLOW_H
#define ZY_INDEXER_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>

typedef struct follower follower;

typedef enum {
    TOUCH_WRITING, /* something has it open and writes */
    TOUCH_DONE,    /* closed after writing, moved here, or gone */
    TOUCH_UNKNOWN  /* events were lost: anything may have changed; the path is NULL */
} touch;

typedef void (*touched_fn)(void *context, const char *path, touch what);

/* `left_out` is a folder, by its real path, that is never entered: the index itself. */
follower *follower_new(const char *left_out);
void follower_free(follower *self);
int follower_fd(const follower *self); /* readable when there is something to read */

/* Follows a folder with all below it, or the folder of a file.  False when it is not there. */
bool follower_add(follower *self, const char *path);

/* Takes what has happened; never blocks. */
void follower_read(follower *self, touched_fn touched, void *context);

size_t follower_folders(const follower *self);
/* True when the system let us watch fewer folders than there are: somebody must look from time to time. */
bool follower_incomplete(const follower *self);

#endif
