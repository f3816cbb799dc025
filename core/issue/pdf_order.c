/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a page into columns and bands by its white space, over and over (XY cut).  In: words with places.
 * Out: pieces of columns in reading order.  Where both a gutter and a band part a region, rows of boxes or
 * columns side by side may be meant: both ways are gone, and the one is taken whose pieces follow each other
 * better (a sentence left open is not followed by a headline). */
#include "issue/pdf_cuts.h"
#include "issue/pdf_lines.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST_CUT = 200, DEEPEST_CHOICE = 7 };

typedef struct {
    zy_pdf_word *words;
    size_t count;
    double left, right; /* of the column it is in */
    double top;
    int depth, choices;
} region;

static void add_piece(zy_pdf_cutting *o, const region *r, bool running)
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

static void cut(zy_pdf_cutting *o, region r);

/* Above and below the first `at` words from the top. */
static void cut_across(zy_pdf_cutting *o, region r, size_t at)
{
    qsort(r.words, r.count, sizeof *r.words, zy_pdf_by_top);
    region upper = r, lower = r;
    upper.count = at;
    upper.depth = lower.depth = r.depth + 1;
    lower.words = r.words + at;
    lower.count = r.count - at;
    lower.top = lower.words[0].top;
    cut(o, upper);
    cut(o, lower);
}

/* The column's edges are those of its text; a headline may be set wider. */
static void column_of(const zy_pdf_cutting *o, region *r)
{
    size_t text = 0;
    zy_pdf_extent(r->words, r->count, &r->left, &r->right);
    double left = 1e9, right = -1e9;
    for (size_t i = 0; i < r->count; i++) {
        const zy_pdf_word *w = &r->words[i];
        if (zy_pdf_is_large(o, w) || w->em < o->page->body * 0.97)
            continue;
        left = w->left < left ? w->left : left;
        right = w->right > right ? w->right : right;
        text += w->text.bytes;
    }
    if (text > 60) {
        r->left = left;
        r->right = right;
    }
}

/* Left and right of the first `at` words from the left. */
static void cut_down(zy_pdf_cutting *o, region r, size_t at)
{
    qsort(r.words, r.count, sizeof *r.words, zy_pdf_by_left);
    region left = r, right = r;
    left.count = at;
    left.depth = right.depth = r.depth + 1;
    right.words = r.words + at;
    right.count = r.count - at;
    column_of(o, &left);
    column_of(o, &right);
    for (size_t i = 0; i < r.count; i++)
        left.top = right.top = !i || r.words[i].top < left.top ? r.words[i].top : left.top;
    /* An upright headline behind its story is read before it. */
    bool last = right.count == 1 && right.words[0].upright && !(left.count == 1 && left.words[0].upright);
    if (last)
        cut(o, right);
    cut(o, left);
    if (!last)
        cut(o, right);
}

/* Across above a story and down a gutter; what costs less stays. */
static void cut_either(zy_pdf_cutting *o, region r, size_t story, size_t gutter)
{
    size_t first = o->pieces->count;
    r.choices++;
    cut_across(o, r, story);
    size_t middle = o->pieces->count;
    cut_down(o, r, gutter);
    size_t end = o->pieces->count;
    if (o->failed)
        return;
    zy_pdf_piece *pieces = o->pieces->data;
    if (zy_pdf_cost_of(o, middle, end) < zy_pdf_cost_of(o, first, middle)) {
        memmove(&pieces[first], &pieces[middle], (end - middle) * sizeof *pieces);
        o->pieces->count = first + end - middle;
    } else {
        o->pieces->count = middle;
    }
}

static void cut(zy_pdf_cutting *o, region r)
{
    if (o->failed || !r.count)
        return;
    if (r.depth >= DEEPEST_CUT || r.count == 1) {
        add_piece(o, &r, false);
        return;
    }
    size_t story = zy_pdf_find_story(o, r.words, r.count), gutter = zy_pdf_find_gutter(o, r.words, r.count);
    size_t heading = gutter ? zy_pdf_find_heading(o, r.words, r.count, r.words[gutter].left) : 0;
    size_t crossing = gutter ? 0 : zy_pdf_find_crossing(o, r.words, r.count);
    if (heading)
        cut_across(o, r, heading);
    else if (gutter && story && r.choices < DEEPEST_CHOICE)
        cut_either(o, r, story, gutter);
    else if (gutter)
        cut_down(o, r, gutter);
    else if (crossing)
        cut_across(o, r, story ? story : crossing);
    else
        add_piece(o, &r, false);
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
static size_t band_end(const zy_pdf_cutting *o, const zy_pdf_word *words, size_t count, bool last)
{
    double reach = words[0].bottom, room = o->leading + o->page->body * 0.4;
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

/* Takes running lines off the page's top and foot: they stand apart, and no column goes through them. */
static void peel(zy_pdf_cutting *o, region *r, region *foot)
{
    qsort(r->words, r->count, sizeof *r->words, zy_pdf_by_top);
    *foot = *r;
    foot->count = 0;
    size_t at = band_end(o, r->words, r->count, true);
    if (at && is_running(r->words + at, r->count - at)) {
        foot->words = r->words + at;
        foot->count = r->count - at;
        r->count = at;
    }
    at = band_end(o, r->words, r->count, false);
    if (at && is_running(r->words, at)) {
        region head = *r;
        head.count = at;
        add_piece(o, &head, true);
        r->words += at;
        r->count -= at;
    }
}

bool zy_pdf_order(const zy_pdf_page *page, zy_vec *out)
{
    zy_pdf_cutting o = {.page = page, .pieces = out, .leading = page->leading};
    region r = {.words = page->words, .count = page->count}, foot;
    if (page->count) {
        zy_pdf_extent(r.words, r.count, &r.left, &r.right);
        peel(&o, &r, &foot);
        r.top = r.words[0].top; /* sorted by height */
        cut(&o, r);
        if (foot.count && !o.failed)
            add_piece(&o, &foot, true);
    }
    return !o.failed;
}
