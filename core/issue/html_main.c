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

/* Words at the beginning of a class or id, or behind - _ or a space in it. */
static bool has_word(const char *value, const char *word)
{
    for (const char *at = value; (at = strcasestr(at, word)) != NULL; at++)
        if (at == value || strchr(" -_", at[-1]))
            return true;
    return false;
}

bool zy_html_skipped(const xmlNode *node)
{
    static const char *const outside[] = {"script",   "style",  "template", "noscript", "nav",
                                          "aside",    "form",   "iframe",   "select",   "button",
                                          "svg",      "title",  "object",   "audio",    "video",
                                          "textarea", "canvas", "footer",   NULL};
    static const char *const around[] = {
        "nav",     "menu",    "footer", "sidebar",   "side",      "related",    "relate", "share",
        "comment", "breadcr", "crumb",  "recommend", "copyright", "prenext",    "prev",   "next",
        "toolbar", "tools",   "pager",  "hot",       "rank",      "friendlink", "ad",     "ads",
        "advert",  "banner",  "search", "login",     "qrcode",    "gotop",      "hidden"};
    if (node->type == XML_COMMENT_NODE || zy_html_named(node, outside))
        return true;
    const char *const names[] = {zy_html_attribute(node, "class"), zy_html_attribute(node, "id")};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; names[k] && i < sizeof around / sizeof *around; i++) {
            size_t len = strlen(around[i]);
            const char *at = names[k];
            if (!has_word(at, around[i]))
                continue;
            if (len > 3 && strcmp(around[i], "side") && strcmp(around[i], "next"))
                return true;
            /* Short words must be whole ones: ad, hot, nav. */
            for (; (at = strcasestr(at, around[i])) != NULL; at++)
                if ((at == names[k] || strchr(" -_", at[-1])) &&
                    (!at[len] || strchr(" -_0123456789", at[len])))
                    return true;
        }
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
