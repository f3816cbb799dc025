/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shim's matcher: a query run against a reader, and terms proposed from chosen documents.
 *
 * In:  a reader, a query, options, C callbacks. Out: arrays of plain hits and terms, copied before
 * the return because Xapian's own result reads lazily from a database that may have moved on.
 */
#include "xapian_internal.hh"

#include <algorithm>
#include <cmath>

namespace
{

/*
 * The caller's filter as one more condition of the query. Xapian's own MatchDecider is no use over
 * shards: it tells the number within the shard, but not which shard. A posting source has a copy for
 * each shard, which is told its database when the match begins.
 */
class KeepSource : public Xapian::PostingSource
{
    const xc_reader *reader;
    const xc_search_options *options;
    uint32_t shard = 0;
    Xapian::doccount doc_count = 0;
    Xapian::Database database;
    /* All documents of the shard; opened only if this condition has to lead the match. */
    Xapian::PostingIterator all;
    bool walking = false;
    Xapian::docid current = 0; /* the last document asked about; 0: none yet */
    bool kept = false;         /* the answer */
    bool finished = false;

    bool ask(Xapian::docid docid)
    {
        if (docid != current) {
            current = docid;
            kept = options->keep(options->keep_ctx, shard, docid);
        }
        return kept;
    }

    void walk_from(Xapian::docid docid)
    {
        if (!walking)
            all = database.postlist_begin(std::string());
        walking = true;
        const Xapian::PostingIterator end;
        if (all != end)
            all.skip_to(docid);
        while (all != end && !ask(*all))
            ++all;
        finished = all == end;
    }

  public:
    KeepSource(const xc_reader *r, const xc_search_options *o) : reader(r), options(o) {}

    PostingSource *clone() const override { return new KeepSource(reader, options); }

    void init(const Xapian::Database &db) override
    {
        database = db;
        doc_count = db.get_doccount();
        /* The handles differ; what they refer to tells the shard. */
        for (uint32_t i = 0; i < reader->shards.size(); i++)
            if (reader->shards[i].internal.front() == db.internal.front())
                shard = i;
    }

    Xapian::doccount get_termfreq_min() const override { return 0; }
    /* "Every document", so that the matcher lets the query's other conditions lead. */
    Xapian::doccount get_termfreq_est() const override { return doc_count; }
    Xapian::doccount get_termfreq_max() const override { return doc_count; }
    Xapian::docid get_docid() const override { return current; }
    bool at_end() const override { return finished; }
    void next(double) override { walk_from(current + 1); }

    void skip_to(Xapian::docid docid, double) override
    {
        if (docid > current || !kept)
            walk_from(docid);
    }

    bool check(Xapian::docid docid, double) override { return ask(docid); }
};

class KeepTermDecider : public Xapian::ExpandDecider
{
    xc_keep_term_fn keep;
    void *ctx;

  public:
    KeepTermDecider(xc_keep_term_fn k, void *c) : keep(k), ctx(c) {}

