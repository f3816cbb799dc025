/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A clerk's corrections.  In: lines like "35 标题", "“沈婷” 署名", "12 作者：张三".  Out: marks on the
 * issue's lines, facts of its pages, edits of its articles; a note for every line that could not be obeyed.
 */
#include "issue/corrections.h"

#include "base/error.h"
#include "base/utf8.h"
#include "issue/byline.h"
#include "issue/marks.h"
#include "issue/print.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* LINES_MOST: every line may look through all lines of the issue. */
enum { EVERY_FILE = -1, NO_EDIT = -1, LINES_MOST = 2000 };

/* What a word of the clerk's does to the first line of its place, to the further ones, and to the article. */
typedef struct {
    const char *word;
    zy_line_kind kind, kind_more;
    zy_said said, more;
    bool begins;
    int edit; /* zy_amend_field of its value, or NO_EDIT */
} verb;

static const verb verbs[] = {
    {"标题", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_TITLE, ZY_SAID_HEAD_MORE, false, ZY_AMEND_TITLE},
    {"引题", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_KICKER, ZY_SAID_HEAD_MORE, false, ZY_AMEND_KICKER},
    {"副题", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_SUBTITLE, ZY_SAID_HEAD_MORE, false, ZY_AMEND_SUBTITLE},
    {"续题", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_HEAD_MORE, ZY_SAID_HEAD_MORE, false, NO_EDIT},
    {"署名", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_BYLINE, ZY_SAID_BYLINE, false, ZY_AMEND_AUTHORS},
    {"作者", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_BYLINE, ZY_SAID_BYLINE, false, ZY_AMEND_AUTHORS},
    {"栏目", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_SECTION, ZY_SAID_SECTION, false, ZY_AMEND_SECTION},
    {"一段", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_PARAGRAPH, ZY_SAID_MORE, false, NO_EDIT},
    {"另起", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_PARAGRAPH, ZY_SAID_PARAGRAPH, false, NO_EDIT},
    {"接上", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_MORE, ZY_SAID_MORE, false, NO_EDIT},
    {"小标题", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_HEADING, ZY_SAID_HEADING, false, NO_EDIT},
    {"新文章", ZY_LINE_TEXT, ZY_LINE_TEXT, ZY_SAID_NOTHING, ZY_SAID_NOTHING, true, NO_EDIT},
    {"图片说明", ZY_LINE_CAPTION, ZY_LINE_CAPTION_MORE, ZY_SAID_KIND, ZY_SAID_KIND, false, NO_EDIT},
    {"不收", ZY_LINE_FURNITURE, ZY_LINE_FURNITURE, ZY_SAID_KIND, ZY_SAID_KIND, false, NO_EDIT},
};

/* One line being read. */
typedef struct {
    zy_issue_text *issue;
    const zy_corrections *from;
    int number;         /* of the line */
    int file;           /* whose lines are meant */
    size_t first, last; /* the lines of its place, half-open; empty for a fact */
    bool failed;        /* no memory */
} reading;

