/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Page furniture: running heads, mastheads, editors, imprints.  In: lines.  Out: those lines marked, and what
 * they say of the page (number, section) kept.  Strict where a line could be an article's, wider at the top
 * of a page. */
#include "base/utf8.h"
#include "issue/byline.h"
#include "issue/marks.h"

#include <stdlib.h>
#include <string.h>

enum { TOP_LINES = 10, LONGEST_CHARS = 60, LONGEST_NAME = 8 };

/* What is left of a running head when dates, weekdays, page and issue numbers are taken away. */
typedef struct {
    int parts;
    bool date, week, page, issue;
    bool leaf;                  /* 第3页, which text may say as well */
    char rest[256], shown[256]; /* in Simplified letters and in the source's own */
    size_t rest_bytes;
    size_t rest_chars;
} folio;

static void keep_rest(folio *f, const zy_line *line, size_t first, size_t last)
{
    for (size_t at = first; at < last;) {
        size_t from = at;
        uint32_t c = zy_utf8_next(line->plain.at, last, &at);
        bool filler = zy_is_space(c) || zy_is_ornament(c) || c == '|' || c == 0xFF5C || c == '/' ||
                      c == '-' || c == 0x2014 || zy_is_opening(c) || zy_is_closing(c) || c == 0xFF1A ||
                      c == ':' || c == 0xB7;
        if (filler || f->rest_bytes + 4 >= sizeof f->rest)
            continue;
        memcpy(f->rest + f->rest_bytes, line->plain.at + from, at - from);
        memcpy(f->shown + f->rest_bytes, line->text.at + from, at - from);
        f->rest_bytes += at - from;
        f->rest_chars++;
    }
    f->rest[f->rest_bytes] = '\0';
}

static folio take_apart(zy_patterns *patterns, const zy_line *of)
{
    folio f = {0};
    zy_span line = of->plain;
    zy_found found;
    size_t at = 0;
    while (at < line.bytes && zy_find(patterns, ZY_RE_FOLIO_PART, line, at, &found) && found.to[0] > at) {
        zy_span part = zy_span_cut(line, found.from[0], found.to[0]);
        keep_rest(&f, of, at, found.from[0]);
        f.parts++;
        f.date |= zy_find(patterns, ZY_RE_DATE, part, 0, NULL);
        f.week |= zy_find(patterns, ZY_RE_WEEKDAY, part, 0, NULL);
        f.page |= zy_ends(part, "版") || (part.at[0] | 32) == 'p';
        f.leaf |= zy_ends(part, "页");
        f.issue |= zy_contains(part, "期") || zy_contains(part, "号");
        at = found.to[0];
    }
    keep_rest(&f, of, at, line.bytes);
    return f;
}

static bool rest_is_number(const folio *f)
{
    for (size_t i = 0; i < f->rest_bytes; i++)
        if (f->rest[i] < '0' || f->rest[i] > '9')
            return false;
    return f->rest_bytes > 0 && f->rest_bytes <= 2;
}

static bool rest_ends_in_number(const folio *f)
{
    return f->rest_bytes >= 2 && f->rest[f->rest_bytes - 1] >= '0' && f->rest[f->rest_bytes - 1] <= '9';
}

static bool rest_is_paper(const folio *f)
{
    zy_span rest = {f->rest, f->rest_bytes};
    return zy_contains(rest, "报") || zy_contains(rest, "通讯") || zy_contains(rest, "新闻") ||
           zy_contains(rest, "BAO") || zy_contains(rest, "之声") || zy_contains(rest, "主办") ||
           zy_contains(rest, "编印");
}

static bool has_stop(zy_span line)
{
    return zy_contains(line, "，") || zy_contains(line, "。") || zy_contains(line, "；") ||
           zy_contains(line, ",") || zy_contains(line, ";");
}

