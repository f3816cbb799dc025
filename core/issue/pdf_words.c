/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words off the table of pdftotext.  In: its rows, page by page.  Out: words with their size of type.  The
 * boxes' heights are those of whatever font was used or substituted; but words of the same height are mostly
 * of the same font and size, so the size is what Han letters of that height are wide. */
#include "issue/pdf_words.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 40000, HEIGHTS_MOST = 512, LONGEST_UPRIGHT = 60 };
/* Upright headlines are larger than the text; letters of that size below each other are no text's lines. */
static const double UPRIGHT_EMS = 1.15;
/* Letters below each other stand close, or further apart at even steps. */
static const double CLOSE_STEP = 1.25, LOOSEST_STEP = 2.0;

int zy_pdf_by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The first of what differs decides, so that the same words always have the same order. */
static int by_place(double first, double second, const zy_pdf_word *x, const zy_pdf_word *y)
{
    double order = first < 0 || first > 0 ? first : second;
    if (order < 0 || order > 0)
        return order < 0 ? -1 : 1;
    return (x->text.at > y->text.at) - (x->text.at < y->text.at);
}

int zy_pdf_by_left(const void *a, const void *b)
{
    const zy_pdf_word *x = a, *y = b;
    return by_place(x->left - y->left, x->top - y->top, x, y);
}

int zy_pdf_by_top(const void *a, const void *b)
{
    const zy_pdf_word *x = a, *y = b;
    return by_place(x->top - y->top, x->left - y->left, x, y);
}

typedef struct {
    double height;     /* of the boxes */
    double em;         /* what Han letters of that height are wide; 0 unknown */
    double narrow[64]; /* widths of single letters seen, the first so many */
    size_t seen;
} height_class;

/* level page par block line word left top width height conf text */
static bool read_row(zy_span row, double box[4], zy_span *text)
{
    char numbers[160];
    size_t bytes = row.bytes < sizeof numbers - 1 ? row.bytes : sizeof numbers - 1;
    int used = 0;
    memcpy(numbers, row.at, bytes);
    numbers[bytes] = '\0';
    if (sscanf(numbers, "%*d %*d %*d %*d %*d %*d %lf %lf %lf %lf %*f%n", &box[0], &box[1], &box[2], &box[3],
               &used) != 4 ||
        !used)
        return false;
    for (int i = 0; i < 4; i++)
        if (!isfinite(box[i]) || fabs(box[i]) > 1e5)
            return false;
    for (int i = 0; i < 2; i++)
        if (box[i + 2] < 0) { /* from its other side */
            box[i] += box[i + 2];
            box[i + 2] = -box[i + 2];
        }
    *text = zy_trim(zy_span_cut(row, (size_t)used, row.bytes));
    return true;
}

static height_class *class_of(height_class *classes, size_t *count, double height)
{
    for (size_t i = 0; i < *count; i++)
        if (fabs(classes[i].height - height) < 0.03)
            return &classes[i];
    if (*count == HEIGHTS_MOST)
        return NULL;
    classes[*count] = (height_class){.height = height};
    return &classes[(*count)++];
}

/* A low one of the widths: justified lines are stretched, never squeezed.  Heights that different sizes share
 * say nothing. */
static void settle(height_class *one)
{
    if (!one->seen)
        return;
    qsort(one->narrow, one->seen, sizeof *one->narrow, zy_pdf_by_size);
    double low = one->narrow[one->seen / 5], high = one->narrow[one->seen - 1 - one->seen / 5];
    one->em = high > low * 1.3 ? 0 : low;
}

/* By the word's own width; letters of half width count for half. */
static double own_em(const zy_pdf_word *word, double height)
{
    int halves = zy_width(word->text);
    double em = halves ? 2 * (word->right - word->left) / halves : 0;
    return em > 0 && em < height * 2 ? em : height;
}

