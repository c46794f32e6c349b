/* calendar.h: days of the Gregorian calendar as numbers.
 *
 * What zone.c and the date functions of zone.h count with. Wide enough for every Instant. */
#pragma once

#include "base/instant.h"

#define MILLIS_DAY INT64_C(86400000)

/* Days from 1970-01-01 to that day. Day and month may lie outside of their ranges by what an
 * int32_t holds: the 31st of April is the 1st of May. */
int64_t calendar_days(Date date);

/* The day that is `days` after 1970-01-01, for |days| up to 2^38 (further than any Instant). */
Date calendar_date(int64_t days);

/* 0 Sunday to 6 Saturday. */
int32_t calendar_weekday(int64_t days);

/* a / b rounded down, and what is left (never negative); b > 0. */
static inline int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

static inline int64_t floor_mod(int64_t a, int64_t b) {
    return a - floor_div(a, b) * b;
}