static void refuse(const reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void refuse(const reading *r, const char *format, ...)
{
    char why[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    zy_articles_note(r->issue->set, ZY_NOTE_REFUSED, "correction", r->from->name, r->number, 1,
                     "%s 第 %d 行没有照办：%s", r->from->name, r->number, why);
}

static const char *copy(const reading *r, zy_span text)
{
    return zy_arena_strn(&r->issue->set->arena, text.at, text.bytes);
}

/* ---- pieces of a line ---- */

/* Takes `word` off the front of *rest. */
static bool take(zy_span *rest, const char *word)
{
    if (!zy_starts(*rest, word))
        return false;
    *rest = zy_trim(zy_span_cut(*rest, strlen(word), rest->bytes));
    return true;
}

static bool take_any(zy_span *rest, const char *const *words)
{
    for (; *words; words++)
        if (take(rest, *words))
            return true;
    return false;
}

/* Takes a line number: 35, ３５, 第35行; 0 when there is none. */
static int take_number(zy_span *rest)
{
    static const char *const line_words[] = {"行", NULL};
    zy_span tried = *rest;
    take(&tried, "第");
    size_t at = 0, end = 0;
    while (at < tried.bytes && zy_is_digit(zy_utf8_next(tried.at, tried.bytes, &at)))
        end = at;
    if (!end)
        return 0;
    int number = zy_read_number(zy_span_cut(tried, 0, end));
    *rest = zy_trim(zy_span_cut(tried, end, tried.bytes));
    take_any(rest, line_words);
    return number;
}

/* Takes a quotation in any marks; false when none begins here or it does not end. */
static bool take_quotation(zy_span *rest, zy_span *inside)
{
    static const char *const pairs[][2] = {{"“", "”"}, {"「", "」"}, {"\"", "\""}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);
        if (!zy_starts(*rest, pairs[i][0]))
            continue;
        const char *from = rest->at + open, *end = memmem(from, rest->bytes - open, pairs[i][1], close);
        if (!end)
            return false;
        *inside = zy_trim((zy_span){from, (size_t)(end - from)});
        *rest = zy_trim((zy_span){end + close, (size_t)(rest->at + rest->bytes - end) - close});
        return inside->bytes > 0;
    }
    return false;
}

static bool take_colon(zy_span *rest)
{
    static const char *const colons[] = {"：", ":", NULL};
    return take_any(rest, colons);
}

/* ---- places ---- */

/* Whether the line begins with the quotation, white space aside. */
static bool begins_with(zy_span line, zy_span quotation)
{
    size_t wanted = zy_count_chars(quotation), at = 0;
    for (size_t chars = 0; at < line.bytes && chars < wanted;)
        chars += !zy_is_space(zy_utf8_next(line.at, line.bytes, &at));
    return zy_same(zy_span_cut(line, 0, at), quotation);
}

static bool is_in(const reading *r, const zy_line *line)
{
    return r->file == EVERY_FILE || line->file == r->file;
}

/* The only line that begins with the quotation. */
static bool find_quotation(reading *r, zy_span quotation)
{
    size_t count = 0;
    int first = 0, second = 0;
    for (size_t i = 0; i < r->issue->count; i++) {
        const zy_line *line = &r->issue->lines[i];
        if (!is_in(r, line) || !begins_with(line->text, quotation))
            continue;
        *(count ? &second : &first) = line->number;
        r->first = count++ ? r->first : i;
        r->last = r->first + 1;
    }
    if (count == 0)
        refuse(r, "没有哪一行以“%.*s”开头", (int)quotation.bytes, quotation.at);
    else if (count > 1)
        refuse(r, "以“%.*s”开头的有 %zu 行（第 %d 行、第 %d 行……），请写明行号", (int)quotation.bytes,
               quotation.at, count, first, second);
    return count == 1;
}

static bool find_numbers(reading *r, int from, int to)
{
    if (r->file == EVERY_FILE) {
        refuse(r, "没有写明是哪一个文件，请先写一行“[02.txt]”这样的文件名");
        return false;
    }
    size_t low = 0, high = r->issue->count; /* lines stand in the order of their files and numbers */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const zy_line *line = &r->issue->lines[middle];
        if (line->file < r->file || (line->file == r->file && line->number < from))
            low = middle + 1;
        else
            high = middle;
    }
    r->first = r->last = low;
    while (r->last < r->issue->count && r->issue->lines[r->last].file == r->file &&
           r->issue->lines[r->last].number <= to)
        r->last++;
    if (r->first == r->last)
        refuse(r, "第 %d 行是空行，或者没有这一行", from);
    return r->first < r->last;
}

/* Reads the place at the front of *rest; *none when there is none.  False when it names no line. */
static bool find_place(reading *r, zy_span *rest, bool *none)
{
    static const char *const dashes[] = {"-", "－", "—", "～", "~", "至", "到", NULL};
    zy_span quotation = {0};
    int from = take_number(rest), to = from;
    if (from && take_any(rest, dashes))
        to = take_number(rest);
    bool quoted = take_quotation(rest, &quotation);
    *none = !from && !quoted;
    if (*none)
        return true;
    if (to < from) {
        refuse(r, "行号的先后颠倒了");
        return false;
    }
    if (!from)
        return find_quotation(r, quotation);
    if (!find_numbers(r, from, to))
        return false;
    if (quoted && !begins_with(r->issue->lines[r->first].text, quotation)) {
        refuse(r, "第 %d 行不是以“%.*s”开头", from, (int)quotation.bytes, quotation.at);
        return false;
    }
    return true;
}

