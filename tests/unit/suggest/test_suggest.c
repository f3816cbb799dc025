/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The vocabulary asked: by letters, by sound, by initials, with slips; and the measures it has to keep. */
#include "../unit.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "suggest/pinyin.h"
#include "suggest/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const zy_entry ENTRIES[] = {
    {"养老院", ZY_ENTRY_WORD, 30, 0},
    {"养老", ZY_ENTRY_WORD, 50, 0},
    {"养老金", ZY_ENTRY_WORD, 8, 0},
    {"敬老院", ZY_ENTRY_WORD, 5, 0},
    {"乡村振兴", ZY_ENTRY_WORD, 40, 0},
    {"乡村", ZY_ENTRY_WORD, 60, 0},
    {"张堰镇", ZY_ENTRY_PLACE, 90, 0},
    {"建农村", ZY_ENTRY_PLACE, 9, 0},
    {"农村", ZY_ENTRY_WORD, 70, 0},
    {"音乐", ZY_ENTRY_WORD, 6, 0},
    {"音乐会", ZY_ENTRY_WORD, 3, 0},
    {"银行", ZY_ENTRY_WORD, 7, 0},
    {"银杏", ZY_ENTRY_WORD, 1, 0},
    {"绿化", ZY_ENTRY_WORD, 7, 0},
    {"女儿", ZY_ENTRY_WORD, 4, 0},
    {"道路", ZY_ENTRY_WORD, 9, 0},
    {"甪里村", ZY_ENTRY_PLACE, 2, 0},
    {"单志明", ZY_ENTRY_AUTHOR, 3, 0},
    {"单位", ZY_ENTRY_WORD, 12, 0},
    {"黄浦江", ZY_ENTRY_WORD, 4, 0},
    {"西安", ZY_ENTRY_PLACE, 2, 0},
    {"先进", ZY_ENTRY_WORD, 9, 0},
    {"会计", ZY_ENTRY_WORD, 3, 0},
    {"重庆", ZY_ENTRY_PLACE, 2, 0},
    {"5G基站", ZY_ENTRY_WORD, 2, 0},
    {"权利", ZY_ENTRY_WORD, 9, 0},
    {"权力", ZY_ENTRY_WORD, 5, 0},
    {"养老院里过重阳", ZY_ENTRY_TITLE, 1, 0},
    {"“养老院”新楼落成", ZY_ENTRY_TITLE, 1, 0},
    {"养老院", ZY_ENTRY_TITLE, 1, 0},
    {"老年食堂", ZY_ENTRY_WORD, 6, 0},
};

typedef struct {
    zy_buf blob;
    zy_vocabulary *v;
} world;

static zy_lexicon *sample_lexicon(void)
{
    zy_lexicon *lexicon = NULL;
    zy_error err = {0};
    assert_int_equal(zy_lexicon_load("../../../corpus/lexicon", &lexicon, NULL, &err), ZY_OK);
    return lexicon;
}

static int make(void **state)
{
    static world w;
    zy_lexicon *lexicon = sample_lexicon();
    zy_error err = {0};
    w = (world){0};
    assert_int_equal(zy_vocabulary_build(ENTRIES, COUNT(ENTRIES), lexicon, &w.blob, &err), ZY_OK);
    assert_int_equal(zy_vocabulary_open(w.blob.data, w.blob.len_bytes, &w.v, &err), ZY_OK);
    zy_lexicon_free(lexicon);
    *state = &w;
    return 0;
}

static int drop(void **state)
{
    world *w = *state;
    zy_vocabulary_free(w->v);
    zy_buf_free(&w->blob);
    return 0;
}

