/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where answers come from: an index folder or a server.  Both give the library's own structures, so that
 * everything behind them prints the same. */
#ifndef ZY_CLI_SOURCE_H
#define ZY_CLI_SOURCE_H

#include "options.h"

typedef struct source source;

struct source {
    zy_status (*search)(source *self, const zy_request *request, zy_answer **out, zy_error *err);
    void (*answer_free)(zy_answer *answer);
    zy_status (*document)(source *self, const char *id, const char *query, zy_document **out, zy_error *err);
    void (*document_free)(zy_document *document);
    zy_status (*issues)(source *self, zy_issue_list **out, zy_coverage *coverage, zy_error *err);
    void (*issues_free)(zy_issue_list *list);
    zy_status (*issue)(source *self, const char *id, zy_issue_contents **out, zy_error *err);
    void (*issue_free)(zy_issue_contents *contents);
    zy_status (*explain)(source *self, const char *query, const char *stage, zy_buf *out, zy_error *err);
    void (*close)(source *self);
};

ZY_CHECKED zy_status source_open_local(const char *folder, source **out, zy_error *err);

/* Dates and lists go to the server as they were typed, so it takes the options too; they must outlive the
 * source. */
ZY_CHECKED zy_status source_open_remote(const cli_options *options, source **out, zy_error *err);

#endif
