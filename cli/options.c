/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line, read with getopt_long.  In: argv.  Out: cli_options, or one sentence about what is wrong.
 */
#include "options.h"

#include "output.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const see_help = "zy-search --help 列出全部选项。";

enum {
    OPT_DB = 256,
    OPT_SERVER,
    OPT_JSON,
    OPT_JSONL,
    OPT_CSV,
    OPT_COUNT,
    OPT_OFFSET,
    OPT_SORT,
    OPT_FROM,
    OPT_TO,
    OPT_CLASSES,
    OPT_FACETS,
    OPT_EXPLAIN,
    OPT_STAGE,
    OPT_BATCH,
    OPT_COLOUR,
    OPT_NO_PAGER,
    OPT_LITERAL
};

static const struct option table[] = {
    {"db", required_argument, NULL, OPT_DB},
    {"server", required_argument, NULL, OPT_SERVER},
    {"json", no_argument, NULL, OPT_JSON},
    {"jsonl", no_argument, NULL, OPT_JSONL},
    {"csv", no_argument, NULL, OPT_CSV},
    {"count", no_argument, NULL, OPT_COUNT},
    {"limit", required_argument, NULL, 'n'},
    {"offset", required_argument, NULL, OPT_OFFSET},
    {"sort", required_argument, NULL, OPT_SORT},
    {"from", required_argument, NULL, OPT_FROM},
    {"to", required_argument, NULL, OPT_TO},
    {"classes", required_argument, NULL, OPT_CLASSES},
    {"facets", required_argument, NULL, OPT_FACETS},
    {"explain", no_argument, NULL, OPT_EXPLAIN},
    {"stage", required_argument, NULL, OPT_STAGE},
    {"batch", required_argument, NULL, OPT_BATCH},
    {"color", required_argument, NULL, OPT_COLOUR},
    {"colour", required_argument, NULL, OPT_COLOUR},
    {"no-pager", no_argument, NULL, OPT_NO_PAGER},
    {"literal", no_argument, NULL, OPT_LITERAL},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

static zy_status read_number(const char *name, const char *text, size_t *out, zy_error *err)
{
    errno = 0;
    unsigned long long number = strtoull(text, NULL, 10);
    if (!*text || text[strspn(text, "0123456789")] || errno || number > SIZE_MAX / 2)
        return fail(err, ZY_BAD_ARGUMENT, "", "--%s 要一个不小于 0 的整数，不能是「%s」", name, text);
    *out = (size_t)number;
    return ZY_OK;
}

/* One of several words; the chosen word's place is the value. */
static zy_status read_choice(const char *name, const char *text, const char *const *words, int *out,
                             zy_error *err)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(text, words[i]) == 0) {
            *out = i;
            return ZY_OK;
        }
    char list[200] = "";
    for (int i = 0; words[i]; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? "、" : "可以是 ", words[i]);
    return fail(err, ZY_BAD_ARGUMENT, list, "--%s 不能是「%s」", name, text);
}

typedef const char *(*namer)(unsigned number);

static const char *class_name(unsigned number)
{
    return zy_class_name((zy_class)number);
}
static const char *class_label(unsigned number)
{
    return zy_class_label((zy_class)number);
}
static const char *facet_name(unsigned number)
{
    return zy_facet_name((zy_facet_kind)number);
}
static const char *facet_label(unsigned number)
{
    return zy_facet_label((zy_facet_kind)number);
}

static bool same(const char *text, size_t len, const char *name)
{
    return strlen(name) == len && memcmp(text, name, len) == 0;
}

