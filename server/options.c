/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line and the configuration file.  One table names each option once; both readers and --help use
 * it. */
#include "options.h"

#include "routes.h"

#include <errno.h>
#include <getopt.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef bool (*setter)(options *opts, const char *value);

static bool set_text(char **to, const char *value)
{
    char *copy = strdup(value);
    if (!copy)
        return false;
    free(*to);
    *to = copy;
    return true;
}

static bool set_number(unsigned *to, const char *value, unsigned least, unsigned most)
{
    char *end;
    errno = 0;
    unsigned long read = strtoul(value, &end, 10);
    if (errno || end == value || *end || *value == '-' || read < least || read > most)
        return false;
    *to = (unsigned)read;
    return true;
}

static bool set_db(options *opts, const char *value)
{
    return *value && set_text(&opts->db, value);
}
static bool set_listen(options *opts, const char *value)
{
    return *value && set_text(&opts->listen, value);
}
static bool set_site_name(options *opts, const char *value)
{
    return set_text(&opts->site_name, value);
}
static bool set_paper(options *opts, const char *value)
{
    return set_text(&opts->paper, value);
}
static bool set_phone(options *opts, const char *value)
{
    return set_text(&opts->phone, value);
}
static bool set_access_log(options *opts, const char *value)
{
    return set_text(&opts->access_log, value);
}
static bool set_workers(options *opts, const char *value)
{
    return set_number(&opts->workers, value, 1, 64);
}
static bool set_queue(options *opts, const char *value)
{
    return set_number(&opts->queue, value, 1, 65536);
}
static bool set_deadline(options *opts, const char *value)
{
    return set_number(&opts->deadline_s, value, 1, 600);
}
static bool set_connections(options *opts, const char *value)
{
    return set_number(&opts->connections, value, 8, 60000);
}
static bool set_per_address(options *opts, const char *value)
{
    return set_number(&opts->per_address, value, 1, 60000);
}

static bool set_cache(options *opts, const char *value)
{
    unsigned mib;
    if (!set_number(&mib, value, 0, 4096))
        return false;
    opts->cache_bytes = (size_t)mib << 20;
    return true;
}

static bool set_base_url(options *opts, const char *value)
{
    if (strncmp(value, "http://", 7) != 0 && strncmp(value, "https://", 8) != 0)
        return false;
    if (!set_text(&opts->base_url, value))
        return false;
    for (size_t len = strlen(opts->base_url); len && opts->base_url[len - 1] == '/';)
        opts->base_url[--len] = '\0';
    return true;
}

/* "20" or "20:60": a second, and how many at once after a pause. */
static bool set_rate(options *opts, const char *value)
{
    char *end;
    double rate = strtod(value, &end), burst = rate * 2;
    if (end == value || !(rate >= 0) || rate > 1e6)
        return false;
    if (*end == ':') {
        const char *second = end + 1;
        burst = strtod(second, &end);
        if (end == second)
            return false;
    }
    if (*end || !(burst >= 0) || burst > 1e6)
        return false;
    opts->rate = rate;
    opts->burst = burst < 1 ? 1 : burst;
    opts->rate_given = true;
    return true;
}

static bool add_proxy(options *opts, const char *value)
{
    return opts->proxy_count < OPTIONS_PROXIES_MOST && net_parse(value, &opts->proxies[opts->proxy_count]) &&
           ++opts->proxy_count;
}

static bool add_origin(options *opts, const char *value)
{
    if (opts->origin_count == OPTIONS_ORIGINS_MOST)
        return false;
    if (strcmp(value, "*") != 0 && strncmp(value, "http://", 7) != 0 && strncmp(value, "https://", 8) != 0)
        return false;
    return set_text(&opts->origins[opts->origin_count], value) && ++opts->origin_count;
}

static const struct {
    const char *name, *argument, *help;
    setter set;
} table[] = {
    {"db", "目录", "索引所在目录（默认：环境变量 ZY_DB，再其次 ./zy-db）", set_db},
    {"listen", "地址:端口", "监听处（默认 127.0.0.1:8080；端口 0 由系统挑选并打印）", set_listen},
    {"base-url", "网址", "对外的网址，用于永久地址、站点地图和订阅", set_base_url},
    {"site-name", "名称", "页面上的站名", set_site_name},
    {"paper", "名称", "报纸名称，用于引文", set_paper},
    {"phone", "号码", "找不到时请读者拨打的电话", set_phone},
    {"workers", "数目", "检索线程数（默认：处理器数）", set_workers},
    {"queue", "数目", "最多排队的请求，满则答 503（默认 512）", set_queue},
    {"connections", "数目", "最多同时连接（默认 6000，受系统文件数限制）", set_connections},
    {"per-address", "数目", "外来地址每个最多同时连接（默认 64）", set_per_address},
    {"deadline", "秒", "一个请求送达与作答的时限（默认 10）", set_deadline},
    {"cache", "MiB", "回答缓存的大小，0 为不用（默认 32）", set_cache},
    {"rate", "每秒[:突发]", "每个地址的请求速率，0 为不限（默认外来地址 50:100，本机不限）", set_rate},
    {"trusted-proxy", "地址", "可信的反向代理或网段，可多次给出；只信它们的 X-Forwarded-For", add_proxy},
    {"cors-origin", "来源", "允许跨站调用接口的来源，可多次给出；* 为全部", add_origin},
    {"access-log", "文件", "访问记录（不含地址），- 为标准错误；默认不记", set_access_log},
};
enum { TABLE_COUNT = sizeof table / sizeof *table, OPTION_CONFIG = 1000, OPTION_HELP, OPTION_VERSION };

