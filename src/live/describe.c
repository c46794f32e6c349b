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

static Str joined(Arena *arena, Str text, const char *before, Str more, const char *behind) {
    return more.len
               ? str_printf(arena, "%.*s%s%.*s%s", str_arg(text), before, str_arg(more), behind)
               : text;
}

/* The session as it was when the change was given: "Keynote" (Main Hall, 10:00). */
static Str session_name(Arena *arena, const Schedule *plan, const LiveOp *op) {
    const LiveSession *facts = &op->session_facts;
    Str title = facts->title.len ? facts->title : op->session;
    Str place = facts->room.name.len ? facts->room.name : facts->room.id;
    if (plan && facts->title.len)
        place = joined(arena, place, place.len ? ", " : "",
                       describe_time(arena, plan, facts->start), "");
    return joined(arena, str_printf(arena, "\"%.*s\"", str_arg(title)), " (", place, ")");
}

Str live_name(Arena *arena, const Schedule *plan, const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    Str text = str_from(kind->name);
    if (names_session(op))
        text = joined(arena, text, " ", session_name(arena, plan, op), "");
    text = joined(arena, text, names_session(op) ? " to " : " ", op->room, "");
    if (op->by)
        text = str_printf(arena, "%.*s%s %+lld", str_arg(text), op->room.len ? "" : " all",
                          (long long)(op->by / MILLIS_MINUTE));
    text = joined(arena, text, " \"", op->text, "\"");
    if (op->view < VIEW_KIND_COUNT && op->kind == LIVE_HOLD)
        text = joined(arena, text, " ", str_from(view_kind_name(op->view)), "");
    return text;
}

Str live_list(Arena *arena, const Schedule *plan, const LiveState *state) {
    Str text = {0};
    for (size_t i = 0; i < state->count; i++) {
        const LiveOp *op = &state->ops[i];
        Str time = plan ? describe_time(arena, plan, op->at) : str_from("-");
        text = str_printf(arena, "%.*s%s%zu  %.*s  %.*s  %.*s", str_arg(text), i ? "\n" : "", i + 1,
                          str_arg(time), str_arg(op->sender.len ? op->sender : str_from("-")),
                          str_arg(live_name(arena, plan, op)));
    }
    return text.len ? text : str_from("nothing is changed today");
}

Str live_lost(Arena *arena, const Schedule *plan, const LiveState *state, const LiveOp *op) {
    bool has_session = !names_session(op) || follow_session(plan, op, state->date) != SCHEDULE_NONE;
    bool has_room = op->room.len == 0 || follow_room(plan, op) != SCHEDULE_NONE;
    Str name = live_name(arena, plan, op);
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

static bool is_emergency(const LiveOp *op) {
    return op->kind == LIVE_NOTICE && op->level == NOTICE_EMERGENCY;
}

/* Of the same sender; what a former version kept has none, and is everybody's. */
static bool is_own(const LiveOp *kept, const LiveOp *op) {
    return kept->sender.len == 0 || str_equal(kept->sender, op->sender);
}

static bool aim_undo(Arena *arena, const Schedule *plan, const LiveState *state, LiveOp *op,
                     Str *problem) {
    const LiveOp *target = NULL;
    for (size_t i = state->count; i-- > 0 && !target;) {
        const LiveOp *kept = &state->ops[i];
        bool is_meant =
            op->number > 0 ? (size_t)op->number == i + 1 : is_own(kept, op) && !is_emergency(kept);
        target = is_meant ? kept : NULL;
    }
    if (!target && op->number > 0)
        *problem = str_printf(arena, "there is no change %d; \"list\" numbers them", op->number);
    else if (!target)
        *problem = str_from(state->count ? "there is nothing of yours to take back; \"list\" "
                                           "numbers the changes of all"
                                         : "there is nothing to take back");
    else if (is_emergency(target))
        *problem = str_from("that is an emergency: say \"lift emergency\"");
    if (!target || is_emergency(target))
        return false;
    op->target.kind = target->kind;
    op->target.at = target->at;
    op->text = live_name(arena, plan, target);
    return true;
}

bool live_aim(Arena *arena, const Schedule *plan, const LiveState *state, LiveOp *op,
              Str *problem) {
    if (op->kind == LIVE_UNDO)
        return aim_undo(arena, plan, state, op, problem);
    size_t wanted =
        plan && names_session(op) ? follow_session(plan, op, state->date) : SCHEDULE_NONE;
    for (size_t i = 0; wanted != SCHEDULE_NONE && i < state->count; i++) {
        const LiveOp *kept = &state->ops[i];
        if (!names_session(kept) || follow_session(plan, kept, state->date) != wanted)
            continue;
        op->session = kept->session;
        op->session_facts = kept->session_facts;
        break;
    }
    return true;
}

Str live_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    return kind->describe ? kind->describe(arena, before, after, op) : (Str){0};
}