/* Letter sizes, and where the letters begin and end: the boxes' middles are those of the letters. */
static void measure(zy_pdf_page *page)
{
    height_class *classes = calloc(HEIGHTS_MOST, sizeof *classes);
    size_t count = 0;
    for (size_t i = 0; classes && i < page->count; i++) {
        const zy_pdf_word *word = &page->words[i];
        height_class *one = class_of(classes, &count, word->bottom - word->top);
        size_t han = zy_count_han(word->text);
        if (one && han && han * 3 == word->text.bytes && one->seen < sizeof one->narrow / sizeof *one->narrow)
            one->narrow[one->seen++] = (word->right - word->left) / (double)han;
    }
    for (size_t i = 0; i < count; i++)
        settle(&classes[i]);
    double sum = 0, letters = 0;
    for (size_t i = 0; i < page->count; i++) {
        zy_pdf_word *word = &page->words[i];
        double height = word->bottom - word->top, middle = (word->bottom + word->top) / 2;
        const height_class *one = classes ? class_of(classes, &count, height) : NULL;
        word->em = one && one->em > 0 ? one->em : own_em(word, height);
        if (word->em <= 0 || word->em > 500)
            word->em = height > 0 ? height : 1;
        word->top = middle - word->em / 2;
        word->bottom = middle + word->em / 2;
        sum += word->em * (double)word->text.bytes;
        letters += (double)word->text.bytes;
    }
    page->body = letters > 0 ? sum / letters : 10;
    free(classes);
}

static int by_em(const void *a, const void *b)
{
    const zy_pdf_word *const *x = a, *const *y = b;
    return ((*x)->em > (*y)->em) - ((*x)->em < (*y)->em);
}

/* The usual size: the middle letter's, once all are put in the order of their size. */
static void find_body(zy_pdf_page *page)
{
    const zy_pdf_word **order = malloc((page->count + 1) * sizeof *order);
    size_t letters = 0, seen = 0;
    for (size_t i = 0; order && i < page->count; i++) {
        order[i] = &page->words[i];
        letters += page->words[i].text.bytes;
    }
    if (!order)
        return;
    qsort(order, page->count, sizeof *order, by_em);
    for (size_t i = 0; i < page->count && seen * 2 <= letters; i++) {
        page->body = order[i]->em;
        seen += order[i]->text.bytes;
    }
    free(order);
}

static bool one_letter(const zy_pdf_word *word)
{
    return word->text.bytes >= 2 && word->text.bytes <= 4 && zy_count_chars(word->text) == 1 &&
           zy_width(word->text) == 2;
}

static bool stands_below(const zy_pdf_word *w, const zy_pdf_word *below)
{
    double step = below->top - w->top, aside = (below->left + below->right - w->left - w->right) / 2;
    return one_letter(below) && fabs(aside) < w->em * 0.3 && step > w->em * 0.8 &&
           step < w->em * LOOSEST_STEP && below->em > w->em * 0.93 && below->em < w->em * 1.07;
}

/* The letter right below `at`, as close as letters of one word stand; count when there is none.  Words are
 * in the order of their left edges, so only neighbours need be looked at. */
static size_t letter_below(const zy_pdf_page *page, size_t at)
{
    const zy_pdf_word *w = &page->words[at];
    for (size_t i = at; i > 0 && w->left - page->words[i - 1].left < w->em; i--)
        if (stands_below(w, &page->words[i - 1]))
            return i - 1;
    for (size_t i = at + 1; i < page->count && page->words[i].left - w->left < w->em; i++)
        if (stands_below(w, &page->words[i]))
            return i;
    return page->count;
}

/* Whether so many letters are one upright word: three when they stand close, four when further apart. */
static bool is_upright_run(const zy_pdf_page *page, const size_t *run, size_t count)
{
    enum { LEAST = 3 };
    const zy_pdf_word *words = page->words;
    if (count < LEAST)
        return false;
    double em = words[run[0]].em, step = words[run[1]].top - words[run[0]].top;
    bool close = true, even = true;
    for (size_t i = 1; i < count; i++) {
        double now = words[run[i]].top - words[run[i - 1]].top;
        close &= now < em * CLOSE_STEP;
        even &= fabs(now - step) < em * 0.1;
    }
    return close || (even && count > LEAST);
}

