#include "live/kind_room.h"

#include "live/describe.h"
#include "live/follow.h"
#include "schedule/now_next.h"

/* What runs in the room now, and ends last; else what is next there; NULL when nothing is to come.
 */
static const Session *session_of(const Schedule *schedule, size_t room, Instant now) {
    const Session *runs = NULL, *next = NULL;
    size_t day = schedule_day_at(schedule, now);
    for (size_t i = 0; day != SCHEDULE_NONE && i < schedule->days[day].session_count; i++) {
        const Session *session = &schedule->sessions[schedule->days[day].first_session + i];
        if (!session_takes_place(session, room) || session->is_all_day || session->end <= now)
            continue;
        if (session->start <= now)
            runs = !runs || session->end > runs->end ? session : runs;
        else if (!next || session->start < next->start)
            next = session;
    }
    return runs ? runs : next;
}

/* A state ends with the session that it is about, unless staff say when; and follows it when it is
 * delayed. */
bool room_check(Reading *reading) {
    LiveOp *op = &reading->out->op;
    size_t room = schedule_room_by_id(reading->schedule, op->room);
    bool is_of_session = op->condition != ROOM_OPEN || op->people >= 0 || op->text.len;
    const Session *session = op->until == INSTANT_NEVER && is_of_session
                                 ? session_of(reading->schedule, room, reading->now)
                                 : NULL;
    if (!session)
        return true;
    op->until = session->end;
    op->about = session->id;
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

/* Does what was said of the room before hold at that instant? */
static bool holds(const Room *room, Instant at) {
    return at >= room->state_from && (!room->state_until || at < room->state_until);
}

/* A count says nothing of a closed room, and a text nothing of whether one gets in: what was said
 * of that before goes on, as long as it was to. */
static bool goes_on(const Room *room, const LiveOp *op) {
    if (!holds(room, op->at) || room->state == ROOM_OPEN)
        return false;
    return op->people >= 0 ? room->state == ROOM_CLOSED : op->text.len > 0;
}

void room_apply(Work *work, const LiveOp *op) {
    size_t index = work->plan ? follow_room(work->plan, op) : SCHEDULE_NONE;
    if (index == SCHEDULE_NONE)
        return;
    Room *room = (Room *)&work->copy->rooms[index]; /* our own copy */
    bool is_counted = op->people >= 0, is_kept = holds(room, op->at);
    int32_t places = op->places ? op->places : room->capacity;
    if (!goes_on(room, op)) {
        bool is_full = is_counted && places > 0 && op->people >= places;
        room->state = op->kind == LIVE_CLOSE ? ROOM_CLOSED /* which the state file does not say */
                      : is_full              ? ROOM_FULL
                                             : op->condition;
        room->state_until = op->until;
        room->state_session = str_copy(work->copy->arena, op->about);
    }
    if (!is_counted || !is_kept)
        room->state_text = work_one_text(work->copy->arena, op->text);
    if (is_counted || !op->text.len || !is_kept) {
        room->is_counted = is_counted;
        room->people = op->people;
        room->places = places;
    }
    room->state_from = op->at;
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
    if (op->until != INSTANT_NEVER && door->state_until != INSTANT_NEVER)
        text = str_printf(arena, "%.*s, until %.*s", str_arg(text),
                          str_arg(describe_time(arena, after, door->state_until)));
    size_t planned = state == ROOM_CLOSED ? count_planned(after, room, op->at) : 0;
    if (planned)
        text = str_printf(arena, "%.*s; but %zu session%s planned there: move or cancel %s",
                          str_arg(text), planned, planned == 1 ? " is" : "s are",
                          planned == 1 ? "it" : "them");
    return text;
}
