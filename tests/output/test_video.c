/* test_video.c: SDL's video starts no session bus, and takes one that is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../live/folder.h"
#include "output/video.h"

#define NOWHERE "unix:path=/dev/null"

/* `address`: NULL for a variable that is not set. */
static const char *chosen(const char *address, const char *runtime) {
    if (address)
        setenv("DBUS_SESSION_BUS_ADDRESS", address, 1);
    else
        unsetenv("DBUS_SESSION_BUS_ADDRESS");
    setenv("XDG_RUNTIME_DIR", runtime, 1);
    video_choose();
    const char *now = getenv("DBUS_SESSION_BUS_ADDRESS");
    return now ? now : "(not set)";
}

static void no_session_bus_is_started(void **state) {
    (void)state;
    char folder[PATH_MAX];
    folder_fresh(folder, sizeof folder, "output-video");
    assert_string_equal(chosen(NULL, folder), NOWHERE);
    assert_string_equal(chosen("", folder), NOWHERE);
    assert_string_equal(chosen("autolaunch:", folder), NOWHERE);
    assert_string_equal(chosen("autolaunch:scope=*user", folder), NOWHERE);
    assert_string_equal(chosen("", ""), NOWHERE);
    folder_remove(folder);
}

static void a_session_bus_that_is_there_is_used(void **state) {
    (void)state;
    char folder[PATH_MAX];
    folder_fresh(folder, sizeof folder, "output-video");
    assert_string_equal(chosen("unix:path=/run/a-bus", folder), "unix:path=/run/a-bus");
    fclose(fopen(folder_file(folder, "bus"), "w"));
    assert_string_equal(chosen(NULL, folder), "(not set)");
    assert_string_equal(chosen("", folder), "");
    folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_session_bus_is_started),
        cmocka_unit_test(a_session_bus_that_is_there_is_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
