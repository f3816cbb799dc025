/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printed lines to paragraphs and headlines.  In: the pieces of a page in reading order.  Out: page text, a
 * line a paragraph, and what the print says of each.  A paragraph begins where a line is set in, where the
 * line before left room the next could have used, or behind a gap; it runs on over columns and pictures. */
#include "issue/pdf_layout.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"
#include "issue/assemble.h"
#include "issue/pdf_lines.h"
#include "issue/pdf_order.h"

#include <math.h>
#include <string.h>

enum { HEADLINE_LINES = 8 };

/* A line with its place in the column. */
typedef struct {
    zy_pdf_line line;
    zy_span text;
    double left, right; /* of the column */
    double gap;         /* above it in its piece, or below the top of the region the piece is of */
    bool first;         /* of its piece */
    bool large, small, centred, aside, set_in;
} setting;

typedef struct {
    zy_buf *out, *prints;
    zy_arena *arena;
    const zy_pdf_page *page;
    double leading;
    bool indented; /* paragraphs are set in on this page */
    zy_buf text;   /* the paragraph being put together */
    bool open, goes_on;
    bool page_top;   /* nothing of this page's text is there yet */
    bool top_in;     /* the paragraph stands there, set in: a short one is a sub-heading, no headline */
    setting last;    /* its last line */
    zy_buf running;  /* waiting for the paragraph's end when it goes on over the page: running lines, page
                        breaks */
    zy_buf captions; /* waiting likewise, a line each */
    bool in_caption;
    setting caption; /* its last line */
    zy_buf heads[HEADLINE_LINES];
    double sizes[HEADLINE_LINES];
    size_t head_count;
    double head_bottom;
} writer;

/* ---- writing */

static void write_line(writer *w, zy_span text, zy_print print)
{
    zy_buf_add(w->out, text.at, text.bytes);
    zy_buf_char(w->out, '\n');
    if (w->prints)
        zy_buf_char(w->prints, (char)print);
}

static void write_blanks(writer *w, int count)
{
    for (int i = 0; i < count; i++)
        write_line(w, (zy_span){"", 0}, ZY_PRINT_PLAIN);
}

static void end_captions(writer *w)
{
    zy_span rest = zy_span_of_buf(&w->captions);
    while (rest.bytes) {
        write_blanks(w, 1);
        write_line(w, zy_next_line(&rest), ZY_PRINT_CAPTION);
    }
    zy_buf_clear(&w->captions);
    w->in_caption = false;
}

static void write_running(writer *w, zy_span text)
{
    if (zy_starts(text, "\f"))
        zy_buf_char(w->out, '\f');
    else
        write_line(w, text, text.bytes ? ZY_PRINT_RUNNING : ZY_PRINT_PLAIN);
}

static void end_paragraph(writer *w)
{
    zy_span text = zy_trim(zy_span_of_buf(&w->text)), running = zy_span_of_buf(&w->running);
    if (text.bytes) {
        bool full = w->top_in || zy_count_chars(text) > 24 || zy_ending_of(text) == ZY_END_FINAL;
        write_blanks(w, 1);
        write_line(w, text, !full ? ZY_PRINT_PLAIN : w->goes_on ? ZY_PRINT_GOES_ON : ZY_PRINT_PARAGRAPH);
    }
    while (running.bytes)
        write_running(w, zy_next_line(&running));
    zy_buf_clear(&w->running);
    zy_buf_clear(&w->text);
    w->open = false;
}

static void end_headline(writer *w)
{
    size_t title = 0;
    for (size_t i = 1; i < w->head_count; i++)
        if (w->sizes[i] > w->sizes[title] * 1.03)
            title = i;
    if (w->head_count)
        write_blanks(w, 2);
    for (size_t i = 0; i < w->head_count; i++) {
        write_line(w, zy_trim(zy_span_of_buf(&w->heads[i])),
                   i < title    ? ZY_PRINT_KICKER
                   : i == title ? ZY_PRINT_TITLE
                                : ZY_PRINT_SUBTITLE);
        zy_buf_clear(&w->heads[i]);
    }
    w->head_count = 0;
}

