/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The growing text: appending, cutting, handing over, failing. */
#include "../unit.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

static void appends_everything(void **state)
{
    (void)state;
    zy_buf buf = {0};
    zy_buf_str(&buf, "养老");
    zy_buf_str(&buf, NULL);
    zy_buf_str(&buf, "");
    zy_buf_char(&buf, '-');
    zy_buf_rune(&buf, 0x20BB7);
    zy_buf_rune(&buf, 0xD800);
    zy_buf_printf(&buf, "%d%s", 12, "院");
    zy_buf_add(&buf, "\0x", 2);
    const char wanted[] = "养老-𠮷\xEF\xBF\xBD"
                          "12院\0x";
    assert_int_equal(buf.len_bytes, sizeof wanted - 1);
    assert_memory_equal(buf.data, wanted, sizeof wanted); /* with the NUL behind */
    assert_false(buf.failed);
    zy_buf_free(&buf);
    assert_null(buf.data);
}

static void grows_past_every_size(void **state)
{
    (void)state;
    zy_buf buf = {0};
    for (size_t i = 0; i < 10000; i++) {
        zy_buf_char(&buf, (char)('a' + i % 26));
        assert_int_equal(buf.data[buf.len_bytes], '\0');
    }
    for (size_t i = 0; i < 10000; i++)
        assert_int_equal(buf.data[i], 'a' + (int)(i % 26));
    zy_buf_free(&buf);
}

static void cuts_only_shorter(void **state)
{
    (void)state;
    zy_buf buf = {0};
    zy_buf_cut(&buf, 3);
    assert_null(buf.data);
    zy_buf_str(&buf, "abcdef");
    zy_buf_cut(&buf, 10);
    assert_string_equal(buf.data, "abcdef");
    zy_buf_cut(&buf, 2);
    assert_string_equal(buf.data, "ab");
    zy_buf_clear(&buf);
    assert_string_equal(buf.data, "");
    zy_buf_free(&buf);
}

static void hands_over(void **state)
{
    (void)state;
    zy_buf buf = {0};
    char *empty = zy_buf_take(&buf);
    assert_string_equal(empty, "");
    free(empty);
    zy_buf_str(&buf, "x");
    char *text = zy_buf_take(&buf);
    assert_string_equal(text, "x");
    assert_null(buf.data);
    free(text);
}

static void failure_stays(void **state)
{
    (void)state;
    zy_buf buf = {0};
    zy_buf_str(&buf, "kept");
    assert_false(zy_buf_reserve(&buf, SIZE_MAX / 2));
    assert_true(buf.failed);
    zy_buf_str(&buf, "lost");
    assert_string_equal(buf.data, "kept");
    assert_null(zy_buf_take(&buf));
    zy_buf_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_everything), cmocka_unit_test(grows_past_every_size),
        cmocka_unit_test(cuts_only_shorter),  cmocka_unit_test(hands_over),
        cmocka_unit_test(failure_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
