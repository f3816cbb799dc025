/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy-index: takes newspapers into an index.  Exit status: 0 all taken in, 1 some inputs refused, 2 nothing
 * done. */
#include "help.h"
#include "run.h"
#include "watch.h"

#include <stdio.h>

static zy_status run_articles(const char *path, zy_error *err)
{
    zy_buf lines = {0}, refusals = {0};
    zy_status status = zy_articles_recover(path, &lines, &refusals, err), written = ZY_OK;
    if (refusals.len_bytes)
        fwrite(refusals.data, 1, refusals.len_bytes, stderr);
    if (!status || status == ZY_REFUSED)
        written = write_file("-", &lines, err);
    zy_buf_free(&lines);
    zy_buf_free(&refusals);
    return written ? written : status;
}

static zy_status run_rollback(const indexer_options *options, zy_error *err)
{
    char name[32];
    zy_status status = zy_index_rollback(options->index.folder, name, err);
    if (!status && !options->quiet)
        fprintf(stderr, "已退回 %s。再运行 zy-index 收录一次，就又往前走。\n", name);
    return status;
}

static zy_status run_lexicon_diff(const indexer_options *options, zy_error *err)
{
    zy_buf text = {0};
    bool changes = false;
    zy_status status = zy_lexicon_diff(options->index.folder, options->index.lexicon, &text, &changes, err);
    if (!status)
        status = write_file("-", &text, err);
    zy_buf_free(&text);
    return status;
}

static zy_status run(const indexer_options *options, zy_error *err)
{
    switch (options->command) {
    case COMMAND_HELP: fputs(help_text, stdout); return ZY_OK;
    case COMMAND_VERSION: printf("zy-index %s\n", zy_version()); return ZY_OK;
    case COMMAND_ARTICLES: return run_articles(options->articles, err);
    case COMMAND_ROLLBACK: return run_rollback(options, err);
    case COMMAND_LEXICON_DIFF: return run_lexicon_diff(options, err);
    case COMMAND_WATCH: return watch(options, err);
    default: progress_catch_signals(); return run_once(options, NULL, NULL, NULL, err);
    }
}

int main(int argc, char **argv)
{
    zy_error err = {0};
    indexer_options options = {0};
    zy_status status = options_read(argc, argv, &options, &err);
    if (!status)
        status = run(&options, &err);
    if (status && (status != ZY_REFUSED || err.message[0]))
        complain(&err);
    return zy_status_exit(status);
}
