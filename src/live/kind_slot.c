#include "live/kind_slot.h"

#include "live/delay.h"
#include "live/describe.h"
#include "live/follow.h"
#include "schedule/now_next.h"

/* ---- swap ----------------------------------------------------------------------------------- */

static const Session *second_of(const Schedule *schedule, const LiveOp *op) {
    LiveOp second = {.at = op->at, .session = op->other, .session_facts = op->other_facts};
    return describe_session(schedule, &second);
}

bool swap_check(Reading *reading) {
    const LiveOp *op = &reading->out->op;
    const Session *a = describe_session(reading->schedule, op);
    const Session *b = second_of(reading->schedule, op);
    if (!a || !b)
        return reading_fail(reading, "both have to be sessions of today");
    if (a == b)
        return reading_fail(reading, "\"%.*s\" cannot trade places with itself",
                            str_arg(describe_title(reading->schedule, a)));
    const Session *over = a->end <= reading->now ? a : b;
    if (over->end <= reading->now)
        return reading_fail(reading, "\"%.*s\" is over already",
                            str_arg(describe_title(reading->schedule, over)));
    return true;
}

static bool is_same_place(const Session *a, const Session *b) {
    return a->room_count == 1 && b->room_count == 1 && a->rooms[0] == b->rooms[0];
}

void swap_apply(Work *work, const LiveOp *op) {
    Session *a = work_session(work, op);
    Session *b = work_session_by(work, op->other, &op->other_facts);
    if (!a || !b || a == b)
        return;
    Session *first = a->start <= b->start ? a : b, *second = first == a ? b : a;
    Arena *arena = work->copy->arena;
    Instant from = first->start, later = second->start;
    /* One behind the other in a room: both together take the time that they took. */
    if (is_same_place(first, second) && first->end <= second->start)
        later = second->end - (first->end - first->start);
    session_move_to(arena, second, from);
    session_move_to(arena, first, later);
    const size_t *rooms = first->rooms;
    size_t room_count = first->room_count;
    first->rooms = second->rooms;
    first->room_count = second->room_count;
    second->rooms = rooms;
    second->room_count = room_count;
    first->status = second->status = SESSION_MOVED;
}

static Str place_of(Arena *arena, const Schedule *schedule, const Session *session) {
    Str room = session->room_count ? describe_room(schedule, schedule->rooms[session->rooms[0]].id)
                                   : str_from("all rooms");
    return str_printf(arena, "%.*s–%.*s in %.*s",
                      str_arg(describe_time(arena, schedule, session->start)),
                      str_arg(describe_time(arena, schedule, session->end)), str_arg(room));
}

Str swap_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    const Session *a = after ? describe_session(after, op) : NULL;
    const Session *b = after ? second_of(after, op) : NULL;
    if (!a || !b)
        return str_from("one of the two sessions is not there any more");
    return str_printf(arena, "%.*s is %.*s now, %.*s is %.*s", str_arg(describe_title(after, a)),
                      str_arg(place_of(arena, after, a)), str_arg(describe_title(after, b)),
                      str_arg(place_of(arena, after, b)));
}

/* ---- add ------------------------------------------------------------------------------------ */

static bool has_session(const Schedule *schedule, Str id) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (str_equal(schedule->sessions[i].id, id))
            return true;
    return false;
}

bool add_check(Reading *reading) {
    const Schedule *schedule = reading->schedule;
    LiveOp *op = &reading->out->op;
    if (schedule_day_at(schedule, reading->now) == SCHEDULE_NONE)
        return reading_fail(reading, "today is no day of the schedule");
    if (op->end <= op->start)
        return reading_fail(reading, "it would end before it starts");
    if (op->end <= reading->now)
        return reading_fail(reading, "that is over already");
    LocalTime t = zone_local(schedule->event.zone, op->start);
    Str id = str_printf(reading->arena, "added-%.*s-%02d%02d", str_arg(op->room), t.hour, t.minute);
    Str free = id;
    for (int i = 2; has_session(schedule, free); i++)
        free = str_printf(reading->arena, "%.*s-%d", str_arg(id), i);
    op->session = free;
    op->session_facts = (LiveSession){
        .room = op->room_facts, .title = op->text, .speaker = op->speaker, .start = op->start};
    return true;
}

void add_apply(Work *work, const LiveOp *op) {
    size_t room = work->plan ? follow_room(work->plan, op) : SCHEDULE_NONE;
    if (room == SCHEDULE_NONE || work->day == SCHEDULE_NONE)
        return;
    Arena *arena = work->copy->arena;
    Session *session = work_add_session(work);
    *session = (Session){.id = str_copy(arena, op->session),
                         .is_id_written = true,
                         .day = work->day,
                         .start = op->start,
                         .end = op->end,
                         .planned_start = op->start,
                         .planned_end = op->end,
                         .rooms = work_one_room(arena, room),
                         .room_count = 1,
                         .planned_rooms = work_one_room(arena, room),
                         .planned_room_count = 1,
                         .title = work_one_text(arena, op->text),
                         .track = SCHEDULE_NONE,
                         .type = SESSION_TALK};
    if (op->speaker.len == 0)
        return;
    Speaker *speaker = arena_new(arena, Speaker, 1);
    speaker->name = work_one_text(arena, op->speaker);
    session->speakers = speaker;
    session->speaker_count = 1;
}

Str add_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    const Session *session = after ? describe_session(after, op) : NULL;
    if (!session)
        return str_from("no schedule is shown that it could be added to");
    return str_printf(arena, "added: %.*s, %.*s (it is called %.*s)",
                      str_arg(describe_title(after, session)),
                      str_arg(place_of(arena, after, session)), str_arg(session->id));
}
