/* draft.c: from what a file says to a schedule in order. */
#include "formats/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/case.h"
#include "base/word_table.h"
#include "formats/session_order.h"
#include "schedule/room_index.h"

Draft draft_create(Diagnostics *diagnostics) {
    return (Draft){
        .arena = arena_create(),
        .diagnostics = diagnostics,
        .event = {.zone = zone_utc(), .zone_name = str_from("UTC"), .day_change = DAY_CHANGE_USUAL},
        .display = display_default(),
        .session_max = DRAFT_SESSIONS_MAX};
}

void draft_free(Draft *draft) {
    arena_free(draft->scratch);
    arena_free(draft->arena);
    *draft = (Draft){0};
}

/* ---- finding things by what a person calls them ---- */

static bool is_called(Str id, const Localized *name, Str word) {
    if (str_equal(id, word))
        return true;
    for (size_t i = 0; i < name->count; i++)
        if (str_equal_nocase(name->items[i].text, word))
            return true;
    return false;
}

/* The names that a person may have meant, for the nearest one. */
typedef struct {
    Str *names;
    size_t *owners;
    size_t count, capacity;
} Candidates;

static Candidates candidates_create(Arena *scratch, size_t capacity) {
    return (Candidates){.names = arena_new(scratch, Str, capacity),
                        .owners = arena_new(scratch, size_t, capacity),
                        .capacity = capacity};
}

static void candidates_add(Candidates *candidates, size_t owner, Str id, const Localized *name) {
    for (size_t i = 0; i <= name->count && candidates->count < candidates->capacity; i++) {
        candidates->names[candidates->count] = i == 0 ? id : name->items[i - 1].text;
        candidates->owners[candidates->count++] = owner;
    }
}

/* Index into the candidates, or SCHEDULE_NONE; also when so much is wrong that nobody will read the
 * hint, so that a file of nothing but slips is read in bounded time. */
static size_t candidates_nearest(const Draft *draft, const Candidates *candidates, Str word) {
    if (draft->diagnostics->counts[SEVERITY_WARNING] > DIAGNOSTICS_MAX)
        return SCHEDULE_NONE;
    const Str *nearest = str_nearest(word, candidates->names, candidates->count);
    return nearest ? (size_t)(nearest - candidates->names) : SCHEDULE_NONE;
}

enum { CANDIDATES_MAX = 256 }; /* more than that, and no guess is made among the rest */

static size_t add_room(Draft *draft, Str name, Position at) {
    Room *room = arena_push(draft->arena, &draft->rooms, &draft->room_count, &draft->room_capacity,
                            sizeof(Room), _Alignof(Room));
    Translation *items = arena_new(draft->arena, Translation, 1);
    items[0].text = str_copy(draft->arena, name);
    *room = (Room){.id = items[0].text, .name = {.items = items, .count = 1, .at = at}, .at = at};
    return draft->room_count - 1;
}

/* Puts rooms that have come since into the tables. Of two that are called the same the first
 * counts. */
static void index_rooms(Draft *draft) {
    if (!draft->scratch)
        draft->scratch = arena_create();
    draft->room_ids.arena = draft->scratch;
    draft->room_folds[0].arena = draft->room_folds[1].arena = draft->scratch;
    for (size_t i = draft->rooms_indexed; i < draft->room_count; i++) {
        const Room *room = &draft->rooms[i];
        word_table_add(&draft->room_ids, room->id, i);
        word_table_add(&draft->room_folds[0], str_fold_name(draft->scratch, room->id), i);
        for (size_t k = 0; k < room->name.count; k++)
            word_table_add(&draft->room_folds[1],
                           str_fold_name(draft->scratch, room->name.items[k].text), i);
    }
    for (size_t i = draft->rooms_indexed; i < draft->room_count; i++)
        if (draft->rooms[i].guid.len)
            word_table_add(&draft->room_ids, draft->rooms[i].guid, i);
    draft->rooms_indexed = draft->room_count;
}

static size_t find_room(Draft *draft, Str name) {
    index_rooms(draft);
    size_t known = word_table_get(&draft->room_ids, name, SCHEDULE_NONE);
    if (known != SCHEDULE_NONE)
        return known;
    Str folded = str_fold_name(draft->scratch, name);
    for (size_t i = 0; i < countof(draft->room_folds) && known == SCHEDULE_NONE; i++)
        known = word_table_get(&draft->room_folds[i], folded, SCHEDULE_NONE);
    if (known != SCHEDULE_NONE)
        word_table_put(&draft->room_ids, str_copy(draft->scratch, name), known);
    return known;
}

