/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arena: alignment, zeroing, large and impossible requests. */
#include "../unit.h"

#include "base/arena.h"

#include <string.h>

static void pieces_are_zeroed_and_aligned(void **state)
{
    (void)state;
    zy_arena arena = {0};
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *piece = zy_arena_get(&arena, size, 1);
        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xAA, size); /* a neighbour must not see this */
    }
    zy_arena_free(&arena);
    assert_null(arena.blocks);
}

static void large_pieces_fit(void **state)
{
    (void)state;
    zy_arena arena = {0};
    char *large = ZY_ARENA_ARRAY(&arena, char, 5 << 20);
    assert_non_null(large);
    large[(5 << 20) - 1] = 1;
    assert_non_null(ZY_ARENA_NEW(&arena, int));
    zy_arena_free(&arena);
}

static void impossible_sizes_fail(void **state)
{
    (void)state;
    zy_arena arena = {0};
    assert_null(zy_arena_get(&arena, SIZE_MAX / 2, 8));
    assert_true(arena.failed);
    assert_non_null(zy_arena_get(&arena, 1, 1)); /* the arena lives on; the failure is remembered */
    assert_true(arena.failed);
    zy_arena_free(&arena);
}

static void strings_are_copies(void **state)
{
    (void)state;
    zy_arena arena = {0};
    char text[] = "养老院";
    char *copy = zy_arena_str(&arena, text), *part = zy_arena_strn(&arena, text, 6);
    char *printed = zy_arena_printf(&arena, "%s第%d期", text, 125);
    text[0] = 'x';
    assert_string_equal(copy, "养老院");
    assert_string_equal(part, "养老");
    assert_string_equal(printed, "养老院第125期");
    assert_null(zy_arena_str(&arena, NULL));
    assert_string_equal(zy_arena_strn(&arena, NULL, 0), "");
    zy_arena_free(&arena);
    zy_arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_and_aligned),
        cmocka_unit_test(large_pieces_fit),
        cmocka_unit_test(impossible_sizes_fail),
        cmocka_unit_test(strings_are_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
