/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An answer as text for people at a terminal.  In: a zy_answer.  Out: summary, how it was read, hits, what
 * else there is. */
#include "render/terminal.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "render/imprint.h"
#include "render/lines.h"
#include "render/width.h"

#include <string.h>

typedef struct {
    const zy_answer *answer;
    const zy_terminal *terminal;
    zy_buf *out;
} sheet;

/* A sentence on lines of its own, dim when it is only an aside. */
static void say(const sheet *s, const char *style, const char *sentence)
{
    zy_lines lines = {.out = s->out, .terminal = s->terminal, .style = style};
    zy_lines_set(&lines, sentence, NULL, 0);
}

static void say_buf(const sheet *s, const char *style, zy_buf *sentence)
{
    s->out->failed |= sentence->failed;
    if (sentence->data)
        say(s, style, sentence->data);
    zy_buf_free(sentence);
}

/* The query in corner brackets; a pasted paragraph is cut. */
static void add_query(zy_buf *out, const char *query)
{
    enum { QUERY_CHARS = 40 };
    size_t len = query ? strlen(query) : 0, cut = query ? zy_utf8_offset(query, len, QUERY_CHARS) : 0;
    zy_buf_str(out, "「");
    if (query)
        zy_buf_add(out, query, cut);
    zy_buf_str(out, cut < len ? "…」" : "」");
}

static void add_classes(zy_buf *out, const zy_answer *answer)
{
    const char *between = "（";
    for (int c = ZY_CLASS_WORD; c < ZY_CLASS_RELATED; c++) {
        if (!answer->classes[c])
            continue;
        zy_buf_printf(out, "%s%s %llu", between, zy_class_label((zy_class)c),
                      (unsigned long long)answer->classes[c]);
        between = " · ";
    }
    if (between[0] == ' ')
        zy_buf_str(out, "）");
}

static void write_summary(const sheet *s)
{
    const zy_answer *a = s->answer;
    zy_buf line = {0};
    if (a->total) {
        add_query(&line, a->query);
        zy_buf_printf(&line, " 共 %llu 篇", (unsigned long long)a->total);
        add_classes(&line, a);
    } else {
        zy_buf_str(&line, "没有找到");
        add_query(&line, a->query);
    }
    if (a->classes[ZY_CLASS_RELATED])
        zy_buf_printf(&line, "，相关 %llu 篇", (unsigned long long)a->classes[ZY_CLASS_RELATED]);
    if (s->terminal->explain)
        zy_buf_printf(&line, "，用时 %llu.%llu 毫秒", (unsigned long long)(a->took_us / 1000),
                      (unsigned long long)(a->took_us % 1000 / 100));
    say_buf(s, "1", &line);
}

static void write_reading(const sheet *s)
{
    const zy_answer *a = s->answer;
    if (a->read_as && a->read_as[0] && (s->terminal->explain || a->rewritten))
        say(s, NULL, a->read_as);
    for (size_t i = 0; i < a->note_count; i++)
        say(s, NULL, a->notes[i]);
    if (a->rewritten)
        say(s, "2", "（要按原样查找，加 --literal）");
}

/* Nothing found: say where it was looked for, so that nobody takes a gap in the archive for an answer.  A
 * note that says so already is enough. */
static void write_coverage(const sheet *s)
{
    const zy_coverage *c = &s->answer->coverage;
    for (size_t i = 0; i < s->answer->note_count; i++)
        if (strstr(s->answer->notes[i], "均未出现"))
            return;
    zy_buf line = {0};
    zy_buf_printf(&line, "查遍了本库 %llu 篇", (unsigned long long)c->articles);
    if (c->issues)
        zy_buf_printf(&line, "，共 %llu 期", (unsigned long long)c->issues);
    if (c->missing)
        zy_buf_printf(&line, "（缺 %llu 期）", (unsigned long long)c->missing);
    if (c->first && c->first[0] && c->last && c->last[0])
        zy_buf_printf(&line, "，%s 至 %s", c->first, c->last);
    zy_buf_str(&line, "。");
    say_buf(s, NULL, &line);
}

static void write_suggestions(const sheet *s)
{
    zy_buf line = {0};
    for (size_t i = 0; i < s->answer->suggestion_count; i++) {
        const zy_suggestion *one = &s->answer->suggestions[i];
        zy_buf_printf(&line, "%s%s", i ? "、" : "是不是要找：", one->text);
        if (one->why && one->why[0])
            zy_buf_printf(&line, "（%s，%llu 篇）", one->why, (unsigned long long)one->articles);
    }
    say_buf(s, NULL, &line);
}

static void add_part(zy_buf *out, size_t start, const char *before, const char *text, const char *after)
{
    if (text && text[0])
        zy_buf_printf(out, "%s%s%s%s", out->len_bytes > start ? " · " : "", before, text, after);
}

void zy_imprint_text(const zy_imprint *p, zy_buf *out)
{
    size_t start = out->len_bytes;
    add_part(out, start, "", p->date, "");
    bool number = zy_issue_is_number(p->issue);
    if (zy_issue_adds(p->issue, p->date))
        add_part(out, start, number ? "第" : "", p->issue, number ? "期" : "");
    if (p->page > 0)
        zy_buf_printf(out, "%s第%d版", out->len_bytes > start ? " · " : "", p->page);
    add_part(out, start, "", p->section, "");
    for (size_t i = 0; i < p->author_count; i++)
        zy_buf_printf(out, "%s%s", i ? "、" : out->len_bytes > start ? " · " : "", p->authors[i]);
}

