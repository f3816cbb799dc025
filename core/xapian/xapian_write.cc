/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The writing half of the shim: a database directory, documents into it, and several databases
 * joined into one file.
 *
 * In:  documents as arrays of terms and values. Out: glass databases on disk.
 */
#include "xapian_internal.hh"

#include <cerrno>
#include <unistd.h>

struct xc_writer {
    Xapian::WritableDatabase database;
};

namespace
{

int open_flags(xc_open_mode mode, unsigned flags)
{
    /* The backend is named so that a stub at this path is never followed. */
    int result = Xapian::DB_BACKEND_GLASS;
    switch (mode) {
    case XC_MODE_CREATE: result |= Xapian::DB_CREATE; break;
    case XC_MODE_OVERWRITE: result |= Xapian::DB_CREATE_OR_OVERWRITE; break;
    case XC_MODE_UPDATE: result |= Xapian::DB_OPEN; break;
    case XC_MODE_UPDATE_CREATE: result |= Xapian::DB_CREATE_OR_OPEN; break;
    default: throw Xapian::InvalidArgumentError("no such open mode");
    }
    if (flags & XC_NO_SYNC)
        result |= Xapian::DB_NO_SYNC;
    if (flags & XC_NO_TERMLIST)
        result |= Xapian::DB_NO_TERMLIST;
    return result;
}

/* A bad term inside Xapian would cost the whole batch, so all terms are looked at first. */
xc_status check_terms(const xc_document *document, xc_error *err) noexcept
{
    uint64_t length = 0;
    for (size_t i = 0; i < document->term_count; i++) {
        const xc_term *term = &document->terms[i];
        xc_error reason;
        xc_status status = xc_term_check(term->term, term->term_bytes, &reason);
        if (status != XC_OK)
            return xc::fail(err, status, "document, term %zu of %zu: %s", i, document->term_count,
                            reason.message);
        if (term->positions == nullptr && term->position_count > 0)
            return xc::null_argument(err, "document, positions");
        length += term->wdf;
    }
    /* Xapian keeps document lengths in 32 bits and does not watch them. */
    if (length > UINT32_MAX)
        return xc::fail(err, XC_RANGE, "document: the sum of wdf exceeds 32 bits");
    return XC_OK;
}

xc_status check_document(const xc_document *document, xc_error *err) noexcept
{
    if (document == nullptr || (document->terms == nullptr && document->term_count > 0) ||
        (document->values == nullptr && document->value_count > 0) ||
        (document->data == nullptr && document->data_bytes > 0))
        return xc::null_argument(err, "document");
    for (size_t i = 0; i < document->value_count; i++) {
        const xc_value *value = &document->values[i];
        if (value->slot == Xapian::BAD_VALUENO)
            return xc::fail(err, XC_ARGUMENT, "document, value %zu: slot %u is reserved", i, value->slot);
        if (value->value == nullptr && value->value_bytes > 0)
            return xc::null_argument(err, "document, value");
    }
    return check_terms(document, err);
}

Xapian::Document to_xapian(const xc_document *document)
{
    Xapian::Document result;
    for (size_t i = 0; i < document->term_count; i++) {
        const xc_term *term = &document->terms[i];
        std::string name(term->term, term->term_bytes);
        result.add_term(name, term->wdf);
        for (size_t p = 0; p < term->position_count; p++)
            result.add_posting(name, term->positions[p], 0);
    }
    for (size_t i = 0; i < document->value_count; i++) {
        const xc_value *value = &document->values[i];
        result.add_value(value->slot, xc::to_string(value->value, value->value_bytes));
    }
    if (document->data_bytes > 0)
        result.set_data(std::string(document->data, document->data_bytes));
    return result;
}

/* Without a transaction to cancel, Xapian's own closing would commit. */
void abandon(Xapian::WritableDatabase &database) noexcept
{
    try {
        database.begin_transaction(false);
        database.cancel_transaction();
    } catch (...) {
    }
    try {
        database.close();
    } catch (...) {
    }
}

} // namespace

xc_status xc_writer_open(xc_writer **out, const char *path, xc_open_mode mode, unsigned flags,
                         xc_error *err) noexcept
{
    return xc::guarded(err, "xc_writer_open", [&] {
        if (out == nullptr || path == nullptr)
            return xc::null_argument(err, "xc_writer_open");
        if (*path == '\0' || (flags & ~static_cast<unsigned>(XC_NO_SYNC | XC_NO_TERMLIST)) != 0)
            return xc::fail(err, XC_ARGUMENT, "xc_writer_open: empty path or unknown flag");
        *out = xc::on_heap(xc_writer{Xapian::WritableDatabase(path, open_flags(mode, flags))});
        return XC_OK;
    });
}

