/* fixture.h: schedules for tests, out of small tables. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "schedule/schedule.h"

enum { FIXTURE_EVERYWHERE = 9 }; /* as a room */

/* Times are written as on the wall: 930 is 09:30; 2530 is 01:30 in the night after the date. */
typedef struct {
    const char *id;
    size_t day;
    int32_t start, end;
    size_t room;
    SessionType type;
    SessionStatus status;
    int32_t planned_start, planned_end; /* 0, 0: as above */
    bool was_elsewhere;
    size_t planned_room; /* when it was elsewhere */
} SessionSpec;

static inline Instant fixture_at(const Zone *zone, Date date, int32_t wall) {
    return zone_instant(zone, date, wall / 100 * 60 + wall % 100, NULL);
}

static const size_t FIXTURE_ROOMS[] = {0, 1, 2, 3, 4, 5, 6, 7};

static inline int fixture_compare(const void *left, const void *right) {
    const Session *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    size_t x = a->room_count ? a->rooms[0] + 1 : 0, y = b->room_count ? b->rooms[0] + 1 : 0;
    return (x > y) - (x < y);
}

static inline Session fixture_session(const Zone *zone, const Day *days, const SessionSpec *spec) {
    Date date = days[spec->day].date;
    Session session = {
        .id = str_from(spec->id),
        .day = spec->day,
        .start = fixture_at(zone, date, spec->start),
        .end = fixture_at(zone, date, spec->end),
        .track = SCHEDULE_NONE,
        .type = spec->type,
        .status = spec->status,
    };
    bool is_as_planned = spec->planned_start == 0 && spec->planned_end == 0;
    session.planned_start =
        is_as_planned ? session.start : fixture_at(zone, date, spec->planned_start);
    session.planned_end = is_as_planned ? session.end : fixture_at(zone, date, spec->planned_end);
    session.rooms = &FIXTURE_ROOMS[spec->room == FIXTURE_EVERYWHERE ? 0 : spec->room];
    session.room_count = spec->room == FIXTURE_EVERYWHERE ? 0 : 1;
    session.planned_rooms =
        spec->was_elsewhere ? &FIXTURE_ROOMS[spec->planned_room] : session.rooms;
    session.planned_room_count = spec->was_elsewhere ? 1 : session.room_count;
    return session;
}

/* A schedule in `arena` (not to be freed itself) of those days and sessions; four rooms. */
static inline Schedule *fixture_schedule(Arena *arena, const char *place, const Date *dates,
                                         size_t day_count, const SessionSpec *specs,
                                         size_t session_count) {
    Schedule *schedule = arena_new(arena, Schedule, 1);
    const Zone *zone = zone_open(arena, str_from(place));
    if (!zone)
        abort();
    schedule->event = (Event){.zone = zone, .zone_name = zone_name(zone), .day_change = 240};
    schedule->rooms = arena_new(arena, Room, 4);
    schedule->room_count = 4;
    schedule->display = display_default();
    Day *days = arena_new(arena, Day, day_count);
    Session *sessions = arena_new(arena, Session, session_count);
    for (size_t d = 0; d < day_count; d++)
        days[d] = (Day){.date = dates[d],
                        .from = zone_instant(zone, dates[d], 240, NULL),
                        .until = zone_instant(zone, date_add(dates[d], 1), 240, NULL)};
    for (size_t i = 0; i < session_count; i++)
        sessions[i] = fixture_session(zone, days, &specs[i]);
    if (session_count)
        qsort(sessions, session_count, sizeof *sessions, fixture_compare);
    for (size_t d = 0, i = 0; d < day_count; d++) {
        days[d].first_session = i;
        while (i < session_count && sessions[i].day == d)
            i++;
        days[d].session_count = i - days[d].first_session;
    }
    schedule->days = days;
    schedule->day_count = day_count;
    schedule->sessions = sessions;
    schedule->session_count = session_count;
    return schedule;
}
