#include "schedule/room_index.h"

struct RoomIndex {
    const Session *sessions; /* for which it was made */
    size_t session_count, room_count, day_count;
    const uint32_t *items;  /* sessions of the first room, of the second, …, of all rooms */
    const uint32_t *firsts; /* of the items: one for each room, one for all rooms, and the end */
    const Instant *lasts;   /* for each day the last start or end of a session */
};

/* Sessions without rooms, now or as planned, are everywhere. */
static bool is_common(const Session *session) {
    return session->room_count == 0 || session->planned_room_count == 0;
}

static bool has_room(const size_t *rooms, size_t count, size_t room) {
    for (size_t i = 0; i < count; i++)
        if (rooms[i] == room)
            return true;
    return false;
}

/* Where the lists' next items go, or, without `items`, how many each has. */
typedef struct {
    uint32_t *places;
    uint32_t *items;
} Lists;

static void add_to(const Lists *lists, size_t list, size_t session) {
    if (lists->items)
        lists->items[lists->places[list]] = (uint32_t)session;
    lists->places[list]++;
}

/* To the list of each of its rooms, once, or to that of all rooms. */
static void add_session(const Lists *lists, const Schedule *schedule, size_t index) {
    const Session *session = &schedule->sessions[index];
    if (is_common(session)) {
        add_to(lists, schedule->room_count, index);
        return;
    }
    for (size_t i = 0; i < session->room_count; i++)
        if (!has_room(session->rooms, i, session->rooms[i]))
            add_to(lists, session->rooms[i], index);
    bool is_as_planned = session->planned_rooms == session->rooms &&
                         session->planned_room_count == session->room_count;
    if (is_as_planned)
        return;
    for (size_t i = 0; i < session->planned_room_count; i++) {
        size_t room = session->planned_rooms[i];
        if (!has_room(session->planned_rooms, i, room) &&
            !has_room(session->rooms, session->room_count, room))
            add_to(lists, room, index);
    }
}

static Instant last_of(const Session *session) {
    return instant_max(instant_max(session->start, session->end),
                       instant_max(session->planned_start, session->planned_end));
}

static const Instant *last_instants(const Schedule *schedule) {
    Instant *lasts = arena_new(schedule->arena, Instant, schedule->day_count);
    for (size_t d = 0; d < schedule->day_count; d++) {
        const Day *day = &schedule->days[d];
        lasts[d] = INT64_MIN;
        for (size_t i = 0; i < day->session_count; i++)
            lasts[d] = instant_max(lasts[d], last_of(&schedule->sessions[day->first_session + i]));
    }
    return lasts;
}

const RoomIndex *room_index_create(const Schedule *schedule) {
    size_t rooms = schedule->room_count;
    uint32_t *firsts = arena_new(schedule->arena, uint32_t, rooms + 2);
    Lists lists = {.places = firsts};
    for (size_t i = 0; i < schedule->session_count; i++)
        add_session(&lists, schedule, i);
    uint32_t count = 0;
    for (size_t room = 0; room <= rooms; room++) {
        uint32_t here = firsts[room];
        firsts[room] = count;
        count += here;
    }
    lists.items = arena_new(schedule->arena, uint32_t, count);
    for (size_t i = 0; i < schedule->session_count; i++)
        add_session(&lists, schedule, i);
    /* Each has moved to the beginning of the next. */
    for (size_t room = rooms + 1; room > 0; room--)
        firsts[room] = firsts[room - 1];
    firsts[0] = 0;
    RoomIndex *index = arena_new(schedule->arena, RoomIndex, 1);
    *index = (RoomIndex){.sessions = schedule->sessions,
                         .session_count = schedule->session_count,
                         .room_count = rooms,
                         .day_count = schedule->day_count,
                         .items = lists.items,
                         .firsts = firsts,
                         .lasts = last_instants(schedule)};
    return index;
}

static bool is_usable(const Schedule *schedule) {
    const RoomIndex *index = schedule->room_index;
    return index && index->sessions == schedule->sessions &&
           index->session_count == schedule->session_count &&
           index->room_count == schedule->room_count && index->day_count == schedule->day_count;
}

/* The first that is not below `session`. */
static const uint32_t *skip_to(const uint32_t *from, const uint32_t *end, size_t session) {
    while (from < end) {
        const uint32_t *middle = from + (end - from) / 2;
        if (*middle < session)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

static void cut(const RoomIndex *index, size_t list, size_t first, size_t end,
                const uint32_t **from, const uint32_t **until) {
    const uint32_t *items_end = index->items + index->firsts[list + 1];
    *from = skip_to(index->items + index->firsts[list], items_end, first);
    *until = skip_to(*from, items_end, end);
}

RoomWalk room_walk(const Schedule *schedule, size_t room, size_t day_count, Instant at) {
    RoomWalk walk = {0};
    /* A day without sessions is nowhere among them: its first one says nothing. */
    while (day_count > 0 && schedule->days[day_count - 1].session_count == 0)
        day_count--;
    if (day_count == 0)
        return walk;
    const RoomIndex *index = is_usable(schedule) ? schedule->room_index : NULL;
    size_t day = 0;
    while (index && day + 1 < day_count && index->lasts[day] <= at)
        day++;
    const Day *first = &schedule->days[day], *last = &schedule->days[day_count - 1];
    size_t from = index ? first->first_session : 0, end = last->first_session + last->session_count;
    if (index && room < schedule->room_count) {
        cut(index, room, from, end, &walk.own, &walk.own_end);
        cut(index, schedule->room_count, from, end, &walk.common, &walk.common_end);
    } else {
        walk.next = from;
        walk.end = end;
    }
    return walk;
}

bool room_walk_next(RoomWalk *walk, size_t *session) {
    if (walk->next < walk->end) {
        *session = walk->next++;
        return true;
    }
    bool has_own = walk->own < walk->own_end, has_common = walk->common < walk->common_end;
    if (has_own && (!has_common || *walk->own < *walk->common))
        *session = *walk->own++;
    else if (has_common)
        *session = *walk->common++;
    return has_own || has_common;
}
