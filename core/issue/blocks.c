/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks to articles.  In: paragraphs and headings as their source marks them.  Out: articles.  Where one
 * ends and the next begins only the source's own marks say: boxes, or headings of one level that all have
 * text; what bylines, captions and jump lines look like is asked of the same patterns as on printed pages. */
#include "issue/blocks.h"

#include "base/error.h"
#include "issue/byline.h"
#include "issue/lines.h"
#include "issue/print.h"

#include <string.h>

enum { LEVELS = 8, LONGEST_ABOUT = 80, LONGEST_HEAD = 60, LONGEST_CREDIT = 90, BYLINES_FROM_HEAD = 4 };

typedef struct {
    zy_block *items;
    size_t count;
    bool *taken;         /* said something about an article and is no part of its text */
    unsigned char *sure; /* a zy_byline of each block; long ones are none */
    zy_articles *set;
    zy_patterns *patterns;
    const zy_article *about;
    int date; /* found beside the text */
    const char *issue;
} reading;

static zy_span plain(const reading *r, zy_span text)
{
    return zy_plain(&r->set->arena, text);
}

static bool matches(const reading *r, zy_pattern which, zy_span text, zy_found *found)
{
    return zy_find(r->patterns, which, plain(r, text), 0, found);
}

static bool has_stop(zy_span text)
{
    return zy_contains(text, "，") || zy_contains(text, "。");
}

/* What a site says of an article, or a paper of its page: no paragraph. */
static bool is_about(const reading *r, zy_span text)
{
    if (zy_count_chars(text) > LONGEST_ABOUT)
        return false;
    return matches(r, ZY_RE_WEB, text, NULL) || matches(r, ZY_RE_WEB_TIME, text, NULL) ||
           matches(r, ZY_RE_EDITORS, text, NULL) ||
           (matches(r, ZY_RE_IMPRINT, text, NULL) && !has_stop(text));
}

/* 来源：… 第126期 发布时间：2024-01-02. */
static void learn(reading *r, zy_span text)
{
    zy_found found;
    if (!r->date && matches(r, ZY_RE_DATE, text, &found))
        r->date = zy_date_read(plain(r, zy_span_cut(text, found.from[0], found.to[0])));
    if (!r->issue && matches(r, ZY_RE_ISSUE_NUMBER, text, &found))
        r->issue = zy_arena_strn(&r->set->arena, text.at + found.from[1], found.to[1] - found.from[1]);
}

/* 作者：沈婷, on such a line. */
static void learn_writers(const reading *r, zy_span text, zy_article *article)
{
    zy_found found;
    if (matches(r, ZY_RE_WEB_WRITER, text, &found))
        zy_byline_read(r->patterns, zy_span_cut(text, found.from[0], found.to[0]), &r->set->arena,
                       &article->authors);
}

/* 张堰通讯 第126期: the paper's name over its articles, with no text of its own. */
static bool is_masthead(const reading *r, size_t at)
{
    zy_span text = r->items[at].text;
    if (at + 1 < r->count && r->items[at + 1].kind == ZY_BLOCK_PARAGRAPH && has_stop(r->items[at + 1].text))
        return false;
    return matches(r, ZY_RE_ISSUE_NUMBER, text, NULL) || matches(r, ZY_RE_DATE_ONLY, text, NULL) ||
           zy_ends(text, "报") || zy_ends(text, "通讯") || zy_ends(text, "網") || zy_ends(text, "网") ||
           zy_ends(text, "版");
}

static bool is_signed(const reading *r, size_t at)
{
    for (size_t i = at + 1; i < r->count && i <= at + 2; i++)
        if (r->items[i].kind != ZY_BLOCK_HEAD && zy_count_chars(r->items[i].text) <= LONGEST_ABOUT &&
            (r->sure[i] >= ZY_BYLINE_NAMES || matches(r, ZY_RE_WEB_WRITER, r->items[i].text, NULL)))
            return true;
    return false;
}

/* The level of headings that begin articles: the largest that are more than mastheads, else the smallest; 0
 * when there are none. */
