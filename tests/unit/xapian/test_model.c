/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ten thousand random operations on three shards, each answer compared with a plain table in memory.
 * The seed is printed when a comparison fails; another one can be given as argument.
 */
#include "support.h"

#include <math.h>
#include <stdio.h>

enum { OPERATIONS = 10000, SHARDS = 3, VOCABULARY = 40, DOCS_MAX = 2500, HITS_MAX = SHARDS * DOCS_MAX };

/* Two runs of names, so that prefixes select some: "养0" .. and "K20" .. */
static char names[VOCABULARY][8];

struct model_doc {
    bool exists;
    uint8_t wdf[VOCABULARY];
};

/* One shard as it was committed, or as it will be. docs[0] is unused: numbers begin at 1. */
struct model_shard {
    struct model_doc docs[DOCS_MAX + 1];
    uint32_t last;
};

struct world {
    struct model_shard pending[SHARDS], committed[SHARDS];
    xc_writer *writers[SHARDS];
    xc_reader *reader;
    uint64_t random;
};

static uint64_t seed = 20260101;

static uint32_t pick(struct world *w, uint32_t below)
{
    /* splitmix64 */
    uint64_t z = (w->random += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) % below);
}

/* Low numbers are drawn more often: common and rare terms. */
static uint32_t pick_term(struct world *w)
{
    return pick(w, 1 + pick(w, VOCABULARY));
}

static const char *const paths[SHARDS] = {"s0", "s1", "s2"};

/* ---- Changes ---- */

static void random_doc(struct world *w, struct model_doc *doc)
{
    memset(doc, 0, sizeof *doc);
    doc->exists = true;
    for (uint32_t words = pick(w, 12); words > 0; words--)
        doc->wdf[pick_term(w)]++;
}

static size_t to_terms(const struct model_doc *doc, xc_term *terms)
{
    size_t count = 0;
    for (uint32_t t = 0; t < VOCABULARY; t++)
        if (doc->wdf[t] > 0)
            terms[count++] = (xc_term){names[t], strlen(names[t]), doc->wdf[t], NULL, 0};
    return count;
}

static void unique_name(uint32_t shard, uint32_t docid, char name[24])
{
    (void)snprintf(name, 24, "Q%u_%u", shard, docid);
}

/* Adds at the end, or replaces `docid` by its unique term when that is not 0. */
static void put_doc(struct world *w, uint32_t shard, uint32_t docid)
{
    struct model_shard *model = &w->pending[shard];
    struct model_doc doc;
    char unique[24];
    xc_term terms[VOCABULARY + 1];
    uint32_t placed = 0, expected = docid > 0 ? docid : model->last + 1;
    if (expected > DOCS_MAX)
        return;
    random_doc(w, &doc);
    unique_name(shard, expected, unique);
    size_t count = to_terms(&doc, terms);
    terms[count++] = (xc_term){unique, strlen(unique), 0, NULL, 0};
    xc_document document = {terms, count, NULL, 0, unique, strlen(unique)};
    if (docid > 0)
        check_ok(xc_writer_replace(w->writers[shard], unique, strlen(unique), &document, &placed, ERR));
    else
        check_ok(xc_writer_add(w->writers[shard], &document, &placed, ERR));
    assert_int_equal(placed, expected);
    model->docs[expected] = doc;
    if (expected > model->last)
        model->last = expected;
}

static void change_doc(struct world *w, bool removal)
{
    uint32_t shard = pick(w, SHARDS);
    struct model_shard *model = &w->pending[shard];
    uint32_t docid = 1 + pick(w, model->last + 1);
    bool exists = docid <= model->last && model->docs[docid].exists;
    if (removal) {
        check_status(exists ? XC_OK : XC_DOC_NOT_FOUND, xc_writer_delete(w->writers[shard], docid, ERR));
        if (exists)
            model->docs[docid].exists = false;
    } else if (exists) {
        put_doc(w, shard, docid);
    }
}

