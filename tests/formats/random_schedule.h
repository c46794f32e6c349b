/* random_schedule.h: schedules of all that the model can hold, for there-and-back tests.
 *
 * The numbers come from a generator with a given seed, so that a failure can be repeated. */
#pragma once

#include "formats/draft.h"

/* A schedule that depends on the seed alone; owned by the caller. A day without a date is that of
 * `now`. */
Schedule *random_schedule(uint64_t seed, Instant now);
