/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lines of the seven files.
 * In: a file's text.  Out: entries in the lexicon; a note for each line that says nothing we can use.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "lexicon/internal.h"

#include <stdlib.h>
#include <string.h>

/* A stretch of the text being read. */
typedef struct {
    const char *at;
    size_t len;
} span;

void *zy_vector_push(zy_vector *vector, size_t item_bytes)
{
    if (vector->count == vector->cap) {
        size_t cap = vector->cap ? vector->cap * 2 : 16;
        void *items = realloc(vector->items, cap * item_bytes);
        if (!items)
            return NULL;
        vector->items = items;
        vector->cap = cap;
    }
    void *item = (char *)vector->items + vector->count++ * item_bytes;
    memset(item, 0, item_bytes);
    return item;
}

static void *push(zy_lexicon *lexicon, zy_vector *vector, size_t item_bytes)
{
    void *item = zy_vector_push(vector, item_bytes);
    if (!item)
        lexicon->failed = true;
    return item;
}

static const char *keep(zy_lexicon *lexicon, span s)
{
    return zy_arena_strn(&lexicon->arena, s.at, s.len);
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static span trim(span s)
{
    while (s.len && is_blank((unsigned char)s.at[0]))
        s.at++, s.len--;
    while (s.len && is_blank((unsigned char)s.at[s.len - 1]))
        s.len--;
    return s;
}

/* Takes what stands before `mark` off the front of *rest; all of it when the mark is not there. */
static bool split(span *rest, const char *mark, span *head)
{
    size_t mark_len = strlen(mark);
    for (size_t i = 0; i + mark_len <= rest->len; i++) {
        if (memcmp(rest->at + i, mark, mark_len) == 0) {
            *head = trim((span){rest->at, i});
            *rest = (span){rest->at + i + mark_len, rest->len - i - mark_len};
            return true;
        }
    }
    *head = trim(*rest);
    rest->at += rest->len;
    rest->len = 0;
    return false;
}

static bool starts(span s, const char *text)
{
    return s.len >= strlen(text) && memcmp(s.at, text, strlen(text)) == 0;
}

static bool ends(span s, const char *text)
{
    size_t len = strlen(text);
    return s.len >= len && memcmp(s.at + s.len - len, text, len) == 0;
}

static bool equals(span s, const char *text)
{
    return s.len == strlen(text) && starts(s, text);
}

/* A name, word or synonym: something, without white space inside, of a length that words have. */
static bool is_term(span s)
{
    enum { MOST_CHARS = 40 };
    if (!s.len || zy_utf8_count(s.at, s.len) > MOST_CHARS)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] <= ' ')
            return false;
    return true;
}

/* ---- One kind of line each: NULL, or why it cannot be read -----------------------------------------------
 */

/* The third column: other names, among remarks that are none. */
static void read_others(zy_lexicon *lexicon, span rest, zy_place *place)
{
    size_t most = 1;
    for (size_t i = 0; i + 3 <= rest.len; i++)
        most += memcmp(rest.at + i, "、", 3) == 0;
    const char **others = ZY_ARENA_ARRAY(&lexicon->arena, const char *, most);
    place->others = others;
    while (others && rest.len) {
        span one;
        split(&rest, "、", &one);
        bool remark = starts(one, "(") || starts(one, "（") || equals(one, "待核");
        if (is_term(one) && !remark)
            others[place->other_count++] = keep(lexicon, one);
    }
}

static const char *read_place(zy_lexicon *lexicon, span line)
{
    span rest = line, name, kind;
    split(&rest, "\t", &name);
    split(&rest, "\t", &kind);
    if (!is_term(name))
        return "名称为空、太长或含有空格";
    if (!is_term(kind))
        return "缺少类别(应为:名称<TAB>类别<TAB>备注)";
    zy_place *place = push(lexicon, &lexicon->places, sizeof *place);
    if (!place)
        return NULL;
    place->name = keep(lexicon, name);
    place->kind = keep(lexicon, kind);
    read_others(lexicon, rest, place);
    return NULL;
}

