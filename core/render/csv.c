/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hits as CSV (RFC 4180), for spreadsheet programs.  In: hits.  Out: a line each, ended by CR LF. */
#include "base/buf.h"

#include <string.h>

/* The names are those of the JSON document.  The byte order mark tells spreadsheet programs that this is
 * UTF-8. */
void zy_csv_header(zy_buf *out)
{
    zy_buf_str(out, "\xEF\xBB\xBF"
                    "id,class,title,date,issue,page,section,authors,matches,snippet,url,source\r\n");
}

/* A cell that begins like a formula would be run by a spreadsheet program: an apostrophe in front keeps it
 * text. */
static bool like_formula(const char *text)
{
    return *text && strchr("=+-@\t\r", *text);
}

static void add_cell_text(zy_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '"')
            zy_buf_char(out, '"');
        zy_buf_char(out, *text);
    }
}

static void add_cell(zy_buf *out, const char *text)
{
    if (!text)
        text = "";
    bool formula = like_formula(text);
    if (!formula && !strpbrk(text, ",\"\r\n")) {
        zy_buf_str(out, text);
        return;
    }
    zy_buf_str(out, formula ? "\"'" : "\"");
    add_cell_text(out, text);
    zy_buf_char(out, '"');
}

static void add_authors(zy_buf *out, const zy_hit *hit)
{
    zy_buf joined = {0};
    for (size_t i = 0; i < hit->author_count; i++) {
        zy_buf_str(&joined, i ? "、" : "");
        zy_buf_str(&joined, hit->authors[i]);
    }
    out->failed |= joined.failed;
    add_cell(out, joined.data);
    zy_buf_free(&joined);
}

static void add_page(zy_buf *out, int page)
{
    if (page > 0)
        zy_buf_printf(out, "%d", page);
}

void zy_hit_csv(const zy_hit *hit, zy_buf *out)
{
    const char *const front[] = {hit->id, zy_class_name(hit->class_), hit->title, hit->date, hit->issue};
    for (size_t i = 0; i < sizeof front / sizeof *front; i++) {
        add_cell(out, front[i]);
        zy_buf_char(out, ',');
    }
    add_page(out, hit->page);
    zy_buf_char(out, ',');
    add_cell(out, hit->section);
    zy_buf_char(out, ',');
    add_authors(out, hit);
    zy_buf_printf(out, ",%u,", (unsigned)hit->matches);
    add_cell(out, hit->snippet_count ? hit->snippets[0].text : "");
    zy_buf_char(out, ',');
    add_cell(out, hit->url);
    zy_buf_char(out, ',');
    add_cell(out, hit->source);
    zy_buf_str(out, "\r\n");
}
