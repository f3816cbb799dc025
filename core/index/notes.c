/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report: what was refused, uncertain, repaired, in order of harm. */
#include "base/buf.h"
#include "index/run.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static zy_note *new_note(zy_notes *notes)
{
    if (notes->count == notes->cap) {
        size_t cap = 2 * notes->cap + 16;
        zy_note *more = realloc(notes->items, cap * sizeof *more);
        if (!more)
            return NULL;
        notes->items = more;
        notes->cap = cap;
    }
    return &notes->items[notes->count++];
}

void zy_notes_take(zy_notes *notes, const zy_articles *set)
{
    for (size_t i = 0; i < set->note_count; i++) {
        zy_note *note = new_note(notes);
        if (!note)
            return;
        *note = set->notes[i];
        note->code = zy_arena_str(&notes->arena, note->code);
        note->text = zy_arena_str(&notes->arena, note->text);
        note->source = zy_arena_str(&notes->arena, note->source);
    }
}

void zy_notes_add(zy_notes *notes, zy_note_kind kind, const char *code, const char *source, int line,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    int len = vasprintf(&text, format, arguments);
    va_end(arguments);
    zy_note *note = len >= 0 ? new_note(notes) : NULL;
    if (note)
        *note = (zy_note){.kind = kind,
                          .code = code,
                          .text = zy_arena_str(&notes->arena, text),
                          .source = zy_arena_str(&notes->arena, source),
                          .line = line,
                          .score = 1};
    if (len >= 0)
        free(text);
}

static const char *const kind_names[] = {"refused", "uncertain", "repaired", "info"};

static int by_harm(const void *left, const void *right)
{
    const zy_note *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = strcmp(a->source ? a->source : "", b->source ? b->source : "");
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static json_t *note_json(const zy_note *note)
{
    json_t *row =
        json_pack("{s:s, s:s}", "kind", kind_names[note->kind], "code", note->code ? note->code : "");
    json_t *text = json_string(note->text ? note->text : "");
    json_object_set_new(row, "text", text ? text : json_string("(文字编码不合法，从略)"));
    json_t *source = json_string(note->source ? note->source : "");
    json_object_set_new(row, "source", source ? source : json_string("(文件名编码不合法)"));
    if (note->line)
        json_object_set_new(row, "line", json_integer(note->line));
    if (note->score < 1)
        json_object_set_new(row, "score", json_real(note->score));
    return row;
}

static json_t *summary_json(const zy_index_result *r)
{
    return json_pack("{s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I}", "files_read", (json_int_t)r->files_read,
                     "files_unchanged", (json_int_t)r->files_unchanged, "files_gone",
                     (json_int_t)r->files_gone, "files_refused", (json_int_t)r->files_refused,
                     "articles_added", (json_int_t)r->articles_added, "articles_changed",
                     (json_int_t)r->articles_changed, "articles_removed", (json_int_t)r->articles_removed,
                     "articles_total", (json_int_t)r->articles_total);
}

void zy_notes_report(zy_run *run)
{
    zy_notes *notes = &run->notes;
    if (notes->count)
        qsort(notes->items, notes->count, sizeof *notes->items, by_harm);
    json_t *list = json_array();
    for (size_t i = 0; i < notes->count; i++) {
        json_array_append_new(list, note_json(&notes->items[i]));
        if (notes->items[i].kind == ZY_NOTE_REFUSED) {
            zy_buf_str(&run->result->refusals, notes->items[i].text);
            zy_buf_char(&run->result->refusals, '\n');
        }
    }
    json_t *root =
        json_pack("{s:i, s:o, s:o}", "version", 1, "summary", summary_json(run->result), "notes", list);
    char *text = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
    zy_buf_clear(&run->result->report_json);
    zy_buf_str(&run->result->report_json, text);
    zy_buf_char(&run->result->report_json, '\n');
    free(text);
    json_decref(root);
}

void zy_notes_free(zy_notes *notes)
{
    free(notes->items);
    zy_arena_free(&notes->arena);
    *notes = (zy_notes){0};
}
