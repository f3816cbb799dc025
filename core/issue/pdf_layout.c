/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a page into columns and bands by its white space, over and over (XY cut), and writes the lines of each
 * piece.  In: words with coordinates.  Out: page text.  The size of type is a word's width over its
 * characters: the boxes' heights are those of whatever font was substituted and say nothing. */
#include "issue/pdf_layout.h"

#include "base/buf.h"
#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double left, right, middle, em;
    zy_span text;
} word;

enum { WORDS_MOST = 20000, DEEPEST_CUT = 400, GUTTER_LINES = 3 };

#define PLACE_MOST 1e5 /* no word of a page lies further out, in points: thirty metres */

typedef struct {
    zy_buf *out;
    double left, right, middle, em, pitch; /* of the line written last; em 0 at a page's start */
    double column;                         /* left edge of the piece it stands in */
    double edge, body;                     /* right edge of that piece; usual size of the page's type */
} writer;

static double lower(const word *w)
{
    return w->middle + w->em / 2;
}
static double upper(const word *w)
{
    return w->middle - w->em / 2;
}

static int by_middle(const void *a, const void *b)
{
    const word *x = a, *y = b;
    return x->middle < y->middle ? -1 : x->middle > y->middle;
}

static int by_left(const void *a, const void *b)
{
    const word *x = a, *y = b;
    return x->left < y->left ? -1 : x->left > y->left;
}

static double usual_em(const word *words, size_t count)
{
    double sum = 0, chars = 0;
    for (size_t i = 0; i < count; i++) {
        double n = (double)words[i].text.bytes;
        sum += words[i].em * n;
        chars += n;
    }
    return chars > 0 ? sum / chars : 10;
}

/* The widest empty strip across: sorts by the left edge; words before *at lie left of it. */
static double widest_gutter(word *words, size_t count, size_t *at)
{
    double reach = 0, widest = 0;
    qsort(words, count, sizeof *words, by_left);
    for (size_t i = 0; i < count; i++) {
        if (i && words[i].left - reach > widest) {
            widest = words[i].left - reach;
            *at = i;
        }
        reach = !i || words[i].right > reach ? words[i].right : reach;
    }
    return widest;
}

static double tallest_band(word *words, size_t count, size_t *at)
{
    double reach = 0, tallest = 0;
    qsort(words, count, sizeof *words, by_middle);
    for (size_t i = 0; i < count; i++) {
        if (i && upper(&words[i]) - reach > tallest) {
            tallest = upper(&words[i]) - reach;
            *at = i;
        }
        reach = !i || lower(&words[i]) > reach ? lower(&words[i]) : reach;
    }
    return tallest;
}

/* Nothing beside a large line that is no part of it: two headlines side by side belong to two columns. */
static bool stands_alone(const word *words, size_t count, size_t at, double em)
{
    const word *large = &words[at];
    for (size_t i = 0; i < count; i++) {
        bool beside = i != at && lower(&words[i]) > upper(large) + em * 0.2 &&
                      upper(&words[i]) < lower(large) - em * 0.2;
        double between =
            words[i].left > large->right ? words[i].left - large->right : large->left - words[i].right;
        if (beside && (words[i].em < large->em * 0.9 || between > large->em * 1.2))
            return false;
    }
    return true;
}

/* A band above a line in large type: there a story with columns of its own begins.  Sorts by height. */
static bool headline_band(word *words, size_t count, double em, size_t *at)
{
    double reach = 0;
    qsort(words, count, sizeof *words, by_middle);
    for (size_t i = 0; i < count; i++) {
        /* The line before in the same large type is the same headline. */
        if (i && upper(&words[i]) - reach > em * 0.8 && words[i].em > em * 1.2 &&
            words[i - 1].em < words[i].em * 0.9 && stands_alone(words, count, i, em)) {
            *at = i;
            return true;
        }
        reach = !i || lower(&words[i]) > reach ? lower(&words[i]) : reach;
    }
    return false;
}

/* The line after a headline across the page, when the headline is all that stands there. */
static bool below_headline(word *words, size_t count, double em, size_t *at)
{
    size_t i = 0;
    qsort(words, count, sizeof *words, by_middle);
    while (i < count && words[i].em > em * 1.2)
        i++;
    double reach = 0;
    for (size_t k = 0; k < i; k++)
        reach = lower(&words[k]) > reach ? lower(&words[k]) : reach;
    *at = i;
    return i > 0 && i < count && stands_alone(words, count, 0, em) && upper(&words[i]) >= reach - em * 0.1;
}

