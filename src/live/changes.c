#include "live/changes.h"

#include <stdlib.h>
#include <string.h>

#include "live/delay.h"
#include "schedule/now_next.h"
#include "schedule/room_index.h"

/* ---- the list of changes -------------------------------------------------------------------- */

static const char *const KINDS[] = {"delay", "cancel", "move",    "note",    "notice",
                                    "hold",  "lift",   "release", "restore", "undo"};
_Static_assert(countof(KINDS) == LIVE_KIND_COUNT, "one name for each kind");

const char *live_kind_name(LiveKind kind) {
    return kind < LIVE_KIND_COUNT ? KINDS[kind] : "?";
}

LiveKind live_kind_by_name(Str name) {
    size_t kind = 0;
    while (kind < LIVE_KIND_COUNT && !str_equal_c(name, KINDS[kind]))
        kind++;
    return (LiveKind)kind;
}

LiveState *live_create(Date date) {
    Arena *arena = arena_create();
    LiveState *state = arena_new(arena, LiveState, 1);
    *state = (LiveState){.arena = arena, .date = date};
    return state;
}

void live_free(LiveState *state) {
    if (state)
        arena_free(state->arena);
}

static bool is_kept(LiveKind kind) {
    return kind <= LIVE_HOLD;
}

/* True when `op` takes `kept` away. */
static bool takes_away(const LiveOp *op, const LiveOp *kept) {
    switch (op->kind) {
    case LIVE_LIFT:
        return kept->kind == LIVE_NOTICE &&
               (op->level == NOTICE_LEVEL_COUNT || op->level == kept->level);
    case LIVE_HOLD:
    case LIVE_RELEASE:
        return kept->kind == LIVE_HOLD;
    case LIVE_RESTORE:
        return (kept->kind == LIVE_CANCEL || kept->kind == LIVE_MOVE || kept->kind == LIVE_NOTE) &&
               str_equal(kept->session, op->session);
    case LIVE_NOTE:
        return kept->kind == LIVE_NOTE && str_equal(kept->session, op->session);
    case LIVE_DELAY:
    case LIVE_CANCEL:
    case LIVE_MOVE:
    case LIVE_NOTICE:
    case LIVE_UNDO:
    case LIVE_KIND_COUNT:
        break;
    }
    return false;
}

static bool take_away(LiveState *state, const LiveOp *op) {
    size_t left = 0;
    for (size_t i = 0; i < state->count; i++)
        if (!takes_away(op, &state->ops[i]))
            state->ops[left++] = state->ops[i];
    bool is_any = left < state->count;
    state->count = left;
    return is_any;
}

bool live_do(LiveState *state, const LiveOp *op) {
    if (op->kind == LIVE_UNDO) {
        if (state->count == 0)
            return false;
        state->count--;
        return true;
    }
    bool is_any = take_away(state, op);
    if (!is_kept(op->kind))
        return is_any;
    if (state->count >= LIVE_OPS_MAX)
        return false;
    LiveOp *kept = arena_push(state->arena, &state->ops, &state->count, &state->capacity,
                              sizeof *kept, _Alignof(LiveOp));
    *kept = *op;
    kept->room = str_copy(state->arena, op->room);
    kept->session = str_copy(state->arena, op->session);
    kept->text = str_copy(state->arena, op->text);
    return true;
}

bool live_hold(const LiveState *state, ViewKind *view) {
    for (size_t i = 0; state && i < state->count; i++)
        if (state->ops[i].kind == LIVE_HOLD) {
            *view = state->ops[i].view;
            return true;
        }
    return false;
}

/* ---- a schedule with the changes ------------------------------------------------------------ */

/* The copy while it is being changed. Its sessions are still in the plan's order. */
typedef struct {
    const Schedule *plan;
    Schedule *copy;
    Session *sessions; /* the copy's */
    size_t day;        /* of the changes, or SCHEDULE_NONE */
} Work;

static size_t day_of(const Schedule *plan, Date date) {
    for (size_t i = 0; i < plan->day_count; i++)
        if (date_compare(plan->days[i].date, date) == 0)
            return i;
    return SCHEDULE_NONE;
}

