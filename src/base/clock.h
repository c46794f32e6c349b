/* clock.h: the one source of time.
 *
 * The system's clock, or a simulated one that starts at an instant and runs at a speed. Handed
 * down to whoever needs the time; nothing else reads it. */
#pragma once

#include "base/instant.h"

typedef struct {
    /* Milliseconds since the epoch of the world's clock; replaced by tests. */
    Instant (*read_wall)(void *context);
    /* Milliseconds that never go backwards; replaced by tests. */
    Instant (*read_steady)(void *context);
    void *context; /* borrowed, for the two above */
    bool is_simulated;
    Instant start;        /* simulated: what it showed when it was started */
    Instant steady_start; /* simulated: the steady clock at that moment */
    double speed;         /* simulated seconds in a real one; 1 for the system's clock */
} Clock;

/* The system's clock. */
Clock clock_system(void);

/* A clock that shows `start` now and runs `speed` times as fast as the world (0: stands still). */
Clock clock_simulated(Instant start, double speed);

Instant clock_now(const Clock *clock);

/* Real milliseconds until the clock shows `at`: 0 when it is past, INT64_MAX for never. The
 * system's clock may be set meanwhile, so whoever sleeps must look again after a while. */
Millis clock_real_until(const Clock *clock, Instant at);
