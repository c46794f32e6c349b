/* moment.h: instants as people write and read them on a command line and in a log. */
#pragma once

#include "schedule/schedule.h"

/* What --at says, before it is known whose clock is meant. */
typedef struct {
    bool has_date;
    Date date;
    int32_t millis; /* after midnight, less than 24 hours */
    bool has_offset;
    int32_t offset_minutes; /* east of UTC */
} Moment;

/* "2019-09-26 09:31", "09:31", "2019-09-26T09:31:05.250+08:00", "…Z"; seconds and their fraction
 * may be left out. An offset needs a date. False when it is none of these. */
bool moment_parse(Str text, Moment *out);

/* The instant: on the clocks of the schedule's zone. Without a date it is on the conference day of
 * `now` when the schedule has it, else on its first day; a time before day_change is after
 * midnight then. Without a schedule (NULL) `host` is the zone, and today is meant. */
Instant moment_resolve(const Moment *moment, const Schedule *schedule, const Zone *host,
                       Instant now);

/* "2019-09-26T09:31:05.250+08:00" */
Str moment_format(Arena *arena, const Zone *zone, Instant at);

/* The language of this computer, from LC_ALL, LC_MESSAGES or LANG: "de-DE"; English when none of
 * them says one. For the welcome without a schedule alone: what a schedule's screens show must not
 * depend on the computer. In `arena`. */
Str moment_host_language(Arena *arena);

/* The zone of this computer: from TZ, /etc/localtime or /etc/timezone; UTC when none of them says
 * anything that is known. Never NULL. For the clock when there is no schedule. */
const Zone *moment_host_zone(Arena *arena);
