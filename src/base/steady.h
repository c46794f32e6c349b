/* steady.h: the clock that nobody sets: how long something took, and until when to wait.
 *
 * CLOCK_MONOTONIC. What time it is at the venue is a Clock's matter (clock.h). */
#pragma once

#include <pthread.h>
#include <time.h>

#include "base/instant.h"

Millis steady_now(void);
int64_t steady_nanoseconds(void);

/* Milliseconds with their fraction, for measuring pictures. */
double steady_ms(void);

/* The moment so many milliseconds from now (0 or more), for pthread_cond_timedwait on a condition
 * of steady_condition_init. */
struct timespec steady_after(Millis wait);

/* A condition whose waits end by this clock, whatever is done to the system's. */
void steady_condition_init(pthread_cond_t *condition);
