/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Showing and undoing foldings. */
#include "support.h"

#include "base/utf16.h"

#include <string.h>
#include <unicode/uclean.h>

char *shown(const uint16_t *units, size_t count)
{
    zy_buf out = {0};
    zy_buf_str(&out, "");
    for (size_t at = 0; at < count;) {
        uint32_t c = zy_utf16_next(units, &at);
        if (c == ZY_FOLD_SEAM)
            zy_buf_str(&out, "¦");
        else
            zy_buf_rune(&out, c);
    }
    zy_buf_char(&out, '\0');
    return zy_buf_take(&out);
}

char *fold_shown(const char *text, size_t len_bytes)
{
    zy_folded folded = {0};
    zy_fold(text, len_bytes, &folded);
    char *text_out = shown(folded.units, folded.unit_count);
    zy_folded_free(&folded);
    return text_out;
}

void undo(const zy_folded *folded, const char *source, zy_buf *out, bool *in_order)
{
    size_t unit = 0, byte = 0;
    *in_order = true;
    for (size_t i = 0; i <= folded->edit_count; i++) {
        const zy_edit *edit = i < folded->edit_count ? &folded->edits[i] : NULL;
        size_t stop = edit ? edit->at_units : folded->unit_count;
        if (stop < unit || stop > folded->unit_count) {
            *in_order = false;
            return;
        }
        while (unit < stop)
            zy_buf_rune(out, zy_utf16_next(folded->units, &unit));
        if (!edit)
            return;
        if (edit->source_bytes) {
            *in_order = *in_order && edit->source_bytes_at >= byte;
            byte = edit->source_bytes_at + edit->source_bytes;
        }
        zy_buf_add(out, source + edit->source_bytes_at, edit->source_bytes);
        unit += edit->len_units;
    }
}

int let_icu_go(void **state)
{
    (void)state;
    u_cleanup();
    return 0;
}
