/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where on a web page the articles are.  In: a document.  Out: the smallest part that holds nine tenths of
 * its sentences and its main heading.  Sentences are told from menus by their full stops; links count for
 * nothing. */
#include "issue/html_blocks.h"

#include "base/utf8.h"

#include <string.h>

static const xmlChar *utf8(const char *text)
{
    return (const xmlChar *)text;
}

bool zy_html_named(const xmlNode *node, const char *const *names)
{
    for (size_t i = 0; node->type == XML_ELEMENT_NODE && names[i]; i++)
        if (xmlStrcasecmp(node->name, utf8(names[i])) == 0)
            return true;
    return false;
}

const char *zy_html_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *a = node->type == XML_ELEMENT_NODE ? node->properties : NULL; a; a = a->next)
        if (xmlStrcasecmp(a->name, utf8(name)) == 0 && a->children && a->children->content)
            return (const char *)a->children->content;
    return NULL;
}

xmlNode *zy_html_following(xmlNode *node, const xmlNode *top, bool over)
{
    if (!over && node->children)
        return node->children;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

/* Whether a word stands in a class or id: at its beginning or behind a space, - or _; `whole` asks for its
 * end too, so that ad is not found in address. */
static bool has_word(const char *value, const char *word, bool whole)
{
    size_t len = strlen(word);
    for (const char *at = value; (at = strcasestr(at, word)) != NULL; at++) {
        bool begins = at == value || strchr(" -_", at[-1]),
             ends = !at[len] || strchr(" -_0123456789", at[len]);
        if (begins && (ends || !whole))
            return true;
    }
    return false;
}

static bool has_any(const char *value, const char *const *words, bool whole)
{
    for (size_t i = 0; value && words[i]; i++)
        if (has_word(value, words[i], whole))
            return true;
    return false;
}

/* Whether class or id says that a part is about the page, not the article. */
static bool is_around(const xmlNode *node)
{
    static const char *const begin[] = {"menu",      "footer",  "sidebar", "relate",     "share",
                                        "comment",   "breadcr", "crumb",   "recommend",  "prenext",
                                        "copyright", "toolbar", "pager",   "friendlink", "advert",
                                        "banner",    "login",   "qrcode",  "gotop",      NULL},
                             *const whole[] = {"nav",  "side", "prev", "next",   "tools",  "hot",
                                               "rank", "ad",   "ads",  "search", "hidden", NULL};
    const char *class_ = zy_html_attribute(node, "class"), *id = zy_html_attribute(node, "id");
    return has_any(class_, begin, false) || has_any(id, begin, false) || has_any(class_, whole, true) ||
           has_any(id, whole, true);
}

bool zy_html_skipped(const xmlNode *node)
{
    static const char *const outside[] = {"script",   "style",  "template", "noscript", "nav",
                                          "aside",    "form",   "iframe",   "select",   "button",
                                          "svg",      "title",  "object",   "audio",    "video",
                                          "textarea", "canvas", "footer",   NULL};
    if (node->type == XML_COMMENT_NODE || zy_html_named(node, outside) || is_around(node))
        return true;
    const char *style = zy_html_attribute(node, "style");
    return zy_html_attribute(node, "hidden") ||
           (style && (strstr(style, "display:none") || strstr(style, "display: none")));
}

static bool is_in_link(const xmlNode *node, const xmlNode *top)
{
    static const char *const link[] = {"a", NULL};
    for (; node && node != top; node = node->parent)
        if (zy_html_named(node, link))
            return true;
    return false;
}

/* Han characters of a text that has sentences. */
static double sentences(const char *text)
{
    zy_span span = zy_span_of(text);
    bool told = zy_contains(span, "。") || zy_contains(span, "，") || zy_contains(span, "；") ||
                zy_contains(span, "！") || zy_contains(span, "？");
    size_t han = zy_count_han(span);
    return told ? (double)han : (double)han / 10;
}

static double weight(xmlNode *top)
{
    double sum = 0;
    for (xmlNode *n = top; n; n = zy_html_following(n, top, n != top && zy_html_skipped(n)))
        if (n->type == XML_TEXT_NODE && n->content &&
            !(n->parent && n->parent != top && zy_html_skipped(n->parent)) && !is_in_link(n->parent, top))
            sum += sentences((const char *)n->content);
    return sum;
}

static bool contains(const xmlNode *outer, const xmlNode *inner)
{
    for (; inner; inner = inner->parent)
        if (inner == outer)
            return true;
    return false;
}

bool zy_html_is_titled(zy_span text, zy_span titled)
{
    enum { FEWEST = 4, LONGEST = 60 };
    size_t chars = zy_count_chars(titled);
    if (!chars || zy_count_chars(text) > LONGEST)
        return false;
    bool begins =
        chars >= FEWEST && text.bytes > titled.bytes && memcmp(text.at, titled.at, titled.bytes) == 0;
    return begins || zy_same(text, titled);
}

/* The page's only h1 outside menus; where there is none, the element that says what the page's head calls it;
 * NULL when neither is there. */
static xmlNode *main_heading(xmlNode *root, zy_span titled)
{
    static const char *const h1[] = {"h1", NULL};
    xmlNode *found = NULL, *named = NULL;
    size_t count = 0;
    for (xmlNode *n = root; n; n = zy_html_following(n, root, n != root && zy_html_skipped(n))) {
        if (zy_html_named(n, h1)) {
            count++;
            found = n;
        }
        if (!named && n->type == XML_TEXT_NODE && n->content && !zy_html_skipped(n->parent) &&
            zy_html_is_titled(zy_trim(zy_span_of((const char *)n->content)), titled))
            named = n->parent;
    }
    return count == 1 ? found : count ? NULL : named;
}

/* The innermost part with nine tenths of all that is told. */
static xmlNode *telling_part(xmlNode *root)
{
    enum { STEPS = 300 };
    static const double share = 0.9;
    double all = weight(root);
    xmlNode *part = root;
    for (int step = 0; step < STEPS && all > 0; step++) {
        xmlNode *inner = NULL;
        for (xmlNode *n = part->children; n && !inner; n = n->next)
            if (n->type == XML_ELEMENT_NODE && !zy_html_skipped(n) && weight(n) >= share * all)
                inner = n;
        if (!inner)
            break;
        part = inner;
    }
    return part;
}

xmlNode *zy_html_main(xmlNode *root, zy_span titled)
{
    enum { STEPS_OUT = 4 };
    static const double little = 1.15; /* date, writers and headline are little beside the text */
    xmlNode *part = telling_part(root), *heading = main_heading(root, titled);
    while (heading && part != root && !contains(part, heading))
        part = part->parent;
    double told = weight(part);
    for (int step = 0; !heading && step < STEPS_OUT && part != root && weight(part->parent) <= little * told;
         step++)
        part = part->parent;
    return part;
}
