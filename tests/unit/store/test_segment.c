/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Segments: written, opened, restored to the byte; and what is said of damaged ones. */
#include "../random.h"
#include "../unit.h"

#include "../archive.h"
#include "base/bits.h"
#include "base/utf8.h"
#include "store/source.h"
#include "text/fold.h"

#include <stdlib.h>
#include <unistd.h>

static char *folder;

static int make_folder(void **state)
{
    (void)state;
    folder = folder_make();
    return 0;
}

static int drop_folder(void **state)
{
    folder_drop(folder);
    return let_icu_go(state);
}

static void open_segment(const char *name, zy_segment *segment)
{
    zy_error err = {0};
    if (zy_segment_open(folder, name, segment, &err))
        fail_msg("%s", err.message);
    assert_int_equal(zy_segment_verify(segment, &err), ZY_OK);
}

/* ---- Restoring ---- */

/* The source without what is not seen at its ends: what a stored passage gives back. */
static void trim_source(const char *text, size_t *from, size_t *end)
{
    zy_folded folded = {0};
    *from = 0;
    *end = strlen(text);
    zy_fold(text, *end, &folded);
    for (size_t i = 0; i < folded.edit_count; i++) {
        const zy_edit *edit = &folded.edits[i];
        if (edit->len_units == 0 && edit->at_units == 0)
            *from = edit->source_bytes_at + edit->source_bytes;
        else if (edit->len_units == 0 && edit->at_units == folded.unit_count && edit->source_bytes_at < *end)
            *end = edit->source_bytes_at;
    }
    zy_folded_free(&folded);
}

static void check_passage(const zy_segment *segment, uint32_t doc, uint32_t passage, const char *text)
{
    zy_source source = {0};
    size_t from, end;
    trim_source(text, &from, &end);
    assert_int_equal(zy_source_restore(segment, doc, segment->passage_starts[passage],
                                       zy_passage_end(segment, passage), &source, NULL),
                     ZY_OK);
    assert_int_equal(source.text.len_bytes, end - from);
    assert_memory_equal(source.text.data, text + from, end - from);
    zy_source_free(&source);
}

/* The passages an article should have, in order. */
static size_t passages_of(const zy_article *a, const char **texts, uint8_t *kinds)
{
    size_t n = 0;
#define PUT(text, kind)                                                                                      \
    do {                                                                                                     \
        size_t from_, end_;                                                                                  \
        if ((text) && (trim_source(text, &from_, &end_), from_ < end_)) {                                    \
            texts[n] = text;                                                                                 \
            kinds[n++] = ZY_PASSAGE_##kind;                                                                  \
        }                                                                                                    \
    } while (0)
    PUT(a->title, TITLE);
    PUT(a->kicker, KICKER);
    PUT(a->subtitle, SUBTITLE);
    for (size_t i = 0; i < a->paragraphs.count; i++)
        PUT(a->paragraphs.items[i], BODY);
    for (size_t i = 0; i < a->captions.count; i++)
        PUT(a->captions.items[i], CAPTION);
    for (size_t i = 0; i < a->authors.count; i++)
        PUT(a->authors.items[i], AUTHOR);
#undef PUT
    return n;
}

static void check_article(const zy_segment *segment, const zy_article *article)
{
    const char *texts[64];
    uint8_t kinds[64];
    int64_t doc = zy_segment_find_id(segment, article->id);
    assert_true(doc >= 0);
    const zy_doc_record *record = &segment->docs[doc];
    assert_string_equal(zy_segment_string(segment, record->id), article->id);
    assert_string_equal(zy_segment_string(segment, record->issue), article->issue ? article->issue : "");
    assert_int_equal(record->date, article->date);
    assert_int_equal(record->page, article->page);
    assert_int_equal(record->author_count, article->authors.count);
    for (uint16_t i = 0; i < record->author_count; i++)
        assert_string_equal(zy_segment_string(segment, segment->lists[record->lists_at + i]),
                            article->authors.items[i]);
    size_t count = passages_of(article, texts, kinds);
    uint32_t first = segment->passage_first[doc], have = segment->passage_first[doc + 1] - first;
    if (count == 0) { /* an article of nothing has one passage of nothing */
        assert_int_equal(have, 1);
        assert_int_equal(zy_passage_end(segment, first), segment->passage_starts[first]);
        return;
    }
    assert_int_equal(have, count);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(segment->passage_kinds[first + i], kinds[i]);
        check_passage(segment, (uint32_t)doc, first + i, texts[i]);
    }
}

