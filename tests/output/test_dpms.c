/* test_dpms.c: monitors that are switched off in dark hours, and on again. Xvfb has none to switch
 * off, so a library stands in libXext's place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/fake_dpms.h"
#include "output/dpms.h"

static void they_go_off_and_on(void **state) {
    (void)state;
    FakeDpms fake = {.has_extension = true, .is_capable = true, .is_enabled = 1};
    Dpms *dpms = dpms_open(&fake, FAKE_DPMS);
    assert_non_null(dpms);
    dpms_set(dpms, true);
    assert_string_equal(fake.record, "");
    dpms_set(dpms, false);
    dpms_set(dpms, false); /* said at each step of the loop */
    assert_string_equal(fake.record, "3");
    dpms_set(dpms, true);
    dpms_set(dpms, true);
    assert_string_equal(fake.record, "30");
    dpms_set(dpms, false);
    dpms_close(dpms); /* nobody is left in the dark */
    assert_string_equal(fake.record, "3030");
    assert_int_equal(fake.is_enabled, 1);
}

/* A server that leaves its monitors alone does so by day, too. */
static void what_was_disabled_is_so_again(void **state) {
    (void)state;
    FakeDpms fake = {.has_extension = true, .is_capable = true};
    Dpms *dpms = dpms_open(&fake, FAKE_DPMS);
    dpms_set(dpms, false);
    dpms_set(dpms, true);
    assert_string_equal(fake.record, "E30D");
    dpms_close(dpms);
    assert_string_equal(fake.record, "E30D");
}

static void a_server_that_cannot_is_left_alone(void **state) {
    (void)state;
    FakeDpms none = {.is_capable = true}, incapable = {.has_extension = true};
    assert_null(dpms_open(&none, FAKE_DPMS));
    assert_null(dpms_open(&incapable, FAKE_DPMS));
    assert_null(dpms_open(&none, "libthat-is-not-there.so.1"));
    dpms_set(NULL, false);
    dpms_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_go_off_and_on),
        cmocka_unit_test(what_was_disabled_is_so_again),
        cmocka_unit_test(a_server_that_cannot_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
