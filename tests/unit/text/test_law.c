/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The law of folding, on random texts: the folding of a part is a part of the folding of the whole.
 *
 * A part that begins or ends inside what Unicode reads as one character (a letter and its accent) is no part
 * in this sense; such places are told by ICU, not by the code under test.
 */
#include "../random.h"
#include "../unit.h"

#include "base/utf8.h"
#include "support.h"

#include <stdlib.h>
#include <unicode/unorm2.h>

static const char *const pieces[] = {
    "乡",     "村",     "鄉",   "興",     "養",     "老",     "⽼",      "⻥",       "𠮷",       "𫠊",
    "一",     "〇",     "々",   " ",      " ",      "\u3000", "\t",      "\xC2\xA0", "\u200B",   "\uFEFF",
    "\u00AD", "\u2060", "\x01", "a",      "B",      "é",      "e\u0301", "ﬁ",        "ß",        "Ａ",
    "1",      "2",      "０",   "９",     "①",      "⑳",      "²",       "½",        "Ⅱ",        "㎡",
    "㈱",     "㍿",     "，",   "。",     "“",      "(",      "￣",      "´",        "゛",       "か",
    "\u3099", "ﾞ",      "가",   "\u1100", "\u1161", "\u0301", "\u0323",  "\xFF",     "\xE5\x85", "\U000E0100",
    "\uFE0F", "\u20E3", "İ",    "ǰ",      "ŉ",      "\u0345", "Σ",       "ς",        "…",        "-",
    "\n",     "ｶ",      "㌔",
};

static bool may_part(const char *text, size_t len, size_t at)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);
    if (at == 0 || at == len)
        return true;
    uint32_t c = zy_utf8_next(text, len, &at);
    return c == ZY_UTF8_BAD || unorm2_hasBoundaryBefore(nfkc, (UChar32)c);
}

static void trim(const zy_folded *f, size_t *from, size_t *end)
{
    *from = 0;
    *end = f->unit_count;
    while (*from < *end && f->units[*from] == ' ')
        ++*from;
    while (*end > *from && f->units[*end - 1] == ' ')
        --*end;
}

static bool stands_in(const zy_folded *whole, const zy_folded *part)
{
    size_t from, end;
    trim(part, &from, &end);
    size_t count = end - from;
    for (size_t i = 0; i + count <= whole->unit_count; i++)
        if (count == 0 || memcmp(whole->units + i, part->units + from, count * sizeof *part->units) == 0)
            return true;
    return false;
}

static void report(const char *text, size_t from, size_t end)
{
    print_error("whole:");
    for (const char *c = text; *c; c++)
        print_error(" %02X", (unsigned char)*c);
    print_error("  \"%s\"\npart [%zu, %zu)\n", text, from, end);
}

static void check_parts(const char *text, size_t len)
{
    zy_folded whole = {0}, part = {0};
    zy_fold(text, len, &whole);
    for (size_t from = 0, a = 0; from < len; from = a) {
        zy_utf8_next(text, len, &a);
        if (!may_part(text, len, from))
            continue;
        for (size_t end = a;;) {
            if (may_part(text, len, end)) {
                zy_folded_clear(&part);
                zy_fold(text + from, end - from, &part);
                if (!stands_in(&whole, &part))
                    report(text, from, end);
                assert_true(stands_in(&whole, &part));
            }
            if (end == len)
                break;
            zy_utf8_next(text, len, &end);
        }
    }
    zy_folded_free(&whole);
    zy_folded_free(&part);
}

static void parts_fold_to_parts(void **state)
{
    (void)state;
    uint64_t seed = 20250103;
    char text[512];
    for (int round = 0; round < 20000; round++)
        check_parts(
            text, random_text(&seed, pieces, COUNT(pieces), 1 + random_below(&seed, 12), text, sizeof text));
}

/* The same of strings of any bytes at all. */
static void random_bytes(uint64_t *seed, char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        text[i] = (char)(random_below(seed, 4) ? 0xC0 + random_below(seed, 0x40) : random_below(seed, 256));
    text[len] = '\0';
}

static void leads_back_always(void **state)
{
    (void)state;
    uint64_t seed = 19490101;
    char text[512];
    zy_folded folded = {0};
    zy_buf back = {0};
    for (int round = 0; round < 40000; round++) {
        size_t len = 1 + random_below(&seed, 40);
        bool in_order;
        if (round % 4)
            len = random_text(&seed, pieces, COUNT(pieces), len, text, sizeof text);
        else
            random_bytes(&seed, text, len);
        zy_folded_clear(&folded);
        zy_buf_clear(&back);
        zy_fold(text, len, &folded);
        undo(&folded, text, &back, &in_order);
        bool same = in_order && back.len_bytes == len && memcmp(back.data, text, len) == 0;
        if (!same)
            report(text, 0, len);
        assert_true(same);
    }
    zy_folded_free(&folded);
    zy_buf_free(&back);
}

/* No folded text begins with a space, has two of them, or one between Han characters. */
static void spaces_are_settled(void **state)
{
    (void)state;
    uint64_t seed = 7;
    char text[512];
    zy_folded f = {0};
    for (int round = 0; round < 20000; round++) {
        size_t len = random_text(&seed, pieces, COUNT(pieces), 14, text, sizeof text);
        zy_folded_clear(&f);
        zy_fold(text, len, &f);
        for (size_t i = 0; i < f.unit_count; i++)
            if (f.units[i] == ' ') {
                bool fine = i > 0 && i + 1 < f.unit_count && f.units[i + 1] != ' ' &&
                            !(f.units[i - 1] >= 0x4E00 && f.units[i - 1] < 0xA000 &&
                              f.units[i + 1] >= 0x4E00 && f.units[i + 1] < 0xA000);
                if (!fine)
                    report(text, 0, len);
                assert_true(fine);
            }
    }
    zy_folded_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_fold_to_parts),
        cmocka_unit_test(leads_back_always),
        cmocka_unit_test(spaces_are_settled),
    };
    return cmocka_run_group_tests(tests, NULL, let_icu_go);
}
