/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Build tool: how each Han character is most often read.
 * In: ICU's transliteration of single characters.  Out, on standard output: a C header with the syllables in
 * the alphabet's order and, for each character of the two common blocks, the number of its syllable (0:
 * none). Tones are dropped and ü is written v, as it is typed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { FIRST = 0x3400, LAST = 0x9FFF, SYLLABLE_BYTES = 8, SYLLABLES_MOST = 600 };

static char readings[LAST - FIRST + 1][SYLLABLE_BYTES];
static char syllables[SYLLABLES_MOST][SYLLABLE_BYTES];
static int syllable_count;

/* Letters only: marks of tone are separate characters after decomposition, and u with two dots is v. */
static void strip(const UChar *from, int32_t len, char *to)
{
    int n = 0;
    for (int32_t i = 0; i < len && n + 1 < SYLLABLE_BYTES; i++) {
        if (from[i] == 0x308 && n && to[n - 1] == 'u')
            to[n - 1] = 'v';
        else if (from[i] >= 'a' && from[i] <= 'z')
            to[n++] = (char)from[i];
        else if (from[i] < 0x300 ||
                 from[i] > 0x36F) /* neither letter nor mark: the character has no reading */
            n = SYLLABLE_BYTES;
    }
    to[n < SYLLABLE_BYTES ? n : 0] = '\0';
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int number_of(const char *syllable)
{
    const char *at = bsearch(syllable, syllables, (size_t)syllable_count, SYLLABLE_BYTES, by_text);
    return at ? (int)((at - syllables[0]) / SYLLABLE_BYTES) + 1 : 0;
}

static void collect(void)
{
    for (int c = 0; c <= LAST - FIRST; c++) {
        int known = 0;
        for (int i = 0; i < syllable_count && !known; i++)
            known = strcmp(syllables[i], readings[c]) == 0;
        if (!known && readings[c][0] && strpbrk(readings[c], "aeiouv") && syllable_count < SYLLABLES_MOST)
            memcpy(syllables[syllable_count++], readings[c], SYLLABLE_BYTES);
    }
    qsort(syllables, (size_t)syllable_count, SYLLABLE_BYTES, by_text);
}

static void print(void)
{
    printf("/* Made by gen_pinyin.c from ICU's Han-Latin; not to be edited. */\n");
    printf("enum { SYLLABLE_COUNT = %d, READINGS_FIRST = 0x%X, READINGS_LAST = 0x%X };\n", syllable_count,
           FIRST, LAST);
    printf("static const char SYLLABLES[][%d] = {\"\"", SYLLABLE_BYTES);
    for (int i = 0; i < syllable_count; i++)
        printf(",%s\"%s\"", i % 12 ? " " : "\n    ", syllables[i]);
    printf("};\nstatic const uint16_t READINGS[] = {");
    for (int c = 0; c <= LAST - FIRST; c++)
        printf("%s%d,", c % 24 ? " " : "\n    ", number_of(readings[c]));
    printf("\n};\n");
}

int main(void)
{
    static const UChar id[] = u"Han-Latin; NFD";
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *latin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    if (U_FAILURE(status)) {
        fprintf(stderr, "gen_pinyin: %s\n", u_errorName(status));
        return 1;
    }
    for (int c = FIRST; c <= LAST; c++) {
        UChar text[32] = {(UChar)c};
        int32_t len = 1, limit = 1;
        utrans_transUChars(latin, text, &len, 32, 0, &limit, &status);
        if (U_SUCCESS(status))
            strip(text, len, readings[c - FIRST]);
        status = U_ZERO_ERROR;
    }
    utrans_close(latin);
    collect();
    print();
    return 0;
}
