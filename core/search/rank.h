/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The second stage of ranking: an article's own text against the query's words, pairs and runs of characters.
 * rank_query.c makes the tables of the query, rank_scan.c walks a text once, rank.c turns what was seen into
 * a score.
 */
#ifndef ZY_SEARCH_RANK_H
#define ZY_SEARCH_RANK_H

#include "search/internal.h"

enum {
    RANK_CHARS = 512, /* of the query; what is longer is ranked by its beginning */
    RANK_WORDS = 192,
    RANK_TEXT_UNITS = 3000, /* of an article: what comes later moves no order worth its time */
    RANK_EVENTS = 1 << 12,
    RANK_WHOLES = 4 /* occurrences of a whole part that are looked at */
};

/* Weights and spans found by trials on judged sets; docs/RANKING.md says how and what each is worth. */
#define ZY_RANK_K1 1.2
#define ZY_RANK_B 0.75
#define ZY_RANK_FILLER 0.2        /* weight of words such as 什么 and 的 */
#define ZY_RANK_INSIDE 0.5        /* a word that stands inside or across other words */
#define ZY_RANK_LEAD_UNITS 150    /* the beginning of the text … */
#define ZY_RANK_LEAD_WEIGHT 3.0   /* … counts threefold: a headline tells it */
#define ZY_RANK_LEAD_QUESTION 1.3 /* a question asks for a detail */
#define ZY_RANK_TITLE_WEIGHT 4.0
#define ZY_RANK_DECAY_UNITS 30.0 /* half the worth of a first mention is lost after so many characters */
#define ZY_RANK_PAIR_WINDOW 40   /* for the densest window of character pairs */
#define ZY_RANK_WORD_WINDOW 50   /* and of words */
#define ZY_RANK_SKIP_UNITS 6     /* two characters of a pair with others between */
#define ZY_RANK_FRESH_YEARS 4.0  /* half of a fresh article's advantage is gone after so long */
#define ZY_RANK_NEAR_UNITS 12    /* neighbouring words of the query */

typedef struct {
    uint16_t word, length; /* the word ends here and is so long */
} rank_word_end;

typedef struct {
    zy_store *store;
    const char *typed; /* the query's text */
    bool question;
    double lead_weight, inside; /* as the query is a question or not */
    uint16_t units[RANK_CHARS];
    int count;                                          /* of units */
    int asked_units;                                    /* without the marks between parts */
    int16_t single_at[RANK_CHARS], pair_at[RANK_CHARS]; /* number of the gram ending here, or -1 */
    int16_t part_units[RANK_CHARS];                     /* where a part ends: its length; else 0 */
    double single[RANK_CHARS], pair[RANK_CHARS];        /* weights */
    int single_count, pair_count;
    double word[RANK_WORDS];
    int word_count;
    rank_word_end ends[2 * RANK_WORDS];
    int16_t ends_first[RANK_CHARS + 1]; /* into `ends` */
    double pair_sum, word_sum;
    uint16_t letters[RANK_CHARS]; /* of the whole query, without anything between them */
    int letter_count;
    int16_t bucket[256], next[RANK_CHARS]; /* positions by unit: chains */
} rank_query;

typedef struct {
    int at, what;
} rank_event;

/* What one walk over a text saw. */
typedef struct {
    double single_tf[RANK_CHARS], pair_tf[RANK_CHARS], skip_tf[RANK_CHARS], word_tf[RANK_WORDS];
    bool pair_in_title[RANK_CHARS];
    int pair_first[RANK_CHARS]; /* units from the body's start, 0 in the headline; -1 never */
    int longest;                /* run shared with the query */
    int run[RANK_CHARS];        /* longest run that ends at each position of the query */
    rank_event pairs[RANK_EVENTS], words[RANK_EVENTS];
    int pair_events, word_events;
    int whole;              /* occurrences of a whole part … */
    double sides, cohesion; /* … and the sums of how freely they stand and how tightly they hold together */
    int text_units, head_units;
} rank_seen;

struct zy_ranker {
    rank_query query;
    rank_seen seen;
};

ZY_CHECKED zy_status zy_rank_prepare(zy_plan *plan, rank_query *query, zy_error *err);
/* A word that carries no subject: 什么, 的. */
bool zy_rank_is_filler(const uint16_t *units, size_t count);
/* One that joins others or points at them: 或者, 我们.  It still counts in ranking. */
bool zy_rank_is_function_word(const uint16_t *units, size_t count);
/* Letters, digits and ideographs: what counts of a headline. */
bool zy_rank_is_letter(uint16_t unit);

void zy_rank_scan(const rank_query *query, const zy_segment *segment, uint32_t doc, rank_seen *seen);

#endif
