/* now_next.c: what runs and what follows, and what kind of moment of the day it is.
 *
 * A session is listed where and when it takes place. A cancelled one, and a moved one at its old
 * door, leaves a ghost: it is listed as planned, until its planned end, but runs nowhere. */
#include "schedule/now_next.h"

#include <assert.h>
#include <stdlib.h>

#include "schedule/room_index.h"

enum { FAR_DAYS = 30 };

bool session_takes_place(const Session *session, size_t room) {
    return session->status != SESSION_CANCELLED && session_is_in_room(session, room);
}

bool session_leaves_ghost(const Session *session, size_t room) {
    if (!session_was_in_room(session, room))
        return false;
    /* What was moved from another room to this one, at its own time, is here. */
    bool is_here = session_takes_place(session, room) && session->start == session->planned_start;
    return session->status == SESSION_CANCELLED || (session->status == SESSION_MOVED && !is_here);
}

bool session_concerns_room(const Session *session, size_t room) {
    return session_takes_place(session, room) || session_leaves_ghost(session, room);
}

static bool runs_at(const Session *session, size_t room, Instant at) {
    return at >= session->start && at < session->end && session_takes_place(session, room);
}

static bool is_ghost_at(const Session *session, size_t room, Instant at) {
    return at >= session->planned_start && at < session->planned_end &&
           session_leaves_ghost(session, room) && !runs_at(session, room, at);
}

/* When `session` is to start in `room`, as listed; a ghost only where nothing real is to come. */
static Instant listed_start(const Session *session, size_t room) {
    return session_takes_place(session, room) ? session->start : session->planned_start;
}

static void lower(Instant *next_change, Instant at, Instant change) {
    if (change > at && change < *next_change)
        *next_change = change;
}

static void lower_by_session(Instant *next_change, Instant at, const Session *session) {
    lower(next_change, at, session->start);
    lower(next_change, at, session->end);
    lower(next_change, at, session->planned_start);
    lower(next_change, at, session->planned_end);
}