/* Says that the room is not in the list. It is not read as another: a screen at the wrong door is
 * worse than a door without a screen. */
static void report_room(Draft *draft, Str name, Position at) {
    Arena *scratch = arena_create();
    Candidates candidates = candidates_create(scratch, draft->room_count * 4);
    for (size_t i = 0; i < draft->room_count; i++)
        candidates_add(&candidates, i, draft->rooms[i].id, &draft->rooms[i].name);
    size_t nearest = candidates_nearest(draft, &candidates, name);
    Str near = nearest == SCHEDULE_NONE ? (Str){0} : candidates.names[nearest];
    bool is_slip =
        near.len && str_distance(str_fold_name(scratch, name), str_fold_name(scratch, near)) <= 1;
    const char *hint =
        near.len
            ? arena_printf(scratch, "did you mean \"%.*s\"? If not, add it to rooms", str_arg(near))
            : arena_printf(scratch, "add it to rooms: {id: %.*s, name: …}", str_arg(name));
    diagnostics_add(draft->diagnostics, is_slip ? SEVERITY_ERROR : SEVERITY_WARNING, "unknown-room",
                    at, hint, "room \"%.*s\" is not in rooms; it is a room of its own",
                    str_arg(name));
    arena_free(scratch);
}

size_t draft_room(Draft *draft, Str name, Position at) {
    size_t known = find_room(draft, name);
    if (known != SCHEDULE_NONE || draft->room_count >= DRAFT_ROOMS_MAX)
        return known;
    if (!draft->rooms_are_open)
        report_room(draft, name, at);
    return add_room(draft, name, at);
}

/* Says that `name` is not among `candidates`, with the nearest of them. */
static void report_unknown(Draft *draft, const Candidates *candidates, const char *code,
                           const char *kind, const char *list, Str name, Position at) {
    Arena *scratch = arena_create();
    size_t nearest = candidates_nearest(draft, candidates, name);
    const char *hint =
        nearest == SCHEDULE_NONE
            ? arena_printf(scratch, "add it to %s, or leave the key out", list)
            : arena_printf(scratch, "did you mean \"%.*s\"?", str_arg(candidates->names[nearest]));
    diagnostics_add(draft->diagnostics, SEVERITY_WARNING, code, at, hint,
                    "%s \"%.*s\" is not in %s", kind, str_arg(name), list);
    arena_free(scratch);
}

void draft_settle_overflow(Draft *draft) {
    for (size_t i = 0; i < draft->room_count; i++) {
        Room *room = &draft->rooms[i];
        if (room->overflow.len == 0)
            continue;
        size_t other = find_room(draft, room->overflow);
        if (other == i)
            diagnostics_add(draft->diagnostics, SEVERITY_WARNING, "bad-value", room->at,
                            "name another room, or leave the key out",
                            "the overflow of room \"%.*s\" is the room itself", str_arg(room->id));
        if (other == SCHEDULE_NONE) {
            Arena *scratch = arena_create();
            Candidates candidates = candidates_create(scratch, draft->room_count * 4);
            for (size_t k = 0; k < draft->room_count; k++)
                candidates_add(&candidates, k, draft->rooms[k].id, &draft->rooms[k].name);
            report_unknown(draft, &candidates, "unknown-room", "the overflow", "rooms",
                           room->overflow, room->at);
            arena_free(scratch);
        }
        room->overflow = other == SCHEDULE_NONE || other == i ? (Str){0} : draft->rooms[other].id;
    }
}

size_t draft_track(Draft *draft, Str name, Position at) {
    for (size_t i = 0; i < draft->track_count; i++)
        if (is_called(draft->tracks[i].id, &draft->tracks[i].name, name))
            return i;
    Arena *scratch = arena_create();
    Candidates candidates = candidates_create(scratch, CANDIDATES_MAX);
    for (size_t i = 0; i < draft->track_count; i++)
        candidates_add(&candidates, i, draft->tracks[i].id, &draft->tracks[i].name);
    report_unknown(draft, &candidates, "unknown-track", "track", "tracks", name, at);
    arena_free(scratch);
    return SCHEDULE_NONE;
}

