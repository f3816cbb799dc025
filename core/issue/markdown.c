/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Markdown with front matter.  In: decoded text.  Out: its articles: one when the front matter has a title,
 * else as its headings part them; front matter that never ends is text. */
#include "base/buf.h"
#include "base/error.h"
#include "issue/blocks.h"
#include "issue/formats.h"
#include "issue/print.h"

#include <stdlib.h>
#include <string.h>

static zy_span next_line(zy_span *rest)
{
    return zy_trim(zy_next_line(rest));
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

/* Lines between two rules of --- (key: value) or of +++ (key = value); *rest is left behind them, or
 * untouched when the second is missing. */
static bool front_matter(zy_article *about, zy_arena *arena, zy_span *rest)
{
    zy_span look = *rest, line = next_line(&look), key = {0};
    bool plus = zy_same(line, zy_span_of("+++"));
    const char *rule = plus ? "+++" : "---", *end = plus ? "\n+++" : "\n---";
    if (!zy_same(line, zy_span_of(rule)) || !memmem(look.at, look.bytes, end, strlen(end)))
        return false;
    while (look.bytes) {
        line = next_line(&look);
        if (zy_same(line, zy_span_of(rule)) || zy_same(line, zy_span_of("...")))
            break;
        const char *sign = memchr(line.at, plus ? '=' : ':', line.bytes);
        const char *wide = plus ? NULL : memmem(line.at, line.bytes, "：", strlen("："));
        size_t bytes = wide && (!sign || wide < sign) ? strlen("：") : 1;
        sign = bytes > 1 ? wide : sign;
        if (zy_starts(line, "- ") && key.bytes) {
            set_field(about, arena, key, zy_span_cut(line, 2, line.bytes));
        } else if (sign) {
            size_t at = (size_t)(sign - line.at);
            key = zy_trim(zy_span_cut(line, 0, at));
            set_field(about, arena, key, zy_span_cut(line, at + bytes, line.bytes));
        }
    }
    *rest = look;
    return true;
}

typedef struct {
    zy_arena *arena;
    zy_vec *out;
    zy_buf paragraph;
    int line, began; /* in the source */
    bool failed;
} writer;

/* *this*, not 5*3. */
static bool is_emphasis(zy_span line, size_t at)
{
    bool other = memchr(line.at, '*', at) || memchr(line.at + at + 1, '*', line.bytes - at - 1);
    if (line.at[at] != '*' || !other)
        return false;
    bool digits = at > 0 && at + 1 < line.bytes && (unsigned char)line.at[at - 1] < 0x80 &&
                  (unsigned char)line.at[at + 1] < 0x80;
    return !digits;
}

/* The text a reader sees: without marks of emphasis, escapes and the addresses of links. */
static zy_span visible(zy_arena *arena, zy_span line)
{
    char *copy = zy_arena_get(arena, line.bytes + 1, 1);
    size_t used = 0;
    for (size_t i = 0; copy && i < line.bytes; i++) {
        char c = line.at[i];
        bool escaped = c == '\\' && i + 1 < line.bytes && strchr("\\`*_{}[]()#+-.!|<>~", line.at[i + 1]);
        bool twice = i + 1 < line.bytes && line.at[i + 1] == c;
        if (escaped) {
            copy[used++] = line.at[++i];
        } else if (twice && (c == '*' || c == '_' || c == '~')) {
            i++;
        } else if (c == ']' && i + 1 < line.bytes && line.at[i + 1] == '(' &&
                   memchr(line.at + i, ')', line.bytes - i)) {
            while (line.at[i] != ')')
                i++;
        } else if (!is_emphasis(line, i) && !(c == '[' && memmem(line.at + i, line.bytes - i, "](", 2))) {
            copy[used++] = c;
        }
    }
    return zy_trim((zy_span){copy ? copy : "", used});
}

static void add_block(writer *w, zy_block_kind kind, int level, zy_span text, int line)
{
    zy_block block = {kind, level, visible(w->arena, text), line};
    if (block.text.bytes && !zy_vec_push(w->out, &block))
        w->failed = true;
}

/* All of it between ** and **: in a text out of a word processor its headlines look so. */
static bool is_bold(zy_span text)
{
    if (text.bytes < 5 || !zy_starts(text, "**") || !zy_ends(text, "**"))
        return false;
    return !memmem(text.at + 2, text.bytes - 4, "**", 2) &&
           zy_ending_of(zy_span_cut(text, 2, text.bytes - 2)) != ZY_END_FINAL;
}

static void end_paragraph(writer *w)
{
    zy_span text = zy_span_of_buf(&w->paragraph);
    if (text.bytes)
        add_block(w, is_bold(text) ? ZY_BLOCK_BOLD : ZY_BLOCK_PARAGRAPH, 0, text, w->began);
    zy_buf_clear(&w->paragraph);
}

/* ![caption](file) */
static bool add_picture(writer *w, zy_span line)
{
    const char *end = zy_starts(line, "![") ? memmem(line.at, line.bytes, "](", 2) : NULL;
    if (!end)
        return false;
    end_paragraph(w);
    add_block(w, ZY_BLOCK_CAPTION, 0, zy_span_cut(line, 2, (size_t)(end - line.at)), w->line);
    return true;
}

/* | a | b | as a line of its cells; the rule below the heads is none. */
static bool add_row(writer *w, zy_span line)
{
    if (line.bytes < 3 || line.at[0] != '|' || line.at[line.bytes - 1] != '|')
        return false;
    end_paragraph(w);
    zy_buf row = {0};
    for (size_t start = 1, at = 1; at < line.bytes; at++) {
        if (line.at[at] != '|')
            continue;
        zy_span cell = zy_trim(zy_span_cut(line, start, at));
        if (cell.bytes && row.len_bytes)
            zy_buf_char(&row, ' ');
        zy_buf_add(&row, cell.at, cell.bytes);
        start = at + 1;
    }
    zy_span text = zy_span_of_buf(&row);
    if (!zy_is_rule(text))
        add_block(w, ZY_BLOCK_PARAGRAPH, 0, text, w->line);
    zy_buf_free(&row);
    return true;
}

static int heading_level(zy_span line)
{
    size_t hashes = 0;
    while (hashes < line.bytes && line.at[hashes] == '#')
        hashes++;
    return hashes && hashes <= 6 && hashes < line.bytes && line.at[hashes] == ' ' ? (int)hashes : 0;
}

static bool is_item(zy_span line)
{
    size_t digits = 0;
    while (digits < line.bytes && line.at[digits] >= '0' && line.at[digits] <= '9')
        digits++;
    return zy_starts(line, "- ") || zy_starts(line, "* ") || zy_starts(line, "+ ") ||
           (digits && digits < 3 && digits < line.bytes && line.at[digits] == '.');
}

static void add_line(writer *w, zy_span line)
{
    int level = heading_level(line);
    if (zy_starts(line, "> "))
        line = zy_trim(zy_span_cut(line, 2, line.bytes));
    bool rule = zy_is_rule(line);
    if (!line.bytes || level || rule || is_item(line))
        end_paragraph(w);
    if (level) {
        add_block(w, ZY_BLOCK_HEAD, level, zy_span_cut(line, (size_t)level, line.bytes), w->line);
    } else if (line.bytes && !rule && !add_picture(w, line) && !add_row(w, line)) {
        bool bullet = zy_starts(line, "- ") || zy_starts(line, "* ") || zy_starts(line, "+ ");
        uint32_t last = zy_last_char(zy_span_of_buf(&w->paragraph));
        if (!w->paragraph.len_bytes)
            w->began = w->line;
        else if (last < 0x80) /* Latin words; Han stand close */
            zy_buf_char(&w->paragraph, ' ');
        zy_buf_add(&w->paragraph, line.at + (bullet ? 2 : 0), line.bytes - (bullet ? 2 : 0));
        if (is_bold(line))
            end_paragraph(w);
    }
}

bool zy_markdown_is_marked(const char *text, size_t len_bytes)
{
    zy_span rest = {text, len_bytes};
    if (zy_starts(rest, "---") || zy_starts(rest, "+++"))
        return true;
    while (rest.bytes) {
        zy_span line = next_line(&rest);
        if (heading_level(line) || is_bold(line))
            return true;
    }
    return false;
}

static zy_status read_text(const zy_article *about, zy_span rest, int line, zy_articles *set, zy_error *err)
{
    zy_vec blocks = ZY_VEC(zy_block);
    writer w = {.arena = &set->arena, .out = &blocks, .line = line};
    for (; rest.bytes; w.line++)
        add_line(&w, next_line(&rest));
    end_paragraph(&w);
    zy_status status =
        w.failed || w.paragraph.failed ? zy_fail_memory(err) : zy_blocks_read(&blocks, about, set, err);
    zy_buf_free(&w.paragraph);
    zy_vec_free(&blocks);
    return status;
}

static int count_lines(const char *from, const char *to)
{
    int lines = 0;
    for (; from < to; from++)
        lines += *from == '\n';
    return lines;
}

zy_status zy_markdown_read(const char *path, const char *text, size_t len_bytes, const zy_issue_facts *facts,
                           zy_articles *set, zy_error *err)
{
    zy_article about = {
        .id = zy_stem_of(&set->arena, path), .source = zy_arena_str(&set->arena, path), .title = ""};
    zy_span rest = {text, len_bytes};
    size_t before = set->count;
    if (!front_matter(&about, &set->arena, &rest) && (zy_starts(rest, "---") || zy_starts(rest, "+++")))
        zy_articles_note(set, ZY_NOTE_UNCERTAIN, "front-matter", path, 1, 0.5,
                         "%s 开头的 %.3s 没有结束，整篇当作正文", path, text);
    if (facts && facts->issue)
        about.issue = zy_arena_str(&set->arena, facts->issue);
    if (facts && facts->date)
        about.date = facts->date;
    zy_status status = read_text(&about, rest, 1 + count_lines(text, rest.at), set, err);
    if (!status && set->arena.failed)
        return zy_fail_memory(err);
    return !status && set->count == before ? zy_fail(err, ZY_REFUSED, "%s 里没有找到文章正文，未收录", path)
                                           : status;
}
