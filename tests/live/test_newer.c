/* test_newer.c: which new version of a file waits, and what is said of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "live/newer.h"

static void what_looks_cut_waits(void **state) {
    (void)state;
    static const FileVersion SHOWN = {.hash = 1, .session_count = 30},
                             FAULTY = {.hash = 1, .session_count = 30, .error_count = 2};
    static const FileVersion HALF = {.hash = 2, .session_count = 15, .at = 5000};
    static const struct {
        const char *name;
        const FileVersion *shown;
        FileVersion fresh;
        const FileVersion *waiting;
        Millis settles_in;
        NewerVerdict verdict;
    } CASES[] = {
        {.name = "an edit",
         .shown = &SHOWN,
         .fresh = {.hash = 2, .session_count = 31},
         .verdict = NEWER_IS_TAKEN},
        {.name = "a third goes",
         .shown = &SHOWN,
         .fresh = {.hash = 2, .session_count = 20},
         .verdict = NEWER_IS_TAKEN},
        {.name = "more than a third goes",
         .shown = &SHOWN,
         .fresh = {.hash = 2, .session_count = 19},
         .verdict = NEWER_HAS_LOST},
        {.name = "an error comes",
         .shown = &SHOWN,
         .fresh = {.hash = 2, .session_count = 30, .error_count = 1},
         .verdict = NEWER_HAS_ERRORS},
        {.name = "it had errors before",
         .shown = &FAULTY,
         .fresh = {.hash = 2, .session_count = 30, .error_count = 9},
         .verdict = NEWER_IS_TAKEN},
        {.name = "what is shown, again",
         .shown = &SHOWN,
         .fresh = {.hash = 1, .session_count = 30},
         .waiting = &HALF,
         .verdict = NEWER_IS_TAKEN},
        {.name = "the same, too soon",
         .shown = &SHOWN,
         .fresh = {.hash = 2, .session_count = 15, .at = 6999},
         .waiting = &HALF,
         .settles_in = 2000,
         .verdict = NEWER_HAS_LOST},
        {.name = "the same, after two seconds",
         .shown = &SHOWN,
         .fresh = {.hash = 2, .session_count = 15, .at = 7000},
         .waiting = &HALF,
         .settles_in = 2000,
         .verdict = NEWER_IS_TAKEN},
        {.name = "another half, after two seconds",
         .shown = &SHOWN,
         .fresh = {.hash = 3, .session_count = 16, .at = 7000},
         .waiting = &HALF,
         .settles_in = 2000,
         .verdict = NEWER_HAS_LOST},
        {.name = "the second answer of a server",
         .shown = &SHOWN,
         .fresh = {.hash = 2, .session_count = 15, .at = 5001},
         .waiting = &HALF,
         .verdict = NEWER_IS_TAKEN},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        NewerVerdict verdict =
            newer_judge(CASES[i].shown, &CASES[i].fresh, CASES[i].waiting, CASES[i].settles_in);
        if (verdict != CASES[i].verdict)
            fail_msg("%s: %d", CASES[i].name, verdict);
    }
}

static void staff_are_told_why(void **state) {
    (void)state;
    Arena *arena = arena_create();
    FileVersion shown = {.session_count = 30}, fresh = {.session_count = 15, .error_count = 1};
    assert_true(str_starts(newer_words(arena, NEWER_HAS_ERRORS, &shown, &fresh),
                           "the new version has 1 error and what is shown has none"));
    assert_true(str_starts(newer_words(arena, NEWER_HAS_LOST, &shown, &fresh),
                           "the new version has 15 of 30 sessions"));
    assert_int_equal(newer_words(arena, NEWER_IS_TAKEN, &shown, &fresh).len, 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_looks_cut_waits),
        cmocka_unit_test(staff_are_told_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