size_t draft_partner(Draft *draft, Str name, Position at) {
    for (size_t i = 0; i < draft->partner_count; i++)
        if (is_called(draft->partners[i].id, &draft->partners[i].name, name))
            return i;
    Arena *scratch = arena_create();
    Candidates candidates = candidates_create(scratch, CANDIDATES_MAX);
    for (size_t i = 0; i < draft->partner_count; i++)
        candidates_add(&candidates, i, draft->partners[i].id, &draft->partners[i].name);
    report_unknown(draft, &candidates, "unknown-partner", "partner", "partners", name, at);
    arena_free(scratch);
    return SCHEDULE_NONE;
}

/* ---- adding ---- */

size_t draft_day(Draft *draft, Date date, bool is_undated, Position at) {
    for (size_t i = 0; i < draft->day_count; i++)
        if (date_compare(draft->days[i].date, date) == 0)
            return i;
    Day *day = arena_push(draft->arena, &draft->days, &draft->day_count, &draft->day_capacity,
                          sizeof(Day), _Alignof(Day));
    int32_t change = draft->event.day_change;
    *day = (Day){.date = date,
                 .is_undated = is_undated,
                 .from = zone_instant(draft->event.zone, date, change, NULL),
                 .until = zone_instant(draft->event.zone, date_add(date, 1), change, NULL),
                 .at = at};
    return draft->day_count - 1;
}

void draft_reserve(Draft *draft, size_t sessions) {
    if (sessions <= draft->session_capacity)
        return;
    DraftSession *wider =
        arena_alloc_bare(draft->arena, sizeof *wider, _Alignof(DraftSession), sessions);
    if (draft->session_count)
        memcpy(wider, draft->sessions, draft->session_count * sizeof *wider);
    draft->sessions = wider;
    draft->session_capacity = sessions;
}

DraftSession *draft_add_session(Draft *draft, const Session *session) {
    if (draft->session_count == draft->session_max)
        diagnostics_add(draft->diagnostics, SEVERITY_ERROR, "too-large", session->at, NULL,
                        "more than %zu sessions; what follows is left out", draft->session_max);
    if (draft->session_count > draft->session_max)
        return NULL;
    DraftSession *place =
        arena_push(draft->arena, &draft->sessions, &draft->session_count, &draft->session_capacity,
                   sizeof(DraftSession), _Alignof(DraftSession));
    place->session = *session;
    place->has_end = false;
    return place;
}

/* ---- putting in order ---- */

static int compare_days(const void *a, const void *b) {
    return date_compare(((const Day *)a)->date, ((const Day *)b)->date);
}

static void sort_days(Draft *draft, Arena *scratch) {
    Date *dates = arena_new(scratch, Date, draft->day_count);
    for (size_t i = 0; i < draft->day_count; i++)
        dates[i] = draft->days[i].date;
    if (draft->day_count)
        qsort(draft->days, draft->day_count, sizeof *draft->days, compare_days);
    size_t *moved_to = arena_new(scratch, size_t, draft->day_count);
    for (size_t i = 0; i < draft->day_count; i++)
        for (size_t k = 0; k < draft->day_count; k++)
            if (date_compare(draft->days[k].date, dates[i]) == 0)
                moved_to[i] = k;
    bool is_moved = false;
    for (size_t i = 0; i < draft->day_count; i++)
        is_moved = is_moved || moved_to[i] != i;
    for (size_t i = 0; is_moved && i < draft->session_count; i++)
        draft->sessions[i].session.day = moved_to[draft->sessions[i].session.day];
}

/* Each session goes once to where it belongs: along the circles that the moves form. */
static void sort_sessions(Draft *draft, Arena *scratch) {
    DraftSession *sessions = draft->sessions;
    uint32_t *order = session_order(scratch, sessions, draft->session_count);
    for (size_t i = 0; order && i < draft->session_count; i++) {
        if (order[i] == i)
            continue;
        DraftSession first = sessions[i];
        size_t to = i;
        for (size_t from = order[to]; from != i; from = order[to]) {
            sessions[to] = sessions[from];
            order[to] = (uint32_t)to;
            to = from;
        }
        sessions[to] = first;
        order[to] = (uint32_t)to;
    }
}

/* The two nearest starts in a room on a day, seen from the day's end. */
typedef struct {
    size_t day;
    Instant nearest, other; /* other: the next one that is not at the same time */
} Following;

static void see_start(Following *room, size_t day, Instant start) {
    if (room->day != day || room->nearest == 0)
        *room = (Following){.day = day, .nearest = start, .other = INSTANT_NEVER};
    else if (room->nearest != start)
        *room = (Following){.day = day, .nearest = start, .other = room->nearest};
}

