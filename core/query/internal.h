/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by the files of this folder alone: the query as code points, lexemes, makers of nodes. */
#ifndef ZY_QUERY_INTERNAL_H
#define ZY_QUERY_INTERNAL_H

#include "query/query.h"

/* A stretch of code points, and where each begins in the UTF-8 beside it (byte_at has count + 1 entries). */
typedef struct {
    const char *text;
    const uint32_t *runes;
    const size_t *byte_at;
    size_t count;
} zy_runes;

/* Decodes well-formed UTF-8 into arena memory. */
zy_runes zy_runes_of(zy_arena *arena, const char *text, size_t len_bytes);

/* ---- Lexemes --------------------------------------------------------------------------------------------
 */

typedef enum {
    ZY_LEX_END,
    ZY_LEX_WORD,
    ZY_LEX_QUOTED, /* from..to without the quotes */
    ZY_LEX_OPEN,
    ZY_LEX_CLOSE,
    ZY_LEX_AND,
    ZY_LEX_OR,
    ZY_LEX_NOT, /* NOT, - */
    ZY_LEX_NEAR,
    ZY_LEX_FIELD /* name and colon */
} zy_lex_kind;

enum { ZY_FIELD_NONE = -1, ZY_FIELD_DATE = 100 }; /* beside the values of zy_where */

typedef struct {
    zy_lex_kind kind;
    size_t from, to; /* code points of the query */
    size_t at, end;  /* with quotes */
    int number;      /* NEAR: the distance; FIELD: zy_where or ZY_FIELD_DATE */
    bool glued;      /* QUOTED: a letter stands directly before or behind */
} zy_lexeme;

/* The query's lexemes, an END behind them; notes on what was read as text go to the query. */
zy_lexeme *zy_query_lex(zy_query *query, const zy_runes *text, size_t *count);

/* The field whose name (标题, title …) is runes[from..to), or ZY_FIELD_NONE. */
int zy_field_of(const zy_runes *text, size_t from, size_t to);
const char *zy_field_label(int field);

/* ---- Nodes ----------------------------------------------------------------------------------------------
 */

zy_node *zy_node_new(zy_query *query, zy_node_kind kind);
zy_node *zy_node_leaf(zy_query *query, zy_node_kind kind, const char *text, size_t len_bytes);
zy_node *zy_node_group(zy_query *query, zy_node_kind kind, zy_node *const *kids, size_t count);

/* A question's core as a query, with everything that is no plain string kept as typed; NULL when it is none.
 */
const char *zy_query_find_core(zy_query *query, const zy_lexicon *lexicon);

/* ---- Numbers and dates ----------------------------------------------------------------------------------
 */

/* A number as written: 15, １５, 十五, 二〇二一. */
typedef struct {
    int64_t value;
    size_t chars;   /* how long it is; 0: no number here */
    bool chinese;   /* in Chinese figures */
    bool by_digits; /* Chinese figures one after another, without 十 and 百 */
    bool zeros;     /* begins with 0 */
} zy_numeral;

/* The number that begins at runes[at], the longest run of its figures. */
zy_numeral zy_numeral_at(const zy_runes *text, size_t at);

/* How many figures stand in a row there, whether they make a number or not (十四五: 3). */
size_t zy_numeral_run(const zy_runes *text, size_t at);

void zy_numeral_put(zy_buf *out, int64_t value);                          /* 十五 */
void zy_numeral_put_digits(zy_buf *out, int64_t value, const char *zero); /* 二〇二一, zero as 〇 or 零 */

/* The other ways to write the numbers and dates in a string, added to the node as ZY_WHY_NUMBER. */
void zy_query_add_forms(zy_query *query, zy_node *node);

/* A calendar date as written in runes[at..): 2021年5月, 2021-05-20, 5月20日.  Parts that are missing are 0.
 */
typedef struct {
    int year, month, day;
    size_t chars; /* 0: none here */
} zy_written_date;

zy_written_date zy_written_date_at(const zy_runes *text, size_t at);

/* ---- Calendar -------------------------------------------------------------------------------------------
 */

int zy_days_in_month(int year, int month);
int zy_day_add(int yyyymmdd, int days);
int zy_month_add(int yyyymmdd, int months); /* the same day, or the month's last */
bool zy_day_valid(int yyyymmdd);
int zy_weekday(int yyyymmdd); /* 1 Monday … 7 Sunday */

/* The festival named in runes[at..): its number, and in *chars the name's length; -1 when there is none. */
int zy_festival_at(const zy_runes *text, size_t at, size_t *chars);
int zy_festival_day(int festival, int year); /* yyyymmdd, or 0 outside the table */
void zy_festival_span(int festival, int year, int *first,
                      int *last); /* its holidays, or the day and its eve */

#endif
