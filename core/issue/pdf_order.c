/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page to pieces of columns in reading order.  In: words with places.  Out: the running head, what is
 * between as its white space cuts it (pdf_plan.c), the running foot. */
#include "issue/pdf_cuts.h"
#include "issue/pdf_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void zy_pdf_add_piece(zy_pdf_cutting *o, const zy_pdf_region *r, bool running)
{
    zy_pdf_word *words = ZY_ARENA_ARRAY(o->page->arena, zy_pdf_word, r->count);
    zy_pdf_piece piece = {.words = words,
                          .count = r->count,
                          .left = r->left,
                          .right = r->right,
                          .top = r->top,
                          .running = running};
    if (words) {
        memcpy(words, r->words, r->count * sizeof *words);
        zy_pdf_words_by_line(words, r->count);
    }
    o->failed |= !words || !zy_vec_push(o->pieces, &piece);
}

/* A number right before the word: 第2版, 126期. */
static bool is_numbered(zy_span text, const char *word)
{
    size_t bytes = strlen(word);
    for (size_t i = 1; i + bytes <= text.bytes; i++)
        if (memcmp(text.at + i, word, bytes) == 0) {
            zy_span before = zy_span_cut(text, 0, i);
            uint32_t c = zy_last_char(before);
            if (zy_is_digit(c) ||
                (before.bytes >= 3 && memmem("〇一二三四五六七八九十", 33, before.at + i - 3, 3)))
                return true;
        }
    return false;
}

/* Whether the words are those of a running head or foot or a masthead: page, issue, date, editors. */
static bool is_running(const zy_pdf_word *words, size_t count)
{
    static const char *const said[] = {"星期", "编辑", "责编", "主编", "校对", "刊号", "内部资料"};
    static const char *const numbered[] = {"版", "期", "日"};
    size_t letters = 0, found = 0;
    for (size_t i = 0; i < count; i++) {
        letters += zy_count_chars(words[i].text);
        for (size_t k = 0; k < sizeof said / sizeof *said; k++)
            found += zy_contains(words[i].text, said[k]);
        for (size_t k = 0; k < sizeof numbered / sizeof *numbered; k++)
            found += is_numbered(words[i].text, numbered[k]);
    }
    return letters < 90 && (found || (letters < 4 && zy_is_digit(zy_first_char(words[0].text))));
}

/* How many words stand above the first white band of the page, or how many do not stand below the last. */
static size_t band_end(const zy_pdf_word *words, size_t count, double room, bool last)
{
    double reach = words[0].bottom;
    size_t end = 0;
    for (size_t i = 1; i < count; i++) {
        if (words[i].top - reach > room) {
            end = i;
            if (!last)
                break;
        }
        reach = words[i].bottom > reach ? words[i].bottom : reach;
    }
    return end;
}

/* One short line of large type in the middle of the page, apart from all above it: a slogan. */
static bool is_slogan(const zy_pdf_cutting *o, const zy_pdf_region *page, const zy_pdf_word *words,
                      size_t count)
{
    double left, right, em = o->page->body;
    size_t letters = 0;
    zy_pdf_extent(words, count, &left, &right);
    for (size_t i = 0; i < count; i++) {
        letters += zy_count_chars(words[i].text);
        if (!zy_pdf_is_large(o, &words[i]) || words[i].top > words[0].bottom ||
            zy_ending_of(words[i].text) == ZY_END_FINAL)
            return false;
    }
    return letters < 24 && fabs(left + right - page->left - page->right) < em && right - left < 24 * em;
}

/* The page's last line, when it is one of its foot's. */
static void peel_last(zy_pdf_region *r, zy_pdf_region *foot, size_t at)
{
    foot->words = r->words + at;
    foot->count += r->count - at;
    r->count = at;
}

/* A foot is a line or two. */
enum { FOOT_EMS = 4 };