static Instant start_after(const Following *room, size_t day, Instant start) {
    if (room->day != day || room->nearest == 0)
        return INSTANT_NEVER;
    return room->nearest > start ? room->nearest : room->other;
}

/* For each session when the next one begins in one of its rooms, or INSTANT_NEVER. One walk from
 * the end, since a file may have all of its ends missing. */
static const Instant *find_next_starts(const Draft *draft, Arena *scratch) {
    Instant *next = arena_new(scratch, Instant, draft->session_count);
    Following *rooms = arena_new(scratch, Following, draft->room_count);
    Following everywhere = {0}, any = {0}; /* sessions without rooms; all sessions */
    for (size_t i = draft->session_count; i-- > 0;) {
        const Session *session = &draft->sessions[i].session;
        size_t day = session->day;
        Instant start = session->start;
        next[i] = start_after(session->room_count ? &everywhere : &any, day, start);
        for (size_t k = 0; k < session->room_count; k++) {
            Following *room = &rooms[session->rooms[k]];
            next[i] = instant_min(next[i], start_after(room, day, start));
            see_start(room, day, start);
        }
        if (session->room_count == 0)
            see_start(&everywhere, day, start);
        see_start(&any, day, start);
    }
    return next;
}

/* A session without an end lasts until the next one in its room; the last one half an hour. */
static void fill_end(Draft *draft, Session *session, Instant next) {
    if (next == INSTANT_NEVER) {
        session->end = session->start + DRAFT_DEFAULT_MINUTES * MILLIS_MINUTE;
        diagnostics_add(draft->diagnostics, SEVERITY_WARNING, "missing-end", session->at,
                        "add end or duration",
                        "the session has no end and none follows; it is taken to last %d minutes",
                        DRAFT_DEFAULT_MINUTES);
        return;
    }
    session->end = next;
    LocalTime end = zone_local(draft->event.zone, session->end);
    diagnostics_add(draft->diagnostics, SEVERITY_WARNING, "missing-end", session->at,
                    "add end or duration",
                    "the session has no end; it is taken to last until the next one at %02d:%02d",
                    (int)end.hour, (int)end.minute);
}

static void fill_ends(Draft *draft, Arena *scratch) {
    const Instant *next = NULL;
    for (size_t i = 0; i < draft->session_count; i++) {
        if (draft->sessions[i].has_end)
            continue;
        if (!next)
            next = find_next_starts(draft, scratch);
        fill_end(draft, &draft->sessions[i].session, next[i]);
    }
}

/* Ends the open segments and cuts those that run over. */
static void settle_segments(Draft *draft, Session *session) {
    Segment *segments = arena_new(draft->arena, Segment, session->segment_count);
    size_t count = 0;
    bool is_over = false;
    for (size_t i = 0; i < session->segment_count; i++) {
        Segment segment = session->segments[i];
        if (segment.end == 0)
            segment.end =
                i + 1 < session->segment_count ? session->segments[i + 1].start : session->end;
        is_over = is_over || segment.end > session->end;
        segment.end = instant_min(segment.end, session->end);
        if (segment.end > segment.start)
            segments[count++] = segment;
    }
    if (is_over)
        diagnostics_add(draft->diagnostics, SEVERITY_WARNING, "segments-too-long", session->at,
                        "shorten the segments or give the session more time",
                        "the segments take longer than the session; they are cut at its end");
    session->segments = segments;
    session->segment_count = count;
}

/* Counts one more use of the id; what comes back is how many there are now. */
static size_t use_id(WordTable *uses, Str id) {
    size_t count = word_table_get(uses, id, 0) + 1;
    word_table_put(uses, id, count);
    return count;
}

/* Stays the same as long as day, start, first room and title do, in whatever order the file is. */
static Str make_id(Draft *draft, WordTable *table, const Session *session) {
    Date date = draft->days[session->day].date;
    LocalTime start = zone_local(draft->event.zone, session->planned_start);
    Str room =
        session->planned_room_count ? draft->rooms[session->planned_rooms[0]].id : str_from("all");
    Str title = session->title.count ? session->title.items[0].text : (Str){0};
    Str id = str_printf(draft->arena, "%04d-%02d-%02d-%02d%02d-%.*s-%06x", (int)date.year,
                        (int)date.month, (int)date.day, (int)start.hour, (int)start.minute,
                        str_arg(room),
                        (unsigned)(str_hash(STR_HASH_SEED, title.s, title.len) & 0xFFFFFF));
    for (size_t uses = use_id(table, id); uses > 1; uses = use_id(table, id))
        id = str_printf(draft->arena, "%.*s-%zu", str_arg(id), uses);
    return id;
}

