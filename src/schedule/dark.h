/* dark.h: the hours in which a screen is black. Pure. */
#pragma once

#include "schedule/schedule.h"

/* Nobody is shown anything at `at`: it is within the display's dark hours, and nothing takes place
 * in `room` (SCHEDULE_NONE: anywhere) nor begins within half an hour. `*next_change` (may be NULL)
 * is lowered to the first instant after `at` at which the answer can differ. `schedule` may be
 * NULL.
 */
bool schedule_is_dark(const Schedule *schedule, size_t room, Instant at, Instant *next_change);
