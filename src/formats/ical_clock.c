#include "formats/ical_clock.h"

#include "base/zone.h"
#include "base/zone_windows.h"

IcalZones ical_zones_create(Gather *gather, icalcomponent *calendar) {
    return (IcalZones){.gather = gather, .calendar = calendar, .by_id = {.arena = gather->scratch}};
}

/* ---- zones ---- */

/* "/mozilla.org/20070129_1/Europe/Berlin": the name without what programs put before it. */
static const Zone *zone_by_tail(Arena *arena, Str name, Str *known) {
    for (;;) {
        const Zone *zone = zone_open(arena, name);
        if (zone) {
            *known = name;
            return zone;
        }
        size_t slash = str_find(name, "/");
        if (slash == SIZE_MAX)
            return NULL;
        name = str_slice(name, slash + 1, name.len);
    }
}

/* The zone that a TZID means, or NULL; its IANA name in `*known`. */
static const Zone *open_zone(const IcalZones *zones, Str id, Str *known) {
    Arena *arena = zones->gather->draft.arena;
    const Zone *zone = zone_by_tail(arena, id, known);
    if (zone)
        return zone;
    *known = zone_from_windows(arena, id);
    zone = known->len ? zone_open(arena, *known) : NULL;
    if (zone)
        return zone;
    char *name = arena_copy(zones->gather->scratch, id.s, id.len);
    icaltimezone *own = icalcomponent_get_timezone(zones->calendar, name);
    const char *location = own ? icaltimezone_get_location(own) : NULL;
    return location ? zone_by_tail(arena, str_from(location), known) : NULL;
}

static const Zone *zone_of(IcalZones *zones, Str id) {
    Gather *gather = zones->gather;
    size_t index = word_table_get(&zones->by_id, id, 0);
    if (index)
        return zones->found[index - 1];
    Str known;
    const Zone *zone = open_zone(zones, id, &known);
    *(const Zone **)arena_push(gather->scratch, &zones->found, &zones->found_count,
                               &zones->found_capacity, sizeof(Zone *), _Alignof(Zone *)) = zone;
    word_table_put(&zones->by_id, str_copy(gather->scratch, id), zones->found_count);
    if (zone && gather->zone_name.len == 0)
        gather->zone_name = str_copy(gather->draft.arena, known);
    return zone;
}

/* A zone of some events that nobody knows: theirs are read as the calendar's other times. */
static void report_unknown(IcalZones *zones, Str id) {
    Gather *gather = zones->gather;
    Str name = str_is_utf8(id) ? id : str_from("?"), like = zone_suggest(gather->scratch, name);
    Str hint = str_printf(gather->scratch, "did you mean %.*s?", str_arg(like));
    diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "unknown-zone", (Position){0},
                    like.len ? hint.s : NULL,
                    "the time zone \"%.*s\" is not known; times in it are taken to be in %.*s",
                    str_arg(name), str_arg(gather->zone_name));
}

IcalClock ical_clock(IcalZones *zones, icalproperty *property, struct icaltimetype time) {
    if (icaltime_is_utc(time))
        return (IcalClock){.kind = CLOCK_UTC};
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    const char *id = parameter ? icalparameter_get_tzid(parameter) : NULL;
    if (!id)
        return (IcalClock){.kind = CLOCK_FLOATING};
    size_t known = zones->found_count;
    const Zone *zone = zone_of(zones, str_from(id));
    if (zone)
        return (IcalClock){.kind = CLOCK_ZONE, .zone = zone};
    icaltimezone *own = icalcomponent_get_timezone(zones->calendar, id);
    if (own)
        return (IcalClock){.kind = CLOCK_OWN, .own = own};
    Gather *gather = zones->gather;
    if (gather->zone_name.len == 0 && str_is_utf8(str_from(id)))
        gather->zone_name = str_copy(gather->draft.arena, str_from(id));
    else if (zones->found_count > known)
        report_unknown(zones, str_from(id));
    return (IcalClock){.kind = CLOCK_FLOATING};
}

/* ---- times ---- */

bool ical_iso_time(const IcalClock *clock, struct icaltimetype time, IsoTime *out) {
    if (icaltime_is_null_time(time) || !icaltime_is_valid_time(time))
        return false;
    *out = (IsoTime){.date = {.year = time.year, .month = time.month, .day = time.day},
                     .minutes = time.hour * 60 + time.minute,
                     .offset = clock->kind == CLOCK_UTC ? 0 : ISO_NO_OFFSET};
    if (out->date.year < 1970 || out->date.year > 2099 || !date_is_valid(out->date))
        return false;
    int is_daylight;
    if (clock->kind == CLOCK_OWN)
        out->offset = icaltimezone_get_utc_offset(clock->own, &time, &is_daylight) / 60;
    return true;
}

/* The calendar's zone, which is opened once for each name that it has on the way. */
static const Zone *zone_of_calendar(IcalZones *zones) {
    Str name = zones->gather->zone_name;
    if (!zones->own_zone || !str_equal(name, zones->own_name)) {
        const Zone *zone = name.len ? zone_open(zones->gather->draft.arena, name) : NULL;
        zones->own_zone = zone ? zone : zone_utc();
        zones->own_name = name;
    }
    return zones->own_zone;
}

/* ICU's zone for the clock; a floating one is in the calendar's zone. */
static const Zone *zone_of_clock(IcalZones *zones, const IcalClock *clock) {
    if (clock->kind == CLOCK_FLOATING)
        return zone_of_calendar(zones);
    return clock->kind == CLOCK_ZONE ? clock->zone : zone_utc();
}

Instant ical_instant(IcalZones *zones, const IcalClock *clock, struct icaltimetype time) {
    Date date = {.year = time.year, .month = time.month, .day = time.day};
    int32_t minutes = time.hour * 60 + time.minute;
    const Zone *zone = clock->kind == CLOCK_OWN ? zone_utc() : zone_of_clock(zones, clock);
    Instant at = zone_instant(zone, date, minutes, NULL) + time.second * MILLIS_SECOND;
    int is_daylight;
    if (clock->kind == CLOCK_OWN)
        at -= icaltimezone_get_utc_offset(clock->own, &time, &is_daylight) * MILLIS_SECOND;
    return at;
}

struct icaltimetype ical_on_clock(IcalZones *zones, const IcalClock *to, const IcalClock *from,
                                  struct icaltimetype time) {
    time.zone = NULL;
    bool is_same = to->kind == from->kind && to->zone == from->zone && to->own == from->own;
    if (time.is_date || is_same)
        return time;
    Instant at = ical_instant(zones, from, time);
    int is_daylight = 0;
    if (to->kind == CLOCK_OWN) {
        LocalTime utc = zone_local(zone_utc(), at);
        struct icaltimetype there = {.year = utc.date.year,
                                     .month = utc.date.month,
                                     .day = utc.date.day,
                                     .hour = utc.hour,
                                     .minute = utc.minute,
                                     .second = utc.second,
                                     .zone = icaltimezone_get_utc_timezone()};
        at +=
            icaltimezone_get_utc_offset_of_utc_time(to->own, &there, &is_daylight) * MILLIS_SECOND;
    }
    LocalTime local = zone_local(to->kind == CLOCK_OWN ? zone_utc() : zone_of_clock(zones, to), at);
    return (struct icaltimetype){.year = local.date.year,
                                 .month = local.date.month,
                                 .day = local.date.day,
                                 .hour = local.hour,
                                 .minute = local.minute,
                                 .second = local.second};
}
