/* local_day.h: local times of many instants that are mostly of the same day. Inner header of
 * formats/. */
#pragma once

#include "base/zone.h"

/* A day without a change of the clocks, the last that was asked for: of its times only hours and
 * minutes differ. Begins zeroed; for one zone only. */
typedef struct {
    Instant from, until; /* the same: none yet */
    LocalTime start;
} LocalDay;

/* As zone_local. */
LocalTime local_day_time(LocalDay *day, const Zone *zone, Instant at);