static size_t lines_of(word *words, size_t count)
{
    size_t lines = count > 0;
    qsort(words, count, sizeof *words, by_middle);
    for (size_t i = 1; i < count; i++)
        lines += words[i].middle - words[i - 1].middle > words[i].em * 0.5;
    return lines;
}

static double width_of(const word *words, size_t count)
{
    double left = words[0].left, right = words[0].right;
    for (size_t i = 1; i < count; i++) {
        left = words[i].left < left ? words[i].left : left;
        right = words[i].right > right ? words[i].right : right;
    }
    return right - left;
}

/* A strip is a gutter when columns of text stand on both sides; the spaces of a table or a byline are none.
 */
static bool is_gutter(word *words, size_t count, size_t at, double wide, double em)
{
    if (wide < em * 0.9)
        return false;
    size_t left = lines_of(words, at), right = lines_of(words + at, count - at);
    return (left >= GUTTER_LINES || right >= GUTTER_LINES) && width_of(words, at) > 5 * em &&
           width_of(words + at, count - at) > 5 * em;
}

/* Empty lines the page leaves between the line written last and this one. */
static int blanks_before(const writer *w, double left, double column, double middle, double em)
{
    if (w->em == 0)
        return 0;
    (void)left;
    bool below = middle > w->middle && column < w->right && column > w->column - 3 * em;
    /* Larger type begins a headline, wherever it stands: kicker above title is one group, so less room there.
     */
    if (em > w->em * 1.15)
        return w->em > w->body * 1.15 ? 1 : 3;
    if (!below)
        return 1;
    double larger = em > w->em ? em : w->em, gap = (middle - w->middle) / larger;
    if (em < w->em * 0.87)
        return 1;
    double usual = w->pitch > 0 ? w->pitch / larger : 1.5;
    return gap > usual + 1.6 ? 2 : gap > usual + 0.35 ? 1 : 0;
}

static void write_line(writer *w, word *words, size_t count, double column)
{
    qsort(words, count, sizeof *words, by_left);
    double middle = words[0].middle, em = usual_em(words, count);
    int blanks = blanks_before(w, words[0].left, column, middle, em);
    /* A headline's line that filled its column goes on on the next. */
    bool goes_on = blanks == 0 && w->em > w->body * 1.2 && em > w->em * 0.95 && em < w->em * 1.05 &&
                   w->right > w->edge - em * 1.1;
    if (goes_on)
        zy_buf_cut(w->out, w->out->len_bytes - 1);
    for (int i = 0; i < blanks; i++)
        zy_buf_char(w->out, '\n');
    double indent = (words[0].left - column) / em;
    for (int i = 0; i < (int)(indent + 0.4) && i < 40 && indent > 1.4 && !goes_on; i++)
        zy_buf_str(w->out, "　");
    for (size_t i = 0; i < count; i++) {
        if (i && words[i - 1].text.bytes >= words[i].text.bytes &&
            memcmp(words[i].text.at, words[i - 1].text.at, words[i].text.bytes) == 0 &&
            words[i].left - words[i - 1].left < em * 0.3)
            continue; /* bold by printing twice */
        double space = i ? words[i].left - words[i - 1].right : 0;
        if (i && space > em * 0.15)
            zy_buf_str(w->out, space > em * 0.8 ? "　" : " ");
        zy_buf_add(w->out, words[i].text.at, words[i].text.bytes);
    }
    zy_buf_char(w->out, '\n');
    double step = middle - w->middle;
    if (w->em > 0 && blanks == 0 && step > 0)
        w->pitch = step;
    else if (w->em > 0 && (em > w->em * 1.15 || em < w->em * 0.87))
        w->pitch = 0;
    w->left = words[0].left;
    w->right = words[count - 1].right;
    w->middle = middle;
    w->em = em;
    w->column = column;
}

static void write_piece(writer *w, word *words, size_t count, double column)
{
    qsort(words, count, sizeof *words, by_middle);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && words[end].middle - words[i].middle < words[i].em * 0.5; end++)
            ;
        write_line(w, words + i, end - i, column);
    }
}

