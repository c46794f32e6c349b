#include "schedule/instead.h"

#include "schedule/now_next.h"

static void lower(Instant *next_change, Instant at, Instant change) {
    if (next_change && change > at && change < *next_change)
        *next_change = change;
}

/* Of what is held there at that instant, and nowhere else: the one that began last. */
static size_t own_session(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    size_t found = SCHEDULE_NONE;
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *s = &schedule->sessions[i];
        if (s->is_all_day || s->room_count == 0 || !session_takes_place(s, room))
            continue;
        lower(next_change, at, s->start);
        lower(next_change, at, s->end);
        if (s->start <= at && at < s->end &&
            (found == SCHEDULE_NONE || s->start >= schedule->sessions[found].start))
            found = i;
    }
    return found;
}

int32_t room_seats_left(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    const Room *door = &schedule->rooms[room];
    bool is_counted = room_is_told(schedule, room, at, next_change) && door->is_counted;
    return is_counted && door->places > 0 ? door->places - door->people : -1;
}

static bool is_open(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    return room_state_at(schedule, room, at, next_change) == ROOM_OPEN;
}

Instead room_instead(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    Instead best = {.room = SCHEDULE_NONE, .session = SCHEDULE_NONE, .seats = -1};
    size_t own = own_session(schedule, room, at, next_change);
    const Room *door = &schedule->rooms[room];
    size_t overflow =
        door->overflow.len ? schedule_room_by_id(schedule, door->overflow) : SCHEDULE_NONE;
    if (overflow != SCHEDULE_NONE) {
        size_t other = own_session(schedule, overflow, at, next_change);
        int32_t seats = room_seats_left(schedule, overflow, at, next_change);
        if (is_open(schedule, overflow, at, next_change) && seats != 0 &&
            (other == SCHEDULE_NONE || other == own))
            return (Instead){.room = overflow, .session = SCHEDULE_NONE, .seats = seats};
    }
    size_t track = own == SCHEDULE_NONE ? SCHEDULE_NONE : schedule->sessions[own].track;
    for (size_t i = 0; i < schedule->room_count && track != SCHEDULE_NONE; i++) {
        if (i == room)
            continue;
        size_t other = own_session(schedule, i, at, next_change);
        int32_t seats = room_seats_left(schedule, i, at, next_change);
        bool is_like = other != SCHEDULE_NONE && other != own &&
                       schedule->sessions[other].track == track &&
                       schedule->sessions[other].type != SESSION_BREAK;
        if (is_like && is_open(schedule, i, at, next_change) && seats > 0 && seats > best.seats)
            best = (Instead){.room = i, .session = other, .seats = seats};
    }
    return best;
}