    bool operator()(const std::string &term) const override
    {
        return keep == nullptr || keep(ctx, term.data(), term.size());
    }
};

xc_status check_options(const xc_search_options *options, xc_error *err) noexcept
{
    const xc_bm25 *p = &options->bm25;
    bool finite = std::isfinite(p->k1) && std::isfinite(p->k2) && std::isfinite(p->k3) &&
                  std::isfinite(p->b) && std::isfinite(p->min_normlen);
    /* Xapian would bend these into range without a word. */
    if (!finite || p->k1 < 0 || p->k2 < 0 || p->k3 < 0 || p->b < 0 || p->b > 1 || p->min_normlen < 0)
        return xc::fail(err, XC_ARGUMENT, "BM25: k1, k2, k3 and min_normlen must be >= 0, b within 0 and 1");
    if (static_cast<unsigned>(options->order) > XC_ORDER_DOCID)
        return xc::fail(err, XC_ARGUMENT, "there is no order %d", static_cast<int>(options->order));
    if (options->sort_slot == Xapian::BAD_VALUENO)
        return xc::fail(err, XC_ARGUMENT, "value slot %u is reserved", options->sort_slot);
    return XC_OK;
}

void configure(Xapian::Enquire &enquire, const xc_search_options *options)
{
    const xc_bm25 *p = &options->bm25;
    uint32_t slot = options->sort_slot;
    bool reverse = options->descending;
    if (options->order == XC_ORDER_DOCID || options->order == XC_ORDER_VALUE)
        enquire.set_weighting_scheme(Xapian::BoolWeight());
    else
        enquire.set_weighting_scheme(Xapian::BM25Weight(p->k1, p->k2, p->k3, p->b, p->min_normlen));
    switch (options->order) {
    case XC_ORDER_RELEVANCE:
    case XC_ORDER_DOCID: enquire.set_sort_by_relevance(); break;
    case XC_ORDER_VALUE: enquire.set_sort_by_value(slot, reverse); break;
    case XC_ORDER_VALUE_THEN_RELEVANCE: enquire.set_sort_by_value_then_relevance(slot, reverse); break;
    case XC_ORDER_RELEVANCE_THEN_VALUE: enquire.set_sort_by_relevance_then_value(slot, reverse); break;
    }
}

xc_hit *copy_hits(const xc_reader *reader, const Xapian::MSet &mset)
{
    if (mset.empty())
        return nullptr;
    xc_hit *hits = xc::c_array<xc_hit>(mset.size());
    xc_hit *hit = hits;
    for (Xapian::MSetIterator i = mset.begin(); i != mset.end(); ++i, ++hit) {
        hit->docid = *i;
        hit->shard = xc::shard_of_docid(reader, hit->docid);
        hit->local_docid = xc::local_docid(reader, hit->docid);
        hit->weight = i.get_weight();
    }
    return hits;
}

xc_status run(const xc_reader *reader, const xc_query *query, const xc_search_options *options,
              xc_results *out)
{
    KeepSource filter(reader, options); /* outlives the query, which only points to it */
    Xapian::Query whole = query->query;
    if (options->keep != nullptr)
        whole = Xapian::Query(Xapian::Query::OP_FILTER, whole, Xapian::Query(&filter));
    Xapian::Enquire enquire(reader->all);
    enquire.set_query(whole);
    configure(enquire, options);
    /* Xapian sizes its heap by these numbers, so they are cut to what can be there. */
    Xapian::doccount most = reader->all.get_doccount();
    Xapian::MSet mset = enquire.get_mset(std::min(options->first, most), std::min(options->max_items, most),
                                         std::min(options->check_at_least, most));
    out->matches_lower = mset.get_matches_lower_bound();
    out->matches_estimated = mset.get_matches_estimated();
    out->matches_upper = mset.get_matches_upper_bound();
    out->hit_count = mset.size();
    out->hits = copy_hits(reader, mset);
    return XC_OK;
}

/* What a commit under the reader can look like; a second try tells it from real damage. */
bool may_have_moved(xc_status status) noexcept
{
    return status == XC_MODIFIED || status == XC_CORRUPT || status == XC_OPENING;
}

/* The terms and the text they point to, in one block. */
xc_expansion_term *copy_terms(const Xapian::ESet &eset)
{
    if (eset.empty())
        return nullptr;
    size_t text_bytes = 0;
    for (Xapian::ESetIterator i = eset.begin(); i != eset.end(); ++i)
        text_bytes += (*i).size() + 1;
    char *block = xc::c_array<char>(eset.size() * sizeof(xc_expansion_term) + text_bytes);
    xc_expansion_term *terms = reinterpret_cast<xc_expansion_term *>(block);
    char *text = block + eset.size() * sizeof(xc_expansion_term);
    size_t at = 0;
    for (Xapian::ESetIterator i = eset.begin(); i != eset.end(); ++i, ++at) {
        const std::string term = *i;
        std::memcpy(text, term.c_str(), term.size() + 1);
        terms[at] = xc_expansion_term{text, term.size(), i.get_weight()};
        text += term.size() + 1;
    }
    return terms;
}

} // namespace

xc_status xc_search(xc_reader *reader, const xc_query *query, const xc_search_options *options,
                    xc_results *out, xc_error *err) noexcept
{
    if (reader == nullptr || query == nullptr || options == nullptr || out == nullptr)
        return xc::null_argument(err, "xc_search");
    if (check_options(options, err) != XC_OK)
        return XC_ARGUMENT;
    xc_results found{};
    xc_error first;
    xc_status status = xc::guarded(&first, "xc_search", [&] { return run(reader, query, options, &found); });
    if (may_have_moved(status)) {
        status = xc::guarded(&first, "xc_search, again", [&] {
            found.reopened = reader->all.reopen();
            return run(reader, query, options, &found);
        });
    }
    if (status != XC_OK)
        return xc::fail(err, status, "%s", first.message);
    *out = found;
    return XC_OK;
}

void xc_results_free(xc_results *results) noexcept
{
    if (results == nullptr)
        return;
    std::free(results->hits);
    *results = xc_results{};
}

xc_status xc_expand(xc_reader *reader, const uint32_t *docids, size_t docid_count, uint32_t max_terms,
                    xc_keep_term_fn keep, void *keep_ctx, xc_expansion *out, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_expand", [&] {
        if (reader == nullptr || docids == nullptr || out == nullptr)
            return xc::null_argument(err, "xc_expand");
        if (docid_count == 0)
            return xc::fail(err, XC_ARGUMENT, "xc_expand: at least one document is needed");
        Xapian::RSet chosen;
        for (size_t i = 0; i < docid_count; i++)
            chosen.add_document(docids[i]);
        Xapian::Enquire enquire(reader->all);
        KeepTermDecider decider(keep, keep_ctx);
        /* Without the flag a term's frequency is guessed from the one shard it was met in, and where that
         * shard is unlike the rest the best terms get no weight at all. */
        Xapian::ESet eset =
            enquire.get_eset(max_terms, chosen, Xapian::Enquire::USE_EXACT_TERMFREQ, &decider);
        xc_expansion found{copy_terms(eset), eset.size()};
        *out = found;
        return XC_OK;
    });
}

void xc_expansion_free(xc_expansion *expansion) noexcept
{
    if (expansion == nullptr)
        return;
    std::free(expansion->terms);
    *expansion = xc_expansion{};
}
