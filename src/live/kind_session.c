#include "live/kind_session.h"

#include "live/delay.h"
#include "live/describe.h"

/* ---- which replace which -------------------------------------------------------------------- */

bool note_takes_away(const LiveOp *op, const LiveOp *kept) {
    return kept->kind == LIVE_NOTE && str_equal(kept->session, op->session);
}

bool restore_takes_away(const LiveOp *op, const LiveOp *kept) {
    return (kept->kind == LIVE_CANCEL || kept->kind == LIVE_MOVE || kept->kind == LIVE_NOTE) &&
           str_equal(kept->session, op->session);
}

/* ---- what they do --------------------------------------------------------------------------- */

/* Calls `change` for the sessions that the op means. */
static void for_sessions(Work *work, const LiveOp *op,
                         void (*change)(Work *work, Session *session, const LiveOp *op)) {
    for (size_t i = 0; work->plan && i < work->copy->session_count; i++)
        if (str_equal(work->sessions[i].id, op->session))
            change(work, &work->sessions[i], op);
}

static void cancel(Work *work, Session *session, const LiveOp *op) {
    (void)work;
    (void)op;
    session->status = SESSION_CANCELLED;
}

void cancel_apply(Work *work, const LiveOp *op) {
    for_sessions(work, op, cancel);
}

static void move(Work *work, Session *session, const LiveOp *op) {
    size_t room = schedule_room_by_id(work->plan, op->room);
    if (room == SCHEDULE_NONE)
        return;
    Arena *arena = work->copy->arena;
    session->rooms = work_one_room(arena, room);
    session->room_count = 1;
    if (op->start != INSTANT_NEVER)
        session_move_to(arena, session, op->start);
    session->status = SESSION_MOVED;
}

void move_apply(Work *work, const LiveOp *op) {
    for_sessions(work, op, move);
}

static void note(Work *work, Session *session, const LiveOp *op) {
    session->note = work_one_text(work->copy->arena, op->text);
}

void note_apply(Work *work, const LiveOp *op) {
    for_sessions(work, op, note);
}

/* ---- what is said of it --------------------------------------------------------------------- */

/* The session; NULL with a sentence when it is not there. */
static const Session *find(Arena *arena, const Schedule *after, const LiveOp *op, Str *sentence) {
    const Session *session = describe_session(after, op->session);
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
