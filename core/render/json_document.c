/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles, issues, completions and errors in JSON: everything of the API but the answer to a search. */
#include "base/buf.h"
#include "render/json_parts.h"

/* A text with its marks beside it: {"text":"…","marks":[[0,4]]}. */
static void write_marked(zy_json *json, const zy_marked *marked)
{
    zy_json_object(json, NULL);
    zy_json_string(json, "text", marked->text ? marked->text : "");
    zy_json_marks(json, "marks", marked->marks, marked->mark_count);
    zy_json_object_end(json);
}

static void write_marked_list(zy_json *json, const char *key, const zy_marked *items, size_t count)
{
    zy_json_array(json, key);
    for (size_t i = 0; i < count; i++)
        write_marked(json, &items[i]);
    zy_json_array_end(json);
}

static void write_neighbour(zy_json *json, const char *key, const char *id, const char *title)
{
    if (!id) {
        zy_json_null(json, key);
        return;
    }
    zy_json_object(json, key);
    zy_json_string(json, "id", id);
    if (title)
        zy_json_string(json, "title", title);
    zy_json_object_end(json);
}

static void write_head(zy_json *json, const zy_document *document)
{
    zy_json_string(json, "id", document->id);
    zy_json_string(json, "url", document->url);
    zy_json_string(json, "kicker", document->kicker.text);
    zy_json_string(json, "title", document->title.text ? document->title.text : "");
    zy_json_marks(json, "title_marks", document->title.marks, document->title.mark_count);
    zy_json_string(json, "subtitle", document->subtitle.text);
    zy_json_string(json, "date", document->date ? document->date : "");
    zy_json_string(json, "issue", document->issue ? document->issue : "");
    if (document->page > 0)
        zy_json_count(json, "page", (uint64_t)document->page);
    else
        zy_json_null(json, "page");
    zy_json_string(json, "section", document->section ? document->section : "");
    zy_json_strings(json, "authors", document->authors, document->author_count);
}

static void write_lines(zy_json *json, const zy_document *document)
{
    zy_json_array(json, "lines");
    if (document->first_line > 0) {
        zy_json_count(json, NULL, (uint64_t)document->first_line);
        zy_json_count(json, NULL, (uint64_t)document->last_line);
    }
    zy_json_array_end(json);
}

static void write_hits(zy_json *json, const char *key, const zy_hit *hits, size_t count)
{
    zy_json_array(json, key);
    for (size_t i = 0; i < count; i++)
        zy_json_hit(json, &hits[i]);
    zy_json_array_end(json);
}

void zy_document_json(const zy_document *document, zy_buf *out)
{
    zy_json json = {.out = out};
    zy_json_object(&json, NULL);
    zy_json_count(&json, "version", ZY_JSON_VERSION);
    write_head(&json, document);
    write_marked_list(&json, "paragraphs", document->paragraphs, document->paragraph_count);
    write_marked_list(&json, "captions", document->captions, document->caption_count);
    zy_json_string(&json, "continued", document->continued);
    zy_json_string(&json, "source", document->source ? document->source : "");
    write_lines(&json, document);
    write_neighbour(&json, "previous", document->previous_id, document->previous_title);
    write_neighbour(&json, "next", document->next_id, document->next_title);
    write_hits(&json, "alike", document->alike, document->alike_count);
    write_hits(&json, "related", document->related, document->related_count);
    zy_json_object_end(&json);
}

static void write_issue_entry(zy_json *json, const zy_issue_entry *entry)
{
    zy_json_string(json, "id", entry->id);
    zy_json_string(json, "issue", entry->issue ? entry->issue : "");
    zy_json_string(json, "date", entry->date ? entry->date : "");
    zy_json_count(json, "articles", entry->articles);
}

/* Issues and pages that the numbers say should be there. */
static void write_gaps(zy_json *json, const zy_issue_list *list)
{
    zy_json_array(json, "missing");
    for (size_t i = 0; i < list->missing_count; i++) {
        zy_json_object(json, NULL);
        zy_json_count(json, "first", list->missing[i].first);
        zy_json_count(json, "last", list->missing[i].last);
        zy_json_object_end(json);
    }
    zy_json_array_end(json);
    zy_json_array(json, "empty_pages");
    for (size_t i = 0; i < list->empty_page_count; i++) {
        zy_json_object(json, NULL);
        zy_json_string(json, "issue", list->empty_pages[i].issue);
        zy_json_count(json, "page", (uint64_t)list->empty_pages[i].page);
        zy_json_object_end(json);
    }
    zy_json_array_end(json);
}

void zy_issues_json(const zy_issue_list *list, const zy_coverage *coverage, zy_buf *out)
{
    zy_json json = {.out = out};
    zy_json_object(&json, NULL);
    zy_json_count(&json, "version", ZY_JSON_VERSION);
    if (coverage)
        zy_json_coverage(&json, coverage);
    zy_json_array(&json, "issues");
    for (size_t i = 0; i < list->count; i++) {
        zy_json_object(&json, NULL);
        write_issue_entry(&json, &list->items[i]);
        zy_json_object_end(&json);
    }
    zy_json_array_end(&json);
    write_gaps(&json, list);
    zy_json_object_end(&json);
}

/* `contents`, not `articles`: that key is the number of articles, as in the list of issues. */
void zy_issue_json(const zy_issue_contents *contents, zy_buf *out)
{
    zy_json json = {.out = out};
    zy_json_object(&json, NULL);
    zy_json_count(&json, "version", ZY_JSON_VERSION);
    write_issue_entry(&json, &contents->entry);
    write_neighbour(&json, "previous", contents->previous_id, NULL);
    write_neighbour(&json, "next", contents->next_id, NULL);
    write_hits(&json, "contents", contents->articles, contents->article_count);
    if (contents->hidden)
        zy_json_count(&json, "hidden", contents->hidden);
    zy_json_object_end(&json);
}

void zy_completions_json(const zy_completions *completions, zy_buf *out)
{
    zy_json json = {.out = out};
    zy_json_object(&json, NULL);
    zy_json_count(&json, "version", ZY_JSON_VERSION);
    zy_json_array(&json, "suggestions");
    for (size_t i = 0; i < completions->count; i++) {
        zy_json_object(&json, NULL);
        zy_json_string(&json, "text", completions->items[i].text);
        zy_json_string(&json, "kind", completions->items[i].kind);
        zy_json_count(&json, "articles", completions->items[i].articles);
        zy_json_object_end(&json);
    }
    zy_json_array_end(&json);
    zy_json_object_end(&json);
}

/* RFC 9457: `title` is the kind of problem, `detail` this one; `code` and `hint` are our additions. */
void zy_error_json(const zy_error *error, const char *parameter, zy_buf *out)
{
    zy_json json = {.out = out};
    zy_json_object(&json, NULL);
    zy_json_string(&json, "type", "about:blank");
    zy_json_string(&json, "title", zy_status_text(error->status));
    zy_json_count(&json, "status", (uint64_t)zy_status_http(error->status));
    zy_json_string(&json, "detail", error->message[0] ? error->message : zy_status_text(error->status));
    zy_json_string(&json, "code", zy_status_name(error->status));
    if (parameter)
        zy_json_string(&json, "parameter", parameter);
    if (error->hint[0])
        zy_json_string(&json, "hint", error->hint);
    zy_json_object_end(&json);
}
