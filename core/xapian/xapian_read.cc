/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reading half of the shim: databases opened as shards of one, their statistics, documents,
 * terms and postings.
 *
 * In:  paths, terms, document numbers. Out: numbers, copies of stored bytes, iterators.
 */
#include "xapian_internal.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct xc_terms {
    Xapian::TermIterator next, end;
    std::string term; /* the item last handed out */
    bool of_document;
    bool started;
    xc_status status;
};

struct xc_postings {
    Xapian::PostingIterator next, end;
    bool started;
    xc_status status;
};

namespace
{

std::unique_ptr<xc_reader> open_reader(const std::vector<std::string> &paths)
{
    auto reader = std::make_unique<xc_reader>();
    reader->paths = paths;
    for (const std::string &path : paths) {
        reader->shards.push_back(xc::open_database(path));
        reader->all.add_database(reader->shards.back());
    }
    return reader;
}

xc_status no_shard(xc_error *err, const xc_reader *reader, uint32_t shard) noexcept
{
    return xc::fail(err, XC_ARGUMENT, "there is no shard %u; the database has %zu", shard,
                    reader->shards.size());
}

/* Number 0 is an error of the caller; Xapian says so too, but not from everywhere. */
xc_status check_docid(uint32_t docid, xc_error *err) noexcept
{
    return docid == 0 ? xc::fail(err, XC_ARGUMENT, "document numbers begin at 1") : XC_OK;
}

} // namespace

namespace xc
{

/* Xapian opens a regular file that is no database as a stub, which may run programs or include
 * itself without end. So the backend is named for a directory, and a file is opened here. */
Xapian::Database open_database(const std::string &path)
{
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        int reason = errno;
        if (reason == ENOENT || reason == ENOTDIR || path.empty())
            throw Xapian::DatabaseNotFoundError("no database at '" + path + "'", reason);
        throw Xapian::DatabaseOpeningError("cannot open '" + path + "'", reason);
    }
    struct stat info;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
        return Xapian::Database(fd, Xapian::DB_BACKEND_GLASS); /* takes fd over */
    close(fd);
    return Xapian::Database(path, Xapian::DB_BACKEND_GLASS);
}

} // namespace xc

xc_status xc_reader_open(xc_reader **out, const char *const *paths, size_t count, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_reader_open", [&] {
        if (out == nullptr || paths == nullptr)
            return xc::null_argument(err, "xc_reader_open");
        if (count == 0)
            return xc::fail(err, XC_ARGUMENT, "xc_reader_open: at least one database is needed");
        std::vector<std::string> names;
        for (size_t i = 0; i < count; i++) {
            if (paths[i] == nullptr)
                return xc::null_argument(err, "xc_reader_open, path");
            names.emplace_back(paths[i]);
        }
        *out = open_reader(names).release();
        return XC_OK;
    });
}

void xc_reader_free(xc_reader *reader) noexcept
{
    delete reader;
}

xc_status xc_reader_reopen(xc_reader *reader, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_reader_reopen", [&] {
        if (reader == nullptr)
            return xc::null_argument(err, "xc_reader_reopen");
        /* Xapian's own reopen() would stay with the old file after a rename. */
        std::unique_ptr<xc_reader> fresh = open_reader(reader->paths);
        reader->shards.swap(fresh->shards);
        std::swap(reader->all, fresh->all);
        return XC_OK;
    });
}

size_t xc_reader_shard_count(const xc_reader *reader) noexcept
{
    return reader == nullptr ? 0 : reader->shards.size();
}

xc_status xc_reader_join(const xc_reader *reader, uint32_t shard, uint32_t local_docid, uint32_t *docid,
                         xc_error *err) noexcept
{
    if (reader == nullptr || docid == nullptr)
        return xc::null_argument(err, "xc_reader_join");
    if (shard >= reader->shards.size())
        return no_shard(err, reader, shard);
    if (check_docid(local_docid, err) != XC_OK)
        return XC_ARGUMENT;
    uint64_t joint = static_cast<uint64_t>(local_docid - 1) * reader->shards.size() + shard + 1;
    if (joint > UINT32_MAX)
        return xc::fail(err, XC_RANGE, "document %u of shard %u has no 32-bit number", local_docid, shard);
    *docid = static_cast<uint32_t>(joint);
    return XC_OK;
}

