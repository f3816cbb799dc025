/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The articles the benchmarks work on, the strings drawn from them, and the plain scan that tells the truth.
 */
#include "bench.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *text_of(json_t *article)
{
    const char *title = json_string_value(json_object_get(article, "title"));
    const char *body = json_string_value(json_object_get(article, "body"));
    char *text = NULL;
    if (asprintf(&text, "%s%s%s", title ? title : "", title && *title ? "\n" : "", body ? body : "") < 0)
        bench_die("out of memory");
    return text;
}

static void add_line(bench_articles *out, const char *line, size_t len_bytes)
{
    json_t *article = json_loadb(line, len_bytes, 0, NULL);
    if (!article)
        bench_die("line %zu is not JSON", out->count + 1);
    const char *id = json_string_value(json_object_get(article, "id"));
    const char *date = json_string_value(json_object_get(article, "date"));
    if ((out->count & (out->count + 1)) == 0) /* 0, 1, 3, 7 …: room for twice as many */
        out->items = realloc(out->items, (out->count + 1) * 2 * sizeof *out->items);
    if (!out->items || !id)
        bench_die("line %zu has no id, or memory is out", out->count + 1);
    bench_article *to = &out->items[out->count++];
    *to = (bench_article){.id = strdup(id), .text = text_of(article), .year = date ? atoi(date) : 0};
    to->text_bytes = strlen(to->text);
    out->text_bytes += to->text_bytes;
    json_decref(article);
}

void bench_articles_read(const char *path, bench_articles *out)
{
    FILE *file = fopen(path, "r");
    if (!file)
        bench_die("cannot read %s", path);
    *out = (bench_articles){0};
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, file)) > 0;) {
        out->file_bytes += (size_t)n;
        if (n > 2)
            add_line(out, line, (size_t)n);
    }
    free(line);
    fclose(file);
    if (!out->count)
        bench_die("%s holds no article", path);
}

void bench_articles_free(bench_articles *articles)
{
    for (size_t i = 0; i < articles->count; i++) {
        free(articles->items[i].id);
        free(articles->items[i].text);
    }
    free(articles->items);
    *articles = (bench_articles){0};
}

/* xorshift: the same strings on every machine. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* U+4E00 to U+9FFF, in UTF-8 always three bytes from E4 B8 80 on. */
static bool is_han(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return b[0] >= 0xE4 && b[0] <= 0xE9 && (b[0] > 0xE4 || b[1] >= 0xB8);
}

static bool is_new(const bench_strings *strings, const char *text, size_t len_bytes)
{
    for (size_t i = 0; i < strings->count; i++)
        if (strncmp(strings->items[i], text, len_bytes) == 0 && strings->items[i][len_bytes] == '\0')
            return false;
    return true;
}

/* A string of `chars` Han characters at the byte, or 0 when it is not one. */
static size_t han_bytes(const bench_article *article, size_t at, size_t chars)
{
    if (at + 3 * chars > article->text_bytes)
        return 0;
    for (size_t i = 0; i < chars; i++)
        if (!is_han(article->text + at + 3 * i))
            return 0;
    return 3 * chars;
}

void bench_strings_draw(const bench_articles *articles, size_t count, unsigned most, uint64_t seed,
                        bench_strings *out)
{
    *out = (bench_strings){.items = calloc(count, sizeof *out->items)};
    if (!out->items)
        bench_die("out of memory");
    for (size_t tries = 0; out->count < count && tries < count * 1000; tries++) {
        const bench_article *article = &articles->items[next_random(&seed) % articles->count];
        if (!article->text_bytes)
            continue;
        size_t at = next_random(&seed) % article->text_bytes;
        size_t bytes = han_bytes(article, at, 1 + next_random(&seed) % most);
        if (bytes && is_new(out, article->text + at, bytes))
            out->items[out->count++] = strndup(article->text + at, bytes);
    }
}

void bench_strings_free(bench_strings *strings)
{
    for (size_t i = 0; i < strings->count; i++)
        free(strings->items[i]);
    free(strings->items);
    *strings = (bench_strings){0};
}

uint64_t bench_scan(const bench_articles *articles, const char *string)
{
    uint64_t found = 0;
    for (size_t i = 0; i < articles->count; i++)
        found += strstr(articles->items[i].text, string) != NULL;
    return found;
}
