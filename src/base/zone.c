/* zone.c: a zone's table of offsets, read from ICU once, and the arithmetic on it.
 *
 * Guessing what a person meant by an unknown name is in zone_suggest.c. */
#include "base/zone.h"

#include <string.h>

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "base/calendar.h"
#include "base/zone_names.h"

typedef struct {
    Instant from;   /* first instant at which it holds */
    int32_t offset; /* milliseconds east of UTC: Liberia once had half minutes */
} Span;

struct Zone {
    Str name;
    const Span *spans; /* rising; the first holds from the beginning of time */
    size_t count;      /* at least 1 */
};

/* 2101-01-01: what a zone does after that nobody knows; the last offset stays. */
#define TABLE_END INT64_C(4133980800000)

/* No zone was ever further from UTC; used to keep away from the ends of int64_t. */
#define OFFSET_MAX (2 * MILLIS_DAY)

static int32_t offset_at(UCalendar *calendar, UDate at, UErrorCode *status) {
    ucal_setMillis(calendar, at, status);
    return ucal_get(calendar, UCAL_ZONE_OFFSET, status) +
           ucal_get(calendar, UCAL_DST_OFFSET, status);
}

/* The offset from the transition at `at` on, which the calendar is set to; `offset` held before.
 * Clocks that were not touched would show the first moment that is skipped, or the first behind
 * those that come twice. Asked for in this way, ICU does not compute the whole calendar, which is
 * most of the work of reading a zone. */
static int32_t offset_from(UCalendar *calendar, UDate at, int32_t offset, UErrorCode *status) {
    int32_t raw = 0, saving = 0;
    ucal_setMillis(calendar, at + offset, status);
    ucal_getTimeZoneOffsetFromLocal(calendar, UCAL_TZ_LOCAL_LATTER, UCAL_TZ_LOCAL_LATTER, &raw,
                                    &saving, status);
    ucal_setMillis(calendar, at, status);
    return raw + saving;
}

static Zone *read_table(Arena *arena, Str name, UCalendar *calendar) {
    UErrorCode status = U_ZERO_ERROR;
    Span *spans = NULL;
    size_t count = 0, capacity = 0;
    UDate at = 0;
    int32_t offset = offset_at(calendar, at, &status);
    Span *first = arena_push(arena, &spans, &count, &capacity, sizeof(Span), _Alignof(Span));
    *first = (Span){.from = INT64_MIN, .offset = offset};
    while (ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &at, &status) &&
           U_SUCCESS(status) && at < (UDate)TABLE_END) {
        int32_t changed = offset_from(calendar, at, offset, &status);
        if (changed == offset)
            continue; /* standard time was renamed, the clocks stayed */
        offset = changed;
        Span *span = arena_push(arena, &spans, &count, &capacity, sizeof(Span), _Alignof(Span));
        *span = (Span){.from = (Instant)at, .offset = offset};
    }
    if (U_FAILURE(status))
        return NULL;
    Zone *zone = arena_new(arena, Zone, 1);
    *zone = (Zone){.name = str_copy(arena, name), .spans = spans, .count = count};
    return zone;
}

const Zone *zone_open(Arena *arena, Str name) {
    if (!zone_name_is_iana(name))
        return NULL;
    UChar id[ZONE_NAME_MAX + 1];
    u_charsToUChars(name.s, id, (int32_t)name.len);
    id[name.len] = 0;
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(id, (int32_t)name.len, "en", UCAL_GREGORIAN, &status);
    if (U_FAILURE(status))
        return NULL;
    Zone *zone = read_table(arena, name, calendar);
    ucal_close(calendar);
    return zone;
}

const Zone *zone_utc(void) {
    static const Span span = {.from = INT64_MIN, .offset = 0};
    static const Zone utc = {.name = {.s = "UTC", .len = 3}, .spans = &span, .count = 1};
    return &utc;
}

Str zone_name(const Zone *zone) {
    return zone->name;
}

