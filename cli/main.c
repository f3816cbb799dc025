/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy-search: asks an index or a server and prints the answer.  Exit status: 0 found, 1 nothing found, 2 could
 * not ask. */
#include "commands.h"
#include "help.h"
#include "output.h"
#include "pager.h"

#include <signal.h>
#include <stdio.h>

static zy_status run_on(const cli_options *options, source *from, zy_error *err)
{
    switch (options->command) {
    case COMMAND_SHOW: return command_show(options, from, err);
    case COMMAND_ISSUES: return command_issues(options, from, err);
    default: return options->batch ? command_batch(options, from, err) : command_search(options, from, err);
    }
}

static zy_status run(const cli_options *options, zy_error *err)
{
    if (options->command == COMMAND_CHECK)
        return command_check(options, err);
    source *from;
    zy_status status = options->server ? source_open_remote(options, &from, err)
                                       : source_open_local(options->db, &from, err);
    if (status)
        return status;
    status = run_on(options, from, err);
    from->close(from);
    return status;
}

/* ZY_END with no sentence is an answer too: nothing was found, or the reader has seen enough. */
static int finish(zy_status status, zy_error *err)
{
    if (!status || status == ZY_END) {
        zy_status written = output_flush(err);
        if (written && written != ZY_END)
            status = written;
    }
    pager_wait();
    if (status == ZY_OK || status == ZY_END)
        return status == ZY_OK ? 0 : 1;
    complain(err);
    return 2;
}

int main(int argc, char **argv)
{
    zy_error err = {0};
    cli_options options = {0};
    signal(SIGPIPE, SIG_DFL); /* `zy-search … | head` ends quietly */
    zy_status status = options_read(argc, argv, &options, &err);
    if (!status && options.command == COMMAND_HELP)
        fputs(help_text, stdout);
    else if (!status && options.command == COMMAND_VERSION)
        printf("zy-search %s\n", zy_version());
    else if (!status)
        status = run(&options, &err);
    int exit_status = finish(status, &err);
    options_free(&options);
    return exit_status;
}
