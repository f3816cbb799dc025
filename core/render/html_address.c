/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inner addresses.  In: a path and choices.  Out: an attribute's value, every part percent-encoded. */
#include "render/html.h"

#include <stdio.h>
#include <string.h>

html_url html_url_begin(zy_buf *out, const zy_page_options *options, const char *path)
{
    html_put(out, "%t", path);
    return (html_url){out, options, strchr(path, '?') != NULL};
}

void html_url_add(html_url *url, const char *name, const char *value)
{
    if (!html_has(value))
        return;
    html_put(url->out, "%r%r=%p", url->has_query ? "&amp;" : "?", name, value);
    url->has_query = true;
}

void html_url_number(html_url *url, const char *name, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    html_url_add(url, name, value ? text : "");
}

void html_url_end(html_url *url)
{
    if (url->options->carry_view)
        html_url_number(url, "view", (uint64_t)url->options->elder);
}

void html_article_link(zy_buf *out, const zy_page_options *options, const char *url, const char *q,
                       const char *fragment)
{
    html_url link = html_url_begin(out, options, url);
    html_url_add(&link, "q", q);
    html_url_end(&link);
    if (html_has(fragment))
        html_put(out, "#%t", fragment);
}

/* "word,inside" for a choice of classes; empty when it is all of them. */
static void class_list(zy_buf *out, uint32_t classes)
{
    if (!classes || (classes & ZY_CLASSES_ALL) == ZY_CLASSES_ALL)
        return;
    for (int i = 0; i < ZY_CLASS_COUNT; i++)
        if (classes & ZY_BIT(i))
            zy_buf_printf(out, "%s%s", out->len_bytes ? "," : "", zy_class_name((zy_class)i));
}

/* The choices of a search, by the names of their parameters. */
enum { CHOICES = 12 };
typedef struct {
    const char *name, *value;
} choice;

static void read_choices(const zy_page_query *query, const char *classes, choice out[static CHOICES])
{
    static const char *const sorts[] = {"", "newest", "oldest"};
    const choice choices[CHOICES] = {{"q", query->q},
                                     {"sort", sorts[query->sort]},
                                     {"from", query->from},
                                     {"to", query->to},
                                     {"classes", classes},
                                     {"issue", query->issue},
                                     {"page", query->page},
                                     {"section", query->section},
                                     {"author", query->author},
                                     {"place", query->place},
                                     {"literal", query->literal_only ? "1" : ""},
                                     {NULL, NULL}};
    memcpy(out, choices, sizeof choices);
}

void html_search_link(zy_buf *out, const zy_page_options *options, const zy_page_query *query,
                      const char *path)
{
    choice choices[CHOICES];
    zy_buf classes = {0};
    class_list(&classes, query->classes);
    read_choices(query, classes.data, choices);
    html_url url = html_url_begin(out, options, path);
    for (const choice *one = choices; one->name; one++)
        html_url_add(&url, one->name, one->value);
    html_url_number(&url, "limit", query->limit == 10 ? 0 : query->limit);
    html_url_number(&url, "offset", query->offset);
    html_url_end(&url);
    zy_buf_free(&classes);
}

void html_hidden(zy_buf *out, const zy_page_options *options, const zy_page_query *query)
{
    choice choices[CHOICES];
    zy_buf classes = {0};
    class_list(&classes, query->classes);
    read_choices(query, classes.data, choices);
    for (const choice *one = choices; one->name; one++)
        if (html_has(one->value))
            html_put(out, "<input type=\"hidden\" name=\"%t\" value=\"%t\">", one->name, one->value);
    if (options->carry_view)
        html_put(out, "<input type=\"hidden\" name=\"view\" value=\"%d\">", options->elder);
    zy_buf_free(&classes);
}
