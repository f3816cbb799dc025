/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes of any encoding, taken as an issue's page text: decoding and article recovery. */
#include "fuzz.h"

#include "base/utf8.h"
#include "issue/decode.h"
#include "issue/pages.h"

#include <string.h>

/* What comes out is text, and its lines lie in the source. */
static void check(const zy_articles *set, const char *text)
{
    int lines = 1;
    for (; *text; text++) /* a line end of any system, a page end, U+2028 and U+2029 by their first byte */
        lines += *text == '\n' || *text == '\r' || *text == '\f' || *text == '\v' || *text == '\xE2';
    for (size_t i = 0; i < set->count; i++) {
        const zy_article *a = &set->items[i];
        FUZZ_PROMISE(a->title && a->id && a->first_line <= a->last_line && a->last_line <= lines);
        for (size_t k = 0; k < a->paragraphs.count; k++)
            FUZZ_PROMISE(a->paragraphs.items[k][0] != '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zy_articles set = {0};
    zy_page_file page = {.name = "01.txt"};
    if (!zy_decode((const char *)data, size, NULL, "01.txt", &set, &page.text, &page.bytes, NULL)) {
        FUZZ_PROMISE(strlen(page.text) == page.bytes);
        zy_page_files pages = {.files = &page, .count = 1};
        if (!zy_pages_read(&pages, "fuzz", NULL, &set, NULL))
            check(&set, page.text);
    }
    zy_articles_free(&set);
    return 0;
}
