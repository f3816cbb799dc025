/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy-search as an engine: through the public interface, and the literal index alone below it. */
#include "base/utf16.h"
#include "base/utf8.h"
#include "engines.h"
#include "store/generation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bench_ours {
    zy_store *store;
    zy_generation *generation;
    uint32_t *seen; /* number of the last string found in each article */
    uint32_t now;
    zy_buf json;
};

void bench_ours_build(const char *file, const char *folder, unsigned jobs)
{
    zy_error err = {0};
    zy_index_options options = {.folder = folder, .jobs = jobs};
    zy_index_result result = {0};
    if (zy_index(&options, &file, 1, &result, &err))
        bench_die("zy_index: %s", err.message);
    zy_index_result_free(&result);
}

bench_ours *bench_ours_open(const char *folder)
{
    zy_error err = {0};
    bench_ours *ours = calloc(1, sizeof *ours);
    if (!ours || zy_open(folder, &ours->store, &err) ||
        zy_generation_open(folder, NULL, &ours->generation, &err))
        bench_die("zy_open: %s", err.message);
    ours->seen = calloc(ours->generation->doc_count + 1, sizeof *ours->seen);
    if (!ours->seen)
        bench_die("out of memory");
    return ours;
}

void bench_ours_close(bench_ours *ours)
{
    zy_close(ours->store);
    zy_generation_close(ours->generation);
    zy_buf_free(&ours->json);
    free(ours->seen);
    free(ours);
}

uint64_t bench_ours_count(void *context, const char *string)
{
    bench_ours *ours = context;
    char query[128];
    snprintf(query, sizeof query, "\"%s\"", string);
    zy_request request = zy_request_default(query);
    request.limit = 0;
    request.facets = 0;
    request.timeline = false;
    zy_error err = {0};
    zy_answer *answer;
    if (zy_search(ours->store, &request, &answer, &err))
        bench_die("zy_search: %s", err.message);
    uint64_t total = answer->total;
    zy_answer_free(answer);
    return total;
}

static size_t to_units(const char *string, uint16_t *units)
{
    size_t count = 0, len = strlen(string);
    for (size_t at = 0; at < len;)
        count += zy_utf16_put(units + count, zy_utf8_next(string, len, &at));
    return count;
}

uint64_t bench_ours_literal(void *context, const char *string)
{
    bench_ours *ours = context;
    uint16_t units[64];
    size_t unit_count = to_units(string, units);
    uint64_t found = 0;
    ours->now++;
    for (size_t i = 0; i < ours->generation->segment_count; i++) {
        const zy_segment *segment = &ours->generation->segments[i];
        uint32_t low, high;
        zy_literal_find(&segment->literal, units, unit_count, &low, &high);
        for (uint32_t at = low; at < high; at++) {
            uint32_t doc = zy_literal_doc(&segment->literal, segment->suffixes[at]) + segment->first_doc;
            found += ours->seen[doc] != ours->now;
            ours->seen[doc] = ours->now;
        }
    }
    return found;
}

uint64_t bench_ours_answer(void *context, const char *query)
{
    bench_ours *ours = context;
    zy_request request = zy_request_default(query);
    zy_error err = {0};
    zy_answer *answer;
    if (zy_search(ours->store, &request, &answer, &err))
        bench_die("zy_search: %s", err.message);
    ours->json.len_bytes = 0;
    zy_answer_json(answer, NULL, &ours->json);
    zy_answer_free(answer);
    return ours->json.len_bytes;
}

/* ---- Words, as the index itself cuts them ---- */

static bool has_break(const zy_segment *segment, size_t unit)
{
    return segment->breaks[unit >> 6] >> (unit & 63) & 1;
}

/* The length of the word of 2 to 4 Han characters at the unit, or 0. */
static size_t word_units(const zy_segment *segment, size_t at)
{
    const zy_literal *text = &segment->literal;
    if (!has_break(segment, at))
        return 0;
    size_t end = at;
    while (end < text->unit_count && text->text[end] >= 0x4E00 && text->text[end] <= 0x9FFF) {
        end++;
        if (has_break(segment, end))
            break;
    }
    return has_break(segment, end) && end - at >= 2 && end - at <= 4 ? end - at : 0;
}

static bool add_word(bench_strings *out, const uint16_t *units, size_t count)
{
    char word[16] = "";
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += zy_utf8_put(word + bytes, units[i]);
    word[bytes] = '\0';
    for (size_t i = 0; i < out->count; i++)
        if (strcmp(out->items[i], word) == 0)
            return false;
    out->items[out->count++] = strdup(word);
    return true;
}

void bench_ours_words(bench_ours *ours, size_t count, bench_strings *out)
{
    *out = (bench_strings){.items = calloc(count, sizeof *out->items)};
    if (!out->items || !ours->generation->segment_count)
        bench_die("no segment to draw words from");
    const zy_segment *segment = &ours->generation->segments[0];
    uint64_t state = 20250103;
    for (size_t tries = 0; out->count < count && tries < count * 1000; tries++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t at = (size_t)(state >> 33) % segment->literal.unit_count, units = word_units(segment, at);
        if (units)
            add_word(out, segment->text + at, units);
    }
}
