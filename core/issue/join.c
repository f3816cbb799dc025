/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Joins the halves of an article that a jump line parted.  In: drafts.  Out: the continuation's text in the
 * first half, the second half marked as joined; halves without a partner noted. */
#include "issue/assemble.h"
#include "issue/byline.h"
#include "issue/marks.h"

#include <string.h>

static int page_number(const zy_issue_text *issue, size_t page)
{
    int number = issue->pages[page].number;
    return number ? number : (int)page + 1;
}

/* The page a jump line means, from where it stands: 下页 is the next one. */
static int target_page(const zy_issue_text *issue, size_t page, const char *target)
{
    int here = page_number(issue, page);
    if (strncmp(target, "下", 3) == 0 || strncmp(target, "后", 3) == 0)
        return here + 1;
    if (strncmp(target, "上", 3) == 0 || strncmp(target, "前", 3) == 0)
        return here - 1;
    if (strncmp(target, "头", 3) == 0)
        return 1;
    return zy_read_number(zy_span_of(target));
}

/* How alike the headlines are: 1 the same, else by the pairs they share. */
static double same_title(const zy_draft *a, const zy_draft *b)
{
    double best = 0;
    for (size_t i = 0; i < a->heads.count; i++)
        for (size_t k = 0; k < b->heads.count; k++) {
            double like = zy_same(zy_span_of(a->heads.items[i]), zy_span_of(b->heads.items[k]))
                              ? 1
                              : zy_likeness(zy_span_of(a->heads.items[i]), zy_span_of(b->heads.items[k]));
            best = like > best ? like : best;
        }
    return best;
}

/* How well `back` goes on with `front`; at most 0 when it cannot. */
static double fit(const zy_issue_text *issue, const zy_draft *front, const zy_draft *back)
{
    if (front == back || front->joined || !front->to || front->page > back->page ||
        (front->continuation && !front->heads.count))
        return 0;
    double score = 0.1;
    if (target_page(issue, front->page, front->to) == page_number(issue, back->page))
        score += 2;
    if (back->from)
        score += target_page(issue, back->page, back->from) == page_number(issue, front->page) ? 2 : -1;
    if (back->heads.count)
        score += same_title(front, back) * 4 - 1;
    if (front->open == !back->starts_fresh)
        score += 0.5;
    return score;
}

static void append(zy_arena *arena, zy_strings *to, const zy_strings *from, size_t skip)
{
    for (size_t i = skip; i < from->count; i++)
        zy_strings_add(arena, to, from->items[i], strlen(from->items[i]));
}

static void add_names(zy_arena *arena, zy_strings *to, const zy_strings *from)
{
    for (size_t i = 0; i < from->count; i++)
        zy_names_add(arena, to, from->items[i]);
}

static void merge(zy_issue_text *issue, zy_draft *front, zy_draft *back)
{
    zy_arena *arena = &issue->set->arena;
    size_t skip = 0;
    zy_strings *mine = &front->paragraphs;
    if (front->open && !back->starts_fresh && mine->count && back->paragraphs.count) {
        const char *whole = zy_join_text(arena, zy_span_of(mine->items[mine->count - 1]),
                                         zy_span_of(back->paragraphs.items[0]));
        if (whole)
            mine->items[mine->count - 1] = whole;
        skip = 1;
    }
    append(arena, mine, &back->paragraphs, skip);
    append(arena, &front->captions, &back->captions, 0);
    add_names(arena, &front->authors, &back->authors);
    add_names(arena, &front->credits, &back->credits);
    front->open = back->open;
    back->joined = true;
}

/* A second jump (一版 to 二版 to 三版) starts from the merged article, whose own target stays the first one
 * named. */
static void join_one(zy_issue_text *issue, zy_drafts *drafts, zy_draft *back)
{
    zy_draft *best = NULL;
    double most = back->from ? 1 : 1.9;
    for (size_t i = 0; i < drafts->count; i++) {
        double score = fit(issue, &drafts->items[i], back);
        if (score > most) {
            most = score;
            best = &drafts->items[i];
        }
    }
    if (!best) {
        if (back->from)
            zy_articles_note(issue->set, ZY_NOTE_UNCERTAIN, "jump-unjoined", issue->pages[back->page].name,
                             back->first_line, 0.5, "第 %d 行的文字接自%s，但没有找到它的前半篇",
                             back->first_line, back->from);
        return;
    }
    merge(issue, best, back);
    if (most < 2)
        zy_articles_note(issue->set, ZY_NOTE_UNCERTAIN, "jump-joined", issue->pages[back->page].name,
                         back->first_line, most / 4,
                         "第 %d 行的文字接到了第 %d 行的文章后面，转版说明不尽相符", back->first_line,
                         best->first_line);
    /* Once it is joined it is no longer waiting, unless it goes on again. */
    best->open = back->open;
}

void zy_drafts_join(zy_issue_text *issue, zy_drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++)
        if (drafts->items[i].continuation && (drafts->items[i].from || !drafts->items[i].heads.count))
            join_one(issue, drafts, &drafts->items[i]);
    for (size_t i = 0; i < drafts->count; i++) {
        const zy_draft *d = &drafts->items[i];
        bool found = !d->to;
        for (size_t k = 0; !found && k < drafts->count; k++)
            found = drafts->items[k].joined && drafts->items[k].page != d->page;
        if (!found && !d->joined)
            zy_articles_note(issue->set, ZY_NOTE_UNCERTAIN, "jump-unjoined", issue->pages[d->page].name,
                             d->last_line, 0.5, "第 %d 行说“转%s”，但没有找到接续的文字", d->last_line,
                             d->to);
    }
}
