/* test_clock.c: the simulated clock's speed, and what a clock that is set back does to waiting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/clock.h"

typedef struct {
    Instant wall, steady;
} World;

static Instant world_wall(void *context) {
    return ((World *)context)->wall;
}

static Instant world_steady(void *context) {
    return ((World *)context)->steady;
}

static Clock in_world(Clock clock, World *world) {
    clock.read_wall = world_wall;
    clock.read_steady = world_steady;
    clock.context = world;
    clock.steady_start = world->steady;
    return clock;
}

#define START INT64_C(1569461460000) /* 2019-09-26 09:31 in Shanghai */

static void simulated_clock_runs_at_its_speed(void **state) {
    (void)state;
    static const struct {
        double speed;
        Millis real, shown;
    } cases[] = {
        {1, 0, 0},           {1, 1500, 1500}, {60, 1000, 60000},
        {60, 1, 60},         {0, 99999, 0},   {0.5, 3, 1},
        {-3, 1000, 0},       {1.5, 3, 4},     {60, 3600000, 216000000},
        {1e300, 1, 1000000},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        World world = {.wall = 42, .steady = 7000};
        Clock clock = in_world(clock_simulated(START, cases[i].speed), &world);
        assert_true(clock_now(&clock) == START);
        world.steady += cases[i].real;
        world.wall = 0; /* what the world's clock shows does not matter */
        if (clock_now(&clock) != START + cases[i].shown)
            fail_msg("case %zu: %lld", i, (long long)(clock_now(&clock) - START));
    }
}

static void waiting_ends_when_the_clock_shows_it(void **state) {
    (void)state;
    static const struct {
        double speed;
        Millis ahead, wait;
    } cases[] = {
        {1, 5000, 5000},
        {60, 60000, 1000},
        {60, 61, 2},
        {60, 1, 1},
        {0.5, 5, 10},
        {0.7, 7483, 10691},
        {0.7, 21, 30},
        {1e-9, 1000, 1000000000000},
        {1e-9, INT64_C(1) << 40, INT64_MAX},
        {1, 0, 0},
        {1, -5, 0},
        {0, 5, INT64_MAX},
        {0, 0, 0},
        {3, 10, 4},
        {1, INT64_MAX - START, INT64_MAX},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        World world = {.steady = 123};
        Clock clock = in_world(clock_simulated(START, cases[i].speed), &world);
        Millis wait = clock_real_until(&clock, START + cases[i].ahead);
        if (wait != cases[i].wait)
            fail_msg("case %zu: %lld", i, (long long)wait);
    }
}

/* Waking after the stated time always finds the instant reached, and a millisecond earlier not. */
static void waiting_is_never_short_nor_long(void **state) {
    (void)state;
    static const double SPEEDS[] = {0.1, 0.3, 1.0 / 3, 0.7, 1, 1.1, 7, 59.94, 60, 3600, 1e6};
    for (size_t s = 0; s < countof(SPEEDS); s++)
        for (Millis ahead = 1; ahead < 100000000; ahead = ahead * 3 + 1) {
            World world = {.steady = 1000};
            Clock clock = in_world(clock_simulated(START, SPEEDS[s]), &world);
            world.steady += 17;
            Instant at = clock_now(&clock) + ahead;
            Millis wait = clock_real_until(&clock, at);
            world.steady += wait;
            assert_true(clock_now(&clock) >= at);
            assert_true(clock_real_until(&clock, at) == 0);
            world.steady -= 1;
            assert_true(clock_now(&clock) < at);
        }
}

static void system_clock_follows_when_set(void **state) {
    (void)state;
    World world = {.wall = START, .steady = 0};
    Clock clock = in_world(clock_system(), &world);
    assert_false(clock.is_simulated);
    assert_true(clock_now(&clock) == START);
    assert_true(clock_real_until(&clock, START + 500) == 500);
    world.wall -= MILLIS_HOUR; /* NTP sets it back: the wait grows */
    assert_true(clock_now(&clock) == START - MILLIS_HOUR);
    assert_true(clock_real_until(&clock, START + 500) == MILLIS_HOUR + 500);
    world.wall = START + MILLIS_HOUR; /* forward, past it */
    assert_true(clock_real_until(&clock, START + 500) == 0);
    assert_true(clock_real_until(&clock, INSTANT_NEVER) == INT64_MAX);
    world.wall = INT64_MIN;
    assert_true(clock_real_until(&clock, START) == INT64_MAX);
}

static void simulated_clock_ignores_the_set_clock(void **state) {
    (void)state;
    World world = {.wall = START, .steady = 50};
    Clock clock = in_world(clock_simulated(START, 1), &world);
    world.steady += 1000;
    world.wall -= MILLIS_HOUR;
    assert_true(clock_now(&clock) == START + 1000);
    clock.start = INT64_MAX - 10;
    assert_true(clock_now(&clock) == INT64_MAX - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simulated_clock_runs_at_its_speed),
        cmocka_unit_test(waiting_ends_when_the_clock_shows_it),
        cmocka_unit_test(waiting_is_never_short_nor_long),
        cmocka_unit_test(system_clock_follows_when_set),
        cmocka_unit_test(simulated_clock_ignores_the_set_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
