/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The forms of a number or date.
 *
 * In: a string as typed (第15期, 二〇二一年五月, 3万亩).  Out: what else it may look like in print, as
 * alternatives of the node.  Only what is surely meant as a number is touched: 三农, 十四五 and 一家 are
 * words.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "query/chars.h"
#include "query/internal.h"

#include <string.h>

enum { FORMS_MOST = 12, WHOLES_MOST = 24, PIECES_MOST = 8 };

/* One number or date of the string: where it stands and how else it may be written. */
typedef struct {
    size_t from, to;
    char forms[FORMS_MOST][80];
    size_t count;
} piece;

static void add_form(piece *p, zy_buf *form)
{
    if (!form->failed && form->data && form->len_bytes < sizeof p->forms[0] && p->count < FORMS_MOST) {
        bool there = false;
        for (size_t i = 0; i < p->count; i++)
            there = there || strcmp(p->forms[i], form->data) == 0;
        if (!there)
            memcpy(p->forms[p->count++], form->data, form->len_bytes + 1);
    }
    zy_buf_clear(form);
}

/* ---- Dates ----------------------------------------------------------------------------------------------
 */

static void add_plain_date(piece *p, zy_buf *form, const zy_written_date *d, const char *day_mark)
{
    if (d->year)
        zy_buf_printf(form, "%d年", d->year);
    if (d->month)
        zy_buf_printf(form, "%d月", d->month);
    if (d->day)
        zy_buf_printf(form, "%d%s", d->day, day_mark);
    add_form(p, form);
}

static void add_chinese_date(piece *p, zy_buf *form, const zy_written_date *d, const char *zero)
{
    if (d->year) {
        zy_numeral_put_digits(form, d->year, zero);
        zy_buf_str(form, "年");
    }
    if (d->month) {
        zy_numeral_put(form, d->month);
        zy_buf_str(form, "月");
    }
    if (d->day) {
        zy_numeral_put(form, d->day);
        zy_buf_str(form, "日");
    }
    add_form(p, form);
}

/* 2021-05-20 and 2021.5.20: with and without the zero.  A day without a year could be any number. */
static void add_separated_date(piece *p, zy_buf *form, const zy_written_date *d, char separator, bool zero)
{
    if (!d->year || !d->month)
        return;
    zy_buf_printf(form, zero ? "%d%c%02d" : "%d%c%d", d->year, separator, d->month);
    if (d->day)
        zy_buf_printf(form, zero ? "%c%02d" : "%c%d", separator, d->day);
    add_form(p, form);
}

static void add_date(piece *p, const zy_written_date *d)
{
    zy_buf form = {0};
    add_plain_date(p, &form, d, "日");
    add_chinese_date(p, &form, d, "〇");
    if (d->year)
        add_chinese_date(p, &form, d, "零");
    add_separated_date(p, &form, d, '-', true);
    add_separated_date(p, &form, d, '-', false);
    add_separated_date(p, &form, d, '.', false);
    add_separated_date(p, &form, d, '/', false);
    add_separated_date(p, &form, d, '.', true);
    add_separated_date(p, &form, d, '/', true);
    if (d->day)
        add_plain_date(p, &form, d, "号");
    zy_buf_free(&form);
}

/* ---- Numbers --------------------------------------------------------------------------------------------
 */

static bool listed(uint32_t c, const uint32_t *list)
{
    while (*list && *list != c)
        list++;
    return c && *list;
}

/* 年月日号期版届岁级名位户亩元米吨度次%％周旬季 */
static bool is_unit(uint32_t c)
{
    static const uint32_t units[] = {0x5E74, 0x6708, 0x65E5, 0x53F7, 0x671F, 0x7248, 0x5C4A, 0x5C81, 0x7EA7,
                                     0x540D, 0x4F4D, 0x6237, 0x4EA9, 0x5143, 0x7C73, 0x5428, 0x5EA6, 0x6B21,
                                     '%',    0x5468, 0x65EC, 0x5B63, 0x5E73, 0x516C, 0};
    return listed(zy_char_narrow(c), units);
}

/* 个人家项条座台辆件张套间所处场份批只块天种棵株幢栋层路支群队班组: after 一 they make words of their own
 * (一家, 一条). */
static bool is_measure(uint32_t c)
{
    static const uint32_t measures[] = {0x4E2A, 0x4EBA, 0x5BB6, 0x9879, 0x6761, 0x5EA7, 0x53F0, 0x8F86,
                                        0x4EF6, 0x5F20, 0x5957, 0x95F4, 0x6240, 0x5904, 0x573A, 0x4EFD,
                                        0x6279, 0x53EA, 0x5757, 0x5929, 0x79CD, 0x68F5, 0x682A, 0x5E62,
                                        0x680B, 0x5C42, 0x8DEF, 0x652F, 0x961F, 0x73ED, 0x7EC4, 0};
    return listed(c, measures);
}

