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
    /* A title that staff have changed is another one there; the id stays. */
    for (size_t i = 0; index == SCHEDULE_NONE && i < schedule->session_count; i++)
        if (str_equal(schedule->sessions[i].id, op->session))
            index = i;
    return index == SCHEDULE_NONE ? NULL : &schedule->sessions[index];
}

Str describe_place(Arena *arena, const Schedule *schedule, const LiveOp *op) {
    Str text = {0};
    if (op->room.len)
        text = str_printf(arena, " in %.*s",
                          str_arg(schedule ? describe_room(schedule, op->room) : op->room));
    if (op->screen.len)
        text = str_printf(arena, "%.*s on screen %.*s", str_arg(text), str_arg(op->screen));
    if (op->group.len)
        text =
            str_printf(arena, "%.*s on screens of group %.*s", str_arg(text), str_arg(op->group));
    return text;
}

Str describe_text(const LiveOp *op) {
    return op->text.len || op->text_count == 0 ? op->text : op->texts[0].text;
}

/* ---- what has lost its place ---------------------------------------------------------------- */

/* One of the plan; what staff add is not there. */
static bool names_session(const LiveOp *op) {
    return op->session.len > 0 && op->kind != LIVE_ADD;
}

static bool is_added(const LiveState *state, Str session) {
    for (size_t i = 0; i < state->count; i++)
        if (state->ops[i].kind == LIVE_ADD && str_equal(state->ops[i].session, session))
            return true;
    return false;
}

static Str joined(Arena *arena, Str text, const char *before, Str more, const char *behind) {
    return more.len
               ? str_printf(arena, "%.*s%s%.*s%s", str_arg(text), before, str_arg(more), behind)
               : text;
}

/* The session as it was when the change was given: "Keynote" (Main Hall, 10:00). */
static Str session_name(Arena *arena, const Schedule *plan, Str id, const LiveSession *facts) {
    Str title = facts->title.len ? facts->title : id;
    Str place = facts->room.name.len ? facts->room.name : facts->room.id;
    if (plan && facts->title.len)
        place = joined(arena, place, place.len ? ", " : "",
                       describe_time(arena, plan, facts->start), "");
    return joined(arena, str_printf(arena, "\"%.*s\"", str_arg(title)), " (", place, ")");
}

/* What a room's state says beside its room: "full", "231/240". */
static Str condition_name(Arena *arena, const LiveOp *op) {
    if (op->people < 0)
        return op->text.len ? (Str){0} : str_from(room_state_name(op->condition));
    return op->places ? str_printf(arena, "%d/%d", op->people, op->places)
                      : str_printf(arena, "%d", op->people);
}

Str live_name(Arena *arena, const Schedule *plan, const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    Str text = str_from(kind->name);
    if (names_session(op))
        text = joined(arena, text, " ", session_name(arena, plan, op->session, &op->session_facts),
                      "");
    if (op->other.len)
        text = joined(arena, text, " and ", session_name(arena, plan, op->other, &op->other_facts),
                      "");
    text = joined(arena, text, names_session(op) ? " to " : " ", op->room, "");
    if (op->by)
        text = str_printf(arena, "%.*s%s %+lld", str_arg(text),
                          op->room.len || names_session(op) ? "" : " all",
                          (long long)(op->by / MILLIS_MINUTE));
    if (op->kind == LIVE_ADD && plan)
        text = str_printf(arena, "%.*s %.*s-%.*s", str_arg(text),
                          str_arg(describe_time(arena, plan, op->start)),
                          str_arg(describe_time(arena, plan, op->end)));
    else if ((op->kind == LIVE_EXTEND || op->kind == LIVE_BREAK) && !op->by && plan)
        text = joined(arena, text, " until ", describe_time(arena, plan, op->end), "");
    if (op->kind == LIVE_SAY && !describe_text(op).len)
        text = joined(arena, text, " ", str_from(op->is_black ? "--blackout" : "--clear"), "");
    if (op->kind == LIVE_ROOM)
        text = joined(arena, text, " ", condition_name(arena, op), "");
    text = joined(arena, text, " \"", describe_text(op), "\"");
    text = joined(arena, text, op->kind == LIVE_SPEAKER ? ": " : ", ", op->speaker, "");
    if (op->view < VIEW_KIND_COUNT && op->kind == LIVE_HOLD)
        text = joined(arena, text, " ", str_from(view_kind_name(op->view)), "");
    text = joined(arena, text, " on screen ", op->screen, "");
    return joined(arena, text, " in group ", op->group, "");
}

Str live_list(Arena *arena, const Schedule *plan, const LiveState *state) {
    Str text = {0};
    for (size_t i = 0; i < state->count; i++) {
        const LiveOp *op = &state->ops[i];
        Str time = plan ? describe_time(arena, plan, op->at) : str_from("-");
        text = str_printf(arena, "%.*s%s%d  %.*s  %.*s  %.*s", str_arg(text), i ? "\n" : "",
                          op->number, str_arg(time),
                          str_arg(op->sender.len ? op->sender : str_from("-")),
                          str_arg(live_name(arena, plan, op)));
    }
    return text.len ? text : str_from("nothing is changed today");
}

