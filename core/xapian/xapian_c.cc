/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shim's ground floor: statuses, the translation of exceptions, checked terms, buffers
 * and numbers.
 *
 * In:  exceptions of Xapian and of the C++ library. Out: xc_status and xc_error.
 */
#include "xapian_internal.hh"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <exception>
#include <new>

namespace
{

struct status_entry {
    const char *name;
    const char *text;
};

constexpr status_entry status_table[] = {
#define XC_STATUS_ENTRY(name, text) {#name, text},
    XC_STATUSES(XC_STATUS_ENTRY)
#undef XC_STATUS_ENTRY
};

/* Cuts a message that filled its buffer back to a character boundary: paths may be Chinese. */
void trim_utf8(char *text) noexcept
{
    size_t size = std::strlen(text);
    size_t start = size;
    while (start > 0 && size - start < 4 && (static_cast<unsigned char>(text[start - 1]) & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = static_cast<unsigned char>(text[start - 1]);
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size - (start - 1) < wanted)
        text[start - 1] = '\0';
}

xc_status from_xapian(xc_error *err, xc_status status, const char *what, const Xapian::Error &e) noexcept
{
    const char *reason = nullptr;
    try {
        /* Looks the system's error text up, which may allocate. */
        reason = e.get_error_string();
    } catch (...) {
    }
    return xc::fail(err, status, "%s: %s%s%s", what, e.get_msg().c_str(), reason ? ": " : "",
                    reason ? reason : "");
}

} // namespace

namespace xc
{

/* Variadic, because so the compiler checks each message against its arguments. */
// NOLINTNEXTLINE(cert-dcl50-cpp)
xc_status fail(xc_error *err, xc_status status, const char *format, ...) noexcept
{
    if (err == nullptr)
        return status;
    err->status = status;
    va_list arguments;
    va_start(arguments, format);
    // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it is initialised one line up
    int length = std::vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    if (length < 0)
        err->message[0] = '\0';
    else if (static_cast<size_t>(length) >= sizeof err->message)
        trim_utf8(err->message);
    return status;
}

/* Derived classes come before their bases. Xapian::Error is not a std::exception. */
xc_status translate(xc_error *err, const char *what) noexcept
{
#define XC_CATCH(type, status)                                                                               \
    catch (const Xapian::type &e)                                                                            \
    {                                                                                                        \
        return from_xapian(err, status, what, e);                                                            \
    }
    try {
        throw;
    }
    XC_CATCH(DatabaseModifiedError, XC_MODIFIED)
    XC_CATCH(DatabaseLockError, XC_LOCK)
    XC_CATCH(DatabaseNotFoundError, XC_NOT_FOUND)
    XC_CATCH(DatabaseVersionError, XC_VERSION)
    XC_CATCH(DatabaseOpeningError, XC_OPENING)
    XC_CATCH(DatabaseCreateError, XC_CREATE)
    XC_CATCH(DatabaseCorruptError, XC_CORRUPT)
    XC_CATCH(DatabaseClosedError, XC_CLOSED)
    XC_CATCH(DatabaseError, XC_DATABASE)
    XC_CATCH(DocNotFoundError, XC_DOC_NOT_FOUND)
    XC_CATCH(NetworkTimeoutError, XC_NETWORK_TIMEOUT)
    XC_CATCH(NetworkError, XC_NETWORK)
    XC_CATCH(WildcardError, XC_WILDCARD)
    XC_CATCH(QueryParserError, XC_QUERY_PARSER)
    XC_CATCH(SerialisationError, XC_SERIALISATION)
    XC_CATCH(RangeError, XC_RANGE)
    XC_CATCH(FeatureUnavailableError, XC_FEATURE)
    XC_CATCH(UnimplementedError, XC_UNIMPLEMENTED)
    XC_CATCH(InvalidArgumentError, XC_ARGUMENT)
    XC_CATCH(InvalidOperationError, XC_OPERATION)
    XC_CATCH(Error, XC_XAPIAN)
    catch (const std::bad_alloc &)
    {
        return fail(err, XC_NO_MEMORY, "%s: out of memory", what);
    }
    catch (const std::exception &e)
    {
        return fail(err, XC_EXCEPTION, "%s: %s", what, e.what());
    }
    catch (...)
    {
        return fail(err, XC_UNKNOWN, "%s: an exception of unknown kind", what);
    }
#undef XC_CATCH
}

} // namespace xc

const char *xc_status_name(xc_status status) noexcept
{
    unsigned index = static_cast<unsigned>(status);
    return index < XC_STATUS_COUNT ? status_table[index].name : "XC_?";
}

const char *xc_status_text(xc_status status) noexcept
{
    unsigned index = static_cast<unsigned>(status);
    return index < XC_STATUS_COUNT ? status_table[index].text : "a status this version does not know";
}

const char *xc_xapian_version(void) noexcept
{
    return Xapian::version_string();
}

void xc_buffer_free(xc_buffer *buffer) noexcept
{
    if (buffer == nullptr)
        return;
    std::free(buffer->data);
    buffer->data = nullptr;
    buffer->size = 0;
}

/* Beyond what Xapian asks, the empty term is refused: as a query it would match every document. */
xc_status xc_term_check(const char *term, size_t term_bytes, xc_error *err) noexcept
{
    if (term_bytes == 0)
        return xc::fail(err, XC_BAD_TERM, "a term is empty");
    if (term == nullptr)
        return xc::null_argument(err, "term");
    if (term_bytes > XC_TERM_BYTES_MAX)
        return xc::fail(err, XC_BAD_TERM, "a term has %zu bytes; the limit is %d", term_bytes,
                        XC_TERM_BYTES_MAX);
    const void *nul = std::memchr(term, 0, term_bytes);
    if (nul != nullptr)
        return xc::fail(err, XC_BAD_TERM, "a term of %zu bytes holds a NUL at byte %zu", term_bytes,
                        static_cast<size_t>(static_cast<const char *>(nul) - term));
    return XC_OK;
}

xc_status xc_number_encode(double number, char out[XC_NUMBER_BYTES_MAX], size_t *size, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_number_encode", [&] {
        if (out == nullptr || size == nullptr)
            return xc::null_argument(err, "xc_number_encode");
        if (std::isnan(number))
            return xc::fail(err, XC_ARGUMENT, "xc_number_encode: NaN has no place in an order");
        std::string bytes = Xapian::sortable_serialise(number);
        if (bytes.size() > XC_NUMBER_BYTES_MAX)
            return xc::fail(err, XC_RANGE, "xc_number_encode: %zu bytes", bytes.size());
        std::copy(bytes.begin(), bytes.end(), out);
        *size = bytes.size();
        return XC_OK;
    });
}