static const char *const odd_paragraphs[] = {
    "鄉村振興，２０２５年。",
    "  缩进的段落\u3000两端有空白 \u200B ",
    "面积１００㎡，①2024，10²",
    "零宽\u200B字符\uFEFF在里面，乡 村 \u200B 之间",
    "é e\u0301 Ⅱ ⽼ ⻥ 𠮷𫠊",
    "坏字节\xFF\xE5\x85后面",
    "\u200B",
    "   ",
    "\u200B乡\u200B",
    "a",
    NULL,
};

static void restores_to_the_byte(void **state)
{
    (void)state;
    zy_articles set = {0};
    zy_article *a = article_add(&set, "a1", "鄉村振興　張堰鎮", odd_paragraphs,
                                (const char *const[]){"王　芳", "李四", NULL});
    a->kicker = "引　题";
    a->subtitle = "——副题１";
    a->issue = "125";
    a->date = 20241217;
    a->page = 3;
    zy_strings_add(&set.arena, &a->captions, "图①：修舊如舊", strlen("图①：修舊如舊"));
    article_add(&set, "空", "", NULL, NULL);
    article_add(&set, "a0", "", (const char *const[]){"只有正文", NULL}, NULL);
    article_add(&set, "空2", " \u200B ", (const char *const[]){"  ", NULL}, NULL);
    article_add(&set, "b", "只有标题", NULL, NULL);
    for (size_t parts = 1; parts <= 4; parts++) {
        zy_segment segment;
        segment_make(folder, "s000001-00", &set, 0, set.count, parts);
        open_segment("s000001-00", &segment);
        assert_int_equal(segment.doc_count, set.count);
        for (size_t i = 0; i < set.count; i++)
            check_article(&segment, &set.items[i]);
        assert_int_equal(zy_segment_find_id(&segment, "a"), -1);
        assert_int_equal(zy_segment_find_id(&segment, ""), -1);
        assert_int_equal(zy_segment_find_id(&segment, "zz"), -1);
        assert_string_equal(zy_segment_string(&segment, 0), "");
        assert_string_equal(zy_segment_string(&segment, UINT32_MAX), "");
        zy_segment_close(&segment);
    }
    zy_articles_free(&set);
}

static const char *const pieces[] = {
    "乡", "鄉", "村", "⽼",      "𠮷", " ",  "\u3000", "\u200B",     "\uFEFF",
    "a",  "Ｂ", "é",  "e\u0301", "㎡", "㈱", "①",      "2",          "²",
    "½",  "Ⅱ",  "，", "\xFF",    "ﬁ",  "か", "\u3099", "\U000E0100", "\x01",
};

/* Every run of units: its letters fold to those units, and neither begin nor end with something unseen. */
static void check_run(const zy_segment *s, const zy_source *source, uint32_t base, uint32_t from,
                      uint32_t end)
{
    const char *text = source->text.data;
    size_t len = source->text.len_bytes;
    size_t a = zy_utf8_offset(text, len, source->first_char[from]);
    size_t b = zy_utf8_offset(text, len, source->end_char[end]);
    assert_true(a < b);
    zy_folded folded = {0};
    zy_fold(text + a, b - a, &folded);
    /* A run that cuts through ㎡ is shown as the whole character: it may be longer, never shorter. */
    bool found = false;
    for (size_t i = 0; i + (end - from) <= folded.unit_count && !found; i++)
        found = memcmp(folded.units + i, s->text + base + from, (end - from) * 2) == 0;
    if (!found)
        print_error("units [%u, %u): \"%.*s\" of \"%s\"\n", from, end, (int)(b - a), text + a, text);
    assert_true(found);
    if (folded.edit_count) {
        const zy_edit *first = &folded.edits[0], *last = &folded.edits[folded.edit_count - 1];
        assert_false(first->len_units == 0 && first->at_units == 0);
        assert_false(last->len_units == 0 && last->at_units == folded.unit_count);
    }
    zy_folded_free(&folded);
}

