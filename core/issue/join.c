/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Joins the halves of an article that a jump line parted.  In: drafts.  Out: the continuation's text in the
 * first half, the second half marked as joined; halves without a partner noted. */
#include "issue/assemble.h"
#include "issue/byline.h"
#include "issue/grams.h"
#include "issue/marks.h"

#include <stdlib.h>
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

/* How alike the texts are that would meet, and whether a sentence runs across. */
static double same_text(const zy_issue_text *issue, const zy_draft *front, const zy_draft *back)
{
    if (!front->paragraphs.count || !back->paragraphs.count)
        return 0;
    zy_span end = zy_span_of(front->paragraphs.items[front->paragraphs.count - 1]),
            start = zy_span_of(back->paragraphs.items[0]);
    double score = zy_likeness(end, start);
    if (front->open && zy_ending_of(end) == ZY_END_OPEN)
        score += 0.2 * zy_grams_bond(issue->grams, end, start);
    return score;
}

static bool names_page(const zy_issue_text *issue, const zy_draft *front, const zy_draft *back)
{
    return target_page(issue, front->end_page, front->end_to) == page_number(issue, back->page);
}

/* How well `back` goes on with `front`; at most 0 when it cannot. */
static double fit(const zy_issue_text *issue, const zy_draft *front, const zy_draft *back)
{
    if (front == back || front->joined || !front->to || front->end_page > back->page ||
        (front->continuation && !front->heads.count))
        return 0;
    double score = front->answered ? 0 : 0.3;
    score += names_page(issue, front, back) ? 2 : 0;
    if (back->from)
        score += target_page(issue, back->page, back->from) == page_number(issue, front->end_page) ? 2 : -1;
    if (back->heads.count)
        score += same_title(front, back) * 4 - 1;
    if (front->open == !back->starts_fresh)
        score += 0.5;
    return score + same_text(issue, front, back);
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
    front->answered = !back->to; /* or waits again, where the second half broke off */
    front->end_to = back->to ? back->to : front->end_to;
    front->end_page = back->page;
    back->joined = true;
}

/* The waiting front half that `back` fits best: of those that name its page, else of all.  Halves wait in
 * reading order; of very many only the nearest are asked. */
static zy_draft *best_front(zy_issue_text *issue, zy_drafts *drafts, const zy_draft *back, size_t *waiting,
                            size_t count, double *most)
{
    enum { ASKED = 400 };
    zy_draft *best = NULL;
    for (int all = 0; !best && all < 2; all++) {
        *most = back->from ? 1 : 1.9;
        for (size_t i = count > ASKED ? count - ASKED : 0; i < count; i++) {
            zy_draft *front = &drafts->items[waiting[i]];
            double score = all || names_page(issue, front, back) ? fit(issue, front, back) : 0;
            if (score > *most) {
                *most = score;
                best = front;
            }
        }
    }
    return best;
}

/* A second jump (一版 to 二版 to 三版) starts from the merged article; what it names stays the first page. */
static void join_one(zy_issue_text *issue, zy_drafts *drafts, zy_draft *back, size_t *waiting, size_t count)
{
    double most;
    zy_draft *best = best_front(issue, drafts, back, waiting, count, &most);
    if (!best) {
        if (back->from)
            zy_articles_note(issue->set, ZY_NOTE_UNCERTAIN, "jump-unjoined", issue->pages[back->page].name,
                             back->first_line, 0.5, "第 %d 行的文字接自%s，但没有找到它的前半篇",
                             back->first_line, back->from);
        return;
    }
    merge(issue, best, back);
    back->into = (int)(best - drafts->items);
    if (most < 2)
        zy_articles_note(issue->set, ZY_NOTE_UNCERTAIN, "jump-joined", issue->pages[back->page].name,
                         back->first_line, most / 4,
                         "第 %d 行的文字接到了第 %d 行的文章后面，转版说明不尽相符", back->first_line,
                         best->first_line);
}

static void note_unanswered(zy_issue_text *issue, const zy_draft *d)
{
    if (d->to && !d->answered && !d->joined)
        zy_articles_note(issue->set, ZY_NOTE_UNCERTAIN, "jump-unjoined", issue->pages[d->page].name,
                         d->last_line, 0.5, "第 %d 行说“转%s”，但没有找到接续的文字", d->last_line, d->to);
}

void zy_drafts_join(zy_issue_text *issue, zy_drafts *drafts)
{
    size_t *waiting = calloc(drafts->count + 1, sizeof *waiting), count = 0;
    for (size_t i = 0; waiting && i < drafts->count; i++)
        if (drafts->items[i].to) {
            drafts->items[i].end_to = drafts->items[i].to;
            drafts->items[i].end_page = drafts->items[i].page;
            waiting[count++] = i;
        }
    for (size_t i = 0; waiting && i < drafts->count; i++)
        if (drafts->items[i].continuation && (drafts->items[i].from || !drafts->items[i].heads.count))
            join_one(issue, drafts, &drafts->items[i], waiting, count);
    for (size_t i = 0; i < drafts->count; i++)
        note_unanswered(issue, &drafts->items[i]);
    free(waiting);
}
