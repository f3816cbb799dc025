/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking an article's edits beside its folded text. */
#include "store/source.h"

#include "base/error.h"
#include "base/utf16.h"
#include "base/utf8.h"

#include <stdlib.h>

typedef struct {
    const zy_segment *segment;
    const uint8_t *at, *end;
    uint32_t unit; /* where the next edit applies */
    uint32_t pair; /* its replacement */
    bool done;
} walker;

static uint32_t varint(const uint8_t **at, const uint8_t *end)
{
    uint32_t value = 0;
    for (unsigned shift = 0; *at < end && shift < 35; shift += 7) {
        uint8_t byte = *(*at)++;
        value |= (uint32_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    return value;
}

/* Moves to the next edit; `from` is the unit behind the one before. */
static void advance(walker *w, uint32_t from)
{
    if (w->at >= w->end) {
        w->done = true;
        return;
    }
    w->unit = from + varint(&w->at, w->end);
    w->pair = varint(&w->at, w->end);
    if (w->pair >= w->segment->counts[ZY_SECTION_pair_units])
        w->done = true; /* a damaged table: the rest is shown folded rather than read out of bounds */
}

static bool reserve(zy_source *out, size_t count)
{
    if (count + 1 <= out->cap)
        return true;
    size_t cap = 2 * (count + 1);
    uint32_t *first = realloc(out->first_char, cap * sizeof *first);
    if (first)
        out->first_char = first;
    uint32_t *last = realloc(out->end_char, cap * sizeof *last);
    if (last)
        out->end_char = last;
    if (first && last)
        out->cap = cap;
    return first && last;
}

typedef struct {
    zy_source *out;
    uint32_t from, end; /* units wanted */
    uint32_t chars;     /* written so far */
} copier;

static void begin_unit(copier *c, uint32_t unit)
{
    if (unit >= c->from && unit <= c->end)
        c->out->first_char[unit - c->from] = c->chars;
}

static void end_unit(copier *c, uint32_t unit)
{
    if (unit >= c->from && unit <= c->end)
        c->out->end_char[unit - c->from] = c->chars;
}

/* Units that are the same in the source. */
static void copy_plain(copier *c, const uint16_t *text, uint32_t unit, uint32_t stop)
{
    if (unit < c->from)
        unit = c->from;
    for (size_t at = unit; at < stop && at < c->end;) {
        uint32_t start = (uint32_t)at;
        zy_buf_rune(&c->out->text, zy_utf16_next(text, &at));
        for (uint32_t u = start; u < at; u++)
            begin_unit(c, u);
        c->chars++;
        for (uint32_t u = start + 1; u <= at; u++)
            end_unit(c, u);
    }
}

/* One edit: its source letters stand for `units` folded units, which may be none. */
static void copy_edit(copier *c, const zy_segment *segment, uint32_t unit, uint32_t pair)
{
    uint32_t units = segment->pair_units[pair];
    /* An addition at the very start belongs to what is before; one that is merely touched is taken whole. */
    if (unit + units <= c->from || unit >= c->end)
        return;
    const uint8_t *bytes = segment->pair_bytes + segment->pair_first[pair];
    size_t len = segment->pair_first[pair + 1] - segment->pair_first[pair];
    for (uint32_t u = unit; u < unit + units; u++)
        begin_unit(c, u);
    zy_buf_add(&c->out->text, bytes, len);
    c->chars += (uint32_t)zy_utf8_count((const char *)bytes, len);
    for (uint32_t u = unit + 1; u <= unit + units; u++)
        end_unit(c, u);
}

zy_status zy_source_restore(const zy_segment *segment, uint32_t doc, uint32_t from, uint32_t end,
                            zy_source *out, zy_error *err)
{
    zy_buf_clear(&out->text);
    out->count = end - from;
    if (!reserve(out, out->count) || !zy_buf_reserve(&out->text, 3 * out->count + 16))
        return zy_fail_memory(err);
    copier copy = {.out = out, .from = from, .end = end};
    walker walk = {.segment = segment,
                   .at = segment->edits + segment->edit_first[doc],
                   .end = segment->edits + segment->edit_first[doc + 1]};
    uint32_t unit = segment->doc_starts[doc];
    end_unit(&copy, from);
    for (advance(&walk, unit); !walk.done && walk.unit < end; advance(&walk, unit)) {
        copy_plain(&copy, segment->text, unit, walk.unit);
        copy_edit(&copy, segment, walk.unit, walk.pair);
        unit = walk.unit + segment->pair_units[walk.pair];
    }
    copy_plain(&copy, segment->text, unit, end);
    out->first_char[out->count] = copy.chars;
    return out->text.failed ? zy_fail_memory(err) : ZY_OK;
}

void zy_source_free(zy_source *source)
{
    if (!source)
        return;
    zy_buf_free(&source->text);
    free(source->first_char);
    free(source->end_char);
    *source = (zy_source){0};
}

uint32_t zy_passage_at(const zy_segment *segment, uint32_t doc, uint32_t unit)
{
    uint32_t low = segment->passage_first[doc], high = segment->passage_first[doc + 1];
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (segment->passage_starts[middle] <= unit)
            low = middle;
        else
            high = middle;
    }
    return low;
}