static bool may_mark(const zy_segment *s, uint32_t at)
{
    uint16_t unit = s->text[at];
    return unit != ' ' && unit != ZY_FOLD_SEAM && (unit & 0xFC00) != 0xDC00;
}

static void check_maps(const zy_segment *s, uint32_t doc)
{
    zy_source source = {0};
    for (uint32_t p = s->passage_first[doc]; p < s->passage_first[doc + 1]; p++) {
        uint32_t base = s->passage_starts[p], count = zy_passage_end(s, p) - base;
        assert_int_equal(zy_source_restore(s, doc, base, base + count, &source, NULL), ZY_OK);
        assert_int_equal(source.count, count);
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t j = i + 1; j <= count && j <= i + 6; j++)
                if (may_mark(s, base + i) && may_mark(s, base + j) && s->text[base + j - 1] != ' ' &&
                    s->text[base + j - 1] != ZY_FOLD_SEAM)
                    check_run(s, &source, base, i, j);
    }
    zy_source_free(&source);
}

/* A window of a passage restores to a part of the whole passage's text. */
static void check_windows(const zy_segment *s, uint32_t doc, uint64_t *seed)
{
    zy_source whole = {0}, window = {0};
    for (uint32_t p = s->passage_first[doc]; p < s->passage_first[doc + 1]; p++) {
        uint32_t base = s->passage_starts[p], end = zy_passage_end(s, p);
        assert_int_equal(zy_source_restore(s, doc, base, end, &whole, NULL), ZY_OK);
        for (int i = 0; i < 8 && end > base; i++) {
            uint32_t a = base + random_below(seed, end - base), b = a + 1 + random_below(seed, end - a);
            if ((s->text[a] & 0xFC00) == 0xDC00 || (s->text[b] & 0xFC00) == 0xDC00)
                continue;
            assert_int_equal(zy_source_restore(s, doc, a, b, &window, NULL), ZY_OK);
            const char *text = window.text.data ? window.text.data : "";
            if (!strstr(whole.text.data, text))
                print_error("units [%u, %u): \"%s\" of \"%s\"\n", a - base, b - base, text, whole.text.data);
            assert_non_null(strstr(whole.text.data, text));
            assert_int_equal(window.first_char[window.count],
                             zy_utf8_count(window.text.data, window.text.len_bytes));
        }
    }
    zy_source_free(&whole);
    zy_source_free(&window);
}

static void maps_every_character(void **state)
{
    (void)state;
    uint64_t seed = 42;
    zy_articles set = {0};
    char id[16], first[256], second[256];
    for (int i = 0; i < 400; i++) {
        snprintf(id, sizeof id, "r%03d", i);
        random_text(&seed, pieces, COUNT(pieces), 24, first, sizeof first);
        random_text(&seed, pieces, COUNT(pieces), 24, second, sizeof second);
        article_add(&set, id, first, (const char *const[]){second, first, NULL}, NULL);
    }
    zy_segment segment;
    segment_make(folder, "s000002-00", &set, 0, set.count, 3);
    open_segment("s000002-00", &segment);
    for (size_t i = 0; i < set.count; i++)
        check_article(&segment, &set.items[i]);
    for (uint32_t doc = 0; doc < segment.doc_count; doc++) {
        check_maps(&segment, doc);
        check_windows(&segment, doc, &seed);
    }
    zy_segment_close(&segment);
    zy_articles_free(&set);
}

/* The character a mark on `units` covers, by hand. */
static const struct {
    const char *text, *needle;
    uint32_t start, end;
} marks[] = {
    {"面积㎡大", "m2", 2, 3},     {"面积㎡大", "m", 2, 3},           {"面积㎡大", "2大", 2, 4},
    {"乡\u200B村", "乡村", 0, 3}, {"乡村\u200B好", "乡村", 0, 2},    {"好\u200B乡村", "乡村", 2, 4},
    {"乡 村", "乡村", 0, 3},      {"在乡 \u3000村里", "乡村", 1, 5}, {"e\u0301a", "é", 0, 2},
    {"①2024", "2024", 1, 5},      {"ab\u200Bc", "ab", 0, 2},         {"𠮷乡", "乡", 1, 2},
    {"x\u200B y", "x", 0, 1},     {"x\u200B y", "y", 3, 4},
};