/* ---- headlines */

static void add_headline(writer *w, const setting *s)
{
    size_t last = w->head_count - 1;
    bool fresh = w->head_count && s->gap > s->line.em * 1.6 && s->gap > w->sizes[last] * 1.6;
    if (fresh)
        end_headline(w);
    bool same = w->head_count && fabs(s->line.em - w->sizes[last]) < s->line.em * 0.025;
    if (same || w->head_count == HEADLINE_LINES) {
        zy_join_to(&w->heads[w->head_count - 1], s->text);
        return;
    }
    zy_buf_add(&w->heads[w->head_count], s->text.at, s->text.bytes);
    w->sizes[w->head_count++] = s->line.em;
}

/* ---- captions */

/* Below a hole in the column, smaller than the text or set apart from what follows: a caption begins. */
static bool begins_caption(const writer *w, const setting *s, double below)
{
    double em = w->page->body;
    bool hole = s->gap > w->leading + em * 3;
    bool apart = below < 0 || below > w->leading + em * 0.15;
    return zy_pdf_begins_as_caption(s->text)
               ? hole || s->small || apart
               : hole && (s->small || (!s->first && apart && (s->centred || below > w->leading + em * 0.4)));
}

static bool leaves_room(const setting *s, const setting *next);

static bool continues_caption(const writer *w, const setting *s)
{
    return w->in_caption && !s->first && s->gap < w->leading + w->page->body * 0.12 &&
           s->line.em > w->caption.line.em * 0.97 && s->line.em < w->caption.line.em * 1.03 &&
           !leaves_room(&w->caption, s);
}

static void add_caption(writer *w, const setting *s, bool more)
{
    if (more) {
        zy_buf_cut(&w->captions, w->captions.len_bytes - 1);
        zy_join_to(&w->captions, s->text);
    } else {
        zy_buf_add(&w->captions, s->text.at, s->text.bytes);
    }
    zy_buf_char(&w->captions, '\n');
    w->in_caption = true;
    w->caption = *s;
}

/* ---- paragraphs */

/* Whether the line leaves room that the beginning of `next` would have fitted in. */
static bool leaves_room(const setting *s, const setting *next)
{
    double free = s->right - s->line.right;
    if (s->centred || s->aside)
        free = (s->right - s->left) - (s->line.right - s->line.left);
    return free > zy_pdf_first_unit(next->text, s->line.em) + s->line.em * 0.35;
}

/* 三、 （二） 4. : an item of a list begins where a sentence has ended. */
static bool is_item(zy_span text)
{
    static const char digits[] = "一二三四五六七八九十";
    size_t at = 0, end = 0;
    bool bracket = zy_starts(text, "（") || zy_starts(text, "(");
    if (bracket)
        zy_utf8_next(text.at, text.bytes, &at);
    for (end = at; end < text.bytes && end < at + 9; at = end) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &end);
        bool han = end - at == 3 && memmem(digits, sizeof digits - 1, text.at + at, 3);
        if (!zy_is_digit(c) && !han)
            return at > (bracket ? 1u : 0u) &&
                   (bracket ? c == 0xFF09 || c == ')' : c == 0x3001 || c == '.' || c == 0xFF0E);
    }
    return false;
}

/* 【民生】 alone on a line. */
static bool is_section(zy_span text)
{
    return zy_starts(text, "【") && zy_last_char(text) == 0x3011 && zy_count_chars(text) < 12;
}

