/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the shim's C++ files share: the handles behind the opaque C types and the one
 * way from an exception to a status. Nobody outside this folder includes it.
 */
#ifndef XAPIAN_C_INTERNAL_HH
#define XAPIAN_C_INTERNAL_HH

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "xapian_c.h"

struct xc_reader {
    std::vector<std::string> paths;
    std::vector<Xapian::Database> shards;
    /* The shards as one. It shares their internals, so reopening it reopens them. */
    Xapian::Database all;
};

struct xc_query {
    Xapian::Query query;
    unsigned depth;
};

namespace xc
{

/* Records an error found by the shim itself and returns its status. */
xc_status fail(xc_error *err, xc_status status, const char *format, ...) noexcept
    __attribute__((format(printf, 3, 4)));

/* Called inside a catch block: names the exception in flight. `what` is the function's name. */
xc_status translate(xc_error *err, const char *what) noexcept;

#ifdef XC_TEST_HOOKS
/* Throws what a test has asked for; see hooks in xapian_c.cc. */
void test_hook();
#endif

/* Every entry point's body runs in here: nothing thrown can reach the C caller. */
template <typename Body> xc_status guarded(xc_error *err, const char *what, Body &&body) noexcept
{
    try {
#ifdef XC_TEST_HOOKS
        test_hook();
#endif
        return body();
    } catch (...) {
        return translate(err, what);
    }
}

inline xc_status null_argument(xc_error *err, const char *what) noexcept
{
    return fail(err, XC_ARGUMENT, "%s: a required pointer is NULL", what);
}

inline std::string to_string(const char *data, size_t size)
{
    return size == 0 ? std::string() : std::string(data, size);
}

/* A handle for the caller to free. */
template <typename Handle> Handle *on_heap(Handle handle)
{
    return new Handle(std::move(handle));
}

/* malloc that throws, since what it returns goes to C code that calls free. */
template <typename T> T *c_array(size_t count)
{
    void *memory = std::calloc(count == 0 ? 1 : count, sizeof(T));
    if (memory == nullptr)
        throw std::bad_alloc();
    return static_cast<T *>(memory);
}

inline void to_buffer(const std::string &bytes, xc_buffer *out)
{
    char *data = c_array<char>(bytes.size() + 1);
    std::memcpy(data, bytes.c_str(), bytes.size() + 1);
    out->data = data;
    out->size = bytes.size();
}

/* Opens one database, directory or single file, never a stub. */
Xapian::Database open_database(const std::string &path);

/* The database to ask for `shard`, or NULL when there is no such shard. */
inline const Xapian::Database *shard_of(const xc_reader *reader, uint32_t shard) noexcept
{
    if (shard == XC_ALL_SHARDS)
        return &reader->all;
    return shard < reader->shards.size() ? &reader->shards[shard] : nullptr;
}

inline uint32_t shard_of_docid(const xc_reader *reader, uint32_t docid) noexcept
{
    return static_cast<uint32_t>((docid - 1) % reader->shards.size());
}

inline uint32_t local_docid(const xc_reader *reader, uint32_t docid) noexcept
{
    return static_cast<uint32_t>((docid - 1) / reader->shards.size() + 1);
}

} // namespace xc

#endif