xc_status xc_reader_split(const xc_reader *reader, uint32_t docid, uint32_t *shard, uint32_t *local_docid,
                          xc_error *err) noexcept
{
    if (reader == nullptr || shard == nullptr || local_docid == nullptr)
        return xc::null_argument(err, "xc_reader_split");
    if (check_docid(docid, err) != XC_OK)
        return XC_ARGUMENT;
    *shard = xc::shard_of_docid(reader, docid);
    *local_docid = xc::local_docid(reader, docid);
    return XC_OK;
}

xc_status xc_reader_stats(const xc_reader *reader, uint32_t shard, xc_stats *out, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_reader_stats", [&] {
        if (reader == nullptr || out == nullptr)
            return xc::null_argument(err, "xc_reader_stats");
        const Xapian::Database *database = xc::shard_of(reader, shard);
        if (database == nullptr)
            return no_shard(err, reader, shard);
        xc_stats stats;
        stats.doc_count = database->get_doccount();
        stats.last_docid = database->get_lastdocid();
        stats.total_length = database->get_total_length();
        stats.average_length = database->get_average_length();
        stats.has_positions = database->has_positions();
        *out = stats;
        return XC_OK;
    });
}

xc_status xc_reader_term_stats(const xc_reader *reader, uint32_t shard, const char *term, size_t term_bytes,
                               xc_term_stats *out, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_reader_term_stats", [&] {
        if (reader == nullptr || out == nullptr)
            return xc::null_argument(err, "xc_reader_term_stats");
        const Xapian::Database *database = xc::shard_of(reader, shard);
        if (database == nullptr)
            return no_shard(err, reader, shard);
        xc_status status = xc_term_check(term, term_bytes, err);
        if (status != XC_OK)
            return status;
        std::string name(term, term_bytes);
        xc_term_stats stats;
        stats.doc_freq = database->get_termfreq(name);
        stats.collection_freq = database->get_collection_freq(name);
        *out = stats;
        return XC_OK;
    });
}

xc_status xc_reader_metadata(const xc_reader *reader, uint32_t shard, const char *key, size_t key_bytes,
                             xc_buffer *out, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_reader_metadata", [&] {
        if (reader == nullptr || out == nullptr)
            return xc::null_argument(err, "xc_reader_metadata");
        /* Over several shards Xapian would quietly read the first alone. */
        if (shard >= reader->shards.size())
            return no_shard(err, reader, shard);
        xc_status status = xc_term_check(key, key_bytes, err);
        if (status != XC_OK)
            return status;
        xc::to_buffer(reader->shards[shard].get_metadata(std::string(key, key_bytes)), out);
        return XC_OK;
    });
}

xc_status xc_document_data(const xc_reader *reader, uint32_t docid, xc_buffer *out, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_document_data", [&] {
        if (reader == nullptr || out == nullptr)
            return xc::null_argument(err, "xc_document_data");
        xc::to_buffer(reader->all.get_document(docid).get_data(), out);
        return XC_OK;
    });
}

xc_status xc_document_value(const xc_reader *reader, uint32_t docid, uint32_t slot, xc_buffer *out,
                            xc_error *err) noexcept
{
    return xc::guarded(err, "xc_document_value", [&] {
        if (reader == nullptr || out == nullptr)
            return xc::null_argument(err, "xc_document_value");
        if (slot == Xapian::BAD_VALUENO)
            return xc::fail(err, XC_ARGUMENT, "xc_document_value: slot %u is reserved", slot);
        xc::to_buffer(reader->all.get_document(docid).get_value(slot), out);
        return XC_OK;
    });
}

xc_status xc_document_length(const xc_reader *reader, uint32_t docid, uint32_t *length,
                             xc_error *err) noexcept
{
    return xc::guarded(err, "xc_document_length", [&] {
        if (reader == nullptr || length == nullptr)
            return xc::null_argument(err, "xc_document_length");
        *length = reader->all.get_doclength(docid);
        return XC_OK;
    });
}

/* ---- Iterators: a failed or finished one remembers its status and never touches Xapian again. ---- */

