/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates as values.
 * In: 2024, 2024-12, 二〇二四年十二月, 2024-01..2024-06, 去年, 上个月, 近三年, 今年春节前后 …, and what day
 * it is today.  Out: the first and the last day meant.
 */
#include "base/buf.h"
#include "base/error.h"
#include "query/chars.h"
#include "query/internal.h"

#include <string.h>

typedef struct {
    int first, last;
} span;

enum { OPEN_FIRST = 0, OPEN_LAST = 0 };

static bool is_at(const zy_runes *text, size_t at, const char *word)
{
    size_t from = text->byte_at[at < text->count ? at : text->count], len = strlen(word);
    return text->byte_at[text->count] - from >= len && memcmp(text->text + from, word, len) == 0;
}

/* One of the words at `at`: its number, and *chars how long it is (the words are Han: three bytes each). */
static int one_of(const zy_runes *text, size_t at, const char *const *words, size_t *chars)
{
    for (int i = 0; words[i]; i++) {
        if (is_at(text, at, words[i])) {
            *chars = strlen(words[i]) / 3;
            return i;
        }
    }
    return -1;
}

static span year_span(int year)
{
    return (span){year * 10000 + 101, year * 10000 + 1231};
}

static span month_span(int year, int month)
{
    int from = year * 10000 + month * 100;
    return (span){from + 1, from + zy_days_in_month(year, month)};
}

/* ---- Written dates --------------------------------------------------------------------------------------
 */

static uint32_t rune(const zy_runes *text, size_t at)
{
    return at < text->count ? zy_char_narrow(text->runes[at]) : 0;
}

static bool is_separator(uint32_t c)
{
    return c == '-' || c == '.' || c == '/';
}

/* 5月20日, 五月二十号, 5月.  Adds to *date; false when no month stands there. */
static bool month_and_day(const zy_runes *text, size_t at, size_t begin, zy_written_date *date)
{
    zy_numeral month = zy_numeral_at(text, at);
    if (!month.chars || month.value < 1 || month.value > 12 || rune(text, at + month.chars) != 0x6708)
        return false;
    date->month = (int)month.value;
    at += month.chars + 1;
    date->chars = at - begin;
    zy_numeral day = zy_numeral_at(text, at);
    uint32_t mark = day.chars ? rune(text, at + day.chars) : 0;
    bool ends = mark == 0x65E5 || mark == 0x53F7; /* 日 号 */
    int year = date->year ? date->year : 2000;
    if (ends && day.value >= 1 && day.value <= zy_days_in_month(year, date->month)) {
        date->day = (int)day.value;
        date->chars = at + day.chars + 1 - begin;
    }
    return true;
}

/* -05-20 behind a year; the same separator twice. */
static void separated(const zy_runes *text, size_t at, size_t begin, zy_written_date *date)
{
    uint32_t separator = rune(text, at);
    zy_numeral month = is_separator(separator) ? zy_numeral_at(text, at + 1) : (zy_numeral){0};
    if (!month.chars || month.chinese || month.chars > 2 || month.value < 1 || month.value > 12)
        return;
    date->month = (int)month.value;
    at += 1 + month.chars;
    date->chars = at - begin;
    zy_numeral day = rune(text, at) == separator ? zy_numeral_at(text, at + 1) : (zy_numeral){0};
    if (day.chars && !day.chinese && day.chars <= 2 && day.value >= 1 &&
        day.value <= zy_days_in_month(date->year, date->month)) {
        date->day = (int)day.value;
        date->chars = at + 1 + day.chars - begin;
    }
}

zy_written_date zy_written_date_at(const zy_runes *text, size_t at)
{
    zy_written_date date = {0};
    zy_numeral first = zy_numeral_at(text, at);
    bool year_shaped = first.chars == 4 && !first.zeros && (!first.chinese || first.by_digits) &&
                       first.value >= 1900 && first.value <= 2100;
    size_t behind = at + first.chars;
    if (!year_shaped) {
        month_and_day(text, at, at, &date);
        return date.day ? date : (zy_written_date){0}; /* 5月 alone is a number with a unit */
    }
    date.year = (int)first.value;
    if (rune(text, behind) == 0x5E74) { /* 年 */
        date.chars = first.chars + 1;
        month_and_day(text, behind + 1, at, &date);
    } else if (!first.chinese) {
        separated(text, behind, at, &date);
    }
    return date.chars ? date : (zy_written_date){0};
}

