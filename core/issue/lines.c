/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text to pages and lines.  In: the decoded text of a file.  Out: trimmed lines that remember their number,
 * indent and the empty lines before them. */
#include "issue/lines.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "issue/grams.h"

#include <stdlib.h>
#include <string.h>

static bool room(void **items, size_t count, size_t *cap, size_t size_bytes)
{
    if (count < *cap)
        return true;
    size_t more = *cap ? *cap * 2 : 64;
    void *larger = realloc(*items, more * size_bytes);
    if (larger) {
        *items = larger;
        *cap = more;
    }
    return larger != NULL;
}

static zy_page *add_page(zy_issue_text *issue, int file, const char *name)
{
    void *pages = issue->pages;
    if (!room(&pages, issue->page_count, &issue->page_cap, sizeof *issue->pages))
        return NULL;
    issue->pages = pages;
    zy_page *page = &issue->pages[issue->page_count++];
    *page = (zy_page){.file = file, .name = name, .first = issue->count, .last = issue->count};
    return page;
}

static bool add_line(zy_issue_text *issue, zy_line line)
{
    void *lines = issue->lines;
    if (!room(&lines, issue->count, &issue->cap, sizeof *issue->lines))
        return false;
    issue->lines = lines;
    issue->lines[issue->count++] = line;
    return true;
}

bool zy_line_insert(zy_issue_text *issue, size_t at, zy_line line)
{
    if (!add_line(issue, line))
        return false;
    memmove(&issue->lines[at + 2], &issue->lines[at + 1], (issue->count - at - 2) * sizeof line);
    issue->lines[at + 1] = line;
    for (size_t p = 0; p < issue->page_count; p++) {
        issue->pages[p].first += issue->pages[p].first > at;
        issue->pages[p].last += issue->pages[p].last > at;
    }
    return true;
}

void zy_line_cut(zy_line *line, size_t from, size_t to)
{
    zy_span text = zy_span_cut(line->text, from, to), left = zy_trim(text);
    size_t skip = left.bytes ? (size_t)(left.at - line->text.at) : from;
    line->plain = zy_span_cut(line->plain, skip, skip + left.bytes);
    line->text = left;
    line->width = zy_width(line->plain);
    line->chars = (int)zy_count_chars(line->plain);
}

/* Half-ems of white space at the start; a tab counts as the two Han characters it replaces. */
static int indent_of(zy_span raw)
{
    int indent = 0;
    for (size_t at = 0; at < raw.bytes;) {
        uint32_t c = zy_utf8_next(raw.at, raw.bytes, &at);
        if (!zy_is_space(c))
            break;
        indent += c == '\t' ? 4 : c == 0x3000 || c == 0x2003 ? 2 : c == 0x200B || c == 0xFEFF ? 0 : 1;
    }
    return indent;
}

static zy_line make_line(zy_arena *arena, zy_span raw, int file, int page, int number, int blanks)
{
    zy_span text = zy_trim(raw);
    return (zy_line){.text = text,
                     .plain = zy_plain(arena, text),
                     .file = file,
                     .page = page,
                     .number = number,
                     .indent = text.bytes ? indent_of(raw) : 0,
                     .blanks = blanks,
                     .width = zy_width(text),
                     .chars = (int)zy_count_chars(text)};
}

/* Bytes up to the next line end; *skip is what the line end takes (CR LF is one), *feed whether it parts
 * pages. */
static size_t line_bytes(zy_span rest, size_t *skip, bool *feed)
{
    size_t at = 0;
    while (at < rest.bytes && rest.at[at] != '\n' && rest.at[at] != '\r' && rest.at[at] != '\f')
        at++;
    *feed = at < rest.bytes && rest.at[at] == '\f';
    *skip = at < rest.bytes;
    if (at + 1 < rest.bytes && rest.at[at] == '\r' && rest.at[at + 1] == '\n')
        *skip = 2;
    return at;
}

zy_status zy_lines_split(zy_issue_text *issue, int file, const char *name, zy_span text, zy_error *err)
{
    zy_page *page = add_page(issue, file, name);
    int number = 1, blanks = 0;
    while (page && text.bytes) {
        size_t skip;
        bool feed;
        size_t bytes = line_bytes(text, &skip, &feed);
        zy_line line = make_line(&issue->set->arena, zy_span_cut(text, 0, bytes), file,
                                 (int)issue->page_count - 1, number, blanks);
        blanks = line.text.bytes ? 0 : blanks + 1;
        if (line.text.bytes && !add_line(issue, line))
            return zy_fail_memory(err);
        page->last = issue->count;
        text = zy_span_cut(text, bytes + skip, text.bytes);
        number += !feed; /* a form feed stands on the line it begins */
        if (feed) {
            page = add_page(issue, file, name);
            blanks = 0;
        }
        if (issue->count > ZY_LIMIT_ISSUE_LINES)
            return zy_fail(err, ZY_TOO_LARGE, "%s 超过 %d 行的上限，不像一期报纸，未收录", name,
                           ZY_LIMIT_ISSUE_LINES);
    }
    return page ? ZY_OK : zy_fail_memory(err);
}

void zy_issue_text_free(zy_issue_text *issue)
{
    free(issue->lines);
    free(issue->pages);
    zy_vec_free(&issue->amends);
    zy_grams_free(issue->grams);
    zy_patterns_close(issue->patterns);
    *issue = (zy_issue_text){0};
}
