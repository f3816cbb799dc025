/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON document of a search as a zy_answer. */
#include "remote.h"

#include <string.h>

static void read_counts(const json_t *root, zy_answer *answer)
{
    const json_t *classes = json_object_get(root, "classes");
    for (int c = ZY_CLASS_WORD; c < ZY_CLASS_RELATED; c++)
        answer->classes[c] = remote_count(classes, zy_class_name((zy_class)c));
    answer->classes[ZY_CLASS_RELATED] = remote_count(root, "related_total");
    answer->total = remote_count(root, "total");
    answer->hidden = remote_count(root, "hidden");
    answer->took_us = remote_count(root, "took_us");
    answer->offset = (size_t)remote_count(root, "offset");
    remote_coverage(json_object_get(root, "coverage"), &answer->coverage);
}

static void read_facet(remote_memory *memory, const json_t *array, zy_facet *facet)
{
    zy_facet_value *values = remote_get(memory, json_array_size(array), sizeof *values);
    facet->values = values;
    facet->value_count = values ? json_array_size(array) : 0;
    for (size_t i = 0; i < facet->value_count; i++) {
        const json_t *one = json_array_get(array, i);
        values[i] = (zy_facet_value){.value = remote_text(one, "value"), .count = remote_count(one, "count")};
    }
}

static void read_facets(remote_memory *memory, const json_t *object, zy_answer *answer)
{
    zy_facet *facets = remote_get(memory, ZY_FACET_COUNT, sizeof *facets);
    answer->facets = facets;
    for (unsigned kind = 0; facets && kind < ZY_FACET_COUNT; kind++) {
        const json_t *array = json_object_get(object, zy_facet_name((zy_facet_kind)kind));
        if (!array)
            continue;
        facets[answer->facet_count].kind = (zy_facet_kind)kind;
        read_facet(memory, array, &facets[answer->facet_count++]);
    }
}

static void read_timeline(remote_memory *memory, const json_t *array, zy_answer *answer)
{
    zy_month *months = remote_get(memory, json_array_size(array), sizeof *months);
    answer->timeline = months;
    answer->month_count = months ? json_array_size(array) : 0;
    for (size_t i = 0; i < answer->month_count; i++) {
        const json_t *one = json_array_get(array, i);
        months[i] = (zy_month){.month = remote_text(one, "month"),
                               .count = remote_count(one, "count"),
                               .articles = remote_count(one, "articles")};
    }
}

static void read_suggestions(remote_memory *memory, const json_t *array, zy_answer *answer)
{
    zy_suggestion *list = remote_get(memory, json_array_size(array), sizeof *list);
    answer->suggestions = list;
    answer->suggestion_count = list ? json_array_size(array) : 0;
    for (size_t i = 0; i < answer->suggestion_count; i++) {
        const json_t *one = json_array_get(array, i);
        list[i] = (zy_suggestion){.text = remote_text(one, "text"),
                                  .why = remote_text(one, "why"),
                                  .articles = remote_count(one, "articles")};
    }
}

zy_answer *remote_answer(remote_memory *memory, const json_t *root)
{
    zy_answer *answer = remote_get(memory, 1, sizeof *answer);
    if (!answer)
        return NULL;
    const json_t *query = json_object_get(root, "query");
    answer->memory = memory;
    answer->query = remote_text(query, "text");
    answer->read_as = remote_text(query, "read_as");
    answer->notes = remote_texts(memory, json_object_get(query, "notes"), &answer->note_count);
    answer->rewritten = json_is_true(json_object_get(query, "rewritten"));
    read_counts(root, answer);
    answer->hits = remote_hits(memory, json_object_get(root, "hits"), &answer->hit_count);
    read_facets(memory, json_object_get(root, "facets"), answer);
    read_timeline(memory, json_object_get(root, "timeline"), answer);
    read_suggestions(memory, json_object_get(root, "suggestions"), answer);
    return remote_failed(memory) ? NULL : answer;
}