static int headline_level(const reading *r)
{
    int smallest = 0;
    for (int level = 1; level <= LEVELS; level++)
        for (size_t i = 0; i < r->count; i++) {
            if (r->items[i].kind != ZY_BLOCK_HEAD || r->items[i].level != level)
                continue;
            if (!is_masthead(r, i))
                return level;
            smallest = level;
        }
    return smallest;
}

/* A name behind the last paragraph is a letter's when it is greeted or dated there. */
static bool is_signature(const reading *r, size_t at, size_t last)
{
    if (at > 0 &&
        (matches(r, ZY_RE_CLOSING, r->items[at - 1].text, NULL) ||
         matches(r, ZY_RE_ORGANISATION, r->items[at - 1].text, NULL)) &&
        zy_count_chars(r->items[at - 1].text) <= 16)
        return true;
    return at + 1 < last && matches(r, ZY_RE_DATE_ONLY, r->items[at + 1].text, NULL);
}

/* Rows of nothing but names, one below the other, are a list. */
static bool is_among_names(const reading *r, size_t at, size_t last)
{
    size_t names = 0;
    for (size_t i = at > 2 ? at - 2 : 0; i < last && i <= at + 2; i++)
        names += r->sure[i] == ZY_BYLINE_NAMES;
    return names > 2;
}

/* Whether block `at` names the writers; `from_head` counts blocks behind the headline, `last` ends the
 * article. */
static bool is_byline(const reading *r, size_t at, size_t from_head, size_t last)
{
    zy_byline sure = (zy_byline)r->sure[at];
    if (r->items[at].kind == ZY_BLOCK_BYLINE)
        return sure != ZY_BYLINE_NO;
    if (sure == ZY_BYLINE_NAMES && is_among_names(r, at, last))
        return false;
    if (from_head <= BYLINES_FROM_HEAD && sure >= ZY_BYLINE_NAMES)
        return true;
    if (from_head <= 1 && sure == ZY_BYLINE_LIKELY)
        return true;
    bool ends = at + 2 >= last && !is_signature(r, at, last);
    return sure == ZY_BYLINE_ROLE || (ends && sure == ZY_BYLINE_NAMES);
}

static bool is_caption(const reading *r, size_t at)
{
    const zy_block *b = &r->items[at];
    if (b->kind == ZY_BLOCK_CAPTION)
        return true;
    zy_found found;
    if (zy_count_chars(b->text) > LONGEST_CREDIT)
        return false;
    if (matches(r, ZY_RE_CAPTION, b->text, NULL))
        return true;
    return matches(r, ZY_RE_CAPTION_CREDIT, b->text, &found) && found.from[0] >= 18 &&
           r->sure[at] < ZY_BYLINE_ROLE &&
           zy_byline_read(r->patterns, zy_span_cut(b->text, found.from[1], found.to[1]), &r->set->arena,
                          NULL) >= ZY_BYLINE_NAMES;
}

static bool take_jump(const reading *r, zy_span text, zy_article *article)
{
    zy_found found;
    if (matches(r, ZY_RE_JUMP_FROM, text, NULL))
        return true;
    if (!matches(r, ZY_RE_JUMP_TO, text, &found))
        return false;
    if (!article->continued)
        article->continued =
            zy_arena_strn(&r->set->arena, text.at + found.from[1], found.to[1] - found.from[1]);
    return true;
}

static void add_caption(const reading *r, zy_span text, zy_article *article)
{
    text = zy_trim_adornment(text);
    zy_strings_add(&r->set->arena, &article->captions, text.at, text.bytes);
    zy_byline_credit(r->patterns, text, &r->set->arena, &article->authors);
}

static const char *copy(const reading *r, zy_span text)
{
    return zy_arena_strn(&r->set->arena, text.at, text.bytes);
}

