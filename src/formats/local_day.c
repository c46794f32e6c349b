#include "formats/local_day.h"

#define DAY (24 * MILLIS_HOUR)

/* The day of that local time; an empty one where its clocks change, and before 1970. */
static LocalDay day_of(const Zone *zone, Instant at, LocalTime local) {
    if (at < DAY || at > INSTANT_NEVER - 2 * DAY)
        return (LocalDay){0};
    Instant from = at - (at + local.offset_minutes * MILLIS_MINUTE) % DAY;
    LocalTime first = zone_local(zone, from), last = zone_local(zone, from + DAY - 1);
    bool is_plain = first.hour == 0 && first.minute == 0 && first.second == 0 &&
                    first.offset_minutes == local.offset_minutes &&
                    last.offset_minutes == local.offset_minutes;
    return is_plain ? (LocalDay){.from = from, .until = from + DAY, .start = first} : (LocalDay){0};
}

LocalTime local_day_time(LocalDay *day, const Zone *zone, Instant at) {
    if (at < day->from || at >= day->until) {
        LocalTime local = zone_local(zone, at);
        *day = day_of(zone, at, local);
        return local;
    }
    LocalTime local = day->start;
    int32_t seconds = (int32_t)((at - day->from) / MILLIS_SECOND);
    local.hour = seconds / 3600;
    local.minute = seconds / 60 % 60;
    local.second = seconds % 60;
    return local;
}
