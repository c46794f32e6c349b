#include "stream/overlay_json.h"

#include <jansson.h>

#include "live/json_text.h"
#include "picture/moment.h"

enum { NEXT_MAX = 5 };

const char *day_state_name(DayStateKind kind) {
    static const char *const NAMES[] = {
        [DAY_NO_SCHEDULE] = "no schedule",
        [DAY_FAR] = "far off",
        [DAY_NO_SESSIONS] = "no sessions",
        [DAY_BEFORE] = "before",
        [DAY_RUNNING] = "running",
        [DAY_BREAK] = "break",
        [DAY_GAP] = "free",
        [DAY_AFTER] = "after",
        [DAY_OVER] = "over",
    };
    _Static_assert(countof(NAMES) == DAY_STATE_COUNT, "a name for each state");
    return NAMES[kind];
}

/* One text: in its languages, or as it is when it has none. */
static json_t *localized_json(const Localized *text) {
    if (text->count == 0)
        return json_null();
    if (text->count == 1 && text->items[0].language.len == 0)
        return json_of_text(text->items[0].text);
    json_t *map = json_object();
    for (size_t i = 0; i < text->count; i++) {
        Str language = text->items[i].language;
        json_object_setn_new(map, language.len ? language.s : "", language.len,
                             json_of_text(text->items[i].text));
    }
    return map;
}

static json_t *instant_json(Arena *arena, const Zone *zone, Instant at) {
    return at == INSTANT_NEVER ? json_null() : json_of_text(moment_format(arena, zone, at));
}

static json_t *room_json(const Schedule *schedule, size_t room) {
    if (!schedule || room == SCHEDULE_NONE)
        return json_null();
    json_t *object = json_object();
    json_object_set_new(object, "id", json_of_text(schedule->rooms[room].id));
    json_object_set_new(object, "name", localized_json(&schedule->rooms[room].name));
    return object;
}

static json_t *session_json(Arena *arena, const Schedule *schedule, size_t index) {
    const Session *session = &schedule->sessions[index];
    const Zone *zone = schedule->event.zone;
    json_t *object = json_object(), *rooms = json_array(), *speakers = json_array();
    json_object_set_new(object, "id", json_of_text(session->id));
    json_object_set_new(object, "title", localized_json(&session->title));
    json_object_set_new(object, "start", instant_json(arena, zone, session->start));
    json_object_set_new(object, "end", instant_json(arena, zone, session->end));
    json_object_set_new(object, "type", json_string(session_type_name(session->type)));
    json_object_set_new(object, "status", json_string(session_status_name(session->status)));
    json_object_set_new(object, "do_not_record", json_boolean(session->do_not_record));
    for (size_t i = 0; i < session->room_count; i++)
        json_array_append_new(rooms, json_of_text(schedule->rooms[session->rooms[i]].id));
    json_object_set_new(object, "rooms", rooms);
    for (size_t i = 0; i < session->speaker_count; i++) {
        json_t *speaker = json_object();
        json_object_set_new(speaker, "name", localized_json(&session->speakers[i].name));
        json_object_set_new(speaker, "affiliation",
                            localized_json(&session->speakers[i].affiliation));
        json_array_append_new(speakers, speaker);
    }
    json_object_set_new(object, "speakers", speakers);
    return object;
}

char *overlay_now_json(const Schedule *schedule, size_t room, const Zone *zone, Instant at) {
    Arena *arena = arena_create();
    json_t *root = json_object(), *now = json_array(), *next = json_array();
    if (schedule && room == SCHEDULE_NO_ROOM) {
        schedule = schedule_of_no_room(arena, schedule);
        room = SCHEDULE_NONE;
    }
    const Zone *own = schedule ? schedule->event.zone : zone;
    DayState state = day_state_at(schedule, room, at);
    NowNext lists = now_next_at(arena, schedule, room, at, NEXT_MAX);
    for (size_t i = 0; i < lists.now_count; i++)
        json_array_append_new(now, session_json(arena, schedule, lists.now[i]));
    for (size_t i = 0; i < lists.next_count; i++)
        json_array_append_new(next, session_json(arena, schedule, lists.next[i]));
    json_object_set_new(root, "at", instant_json(arena, own, at));
    json_object_set_new(root, "zone", json_of_text(zone_name(own)));
    json_object_set_new(root, "event",
                        schedule ? localized_json(&schedule->event.name) : json_null());
    json_object_set_new(root, "room", room_json(schedule, room));
    json_object_set_new(root, "state", json_string(day_state_name(state.kind)));
    json_object_set_new(root, "now", now);
    json_object_set_new(root, "next", next);
    json_object_set_new(root, "next_change", instant_json(arena, own, lists.next_change));
    char *text = json_dumps(root, JSON_INDENT(2));
    json_decref(root);
    arena_free(arena);
    return text;
}