/* One block of an article behind its headline. */
static void add_block(reading *r, zy_article *article, size_t at, size_t from_head, size_t last)
{
    const zy_block *b = &r->items[at];
    zy_arena *arena = &r->set->arena;
    if (b->kind == ZY_BLOCK_BEGIN || b->kind == ZY_BLOCK_LINK || r->taken[at])
        return;
    if (b->kind == ZY_BLOCK_KICKER || b->kind == ZY_BLOCK_SUBTITLE) {
        const char **part = b->kind == ZY_BLOCK_KICKER ? &article->kicker : &article->subtitle;
        if (!*part) {
            *part = copy(r, b->text);
            return;
        }
    }
    if (zy_is_rule(b->text) || (article->title[0] && zy_same(b->text, zy_span_of(article->title))) ||
        take_jump(r, b->text, article))
        return;
    bool office = from_head <= BYLINES_FROM_HEAD && at + 1 < last && b->kind != ZY_BLOCK_HEAD &&
                  zy_byline_office(r->patterns, plain(r, b->text)) &&
                  is_byline(r, at + 1, from_head + 1, last);
    if (office)
        return;
    if (is_byline(r, at, from_head, last)) {
        zy_byline_read(r->patterns, b->text, arena, &article->authors);
    } else if (is_caption(r, at)) {
        add_caption(r, b->text, article);
    } else {
        zy_strings_add(arena, &article->paragraphs, b->text.at, b->text.bytes);
        zy_byline_inline(r->patterns, b->text, arena, &article->authors);
    }
}

/* The next block of words at or after `at`. */
static size_t next_text(const reading *r, size_t at, size_t last)
{
    while (at < last && (r->taken[at] || r->items[at].kind == ZY_BLOCK_BEGIN))
        at++;
    return at;
}

/* A smaller heading right below the headline goes on with it when it says so (——), or when no other of its
 * kind parts the text. */
static bool is_subtitle(const reading *r, size_t at, size_t last, int level)
{
    const zy_block *b = &r->items[at];
    if (b->kind != ZY_BLOCK_HEAD && b->kind != ZY_BLOCK_BOLD)
        return false;
    if (zy_starts(b->text, "—"))
        return true;
    if (b->kind != ZY_BLOCK_HEAD || b->level <= level)
        return false;
    for (size_t i = at + 1; i < last; i++)
        if (r->items[i].kind == ZY_BLOCK_HEAD || r->items[i].kind == ZY_BLOCK_BOLD)
            return false;
    return next_text(r, at + 1, last) < last && is_byline(r, next_text(r, at + 1, last), 1, last);
}

/* Splits a writer in brackets off a headline: 给父亲念信（邵家宁）. */
static void set_title(const reading *r, zy_article *article, zy_span text)
{
    zy_arena *arena = &r->set->arena;
    size_t bytes = zy_byline_behind(r->patterns, text, arena);
    if (bytes < text.bytes)
        zy_byline_read(r->patterns, zy_span_cut(text, bytes, text.bytes), arena, &article->authors);
    article->title = copy(r, zy_trim_adornment(zy_trim(zy_span_cut(text, 0, bytes))));
}

/* What stands above the headline: its kicker, and text that is nobody else's. */
static void add_above(reading *r, zy_article *article, size_t first, size_t head, size_t last)
{
    for (size_t i = first; i < head; i++)
        if (r->items[i].kind == ZY_BLOCK_KICKER || (i + 1 == head && r->items[i].kind == ZY_BLOCK_HEAD))
            article->kicker = copy(r, r->items[i].text);
        else if (has_stop(r->items[i].text))
            add_block(r, article, i, SIZE_MAX, last);
}

static void add_body(reading *r, zy_article *article, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        if (r->taken[i])
            learn_writers(r, r->items[i].text, article);
    for (size_t i = first, nth = 1; i < last; i++) {
        add_block(r, article, i, nth, last);
        nth += !r->taken[i] && r->items[i].kind != ZY_BLOCK_BEGIN;
    }
}

static void set_lines(const reading *r, zy_article *article, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        int line = r->items[i].line;
        article->first_line = article->first_line ? article->first_line : line;
        article->last_line = line ? line : article->last_line;
    }
}

