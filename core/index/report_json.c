/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report as JSON; docs/REPORT.md describes it. */
#include "base/buf.h"
#include "index/report.h"

#include <jansson.h>
#include <stdlib.h>

/* A file's name may be in any encoding. */
static json_t *text_json(const char *text, const char *otherwise)
{
    json_t *made = json_string(text);
    return made ? made : json_string(otherwise);
}

static json_t *item_json(const zy_report_item *item)
{
    json_t *row = json_object();
    json_object_set_new(row, "text", text_json(item->text, "(文字编码不合法，从略)"));
    if (item->code && *item->code)
        json_object_set_new(row, "code", text_json(item->code, ""));
    if (item->source && *item->source)
        json_object_set_new(row, "source", text_json(item->source, "(文件名编码不合法)"));
    if (item->line)
        json_object_set_new(row, "line", json_integer(item->line));
    if (item->id)
        json_object_set_new(row, "id", text_json(item->id, ""));
    if (item->detail)
        json_object_set_new(row, "detail", text_json(item->detail, ""));
    if (item->score < 1)
        json_object_set_new(row, "score", json_real(item->score));
    return row;
}

static json_t *section_json(const zy_report *report, int code)
{
    const zy_report_section *section = &report->sections[code];
    json_t *items = json_array();
    for (size_t i = 0; i < section->items.count; i++)
        json_array_append_new(items, item_json(&ZY_VEC_AT(section->items, zy_report_item, i)));
    return json_pack("{s:s, s:s, s:I, s:o}", "code", zy_report_code(code), "title", zy_report_title(code),
                     "count", (json_int_t)section->count, "items", items);
}

static json_t *summary_json(const zy_index_result *r)
{
    json_t *summary = json_object();
    const struct {
        const char *name;
        uint64_t count;
    } counts[] = {{"files_read", r->files_read},
                  {"files_unchanged", r->files_unchanged},
                  {"files_gone", r->files_gone},
                  {"files_refused", r->files_refused},
                  {"files_waiting", r->files_waiting},
                  {"articles_added", r->articles_added},
                  {"articles_changed", r->articles_changed},
                  {"articles_removed", r->articles_removed},
                  {"articles_total", r->articles_total}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        json_object_set_new(summary, counts[i].name, json_integer((json_int_t)counts[i].count));
    json_object_set_new(summary, "published", json_boolean(r->published));
    return summary;
}

void zy_report_json(const zy_report *report, zy_buf *out)
{
    json_t *sections = json_array();
    for (int i = 0; i < ZY_REPORT_COUNT; i++)
        json_array_append_new(sections, section_json(report, i));
    json_t *root = json_pack("{s:i, s:s, s:s, s:s, s:o, s:o}", "version", 2, "made", report->made,
                             "generation", report->generation, "created", report->created, "summary",
                             summary_json(report->run->result), "sections", sections);
    char *text = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
    zy_buf_str(out, text);
    zy_buf_char(out, '\n');
    free(text);
    json_decref(root);
}