/* ---- what is said of a place ---- */

static void add_edit(reading *r, zy_amend_field field, zy_span value)
{
    zy_issue_text *issue = r->issue;
    zy_amend edit = {.field = field,
                     .value = copy(r, value),
                     .file = issue->lines[r->first].file,
                     .line = issue->lines[r->first].number,
                     .draft = -1,
                     .source = r->from->name,
                     .source_line = r->number};
    r->failed |= !zy_vec_push(&issue->amends, &edit);
}

static void mark_lines(const reading *r, const verb *v)
{
    for (size_t i = r->first; i < r->last; i++) {
        zy_line *line = &r->issue->lines[i];
        line->kind = i == r->first ? v->kind : v->kind_more;
        if (v->begins)
            line->begins |= i == r->first;
        else
            line->said = i == r->first ? v->said : v->more;
    }
}

/* 下接：二版, 上接：一版. */
static bool say_jump(reading *r, zy_span rest)
{
    bool to = take(&rest, "下接"), from = !to && take(&rest, "上接");
    if (!to && !from)
        return false;
    if (!take_colon(&rest) || !rest.bytes) {
        refuse(r, "“%s”后面请写冒号和版次，如“%s：二版”", to ? "下接" : "上接", to ? "下接" : "上接");
        return true;
    }
    zy_line *line = &r->issue->lines[r->first];
    line->kind = to ? ZY_LINE_JUMP_TO : ZY_LINE_JUMP_FROM;
    line->said = ZY_SAID_KIND;
    line->target = copy(r, rest);
    return true;
}

static void say_of_place(reading *r, zy_span rest)
{
    if (say_jump(r, rest))
        return;
    zy_span whole = rest;
    take(&rest, "版次");
    if (rest.at != whole.at && take_colon(&rest)) {
        r->issue->pages[r->issue->lines[r->first].page].number = zy_read_number(rest);
        return;
    }
    rest = whole;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (!take(&rest, verbs[i].word))
            continue;
        bool valued = take_colon(&rest);
        if (valued && verbs[i].edit != NO_EDIT)
            add_edit(r, (zy_amend_field)verbs[i].edit, rest);
        else if (valued || rest.bytes)
            refuse(r, "“%s”后面不该再有文字", verbs[i].word);
        else
            mark_lines(r, &verbs[i]);
        return;
    }
    refuse(r, "不认识“%.*s”", (int)rest.bytes, rest.at);
}

/* ---- facts without a place ---- */

static void say_of_pages(reading *r, int number, const char *section)
{
    bool first = true;
    for (size_t p = 0; p < r->issue->page_count; p++) {
        zy_page *page = &r->issue->pages[p];
        if (r->file != EVERY_FILE && page->file != r->file)
            continue;
        if (number && first)
            page->number = number;
        if (section)
            page->section = section;
        first = false;
    }
}

static void say_fact(reading *r, zy_span rest)
{
    zy_span whole = rest;
    bool issue = take(&rest, "期号"), date = !issue && take(&rest, "日期"),
         page = !issue && !date && take(&rest, "版次"),
         section = !issue && !date && !page && take(&rest, "栏目");
    if ((!issue && !date && !page && !section) || !take_colon(&rest) || !rest.bytes) {
        refuse(r, "看不懂“%.*s”：句首应是行号、“行首的字”，或者“期号：”“日期：”“版次：”“栏目：”",
               (int)whole.bytes, whole.at);
        return;
    }
    int number = date ? zy_date_read(rest) : page ? zy_read_number(rest) : 0;
    if ((date || page) && !number)
        refuse(r, "“%.*s”不是%s", (int)rest.bytes, rest.at, date ? "日期" : "版次");
    else if (issue)
        r->issue->number = copy(r, rest);
    else if (date)
        r->issue->date = number;
    else if (page && r->file == EVERY_FILE)
        refuse(r, "没有写明是哪一个文件的版次");
    else
        say_of_pages(r, number, section ? copy(r, rest) : NULL);
}

