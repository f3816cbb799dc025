/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles out of a web page.  In: bytes (the encoding is found by us; what the page declares is believed
 * last).  Out: its articles, with what the page's head says of them. */
#include "base/buf.h"
#include "base/error.h"
#include "issue/byline.h"
#include "issue/decode.h"
#include "issue/formats.h"
#include "issue/html_blocks.h"
#include "issue/print.h"

#include <string.h>

/* What the page's head says. */
typedef struct {
    zy_articles *set;
    zy_patterns *patterns;
    zy_article about;
    const char *titled; /* <title> up to the site's name */
} head;

static const char *trimmed(zy_arena *arena, zy_span text)
{
    text = zy_trim(text);
    return text.bytes ? zy_arena_strn(arena, text.at, text.bytes) : NULL;
}

static bool any_of(const char *name, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

static void take_meta(head *h, const xmlNode *node)
{
    static const char *const dates[] = {"PubDate", "date", "publishdate", "article:published_time",
                                        "DC.date", NULL},
                             *const titles[] = {"ArticleTitle", "og:title", "DC.title", NULL},
                             *const columns[] = {"ColumnName", "article:section", NULL};
    zy_arena *arena = &h->set->arena;
    const char *name = zy_html_attribute(node, "name"), *value = zy_html_attribute(node, "content");
    name = name ? name : zy_html_attribute(node, "property");
    if (!name || !value || !*value)
        return;
    if (any_of(name, dates) && !h->about.date)
        h->about.date = zy_date_read(zy_span_of(value));
    else if (any_of(name, titles) && !h->titled)
        h->titled = trimmed(arena, zy_span_of(value));
    else if (any_of(name, columns) && !h->about.section)
        h->about.section = trimmed(arena, zy_span_of(value));
    else if (strcasecmp(name, "author") == 0)
        zy_byline_read(h->patterns, zy_span_of(value), arena, &h->about.authors);
}

static void take_title(head *h, xmlNode *node)
{
    zy_buf text = {0};
    for (xmlNode *n = node; n; n = zy_html_following(n, node, false))
        if (n->type == XML_TEXT_NODE && n->content)
            zy_buf_str(&text, (const char *)n->content);
    zy_span all = zy_span_of_buf(&text);
    size_t cut = all.bytes ? strcspn(all.at, "_|") : 0;
    static const char *const marks[] = {" - ", "——", " – ", "--"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks && all.bytes; i++) {
        const char *mark = strstr(all.at, marks[i]);
        if (mark && mark > all.at && (size_t)(mark - all.at) < cut)
            cut = (size_t)(mark - all.at);
    }
    h->titled = trimmed(&h->set->arena, zy_span_cut(all, 0, cut));
    zy_buf_free(&text);
}

static void take_head(head *h, xmlNode *root)
{
    static const char *const title[] = {"title", NULL}, *const meta[] = {"meta", NULL},
                             *const svg[] = {"svg", NULL};
    xmlNode *titled = NULL;
    for (xmlNode *n = root; n; n = zy_html_following(n, root, zy_html_named(n, svg))) {
        if (zy_html_named(n, title) && !titled)
            titled = n;
        else if (zy_html_named(n, meta))
            take_meta(h, n);
    }
    if (titled && !h->titled)
        take_title(h, titled);
}

static bool has_heading(const zy_vec *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const zy_block *b = &ZY_VEC_AT(*blocks, zy_block, i);
        if (b->kind == ZY_BLOCK_HEAD || b->kind == ZY_BLOCK_BEGIN)
            return true;
    }
    return false;
}

/* A page without headings has its headline in a box of its own: what its head calls it, else what is bold or
 * centred above the text. */
static void find_headline(const head *h, zy_vec *blocks)
{
    enum { NEAR_TOP = 6, LONGEST = 60 };
    zy_span titled = zy_span_of(h->titled ? h->titled : "");
    zy_block *bold = NULL;
    for (size_t i = 0; i < blocks->count; i++) {
        zy_block *b = &ZY_VEC_AT(*blocks, zy_block, i);
        if (zy_count_chars(b->text) > LONGEST || b->kind == ZY_BLOCK_CAPTION)
            continue;
        if (zy_html_is_titled(b->text, titled)) {
            *b = (zy_block){ZY_BLOCK_HEAD, 1, b->text, b->line};
            return;
        }
        if (b->kind == ZY_BLOCK_BOLD && !bold && i < NEAR_TOP)
            bold = b;
    }
    if (bold)
        *bold = (zy_block){ZY_BLOCK_HEAD, 1, bold->text, bold->line};
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

static zy_status read_document(head *h, xmlNode *root, zy_error *err)
{
    zy_vec blocks = ZY_VEC(zy_block);
    take_head(h, root);
    zy_status status = zy_html_blocks(zy_html_main(root, zy_span_of(h->titled ? h->titled : "")),
                                      &h->set->arena, &blocks, err);
    if (!status && !has_heading(&blocks)) {
        find_headline(h, &blocks);
        if (!has_heading(&blocks))
            h->about.title = h->titled;
    }
    if (!status)
        status = zy_blocks_read(&blocks, &h->about, h->set, err);
    zy_vec_free(&blocks);
    return status;
}

zy_status zy_html_read(const char *path, const char *bytes, size_t len_bytes, const zy_issue_facts *facts,
                       zy_articles *set, zy_error *err)
{
    char declared[32];
    const char *text;
    size_t text_bytes, before = set->count;
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
    head h = {.set = set,
              .about = {.id = zy_stem_of(&set->arena, path), .source = zy_arena_str(&set->arena, path)}};
    if (facts) {
        h.about.issue = zy_arena_str(&set->arena, facts->issue);
        h.about.date = facts->date;
    }
    status = zy_patterns_open(&h.patterns, err);
    if (!status)
        status = read_document(&h, root, err);
    zy_patterns_close(h.patterns);
    xmlFreeDoc(document);
    if (!status && set->arena.failed)
        return zy_fail_memory(err);
    return !status && set->count == before ? zy_fail(err, ZY_REFUSED, "%s 里没有找到文章正文，未收录", path)
                                           : status;
}
