/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Covering the digits of somebody's numbers, in what is shown and in what is looked for. */
#include "base/bits.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"
#include "search/hidden.h"
#include "text/private.h"

#include <string.h>

/* ---- In what is shown ---- */

/* Notes the characters of the restored run that are covered; in rising order. */
static size_t covered_chars(const zy_segment *s, uint32_t doc, uint32_t from, uint32_t end,
                            const zy_source *source, zy_vec *chars)
{
    uint32_t p = zy_passage_at(s, doc, from), floor = s->passage_starts[p], ceiling = zy_passage_end(s, p);
    size_t at = from - floor > ZY_PRIVATE_UNITS ? from - ZY_PRIVATE_UNITS : floor;
    size_t stop = ceiling > end && ceiling - end > ZY_PRIVATE_UNITS ? end + ZY_PRIVATE_UNITS : ceiling;
    stop = stop < end ? end : stop;
    zy_unit_span number;
    while (at < end && zy_private_next(s->text, stop, &at, &number))
        for (uint32_t u = number.start < from ? from : number.start; u < number.end && u < end; u++) {
            uint32_t c = source->first_char[u - from];
            bool again = chars->count && ZY_VEC_AT(*chars, uint32_t, chars->count - 1) == c;
            if (zy_private_covers(s->text, number, u) && !again)
                ZY_VEC_PUSH(chars, uint32_t, c);
        }
    return chars->count;
}

/* Puts a star in each one's place; the text keeps its number of characters. */
static void put_stars(const zy_vec *chars, zy_buf *text)
{
    zy_buf covered = {0};
    size_t at = 0;
    uint32_t c = 0;
    for (size_t i = 0; i < chars->count; i++, c++) {
        size_t from = at;
        for (; c < ZY_VEC_AT(*chars, uint32_t, i); c++)
            zy_utf8_next(text->data, text->len_bytes, &at);
        zy_buf_add(&covered, text->data + from, at - from);
        zy_utf8_next(text->data, text->len_bytes, &at);
        zy_buf_char(&covered, '*');
    }
    zy_buf_add(&covered, text->data + at, text->len_bytes - at);
    covered.failed |= text->failed;
    zy_buf_free(text);
    *text = covered;
}

zy_status zy_shown_restore(const zy_store *store, const zy_segment *segment, uint32_t doc, uint32_t from,
                           uint32_t end, zy_source *out, zy_error *err)
{
    zy_status status = zy_source_restore(segment, doc, from, end, out, err);
    if (status || store->hidden.numbers_shown)
        return status;
    zy_vec chars = ZY_VEC(uint32_t);
    if (covered_chars(segment, doc, from, end, out, &chars))
        put_stars(&chars, &out->text);
    bool failed = chars.failed || out->text.failed;
    zy_vec_free(&chars);
    return failed ? zy_fail_memory(err) : ZY_OK;
}

const char *zy_shown_string(const zy_store *store, zy_arena *arena, const char *text)
{
    char *copy = zy_arena_str(arena, text);
    if (copy && !store->hidden.numbers_shown)
        zy_private_cover(copy);
    return copy;
}

/* ---- In what is looked for ---- */

/* What numbers are made of, in folded text. */
static bool is_of_number(uint16_t unit)
{
    return (unit >= '0' && unit <= '9') || unit == ' ' || unit == '-' || unit == 'x';
}

bool zy_may_touch_numbers(const zy_store *store, const uint16_t *units, size_t count)
{
    zy_unit_span number;
    size_t at = 0;
    if (store->hidden.numbers_shown || count == 0)
        return false;
    /* At an end that is no part of a number none can go on; inside, the needle itself shows it. */
    return is_of_number(units[0]) || is_of_number(units[count - 1]) ||
           zy_private_next(units, count, &at, &number);
}

/* Which of a number's digits the occurrence holds. */
static zy_cover cover_by(const uint16_t *text, zy_unit_span number, uint32_t at, uint32_t end)
{
    if (at <= number.start && end >= number.end)
        return ZY_COVER_WHOLE;
    for (uint32_t u = number.start > at ? number.start : at; u < number.end && u < end; u++)
        if (zy_private_covers(text, number, u))
            return ZY_COVER_PART;
    return ZY_COVER_NONE;
}

zy_cover zy_cover_of(const zy_segment *segment, uint32_t at, uint32_t len)
{
    const uint16_t *text = segment->text;
    uint32_t end = at + len, stop = end, units = segment->literal.unit_count;
    size_t from = at;
    /* Mostly nothing of a number goes on here, and the string alone is too short for one. */
    if (len < ZY_PRIVATE_LEAST && !(at > 0 && is_of_number(text[at - 1])) && !is_of_number(text[end]))
        return ZY_COVER_NONE;
    while (from > 0 && at - from < ZY_PRIVATE_UNITS && is_of_number(text[from - 1]))
        from--;
    while (stop < units && stop - end < ZY_PRIVATE_UNITS && is_of_number(text[stop]))
        stop++;
    zy_cover worst = ZY_COVER_NONE;
    zy_unit_span number;
    while (from < end && zy_private_next(text, stop, &from, &number)) {
        zy_cover cover =
            number.end > at && number.start < end ? cover_by(text, number, at, end) : ZY_COVER_NONE;
        if (cover == ZY_COVER_PART)
            return cover;
        worst = cover != ZY_COVER_NONE ? cover : worst;
    }
    return worst;
}