static void marks_leave_out_the_unseen(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(marks); i++) {
        zy_articles set = {0};
        zy_segment s;
        zy_source source = {0};
        zy_folded needle = {0};
        article_add(&set, "m", marks[i].text, NULL, NULL);
        segment_make(folder, "s000003-00", &set, 0, 1, 1);
        open_segment("s000003-00", &s);
        zy_fold(marks[i].needle, strlen(marks[i].needle), &needle);
        uint32_t low, high;
        zy_literal_find(&s.literal, needle.units, needle.unit_count, &low, &high);
        assert_int_equal(high, low + 1);
        uint32_t at = s.suffixes[low];
        assert_int_equal(zy_source_restore(&s, 0, 0, zy_passage_end(&s, 0), &source, NULL), ZY_OK);
        if (source.first_char[at] != marks[i].start ||
            source.end_char[at + needle.unit_count] != marks[i].end)
            print_error("row %zu\n", i);
        assert_int_equal(source.first_char[at], marks[i].start);
        assert_int_equal(source.end_char[at + needle.unit_count], marks[i].end);
        zy_folded_free(&needle);
        zy_source_free(&source);
        zy_segment_close(&s);
        zy_articles_free(&set);
    }
}

/* ---- Damage ---- */

static zy_status open_changed(const char *bytes, size_t len, zy_error *err)
{
    char *path = path_in(folder, "s000009-00.zys");
    zy_segment segment;
    *err = (zy_error){0};
    assert_int_equal(zy_file_write(path, bytes, len, NULL), ZY_OK);
    zy_status status = zy_segment_open(folder, "s000009-00", &segment, err);
    if (!status) {
        status = zy_segment_verify(&segment, err);
        zy_segment_close(&segment);
    }
    free(path);
    return status;
}

static char *read_sample(size_t *len)
{
    zy_articles set = {0};
    char *bytes, *path = path_in(folder, "s000008-00.zys");
    article_add(&set, "a", "标题鄉", (const char *const[]){"正文㎡", NULL}, NULL);
    segment_make(folder, "s000008-00", &set, 0, 1, 1);
    assert_int_equal(zy_file_read(path, 1 << 20, &bytes, len, NULL), ZY_OK);
    zy_articles_free(&set);
    free(path);
    return bytes;
}

static void says_what_is_damaged(void **state)
{
    (void)state;
    zy_error err;
    size_t len;
    char *bytes = read_sample(&len);
    assert_int_equal(open_changed(bytes, len, &err), ZY_OK);
    for (size_t cut = 0; cut < len; cut += cut < 600 ? 37 : 97) { /* cut short anywhere */
        assert_int_equal(open_changed(bytes, cut, &err), ZY_CORRUPT);
        assert_true(err.message[0] && err.hint[0]);
    }
    bytes[0] ^= 1;
    assert_int_equal(open_changed(bytes, len, &err), ZY_CORRUPT);
    bytes[0] ^= 1;
    bytes[8] ^= 2; /* schema */
    assert_int_equal(open_changed(bytes, len, &err), ZY_WRONG_SCHEMA);
    assert_non_null(strstr(err.hint, "--rebuild"));
    bytes[8] ^= 2;
    assert_int_equal(open_changed(bytes, len, &err), ZY_OK);
    zy_segment segment;
    assert_int_equal(zy_segment_open(folder, "nowhere", &segment, &err), ZY_IO);
    free(bytes);
}

/* A flipped byte is noticed by its checksum, or lies between the sections; nothing crashes. */
static void notices_flipped_bytes(void **state)
{
    (void)state;
    zy_error err;
    size_t len, noticed = 0, tried = 0;
    char *bytes = read_sample(&len);
    for (size_t at = 0; at < len; at += 7, tried++) {
        bytes[at] ^= 0x41;
        zy_status status = open_changed(bytes, len, &err);
        assert_true(status == ZY_OK || status == ZY_CORRUPT || status == ZY_WRONG_SCHEMA);
        noticed += status != ZY_OK;
        bytes[at] ^= 0x41;
    }
    assert_true(noticed > tried / 4);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(restores_to_the_byte),       cmocka_unit_test(maps_every_character),
        cmocka_unit_test(marks_leave_out_the_unseen), cmocka_unit_test(says_what_is_damaged),
        cmocka_unit_test(notices_flipped_bytes),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