/* Blocks first to last as one article; `head` among them is its headline, SIZE_MAX when about's title is. */
static zy_status add_article(reading *r, size_t first, size_t last, size_t head, int level, zy_error *err)
{
    zy_article *article = zy_articles_add(r->set);
    if (!article)
        return zy_fail_memory(err);
    *article = *r->about;
    if (!article->title)
        article->title = "";
    size_t body = first;
    if (head != SIZE_MAX) {
        if (!article->title[0])
            set_title(r, article, r->items[head].text);
        add_above(r, article, first, head, last);
        body = head + 1;
        size_t below = next_text(r, body, last);
        if (!article->subtitle && below < last && is_subtitle(r, below, last, level)) {
            article->subtitle = copy(r, r->items[below].text);
            body = below + 1;
        }
    }
    add_body(r, article, body, last);
    set_lines(r, article, first, last);
    article->date = article->date ? article->date : r->date;
    article->issue = article->issue ? article->issue : r->issue;
    if (!article->paragraphs.count && !article->captions.count)
        r->set->count--;
    return ZY_OK;
}

/* Ids of one article are the stem, of several the stem with their number. */
static void number_ids(reading *r, size_t from)
{
    size_t count = r->set->count - from;
    for (size_t i = 0; i < count && count > 1; i++)
        r->set->items[from + i].id = zy_arena_printf(&r->set->arena, "%s-%zu", r->about->id, i + 1);
}

/* The headline inside an article's own box: its largest heading. */
static size_t head_within(const reading *r, size_t first, size_t last, int *level)
{
    size_t head = SIZE_MAX;
    for (size_t i = first; i < last; i++)
        if (r->items[i].kind == ZY_BLOCK_HEAD && (head == SIZE_MAX || r->items[i].level < *level)) {
            head = i;
            *level = r->items[i].level;
        }
    for (size_t i = first; i < last && i < first + 3 && head == SIZE_MAX; i++)
        if (r->items[i].kind == ZY_BLOCK_BOLD && zy_count_chars(r->items[i].text) <= LONGEST_HEAD) {
            head = i;
            *level = LEVELS;
        }
    return head;
}

static size_t count_boxes(const reading *r)
{
    size_t boxes = 0;
    for (size_t i = 0; i < r->count; i++)
        boxes += r->items[i].kind == ZY_BLOCK_BEGIN;
    return boxes;
}

/* Whether any sentence stands there that is part of an article. */
static bool tells(const reading *r, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        if (r->items[i].kind != ZY_BLOCK_LINK && !r->taken[i] && has_stop(r->items[i].text))
            return true;
    return false;
}

/* The masthead above the first box says of which issue they are; what else is told there is an article. */
static zy_status read_boxes(reading *r, zy_error *err)
{
    zy_status status = ZY_OK;
    size_t first = 0;
    for (size_t i = 1; i <= r->count && !status; i++) {
        if (i < r->count && r->items[i].kind != ZY_BLOCK_BEGIN)
            continue;
        int level = LEVELS;
        size_t head = head_within(r, first, i, &level);
        bool above = r->items[first].kind != ZY_BLOCK_BEGIN && head != SIZE_MAX;
        bool masthead = above && is_masthead(r, head);
        if (above)
            learn(r, r->items[head].text);
        if (!masthead || tells(r, first, i))
            status = add_article(r, first, i, head, level, err);
        first = i;
    }
    return status;
}

/* Where the article of the headline at `head` begins: a kicker, or a smaller heading, right above belongs to
 * it. */
static size_t begin_of(const reading *r, size_t head, size_t least)
{
    if (head > least && (r->items[head - 1].kind == ZY_BLOCK_KICKER ||
                         (r->items[head - 1].kind == ZY_BLOCK_HEAD && !is_masthead(r, head - 1) &&
                          r->items[head - 1].level > r->items[head].level)))
        return head - 1;
    return head;
}

static bool begins(const reading *r, size_t at, int level)
{
    return at < r->count && r->items[at].kind == ZY_BLOCK_HEAD && r->items[at].level == level;
}

