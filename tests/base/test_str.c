/* test_str.c: texts with a length, well-formed and broken UTF-8, and the nearest name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

static Str bytes(const char *s, size_t len) {
    return (Str){.s = s, .len = len};
}

static void comparing_and_cutting(void **state) {
    (void)state;
    assert_true(str_equal(str_from("abc"), bytes("abcd", 3)));
    assert_false(str_equal(str_from("abc"), str_from("abd")));
    assert_true(str_equal(str_from(NULL), str_from("")));
    assert_true(str_equal_c(bytes("zh-CN", 2), "zh"));
    assert_true(str_equal_nocase(str_from("Main HALL"), str_from("mAIN hall")));
    assert_false(str_equal_nocase(str_from("main"), str_from("mains")));
    assert_true(str_starts(str_from("kiosk: 1"), "kiosk"));
    assert_false(str_starts(str_from("kio"), "kiosk"));
    assert_true(str_ends(str_from("day.yaml"), ".yaml"));
    assert_false(str_ends(str_from("yaml"), ".yaml"));
    assert_true(str_equal_c(str_trim(str_from(" \t a b \r\n")), "a b"));
    assert_int_equal(str_trim(str_from(" \n ")).len, 0);
    assert_true(str_equal_c(str_slice(str_from("abcdef"), 2, 3), "cde"));
    assert_true(str_equal_c(str_slice(str_from("abc"), 2, 30), "c"));
    assert_int_equal(str_slice(str_from("abc"), 9, 1).len, 0);
    assert_int_equal(str_find(str_from("a: b: c"), ": "), 1);
    assert_int_equal(str_find(str_from("abc"), "x"), SIZE_MAX);
    assert_int_equal(str_find((Str){0}, "x"), SIZE_MAX);
    assert_int_equal(str_find(str_from("abc"), ""), 0);
}

static void copies_and_hashes(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str copy = str_copy(arena, bytes("title: A", 5));
    assert_string_equal(copy.s, "title");
    assert_string_equal(str_printf(arena, "%02d:%02d", 9, 5).s, "09:05");
    assert_int_equal(str_printf(arena, "%s", "").len, 0);
    /* FNV-1a's published values */
    assert_true(str_hash(STR_HASH_SEED, "", 0) == UINT64_C(0xcbf29ce484222325));
    assert_true(str_hash(STR_HASH_SEED, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(str_hash(STR_HASH_SEED, "foobar", 6) == UINT64_C(0x85944171f73967e8));
    assert_true(str_hash(str_hash(STR_HASH_SEED, "foo", 3), "bar", 3) ==
                str_hash(STR_HASH_SEED, "foobar", 6));
    arena_free(arena);
}

static void runes_of_good_and_broken_bytes(void **state) {
    (void)state;
    static const struct {
        const char *name, *s;
        size_t len;
        uint32_t runes[6];
        size_t count;
        bool is_good;
    } cases[] = {
        {"ASCII", "A~", 2, {'A', '~'}, 2, true},
        {"NUL", "\0", 1, {0}, 1, true},
        {"Han", "\xE4\xB8\xAD", 3, {0x4E2D}, 1, true},
        {"two bytes", "\xC2\x80\xDF\xBF", 4, {0x80, 0x7FF}, 2, true},
        {"emoji", "\xF0\x9F\x98\x80", 4, {0x1F600}, 1, true},
        {"the last one", "\xF4\x8F\xBF\xBF", 4, {0x10FFFF}, 1, true},
        {"beyond the last", "\xF4\x90\x80\x80", 4, {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}, 4, false},
        {"surrogate", "\xED\xA0\x80", 3, {0xFFFD, 0xFFFD, 0xFFFD}, 3, false},
        {"overlong slash", "\xC0\xAF", 2, {0xFFFD, 0xFFFD}, 2, false},
        {"overlong three", "\xE0\x9F\xBF", 3, {0xFFFD, 0xFFFD, 0xFFFD}, 3, false},
        {"cut short", "a\xE4\xB8", 3, {'a', 0xFFFD, 0xFFFD}, 3, false},
        {"lone tail", "\x80z", 2, {0xFFFD, 'z'}, 2, false},
        {"a real U+FFFD", "\xEF\xBF\xBD", 3, {0xFFFD}, 1, true},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Str text = bytes(cases[i].s, cases[i].len);
        size_t count = 0;
        for (size_t at = 0; at < text.len; count++) {
            uint32_t rune = str_next_rune(text, &at);
            if (count >= cases[i].count || rune != cases[i].runes[count])
                fail_msg("%s: rune %zu is U+%04X", cases[i].name, count, (unsigned)rune);
        }
        assert_int_equal(count, cases[i].count);
        if (str_is_utf8(text) != cases[i].is_good)
            fail_msg("%s: is_utf8", cases[i].name);
    }
}

static void nearest_name(void **state) {
    (void)state;
    static const Str NAMES[] = {{"main", 4},   {"lab", 3},    {"now_next", 8},
                                {"agenda", 6}, {"二号厅", 9}, {"spotlight", 9}};
    static const struct {
        const char *typed, *meant; /* NULL: none is near */
    } cases[] = {
        {"mian", "main"},
        {"Main", "main"},
        {"agneda", "agenda"},
        {"nownext", "now_next"},
        {"spotligth", "spotlight"},
        {"xyz", NULL},
        {"", NULL},
        {"二号庁", "二号厅"},
        {"r", NULL},
        {"spot", NULL},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        const Str *found = str_nearest(str_from(cases[i].typed), NAMES, countof(NAMES));
        if (!found != !cases[i].meant || (found && !str_equal_c(*found, cases[i].meant)))
            fail_msg("%s: %.*s", cases[i].typed, (int)(found ? found->len : 0),
                     found ? found->s : "");
    }
    char longer[200];
    memset(longer, 'a', sizeof longer);
    assert_null(str_nearest(bytes(longer, sizeof longer), NAMES, countof(NAMES)));
}

static void how_many_letters_differ(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        size_t distance;
    } cases[] = {
        {"hall a", "hall a", 0}, {"hall a", "hall b", 1}, {"hall", "halls", 1}, {"main", "mian", 1},
        {"二号厅", "三号厅", 1}, {"hall a", "annex", 5},  {"", "hall", 4},
    };
    for (size_t i = 0; i < countof(cases); i++)
        if (str_distance(str_from(cases[i].a), str_from(cases[i].b)) != cases[i].distance)
            fail_msg("%s, %s", cases[i].a, cases[i].b);
    char longer[200];
    memset(longer, 'a', sizeof longer);
    assert_int_equal(str_distance(bytes(longer, sizeof longer), str_from("a")), SIZE_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparing_and_cutting),          cmocka_unit_test(copies_and_hashes),
        cmocka_unit_test(runes_of_good_and_broken_bytes), cmocka_unit_test(nearest_name),
        cmocka_unit_test(how_many_letters_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