xc_status xc_number_decode(xc_bytes value, double *number, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_number_decode", [&] {
        if (number == nullptr || (value.data == nullptr && value.size > 0))
            return xc::null_argument(err, "xc_number_decode");
        *number = Xapian::sortable_unserialise(xc::to_string(value.data, value.size));
        return XC_OK;
    });
}

#ifdef XC_TEST_HOOKS
/*
 * Fault injection, compiled into the tests' own copy of the shim only: some exceptions (a remote
 * database that hangs) cannot be had from a real fault on one machine.
 */
#include "xapian_test_hooks.h"

static int hook_kind;
static unsigned hook_skip;

extern "C" void xc_test_throw(int kind, unsigned calls_to_skip) noexcept
{
    hook_kind = kind;
    hook_skip = calls_to_skip;
}

namespace xc
{

void test_hook()
{
    if (hook_kind == 0 || hook_skip-- > 0)
        return;
    int kind = hook_kind;
    hook_kind = 0;
    switch (kind) {
#define XC_HOOK_CASE(type, status)                                                                           \
    case XC_THROW_##type: throw Xapian::type("injected");
        XC_THROWS(XC_HOOK_CASE)
#undef XC_HOOK_CASE
    case XC_THROW_bad_alloc: throw std::bad_alloc();
    case XC_THROW_exception: throw std::exception();
    default: throw int{XC_THROW_int};
    }
}

} // namespace xc
#endif
