/* zone.h: local time of a place.
 *
 * A Zone is a table of the offsets that a place has had and will have, read once from ICU's copy
 * of the IANA database; looking up is arithmetic and needs no library. Years 1970 to 2100. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "base/str.h"

typedef struct Zone Zone;

typedef struct {
    Date date;
    int32_t hour, minute, second; /* 24-hour */
    int32_t weekday;              /* 0 Sunday to 6 Saturday */
    int32_t offset_minutes;       /* east of UTC */
} LocalTime;

typedef enum {
    ZONE_TIME_EXACT,
    ZONE_TIME_SKIPPED, /* in the hour that daylight saving leaves out: moved forward by the gap */
    ZONE_TIME_TWICE,   /* in the hour that comes twice: the first one is taken */
} ZoneTimeKind;

/* The zone with that IANA name, in `arena`; NULL when ICU does not know the name exactly as
 * written (aliases such as "PRC" are known; "Beijing" is not). */
const Zone *zone_open(Arena *arena, Str name);

/* UTC, for a schedule that names no zone; never NULL. */
const Zone *zone_utc(void);

/* A likely IANA name for what a person wrote ("Beijing" -> "Asia/Shanghai", "CET" ->
 * "Europe/Berlin", "asia/shangai" -> "Asia/Shanghai"); the empty Str when nothing is near. */
Str zone_suggest(Arena *arena, Str name);

Str zone_name(const Zone *zone);

LocalTime zone_local(const Zone *zone, Instant at);

/* Its offset_minutes alone, which takes a fraction of the work. */
int32_t zone_offset_minutes(const Zone *zone, Instant at);

/* The instant at which the clocks of `zone` show `date` and `minutes` after midnight.
 * `minutes` may be negative or 1440 and more: other days. `kind` may be NULL. */
Instant zone_instant(const Zone *zone, Date date, int32_t minutes, ZoneTimeKind *kind);

/* The date `days` later (or earlier). */
Date date_add(Date date, int32_t days);

/* Days from `a` to `b`. */
int32_t date_diff(Date a, Date b);

/* -1, 0, 1 */
int date_compare(Date a, Date b);

/* True for a date that the calendar has. */
bool date_is_valid(Date date);

/* The conference day that `at` belongs to: the local date, or the one before when the local time
 * is before `day_change` (minutes after midnight, usually 240). */
Date zone_conference_date(const Zone *zone, Instant at, int32_t day_change);
