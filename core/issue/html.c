/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article's own title, date, author and text out of a web page.  In: bytes (the encoding is found by us;
 * what the page declares is believed last).  Out: one article.  The text is where most sentences stand;
 * menus, scripts, footers and lists of links are left out. */
#include "base/buf.h"
#include "base/error.h"
#include "issue/byline.h"
#include "issue/decode.h"
#include "issue/formats.h"
#include "issue/print.h"

#include <libxml/HTMLparser.h>
#include <string.h>

static const xmlChar *utf8(const char *text)
{
    return (const xmlChar *)text;
}

static bool is_named(const xmlNode *node, const char *const *names)
{
    for (size_t i = 0; node->type == XML_ELEMENT_NODE && names[i]; i++)
        if (xmlStrcasecmp(node->name, utf8(names[i])) == 0)
            return true;
    return false;
}

static const char *const outside[] = {"script", "style",  "template", "noscript", "nav",
                                      "header", "footer", "aside",    "form",     "iframe",
                                      "select", "button", "svg",      "head",     NULL};
static const char *const blocks[] = {"p",     "div",  "section",    "article", "li",         "ul", "ol",
                                     "table", "tr",   "h1",         "h2",      "h3",         "h4", "h5",
                                     "h6",    "br",   "blockquote", "figure",  "figcaption", "dl", "dt",
                                     "dd",    "main", "body",       "center",  "hr",         NULL};

/* Whether class or id says that a part is about the page, not the article. */
static bool is_around(const xmlNode *node)
{
    static const char *const words[] = {"nav",       "menu",    "footer",  "sidebar", "related",
                                        "share",     "comment", "breadcr", "crumb",   "recommend",
                                        "copyright", "prenext", "toolbar"};
    for (const xmlAttr *a = node->type == XML_ELEMENT_NODE ? node->properties : NULL; a; a = a->next) {
        if ((xmlStrcasecmp(a->name, utf8("class")) && xmlStrcasecmp(a->name, utf8("id"))) || !a->children ||
            !a->children->content)
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (xmlStrcasestr(a->children->content, utf8(words[i])))
                return true;
    }
    return false;
}

static bool is_skipped(const xmlNode *node)
{
    return node->type == XML_COMMENT_NODE || is_named(node, outside) || is_around(node);
}

/* The node behind `node` in document order, without its own children when `over`. */
static xmlNode *following(xmlNode *node, const xmlNode *top, bool over)
{
    if (!over && node->children)
        return node->children;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

static zy_buf text_below(xmlNode *top)
{
    zy_buf text = {0};
    for (xmlNode *n = top; n; n = following(n, top, n != top && is_skipped(n)))
        if (n->type == XML_TEXT_NODE && n->content && !is_skipped(n->parent))
            zy_buf_str(&text, (const char *)n->content);
    return text;
}

/* Marks of sentences a part holds directly or in its paragraphs; links count against it. */
static double weight(xmlNode *top)
{
    static const char *const links[] = {"a", NULL};
    double sum = 0;
    for (xmlNode *n = top->children; n; n = n->next) {
        if (is_skipped(n))
            continue;
        static const char *const direct[] = {"p", "span", "font", "strong", "b", "center", "section", NULL};
        if (n->type != XML_TEXT_NODE && !is_named(n, direct) && !is_named(n, links))
            continue;
        zy_buf text = n->type == XML_TEXT_NODE ? (zy_buf){0} : text_below(n);
        if (n->type == XML_TEXT_NODE)
            zy_buf_str(&text, (const char *)n->content);
        double chars = text.data ? (double)zy_count_han((zy_span){text.data, text.len_bytes}) : 0;
        sum += is_named(n, links) ? -chars : chars;
        zy_buf_free(&text);
    }
    return sum;
}

static xmlNode *best_part(xmlNode *root)
{
    xmlNode *best = root;
    double most = 0;
    for (xmlNode *n = root; n; n = following(n, root, n != root && is_skipped(n))) {
        double w = n->type == XML_ELEMENT_NODE ? weight(n) : 0;
        if (w > most) {
            most = w;
            best = n;
        }
    }
    return best;
}

static const char *attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (xmlStrcasecmp(a->name, utf8(name)) == 0 && a->children && a->children->content)
            return (const char *)a->children->content;
    return NULL;
}

typedef struct {
    zy_articles *set;
    zy_article *article;
    zy_patterns *patterns;
    zy_buf line;
    bool caption;
} filler;

