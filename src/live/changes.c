#include "live/changes.h"

#include <stdlib.h>
#include <string.h>

#include "live/kinds.h"
#include "schedule/now_next.h"
#include "schedule/room_index.h"

/* ---- the list of changes -------------------------------------------------------------------- */

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

static bool take_away(LiveState *state, const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    if (kind->take_back)
        return kind->take_back(state, op);
    size_t left = 0;
    for (size_t i = 0; i < state->count; i++)
        if (!kind->takes_away || !kind->takes_away(op, &state->ops[i]))
            state->ops[left++] = state->ops[i];
    bool is_any = left < state->count;
    state->count = left;
    return is_any;
}

static LiveRoom copy_room(Arena *arena, const LiveRoom *room) {
    return (LiveRoom){.id = str_copy(arena, room->id),
                      .guid = str_copy(arena, room->guid),
                      .name = str_copy(arena, room->name)};
}

static LiveSession copy_facts(Arena *arena, const LiveSession *facts) {
    LiveSession copy = *facts;
    copy.guid = str_copy(arena, facts->guid);
    copy.room = copy_room(arena, &facts->room);
    copy.title = str_copy(arena, facts->title);
    copy.speaker = str_copy(arena, facts->speaker);
    return copy;
}

LiveOp live_op_copy(Arena *arena, const LiveOp *op) {
    LiveOp copy = *op;
    copy.sender = str_copy(arena, op->sender);
    copy.room = str_copy(arena, op->room);
    copy.room_facts = copy_room(arena, &op->room_facts);
    copy.session = str_copy(arena, op->session);
    copy.session_facts = copy_facts(arena, &op->session_facts);
    copy.other = str_copy(arena, op->other);
    copy.other_facts = copy_facts(arena, &op->other_facts);
    copy.text = str_copy(arena, op->text);
    copy.speaker = str_copy(arena, op->speaker);
    copy.affiliation = str_copy(arena, op->affiliation);
    copy.screen = str_copy(arena, op->screen);
    copy.group = str_copy(arena, op->group);
    copy.about = str_copy(arena, op->about);
    copy.url = str_copy(arena, op->url);
    for (size_t i = 0; i < op->line_count; i++)
        copy.lines[i] = str_copy(arena, op->lines[i]);
    for (size_t i = 0; i < op->text_count; i++)
        copy.texts[i] = (LiveText){.language = str_copy(arena, op->texts[i].language),
                                   .text = str_copy(arena, op->texts[i].text)};
    return copy;
}

LiveOp *live_keep(LiveState *state, const LiveOp *op) {
    LiveOp *kept = arena_push(state->arena, &state->ops, &state->count, &state->capacity,
                              sizeof *kept, _Alignof(LiveOp));
    *kept = live_op_copy(state->arena, op);
    return kept;
}

static LiveOp *copy_ops(Arena *arena, const LiveOp *ops, size_t count) {
    LiveOp *copies = arena_new(arena, LiveOp, count);
    for (size_t i = 0; i < count; i++)
        copies[i] = live_op_copy(arena, &ops[i]);
    return copies;
}

LiveState *live_copy(const LiveState *state) {
    LiveState *copy = live_create(state->date);
    copy->ops = copy_ops(copy->arena, state->ops, state->count);
    copy->count = copy->capacity = state->count;
    copy->undone = copy_ops(copy->arena, state->undone, state->undone_count);
    copy->undone_count = copy->undone_capacity = state->undone_count;
    copy->last_number = state->last_number;
    return copy;
}

/* In as many days a feed's item is older than any that is shown. */
enum { OUTLASTS_DAYS = 7 };

LiveState *live_on(LiveState *state, Date date) {
    if (state && date_compare(state->date, date) == 0)
        return state;
    LiveState *left = live_create(date);
    if (!state)
        return left;
    bool is_recent = date_compare(date_add(state->date, LIVE_EMERGENCY_DAYS), date) >= 0;
    bool is_near = date_compare(date_add(state->date, OUTLASTS_DAYS), date) >= 0;
    left->ops = copy_ops(left->arena, state->ops, state->count);
    left->capacity = state->count;
    for (size_t i = 0; i < state->count; i++)
        if ((is_recent && live_is_emergency(&left->ops[i])) ||
            (is_near && kind_row(left->ops[i].kind)->outlasts_day)) {
            left->ops[left->count++] = left->ops[i];
            left->last_number = state->last_number; /* its own number stays its own */
        }
    live_free(state);
    return left;
}

