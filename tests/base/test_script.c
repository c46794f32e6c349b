/* test_script.c: the writing systems of characters in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/script.h"

static void names_of_scripts(void **state) {
    (void)state;
    static const struct {
        uint32_t rune;
        const char *code, *name;
    } CASES[] = {
        {'a', "Latn", "Latin"},
        {0x5F00, "Hani", "Han"},
        {0x13000, "Egyp", "Egyptian Hieroglyphs"},
        {'7', "Zyyy", "symbols and punctuation"},
        {0x301, "Zyyy", "symbols and punctuation"}, /* a mark takes the script of its letter */
        {0x1F600, "Zsye", "emoji"},
        {0x1F3FD, "Zsye", "emoji"},
        {0x1FAFF, "Zsye", "emoji"}, /* kept for one that is to come */
        {0xE000, "Zzzz", "private use"},
        {0x378, "Zzzz", "not assigned"},
        {0x110000, "Zyyy", "symbols and punctuation"}, /* no character at all */
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(CASES); i++) {
        assert_string_equal(script_code(CASES[i].rune), CASES[i].code);
        assert_string_equal(script_name(arena, CASES[i].rune).s, CASES[i].name);
    }
    arena_free(arena);
}

static void what_no_font_needs(void **state) {
    (void)state;
    static const uint32_t BLANK[] = {' ', '\n', 0x7, 0x3000, 0x200D, 0xFE0F, 0xA0};
    static const uint32_t SEEN[] = {'a', 0x5F00, 0x301, 0xE000, 0xFFFD};
    for (size_t i = 0; i < countof(BLANK); i++)
        assert_true(script_is_blank(BLANK[i]));
    for (size_t i = 0; i < countof(SEEN); i++)
        assert_false(script_is_blank(SEEN[i]));
    assert_true(script_is_private(0xF8FF));
    assert_false(script_is_private('a'));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_scripts),
        cmocka_unit_test(what_no_font_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
