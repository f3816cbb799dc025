/* SPDX-License-Identifier: GPL-2.0-or-later */
/* show, issues and check. */
#include "commands.h"

#include "output.h"
#include "pager.h"

#include <inttypes.h>
#include <stdio.h>

static zy_status only_json(const cli_options *o, const char *command, zy_error *err)
{
    if (o->format == FORMAT_TEXT || o->format == FORMAT_JSON)
        return ZY_OK;
    return fail(err, ZY_BAD_ARGUMENT, "", "%s 只能与 --json 同用，没有 --jsonl、--csv、--count", command);
}

/* Writes a finished text or document with a newline at its end, and frees it. */
static zy_status write_out(zy_buf *out, bool newline, zy_error *err)
{
    zy_status status = output_write(out, err);
    if (!status && newline)
        putchar('\n');
    zy_buf_free(out);
    return status;
}

zy_status command_show(const cli_options *o, source *from, zy_error *err)
{
    zy_document *document;
    zy_status status = only_json(o, "show", err);
    if (!status)
        status = from->document(from, o->id, *o->query ? o->query : NULL, &document, err);
    if (status)
        return status;
    zy_buf out = {0};
    zy_terminal terminal = output_terminal(o);
    if (o->format == FORMAT_JSON) {
        zy_document_json(document, &out);
    } else {
        zy_document_text(document, &terminal, &out);
        if (!o->no_pager)
            pager_start();
    }
    from->document_free(document);
    return write_out(&out, o->format == FORMAT_JSON, err);
}

static void print_coverage(const zy_coverage *c)
{
    printf("共 %" PRIu64 " 期、%" PRIu64 " 篇", c->issues, c->articles);
    if (c->first && *c->first)
        printf("，%s 至 %s", c->first, c->last);
    if (c->missing)
        printf("，其间缺 %" PRIu64 " 期", c->missing);
    printf("。\n");
}

static void print_issue(const zy_issue_entry *entry)
{
    printf("%-10s  %4" PRIu64 " 篇  第 %s 期  %s\n", entry->date, entry->articles,
           *entry->issue ? entry->issue : "？", entry->id);
}

static zy_status list_issues(const cli_options *o, source *from, zy_error *err)
{
    zy_issue_list *list;
    zy_coverage coverage;
    zy_status status = from->issues(from, &list, &coverage, err);
    if (status)
        return status;
    zy_buf out = {0};
    if (o->format == FORMAT_JSON) {
        zy_issues_json(list, &coverage, &out);
    } else {
        if (!o->no_pager)
            pager_start();
        for (size_t i = 0; i < list->count; i++)
            print_issue(&list->items[i]);
        print_coverage(&coverage);
        zy_gaps_text(list, &out);
    }
    bool any = list->count > 0;
    from->issues_free(list);
    status = write_out(&out, o->format == FORMAT_JSON, err);
    return status ? status : any ? ZY_OK : ZY_END;
}

static zy_status list_contents(const cli_options *o, source *from, zy_error *err)
{
    zy_issue_contents *contents;
    zy_status status = from->issue(from, o->id, &contents, err);
    if (status)
        return status;
    zy_buf out = {0};
    if (o->format == FORMAT_JSON) {
        zy_issue_json(contents, &out);
    } else {
        print_issue(&contents->entry);
        for (size_t i = 0; i < contents->article_count; i++)
            printf("%2d 版  %s  %s\n", contents->articles[i].page, contents->articles[i].title,
                   contents->articles[i].id);
        if (contents->hidden)
            printf("另有 %" PRIu64 " 篇已按规定撤下。\n", contents->hidden);
    }
    from->issue_free(contents);
    return write_out(&out, o->format == FORMAT_JSON, err);
}

zy_status command_issues(const cli_options *o, source *from, zy_error *err)
{
    zy_status status = only_json(o, "issues", err);
    if (status)
        return status;
    return o->id ? list_contents(o, from, err) : list_issues(o, from, err);
}

zy_status command_check(const cli_options *o, zy_error *err)
{
    if (o->server)
        return fail(err, ZY_UNSUPPORTED, "请在有索引的机器上运行，或看服务器的 /readyz。",
                    "check 只能检查本机的索引，不能与 --server 同用");
    zy_buf out = {0};
    zy_status status = zy_check(o->db, &out, err), wrote = ZY_OK;
    if (out.len_bytes) {
        zy_error quiet = {0};
        wrote = output_write(&out, status ? &quiet : err);
    }
    zy_buf_free(&out);
    return status ? status : wrote;
}
