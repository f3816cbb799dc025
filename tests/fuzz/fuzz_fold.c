/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folding and cutting: the folding of a part is a part of the folding, edits lead back to the source, breaks
 * enclose words. */
#include "fuzz.h"

#include "base/bits.h"
#include "text/cut.h"
#include "text/fold.h"

#include <string.h>

static const zy_cut_word words[] = {{"建农村", true}, {"养老院", false}, {"修旧如旧", false}, {"ab", true}};

static void check_edits(const zy_folded *folded, size_t source_bytes)
{
    size_t unit = 0, byte = 0;
    for (size_t i = 0; i < folded->edit_count; i++) {
        const zy_edit *e = &folded->edits[i];
        FUZZ_PROMISE(e->at_units >= unit);
        unit = e->at_units + e->len_units;
        if (e->source_bytes) { /* else a seam, which stands nowhere in the source */
            FUZZ_PROMISE(e->source_bytes_at >= byte);
            byte = e->source_bytes_at + e->source_bytes;
        }
        FUZZ_PROMISE(unit <= folded->unit_count && byte <= source_bytes);
    }
}

static void check_cut(zy_cutter *cutter, const zy_folded *folded)
{
    uint64_t *breaks = calloc(zy_bits_words(folded->unit_count + 1), sizeof *breaks);
    zy_unit_span word;
    size_t at = 0, behind = 0;
    if (breaks && zy_cut(cutter, folded->units, folded->unit_count, breaks, NULL) == ZY_OK) {
        FUZZ_PROMISE(zy_bit_get(breaks, folded->unit_count));
        while (zy_word_next(folded->units, breaks, folded->unit_count, &at, &word)) {
            FUZZ_PROMISE(word.start >= behind && word.end > word.start && word.end <= folded->unit_count);
            behind = word.end;
        }
    }
    free(breaks);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static zy_cutter *cutter;
    if (!cutter && zy_cutter_open(words, sizeof words / sizeof *words, &cutter, NULL))
        return 0;
    zy_folded whole = {0};
    zy_fold((const char *)data, size, &whole);
    FUZZ_PROMISE(!whole.failed);
    check_edits(&whole, size);
    check_cut(cutter, &whole);
    zy_folded_free(&whole);
    return 0;
}
