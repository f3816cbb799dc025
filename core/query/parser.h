/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two halves of the parser share: where they are in the lexemes, and the leaves one makes for the
 * other. */
#ifndef ZY_QUERY_PARSER_H
#define ZY_QUERY_PARSER_H

#include "query/internal.h"

typedef struct {
    zy_query *query;
    const zy_runes *text;
    const zy_lexeme *lexemes;
    size_t at;
    size_t leaves;
    int field; /* whose value is being read */
    int today;
    bool only_marks; /* the whole query holds no letter: then its marks are what is asked for */
} zy_parser;

/* Each NULL when nothing is left of the lexeme: only marks, or beyond a limit. */
zy_node *zy_word_leaf(zy_parser *p, const zy_lexeme *lexeme);
zy_node *zy_quoted_leaf(zy_parser *p, const zy_lexeme *lexeme);
zy_node *zy_keyword_leaf(zy_parser *p, const zy_lexeme *lexeme); /* an operator where none can be */

#endif