static uint32_t rune(const zy_runes *text, size_t at)
{
    return at < text->count ? text->runes[at] : 0;
}

/* 三 before 个 is the number 3; 三 before 农 is part of a word. */
static bool is_meant(const zy_runes *text, size_t at, const zy_numeral *n)
{
    bool ordinal = at > 0 && text->runes[at - 1] == 0x7B2C; /* 第 */
    bool whole = at == 0 && n->chars == text->count;
    uint32_t next = rune(text, at + n->chars);
    if (n->zeros && (!n->chinese || n->chars == 1))
        return false;
    if (ordinal || is_unit(next))
        return true;
    if (is_measure(next))
        return !(n->chinese && n->chars == 1 && n->value == 1);
    if (!n->chinese)
        return whole ? n->chars >= 2 : next == 0x4E07 || next == 0x4EBF; /* 万 亿 */
    if (n->by_digits)
        return whole && n->chars >= 3;
    return whole && n->value >= 10;
}

static void put_unit_value(zy_buf *form, int64_t value)
{
    if (value % 100000000 == 0)
        zy_buf_printf(form, "%lld亿", (long long)(value / 100000000));
    else
        zy_buf_printf(form, "%lld万", (long long)(value / 10000));
}

/* 三万 -> 30000, 3万. */
static void add_arabic(piece *p, const zy_numeral *n)
{
    zy_buf form = {0};
    zy_buf_printf(&form, "%lld", (long long)n->value);
    if (n->by_digits && n->zeros)
        zy_buf_clear(&form);
    else
        add_form(p, &form);
    if (!n->by_digits && n->value >= 10000 && n->value % 10000 == 0) {
        put_unit_value(&form, n->value);
        add_form(p, &form);
    }
    zy_buf_free(&form);
}

/* 15 -> 十五; 2 before a measure -> 两; 2021 before 年, and 110, figure by figure too. */
static void add_chinese(piece *p, const zy_runes *text, size_t at, const zy_numeral *n)
{
    zy_buf form = {0};
    uint32_t next = rune(text, at + n->chars);
    bool whole = at == 0 && n->chars == text->count;
    bool year = n->chars == 4 && n->value >= 1900 && n->value <= 2100 && (next == 0x5E74 || whole);
    if (year || (whole && n->chars >= 3 && n->chars <= 8)) {
        zy_numeral_put_digits(&form, n->value, "〇");
        add_form(p, &form);
        zy_numeral_put_digits(&form, n->value, "零");
        add_form(p, &form);
    }
    if (n->value == 2 && is_measure(next)) {
        zy_buf_str(&form, "两");
        add_form(p, &form);
    }
    if (!year && n->value < INT64_C(1000000000000)) {
        zy_numeral_put(&form, n->value);
        add_form(p, &form);
    }
    if (n->value >= 10000 && n->value % 10000 == 0) {
        put_unit_value(&form, n->value);
        add_form(p, &form);
    }
    zy_buf_free(&form);
}

/* 3万, 12亿: the figure and what it counts, as one number. */
static bool big_number(const zy_runes *text, size_t at, const zy_numeral *n, piece *p)
{
    uint32_t next = rune(text, at + n->chars);
    int64_t size = next == 0x4E07 ? 10000 : next == 0x4EBF ? 100000000 : 0;
    if (n->chinese || !size || n->value > 9999 || n->value < 1 || n->zeros)
        return false;
    zy_buf form = {0};
    long long value = (long long)n->value * size;
    zy_numeral_put(&form, value);
    add_form(p, &form);
    zy_buf_printf(&form, "%lld", value);
    add_form(p, &form);
    zy_buf_free(&form);
    p->to = at + n->chars + 1;
    return true;
}

/* 百分之八 -> 8%, and back. */
static bool percentage(const zy_runes *text, size_t at, piece *p)
{
    uint32_t before = at ? zy_char_narrow(text->runes[at - 1]) : 0;
    if (before == '%' || before == '.' || zy_char_is_alnum(before))
        return false;
    bool chinese = rune(text, at) == 0x767E && rune(text, at + 1) == 0x5206 && rune(text, at + 2) == 0x4E4B;
    zy_numeral n = zy_numeral_at(text, chinese ? at + 3 : at);
    bool percent = !chinese && n.chars && !n.chinese && zy_char_narrow(rune(text, at + n.chars)) == '%';
    if (!n.chars || !(chinese || percent) || (n.zeros && n.chars > 1))
        return false;
    zy_buf form = {0};
    p->to = at + n.chars + (chinese ? 3 : 1);
    zy_buf_printf(&form, "%lld%%", (long long)n.value);
    add_form(p, &form);
    zy_buf_str(&form, "百分之");
    zy_numeral_put(&form, n.value);
    add_form(p, &form);
    zy_buf_free(&form);
    return true;
}