static const size_t *one_room(Arena *arena, size_t room) {
    size_t *rooms = arena_new(arena, size_t, 1);
    rooms[0] = room;
    return rooms;
}

static Localized one_text(Arena *arena, Str text) {
    Translation *items = arena_new(arena, Translation, 1);
    items[0].text = str_copy(arena, text);
    return (Localized){.items = items, .count = text.len ? 1 : 0};
}

static void apply_delay(Work *work, const LiveOp *op) {
    size_t room = op->room.len ? schedule_room_by_id(work->plan, op->room) : SCHEDULE_NONE;
    if (work->day == SCHEDULE_NONE || (op->room.len && room == SCHEDULE_NONE))
        return; /* the room has gone from the plan */
    const Day *day = &work->plan->days[work->day];
    DelayDay delay_day = {
        .arena = work->copy->arena,
        .planned = work->plan->sessions + day->first_session,
        .sessions = work->sessions + day->first_session,
        .count = day->session_count,
        .room_count = work->plan->room_count ? work->plan->room_count : 1,
    };
    Delay delay = {.room = room, .by = op->by, .is_forced = op->is_forced, .at = op->at};
    delay_apply(&delay_day, &delay);
}

static void apply_move(Work *work, Session *session, const LiveOp *op) {
    size_t room = schedule_room_by_id(work->plan, op->room);
    if (room == SCHEDULE_NONE)
        return;
    Arena *arena = work->copy->arena;
    session->rooms = one_room(arena, room);
    session->room_count = 1;
    if (op->start != INSTANT_NEVER)
        session_move_to(arena, session, op->start);
    session->status = SESSION_MOVED;
}

static void apply_to_session(Work *work, Session *session, const LiveOp *op) {
    if (op->kind == LIVE_CANCEL)
        session->status = SESSION_CANCELLED;
    else if (op->kind == LIVE_MOVE)
        apply_move(work, session, op);
    else if (op->kind == LIVE_NOTE)
        session->note = one_text(work->copy->arena, op->text);
}

static void apply_to_sessions(Work *work, const LiveOp *op) {
    for (size_t i = 0; i < work->copy->session_count; i++)
        if (str_equal(work->sessions[i].id, op->session))
            apply_to_session(work, &work->sessions[i], op);
}

/* A session that begins later than planned, for no other reason, is delayed. Breaks take up
 * delays: they are where they are. */
static void mark_delayed(Work *work) {
    for (size_t i = 0; i < work->copy->session_count; i++) {
        Session *session = &work->sessions[i];
        const Session *planned = &work->plan->sessions[i];
        if (session->status == SESSION_CONFIRMED && session->type != SESSION_BREAK &&
            session->start > planned->start)
            session->status = SESSION_DELAYED;
    }
}

/* ---- order ---------------------------------------------------------------------------------- */

typedef struct {
    size_t day, room, index;
    Instant start;
} Place;

static int compare_places(const void *left, const void *right) {
    const Place *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->room != b->room)
        return a->room < b->room ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* The sessions by day, start and room again, and what points to them. */
static void sort_sessions(Work *work) {
    Schedule *copy = work->copy;
    Arena *scratch = arena_create();
    Place *places = arena_new(scratch, Place, copy->session_count);
    for (size_t i = 0; i < copy->session_count; i++) {
        const Session *session = &work->sessions[i];
        places[i] = (Place){.day = session->day,
                            .start = session->start,
                            .room = session->room_count ? session->rooms[0] + 1 : 0,
                            .index = i};
    }
    if (copy->session_count > 1)
        qsort(places, copy->session_count, sizeof *places, compare_places);
    Session *sorted = arena_new(copy->arena, Session, copy->session_count);
    size_t *now_at = arena_new(scratch, size_t, copy->session_count);
    for (size_t i = 0; i < copy->session_count; i++) {
        sorted[i] = work->sessions[places[i].index];
        now_at[places[i].index] = i;
    }
    copy->sessions = sorted;
    Project *projects = arena_new(copy->arena, Project, copy->project_count);
    for (size_t i = 0; i < copy->project_count; i++) {
        projects[i] = copy->projects[i];
        if (projects[i].session != SCHEDULE_NONE)
            projects[i].session = now_at[projects[i].session];
    }
    copy->projects = projects;
    arena_free(scratch);
}