bool live_do(LiveState *state, const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    if (!kind->is_change)
        return false;
    bool is_any = take_away(state, op);
    if (!kind->is_kept || state->count >= LIVE_OPS_MAX)
        return !kind->is_kept && is_any;
    LiveOp *kept = live_keep(state, op);
    if (kept->number <= 0) /* what comes from the file has its own */
        kept->number = state->last_number + 1;
    if (kept->number > state->last_number)
        state->last_number = kept->number;
    return true;
}

Str live_why_not(const LiveOp *op) {
    const char *why = kind_row(op->kind)->why_not;
    return str_from(why ? why : "too many changes for one day; put them into the schedule's file");
}

bool live_is_urgent(const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    return kind->is_urgent && kind->is_urgent(op);
}

bool live_is_emergency(const LiveOp *op) {
    return op->kind == LIVE_NOTICE && op->level == NOTICE_EMERGENCY;
}

bool live_has_emergency(const LiveState *state) {
    for (size_t i = 0; i < state->count; i++)
        if (live_is_emergency(&state->ops[i]))
            return true;
    return false;
}

bool live_hold(const LiveState *state, Str room, ViewKind *view) {
    bool is_held = false;
    for (size_t i = 0; state && i < state->count; i++) {
        const LiveOp *op = &state->ops[i];
        if (op->kind != LIVE_HOLD || (op->room.len && !str_equal(op->room, room)))
            continue;
        *view = op->view; /* the last one is right */
        is_held = true;
    }
    return is_held;
}

static bool is_for_screen(const LiveOp *op, Str screen, const Str *groups, size_t group_count) {
    bool is_in = op->group.len == 0;
    for (size_t i = 0; i < group_count && !is_in; i++)
        is_in = str_equal_nocase(op->group, groups[i]);
    return is_in && (op->screen.len == 0 || str_equal_nocase(op->screen, screen));
}

LiveState *live_for_screen(const LiveState *state, Str screen, const Str *groups,
                           size_t group_count) {
    LiveState *own = live_create(state->date);
    own->ops = arena_new(own->arena, LiveOp, state->count);
    own->capacity = state->count;
    for (size_t i = 0; i < state->count; i++)
        if (is_for_screen(&state->ops[i], screen, groups, group_count))
            own->ops[own->count++] = state->ops[i];
    return own;
}

/* ---- a schedule with the changes ------------------------------------------------------------ */

static size_t day_of(const Schedule *plan, Date date) {
    for (size_t i = 0; i < plan->day_count; i++)
        if (date_compare(plan->days[i].date, date) == 0)
            return i;
    return SCHEDULE_NONE;
}

const size_t *work_one_room(Arena *arena, size_t room) {
    size_t *rooms = arena_new(arena, size_t, 1);
    rooms[0] = room;
    return rooms;
}

Localized work_one_text(Arena *arena, Str text) {
    Translation *items = arena_new(arena, Translation, 1);
    items[0].text = str_copy(arena, text);
    return (Localized){.items = items, .count = text.len ? 1 : 0};
}

/* A session that begins later than planned, for no other reason, is delayed. Breaks take up
 * delays: they are where they are. */
