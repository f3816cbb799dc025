/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes articles as JSON Lines.  In: a set.  Out: text appended to a buffer; keys always in the same order.
 */
#include "issue/print.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>

static void print_string(zy_buf *out, const char *text)
{
    zy_buf_char(out, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            zy_buf_printf(out, "\\%c", *c);
        else if (*c == '\n')
            zy_buf_str(out, "\\n");
        else if ((unsigned char)*c < 0x20 || *c == 0x7F)
            zy_buf_printf(out, "\\u%04x", (unsigned)(unsigned char)*c);
        else
            zy_buf_char(out, *c);
    }
    zy_buf_char(out, '"');
}

static void print_field(zy_buf *out, const char *key, const char *text)
{
    zy_buf_printf(out, ",\"%s\":", key);
    if (text)
        print_string(out, text);
    else
        zy_buf_str(out, "null");
}

static void print_list(zy_buf *out, const char *key, const zy_strings *list)
{
    zy_buf_printf(out, ",\"%s\":[", key);
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            zy_buf_char(out, ',');
        print_string(out, list->items[i]);
    }
    zy_buf_char(out, ']');
}

void zy_date_print(int date, char out[11])
{
    unsigned year = (unsigned)date / 10000 % 10000, month = (unsigned)date / 100 % 100,
             day = (unsigned)date % 100;
    if (day)
        snprintf(out, 11, "%04u-%02u-%02u", year, month, day);
    else if (month)
        snprintf(out, 11, "%04u-%02u", year, month);
    else if (year)
        snprintf(out, 11, "%04u", year);
    else
        out[0] = '\0';
}

static void print_body(zy_buf *out, const zy_strings *paragraphs)
{
    zy_buf body = {0};
    for (size_t i = 0; i < paragraphs->count; i++) {
        if (i)
            zy_buf_char(&body, '\n');
        zy_buf_str(&body, paragraphs->items[i]);
    }
    print_field(out, "body", body.data ? body.data : "");
    out->failed |= body.failed;
    zy_buf_free(&body);
}

static void print_article(zy_buf *out, const zy_article *article)
{
    char date[11];
    zy_date_print(article->date, date);
    zy_buf_str(out, "{\"id\":");
    print_string(out, article->id ? article->id : "");
    print_field(out, "kicker", article->kicker);
    print_field(out, "title", article->title ? article->title : "");
    print_field(out, "subtitle", article->subtitle);
    print_field(out, "section", article->section);
    print_field(out, "issue", article->issue);
    print_field(out, "date", date[0] ? date : NULL);
    if (article->page)
        zy_buf_printf(out, ",\"page\":%d", article->page);
    else
        zy_buf_str(out, ",\"page\":null");
    print_list(out, "authors", &article->authors);
    print_list(out, "captions", &article->captions);
    print_field(out, "continued", article->continued);
    print_list(out, "paragraphs", &article->paragraphs);
    if (article->first_line)
        zy_buf_printf(out, ",\"lines\":[%d,%d]", article->first_line, article->last_line);
    else
        zy_buf_str(out, ",\"lines\":null");
    print_field(out, "source", article->source);
    print_body(out, &article->paragraphs);
    zy_buf_str(out, "}\n");
}

void zy_articles_print_jsonl(const zy_articles *set, zy_buf *out)
{
    for (size_t i = 0; i < set->count; i++)
        print_article(out, &set->items[i]);
}