static void completions(void **state)
{
    const world *w = *state;
    static const struct {
        const char *typed, *first; /* NULL: nothing */
    } table[] = {
        {"养", "养老"},
        {"养老院", "养老院"},
        {"yang", "养老"},
        {"yanglao", "养老"},
        {"yanglaoy", "养老院"},
        {"yanglaoyuan", "养老院"},
        {"yang lao yuan", "养老院"},
        {"YangLaoYuan", "养老院"},
        {"yang'lao'yuan", "养老院"},
        {"yang3lao3yuan4", "养老院"},
        {"yǎng lǎo yuàn", "养老院"},
        {"ｙａｎｇｌａｏｙｕａｎ", "养老院"},
        {"yly", "养老院"},
        {"xczx", "乡村振兴"},
        {"XCZX", "乡村振兴"},
        {"xiangczx", "乡村振兴"},
        {"xcunzx", "乡村振兴"},
        {"yinyue", "音乐"},
        {"yinyuehui", "音乐会"},
        {"yinhang", "银行"},
        {"lvhua", "绿化"},
        {"luhua", "绿化"},
        {"lühua", "绿化"},
        {"nver", "女儿"},
        {"nüer", "女儿"},
        {"luli", "甪里村"},
        {"shanzhiming", "单志明"},
        {"danwei", "单位"},
        {"养老y", "养老院"},
        {"养l院", "养老院"},
        {"yang老", "养老"},
        {"xian", "西安"},
        {"xi'an", "西安"},
        {"chongqing", "重庆"},
        {"kuaiji", "会计"},
        {"5gjz", "5G基站"},
        {"张", "张堰镇"},
        {"zyz", "张堰镇"},
        {"zhangyz", "张堰镇"},
        {"quanli", "权利"},
        {"qqqq", NULL},
        {"", NULL},
        {"   ", NULL},
        {"。", NULL},
        {"\xff", NULL},
        {"%", NULL},
        {"a\nb", NULL},
        {"qvanli", "权利"},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        zy_entry out[10];
        size_t count = zy_vocabulary_complete(w->v, table[i].typed, strlen(table[i].typed), out, 10);
        const char *first = count ? out[0].text : NULL;
        if (!first != !table[i].first || (first && strcmp(first, table[i].first) != 0))
            fail_msg("%s: %s, not %s", table[i].typed, first ? first : "nothing",
                     table[i].first ? table[i].first : "nothing");
    }
}

static void headlines_come_behind_words(void **state)
{
    const world *w = *state;
    zy_entry out[10];
    size_t count = zy_vocabulary_complete(w->v, "yanglaoyuan", 11, out, 10), titles = 0;
    assert_true(count >= 3);
    for (size_t i = 0; i < count; i++) {
        titles += out[i].kind == ZY_ENTRY_TITLE;
        assert_true(titles == 0 || out[i].kind == ZY_ENTRY_TITLE);
    }
    assert_int_equal(titles, 2);
    assert_int_equal(out[0].articles, 30); /* the same text as word and headline is one entry */
    assert_int_equal(zy_vocabulary_complete(w->v, "y", 1, out, 2), 2);
    assert_int_equal(zy_vocabulary_complete(w->v, "y", 1, out, 0), 0);
}

static void a_latin_query_stands_for_whole_words(void **state)
{
    const world *w = *state;
    zy_entry out[10];
    bool initials = true;
    assert_int_equal(zy_vocabulary_by_sound(w->v, "quanli", 6, out, 10, &initials), 2);
    assert_string_equal(out[0].text, "权利");
    assert_false(initials);
    assert_int_equal(zy_vocabulary_by_sound(w->v, "xczx", 4, out, 10, &initials), 1);
    assert_true(initials);
    assert_int_equal(zy_vocabulary_by_sound(w->v, "yanglaoyua", 10, out, 10, NULL), 0);
    assert_int_equal(zy_vocabulary_by_sound(w->v, "养老院", 9, out, 10, NULL), 0);
    assert_int_equal(zy_vocabulary_by_sound(w->v, "y", 1, out, 10, NULL), 0);
    assert_int_equal(zy_vocabulary_by_sound(w->v, "internet", 8, out, 10, NULL), 0);
}

