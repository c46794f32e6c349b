/* What a screen keeps of the long texts in files of other programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>

#include "equal.h"
#include "formats/write_native.h"
#include "imported.h"

/* A frab file whose only abstract is `head`, then `body` so many times. */
static Str one_abstract(Arena *arena, const char *head, const char *body, size_t count) {
    Str text = str_printf(
        arena,
        "{\"schedule\": {\"conference\": {\"title\": \"Meadow\", \"days\": [{\"date\": "
        "\"2027-03-05\", \"rooms\": {\"A\": [{\"title\": \"Bees\", \"start\": \"09:00\", "
        "\"duration\": \"00:30\", \"abstract\": \"%s",
        head);
    for (size_t i = 0; i < count; i++)
        text = str_printf(arena, "%.*s%s", str_arg(text), body);
    return str_printf(arena, "%.*s\"}]}}]}}}", str_arg(text));
}

/* A screen has room for a few lines: more is not kept, and what is kept ends with a word. */
static void screens_get_the_beginning_of_a_long_abstract(void **state) {
    (void)state;
    static const struct {
        const char *head, *body;
        size_t count;
        const char *begins, *ends;
    } CASES_OF_LENGTH[] = {
        {"", "bees and ", 100, "bees and bees", "bees and\u2026"},
        {"<p>", "蜜蜂", 400, "蜜蜂蜜蜂", "\u2026"},
        {"", "<p class='meadow meadow meadow meadow'>bee</p>", 300, "bee\n", "bee\u2026"},
        {"", "bee &amp; wasp ", 200, "bee & wasp", "\u2026"},
    };
    for (size_t i = 0; i < countof(CASES_OF_LENGTH); i++) {
        Arena *arena = arena_create();
        Str source = one_abstract(arena, CASES_OF_LENGTH[i].head, CASES_OF_LENGTH[i].body,
                                  CASES_OF_LENGTH[i].count);
        Imported brief = import_bytes_with(source, "long", NULL, false);
        assert_non_null(brief.loaded.schedule);
        Str text = loaded_word(&brief.loaded.schedule->sessions[0].abstract);
        assert_true(text.len > 100 && text.len <= 490);
        assert_true(str_starts(text, CASES_OF_LENGTH[i].begins));
        assert_true(str_ends(text, CASES_OF_LENGTH[i].ends));
        assert_int_equal(str_find(text, "<"), SIZE_MAX);
        assert_int_equal(str_find(text, "amp"), SIZE_MAX);
        imported_free(&brief);
        Imported whole = import_bytes_with(source, "long", NULL, true);
        assert_true(loaded_word(&whole.loaded.schedule->sessions[0].abstract).len > text.len);
        imported_free(&whole);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens_get_the_beginning_of_a_long_abstract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
