/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shim's queries: trees put together call by call, each node checked before Xapian sees it.
 *
 * In:  terms, values, other queries. Out: opaque xc_query handles, and their description.
 */
#include "xapian_internal.hh"

#include <algorithm>
#include <cmath>

namespace
{

using Op = Xapian::Query::op;

struct op_entry {
    Op op;
    bool has_param;
};

/* By xc_op. */
constexpr op_entry op_table[] = {
    {Xapian::Query::OP_AND, false},       {Xapian::Query::OP_OR, false},
    {Xapian::Query::OP_XOR, false},       {Xapian::Query::OP_AND_NOT, false},
    {Xapian::Query::OP_AND_MAYBE, false}, {Xapian::Query::OP_FILTER, false},
    {Xapian::Query::OP_SYNONYM, false},   {Xapian::Query::OP_MAX, false},
    {Xapian::Query::OP_ELITE_SET, true},  {Xapian::Query::OP_PHRASE, true},
    {Xapian::Query::OP_NEAR, true},
};

const op_entry *find_op(xc_op op) noexcept
{
    size_t index = static_cast<size_t>(op);
    return index < sizeof op_table / sizeof *op_table ? &op_table[index] : nullptr;
}

void hand_out(xc_query **out, Xapian::Query query, unsigned depth)
{
    *out = xc::on_heap(xc_query{std::move(query), depth});
}

xc_status check_combine(xc_op op, const void *parts, size_t count, uint32_t param, xc_error *err) noexcept
{
    const op_entry *entry = find_op(op);
    if (entry == nullptr)
        return xc::fail(err, XC_ARGUMENT, "there is no query operator %d", static_cast<int>(op));
    /* Xapian makes "nothing" of no parts even for AND, which hides a caller's mistake. */
    if (parts == nullptr || count == 0)
        return xc::fail(err, XC_ARGUMENT, "a query operator needs at least one part");
    if (param != 0 && !entry->has_param)
        return xc::fail(err, XC_ARGUMENT, "query operator %d has no parameter", static_cast<int>(op));
    return XC_OK;
}

xc_status combine(xc_query **out, xc_op op, const std::vector<Xapian::Query> &parts, uint32_t param,
                  unsigned depth, xc_error *err)
{
    if (depth > XC_QUERY_DEPTH_MAX)
        return xc::fail(err, XC_ARGUMENT, "the query is nested deeper than %d", XC_QUERY_DEPTH_MAX);
    hand_out(out, Xapian::Query(find_op(op)->op, parts.begin(), parts.end(), param), depth);
    return XC_OK;
}

xc_status check_bound(const xc_bytes *bound, xc_error *err) noexcept
{
    if (bound != nullptr && bound->data == nullptr && bound->size > 0)
        return xc::null_argument(err, "value range, bound");
    return XC_OK;
}

int wildcard_mode(xc_wildcard_limit limit)
{
    switch (limit) {
    case XC_WILDCARD_FAIL: return Xapian::Query::WILDCARD_LIMIT_ERROR;
    case XC_WILDCARD_FIRST: return Xapian::Query::WILDCARD_LIMIT_FIRST;
    case XC_WILDCARD_MOST_FREQUENT: return Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT;
    }
    throw Xapian::InvalidArgumentError("no such wildcard limit");
}

} // namespace

xc_status xc_query_term(xc_query **out, const char *term, size_t term_bytes, uint32_t wqf,
                        xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_term", [&] {
        if (out == nullptr)
            return xc::null_argument(err, "xc_query_term");
        xc_status status = xc_term_check(term, term_bytes, err);
        if (status != XC_OK)
            return status;
        if (wqf == 0)
            return xc::fail(err, XC_ARGUMENT, "xc_query_term: wqf must be at least 1");
        hand_out(out, Xapian::Query(std::string(term, term_bytes), wqf), 1);
        return XC_OK;
    });
}

xc_status xc_query_combine(xc_query **out, xc_op op, const xc_query *const *parts, size_t count,
                           uint32_t param, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_combine", [&] {
        if (out == nullptr)
            return xc::null_argument(err, "xc_query_combine");
        xc_status status = check_combine(op, parts, count, param, err);
        if (status != XC_OK)
            return status;
        std::vector<Xapian::Query> queries;
        queries.reserve(count);
        unsigned depth = 0;
        for (size_t i = 0; i < count; i++) {
            if (parts[i] == nullptr)
                return xc::null_argument(err, "xc_query_combine, part");
            queries.push_back(parts[i]->query);
            depth = std::max(depth, parts[i]->depth);
        }
        return combine(out, op, queries, param, depth + 1, err);
    });
}

