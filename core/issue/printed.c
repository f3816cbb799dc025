/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells the lines of a printed page what its type and places say of them.  In: lines, furniture and jumps
 * already found by their words, a zy_print for each.  Out: lines told as a correction would tell them; what
 * is uncertain is left to labelling. */
#include "issue/marks.h"
#include "issue/pages.h"
#include "issue/pdf_layout.h"

enum { LONGEST_RUNNING = 24 };

static zy_print print_of(const zy_page_file *files, const zy_line *line)
{
    const zy_page_file *file = &files[line->file];
    size_t at = (size_t)line->number - 1;
    return file->prints && at < file->print_count ? (zy_print)file->prints[at] : ZY_PRINT_PLAIN;
}

/* A title without a line of text below it before the next title is the paper's name or an advertisement. */
static bool heads_text(const zy_issue_text *issue, const zy_page_file *files, size_t at)
{
    for (size_t i = at + 1; i < issue->count && issue->lines[i].page == issue->lines[at].page; i++) {
        const zy_line *line = &issue->lines[i];
        zy_print print = print_of(files, line);
        if (print == ZY_PRINT_PARAGRAPH || print == ZY_PRINT_GOES_ON || print == ZY_PRINT_CAPTION ||
            line->kind == ZY_LINE_JUMP_FROM)
            return true;
        if (line->kind == ZY_LINE_FURNITURE ||
            (line->blanks && (print == ZY_PRINT_TITLE || print == ZY_PRINT_KICKER)))
            return false;
    }
    return false;
}

static void tell(zy_issue_text *issue, const zy_page_file *files, size_t at)
{
    zy_line *line = &issue->lines[at];
    static const zy_said said[] = {
        [ZY_PRINT_KICKER] = ZY_SAID_KICKER,
        [ZY_PRINT_TITLE] = ZY_SAID_TITLE,
        [ZY_PRINT_SUBTITLE] = ZY_SAID_SUBTITLE,
        [ZY_PRINT_PARAGRAPH] = ZY_SAID_PARAGRAPH,
    };
    switch (print_of(files, line)) {
    case ZY_PRINT_KICKER:
    case ZY_PRINT_TITLE:
        if (line->blanks && !heads_text(issue, files, at))
            return;
        line->begins = line->blanks > 0;
        line->said = said[print_of(files, line)];
        return;
    case ZY_PRINT_SUBTITLE:
    case ZY_PRINT_PARAGRAPH: line->said = said[print_of(files, line)]; return;
    case ZY_PRINT_CAPTION:
        line->kind = ZY_LINE_CAPTION;
        line->said = ZY_SAID_KIND;
        return;
    case ZY_PRINT_RUNNING:
        if (line->chars <= LONGEST_RUNNING && zy_ending_of(line->text) != ZY_END_FINAL) {
            line->kind = ZY_LINE_FURNITURE; /* a slogan; what holds a date or a number was known before */
            line->said = ZY_SAID_KIND;
        }
        return;
    default: return;
    }
}

void zy_printed_tell(zy_issue_text *issue, const zy_page_file *files)
{
    for (size_t i = 0; i < issue->count; i++)
        if (zy_line_is_free(&issue->lines[i]))
            tell(issue, files, i);
}
