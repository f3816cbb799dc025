/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Line setting: find where each line ends, then write it with its marks.  Without colour the marks are left
 * out: what is piped into another program holds no letter that is not the article's. */
#include "render/lines.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "render/width.h"

#include <string.h>

/* A text being set, and how far it has come. */
typedef struct {
    const char *text;
    size_t len_bytes, at_bytes;
    const zy_mark *marks; /* from the first that does not end before the place reached */
    size_t mark_count;
    uint32_t at_chars;
} walk;

static uint32_t shown(uint32_t c)
{
    if (c == ZY_UTF8_BAD)
        return 0xFFFD;
    return c < 0x20 || (c >= 0x7F && c < 0xA0) ? ' ' : c;
}

/* Where the line that begins at `start` ends; room 0 is endless. */
static size_t line_end(const walk *w, size_t start, int room)
{
    size_t at = start, last_break = start;
    int width = 0;
    uint32_t before = 0;
    while (room > 0 && at < w->len_bytes) {
        size_t here = at;
        uint32_t c = shown(zy_utf8_next(w->text, w->len_bytes, &at));
        if (before && zy_may_break(before, c))
            last_break = here;
        width += zy_text_width(c);
        if (width > room && c != ' ' && here > start)
            return last_break > start ? last_break : here;
        if (zy_text_width(c) > 0)
            before = c;
    }
    return w->len_bytes;
}

/* The same without the spaces a broken line would end with. */
static size_t trimmed_end(const walk *w, size_t start, int room)
{
    size_t end = line_end(w, start, room);
    while (end < w->len_bytes && end > start + 1 && w->text[end - 1] == ' ')
        end--;
    return end;
}

static const char *mark_style(zy_class class_)
{
    if (class_ == ZY_CLASS_SYNONYM)
        return "1;33";
    return class_ == ZY_CLASS_RELATED ? "1;36" : "1;31";
}

static const zy_mark *mark_here(walk *w)
{
    while (w->mark_count && w->marks->end <= w->at_chars) {
        w->marks++;
        w->mark_count--;
    }
    return w->mark_count && w->marks->start <= w->at_chars ? w->marks : NULL;
}

static void switch_style(const zy_lines *lines, const char *style)
{
    if (lines->terminal->colour)
        zy_buf_printf(lines->out, style ? "\033[0;%sm" : "\033[0m", style);
}

static void write_line(const zy_lines *lines, walk *w, size_t end)
{
    const char *style = NULL;
    while (w->at_bytes < end) {
        const zy_mark *mark = mark_here(w);
        const char *wanted = mark ? mark_style(mark->class_) : lines->style;
        if (wanted != style)
            switch_style(lines, wanted);
        style = wanted;
        uint32_t c = shown(zy_utf8_next(w->text, w->len_bytes, &w->at_bytes));
        if (!zy_is_control(c))
            zy_buf_rune(lines->out, c);
        w->at_chars++;
    }
    if (style)
        switch_style(lines, NULL);
    zy_buf_char(lines->out, '\n');
}

static void skip_spaces(walk *w)
{
    while (w->at_bytes < w->len_bytes && w->text[w->at_bytes] == ' ') {
        w->at_bytes++;
        w->at_chars++;
    }
}

void zy_lines_set(const zy_lines *lines, const char *text, const zy_mark *marks, size_t mark_count)
{
    enum { NARROWEST = 20 };
    walk w = {.text = text, .len_bytes = strlen(text), .marks = marks, .mark_count = mark_count};
    int columns = lines->terminal->columns,
        prefix = lines->prefix ? zy_width_text(lines->prefix) : lines->indent;
    bool first = true;
    do {
        int room = columns - (first ? prefix : lines->indent);
        if (columns > 0 && room < NARROWEST)
            room = NARROWEST;
        if (first && lines->prefix)
            zy_buf_str(lines->out, lines->prefix);
        else
            zy_buf_printf(lines->out, "%*s", lines->indent, "");
        write_line(lines, &w, trimmed_end(&w, w.at_bytes, columns > 0 ? room : 0));
        skip_spaces(&w);
        first = false;
    } while (w.at_bytes < w.len_bytes);
}

void zy_styled(zy_buf *out, const zy_terminal *terminal, const char *style, const char *text)
{
    if (terminal->colour)
        zy_buf_printf(out, "\033[%sm%s\033[0m", style, text);
    else
        zy_buf_str(out, text);
}
