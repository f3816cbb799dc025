/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run changes: counted for the summary, and told line by line in a dry run. */
#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "index/run.h"
#include "store/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool zy_run_is_gone(const zy_run *run, size_t segment, uint32_t doc)
{
    return zy_segment_is_gone(&run->old->segments[segment], doc) || zy_bit_get(run->gone[segment], doc);
}

void zy_run_tell(zy_run *run, const char *format, ...)
{
    if (!run->options->dry_run)
        return;
    va_list arguments;
    char *line = NULL;
    va_start(arguments, format);
    int len = vasprintf(&line, format, arguments);
    va_end(arguments);
    for (int i = 0; i < len; i++) /* a headline or a file's name may hold a line's end */
        if (line[i] == '\n' || line[i] == '\r')
            line[i] = ' ';
    zy_buf_str(&run->result->changes, len < 0 ? NULL : line);
    zy_buf_char(&run->result->changes, '\n');
    if (len >= 0)
        free(line);
}

bool zy_run_changes_articles(const zy_run *run)
{
    if (run->result->articles_added + run->result->articles_changed > 0)
        return true;
    for (size_t i = 0; run->old && i < run->old->segment_count; i++)
        if (zy_bits_any(run->gone[i], 0, run->old->segments[i].doc_count))
            return true;
    return false;
}

static void tell_dropped(zy_run *run, const zy_segment *s, uint32_t doc, zy_source *scratch)
{
    uint32_t p = s->passage_first[doc];
    const char *title = "";
    if (run->options->dry_run && p < s->passage_first[doc + 1] &&
        !zy_source_restore(s, doc, s->passage_starts[p], zy_passage_end(s, p), scratch, NULL) &&
        scratch->text.data)
        title = scratch->text.data;
    zy_run_tell(run, "  去掉  %s  %s", zy_segment_string(s, s->docs[doc].id), title);
}

/* An article of the old index that goes is removed, unless one with its id was read in this run. */
zy_status zy_run_count(zy_run *run, zy_error *err)
{
    zy_index_result *result = run->result;
    zy_source scratch = {0};
    result->articles_total = result->articles_added + result->articles_changed;
    for (size_t i = 0; run->old && i < run->old->segment_count; i++) {
        const zy_segment *s = &run->old->segments[i];
        for (uint32_t doc = 0; doc < s->doc_count; doc++) {
            const char *id = zy_segment_string(s, s->docs[doc].id);
            if (zy_segment_is_gone(s, doc))
                continue;
            if (!zy_bit_get(run->gone[i], doc)) {
                result->articles_total++;
            } else if (zy_intern_find(&run->ids, id, strlen(id)) < 0) {
                result->articles_removed++;
                tell_dropped(run, s, doc, &scratch);
            }
        }
    }
    zy_source_free(&scratch);
    return run->ids.failed ? zy_fail_memory(err) : ZY_OK;
}
