/* iso_time.h: times as programs write them into files for other programs.
 *
 * Strict and quick, for files with a hundred thousand of them; what does not fit is given to
 * times.h, which reads what people write. */
#pragma once

#include "base/instant.h"
#include "base/str.h"

/* A date and time of day as a file gives it, not yet an instant. */
typedef struct {
    Date date;       /* all zero: none */
    int32_t minutes; /* after midnight; 1440 and more: the next days */
    int32_t offset;  /* minutes east of UTC, or ISO_NO_OFFSET */
} IsoTime;

#define ISO_NO_OFFSET INT32_MIN

/* "2026-01-31T09:30:00+01:00", "2026-01-31 09:30", "20260131T083000Z", "2026-01-31". Seconds are
 * dropped. */
bool iso_time_parse(Str text, IsoTime *time);

/* "2026-01-31". */
bool iso_date_parse(Str text, Date *date);

/* "09:30", "9:30", "09:30:00" to minutes after midnight, up to 29:59. */
bool iso_clock_parse(Str text, int32_t *minutes);

/* "00:30", "1:30", "00:30:00", "1:02:00", "PT1H30M", "45" (minutes). Of three numbers the first is
 * days where it has one digit and the second is an hour (pretalx: D:HH:MM), hours otherwise
 * (HH:MM:SS). False for others, for nothing, and for more than 100 hours. */
bool iso_length_parse(Str text, Millis *length);