/* ---- One side of a span: absolute, or counted from today -------------------------------------------------
 */

/* What is being read: *at moves on. */
typedef struct {
    const zy_runes *text;
    size_t at;
    int today;
    int year; /* named so far, or 0 */
} reader;

static bool at_end(const reader *r)
{
    return r->at == r->text->count;
}

static bool take(reader *r, const char *word)
{
    if (!is_at(r->text, r->at, word))
        return false;
    r->at += strlen(word) / 3;
    return true;
}

/* 202412, 20241217 in one piece. */
static bool compact(reader *r, span *out)
{
    zy_numeral n = zy_numeral_at(r->text, r->at);
    if (n.chinese || n.zeros || (n.chars != 6 && n.chars != 8))
        return false;
    int day = (int)(n.chars == 6 ? n.value * 100 + 1 : n.value);
    if (!zy_day_valid(day))
        return false;
    *out = n.chars == 8 ? (span){day, day} : month_span(day / 10000, day / 100 % 100);
    r->at += n.chars;
    return true;
}

static bool this_year_word(reader *r)
{
    static const char *const words[] = {"今年", "本年", "去年", "前年", "明年", "大前年", NULL};
    static const int back[] = {0, 0, 1, 2, -1, 3};
    size_t chars;
    int i = r->today ? one_of(r->text, r->at, words, &chars) : -1;
    if (i < 0)
        return false;
    r->year = r->today / 10000 - back[i];
    r->at += chars;
    take(r, "度");
    return true;
}

/* 2024, 2024年, 二〇二四年, 去年: sets the year and goes behind it. */
static bool take_year(reader *r)
{
    if (this_year_word(r))
        return true;
    zy_numeral n = zy_numeral_at(r->text, r->at);
    if (n.chars != 4 || n.zeros || (n.chinese && !n.by_digits) || n.value < 1800 || n.value > 2200)
        return false;
    r->year = (int)n.value;
    r->at += n.chars;
    if (take(r, "年"))
        take(r, "度");
    return true;
}

/* 上半年, 第三季度, 三季度, 年初, 年底 of the year named. */
static bool part_of_year(reader *r, span *out)
{
    static const struct {
        const char *word;
        int first, last;
    } parts[] = {{"上半年", 101, 630}, {"下半年", 701, 1231}, {"年初", 101, 331}, {"年底", 1001, 1231},
                 {"年末", 1001, 1231}, {"春季", 301, 531},    {"夏季", 601, 831}, {"秋季", 901, 1130},
                 {"春天", 301, 531},   {"夏天", 601, 831},    {"秋天", 901, 1130}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (take(r, parts[i].word)) {
            *out = (span){r->year * 10000 + parts[i].first, r->year * 10000 + parts[i].last};
            return true;
        }
    }
    size_t from = r->at;
    take(r, "第");
    zy_numeral n = zy_numeral_at(r->text, r->at);
    r->at += n.chars;
    if (n.chars && n.value >= 1 && n.value <= 4 && (take(r, "季度") || take(r, "季"))) {
        int month = (int)n.value * 3;
        *out = (span){month_span(r->year, month - 2).first, month_span(r->year, month).last};
        return true;
    }
    r->at = from;
    return false;
}

static bool around(reader *r, int festival, int year, span *out)
{
    int day = zy_festival_day(festival, year);
    enum { AROUND_DAYS = 15 };
    if (!day)
        return false;
    take(r, "假期");
    if (take(r, "前后") || take(r, "期间"))
        *out = (span){zy_day_add(day, -AROUND_DAYS), zy_day_add(day, AROUND_DAYS)};
    else if (take(r, "前"))
        *out = (span){zy_day_add(day, -AROUND_DAYS), zy_day_add(day, -1)};
    else if (take(r, "后"))
        *out = (span){zy_day_add(day, 1), zy_day_add(day, AROUND_DAYS)};
    else
        zy_festival_span(festival, year, &out->first, &out->last);
    return true;
}

