/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A part of a web page as blocks.  In: a node.  Out: its paragraphs, headings, captions and table rows in
 * order, with what its tags and classes say of them. */
#include "issue/html_blocks.h"

#include "base/buf.h"
#include "base/error.h"

#include <string.h>

enum { LONGEST_BOLD = 60, LONGEST_ROW = 300, LONGEST_CAPTION = 90 };

typedef struct {
    zy_arena *arena;
    zy_vec *out;
    zy_buf text;
    zy_block_kind kind;
    int level;
    size_t chars, linked, bold; /* of the text so far */
    int in_link, in_bold;
    const xmlNode *row;   /* the table row whose cells are one block */
    const xmlNode *whole; /* the element whose blocks are one: a heading, a caption */
    bool picture;         /* the last thing was a picture */
    bool centred;
    bool failed;
} filler;

static const char *const blocks[] = {"p",       "div",
                                     "section", "article",
                                     "li",      "ul",
                                     "ol",      "table",
                                     "tbody",   "tr",
                                     "td",      "th",
                                     "h1",      "h2",
                                     "h3",      "h4",
                                     "h5",      "h6",
                                     "br",      "blockquote",
                                     "figure",  "figcaption",
                                     "dl",      "dt",
                                     "dd",      "main",
                                     "body",    "center",
                                     "hr",      "header",
                                     "caption", "pre",
                                     "address", "founder-content",
                                     NULL};

static bool is(const xmlNode *node, const char *name)
{
    const char *const names[] = {name, NULL};
    return zy_html_named(node, names);
}

static bool classed(const xmlNode *node, const char *const *words)
{
    const char *value = zy_html_attribute(node, "class");
    for (size_t i = 0; value && words[i]; i++)
        if (strcasestr(value, words[i]))
            return true;
    return false;
}

static void add_block(filler *f, zy_block_kind kind, zy_span text)
{
    zy_block block = {.kind = kind, .level = f->level};
    char *copy = zy_arena_strn(f->arena, text.at, text.bytes);
    block.text = (zy_span){copy ? copy : "", copy ? text.bytes : 0};
    if (!copy || !zy_vec_push(f->out, &block))
        f->failed = true;
}

static zy_block_kind kind_of(const filler *f, zy_span text)
{
    size_t chars = f->chars;
    if (f->kind != ZY_BLOCK_PARAGRAPH)
        return f->kind;
    if (f->linked == chars && zy_ending_of(text) != ZY_END_FINAL)
        return ZY_BLOCK_LINK;
    if (f->picture && f->centred && chars <= LONGEST_CAPTION)
        return ZY_BLOCK_CAPTION;
    if ((f->bold == chars || f->centred) && chars <= LONGEST_BOLD && zy_ending_of(text) != ZY_END_FINAL)
        return ZY_BLOCK_BOLD;
    return ZY_BLOCK_PARAGRAPH;
}

static void flush(filler *f)
{
    zy_span text = zy_trim(zy_span_of_buf(&f->text));
    if (text.bytes) {
        add_block(f, kind_of(f, text), text);
        f->picture = false;
    }
    zy_buf_clear(&f->text);
    f->chars = f->linked = f->bold = 0;
}

/* Source line ends inside a paragraph are no letters: nothing between Han, a space between Latin words. */
static void add_text(filler *f, const char *text)
{
    bool space = false;
    for (const char *c = text; *c; c++) {
        bool white = *c == ' ' || *c == '\n' || *c == '\r' || *c == '\t';
        bool ends_line = *c == '\n' || *c == '\r';
        uint32_t last = zy_last_char(zy_span_of_buf(&f->text));
        if (!white)
            zy_buf_char(&f->text, *c);
        else if (!space && last && last != ' ' && (!ends_line || last < 0x80))
            zy_buf_char(&f->text, ' ');
        space = white;
    }
    size_t chars = zy_count_chars(zy_span_of(text));
    f->chars += chars;
    f->linked += f->in_link ? chars : 0;
    f->bold += f->in_bold ? chars : 0;
}

/* A row of short cells is a line of a table; one that holds paragraphs lays out the page. */
static bool is_row(xmlNode *row)
{
    size_t cells = 0, chars = 0, inner = 0;
    for (xmlNode *n = row; n; n = zy_html_following(n, row, false)) {
        cells += is(n, "td") || is(n, "th");
        inner += is(n, "table") || is(n, "h1") || is(n, "h2") || is(n, "h3") || is(n, "ul");
        if (n->type == XML_TEXT_NODE && n->content)
            chars += zy_count_chars(zy_span_of((const char *)n->content));
    }
    return cells >= 2 && !inner && chars <= LONGEST_ROW;
}