xc_status xc_writer_add(xc_writer *writer, const xc_document *document, uint32_t *docid,
                        xc_error *err) noexcept
{
    return xc::guarded(err, "xc_writer_add", [&] {
        if (writer == nullptr)
            return xc::null_argument(err, "xc_writer_add");
        xc_status status = check_document(document, err);
        if (status != XC_OK)
            return status;
        Xapian::docid added = writer->database.add_document(to_xapian(document));
        if (docid != nullptr)
            *docid = added;
        return XC_OK;
    });
}

xc_status xc_writer_replace(xc_writer *writer, const char *unique_term, size_t term_bytes,
                            const xc_document *document, uint32_t *docid, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_writer_replace", [&] {
        if (writer == nullptr)
            return xc::null_argument(err, "xc_writer_replace");
        xc_status status = xc_term_check(unique_term, term_bytes, err);
        if (status == XC_OK)
            status = check_document(document, err);
        if (status != XC_OK)
            return status;
        Xapian::docid placed =
            writer->database.replace_document(std::string(unique_term, term_bytes), to_xapian(document));
        if (docid != nullptr)
            *docid = placed;
        return XC_OK;
    });
}

xc_status xc_writer_delete(xc_writer *writer, uint32_t docid, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_writer_delete", [&] {
        if (writer == nullptr)
            return xc::null_argument(err, "xc_writer_delete");
        writer->database.delete_document(docid);
        return XC_OK;
    });
}

xc_status xc_writer_set_metadata(xc_writer *writer, const char *key, size_t key_bytes, const char *value,
                                 size_t value_bytes, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_writer_set_metadata", [&] {
        if (writer == nullptr || (value == nullptr && value_bytes > 0))
            return xc::null_argument(err, "xc_writer_set_metadata");
        /* A key that is too long would pass here and fail at commit, with the batch. */
        xc_status status = xc_term_check(key, key_bytes, err);
        if (status != XC_OK)
            return status;
        writer->database.set_metadata(std::string(key, key_bytes), xc::to_string(value, value_bytes));
        return XC_OK;
    });
}

xc_status xc_writer_doc_count(const xc_writer *writer, uint32_t *count, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_writer_doc_count", [&] {
        if (writer == nullptr || count == nullptr)
            return xc::null_argument(err, "xc_writer_doc_count");
        *count = writer->database.get_doccount();
        return XC_OK;
    });
}

xc_status xc_writer_commit(xc_writer *writer, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_writer_commit", [&] {
        if (writer == nullptr)
            return xc::null_argument(err, "xc_writer_commit");
        writer->database.commit();
        return XC_OK;
    });
}

xc_status xc_writer_close(xc_writer *writer, xc_error *err) noexcept
{
    xc_status status = xc::guarded(err, "xc_writer_close", [&] {
        if (writer == nullptr)
            return xc::null_argument(err, "xc_writer_close");
        /* The destructor would commit too, but swallow the exception. */
        writer->database.commit();
        writer->database.close();
        return XC_OK;
    });
    xc_writer_free(writer);
    return status;
}

void xc_writer_free(xc_writer *writer) noexcept
{
    if (writer == nullptr)
        return;
    abandon(writer->database);
    delete writer;
}

xc_status xc_compact(const char *const *sources, size_t count, const char *dest, xc_error *err) noexcept
{
    bool started = false;
    xc_status status = xc::guarded(err, "xc_compact", [&] {
        if (sources == nullptr || dest == nullptr)
            return xc::null_argument(err, "xc_compact");
        if (count == 0 || *dest == '\0')
            return xc::fail(err, XC_ARGUMENT, "xc_compact: no source or no destination");
        if (access(dest, F_OK) == 0 || errno != ENOENT)
            return xc::fail(err, XC_CREATE, "xc_compact: %s exists or cannot be reached", dest);
        Xapian::Database all;
        for (size_t i = 0; i < count; i++) {
            if (sources[i] == nullptr)
                return xc::null_argument(err, "xc_compact, source");
            all.add_database(xc::open_database(sources[i]));
        }
        started = true;
        all.compact(dest, Xapian::DBCOMPACT_SINGLE_FILE);
        return XC_OK;
    });
    if (status != XC_OK && started)
        (void)unlink(dest);
    return status;
}
