#include "truth.h"

static bool is_among(const size_t *rooms, size_t count, size_t room) {
    bool is_found = count == 0 || room == SCHEDULE_NONE; /* everywhere; anywhere */
    for (size_t i = 0; i < count; i++)
        is_found |= rooms[i] == room;
    return is_found;
}

static bool is_held_in(const Session *s, size_t room) {
    return s->status != SESSION_CANCELLED && !s->is_all_day &&
           is_among(s->rooms, s->room_count, room);
}

static bool is_called_off_in(const Session *s, size_t room) {
    bool is_here = is_held_in(s, room) && s->start == s->planned_start;
    return (s->status == SESSION_CANCELLED || (s->status == SESSION_MOVED && !is_here)) &&
           !s->is_all_day && is_among(s->planned_rooms, s->planned_room_count, room);
}

bool truth_happens(const Session *s, size_t room, Instant at) {
    return is_held_in(s, room) && s->start <= at && at < s->end;
}

bool truth_is_missed(const Session *s, size_t room, Instant at) {
    return is_called_off_in(s, room) && s->planned_start <= at && at < s->planned_end &&
           !truth_happens(s, room, at);
}

bool truth_comes(const Session *s, size_t room, Instant at) {
    return is_held_in(s, room) && s->start > at;
}

size_t truth_day(const Schedule *schedule, Instant at) {
    for (size_t d = 0; d < schedule->day_count; d++)
        if (schedule->days[d].from <= at && at < schedule->days[d].until)
            return d;
    return SCHEDULE_NONE;
}

Instant truth_next_start(const Schedule *schedule, size_t room, size_t day, Instant at) {
    Instant first = INSTANT_NEVER;
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *s = &schedule->sessions[i];
        if (truth_comes(s, room, at) && (day == SCHEDULE_NONE || s->day == day))
            first = instant_min(first, s->start);
    }
    return first;
}

static bool is_same_date(const Schedule *schedule, Instant a, Instant b) {
    const Event *event = &schedule->event;
    return date_compare(zone_conference_date(event->zone, a, event->day_change),
                        zone_conference_date(event->zone, b, event->day_change)) == 0;
}

const char *truth_state(const Schedule *schedule, size_t room, Instant at) {
    bool talks = false, pauses = false, is_missed = false; /* at this instant */
    bool is_today = false, has_begun = false, is_ahead = false, is_real_ahead = false;
    size_t today = truth_day(schedule, at), later = SCHEDULE_NONE;
    if (schedule->session_count == 0)
        return "no schedule";
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *s = &schedule->sessions[i];
        bool is_pause = s->type == SESSION_BREAK || s->type == SESSION_SOCIAL;
        bool is_held = is_held_in(s, room), is_off = is_called_off_in(s, room);
        talks |= truth_happens(s, room, at) && !is_pause;
        pauses |= truth_happens(s, room, at) && is_pause;
        is_missed |= truth_is_missed(s, room, at);
        if (is_held && schedule->days[s->day].from > at &&
            (later == SCHEDULE_NONE || s->day < later))
            later = s->day;
        bool starts_today = is_held && s->start > at && is_same_date(schedule, s->start, at);
        if ((s->day != today && !starts_today) || !(is_held || is_off))
            continue;
        Instant start = is_held ? s->start : s->planned_start;
        is_today = true;
        has_begun |= start <= at;
        is_ahead |= start > at;
        is_real_ahead |= is_held && start > at;
    }
    if (talks || pauses)
        return talks ? "running" : "break";
    if (is_missed)
        return "free";
    if (is_today && is_ahead)
        return has_begun || !is_real_ahead ? "free" : "before";
    if (is_today)
        return later == SCHEDULE_NONE ? "over" : "after";
    if (later == SCHEDULE_NONE)
        return "far off";
    const Event *event = &schedule->event;
    int32_t days =
        date_diff(zone_conference_date(event->zone, at, event->day_change),
                  zone_conference_date(event->zone, schedule->days[later].from, event->day_change));
    return days > 30 ? "far off" : "no sessions";
}