/* [02.txt]: the file the next lines are about. */
static bool names_file(reading *r, zy_span line)
{
    bool square = zy_starts(line, "[") && zy_ends(line, "]"),
         black = zy_starts(line, "【") && zy_ends(line, "】");
    if (!square && !black)
        return false;
    zy_span name = zy_trim(zy_span_cut(line, square ? 1 : 3, line.bytes - (square ? 1 : 3)));
    for (size_t p = 0; p < r->issue->page_count; p++) {
        const char *path = r->issue->pages[p].name, *slash = strrchr(path, '/');
        if (zy_same(zy_span_of(slash ? slash + 1 : path), name)) {
            r->file = r->issue->pages[p].file;
            return true;
        }
    }
    refuse(r, "这一期没有名叫“%.*s”的文件", (int)name.bytes, name.at);
    r->file = EVERY_FILE;
    return true;
}

static void read_line(reading *r, zy_span line)
{
    bool none;
    line = zy_trim(line);
    if (!line.bytes || zy_starts(line, "#") || zy_starts(line, "＃") || names_file(r, line))
        return;
    if (!find_place(r, &line, &none))
        return;
    if (none)
        say_fact(r, line);
    else
        say_of_place(r, line);
}

zy_status zy_corrections_apply(zy_issue_text *issue, const zy_corrections *files, size_t count, zy_error *err)
{
    for (size_t i = 0; i < count; i++) {
        bool alone = issue->page_count && issue->pages[issue->page_count - 1].file == 0;
        reading r = {.issue = issue, .from = &files[i], .file = alone ? 0 : files[i].file};
        zy_span rest = {files[i].text, files[i].bytes};
        while (rest.bytes && !r.failed) {
            r.first = r.last = 0;
            if (++r.number > LINES_MOST) {
                refuse(&r, "超过 %d 行的上限，从这一行起都没有看", LINES_MOST);
                break;
            }
            read_line(&r, zy_next_line(&rest));
        }
        if (r.failed)
            return zy_fail_memory(err);
    }
    return ZY_OK;
}

/* ---- edits of articles ---- */

static void set_text(const char **field, const char *value)
{
    *field = *value ? value : NULL;
}

static void set_authors(zy_issue_text *issue, zy_article *article, const char *value)
{
    zy_span rest = zy_span_of(value);
    article->authors = (zy_strings){0};
    while (rest.bytes) {
        size_t at = 0, end = 0;
        while (end < rest.bytes) {
            uint32_t c = zy_utf8_next(rest.at, rest.bytes, &at);
            if (c == 0x3001 || c == 0xFF0C || c == ',' || zy_is_space(c))
                break;
            end = at;
        }
        if (end)
            zy_names_add(&issue->set->arena, &article->authors,
                         zy_arena_strn(&issue->set->arena, rest.at, end));
        rest = zy_span_cut(rest, at, rest.bytes);
    }
}

static void apply_edit(zy_issue_text *issue, zy_article *article, const zy_amend *edit)
{
    switch (edit->field) {
    case ZY_AMEND_KICKER: set_text(&article->kicker, edit->value); break;
    case ZY_AMEND_TITLE: article->title = edit->value; break;
    case ZY_AMEND_SUBTITLE: set_text(&article->subtitle, edit->value); break;
    case ZY_AMEND_SECTION: set_text(&article->section, edit->value); break;
    default: set_authors(issue, article, edit->value);
    }
}

void zy_corrections_edit(zy_issue_text *issue, zy_article *article, int draft)
{
    zy_amend *edits = issue->amends.data;
    for (size_t e = 0; e < issue->amends.count; e++)
        if (edits[e].draft == draft) {
            apply_edit(issue, article, &edits[e]);
            edits[e].used = true;
        }
}

void zy_corrections_finish(zy_issue_text *issue)
{
    for (size_t e = 0; e < issue->amends.count; e++) {
        const zy_amend *edit = &ZY_VEC_AT(issue->amends, zy_amend, e);
        if (!edit->used)
            zy_articles_note(issue->set, ZY_NOTE_REFUSED, "correction", edit->source, edit->source_line, 1,
                             "%s 第 %d 行没有照办：那一行不属于任何文章", edit->source, edit->source_line);
    }
}