/* Days that have begun at `at`; the sessions of later ones cannot run yet. */
static size_t days_begun(const Schedule *schedule, Instant at) {
    size_t low = 0, high = schedule->day_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (schedule->days[middle].from <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t sessions_of_days(const Schedule *schedule, size_t day_count) {
    while (day_count > 0 && schedule->days[day_count - 1].session_count == 0)
        day_count--;
    if (day_count == 0)
        return 0;
    const Day *last = &schedule->days[day_count - 1];
    return last->first_session + last->session_count;
}

size_t schedule_day_at(const Schedule *schedule, Instant at) {
    size_t begun = days_begun(schedule, at);
    return begun > 0 && at < schedule->days[begun - 1].until ? begun - 1 : SCHEDULE_NONE;
}

Date schedule_date_at(const Schedule *schedule, Instant at) {
    size_t day = schedule ? schedule_day_at(schedule, at) : SCHEDULE_NONE;
    if (day != SCHEDULE_NONE)
        return schedule->days[day].date;
    return zone_conference_date(schedule ? schedule->event.zone : zone_utc(), at,
                                schedule ? schedule->event.day_change : DAY_CHANGE_USUAL);
}

DayBounds schedule_day_bounds(const Schedule *schedule, Instant at) {
    const Zone *zone = schedule ? schedule->event.zone : zone_utc();
    int32_t day_change = schedule ? schedule->event.day_change : DAY_CHANGE_USUAL;
    size_t day = schedule ? schedule_day_at(schedule, at) : SCHEDULE_NONE;
    if (day != SCHEDULE_NONE)
        return (DayBounds){
            .day = day, .from = schedule->days[day].from, .until = schedule->days[day].until};
    Date date = zone_conference_date(zone, at, day_change);
    DayBounds bounds = {
        .day = SCHEDULE_NONE,
        .from = zone_instant(zone, date, day_change, NULL),
        .until = zone_instant(zone, date_add(date, 1), day_change, NULL),
    };
    /* The days of a rehearsal (schedule_shifted) begin at any time of the day. */
    size_t begun = schedule ? days_begun(schedule, at) : 0;
    if (begun > 0)
        bounds.from = instant_max(bounds.from, schedule->days[begun - 1].until);
    if (schedule && begun < schedule->day_count)
        bounds.until = instant_min(bounds.until, schedule->days[begun].from);
    return bounds;
}

/* Of all rooms: in one of them it may be missed, though it takes place in another. */
static bool leaves_ghost_in(const Session *session, size_t room) {
    bool leaves = session_leaves_ghost(session, room);
    for (size_t i = 0; room == SCHEDULE_NONE && i < session->planned_room_count; i++)
        leaves |= session_leaves_ghost(session, session->planned_rooms[i]);
    return leaves;
}

/* Is the session the day's own, or does it last into it? Where and when it takes place, and as the
 * ghost that it leaves. */
static bool is_of_bounds(const Session *session, size_t room, const DayBounds *bounds) {
    bool takes_place = session_takes_place(session, room),
         leaves_ghost = leaves_ghost_in(session, room);
    if (bounds->day != SCHEDULE_NONE && session->day == bounds->day)
        return takes_place || leaves_ghost;
    return (takes_place && session->start < bounds->until && session->end > bounds->from) ||
           (leaves_ghost && session->planned_start < bounds->until &&
            session->planned_end > bounds->from);
}

const size_t *schedule_day_sessions(Arena *arena, const Schedule *schedule, size_t room,
                                    const DayBounds *bounds, size_t *count) {
    RoomWalk sessions =
        room_walk(schedule, room, days_begun(schedule, bounds->until - 1), bounds->from);
    RoomWalk counted = sessions;
    size_t most = 0;
    for (size_t i; room_walk_next(&counted, &i);)
        most += is_of_bounds(&schedule->sessions[i], room, bounds);
    size_t *items = arena_new(arena, size_t, most);
    *count = 0;
    for (size_t i; room_walk_next(&sessions, &i);)
        if (is_of_bounds(&schedule->sessions[i], room, bounds))
            items[(*count)++] = i;
    return items;
}

bool schedule_day_has_sessions(const Schedule *schedule, size_t room, const DayBounds *bounds) {
    RoomWalk sessions =
        room_walk(schedule, room, days_begun(schedule, bounds->until - 1), bounds->from);
    for (size_t i; room_walk_next(&sessions, &i);)
        if (is_of_bounds(&schedule->sessions[i], room, bounds))
            return true;
    return false;
}

size_t schedule_next_day(const Schedule *schedule, size_t room, Instant at, size_t *first) {
    for (size_t d = days_begun(schedule, at); d < schedule->day_count; d++) {
        const Day *day = &schedule->days[d];
        for (size_t i = day->first_session; i < day->first_session + day->session_count; i++)
            if (!schedule->sessions[i].is_all_day &&
                session_takes_place(&schedule->sessions[i], room)) {
                if (first)
                    *first = i;
                return d;
            }
    }
    return SCHEDULE_NONE;
}

bool schedule_is_far(const Schedule *schedule, size_t room, Instant at) {
    size_t next = schedule_next_day(schedule, room, at, NULL);
    if (next == SCHEDULE_NONE)
        return true;
    const Event *event = &schedule->event;
    Date today = zone_conference_date(event->zone, at, event->day_change);
    Date then = zone_conference_date(event->zone, schedule->days[next].from, event->day_change);
    return date_diff(today, then) > FAR_DAYS;
}

SessionPhase session_phase_at(const Session *session, Instant at) {
    if (session->status == SESSION_CANCELLED)
        return at < session->planned_end ? SESSION_UPCOMING : SESSION_PAST;
    if (at >= session->end)
        return SESSION_PAST;
    if (at >= session->start) {
        bool overran = at >= session->planned_end && session->planned_end > session->start;
        return overran ? SESSION_FINISHING : SESSION_RUNNING;
    }
    bool is_due = at >= session->planned_start && session->status != SESSION_MOVED;
    return is_due ? SESSION_STARTS_SOON : SESSION_UPCOMING;
}

/* What a walk over the sessions that concern a room finds out. */
typedef struct {
    bool has_running; /* a talk or the like */
    bool has_pause;   /* a break, a party */
    bool has_ghost;
    bool has_today; /* of this conference day, at any time */
    bool has_begun; /* of this conference day */
    bool has_ahead; /* of this conference day */
    Instant next_change;
} Walk;

static void walk_session(Walk *walk, const Schedule *schedule, size_t index, size_t room,
                         DayBounds bounds, Instant at) {
    const Session *session = &schedule->sessions[index];
    if (session->is_all_day || !session_concerns_room(session, room))
        return;
    lower_by_session(&walk->next_change, at, session);
    if (runs_at(session, room, at)) {
        bool is_pause = session->type == SESSION_BREAK || session->type == SESSION_SOCIAL;
        walk->has_running |= !is_pause;
        walk->has_pause |= is_pause;
    }
    walk->has_ghost |= is_ghost_at(session, room, at);
    Instant start = listed_start(session, room);
    bool is_own = bounds.day != SCHEDULE_NONE && session->day == bounds.day;
    bool is_late = session_takes_place(session, room) && start > at && start < bounds.until;
    if (!is_own && !is_late) /* delayed from the day before, and still to come */
        return;
    walk->has_today = true;
    walk->has_begun |= start <= at;
    walk->has_ahead |= start > at;
}

static DayStateKind state_kind(const Walk *walk, size_t first, size_t next_day, bool is_far) {
    if (walk->has_running)
        return DAY_RUNNING;
    if (walk->has_pause)
        return DAY_BREAK;
    if (walk->has_ghost)
        return DAY_GAP;
    if (!walk->has_today)
        return is_far ? DAY_FAR : DAY_NO_SESSIONS;
    if (walk->has_ahead)
        return walk->has_begun || first == SCHEDULE_NONE ? DAY_GAP : DAY_BEFORE;
    return next_day == SCHEDULE_NONE ? DAY_OVER : DAY_AFTER;
}

/* Until when a start counts among those that follow today: the day's end, or the last start of one
 * of its own sessions, if that is later. */
static Instant following_until(const Schedule *schedule, size_t room, const DayBounds *bounds,
                               Instant at) {
    Instant until = bounds->until - 1;
    RoomWalk sessions = room_walk(schedule, room, days_begun(schedule, at), at);
    for (size_t i; room_walk_next(&sessions, &i);) {
        const Session *session = &schedule->sessions[i];
        if (bounds->day != SCHEDULE_NONE && session->day == bounds->day &&
            session_takes_place(session, room))
            until = instant_max(until, session->start);
    }
    return until;
}

static bool follows(const Session *session, size_t room, Instant at, Instant until) {
    return !session->is_all_day && session_takes_place(session, room) && session->start > at &&
           session->start <= until;
}

/* The first that follows today, or SCHEDULE_NONE. */
static size_t first_following(const Schedule *schedule, size_t room, const DayBounds *bounds,
                              Instant at) {
    size_t first = SCHEDULE_NONE;
    Instant until = following_until(schedule, room, bounds, at);
    RoomWalk sessions = room_walk(schedule, room, days_begun(schedule, until), at);
    for (size_t i; room_walk_next(&sessions, &i);)
        if (follows(&schedule->sessions[i], room, at, until) &&
            (first == SCHEDULE_NONE ||
             schedule->sessions[i].start < schedule->sessions[first].start))
            first = i;
    return first;
}

DayState day_state_at(const Schedule *schedule, size_t room, Instant at) {
    DayState state = {.kind = DAY_NO_SCHEDULE,
                      .day = SCHEDULE_NONE,
                      .next_day = SCHEDULE_NONE,
                      .first = SCHEDULE_NONE,
                      .next_change = INSTANT_NEVER};
    if (!schedule || schedule->session_count == 0)
        return state;
    DayBounds bounds = schedule_day_bounds(schedule, at);
    Walk walk = {.next_change = INSTANT_NEVER};
    lower(&walk.next_change, at, bounds.until);
    RoomWalk sessions = room_walk(schedule, room, days_begun(schedule, at), at);
    for (size_t i; room_walk_next(&sessions, &i);)
        walk_session(&walk, schedule, i, room, bounds, at);
    size_t first_then = SCHEDULE_NONE;
    state.day = bounds.day;
    state.next_day = schedule_next_day(schedule, room, at, &first_then);
    state.first = first_following(schedule, room, &bounds, at);
    state.kind =
        state_kind(&walk, state.first, state.next_day, schedule_is_far(schedule, room, at));
    if (state.kind == DAY_AFTER || state.kind == DAY_NO_SESSIONS)
        state.first = first_then;
    state.next_change = walk.next_change;
    return state;
}

/* A place in one of the lists, with what it is sorted by. */
typedef struct {
    Instant start;
    size_t room; /* first room + 1; 0: everywhere */
    size_t session;
} Entry;

static int compare_entries(const void *left, const void *right) {
    const Entry *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->room != b->room)
        return a->room < b->room ? -1 : 1;
    return (a->session > b->session) - (a->session < b->session);
}

static Entry real_entry(const Schedule *schedule, size_t index) {
    const Session *session = &schedule->sessions[index];
    return (Entry){.start = session->start,
                   .room = session->room_count ? session->rooms[0] + 1 : 0,
                   .session = index};
}

static Entry ghost_entry(const Schedule *schedule, size_t index) {
    const Session *session = &schedule->sessions[index];
    return (Entry){.start = session->planned_start,
                   .room = session->planned_room_count ? session->planned_rooms[0] + 1 : 0,
                   .session = index};
}

typedef struct {
    Entry *items;
    size_t count, capacity;
} Entries;

static void entries_add(Arena *arena, Entries *entries, Entry entry) {
    Entry *place = arena_push(arena, &entries->items, &entries->count, &entries->capacity,
                              sizeof(Entry), _Alignof(Entry));
    *place = entry;
}

/* The first `max` sessions of the sorted entries. */
static const size_t *entries_sessions(Arena *arena, Entries *entries, size_t max, size_t *count) {
    if (entries->count > 1)
        qsort(entries->items, entries->count, sizeof(Entry), compare_entries);
    *count = entries->count < max ? entries->count : max;
    size_t *sessions = arena_new(arena, size_t, *count);
    for (size_t i = 0; i < *count; i++)
        sessions[i] = entries->items[i].session;
    return sessions;
}

NowNext now_next_at(Arena *arena, const Schedule *schedule, size_t room, Instant at,
                    size_t next_max) {
    NowNext lists = {.next_change = INSTANT_NEVER};
    if (!schedule || schedule->session_count == 0)
        return lists;
    DayBounds bounds = schedule_day_bounds(schedule, at);
    lower(&lists.next_change, at, bounds.until);
    Entries now = {0}, gone = {0}, next = {0};
    Instant until = following_until(schedule, room, &bounds, at);
    RoomWalk sessions = room_walk(schedule, room, days_begun(schedule, until), at);
    for (size_t i; room_walk_next(&sessions, &i);) {
        const Session *session = &schedule->sessions[i];
        if (session->is_all_day || !session_concerns_room(session, room))
            continue;
        lower_by_session(&lists.next_change, at, session);
        if (runs_at(session, room, at))
            entries_add(arena, &now, real_entry(schedule, i));
        else if (session_leaves_ghost(session, room)) {
            lower(&lists.next_change, at, session->planned_start - GONE_LEAD);
            if (at >= session->planned_start - GONE_LEAD && at < session->planned_end)
                entries_add(arena, &gone, ghost_entry(schedule, i));
        }
        if (follows(session, room, at, until))
            entries_add(arena, &next, real_entry(schedule, i));
    }
    lists.now = entries_sessions(arena, &now, SIZE_MAX, &lists.now_count);
    lists.gone = entries_sessions(arena, &gone, SIZE_MAX, &lists.gone_count);
    lists.next = entries_sessions(arena, &next, next_max, &lists.next_count);
    return lists;
}

size_t session_segment_at(const Session *session, Instant at) {
    if (session->status == SESSION_CANCELLED || at < session->start || at >= session->end)
        return SCHEDULE_NONE;
    for (size_t i = 0; i < session->segment_count; i++)
        if (at >= session->segments[i].start && at < session->segments[i].end)
            return i;
    return SCHEDULE_NONE;
}

typedef struct {
    Arena *arena;
    Instant from, until; /* what lies outside is not taken */
    Instant *items;
    size_t count, capacity;
} Instants;

static void instants_add(Instants *instants, Instant at) {
    if (at < instants->from || at >= instants->until)
        return;
    Instant *place = arena_push(instants->arena, &instants->items, &instants->count,
                                &instants->capacity, sizeof(Instant), _Alignof(Instant));
    *place = at;
}

static int compare_instants(const void *left, const void *right) {
    Instant a = *(const Instant *)left, b = *(const Instant *)right;
    return (a > b) - (a < b);
}

const Instant *schedule_day_changes(Arena *arena, const Schedule *schedule, size_t day, size_t room,
                                    size_t *count) {
    assert(day < schedule->day_count);
    Instants instants = {
        .arena = arena, .from = schedule->days[day].from, .until = schedule->days[day].until};
    size_t session_count = sessions_of_days(schedule, day + 1);
    for (size_t i = 0; i < session_count; i++) {
        const Session *session = &schedule->sessions[i];
        if (session->is_all_day)
            continue;
        if (session_takes_place(session, room)) {
            instants_add(&instants, session->start);
            instants_add(&instants, session->end);
            for (size_t k = 0; k < session->segment_count; k++) {
                instants_add(&instants, session->segments[k].start);
                instants_add(&instants, session->segments[k].end);
            }
        }
        if (session_leaves_ghost(session, room)) {
            instants_add(&instants, session->planned_start);
            instants_add(&instants, session->planned_end);
        }
    }
    if (instants.count > 1)
        qsort(instants.items, instants.count, sizeof(Instant), compare_instants);
    *count = 0;
    for (size_t i = 0; i < instants.count; i++)
        if (i == 0 || instants.items[i] != instants.items[i - 1])
            instants.items[(*count)++] = instants.items[i];
    return instants.items ? instants.items : arena_new(arena, Instant, 0);
}

static bool notice_is_for(const Notice *notice, size_t room) {
    if (notice->room_count == 0 || room == SCHEDULE_NONE)
        return true;
    for (size_t i = 0; i < notice->room_count; i++)
        if (notice->rooms[i] == room)
            return true;
    return false;
}

static int notice_rank(NoticeLevel level) {
    switch (level) {
    case NOTICE_EMERGENCY:
        return 3;
    case NOTICE_TEST:
        return 2;
    case NOTICE_WARNING:
        return 1;
    case NOTICE_INFO:
    case NOTICE_LEVEL_COUNT:
        break;
    }
    return 0;
}

/* Stands `a` before `b`, both being due? */
static bool notice_is_before(const Notice *a, const Notice *b) {
    if (a->level != b->level)
        return notice_rank(a->level) > notice_rank(b->level);
    return a->from >= b->from; /* of two that began together the later in the file */
}

size_t notice_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    size_t best = SCHEDULE_NONE;
    for (size_t i = 0; schedule && i < schedule->notice_count; i++) {
        const Notice *notice = &schedule->notices[i];
        if (!notice_is_for(notice, room))
            continue;
        if (next_change) {
            lower(next_change, at, notice->from);
            lower(next_change, at, notice->until);
        }
        bool is_due = at >= notice->from && at < notice->until;
        if (is_due && (best == SCHEDULE_NONE || notice_is_before(notice, &schedule->notices[best])))
            best = i;
    }
    return best;
}

