/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Simplified letters for looking, the source's own for showing.  In: a piece of text.  Out: the same with
 * Traditional letters as Simplified ones, byte for byte in the same places, so that what is found here is
 * found there. */
#include "base/utf8.h"
#include "issue/lines.h"
#include "text/fold.h"

#include <string.h>

/* The simplified form, when it takes as many bytes. */
static uint32_t simplified(uint32_t c)
{
    if (c < 0x2E80)
        return c;
    uint32_t to = zy_fold_ideograph(c);
    return (to > 0xFFFF) == (c > 0xFFFF) && to >= 0x800 ? to : c;
}

zy_span zy_plain(zy_arena *arena, zy_span text)
{
    char *copy = NULL;
    for (size_t at = 0; at < text.bytes;) {
        size_t from = at;
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at), to = simplified(c);
        if (to == c)
            continue;
        if (!copy)
            copy = zy_arena_strn(arena, text.at, text.bytes);
        if (!copy)
            return text;
        zy_utf8_put(copy + from, to);
    }
    return copy ? (zy_span){copy, text.bytes} : text;
}
