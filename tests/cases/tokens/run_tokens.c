/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs case files on folding and cutting.  Usage: cases_tokens LEXICON FILE
 *
 *   fold    TEXT  FOLDED        a seam is shown as ¦
 *   words   TEXT  WORD|WORD     as cut with the lexicon
 *   differ  TEXT  OTHER         the two must not fold alike
 *   not     TEXT  WORD          the word must not come out of the text
 */
#include "../table.h"

#include "base/bits.h"
#include "base/buf.h"
#include "base/utf16.h"
#include "text/analyser.h"
#include "text/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_units(zy_buf *out, const uint16_t *units, size_t from, size_t end)
{
    while (from < end) {
        uint32_t c = zy_utf16_next(units, &from);
        if (c == ZY_FOLD_SEAM)
            zy_buf_str(out, "¦");
        else
            zy_buf_rune(out, c);
    }
}

static void fold(const char *text, zy_buf *out)
{
    zy_folded folded = {0};
    zy_fold(text, strlen(text), &folded);
    zy_buf_reserve(out, 1);
    put_units(out, folded.units, 0, folded.unit_count);
    zy_folded_free(&folded);
}

static void cut(zy_cutter *cutter, const char *text, zy_buf *out)
{
    zy_folded folded = {0};
    zy_fold(text, strlen(text), &folded);
    uint64_t *breaks = calloc(zy_bits_words(folded.unit_count + 1), sizeof *breaks);
    size_t at = 0;
    zy_unit_span word;
    zy_buf_reserve(out, 1);
    if (breaks && !zy_cut(cutter, folded.units, folded.unit_count, breaks, NULL))
        while (zy_word_next(folded.units, breaks, folded.unit_count, &at, &word)) {
            zy_buf_str(out, out->len_bytes ? "|" : "");
            put_units(out, folded.units, word.start, word.end);
        }
    free(breaks);
    zy_folded_free(&folded);
}

static bool has_word(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at++)
        if ((at == words || at[-1] == '|') && (at[len] == '\0' || at[len] == '|'))
            return true;
    return false;
}

static bool check(zy_cutter *cutter, const table_row *row, zy_buf *got)
{
    const char *kind = row->cell[0], *text = row->cell[1], *wanted = row->cell[2];
    if (strcmp(kind, "fold") == 0 || strcmp(kind, "differ") == 0)
        fold(text, got);
    else
        cut(cutter, text, got);
    if (strcmp(kind, "not") == 0)
        return !has_word(got->data, wanted);
    if (strcmp(kind, "differ") != 0)
        return strcmp(got->data, wanted) == 0;
    zy_buf other = {0};
    fold(wanted, &other);
    bool differ = strcmp(got->data, other.data) != 0;
    zy_buf_free(&other);
    return differ;
}

static int run(zy_cutter *cutter, table *t)
{
    table_row row;
    int cases = 0, wrong = 0;
    while (table_next(t, &row)) {
        zy_buf got = {0};
        cases++;
        if (row.count < 3) {
            printf("line %d: three cells are needed\n", row.line);
            wrong++;
        } else if (!check(cutter, &row, &got)) {
            printf("line %d: %s %s\n  wanted %s\n  got    %s\n", row.line, row.raw[0], row.raw[1], row.raw[2],
                   got.data);
            wrong++;
        }
        zy_buf_free(&got);
    }
    printf("%d cases, %d wrong\n", cases, wrong);
    return wrong || !cases ? 1 : 0;
}

int main(int argc, char **argv)
{
    zy_lexicon *lexicon = NULL;
    zy_analyser analyser = {0};
    zy_error err = {0};
    table t;
    if (argc != 3)
        return 2;
    if (zy_lexicon_load(argv[1], &lexicon, NULL, &err) || zy_analyser_open(lexicon, &analyser, &err)) {
        printf("%s\n", err.message);
        return 2;
    }
    int result = table_open(&t, argv[2]) ? run(analyser.cutter, &t) : 2;
    table_close(&t);
    zy_analyser_close(&analyser);
    zy_lexicon_free(lexicon);
    return result;
}
