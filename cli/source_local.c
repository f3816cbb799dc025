/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index folder as a source: each call is the library's own. */
#include "source.h"

#include "output.h"

#include <stdlib.h>

typedef struct {
    source base;
    zy_store *store;
} local;

static zy_store *store_of(source *self)
{
    return ((local *)self)->store;
}

static zy_status search(source *self, const zy_request *request, zy_answer **out, zy_error *err)
{
    return zy_search(store_of(self), request, out, err);
}

static zy_status document(source *self, const char *id, const char *query, zy_document **out, zy_error *err)
{
    return zy_document_get(store_of(self), id, query, out, err);
}

static zy_status issues(source *self, zy_issue_list **out, zy_coverage *coverage, zy_error *err)
{
    zy_coverage held;
    zy_status status = zy_coverage_get(store_of(self), &held, err);
    if (!status)
        status = zy_issues_get(store_of(self), out, err);
    if (!status)
        *coverage = held;
    return status;
}

static zy_status issue(source *self, const char *id, zy_issue_contents **out, zy_error *err)
{
    return zy_issue_get(store_of(self), id, out, err);
}

static zy_status explain(source *self, const char *query, const char *stage, zy_buf *out, zy_error *err)
{
    return zy_explain(store_of(self), query, stage, out, err);
}

static void close_local(source *self)
{
    zy_close(store_of(self));
    free(self);
}

zy_status source_open_local(const char *folder, source **out, zy_error *err)
{
    local *self = calloc(1, sizeof *self);
    if (!self)
        return fail(err, ZY_NO_MEMORY, "", "内存不足");
    self->base = (source){.search = search,
                          .answer_free = zy_answer_free,
                          .document = document,
                          .document_free = zy_document_free,
                          .issues = issues,
                          .issues_free = zy_issues_free,
                          .issue = issue,
                          .issue_free = zy_issue_free,
                          .explain = explain,
                          .close = close_local};
    zy_status status = zy_open(folder, &self->store, err);
    if (status) {
        free(self);
        return status;
    }
    *out = &self->base;
    return ZY_OK;
}
