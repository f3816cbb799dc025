/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making the archive, and walking answers. */
#include "support.h"

#include "../random.h"
#include "base/utf8.h"

#include <stdlib.h>

/* Few characters, so that strings repeat, and words of several lengths arise. */
static const char *const letters[] = {"乡", "村", "振", "兴", "养", "老", "院", "农", "民", "政", "人", "业"};

/* How a character may be dressed; folding undoes all of it. */
static const char *dressed(uint64_t *seed, const char *letter)
{
    static const char *const pairs[][2] = {{"乡", "鄉"}, {"兴", "興"}, {"养", "養"}, {"农", "農"},
                                           {"业", "業"}, {"老", "⽼"}, {"人", "⼈"}};
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (strcmp(pairs[i][0], letter) == 0 && random_below(seed, 3) == 0)
            return pairs[i][1];
    return letter;
}

static void random_passage(uint64_t *seed, size_t chars, char *plain, char *source)
{
    static const char *const between[] = {" ", "\u200B", "\u3000", "\uFEFF "};
    char *p = plain, *s = source;
    for (size_t i = 0; i < chars; i++) {
        const char *letter = letters[random_below(seed, COUNT(letters))];
        bool comma = i > 0 && i + 1 < chars && random_below(seed, 9) == 0;
        p += sprintf(p, "%s", comma ? "," : letter);
        if (i > 0 && !comma && p - plain > 3 && p[-4] != ',' && random_below(seed, 8) == 0)
            s += sprintf(s, "%s", between[random_below(seed, COUNT(between))]);
        s += sprintf(s, "%s", comma ? "，" : dressed(seed, letter));
    }
    *p = *s = '\0';
}

static int random_date(uint64_t *seed)
{
    int year = 2020 + (int)random_below(seed, 5), month = 1 + (int)random_below(seed, 12),
        day = 1 + (int)random_below(seed, 28);
    switch (random_below(seed, 6)) {
    case 0: return 0;
    case 1: return year * 10000;
    case 2: return year * 10000 + month * 100;
    default: return year * 10000 + month * 100 + day;
    }
}

static void add_random(archive *a, uint64_t *seed, size_t number)
{
    plain_article *plain = &a->articles[number];
    char source[PASSAGES][4 * PASSAGE_BYTES];
    snprintf(plain->id, sizeof plain->id, "id-%zu", number);
    random_passage(seed, 2 + random_below(seed, 8), plain->plain[0], source[0]);
    random_passage(seed, 1 + random_below(seed, 60), plain->plain[1], source[1]);
    random_passage(seed, 1 + random_below(seed, 30), plain->plain[2], source[2]);
    plain->date = random_date(seed);
    plain->page = (int)random_below(seed, 5);
    snprintf(plain->issue, sizeof plain->issue, "%u", 100 + random_below(seed, 9));
    snprintf(plain->author, sizeof plain->author, "作者%u", random_below(seed, 4));
    snprintf(plain->section, sizeof plain->section, "栏目%u", random_below(seed, 3));
    zy_article *article =
        article_add(&a->set, plain->id, source[0], (const char *const[]){source[1], source[2], NULL},
                    (const char *const[]){plain->author, NULL});
    article->date = plain->date;
    article->page = plain->page;
    article->issue = zy_arena_str(&a->set.arena, plain->issue);
    article->section = zy_arena_str(&a->set.arena, plain->section);
}

archive *archive_open(uint64_t seed, size_t count, size_t segments)
{
    archive *a = calloc(1, sizeof *a);
    a->articles = calloc(count, sizeof *a->articles);
    a->count = count;
    for (size_t i = 0; i < count; i++)
        add_random(a, &seed, i);
    a->folder = folder_make();
    index_make(a->folder, &a->set, segments);
    zy_error err = {0};
    if (zy_open(a->folder, &a->store, &err))
        fail_msg("%s", err.message);
    return a;
}

void archive_close(archive *a)
{
    zy_close(a->store);
    folder_drop(a->folder);
    zy_articles_free(&a->set);
    free(a->articles);
    free(a);
}

void random_needle(const archive *a, uint64_t *seed, size_t most, char *out, size_t cap)
{
    const plain_article *article = &a->articles[random_below(seed, (uint32_t)a->count)];
    const char *text = article->plain[random_below(seed, PASSAGES)];
    size_t len = strlen(text), chars = zy_utf8_count(text, len);
    size_t from = random_below(seed, (uint32_t)chars), count = 1 + random_below(seed, (uint32_t)most);
    size_t start = zy_utf8_offset(text, len, from), end = zy_utf8_offset(text, len, from + count), n = 0;
    for (size_t i = start; i < end && n + 4 < cap; i++)
        if (text[i] != ',')
            out[n++] = text[i];
    out[n] = '\0';
    if (n == 0)
        snprintf(out, cap, "%s", letters[0]);
    else if (random_below(seed, 4) == 0) /* and some that are nowhere */
        snprintf(out + n, cap - n, "%s", letters[random_below(seed, COUNT(letters))]);
}

bool holds(const plain_article *article, const char *needle)
{
    for (size_t i = 0; i < PASSAGES; i++)
        if (strstr(article->plain[i], needle))
            return true;
    return false;
}

const plain_article *article_of(const archive *a, const char *id)
{
    size_t number = (size_t)atol(id + strlen("id-"));
    assert_true(number < a->count);
    assert_string_equal(a->articles[number].id, id);
    return &a->articles[number];
}

zy_answer *ask(zy_store *store, const zy_request *request)
{
    zy_answer *answer = NULL;
    zy_error err = {0};
    if (zy_search(store, request, &answer, &err))
        fail_msg("%s", err.message);
    return answer;
}

zy_answer *ask_text(zy_store *store, const char *query)
{
    zy_request request = zy_request_default(query);
    return ask(store, &request);
}

walked walk_pages(const archive *a, zy_request request, size_t page)
{
    walked w = {0};
    bool more = true;
    request.limit = page;
    for (request.offset = 0; more; request.offset += page) {
        zy_answer *answer = ask(a->store, &request);
        w.hits = realloc(w.hits, (w.count + answer->hit_count + 1) * sizeof *w.hits);
        for (size_t i = 0; i < answer->hit_count; i++)
            w.hits[w.count++] = (shown_hit){article_of(a, answer->hits[i].id)->id, answer->hits[i].class_};
        w.total = answer->total;
        memcpy(w.classes, answer->classes, sizeof w.classes);
        more = answer->hit_count == page;
        zy_answer_free(answer);
    }
    return w;
}
