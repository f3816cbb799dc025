/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Error records: the first message wins, cuts are at whole characters, the status table is complete. */
#include "../unit.h"

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <string.h>

static void first_message_wins(void **state)
{
    (void)state;
    zy_error err = {0};
    assert_int_equal(zy_fail(&err, ZY_IO, "打不开 %s", "a.txt"), ZY_IO);
    zy_hint(&err, "请检查名字。");
    assert_int_equal(zy_fail(&err, ZY_CORRUPT, "later"), ZY_CORRUPT);
    zy_hint(&err, "later");
    assert_int_equal(err.status, ZY_IO);
    assert_string_equal(err.message, "打不开 a.txt");
    assert_string_equal(err.hint, "请检查名字。");
    zy_error_clear(&err);
    assert_int_equal(err.status, ZY_OK);
    assert_string_equal(err.message, "");
}

static void nobody_need_listen(void **state)
{
    (void)state;
    assert_int_equal(zy_fail(NULL, ZY_IO, "x"), ZY_IO);
    assert_int_equal(zy_fail_memory(NULL), ZY_NO_MEMORY);
    assert_int_equal(zy_fail_errno(NULL, ZY_IO, ENOENT, "x"), ZY_IO);
    zy_hint(NULL, "x");
    zy_error_clear(NULL);
}

static void reason_is_named(void **state)
{
    (void)state;
    zy_error err = {0};
    assert_int_equal(zy_fail_errno(&err, ZY_IO, EACCES, "打不开 %s", "a"), ZY_IO);
    assert_ptr_equal(strstr(err.message, "打不开 a"), err.message);
    assert_non_null(strstr(err.message, strerror(EACCES)));
}

/* Of any length, behind any offset: never half a character. */
static void long_messages_end_whole(void **state)
{
    (void)state;
    char text[1500];
    for (size_t lead = 0; lead < 3; lead++) {
        memset(text, 'a', lead);
        text[lead] = '\0';
        while (strlen(text) + 4 < sizeof text)
            strcat(text, "院");
        zy_error err = {0};
        assert_int_equal(zy_fail(&err, ZY_IO, "%s", text), ZY_IO);
        zy_hint(&err, "%s", text);
        assert_true(strlen(err.message) > sizeof err.message - 5);
        assert_true(zy_utf8_valid(err.message, strlen(err.message), NULL));
        assert_true(zy_utf8_valid(err.hint, strlen(err.hint), NULL));
    }
}

static void table_is_complete(void **state)
{
    (void)state;
    for (int s = 0; s < ZY_STATUS_COUNT; s++) {
        assert_true(strlen(zy_status_name((zy_status)s)) > 0);
        assert_true(strlen(zy_status_text((zy_status)s)) > 0);
        assert_in_range(zy_status_exit((zy_status)s), 0, 2);
        assert_in_range(zy_status_http((zy_status)s), 200, 599);
    }
    assert_string_equal(zy_status_name((zy_status)9999), "INTERNAL");
    assert_int_equal(zy_status_exit(ZY_REFUSED), 1);
    assert_int_equal(zy_status_http(ZY_GONE), 410);
}

static void classes_and_facets_have_names(void **state)
{
    (void)state;
    for (int c = 0; c < ZY_CLASS_COUNT; c++)
        assert_true(*zy_class_name((zy_class)c) && *zy_class_label((zy_class)c));
    for (int f = 0; f < ZY_FACET_COUNT; f++)
        assert_true(*zy_facet_name((zy_facet_kind)f) && *zy_facet_label((zy_facet_kind)f));
    assert_string_equal(zy_class_name((zy_class)99), "");
    assert_string_equal(zy_facet_label((zy_facet_kind)99), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_message_wins), cmocka_unit_test(nobody_need_listen),
        cmocka_unit_test(reason_is_named),    cmocka_unit_test(long_messages_end_whole),
        cmocka_unit_test(table_is_complete),  cmocka_unit_test(classes_and_facets_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
