/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pager is a child with a pipe as its input; our standard output becomes the pipe's other end. */
#include "pager.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t pager; /* 0: none runs.  A process has one standard output, so it has one pager. */

static const char *command(void)
{
    const char *own = getenv("ZY_PAGER"), *common = getenv("PAGER");
    return own ? own : common ? common : "less";
}

static void run(const char *pager_command, const int ends[2])
{
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    /* F: leave when it fits the screen; R: pass colours; X: do not clear the screen. */
    setenv("LESS", "FRX", 0);
    setenv("LESSCHARSET", "utf-8", 0);
    execl("/bin/sh", "sh", "-c", pager_command, (char *)NULL);
    _exit(127);
}

void pager_start(void)
{
    int ends[2];
    const char *wanted = command();
    if (!*wanted || strcmp(wanted, "cat") == 0 || !isatty(STDOUT_FILENO) || pipe(ends) != 0)
        return;
    pager = fork();
    if (pager == 0)
        run(wanted, ends);
    close(ends[0]);
    if (pager > 0) {
        signal(SIGPIPE, SIG_IGN); /* leaving the pager early is no reason to die before it */
        signal(SIGINT, SIG_IGN);  /* Ctrl-C belongs to the pager while it shows */
        dup2(ends[1], STDOUT_FILENO);
    } else {
        pager = 0;
    }
    close(ends[1]);
}

void pager_wait(void)
{
    if (!pager)
        return;
    fflush(stdout);
    close(STDOUT_FILENO);
    while (waitpid(pager, NULL, 0) < 0 && errno == EINTR)
        continue;
    pager = 0;
}
