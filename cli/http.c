/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTTP through libcurl, loaded when it is wanted.  One connection serves a whole batch. */
#include "http.h"

#include "output.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The macros of curl.h check types at calls by name; here the functions are called by pointers. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

enum {
    LARGEST_BODY_BYTES = 64 << 20, /* a page of 100 hits is some 200 kB */
    CONNECT_SECONDS = 5,
    WHOLE_SECONDS = 60
};

typedef struct {
    char *data;
    size_t len_bytes;
} received;

struct http {
    void *library;
    CURL *(*init)(void);
    CURLcode (*setopt)(CURL *, CURLoption, ...);
    CURLcode (*getinfo)(CURL *, CURLINFO, ...);
    CURLcode (*perform)(CURL *);
    void (*cleanup)(CURL *);
    const char *(*text)(CURLcode);
    CURL *handle;
    char *base;
};

static bool find(http *self, const char *name, void *function_pointer)
{
    void *found = dlsym(self->library, name);
    memcpy(function_pointer, &found, sizeof found);
    return found;
}

static bool load(http *self)
{
    self->library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
    return self->library && find(self, "curl_easy_init", &self->init) &&
           find(self, "curl_easy_setopt", &self->setopt) && find(self, "curl_easy_getinfo", &self->getinfo) &&
           find(self, "curl_easy_perform", &self->perform) &&
           find(self, "curl_easy_cleanup", &self->cleanup) && find(self, "curl_easy_strerror", &self->text) &&
           (self->handle = self->init()) != NULL;
}

static size_t receive(char *data, size_t size, size_t count, void *context)
{
    received *to = context;
    size_t more = size * count;
    if (more > LARGEST_BODY_BYTES - to->len_bytes)
        return 0;
    char *grown = realloc(to->data, to->len_bytes + more + 1);
    if (!grown)
        return 0;
    memcpy(grown + to->len_bytes, data, more);
    to->data = grown;
    to->len_bytes += more;
    grown[to->len_bytes] = '\0';
    return more;
}

static void set_manners(http *self)
{
    self->setopt(self->handle, CURLOPT_NOSIGNAL, 1L);
    self->setopt(self->handle, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    self->setopt(self->handle, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
    self->setopt(self->handle, CURLOPT_FOLLOWLOCATION, 1L);
    self->setopt(self->handle, CURLOPT_MAXREDIRS, 3L);
    self->setopt(self->handle, CURLOPT_PROTOCOLS_STR, "http,https");
    self->setopt(self->handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    self->setopt(self->handle, CURLOPT_PATH_AS_IS, 1L);
    self->setopt(self->handle, CURLOPT_ACCEPT_ENCODING, "");
    self->setopt(self->handle, CURLOPT_USERAGENT, "zy-search/" ZY_VERSION);
    self->setopt(self->handle, CURLOPT_WRITEFUNCTION, receive);
}

zy_status http_open(const char *base, http **out, zy_error *err)
{
    if (strncasecmp(base, "http://", 7) != 0 && strncasecmp(base, "https://", 8) != 0)
        return fail(err, ZY_BAD_ARGUMENT, "例如 --server http://127.0.0.1:8080",
                    "--server 要以 http:// 或 https:// 开头，不能是「%s」", base);
    http *self = calloc(1, sizeof *self);
    char *copy = strdup(base);
    if (!self || !copy) {
        free(self);
        free(copy);
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    }
    self->base = copy;
    for (size_t len = strlen(copy); len && copy[len - 1] == '/'; len--)
        copy[len - 1] = '\0';
    if (!load(self)) {
        http_close(self);
        return fail(err, ZY_UNSUPPORTED, "请安装软件包 libcurl4。", "--server 需要 libcurl，这台机器上没有");
    }
    set_manners(self);
    *out = self;
    return ZY_OK;
}

/* The library stays loaded: what it started (its own libraries' state) is not made to be unloaded. */
void http_close(http *self)
{
    if (!self)
        return;
    if (self->handle)
        self->cleanup(self->handle);
    free(self->base);
    free(self);
}

zy_status http_get(http *self, const char *path, char **body, size_t *len_bytes, long *code, zy_error *err)
{
    char *url = NULL;
    if (asprintf(&url, "%s%s", self->base, path) < 0)
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    received got = {0};
    self->setopt(self->handle, CURLOPT_URL, url);
    self->setopt(self->handle, CURLOPT_WRITEDATA, &got);
    CURLcode result = self->perform(self->handle);
    free(url);
    if (result != CURLE_OK) {
        free(got.data);
        return fail(err, ZY_IO, "请检查网址，以及那台机器上的 zy-server 是否在运行。",
                    "没能从 %s 得到回答：%s", self->base, self->text(result));
    }
    if (!got.data && !(got.data = calloc(1, 1)))
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    self->getinfo(self->handle, CURLINFO_RESPONSE_CODE, code);
    *body = got.data;
    *len_bytes = got.len_bytes;
    return ZY_OK;
}
