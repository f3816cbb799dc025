/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lock on the index folder: FOLDER/LOCK, which also names its holder. */
#include "base/error.h"
#include "index/run.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { LOOKS_A_SECOND = 10 };

static void read_holder(int fd, char holder[32])
{
    ssize_t got = pread(fd, holder, 31, 0);
    holder[got > 0 ? got : 0] = '\0';
    holder[strcspn(holder, "\n")] = '\0';
    if (!holder[0] || holder[strspn(holder, "0123456789")])
        snprintf(holder, 32, "未知");
}

static zy_status held_by_other(const zy_run *run, int fd, zy_error *err)
{
    char holder[32];
    read_holder(fd, holder);
    zy_status status =
        zy_fail(err, ZY_LOCKED, "另一个 zy-index（进程号 %s）正在写 %s", holder, run->options->folder);
    zy_hint(err, "请等它结束后再运行，或加 --wait 等它；原有的索引照常可查");
    return status;
}

/* Waits for the lock as long as the caller wishes; ZY_LOCKED when that was not long enough. */
static zy_status wait_for_lock(zy_run *run, int fd, zy_error *err)
{
    unsigned wait = run->options->wait_seconds;
    const struct timespec pause = {0, 1000000000 / LOOKS_A_SECOND};
    for (uint64_t looks = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; looks++) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return zy_fail_errno(err, ZY_IO, errno, "锁不住 %s/LOCK", run->options->folder);
        if (wait != ZY_INDEX_WAIT_FOREVER && looks >= (uint64_t)wait * LOOKS_A_SECOND)
            return held_by_other(run, fd, err);
        if (!zy_run_progress(run, "等另一个 zy-index 结束", 0, 0))
            return zy_fail(err, ZY_TIMEOUT, "已按要求中止，原有的索引不变");
        nanosleep(&pause, NULL);
    }
    return ZY_OK;
}

zy_status zy_run_lock(zy_run *run, zy_error *err)
{
    char path[PATH_MAX];
    const char *folder = run->options->folder;
    if (snprintf(path, sizeof path, "%s/LOCK", folder) >= (int)sizeof path)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", folder);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) {
        int reason = errno;
        zy_status status = zy_fail_errno(err, ZY_IO, reason, "不能写索引文件夹 %s", folder);
        zy_hint(err, reason == ENOSPC ? "请腾出磁盘空间后再运行；原有的索引照常可查"
                                      : "请换用能写这个文件夹的账号，或用 --db 指定别的文件夹");
        return status;
    }
    zy_status status = wait_for_lock(run, fd, err);
    if (status) {
        close(fd);
        return status;
    }
    char line[32];
    int len = snprintf(line, sizeof line, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) != 0 || pwrite(fd, line, (size_t)len, 0) != len)
        errno = 0; /* the name of the holder is a courtesy; the lock is what counts */
    run->lock_fd = fd;
    return ZY_OK;
}

void zy_run_unlock(zy_run *run)
{
    if (run->lock_fd >= 0)
        close(run->lock_fd);
    run->lock_fd = -1;
}