/* Index of the span that holds at that instant. */
static size_t span_at(const Zone *zone, Instant at) {
    size_t low = 0, high = zone->count; /* low holds or is before it, high is behind */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (zone->spans[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static Instant away_from_ends(Instant at) {
    return instant_max(instant_min(at, INT64_MAX - OFFSET_MAX), INT64_MIN + OFFSET_MAX);
}

int32_t zone_offset_minutes(const Zone *zone, Instant at) {
    return zone->spans[span_at(zone, at)].offset / (int32_t)MILLIS_MINUTE;
}

LocalTime zone_local(const Zone *zone, Instant at) {
    int32_t offset = zone->spans[span_at(zone, at)].offset;
    Instant shown = away_from_ends(at) + offset;
    int64_t days = floor_div(shown, MILLIS_DAY);
    int32_t in_day = (int32_t)(shown - days * MILLIS_DAY);
    return (LocalTime){
        .date = calendar_date(days),
        .hour = in_day / (int32_t)MILLIS_HOUR,
        .minute = in_day / (int32_t)MILLIS_MINUTE % 60,
        .second = in_day / (int32_t)MILLIS_SECOND % 60,
        .weekday = calendar_weekday(days),
        .offset_minutes = offset / (int32_t)MILLIS_MINUTE,
    };
}

/* Milliseconds from 1970-01-01 00:00 that the clocks show, kept within what can be counted. */
static int64_t shown_millis(Date date, int32_t minutes) {
    int64_t shown;
    if (__builtin_mul_overflow(calendar_days(date), MILLIS_DAY, &shown) ||
        __builtin_add_overflow(shown, minutes * MILLIS_MINUTE, &shown))
        shown = date.year < 0 ? INT64_MIN : INT64_MAX;
    return away_from_ends(shown);
}

/* Clocks of the span show `shown` at an instant at which it holds. */
static bool span_shows(const Zone *zone, size_t index, int64_t shown) {
    Instant at = shown - zone->spans[index].offset;
    return at >= zone->spans[index].from &&
           (index + 1 == zone->count || at < zone->spans[index + 1].from);
}

Instant zone_instant(const Zone *zone, Date date, int32_t minutes, ZoneTimeKind *kind) {
    ZoneTimeKind ignored;
    if (!kind)
        kind = &ignored;
    int64_t shown = shown_millis(date, minutes);
    /* The spans that can show it are few and stand together; none begins two days later. */
    size_t last = span_at(zone, shown + OFFSET_MAX / 2);
    size_t first = span_at(zone, shown - OFFSET_MAX / 2);
    for (size_t i = first; i <= last; i++) {
        if (!span_shows(zone, i, shown))
            continue;
        bool is_twice = i + 1 <= last && span_shows(zone, i + 1, shown);
        *kind = is_twice ? ZONE_TIME_TWICE : ZONE_TIME_EXACT;
        return shown - zone->spans[i].offset;
    }
    /* No span shows it: the clocks jumped over it. It is counted on with the offset from before. */
    *kind = ZONE_TIME_SKIPPED;
    size_t jump = first + 1;
    while (jump < last && zone->spans[jump].from + zone->spans[jump].offset <= shown)
        jump++;
    return shown - zone->spans[jump - 1].offset;
}

Date zone_conference_date(const Zone *zone, Instant at, int32_t day_change) {
    /* So far out that a day either way still is an Instant. */
    at = instant_max(instant_min(at, INT64_MAX / 2), INT64_MIN / 2);
    LocalTime local = zone_local(zone, at);
    Date date = local.date;
    if (local.hour * 60 + local.minute < day_change)
        date = date_add(date, -1);
    /* A change of the clocks about the day's change can mislead by a day; what counts is between
     * which two beginnings the instant lies. */
    while (at < zone_instant(zone, date, day_change, NULL))
        date = date_add(date, -1);
    while (at >= zone_instant(zone, date_add(date, 1), day_change, NULL))
        date = date_add(date, 1);
    return date;
}
