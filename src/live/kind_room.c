#include "live/kind_room.h"

#include "live/describe.h"
#include "live/follow.h"
#include "schedule/now_next.h"

/* The end of what runs in the room now; of nothing: of what is next there; INSTANT_NEVER when
 * nothing is to come. */
static Instant end_of_session(const Schedule *schedule, size_t room, Instant now) {
    Instant runs = 0, next_start = INSTANT_NEVER, next_end = INSTANT_NEVER;
    size_t day = schedule_day_at(schedule, now);
    for (size_t i = 0; day != SCHEDULE_NONE && i < schedule->days[day].session_count; i++) {
        const Session *session = &schedule->sessions[schedule->days[day].first_session + i];
        if (!session_takes_place(session, room) || session->is_all_day || session->end <= now)
            continue;
        if (session->start <= now)
            runs = instant_max(runs, session->end);
        else if (session->start < next_start) {
            next_start = session->start;
            next_end = session->end;
        }
    }
    return runs ? runs : next_end;
}

/* A state ends with the session that it is about, unless staff say when. */
bool room_check(Reading *reading) {
    LiveOp *op = &reading->out->op;
    size_t room = schedule_room_by_id(reading->schedule, op->room);
    bool is_of_session = op->condition != ROOM_OPEN || op->people >= 0 || op->text.len;
    if (op->until == INSTANT_NEVER && is_of_session)
        op->until = end_of_session(reading->schedule, room, reading->now);
    return true;
}

/* A closed room is closed until somebody opens it. */
bool close_check(Reading *reading) {
    reading->out->op.condition = ROOM_CLOSED;
    return true;
}

/* Somebody who counts says it every minute: the last number is enough. */
bool room_takes_away(const LiveOp *op, const LiveOp *kept) {
    return op->people >= 0 && kept->kind == LIVE_ROOM && kept->people >= 0 &&
           str_equal(kept->room, op->room);
}

void room_apply(Work *work, const LiveOp *op) {
    size_t index = work->plan ? follow_room(work->plan, op) : SCHEDULE_NONE;
    if (index == SCHEDULE_NONE)
        return;
    Room *room = (Room *)&work->copy->rooms[index]; /* our own copy */
    int32_t places = op->places ? op->places : room->capacity;
    bool is_full = op->people >= 0 && places > 0 && op->people >= places;
    room->state = is_full ? ROOM_FULL : op->condition;
    room->state_text = work_one_text(work->copy->arena, op->text);
    room->state_from = op->at;
    room->state_until = op->until;
    room->is_counted = op->people >= 0;
    room->people = op->people;
    room->places = places;
}

static size_t count_planned(const Schedule *schedule, size_t room, Instant now) {
    size_t count = 0, day = schedule_day_at(schedule, now);
    for (size_t i = 0; day != SCHEDULE_NONE && i < schedule->days[day].session_count; i++) {
        const Session *session = &schedule->sessions[schedule->days[day].first_session + i];
        count += session->room_count > 0 && session_takes_place(session, room) &&
                 !session->is_all_day && session->end > now;
    }
    return count;
}

Str room_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    size_t room = after ? schedule_room_by_id(after, op->room) : SCHEDULE_NONE;
    if (room == SCHEDULE_NONE)
        return str_from("the schedule that is shown has no such room");
    const Room *door = &after->rooms[room];
    RoomState state = room_state_at(after, room, op->at, NULL);
    Str text = str_printf(arena, "%.*s: %s", str_arg(describe_room(after, op->room)),
                          room_state_name(state));
    if (door->is_counted && door->places > 0)
        text = str_printf(arena, "%.*s, %d of %d", str_arg(text), door->people, door->places);
    else if (door->is_counted)
        text = str_printf(arena, "%.*s, %d inside", str_arg(text), door->people);
    if (op->text.len)
        text = str_printf(arena, "%.*s, \"%.*s\"", str_arg(text), str_arg(op->text));
    if (op->until != INSTANT_NEVER)
        text = str_printf(arena, "%.*s, until %.*s", str_arg(text),
                          str_arg(describe_time(arena, after, op->until)));
    size_t planned = state == ROOM_CLOSED ? count_planned(after, room, op->at) : 0;
    if (planned)
        text = str_printf(arena, "%.*s; but %zu session%s planned there: move or cancel %s",
                          str_arg(text), planned, planned == 1 ? " is" : "s are",
                          planned == 1 ? "it" : "them");
    return text;
}
