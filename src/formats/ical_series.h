/* ical_series.h: when an event that repeats takes place. Inner header of formats/.
 *
 * Libical reckons out the rules, on the wall clock that the event is on; the calendar's zones are
 * ICU's. What is not read is said, with its line. */
#pragma once

#include "formats/ical_clock.h"

typedef struct {
    struct icaltimetype start; /* on the event's clock; without a zone */
    Millis length;             /* as an RDATE's period says it; 0: the event's own */
} IcalOccurrence;

/* What all events of a calendar share: how much more is reckoned out. */
typedef struct {
    size_t occurrences, steps;
    bool is_told; /* that one of them is used up */
    Arena *times; /* owned: of the event that is read */
} IcalBudget;

enum { ICAL_REPEATS_MAX = 400 /* of one event */, ICAL_OCCURRENCES_MAX = 20000 };

IcalBudget ical_budget(void);
void ical_budget_free(IcalBudget *budget);

/* True when the event has RRULE or RDATE and is none of a series' occurrences by itself. */
bool ical_repeats(icalcomponent *event);

/* The occurrences of an event that begins at `start` on `clock`, by time and each once, without
 * those that EXDATE and EXRULE take out. `text_at` is where the event stands in the text, `now`
 * tells which part of an endless series is wanted. They live until the next call. */
const IcalOccurrence *ical_series(IcalZones *zones, icalcomponent *event, const IcalClock *clock,
                                  struct icaltimetype start, size_t text_at, IcalBudget *budget,
                                  size_t *count);

/* Where in the event that stands at `text_at` the property `name` does; the event's own place when
 * it has none. */
Position ical_line(Gather *gather, size_t text_at, const char *name);
