/* checks.h: what is suspicious in a schedule that reads well.
 *
 * Loading reports what cannot be read or placed; this is about plans that a person should look at
 * again. Needs the instant, since "all days are past" depends on it. */
#pragma once

#include "schedule/schedule.h"

/* Two sessions that take place at the same time and cannot both. */
typedef struct {
    size_t first, second; /* of the schedule's sessions; the first begins no later */
    size_t room;          /* that both are in; SCHEDULE_NONE: neither has one, or it is a speaker */
    Str speaker;          /* who speaks in two rooms; else empty */
} Clash;

/* The first DIAGNOSTICS_MAX of them, by the first session and then by the second. In `arena`. */
const Clash *schedule_clashes(Arena *arena, const Schedule *schedule, size_t *count);

/* Adds warnings, unsorted: sessions that overlap in a room, a speaker in two rooms at once, ids
 * that stand twice, sessions of more than six hours (but not social ones and "other"), days that
 * are all past, far off or in the wrong year, notices that end before they start. */
void schedule_check(const Schedule *schedule, Instant now, Diagnostics *diagnostics);
