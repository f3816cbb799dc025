/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A segment: some articles, never changed once written.  Two files: NAME.zys, mapped whole, holds their text,
 * its suffix array and everything shown of an article; NAME.glass is a single-file Xapian database of their
 * words, document number doc + 1.  docs/SCHEMA.md describes both; a test holds it against the tables here.
 */
#ifndef ZY_STORE_SEGMENT_H
#define ZY_STORE_SEGMENT_H

#include "base/file.h"
#include "literal/literal.h"

enum { ZY_SEGMENT_SCHEMA = 3 };

/* What a passage of an article is.  The order is the order in the stored text. */
#define ZY_PASSAGES(X)                                                                                       \
    X(TITLE, "title", "headline")                                                                            \
    X(KICKER, "kicker", "line above the headline")                                                           \
    X(SUBTITLE, "subtitle", "line below the headline")                                                       \
    X(BODY, "body", "paragraph, sub-heading, list item or signature")                                        \
    X(CAPTION, "caption", "text of a picture")                                                               \
    X(AUTHOR, "author", "one name of the byline")

typedef enum {
#define X(name, text, meaning) ZY_PASSAGE_##name,
    ZY_PASSAGES(X)
#undef X
        ZY_PASSAGE_COUNT
} zy_passage_kind;

/* An article's own facts; strings are numbers into the segment's pool, 0 being "". */
typedef struct {
    uint64_t hash; /* of everything the reader gave: tells whether the article has changed */
    uint32_t id, issue, section, source, continued;
    int32_t date; /* yyyymmdd, parts 00 when unknown, 0 none */
    uint32_t first_line, last_line;
    uint32_t lists_at; /* authors, then places, in `lists` */
    uint16_t author_count, place_count;
    uint16_t page;
    uint16_t flags;
    uint32_t body_units; /* of the passages of kind BODY */
    uint32_t near_hash;  /* zy_near_signature of the body */
} zy_doc_record;

/* Name, element type, how many elements (in terms of the segment's counts), what it holds. */
#define ZY_SECTIONS(X)                                                                                       \
    X(text, uint16_t, "folded text, UTF-16 little-endian, each passage followed by U+000A")                  \
    X(suffixes, uint32_t, "unit offsets of the suffixes, in order of their bytes")                           \
    X(keys, uint64_t, "the first four units of every 32nd suffix, as a number")                              \
    X(breaks, uint64_t, "a bit a unit, and one more: a word begins here")                                    \
    X(doc_starts, uint32_t, "first unit of each article, and the end")                                       \
    X(doc_of_block, uint32_t, "article that holds the first of every 128 units")                             \
    X(passage_first, uint32_t, "number of the first passage of each article, and the end")                   \
    X(passage_starts, uint32_t, "first unit of each passage, and the end")                                   \
    X(passage_kinds, uint8_t, "title, kicker, subtitle, body, caption or author")                            \
    X(edit_first, uint32_t, "where each article's edits begin in `edits`, and the end")                      \
    X(edits, uint8_t, "pairs of varints: units skipped, number of the replacement")                          \
    X(pair_first, uint32_t, "where each replacement's source bytes begin, and the end")                      \
    X(pair_units, uint16_t, "folded units each replacement stands for")                                      \
    X(pair_bytes, uint8_t, "source bytes of the replacements")                                               \
    X(docs, zy_doc_record, "facts of each article")                                                          \
    X(lists, uint32_t, "authors and places of the articles, numbers of strings")                             \
    X(string_first, uint32_t, "where each string begins, and the end")                                       \
    X(strings, uint8_t, "strings, UTF-8, each followed by a NUL")                                            \
    X(id_order, uint32_t, "articles in the order of their ids")

typedef enum {
#define X(name, type, meaning) ZY_SECTION_##name,
    ZY_SECTIONS(X)
#undef X
        ZY_SECTION_COUNT
} zy_section;

/* A segment open for reading: pointers into the mapped file. */
typedef struct {
    char name[64];
    zy_map map;
#define X(name, type, meaning) const type *name;
    ZY_SECTIONS(X)
#undef X
    size_t counts[ZY_SECTION_COUNT]; /* elements of each section */
    zy_literal literal;
    uint32_t doc_count;
    const uint64_t *gone; /* a bit an article that is no longer in the archive, or NULL; the generation's.  A
                             reader adds those it must not show */
    const uint64_t
        *hidden;        /* of these, the ones that are there and must not be shown, or NULL; the reader's */
    uint32_t first_doc; /* number of its first article within the generation */
} zy_segment;

/* Opens FOLDER/NAME.zys and checks that every table lies inside the file and agrees with the others. */
ZY_CHECKED zy_status zy_segment_open(const char *folder, const char *name, zy_segment *out, zy_error *err);
void zy_segment_close(zy_segment *segment);

/* Reads the whole file against its checksums. */
ZY_CHECKED zy_status zy_segment_verify(const zy_segment *segment, zy_error *err);

const char *zy_segment_string(const zy_segment *segment, uint32_t number);

/* The article with this id, or -1. */
int64_t zy_segment_find_id(const zy_segment *segment, const char *id);

static inline bool zy_segment_is_gone(const zy_segment *segment, uint32_t doc)
{
    return segment->gone && (segment->gone[doc >> 6] >> (doc & 63) & 1);
}

static inline bool zy_segment_is_hidden(const zy_segment *segment, uint32_t doc)
{
    return segment->hidden && (segment->hidden[doc >> 6] >> (doc & 63) & 1);
}

/* Is the article in the archive, shown or not? */
static inline bool zy_segment_is_held(const zy_segment *segment, uint32_t doc)
{
    return !zy_segment_is_gone(segment, doc) || zy_segment_is_hidden(segment, doc);
}

/* Writes a file of sections: data[i] holds sizes[i] bytes. */
ZY_CHECKED zy_status zy_segment_write(const char *path, const void *const data[ZY_SECTION_COUNT],
                                      const size_t sizes[ZY_SECTION_COUNT], zy_error *err);

#endif