static const char *read_word(zy_lexicon *lexicon, span line)
{
    size_t chars = zy_utf8_count(line.at, line.len);
    if (!is_term(line) || chars < 2 || chars > 16)
        return "词应为 2 至 16 个字,不含空格";
    const char **word = push(lexicon, &lexicon->words, sizeof *word);
    if (word)
        *word = keep(lexicon, line);
    return NULL;
}

static void add_rule(zy_lexicon *lexicon, const char *from, const char *to)
{
    zy_rule *rule = push(lexicon, &lexicon->rules, sizeof *rule);
    if (rule)
        *rule = (zy_rule){from, to};
}

enum { SYNONYMS_MOST = 32 };

static const char *read_one_way(zy_lexicon *lexicon, span from, span rest)
{
    const char *to[SYNONYMS_MOST];
    size_t count = 0;
    if (!is_term(from))
        return "“=>”左边应当是一个词";
    while (rest.len && count < SYNONYMS_MOST) {
        span one;
        rest = trim(rest);
        split(&rest, " ", &one);
        if (is_term(one))
            to[count++] = keep(lexicon, one);
    }
    if (!count)
        return "“=>”右边没有词";
    const char *key = keep(lexicon, from);
    for (size_t i = 0; i < count; i++)
        add_rule(lexicon, key, to[i]);
    return NULL;
}

static const char *read_synonyms(zy_lexicon *lexicon, span line)
{
    span rest = line, one;
    if (split(&rest, "=>", &one))
        return read_one_way(lexicon, one, rest);
    const char *group[SYNONYMS_MOST];
    size_t count = 0;
    rest = line;
    while (rest.len && count < SYNONYMS_MOST) {
        split(&rest, "=", &one);
        if (!is_term(one))
            return "同义词之间用“=”分开,词内不能有空格";
        group[count++] = keep(lexicon, one);
    }
    if (count < 2)
        return "一组同义词至少要有两个词";
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (i != k)
                add_rule(lexicon, group[i], group[k]);
    return NULL;
}

static const char *read_question(zy_lexicon *lexicon, span line)
{
    zy_question question = {.kind = ZY_QUESTION_ANYWHERE};
    span rest = line, head;
    if (split(&rest, "…", &head)) {
        span tail = trim(rest);
        if (!head.len || !tail.len)
            return "“…”两边都要有文字";
        question.kind = ZY_QUESTION_PAIR;
        question.text = keep(lexicon, head);
        question.tail = keep(lexicon, tail);
    } else {
        bool at_head = starts(line, "^"), at_tail = ends(line, "$");
        span text = trim((span){line.at + at_head, line.len - (size_t)at_head - (size_t)at_tail});
        if (line.len < (size_t)at_head + (size_t)at_tail || !text.len)
            return "只有符号,没有文字";
        question.kind = at_head ? (at_tail ? ZY_QUESTION_WHOLE : ZY_QUESTION_HEAD)
                                : (at_tail ? ZY_QUESTION_TAIL : ZY_QUESTION_ANYWHERE);
        question.text = keep(lexicon, text);
    }
    zy_question *entry = push(lexicon, &lexicon->questions, sizeof *entry);
    if (entry)
        *entry = question;
    return NULL;
}

/* "Yīn yuè" has no place here: letters and spaces only, as many syllables as characters. */
static const char *read_syllables(zy_lexicon *lexicon, zy_vector *readings, span line)
{
    span rest = line, word;
    split(&rest, "\t", &word);
    span sounds;
    split(&rest, "\t", &sounds);
    size_t syllables = 0;
    zy_buf joined = {0};
    for (span left = sounds, one; left.len;) {
        left = trim(left);
        split(&left, " ", &one);
        if (syllables++)
            zy_buf_char(&joined, ' ');
        zy_buf_add(&joined, one.at, one.len);
    }
    bool letters = joined.len_bytes > 0 && !joined.failed;
    for (size_t i = 0; i < joined.len_bytes; i++)
        letters = letters && (joined.data[i] == ' ' || (joined.data[i] >= 'a' && joined.data[i] <= 'z'));
    bool fits = letters && is_term(word) && syllables == zy_utf8_count(word.at, word.len);
    zy_reading *reading = fits ? push(lexicon, readings, sizeof *reading) : NULL;
    if (reading) {
        reading->word = keep(lexicon, word);
        reading->syllables = keep(lexicon, (span){joined.data, joined.len_bytes});
    }
    zy_buf_free(&joined);
    return fits ? NULL : "读音应为:词<TAB>每字一个音节(小写字母,不标调,ü 写作 v)";
}

