/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One article as text for people at a terminal.  In: a zy_document.  Out: headline, imprint, paragraphs,
 * neighbours. */
#include "base/buf.h"
#include "render/lines.h"
#include "render/terminal.h"

static void set(const zy_terminal *terminal, zy_buf *out, const char *style, const char *prefix,
                const zy_marked *text)
{
    zy_lines lines = {.out = out, .terminal = terminal, .style = style, .prefix = prefix};
    if (text->text && text->text[0])
        zy_lines_set(&lines, text->text, text->marks, text->mark_count);
}

static void set_buf(const zy_terminal *terminal, zy_buf *out, zy_buf *line)
{
    out->failed |= line->failed;
    set(terminal, out, "2", NULL, &(zy_marked){.text = line->data});
    zy_buf_free(line);
}

static void write_imprint(const zy_document *d, const zy_terminal *terminal, zy_buf *out)
{
    zy_imprint imprint = {.date = d->date,
                          .issue = d->issue,
                          .section = d->section,
                          .page = d->page,
                          .authors = d->authors,
                          .author_count = d->author_count};
    zy_buf line = {0};
    zy_imprint_text(&imprint, &line);
    set_buf(terminal, out, &line);
}

static void write_origin(const zy_document *d, const zy_terminal *terminal, zy_buf *out)
{
    zy_buf line = {0};
    zy_buf_printf(&line, "编号 %s", d->id);
    if (d->source && d->source[0])
        zy_buf_printf(&line, " · 来源 %s", d->source);
    if (d->first_line > 0)
        zy_buf_printf(&line, " 第 %d–%d 行", d->first_line, d->last_line);
    if (d->continued && d->continued[0])
        zy_buf_printf(&line, " · 转 %s", d->continued);
    zy_buf_char(out, '\n');
    set_buf(terminal, out, &line);
}

static void write_neighbour(const zy_terminal *terminal, zy_buf *out, const char *label, const char *id,
                            const char *title)
{
    if (!id)
        return;
    zy_buf line = {0};
    zy_buf_printf(&line, "%s %s（%s）", label, title ? title : "", id);
    set_buf(terminal, out, &line);
}

void zy_document_text(const zy_document *document, const zy_terminal *terminal, zy_buf *out)
{
    set(terminal, out, NULL, NULL, &document->kicker);
    set(terminal, out, "1", NULL, &document->title);
    set(terminal, out, NULL, NULL, &document->subtitle);
    write_imprint(document, terminal, out);
    zy_buf_char(out, '\n');
    for (size_t i = 0; i < document->paragraph_count; i++)
        set(terminal, out, NULL, "　　", &document->paragraphs[i]);
    for (size_t i = 0; i < document->caption_count; i++)
        set(terminal, out, NULL, "［图］", &document->captions[i]);
    write_origin(document, terminal, out);
    write_neighbour(terminal, out, "上一篇", document->previous_id, document->previous_title);
    write_neighbour(terminal, out, "下一篇", document->next_id, document->next_title);
    for (size_t i = 0; i < document->alike_count; i++)
        write_neighbour(terminal, out, "内容几乎相同", document->alike[i].id, document->alike[i].title);
}
