/* test_messages.c: slips of the pen in a schedule, and what is said about them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loaded.h"

static const struct {
    const char *sessions;
    const char *finding; /* of all that is said the first error, else the first warning */
    const char *hint;
} CASES[] = {
    {"  -time: 9:00-9:30\n   title: A\n  - time: 9:30-10:00\n    title: B\n",
     "6:3: a dash without a space behind it begins no item of a list",
     "write a space behind the dash: - key: value"},
    {"  - {time: 9:00-9:30, title: {de: A, en B}}\n",
     "6:38: \"en B\" is a key without a value: the comma before it ended the text",
     "write en: B if that is a language; a text with a comma must stand in quotes in {…}"},
    {"  - {time: 9:00-9:30, title: {ger: A, en: B}}\n", "6:31: the language \"ger\" is read as de",
     "write de"},
    {"  - {time: 930-1000, title: A}\n", "6:12: time \"930-1000\" is not a time from … to …",
     "did you mean 9:30-10:00?"},
    {"  - {time: 0930-1000, title: A}\n", "6:12: time \"0930-1000\" is not a time from … to …",
     "did you mean 09:30-10:00?"},
    {"  - {time: 9:30-1000, title: A}\n", "6:12: time \"9:30-1000\" is not a time from … to …",
     "did you mean 9:30-10:00?"},
    {"  - {time: 09.30–10, title: A}\n", "6:12: time \"09.30–10\" is not a time from … to …",
     "did you mean 9:30-10:00?"},
    {"  - {time: 14-15 Uhr, title: A}\n", "6:12: time \"14-15 Uhr\" is not a time from … to …",
     "did you mean 14:00-15:00?"},
    {"  - {time: 9.30 bis 10.15 Uhr, title: A}\n",
     "6:12: start \"9.30 bis 10.15 Uhr\" is not a time", "did you mean 9:30-10:15?"},
    {"  - {time: 9:30 to 10, title: A}\n", "6:12: start \"9:30 to 10\" is not a time",
     "did you mean 9:30-10:00?"},
    {"  - {time: 14 Uhr, title: A}\n", "6:12: start \"14 Uhr\" is not a time",
     "did you mean 14:00?"},
    {"  - {time: 9:00-9:30, title: {deutsch: A, en: B}}\n",
     "6:31: the language \"deutsch\" is read as de", "write de"},
    {"  - {start: 9:30, duration: PT45M, title: A}\n",
     "6:29: duration \"PT45M\" is not a length of time", "did you mean 45m?"},
    {"  - {time: \"9:30/10:15\", title: A}\n", "6:12: start \"9:30/10:15\" is not a time",
     "did you mean 9:30-10:15?"},
    {"  - {time: \"9:30-\", title: A}\n", "6:12: time \"9:30-\" is not a time from … to …",
     "write the start and the end: 9:05-9:25"},
    {"  - {time: early-late, title: A}\n", "6:12: time \"early-late\" is not a time from … to …",
     "write the start and the end: 9:05-9:25"},
    {"  - {start: 9:30, duration: 30s, title: A}\n", "6:29: duration \"30s\" is less than a minute",
     "write minutes, a whole one at least: 1"},
    {"  - {start: 9:30, duration: long, title: A}\n",
     "6:29: duration \"long\" is not a length of time", "write minutes, or 1h30: 30"},
};

static const Diagnostic *worst(const Diagnostics *diagnostics) {
    const Diagnostic *found = NULL;
    for (size_t i = 0; i < diagnostics->count; i++)
        if (!found || diagnostics->items[i].severity > found->severity)
            found = &diagnostics->items[i];
    return found;
}

static void slips_are_named(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        const char *text = arena_printf(arena,
                                        "kiosk: 1\nevent: {name: X, timezone: Europe/Berlin}\n"
                                        "days:\n- date: 2027-03-05\n  sessions:\n%s",
                                        CASES[i].sessions);
        Loaded loaded = load_text(text);
        const Diagnostic *found = worst(&loaded.diagnostics);
        assert_non_null(found);
        assert_string_equal(arena_printf(arena, "%d:%d: %.*s", (int)found->at.line,
                                         (int)found->at.column, str_arg(found->message)),
                            CASES[i].finding);
        assert_true(str_equal_c(found->hint, CASES[i].hint));
        loaded_free(&loaded);
        arena_free(arena);
    }
}

static void long_languages_are_read(void **state) {
    (void)state;
    Loaded loaded = load_text("kiosk: 1\nevent: {name: X, timezone: Europe/Berlin}\n"
                              "days:\n- date: 2027-03-05\n  sessions:\n"
                              "  - {time: 9:00-9:30, title: {deu: Bienen, ENG: Bees}}\n");
    const Localized *title = &loaded.schedule->sessions[0].title;
    assert_true(str_equal_c(localized_in(title, str_from("de")), "Bienen"));
    assert_true(str_equal_c(localized_in(title, str_from("en")), "Bees"));
    loaded_free(&loaded);
}

/* A dash too many cuts a day into its date and its sessions. */
static void a_day_that_a_dash_cut_is_one(void **state) {
    (void)state;
    Loaded loaded = load_text("kiosk: 1\nevent: {name: X, timezone: Europe/Berlin}\n"
                              "days:\n- date: 2027-03-05\n- sessions:\n"
                              "  - {time: 9:00-9:30, title: Bees, do_not_record: ja}\n"
                              "- date: 2027-03-06\n  sessions:\n"
                              "  - {time: 9:00-9:30, title: Ants}\n");
    const Schedule *schedule = loaded.schedule;
    assert_int_equal(schedule->day_count, 2);
    assert_false(schedule->days[0].is_undated);
    assert_int_equal(schedule->sessions[0].day, 0);
    assert_true(schedule->sessions[0].do_not_record);
    assert_string_equal(loaded_findings(&loaded), "warning cut-day 5:3");
    loaded_free(&loaded);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_are_named),
        cmocka_unit_test(long_languages_are_read),
        cmocka_unit_test(a_day_that_a_dash_cut_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
