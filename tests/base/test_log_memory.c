/* test_log_memory.c: what the log says once, and when it says it again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/log_memory.h"

static bool is_said(LogMemory *memory, const char *module, const char *line, Millis now) {
    uint32_t kept_back;
    return log_memory_is_news(memory, module, line, now, &kept_back);
}

static void a_line_is_said_once_an_hour(void **state) {
    (void)state;
    LogMemory memory = {0};
    uint32_t kept_back;
    assert_true(is_said(&memory, "fetch", "gone", 1000));
    for (int i = 0; i < 35; i++)
        assert_false(is_said(&memory, "fetch", "gone", 1000 + i * 4000));
    assert_true(is_said(&memory, "fetch", "gone elsewhere", 2000)); /* another line */
    assert_true(is_said(&memory, "watch", "gone", 2000));           /* another module's */
    assert_false(is_said(&memory, "fetch", "gone", MILLIS_HOUR + 999));
    assert_true(log_memory_is_news(&memory, "fetch", "gone", MILLIS_HOUR + 1000, &kept_back));
    assert_int_equal(kept_back, 36);
    assert_false(is_said(&memory, "fetch", "gone", MILLIS_HOUR + 1001));
}

static void what_was_over_is_news(void **state) {
    (void)state;
    LogMemory memory = {0};
    assert_true(is_said(&memory, "fetch", "gone", 0));
    assert_true(is_said(&memory, "watch", "gone", 0));
    log_memory_forget(&memory, "fetch");
    assert_true(is_said(&memory, "fetch", "gone", 1));
    assert_false(is_said(&memory, "watch", "gone", 1));
}

static void of_many_lines_the_last_are_known(void **state) {
    (void)state;
    LogMemory memory = {0};
    char line[16];
    for (int i = 0; i < LOG_LINES_KEPT + 1; i++) {
        snprintf(line, sizeof line, "line %d", i);
        assert_true(is_said(&memory, "a", line, i));
    }
    assert_false(is_said(&memory, "a", "line 1", 1000));
    assert_true(is_said(&memory, "a", "line 0", 1000));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_said_once_an_hour),
        cmocka_unit_test(what_was_over_is_news),
        cmocka_unit_test(of_many_lines_the_last_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