/* ZHANGYAN BAO: the paper's name in capitals. */
static bool is_latin_name(zy_span line)
{
    size_t letters = 0;
    for (size_t at = 0; at < line.bytes;) {
        uint32_t c = zy_utf8_next(line.at, line.bytes, &at);
        if (!(c >= 'A' && c <= 'Z') && !zy_is_space(c) && c != 0xB7 && c != '.')
            return false;
        letters += c >= 'A';
    }
    return letters >= 5;
}

/* Sure anywhere on a page. */
static bool is_running_head(const folio *f, zy_span line)
{
    if (!f->parts || has_stop(line) || f->rest_chars > 24 || zy_contains(line, "记者") ||
        zy_starts(line, "本报讯")) /* 受今年第六号台风 is no number of an issue */
        return false;
    if (f->date && (f->week || f->page || f->issue || (rest_is_paper(f) && f->rest_chars <= 8)))
        return true;
    if ((f->page || f->date) &&
        (zy_contains(line, "编辑") || zy_contains(line, "责编") || zy_contains(line, "校对")))
        return true;
    if (f->date && (rest_is_number(f) || (rest_ends_in_number(f) && f->rest_chars <= 8)))
        return true;
    if (f->page && f->rest_chars <= 6)
        return !zy_contains(line, "详见");
    if (f->leaf && (f->rest_chars == 0 || (rest_is_paper(f) && f->rest_chars <= 10)))
        return true;
    if (f->issue && (f->rest_chars == 0 || (rest_is_paper(f) && f->rest_chars <= 16)))
        return true;
    return f->week && f->rest_chars <= 2;
}

static bool is_bare_number(const zy_line *line)
{
    zy_span bare = zy_trim_ornaments(line->plain);
    size_t chars = zy_count_chars(bare);
    if (chars == 0 || chars > 3)
        return false;
    for (size_t at = 0; at < bare.bytes;) {
        uint32_t c = zy_utf8_next(bare.at, bare.bytes, &at);
        if (!zy_is_digit(c) && !(at == 1 && c >= 'A' && c <= 'D'))
            return false;
    }
    return true;
}

