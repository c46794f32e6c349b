/* instant.h: points in time and lengths of it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef int64_t Instant; /* milliseconds since 1970-01-01T00:00:00Z, without leap seconds */
typedef int64_t Millis;  /* a length of time */

#define MILLIS_SECOND INT64_C(1000)
#define MILLIS_MINUTE INT64_C(60000)
#define MILLIS_HOUR   INT64_C(3600000)

/* Later than everything: "never". */
#define INSTANT_NEVER INT64_MAX

/* A day of the proleptic Gregorian calendar. All zero: no date. */
typedef struct {
    int32_t year;
    int32_t month; /* 1 to 12 */
    int32_t day;   /* 1 to 31 */
} Date;

static inline Instant instant_min(Instant a, Instant b) {
    return a < b ? a : b;
}

static inline Instant instant_max(Instant a, Instant b) {
    return a > b ? a : b;
}
