/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all pages share: escaping, addresses, the frame around a page.  In: data of zy.h.  Out: HTML appended
 * to a buffer. Nothing reaches a page but through the directives of html_put, so what is text can never
 * become markup. */
#ifndef ZY_RENDER_HTML_H
#define ZY_RENDER_HTML_H

#include "base/buf.h"
#include "zy.h"

/* Appends `format` with its directives replaced:
 *   %t  const char *, as text (also fit for a quoted attribute); NULL is nothing
 *   %p  const char *, percent-encoded for a part of a path or a query
 *   %r  const char *, as it is: for markup of our own alone
 *   %d  int          %l  uint64_t        %%  a per cent sign */
void html_put(zy_buf *out, const char *format, ...);

void html_text(zy_buf *out, const char *text, size_t len_bytes);
void html_percent(zy_buf *out, const char *text);
/* An address that came from the library (already percent-encoded) with the search it is reached from. */
void html_article_link(zy_buf *out, const zy_page_options *options, const char *url, const char *q,
                       const char *fragment);

/* Text with its marks as <mark>.  With `number`, each gets the id hit-N and *number counts on. */
void html_marked(zy_buf *out, const char *text, const zy_mark *marks, size_t mark_count, size_t *number);

/* An inner address: path, then parameters one by one ("" values are left out), then the view if it must be
 * carried. */
typedef struct {
    zy_buf *out;
    const zy_page_options *options;
    bool has_query;
} html_url;
html_url html_url_begin(zy_buf *out, const zy_page_options *options, const char *path);
void html_url_add(html_url *url, const char *name, const char *value);
void html_url_number(html_url *url, const char *name, uint64_t value);
void html_url_end(html_url *url);

/* /search with every choice of `query`. */
void html_search_link(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                      const char *path);

/* The same choices as hidden fields of a form. */
void html_hidden(zy_buf *out, const zy_page_options *options, const zy_page_query *query);

/* What a page says about itself in its head. */
typedef struct {
    const char *title;     /* before the site's name; "" for the name alone */
    const char *canonical; /* path of the permanent address, or NULL */
    const char *body_class;
    const zy_page_query *query; /* fills the box and offers the feed, or NULL */
    bool no_index;
} html_head;
void html_begin(zy_buf *out, const zy_page_options *options, const html_head *head);
void html_end(zy_buf *out, const zy_page_options *options);
void html_inner_link(zy_buf *out, const zy_page_options *options, const char *path, const char *label);
void html_structure(zy_buf *out, const zy_page_options *options, const zy_document *document);
void html_read_aloud(zy_buf *out); /* where the button stands, shown by the script if the browser can speak */
void html_box(zy_buf *out, const zy_page_options *options, const zy_page_query *query);

/* Small pieces of newspaper: dates in Chinese, issue numbers, page numbers. */
void html_date(zy_buf *out, const char *date); /* <time>2025年1月3日</time> */
void html_date_text(zy_buf *out, const char *date);
void html_day_text(zy_buf *out, const char *date);                         /* 1月3日 */
void html_issue_name(zy_buf *out, const char *issue, const char *date);    /* 第125期, or the day */
void html_issue_words(zy_buf *plain, const char *issue, const char *date); /* the same, not escaped */
void html_coverage(zy_buf *out, const zy_coverage *coverage);              /* one sentence */

void html_authors(zy_buf *out, const char *const *authors, size_t count);
void html_place_in_paper(zy_buf *out, const zy_hit *hit); /* 第125期第2版 */
void html_hit_title(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit);
void html_hits(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
               const zy_answer *answer);
const char *html_class_meaning(zy_class class_); /* in plain words */
/* Headlines alone, linked: related articles, an issue's contents. */
void html_headline(zy_buf *out, const zy_page_options *options, const char *q, const zy_hit *hit);
/* Issues, and what leads to them. */
typedef struct {
    char text[5];
} html_year;
html_year html_year_of(const char *date); /* "2025", or "0" */
void html_issue_link(zy_buf *out, const zy_page_options *options, const zy_issue_entry *entry,
                     bool with_year);
void html_contents(zy_buf *out, const zy_page_options *options, const zy_issue_contents *contents,
                   size_t most);
void html_years(zy_buf *out, const zy_page_options *options, const zy_issue_list *list, const char *path);
void html_filters(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                  const zy_answer *answer);
void html_chosen(zy_buf *out, const zy_page_options *options, const zy_page_query *query);
void html_timeline(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                   const zy_answer *answer);
void html_nothing(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                  const zy_answer *answer);

static inline bool html_has(const char *text)
{
    return text && *text;
}

#endif