/* A list of names or Chinese labels parted by commas; "all" and "none" too. */
static zy_status read_list(const char *option, const char *text, namer name, namer label, unsigned count,
                           uint32_t *out, zy_error *err)
{
    uint32_t bits = 0;
    for (const char *at = text; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        size_t len = strcspn(at, ",");
        uint32_t before = bits;
        for (unsigned i = 0; i < count; i++)
            if (same(at, len, name(i)) || same(at, len, label(i)) || same(at, len, "all"))
                bits |= ZY_BIT(i);
        bool known = bits != before || len == 0 || same(at, len, "none");
        for (unsigned i = 0; i < count && !known; i++) /* named twice */
            known = same(at, len, name(i)) || same(at, len, label(i));
        if (!known) {
            char list[200] = "";
            for (unsigned i = 0; i < count; i++)
                snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? "、" : "可以是 ",
                         name(i));
            return fail(err, ZY_BAD_ARGUMENT, list, "--%s 里没有「%.*s」这一项", option, (int)len, at);
        }
    }
    *out = bits;
    return ZY_OK;
}

static zy_status read_date(const char *text, bool last, int *out, zy_error *err)
{
    int first_day, last_day;
    zy_status status = zy_date_parse(text, &first_day, &last_day, err);
    if (!status)
        *out = last ? last_day : first_day;
    return status;
}

static zy_status set_format(cli_options *o, cli_format format, zy_error *err)
{
    if (o->format != FORMAT_TEXT && o->format != format)
        return fail(err, ZY_BAD_ARGUMENT, "", "--json、--jsonl、--csv、--count 只能选一个");
    o->format = format;
    return ZY_OK;
}

static zy_status set_search_option(cli_options *o, int code, const char *value, zy_error *err)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest", NULL};
    int choice = 0;
    zy_status status = ZY_OK;
    switch (code) {
    case 'n': return read_number("limit", value, &o->limit, err);
    case OPT_OFFSET: return read_number("offset", value, &o->offset, err);
    case OPT_SORT:
        status = read_choice("sort", value, sorts, &choice, err);
        o->sort = (zy_sort)choice;
        return status;
    case OPT_FROM: o->from = value; return read_date(value, false, &o->from_date, err);
    case OPT_TO: o->to = value; return read_date(value, true, &o->to_date, err);
    case OPT_CLASSES:
        return read_list("classes", value, class_name, class_label, ZY_CLASS_COUNT, &o->classes, err);
    case OPT_FACETS:
        o->facets_given = true;
        return read_list("facets", value, facet_name, facet_label, ZY_FACET_COUNT, &o->facets, err);
    case OPT_EXPLAIN: o->explain = true; return ZY_OK;
    case OPT_STAGE: o->stage = value; return ZY_OK;
    case OPT_BATCH: o->batch = value; return ZY_OK;
    default: o->literal = true; return ZY_OK;
    }
}

static zy_status set_option(cli_options *o, int code, const char *value, zy_error *err)
{
    static const char *const colours[] = {"auto", "always", "never", NULL};
    int choice = 0;
    zy_status status;
    switch (code) {
    case OPT_DB: o->db = value; return ZY_OK;
    case OPT_SERVER: o->server = value; return ZY_OK;
    case OPT_JSON: return set_format(o, FORMAT_JSON, err);
    case OPT_JSONL: return set_format(o, FORMAT_JSONL, err);
    case OPT_CSV: return set_format(o, FORMAT_CSV, err);
    case OPT_COUNT: return set_format(o, FORMAT_COUNT, err);
    case OPT_COLOUR:
        status = read_choice("color", value, colours, &choice, err);
        o->colour = (cli_colour)choice;
        return status;
    case OPT_NO_PAGER: o->no_pager = true; return ZY_OK;
    case 'h': o->command = COMMAND_HELP; return ZY_OK;
    case 'V': o->command = COMMAND_VERSION; return ZY_OK;
    default: return set_search_option(o, code, value, err);
    }
}

/* `-敬老院` is a part of the query, not a row of one-letter options: a byte no option has stands before it
 * while getopt looks, and is left out when the words are joined. */
enum { WORD_MARK = '\001' };

static bool protect_words(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (argv[i][0] != '-' || !((unsigned char)argv[i][1] & 0x80))
            continue;
        char *marked = NULL;
        if (asprintf(&marked, "%c%s", WORD_MARK, argv[i]) < 0)
            return false;
        argv[i] = marked; /* lives as long as the program, as argv does */
    }
    return true;
}

