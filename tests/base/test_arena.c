/* test_arena.c: memory that is zeroed, aligned, and stays where it is until it is freed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    static const struct {
        size_t size, align, count;
    } cases[] = {
        {1, 1, 1},  {1, 1, 0},      {3, 1, 7},           {8, 8, 1},
        {24, 8, 5}, {64, 64, 3},    {100 * 1000, 16, 1}, {5 * 1024 * 1024, 64, 1},
        {1, 64, 1}, {48, 16, 2000},
    };
    Arena *arena = arena_create();
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = 0; i < countof(cases); i++) {
            size_t bytes = cases[i].size * cases[i].count;
            unsigned char *p = arena_alloc(arena, cases[i].size, cases[i].align, cases[i].count);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % cases[i].align, 0);
            for (size_t k = 0; k < bytes; k++)
                assert_int_equal(p[k], 0);
            memset(p, 0xA5, bytes); /* dirt that a later round must not see */
        }
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
    arena_free(arena);
}

static void objects_do_not_move_or_overlap(void **state) {
    (void)state;
    enum { OBJECTS = 5000 };
    Arena *arena = arena_create();
    uint32_t **objects = arena_new(arena, uint32_t *, OBJECTS);
    for (uint32_t i = 0; i < OBJECTS; i++) {
        objects[i] = arena_new(arena, uint32_t, 1 + i % 13);
        for (uint32_t k = 0; k < 1 + i % 13; k++)
            objects[i][k] = i;
    }
    for (uint32_t i = 0; i < OBJECTS; i++)
        for (uint32_t k = 0; k < 1 + i % 13; k++)
            assert_int_equal(objects[i][k], i);
    arena_free(arena);
}

static void reset_keeps_the_largest_block(void **state) {
    (void)state;
    Arena *arena = arena_create();
    arena_alloc(arena, 1, 1, 100);
    void *large = arena_alloc(arena, 1, 1, 500 * 1000);
    arena_reset(arena);
    assert_ptr_equal(arena_alloc(arena, 1, 1, 500 * 1000), large);
    arena_free(arena);
    arena_free(NULL);
}

static void pushing_keeps_what_is_there(void **state) {
    (void)state;
    typedef struct {
        int64_t a;
        char b;
    } Item;
    Arena *arena = arena_create();
    Item *items = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        Item *item = arena_push(arena, &items, &count, &capacity, sizeof(Item), _Alignof(Item));
        assert_int_equal(item->a, 0);
        assert_ptr_equal(item, &items[count - 1]);
        *item = (Item){.a = i * 3, .b = (char)i};
    }
    assert_int_equal(count, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(items[i].a, i * 3);
        assert_int_equal(items[i].b, (char)i);
    }
    arena_free(arena);
}

static void texts_end_in_a_nul(void **state) {
    (void)state;
    Arena *arena = arena_create();
    assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    assert_string_equal(arena_printf(arena, "%d %s", 7, "seven"), "7 seven");
    assert_string_equal(arena_printf(arena, "%s", ""), "");
    char *wide = arena_printf(arena, "%5000d", 1);
    assert_int_equal(strlen(wide), 5000);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(objects_do_not_move_or_overlap),
        cmocka_unit_test(reset_keeps_the_largest_block),
        cmocka_unit_test(pushing_keeps_what_is_there),
        cmocka_unit_test(texts_end_in_a_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