xc_status xc_query_combine_terms(xc_query **out, xc_op op, const xc_bytes *terms, size_t count,
                                 uint32_t param, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_combine_terms", [&] {
        if (out == nullptr)
            return xc::null_argument(err, "xc_query_combine_terms");
        xc_status status = check_combine(op, terms, count, param, err);
        if (status != XC_OK)
            return status;
        std::vector<Xapian::Query> queries;
        queries.reserve(count);
        for (size_t i = 0; i < count; i++) {
            status = xc_term_check(terms[i].data, terms[i].size, err);
            if (status != XC_OK)
                return status;
            queries.emplace_back(std::string(terms[i].data, terms[i].size));
        }
        return combine(out, op, queries, param, 2, err);
    });
}

xc_status xc_query_scale(xc_query **out, const xc_query *part, double factor, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_scale", [&] {
        if (out == nullptr || part == nullptr)
            return xc::null_argument(err, "xc_query_scale");
        if (!std::isfinite(factor) || factor < 0)
            return xc::fail(err, XC_ARGUMENT, "xc_query_scale: the factor must be finite and not negative");
        if (part->depth >= XC_QUERY_DEPTH_MAX)
            return xc::fail(err, XC_ARGUMENT, "the query is nested deeper than %d", XC_QUERY_DEPTH_MAX);
        hand_out(out, Xapian::Query(factor, part->query), part->depth + 1);
        return XC_OK;
    });
}

xc_status xc_query_value_range(xc_query **out, uint32_t slot, const xc_bytes *low, const xc_bytes *high,
                               xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_value_range", [&] {
        if (out == nullptr || (low == nullptr && high == nullptr))
            return xc::null_argument(err, "xc_query_value_range");
        if (check_bound(low, err) != XC_OK || check_bound(high, err) != XC_OK)
            return XC_ARGUMENT;
        if (slot == Xapian::BAD_VALUENO)
            return xc::fail(err, XC_ARGUMENT, "xc_query_value_range: slot %u is reserved", slot);
        std::string from = low == nullptr ? std::string() : xc::to_string(low->data, low->size);
        std::string to = high == nullptr ? std::string() : xc::to_string(high->data, high->size);
        /* Xapian takes ">= nothing" for all documents, those without the value too. */
        if (high == nullptr && from.empty())
            from.assign(1, '\0');
        if (high == nullptr)
            hand_out(out, Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, from), 1);
        else if (low == nullptr)
            hand_out(out, Xapian::Query(Xapian::Query::OP_VALUE_LE, slot, to), 1);
        else
            hand_out(out, Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, from, to), 1);
        return XC_OK;
    });
}

xc_status xc_query_wildcard(xc_query **out, const char *prefix, size_t prefix_bytes, uint32_t max_terms,
                            xc_wildcard_limit limit, xc_op op, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_wildcard", [&] {
        if (out == nullptr)
            return xc::null_argument(err, "xc_query_wildcard");
        xc_status status = xc_term_check(prefix, prefix_bytes, err);
        if (status != XC_OK)
            return status;
        if (max_terms == 0 || (op != XC_OP_SYNONYM && op != XC_OP_OR && op != XC_OP_MAX))
            return xc::fail(err, XC_ARGUMENT, "a wildcard needs a limit and joins by SYNONYM, OR or MAX");
        std::string pattern(prefix, prefix_bytes);
        hand_out(out,
                 Xapian::Query(Xapian::Query::OP_WILDCARD, pattern, max_terms, wildcard_mode(limit),
                               find_op(op)->op),
                 1);
        return XC_OK;
    });
}

/* Not Xapian::Query::MatchAll: copies of that static count references in one place for all threads. */
xc_status xc_query_match_all(xc_query **out, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_match_all", [&] {
        if (out == nullptr)
            return xc::null_argument(err, "xc_query_match_all");
        hand_out(out, Xapian::Query(std::string()), 1);
        return XC_OK;
    });
}

xc_status xc_query_match_nothing(xc_query **out, xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_match_nothing", [&] {
        if (out == nullptr)
            return xc::null_argument(err, "xc_query_match_nothing");
        hand_out(out, Xapian::Query(), 1);
        return XC_OK;
    });
}

void xc_query_free(xc_query *query) noexcept
{
    delete query;
}

xc_status xc_query_describe(const xc_query *query, char *buffer, size_t size, size_t *needed,
                            xc_error *err) noexcept
{
    return xc::guarded(err, "xc_query_describe", [&] {
        if (query == nullptr || (buffer == nullptr && size > 0))
            return xc::null_argument(err, "xc_query_describe");
        std::string text = query->query.get_description();
        if (size > 0) {
            size_t copied = std::min(size - 1, text.size());
            std::memcpy(buffer, text.data(), copied);
            buffer[copied] = '\0';
        }
        if (needed != nullptr)
            *needed = text.size();
        return XC_OK;
    });
}