/* - 2 -, · 3 ·: a page's number between marks. */
static bool is_folio(const zy_line *line)
{
    static const char *const marks[] = {"-", "－", "—", "·", "•", "~", "～"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (zy_starts(line->plain, marks[i]) && zy_ends(line->plain, marks[i]))
            return is_bare_number(line);
    return false;
}

/* A page's number and section from its running head. */
static void learn(zy_issue_text *issue, const zy_line *line, const folio *f)
{
    zy_page *page = &issue->pages[line->page];
    zy_found found;
    if (!page->number && f->page && zy_find(issue->patterns, ZY_RE_PAGE_NUMBER, line->plain, 0, &found) &&
        !zy_contains(line->plain, "今日") && !zy_contains(line->plain, "共"))
        page->number = zy_read_number(zy_span_cut(line->plain, found.from[1], found.to[1]));
    size_t bytes = f->rest_bytes;
    while (bytes && f->rest[bytes - 1] >= '0' && f->rest[bytes - 1] <= '9')
        bytes--;
    if (!page->number && f->date && bytes < f->rest_bytes)
        page->number = zy_read_number(zy_span_cut((zy_span){f->rest, f->rest_bytes}, bytes, f->rest_bytes));
    zy_span rest = {f->rest, bytes};
    if (!page->section && (f->page || f->date) && zy_count_han(rest) >= 2 && zy_count_han(rest) <= 4 &&
        bytes == 3 * zy_count_han(rest) && !rest_is_paper(f))
        page->section = zy_arena_strn(&issue->set->arena, f->shown, rest.bytes);
}

static bool is_index_line(zy_issue_text *issue, const zy_line *line)
{
    return line->chars <= 20 &&
           (zy_contains(line->plain, "今日导读") ||
            zy_same(zy_trim_ornaments(line->plain), zy_span_of("导读")) ||
            zy_same(zy_trim_ornaments(line->plain), zy_span_of("本期导读")) ||
            zy_same(zy_trim_ornaments(line->plain), zy_span_of("内容提要"))) &&
           issue->page_count;
}

/* A2 综合, 综合 3: a letter and number with a section's name, as a running head has at a page's top. */
static bool is_section_and_number(zy_issue_text *issue, const zy_line *line)
{
    return line->chars <= 8 && zy_find(issue->patterns, ZY_RE_SECTION_NUMBER, line->plain, 0, NULL);
}

/* 投稿地址 right below 截止日期 is a row of the same notice. */
static bool follows_row(const zy_issue_text *issue, const zy_line *line)
{
    return line > issue->lines && line[-1].page == line->page && !line->blanks &&
           line[-1].kind == ZY_LINE_TEXT && line[-1].indent == line->indent &&
           zy_find(issue->patterns, ZY_RE_LABEL, line[-1].plain, 0, NULL);
}

/* A line of a hand-wrapped paragraph: it stands between two as long as itself, and the one above is in
 * mid-sentence. */
static bool is_in_paragraph(const zy_issue_text *issue, const zy_line *line)
{
    enum { NEAR = 6 };
    if (line == issue->lines || line + 1 == issue->lines + issue->count || line->blanks || line[1].blanks ||
        line[-1].kind != ZY_LINE_TEXT || line[1].kind != ZY_LINE_TEXT || line[-1].page != line->page ||
        line[1].page != line->page)
        return false;
    zy_ending above = zy_ending_of(line[-1].plain);
    int difference = line[-1].width + line[-1].indent - line->width - line->indent;
    bool sentence = has_stop(line->plain) || has_stop(line[-1].plain);
    return sentence && (above == ZY_END_OPEN || above == ZY_END_COMMA) && difference <= NEAR &&
           difference >= -NEAR && line->chars >= 10;
}

static bool is_furniture(zy_issue_text *issue, const zy_line *line)
{
    if (line->chars > LONGEST_CHARS)
        return false;
    if (zy_is_rule(line->plain) || is_folio(line))
        return true;
    folio f = take_apart(issue->patterns, line);
    if (is_running_head(&f, line->plain)) {
        learn(issue, line, &f);
        return true;
    }
    if (is_in_paragraph(issue, line))
        return false;
    bool lettered =
        line->plain.at[0] >= 'A' && line->plain.at[0] <= 'D' && is_section_and_number(issue, line);
    return lettered || zy_find(issue->patterns, ZY_RE_EDITORS, line->plain, 0, NULL) ||
           (line->chars <= 28 && zy_find(issue->patterns, ZY_RE_SCAN, line->plain, 0, NULL)) ||
           (zy_find(issue->patterns, ZY_RE_IMPRINT, line->plain, 0, NULL) && !has_stop(line->plain) &&
            !follows_row(issue, line));
}

/* 马村镇报, 凤凰镇村情简报: the paper's own name as a page's first line. */
static bool is_paper_name(const zy_line *line)
{
    static const char *const names[] = {"报",   "通讯", "侨刊", "之声", "简讯", "乡讯",
                                        "专刊", "特刊", "月刊", "季刊", "新闻", "乡音",
                                        "乡情", "校刊", "期刊", "专版", NULL};
    static const char *const no_names[] = {"喜报", "捷报", "海报", "简报", "快报", "预报", "通报", "举报",
                                           "汇报", "简讯", "申报", "填报", "公报", "情报", NULL};
    bool name = false;
    if (line->chars > 16 || line->chars < 3 || zy_ending_of(line->plain) != ZY_END_OPEN ||
        zy_contains(line->plain, "的")) /* 鱼汤里的乡音 is a headline */
        return false;
    for (size_t i = 0; names[i]; i++)
        name |= zy_ends(line->plain, names[i]);
    for (size_t i = 0; no_names[i] && line->chars <= 4; i++)
        name &= !zy_ends(line->plain, no_names[i]);
    return name;
}

typedef enum { TOP_SURE, TOP_UNKNOWN, TOP_OVER } top_line;

/* What a line at a page's top is, with `unknown` lines of no known kind above it, and perhaps a sure one
 * (`strong`). */
static top_line at_top(zy_issue_text *issue, zy_page *page, size_t i, size_t unknown, bool strong)
{
    zy_line *line = &issue->lines[i];
    if (line->kind == ZY_LINE_FURNITURE)
        return TOP_SURE;
    folio f = take_apart(issue->patterns, line);
    bool weak = (f.parts && f.rest_chars == 0 && unknown <= (strong ? 3u : 1u)) || is_bare_number(line) ||
                (unknown == 0 && (is_section_and_number(issue, line) || is_latin_name(line->plain))) ||
                (unknown == 0 && i <= page->first + 2 && is_paper_name(line)) ||
                (i == page->first && f.issue && f.rest_chars <= LONGEST_NAME && !has_stop(line->plain));
    if (weak) {
        learn(issue, line, &f);
        return TOP_SURE;
    }
    zy_ending end = zy_ending_of(line->plain);
    return line->chars > 16 || (end != ZY_END_OPEN && end != ZY_END_BRACKET) ? TOP_OVER : TOP_UNKNOWN;
}

static bool is_sure_top(zy_issue_text *issue, zy_page *page, size_t i)
{
    return at_top(issue, page, i, 0, false) == TOP_SURE;
}

/* A short name behind the running head: a section's, right below it, or the paper's, apart from what follows.
 */
static void take_name_below(zy_issue_text *issue, zy_page *page, size_t sure)
{
    if (sure + 2 >= page->last)
        return;
    zy_line *after = &issue->lines[sure + 1], *next = after + 1;
    if (!zy_line_is_free(after) || after->chars > 6 || zy_count_han(after->plain) != (size_t)after->chars)
        return;
    bool apart = next->blanks > 1 && next->chars <= 30 &&
                 zy_byline_read(issue->patterns, next->plain, &issue->set->arena, NULL) == ZY_BYLINE_NO;
    if (!(after->blanks == 0 && next->blanks > 0) && !apart)
        return;
    after->kind = ZY_LINE_FURNITURE;
    if (!page->section && after->chars <= 4 && after->blanks == 0)
        page->section = zy_arena_strn(&issue->set->arena, after->text.at, after->text.bytes);
}

/* At the top of a page lines above a sure running head (the paper's name, its section) and beside it are
 * furniture too, and so is a date alone. */
static void widen_top(zy_issue_text *issue, zy_page *page)
{
    size_t end = page->last < page->first + TOP_LINES ? page->last : page->first + TOP_LINES, sure = end;
    size_t unknown = 0;
    bool strong = false; /* more than a date or a number says where the running head is */
    for (size_t i = page->first; i < end && unknown <= 3; i++) {
        zy_line *line = &issue->lines[i];
        if (line->kind > ZY_LINE_FURNITURE || line->said || line->begins)
            break;
        top_line what = at_top(issue, page, i, unknown, strong);
        strong |= line->kind == ZY_LINE_FURNITURE || (i == page->first && is_paper_name(line));
        /* Behind the running head an empty line ends its block, but for more of the same: 要闻 over 02. */
        bool over_number = i + 1 < end && line->chars <= 4 && is_bare_number(&issue->lines[i + 1]);
        if (what == TOP_OVER || (what == TOP_UNKNOWN && sure < end && line->blanks > 0 && !over_number))
            break;
        if (what == TOP_SURE && (sure == end || unknown == 0 || line->blanks == 0 || is_bare_number(line)))
            sure = i;
        unknown += what == TOP_UNKNOWN;
    }
    /* A longer line above a date alone may be a headline. */
    for (size_t i = page->first; sure < end && i <= sure; i++)
        if (strong || issue->lines[i].chars <= LONGEST_NAME || is_paper_name(&issue->lines[i]) ||
            is_sure_top(issue, page, i))
            issue->lines[i].kind = ZY_LINE_FURNITURE;
    if (sure < end)
        take_name_below(issue, page, sure);
}

/* Page numbers at the foot. */
static void widen_foot(zy_issue_text *issue, zy_page *page)
{
    for (size_t i = page->last; i > page->first && i + 3 > page->last; i--) {
        zy_line *line = &issue->lines[i - 1];
        if (zy_line_is_free(line) && is_bare_number(line))
            line->kind = ZY_LINE_FURNITURE;
    }
}

/* A box that lists what is inside: its title and the lines below it up to a gap. */
static void mark_index_box(zy_issue_text *issue, zy_page *page)
{
    for (size_t i = page->first; i < page->last; i++) {
        if (!zy_line_is_free(&issue->lines[i]) || !is_index_line(issue, &issue->lines[i]))
            continue;
        issue->lines[i].kind = ZY_LINE_FURNITURE;
        for (size_t k = i + 1; k < page->last && k < i + 8; k++) {
            zy_line *line = &issue->lines[k];
            bool refers = zy_ends(line->plain, "版") || zy_starts(line->plain, "▶") ||
                          zy_ends(line->plain, "版）") ||
                          zy_find(issue->patterns, ZY_RE_PAGE_NUMBER, line->plain, 0, NULL);
            if (!zy_line_is_free(line) || line->blanks > 1 || !refers || line->chars > 40)
                break;
            line->kind = ZY_LINE_FURNITURE;
        }
    }
}

static uint64_t hash_of_all(zy_span text)
{
    uint64_t hash = 1099511628211u;
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        if (!zy_is_space(c))
            hash = (hash ^ c) * 14695981039346656037u;
    }
    return hash;
}

