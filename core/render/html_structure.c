/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Structured data for search engines: schema.org's NewsArticle as JSON-LD.  A block of data is no script, so
 * the strict policy lets it stand; the writer escapes every `<`, so that no headline can end it. */
#include "render/html.h"

#include "render/imprint.h"
#include "render/json_writer.h"

#include <stdio.h>

static void put_publication(zy_json *json, const zy_page_options *options, const zy_document *document)
{
    zy_json_object(json, "isPartOf");
    zy_json_string(json, "@type", "PublicationIssue");
    if (zy_issue_adds(document->issue, document->date))
        zy_json_string(json, "issueNumber", document->issue);
    if (html_has(document->date))
        zy_json_string(json, "datePublished", document->date);
    zy_json_object(json, "isPartOf");
    zy_json_string(json, "@type", "Newspaper");
    zy_json_string(json, "name", options->paper);
    zy_json_object_end(json);
    zy_json_object_end(json);
    if (document->page) {
        char page[16];
        snprintf(page, sizeof page, "%d", document->page);
        zy_json_string(json, "printPage", page);
    }
}

static void put_people(zy_json *json, const zy_page_options *options, const zy_document *document)
{
    if (document->author_count)
        zy_json_array(json, "author");
    for (size_t i = 0; i < document->author_count; i++) {
        zy_json_object(json, NULL);
        zy_json_string(json, "@type", "Person");
        zy_json_string(json, "name", document->authors[i]);
        zy_json_object_end(json);
    }
    if (document->author_count)
        zy_json_array_end(json);
    zy_json_object(json, "publisher");
    zy_json_string(json, "@type", "NewsMediaOrganization");
    zy_json_string(json, "name", options->paper);
    zy_json_object_end(json);
}

void html_structure(zy_buf *out, const zy_page_options *options, const zy_document *document)
{
    zy_json json = {.out = out};
    zy_buf url = {0};
    zy_buf_printf(&url, "%s%s", options->base_url, document->url);
    zy_buf_str(out, "<script type=\"application/ld+json\">");
    zy_json_object(&json, NULL);
    zy_json_string(&json, "@context", "https://schema.org");
    zy_json_string(&json, "@type", "NewsArticle");
    zy_json_string(&json, "headline", html_has(document->title.text) ? document->title.text : "（无标题）");
    if (html_has(document->subtitle.text))
        zy_json_string(&json, "alternativeHeadline", document->subtitle.text);
    if (html_has(document->date))
        zy_json_string(&json, "datePublished", document->date);
    zy_json_string(&json, "inLanguage", "zh-CN");
    zy_json_string(&json, "url", url.data ? url.data : "");
    zy_json_string(&json, "mainEntityOfPage", url.data ? url.data : "");
    if (html_has(document->section))
        zy_json_string(&json, "articleSection", document->section);
    put_publication(&json, options, document);
    put_people(&json, options, document);
    zy_json_object_end(&json);
    zy_buf_str(out, "</script>\n");
    zy_buf_free(&url);
}
