/* test_case.c: capitals, and what two ways to write a name have in common. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/case.h"

static void capitals_are_a_language_s(void **state) {
    (void)state;
    Arena *arena = arena_create();
    assert_true(str_equal_c(str_upper(arena, str_from("straße"), str_from("de")), "STRASSE"));
    assert_true(str_equal_c(str_upper(arena, str_from("ilk"), str_from("tr")), "İLK"));
    arena_free(arena);
}

static void names_are_folded(void **state) {
    (void)state;
    static const struct {
        const char *name, *folded;
    } cases[] = {
        {"Hall A", "hall a"},
        {"  Hall\t\xC2\xA0 A ", "hall a"}, /* a space that does not break */
        {"Ｈａｌｌ　Ａ", "hall a"},        /* full width */
        {"ﾎｰﾙ １", "ホール 1"},            /* half width */
        {"ﾊﾞ", "バ"},                      /* half width, with its mark apart */
        {"STRASSE", "strasse"},
        {"Straße", "strasse"},
        {"Cafe\xCC\x81", "café"}, /* an accent apart */
        {"Hall-A", "hall-a"},     /* a hyphen is no space */
        {"HallA", "halla"},       /* nor is nothing */
        {"Lab²", "lab²"},         /* a square is not a two */
        {"二号厅", "二号厅"},
        {"\xEF\xBB\xBF𝒜 room", "𝒜 room"},
        {"", ""},
        {" \t", ""},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Str folded = str_fold_name(arena, str_from(cases[i].name));
        if (!str_equal_c(folded, cases[i].folded))
            fail_msg("%s: %.*s", cases[i].name, str_arg(folded));
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_are_a_language_s),
        cmocka_unit_test(names_are_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