static void peel_foot(const zy_pdf_cutting *o, zy_pdf_region *r, zy_pdf_region *foot)
{
    double room = o->leading + o->page->body * 0.4;
    *foot = *r;
    foot->count = 0;
    size_t at = band_end(r->words, r->count, room, true);
    double tall = r->words[r->count - 1].bottom - r->words[at].top;
    if (at && tall < o->page->body * FOOT_EMS && is_running(r->words + at, r->count - at)) {
        peel_last(r, foot, at);
        at = band_end(r->words, r->count, room, true);
    }
    if (at && is_slogan(o, foot, r->words + at, r->count - at))
        peel_last(r, foot, at);
}

/* Takes running lines off the page's top and foot: they stand apart, and no column goes through them. */
static void peel(zy_pdf_cutting *o, zy_pdf_region *r, zy_pdf_region *foot)
{
    qsort(r->words, r->count, sizeof *r->words, zy_pdf_by_top);
    peel_foot(o, r, foot);
    for (int tight = 0; tight < 2; tight++) {
        double room = tight ? o->page->body * 0.4 : o->leading + o->page->body * 0.4;
        size_t at = band_end(r->words, r->count, room, false);
        if (!at || !is_running(r->words, at))
            continue;
        zy_pdf_region head = *r;
        head.count = at;
        zy_pdf_add_piece(o, &head, true);
        r->words += at;
        r->count -= at;
        return;
    }
}

/* Whether the page sets its paragraphs in: some of its lines begin two letters behind where more begin. */
static bool sets_in(const zy_pdf_page *page)
{
    size_t in = 0;
    double em = page->body;
    qsort(page->words, page->count, sizeof *page->words, zy_pdf_by_left);
    for (size_t i = 0; i < page->count; i++) {
        double left = page->words[i].left;
        size_t there = zy_pdf_begin_at(page->words, page->count, left - 2 * em, em * 0.2);
        in += there > 2 && there > zy_pdf_begin_at(page->words, page->count, left, em * 0.2);
    }
    return in * 14 > page->count;
}

/* How far right its lines of text reach. */
static double reach_of(const zy_pdf_cutting *o, const zy_pdf_piece *piece)
{
    double reach = piece->left;
    for (size_t i = 0; i < piece->count; i++)
        if (!zy_pdf_is_large(o, &piece->words[i]) && piece->words[i].right > reach)
            reach = piece->words[i].right;
    return reach;
}

/* A few lines alone in a band, the end of a story from the page before, do not show how wide their column is:
 * they have the width of a column that begins where they do, when they nearly fill it. */
static void share_widths(zy_pdf_cutting *o)
{
    enum { PIECES_MOST = 500 }; /* compared with one another */
    size_t count = o->pieces->count < PIECES_MOST ? o->pieces->count : PIECES_MOST;
    zy_pdf_piece *pieces = o->pieces->data;
    double em = o->page->body, reaches[PIECES_MOST];
    for (size_t i = 0; i < count; i++)
        reaches[i] = reach_of(o, &pieces[i]);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++) {
            const zy_pdf_piece *other = &pieces[k];
            bool same = !other->running && fabs(other->left - pieces[i].left) < em * 0.3;
            bool fills = other->right - reaches[k] < em * 0.5;
            double free = other->right - reaches[i];
            if (same && fills && other->right < pieces[i].right && free > -em * 0.3 && free < em * 1.6)
                pieces[i].right = other->right;
        }
}

bool zy_pdf_order(const zy_pdf_page *page, zy_vec *out)
{
    if (!page->count)
        return true;
    zy_pdf_cutting o = {.page = page, .pieces = out, .leading = page->leading, .indented = sets_in(page)};
    zy_pdf_region r = {.words = page->words, .count = page->count}, foot;
    zy_pdf_extent(r.words, r.count, &r.left, &r.right);
    peel(&o, &r, &foot);
    zy_pdf_extent(r.words, r.count, &r.left, &r.right); /* the text's: a running line may reach further */
    r.limit = r.right;
    r.top = r.words[0].top; /* sorted by height */
    zy_pdf_cut_best(&o, r);
    if (!o.failed)
        share_widths(&o);
    if (foot.count && !o.failed)
        zy_pdf_add_piece(&o, &foot, true);
    return !o.failed;
}
