/* test_isolate.c: texts among others: ICU's order of a line that is made of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ubidi.h>
#include <unicode/ustring.h>

#include "base/isolate.h"

/* Texts that each hold one letter that no other has, and what somebody left open in them. */
static const char *const NAMES[] = {
    "a",       "1b",        "م",       "(ש)", "\u202Ec", "\u202Bd\u202A", "\u2067e",
    "f\u2069", "\u2069g",   "ه 7",     "٣",   "12",      "\u2068م\u2069", "i\u202C\u2069",
    "+",       "\u202Eע 4", "م\u2067",
};

/* Where each name begins and ends on the screen, in a list "A / B / C" on such a page. */
static void check_list(Arena *arena, const size_t *names, size_t count, bool is_rtl) {
    Str list = {0};
    size_t from[8], to[8]; /* bytes */
    for (size_t i = 0; i < count; i++) {
        Str name = isolate_text(arena, str_from(NAMES[names[i]]), is_rtl);
        list = str_printf(arena, "%.*s%s", str_arg(list), i > 0 ? " / " : "");
        from[i] = list.len;
        list = str_printf(arena, "%.*s%.*s", str_arg(list), str_arg(name));
        to[i] = list.len;
    }
    UErrorCode error = U_ZERO_ERROR;
    UChar units[256];
    int32_t length = 0, bounds[8][2];
    for (size_t i = 0, byte = 0; byte < list.len;) {
        size_t start = byte;
        uint32_t rune = str_next_rune(list, &byte);
        if (i < count && start == from[i])
            bounds[i][0] = length;
        units[length++] = (UChar)rune;
        if (i < count && byte == to[i])
            bounds[i++][1] = length;
    }
    UBiDi *bidi = ubidi_open();
    ubidi_setPara(bidi, units, length, is_rtl ? UBIDI_DEFAULT_RTL : UBIDI_DEFAULT_LTR, NULL,
                  &error);
    assert_true(U_SUCCESS(error));
    int32_t last = -1; /* place on the screen of what stands before, from the page's start */
    for (size_t i = 0; i < count; i++) {
        int32_t least = INT32_MAX, most = -1;
        for (int32_t unit = bounds[i][0]; unit < bounds[i][1]; unit++) {
            int32_t place = ubidi_getVisualIndex(bidi, unit, &error);
            place = is_rtl ? length - 1 - place : place;
            least = place < least ? place : least;
            most = place > most ? place : most;
        }
        if (least <= last || most - least != bounds[i][1] - bounds[i][0] - 1)
            fail_msg("name %zu of \"%.*s\" (%s) is at %d to %d after %d", i, str_arg(list),
                     is_rtl ? "rtl" : "ltr", least, most, last);
        last = most;
    }
    ubidi_close(bidi);
}

static void a_list_keeps_the_order_of_the_page(void **state) {
    (void)state;
    Arena *arena = arena_create();
    enum { COUNT = sizeof NAMES / sizeof *NAMES };
    for (size_t i = 0; i < COUNT * COUNT * COUNT; i++) {
        const size_t names[] = {i % COUNT, i / COUNT % COUNT, i / COUNT / COUNT};
        arena_reset(arena);
        /* A list of plain Latin is as it is; whatever begins such a list rules its direction. */
        check_list(arena, names, 3, false);
        check_list(arena, names, 3, true);
    }
    arena_free(arena);
}

static void a_list_within_a_list_keeps_it_too(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str first = isolate_text(arena, str_from("م"), true),
        second = isolate_text(arena, str_from("a"), true);
    Str list = str_printf(arena, "%.*s / %.*s", str_arg(first), str_arg(second));
    /* Without a letter of its own it runs as the page does: RLI, not FSI. */
    assert_memory_equal(isolate_text(arena, list, true).s, "\u2067", 3);
    assert_memory_equal(isolate_text(arena, list, false).s, "\u2066", 3);
    arena_free(arena);
}

static void what_cannot_disturb_is_left_alone(void **state) {
    (void)state;
    Arena *arena = arena_create();
    static const char *const PLAIN[] = {"", "Ann Lee (ACME) 2", "马涛（伯瑜）", "09:30 – 10:00",
                                        "Åsa 👍"};
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
        Str text = str_from(PLAIN[i]);
        assert_ptr_equal(isolate_text(arena, text, false).s, text.s);
    }
    assert_int_equal(isolate_text(arena, (Str){0}, true).len, 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_keeps_the_order_of_the_page),
        cmocka_unit_test(a_list_within_a_list_keeps_it_too),
        cmocka_unit_test(what_cannot_disturb_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
