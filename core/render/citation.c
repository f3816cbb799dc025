/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GB/T 7714-2015, newspaper article found online: 责任者. 题名[N/OL]. 报名, 日期(版次)[引用日期]. 地址. */
#include "base/buf.h"
#include "zy.h"

/* Three authors, then 等; an article without one begins with its title. */
static void put_authors(zy_buf *out, const zy_document *document)
{
    for (size_t i = 0; i < document->author_count && i < 3; i++)
        zy_buf_printf(out, "%s%s", i ? ", " : "", document->authors[i]);
    if (document->author_count > 3)
        zy_buf_str(out, ", 等");
    if (document->author_count)
        zy_buf_str(out, ". ");
}

void zy_citation(const zy_page_options *options, const zy_document *document, zy_buf *out)
{
    put_authors(out, document);
    zy_buf_str(out, document->title.text && *document->title.text ? document->title.text : "无标题");
    if (document->subtitle.text && *document->subtitle.text)
        zy_buf_printf(out, ": %s", document->subtitle.text);
    zy_buf_printf(out, "[N/OL]. %s", options->paper);
    if (document->date && *document->date)
        zy_buf_printf(out, ", %s", document->date);
    if (document->page)
        zy_buf_printf(out, "(%d)", document->page);
    zy_buf_printf(out, "[%s]. %s%s.", options->today, options->base_url, document->url);
}
