/* test_str_builder.c: texts that grow, code points as bytes, and numbers by word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str_builder.h"
#include "base/word_table.h"

static void a_text_grows(void **state) {
    (void)state;
    Arena *arena = arena_create();
    StrBuilder out = {.arena = arena};
    assert_int_equal(str_builder_text(&out).len, 0);
    str_builder_put(&out, (Str){0});
    str_builder_put_c(&out, "a");
    str_builder_printf(&out, "%s", "");
    str_builder_printf(&out, "%03d", 7);
    str_builder_fill(&out, '-', 3);
    str_builder_put(&out, (Str){.s = "xyz", .len = 2});
    assert_string_equal(str_builder_text(&out).s, "a007---xy");
    assert_int_equal(str_builder_text(&out).len, 9);
    /* Of every length once: whatever room there is when it has to grow. */
    StrBuilder lines = {.arena = arena};
    size_t len = 0;
    for (size_t i = 0; i < 300; len += i++)
        str_builder_printf(&lines, "%.*s", (int)i, str_printf(arena, "%0300d", 0).s);
    assert_int_equal(lines.len, len);
    assert_int_equal(strlen(lines.s), len);
    assert_int_equal(strspn(lines.s, "0"), len);
    arena_free(arena);
}

static void code_points_there_and_back(void **state) {
    (void)state;
    for (uint32_t rune = 0; rune <= 0x10FFFF; rune += rune < 0x11000 ? 1 : 257) {
        char bytes[4];
        size_t at = 0;
        if (rune >= 0xD800 && rune <= 0xDFFF)
            continue;
        Str text = {.s = bytes, .len = str_put_rune(bytes, rune)};
        if (!str_is_utf8(text) || str_next_rune(text, &at) != rune || at != text.len)
            fail_msg("U+%04X", rune);
    }
}

static void numbers_by_word(void **state) {
    enum { WORDS = 5000 };
    (void)state;
    Arena *arena = arena_create();
    WordTable table = {.arena = arena};
    assert_int_equal(word_table_get(&table, str_from("a"), 9), 9);
    for (size_t i = 0; i < WORDS; i++)
        word_table_put(&table, str_printf(arena, "%zu", i * i), i);
    for (size_t i = 0; i < WORDS; i++)
        assert_int_equal(word_table_get(&table, str_printf(arena, "%zu", i * i), SIZE_MAX), i);
    assert_int_equal(word_table_get(&table, str_from("2"), SIZE_MAX), SIZE_MAX);
    word_table_put(&table, str_from("4"), 44);
    assert_int_equal(word_table_get(&table, str_from("4"), SIZE_MAX), 44);
    assert_int_equal(word_table_add(&table, str_from("4"), 45), 44);
    assert_int_equal(word_table_add(&table, str_from("2"), 45), 45);
    /* Any bytes are a word, none at all too. */
    word_table_put(&table, (Str){.s = "a\0b", .len = 3}, 1);
    word_table_put(&table, (Str){.s = "a\0c", .len = 3}, 2);
    word_table_put(&table, (Str){0}, 3);
    assert_int_equal(word_table_get(&table, (Str){.s = "a\0b", .len = 3}, 0), 1);
    assert_int_equal(word_table_get(&table, (Str){.s = "a\0c", .len = 3}, 0), 2);
    assert_int_equal(word_table_get(&table, (Str){0}, 0), 3);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_grows),
        cmocka_unit_test(code_points_there_and_back),
        cmocka_unit_test(numbers_by_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
