/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes of unknown encoding to UTF-8. */
#ifndef ZY_ISSUE_DECODE_H
#define ZY_ISSUE_DECODE_H

#include "issue/article.h"

/* Decodes into the set's arena: *text is well-formed UTF-8 without BOM and without control characters but
 * tab, line and page ends; set->encoding tells what was chosen and why.  `declared` is the charset the
 * document claims, or NULL; it is believed last.  What was mended is noted.  ZY_REFUSED, with a Chinese
 * sentence, for what is no text. */
ZY_CHECKED zy_status zy_decode(const char *bytes, size_t len_bytes, const char *declared, const char *source,
                               zy_articles *set, const char **text, size_t *text_bytes, zy_error *err);

/* ZY_REFUSED, with the sentence, when UTF-8 text is no text a person could read: control characters, letters
 * lost elsewhere, GBK read as a Western encoding. */
ZY_CHECKED zy_status zy_text_judge(const char *text, size_t len_bytes, const char *source, zy_error *err);

#endif
