/* Libraries that are loaded when somebody needs them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/library.h"

static void test_functions_are_found(void **state) {
    static const char *const NAMES[] = {"libkiosk-has-none-such.so.7", "libm.so.6"};
    double (*square_root)(double) = NULL;
    const LibraryFunction functions[] = {{"sqrt", &square_root}};
    const char *why = NULL;
    (void)state;
    assert_int_equal(library_load(NAMES, 2, functions, 1, &why), LIBRARY_LOADED);
    assert_true(square_root(49) == 7);
    assert_null(why);
}

static void test_a_missing_one_is_named(void **state) {
    static const char *const NAMES[] = {"libkiosk-has-none-such.so.7"};
    const char *why = NULL;
    (void)state;
    assert_int_equal(library_load(NAMES, 1, NULL, 0, &why), LIBRARY_MISSING);
    assert_non_null(strstr(why, NAMES[0]));
}

static void test_an_old_one_is_told_from_a_missing_one(void **state) {
    static const char *const NAMES[] = {"libm.so.6"};
    double (*square_root)(double) = NULL;
    void (*newer)(void) = NULL;
    const LibraryFunction functions[] = {{"sqrt", &square_root}, {"sqrt_of_next_year", &newer}};
    const char *why = NULL;
    (void)state;
    assert_int_equal(library_load(NAMES, 1, functions, 2, &why), LIBRARY_TOO_OLD);
    assert_non_null(strstr(why, "sqrt_of_next_year"));
    assert_null(newer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions_are_found),
        cmocka_unit_test(test_a_missing_one_is_named),
        cmocka_unit_test(test_an_old_one_is_told_from_a_missing_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
