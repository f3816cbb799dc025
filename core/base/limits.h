/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything a stranger can make large, with the reason for its bound.  One place, so that it can be read at
 * once. */
#ifndef ZY_BASE_LIMITS_H
#define ZY_BASE_LIMITS_H

enum {
    /* A file taken in.  The largest printed issue as PDF is some 60 MB; 256 MB leaves room and bounds memory.
     */
    ZY_LIMIT_FILE_BYTES = 256 << 20,
    /* One article's text, in UTF-16 units: the longest statute known is 0.2 million. */
    ZY_LIMIT_ARTICLE_UNITS = 4 << 20,
    /* Lines of one issue's pages: thirty-two pages of six columns are some 20,000. */
    ZY_LIMIT_ISSUE_LINES = 200000,
    /* Corrections beside a page: a thousand long lines. */
    ZY_LIMIT_CORRECTIONS_BYTES = 256 << 10,
    /* pdftotext on one file: the largest issue takes 2 s, 200 MB and gives 1 MB of text. */
    ZY_LIMIT_PDF_SECONDS = 30,
    ZY_LIMIT_PDF_MEMORY_BYTES = 512 << 20,
    ZY_LIMIT_PDF_TEXT_BYTES = 32 << 20,
    /* One line of JSON Lines: an article with room for escapes. */
    ZY_LIMIT_JSONL_LINE_BYTES = 32 << 20,
    /* A query.  Longer than any headline or pasted paragraph a person would ask for; the rest is cut with a
       note. */
    ZY_LIMIT_QUERY_CHARS = 1000,
    /* Leaves of a query's tree: more cannot have been typed by hand. */
    ZY_LIMIT_QUERY_LEAVES = 64,
    ZY_LIMIT_QUERY_DEPTH = 32,
    /* Alternatives a synonym, wildcard or correction may put in one leaf's place. */
    ZY_LIMIT_ALTERNATIVES = 64,
    /* Hits a page.  Paging goes to the end by offset; exports stream. */
    ZY_LIMIT_PAGE_HITS = 100,
    /* Values listed in a facet. */
    ZY_LIMIT_FACET_VALUES = 100,
    /* A segment's text in UTF-16 units: sorting its suffixes takes about ten bytes a unit. */
    ZY_LIMIT_SEGMENT_UNITS = 16 << 20,
    /* Below this a segment is not made smaller for the sake of sorting side by side: each costs every query a
       little. */
    ZY_LIMIT_SEGMENT_LEAST = 2 << 20
};

#endif