static void print_help(void)
{
    printf("用法：zy-server [选项]…\n以 HTTP 提供检索页面与接口。\n\n");
    for (int i = 0; i < TABLE_COUNT; i++)
        printf("  --%s=%s\n        %s\n", table[i].name, table[i].argument, table[i].help);
    printf("  --config=文件\n        从 INI 文件读取以上选项（写在 [server] 一节，命令行优先）\n"
           "  --help  显示本说明\n  --version  显示版本\n\n路径：\n");
    routes_print(stdout);
    printf("\n收到 SIGTERM 或 SIGINT 时答完手上的请求再退出；索引更新后自动换用，不必重启。\n"
           "退出状态：0 正常停止，2 不能启动。\n");
}

static bool set_named(options *opts, const char *name, const char *value)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (strcmp(table[i].name, name) == 0)
            return table[i].set(opts, value);
    return false;
}

static int on_ini(void *context, const char *section, const char *name, const char *value)
{
    return strcmp(section, "server") == 0 && set_named(context, name, value);
}

static bool read_config(options *opts, const char *path)
{
    int line = ini_parse(path, on_ini, opts);
    if (line < 0)
        fprintf(stderr, "zy-server: 读不了配置文件“%s”：%s\n", path, strerror(errno));
    else if (line > 0)
        fprintf(stderr, "zy-server: 配置文件“%s”第 %d 行不对；选项写在 [server] 一节，名称见 --help\n", path,
                line);
    return line == 0;
}

static bool set_defaults(options *opts)
{
    const char *db = getenv("ZY_DB");
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    *opts = (options){.workers = processors > 1 ? (unsigned)processors : 2,
                      .queue = 512,
                      .connections = 6000,
                      .per_address = 64,
                      .deadline_s = 10,
                      .cache_bytes = 32u << 20,
                      .rate = 50,
                      .burst = 100};
    return set_text(&opts->db, db && *db ? db : "./zy-db") && set_text(&opts->listen, "127.0.0.1:8080") &&
           set_text(&opts->base_url, "") && set_text(&opts->site_name, "张堰报检索") &&
           set_text(&opts->paper, "张堰报") && set_text(&opts->phone, "") && set_text(&opts->access_log, "");
}

static void fill_getopt(struct option *list)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        list[i] = (struct option){table[i].name, required_argument, NULL, i};
    list[TABLE_COUNT] = (struct option){"config", required_argument, NULL, OPTION_CONFIG};
    list[TABLE_COUNT + 1] = (struct option){"help", no_argument, NULL, OPTION_HELP};
    list[TABLE_COUNT + 2] = (struct option){"version", no_argument, NULL, OPTION_VERSION};
}

/* Two passes: the file first, wherever --config stands, so that the command line wins. */
static options_result read_pass(int argc, char **argv, options *opts, bool config_pass)
{
    struct option list[TABLE_COUNT + 4] = {0};
    fill_getopt(list);
    optind = 1;
    opterr = config_pass;
    for (int found; (found = getopt_long(argc, argv, "", list, NULL)) != -1;) {
        if (found == '?')
            return OPTIONS_BAD;
        if (config_pass && found == OPTION_CONFIG && !read_config(opts, optarg))
            return OPTIONS_BAD;
        if (config_pass && found == OPTION_HELP)
            return print_help(), OPTIONS_DONE;
        if (config_pass && found == OPTION_VERSION)
            return printf("zy-server %s\n", zy_version()), OPTIONS_DONE;
        if (!config_pass && found < TABLE_COUNT && !table[found].set(opts, optarg)) {
            fprintf(stderr, "zy-server: --%s 的值“%s”不对，应为%s；见 --help\n", table[found].name, optarg,
                    table[found].argument);
            return OPTIONS_BAD;
        }
    }
    if (optind < argc) {
        fprintf(stderr, "zy-server: 多余的参数“%s”；见 --help\n", argv[optind]);
        return OPTIONS_BAD;
    }
    return OPTIONS_RUN;
}

options_result options_read(int argc, char **argv, options *out)
{
    if (!set_defaults(out))
        return OPTIONS_BAD;
    options_result result = read_pass(argc, argv, out, true);
    return result == OPTIONS_RUN ? read_pass(argc, argv, out, false) : result;
}

void options_free(options *opts)
{
    char *texts[] = {opts->db,    opts->listen, opts->base_url,  opts->site_name,
                     opts->paper, opts->phone,  opts->access_log};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
    for (size_t i = 0; i < opts->origin_count; i++)
        free(opts->origins[i]);
    *opts = (options){0};
}
