/* ical_clock.h: whose wall clock a time in a calendar is read from. Inner header of formats/.
 *
 * A zone is IANA's by its TZID, Windows' by CLDR's table, and otherwise what the file's own
 * VTIMEZONE says. */
#pragma once

#include <libical/ical.h>

#include "formats/gather.h"

typedef struct {
    Gather *gather;          /* borrowed */
    icalcomponent *calendar; /* borrowed */
    WordTable by_id;         /* by TZID: index into `found`, plus one */
    const Zone **found;
    size_t found_count, found_capacity;
    Str own_name; /* the calendar's zone as it was called last, and what that is */
    const Zone *own_zone;
} IcalZones;

typedef enum { CLOCK_FLOATING, CLOCK_UTC, CLOCK_ZONE, CLOCK_OWN } IcalClockKind;

typedef struct {
    IcalClockKind kind;
    const Zone *zone;  /* CLOCK_ZONE: one that ICU has */
    icaltimezone *own; /* CLOCK_OWN: the file's own VTIMEZONE; borrowed from the calendar */
} IcalClock;

IcalZones ical_zones_create(Gather *gather, icalcomponent *calendar);

/* The clock that the property's time is read from. The first zone that is known becomes the
 * calendar's when it names none. */
IcalClock ical_clock(IcalZones *zones, icalproperty *property, struct icaltimetype time);

/* The time as a reader of formats/ wants it, for `when->zone` = the clock's zone. False when it is
 * no time between 1970 and 2099. */
bool ical_iso_time(const IcalClock *clock, struct icaltimetype time, IsoTime *out);

/* What the time is in milliseconds; one on a floating clock as if that was in the calendar's zone,
 * or UTC where it names none. */
Instant ical_instant(IcalZones *zones, const IcalClock *clock, struct icaltimetype time);

/* What the clock `to` shows when `from` shows `time`; a whole day stays that. The result has no
 * zone, so that libical reckons with it as it stands. */
struct icaltimetype ical_on_clock(IcalZones *zones, const IcalClock *to, const IcalClock *from,
                                  struct icaltimetype time);
