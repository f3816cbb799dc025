/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making the literal index: libdivsufsort over the text's bytes, of which only whole units are kept. */
#include "base/error.h"
#include "base/utf16.h"
#include "literal/literal.h"

#include <divsufsort.h>
#include <stdlib.h>

static bool worth_finding(uint16_t unit)
{
    return unit != '\n' && unit != ' ' && !zy_utf16_is_trail(unit);
}

zy_status zy_suffixes_sort(const uint16_t *text, uint32_t unit_count, uint32_t **suffixes, uint32_t *count,
                           zy_error *err)
{
    _Static_assert(sizeof(saidx_t) == sizeof(uint32_t), "the byte offsets are narrowed to units in place");
    if (unit_count > INT32_MAX / 2)
        return zy_fail(err, ZY_TOO_LARGE, "一个索引段的文字超过了 %d 个单元的上限", INT32_MAX / 2);
    saidx_t bytes = (saidx_t)(2 * unit_count);
    saidx_t *order = malloc(((size_t)bytes + 1) * sizeof *order);
    if (!order || divsufsort((const sauchar_t *)text, order, bytes) != 0) {
        free(order);
        return zy_fail_memory(err);
    }
    uint32_t *kept = (uint32_t *)order, kept_count = 0;
    for (saidx_t i = 0; i < bytes; i++)
        if (order[i] % 2 == 0 && worth_finding(text[order[i] / 2]))
            kept[kept_count++] = (uint32_t)order[i] / 2;
    uint32_t *shorter = realloc(kept, ((size_t)kept_count + 1) * sizeof *kept);
    *suffixes = shorter ? shorter : kept;
    *count = kept_count;
    return ZY_OK;
}

zy_status zy_suffixes_keys(const uint16_t *text, uint32_t unit_count, const uint32_t *suffixes,
                           uint32_t suffix_count, uint64_t **keys, zy_error *err)
{
    uint32_t count = zy_literal_keys(suffix_count);
    uint64_t *made = malloc((count + (size_t)1) * sizeof *made);
    if (!made)
        return zy_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = suffixes[i * ZY_LITERAL_KEY_STEP];
        made[i] = zy_literal_key(text + at, unit_count - at, 0);
    }
    *keys = made;
    return ZY_OK;
}

void zy_literal_blocks(const uint32_t *doc_starts, uint32_t doc_count, uint32_t *doc_of_block,
                       uint32_t unit_count)
{
    uint32_t doc = 0;
    for (uint32_t block = 0; block <= unit_count >> ZY_LITERAL_BLOCK_SHIFT; block++) {
        uint32_t unit = block << ZY_LITERAL_BLOCK_SHIFT;
        while (doc + 1 < doc_count && doc_starts[doc + 1] <= unit)
            doc++;
        doc_of_block[block] = doc;
    }
}
