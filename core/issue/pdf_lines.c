/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words to printed lines, and lines to text.  In: the words of a piece of a column.  Out: its lines from top
 * to bottom. */
#include "issue/pdf_lines.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double middle_of(const zy_pdf_word *word)
{
    return word->upright ? word->top : (word->top + word->bottom) / 2;
}

static int by_middle(const void *a, const void *b)
{
    double x = middle_of(a), y = middle_of(b);
    return (x > y) - (x < y);
}

static size_t line_end(const zy_pdf_word *words, size_t count, size_t from)
{
    size_t end = from + 1;
    if (words[from].upright)
        return end;
    double em = words[from].em;
    while (end < count && !words[end].upright) {
        double smaller = words[end].em < em ? words[end].em : em;
        em = words[end].em > em ? words[end].em : em;
        if (smaller * 1.7 < em || fabs(middle_of(&words[end]) - middle_of(&words[from])) > em * 0.5)
            break;
        end++;
    }
    return end;
}

void zy_pdf_words_by_line(zy_pdf_word *words, size_t count)
{
    qsort(words, count, sizeof *words, by_middle);
    for (size_t i = 0, end; i < count; i = end) {
        end = line_end(words, count, i);
        qsort(words + i, end - i, sizeof *words, zy_pdf_by_left);
        /* Sorted from left to right the first word is another: ends are found from the highest one again. */
        double high = middle_of(&words[i]);
        for (size_t k = i; k < end; k++)
            high = middle_of(&words[k]) < high ? middle_of(&words[k]) : high;
        for (size_t k = i; k < end; k++)
            if (!words[k].upright) {
                double shift = middle_of(&words[k]) - high;
                words[k].top -= shift;
                words[k].bottom -= shift;
            }
    }
}

static void measure(zy_pdf_line *line)
{
    double em = 0, letters = 0;
    line->left = line->words[0].left;
    line->top = line->words[0].top;
    line->right = line->bottom = -1e9;
    for (size_t i = 0; i < line->count; i++) {
        const zy_pdf_word *w = &line->words[i];
        double n = (double)w->text.bytes;
        em += w->em * n;
        letters += n;
        line->right = w->right > line->right ? w->right : line->right;
        line->top = w->top < line->top ? w->top : line->top;
        line->bottom = w->bottom > line->bottom ? w->bottom : line->bottom;
    }
    line->em = letters > 0 ? em / letters : 10;
}

bool zy_pdf_line_next(const zy_pdf_piece *piece, size_t *at, zy_pdf_line *line)
{
    if (*at >= piece->count)
        return false;
    size_t end = line_end(piece->words, piece->count, *at);
    *line = (zy_pdf_line){.words = piece->words + *at, .count = end - *at};
    measure(line);
    *at = end;
    return true;
}

/* The room the line leaves between its letters anyway, spread over a headline or to fill a measure: then no
 * two Han letters make a word.  One or two gaps say nothing. */
static double usual_gap(const zy_pdf_line *line)
{
    enum { MOST = 64, LEAST = 3 };
    double gaps[MOST];
    size_t count = 0;
    for (size_t i = 0; i < line->count; i++)
        if (zy_count_han(line->words[i].text) > 1)
            return 0;
    for (size_t i = 1; i < line->count && count < MOST; i++) {
        double gap = line->words[i].left - line->words[i - 1].right;
        gaps[count++] = gap > 0 ? gap : 0;
    }
    if (count < LEAST)
        return 0;
    qsort(gaps, count, sizeof *gaps, zy_pdf_by_size);
    return gaps[count / 2];
}

static bool is_narrow(uint32_t c)
{
    return c > ' ' && c < 0x2E80 && !(c >= 0x2010 && c <= 0x2027);
}

/* What stands between two words: nothing, a space or a wide space.  Between Han and Latin letters printers
 * leave room that is no space. */
static const char *space_between(uint32_t before, uint32_t after, double gap, double usual, double em)
{
    double more = gap - usual;
    if (is_narrow(before) && is_narrow(after))
        return gap > em * 0.9 ? "　" : gap > em * 0.12 ? " " : "";
    if (is_narrow(before) != is_narrow(after))
        return more > em * 0.9 ? "　" : more > em * 0.45 ? " " : "";
    return more > em * 0.75 ? "　" : more > em * 0.17 ? " " : "";
}

