/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pieces of terminal text that answers and articles share. */
#ifndef ZY_RENDER_TERMINAL_H
#define ZY_RENDER_TERMINAL_H

#include "zy.h"

/* "2025-01-03 · 第125期 · 第1版 · 要闻 · 沈佳禾、陆一鸣": what is known of where an article was printed. */
typedef struct {
    const char *date, *issue, *section;
    int page;
    const char *const *authors;
    size_t author_count;
} zy_imprint;

void zy_imprint_text(const zy_imprint *imprint, zy_buf *out);

#endif
