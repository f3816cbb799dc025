/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Synonyms, put in place.
 *
 * In: a parsed query and the lexicon.  Out: the same tree, whose unquoted strings have further alternatives;
 * its shape never changes, so that an exclusion holds whatever is widened beside it.  What is excluded is not
 * widened: -养老院 takes away what says 养老院, not what says 敬老院.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "query/internal.h"

#include <string.h>

/* Longer strings are sentences: their words' synonyms would hardly stand in the very same sentence. */
enum { WIDEN_CHARS_MOST = 16, WIDEN_FORMS_MOST = 24 };

typedef struct {
    zy_query *query;
    const zy_lexicon *lexicon;
    zy_query_fold fold;
} widener;

/* 十四五|规划 with 第十四个五年规划: what the synonym ends with and the rest begins with is said once. */
static size_t overlap(const char *synonym, const char *rest, size_t rest_len)
{
    enum { LEAST_BYTES = 6 }; /* two Han characters */
    size_t len = strlen(synonym);
    for (size_t same = len < rest_len ? len : rest_len; same >= LEAST_BYTES; same--)
        if (memcmp(synonym + len - same, rest, same) == 0)
            return same;
    return 0;
}

/* Adds before + synonym + after, unless every place of it is a place of the string itself. */
static void add(const widener *w, zy_node *node, const zy_buf *typed, size_t from, size_t to,
                const char *synonym)
{
    zy_buf form = {0};
    zy_buf_add(&form, typed->data, from);
    zy_buf_str(&form, synonym);
    to += overlap(synonym, typed->data + to, typed->len_bytes - to);
    zy_buf_add(&form, typed->data + to, typed->len_bytes - to);
    if (!form.failed && form.data && !strstr(form.data, typed->data) &&
        node->alternative_count < WIDEN_FORMS_MOST)
        zy_query_add_alternative(w->query, node, form.data, form.len_bytes, ZY_WHY_SYNONYM);
    zy_buf_free(&form);
}

/* The longest string with synonyms that begins at `at`: its length, or 0. */
static size_t replace_at(const widener *w, zy_node *node, const zy_buf *typed, size_t at)
{
    size_t longest = zy_lexicon_longest_synonym(w->lexicon), left = typed->len_bytes - at, count;
    for (size_t len = left < longest ? left : longest; len > 0; len--) {
        if (zy_utf8_floor(typed->data, at + len) != at + len)
            continue;
        const char *const *synonyms = zy_lexicon_synonyms(w->lexicon, typed->data + at, len, &count);
        for (size_t i = 0; i < count; i++)
            add(w, node, typed, at, at + len, synonyms[i]);
        if (count)
            return len;
    }
    return 0;
}

static void widen_string(const widener *w, zy_node *node)
{
    zy_buf typed = {0};
    const char *text = node->alternatives[0].text;
    if (w->fold)
        w->fold(text, strlen(text), &typed);
    else
        zy_buf_str(&typed, text);
    if (!typed.failed && typed.data && zy_utf8_count(typed.data, typed.len_bytes) <= WIDEN_CHARS_MOST) {
        for (size_t at = 0; at < typed.len_bytes;) {
            size_t len = replace_at(w, node, &typed, at), next = at;
            zy_utf8_next(typed.data, typed.len_bytes, &next);
            at = len ? at + len : next;
        }
    }
    zy_buf_free(&typed);
}

/* 地点:九堰 stands for the place's proper name. */
static void widen_place(const widener *w, zy_node *node)
{
    const char *text = node->alternatives[0].text;
    const zy_place *place = zy_lexicon_place(w->lexicon, text, strlen(text));
    if (place)
        zy_query_add_alternative(w->query, node, place->name, strlen(place->name), ZY_WHY_SYNONYM);
}

static void widen_node(const widener *w, zy_node *node)
{
    if (node->kind == ZY_NODE_NOT)
        return;
    if (node->kind == ZY_NODE_STRING && !node->quoted)
        widen_string(w, node);
    if (node->kind == ZY_NODE_FIELD && node->where == ZY_IN_PLACE && !node->quoted)
        widen_place(w, node);
    for (size_t i = 0; i < node->kid_count; i++)
        widen_node(w, node->kids[i]);
}

void zy_query_widen(zy_query *query, const zy_lexicon *lexicon, zy_query_fold fold)
{
    widener w = {query, lexicon, fold};
    if (lexicon && query->root)
        widen_node(&w, query->root);
}
