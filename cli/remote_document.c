/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles and issues from a server's JSON. */
#include "remote.h"

static const zy_marked *read_marked(remote_memory *memory, const json_t *array, size_t *count)
{
    zy_marked *list = remote_get(memory, json_array_size(array), sizeof *list);
    *count = list ? json_array_size(array) : 0;
    for (size_t i = 0; i < *count; i++) {
        const json_t *one = json_array_get(array, i);
        list[i].text = remote_text(one, "text");
        list[i].marks = remote_marks(memory, json_object_get(one, "marks"), NULL, &list[i].mark_count);
    }
    return list;
}

static void read_head(remote_memory *memory, const json_t *root, zy_document *d)
{
    d->id = remote_text(root, "id");
    d->url = remote_text(root, "url");
    d->kicker.text = remote_text_or_null(root, "kicker");
    d->subtitle.text = remote_text_or_null(root, "subtitle");
    d->title.text = remote_text(root, "title");
    d->title.marks = remote_marks(memory, json_object_get(root, "title_marks"), NULL, &d->title.mark_count);
    d->date = remote_text(root, "date");
    d->issue = remote_text(root, "issue");
    d->section = remote_text(root, "section");
    d->source = remote_text(root, "source");
    d->continued = remote_text_or_null(root, "continued");
    d->page = (int)remote_count(root, "page");
    d->authors = remote_texts(memory, json_object_get(root, "authors"), &d->author_count);
}

static void read_neighbours(const json_t *root, zy_document *d)
{
    const json_t *previous = json_object_get(root, "previous"), *next = json_object_get(root, "next");
    d->previous_id = remote_text_or_null(previous, "id");
    d->previous_title = remote_text_or_null(previous, "title");
    d->next_id = remote_text_or_null(next, "id");
    d->next_title = remote_text_or_null(next, "title");
}

zy_document *remote_document(remote_memory *memory, const json_t *root)
{
    zy_document *d = remote_get(memory, 1, sizeof *d);
    if (!d)
        return NULL;
    d->memory = memory;
    read_head(memory, root, d);
    d->paragraphs = read_marked(memory, json_object_get(root, "paragraphs"), &d->paragraph_count);
    d->captions = read_marked(memory, json_object_get(root, "captions"), &d->caption_count);
    const json_t *lines = json_object_get(root, "lines");
    d->first_line = (int)json_integer_value(json_array_get(lines, 0));
    d->last_line = (int)json_integer_value(json_array_get(lines, 1));
    read_neighbours(root, d);
    d->alike = remote_hits(memory, json_object_get(root, "alike"), &d->alike_count);
    d->related = remote_hits(memory, json_object_get(root, "related"), &d->related_count);
    return remote_failed(memory) ? NULL : d;
}

static void read_entry(const json_t *object, zy_issue_entry *entry)
{
    *entry = (zy_issue_entry){.id = remote_text(object, "id"),
                              .issue = remote_text(object, "issue"),
                              .date = remote_text(object, "date"),
                              .articles = remote_count(object, "articles")};
}

static void read_gaps(remote_memory *memory, const json_t *root, zy_issue_list *list)
{
    const json_t *missing = json_object_get(root, "missing"), *empty = json_object_get(root, "empty_pages");
    zy_missing_issues *runs = remote_get(memory, json_array_size(missing), sizeof *runs);
    zy_empty_page *pages = remote_get(memory, json_array_size(empty), sizeof *pages);
    list->missing = runs;
    list->missing_count = runs ? json_array_size(missing) : 0;
    list->empty_pages = pages;
    list->empty_page_count = pages ? json_array_size(empty) : 0;
    for (size_t i = 0; i < list->missing_count; i++)
        runs[i] = (zy_missing_issues){remote_count(json_array_get(missing, i), "first"),
                                      remote_count(json_array_get(missing, i), "last")};
    for (size_t i = 0; i < list->empty_page_count; i++)
        pages[i] = (zy_empty_page){remote_text(json_array_get(empty, i), "issue"),
                                   (int)remote_count(json_array_get(empty, i), "page")};
}

zy_issue_list *remote_issue_list(remote_memory *memory, const json_t *root, zy_coverage *coverage)
{
    const json_t *array = json_object_get(root, "issues");
    zy_issue_list *list = remote_get(memory, 1, sizeof *list);
    zy_issue_entry *items = remote_get(memory, json_array_size(array), sizeof *items);
    if (!list || !items)
        return NULL;
    *list = (zy_issue_list){.items = items, .count = json_array_size(array), .memory = memory};
    for (size_t i = 0; i < list->count; i++)
        read_entry(json_array_get(array, i), &items[i]);
    read_gaps(memory, root, list);
    remote_coverage(json_object_get(root, "coverage"), coverage);
    return remote_failed(memory) ? NULL : list;
}

zy_issue_contents *remote_issue_contents(remote_memory *memory, const json_t *root)
{
    zy_issue_contents *contents = remote_get(memory, 1, sizeof *contents);
    if (!contents)
        return NULL;
    contents->memory = memory;
    read_entry(root, &contents->entry);
    contents->previous_id = remote_text_or_null(json_object_get(root, "previous"), "id");
    contents->next_id = remote_text_or_null(json_object_get(root, "next"), "id");
    contents->articles = remote_hits(memory, json_object_get(root, "contents"), &contents->article_count);
    contents->hidden = remote_count(root, "hidden");
    return remote_failed(memory) ? NULL : contents;
}