static void write_imprint(const sheet *s, const zy_hit *hit, int indent)
{
    zy_imprint imprint = {.date = hit->date,
                          .issue = hit->issue,
                          .section = hit->section,
                          .page = hit->page,
                          .authors = hit->authors,
                          .author_count = hit->author_count};
    zy_buf line = {0};
    zy_imprint_text(&imprint, &line);
    if (hit->class_ != ZY_CLASS_WORD && hit->class_ != ZY_CLASS_RELATED)
        add_part(&line, 0, "〔", zy_class_label(hit->class_), "〕");
    if (hit->matches > 1)
        zy_buf_printf(&line, "%s%u 处", line.len_bytes ? " · " : "", (unsigned)hit->matches);
    if (hit->same_as)
        add_part(&line, 0, "内容与 ", hit->same_as, " 几乎相同");
    add_part(&line, 0, "", hit->id, "");
    zy_lines lines = {.out = s->out, .terminal = s->terminal, .indent = indent, .style = "2"};
    s->out->failed |= line.failed;
    if (line.data)
        zy_lines_set(&lines, line.data, NULL, 0);
    zy_buf_free(&line);
}

static void write_missing(const sheet *s, const zy_hit *hit, int indent)
{
    zy_buf line = {0};
    for (size_t i = 0; i < hit->missing_count; i++)
        zy_buf_printf(&line, "%s%s", i ? "、" : "未提到：", hit->missing[i]);
    zy_lines lines = {.out = s->out, .terminal = s->terminal, .indent = indent, .style = "2"};
    s->out->failed |= line.failed;
    if (line.data)
        zy_lines_set(&lines, line.data, NULL, 0);
    zy_buf_free(&line);
}

static void write_hit(const sheet *s, const zy_hit *hit, const char *number)
{
    int indent = zy_width_text(number);
    zy_lines lines = {
        .out = s->out, .terminal = s->terminal, .indent = indent, .prefix = number, .style = "1"};
    bool titled = hit->title && hit->title[0];
    zy_lines_set(&lines, titled ? hit->title : "（无标题）", hit->title_marks,
                 titled ? hit->title_mark_count : 0);
    write_imprint(s, hit, indent);
    lines.prefix = NULL;
    lines.style = NULL;
    for (size_t i = 0; i < hit->snippet_count && !hit->same_as; i++)
        zy_lines_set(&lines, hit->snippets[i].text, hit->snippets[i].marks, hit->snippets[i].mark_count);
    write_missing(s, hit, indent);
}

static int digits(size_t number)
{
    int count = 1;
    for (; number >= 10; number /= 10)
        count++;
    return count;
}

static void write_hits(const sheet *s)
{
    const zy_answer *a = s->answer;
    bool related = false;
    for (size_t i = 0; i < a->hit_count; i++) {
        zy_buf_char(s->out, '\n');
        if (a->hits[i].class_ == ZY_CLASS_RELATED && !related) {
            say(s, "1;36", "—— 相关文章：不含所查的原文，按内容相近排列 ——");
            zy_buf_char(s->out, '\n');
            related = true;
        }
        zy_buf number = {0};
        zy_buf_printf(&number, "%*zu. ", digits(a->offset + a->hit_count), a->offset + i + 1);
        s->out->failed |= number.failed;
        write_hit(s, &a->hits[i], number.data ? number.data : "");
        zy_buf_free(&number);
    }
}

static void write_facets(const sheet *s)
{
    for (size_t i = 0; i < s->answer->facet_count; i++) {
        const zy_facet *facet = &s->answer->facets[i];
        zy_buf line = {0};
        for (size_t v = 0; v < facet->value_count; v++)
            zy_buf_printf(&line, "%s%s（%llu）", v ? "  " : "", facet->values[v].value,
                          (unsigned long long)facet->values[v].count);
        if (line.data) {
            zy_buf_char(s->out, '\n');
            zy_styled(s->out, s->terminal, "1", zy_facet_label(facet->kind));
            zy_buf_char(s->out, '\n');
        }
        say_buf(s, NULL, &line);
    }
}

static void write_rest(const sheet *s)
{
    const zy_answer *a = s->answer;
    uint64_t all = a->total + a->classes[ZY_CLASS_RELATED], shown = a->offset + a->hit_count;
    zy_buf line = {0};
    if (a->hidden)
        zy_buf_printf(&line, "另有 %llu 篇按规定不予显示。", (unsigned long long)a->hidden);
    if (a->hit_count && shown < all)
        zy_buf_printf(&line, "还有 %llu 篇：加 --offset %llu 往下看。", (unsigned long long)(all - shown),
                      (unsigned long long)shown);
    if (!a->hit_count && a->offset && a->offset >= all && all)
        zy_buf_printf(&line, "一共 %llu 篇，第 %zu 篇之后没有了。", (unsigned long long)all, a->offset);
    if (line.data)
        zy_buf_char(s->out, '\n');
    say_buf(s, "2", &line);
}

void zy_answer_text(const zy_answer *answer, const zy_terminal *terminal, zy_buf *out)
{
    sheet s = {.answer = answer, .terminal = terminal, .out = out};
    write_summary(&s);
    write_reading(&s);
    if (!answer->total)
        write_coverage(&s);
    write_suggestions(&s);
    write_hits(&s);
    write_facets(&s);
    write_rest(&s);
}
