/* Deadlines that do not drift, and what happens to those that were missed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stream/pacer.h"

#define SECOND INT64_C(1000000000)

static const struct {
    const char *text;
    bool is_valid;
    int32_t rate, scale;
} RATES[] = {
    {"30", true, 30, 1},
    {"25", true, 25, 1},
    {"1", true, 1, 1},
    {"240", true, 240, 1},
    {"29.97", true, 30000, 1001},
    {"59.94", true, 60000, 1001},
    {"23.976", true, 24000, 1001},
    {"12.5", true, 12500, 1000},
    {"30000/1001", true, 30000, 1001},
    {"0", false, 0, 0},
    {"0.5", false, 0, 0},
    {"241", false, 0, 0},
    {"", false, 0, 0},
    {"-30", false, 0, 0},
    {"30fps", false, 0, 0},
    {"30/", false, 0, 0},
    {"30/0", false, 0, 0},
    {"1e9", false, 0, 0},
    {"nan", false, 0, 0},
};

static void rates_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof RATES / sizeof RATES[0]; i++) {
        FrameRate got = {0};
        if (frame_rate_parse(RATES[i].text, &got) != RATES[i].is_valid ||
            got.rate != RATES[i].rate || got.scale != RATES[i].scale)
            fail_msg("\"%s\": %d/%d", RATES[i].text, got.rate, got.scale);
    }
}

static void deadlines_do_not_drift(void **state) {
    (void)state;
    const FrameRate rates[] = {{30, 1}, {30000, 1001}, {24000, 1001}, {7, 1}, {240, 1}};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        Pacer pacer = pacer_start(rates[i], 12345);
        /* After as many ticks as make whole seconds, the deadline is a whole second. */
        int64_t year = INT64_C(366) * 86400;
        int64_t ticks = year / rates[i].scale * rates[i].rate;
        int64_t seconds = year / rates[i].scale * rates[i].scale;
        assert_int_equal(pacer_deadline(&pacer, ticks) - 12345, seconds * SECOND);
        for (int64_t tick = 0; tick < 1000; tick++)
            assert_true(pacer_deadline(&pacer, tick) < pacer_deadline(&pacer, tick + 1));
    }
}

static void every_tick_comes_once(void **state) {
    (void)state;
    Pacer pacer = pacer_start((FrameRate){30000, 1001}, 77);
    int64_t now = 77;
    for (int64_t tick = 0; tick < 100000; tick++) {
        assert_int_equal(pacer_wait(&pacer, now), 0);
        assert_int_equal(pacer_begin(&pacer, now), tick);
        now += pacer_wait(&pacer, now);
    }
    assert_int_equal(pacer.late, 0);
    assert_int_equal(pacer.skipped, 0);
}

static void missed_ticks_are_left_out_and_counted(void **state) {
    (void)state;
    Pacer pacer = pacer_start((FrameRate){10, 1}, 0);
    assert_int_equal(pacer_begin(&pacer, 0), 0);
    /* A little late is not counted, and moves nothing. */
    assert_int_equal(pacer_begin(&pacer, SECOND / 10 + SECOND / 50), 1);
    assert_int_equal(pacer.late, 0);
    assert_int_equal(pacer_wait(&pacer, SECOND / 10 + SECOND / 50), SECOND / 10 - SECOND / 50);
    /* More than half a frame is. */
    assert_int_equal(pacer_begin(&pacer, 2 * SECOND / 10 + SECOND * 6 / 100), 2);
    assert_int_equal(pacer.late, 1);
    assert_int_equal(pacer.skipped, 0);
    /* The machine stood still for a second: no burst afterwards. */
    assert_int_equal(pacer_begin(&pacer, 13 * SECOND / 10 + 1), 13);
    assert_int_equal(pacer.late, 2);
    assert_int_equal(pacer.skipped, 10);
    assert_int_equal(pacer_wait(&pacer, 13 * SECOND / 10 + 1), SECOND / 10 - 1);
}

static void rest_is_not_counted(void **state) {
    (void)state;
    Pacer pacer = pacer_start((FrameRate){10, 1}, 0);
    assert_int_equal(pacer_begin(&pacer, 0), 0);
    pacer_resume(&pacer, 5 * SECOND + 1);
    assert_int_equal(pacer_wait(&pacer, 5 * SECOND + 1), SECOND / 10 - 1);
    assert_int_equal(pacer_begin(&pacer, 5 * SECOND + SECOND / 10), 51);
    assert_int_equal(pacer.late, 0);
    assert_int_equal(pacer.skipped, 0);
    /* Without a rest it changes nothing. */
    pacer_resume(&pacer, 5 * SECOND + SECOND / 10 + 5);
    assert_int_equal(pacer_begin(&pacer, 5 * SECOND + 2 * SECOND / 10), 52);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_are_read),
        cmocka_unit_test(deadlines_do_not_drift),
        cmocka_unit_test(every_tick_comes_once),
        cmocka_unit_test(missed_ticks_are_left_out_and_counted),
        cmocka_unit_test(rest_is_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
