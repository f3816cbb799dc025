/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A C interface to the Xapian search engine library (1.4 series).
 *
 * In:  terms, values and data as byte ranges; queries as trees built call by call.
 * Out: plain C structures. No Xapian type and no exception crosses this header.
 *
 * Ownership. What comes through an out parameter is the caller's and is untouched on failure.
 * What a structure points to is borrowed until the stated moment. Every _free function accepts NULL.
 *
 * Threads. Xapian counts references without atomics, so a handle and everything made from it
 * (queries and iterators too) belong to one thread at a time. Each thread opens a reader of its own:
 * opening costs some ten microseconds.
 *
 * Errors. A function returns a status; when `err` is not NULL and the status is neither XC_OK nor
 * XC_END, it receives the status and one line of text. On success `err` is left alone.
 */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define XC_NOEXCEPT noexcept
/* C callers can pass any number as an enum; in C++ only a fixed type makes reading it defined. */
#define XC_ENUM_TYPE : unsigned
extern "C" {
#else
#define XC_NOEXCEPT
#define XC_ENUM_TYPE
#endif

#if defined(__GNUC__)
#define XC_MUST_CHECK __attribute__((warn_unused_result))
#else
#define XC_MUST_CHECK
#endif

/* Xapian's own limit is 245 bytes with each NUL counted twice, but it is enforced partly at commit, when
 * the whole batch is lost. This bound and the ban on NUL are checked before Xapian sees the term. */
#define XC_TERM_BYTES_MAX 240
/* Xapian frees and walks query trees by recursion; a deeper tree could exhaust the stack. */
#define XC_QUERY_DEPTH_MAX 500
/* In place of a shard number: the whole database. */
#define XC_ALL_SHARDS UINT32_MAX

/* name, text */
#define XC_STATUSES(X)                                                                                       \
    X(XC_OK, "success")                                                                                      \
    X(XC_END, "no more items")                                                                               \
    X(XC_BAD_TERM, "a term or key is empty, longer than 240 bytes, or holds a NUL byte")                     \
    X(XC_ARGUMENT, "an argument is not valid")                                                               \
    X(XC_OPERATION, "the operation is not valid in this state")                                              \
    X(XC_RANGE, "a number is out of range")                                                                  \
    X(XC_DOC_NOT_FOUND, "no such document")                                                                  \
    X(XC_NOT_FOUND, "no database at this path")                                                              \
    X(XC_OPENING, "the database cannot be opened")                                                           \
    X(XC_CREATE, "the database cannot be created")                                                           \
    X(XC_LOCK, "another writer holds the database")                                                          \
    X(XC_VERSION, "the database has a format this Xapian does not read")                                     \
    X(XC_CORRUPT, "the database is damaged")                                                                 \
    X(XC_MODIFIED, "the database changed while it was read")                                                 \
    X(XC_CLOSED, "the database is closed")                                                                   \
    X(XC_DATABASE, "database error")                                                                         \
    X(XC_NETWORK_TIMEOUT, "a remote database did not answer in time")                                        \
    X(XC_NETWORK, "network error")                                                                           \
    X(XC_FEATURE, "the database or this build lacks the feature")                                            \
    X(XC_UNIMPLEMENTED, "Xapian does not implement this combination")                                        \
    X(XC_WILDCARD, "the wildcard stands for too many terms")                                                 \
    X(XC_QUERY_PARSER, "the query cannot be parsed")                                                         \
    X(XC_SERIALISATION, "serialised data is not valid")                                                      \
    X(XC_XAPIAN, "Xapian error")                                                                             \
    X(XC_NO_MEMORY, "out of memory")                                                                         \
    X(XC_EXCEPTION, "C++ library error")                                                                     \
    X(XC_UNKNOWN, "unknown exception")

typedef enum xc_status XC_ENUM_TYPE {
#define XC_STATUS_ENUM(name, text) name,
    XC_STATUSES(XC_STATUS_ENUM)
#undef XC_STATUS_ENUM
        XC_STATUS_COUNT
} xc_status;

/* `message` is NUL-terminated UTF-8 as far as Xapian's own text is. */
typedef struct xc_error {
    xc_status status;
    char message[512];
} xc_error;

/* The enumerator's name ("XC_LOCK") and its text. Static strings, never NULL, for any number. */
const char *xc_status_name(xc_status status) XC_NOEXCEPT;
const char *xc_status_text(xc_status status) XC_NOEXCEPT;
/* The version of the Xapian library in use ("1.4.22"). Static. */
const char *xc_xapian_version(void) XC_NOEXCEPT;

/* A range of bytes, borrowed. NULL is allowed when `size` is 0. */
typedef struct xc_bytes {
    const char *data;
    size_t size;
} xc_bytes;

/* Bytes on the heap, yours: release with xc_buffer_free. `data` ends in a NUL that `size` leaves out. */
typedef struct xc_buffer {
    char *data;
    size_t size;
} xc_buffer;

void xc_buffer_free(xc_buffer *buffer) XC_NOEXCEPT;

/* XC_OK, or XC_BAD_TERM with the reason: what every function below does with each term it is given. */
xc_status xc_term_check(const char *term, size_t term_bytes, xc_error *err) XC_NOEXCEPT;

/* Numbers as value bytes that sort as the numbers do. At most 9 bytes are written to `out`, their
 * count to *size. NaN is XC_ARGUMENT. Minus infinity becomes no bytes, which Xapian reads as "no value". */
#define XC_NUMBER_BYTES_MAX 9
xc_status xc_number_encode(double number, char out[XC_NUMBER_BYTES_MAX], size_t *size,
                           xc_error *err) XC_NOEXCEPT;
xc_status xc_number_decode(xc_bytes value, double *number, xc_error *err) XC_NOEXCEPT;

/* ---- Writing ------------------------------------------------------------------------------------ */

typedef struct xc_writer xc_writer;

typedef enum xc_open_mode XC_ENUM_TYPE {
    XC_MODE_CREATE,       /* the directory must hold no database: XC_CREATE otherwise */
    XC_MODE_OVERWRITE,    /* create, or empty what is there */
    XC_MODE_UPDATE,       /* must exist */
    XC_MODE_UPDATE_CREATE /* open or create */
} xc_open_mode;

enum {
    /* Do not wait for the disk at commit: for build directories that are thrown away when the machine stops.
     */
    XC_NO_SYNC = 1,
    /* Keep no list of terms by document: saves a sixth, but replace, delete, xc_document_terms and
     * xc_expand then fail with XC_FEATURE. */
    XC_NO_TERMLIST = 2
};

/* `wdf` is the count of occurrences that adds to weight and document length; 0 makes a boolean term.
 * `positions` may be NULL; phrases and NEAR need them. */
typedef struct xc_term {
    const char *term;
    size_t term_bytes;
    uint32_t wdf;
    const uint32_t *positions;
    size_t position_count;
} xc_term;

typedef struct xc_value {
    uint32_t slot; /* any number but UINT32_MAX */
    const char *value;
    size_t value_bytes;
} xc_value;

/* One document, all parts borrowed for the call. Terms are fastest when sorted by bytes and each named
 * once; a term named twice has its wdf summed. */
typedef struct xc_document {
    const xc_term *terms;
    size_t term_count;
    const xc_value *values;
    size_t value_count;
    const char *data;
    size_t data_bytes;
} xc_document;

/* Opens the glass database in the directory `path` for writing; it stays locked until closed.
 * Errors: XC_LOCK, XC_CREATE, XC_NOT_FOUND, XC_OPENING, XC_VERSION, XC_CORRUPT, XC_DATABASE. */
xc_status xc_writer_open(xc_writer **out, const char *path, xc_open_mode mode, unsigned flags,
                         xc_error *err) XC_NOEXCEPT;

/* Adds a document and tells its number (`docid` may be NULL); numbers run on from the last.
 * Everything is checked first, and a refused document (XC_BAD_TERM, XC_ARGUMENT, XC_RANGE) changes nothing.
 * Any other error means that Xapian dropped every change since the last commit: close and start over.
 * Xapian commits by itself after 10,000 changes (XAPIAN_FLUSH_THRESHOLD in the environment changes the
 * count); larger batches are slower and smaller ones cost space, so a bulk load simply lets it. A caller that
 * needs to know what is safe commits at its own points. */
xc_status xc_writer_add(xc_writer *writer, const xc_document *document, uint32_t *docid,
                        xc_error *err) XC_NOEXCEPT;
/* Replaces the documents that carry `unique_term` by this one, or adds it if there is none. The term
 * is not added to the document: list it among its terms. Errors as xc_writer_add. */
xc_status xc_writer_replace(xc_writer *writer, const char *unique_term, size_t term_bytes,
                            const xc_document *document, uint32_t *docid, xc_error *err) XC_NOEXCEPT;
/* XC_DOC_NOT_FOUND if there is no such document. */
xc_status xc_writer_delete(xc_writer *writer, uint32_t docid, xc_error *err) XC_NOEXCEPT;
/* A key follows the rules of terms. Empty bytes remove the key. */
xc_status xc_writer_set_metadata(xc_writer *writer, const char *key, size_t key_bytes, const char *value,
                                 size_t value_bytes, xc_error *err) XC_NOEXCEPT;
/* Documents in the database, uncommitted ones included. */
xc_status xc_writer_doc_count(const xc_writer *writer, uint32_t *count, xc_error *err) XC_NOEXCEPT;
/* On failure the batch is lost and the last committed state is intact. */
xc_status xc_writer_commit(xc_writer *writer, xc_error *err) XC_NOEXCEPT XC_MUST_CHECK;
/* Commits, closes, frees the handle in every case, and reports what went wrong. */
xc_status xc_writer_close(xc_writer *writer, xc_error *err) XC_NOEXCEPT XC_MUST_CHECK;
/* Gives up: drops what is not committed, closes and frees. */
void xc_writer_free(xc_writer *writer) XC_NOEXCEPT;

/* Joins `count` databases (directories or single files) into one new single-file database at `dest`, which
 * must not exist (XC_CREATE). Documents are renumbered by offset, source after source; a source's own
 * numbers keep their gaps except those before its first document. The sources' metadata are joined; for a key
 * in several, the first source's value stays. The file is not synced: fsync it and its directory before you
 * rely on it. On failure no file is left behind (but Xapian 1.4 keeps some 33 KB of memory). */
xc_status xc_compact(const char *const *sources, size_t count, const char *dest,
                     xc_error *err) XC_NOEXCEPT XC_MUST_CHECK;

/* Reads the whole database at `path` and counts structural errors into *errors (0 = sound). */
xc_status xc_check(const char *path, uint64_t *errors, xc_error *err) XC_NOEXCEPT;

/* ---- Reading ------------------------------------------------------------------------------------ */

typedef struct xc_reader xc_reader;

/* Opens `count` (at least 1) databases, the shards, as one. A path is a directory or a single file;
 * stub files are refused, because a stub can name programs to run.
 *
 * Documents of shard i with local number d have the joint number (d - 1) * count + i + 1: joint numbers
 * change when a shard is added, local numbers do not. Weights use the statistics of all shards together. */
xc_status xc_reader_open(xc_reader **out, const char *const *paths, size_t count, xc_error *err) XC_NOEXCEPT;
void xc_reader_free(xc_reader *reader) XC_NOEXCEPT;
/* Opens every path anew, so that a database renamed into place is seen. All or nothing: on failure
 * the reader stays as it was. Iterators opened before go on with the old databases. */
xc_status xc_reader_reopen(xc_reader *reader, xc_error *err) XC_NOEXCEPT;

size_t xc_reader_shard_count(const xc_reader *reader) XC_NOEXCEPT;
/* Joint number <-> shard and local number. XC_RANGE if the joint number would not fit in 32 bits,
 * XC_ARGUMENT for number 0 or no such shard; whether the document exists is not asked. */
xc_status xc_reader_join(const xc_reader *reader, uint32_t shard, uint32_t local_docid, uint32_t *docid,
                         xc_error *err) XC_NOEXCEPT;
xc_status xc_reader_split(const xc_reader *reader, uint32_t docid, uint32_t *shard, uint32_t *local_docid,
                          xc_error *err) XC_NOEXCEPT;

typedef struct xc_stats {
    uint32_t doc_count;
    uint32_t last_docid;   /* local for one shard, joint for all */
    uint64_t total_length; /* sum of wdf over all documents */
    double average_length;
    bool has_positions;
} xc_stats;

typedef struct xc_term_stats {
    uint32_t doc_freq;        /* documents that hold the term */
    uint64_t collection_freq; /* sum of its wdf over them */
} xc_term_stats;

/* `shard` is 0 .. count-1 or XC_ALL_SHARDS, here and below. */
xc_status xc_reader_stats(const xc_reader *reader, uint32_t shard, xc_stats *out, xc_error *err) XC_NOEXCEPT;
/* An absent term has zeros, not an error. */
xc_status xc_reader_term_stats(const xc_reader *reader, uint32_t shard, const char *term, size_t term_bytes,
                               xc_term_stats *out, xc_error *err) XC_NOEXCEPT;
/* An absent key gives no bytes. Metadata belong to one shard: XC_ALL_SHARDS is XC_ARGUMENT. */
xc_status xc_reader_metadata(const xc_reader *reader, uint32_t shard, const char *key, size_t key_bytes,
                             xc_buffer *out, xc_error *err) XC_NOEXCEPT;

/* Parts of the document with a joint number. XC_DOC_NOT_FOUND; an unset slot gives no bytes. */
xc_status xc_document_data(const xc_reader *reader, uint32_t docid, xc_buffer *out,
                           xc_error *err) XC_NOEXCEPT;
xc_status xc_document_value(const xc_reader *reader, uint32_t docid, uint32_t slot, xc_buffer *out,
                            xc_error *err) XC_NOEXCEPT;
xc_status xc_document_length(const xc_reader *reader, uint32_t docid, uint32_t *length,
                             xc_error *err) XC_NOEXCEPT;

/* Iterators answer XC_OK with an item, XC_END after the last, or an error; after either of the last
 * two every further call answers the same status. */
typedef struct xc_terms xc_terms;
typedef struct xc_term_item {
    const char *term; /* borrowed until the next call; not NUL-terminated */
    size_t term_bytes;
    uint32_t doc_freq;
    uint32_t wdf; /* within the document; 0 when iterating a whole database */
} xc_term_item;

/* All terms that begin with `prefix`, in byte order. An empty prefix means all terms. */
xc_status xc_terms_open(xc_terms **out, const xc_reader *reader, uint32_t shard, const char *prefix,
                        size_t prefix_bytes, xc_error *err) XC_NOEXCEPT;
/* The terms of one document (joint number), in byte order. XC_FEATURE without term lists. */
xc_status xc_document_terms(xc_terms **out, const xc_reader *reader, uint32_t docid,
                            xc_error *err) XC_NOEXCEPT;
xc_status xc_terms_next(xc_terms *terms, xc_term_item *item, xc_error *err) XC_NOEXCEPT XC_MUST_CHECK;
void xc_terms_free(xc_terms *terms) XC_NOEXCEPT;

typedef struct xc_postings xc_postings;
typedef struct xc_posting {
    uint32_t docid; /* local when one shard is iterated, joint otherwise */
    uint32_t wdf;
} xc_posting;

/* The documents that hold a term, in increasing order of number. An absent term has none. */
xc_status xc_postings_open(xc_postings **out, const xc_reader *reader, uint32_t shard, const char *term,
                           size_t term_bytes, xc_error *err) XC_NOEXCEPT;
xc_status xc_postings_next(xc_postings *postings, xc_posting *posting,
                           xc_error *err) XC_NOEXCEPT XC_MUST_CHECK;
void xc_postings_free(xc_postings *postings) XC_NOEXCEPT;

/* ---- Queries ------------------------------------------------------------------------------------ */

/* A query is not tied to a reader. Parts are borrowed for the call: a composed query keeps what it needs,
 * and each part is still yours to free, before or after. */
typedef struct xc_query xc_query;

typedef enum xc_op XC_ENUM_TYPE {
    XC_OP_AND,
    XC_OP_OR,
    XC_OP_XOR,
    XC_OP_AND_NOT,   /* the first without any of the others */
    XC_OP_AND_MAYBE, /* the first; the others only add weight */
    XC_OP_FILTER,    /* all; only the first gives weight */
    XC_OP_SYNONYM,   /* any, weighed as if they were one term */
    XC_OP_MAX,       /* any; the largest weight counts */
    XC_OP_ELITE_SET, /* the best `param` of them, chosen in each shard for itself (0: 10) */
    XC_OP_PHRASE,    /* in order within a window of `param` positions (0: as many as parts) */
    XC_OP_NEAR       /* in any order within a window */
} xc_op;

/* A term. `wqf` multiplies its weight as so many occurrences in the query would; at least 1. */
xc_status xc_query_term(xc_query **out, const char *term, size_t term_bytes, uint32_t wqf,
                        xc_error *err) XC_NOEXCEPT;
/* Composes `count` (at least 1) queries. PHRASE and NEAR take terms, or ORs of terms: with anything else
 * the search answers XC_UNIMPLEMENTED, and on a database without positions they act as AND.
 * `param` must be 0 for operators that have none. */
xc_status xc_query_combine(xc_query **out, xc_op op, const xc_query *const *parts, size_t count,
                           uint32_t param, xc_error *err) XC_NOEXCEPT;
/* The same over plain terms. */
xc_status xc_query_combine_terms(xc_query **out, xc_op op, const xc_bytes *terms, size_t count,
                                 uint32_t param, xc_error *err) XC_NOEXCEPT;
/* `part` with its weight times `factor` (finite, at least 0; 0 leaves a pure condition). */
xc_status xc_query_scale(xc_query **out, const xc_query *part, double factor, xc_error *err) XC_NOEXCEPT;
/* Documents whose value is in [low, high] by bytes. A NULL bound leaves that end open, not both. A document
 * without the value is in no range. No weight. */
xc_status xc_query_value_range(xc_query **out, uint32_t slot, const xc_bytes *low, const xc_bytes *high,
                               xc_error *err) XC_NOEXCEPT;

typedef enum xc_wildcard_limit XC_ENUM_TYPE {
    XC_WILDCARD_FAIL,         /* the search answers XC_WILDCARD */
    XC_WILDCARD_FIRST,        /* take the first in byte order */
    XC_WILDCARD_MOST_FREQUENT /* take those in most documents */
} xc_wildcard_limit;

/* Terms that begin with `prefix`, at most `max_terms` (at least 1) of them a shard, joined by SYNONYM, OR or
 * MAX. */
xc_status xc_query_wildcard(xc_query **out, const char *prefix, size_t prefix_bytes, uint32_t max_terms,
                            xc_wildcard_limit limit, xc_op op, xc_error *err) XC_NOEXCEPT;
xc_status xc_query_match_all(xc_query **out, xc_error *err) XC_NOEXCEPT;
xc_status xc_query_match_nothing(xc_query **out, xc_error *err) XC_NOEXCEPT;
void xc_query_free(xc_query *query) XC_NOEXCEPT;
/* Writes Xapian's description, for debugging, as far as it fits (always NUL-terminated when size > 0), and
 * its full size without the NUL to *needed, which may be NULL. Do not compare it: it changes with versions.
 */
xc_status xc_query_describe(const xc_query *query, char *buffer, size_t size, size_t *needed,
                            xc_error *err) XC_NOEXCEPT;

/* ---- Searching ---------------------------------------------------------------------------------- */

typedef struct xc_bm25 {
    double k1, k2, k3, b, min_normlen;
} xc_bm25;

/* Xapian's own defaults. */
#define XC_BM25_DEFAULT                                                                                      \
    {                                                                                                        \
        1.0, 0.0, 1.0, 0.5, 0.5                                                                              \
    }

typedef enum xc_order XC_ENUM_TYPE {
    XC_ORDER_RELEVANCE,            /* weight, then number */
    XC_ORDER_VALUE,                /* value of `sort_slot`, then number */
    XC_ORDER_VALUE_THEN_RELEVANCE, /* value, then weight */
    XC_ORDER_RELEVANCE_THEN_VALUE,
    XC_ORDER_DOCID /* number only; no weights are computed, all are 0 */
} xc_order;

/* Tells whether a document may be a hit. Called during xc_search, on its thread, shard after shard with
 * rising numbers, at most once a document and run, for documents that meet the query's other conditions as a
 * rule, but not for all of them unless check_at_least asks for it. A search that is repeated (see below)
 * calls it anew from the start. It must return, not longjmp, and must not use the reader. */
typedef bool (*xc_keep_fn)(void *ctx, uint32_t shard, uint32_t local_docid);

/* Start from XC_SEARCH_OPTIONS_DEFAULT and change what you need. */
typedef struct xc_search_options {
    uint32_t first;          /* hits to skip */
    uint32_t max_items;      /* hits to return at most */
    uint32_t check_at_least; /* documents to look at before the count may be estimated; UINT32_MAX: exact */
    xc_order order;
    uint32_t sort_slot;
    bool descending; /* of the value */
    xc_bm25 bm25;
    xc_keep_fn keep; /* NULL: all */
    void *keep_ctx;
} xc_search_options;

#define XC_SEARCH_OPTIONS_DEFAULT                                                                            \
    {                                                                                                        \
        0, 10, 0, XC_ORDER_RELEVANCE, 0, false, XC_BM25_DEFAULT, NULL, NULL                                  \
    }

typedef struct xc_hit {
    uint32_t docid;
    uint32_t shard;
    uint32_t local_docid;
    double weight;
} xc_hit;

typedef struct xc_results {
    xc_hit *hits; /* NULL when there are none */
    size_t hit_count;
    uint32_t matches_lower, matches_estimated, matches_upper; /* all equal: the count is exact */
    bool reopened; /* the databases moved to a newer revision: numbers from earlier searches may be stale */
} xc_results;

/* Runs a query and copies the hits out. On XC_MODIFIED, XC_CORRUPT or XC_OPENING (a live writer can
 * cause all three) the databases, the same ones, are moved to their newest revision and the search is
 * run once more; only a second failure is reported. */
xc_status xc_search(xc_reader *reader, const xc_query *query, const xc_search_options *options,
                    xc_results *out, xc_error *err) XC_NOEXCEPT XC_MUST_CHECK;
void xc_results_free(xc_results *results) XC_NOEXCEPT;

/* Tells whether a term may be proposed. The rules of xc_keep_fn apply. */
typedef bool (*xc_keep_term_fn)(void *ctx, const char *term, size_t term_bytes);

typedef struct xc_expansion_term {
    const char *term; /* NUL-terminated; lives as long as the expansion */
    size_t term_bytes;
    double weight;
} xc_expansion_term;

typedef struct xc_expansion {
    xc_expansion_term *terms; /* NULL when there are none */
    size_t term_count;
} xc_expansion;

/* The `max_terms` terms that best tell the given documents (joint numbers, at least one) from the rest,
 * best first: the start of "more like this". XC_FEATURE without term lists. */
xc_status xc_expand(xc_reader *reader, const uint32_t *docids, size_t docid_count, uint32_t max_terms,
                    xc_keep_term_fn keep, void *keep_ctx, xc_expansion *out,
                    xc_error *err) XC_NOEXCEPT XC_MUST_CHECK;
void xc_expansion_free(xc_expansion *expansion) XC_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
