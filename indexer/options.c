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
    OPT_ARTICLES,
    OPT_REPORT,
    OPT_DRY_RUN,
    OPT_QUIET,
    OPT_LEXICON,
    OPT_GOLDEN
};

static const struct option table[] = {
    {"db", required_argument, NULL, OPT_DB},
    {"rebuild", no_argument, NULL, OPT_REBUILD},
    {"watch", no_argument, NULL, OPT_WATCH},
    {"articles", required_argument, NULL, OPT_ARTICLES},
    {"report", required_argument, NULL, OPT_REPORT},
    {"dry-run", no_argument, NULL, OPT_DRY_RUN},
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

static zy_status read_jobs(const char *text, unsigned *out, zy_error *err)
{
    enum { MOST_JOBS = 256 };
    unsigned long jobs = strtoul(text, NULL, 10);
    if (!*text || text[strspn(text, "0123456789")] || jobs < 1 || jobs > MOST_JOBS)
        return fail(err, ZY_BAD_ARGUMENT, "", "--jobs 要 1 到 %d 的整数，不能是「%s」", MOST_JOBS, text);
    *out = (unsigned)jobs;
    return ZY_OK;
}

static zy_status set_option(indexer_options *o, int code, const char *value, zy_error *err)
{
    switch (code) {
    case OPT_DB: o->index.folder = value; return ZY_OK;
    case OPT_REBUILD: o->index.rebuild = true; return ZY_OK;
    case OPT_WATCH:
        return fail(err, ZY_UNSUPPORTED,
                    "可用 cron 或 systemd 的定时器按时运行 zy-index：没有变化的文件不会重读。",
                    "--watch 尚不支持");
    case OPT_ARTICLES:
        o->command = COMMAND_ARTICLES;
        o->articles = value;
        return ZY_OK;
    case OPT_REPORT: o->report = value; return ZY_OK;
    case OPT_DRY_RUN: o->index.dry_run = true; return ZY_OK;
    case OPT_LEXICON: o->index.lexicon = value; return ZY_OK;
    case OPT_GOLDEN: o->index.golden = value; return ZY_OK;
    case 'j': return read_jobs(value, &o->index.jobs, err);
    case 'h': o->command = COMMAND_HELP; return ZY_OK;
    case 'V': o->command = COMMAND_VERSION; return ZY_OK;
    default: o->quiet = true; return ZY_OK;
    }
}

static zy_status check_whole(const indexer_options *o, zy_error *err)
{
    if (o->command == COMMAND_ARTICLES && o->path_count)
        return fail(err, ZY_BAD_ARGUMENT, "一次看一个文件或一期的文件夹。",
                    "--articles 只要一个路径，多了「%s」", o->paths[0]);
    if (o->command == COMMAND_INDEX && !o->path_count)
        return fail(err, ZY_BAD_ARGUMENT, see_help, "没有写要收录的文件或文件夹，例如 zy-index 报纸文件夹");
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
    indexer_options o = {0};
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
