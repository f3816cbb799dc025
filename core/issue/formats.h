/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Readers of one file each, chosen by reader.c from its content. */
#ifndef ZY_ISSUE_FORMATS_H
#define ZY_ISSUE_FORMATS_H

#include "issue/reader.h"

typedef enum {
    ZY_FORMAT_PAGE,
    ZY_FORMAT_JSONL,
    ZY_FORMAT_MARKDOWN,
    ZY_FORMAT_HTML,
    ZY_FORMAT_PDF,
    ZY_FORMAT_OTHER
} zy_format;

/* By content, with the suffix as the first hint; `head` is the file's beginning. */
zy_format zy_format_of(const char *path, const char *head, size_t len_bytes);

/* Whether front matter, headings or bold lines say what is what; a page text with another suffix has none. */
bool zy_markdown_is_marked(const char *text, size_t len_bytes);
ZY_CHECKED zy_status zy_markdown_read(const char *path, const char *text, size_t len_bytes,
                                      const zy_issue_facts *facts, zy_articles *set, zy_error *err);
/* Undecoded bytes: the encoding a page declares is one of its hints. */
ZY_CHECKED zy_status zy_html_read(const char *path, const char *bytes, size_t len_bytes,
                                  const zy_issue_facts *facts, zy_articles *set, zy_error *err);
/* Page texts out of a PDF, pages parted by form feeds, and what the print says of each line (a zy_print a
 * byte); malloc's. */
ZY_CHECKED zy_status zy_pdf_text(const char *path, zy_articles *set, zy_buf *out, zy_buf *prints,
                                 zy_error *err);

/* A name for ids: the file's or folder's stem without spaces and slashes; page-like names (01) take their
 * folder's. */
const char *zy_stem_of(zy_arena *arena, const char *path);

#endif
