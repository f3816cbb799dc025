/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Lines through jansson, which refuses malformed UTF-8, lone surrogates and NUL by itself. */
#include "issue/jsonl.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ids seen in this file: open addressing over the strings themselves. */
typedef struct {
    const char **slots;
    size_t cap, count;
} id_set;

typedef struct {
    zy_articles *set;
    const char *source;
    id_set *ids;
    int line;
} place;

static size_t slot_of(const id_set *ids, const char *id)
{
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    for (const char *c = id; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    size_t at = (size_t)(hash % ids->cap);
    while (ids->slots[at] && strcmp(ids->slots[at], id) != 0)
        at = (at + 1) % ids->cap;
    return at;
}

static bool make_room(id_set *ids)
{
    if (ids->count * 2 < ids->cap)
        return true;
    id_set larger = {.cap = ids->cap ? ids->cap * 2 : 256, .count = ids->count};
    larger.slots = calloc(larger.cap, sizeof *larger.slots);
    for (size_t i = 0; larger.slots && i < ids->cap; i++)
        if (ids->slots[i])
            larger.slots[slot_of(&larger, ids->slots[i])] = ids->slots[i];
    if (!larger.slots)
        return false;
    free(ids->slots);
    *ids = larger;
    return true;
}

static void refuse(const place *p, const char *code, const char *reason)
{
    zy_articles_note(p->set, ZY_NOTE_REFUSED, code, p->source, p->line, 1, "%s 第 %d 行：%s，这一行未收录",
                     p->source, p->line, reason);
}

/* A text field: NULL when absent or null.  A number is taken as it is written ("issue": 125). */
static const char *text_field(const place *p, const json_t *row, const char *key)
{
    const json_t *value = json_object_get(row, key);
    if (json_is_string(value))
        return *json_string_value(value) ? zy_arena_str(&p->set->arena, json_string_value(value)) : NULL;
    if (json_is_integer(value))
        return zy_arena_printf(&p->set->arena, "%lld", (long long)json_integer_value(value));
    return NULL;
}

static bool days_fit(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && leap);
}

/* 2025-01-03, 2025-01 or 2025; -1 when it is none of them. */
static int read_date(const char *text)
{
    int year = 0, month = 0, day = 0, used = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && !text[used])
        return days_fit(year, month, day) ? year * 10000 + month * 100 + day : -1;
    if (sscanf(text, "%4d-%2d%n", &year, &month, &used) == 2 && !text[used])
        return days_fit(year, month, 1) ? year * 10000 + month * 100 : -1;
    if (sscanf(text, "%4d%n", &year, &used) == 1 && !text[used] && year >= 1000)
        return year * 10000;
    return -1;
}

/* Paragraphs stand between newlines; empty ones are none. */
static bool add_paragraphs(const place *p, zy_article *article, const char *body)
{
    bool fine = true;
    while (*body && fine) {
        size_t len = strcspn(body, "\r\n");
        if (strspn(body, " \t") < len)
            fine = zy_strings_add(&p->set->arena, &article->paragraphs, body, len);
        body += len;
        body += strspn(body, "\r\n");
    }
    return fine;
}

static bool add_list(const place *p, const json_t *list, zy_strings *to)
{
    size_t i;
    const json_t *item;
    bool fine = true;
    if (json_is_string(list)) /* one name needs no brackets */
        return zy_strings_add(&p->set->arena, to, json_string_value(list), json_string_length(list));
    json_array_foreach((json_t *)(uintptr_t)list, i, item)
    {
        if (json_is_string(item) && json_string_length(item))
            fine =
                fine && zy_strings_add(&p->set->arena, to, json_string_value(item), json_string_length(item));
    }
    return fine;
}

static int page_number(const json_t *value)
{
    json_int_t page = json_is_integer(value) ? json_integer_value(value) : 0;
    if (json_is_string(value))
        sscanf(json_string_value(value), "%" JSON_INTEGER_FORMAT, &page);
    return page > 0 && page < 10000 ? (int)page : 0;
}