static const char *trimmed(zy_arena *arena, zy_span text)
{
    text = zy_trim(text);
    return text.bytes ? zy_arena_strn(arena, text.at, text.bytes) : NULL;
}

/* 发布时间：2024-01-02 来源：… 作者：…  says when and who; it is no paragraph. */
static bool take_facts(filler *f, zy_span line)
{
    zy_found found;
    bool about =
        zy_count_chars(line) <= 80 &&
        (zy_contains(line, "发布时间") || zy_contains(line, "发布日期") || zy_contains(line, "来源：") ||
         zy_contains(line, "来源:") || zy_contains(line, "浏览次数") || zy_contains(line, "作者："));
    if (!about)
        return false;
    if (!f->article->date && zy_find(f->patterns, ZY_RE_DATE, line, 0, &found))
        f->article->date = zy_date_read(zy_span_cut(line, found.from[0], found.to[0]));
    const char *by = memmem(line.at, line.bytes, "作者：", strlen("作者："));
    if (by) {
        size_t at = (size_t)(by - line.at) + strlen("作者："), end = at;
        while (end < line.bytes && line.at[end] != ' ' &&
               memcmp(line.at + end, "\xE3\x80\x80", end + 3 <= line.bytes ? 3 : 1) != 0)
            end++;
        zy_byline_read(f->patterns, zy_span_cut(line, at, end), &f->set->arena, &f->article->authors);
    }
    return true;
}

static void end_line(filler *f)
{
    zy_span line = zy_trim((zy_span){f->line.data ? f->line.data : "", f->line.len_bytes});
    zy_arena *arena = &f->set->arena;
    bool title = f->article->title && zy_same(line, zy_span_of(f->article->title));
    if (line.bytes && !title && !take_facts(f, line)) {
        bool caption = f->caption || zy_find(f->patterns, ZY_RE_CAPTION, line, 0, NULL);
        bool byline = zy_byline_read(f->patterns, line, arena, NULL) >= ZY_BYLINE_NAMES;
        if (caption) {
            zy_strings_add(arena, &f->article->captions, line.at, line.bytes);
            zy_byline_credit(f->patterns, line, arena, &f->article->authors);
        } else if (byline) {
            zy_byline_read(f->patterns, line, arena, &f->article->authors);
        } else {
            zy_strings_add(arena, &f->article->paragraphs, line.at, line.bytes);
            zy_byline_inline(f->patterns, line, arena, &f->article->authors);
        }
    }
    zy_buf_clear(&f->line);
    f->caption = false;
}

/* Source line ends inside a paragraph are no letters: nothing between Han, a space between Latin words. */
static void add_text(filler *f, const char *text)
{
    bool space = false;
    for (const char *c = text; *c; c++) {
        bool white = *c == ' ' || *c == '\n' || *c == '\r' || *c == '\t';
        bool ends_line = *c == '\n' || *c == '\r';
        uint32_t last = zy_last_char((zy_span){f->line.data ? f->line.data : "", f->line.len_bytes});
        if (!white)
            zy_buf_char(&f->line, *c);
        else if (!space && last && last != ' ' && (!ends_line || last < 0x80))
            zy_buf_char(&f->line, ' ');
        space = white;
    }
}

static void add_part(filler *f, xmlNode *top)
{
    static const char *const caption[] = {"figcaption", NULL}, *const title[] = {"h1", NULL};
    for (xmlNode *n = top; n; n = following(n, top, n != top && (is_skipped(n) || is_named(n, title)))) {
        if (is_named(n, blocks))
            end_line(f);
        if (is_named(n, caption))
            f->caption = true;
        if (n->type == XML_TEXT_NODE && n->content && !is_skipped(n->parent))
            add_text(f, (const char *)n->content);
        /* Leaving a block ends its line: text behind </p> is not its. */
        if (n->type == XML_TEXT_NODE && !n->next && n->parent && is_named(n->parent, blocks))
            end_line(f);
    }
    end_line(f);
}