/* Letters below each other become one upright word; what is used up is emptied. */
static void join_upright(zy_pdf_page *page, size_t first)
{
    enum { MOST = 60 };
    size_t run[MOST], count = 0;
    for (size_t at = first; at < page->count && count < MOST; at = letter_below(page, at))
        run[count++] = at;
    if (!is_upright_run(page, run, count))
        return;
    char *text = zy_arena_get(page->arena, count * 4 + 1, 1);
    size_t used = 0;
    zy_pdf_word *word = &page->words[first];
    for (size_t i = 0; text && i < count; i++) {
        zy_pdf_word *letter = &page->words[run[i]];
        memcpy(text + used, letter->text.at, letter->text.bytes);
        used += letter->text.bytes;
        word->bottom = letter->bottom;
        if (i)
            letter->text.bytes = 0;
    }
    if (text)
        word->text = (zy_span){text, used};
    word->upright = true;
}

/* Upright columns beside each other, read from right to left, are one headline. */
static void join_columns(zy_pdf_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        zy_pdf_word *right = &page->words[i];
        for (size_t k = 0; right->upright && right->text.bytes && k < page->count; k++) {
            zy_pdf_word *left = &page->words[k];
            bool tall = left->upright || one_letter(left);
            double gap = right->left - left->right;
            if (k == i || !tall || right->text.bytes + left->text.bytes > 3 * LONGEST_UPRIGHT ||
                !left->text.bytes || gap < -right->em * 0.2 || gap > right->em * 0.9 ||
                fabs(left->top - right->top) > right->em * 0.6 || left->em < right->em * 0.93 ||
                left->em > right->em * 1.07)
                continue;
            char *text = zy_arena_printf(page->arena, "%.*s%.*s", (int)right->text.bytes, right->text.at,
                                         (int)left->text.bytes, left->text.at);
            if (!text)
                return;
            right->text = zy_span_of(text);
            right->left = left->left;
            right->bottom = left->bottom > right->bottom ? left->bottom : right->bottom;
            left->text.bytes = 0;
            k = (size_t)-1; /* and the next to its left */
        }
    }
}

static void drop_empty(zy_pdf_page *page)
{
    size_t kept = 0;
    for (size_t i = 0; i < page->count; i++)
        if (page->words[i].text.bytes)
            page->words[kept++] = page->words[i];
    page->count = kept;
}

static void find_upright(zy_pdf_page *page)
{
    qsort(page->words, page->count, sizeof *page->words, zy_pdf_by_left);
    for (size_t i = 0; i < page->count; i++)
        if (!page->words[i].upright && page->words[i].em > page->body * UPRIGHT_EMS &&
            one_letter(&page->words[i]))
            join_upright(page, i);
    drop_empty(page);
    join_columns(page);
    drop_empty(page);
}

/* Large letters set apart on one line, at even steps: 粽 叶 飘 香.  Returns how many from `first` on. */
static size_t spread_run(const zy_pdf_page *page, size_t first)
{
    size_t end = first + 1;
    double step = 0;
    for (; end < page->count; end++) {
        const zy_pdf_word *a = &page->words[end - 1], *b = a + 1;
        double now = b->left - a->left;
        if (!one_letter(a) || !one_letter(b) || b->top - a->top > a->em * 0.1 || b->em > a->em * 1.05 ||
            b->em < a->em * 0.95 || now < a->em || now > a->em * 2.6 ||
            (step > 0 && fabs(now - step) > a->em * 0.2))
            break;
        step = now;
    }
    return end - first;
}

/* They become one word, which no gutter parts. */
static void join_spread(zy_pdf_page *page)
{
    qsort(page->words, page->count, sizeof *page->words, zy_pdf_by_top);
    for (size_t i = 0; i < page->count; i++) {
        size_t run = page->words[i].em > page->body * UPRIGHT_EMS ? spread_run(page, i) : 1;
        if (run < 3)
            continue;
        char *text = zy_arena_get(page->arena, run * 4 + 1, 1);
        size_t used = 0;
        for (size_t k = i; text && k < i + run; k++) {
            memcpy(text + used, page->words[k].text.at, page->words[k].text.bytes);
            used += page->words[k].text.bytes;
            page->words[k].text.bytes = 0;
        }
        page->words[i].right = page->words[i + run - 1].right;
        page->words[i].text = (zy_span){text ? text : "", used};
        i += run - 1;
    }
    drop_empty(page);
}