/* Read by who does not know the word; but where another word is read so, that one is meant. */
static void words_read_amiss_are_found(void **state)
{
    const world *w = *state;
    zy_entry out[10];
    assert_int_equal(zy_vocabulary_by_sound(w->v, "zhongqing", 9, out, 10, NULL), 1);
    assert_string_equal(out[0].text, "重庆");
    assert_int_equal(zy_vocabulary_by_sound(w->v, "yinxing", 7, out, 10, NULL), 1);
    assert_string_equal(out[0].text, "银杏");
    assert_int_equal(zy_vocabulary_complete(w->v, "yinxing", 7, out, 10), 2);
    assert_string_equal(out[0].text, "银杏");
    assert_string_equal(out[1].text, "银行");
}

static void slips_are_put_right(void **state)
{
    const world *w = *state;
    static const struct {
        const char *typed, *first;
        zy_offer_why why;
    } table[] = {
        {"养老园", "养老院", ZY_OFFER_SOUND},
        {"样老院", "养老院", ZY_OFFER_SOUND},
        {"张堰养老园", "张堰养老院", ZY_OFFER_SOUND},
        {"建浓村", "建农村", ZY_OFFER_SOUND},
        {"乡村镇兴", "乡村振兴", ZY_OFFER_SOUND},
        {"权立", "权利", ZY_OFFER_SOUND},
        {"王浦江", "黄浦江", ZY_OFFER_FUZZY},
        {"张埝镇", "张堰镇", ZY_OFFER_SHAPE},
        {"银杭", "银行", ZY_OFFER_SOUND},
        {"老年食糖", "老年食堂", ZY_OFFER_SOUND},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        zy_offer out[5];
        size_t count = zy_vocabulary_correct(w->v, table[i].typed, strlen(table[i].typed), out, 5);
        if (!count || strcmp(out[0].text, table[i].first) != 0 || out[0].why != table[i].why)
            fail_msg("%s: %s, not %s", table[i].typed, count ? out[0].text : "nothing", table[i].first);
        for (size_t k = 0; k < count; k++)
            assert_string_not_equal(out[k].text, table[i].typed);
    }
    zy_offer out[5];
    assert_int_equal(zy_vocabulary_correct(w->v, "", 0, out, 5), 0);
    assert_int_equal(zy_vocabulary_correct(w->v, "堰", 3, out, 5), 0);
    assert_int_equal(zy_vocabulary_correct(w->v, "\xff\xff\xff", 3, out, 5), 0);
    assert_int_equal(zy_vocabulary_correct(w->v, "abc", 3, out, 5), 0);
}

static void nearest_words_share_characters(void **state)
{
    const world *w = *state;
    zy_offer out[5];
    size_t count = zy_vocabulary_nearest(w->v, "养老护理院", 15, out, 5);
    assert_true(count > 0);
    assert_string_equal(out[0].text, "养老院");
    assert_int_equal(out[0].why, ZY_OFFER_NEAREST);
    assert_int_equal(zy_vocabulary_nearest(w->v, "xyz", 3, out, 5), 0);
    assert_int_equal(zy_vocabulary_nearest(w->v, "", 0, out, 5), 0);
}

static void find_and_labels(void **state)
{
    const world *w = *state;
    zy_entry entry;
    assert_true(zy_vocabulary_find(w->v, "建农村", 9, &entry));
    assert_int_equal(entry.kind, ZY_ENTRY_PLACE);
    assert_false(zy_vocabulary_find(w->v, "建农", 6, &entry));
    assert_false(zy_vocabulary_find(w->v, "", 0, &entry));
    assert_int_equal(zy_vocabulary_count(w->v), COUNT(ENTRIES) - 1);
    assert_string_equal(zy_offer_label(ZY_OFFER_SOUND), "同音");
}

/* ---- Measures over the sample's own words ----------------------------------------------------------------
 */

static void typed_as(const char *word, const uint16_t *syllables, size_t count, char *full, char *initials)
{
    (void)word;
    *full = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(full, zy_syllable_name(syllables[i]));
        initials[i] = zy_syllable_name(syllables[i])[0];
    }
    initials[count] = '\0';
}