static double left_of(const word *words, size_t count)
{
    double left = words[0].left;
    for (size_t i = 1; i < count; i++)
        left = words[i].left < left ? words[i].left : left;
    return left;
}

/* A wide empty band parts stories before columns are looked for; else columns; else, below a headline that
 * spans them, the widest band there is. */
static double right_of(const word *words, size_t count)
{
    double right = words[0].right;
    for (size_t i = 1; i < count; i++)
        right = words[i].right > right ? words[i].right : right;
    return right;
}

static void cut(writer *w, word *words, size_t count, double column, int depth)
{
    double em = usual_em(words, count);
    size_t across = 0, down = 0;
    double band = tallest_band(words, count, &down), gutter = widest_gutter(words, count, &across);
    bool columns = across > 0 && is_gutter(words, count, across, gutter, em);
    size_t story = 0;
    if (columns && depth < DEEPEST_CUT &&
        (headline_band(words, count, em, &story) || below_headline(words, count, em, &story))) {
        cut(w, words, story, column, depth + 1);
        cut(w, words + story, count - story, column, depth + 1);
    } else if (depth >= DEEPEST_CUT || (!columns && (down == 0 || band < em * 0.15))) {
        write_piece(w, words, count, column);
    } else if (columns && band < em * 2.5) {
        widest_gutter(words, count, &across);
        double right = left_of(words + across, count - across);
        double edge = w->edge;
        w->edge = right_of(words, across);
        cut(w, words, across, left_of(words, across), depth + 1);
        w->edge = right_of(words + across, count - across);
        cut(w, words + across, count - across, right, depth + 1);
        w->edge = edge;
    } else {
        tallest_band(words, count, &down);
        cut(w, words, down, column, depth + 1);
        cut(w, words + down, count - down, column, depth + 1);
    }
}

/* level page par block line word left top width height conf text */
static bool read_word(zy_span row, word *into)
{
    double box[4];
    char numbers[160];
    size_t bytes = row.bytes < sizeof numbers - 1 ? row.bytes : sizeof numbers - 1;
    memcpy(numbers, row.at, bytes);
    numbers[bytes] = '\0';
    int used = 0;
    if (sscanf(numbers, "5 %*d %*d %*d %*d %*d %lf %lf %lf %lf %*f%n", &box[0], &box[1], &box[2], &box[3],
               &used) != 4 ||
        !used)
        return false;
    for (int i = 0; i < 4; i++)
        if (!(box[i] > -PLACE_MOST && box[i] < PLACE_MOST)) /* nor a number at all */
            box[i] = 0;
    zy_span text = zy_trim(zy_span_cut(row, (size_t)used, row.bytes));
    int halves = zy_width(text);
    if (!text.bytes || halves == 0)
        return false;
    double em = 2 * box[2] / halves;
    if (em <= 0 || em > 500) /* text set upright: its height is the measure */
        em = box[3];
    em = em > 0.1 ? em : 0.1; /* it is divided by */
    *into = (word){
        .left = box[0], .right = box[0] + box[2], .middle = box[1] + box[3] / 2, .em = em, .text = text};
    return true;
}

static void end_page(zy_buf *out, word *words, size_t count, bool first)
{
    writer w = {.out = out};
    if (!first)
        zy_buf_char(out, '\f');
    if (count) {
        w.edge = right_of(words, count);
        w.body = usual_em(words, count);
        cut(&w, words, count, left_of(words, count), 0);
    }
}

zy_status zy_pdf_lay_out(zy_span table, zy_buf *out, zy_error *err)
{
    word *words = malloc(WORDS_MOST * sizeof *words);
    size_t count = 0;
    int pages = 0;
    if (!words)
        return zy_fail_memory(err);
    while (table.bytes) {
        const char *end = memchr(table.at, '\n', table.bytes);
        size_t bytes = end ? (size_t)(end - table.at) : table.bytes;
        zy_span row = zy_span_cut(table, 0, bytes);
        if (zy_starts(row, "1\t") && pages++) {
            end_page(out, words, count, pages == 2);
            count = 0;
        } else if (zy_starts(row, "5\t") && count < WORDS_MOST && read_word(row, &words[count])) {
            count++;
        }
        table = zy_span_cut(table, end ? bytes + 1 : bytes, table.bytes);
    }
    if (pages)
        end_page(out, words, count, pages == 1);
    free(words);
    return out->failed ? zy_fail_memory(err) : ZY_OK;
}
