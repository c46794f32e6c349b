/* describe.c: what a change did, told to the person who made it. Part of changes.h. */
#include "live/describe.h"

#include "live/follow.h"
#include "live/kinds.h"
#include "schedule/now_next.h"

Str describe_room(const Schedule *schedule, Str id) {
    size_t room = id.len ? schedule_room_by_id(schedule, id) : SCHEDULE_NONE;
    if (room == SCHEDULE_NONE)
        return id.len ? id : str_from("all rooms");
    const Localized *name = &schedule->rooms[room].name;
    return name->count
               ? localized_get(name, schedule->display.languages, schedule->display.language_count)
               : id;
}

Str describe_title(const Schedule *schedule, const Session *session) {
    Str title = localized_get(&session->title, schedule->display.languages,
                              schedule->display.language_count);
    return title.len ? title : session->id;
}

Str describe_time(Arena *arena, const Schedule *schedule, Instant at) {
    LocalTime local = zone_local(schedule->event.zone, at);
    return str_printf(arena, "%02d:%02d", local.hour, local.minute);
}

const Session *describe_session(const Schedule *schedule, const LiveOp *op) {
    if (!schedule)
        return NULL;
    size_t day = schedule_day_at(schedule, op->at);
    Date date = day != SCHEDULE_NONE ? schedule->days[day].date
                                     : zone_conference_date(schedule->event.zone, op->at,
                                                            schedule->event.day_change);
    size_t index = follow_session(schedule, op, date);
    return index == SCHEDULE_NONE ? NULL : &schedule->sessions[index];
}

/* ---- what has lost its place ---------------------------------------------------------------- */

static bool names_session(const LiveOp *op) {
    return op->session.len > 0;
}

/* "cancel of \"Keynote\" (Main Hall, 10:00)" */
static Str name_of(Arena *arena, const Schedule *plan, const LiveOp *op) {
    const LiveSession *facts = &op->session_facts;
    if (!names_session(op))
        return str_printf(arena, "%s of %.*s", live_kind_name(op->kind), str_arg(op->room));
    Str title = facts->title.len ? facts->title : op->session;
    Str room = facts->room.name.len ? facts->room.name : facts->room.id;
    Str start = facts->title.len ? describe_time(arena, plan, facts->start) : (Str){0};
    return str_printf(arena, "%s of \"%.*s\"%s%.*s%s%.*s%s", live_kind_name(op->kind),
                      str_arg(title), start.len ? " (" : "", str_arg(room),
                      room.len && start.len ? ", " : "", str_arg(start), start.len ? ")" : "");
}

Str live_lost(Arena *arena, const Schedule *plan, const LiveState *state, const LiveOp *op) {
    bool has_session = !names_session(op) || follow_session(plan, op, state->date) != SCHEDULE_NONE;
    bool has_room = op->room.len == 0 || follow_room(plan, op) != SCHEDULE_NONE;
    Str name = name_of(arena, plan, op);
    if (!has_session)
        return str_printf(arena,
                          "%.*s: there is no such session any more; it holds again when the "
                          "session is back",
                          str_arg(name));
    if (!has_room)
        return str_printf(arena, "%.*s: there is no room \"%.*s\" any more%s", str_arg(name),
                          str_arg(op->room),
                          op->kind == LIVE_NOTICE ? ", so it is shown everywhere" : "");
    return (Str){0};
}

void live_aim(const Schedule *plan, const LiveState *state, LiveOp *op) {
    size_t wanted =
        plan && names_session(op) ? follow_session(plan, op, state->date) : SCHEDULE_NONE;
    for (size_t i = 0; wanted != SCHEDULE_NONE && i < state->count; i++) {
        const LiveOp *kept = &state->ops[i];
        if (!names_session(kept) || follow_session(plan, kept, state->date) != wanted)
            continue;
        op->session = kept->session;
        op->session_facts = kept->session_facts;
        return;
    }
}

Str live_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    return kind->describe ? kind->describe(arena, before, after, op) : (Str){0};
}
