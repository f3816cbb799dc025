/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A zy-server as a source: requests become addresses of its API, its JSON becomes the library's structures,
 * its problems become errors with the same exit status as at home. */
#include "http.h"
#include "output.h"
#include "remote.h"
#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    source base;
    http *http;
    const cli_options *options;
} remote;

/* Everything but letters, digits and -._~ is escaped; '/' stays in paths.  A NUL inside a query is a space.
 */
static void add_escaped(FILE *to, const char *text, size_t len_bytes, const char *keep)
{
    for (size_t i = 0; i < len_bytes; i++) {
        unsigned char c = text[i] ? (unsigned char)text[i] : ' ';
        bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr(keep, c);
        fprintf(to, plain ? "%c" : "%%%02X", c);
    }
}

static void add_path(FILE *to, const char *id)
{
    add_escaped(to, id, strlen(id), "-._~/");
}
static void add_value(FILE *to, const char *text, size_t len)
{
    add_escaped(to, text, len, "-._~");
}

static void add_names(FILE *to, const char *parameter, uint32_t bits, unsigned count, bool classes)
{
    const char *before = parameter;
    for (unsigned i = 0; i < count; i++) {
        if (!(bits & ZY_BIT(i)))
            continue;
        fprintf(to, "%s%s", before, classes ? zy_class_name((zy_class)i) : zy_facet_name((zy_facet_kind)i));
        before = ",";
    }
}

static void add_date(FILE *to, const char *parameter, const char *text)
{
    if (!*text)
        return;
    fputs(parameter, to);
    add_value(to, text, strlen(text));
}

static void add_search(FILE *to, const cli_options *options, const zy_request *request)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest"};
    fputs("/api/v1/search?q=", to);
    add_value(to, request->query, request->query_bytes);
    fprintf(to, "&limit=%zu&offset=%zu&sort=%s", request->limit, request->offset, sorts[request->sort]);
    add_date(to, "&from=", options->from);
    add_date(to, "&to=", options->to);
    add_names(to, "&classes=", request->classes, ZY_CLASS_COUNT, true);
    add_names(to, "&facets=", request->facets, ZY_FACET_COUNT, false);
    if (request->literal_only)
        fputs("&literal=1", to);
}

/* The status of a problem: by its `code`, which names ours; by the HTTP status where another server stands
 * between. */
static zy_status status_of(const json_t *problem, long code)
{
    const char *name = remote_text(problem, "code");
    for (int s = ZY_BAD_ARGUMENT; s < ZY_STATUS_COUNT; s++)
        if (strcmp(name, zy_status_name((zy_status)s)) == 0)
            return (zy_status)s;
    for (int s = ZY_BAD_ARGUMENT; s < ZY_STATUS_COUNT; s++)
        if (zy_status_http((zy_status)s) == code)
            return (zy_status)s;
    return ZY_INTERNAL;
}

static zy_status fail_problem(const json_t *root, long code, zy_error *err)
{
    const char *detail = remote_text(root, "detail");
    if (*detail)
        return fail(err, status_of(root, code), remote_text(root, "hint"), "%s", detail);
    return fail(err, status_of(root, code), "请检查网址是否是 zy-server 的。",
                "服务器的回答是 HTTP %ld，不是检索结果", code);
}

/* GETs an address (malloc's, freed here) and parses the answer. */
static zy_status ask(remote *self, char *path, remote_memory **out, const json_t **root, zy_error *err)
{
    char *body;
    size_t len;
    long code;
    if (!path)
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    zy_status status = http_get(self->http, path, &body, &len, &code, err);
    free(path);
    if (status)
        return status;
    json_t *parsed = json_loadb(body, len, 0, NULL);
    free(body);
    if (code != 200 || !json_is_object(parsed)) {
        status = fail_problem(parsed, code, err);
        json_decref(parsed);
        return status;
    }
    remote_memory *memory = remote_memory_new(parsed);
    if (!memory)
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    *root = parsed;
    *out = memory;
    return ZY_OK;
}

