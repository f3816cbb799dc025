/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Putting the report together: notes by kind, then what the index itself shows. */
#include "index/report.h"

#include "base/buf.h"
#include "text/private.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ITEMS_MOST = 500 };

static const struct {
    const char *code, *title, *meaning;
} table[ZY_REPORT_COUNT] = {
#define X(code, title, meaning) {#code, title, meaning},
    ZY_REPORT_SECTIONS(X)
#undef X
};

const char *zy_report_code(int section)
{
    return table[section].code;
}
const char *zy_report_title(int section)
{
    return table[section].title;
}
const char *zy_report_meaning(int section)
{
    return table[section].meaning;
}

static void add(zy_report *r, zy_report_section_code section, zy_report_item item)
{
    zy_report_section *to = &r->sections[section];
    if (item.text && to->count < ITEMS_MOST)
        zy_vec_push(&to->items, &item);
    to->count += item.text != NULL;
}

/* A sentence may quote the text, and the text may hold somebody's number. */
static const char *covered(zy_report *r, const char *text)
{
    char *copy = zy_arena_str(&r->arena, text);
    if (copy)
        zy_private_cover(copy);
    return copy;
}

/* ---- Notes ---- */

static zy_report_section_code section_of(const zy_note *note)
{
    bool jump = note->code && strncmp(note->code, "jump", 4) == 0;
    switch (note->kind) {
    case ZY_NOTE_REFUSED: return ZY_REPORT_refused;
    case ZY_NOTE_UNCERTAIN: return jump ? ZY_REPORT_jumps : ZY_REPORT_uncertain;
    case ZY_NOTE_REPAIRED: return ZY_REPORT_repaired;
    default: return note->code && strcmp(note->code, "encoding") == 0 ? ZY_REPORT_encodings : ZY_REPORT_info;
    }
}

