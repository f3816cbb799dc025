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
#include <unistd.h>

static zy_status held_by_other(int fd, const char *folder, zy_error *err)
{
    char holder[32] = "";
    ssize_t got = pread(fd, holder, sizeof holder - 1, 0);
    holder[got > 0 ? got : 0] = '\0';
    holder[strcspn(holder, "\n")] = '\0';
    zy_status status =
        zy_fail(err, ZY_LOCKED, "另一个 zy-index（进程 %s）正在写 %s", holder[0] ? holder : "未知", folder);
    zy_hint(err, "请等它结束后再运行；原有的索引照常可查");
    return status;
}

zy_status zy_run_lock(zy_run *run, zy_error *err)
{
    char path[PATH_MAX];
    const char *folder = run->options->folder;
    if (snprintf(path, sizeof path, "%s/LOCK", folder) >= (int)sizeof path)
        return zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", folder);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return zy_fail_errno(err, ZY_IO, errno, "不能写索引文件夹 %s", folder);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        zy_status status = errno == EWOULDBLOCK ? held_by_other(fd, folder, err)
                                                : zy_fail_errno(err, ZY_IO, errno, "锁不住 %s", path);
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