static bool is_bold(const xmlNode *node)
{
    static const char *const names[] = {"b", "strong", NULL};
    const char *style = zy_html_attribute(node, "style");
    return zy_html_named(node, names) ||
           (style && (strcasestr(style, "font-weight:bold") || strcasestr(style, "font-weight: bold")));
}

static bool is_centred(const xmlNode *node)
{
    const char *align = zy_html_attribute(node, "align"), *style = zy_html_attribute(node, "style");
    return is(node, "center") || (align && !strcasecmp(align, "center")) ||
           (style && (strcasestr(style, "text-align:center") || strcasestr(style, "text-align: center")));
}

static int heading_level(const xmlNode *node)
{
    const char *name = node->type == XML_ELEMENT_NODE ? (const char *)node->name : "";
    return (name[0] | 32) == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2] ? name[1] - '0' : 0;
}

/* What a whole element is by its tag or class. */
static zy_block_kind whole_kind(const xmlNode *node)
{
    static const char *const kicker[] = {"kicker", "yinti", "pretitle", "intro-title", "jianti", NULL};
    static const char *const subtitle[] = {"subtitle", "sub-title", "sub_title", "futi", "fubiaoti", NULL};
    static const char *const byline[] = {"byline", "author", "writer", "zuozhe", NULL};
    static const char *const caption[] = {"caption", "figcap", "pic-text", "img-desc",
                                          "imgdesc", "tushuo", NULL};
    if (heading_level(node))
        return ZY_BLOCK_HEAD;
    if (is(node, "figcaption") || classed(node, caption))
        return ZY_BLOCK_CAPTION;
    return classed(node, kicker)     ? ZY_BLOCK_KICKER
           : classed(node, subtitle) ? ZY_BLOCK_SUBTITLE
           : classed(node, byline)   ? ZY_BLOCK_BYLINE
                                     : ZY_BLOCK_PARAGRAPH;
}

static bool inside(const filler *f)
{
    return f->row || f->whole;
}

static void enter(filler *f, xmlNode *node)
{
    f->in_link += is(node, "a");
    f->in_bold += is_bold(node);
    if (is(node, "img"))
        f->picture = true;
    if (!zy_html_named(node, blocks))
        return;
    if (inside(f)) { /* cells of a row, lines of a heading */
        bool cell = f->row && (is(node, "td") || is(node, "th"));
        if (cell && f->text.len_bytes)
            zy_buf_char(&f->text, ' ');
        return;
    }
    flush(f);
    f->centred = is_centred(node) || (node->parent && is_centred(node->parent));
    zy_block_kind kind = whole_kind(node);
    if (is(node, "article"))
        add_block(f, ZY_BLOCK_BEGIN, (zy_span){"", 0});
    if (kind != ZY_BLOCK_PARAGRAPH && !is(node, "div") && !is(node, "section")) {
        f->whole = node;
        f->kind = kind;
        f->level = heading_level(node);
    } else if (kind != ZY_BLOCK_PARAGRAPH) {
        f->kind = kind; /* a box of it: its lines each */
    } else if (is(node, "tr") && is_row(node)) {
        f->row = node;
    }
}

static void leave(filler *f, xmlNode *node)
{
    f->in_link -= is(node, "a");
    f->in_bold -= is_bold(node);
    if (!zy_html_named(node, blocks) || (inside(f) && node != f->row && node != f->whole))
        return;
    flush(f);
    if (is(node, "br"))
        return;
    f->kind = ZY_BLOCK_PARAGRAPH;
    f->level = 0;
    f->centred = false;
    f->row = f->whole = NULL;
}

/* Goes to the node behind `node`, leaving what ends there; NULL behind the last. */
static xmlNode *advance(filler *f, xmlNode *node, const xmlNode *top, bool over)
{
    if (!over && node->children)
        return node->children;
    for (;;) {
        if (node->type == XML_ELEMENT_NODE && !over)
            leave(f, node);
        over = false;
        if (node == top)
            return NULL;
        if (node->next)
            return node->next;
        node = node->parent;
    }
}

zy_status zy_html_blocks(xmlNode *part, zy_arena *arena, zy_vec *out, zy_error *err)
{
    filler f = {.arena = arena, .out = out};
    for (xmlNode *n = part; n;) {
        bool skipped = n != part && zy_html_skipped(n);
        if (!skipped && n->type == XML_ELEMENT_NODE)
            enter(&f, n);
        if (!skipped && n->type == XML_TEXT_NODE && n->content)
            add_text(&f, (const char *)n->content);
        n = advance(&f, n, part, skipped);
    }
    flush(&f);
    bool failed = f.failed || f.text.failed || arena->failed;
    zy_buf_free(&f.text);
    return failed ? zy_fail_memory(err) : ZY_OK;
}
