/* instead.h: where people go who do not get into a full room. Pure. */
#pragma once

#include "schedule/schedule.h"

typedef struct {
    size_t room;    /* index into rooms; SCHEDULE_NONE: nobody knows of any */
    size_t session; /* what runs there, of the same track; SCHEDULE_NONE: the full room's own is
                       shown there too (Room.overflow) */
    int32_t seats;  /* left there, where somebody counts; negative: not known */
} Instead;

/* Left in the room at `at`, where somebody counts; negative: not known. `*next_change` as below. */
int32_t room_seats_left(const Schedule *schedule, size_t room, Instant at, Instant *next_change);

/* For who does not get into `room` at `at`: its overflow room, unless that is full, closed or used
 * for something else; else the room that has most seats left of those in which somebody counts, and
 * in which something of the same track runs. Of a room in which nobody counts it is not known that
 * there are seats. `*next_change` (may be NULL) is lowered to the first instant after `at` at which
 * the answer can differ. */
Instead room_instead(const Schedule *schedule, size_t room, Instant at, Instant *next_change);