/* How many of the notices that are due stand before this one. */
static size_t notice_place(const Schedule *schedule, size_t room, Instant at, size_t index) {
    size_t place = 0;
    for (size_t i = 0; i < schedule->notice_count; i++) {
        const Notice *other = &schedule->notices[i];
        bool is_due = notice_is_for(other, room) && at >= other->from && at < other->until;
        if (i == index || !is_due)
            continue;
        bool is_before = notice_is_before(other, &schedule->notices[index]);
        bool is_behind = notice_is_before(&schedule->notices[index], other);
        place += is_before && (!is_behind || i > index); /* equal ones: the later in the file */
    }
    return place;
}

size_t notices_at(const Schedule *schedule, size_t room, Instant at, size_t most,
                  size_t shown[NOTICES_SHOWN], Instant *next_change) {
    size_t first = notice_at(schedule, room, at, next_change);
    if (first == SCHEDULE_NONE)
        return 0;
    NoticeLevel level = schedule->notices[first].level;
    bool is_full = level == NOTICE_EMERGENCY || level == NOTICE_TEST;
    size_t per_turn = is_full ? 1 : most, due = 0;
    for (size_t i = 0; i < schedule->notice_count; i++) {
        const Notice *notice = &schedule->notices[i];
        due += notice_is_for(notice, room) && at >= notice->from && at < notice->until &&
               (!is_full || notice->level == level);
    }
    size_t turns = (due + per_turn - 1) / per_turn;
    int64_t step = at / NOTICES_TURN;
    if (turns > 1 && next_change)
        lower(next_change, at, (step + 1) * NOTICES_TURN);
    size_t begin = (size_t)(step < 0 ? 0 : step) % turns * per_turn, count = 0;
    size_t end = begin + per_turn < due ? begin + per_turn : due;
    for (size_t i = 0; i < schedule->notice_count; i++) {
        const Notice *notice = &schedule->notices[i];
        if (!notice_is_for(notice, room) || at < notice->from || at >= notice->until ||
            (is_full && notice->level != level))
            continue;
        size_t place = notice_place(schedule, room, at, i);
        if (place >= begin && place < end) {
            shown[place - begin] = i;
            count++;
        }
    }
    return count;
}

bool room_is_told(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    if (!schedule || room >= schedule->room_count)
        return false;
    const Room *door = &schedule->rooms[room];
    if (next_change) {
        lower(next_change, at, door->state_from);
        lower(next_change, at, door->state_until);
    }
    bool is_said = door->state != ROOM_OPEN || door->state_text.count || door->is_counted;
    return is_said && at >= door->state_from && (!door->state_until || at < door->state_until);
}

RoomState room_state_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    return room_is_told(schedule, room, at, next_change) ? schedule->rooms[room].state : ROOM_OPEN;
}