/* ---- notices -------------------------------------------------------------------------------- */

static void add_notice(Schedule *copy, Notice *notice, Str text, Str room) {
    notice->text = one_text(copy->arena, text);
    if (room.len) {
        size_t index = schedule_room_by_id(copy, room);
        if (index != SCHEDULE_NONE) { /* a room that has gone: better everywhere than nowhere */
            notice->rooms = one_room(copy->arena, index);
            notice->room_count = 1;
        }
    }
}

static void add_notices(Schedule *copy, const LiveState *state, const LiveEmergency *emergency) {
    size_t room_for = copy->notice_count + (state ? state->count : 0) + 1;
    Notice *notices = arena_new(copy->arena, Notice, room_for);
    if (copy->notice_count)
        memcpy(notices, copy->notices, copy->notice_count * sizeof *notices);
    for (size_t i = 0; state && i < state->count; i++) {
        const LiveOp *op = &state->ops[i];
        if (op->kind != LIVE_NOTICE || op->until <= op->at)
            continue;
        Notice *notice = &notices[copy->notice_count++];
        *notice = (Notice){.from = op->at, .until = op->until, .level = op->level};
        add_notice(copy, notice, op->text, op->room);
    }
    if (emergency && emergency->text.len) {
        Notice *notice = &notices[copy->notice_count++];
        *notice =
            (Notice){.from = emergency->from, .until = INSTANT_NEVER, .level = NOTICE_EMERGENCY};
        add_notice(copy, notice, emergency->text, (Str){0});
    }
    copy->notices = notices;
}

/* ---- all together --------------------------------------------------------------------------- */

static Schedule *without_plan(void) {
    Arena *arena = arena_create();
    Schedule *schedule = arena_new(arena, Schedule, 1);
    *schedule = (Schedule){.arena = arena,
                           .event = {.zone = zone_utc(), .day_change = 240},
                           .display = display_default()};
    return schedule;
}

/* Shifting by nothing may still give a day the date of its sessions' middle, which is not what a
 * plan says. */
static Schedule *copy_of(const Schedule *plan) {
    Schedule *copy = schedule_shifted(plan, 0);
    Day *days = (Day *)copy->days; /* our own copy */
    for (size_t i = 0; i < plan->day_count; i++)
        days[i].date = plan->days[i].date;
    return copy;
}

static bool is_of_day(const Schedule *plan, const LiveState *state, Instant now) {
    if (!plan)
        return true;
    size_t day = schedule_day_at(plan, now);
    Date date = day != SCHEDULE_NONE
                    ? plan->days[day].date
                    : zone_conference_date(plan->event.zone, now, plan->event.day_change);
    return date_compare(date, state->date) == 0;
}

static void apply_ops(Work *work, const LiveState *state) {
    for (size_t i = 0; i < state->count; i++)
        if (state->ops[i].kind == LIVE_DELAY)
            apply_delay(work, &state->ops[i]);
        else
            apply_to_sessions(work, &state->ops[i]);
    mark_delayed(work);
    sort_sessions(work);
}

Schedule *live_apply(const Schedule *plan, const LiveState *state, const LiveEmergency *emergency,
                     Instant now) {
    bool is_emergency = emergency && emergency->text.len;
    if (state && (state->count == 0 || !is_of_day(plan, state, now)))
        state = NULL;
    if (!state && !is_emergency)
        return NULL;
    Schedule *copy = plan ? copy_of(plan) : without_plan();
    if (state && plan) {
        Work work = {.plan = plan,
                     .copy = copy,
                     .sessions = (Session *)copy->sessions, /* our own copy */
                     .day = day_of(plan, state->date)};
        apply_ops(&work, state);
        copy->room_index = room_index_create(copy); /* other rooms, another order */
    }
    add_notices(copy, state, emergency);
    return copy;
}
