/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Synonym rules, gathered by the string they start from, so that one look-up gives all that may stand for it.
 */
#include "lexicon/internal.h"

#include <stdlib.h>
#include <string.h>

static int by_from(const void *a, const void *b)
{
    const zy_rule *x = a, *y = b;
    int order = strcmp(x->from, y->from);
    return order ? order : strcmp(x->to, y->to);
}

/* Rules of one string stand together; the same pair in two groups counts once. */
static size_t gather(zy_lexicon *lexicon, const zy_rule *rules, size_t count)
{
    size_t same = 1;
    while (same < count && strcmp(rules[same].from, rules[0].from) == 0)
        same++;
    const char **to = ZY_ARENA_ARRAY(&lexicon->arena, const char *, same);
    zy_synonym_entry *entry = zy_vector_push(&lexicon->synonyms, sizeof *entry);
    if (!to || !entry) {
        lexicon->failed = true;
        return same;
    }
    *entry = (zy_synonym_entry){rules[0].from, to, 0};
    for (size_t i = 0; i < same; i++)
        if (strcmp(rules[i].to, rules[0].from) != 0 && (i == 0 || strcmp(rules[i].to, rules[i - 1].to) != 0))
            to[entry->count++] = rules[i].to;
    size_t len = strlen(rules[0].from);
    if (len > lexicon->longest_synonym)
        lexicon->longest_synonym = len;
    return same;
}

void zy_lexicon_join_synonyms(zy_lexicon *lexicon)
{
    zy_rule *rules = lexicon->rules.items;
    size_t count = lexicon->rules.count;
    if (count)
        qsort(rules, count, sizeof *rules, by_from);
    for (size_t i = 0; i < count;)
        i += gather(lexicon, rules + i, count - i);
    free(rules);
    lexicon->rules = (zy_vector){0};
}

const char *const *zy_lexicon_synonyms(const zy_lexicon *lexicon, const char *text, size_t len_bytes,
                                       size_t *count)
{
    const zy_synonym_entry *entries = lexicon->synonyms.items;
    size_t low = 0, high = lexicon->synonyms.count;
    *count = 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(entries[middle].from, text, len_bytes);
        if (order == 0)
            order = entries[middle].from[len_bytes] != '\0';
        if (order == 0) {
            *count = entries[middle].count;
            return entries[middle].to;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

size_t zy_lexicon_longest_synonym(const zy_lexicon *lexicon)
{
    return lexicon->longest_synonym;
}
