/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query as a tree: what the parser makes of the text, and the search walks.  Needs no store. */
#ifndef ZY_QUERY_TREE_H
#define ZY_QUERY_TREE_H

#include "base/arena.h"
#include "zy.h"

typedef enum {
    ZY_NODE_AND, /* all kids */
    ZY_NODE_OR,  /* any kid */
    ZY_NODE_NOT, /* without kids[0]; stands only under an AND that has another kid (ZY_NODE_ALL if need be) */
    ZY_NODE_NEAR,   /* kids (strings) within `distance` characters of one another, any order, one paragraph */
    ZY_NODE_STRING, /* a literal string, alternatives in place */
    ZY_NODE_PREFIX, /* a Latin word's beginning: inter* (text without the star) */
    ZY_NODE_FIELD,  /* an exact value of a field: 期, 版, 栏目, 作者, 地点 */
    ZY_NODE_DATE,   /* printed between from_date and to_date */
    ZY_NODE_ALL     /* everything: an empty query, or the first kid of one that only excludes */
} zy_node_kind;

/* Where a string may stand.  Anywhere unless a field says otherwise.  A STRING is ANY or TITLE. */
typedef enum {
    ZY_IN_ANY,
    ZY_IN_TITLE,
    ZY_IN_AUTHOR,
    ZY_IN_ISSUE,
    ZY_IN_PAGE,
    ZY_IN_SECTION,
    ZY_IN_PLACE
} zy_where;

/* Why an alternative stands beside the string typed. */
typedef enum {
    ZY_WHY_TYPED,
    ZY_WHY_SYNONYM,
    ZY_WHY_NUMBER, /* another form of the same number or date: counts as literal.  An occurrence that begins
                    * or ends in the middle of a longer number (15 in 2015, 十五 in 二十五) is none. */
    ZY_WHY_PINYIN,
    ZY_WHY_SOUND,
    ZY_WHY_SHAPE
} zy_why;

typedef struct {
    const char *text; /* UTF-8, as typed (not folded) */
    zy_why why;
} zy_alternative;

typedef struct zy_node zy_node;
struct zy_node {
    zy_node_kind kind;
    zy_node **kids;
    size_t kid_count;
    zy_where where;               /* STRING, PREFIX, FIELD */
    zy_alternative *alternatives; /* STRING, PREFIX, FIELD: [0] is what was typed */
    size_t alternative_count;
    bool quoted;                /* to the letter: no synonyms, no corrections, never relaxed */
    int distance;               /* NEAR */
    int from_date, to_date;     /* DATE: yyyymmdd, inclusive; 0 open */
    const char *said;           /* DATE: the days in words ("2024年12月"), for read_as */
    size_t at_chars, len_chars; /* where in the query text it was typed */
};

typedef struct {
    zy_arena arena;
    const char *text; /* the query as typed, cut to the limit, well-formed */
    zy_node *root;    /* never NULL after parsing */
    const char *
        *notes; /* Chinese sentences: what was taken as plain text, what was cut, how dates were read */
    size_t note_count;
    const char
        *core; /* an everyday question as a query of its content words ("养老院"), or NULL when it is none */
} zy_query;

void zy_query_free(zy_query *query);

/* S-expressions for tests and --explain: (and (string "养老院") (not (string "敬老"))). */
void zy_query_print(const zy_query *query, zy_buf *out);

/* Puts one more alternative into a STRING, PREFIX or FIELD, unless it is there already or the node has
 * ZY_LIMIT_ALTERNATIVES of them; copies the text into the query's memory.  True when it is there afterwards.
 */
bool zy_query_add_alternative(zy_query *query, zy_node *node, const char *text, size_t len_bytes, zy_why why);

/* Adds a sentence to the notes, once. */
void zy_query_note(zy_query *query, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