/* The same word printed twice, a little aside, is bold. */
static void drop_doubles(zy_pdf_page *page)
{
    qsort(page->words, page->count, sizeof *page->words, zy_pdf_by_left);
    for (size_t i = 0; i < page->count; i++) {
        zy_pdf_word *word = &page->words[i];
        for (size_t k = i + 1; k < page->count && page->words[k].left - word->left < word->em * 0.3; k++) {
            zy_pdf_word *other = &page->words[k];
            if (word->text.bytes && other->text.bytes == word->text.bytes &&
                fabs(other->top - word->top) < word->em * 0.3 &&
                memcmp(other->text.at, word->text.at, word->text.bytes) == 0)
                other->text.bytes = 0;
        }
    }
    drop_empty(page);
}

/* The usual room between a line and the one below it; words are in the order of their left edges. */
static double usual_leading(const zy_pdf_page *page)
{
    enum { MOST = 2000 };
    double *gaps = malloc(MOST * sizeof *gaps), usual = page->body * 0.5;
    size_t count = 0;
    for (size_t i = 1; gaps && i < page->count && count < MOST; i++) {
        double gap = page->words[i].top - page->words[i - 1].bottom;
        if (fabs(page->words[i].left - page->words[i - 1].left) < page->body * 0.1 && gap > 0 &&
            gap < page->body * 1.5)
            gaps[count++] = gap;
    }
    if (count) {
        qsort(gaps, count, sizeof *gaps, zy_pdf_by_size);
        usual = gaps[count / 2];
    }
    free(gaps);
    return usual;
}

static bool push_word(zy_pdf_page *page, zy_vec *words, const double box[4], zy_span text)
{
    zy_pdf_word word = {
        .left = box[0], .right = box[0] + box[2], .top = box[1], .bottom = box[1] + box[3], .text = text};
    if (words->count < WORDS_MOST)
        return zy_vec_push(words, &word);
    page->lost++;
    return true;
}

/* Letters set below each other, which pdftotext takes for one word, are parted: the box is one letter wide
 * and so much taller than a letter's as the others below it stand lower. */
static bool add_word(zy_pdf_page *page, zy_vec *words, const double box[4], zy_span text)
{
    size_t letters = zy_count_han(text);
    bool below = letters > 1 && letters * 3 == text.bytes && box[2] < box[3] * (double)letters * 0.25;
    double step = below ? box[2] : 0, tall = box[3] - step * (double)(letters - below);
    if (!below || tall < step * 0.8)
        return push_word(page, words, box, text);
    bool pushed = true;
    for (size_t i = 0; i < letters; i++) {
        const double place[] = {box[0], box[1] + step * (double)i, box[2], tall};
        pushed &= push_word(page, words, place, zy_span_cut(text, 3 * i, 3 * i + 3));
    }
    return pushed;
}

bool zy_pdf_page_next(zy_span *table, zy_arena *arena, zy_pdf_page *page)
{
    double box[4];
    zy_span text;
    zy_vec words = ZY_VEC(zy_pdf_word);
    *page = (zy_pdf_page){.arena = arena, .body = 10};
    bool begun = false;
    while (table->bytes) {
        zy_span look = *table, row = zy_next_line(table);
        if (zy_starts(row, "1\t") && read_row(row, box, &text)) {
            if (begun) {
                *table = look; /* the next page's */
                break;
            }
            begun = true;
            page->width = box[2];
            page->height = box[3];
        } else if (begun && zy_starts(row, "5\t") && read_row(row, box, &text) && text.bytes &&
                   zy_width(text)) {
            if (!add_word(page, &words, box, text)) {
                arena->failed = true;
                break;
            }
        }
    }
    page->words = words.data;
    page->count = words.count;
    if (begun && page->count) {
        measure(page);
        drop_doubles(page);
        find_body(page);
        join_spread(page);
        find_upright(page);
        page->leading = usual_leading(page);
    }
    return begun;
}

void zy_pdf_page_free(zy_pdf_page *page)
{
    free(page->words);
    page->words = NULL;
    page->count = 0;
}