/* How a resident would type it: character by character as usually read. */
static size_t usual(const char *word, uint16_t *out)
{
    size_t count = 0;
    for (size_t at = 0, len = strlen(word); at < len && count < 8; count++)
        if (!(out[count] = zy_char_reading(zy_utf8_next(word, len, &at))))
            return 0;
    return count;
}

static void the_lexicons_words_are_found_by_sound(void **state)
{
    (void)state;
    zy_lexicon *lexicon = sample_lexicon();
    size_t kept, count = 0, first = 0, five = 0;
    const char *const *words = zy_lexicon_kept(lexicon, &kept);
    zy_entry *entries = calloc(kept, sizeof *entries);
    for (size_t i = 0; i < kept; i++)
        entries[i] = (zy_entry){words[i], ZY_ENTRY_WORD, 1, 0};
    zy_buf blob = {0};
    zy_vocabulary *v = NULL;
    zy_error err = {0};
    assert_int_equal(zy_vocabulary_build(entries, kept, lexicon, &blob, &err), ZY_OK);
    assert_int_equal(zy_vocabulary_open(blob.data, blob.len_bytes, &v, &err), ZY_OK);
    for (size_t i = 0; i < kept; i++) {
        uint16_t syllables[8];
        char full[64], initials[16];
        zy_entry out[5];
        size_t n = usual(words[i], syllables);
        if (!n || n * 3 != strlen(words[i]))
            continue;
        count++;
        typed_as(words[i], syllables, n, full, initials);
        size_t got = zy_vocabulary_complete(v, full, strlen(full), out, 5);
        first += got && strcmp(out[0].text, words[i]) == 0;
        got = zy_vocabulary_complete(v, initials, n, out, 5);
        for (size_t k = 0; k < got; k++)
            five += strcmp(out[k].text, words[i]) == 0;
    }
    print_message("%zu words: pinyin first %.1f %%, initials among five %.1f %%\n", count,
                  100.0 * (double)first / (double)count, 100.0 * (double)five / (double)count);
    assert_true(count > 200);
    assert_true(first * 100 >= count * 93); /* words read against the rule are typed by the rule here */
    assert_true(five * 100 >= count * 90);
    zy_vocabulary_free(v);
    zy_buf_free(&blob);
    free(entries);
    zy_lexicon_free(lexicon);
}

/* Of words held alike often the one that stands in headlines comes first; what no article holds is not
 * offered. */
static void headlines_weigh(void **state)
{
    (void)state;
    const zy_entry entries[] = {{"一楼", ZY_ENTRY_WORD, 12, 0},
                                {"医疗", ZY_ENTRY_WORD, 10, 0},
                                {"医疗", ZY_ENTRY_WORD, 0, 4},
                                {"夜里", ZY_ENTRY_WORD, 15, 0},
                                {"银铃", ZY_ENTRY_WORD, 0, 100}};
    zy_buf blob = {0};
    zy_vocabulary *v = NULL;
    zy_entry found[8];
    assert_int_equal(zy_vocabulary_build(entries, COUNT(entries), NULL, &blob, NULL), ZY_OK);
    assert_int_equal(zy_vocabulary_open(blob.data, blob.len_bytes, &v, NULL), ZY_OK);
    assert_int_equal(zy_vocabulary_complete(v, "yl", 2, found, COUNT(found)), 3);
    assert_string_equal(found[0].text, "夜里");
    assert_string_equal(found[1].text, "医疗");
    assert_int_equal(found[1].articles, 10);
    assert_string_equal(found[2].text, "一楼");
    zy_vocabulary_free(v);
    zy_buf_free(&blob);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headlines_weigh),
        cmocka_unit_test(words_read_amiss_are_found),
        cmocka_unit_test(completions),
        cmocka_unit_test(headlines_come_behind_words),
        cmocka_unit_test(a_latin_query_stands_for_whole_words),
        cmocka_unit_test(slips_are_put_right),
        cmocka_unit_test(nearest_words_share_characters),
        cmocka_unit_test(find_and_labels),
        cmocka_unit_test(the_lexicons_words_are_found_by_sound),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
