/* test_shorten.c: texts are cut between what readers take for characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/shorten.h"

#define FAMILY "👨‍👩‍👧" /* three people and two joiners: 18 bytes */
#define CHINA  "🇨🇳"

static void by_bytes(void **state) {
    (void)state;
    static const struct {
        const char *name, *text;
        size_t most;
        const char *expected;
    } cases[] = {
        {"all fits", "abc", 3, "abc"},
        {"plain letters", "abcdef", 4, "abcd"},
        {"nothing fits", "abc", 0, ""},
        {"empty", "", 5, ""},
        {"inside a Han", "a中文", 3, "a"},
        {"on its edge", "a中文", 4, "a中"},
        {"inside the second", "a中文", 6, "a中"},
        {"before an accent of its own", "be\u0301x", 2, "b"},
        {"behind the accent", "be\u0301x", 4, "be\u0301"},
        {"inside a family", "a" FAMILY "b", 12, "a"},
        {"the whole family", "a" FAMILY "b", 19, "a" FAMILY},
        {"half of a flag", "x" CHINA "y", 5, "x"},
        {"two flags, the second cut", CHINA CHINA, 12, CHINA},
        {"a syllable of Devanagari", "aनि", 4, "a"},
        {"a line break of two", "a\r\nb", 2, "a"},
        {"one character that is too long", "e\u0301\u0301\u0301", 4, "e\u0301"},
        {"even its first code point is", "中", 2, ""},
        {"broken bytes", "a\xff\xff\xff", 2, "a\xff"},
        {"lonely continuations", "\x80\x80\x80\x80\x80\x80", 4, "\x80\x80\x80\x80"},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Str got = shorten_bytes(str_from(cases[i].text), cases[i].most);
        if (!str_equal_c(got, cases[i].expected))
            fail_msg("%s: \"%.*s\"", cases[i].name, str_arg(got));
    }
    assert_int_equal(shorten_bytes((Str){0}, 5).len, 0);
}

static void by_characters(void **state) {
    (void)state;
    static const struct {
        const char *name, *text;
        size_t most;
        const char *head, *tail, *marked;
    } cases[] = {
        {"all fits", "中文", 2, "中文", "中文", "中文"},
        {"letters", "abcd", 2, "ab", "cd", "ab…"},
        {"none", "abcdef", 0, "", "", "…"},
        {"accents are part of their letter", "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301",
         "e\u0301e\u0301", "e\u0301e\u0301…"},
        {"people", FAMILY CHINA "z", 2, FAMILY CHINA, CHINA "z", FAMILY CHINA "…"},
        {"no space before the mark", "one two", 4, "one ", " two", "one…"},
        {"broken bytes count for themselves", "\xff\xff\xff", 2, "\xff\xff", "\xff\xff",
         "\xff\xff…"},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str text = str_from(cases[i].text);
        Str head = shorten_characters(text, cases[i].most);
        Str tail = shorten_tail(text, cases[i].most);
        Str marked = shorten_marked(arena, text, cases[i].most);
        if (!str_equal_c(head, cases[i].head) || !str_equal_c(tail, cases[i].tail) ||
            !str_equal_c(marked, cases[i].marked))
            fail_msg("%s: \"%.*s\" \"%.*s\" \"%.*s\"", cases[i].name, str_arg(head), str_arg(tail),
                     str_arg(marked));
    }
    arena_free(arena);
}

static void into_a_buffer(void **state) {
    (void)state;
    char buffer[8];
    memset(buffer, 'x', sizeof buffer);
    shorten_into(buffer, sizeof buffer, str_from("开放日"));
    assert_string_equal(buffer, "开放");
    shorten_into(buffer, sizeof buffer, str_from("seven!!"));
    assert_string_equal(buffer, "seven!!");
    shorten_into(buffer, 1, str_from("x"));
    assert_string_equal(buffer, "");
    shorten_into(buffer, sizeof buffer, (Str){0});
    assert_string_equal(buffer, "");
}

/* Whatever the limit: what comes out is well-formed and a beginning, and a longer limit never gives
 * less. */
static void every_limit_of_a_mixed_text(void **state) {
    (void)state;
    Str text = str_from("Zoë’s Café · 中文會議 " FAMILY CHINA " नमस्ते 한국어 e\u0301\u0302");
    size_t former = 0;
    for (size_t most = 0; most <= text.len; most++) {
        Str head = shorten_bytes(text, most);
        assert_true(head.len <= most && head.len >= former);
        assert_true(str_is_utf8(head));
        former = head.len;
    }
    assert_int_equal(former, text.len);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_bytes),
        cmocka_unit_test(by_characters),
        cmocka_unit_test(into_a_buffer),
        cmocka_unit_test(every_limit_of_a_mixed_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