static const char *read_reading(zy_lexicon *lexicon, span line)
{
    return read_syllables(lexicon, &lexicon->readings, line);
}

static const char *read_surname(zy_lexicon *lexicon, span line)
{
    return read_syllables(lexicon, &lexicon->surnames, line);
}

static const char *read_sounds(zy_lexicon *lexicon, span line)
{
    span all, rest = line;
    split(&rest, "\t", &all);
    const char *sounds[SYNONYMS_MOST];
    size_t count = 0;
    while (all.len && count < SYNONYMS_MOST) {
        span one;
        split(&all, "=", &one);
        if (!is_term(one))
            return "读音之间用“=”分开";
        sounds[count++] = keep(lexicon, one);
    }
    if (count < 2)
        return "一组易混的音至少要有两个";
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            zy_sound_pair *pair = push(lexicon, &lexicon->sounds, sizeof *pair);
            if (pair)
                *pair = (zy_sound_pair){sounds[i], sounds[k]};
        }
    }
    return NULL;
}

/* Characters, with or without spaces, “=” or “、” between them. */
static const char *read_shapes(zy_lexicon *lexicon, span line)
{
    span all, rest = line;
    split(&rest, "\t", &all);
    zy_buf set = {0};
    size_t chars = 0;
    for (size_t at = 0; at < all.len;) {
        uint32_t c = zy_utf8_next(all.at, all.len, &at);
        if (c > 0x80 && c != 0x3001) {
            zy_buf_rune(&set, c);
            chars++;
        }
    }
    const char **entry = chars >= 2 && !set.failed ? push(lexicon, &lexicon->shapes, sizeof *entry) : NULL;
    if (entry)
        *entry = keep(lexicon, (span){set.data, set.len_bytes});
    zy_buf_free(&set);
    return chars >= 2 ? NULL : "一组形近字至少要有两个字";
}

static const struct {
    const char *file;
    const char *(*read)(zy_lexicon *, span);
} LISTS[ZY_LIST_COUNT] = {
    [ZY_LIST_GAZETTEER] = {"gazetteer.txt", read_place},
    [ZY_LIST_WORDS] = {"words.txt", read_word},
    [ZY_LIST_SYNONYMS] = {"synonyms.txt", read_synonyms},
    [ZY_LIST_QUESTIONS] = {"questions.txt", read_question},
    [ZY_LIST_READINGS] = {"readings.txt", read_reading},
    [ZY_LIST_SURNAMES] = {"surnames.txt", read_surname},
    [ZY_LIST_SOUNDS] = {"sounds.txt", read_sounds},
    [ZY_LIST_SHAPES] = {"shapes.txt", read_shapes},
};

const char *zy_lexicon_file_name(zy_list list)
{
    return LISTS[list].file;
}

static const char *read_line(zy_lexicon *lexicon, zy_list list, span line)
{
    if (!zy_utf8_valid(line.at, line.len, NULL) || memchr(line.at, '\0', line.len))
        return "不是 UTF-8 文字";
    const char *wrong = LISTS[list].read(lexicon, line);
    if (!wrong) {
        zy_buf_add(&lexicon->lines[list], line.at, line.len);
        zy_buf_char(&lexicon->lines[list], '\n');
    }
    return wrong;
}

void zy_lexicon_read(zy_lexicon *lexicon, zy_list list, const char *file, const char *text, size_t len_bytes,
                     zy_buf *notes)
{
    size_t number = 0;
    span rest = {text, len_bytes};
    if (starts(rest, "\xEF\xBB\xBF"))
        rest = (span){rest.at + 3, rest.len - 3};
    while (rest.len) {
        span line;
        split(&rest, "\n", &line);
        number++;
        if (!line.len || line.at[0] == '#')
            continue;
        const char *wrong = read_line(lexicon, list, line);
        if (wrong && notes)
            zy_buf_printf(notes, "%s 第 %zu 行未采用:%s。\n", file, number, wrong);
    }
}