/* 春节: of the year named, else the last one that has begun. */
static bool festival(reader *r, span *out)
{
    size_t chars = 0;
    int which = zy_festival_at(r->text, r->at, &chars), year = r->year;
    if (which < 0 || (!year && !r->today))
        return false;
    size_t from = r->at;
    r->at += chars;
    if (!year) {
        int first, last;
        year = r->today / 10000;
        if (!zy_festival_day(which, year)) {
            r->at = from;
            return false;
        }
        zy_festival_span(which, year, &first, &last);
        year -= first > r->today;
    }
    if (around(r, which, year, out))
        return true;
    r->at = from;
    return false;
}

/* Parts of the year just named: a festival, a half, a quarter, 5月, 5月20日. */
static bool within_year(reader *r, span *out)
{
    zy_written_date date = {.year = r->year};
    take(r, "的");
    if (festival(r, out) || part_of_year(r, out))
        return true;
    if (!month_and_day(r->text, r->at, r->at, &date))
        return false;
    r->at += date.chars;
    int day = r->year * 10000 + date.month * 100 + date.day;
    if (date.day && !zy_day_valid(day))
        return false;
    *out = date.day ? (span){day, day} : month_span(r->year, date.month);
    return true;
}

/* 今天, 上周, 本月, 上个月: from today. */
static bool near_today(reader *r, span *out)
{
    static const char *const days[] = {"今天", "今日", "昨天", "昨日", "前天", NULL};
    static const int days_back[] = {0, 0, 1, 1, 2};
    static const char *const weeks[] = {"本周", "这周", "这个星期", "上周", "上个星期", "上星期", NULL};
    static const int weeks_back[] = {0, 0, 0, 1, 1, 1};
    static const char *const months[] = {"本月", "这个月", "当月", "上个月", "上月", "上上个月", NULL};
    static const int months_back[] = {0, 0, 0, 1, 1, 2};
    size_t chars;
    int i;
    if (!r->today)
        return false;
    if ((i = one_of(r->text, r->at, days, &chars)) >= 0) {
        int day = zy_day_add(r->today, -days_back[i]);
        *out = (span){day, day};
    } else if ((i = one_of(r->text, r->at, weeks, &chars)) >= 0) {
        int monday = zy_day_add(r->today, 1 - zy_weekday(r->today) - 7 * weeks_back[i]);
        *out = (span){monday, zy_day_add(monday, 6)};
    } else if ((i = one_of(r->text, r->at, months, &chars)) >= 0) {
        int day = zy_month_add(r->today, -months_back[i]);
        *out = month_span(day / 10000, day / 100 % 100);
    } else {
        return false;
    }
    r->at += chars;
    return true;
}

/* 近三年, 最近半年, 近10天: up to today. */
static bool recent(reader *r, span *out)
{
    size_t from = r->at;
    if (!r->today || !(take(r, "最近") || take(r, "近") || take(r, "过去")))
        return false;
    bool half = take(r, "半");
    zy_numeral n = half ? (zy_numeral){.value = 1} : zy_numeral_at(r->text, r->at);
    r->at += n.chars;
    bool measured = take(r, "个");
    int count = n.value > 0 && n.value <= 200 ? (int)n.value : 0, start = 0;
    if (count && !measured && take(r, "年"))
        start = half ? zy_month_add(r->today, -6) : zy_month_add(r->today, -12 * count);
    else if (count && take(r, "月"))
        start = half ? zy_day_add(r->today, -15) : zy_month_add(r->today, -count);
    else if (count && !half && (take(r, "周") || take(r, "星期")))
        start = zy_day_add(r->today, -7 * count);
    else if (count && !half && !measured && (take(r, "天") || take(r, "日")))
        start = zy_day_add(r->today, -count);
    if (!start || (n.chars == 0 && !half)) {
        r->at = from;
        return false;
    }
    *out = (span){zy_day_add(start, 1), r->today};
    return true;
}

static bool one_side(reader *r, span *out)
{
    if (compact(r, out) || near_today(r, out) || recent(r, out))
        return true;
    zy_written_date date = zy_written_date_at(r->text, r->at);
    if (date.year && date.month) {
        r->at += date.chars;
        r->year = date.year;
        int day = date.year * 10000 + date.month * 100 + date.day;
        *out = date.day ? (span){day, day} : month_span(date.year, date.month);
        return true;
    }
    if (take_year(r)) {
        if (!within_year(r, out))
            *out = year_span(r->year);
        return true;
    }
    if (!r->year && festival(r, out))
        return true;
    if (!r->year && r->today) /* 5月, 5月20日, 上半年: of this year */
        r->year = r->today / 10000;
    return r->year && within_year(r, out);
}

