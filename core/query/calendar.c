/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Days, months, weekdays and the festivals people date things by. */
#include "query/chars.h"
#include "query/internal.h"

#include <string.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int zy_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool zy_day_valid(int day)
{
    int year = day / 10000, month = day / 100 % 100, date = day % 100;
    return year >= 1800 && year <= 2200 && month >= 1 && month <= 12 && date >= 1 &&
           date <= zy_days_in_month(year, month);
}

int zy_day_add(int day, int days)
{
    int year = day / 10000, month = day / 100 % 100, date = day % 100 + days;
    while (date < 1) {
        month = month == 1 ? (year--, 12) : month - 1;
        date += zy_days_in_month(year, month);
    }
    while (date > zy_days_in_month(year, month)) {
        date -= zy_days_in_month(year, month);
        month = month == 12 ? (year++, 1) : month + 1;
    }
    return year * 10000 + month * 100 + date;
}

int zy_month_add(int day, int months)
{
    int count = day / 10000 * 12 + day / 100 % 100 - 1 + months;
    int year = count / 12, month = count % 12 + 1, date = day % 100, most = zy_days_in_month(year, month);
    return year * 10000 + month * 100 + (date < most ? date : most);
}

/* Sakamoto's rule: the weekday from the day of the year with March as its first month. */
int zy_weekday(int day)
{
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int year = day / 10000, month = day / 100 % 100;
    year -= month < 3;
    int sunday_first = (year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day % 100) % 7;
    return sunday_first ? sunday_first : 7;
}

/* ---- Festivals ------------------------------------------------------------------------------------------
 */

enum { TABLE_FIRST = 2000, TABLE_LAST = 2040 };

/* Month and day of 春节, 端午, 七夕, 中秋, 重阳: the days of the lunar calendar that move. */
static const short LUNAR[][5] = {
    {205, 606, 806, 912, 1006},  {124, 625, 825, 1001, 1025}, {212, 615, 815, 921, 1014},
    {201, 604, 804, 911, 1004},  {122, 622, 822, 928, 1022},  {209, 611, 811, 918, 1011},
    {129, 531, 731, 1006, 1030}, {218, 619, 819, 925, 1019},  {207, 608, 807, 914, 1007},
    {126, 528, 826, 1003, 1026}, {214, 616, 816, 922, 1016},  {203, 606, 806, 912, 1005},
    {123, 623, 823, 930, 1023},  {210, 612, 813, 919, 1013},  {131, 602, 802, 908, 1002},
    {219, 620, 820, 927, 1021},  {208, 609, 809, 915, 1009},  {128, 530, 828, 1004, 1028},
    {216, 618, 817, 924, 1017},  {205, 607, 807, 913, 1007},  {125, 625, 825, 1001, 1025},
    {212, 614, 814, 921, 1014},  {201, 603, 804, 910, 1004},  {122, 622, 822, 929, 1023},
    {210, 610, 810, 917, 1011},  {129, 531, 829, 1006, 1029}, {217, 619, 819, 925, 1018},
    {206, 609, 808, 915, 1008},  {126, 528, 826, 1003, 1026}, {213, 616, 816, 922, 1016},
    {203, 605, 805, 912, 1005},  {123, 624, 824, 1001, 1024}, {211, 612, 812, 919, 1012},
    {131, 601, 801, 908, 1001},  {219, 620, 820, 927, 1020},  {208, 610, 810, 916, 1009},
    {128, 530, 828, 1004, 1027}, {215, 618, 817, 924, 1017},  {204, 607, 807, 913, 1007},
    {124, 527, 826, 1002, 1026}, {212, 614, 814, 920, 1014},
};

/* How a festival's day is known: a column of the table with days added, a solar term, or a fixed day. */
typedef enum { BY_TABLE, BY_TERM, BY_DATE } rule;

/* `before` and `after`: the days around it that people count with it (holidays; else one day each way, as a
 * paper comes out the day before or after). */