Str live_lost(Arena *arena, const Schedule *plan, const LiveState *state, const LiveOp *op) {
    LiveOp second = {.session = op->other, .session_facts = op->other_facts};
    bool has_session = !names_session(op) || is_added(state, op->session) ||
                       follow_session(plan, op, state->date) != SCHEDULE_NONE;
    has_session &= !op->other.len || is_added(state, op->other) ||
                   follow_session(plan, &second, state->date) != SCHEDULE_NONE;
    bool has_room = op->room.len == 0 || follow_room(plan, op) != SCHEDULE_NONE;
    Str name = live_name(arena, plan, op);
    if (!has_session)
        return str_printf(arena,
                          "%.*s: there is no such session any more; it holds again when the "
                          "session is back",
                          str_arg(name));
    if (!has_room)
        return str_printf(
            arena, "%.*s: there is no room \"%.*s\" any more%s", str_arg(name), str_arg(op->room),
            op->kind == LIVE_NOTICE || op->kind == LIVE_SLIDE ? ", so it is shown everywhere" : "");
    return (Str){0};
}

/* Of the same sender; what a former version kept has none, and is everybody's. */
static bool is_own(const LiveOp *kept, const LiveOp *op) {
    return kept->sender.len == 0 || str_equal(kept->sender, op->sender);
}

/* The change that is meant: by its number, else the sender's last one. NULL: none. */
static const LiveOp *target_of(const LiveOp *ops, size_t count, const LiveOp *op) {
    for (size_t i = count; i-- > 0;) {
        bool is_meant = op->number > 0 ? op->number == ops[i].number
                                       : is_own(&ops[i], op) && !live_is_emergency(&ops[i]);
        if (is_meant)
            return &ops[i];
    }
    return NULL;
}

static void aim_at(Arena *arena, const Schedule *plan, LiveOp *op, const LiveOp *target) {
    op->target.kind = target->kind;
    op->target.at = target->at;
    op->target.number = target->number;
    op->text = live_name(arena, plan, target);
}

static bool aim_undo(Arena *arena, const Schedule *plan, const LiveState *state, LiveOp *op,
                     Str *problem) {
    const LiveOp *target = target_of(state->ops, state->count, op);
    if (!target && op->number > 0)
        *problem = str_printf(arena, "there is no change %d; \"list\" numbers them", op->number);
    else if (!target)
        *problem = str_from(state->count ? "there is nothing of yours to take back; \"list\" "
                                           "numbers the changes of all"
                                         : "there is nothing to take back");
    else if (live_is_emergency(target))
        *problem = str_from("that is an emergency: say \"lift emergency\"");
    if (!target || live_is_emergency(target))
        return false;
    aim_at(arena, plan, op, target);
    return true;
}

static bool aim_redo(Arena *arena, const Schedule *plan, const LiveState *state, LiveOp *op,
                     Str *problem) {
    const LiveOp *target = target_of(state->undone, state->undone_count, op);
    if (!target) {
        *problem = str_from("there is nothing of yours that was taken back");
        return false;
    }
    aim_at(arena, plan, op, target);
    return true;
}

/* A lift of one notice has to find it. */
static bool aim_lift(Arena *arena, const LiveState *state, const LiveOp *op, Str *problem) {
    const LiveOp *target = op->number > 0 ? target_of(state->ops, state->count, op) : NULL;
    if (op->number == 0 || (target && (target->kind == LIVE_NOTICE || target->kind == LIVE_SLIDE)))
        return true;
    *problem = str_printf(arena, "there is no notice %d; \"list\" numbers them", op->number);
    return false;
}

/* What the plan says of it, where staff named it by what they see: a changed title, another room.
 */
static void take_plans_facts(const Schedule *plan, Str id, LiveSession *facts) {
    for (size_t i = 0; plan && id.len && i < plan->session_count; i++)
        if (str_equal(plan->sessions[i].id, id)) {
            *facts = follow_session_facts(plan, &plan->sessions[i]);
            return;
        }
}

bool live_aim(Arena *arena, const Schedule *plan, const LiveState *state, LiveOp *op,
              Str *problem) {
    if (op->kind == LIVE_UNDO)
        return aim_undo(arena, plan, state, op, problem);
    if (op->kind == LIVE_REDO)
        return aim_redo(arena, plan, state, op, problem);
    if (op->kind == LIVE_LIFT)
        return aim_lift(arena, state, op, problem);
    take_plans_facts(plan, op->session, &op->session_facts);
    take_plans_facts(plan, op->other, &op->other_facts);
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