/* Hands the structure read over, or the memory back. */
static zy_status deliver(void *made, remote_memory *memory, void *out, zy_error *err)
{
    if (!made) {
        remote_memory_free(memory);
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    }
    memcpy(out, &made, sizeof made);
    return ZY_OK;
}

static zy_status search(source *base, const zy_request *request, zy_answer **out, zy_error *err)
{
    remote *self = (remote *)base;
    char *path = NULL;
    size_t size;
    FILE *to = open_memstream(&path, &size);
    if (!to)
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    add_search(to, self->options, request);
    fclose(to);
    remote_memory *memory;
    const json_t *root;
    zy_status status = ask(self, path, &memory, &root, err);
    if (status)
        return status;
    zy_answer *answer = remote_answer(memory, root);
    if (answer) { /* a server counts facets when none are named: show what was asked for */
        answer->offset = request->offset;
        answer->facet_count = request->facets ? answer->facet_count : 0;
        answer->month_count = request->timeline ? answer->month_count : 0;
    }
    return deliver(answer, memory, out, err);
}

/* Asks for prefix + id (+ ?q=query). */
static zy_status ask_named(source *base, const char *prefix, const char *id, const char *query,
                           remote_memory **memory, const json_t **root, zy_error *err)
{
    char *path = NULL;
    size_t size;
    FILE *to = open_memstream(&path, &size);
    if (!to)
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    fputs(prefix, to);
    add_path(to, id);
    if (query && *query) {
        fputs("?q=", to);
        add_value(to, query, strlen(query));
    }
    fclose(to);
    return ask((remote *)base, path, memory, root, err);
}

static zy_status document(source *base, const char *id, const char *query, zy_document **out, zy_error *err)
{
    remote_memory *memory;
    const json_t *root;
    zy_status status = ask_named(base, "/api/v1/articles/", id, query, &memory, &root, err);
    return status ? status : deliver(remote_document(memory, root), memory, out, err);
}

static zy_status issues(source *base, zy_issue_list **out, zy_coverage *coverage, zy_error *err)
{
    remote_memory *memory;
    const json_t *root;
    zy_status status = ask_named(base, "/api/v1/issues", "", NULL, &memory, &root, err);
    return status ? status : deliver(remote_issue_list(memory, root, coverage), memory, out, err);
}

static zy_status issue(source *base, const char *id, zy_issue_contents **out, zy_error *err)
{
    remote_memory *memory;
    const json_t *root;
    zy_status status = ask_named(base, "/api/v1/issues/", id, NULL, &memory, &root, err);
    return status ? status : deliver(remote_issue_contents(memory, root), memory, out, err);
}

static zy_status explain(source *base, const char *query, const char *stage, zy_buf *out, zy_error *err)
{
    (void)base, (void)query, (void)stage, (void)out;
    return fail(err, ZY_UNSUPPORTED, "请在有索引的机器上用 --db 查看。",
                "--stage 只能查看本机的索引，不能与 --server 同用");
}

static void free_answer(zy_answer *answer)
{
    remote_memory_free(answer ? answer->memory : NULL);
}
static void free_document(zy_document *document)
{
    remote_memory_free(document ? document->memory : NULL);
}
static void free_issues(zy_issue_list *list)
{
    remote_memory_free(list ? list->memory : NULL);
}
static void free_issue(zy_issue_contents *contents)
{
    remote_memory_free(contents ? contents->memory : NULL);
}

static void close_remote(source *base)
{
    http_close(((remote *)base)->http);
    free(base);
}

zy_status source_open_remote(const cli_options *options, source **out, zy_error *err)
{
    remote *self = calloc(1, sizeof *self);
    if (!self)
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    self->options = options;
    self->base = (source){.search = search,
                          .answer_free = free_answer,
                          .document = document,
                          .document_free = free_document,
                          .issues = issues,
                          .issues_free = free_issues,
                          .issue = issue,
                          .issue_free = free_issue,
                          .explain = explain,
                          .close = close_remote};
    zy_status status = http_open(options->server, &self->http, err);
    if (status) {
        free(self);
        return status;
    }
    *out = &self->base;
    return ZY_OK;
}