/* A text without white space, numbers and ornaments as one number: a running head is the same on every page
 * but for these; 0 when fewer than two letters are left of a short one. */
static uint64_t hash_of(zy_span text)
{
    uint64_t hash = 14695981039346656037u;
    size_t letters = 0;
    for (size_t at = 0; at < text.bytes;) {
        uint32_t c = zy_utf8_next(text.at, text.bytes, &at);
        if (zy_is_space(c) || zy_is_digit(c) || zy_is_ornament(c) || c == '-' || c == '|' || c == '.')
            continue;
        hash = (hash ^ c) * 1099511628211u;
        letters++;
    }
    return letters >= 2 ? hash : zy_count_chars(text) >= 5 ? hash_of_all(text) : 0;
}

static int by_value(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* A running head that fell into the middle of a page stands at some page's top as well: any line with the
 * same text is furniture too.  Best effort: without memory they stay. */
static void mark_again(zy_issue_text *issue)
{
    enum { LONGEST = 24 };
    uint64_t *seen = malloc((issue->count + 1) * sizeof *seen);
    size_t count = 0;
    for (size_t i = 0; seen && i < issue->count; i++)
        if (issue->lines[i].kind == ZY_LINE_FURNITURE && issue->lines[i].chars <= LONGEST) {
            uint64_t hash = hash_of(issue->lines[i].plain);
            seen[count] = hash;
            count += hash != 0;
        }
    if (count)
        qsort(seen, count, sizeof *seen, by_value);
    for (size_t i = 0; count && i < issue->count; i++) {
        zy_line *line = &issue->lines[i];
        uint64_t hash = hash_of(line->plain);
        if (zy_line_is_free(line) && line->chars <= LONGEST && hash &&
            bsearch(&hash, seen, count, sizeof hash, by_value))
            line->kind = ZY_LINE_FURNITURE;
    }
    free(seen);
}

void zy_mark_furniture(zy_issue_text *issue)
{
    for (size_t i = 0; i < issue->count; i++)
        if (zy_line_is_free(&issue->lines[i]) && is_furniture(issue, &issue->lines[i]))
            issue->lines[i].kind = ZY_LINE_FURNITURE;
    for (size_t p = 0; p < issue->page_count; p++) {
        widen_top(issue, &issue->pages[p]);
        widen_foot(issue, &issue->pages[p]);
        mark_index_box(issue, &issue->pages[p]);
    }
    mark_again(issue);
}