static bool has_marks(zy_span text)
{
    static const char *const marks[] = {"，", "。", "；", "：", "、", "？", "！", "”", "《", ",", ":"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (zy_contains(text, marks[i]))
            return true;
    return false;
}

/* A short line without any mark, 张堰小学 朱雅琴, or all in brackets, （徐莹）: behind a sentence it is a
 * byline. */
static bool is_signature(const setting *s)
{
    bool brackets = zy_starts(s->text, "（") && zy_last_char(s->text) == 0xFF09;
    bool room = s->right - s->line.right > s->line.em * 2; /* a name alone in its column has none */
    return zy_count_chars(s->text) <= (brackets   ? 12u
                                       : room     ? 24u
                                       : s->first ? 4u
                                                  : 0u) &&
           !has_marks(s->text) && zy_count_han(s->text) > 1;
}

/* The date below who signs, though that line may fill the column. */
static bool is_date_of(const writer *w, const setting *s)
{
    return zy_pdf_is_date(&s->line) && w->text.len_bytes == w->last.text.bytes && !has_marks(w->last.text);
}

static bool begins_paragraph(const writer *w, const setting *s)
{
    if (!w->open || zy_pdf_jumps_to(&s->line) || zy_pdf_jumps_from(&s->line))
        return true;
    bool room = leaves_room(&w->last, s), final = zy_ending_of(w->last.text) == ZY_END_FINAL;
    if (room || (final && (zy_pdf_says_writer(&s->line) || is_signature(s))))
        return true;
    if (is_section(s->text) || is_section(w->last.text) || is_date_of(w, s))
        return true;
    if (s->aside && !w->last.aside && !w->last.centred && s->line.right - s->line.left > s->line.em * 3.5)
        return true; /* shorter ones are the last letters of a byline broken at the column's edge */
    if (s->aside || s->centred)
        return final || w->last.line.em > s->line.em * 1.04 || w->last.line.em < s->line.em * 0.96;
    if (s->set_in)
        return w->indented || final;
    bool gap = !s->first && s->gap > w->leading + s->line.em * (final ? 0.18 : 0.3);
    return (gap && (final || !w->indented)) || (final && is_item(s->text));
}

static void add_text(writer *w, const setting *s)
{
    if (begins_paragraph(w, s)) {
        end_paragraph(w);
        end_captions(w);
        w->top_in = w->page_top && s->set_in && !zy_pdf_says_writer(&s->line);
        w->goes_on = w->indented && !s->set_in && !s->aside && !s->centred;
        zy_buf_add(&w->text, s->text.at, s->text.bytes);
    } else {
        zy_join_to(&w->text, s->text);
    }
    w->open = true;
    w->in_caption = w->page_top = false;
    w->last = *s;
}

/* ---- lines */

static void place(const writer *w, const zy_pdf_piece *piece, setting *s)
{
    double em = s->line.em, body = w->page->body;
    double before = (s->line.left - piece->left) / em, behind = (piece->right - s->line.right) / em;
    s->left = piece->left;
    s->right = piece->right;
    s->large = em > body * ZY_PDF_LARGE || s->line.words[0].upright;
    s->small = em < body * 0.965;
    s->aside = before > 3.2;
    s->set_in = before > 1.3 && before <= 3.2;
    s->centred = before > (w->indented ? 2.6 : 0.8) && fabs(before - behind) < 0.6;
}

/* Room between this line and the next one of the piece; negative at its end. */
static double room_below(const zy_pdf_piece *piece, size_t at, const zy_pdf_line *line)
{
    zy_pdf_line next;
    return zy_pdf_line_next(piece, &at, &next) ? next.top - line->bottom : -1;
}

/* May the paragraph go on, on the next page?  Its sentence does, and no caption waits for its end. */
static bool is_open(const writer *w)
{
    return w->open && !w->captions.len_bytes && !w->last.aside && !w->last.centred &&
           !zy_pdf_jumps_to(&w->last.line) && zy_ending_of(w->last.text) != ZY_END_FINAL;
}

/* A line of the page's own, now or behind the paragraph that goes on over it. */
static void add_own(writer *w, zy_span text)
{
    if (w->open) {
        zy_buf_add(&w->running, text.at, text.bytes);
        zy_buf_char(&w->running, '\n');
    } else {
        write_running(w, text);
    }
}

static void end_text(writer *w)
{
    if (!is_open(w))
        end_paragraph(w);
    end_captions(w);
    end_headline(w);
}

static void add_running(writer *w, const zy_pdf_piece *piece)
{
    zy_pdf_line line;
    end_text(w);
    add_own(w, (zy_span){"", 0});
    for (size_t at = 0; zy_pdf_line_next(piece, &at, &line);)
        add_own(w, zy_pdf_line_text(w->arena, &line));
}

static void add_piece(writer *w, const zy_pdf_piece *piece)
{
    setting s = {0};
    double bottom = piece->top - w->leading;
    for (size_t at = 0; zy_pdf_line_next(piece, &at, &s.line);) {
        s.text = zy_pdf_line_text(w->arena, &s.line);
        s.gap = s.line.top - bottom;
        s.first = bottom < piece->top;
        bottom = s.line.bottom;
        place(w, piece, &s);
        if (s.large) {
            end_paragraph(w);
            end_captions(w);
            add_headline(w, &s);
            w->page_top = false;
            continue;
        }
        end_headline(w);
        if (continues_caption(w, &s))
            add_caption(w, &s, true);
        else if (begins_caption(w, &s, room_below(piece, at, &s.line)))
            add_caption(w, &s, false);
        else
            add_text(w, &s);
    }
}

/* Whether the page sets its paragraphs in: some of its lines are, by two letters. */
static bool sets_in(const zy_pdf_page *page, const zy_pdf_piece *pieces, size_t count)
{
    size_t in = 0, all = 0;
    for (size_t i = 0; i < count; i++) {
        zy_pdf_line line;
        for (size_t at = 0; zy_pdf_line_next(&pieces[i], &at, &line); all++) {
            double before = (line.left - pieces[i].left) / page->body;
            in += before > 1.6 && before < 2.4;
        }
    }
    return in * 12 > all;
}

static void write_page(writer *w, const zy_pdf_page *page, const zy_pdf_piece *pieces, size_t count)
{
    w->page = page;
    w->leading = page->leading;
    w->page_top = true;
    w->indented = sets_in(page, pieces, count);
    for (size_t i = 0; i < count; i++)
        if (pieces[i].running)
            add_running(w, &pieces[i]);
        else
            add_piece(w, &pieces[i]);
    end_text(w);
}

zy_status zy_pdf_lay_out(zy_span table, zy_buf *out, zy_buf *prints, size_t *lost, zy_error *err)
{
    zy_arena arena = {0};
    zy_pdf_page page;
    bool failed = false, first = true;
    *lost = 0;
    writer w = {.out = out, .prints = prints, .arena = &arena};
    while (!failed && zy_pdf_page_next(&table, &arena, &page)) {
        zy_vec pieces = ZY_VEC(zy_pdf_piece);
        if (!first)
            add_own(&w, zy_span_of("\f"));
        first = false;
        failed = !zy_pdf_order(&page, &pieces);
        if (!failed)
            write_page(&w, &page, pieces.data, pieces.count);
        *lost += page.lost;
        zy_vec_free(&pieces);
        zy_pdf_page_free(&page);
    }
    end_paragraph(&w);
    failed |= arena.failed || out->failed || (prints && prints->failed) || w.text.failed ||
              w.running.failed || w.captions.failed;
    for (size_t i = 0; i < HEADLINE_LINES; i++) {
        failed |= w.heads[i].failed;
        zy_buf_free(&w.heads[i]);
    }
    zy_buf_free(&w.text);
    zy_buf_free(&w.running);
    zy_buf_free(&w.captions);
    zy_arena_free(&arena);
    return failed ? zy_fail_memory(err) : ZY_OK;
}
