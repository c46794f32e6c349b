#include "live/delay.h"

#include <stdlib.h>
#include <string.h>

/* Who says "ten minutes late" of a talk that was due less than this ago may mean that it has not
 * begun; later than that it runs, and ends late. */
#define DUE_MAX (15 * MILLIS_MINUTE)

/* A day of one file: who has to wait for whom is found by one walk over the starts, beside which
 * the ends are walked: when a session's turn comes, all that were to be over by then are done. */
typedef struct {
    const DelayDay *day;
    const Delay *delay;
    Arena *scratch;
    size_t *by_start, *by_end; /* indices of sessions that take place, as it was */
    size_t count;
    Instant *old_start, *old_end;
    Instant **ends_in; /* by session; NULL unless it ends differently in different rooms */
    bool *is_target;   /* what the delay is about: it runs, or is the next */
    Instant *free_at;  /* by room: when what has been walked over lets the next begin */
    Instant *begun_at; /* by room: the latest start so far; the order stays */
    Instant *chain_at; /* by room: forced only; what begins exactly here may begin earlier */
} DelayWalk;

Millis delay_shortest_break(Millis length) {
    Millis shortest = length / 2 > 5 * MILLIS_MINUTE ? length / 2 : 5 * MILLIS_MINUTE;
    return shortest < length ? shortest : length;
}

/* ---- who is where --------------------------------------------------------------------------- */

static size_t room_count_of(const DelayWalk *walk, const Session *session) {
    return session->room_count ? session->room_count : walk->day->room_count;
}

static size_t room_of(const Session *session, size_t index) {
    return session->room_count ? session->rooms[index] : index;
}

/* Common to several rooms, and nobody's talk: one late room does not hold the others up. */
static bool is_shared_pause(const DelayWalk *walk, const Session *session) {
    return (session->type == SESSION_BREAK || session->type == SESSION_SOCIAL) &&
           room_count_of(walk, session) > 1;
}

/* The delay is for every room that the session is in. */
static bool is_wholly_affected(const DelayWalk *walk, const Session *session) {
    return walk->delay->room == SCHEDULE_NONE || room_count_of(walk, session) == 1;
}

static bool is_affected(const DelayWalk *walk, const Session *session) {
    const Session *longer = walk->delay->longer;
    for (size_t i = 0; longer && i < room_count_of(walk, longer); i++)
        if (session_is_in_room(session, room_of(longer, i)))
            return true;
    return !longer && session_is_in_room(session, walk->delay->room);
}

/* ---- moving one session --------------------------------------------------------------------- */

static Segment *own_segments(Arena *arena, Session *session) {
    Segment *segments = arena_new(arena, Segment, session->segment_count);
    if (session->segment_count)
        memcpy(segments, session->segments, session->segment_count * sizeof *segments);
    session->segments = segments;
    return segments;
}

void session_move_to(Arena *arena, Session *session, Instant start) {
    Millis by = start - session->start;
    if (by == 0)
        return;
    session->start += by;
    session->end += by;
    Segment *segments = own_segments(arena, session);
    for (size_t i = 0; i < session->segment_count; i++) {
        segments[i].start += by;
        segments[i].end += by;
    }
}

/* Another end, for a session that runs at `at`: the segment that runs lasts longer or shorter, and
 * those that follow move. */
static void move_end(Arena *arena, Session *session, Instant end, Instant at) {
    Millis by = end - session->end;
    if (by == 0)
        return;
    session->end = end;
    Segment *segments = own_segments(arena, session);
    for (size_t i = 0; i < session->segment_count; i++) {
        if (segments[i].end <= at)
            continue;
        if (segments[i].start > at)
            segments[i].start += by;
        segments[i].end += by;
        segments[i].start = instant_min(segments[i].start, end);
        segments[i].end = instant_max(segments[i].start, instant_min(segments[i].end, end));
    }
}

/* A break takes what is left: it keeps its end if it can. */
static void squeeze(Session *session, const Session *planned, Instant start, Instant end) {
    Millis shortest = delay_shortest_break(planned->end - planned->start);
    session->start = start;
    session->end = instant_max(end, start + shortest);
}

/* ---- the walk ------------------------------------------------------------------------------- */

/* Before this session's turn: when the rooms let it begin. */
static Instant free_for(const DelayWalk *walk, const Session *session) {
    bool is_pause = is_shared_pause(walk, session);
    Instant free = is_pause ? INSTANT_NEVER : INT64_MIN;
    size_t count = room_count_of(walk, session);
    for (size_t i = 0; i < count; i++) {
        size_t room = room_of(session, i);
        Instant here =
            is_pause ? walk->free_at[room] : instant_max(walk->free_at[room], walk->begun_at[room]);
        free = is_pause ? instant_min(free, here) : instant_max(free, here);
    }
    return count ? free : INT64_MIN;
}

