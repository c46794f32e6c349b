/* test_color.c: colours as people write them, and the characters that they are written with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>

#include "base/ascii.h"
#include "base/color.h"

static void colours(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_one;
        uint32_t rgb;
    } cases[] = {
        {"#ecb64f", true, 0xecb64f},
        {"#ECB64F", true, 0xecb64f},
        {"#fA0", true, 0xffaa00},
        {"#000", true, 0},
        {"#ffffff", true, 0xffffff},
        {"ecb64f", false, 0},
        {"#ecb64", false, 0},
        {"#ecb64fa", false, 0},
        {"#ecb64fff", false, 0},
        {"#ecb64g", false, 0},
        {"#ec:64f", false, 0},
        {"#ec/64f", false, 0},
        {"#ec@64f", false, 0},
        {"#ec`64f", false, 0},
        {"#", false, 0},
        {"", false, 0},
        {"#12 ", false, 0},
        {"##12345", false, 0},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        uint32_t rgb = 0x123456;
        bool is_one = color_parse(str_from(cases[i].text), &rgb);
        uint32_t wanted = cases[i].is_one ? cases[i].rgb : 0x123456;
        if (is_one != cases[i].is_one || rgb != wanted)
            fail_msg("\"%s\": %d, %06x", cases[i].text, is_one, rgb);
    }
    uint32_t rgb;
    assert_false(color_parse((Str){0}, &rgb));
    assert_true(color_parse_bare(str_from("ecb64f"), &rgb) && rgb == 0xecb64f);
    assert_true(color_parse_bare(str_from("#fa0"), &rgb) && rgb == 0xffaa00);
    assert_false(color_parse_bare(str_from("##fa0"), &rgb));
    assert_false(color_parse_bare(str_from("red"), &rgb));
}

/* All 256 characters as libc sees them in the C locale, which tests run in. */
static void characters(void **state) {
    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        bool is_ascii = i < 128;
        assert_int_equal(ascii_is_digit(c), is_ascii && isdigit(i) != 0);
        assert_int_equal(ascii_is_upper(c), is_ascii && isupper(i) != 0);
        assert_int_equal(ascii_is_lower(c), is_ascii && islower(i) != 0);
        assert_int_equal(ascii_is_letter(c), is_ascii && isalpha(i) != 0);
        assert_int_equal(ascii_is_space(c), is_ascii && isspace(i) != 0);
        assert_int_equal(ascii_lower(c), is_ascii ? (char)tolower(i) : c);
        assert_int_equal(ascii_hex(c) >= 0, is_ascii && isxdigit(i) != 0);
    }
    assert_int_equal(ascii_hex('7'), 7);
    assert_int_equal(ascii_hex('c'), 12);
    assert_int_equal(ascii_hex('F'), 15);
}

/* What CSS's color-mix(in oklab, …) gives in Chromium, to the level. */
static void mixing(void **state) {
    (void)state;
    assert_int_equal(color_mix(0x0b1014, 0x2f8f9d, 0), 0x0b1014);
    assert_int_equal(color_mix(0x0b1014, 0x2f8f9d, 1), 0x2f8f9d);
    assert_int_equal(color_mix(0x000000, 0xffffff, 0.5f), 0x636363);
    assert_int_equal(color_mix(0xff0000, 0x0000ff, 0.5f), 0x8c53a2);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(colours), cmocka_unit_test(mixing),
                                       cmocka_unit_test(characters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
