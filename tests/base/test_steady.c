/* test_steady.c: moments to wait for, and that waits end by the same clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>

#include "base/arena.h"
#include "base/steady.h"

static int64_t nanoseconds(struct timespec time) {
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void units_agree(void **state) {
    (void)state;
    int64_t before = steady_nanoseconds();
    Millis millis = steady_now();
    double fine = steady_ms();
    int64_t after = steady_nanoseconds();
    assert_in_range(millis, before / 1000000, after / 1000000);
    assert_true(fine >= (double)before / 1e6 && fine <= (double)after / 1e6);
}

static void moments(void **state) {
    (void)state;
    static const Millis WAITS[] = {0, 1, 999, 1000, 1999, 60001, INT64_C(400) * 86400 * 1000};
    for (size_t i = 0; i < countof(WAITS); i++) {
        int64_t before = steady_nanoseconds();
        struct timespec until = steady_after(WAITS[i]);
        int64_t after = steady_nanoseconds();
        assert_in_range(until.tv_nsec, 0, 999999999);
        assert_true(nanoseconds(until) >= before + WAITS[i] * 1000000);
        assert_true(nanoseconds(until) <= after + WAITS[i] * 1000000);
    }
}

/* On the system's clock, which counts from 1970, that moment would be long past, and the wait over
 * before it begins; on a wrong one far in the future it would never end. */
static void waits_end_by_it(void **state) {
    (void)state;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t condition;
    steady_condition_init(&condition);
    pthread_mutex_lock(&mutex);
    struct timespec until = steady_after(5);
    int error = 0;
    while (error == 0)
        error = pthread_cond_timedwait(&condition, &mutex, &until);
    assert_int_equal(error, ETIMEDOUT);
    assert_true(steady_nanoseconds() >= nanoseconds(until));
    pthread_mutex_unlock(&mutex);
    pthread_cond_destroy(&condition);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_agree),
        cmocka_unit_test(moments),
        cmocka_unit_test(waits_end_by_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
