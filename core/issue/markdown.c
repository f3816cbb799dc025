/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Markdown with front matter, an article a file.  In: decoded text.  Out: one article; front matter that
 * never ends is text. */
#include "base/buf.h"
#include "base/error.h"
#include "issue/formats.h"
#include "issue/print.h"

#include <stdlib.h>
#include <string.h>

/* The next line, trimmed at its end; moves *rest behind it. */
static zy_span next_line(zy_span *rest)
{
    const char *end = memchr(rest->at, '\n', rest->bytes);
    size_t bytes = end ? (size_t)(end - rest->at) : rest->bytes;
    zy_span line = zy_span_cut(*rest, 0, bytes);
    *rest = zy_span_cut(*rest, end ? bytes + 1 : bytes, rest->bytes);
    return zy_trim(line);
}

static zy_span unquoted(zy_span value)
{
    value = zy_trim(value);
    if (value.bytes >= 2 && (value.at[0] == '"' || value.at[0] == '\'') &&
        value.at[value.bytes - 1] == value.at[0])
        return zy_span_cut(value, 1, value.bytes - 1);
    return value;
}

/* [a, b], a、b or a, b. */
static void add_names(zy_arena *arena, zy_strings *list, zy_span value)
{
    size_t start = 0;
    for (size_t at = 0; at <= value.bytes; at++) {
        bool comma = at < value.bytes && strchr(",[]", value.at[at]);
        bool wide =
            at + 3 <= value.bytes && (!memcmp(value.at + at, "、", 3) || !memcmp(value.at + at, "，", 3));
        if (at < value.bytes && !comma && !wide)
            continue;
        zy_span name = unquoted(zy_span_cut(value, start, at));
        if (name.bytes)
            zy_strings_add(arena, list, name.at, name.bytes);
        start = at + (wide ? 3 : 1);
    }
}

/* One of the keys papers and site generators use; true when it is known. */
static bool set_field(zy_article *article, zy_arena *arena, zy_span key, zy_span value)
{
    static const struct {
        const char *name;
        size_t offset;
    } texts[] = {{"title", offsetof(zy_article, title)},       {"标题", offsetof(zy_article, title)},
                 {"kicker", offsetof(zy_article, kicker)},     {"引题", offsetof(zy_article, kicker)},
                 {"subtitle", offsetof(zy_article, subtitle)}, {"副题", offsetof(zy_article, subtitle)},
                 {"section", offsetof(zy_article, section)},   {"栏目", offsetof(zy_article, section)},
                 {"category", offsetof(zy_article, section)},  {"issue", offsetof(zy_article, issue)},
                 {"期", offsetof(zy_article, issue)},          {"id", offsetof(zy_article, id)}};
    value = unquoted(value);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (zy_same(key, zy_span_of(texts[i].name)) && value.bytes) {
            const char *copy = zy_arena_strn(arena, value.at, value.bytes);
            memcpy((char *)article + texts[i].offset, &copy, sizeof copy);
            return true;
        }
    if (zy_same(key, zy_span_of("date")) || zy_same(key, zy_span_of("日期")))
        article->date = zy_date_read(value);
    else if (zy_same(key, zy_span_of("page")) || zy_same(key, zy_span_of("版")))
        article->page = value.bytes && value.at[0] >= '1' && value.at[0] <= '9' ? atoi(value.at) % 10000 : 0;
    else if (zy_same(key, zy_span_of("author")) || zy_same(key, zy_span_of("authors")) ||
             zy_same(key, zy_span_of("作者")))
        add_names(arena, &article->authors, value);
    else
        return false;
    return true;
}

/* Lines between two rules of dashes; *rest is left behind them, or untouched when the second is missing. */
static bool front_matter(zy_article *article, zy_arena *arena, zy_span *rest)
{
    zy_span look = *rest, line = next_line(&look), key = {0};
    if (!zy_same(line, zy_span_of("---")) || !memmem(look.at, look.bytes, "\n---", 4))
        return false;
    while (look.bytes) {
        line = next_line(&look);
        if (zy_same(line, zy_span_of("---")) || zy_same(line, zy_span_of("...")))
            break;
        const char *colon = memchr(line.at, ':', line.bytes);
        if (zy_starts(line, "- ") && key.bytes) {
            set_field(article, arena, key, zy_span_cut(line, 2, line.bytes));
        } else if (colon) {
            key = zy_trim(zy_span_cut(line, 0, (size_t)(colon - line.at)));
            set_field(article, arena, key, zy_span_cut(line, (size_t)(colon - line.at) + 1, line.bytes));
        }
    }
    *rest = look;
    return true;
}

static zy_span without_mark(zy_span line)
{
    size_t hashes = strspn(line.at, "#");
    if (hashes && hashes < line.bytes && hashes <= 6 && line.at[hashes] == ' ')
        return zy_trim(zy_span_cut(line, hashes, line.bytes));
    return zy_starts(line, "> ") ? zy_trim(zy_span_cut(line, 2, line.bytes)) : line;
}

/* ![caption](file) */
static bool image(zy_article *article, zy_arena *arena, zy_span line)
{
    const char *end = zy_starts(line, "![") ? memmem(line.at, line.bytes, "](", 2) : NULL;
    if (end && end > line.at + 2)
        zy_strings_add(arena, &article->captions, line.at + 2, (size_t)(end - line.at - 2));
    return end != NULL;
}

static void end_paragraph(zy_article *article, zy_arena *arena, zy_buf *paragraph)
{
    if (paragraph->len_bytes)
        zy_strings_add(arena, &article->paragraphs, paragraph->data, paragraph->len_bytes);
    paragraph->len_bytes = 0;
}

static void read_body(zy_article *article, zy_arena *arena, zy_span rest)
{
    zy_buf paragraph = {0};
    while (rest.bytes) {
        zy_span line = next_line(&rest), bare = without_mark(line);
        bool heading = bare.at != line.at && line.bytes && line.at[0] == '#';
        bool item = zy_starts(line, "- ") || zy_starts(line, "* ") ||
                    (line.bytes > 2 && line.at[0] >= '0' && line.at[0] <= '9' && line.at[1] == '.');
        if (!bare.bytes || heading || item || image(article, arena, line))
            end_paragraph(article, arena, &paragraph);
        if (heading && zy_starts(line, "# ") && !*article->title)
            article->title = zy_arena_strn(arena, bare.at, bare.bytes);
        else if (heading)
            zy_strings_add(arena, &article->paragraphs, bare.at, bare.bytes);
        else if (bare.bytes && !zy_starts(line, "!["))
            zy_buf_add(&paragraph, bare.at, bare.bytes);
    }
    end_paragraph(article, arena, &paragraph);
    zy_buf_free(&paragraph);
}

zy_status zy_markdown_read(const char *path, const char *text, size_t len_bytes, const zy_issue_facts *facts,
                           zy_articles *set, zy_error *err)
{
    zy_article *article = zy_articles_add(set);
    if (!article)
        return zy_fail_memory(err);
    zy_span rest = {text, len_bytes};
    article->id = zy_stem_of(&set->arena, path);
    article->source = zy_arena_str(&set->arena, path);
    if (facts) {
        article->issue = zy_arena_str(&set->arena, facts->issue);
        article->date = facts->date;
    }
    if (!front_matter(article, &set->arena, &rest) && zy_starts(rest, "---"))
        zy_articles_note(set, ZY_NOTE_UNCERTAIN, "front-matter", path, 1, 0.5,
                         "%s 开头的 --- 没有结束，整篇当作正文", path);
    read_body(article, &set->arena, rest);
    return set->arena.failed ? zy_fail_memory(err) : ZY_OK;
}
