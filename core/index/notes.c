/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes in memory, and as JSON Lines beside the manifest. */
#include "index/notes.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"

#include <jansson.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTES_BYTES = 1 << 30 };

static zy_kept_note *new_note(zy_notes *notes)
{
    if (notes->count == notes->cap) {
        size_t cap = 2 * notes->cap + 16;
        zy_kept_note *more = realloc(notes->items, cap * sizeof *more);
        if (!more) {
            notes->failed = true;
            return NULL;
        }
        notes->items = more;
        notes->cap = cap;
    }
    return &notes->items[notes->count++];
}

static void copy_note(zy_notes *notes, const zy_note *note, bool lasting, bool carried)
{
    zy_kept_note *made = new_note(notes);
    if (!made)
        return;
    *made = (zy_kept_note){.note = *note, .lasting = lasting, .carried = carried};
    made->note.code = zy_arena_str(&notes->arena, note->code);
    made->note.text = zy_arena_str(&notes->arena, note->text);
    made->note.source = zy_arena_str(&notes->arena, note->source);
}

void zy_notes_take(zy_notes *notes, const zy_articles *set)
{
    for (size_t i = 0; i < set->note_count; i++)
        copy_note(notes, &set->notes[i], true, false);
}

void zy_notes_carry(zy_notes *notes, const zy_note *note)
{
    copy_note(notes, note, true, true);
}

void zy_notes_add(zy_notes *notes, zy_note_kind kind, const char *code, const char *source, int line,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    int len = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (len < 0) {
        notes->failed = true;
        return;
    }
    copy_note(
        notes,
        &(zy_note){.kind = kind, .code = code, .text = text, .source = source, .line = line, .score = 1},
        false, false);
    free(text);
}

void zy_notes_free(zy_notes *notes)
{
    free(notes->items);
    zy_arena_free(&notes->arena);
    *notes = (zy_notes){0};
}

static const char *const kind_names[] = {"refused", "uncertain", "repaired", "info"};

/* ---- On disk ---- */

static zy_status path_of(char path[PATH_MAX], const char *folder, const char *name, zy_error *err)
{
    return snprintf(path, PATH_MAX, "%s/%s.notes", folder, name) >= PATH_MAX
               ? zy_fail(err, ZY_BAD_ARGUMENT, "路径过长：%s", folder)
               : ZY_OK;
}

/* NULL for a note whose text or source is no UTF-8: it is made again when its source is read again. */
static char *note_line(const zy_note *note)
{
    json_t *row = json_pack("{s:s, s:s, s:s, s:s, s:i, s:f}", "kind", kind_names[note->kind], "code",
                            note->code ? note->code : "", "text", note->text ? note->text : "", "source",
                            note->source ? note->source : "", "line", note->line, "score", note->score);
    char *line = row ? json_dumps(row, JSON_COMPACT) : NULL;
    json_decref(row);
    return line;
}

zy_status zy_notes_write(const char *folder, const char *name, const zy_notes *notes, zy_error *err)
{
    char path[PATH_MAX];
    zy_buf lines = {0};
    zy_status status = path_of(path, folder, name, err);
    for (size_t i = 0; i < notes->count && !status; i++) {
        char *line = notes->items[i].lasting ? note_line(&notes->items[i].note) : NULL;
        if (line) {
            zy_buf_str(&lines, line);
            zy_buf_char(&lines, '\n');
        }
        free(line);
    }
    if (!status)
        status = lines.failed || notes->failed
                     ? zy_fail_memory(err)
                     : zy_file_write(path, lines.data ? lines.data : "", lines.len_bytes, err);
    zy_buf_free(&lines);
    return status;
}

static zy_note_kind kind_of(const char *name)
{
    for (int i = 0; name && i < ZY_NOTE_INFO; i++)
        if (strcmp(name, kind_names[i]) == 0)
            return (zy_note_kind)i;
    return ZY_NOTE_INFO;
}

static void read_line(zy_notes *notes, const char *line, size_t len)
{
    json_t *row = json_loadb(line, len, 0, NULL);
    if (!json_is_object(row)) /* a note less is no harm to the index */
        return;
    zy_note note = {.kind = kind_of(json_string_value(json_object_get(row, "kind"))),
                    .code = json_string_value(json_object_get(row, "code")),
                    .text = json_string_value(json_object_get(row, "text")),
                    .source = json_string_value(json_object_get(row, "source")),
                    .line = (int)json_integer_value(json_object_get(row, "line")),
                    .score = json_number_value(json_object_get(row, "score"))};
    if (note.text && note.source)
        zy_notes_carry(notes, &note);
    json_decref(row);
}

zy_status zy_notes_read(const char *folder, const char *name, zy_notes *out, zy_error *err)
{
    char path[PATH_MAX], *text = NULL;
    size_t len = 0;
    bool there = false;
    zy_status status = path_of(path, folder, name, err);
    if (!status)
        status = zy_file_exists(path, &there, err);
    if (!status && there)
        status = zy_file_read(path, NOTES_BYTES, &text, &len, err);
    for (char *line = text, *end; !status && line && line < text + len; line = end + 1) {
        end = memchr(line, '\n', (size_t)(text + len - line));
        end = end ? end : text + len;
        read_line(out, line, (size_t)(end - line));
    }
    free(text);
    return status ? status : out->failed ? zy_fail_memory(err) : ZY_OK;
}