static const char *word(const char *argument)
{
    return argument + (*argument == WORD_MARK);
}

static char *join_words(char **words, int count)
{
    size_t len = 1;
    for (int i = 0; i < count; i++)
        len += strlen(words[i]) + 1;
    char *joined = malloc(len), *end = joined;
    if (!joined)
        return NULL;
    *end = '\0';
    for (int i = 0; i < count; i++)
        end += sprintf(end, "%s%s", i ? " " : "", word(words[i]));
    return joined;
}

/* `show ID [QUERY…]`, `issues [ID]`, `check`; after `--` these are words like any other. */
static void read_command(cli_options *o, char ***words, int *count, bool plain)
{
    static const struct {
        const char *name;
        cli_command command;
        int ids;
    } commands[] = {{"show", COMMAND_SHOW, 1}, {"issues", COMMAND_ISSUES, 1}, {"check", COMMAND_CHECK, 0}};
    for (size_t i = 0; *count > 0 && !plain && i < sizeof commands / sizeof *commands; i++) {
        if (strcmp((*words)[0], commands[i].name) != 0)
            continue;
        int ids = *count > 1 ? commands[i].ids : 0;
        o->command = commands[i].command;
        o->id = ids ? word((*words)[1]) : NULL;
        *words += 1 + ids;
        *count -= 1 + ids;
        return;
    }
}

static zy_status check_whole(const cli_options *o, int words, zy_error *err)
{
    if (o->command == COMMAND_SHOW && !o->id)
        return fail(err, ZY_BAD_ARGUMENT, "编号见查找结果每篇标题下的末一项，例如 zy-search show 编号。",
                    "show 后面缺文章编号");
    if ((o->command == COMMAND_ISSUES || o->command == COMMAND_CHECK) && words > 0)
        return fail(err, ZY_BAD_ARGUMENT, "若要查找这个词，请写在 -- 之后。", "%s 后面多了「%s」",
                    o->command == COMMAND_CHECK ? "check" : "issues", o->query);
    if (o->command != COMMAND_SEARCH)
        return ZY_OK;
    if (o->batch && words > 0)
        return fail(err, ZY_BAD_ARGUMENT, "", "--batch 从文件读查询，命令行上不能再有「%s」", o->query);
    if (o->batch && (o->format == FORMAT_JSONL || o->format == FORMAT_CSV))
        return fail(err, ZY_BAD_ARGUMENT, "请改用 --json，一行一个查询的结果。",
                    "--batch 不能与 --jsonl、--csv 同用");
    if (!o->batch && words == 0)
        return fail(err, ZY_BAD_ARGUMENT, see_help, "没有写要找什么，例如 zy-search 养老院");
    return ZY_OK;
}

static const char *index_folder(void)
{
    const char *named = getenv("ZY_DB");
    return named && *named ? named : "./zy-db";
}

zy_status options_read(int argc, char **argv, cli_options *out, zy_error *err)
{
    cli_options o = {.from = "", .to = "", .limit = 10};
    if (!protect_words(argc, argv))
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    opterr = 0;
    for (int code; (code = getopt_long(argc, argv, ":n:hV", table, NULL)) != -1;) {
        if (code == ':')
            return fail(err, ZY_BAD_ARGUMENT, see_help, "选项 %s 后面缺一个值", argv[optind - 1]);
        if (code == '?')
            return fail(err, ZY_BAD_ARGUMENT, see_help, "不认识选项 %s", argv[optind - 1]);
        zy_status status = set_option(&o, code, optarg, err);
        if (status || o.command != COMMAND_SEARCH) {
            *out = o; /* --help and --version win over whatever follows */
            return status;
        }
    }
    if (!o.db)
        o.db = index_folder();
    char **words = argv + optind;
    int count = argc - optind;
    read_command(&o, &words, &count, strcmp(argv[optind - 1], "--") == 0);
    o.query = join_words(words, count);
    if (!o.query)
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    *out = o;
    return check_whole(out, count, err);
}

void options_free(cli_options *options)
{
    free(options->query);
}
