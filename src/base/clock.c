/* clock.c: reading the system's clocks, and a simulated clock computed from the steady one. */
#include "base/clock.h"

#include <math.h>
#include <time.h>

#include "base/steady.h"

/* Nobody waits 142,000 years, and below that a double counts every millisecond. */
#define FOREVER (INT64_C(1) << 52)

#define SPEED_MAX 1e6 /* eleven days a second: faster is a slip */

static Instant read_wall(void *context) {
    (void)context;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now); /* cannot fail for this one */
    return (Instant)now.tv_sec * MILLIS_SECOND + now.tv_nsec / 1000000;
}

static Instant read_steady(void *context) {
    (void)context;
    return steady_now();
}

Clock clock_system(void) {
    return (Clock){.read_wall = read_wall, .read_steady = read_steady, .speed = 1};
}

Clock clock_simulated(Instant start, double speed) {
    Clock clock = clock_system();
    clock.is_simulated = true;
    clock.start = start;
    clock.steady_start = clock.read_steady(clock.context);
    clock.speed = speed > 0 ? fmin(speed, SPEED_MAX) : 0;
    return clock;
}

/* How far a simulated clock has run after `real` milliseconds of the world. */
static Millis simulated_after(const Clock *clock, Millis real) {
    double run = floor((double)real * clock->speed);
    return run >= (double)INT64_MAX ? INT64_MAX : run <= 0 ? 0 : (Millis)run;
}

Instant clock_now(const Clock *clock) {
    if (!clock->is_simulated)
        return clock->read_wall(clock->context);
    Millis real = clock->read_steady(clock->context) - clock->steady_start;
    Instant now;
    if (__builtin_add_overflow(clock->start, simulated_after(clock, real), &now))
        return INSTANT_NEVER - 1;
    return now;
}

/* The same for a simulated clock: the first real millisecond at which it shows `at`. */
static Millis simulated_until(const Clock *clock, Instant at) {
    if (clock->speed <= 0)
        return INT64_MAX;
    Millis run; /* what it has to show from its start on */
    if (__builtin_sub_overflow(at, clock->start, &run))
        return INT64_MAX;
    double about = floor((double)run / clock->speed) - 1;
    if (about > (double)FOREVER)
        return INT64_MAX;
    Millis real = about > 0 ? (Millis)about : 0;
    /* The division rounds: one millisecond too early would make the sleeper look in vain. */
    while (simulated_after(clock, real) < run)
        real++;
    Millis waited = clock->read_steady(clock->context) - clock->steady_start;
    return real > waited ? real - waited : 0;
}

Millis clock_real_until(const Clock *clock, Instant at) {
    if (at == INSTANT_NEVER)
        return INT64_MAX;
    Instant now = clock_now(clock);
    if (at <= now)
        return 0;
    if (clock->is_simulated)
        return simulated_until(clock, at);
    Millis wait;
    return __builtin_sub_overflow(at, now, &wait) ? INT64_MAX : wait;
}
