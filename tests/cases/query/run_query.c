/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs the query cases.
 *
 * In: a lexicon folder and files of cases.  A case is a line "? QUERY" and, indented, what comes of it:
 *     (the tree)
 *     ~ the sentence it is read as
 *     ! a note
 *     = the core of a question
 * "?+ QUERY" puts synonyms in place first.  In a query \xHH is a byte, \\ a backslash, \s a space at its end.
 * Out: every case that came out otherwise, and exit status 1.  With --write, the file as it would be right
 * now. Today is 17 December 2024.
 */
#include "base/buf.h"
#include "base/file.h"
#include "query/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TODAY = 20241217, LIMIT_BYTES = 4 << 20 };

static void unescape(const char *line, size_t len, zy_buf *out)
{
    for (size_t i = 0; i < len; i++) {
        char hex[3] = {0};
        if (line[i] != '\\' || i + 1 == len) {
            zy_buf_char(out, line[i]);
        } else if (line[i + 1] == 'x' && i + 3 < len) {
            memcpy(hex, line + i + 2, 2);
            zy_buf_char(out, (char)strtol(hex, NULL, 16));
            i += 3;
        } else {
            i++;
            zy_buf_char(out, line[i] == 's' ? ' ' : line[i]);
        }
    }
}

static void describe(const zy_query *query, zy_buf *out)
{
    zy_buf_str(out, "    ");
    zy_query_print(query, out);
    zy_buf_str(out, "\n    ~ ");
    zy_query_read_as(query, out);
    zy_buf_str(out, "\n");
    for (size_t i = 0; i < query->note_count; i++)
        zy_buf_printf(out, "    ! %s\n", query->notes[i]);
    if (query->core)
        zy_buf_printf(out, "    = %s\n", query->core);
}

/* What comes of the "?" line. */
static bool answer(const char *line, size_t len, const zy_lexicon *lexicon, zy_buf *out)
{
    bool widen = len > 1 && line[1] == '+';
    size_t skip = widen ? 3 : 2;
    zy_buf text = {0};
    zy_query query;
    zy_error err = {0};
    if (len > skip)
        unescape(line + skip, len - skip, &text);
    zy_status status =
        zy_query_parse(text.data ? text.data : "", text.len_bytes, lexicon, TODAY, &query, &err);
    zy_buf_free(&text);
    if (status != ZY_OK)
        return false;
    if (widen)
        zy_query_widen(&query, lexicon, NULL);
    describe(&query, out);
    zy_query_free(&query);
    return true;
}

/* The lines behind a "?" line that are indented: what is expected. */
static const char *expectation(const char *at)
{
    while (strncmp(at, "    ", 4) == 0) {
        const char *end = strchr(at, '\n');
        if (!end)
            return at + strlen(at);
        at = end + 1;
    }
    return at;
}

static int run_file(const char *path, const zy_lexicon *lexicon, bool write)
{
    char *text;
    size_t len;
    zy_error err = {0};
    int cases = 0, wrong = 0;
    if (zy_file_read(path, LIMIT_BYTES, &text, &len, &err) != ZY_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    for (const char *at = text; *at;) {
        size_t line = strcspn(at, "\n");
        const char *next = at + line + (at[line] == '\n');
        if (*at != '?') {
            if (write)
                printf("%.*s\n", (int)line, at);
            at = next;
            continue;
        }
        zy_buf got = {0};
        const char *end = expectation(next);
        bool answered = answer(at, line, lexicon, &got), same = false;
        cases++;
        if (answered)
            same = got.len_bytes == (size_t)(end - next) && memcmp(got.data, next, got.len_bytes) == 0;
        if (write)
            printf("%.*s\n%s", (int)line, at, got.data ? got.data : "");
        else if (!same)
            printf("%s: %.*s\n  wanted:\n%.*s  came:\n%s\n", path, (int)line, at, (int)(end - next), next,
                   got.data ? got.data : "");
        wrong += !same;
        zy_buf_free(&got);
        at = end;
    }
    if (!write)
        printf("%s: %d cases, %d wrong\n", path, cases, wrong);
    free(text);
    return !write && (wrong || !cases);
}

int main(int count, char **arguments)
{
    bool write = count > 1 && strcmp(arguments[1], "--write") == 0;
    int first = write ? 2 : 1, failed = 0;
    zy_lexicon *lexicon;
    zy_error err = {0};
    if (count <= first + 1 || zy_lexicon_load(arguments[first], &lexicon, NULL, &err) != ZY_OK) {
        fprintf(stderr, "run_query [--write] LEXICON FILE...  %s\n", err.message);
        return 2;
    }
    for (int i = first + 1; i < count; i++)
        failed |= run_file(arguments[i], lexicon, write);
    zy_lexicon_free(lexicon);
    return failed;
}