static void mark_delayed(Work *work) {
    for (size_t i = 0; i < work->plan->session_count; i++) {
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

/* Which sessions are each day's, when some were added. */
static void place_days(Schedule *copy) {
    Day *days = (Day *)copy->days; /* our own copy */
    for (size_t day = 0, at = 0; day < copy->day_count; day++) {
        days[day].first_session = at;
        while (at < copy->session_count && copy->sessions[at].day == day)
            at++;
        days[day].session_count = at - days[day].first_session;
    }
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
    place_days(copy);
    Project *projects = arena_new(copy->arena, Project, copy->project_count);
    for (size_t i = 0; i < copy->project_count; i++) {
        projects[i] = copy->projects[i];
        if (projects[i].session != SCHEDULE_NONE)
            projects[i].session = now_at[projects[i].session];
    }
    copy->projects = projects;
    arena_free(scratch);
}

/* ---- all together --------------------------------------------------------------------------- */

Schedule *live_bare_plan(const Zone *zone, Str language) {
    Arena *arena = arena_create();
    Schedule *schedule = arena_new(arena, Schedule, 1);
    *schedule = (Schedule){.arena = arena,
                           .event = {.zone = zone, .day_change = DAY_CHANGE_USUAL},
                           .display = display_default()};
    if (language.len) {
        Str *languages = arena_new(arena, Str, 1);
        *languages = str_copy(arena, language);
        schedule->display.languages = languages;
        schedule->display.language_count = 1;
    }
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

/* The plan's stand where they stood; behind them is a place for each that staff may add. */
static void begin_sessions(Work *work, const LiveState *state) {
    Schedule *copy = work->copy;
    Session *sessions = arena_new(copy->arena, Session, copy->session_count + state->count);
    if (copy->session_count)
        memcpy(sessions, copy->sessions, copy->session_count * sizeof *sessions);
    copy->sessions = work->sessions = sessions;
}

/* Those of the plan first, then staff's, then the file's. */
static void begin_notices(Work *work, const LiveState *state) {
    Schedule *copy = work->copy;
    size_t room_for = copy->notice_count + (state ? state->count : 0) + 1;
    work->notices = arena_new(copy->arena, Notice, room_for);
    work->notice_count = copy->notice_count;
    if (copy->notice_count)
        memcpy(work->notices, copy->notices, copy->notice_count * sizeof *work->notices);
}

/* The same of slides. */
static void begin_slides(Work *work) {
    Schedule *copy = work->copy;
    work->slides = arena_new(copy->arena, SlideContent, SLIDES_MAX);
    work->slide_count = copy->slide_count;
    if (copy->slide_count)
        memcpy(work->slides, copy->slides, copy->slide_count * sizeof *work->slides);
}

static void finish_notices(Work *work, const LiveEmergency *emergency) {
    if (emergency && emergency->text.len)
        work->notices[work->notice_count++] =
            (Notice){.text = work_one_text(work->copy->arena, emergency->text),
                     .from = emergency->from,
                     .until = INSTANT_NEVER,
                     .level = NOTICE_EMERGENCY};
    work->copy->notices = work->notices;
    work->copy->notice_count = work->notice_count;
}

static void apply_ops(Work *work, const LiveState *state) {
    for (size_t i = 0; i < state->count; i++) {
        const Kind *kind = kind_row(state->ops[i].kind);
        if (kind->apply)
            kind->apply(work, &state->ops[i]);
    }
    if (!work->plan)
        return;
    mark_delayed(work);
    work_settle_rooms(work);
    sort_sessions(work);
    work->copy->room_index = room_index_create(work->copy); /* other rooms, another order */
}

static Schedule *apply_whole(const Schedule *plan, const LiveState *state,
                             const LiveEmergency *emergency) {
    Schedule *copy = plan ? copy_of(plan) : live_bare_plan(zone_utc(), (Str){0});
    Work work = {.plan = plan,
                 .copy = copy,
                 .sessions = (Session *)copy->sessions, /* our own copy */
                 .date = state ? state->date : (Date){0},
                 .day = plan && state ? day_of(plan, state->date) : SCHEDULE_NONE};
    begin_notices(&work, state);
    begin_slides(&work);
    if (plan && state)
        begin_sessions(&work, state);
    if (state)
        apply_ops(&work, state);
    finish_notices(&work, emergency);
    copy->slides = work.slides;
    copy->slide_count = work.slide_count;
    return copy;
}

/* When the last session of the day that takes place ends, as staff changed it; 0: there is none. */
static Instant last_end(const Schedule *plan, const LiveState *state, size_t day) {
    Schedule *changed = apply_whole(plan, state, NULL);
    Instant last = 0;
    for (size_t i = 0; i < changed->session_count; i++) {
        const Session *session = &changed->sessions[i];
        if (session->day == day && session->status != SESSION_CANCELLED && !session->is_all_day &&
            session->end > last)
            last = session->end;
    }
    schedule_free(changed);
    return last;
}

/* The first start on a day behind `day`. */
static Instant next_start(const Schedule *plan, size_t day) {
    Instant first = INSTANT_NEVER;
    for (size_t i = 0; i < plan->session_count; i++)
        if (plan->sessions[i].day > day && !plan->sessions[i].is_all_day &&
            plan->sessions[i].start < first)
            first = plan->sessions[i].start;
    return first;
}

Date live_date_at(const Schedule *plan, const LiveState *state, Instant now, Instant *until) {
    DayBounds bounds = schedule_day_bounds(plan, now);
    Date today = schedule_date_at(plan, now);
    *until = bounds.until;
    if (!plan || !state || state->count == 0 || date_compare(state->date, today) >= 0)
        return today;
    size_t day = day_of(plan, state->date);
    if (day == SCHEDULE_NONE)
        return today;
    Instant end = last_end(plan, state, day), next = next_start(plan, day);
    Instant over = end < next ? end : next;
    if (over <= now)
        return today;
    *until = over < bounds.until ? over : bounds.until;
    return state->date;
}

Schedule *live_apply(const Schedule *plan, const LiveState *state, const LiveEmergency *emergency,
                     Instant now) {
    Instant until;
    bool is_held =
        state && state->count > 0 &&
        (!plan || date_compare(live_date_at(plan, state, now, &until), state->date) == 0);
    if (!is_held && !(emergency && emergency->text.len))
        return NULL;
    return apply_whole(plan, is_held ? state : NULL, emergency);
}
