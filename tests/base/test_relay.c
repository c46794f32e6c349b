/* test_relay.c: what one thread hands over the other takes, in order, whoever is slower. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sched.h>
#include <stdbool.h>

#include "../splitmix.h"
#include "base/relay.h"

enum { SLOTS = 3, ITEMS = 3000 };

typedef struct {
    size_t slots[SLOTS];
    size_t taken[ITEMS];
    size_t taken_count;
    uint64_t seed; /* of the second thread's slowness */
} Work;

static void take(void *context, size_t slot) {
    Work *work = context;
    for (size_t i = splitmix_below(&work->seed, 4); i > 0; i--)
        sched_yield();
    work->taken[work->taken_count++] = work->slots[slot];
}

static void test_in_order(void **state) {
    (void)state;
    Work work = {.seed = 1};
    Relay *relay = relay_start(take, &work, SLOTS);
    assert_non_null(relay);
    uint64_t seed = 2;
    size_t slot = 0;
    for (size_t i = 0; i < ITEMS; i++) {
        work.slots[slot] = i;
        slot = relay_hand_over(relay);
        assert_int_equal(slot, (i + 1) % SLOTS);
        if (splitmix_below(&seed, 100) == 0) {
            relay_settle(relay); /* then all is seen, and the second thread touches nothing */
            assert_int_equal(work.taken_count, i + 1);
            assert_int_equal(work.taken[i], i);
        }
    }
    relay_end(relay);
    assert_int_equal(work.taken_count, ITEMS);
    for (size_t i = 0; i < ITEMS; i++)
        assert_int_equal(work.taken[i], i);
}

static void test_nothing(void **state) {
    (void)state;
    Work work = {.seed = 1};
    Relay *relay = relay_start(take, &work, SLOTS);
    assert_non_null(relay);
    relay_settle(relay);
    relay_end(relay);
    assert_int_equal(work.taken_count, 0);
    relay_end(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_order),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
