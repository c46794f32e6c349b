/* truth.h: what has to be seen, said a second time, as plainly as can be.
 *
 * Brute force over all sessions, and nothing of schedule/now_next, playlist or views: where this
 * and the pictures disagree one of them is wrong. Changes of staff are in the schedule already
 * (live_apply). */
#pragma once

#include "schedule/schedule.h"

/* `room` is an index, or SCHEDULE_NONE for the whole venue. */

/* It takes place there at that instant. */
bool truth_happens(const Session *session, size_t room, Instant at);

/* It was to take place there at that instant, and does not: cancelled, or moved away. */
bool truth_is_missed(const Session *session, size_t room, Instant at);

/* It will take place there. */
bool truth_comes(const Session *session, size_t room, Instant at);

/* What the room's stage timer has to say at that instant: the session (SCHEDULE_NONE: none), and
 * the digits. In `arena`. */
Str truth_timer(Arena *arena, const Schedule *schedule, size_t room, Instant at, size_t *session);

/* Staff say something of the room's door that its visitors have to know: full, closed, a text. */
bool truth_is_told(const Schedule *schedule, size_t room, Instant at);

/* Who does not get into `room` may be sent to `other`: it is open and has seats as far as anybody
 * counts, and is its overflow room, or has something of the same track. */
bool truth_is_instead(const Schedule *schedule, size_t room, size_t other, Instant at);

/* The day of the plan that holds the instant, or SCHEDULE_NONE. */
size_t truth_day(const Schedule *schedule, Instant at);

/* The earliest start of what comes there; of `day` only, unless that is SCHEDULE_NONE.
 * INSTANT_NEVER: nothing comes. */
Instant truth_next_start(const Schedule *schedule, size_t room, size_t day, Instant at);

/* The name of the day's state, as /now.json has it. */
const char *truth_state(const Schedule *schedule, size_t room, Instant at);

/* "14:05" in the venue's zone. */
Str truth_clock(Arena *arena, const Schedule *schedule, Instant at);
