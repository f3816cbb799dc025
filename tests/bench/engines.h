/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engines that are measured: each is built from the same file and answers how many articles hold a
 * string. */
#ifndef ZY_BENCH_ENGINES_H
#define ZY_BENCH_ENGINES_H

#include "bench.h"

/* ---- Ours ---- */

typedef struct bench_ours bench_ours;
void bench_ours_build(const char *file, const char *folder,
                      unsigned jobs); /* what is in the folder is kept */
bench_ours *bench_ours_open(const char *folder);
void bench_ours_close(bench_ours *ours);
uint64_t bench_ours_count(void *ours, const char *string); /* zy_search with the string in quotes, no hits */
uint64_t bench_ours_literal(void *ours, const char *string); /* the suffix arrays alone */
uint64_t bench_ours_answer(void *ours, const char *query);   /* the default page as JSON; its bytes */
void bench_ours_words(bench_ours *ours, size_t count,
                      bench_strings *out); /* distinct words of 2 to 4 characters */

/* ---- Groonga: TokenBigram with positions ---- */

typedef struct bench_groonga bench_groonga;
/* With `index_last` the index is made when all articles are in, Groonga's way for bulk loads; otherwise as
 * they come. */
bench_groonga *bench_groonga_build(const bench_articles *articles, const char *folder, bool index_last);
bench_groonga *bench_groonga_open(const char *folder);
void bench_groonga_close(bench_groonga *groonga);
uint64_t bench_groonga_count(void *groonga,
                             const char *string); /* phrase by grn_obj_search, no query parsing */
uint64_t bench_groonga_answer(void *groonga,
                              const char *query); /* select, snippet_html, drilldown; its bytes */

/* ---- Xapian: bigrams of Han characters with positions, single characters as plain terms ---- */

typedef struct bench_xapian bench_xapian;
void bench_xapian_build(const bench_articles *articles, const char *folder);
bench_xapian *bench_xapian_open(const char *folder);
void bench_xapian_close(bench_xapian *xapian);
uint64_t bench_xapian_count(void *xapian, const char *string);

#endif