static zy_status fill(const place *p, const json_t *row, zy_article *article, zy_error *err)
{
    const char *title = text_field(p, row, "title"), *date = text_field(p, row, "date");
    article->id = text_field(p, row, "id");
    article->title = title ? title : "";
    article->kicker = text_field(p, row, "kicker");
    article->subtitle = text_field(p, row, "subtitle");
    article->section = text_field(p, row, "section");
    article->issue = text_field(p, row, "issue");
    article->continued = text_field(p, row, "continued");
    article->page = page_number(json_object_get(row, "page"));
    article->first_line = article->last_line = p->line;
    article->source = p->source;
    article->date = date ? read_date(date) : 0;
    if (article->date < 0) {
        article->date = 0;
        zy_articles_note(p->set, ZY_NOTE_UNCERTAIN, "bad-date", p->source, p->line, 0,
                         "%s 第 %d 行：日期“%.40s”不能识别（应如 2025-01-03），文章按无日期收录", p->source,
                         p->line, date);
    }
    bool fine = add_paragraphs(p, article, json_string_value(json_object_get(row, "body"))) &&
                add_list(p, json_object_get(row, "authors"), &article->authors) &&
                add_list(p, json_object_get(row, "captions"), &article->captions);
    return fine && !p->set->arena.failed ? ZY_OK : zy_fail_memory(err);
}

static zy_status read_row(const place *p, const json_t *row, zy_error *err)
{
    if (!json_is_object(row)) {
        refuse(p, "jsonl-shape", "不是一个 JSON 对象");
        return ZY_OK;
    }
    const json_t *id = json_object_get(row, "id"), *body = json_object_get(row, "body");
    if (!(json_is_string(id) && json_string_length(id)) && !json_is_integer(id)) {
        refuse(p, "jsonl-id", "缺少 id");
        return ZY_OK;
    }
    if (!json_is_string(body)) {
        refuse(p, "jsonl-body", "缺少 body");
        return ZY_OK;
    }
    const char *name = text_field(p, row, "id");
    if (!name || !make_room(p->ids))
        return zy_fail_memory(err);
    size_t slot = slot_of(p->ids, name);
    if (p->ids->slots[slot]) {
        refuse(p, "duplicate-id", zy_arena_printf(&p->set->arena, "id “%s”与前面的文章重复", name));
        return ZY_OK;
    }
    p->ids->slots[slot] = name;
    p->ids->count++;
    zy_article *article = zy_articles_add(p->set);
    return article ? fill(p, row, article, err) : zy_fail_memory(err);
}

static zy_status read_line(const place *p, const char *line, size_t len, zy_error *err)
{
    json_error_t where;
    if (len > ZY_LIMIT_JSONL_LINE_BYTES) {
        refuse(p, "jsonl-long", "超过一行的长度上限");
        return ZY_OK;
    }
    json_t *row = json_loadb(line, len, 0, &where);
    if (!row) {
        char reason[256];
        snprintf(reason, sizeof reason, "不是合格的 JSON（第 %d 个字节处：%.120s）", where.position,
                 where.text);
        refuse(p, "jsonl-syntax", reason);
        return ZY_OK;
    }
    zy_status status = read_row(p, row, err);
    json_decref(row);
    return status;
}

zy_status zy_read_jsonl(const char *text, size_t len_bytes, const char *source, zy_articles *set,
                        zy_error *err)
{
    const char *name = zy_arena_str(&set->arena, source), *end = text + len_bytes;
    id_set ids = {0};
    place p = {.set = set, .source = name, .ids = &ids};
    zy_status status = name ? ZY_OK : zy_fail_memory(err);
    for (const char *line = text, *stop; line < end && !status; line = stop + 1) {
        stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop)
            stop = end;
        p.line++;
        size_t len = (size_t)(stop - line), blank = 0;
        while (blank < len && strchr(" \t\r", line[blank]))
            blank++;
        if (blank < len)
            status = read_line(&p, line, len, err);
    }
    free(ids.slots);
    return status;
}