/* Title: the first h1, else <title> up to the site's name. */
static void take_title(filler *f, xmlNode *root)
{
    static const char *const h1[] = {"h1", NULL}, *const title[] = {"title", NULL},
                             *const meta[] = {"meta", NULL};
    zy_arena *arena = &f->set->arena;
    const char *from_head = NULL, *from_body = NULL;
    for (xmlNode *n = root; n; n = following(n, root, false)) {
        if (is_named(n, h1) || is_named(n, title)) {
            zy_buf text = {0};
            for (xmlNode *t = n; t; t = following(t, n, false))
                if (t->type == XML_TEXT_NODE)
                    zy_buf_str(&text, (const char *)t->content);
            const char *found = trimmed(arena, (zy_span){text.data ? text.data : "", text.len_bytes});
            zy_buf_free(&text);
            if (is_named(n, h1) && !from_body)
                from_body = found;
            else if (!is_named(n, h1) && !from_head)
                from_head = found;
        }
        const char *name = is_named(n, meta) ? attribute(n, "name") : NULL,
                   *value = name ? attribute(n, "content") : NULL;
        if (value &&
            (!strcasecmp(name, "PubDate") || !strcasecmp(name, "date") || !strcasecmp(name, "publishdate")))
            f->article->date = zy_date_read(zy_span_of(value));
        else if (value && (!strcasecmp(name, "ArticleTitle")) && !from_body)
            from_body = zy_arena_str(arena, value);
        else if (value && !strcasecmp(name, "author"))
            zy_byline_read(f->patterns, zy_span_of(value), arena, &f->article->authors);
        else if (value && !strcasecmp(name, "ColumnName"))
            f->article->section = zy_arena_str(arena, value);
    }
    if (!from_body && from_head) {
        size_t cut = strcspn(from_head, "_|");
        const char *dash = strstr(from_head, " - ");
        from_body = trimmed(arena, (zy_span){from_head, dash && (size_t)(dash - from_head) < cut
                                                            ? (size_t)(dash - from_head)
                                                            : cut});
    }
    f->article->title = from_body ? from_body : "";
}

/* charset=… within the first kilobytes, as the document's own claim. */
static bool declared_charset(const char *bytes, size_t len, char name[32])
{
    const char *at = memmem(bytes, len < 4096 ? len : 4096, "charset=", 8);
    size_t used = 0;
    for (at = at ? at + 8 : NULL; at && at < bytes + len && used < 31; at++) {
        bool part = (*at | 32) >= 'a' && (*at | 32) <= 'z';
        if (part || (*at >= '0' && *at <= '9') || *at == '-' || *at == '_')
            name[used++] = *at;
        else if (used || (*at != '"' && *at != '\''))
            break;
    }
    name[used] = '\0';
    return used > 0;
}

static void fill(filler *f, const char *path, const zy_issue_facts *facts, xmlNode *root)
{
    f->article->id = zy_stem_of(&f->set->arena, path);
    f->article->source = zy_arena_str(&f->set->arena, path);
    if (facts) {
        f->article->issue = zy_arena_str(&f->set->arena, facts->issue);
        f->article->date = facts->date;
    }
    take_title(f, root);
    xmlNode *part = best_part(root);
    /* Date and author stand beside the text, in the same box or the one around it. */
    xmlNode *around =
        part->parent && part->parent->type == XML_ELEMENT_NODE && part != root ? part->parent : part;
    for (xmlNode *n = around; n && around != part;
         n = following(n, around, n == part || (n != around && is_skipped(n))))
        if (n->type == XML_TEXT_NODE && n->content && n->parent)
            take_facts(f, zy_trim(zy_span_of((const char *)n->content)));
    add_part(f, part);
}

zy_status zy_html_read(const char *path, const char *bytes, size_t len_bytes, const zy_issue_facts *facts,
                       zy_articles *set, zy_error *err)
{
    char declared[32];
    const char *text;
    size_t text_bytes;
    zy_status status =
        zy_decode(bytes, len_bytes, declared_charset(bytes, len_bytes, declared) ? declared : NULL, path, set,
                  &text, &text_bytes, err);
    if (status)
        return status;
    htmlDocPtr document =
        htmlReadMemory(text, (int)text_bytes, NULL, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    if (!root) {
        xmlFreeDoc(document);
        return zy_fail(err, ZY_REFUSED, "%s 不是可读的网页，未收录", path);
    }
    filler f = {.set = set};
    status = zy_patterns_open(&f.patterns, err);
    f.article = status ? NULL : zy_articles_add(set);
    if (f.article)
        fill(&f, path, facts, root);
    bool empty = f.article && !f.article->paragraphs.count;
    zy_buf_free(&f.line);
    zy_patterns_close(f.patterns);
    xmlFreeDoc(document);
    if (empty)
        set->count--;
    if (!status && set->arena.failed)
        return zy_fail_memory(err);
    return empty ? zy_fail(err, ZY_REFUSED, "%s 里没有找到文章正文，未收录", path) : status;
}