static const struct {
    const char *name;
    rule by;
    int value; /* column, term in hundredths of a day, or month and day */
    int shift, before, after;
} FESTIVALS[] = {
    {"春节", BY_TABLE, 0, 0, 1, 6},    {"新春", BY_TABLE, 0, 0, 1, 14},   {"过年", BY_TABLE, 0, 0, 1, 6},
    {"除夕", BY_TABLE, 0, -1, 0, 0},   {"元宵", BY_TABLE, 0, 14, 1, 1},   {"端午", BY_TABLE, 1, 0, 1, 1},
    {"七夕", BY_TABLE, 2, 0, 1, 1},    {"中秋", BY_TABLE, 3, 0, 1, 1},    {"重阳", BY_TABLE, 4, 0, 1, 1},
    {"敬老节", BY_TABLE, 4, 0, 1, 1},  {"清明", BY_TERM, 481, 400, 1, 1}, {"冬至", BY_TERM, 2194, 1200, 1, 1},
    {"元旦", BY_DATE, 101, 0, 0, 2},   {"妇女节", BY_DATE, 308, 0, 1, 1}, {"三八节", BY_DATE, 308, 0, 1, 1},
    {"植树节", BY_DATE, 312, 0, 1, 1}, {"劳动节", BY_DATE, 501, 0, 0, 4}, {"五一", BY_DATE, 501, 0, 0, 4},
    {"青年节", BY_DATE, 504, 0, 1, 1}, {"儿童节", BY_DATE, 601, 0, 1, 1}, {"六一", BY_DATE, 601, 0, 1, 1},
    {"建党节", BY_DATE, 701, 0, 1, 1}, {"七一", BY_DATE, 701, 0, 1, 1},   {"建军节", BY_DATE, 801, 0, 1, 1},
    {"八一", BY_DATE, 801, 0, 1, 1},   {"教师节", BY_DATE, 910, 0, 1, 1}, {"国庆", BY_DATE, 1001, 0, 0, 6},
    {"十一", BY_DATE, 1001, 0, 0, 6},
};

static bool stands_at(const zy_runes *text, size_t at, const char *name)
{
    size_t len = strlen(name), from = text->byte_at[at];
    return text->byte_at[text->count] - from >= len && memcmp(text->text + from, name, len) == 0;
}

static bool is_unit_of_dates(uint32_t c)
{
    return c == 0x6708 || c == 0x65E5 || c == 0x53F7 || c == 0x5E74;
}

int zy_festival_at(const zy_runes *text, size_t at, size_t *chars)
{
    for (size_t i = 0; at < text->count && i < sizeof FESTIVALS / sizeof *FESTIVALS; i++) {
        if (!stands_at(text, at, FESTIVALS[i].name))
            continue;
        *chars = strlen(FESTIVALS[i].name) / 3;
        if (at + *chars < text->count && is_unit_of_dates(text->runes[at + *chars]))
            continue; /* 十一月 is no 十一 */
        if (at + *chars < text->count &&
            (text->runes[at + *chars] == 0x8282 || text->runes[at + *chars] == 0x7BC0))
            ++*chars; /* 节 節 */
        return (int)i;
    }
    return -1;
}

/* The day of a solar term in this century: its mean day, a day later each four years less the leap days so
 * far. */
static int term_day(int value, int month, int year)
{
    int years = year % 100;
    int day = (years * 2422 + value * 100) / 10000 - years / 4;
    if (month == 12)
        day = (years * 2422 + value * 100) / 10000 - (years - 1) / 4 - (year == 2021);
    return year * 10000 + month * 100 + day;
}

int zy_festival_day(int festival, int year)
{
    if (year < TABLE_FIRST || year > TABLE_LAST)
        return FESTIVALS[festival].by == BY_DATE ? year * 10000 + FESTIVALS[festival].value : 0;
    switch (FESTIVALS[festival].by) {
    case BY_TABLE:
        return zy_day_add(year * 10000 + LUNAR[year - TABLE_FIRST][FESTIVALS[festival].value],
                          FESTIVALS[festival].shift);
    case BY_TERM: return term_day(FESTIVALS[festival].value, FESTIVALS[festival].shift / 100, year);
    case BY_DATE: return year * 10000 + FESTIVALS[festival].value;
    }
    return 0;
}

void zy_festival_span(int festival, int year, int *first, int *last)
{
    int day = zy_festival_day(festival, year);
    *first = zy_day_add(day, -FESTIVALS[festival].before);
    *last = zy_day_add(day, FESTIVALS[festival].after);
}
