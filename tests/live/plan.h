/* plan.h: small schedules for the tests, written as lines.
 *
 * "A main 09:00 10:00 talk": id, rooms ("main+side", "*" for everywhere), start, end, type. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schedule/schedule.h"

#define PLAN_DATE  ((Date){.year = 2026, .month = 5, .day = 16})
#define PLAN_START INT64_C(1778889600000) /* 2026-05-16T00:00:00Z */

/* HH:MM of the plan's day; 24:30 is after midnight. */
static inline Instant plan_time(const char *text) {
    int hour = 0, minute = 0;
    if (sscanf(text, "%d:%d", &hour, &minute) != 2)
        abort();
    return PLAN_START + hour * MILLIS_HOUR + minute * MILLIS_MINUTE;
}

static inline Localized plan_text(Arena *arena, const char *text) {
    Translation *items = arena_new(arena, Translation, 1);
    items[0].text = str_copy(arena, str_from(text));
    return (Localized){.items = items, .count = 1};
}

static inline void plan_rooms(Schedule *schedule, const char *names) {
    Room *rooms = arena_new(schedule->arena, Room, 16);
    char copy[256], *rest = NULL;
    snprintf(copy, sizeof copy, "%s", names);
    for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        Room *room = &rooms[schedule->room_count++];
        room->id = str_copy(schedule->arena, str_from(name));
        room->name = plan_text(schedule->arena, arena_printf(schedule->arena, "Room %s", name));
    }
    schedule->rooms = rooms;
}

static inline void plan_session(Schedule *schedule, Session *session, const char *line) {
    char id[64], rooms[64], start[16], end[16], type[16], *rest = NULL;
    if (sscanf(line, "%63s %63s %15s %15s %15s", id, rooms, start, end, type) != 5)
        abort();
    size_t *indices = arena_new(schedule->arena, size_t, 16);
    for (char *name = strtok_r(rooms, "+", &rest); name && *name != '*';
         name = strtok_r(NULL, "+", &rest))
        indices[session->room_count++] = schedule_room_by_id(schedule, str_from(name));
    session->id = str_copy(schedule->arena, str_from(id));
    session->title = plan_text(schedule->arena, arena_printf(schedule->arena, "Talk %s", id));
    session->start = session->planned_start = plan_time(start);
    session->end = session->planned_end = plan_time(end);
    session->rooms = session->planned_rooms = indices;
    session->planned_room_count = session->room_count;
    session->track = SCHEDULE_NONE;
    session->type = session_type_by_name(str_from(type));
}

/* One day in UTC. `lines` ends with NULL and is sorted by start. */
static inline Schedule *plan_create(const char *rooms, const char *const *lines) {
    Arena *arena = arena_create();
    Schedule *schedule = arena_new(arena, Schedule, 1);
    *schedule = (Schedule){.arena = arena,
                           .event = {.zone = zone_utc(), .day_change = 240},
                           .display = display_default()};
    plan_rooms(schedule, rooms);
    size_t count = 0;
    while (lines[count])
        count++;
    Session *sessions = arena_new(arena, Session, count);
    for (size_t i = 0; i < count; i++)
        plan_session(schedule, &sessions[i], lines[i]);
    Day *day = arena_new(arena, Day, 1);
    *day = (Day){.date = PLAN_DATE,
                 .from = plan_time("04:00"),
                 .until = plan_time("28:00"),
                 .session_count = count};
    schedule->sessions = sessions;
    schedule->session_count = count;
    schedule->days = day;
    schedule->day_count = 1;
    return schedule;
}

static inline const Session *plan_find(const Schedule *schedule, const char *id) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (str_equal_c(schedule->sessions[i].id, id))
            return &schedule->sessions[i];
    return NULL;
}

/* "A 09:10-10:10, B 10:10-11:00": the sessions that are not where they were planned. */
static inline Str plan_differences(Arena *arena, const Schedule *plan, const Schedule *shown) {
    Str text = {0};
    for (size_t i = 0; i < plan->session_count; i++) {
        const Session *was = &plan->sessions[i];
        for (size_t k = 0; k < shown->session_count; k++) {
            const Session *is = &shown->sessions[k];
            if (!str_equal(was->id, is->id) || (was->start == is->start && was->end == is->end))
                continue;
            LocalTime start = zone_local(zone_utc(), is->start);
            LocalTime end = zone_local(zone_utc(), is->end);
            text = str_printf(arena, "%.*s%s%.*s %02d:%02d-%02d:%02d", str_arg(text),
                              text.len ? ", " : "", str_arg(is->id), start.hour, start.minute,
                              end.hour, end.minute);
        }
    }
    return text;
}