static void settle_ids(Draft *draft, Arena *scratch) {
    size_t missing = 0;
    for (size_t i = 0; i < draft->session_count; i++)
        missing += draft->sessions[i].session.id.len == 0;
    if (missing == 0)
        return;
    WordTable table = {.arena = scratch};
    for (size_t i = 0; i < draft->session_count; i++)
        if (draft->sessions[i].session.id.len)
            use_id(&table, draft->sessions[i].session.id);
    for (size_t i = 0; i < draft->session_count; i++)
        if (draft->sessions[i].session.id.len == 0)
            draft->sessions[i].session.id = make_id(draft, &table, &draft->sessions[i].session);
}

static void settle_sessions(Draft *draft, Arena *scratch) {
    sort_sessions(draft, scratch);
    fill_ends(draft, scratch);
    for (size_t i = 0; i < draft->session_count; i++) {
        DraftSession *open = &draft->sessions[i];
        if (open->session.planned_end <= open->session.planned_start) {
            Millis length = open->session.end - open->session.start;
            open->session.planned_end = open->session.planned_start + length;
        }
        settle_segments(draft, &open->session);
        Day *day = &draft->days[open->session.day];
        if (day->session_count++ == 0)
            day->first_session = i;
    }
}

static void settle_projects(Draft *draft, Arena *scratch) {
    for (size_t i = 0; i < draft->project_count; i++) {
        DraftProject *open = &draft->projects[i];
        open->project.session = SCHEDULE_NONE;
        if (open->session_id.len == 0)
            continue;
        for (size_t k = 0; k < draft->session_count && open->project.session == SCHEDULE_NONE; k++)
            if (str_equal(draft->sessions[k].session.id, open->session_id))
                open->project.session = k;
        if (open->project.session != SCHEDULE_NONE)
            continue;
        Candidates candidates = candidates_create(scratch, CANDIDATES_MAX);
        for (size_t k = 0; k < draft->session_count; k++)
            candidates_add(&candidates, k, draft->sessions[k].session.id, &(Localized){0});
        report_unknown(draft, &candidates, "unknown-session", "session", "the sessions' ids",
                       open->session_id, open->session_at);
    }
}

/* The sessions without what only the draft has, moved together where they are: they are most of a
 * schedule's memory. */
static Session *take_sessions(Draft *draft) {
    if (draft->session_count == 0)
        return arena_new(draft->arena, Session, 0);
    char *bytes = (char *)draft->sessions;
    for (size_t i = 0; i < draft->session_count; i++)
        memmove(bytes + i * sizeof(Session), bytes + i * sizeof(DraftSession), sizeof(Session));
    return (Session *)(void *)bytes;
}

Schedule *draft_finish(Draft *draft, uint64_t hash, Str source_name) {
    Arena *scratch = arena_create();
    sort_days(draft, scratch);
    settle_sessions(draft, scratch);
    settle_ids(draft, scratch);
    settle_projects(draft, scratch);
    arena_free(scratch);

    Session *sessions = take_sessions(draft);
    Project *projects = arena_new(draft->arena, Project, draft->project_count);
    for (size_t i = 0; i < draft->project_count; i++)
        projects[i] = draft->projects[i].project;
    Schedule *schedule = arena_new(draft->arena, Schedule, 1);
    *schedule = (Schedule){.arena = draft->arena,
                           .hash = hash,
                           .source_name = str_copy(draft->arena, source_name),
                           .event = draft->event,
                           .rooms = draft->rooms,
                           .room_count = draft->room_count,
                           .tracks = draft->tracks,
                           .track_count = draft->track_count,
                           .days = draft->days,
                           .day_count = draft->day_count,
                           .sessions = sessions,
                           .session_count = draft->session_count,
                           .projects = projects,
                           .project_count = draft->project_count,
                           .tiers = draft->tiers,
                           .tier_count = draft->tier_count,
                           .partners = draft->partners,
                           .partner_count = draft->partner_count,
                           .people = draft->people,
                           .person_count = draft->person_count,
                           .notices = draft->notices,
                           .notice_count = draft->notice_count,
                           .slides = draft->slides,
                           .slide_count = draft->slide_count,
                           .display = draft->display,
                           .overlay = draft->overlay};
    schedule->room_index = room_index_create(schedule);
    arena_free(draft->scratch);
    *draft = (Draft){0};
    return schedule;
}
