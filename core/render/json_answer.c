/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An answer as the JSON document, version 1 (docs/API.md).  In: a zy_answer.  Out: one line of JSON. */
#include "base/buf.h"
#include "render/json_parts.h"

static void write_query(zy_json *json, const zy_answer *answer)
{
    zy_json_object(json, "query");
    zy_json_string(json, "text", answer->query ? answer->query : "");
    zy_json_string(json, "read_as", answer->read_as ? answer->read_as : "");
    zy_json_array(json, "notes");
    for (size_t i = 0; i < answer->note_count; i++)
        zy_json_string(json, NULL, answer->notes[i]);
    zy_json_array_end(json);
    if (answer->rewritten)
        zy_json_true(json, "rewritten");
    zy_json_object_end(json);
}

static void write_counts(zy_json *json, const zy_answer *answer)
{
    zy_json_count(json, "total", answer->total);
    zy_json_object(json, "classes");
    for (int c = ZY_CLASS_WORD; c < ZY_CLASS_RELATED; c++)
        zy_json_count(json, zy_class_name((zy_class)c), answer->classes[c]);
    zy_json_object_end(json);
    zy_json_count(json, "related_total", answer->classes[ZY_CLASS_RELATED]);
    if (answer->hidden)
        zy_json_count(json, "hidden", answer->hidden);
    zy_json_count(json, "took_us", answer->took_us);
}

static void write_facets(zy_json *json, const zy_answer *answer)
{
    zy_json_object(json, "facets");
    for (size_t i = 0; i < answer->facet_count; i++) {
        const zy_facet *facet = &answer->facets[i];
        zy_json_array(json, zy_facet_name(facet->kind));
        for (size_t v = 0; v < facet->value_count; v++) {
            zy_json_object(json, NULL);
            zy_json_string(json, "value", facet->values[v].value);
            zy_json_count(json, "count", facet->values[v].count);
            zy_json_object_end(json);
        }
        zy_json_array_end(json);
    }
    zy_json_object_end(json);
}

static void write_timeline(zy_json *json, const zy_answer *answer)
{
    zy_json_array(json, "timeline");
    for (size_t i = 0; i < answer->month_count; i++) {
        zy_json_object(json, NULL);
        zy_json_string(json, "month", answer->timeline[i].month);
        zy_json_count(json, "count", answer->timeline[i].count);
        zy_json_count(json, "articles", answer->timeline[i].articles);
        zy_json_object_end(json);
    }
    zy_json_array_end(json);
}

static void write_suggestions(zy_json *json, const zy_answer *answer)
{
    zy_json_array(json, "suggestions");
    for (size_t i = 0; i < answer->suggestion_count; i++) {
        zy_json_object(json, NULL);
        zy_json_string(json, "text", answer->suggestions[i].text);
        zy_json_string(json, "why", answer->suggestions[i].why);
        zy_json_count(json, "articles", answer->suggestions[i].articles);
        zy_json_object_end(json);
    }
    zy_json_array_end(json);
}

void zy_answer_json(const zy_answer *answer, const char *id, zy_buf *out)
{
    zy_json json = {.out = out};
    zy_json_object(&json, NULL);
    zy_json_count(&json, "version", ZY_JSON_VERSION);
    if (id)
        zy_json_string(&json, "id", id);
    write_query(&json, answer);
    write_counts(&json, answer);
    zy_json_coverage(&json, &answer->coverage);
    if (answer->offset)
        zy_json_count(&json, "offset", answer->offset);
    zy_json_array(&json, "hits");
    for (size_t i = 0; i < answer->hit_count; i++)
        zy_json_hit(&json, &answer->hits[i]);
    zy_json_array_end(&json);
    write_facets(&json, answer);
    write_timeline(&json, answer);
    write_suggestions(&json, answer);
    zy_json_object_end(&json);
}