zy_span zy_pdf_line_text(zy_arena *arena, const zy_pdf_line *line)
{
    zy_buf out = {0};
    double usual = usual_gap(line);
    for (size_t i = 0; i < line->count; i++) {
        const zy_pdf_word *word = &line->words[i], *before = word - 1;
        if (i)
            zy_buf_str(&out, space_between(zy_last_char(before->text), zy_first_char(word->text),
                                           word->left - before->right, usual, line->em));
        zy_buf_add(&out, word->text.at, word->text.bytes);
    }
    const char *text = zy_arena_strn(arena, zy_span_of_buf(&out).at, out.len_bytes);
    arena->failed |= out.failed;
    zy_buf_free(&out);
    return zy_span_of(text ? text : "");
}

/* ‘ ’ “ ”: many printing programs break a line on neither side of them (Unicode's line breaking, LB19). */
static bool is_quote(uint32_t c)
{
    return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
}

/* A line may be broken before any letter but marks that close, and not inside a Latin word or number. */
double zy_pdf_first_unit(zy_span text, double em)
{
    size_t at = 0;
    double halves = 0;
    bool narrow = false, opening = true;
    while (at < text.bytes) {
        size_t from = at;
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        bool stays = zy_is_closing(c) || zy_is_final(c) || c == 0xFF0C || c == 0x3001 || c == 0xFF1A ||
                     c == 0xFF1B || c == ',' || c == ':' || c == ';' || is_quote(c);
        if (c <= ' ' || c == 0x3000)
            break;
        if (from && !stays && !opening && !(narrow && is_narrow(c)))
            break;
        halves += zy_width(zy_span_cut(text, from, at));
        opening = is_quote(c) || (zy_is_opening(c) && !zy_is_closing(c));
        narrow = is_narrow(c);
    }
    return halves * em / 2;
}

bool zy_pdf_begins_as_caption(zy_span text)
{
    static const char *const beginnings[] = {"图为", "图：", "图:",  "图①",  "图一", "▲",    "△",   "◀",
                                             "▼",    "图片", "上图", "下图", "左图", "右图", "圖為"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (zy_starts(text, beginnings[i]))
            return true;
    return false;
}

static size_t line_chars(const zy_pdf_line *line)
{
    size_t chars = 0;
    for (size_t i = 0; i < line->count; i++)
        chars += zy_count_chars(line->words[i].text);
    return chars;
}

static bool line_says(const zy_pdf_line *line, const char *const *marks, size_t count)
{
    for (size_t i = 0; i < line->count; i++)
        for (size_t k = 0; k < count; k++)
            if (zy_contains(line->words[i].text, marks[k]))
                return true;
    return false;
}

/* The line's first words without the mark a byline may begin with, □ or ■. */
static zy_span behind_bullet(const zy_pdf_line *line)
{
    zy_span first = zy_trim_ornaments(line->words[0].text);
    return first.bytes || line->count == 1 ? first : line->words[1].text;
}

bool zy_pdf_says_writer(const zy_pdf_line *line)
{
    static const char *const roles[] = {"记者", "本报记者", "见习记者", "特约", "通讯员", "文/",
                                        "文／", "文、",     "文图",     "图/",  "图／",   "摄影",
                                        "摄/",  "摄／",     "供稿",     "撰稿"};
    static const char *const marks[] = {"，", "。"};
    size_t chars = line_chars(line);
    if (chars <= 2 || chars >= 24 || line_says(line, marks, sizeof marks / sizeof *marks))
        return false;
    zy_span first = behind_bullet(line);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (zy_starts(first, roles[i]))
            return true;
    return false;
}

enum { LONGEST_JUMP = 14 };

bool zy_pdf_jumps_to(const zy_pdf_line *line)
{
    static const char *const marks[] = {"下转", "下接", "转第", "转至", "紧接", "下续"};
    return line_chars(line) <= LONGEST_JUMP && line_says(line, marks, sizeof marks / sizeof *marks);
}

bool zy_pdf_jumps_from(const zy_pdf_line *line)
{
    static const char *const marks[] = {"上接", "接上", "接第", "续第", "上承"};
    return line_chars(line) <= LONGEST_JUMP && line_says(line, marks, sizeof marks / sizeof *marks);
}

bool zy_pdf_is_date(const zy_pdf_line *line)
{
    static const char *const marks[] = {"月"};
    zy_span first = line->words[0].text;
    bool number = zy_is_digit(zy_first_char(first)) || zy_starts(first, "二") || zy_starts(first, "一九");
    return number && line_chars(line) <= 12 && zy_ends(line->words[line->count - 1].text, "日") &&
           line_says(line, marks, 1);
}
