/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory of one structure read from JSON, and the reading of single members. */
#include "remote.h"

#include <stdlib.h>
#include <string.h>

typedef struct piece {
    struct piece *older;
    max_align_t data[];
} piece;

struct remote_memory {
    json_t *root;
    piece *pieces;
    bool failed;
};

remote_memory *remote_memory_new(json_t *root)
{
    remote_memory *memory = calloc(1, sizeof *memory);
    if (memory)
        memory->root = root;
    else
        json_decref(root);
    return memory;
}

void remote_memory_free(remote_memory *memory)
{
    if (!memory)
        return;
    for (piece *one = memory->pieces, *older; one; one = older) {
        older = one->older;
        free(one);
    }
    json_decref(memory->root);
    free(memory);
}

void *remote_get(remote_memory *memory, size_t count, size_t size_bytes)
{
    piece *one = count <= SIZE_MAX / 2 / size_bytes ? calloc(1, sizeof *one + count * size_bytes) : NULL;
    if (!one) {
        memory->failed = true;
        return NULL;
    }
    one->older = memory->pieces;
    memory->pieces = one;
    return one->data;
}

bool remote_failed(const remote_memory *memory)
{
    return memory->failed;
}

const char *remote_text_or_null(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

const char *remote_text(const json_t *object, const char *key)
{
    const char *text = remote_text_or_null(object, key);
    return text ? text : "";
}

uint64_t remote_count(const json_t *object, const char *key)
{
    json_int_t number = json_integer_value(json_object_get(object, key));
    return number > 0 ? (uint64_t)number : 0;
}

const char *const *remote_texts(remote_memory *memory, const json_t *array, size_t *count)
{
    size_t size = json_array_size(array);
    const char **texts = remote_get(memory, size, sizeof *texts);
    *count = texts ? size : 0;
    for (size_t i = 0; i < *count; i++) {
        const char *text = json_string_value(json_array_get(array, i));
        texts[i] = text ? text : "";
    }
    return texts;
}

static zy_class class_of(const json_t *name, zy_class otherwise)
{
    const char *text = json_string_value(name);
    for (unsigned c = 0; text && c < ZY_CLASS_COUNT; c++)
        if (strcmp(text, zy_class_name((zy_class)c)) == 0)
            return (zy_class)c;
    return otherwise;
}

const zy_mark *remote_marks(remote_memory *memory, const json_t *marks, const json_t *classes, size_t *count)
{
    size_t size = json_array_size(marks);
    zy_mark *list = remote_get(memory, size, sizeof *list);
    *count = list ? size : 0;
    for (size_t i = 0; i < *count; i++) {
        const json_t *pair = json_array_get(marks, i);
        list[i].start = (uint32_t)json_integer_value(json_array_get(pair, 0));
        list[i].end = (uint32_t)json_integer_value(json_array_get(pair, 1));
        list[i].class_ = class_of(json_array_get(classes, i), ZY_CLASS_WORD);
    }
    return list;
}

void remote_coverage(const json_t *object, zy_coverage *out)
{
    *out = (zy_coverage){.articles = remote_count(object, "articles"),
                         .issues = remote_count(object, "issues"),
                         .missing = remote_count(object, "missing"),
                         .first = remote_text(object, "first"),
                         .last = remote_text(object, "last")};
}

static void read_snippets(remote_memory *memory, const json_t *array, zy_hit *hit)
{
    zy_snippet *list = remote_get(memory, json_array_size(array), sizeof *list);
    hit->snippets = list;
    hit->snippet_count = list ? json_array_size(array) : 0;
    for (size_t i = 0; i < hit->snippet_count; i++) {
        const json_t *one = json_array_get(array, i);
        list[i].text = remote_text(one, "text");
        list[i].marks = remote_marks(memory, json_object_get(one, "marks"),
                                     json_object_get(one, "mark_classes"), &list[i].mark_count);
        list[i].paragraph = (uint32_t)remote_count(one, "paragraph");
        list[i].part = remote_text_or_null(one, "part");
    }
}

static void read_hit(remote_memory *memory, const json_t *one, zy_hit *hit)
{
    *hit = (zy_hit){.id = remote_text(one, "id"),
                    .class_ = class_of(json_object_get(one, "class"), ZY_CLASS_WORD),
                    .score = json_number_value(json_object_get(one, "score")),
                    .title = remote_text(one, "title"),
                    .kicker = remote_text_or_null(one, "kicker"),
                    .subtitle = remote_text_or_null(one, "subtitle"),
                    .date = remote_text(one, "date"),
                    .issue = remote_text(one, "issue"),
                    .page = (int)remote_count(one, "page"),
                    .section = remote_text(one, "section"),
                    .url = remote_text(one, "url"),
                    .source = remote_text(one, "source"),
                    .matches = (uint32_t)remote_count(one, "matches"),
                    .same_as = remote_text_or_null(one, "same_as"),
                    .duplicates = (uint32_t)remote_count(one, "duplicates")};
    hit->title_marks = remote_marks(memory, json_object_get(one, "title_marks"),
                                    json_object_get(one, "title_mark_classes"), &hit->title_mark_count);
    hit->missing = remote_texts(memory, json_object_get(one, "missing"), &hit->missing_count);
    hit->authors = remote_texts(memory, json_object_get(one, "authors"), &hit->author_count);
    read_snippets(memory, json_object_get(one, "snippets"), hit);
}

const zy_hit *remote_hits(remote_memory *memory, const json_t *array, size_t *count)
{
    zy_hit *list = remote_get(memory, json_array_size(array), sizeof *list);
    *count = list ? json_array_size(array) : 0;
    for (size_t i = 0; i < *count; i++)
        read_hit(memory, json_array_get(array, i), &list[i]);
    return list;
}
