#include "live/kind_session.h"

#include "live/delay.h"
#include "live/describe.h"
#include "live/follow.h"

/* ---- which replace which -------------------------------------------------------------------- */

bool note_takes_away(const LiveOp *op, const LiveOp *kept) {
    return kept->kind == LIVE_NOTE && str_equal(kept->session, op->session);
}

bool restore_takes_away(const LiveOp *op, const LiveOp *kept) {
    bool is_of_it = kept->session.len &&
                    (str_equal(kept->session, op->session) || str_equal(kept->other, op->session));
    return is_of_it && kept->kind != LIVE_ADD;
}

/* ---- what makes sense ----------------------------------------------------------------------- */

bool move_check(Reading *reading) {
    const LiveOp *op = &reading->out->op;
    const Session *session = describe_session(reading->schedule, op);
    size_t room = schedule_room_by_id(reading->schedule, op->room);
    bool is_there = session && session->room_count == 1 && session->rooms[0] == room;
    if (!is_there || (op->start != INSTANT_NEVER && op->start != session->start))
        return true;
    return reading_fail(reading, "\"%.*s\" is in %.*s at %.*s already",
                        str_arg(describe_title(reading->schedule, session)),
                        str_arg(describe_room(reading->schedule, op->room)),
                        str_arg(describe_time(reading->arena, reading->schedule, session->start)));
}

/* ---- what they do --------------------------------------------------------------------------- */

void cancel_apply(Work *work, const LiveOp *op) {
    Session *session = work_session(work, op);
    if (session)
        session->status = SESSION_CANCELLED;
}

/* Where and when the plan has it: moved there and back it is moved no more. */
static bool is_as_planned(const Work *work, const Session *session) {
    size_t index = (size_t)(session - work->sessions);
    if (index >= work->plan->session_count) /* staff's own */
        return false;
    const Session *planned = &work->plan->sessions[index];
    return planned->status == SESSION_CONFIRMED && planned->room_count == 1 &&
           planned->rooms[0] == session->rooms[0] && planned->start == session->start;
}

void move_apply(Work *work, const LiveOp *op) {
    Session *session = work_session(work, op);
    size_t room = session ? follow_room(work->plan, op) : SCHEDULE_NONE;
    if (room == SCHEDULE_NONE)
        return;
    Arena *arena = work->copy->arena;
    session->rooms = work_one_room(arena, room);
    session->room_count = 1;
    if (op->start != INSTANT_NEVER)
        session_move_to(arena, session, op->start);
    session->status = is_as_planned(work, session) ? SESSION_CONFIRMED : SESSION_MOVED;
}

void note_apply(Work *work, const LiveOp *op) {
    Session *session = work_session(work, op);
    if (session)
        session->note = work_one_text(work->copy->arena, op->text);
}

void speaker_apply(Work *work, const LiveOp *op) {
    Session *session = work_session(work, op);
    if (!session)
        return;
    Arena *arena = work->copy->arena;
    Speaker *speaker = arena_new(arena, Speaker, 1);
    speaker->name = work_one_text(arena, op->speaker);
    speaker->affiliation = work_one_text(arena, op->affiliation);
    session->speakers = speaker;
    session->speaker_count = 1;
}

void rename_apply(Work *work, const LiveOp *op) {
    Session *session = work_session(work, op);
    if (session)
        session->title = work_one_text(work->copy->arena, op->text);
}

/* ---- what is said of it --------------------------------------------------------------------- */

/* The session; NULL with a sentence when it is not there. */
static const Session *find(Arena *arena, const Schedule *after, const LiveOp *op, Str *sentence) {
    const Session *session = describe_session(after, op);
    if (!after)
        *sentence = str_from("no schedule is shown");
    else if (!session)
        *sentence =
            str_printf(arena, "there is no session \"%.*s\" any more", str_arg(op->session));
    return session;
}

Str cancel_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    Str sentence = {0};
    const Session *session = find(arena, after, op, &sentence);
    if (!session)
        return sentence;
    return str_printf(arena, "cancelled: %.*s (%.*s)", str_arg(describe_title(after, session)),
                      str_arg(describe_time(arena, after, session->start)));
}

Str move_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    Str sentence = {0};
    const Session *session = find(arena, after, op, &sentence);
    if (!session)
        return sentence;
    return str_printf(arena, "moved: %.*s, now in %.*s at %.*s",
                      str_arg(describe_title(after, session)),
                      str_arg(describe_room(after, op->room)),
                      str_arg(describe_time(arena, after, session->start)));
}

Str note_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    Str sentence = {0};
    const Session *session = find(arena, after, op, &sentence);
    if (!session)
        return sentence;
    return str_printf(arena, "%s: %.*s", op->text.len ? "noted" : "no note any more",
                      str_arg(describe_title(after, session)));
}

Str restore_describe(Arena *arena, const Schedule *before, const Schedule *after,
                     const LiveOp *op) {
    (void)before;
    Str sentence = {0};
    const Session *session = find(arena, after, op, &sentence);
    if (!session)
        return sentence;
    return str_printf(arena, "as planned again: %.*s", str_arg(describe_title(after, session)));
}

Str speaker_describe(Arena *arena, const Schedule *before, const Schedule *after,
                     const LiveOp *op) {
    (void)before;
    Str sentence = {0};
    const Session *session = find(arena, after, op, &sentence);
    if (!session)
        return sentence;
    return str_printf(arena, "%.*s: %.*s%s%.*s speaks now", str_arg(describe_title(after, session)),
                      str_arg(op->speaker), op->affiliation.len ? ", " : "",
                      str_arg(op->affiliation));
}

Str rename_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    (void)before;
    Str sentence = {0};
    const Session *session = find(arena, after, op, &sentence);
    if (!session)
        return sentence;
    return str_printf(arena, "\"%.*s\" is called \"%.*s\" now", str_arg(op->session_facts.title),
                      str_arg(op->text));
}