static void commit(struct world *w)
{
    for (uint32_t shard = 0; shard < SHARDS; shard++)
        check_ok(xc_writer_commit(w->writers[shard], ERR));
    memcpy(w->committed, w->pending, sizeof w->committed);
    check_ok(xc_reader_reopen(w->reader, ERR));
}

/* ---- What the table says ---- */

static const struct model_doc *doc_at(const struct world *w, uint32_t joint)
{
    const struct model_shard *shard = &w->committed[(joint - 1) % SHARDS];
    uint32_t local = (joint - 1) / SHARDS + 1;
    return local <= shard->last && shard->docs[local].exists ? &shard->docs[local] : NULL;
}

static uint32_t length_of(const struct model_doc *doc)
{
    uint32_t length = 0;
    for (uint32_t t = 0; t < VOCABULARY; t++)
        length += doc->wdf[t];
    return length;
}

struct totals {
    uint32_t docs, doc_freq;
    uint64_t length, collection_freq;
};

/* Of one shard, or of all. */
static struct totals totals_of(const struct world *w, uint32_t shard, uint32_t term)
{
    struct totals totals = {0, 0, 0, 0};
    for (uint32_t joint = 1; joint <= HITS_MAX; joint++) {
        const struct model_doc *doc = doc_at(w, joint);
        if (doc == NULL || (shard != XC_ALL_SHARDS && (joint - 1) % SHARDS != shard))
            continue;
        totals.docs++;
        totals.length += length_of(doc);
        totals.doc_freq += doc->wdf[term] > 0;
        totals.collection_freq += doc->wdf[term];
    }
    return totals;
}

/* ---- Questions ---- */

static void ask_statistics(struct world *w)
{
    uint32_t shard = pick(w, SHARDS + 1), term = pick_term(w);
    if (shard == SHARDS)
        shard = XC_ALL_SHARDS;
    struct totals expected = totals_of(w, shard, term);
    xc_stats stats;
    xc_term_stats of_term;
    check_ok(xc_reader_stats(w->reader, shard, &stats, ERR));
    check_ok(xc_reader_term_stats(w->reader, shard, names[term], strlen(names[term]), &of_term, ERR));
    assert_int_equal(stats.doc_count, expected.docs);
    assert_int_equal(stats.total_length, expected.length);
    assert_int_equal(of_term.doc_freq, expected.doc_freq);
    assert_int_equal(of_term.collection_freq, expected.collection_freq);
}

static bool combined(xc_op op, bool a, bool b, bool c)
{
    switch (op) {
    case XC_OP_AND: return a && b && c;
    case XC_OP_OR:
    case XC_OP_SYNONYM: return a || b || c;
    case XC_OP_AND_NOT: return a && !b && !c;
    case XC_OP_XOR: return (a + b + c) % 2 == 1;
    default: return a;
    }
}

static bool keep_even(void *ctx, uint32_t shard, uint32_t local_docid)
{
    (void)ctx;
    return (shard + local_docid) % 2 == 0;
}

/* The whole set of numbers that three terms under an operator select, with and without a filter. */
static void ask_set(struct world *w)
{
    static const xc_op ops[] = {XC_OP_AND, XC_OP_OR,      XC_OP_AND_NOT,
                                XC_OP_XOR, XC_OP_SYNONYM, XC_OP_AND_MAYBE};
    xc_op op = ops[pick(w, 6)];
    uint32_t t[3] = {pick_term(w), pick_term(w), pick_term(w)};
    bool filtered = pick(w, 2) == 1;
    xc_bytes terms[3];
    for (size_t i = 0; i < 3; i++)
        terms[i] = (xc_bytes){names[t[i]], strlen(names[t[i]])};
    xc_query *query = NULL;
    xc_results results;
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    options.order = XC_ORDER_DOCID;
    options.max_items = UINT32_MAX;
    options.keep = filtered ? keep_even : NULL;
    check_ok(xc_query_combine_terms(&query, op, terms, 3, 0, ERR));
    check_ok(xc_search(w->reader, query, &options, &results, ERR));
    size_t found = 0;
    for (uint32_t joint = 1; joint <= HITS_MAX; joint++) {
        const struct model_doc *doc = doc_at(w, joint);
        uint32_t shard = (joint - 1) % SHARDS, local = (joint - 1) / SHARDS + 1;
        if (doc == NULL || !combined(op, doc->wdf[t[0]] > 0, doc->wdf[t[1]] > 0, doc->wdf[t[2]] > 0) ||
            (filtered && !keep_even(NULL, shard, local)))
            continue;
        assert_true(found < results.hit_count);
        assert_int_equal(results.hits[found].docid, joint);
        assert_int_equal(results.hits[found].shard, shard);
        assert_int_equal(results.hits[found].local_docid, local);
        found++;
    }
    assert_int_equal(found, results.hit_count);
    assert_int_equal(found, results.matches_lower);
    assert_int_equal(found, results.matches_upper);
    xc_results_free(&results);
    xc_query_free(query);
}