/* ---- The string -----------------------------------------------------------------------------------------
 */

/* Does the number go on behind what was read of it? */
static bool runs_on(const zy_runes *text, size_t at)
{
    uint32_t next = zy_char_narrow(rune(text, at)), after = rune(text, at + 1);
    return zy_char_is_digit(next) || ((next == '-' || next == '.' || next == '/') &&
                                      (zy_char_is_digit(after) || zy_char_narrow(after) == next));
}

/* Reads the number or date at `at` if one is meant there; false otherwise, with p->to behind what to pass
 * over. */
static bool find_piece(const zy_runes *text, size_t at, piece *p)
{
    *p = (piece){.from = at, .to = at + 1};
    if (percentage(text, at, p))
        return true;
    zy_written_date date = zy_written_date_at(text, at);
    if (date.chars && (date.month || date.chars > 4)) {
        p->to = at + date.chars;
        if (runs_on(text, p->to)) /* 2024-02-30, 2021.5.3.1: something else */
            return false;
        add_date(p, &date);
        return true;
    }
    zy_numeral n = zy_numeral_at(text, at);
    size_t run = zy_numeral_run(text, at);
    p->to = at + (run ? run : 1);
    if (!n.chars)
        return false;
    if (big_number(text, at, &n, p))
        return true;
    /* 12.5 and 3-5 are not 12 and 5, 第 may stand before either */
    uint32_t before = at ? zy_char_narrow(text->runes[at - 1]) : 0, after = zy_char_narrow(rune(text, p->to));
    if (before == '.' || after == '.' || before == '-' || after == '-' || zy_char_is_alnum(before))
        return false;
    if (!is_meant(text, at, &n))
        return false;
    if (n.chinese)
        add_arabic(p, &n);
    else
        add_chinese(p, text, at, &n);
    return p->count > 0;
}

/* Writes the string with form number choice[i] in the place of piece i (0: as typed). */
static void compose(const zy_runes *text, const piece *pieces, size_t count, const size_t *choice,
                    zy_buf *out)
{
    size_t done = 0;
    for (size_t i = 0; i < count; i++) {
        size_t from = text->byte_at[pieces[i].from], to = text->byte_at[pieces[i].to];
        zy_buf_add(out, text->text + done, from - done);
        if (choice[i])
            zy_buf_str(out, pieces[i].forms[choice[i] - 1]);
        else
            zy_buf_add(out, text->text + from, to - from);
        done = to;
    }
    zy_buf_add(out, text->text + done, text->byte_at[text->count] - done);
}

/* The next combination, like an odometer; false after the last. */
static bool step(size_t *choice, const piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (++choice[i] <= pieces[i].count)
            return true;
        choice[i] = 0;
    }
    return false;
}

/* Field values are written 第312期, 二版: what is looked up is the number itself. */
static void add_field_value(zy_query *query, zy_node *node, const zy_runes *text)
{
    if (node->where != ZY_IN_ISSUE && node->where != ZY_IN_PAGE)
        return;
    for (size_t at = 0; at < text->count; at++) {
        zy_numeral n = zy_numeral_at(text, at);
        if (!n.chars)
            continue;
        zy_buf value = {0};
        zy_buf_printf(&value, "%lld", (long long)n.value);
        zy_query_add_alternative(query, node, value.data, value.len_bytes, ZY_WHY_NUMBER);
        zy_buf_free(&value);
        return;
    }
}

void zy_query_add_forms(zy_query *query, zy_node *node)
{
    const char *typed = node->alternatives[0].text;
    zy_runes text = zy_runes_of(&query->arena, typed, strlen(typed));
    if (node->kind == ZY_NODE_FIELD) {
        add_field_value(query, node, &text);
        return;
    }
    piece pieces[PIECES_MOST];
    size_t choice[PIECES_MOST] = {0}, count = 0;
    for (size_t at = 0; at < text.count && count < PIECES_MOST;) {
        piece *next = &pieces[count];
        bool found = find_piece(&text, at, next);
        at = next->to;
        count += found;
    }
    for (size_t made = 0; count && made < WHOLES_MOST && step(choice, pieces, count); made++) {
        zy_buf form = {0};
        compose(&text, pieces, count, choice, &form);
        if (!form.failed && form.data)
            zy_query_add_alternative(query, node, form.data, form.len_bytes, ZY_WHY_NUMBER);
        zy_buf_free(&form);
    }
}
