/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One pass over a paragraph: fast for Han and ASCII, ICU's NFKC_Casefold for the rest. */
#include "text/fold.h"

#include "base/buf.h"
#include "base/utf16.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "fold_tables.h"

/* A run of combining marks longer than this is no letter; it is cut so that memory stays bounded. */
enum { SEGMENT_CHARS = 30, SEGMENT_UNITS = 1024 };

typedef struct {
    const char *text;
    size_t len_bytes;
    zy_folded *out;
    size_t first_unit;            /* where this paragraph began in `out` */
    bool after_han;               /* the last thing put was a Han character */
    bool after_unpacked;          /* the last thing put ended in a digit that came out of ①, ², ½ … */
    size_t space_from, space_end; /* white space not yet put; empty when equal */
} state;

static const UNormalizer2 *normalizer(void)
{
    UErrorCode status = U_ZERO_ERROR;
    return unorm2_getNFKCCasefoldInstance(&status); /* ICU keeps one instance and guards its making */
}

bool zy_fold_is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007 || c == 0x3005 ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x2E80 && c <= 0x2FD5);
}

uint32_t zy_fold_ideograph(uint32_t c)
{
    if (c < FOLD_BMP_FIRST)
        return c;
    uint16_t to = c < FOLD_BMP_END ? fold_bmp[c - FOLD_BMP_FIRST] : 1;
    if (to != 1)
        return to ? to : c;
    size_t low = 0, high = sizeof fold_rest / sizeof *fold_rest;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (fold_rest[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof fold_rest / sizeof *fold_rest && fold_rest[low].from == c ? fold_rest[low].to : c;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

static bool is_digit(uint32_t unit)
{
    return unit >= '0' && unit <= '9';
}

static void put_units(zy_folded *out, const uint16_t *units, size_t count)
{
    if (out->unit_count + count > out->unit_cap) {
        size_t cap = 2 * (out->unit_count + count) + 256;
        uint16_t *more = realloc(out->units, cap * sizeof *more);
        if (!more) {
            out->failed = true;
            return;
        }
        out->units = more;
        out->unit_cap = cap;
    }
    memcpy(out->units + out->unit_count, units, count * sizeof *units);
    out->unit_count += count;
}

/* Notes that the next `len_units` come from source[from, end) and are not the same there. */
static void put_edit(zy_folded *out, size_t len_units, size_t from, size_t end)
{
    if (out->edit_count == out->edit_cap) {
        size_t cap = 2 * out->edit_cap + 64;
        zy_edit *more = realloc(out->edits, cap * sizeof *more);
        if (!more) {
            out->failed = true;
            return;
        }
        out->edits = more;
        out->edit_cap = cap;
    }
    out->edits[out->edit_count++] = (zy_edit){.at_units = (uint32_t)out->unit_count,
                                              .len_units = (uint32_t)len_units,
                                              .source_bytes_at = (uint32_t)from,
                                              .source_bytes = (uint32_t)(end - from)};
}

/* White space before something of kind `han`: gone between Han and at the paragraph's start, else one space.
 */
static void settle_space(state *s, bool han)
{
    if (s->space_from == s->space_end)
        return;
    bool drop = (s->after_han && han) || s->out->unit_count == s->first_unit;
    bool same = !drop && s->space_end - s->space_from == 1 && s->text[s->space_from] == ' ';
    if (!same)
        put_edit(s->out, drop ? 0 : 1, s->space_from, s->space_end);
    if (!drop) {
        put_units(s->out, &(uint16_t){' '}, 1);
        s->after_unpacked = false;
    }
    s->space_from = s->space_end = 0;
}

/* Keeps digits apart that the source does not show side by side. */
static void settle_seam(state *s, uint32_t first_unit, bool unpacked)
{
    zy_folded *out = s->out;
    if ((unpacked || s->after_unpacked) && is_digit(first_unit) && out->unit_count > s->first_unit &&
        is_digit(out->units[out->unit_count - 1])) {
        put_edit(out, 1, 0, 0);
        put_units(out, &(uint16_t){ZY_FOLD_SEAM}, 1);
    }
}

static void put_ascii(state *s, unsigned char c)
{
    uint16_t folded = c >= 'A' && c <= 'Z' ? (uint16_t)(c + 32) : c;
    settle_seam(s, folded, false);
    put_units(s->out, &folded, 1);
    s->after_han = s->after_unpacked = false;
}

/* One ideograph: itself, or its Simplified form. */
static void put_ideograph(state *s, uint32_t c, size_t from, size_t end)
{
    uint32_t to = zy_fold_ideograph(c);
    uint16_t units[2];
    size_t count = zy_utf16_put(units, to);
    if (to != c)
        put_edit(s->out, count, from, end);
    put_units(s->out, units, count);
    s->after_han = true;
    s->after_unpacked = false;
}

/* The code points that normalise together, from `from` on, with radicals already replaced. */
static size_t gather(const state *s, size_t from, uint16_t *units, size_t *count)
{
    size_t at = from, chars = 0, seen_end = from, seen_count = 0;
    while (at < s->len_bytes && chars < SEGMENT_CHARS) {
        size_t next = at;
        uint32_t c = zy_utf8_next(s->text, s->len_bytes, &next);
        if (c == ZY_UTF8_BAD)
            c = 0xFFFD;
        if (chars > 0 && (is_space(c) || unorm2_hasBoundaryBefore(normalizer(), (UChar32)c)))
            break;
        if (c >= 0x2E80 && c <= 0x2FDF)
            c = zy_fold_ideograph(c);
        *count += zy_utf16_put(units + *count, c);
        chars++;
        at = next;
        if (chars == 1 || !u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
            seen_end = at;
            seen_count = *count;
        }
    }
    *count = seen_count; /* what is not seen at the end is an edit of its own, so that marks leave it out */
    return seen_end;
}

static size_t fold_ideographs(uint16_t *units, size_t count)
{
    uint16_t copy[SEGMENT_UNITS];
    size_t made = 0;
    for (size_t i = 0; i < count && made + 2 <= SEGMENT_UNITS;) {
        uint32_t c = zy_utf16_next(units, &i);
        made += zy_utf16_put(copy + made, zy_fold_ideograph(c));
    }
    memcpy(units, copy, made * sizeof *units);
    return made;
}

/* True when the folded units are exactly the source's code points, so that no edit is needed. */
static bool same_as_source(const state *s, size_t from, size_t end, const uint16_t *units, size_t count)
{
    size_t k = 0;
    for (size_t at = from; at < end;) {
        uint32_t c = zy_utf8_next(s->text, s->len_bytes, &at);
        if (k >= count || zy_utf16_next(units, &k) != c)
            return false;
    }
    return k == count;
}

/* Anything that is neither a plain ideograph nor ASCII standing alone; returns where it ends. */
static size_t put_segment(state *s, uint32_t first, size_t from)
{
    uint16_t raw[2 * SEGMENT_CHARS], folded[SEGMENT_UNITS];
    size_t raw_count = 0;
    size_t end = gather(s, from, raw, &raw_count);
    UErrorCode status = U_ZERO_ERROR;
    int32_t got = unorm2_normalize(normalizer(), (const UChar *)raw, (int32_t)raw_count, (UChar *)folded,
                                   SEGMENT_UNITS, &status);
    if (U_FAILURE(status) || got < 0) {
        got = (int32_t)raw_count; /* cannot be longer than the bound; taken as it is rather than lost */
        memcpy(folded, raw, raw_count * sizeof *raw);
    }
    size_t count = fold_ideographs(folded, (size_t)got);
    /* Controls other than white space are not seen by a reader; ZY_FOLD_SEAM and the paragraph mark stay
     * ours. */
    if (first < 0x20 || first == 0x7F)
        count = 0;
    if (count > 1 && folded[0] == ' ') /* spacing accents: ￣ is a space and a bar to NFKC */
        memmove(folded, folded + 1, --count * sizeof *folded);
    if (count == 0 && s->space_from != s->space_end) {
        s->space_end = end; /* what is not seen among white space is part of it */
        return end;
    }
    if (count == 0) {
        put_edit(s->out, 0, from, end);
        return end;
    }
    size_t head = 0;
    bool han = zy_fold_is_han(zy_utf16_next(folded, &head));
    bool unpacked = u_charType((UChar32)first) != U_DECIMAL_DIGIT_NUMBER;
    settle_space(s, han);
    settle_seam(s, folded[0], unpacked);
    if (!same_as_source(s, from, end, folded, count))
        put_edit(s->out, count, from, end);
    put_units(s->out, folded, count);
    s->after_han = zy_fold_is_han(zy_utf16_before(folded, count));
    s->after_unpacked = unpacked && is_digit(folded[count - 1]);
    return end;
}

/* ASCII may stand alone only if nothing that combines with it follows. */
static bool stands_alone(const state *s, size_t next)
{
    if (next >= s->len_bytes || (unsigned char)s->text[next] < 0x80)
        return true;
    uint32_t after = zy_utf8_next(s->text, s->len_bytes, &next);
    return after < 0x300 || (after >= 0x3000 && after < 0x3099) || (after >= 0x3400 && after < 0xA000);
}

static size_t step(state *s, size_t at)
{
    size_t next = at;
    uint32_t c = zy_utf8_next(s->text, s->len_bytes, &next);
    if (is_space(c)) {
        if (s->space_from == s->space_end)
            s->space_from = at;
        s->space_end = next;
        return next;
    }
    if ((c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF)) {
        settle_space(s, true);
        put_ideograph(s, c, at, next);
        return next;
    }
    if (c >= 0x20 && c < 0x7F && stands_alone(s, next)) {
        settle_space(s, false);
        if (c >= 'A' && c <= 'Z')
            put_edit(s->out, 1, at, next);
        put_ascii(s, (unsigned char)c);
        return next;
    }
    return put_segment(s, c == ZY_UTF8_BAD ? 0xFFFD : c, at);
}

void zy_fold(const char *text, size_t len_bytes, zy_folded *out)
{
    state s = {.text = text, .len_bytes = len_bytes, .out = out, .first_unit = out->unit_count};
    for (size_t at = 0; at < len_bytes && !out->failed;)
        at = step(&s, at);
    if (s.space_from != s.space_end) /* white space at the end is in the source, not in the folded text */
        put_edit(out, 0, s.space_from, s.space_end);
}

void zy_folded_append(zy_folded *out, const uint16_t *units, size_t count)
{
    put_units(out, units, count);
}

void zy_fold_paragraph(zy_folded *out)
{
    put_units(out, &(uint16_t){ZY_FOLD_PARAGRAPH}, 1);
}

void zy_folded_clear(zy_folded *folded)
{
    folded->unit_count = folded->edit_count = 0;
    folded->failed = false;
}

void zy_folded_free(zy_folded *folded)
{
    if (!folded)
        return;
    free(folded->units);
    free(folded->edits);
    *folded = (zy_folded){0};
}

void zy_fold_utf8(const char *text, size_t len_bytes, zy_buf *out)
{
    zy_folded folded = {0};
    zy_fold(text, len_bytes, &folded);
    for (size_t at = 0; at < folded.unit_count;)
        zy_buf_rune(out, zy_utf16_next(folded.units, &at));
    out->failed |= folded.failed;
    zy_folded_free(&folded);
}
