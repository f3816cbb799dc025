/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marks, hits and coverage in JSON.  A text that is not known is "", a page that is not known is null. */
#include "render/json_parts.h"

#include "base/buf.h"

void zy_json_marks(zy_json *json, const char *key, const zy_mark *marks, size_t count)
{
    zy_json_array(json, key);
    for (size_t i = 0; i < count; i++) {
        zy_json_array(json, NULL);
        zy_json_count(json, NULL, marks[i].start);
        zy_json_count(json, NULL, marks[i].end);
        zy_json_array_end(json);
    }
    zy_json_array_end(json);
}

/* Only where a mark is not simply what was typed: a synonym's word, or one part of the query. */
static void write_mark_classes(zy_json *json, const char *key, const zy_mark *marks, size_t count)
{
    bool plain = true;
    for (size_t i = 0; i < count; i++)
        plain = plain && marks[i].class_ < ZY_CLASS_SYNONYM;
    if (plain)
        return;
    zy_json_array(json, key);
    for (size_t i = 0; i < count; i++)
        zy_json_string(json, NULL, zy_class_name(marks[i].class_));
    zy_json_array_end(json);
}

void zy_json_strings(zy_json *json, const char *key, const char *const *items, size_t count)
{
    zy_json_array(json, key);
    for (size_t i = 0; i < count; i++)
        zy_json_string(json, NULL, items[i]);
    zy_json_array_end(json);
}

static void write_snippet(zy_json *json, const zy_snippet *snippet)
{
    zy_json_object(json, NULL);
    zy_json_string(json, "text", snippet->text);
    zy_json_marks(json, "marks", snippet->marks, snippet->mark_count);
    write_mark_classes(json, "mark_classes", snippet->marks, snippet->mark_count);
    zy_json_count(json, "paragraph", snippet->paragraph);
    if (snippet->part)
        zy_json_string(json, "part", snippet->part);
    zy_json_object_end(json);
}

static void write_text(zy_json *json, const char *key, const char *text)
{
    zy_json_string(json, key, text ? text : "");
}

static void write_headline(zy_json *json, const zy_hit *hit)
{
    write_text(json, "title", hit->title);
    zy_json_marks(json, "title_marks", hit->title_marks, hit->title_mark_count);
    write_mark_classes(json, "title_mark_classes", hit->title_marks, hit->title_mark_count);
    if (hit->kicker)
        zy_json_string(json, "kicker", hit->kicker);
    if (hit->subtitle)
        zy_json_string(json, "subtitle", hit->subtitle);
}

static void write_imprint(zy_json *json, const zy_hit *hit)
{
    write_text(json, "date", hit->date);
    write_text(json, "issue", hit->issue);
    if (hit->page > 0)
        zy_json_count(json, "page", (uint64_t)hit->page);
    else
        zy_json_null(json, "page");
    write_text(json, "section", hit->section);
    zy_json_strings(json, "authors", hit->authors, hit->author_count);
    write_text(json, "url", hit->url);
    write_text(json, "source", hit->source);
}

void zy_json_hit(zy_json *json, const zy_hit *hit)
{
    zy_json_object(json, NULL);
    write_text(json, "id", hit->id);
    zy_json_string(json, "class", zy_class_name(hit->class_));
    zy_json_number(json, "score", hit->score);
    write_headline(json, hit);
    write_imprint(json, hit);
    zy_json_count(json, "matches", hit->matches);
    if (hit->missing_count)
        zy_json_strings(json, "missing", hit->missing, hit->missing_count);
    if (hit->duplicates)
        zy_json_count(json, "duplicates", hit->duplicates);
    if (hit->same_as)
        zy_json_string(json, "same_as", hit->same_as);
    zy_json_array(json, "snippets");
    for (size_t i = 0; i < hit->snippet_count; i++)
        write_snippet(json, &hit->snippets[i]);
    zy_json_array_end(json);
    zy_json_object_end(json);
}

void zy_hit_json(const zy_hit *hit, zy_buf *out)
{
    zy_json json = {.out = out};
    zy_json_hit(&json, hit);
}

void zy_json_coverage(zy_json *json, const zy_coverage *coverage)
{
    zy_json_object(json, "coverage");
    zy_json_count(json, "issues", coverage->issues);
    write_text(json, "first", coverage->first);
    write_text(json, "last", coverage->last);
    zy_json_count(json, "missing", coverage->missing);
    zy_json_count(json, "articles", coverage->articles);
    zy_json_object_end(json);
}