xc_status xc_terms_open(xc_terms **out, const xc_reader *reader, uint32_t shard, const char *prefix,
                        size_t prefix_bytes, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_terms_open", [&] {
        if (out == nullptr || reader == nullptr || (prefix == nullptr && prefix_bytes > 0))
            return xc::null_argument(err, "xc_terms_open");
        const Xapian::Database *database = xc::shard_of(reader, shard);
        if (database == nullptr)
            return no_shard(err, reader, shard);
        std::string start = xc::to_string(prefix, prefix_bytes);
        *out = xc::on_heap(xc_terms{
            database->allterms_begin(start), database->allterms_end(start), {}, false, false, XC_OK});
        return XC_OK;
    });
}

xc_status xc_document_terms(xc_terms **out, const xc_reader *reader, uint32_t docid, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_document_terms", [&] {
        if (out == nullptr || reader == nullptr)
            return xc::null_argument(err, "xc_document_terms");
        *out = xc::on_heap(xc_terms{
            reader->all.termlist_begin(docid), reader->all.termlist_end(docid), {}, true, false, XC_OK});
        return XC_OK;
    });
}

static xc_status next_term(xc_terms *terms, xc_term_item *item)
{
    if (terms->started)
        ++terms->next;
    terms->started = true;
    if (terms->next == terms->end)
        return XC_END;
    terms->term = *terms->next;
    item->doc_freq = terms->next.get_termfreq();
    item->wdf = terms->of_document ? terms->next.get_wdf() : 0;
    item->term = terms->term.data();
    item->term_bytes = terms->term.size();
    return XC_OK;
}

xc_status xc_terms_next(xc_terms *terms, xc_term_item *item, xc_error *err) noexcept
{
    if (terms == nullptr || item == nullptr)
        return xc::null_argument(err, "xc_terms_next");
    if (terms->status == XC_END)
        return XC_END;
    if (terms->status != XC_OK)
        return xc::fail(err, terms->status, "xc_terms_next: the iterator failed before");
    xc_term_item found{};
    terms->status = xc::guarded(err, "xc_terms_next", [&] { return next_term(terms, &found); });
    if (terms->status == XC_OK)
        *item = found;
    return terms->status;
}

void xc_terms_free(xc_terms *terms) noexcept
{
    delete terms;
}

xc_status xc_postings_open(xc_postings **out, const xc_reader *reader, uint32_t shard, const char *term,
                           size_t term_bytes, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_postings_open", [&] {
        if (out == nullptr || reader == nullptr)
            return xc::null_argument(err, "xc_postings_open");
        const Xapian::Database *database = xc::shard_of(reader, shard);
        if (database == nullptr)
            return no_shard(err, reader, shard);
        xc_status status = xc_term_check(term, term_bytes, err);
        if (status != XC_OK)
            return status;
        std::string name(term, term_bytes);
        *out = xc::on_heap(
            xc_postings{database->postlist_begin(name), database->postlist_end(name), false, XC_OK});
        return XC_OK;
    });
}

static xc_status next_posting(xc_postings *postings, xc_posting *posting)
{
    if (postings->started)
        ++postings->next;
    postings->started = true;
    if (postings->next == postings->end)
        return XC_END;
    posting->docid = *postings->next;
    posting->wdf = postings->next.get_wdf();
    return XC_OK;
}

xc_status xc_postings_next(xc_postings *postings, xc_posting *posting, xc_error *err) noexcept
{
    if (postings == nullptr || posting == nullptr)
        return xc::null_argument(err, "xc_postings_next");
    if (postings->status == XC_END)
        return XC_END;
    if (postings->status != XC_OK)
        return xc::fail(err, postings->status, "xc_postings_next: the iterator failed before");
    xc_posting found{};
    postings->status = xc::guarded(err, "xc_postings_next", [&] { return next_posting(postings, &found); });
    if (postings->status == XC_OK)
        *posting = found;
    return postings->status;
}

void xc_postings_free(xc_postings *postings) noexcept
{
    delete postings;
}

/* ---- Soundness ---- */

xc_status xc_check(const char *path, uint64_t *errors, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_check", [&] {
        if (path == nullptr || errors == nullptr)
            return xc::null_argument(err, "xc_check");
        /* Opening first refuses stubs, which the check itself would follow. */
        xc::open_database(path);
        *errors = Xapian::Database::check(std::string(path), 0, nullptr);
        return XC_OK;
    });
}
