/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Run while building: writes the folding's character tables as a C header on standard output.
 * In: OpenCC's t2s configuration, asked one character at a time, so that a part of a text folds like the
 * whole; the Unicode file EquivalentUnifiedIdeograph.txt for the radicals.  Out: zy_fold_bmp[],
 * zy_fold_rest[].
 */
#include <opencc/opencc.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BMP_FIRST = 0x2E80, BMP_END = 0xFB00, LAST = 0x3FFFF };

static uint32_t fold[LAST + 1];

static size_t put(char *to, uint32_t c)
{
    size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (len == 1) {
        to[0] = (char)c;
        return 1;
    }
    for (size_t i = len - 1; i > 0; i--, c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3F));
    to[0] = (char)((0xF00 >> len) | c);
    return len;
}

/* The one code point in `text`, or 0 when it is not exactly one. */
static uint32_t only(const char *text)
{
    const unsigned char *b = (const unsigned char *)text;
    size_t len = b[0] < 0x80 ? 1 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
    if (strlen(text) != len)
        return 0;
    uint32_t c = len == 1 ? b[0] : b[0] & (0x3Fu >> (len - 1));
    for (size_t i = 1; i < len; i++)
        c = c << 6 | (b[i] & 0x3F);
    return c;
}

static void read_traditional(void)
{
    opencc_t converter = opencc_open("t2s.json");
    if (converter == (opencc_t)-1) {
        fprintf(stderr, "gen_fold: cannot open OpenCC's t2s.json\n");
        exit(1);
    }
    for (uint32_t c = 0x3400; c <= LAST; c++) {
        if (c >= 0xA000 && c < 0xF900)
            c = 0xF900;
        char from[5] = {0};
        put(from, c);
        char *to = opencc_convert_utf8(converter, from, strlen(from));
        uint32_t target = to ? only(to) : 0;
        if (target && target != c)
            fold[c] = target;
        if (to)
            opencc_convert_utf8_free(to);
    }
    opencc_close(converter);
}

/* Lines like "2E81 ; 5382 # ..." and "2E8C..2E8D ; 5C0F # ...".  A radical is folded on like its ideograph.
 */
static void read_radicals(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "gen_fold: cannot open %s\n", path);
        exit(1);
    }
    char line[512];
    while (fgets(line, sizeof line, file)) {
        unsigned first, last, target;
        if (sscanf(line, "%x..%x ; %x", &first, &last, &target) != 3) {
            if (sscanf(line, "%x ; %x", &first, &target) != 2)
                continue;
            last = first;
        }
        for (unsigned c = first; c <= last && c <= LAST; c++)
            fold[c] = target <= LAST && fold[target] ? fold[target] : target;
    }
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    read_traditional();
    read_radicals(argv[1]);
    printf("/* Made by gen_fold; do not edit. */\n");
    printf("enum { FOLD_BMP_FIRST = 0x%X, FOLD_BMP_END = 0x%X };\n", BMP_FIRST, BMP_END);
    printf("/* 0: folds to itself; 1: stands in fold_rest. */\nstatic const uint16_t fold_bmp[] = {");
    for (uint32_t c = BMP_FIRST; c < BMP_END; c++)
        printf("%s%u,", c % 16 ? "" : "\n", fold[c] > 0xFFFF ? 1 : fold[c]);
    printf("\n};\nstatic const struct { uint32_t from, to; } fold_rest[] = {\n");
    for (uint32_t c = 0; c <= LAST; c++)
        if (fold[c] && (fold[c] > 0xFFFF || c >= BMP_END || c < BMP_FIRST))
            printf("{0x%X,0x%X},\n", c, fold[c]);
    printf("};\n");
    return 0;
}