/* ---- Spans ----------------------------------------------------------------------------------------------
 */

static bool take_until(reader *r)
{
    static const char *const words[] = {"至", "到", "—", "～", "－", "–", NULL};
    uint32_t a = rune(r->text, r->at), b = rune(r->text, r->at + 1);
    if ((a == '.' && b == '.') || (a == 0x2014 && b == 0x2014)) {
        r->at += 2;
        return true;
    }
    if (a == '~' || a == '-' || a == 0x2026) {
        r->at++;
        return true;
    }
    size_t chars;
    if (one_of(r->text, r->at, words, &chars) < 0)
        return false;
    r->at++;
    return true;
}

static bool read_span(reader *r, span *out)
{
    span last;
    size_t begin = r->at;
    if (take_until(r)) { /* ..2024 */
        if (r->at == begin + 2 && one_side(r, &last) && at_end(r)) {
            *out = (span){OPEN_FIRST, last.last};
            return true;
        }
        return false;
    }
    if (!one_side(r, out))
        return false;
    if (at_end(r))
        return true;
    if (take(r, "以来") || take(r, "以后") || take(r, "起")) {
        out->last = OPEN_LAST;
        return at_end(r);
    }
    if (take(r, "以前") || take(r, "之前")) {
        *out = (span){OPEN_FIRST, zy_day_add(out->first, -1)};
        return at_end(r);
    }
    if (!take_until(r))
        return false;
    if (at_end(r)) { /* 2024.. */
        out->last = OPEN_LAST;
        return true;
    }
    if (r->at + 1 == r->text->count && take(r, "今")) { /* 2024年至今 */
        out->last = OPEN_LAST;
        return true;
    }
    if (!one_side(r, &last) || !at_end(r))
        return false;
    int first = out->first < last.first ? out->first : last.first;
    *out = (span){first, out->last > last.last ? out->last : last.last};
    return true;
}

/* ---- In words -------------------------------------------------------------------------------------------
 */

static void say_day(zy_buf *out, int day)
{
    zy_buf_printf(out, "%d年%d月%d日", day / 10000, day / 100 % 100, day % 100);
}

static void say(zy_buf *out, span s)
{
    int year = s.first / 10000, month = s.first / 100 % 100;
    if (!s.first || !s.last) {
        say_day(out, s.first ? s.first : s.last);
        zy_buf_str(out, s.first ? "以来" : "以前");
    } else if (s.first == s.last) {
        say_day(out, s.first);
    } else if (s.first % 10000 == 101 && s.last % 10000 == 1231) {
        zy_buf_printf(out, year == s.last / 10000 ? "%d年" : "%d年至%d年", year, s.last / 10000);
    } else if (s.first % 100 == 1 && s.last % 100 == zy_days_in_month(s.last / 10000, s.last / 100 % 100)) {
        zy_buf_printf(out, "%d年%d月", year, month);
        if (s.first / 100 != s.last / 100)
            zy_buf_printf(out, "至%d年%d月", s.last / 10000, s.last / 100 % 100);
    } else {
        say_day(out, s.first);
        zy_buf_str(out, "至");
        say_day(out, s.last);
    }
}

bool zy_date_value(const char *text, size_t len_bytes, int today, int *first, int *last, zy_buf *said)
{
    zy_arena arena = {0};
    while (len_bytes && text[0] == ' ')
        text++, len_bytes--;
    while (len_bytes && text[len_bytes - 1] == ' ')
        len_bytes--;
    zy_runes runes = zy_runes_of(&arena, text, len_bytes);
    reader r = {&runes, 0, zy_day_valid(today) ? today : 0, 0};
    span found = {0, 0};
    bool is_date = runes.count && read_span(&r, &found);
    if (is_date) {
        *first = found.first;
        *last = found.last;
        if (said)
            say(said, found);
    }
    zy_arena_free(&arena);
    return is_date;
}

zy_status zy_date_parse(const char *text, int *first, int *last, zy_error *err)
{
    if (zy_date_value(text, strlen(text), 0, first, last, NULL))
        return ZY_OK;
    zy_status status = zy_fail(err, ZY_BAD_ARGUMENT, "“%.60s”不是日期。", text);
    zy_hint(err, "可写 2024、2024-12、2024-12-17 或 2024年12月。");
    return status;
}
