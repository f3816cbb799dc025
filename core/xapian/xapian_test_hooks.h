/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fault injection for the shim's tests. Only a copy of the shim built with XC_TEST_HOOKS has it.
 */
#ifndef XAPIAN_TEST_HOOKS_H
#define XAPIAN_TEST_HOOKS_H

#include "xapian_c.h"

/* Xapian's exception class, the status it must become */
#define XC_THROWS(X)                                                                                         \
    X(DatabaseModifiedError, XC_MODIFIED)                                                                    \
    X(DatabaseLockError, XC_LOCK)                                                                            \
    X(DatabaseNotFoundError, XC_NOT_FOUND)                                                                   \
    X(DatabaseVersionError, XC_VERSION)                                                                      \
    X(DatabaseOpeningError, XC_OPENING)                                                                      \
    X(DatabaseCreateError, XC_CREATE)                                                                        \
    X(DatabaseCorruptError, XC_CORRUPT)                                                                      \
    X(DatabaseClosedError, XC_CLOSED)                                                                        \
    X(DatabaseError, XC_DATABASE)                                                                            \
    X(DocNotFoundError, XC_DOC_NOT_FOUND)                                                                    \
    X(NetworkTimeoutError, XC_NETWORK_TIMEOUT)                                                               \
    X(NetworkError, XC_NETWORK)                                                                              \
    X(WildcardError, XC_WILDCARD)                                                                            \
    X(QueryParserError, XC_QUERY_PARSER)                                                                     \
    X(SerialisationError, XC_SERIALISATION)                                                                  \
    X(RangeError, XC_RANGE)                                                                                  \
    X(FeatureUnavailableError, XC_FEATURE)                                                                   \
    X(UnimplementedError, XC_UNIMPLEMENTED)                                                                  \
    X(InvalidArgumentError, XC_ARGUMENT)                                                                     \
    X(InvalidOperationError, XC_OPERATION)                                                                   \
    X(AssertionError, XC_XAPIAN)                                                                             \
    X(InternalError, XC_XAPIAN)

enum {
    XC_THROW_nothing,
#define XC_THROW_ENUM(type, status) XC_THROW_##type,
    XC_THROWS(XC_THROW_ENUM)
#undef XC_THROW_ENUM
        XC_THROW_bad_alloc,
    XC_THROW_exception,
    XC_THROW_int /* something that is no class at all */
};

#ifdef __cplusplus
extern "C" {
#endif
/* Makes one guarded call throw once, after so many calls have passed unharmed. */
void xc_test_throw(int kind, unsigned calls_to_skip) XC_NOEXCEPT;
#ifdef __cplusplus
}
#endif
#endif
