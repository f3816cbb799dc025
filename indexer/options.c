/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of zy-index, read with getopt_long. */
#include "options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const see_help = "zy-index --help 列出全部选项。";

enum {
    OPT_DB = 256,
    OPT_REBUILD,
    OPT_WATCH,
    OPT_SETTLE,
    OPT_WAIT,
    OPT_ROLLBACK,
    OPT_LEXICON_DIFF,
    OPT_ARTICLES,
    OPT_REPORT,
    OPT_REPORT_HTML,
    OPT_DRY_RUN,
    OPT_NO_GATE,
    OPT_LEXICON,
    OPT_GOLDEN
};

static const struct option table[] = {
    {"db", required_argument, NULL, OPT_DB},
    {"rebuild", no_argument, NULL, OPT_REBUILD},
    {"watch", no_argument, NULL, OPT_WATCH},
    {"settle", required_argument, NULL, OPT_SETTLE},
    {"wait", optional_argument, NULL, OPT_WAIT},
    {"rollback", no_argument, NULL, OPT_ROLLBACK},
    {"lexicon-diff", no_argument, NULL, OPT_LEXICON_DIFF},
    {"articles", required_argument, NULL, OPT_ARTICLES},
    {"report", required_argument, NULL, OPT_REPORT},
    {"report-html", required_argument, NULL, OPT_REPORT_HTML},
    {"dry-run", no_argument, NULL, OPT_DRY_RUN},
    {"no-gate", no_argument, NULL, OPT_NO_GATE},
    {"jobs", required_argument, NULL, 'j'},
    {"quiet", no_argument, NULL, 'q'},
    {"lexicon", required_argument, NULL, OPT_LEXICON},
    {"golden", required_argument, NULL, OPT_GOLDEN},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

zy_status fail(zy_error *err, zy_status status, const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    err->status = status;
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    snprintf(err->hint, sizeof err->hint, "%s", hint);
    return status;
}

static zy_status read_number(const char *option, const char *text, unsigned least, unsigned most,
                             unsigned *out, zy_error *err)
{
    unsigned long number = strtoul(text, NULL, 10);
    if (!*text || text[strspn(text, "0123456789")] || number < least || number > most)
        return fail(err, ZY_BAD_ARGUMENT, "", "%s 要 %u 到 %u 的整数，不能是「%s」", option, least, most,
                    text);
    *out = (unsigned)number;
    return ZY_OK;
}

/* What is done besides indexing excludes another. */
static zy_status set_command(indexer_options *o, indexer_command command, zy_error *err)
{
    if (o->command != COMMAND_INDEX && o->command != command)
        return fail(err, ZY_BAD_ARGUMENT, see_help,
                    "--watch、--rollback、--lexicon-diff、--articles 一次只能用一个");
    o->command = command;
    return ZY_OK;
}

static zy_status set_option(indexer_options *o, int code, const char *value, zy_error *err)
{
    enum { JOBS_MOST = 256, SETTLE_MOST = 3600, WAIT_MOST = 30 * 86400 };
    zy_index_options *index = &o->index;
    switch (code) {
    case OPT_DB: index->folder = value; return ZY_OK;
    case OPT_REBUILD: index->rebuild = true; return ZY_OK;
    case OPT_WATCH: return set_command(o, COMMAND_WATCH, err);
    case OPT_SETTLE: return read_number("--settle", value, 0, SETTLE_MOST, &o->settle_seconds, err);
    case OPT_WAIT:
        index->wait_seconds = ZY_INDEX_WAIT_FOREVER;
        return value ? read_number("--wait", value, 0, WAIT_MOST, &index->wait_seconds, err) : ZY_OK;
    case OPT_ROLLBACK: return set_command(o, COMMAND_ROLLBACK, err);
    case OPT_LEXICON_DIFF: return set_command(o, COMMAND_LEXICON_DIFF, err);
    case OPT_ARTICLES: o->articles = value; return set_command(o, COMMAND_ARTICLES, err);
    case OPT_REPORT: o->report = value; return ZY_OK;
    case OPT_REPORT_HTML: o->report_html = value; return ZY_OK;
    case OPT_DRY_RUN: index->dry_run = true; return ZY_OK;
    case OPT_NO_GATE: index->no_gate = true; return ZY_OK;
    case OPT_LEXICON: index->lexicon = value; return ZY_OK;
    case OPT_GOLDEN: index->golden = value; return ZY_OK;
    case 'j': return read_number("--jobs", value, 1, JOBS_MOST, &index->jobs, err);
    case 'h': o->command = COMMAND_HELP; return ZY_OK;
    case 'V': o->command = COMMAND_VERSION; return ZY_OK;
    default: o->quiet = true; return ZY_OK;
    }
}

static zy_status check_whole(const indexer_options *o, zy_error *err)
{
    bool takes_paths = o->command == COMMAND_INDEX || o->command == COMMAND_WATCH;
    if (o->command == COMMAND_ARTICLES && o->path_count)
        return fail(err, ZY_BAD_ARGUMENT, "一次看一个文件或一期的文件夹。",
                    "--articles 只要一个路径，多了「%s」", o->paths[0]);
    if (!takes_paths && o->path_count)
        return fail(err, ZY_BAD_ARGUMENT, see_help, "%s 不要路径，多了「%s」",
                    o->command == COMMAND_ROLLBACK ? "--rollback" : "--lexicon-diff", o->paths[0]);
    if (o->command == COMMAND_LEXICON_DIFF && !o->index.lexicon)
        return fail(err, ZY_BAD_ARGUMENT, "例如 zy-index --lexicon 词表文件夹 --lexicon-diff",
                    "--lexicon-diff 要用 --lexicon 说明新的词表在哪里");
    if (takes_paths && !o->path_count)
        return fail(err, ZY_BAD_ARGUMENT, see_help, "没有写要收录的文件或文件夹，例如 zy-index 报纸文件夹");
    if (o->command == COMMAND_WATCH && (o->index.dry_run || o->index.rebuild))
        return fail(err, ZY_BAD_ARGUMENT, "请先单独运行一次，再守着。",
                    "--watch 不能与 --dry-run、--rebuild 同用");
    for (size_t i = 0; i < o->path_count; i++)
        if (!*o->paths[i])
            return fail(err, ZY_BAD_ARGUMENT, "请写出文件或文件夹的名字。", "第 %zu 个路径是空的", i + 1);
    return ZY_OK;
}

static const char *index_folder(void)
{
    const char *named = getenv("ZY_DB");
    return named && *named ? named : "./zy-db";
}

zy_status options_read(int argc, char **argv, indexer_options *out, zy_error *err)
{
    enum { SETTLE_SECONDS = 3 };
    indexer_options o = {.settle_seconds = SETTLE_SECONDS};
    opterr = 0;
    for (int code; (code = getopt_long(argc, argv, ":j:qhV", table, NULL)) != -1;) {
        if (code == ':')
            return fail(err, ZY_BAD_ARGUMENT, see_help, "选项 %s 后面缺一个值", argv[optind - 1]);
        if (code == '?')
            return fail(err, ZY_BAD_ARGUMENT, see_help, "不认识选项 %s", argv[optind - 1]);
        zy_status status = set_option(&o, code, optarg, err);
        if (status || o.command > COMMAND_ARTICLES) {
            *out = o; /* --help and --version win over whatever follows */
            return status;
        }
    }
    if (!o.index.folder)
        o.index.folder = index_folder();
    o.paths = (const char *const *)(argv + optind);
    o.path_count = (size_t)(argc - optind);
    *out = o;
    return check_whole(out, err);
}