/* Positive delays. */
static void push(DelayWalk *walk, size_t index, Instant free) {
    Session *session = &walk->day->sessions[index];
    const Session *planned = &walk->day->planned[index];
    const Delay *delay = walk->delay;
    if (session == delay->longer) {
        move_end(walk->day->arena, session, session->end + delay->by, delay->at);
        return;
    }
    bool is_moved = walk->is_target[index] &&
                    (!is_shared_pause(walk, session) || is_wholly_affected(walk, session));
    Millis due_since = delay->at - session->start;
    if (is_moved && due_since >= instant_min(delay->by, DUE_MAX)) {
        move_end(walk->day->arena, session, session->end + delay->by, delay->at);
        return;
    }
    Instant start = instant_max(session->start, free);
    if (is_moved)
        start = instant_max(start, session->start + delay->by);
    if (session->type == SESSION_BREAK && start != session->start)
        squeeze(session, planned, start, session->end);
    else
        session_move_to(walk->day->arena, session, start);
}

/* May this one begin before its plan? It is what the force is about, or follows such a one without
 * a gap. */
static bool is_in_chain(const DelayWalk *walk, size_t index) {
    const Session *session = &walk->day->sessions[index];
    if (!walk->delay->is_forced)
        return false;
    if (walk->is_target[index])
        return true;
    for (size_t i = 0; i < room_count_of(walk, session); i++)
        if (walk->chain_at[room_of(session, i)] != walk->old_start[index])
            return false;
    return true;
}

/* Negative delays: back towards the plan, or before it. */
static void pull(DelayWalk *walk, size_t index, Instant free) {
    Session *session = &walk->day->sessions[index];
    const Session *planned = &walk->day->planned[index];
    const Delay *delay = walk->delay;
    if (session == delay->longer) {
        Instant least = instant_max(delay->at, session->start + MILLIS_MINUTE);
        move_end(walk->day->arena, session, instant_max(session->end + delay->by, least),
                 delay->at);
        return;
    }
    bool is_early = is_in_chain(walk, index);
    if (session->start <= delay->at) {
        Instant floor = is_early ? instant_max(delay->at, session->start + MILLIS_MINUTE)
                                 : instant_max(planned->end, session->start + MILLIS_MINUTE);
        Instant end = instant_max(session->end + delay->by, floor);
        move_end(walk->day->arena, session, instant_min(session->end, end), delay->at);
    } else {
        Instant floor = is_early ? instant_min(planned->start, delay->at) : planned->start;
        Instant start = instant_max(instant_max(session->start + delay->by, floor), free);
        start = instant_min(start, session->start);
        if (session->type == SESSION_BREAK)
            squeeze(session, planned, start,
                    instant_min(session->end, instant_max(planned->end, session->end + delay->by)));
        else
            session_move_to(walk->day->arena, session, start);
    }
    /* A break keeps its end, so that what follows it stays. */
    for (size_t i = 0; is_early && i < room_count_of(walk, session); i++)
        walk->chain_at[room_of(session, i)] = walk->old_end[index];
}

/* What the session's rooms are to wait for, once it is over. */
static void note_ends(DelayWalk *walk, size_t index) {
    const Session *session = &walk->day->sessions[index];
    if (!is_shared_pause(walk, session))
        return;
    const Session *planned = &walk->day->planned[index];
    Millis length = planned->end - planned->start;
    Millis shortest = session->type == SESSION_BREAK ? delay_shortest_break(length) : length;
    bool is_late_here = walk->is_target[index] && !is_wholly_affected(walk, session);
    Instant *ends = arena_new(walk->scratch, Instant, room_count_of(walk, session));
    for (size_t i = 0; i < room_count_of(walk, session); i++) {
        size_t room = room_of(session, i);
        Instant free = walk->free_at[room];
        ends[i] = session->end;
        if (free > session->start)
            ends[i] = instant_max(ends[i], free + shortest);
        if (is_late_here && walk->delay->by > 0 && room == walk->delay->room)
            ends[i] += walk->delay->by;
    }
    walk->ends_in[index] = ends;
}

static void release_rooms(DelayWalk *walk, size_t index) {
    const Session *session = &walk->day->sessions[index];
    for (size_t i = 0; i < room_count_of(walk, session); i++) {
        size_t room = room_of(session, i);
        Instant end = walk->ends_in[index] ? walk->ends_in[index][i] : session->end;
        walk->free_at[room] = instant_max(walk->free_at[room], end);
    }
}