Str truth_clock(Arena *arena, const Schedule *schedule, Instant at) {
    LocalTime local = zone_local(schedule->event.zone, at);
    return str_printf(arena, "%02d:%02d", local.hour, local.minute);
}

static bool has_stage(const Session *s, size_t room) {
    return is_held_in(s, room) && s->type != SESSION_BREAK && s->type != SESSION_SOCIAL;
}

/* Which of two is the timer's: the one that began later, of those that run; that ended later, of
 * those that are over; that begins first, of those that come. The first of the list among equals.
 */
static size_t better(const Schedule *schedule, size_t a, size_t b, char kind) {
    if (a == SCHEDULE_NONE)
        return b;
    const Session *x = &schedule->sessions[a], *y = &schedule->sessions[b];
    bool is_better = kind == 'r'   ? y->start > x->start
                     : kind == 'o' ? y->end > x->end
                                   : y->start < x->start;
    return is_better ? b : a;
}

Str truth_timer(Arena *arena, const Schedule *schedule, size_t room, Instant at, size_t *session) {
    size_t runs = SCHEDULE_NONE, over = SCHEDULE_NONE, comes = SCHEDULE_NONE;
    for (size_t i = 0; i < schedule->session_count && room < schedule->room_count; i++) {
        const Session *s = &schedule->sessions[i];
        bool is_today = is_same_date(schedule, s->start, at) || s->day == truth_day(schedule, at);
        if (!has_stage(s, room))
            continue;
        if (truth_happens(s, room, at))
            runs = better(schedule, runs, i, 'r');
        else if (s->end <= at)
            over = better(schedule, over, i, 'o');
        else if (is_today)
            comes = better(schedule, comes, i, 'c');
    }
    if (over != SCHEDULE_NONE && at - schedule->sessions[over].end >= 60 * MILLIS_MINUTE)
        over = SCHEDULE_NONE;
    *session = runs != SCHEDULE_NONE ? runs : over != SCHEDULE_NONE ? over : comes;
    if (*session == SCHEDULE_NONE)
        return (Str){0};
    const Session *s = &schedule->sessions[*session];
    bool is_over = runs == SCHEDULE_NONE && over != SCHEDULE_NONE;
    Millis left = is_over ? at - s->end : (runs != SCHEDULE_NONE ? s->end : s->start) - at;
    long long seconds = (long long)(is_over ? left / 1000 : (left + 999) / 1000);
    const char *sign = is_over ? "+" : "";
    return seconds >= 3600 ? str_printf(arena, "%s%lld:%02lld:%02lld", sign, seconds / 3600,
                                        seconds % 3600 / 60, seconds % 60)
                           : str_printf(arena, "%s%lld:%02lld", sign, seconds / 60, seconds % 60);
}

static bool is_said(const Room *room, Instant at) {
    return room->state_from <= at && (room->state_until == 0 || at < room->state_until);
}

bool truth_is_told(const Schedule *schedule, size_t room, Instant at) {
    const Room *door = &schedule->rooms[room];
    return is_said(door, at) && (door->state != ROOM_OPEN || door->state_text.count > 0);
}

static bool is_of_track(const Schedule *schedule, size_t room, size_t track, Instant at) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (schedule->sessions[i].track == track && truth_happens(&schedule->sessions[i], room, at))
            return true;
    return false;
}

bool truth_is_instead(const Schedule *schedule, size_t room, size_t other, Instant at) {
    const Room *here = &schedule->rooms[room], *there = &schedule->rooms[other];
    if (room == other || (is_said(there, at) && there->state != ROOM_OPEN))
        return false;
    bool is_counted = is_said(there, at) && there->is_counted;
    if (is_counted && there->people >= there->places)
        return false;
    if (str_equal(here->overflow, there->id))
        return true;
    for (size_t i = 0; i < schedule->session_count; i++)
        if (truth_happens(&schedule->sessions[i], room, at) &&
            is_of_track(schedule, other, schedule->sessions[i].track, at))
            return is_counted;
    return false;
}
