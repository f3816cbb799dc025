/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paging: the first page brings counts and facets, the further ones hits alone. */
#include "pages.h"

#include "output.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    source *from;
    zy_request request; /* of the next page */
    size_t left;
    bool started;
} pager_state;

static pager_state begin(source *from, const zy_request *request)
{
    pager_state state = {.from = from, .request = *request, .left = request->limit};
    state.request.limit = state.left < ZY_PAGE_MOST ? state.left : ZY_PAGE_MOST;
    return state;
}

/* ZY_END when there are no more pages. */
static zy_status next(pager_state *state, zy_answer **page, zy_error *err)
{
    if (state->started && !state->left)
        return ZY_END;
    state->request.limit = state->left < ZY_PAGE_MOST ? state->left : ZY_PAGE_MOST;
    zy_status status = state->from->search(state->from, &state->request, page, err);
    if (status)
        return status;
    size_t got = (*page)->hit_count;
    state->left = got < state->request.limit || got > state->left ? 0 : state->left - got;
    state->request.offset += got;
    state->request.facets = 0;
    state->request.timeline = false;
    state->started = true;
    return ZY_OK;
}

static bool keep(pages *self, zy_answer *page)
{
    size_t have = self->whole.hit_count, more = page->hit_count;
    zy_answer **list = realloc(self->pages, (self->count + 1) * sizeof *list);
    if (!list)
        return false;
    self->pages = list;
    if (self->count == 0) {
        self->whole = *page;
        self->whole.hit_count = 0;
    }
    zy_hit *hits = realloc(self->hits, (have + more + 1) * sizeof *hits);
    if (!hits)
        return false;
    if (more)
        memcpy(hits + have, page->hits, more * sizeof *hits);
    list[self->count++] = page;
    self->hits = hits;
    self->whole.hits = hits;
    self->whole.hit_count = have + more;
    return true;
}

zy_status pages_get(source *from, const zy_request *request, pages *out, zy_error *err)
{
    pages all = {.from = from};
    pager_state state = begin(from, request);
    zy_answer *page;
    zy_status status;
    while ((status = next(&state, &page, err)) == ZY_OK) {
        if (keep(&all, page))
            continue;
        from->answer_free(page);
        status = fail(err, ZY_NO_MEMORY, "请减小 --limit，或用 --jsonl。", "内存不足，装不下这么多结果");
        break;
    }
    if (status != ZY_END) {
        pages_free(&all);
        return status;
    }
    *out = all;
    return ZY_OK;
}

void pages_free(pages *self)
{
    for (size_t i = 0; i < self->count; i++)
        self->from->answer_free(self->pages[i]);
    free(self->pages);
    free(self->hits);
    *self = (pages){0};
}

zy_status pages_each(source *from, const zy_request *request, page_taker take, void *context, zy_error *err)
{
    pager_state state = begin(from, request);
    zy_answer *page;
    zy_status status;
    bool first = true;
    while ((status = next(&state, &page, err)) == ZY_OK) {
        status = take(context, page, first, err);
        from->answer_free(page);
        if (status)
            return status;
        first = false;
    }
    return status == ZY_END ? ZY_OK : status;
}
