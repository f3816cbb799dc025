/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles with nearly the same text: among the hits of a page, and of one article in the whole archive. */
#include "text/near.h"
#include "base/error.h"
#include "search/internal.h"

#include <stdlib.h>

/* An article's paragraphs, one run of the folded text. */
static const uint16_t *body_of(const zy_segment *s, uint32_t doc, size_t *count)
{
    uint32_t p = s->passage_first[doc], end = s->passage_first[doc + 1];
    while (p < end && s->passage_kinds[p] != ZY_PASSAGE_BODY)
        p++;
    *count = p < end ? s->docs[doc].body_units : 0;
    return s->text + s->passage_starts[p];
}

static bool alike(const zy_store *store, uint32_t a, uint32_t b)
{
    uint32_t la, lb;
    const zy_segment *sa = zy_store_segment(store, a, &la), *sb = zy_store_segment(store, b, &lb);
    if (!zy_near_worth_comparing(sa->docs[la].near_hash, sb->docs[lb].near_hash))
        return false;
    size_t a_count, b_count;
    const uint16_t *left = body_of(sa, la, &a_count), *right = body_of(sb, lb, &b_count);
    return zy_near_resemblance(left, a_count, right, b_count) >= ZY_NEAR_ALIKE;
}

void zy_near_among(const zy_store *store, const zy_ranked *ranked, zy_hit *hits, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i && !hits[i].same_as; k++)
            if (!hits[k].same_as && alike(store, ranked[k].doc, ranked[i].doc)) {
                hits[i].same_as = hits[k].id;
                hits[k].duplicates++;
            }
}

zy_status zy_near_of(const zy_store *store, uint32_t doc, size_t most, zy_vec *docs, zy_error *err)
{
    const zy_generation *g = store->generation;
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t local = 0; local < g->segments[i].doc_count && docs->count < most; local++) {
            uint32_t other = g->segments[i].first_doc + local;
            if (other != doc && !zy_segment_is_gone(&g->segments[i], local) && alike(store, doc, other) &&
                !zy_vec_push(docs, &other))
                return zy_fail_memory(err);
        }
    return ZY_OK;
}