static void note_begun(DelayWalk *walk, size_t index) {
    const Session *session = &walk->day->sessions[index];
    if (is_shared_pause(walk, session))
        return;
    for (size_t i = 0; i < room_count_of(walk, session); i++) {
        size_t room = room_of(session, i);
        walk->begun_at[room] = instant_max(walk->begun_at[room], session->start);
    }
}

static void walk_session(DelayWalk *walk, size_t index) {
    const Session *session = &walk->day->sessions[index];
    Instant free = free_for(walk, session);
    bool is_pulled = walk->delay->by < 0 && is_affected(walk, session) &&
                     (is_wholly_affected(walk, session) || walk->is_target[index]) &&
                     !(is_shared_pause(walk, session) && !is_wholly_affected(walk, session));
    if (session->end <= walk->delay->at)
        ; /* over */
    else if (walk->delay->by > 0)
        push(walk, index, free);
    else if (is_pulled)
        pull(walk, index, free);
    note_ends(walk, index);
    note_begun(walk, index);
}

/* ---- beginning ------------------------------------------------------------------------------ */

/* What runs in the rooms of the delay; in a room where nothing runs, what comes next. */
static void find_targets(DelayWalk *walk, size_t room) {
    Instant next = INSTANT_NEVER;
    bool runs = false;
    for (size_t i = 0; i < walk->count; i++) {
        size_t index = walk->by_start[i];
        const Session *session = &walk->day->sessions[index];
        if (!session_is_in_room(session, room) || session->end <= walk->delay->at)
            continue;
        if (session->start <= walk->delay->at)
            walk->is_target[index] = runs = true;
        else
            next = instant_min(next, session->start);
    }
    for (size_t i = 0; i < walk->count && !runs; i++) {
        size_t index = walk->by_start[i];
        const Session *session = &walk->day->sessions[index];
        if (session_is_in_room(session, room) && session->start == next)
            walk->is_target[index] = true;
    }
}

static int compare(Instant a, Instant b, size_t i, size_t k) {
    if (a != b)
        return a < b ? -1 : 1;
    return (i > k) - (i < k);
}

typedef struct {
    Instant at;
    size_t index;
} Key;

static int compare_keys(const void *left, const void *right) {
    const Key *a = left, *b = right;
    return compare(a->at, b->at, a->index, b->index);
}

/* The sessions that take place at a time of their own, by those instants. */
static size_t *sorted(DelayWalk *walk, const Instant *instants, size_t *count) {
    Key *keys = arena_new(walk->scratch, Key, walk->day->count);
    *count = 0;
    for (size_t i = 0; i < walk->day->count; i++)
        if (walk->day->sessions[i].status != SESSION_CANCELLED &&
            !walk->day->sessions[i].is_all_day)
            keys[(*count)++] = (Key){.at = instants[i], .index = i};
    if (*count > 1)
        qsort(keys, *count, sizeof *keys, compare_keys);
    size_t *indices = arena_new(walk->scratch, size_t, *count);
    for (size_t i = 0; i < *count; i++)
        indices[i] = keys[i].index;
    return indices;
}

static Instant *filled(Arena *arena, size_t count) {
    Instant *instants = arena_new(arena, Instant, count);
    for (size_t i = 0; i < count; i++)
        instants[i] = INT64_MIN;
    return instants;
}

void delay_apply(const DelayDay *day, const Delay *delay) {
    Arena *scratch = arena_create();
    DelayWalk walk = {.day = day, .delay = delay, .scratch = scratch};
    walk.old_start = arena_new(scratch, Instant, day->count);
    walk.old_end = arena_new(scratch, Instant, day->count);
    for (size_t i = 0; i < day->count; i++) {
        walk.old_start[i] = day->sessions[i].start;
        walk.old_end[i] = day->sessions[i].end;
    }
    walk.by_start = sorted(&walk, walk.old_start, &walk.count);
    walk.by_end = sorted(&walk, walk.old_end, &walk.count);
    walk.ends_in = arena_new(scratch, Instant *, day->count);
    walk.is_target = arena_new(scratch, bool, day->count);
    walk.free_at = filled(scratch, day->room_count);
    walk.begun_at = filled(scratch, day->room_count);
    walk.chain_at = filled(scratch, day->room_count);
    if (delay->longer)
        walk.is_target[delay->longer - day->sessions] = true;
    for (size_t room = 0; room < day->room_count && !delay->longer; room++)
        if (delay->room == SCHEDULE_NONE || delay->room == room)
            find_targets(&walk, room);
    size_t over = 0;
    for (size_t i = 0; delay->by != 0 && i < walk.count; i++) {
        size_t index = walk.by_start[i];
        while (over < walk.count && walk.old_end[walk.by_end[over]] <= walk.old_start[index])
            release_rooms(&walk, walk.by_end[over++]);
        walk_session(&walk, index);
    }
    arena_free(scratch);
}