/* By kind; what is least sure first; then by file and line. */
static int by_harm(const void *left, const void *right)
{
    const zy_note *a = *(const zy_note *const *)left, *b = *(const zy_note *const *)right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    int order = strcmp(a->source ? a->source : "", b->source ? b->source : "");
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void add_notes(zy_report *r)
{
    const zy_notes *notes = &r->run->notes;
    const zy_note **sorted = malloc((notes->count + 1) * sizeof *sorted);
    for (size_t i = 0; sorted && i < notes->count; i++)
        sorted[i] = &notes->items[i].note;
    if (sorted && notes->count)
        qsort(sorted, notes->count, sizeof *sorted, by_harm);
    for (size_t i = 0; sorted && i < notes->count; i++)
        add(r, section_of(sorted[i]),
            (zy_report_item){.text = covered(r, sorted[i]->text),
                             .code = sorted[i]->code,
                             .source = sorted[i]->source,
                             .line = sorted[i]->line,
                             .score = sorted[i]->score});
    free(sorted);
}

/* ---- What the index shows ---- */

/* Articles without a date, counted by the file they came from, which stand together. */
static void add_undated(zy_report *r, const zy_generation *g)
{
    for (size_t i = 0; i < g->segment_count; i++) {
        const zy_segment *s = &g->segments[i];
        for (uint32_t doc = 0, next; doc < s->doc_count; doc = next) {
            uint32_t source = s->docs[doc].source, undated = 0;
            for (next = doc; next < s->doc_count && s->docs[next].source == source; next++)
                undated += s->docs[next].date == 0 && !zy_segment_is_gone(s, next);
            const char *path = zy_segment_string(s, source);
            if (undated)
                add(r, ZY_REPORT_undated,
                    (zy_report_item){.text =
                                         zy_arena_printf(&r->arena, "%s：%u 篇文章没有日期", path, undated),
                                     .source = zy_arena_str(&r->arena, path),
                                     .score = 1});
        }
    }
}

static bool has_private(const zy_segment *s, uint32_t doc)
{
    zy_unit_span number;
    size_t at = s->doc_starts[doc];
    return zy_private_next(s->text, s->doc_starts[doc + 1], &at, &number);
}

static void add_private(zy_report *r, const zy_generation *g)
{
    for (size_t i = 0; i < g->segment_count; i++) {
        const zy_segment *s = &g->segments[i];
        for (uint32_t doc = 0; doc < s->doc_count; doc++) {
            if (zy_segment_is_gone(s, doc) || !has_private(s, doc))
                continue;
            const char *id = zy_arena_str(&r->arena, zy_segment_string(s, s->docs[doc].id));
            add(r, ZY_REPORT_private_numbers,
                (zy_report_item){.text =
                                     zy_arena_printf(&r->arena, "文章 %s 里有像证件号或银行卡号的数字", id),
                                 .id = id,
                                 .source = zy_arena_str(&r->arena, zy_segment_string(s, s->docs[doc].source)),
                                 .line = (int)s->docs[doc].first_line,
                                 .score = 1});
        }
    }
}

/* Files of an issue that were read and gave no article of their own. */
static void add_pages_without_articles(zy_report *r, const zy_generation *g)
{
    zy_intern with = {0};
    for (size_t i = 0; i < g->segment_count; i++)
        for (uint32_t doc = 0; doc < g->segments[i].doc_count; doc++) {
            const char *path = zy_segment_string(&g->segments[i], g->segments[i].docs[doc].source);
            if (!zy_segment_is_gone(&g->segments[i], doc))
                zy_intern_number(&with, path, strlen(path));
        }
    for (size_t i = 0; i < r->run->sources.count; i++) {
        const zy_source_file *file = &r->run->sources.items[i];
        if (!file->refused && zy_intern_find(&with, file->path, strlen(file->path)) < 0)
            add(r, ZY_REPORT_empty_pages,
                (zy_report_item){.text = zy_arena_printf(&r->arena, "%s 读过了，没有自己的文章", file->path),
                                 .source = zy_arena_str(&r->arena, file->path),
                                 .score = 1});
    }
    zy_intern_free(&with);
}

static void add_lines(zy_report *r, zy_report_section_code section, const zy_buf *text)
{
    for (const char *line = text->data, *end; line && *line; line = end + (*end == '\n')) {
        end = line + strcspn(line, "\n");
        while (*line == ' ')
            line++;
        add(r, section,
            (zy_report_item){.text = zy_arena_strn(&r->arena, line, (size_t)(end - line)), .score = 1});
    }
}

static void add_gaps(zy_report *r, zy_store *store)
{
    zy_issue_list *list = NULL;
    if (zy_issues_get(store, &list, NULL))
        return;
    for (size_t i = 0; i < list->missing_count; i++) {
        const zy_missing_issues *run = &list->missing[i];
        unsigned long long first = run->first, last = run->last;
        add(r, ZY_REPORT_missing_issues,
            (zy_report_item){.text = first == last
                                         ? zy_arena_printf(&r->arena, "缺第 %llu 期", first)
                                         : zy_arena_printf(&r->arena, "缺第 %llu 期至第 %llu 期，共 %llu 期",
                                                           first, last, last - first + 1),
                             .score = 1});
    }
    for (size_t i = 0; i < list->empty_page_count; i++)
        add(r, ZY_REPORT_empty_pages,
            (zy_report_item){.text = zy_arena_printf(&r->arena, "第 %s 期第 %d 版没有文章",
                                                     list->empty_pages[i].issue, list->empty_pages[i].page),
                             .score = 1});
    zy_issues_free(list);
}

static void add_slips(zy_report *r, zy_store *store)
{
    zy_vec slips = ZY_VEC(zy_slip);
    if (zy_slips_find(store, 0, &r->arena, &slips, NULL))
        slips.count = 0;
    for (size_t i = 0; i < slips.count; i++) {
        const zy_slip *slip = &ZY_VEC_AT(slips, zy_slip, i);
        add(r, ZY_REPORT_slips,
            (zy_report_item){.text = zy_arena_printf(&r->arena, "“%s”是不是“%s”？（%s，后者见于 %llu 篇）",
                                                     slip->text, slip->meant, slip->why,
                                                     (unsigned long long)slip->articles),
                             .detail = slip->context,
                             .id = slip->id,
                             .source = slip->source,
                             .line = slip->first_line,
                             .score = 1});
    }
    zy_vec_free(&slips);
}

static void add_index(zy_report *r, const char *folder)
{
    zy_store *store = NULL;
    zy_generation *g = NULL;
    if (zy_generation_open(folder, NULL, &g, NULL) == ZY_OK) {
        r->generation = zy_arena_str(&r->arena, g->name);
        r->created = zy_arena_str(&r->arena, g->manifest.created);
        add_undated(r, g);
        add_private(r, g);
        if (r->run->sources.count)
            add_pages_without_articles(r, g);
    }
    zy_generation_close(g);
    if (zy_open(folder, &store, NULL) == ZY_OK) {
        zy_buf text = {0};
        add_slips(r, store);
        add_gaps(r, store);
        zy_takedown_text(store, &text);
        add_lines(r, ZY_REPORT_takedown, &text);
        zy_buf_free(&text);
    }
    zy_close(store);
}

void zy_report_gather(const zy_run *run, zy_report *out)
{
    zy_report r = {.run = run, .generation = "", .created = ""};
    for (int i = 0; i < ZY_REPORT_COUNT; i++)
        r.sections[i].items = ZY_VEC(zy_report_item);
    time_t now = time(NULL);
    struct tm local;
    strftime(r.made, sizeof r.made, "%Y-%m-%d %H:%M", localtime_r(&now, &local));
    add_notes(&r);
    if (run->options->report)
        add_index(&r, run->options->folder);
    *out = r;
}

void zy_report_free(zy_report *report)
{
    for (int i = 0; i < ZY_REPORT_COUNT; i++)
        zy_vec_free(&report->sections[i].items);
    zy_arena_free(&report->arena);
}
