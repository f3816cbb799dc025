/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machinery laid open: how a query is folded, cut, read and asked. */
#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf16.h"
#include "search/internal.h"

#include <stdlib.h>
#include <string.h>

static void put_units(zy_buf *out, const uint16_t *units, size_t from, size_t end)
{
    while (from < end) {
        uint32_t c = zy_utf16_next(units, &from);
        if (c == ZY_FOLD_SEAM)
            zy_buf_str(out, "¦");
        else
            zy_buf_rune(out, c);
    }
}

static zy_status explain_text(zy_store *store, const char *query, bool tokens, zy_buf *out, zy_error *err)
{
    zy_folded folded = {0};
    zy_fold(query, strlen(query), &folded);
    zy_status status = folded.failed ? zy_fail_memory(err) : ZY_OK;
    uint64_t *breaks = calloc(zy_bits_words(folded.unit_count + 1), sizeof *breaks);
    if (!status && !breaks)
        status = zy_fail_memory(err);
    if (!status && tokens)
        status = zy_cut(store->analyser.cutter, folded.units, folded.unit_count, breaks, err);
    if (!status && !tokens)
        put_units(out, folded.units, 0, folded.unit_count);
    size_t at = 0;
    zy_unit_span word;
    for (bool first = true;
         !status && tokens && zy_word_next(folded.units, breaks, folded.unit_count, &at, &word);
         first = false) {
        zy_buf_str(out, first ? "" : " | ");
        put_units(out, folded.units, word.start, word.end);
    }
    zy_buf_char(out, '\n');
    free(breaks);
    zy_folded_free(&folded);
    return status;
}

static const char *const why_names[] = {"typed", "synonym", "number", "pinyin", "sound", "shape"};

/* Each string as it is asked of the literal index, with its occurrences. */
static void explain_needles(const zy_plan *plan, zy_buf *out)
{
    for (size_t i = 0; i < plan->needle_count; i++) {
        const zy_needle *needle = &plan->needles[i];
        zy_buf_printf(out, "%s%s \"", why_names[needle->why], needle->prefix ? " prefix" : "");
        put_units(out, needle->units, 0, needle->unit_count);
        zy_buf_printf(
            out, "\" occurrences=%llu\n",
            (unsigned long long)zy_needle_occurrences(plan->store, needle->units, needle->unit_count));
    }
}

zy_status zy_explain(zy_store *store, const char *query, const char *stage, zy_buf *out, zy_error *err)
{
    zy_status status = zy_store_analyser(store, err);
    if (status)
        return status;
    bool fold = strcmp(stage, "fold") == 0, tokens = strcmp(stage, "tokens") == 0,
         ast = strcmp(stage, "ast") == 0;
    if (fold || tokens)
        return explain_text(store, query, tokens, out, err);
    if (!ast && strcmp(stage, "plan") != 0)
        return zy_fail(err, ZY_BAD_ARGUMENT, "没有“%s”这一步，可用的有 fold、tokens、ast、plan", stage);
    zy_request request = zy_request_default(query);
    request.literal_only = ast; /* the tree as it was typed; the plan shows what was put in place */
    zy_plan plan;
    status = zy_plan_make(store, &request, query, strlen(query), &plan, err);
    if (!status) {
        zy_query_print(&plan.query, out);
        zy_buf_char(out, '\n');
        if (!ast)
            explain_needles(&plan, out);
    }
    zy_plan_free(&plan);
    return status;
}