/* BM25 as Xapian 1.4 has it: the classical formula, with the logarithm kept above zero and the
 * normalised length not below a minimum. */
static double bm25(const xc_bm25 *p, const struct totals *totals, uint32_t wdf, uint32_t length)
{
    double odds = (totals->docs - totals->doc_freq + 0.5) / (totals->doc_freq + 0.5);
    double norm = length / ((double)totals->length / totals->docs);
    if (odds < 2)
        odds = odds * 0.5 + 1;
    if (norm < p->min_normlen)
        norm = p->min_normlen;
    return log(odds) * (p->k1 + 1) * wdf / (p->k1 * (norm * p->b + 1 - p->b) + wdf);
}

/* One term: every weight by the formula, and the order by weight, then number. */
static void ask_ranking(struct world *w)
{
    uint32_t term = pick_term(w);
    struct totals totals = totals_of(w, XC_ALL_SHARDS, term);
    xc_search_options options = XC_SEARCH_OPTIONS_DEFAULT;
    xc_query *query = term_query(names[term]);
    xc_results results;
    options.max_items = pick(w, 2) ? UINT32_MAX : 10;
    options.bm25 = (xc_bm25){0.5 + pick(w, 4) * 0.5, 0, 1, pick(w, 5) * 0.25, 0.5};
    check_ok(xc_search(w->reader, query, &options, &results, ERR));
    size_t expected = totals.doc_freq < options.max_items ? totals.doc_freq : options.max_items;
    assert_int_equal(results.hit_count, expected);
    for (size_t i = 0; i < results.hit_count; i++) {
        const xc_hit *hit = &results.hits[i];
        const struct model_doc *doc = doc_at(w, hit->docid);
        assert_non_null(doc);
        assert_true(fabs(hit->weight - bm25(&options.bm25, &totals, doc->wdf[term], length_of(doc))) < 1e-9);
        if (i > 0) {
            const xc_hit *before = hit - 1;
            assert_true(before->weight >= hit->weight);
            assert_true(before->weight > hit->weight || before->docid < hit->docid);
        }
    }
    xc_results_free(&results);
    xc_query_free(query);
}

/* A document's terms, its unique one included, its data and length. */
static void ask_document(struct world *w)
{
    uint32_t joint = 1 + pick(w, w->committed[0].last * SHARDS + 1);
    const struct model_doc *doc = doc_at(w, joint);
    xc_terms *terms = NULL;
    xc_term_item item;
    xc_buffer data;
    uint32_t length = 0, seen = 0, unique = 0;
    char name[24];
    if (doc == NULL) {
        check_status(XC_DOC_NOT_FOUND, xc_document_data(w->reader, joint, &data, ERR));
        return;
    }
    unique_name((joint - 1) % SHARDS, (joint - 1) / SHARDS + 1, name);
    check_ok(xc_document_data(w->reader, joint, &data, ERR));
    assert_string_equal(data.data, name);
    xc_buffer_free(&data);
    check_ok(xc_document_length(w->reader, joint, &length, ERR));
    assert_int_equal(length, length_of(doc));
    check_ok(xc_document_terms(&terms, w->reader, joint, ERR));
    while (xc_terms_next(terms, &item, ERR) == XC_OK) {
        unique += item.term[0] == 'Q';
        for (uint32_t t = 0; t < VOCABULARY; t++)
            if (strlen(names[t]) == item.term_bytes && memcmp(names[t], item.term, item.term_bytes) == 0) {
                assert_int_equal(item.wdf, doc->wdf[t]);
                seen += item.wdf;
            }
    }
    xc_terms_free(terms);
    assert_int_equal(seen, length);
    assert_int_equal(unique, 1);
}

