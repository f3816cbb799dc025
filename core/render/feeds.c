/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML for machines: Atom feed of a search, OpenSearch description, site maps.  XML and HTML escape alike
 * here. */
#include "render/html.h"

#include <string.h>

/* Atom wants a whole moment; an issue is known by its day, its month or its year. */
static void put_moment(zy_buf *out, const char *date)
{
    static const char rest[] = "0000-01-01";
    size_t len = html_has(date) ? strlen(date) : 0;
    if (len > 10)
        len = 10;
    zy_buf_add(out, date, len);
    if (len == 0)
        zy_buf_str(out, "1970-01-01");
    else
        zy_buf_str(out, rest + len);
    zy_buf_str(out, "T00:00:00+08:00");
}

static void put_entry(zy_buf *out, const zy_page_options *options, const zy_hit *hit)
{
    html_put(out,
             "<entry>\n<title>%t</title>\n<id>%t%t</id>\n<link rel=\"alternate\" href=\"%t%t\"/>\n<updated>",
             html_has(hit->title) ? hit->title : "（无标题）", options->base_url, hit->url, options->base_url,
             hit->url);
    put_moment(out, hit->date);
    zy_buf_str(out, "</updated>\n");
    for (size_t i = 0; i < hit->author_count; i++)
        html_put(out, "<author><name>%t</name></author>\n", hit->authors[i]);
    zy_buf_str(out, "<summary>");
    for (size_t i = 0; i < hit->snippet_count; i++)
        html_put(out, "%r%t", i ? " " : "", hit->snippets[i].text);
    zy_buf_str(out, "</summary>\n</entry>\n");
}

void zy_atom_feed(const zy_page_options *options, const zy_page_query *query, const zy_answer *answer,
                  zy_buf *out)
{
    zy_page_options bare = *options;
    bare.carry_view = false;
    html_put(out,
             "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
             "xml:lang=\"zh-CN\">\n<title>%t：%t</title>\n<id>%t",
             options->site_name, query->q, options->base_url);
    html_search_link(out, &bare, query, "/feed.atom");
    html_put(out, "</id>\n<link rel=\"self\" href=\"%t", options->base_url);
    html_search_link(out, &bare, query, "/feed.atom");
    html_put(out, "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"%t", options->base_url);
    html_search_link(out, &bare, query, "/search");
    html_put(out, "\"/>\n<author><name>%t</name></author>\n<updated>", options->paper);
    put_moment(out, answer->hit_count ? answer->hits[0].date : answer->coverage.last);
    zy_buf_str(out, "</updated>\n");
    if (answer->hidden)
        html_put(out, "<subtitle>另有 %l 篇按规定不予显示。</subtitle>\n", answer->hidden);
    for (size_t i = 0; i < answer->hit_count; i++)
        put_entry(out, options, &answer->hits[i]);
    zy_buf_str(out, "</feed>\n");
}

void zy_opensearch(const zy_page_options *options, zy_buf *out)
{
    html_put(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
        "<ShortName>%t</ShortName>\n<Description>%t全文检索</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n<Language>zh-CN</Language>\n"
        "<Image width=\"64\" height=\"64\" type=\"image/svg+xml\">%t/icon.svg</Image>\n"
        "<Url type=\"text/html\" method=\"get\" template=\"%t/search?q={searchTerms}\"/>\n"
        "<Url type=\"application/atom+xml\" template=\"%t/feed.atom?q={searchTerms}\"/>\n"
        "<Url type=\"application/x-suggestions+json\" "
        "template=\"%t/api/v1/suggest?q={searchTerms}&amp;format=opensearch\"/>\n"
        "<Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"%t/opensearch.xml\"/>\n"
        "</OpenSearchDescription>\n",
        options->site_name, options->paper, options->base_url, options->base_url, options->base_url,
        options->base_url, options->base_url);
}

void zy_sitemap_begin(zy_buf *out)
{
    zy_buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
}

void zy_sitemap_issue(const zy_page_options *options, const zy_issue_contents *contents, zy_buf *out)
{
    html_put(out, "<url><loc>%t/issues/%p</loc></url>\n", options->base_url, contents->entry.id);
    for (size_t i = 0; i < contents->article_count; i++) {
        const zy_hit *article = &contents->articles[i];
        html_put(out, "<url><loc>%t%t</loc>", options->base_url, article->url);
        if (html_has(article->date))
            html_put(out, "<lastmod>%t</lastmod>", article->date);
        zy_buf_str(out, "</url>\n");
    }
}

void zy_sitemap_end(zy_buf *out)
{
    zy_buf_str(out, "</urlset>\n");
}

void zy_sitemap_index(const zy_page_options *options, size_t parts, zy_buf *out)
{
    zy_buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                    "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 1; i <= parts; i++)
        html_put(out, "<sitemap><loc>%t/sitemap.xml?part=%l</loc></sitemap>\n", options->base_url,
                 (uint64_t)i);
    zy_buf_str(out, "</sitemapindex>\n");
}