static zy_status read_headed(reading *r, int level, zy_error *err)
{
    zy_status status = ZY_OK;
    size_t first = 0, head = SIZE_MAX;
    for (size_t i = 0; i <= r->count && !status; i++) {
        if (i < r->count && !begins(r, i, level))
            continue;
        if (i < r->count && is_masthead(r, i) && head == SIZE_MAX) {
            learn(r, r->items[i].text);
            first = i + 1;
            continue;
        }
        size_t end = i < r->count ? begin_of(r, i, head == SIZE_MAX ? first : head + 1) : i;
        if (head != SIZE_MAX) {
            status = add_article(r, first, end, head, level, err);
            first = end;
        }
        head = i;
    }
    return status;
}

/* Where there are no headings, bold lines that are signed right below are headlines; those that are not may
 * be sub-headings. */
static void promote_bold(reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].kind == ZY_BLOCK_HEAD)
            return;
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].kind == ZY_BLOCK_BOLD && is_signed(r, i))
            r->items[i] = (zy_block){ZY_BLOCK_HEAD, 1, r->items[i].text, r->items[i].line};
}

/* A date alone right below a headline is when it was published. */
static bool is_published(const reading *r, size_t at)
{
    bool below = at > 0 && (r->items[at - 1].kind == ZY_BLOCK_HEAD ||
                            r->items[at - 1].kind == ZY_BLOCK_SUBTITLE || r->taken[at - 1]);
    return below && matches(r, ZY_RE_DATE_ONLY, r->items[at].text, NULL);
}

static void look_at(reading *r, size_t at)
{
    zy_span text = r->items[at].text;
    bool told = r->items[at].kind != ZY_BLOCK_HEAD && text.bytes;
    if (zy_count_chars(text) <= LONGEST_ABOUT)
        r->sure[at] = (unsigned char)zy_byline_read(r->patterns, text, &r->set->arena, NULL);
    r->taken[at] = told && (is_about(r, text) || is_published(r, at));
    if (r->taken[at])
        learn(r, text);
}

/* Nothing begins an article: all that is told is one.  `marked`: there were boxes or headings, but only the
 * paper's own. */
static zy_status read_whole(reading *r, bool marked, zy_error *err)
{
    int level = LEVELS;
    size_t before = r->set->count;
    zy_status status = add_article(r, 0, r->count, head_within(r, 0, r->count, &level), LEVELS, err);
    if (!status && marked && r->set->count > before)
        zy_articles_note(r->set, ZY_NOTE_UNCERTAIN, "no-headline", r->about->source, 0, 0.5,
                         "%s 里没有标出各篇的标题，整页当作一篇", r->about->source);
    return status;
}

static zy_status read_all(reading *r, zy_error *err)
{
    for (size_t i = 0; i < r->count; i++)
        look_at(r, i);
    if (r->about->title && r->about->title[0])
        return add_article(r, 0, r->count, SIZE_MAX, 0, err);
    size_t before = r->set->count;
    zy_status status = ZY_OK;
    bool boxes = count_boxes(r) > 1;
    if (!boxes)
        promote_bold(r);
    int level = boxes ? 0 : headline_level(r);
    if (boxes)
        status = read_boxes(r, err);
    else if (level)
        status = read_headed(r, level, err);
    return status || r->set->count > before ? status : read_whole(r, boxes || level, err);
}

zy_status zy_blocks_read(const zy_vec *blocks, const zy_article *about, zy_articles *set, zy_error *err)
{
    reading r = {.items = blocks->data, .count = blocks->count, .set = set, .about = about};
    size_t from = set->count;
    r.taken = zy_arena_get(&set->arena, r.count + 1, sizeof *r.taken);
    r.sure = zy_arena_get(&set->arena, r.count + 1, sizeof *r.sure);
    zy_status status = r.taken && r.sure ? zy_patterns_open(&r.patterns, err) : zy_fail_memory(err);
    if (!status && r.count)
        status = read_all(&r, err);
    if (!status)
        number_ids(&r, from);
    zy_patterns_close(r.patterns);
    return !status && set->arena.failed ? zy_fail_memory(err) : status;
}