static void ask_postings(struct world *w)
{
    uint32_t term = pick_term(w), joint = 0;
    xc_postings *postings = NULL;
    xc_posting posting;
    check_ok(xc_postings_open(&postings, w->reader, XC_ALL_SHARDS, names[term], strlen(names[term]), ERR));
    while (xc_postings_next(postings, &posting, ERR) == XC_OK) {
        while (++joint < posting.docid) {
            const struct model_doc *between = doc_at(w, joint);
            assert_true(between == NULL || between->wdf[term] == 0);
        }
        assert_int_equal(doc_at(w, joint)->wdf[term], posting.wdf);
    }
    while (++joint <= HITS_MAX)
        assert_true(doc_at(w, joint) == NULL || doc_at(w, joint)->wdf[term] == 0);
    xc_postings_free(postings);
}

/* ---- The run ---- */

static void step(struct world *w)
{
    uint32_t choice = pick(w, 100);
    if (choice < 50)
        put_doc(w, pick(w, SHARDS), 0);
    else if (choice < 56)
        change_doc(w, true);
    else if (choice < 62)
        change_doc(w, false);
    else if (choice < 65)
        commit(w);
    else if (choice < 71)
        ask_statistics(w);
    else if (choice < 83)
        ask_set(w);
    else if (choice < 90)
        ask_ranking(w);
    else if (choice < 96)
        ask_document(w);
    else
        ask_postings(w);
}

static void open_world(struct world *w)
{
    for (uint32_t t = 0; t < VOCABULARY; t++)
        (void)snprintf(names[t], sizeof names[t], t % 2 ? "K%u" : "养%u", t);
    w->random = seed;
    for (uint32_t shard = 0; shard < SHARDS; shard++)
        w->writers[shard] = writer_of(paths[shard]);
    check_ok(xc_reader_open(&w->reader, paths, SHARDS, ERR));
}

/* Joined into one file, the same documents are there under shifted numbers. */
static void check_joined(struct world *w)
{
    xc_stats stats;
    uint64_t errors = 1;
    check_ok(xc_compact(paths, SHARDS, "joined", ERR));
    check_ok(xc_check("joined", &errors, ERR));
    assert_int_equal(errors, 0);
    xc_reader *joined = reader_of_one("joined");
    check_ok(xc_reader_stats(joined, 0, &stats, ERR));
    for (uint32_t t = 0; t < VOCABULARY; t++) {
        struct totals totals = totals_of(w, XC_ALL_SHARDS, t);
        xc_term_stats of_term;
        check_ok(xc_reader_term_stats(joined, 0, names[t], strlen(names[t]), &of_term, ERR));
        assert_int_equal(of_term.doc_freq, totals.doc_freq);
        assert_int_equal(of_term.collection_freq, totals.collection_freq);
        assert_int_equal(stats.doc_count, totals.docs);
    }
    xc_reader_free(joined);
}

static void ten_thousand_random_operations(void **state)
{
    (void)state;
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    open_world(w);
    for (int i = 0; i < OPERATIONS; i++)
        step(w);
    commit(w);
    for (uint32_t shard = 0; shard < SHARDS; shard++)
        close_writer(w->writers[shard]);
    check_joined(w);
    xc_reader_free(w->reader);
    free(w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {scratch_test(ten_thousand_random_operations)};
    if (argc > 1)
        seed = strtoull(argv[1], NULL, 10);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    if (failed != 0)
        print_error("seed %llu\n", (unsigned long long)seed);
    return failed;
}
