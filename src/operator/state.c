#include "operator/state.h"

#include <jansson.h>
#include <stdlib.h>

#include "live/json_text.h"
#include "playlist/stage_timer.h"
#include "schedule/now_next.h"

enum { NEXT_COUNT = 3 };

static void put(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}

static Str text_in(const Schedule *schedule, const Localized *text) {
    return localized_get(text, schedule->display.languages, schedule->display.language_count);
}

/* "主会场 Main Hall": in the two languages of the screens, when they differ. */
static Str in_both(Arena *arena, const Schedule *schedule, const Localized *text) {
    Str first = text_in(schedule, text);
    if (schedule->display.language_count < 2)
        return first;
    Str second = localized_in(text, schedule->display.languages[1]);
    return second.len && !str_equal(first, second)
               ? str_printf(arena, "%.*s %.*s", str_arg(first), str_arg(second))
               : first;
}

static json_t *clock_json(Arena *arena, const Schedule *schedule, Instant at) {
    LocalTime t = zone_local(schedule->event.zone, at);
    return json_string(arena_printf(arena, "%02d:%02d", t.hour, t.minute));
}

static json_t *people_json(const Schedule *schedule, const Session *session) {
    json_t *list = json_array();
    for (size_t i = 0; i < session->speaker_count; i++)
        json_array_append_new(list, json_of_text(text_in(schedule, &session->speakers[i].name)));
    return list;
}

static json_t *session_json(Arena *arena, const Schedule *schedule, size_t index) {
    const Session *session = &schedule->sessions[index];
    json_t *object = json_object();
    put(object, "id", json_of_text(session->id));
    put(object, "title", json_of_text(text_in(schedule, &session->title)));
    put(object, "people", people_json(schedule, session));
    put(object, "start", json_integer(session->start));
    put(object, "end", json_integer(session->end));
    put(object, "from", clock_json(arena, schedule, session->start));
    put(object, "until", clock_json(arena, schedule, session->end));
    put(object, "late", json_integer((session->end - session->planned_end) / MILLIS_MINUTE));
    put(object, "status", json_string(session_status_name(session->status)));
    put(object, "type", json_string(session_type_name(session->type)));
    put(object, "note", json_of_text(text_in(schedule, &session->note)));
    return object;
}

static json_t *sessions_json(Arena *arena, const Schedule *schedule, const size_t *sessions,
                             size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, session_json(arena, schedule, sessions[i]));
    return list;
}

/* The crew's word to whoever speaks there; NULL: nothing is said. */
static json_t *stage_json(Arena *arena, const Schedule *schedule, size_t room, Instant now) {
    const StageWord *word = stage_timer_at(schedule, room, now).word;
    if (!word)
        return NULL;
    json_t *object = json_object();
    put(object, "text", json_of_text(in_both(arena, schedule, &word->text)));
    put(object, "blinks", json_boolean(word->is_blinking));
    put(object, "black", json_boolean(word->is_black));
    return object;
}

/* All of the room but its version. `room` may be SCHEDULE_NONE: the venue has no rooms. */
static json_t *room_json(Arena *arena, const Schedule *schedule, size_t room, Instant now) {
    json_t *object = json_object();
    const Room *door = room == SCHEDULE_NONE ? NULL : &schedule->rooms[room];
    bool is_told = room_is_told(schedule, room, now, NULL);
    NowNext lists = now_next_at(arena, schedule, room, now, NEXT_COUNT);
    put(object, "id", door ? json_of_text(door->id) : json_string("all"));
    put(object, "name",
        json_of_text(door ? in_both(arena, schedule, &door->name)
                          : text_in(schedule, &schedule->event.name)));
    put(object, "now", sessions_json(arena, schedule, lists.now, lists.now_count));
    put(object, "gone", sessions_json(arena, schedule, lists.gone, lists.gone_count));
    put(object, "next", sessions_json(arena, schedule, lists.next, lists.next_count));
    put(object, "state", json_string(room_state_name(room_state_at(schedule, room, now, NULL))));
    if (is_told && door->state_text.count)
        put(object, "text", json_of_text(text_in(schedule, &door->state_text)));
    if (is_told && door->is_counted)
        put(object, "inside", json_integer(door->people));
    json_t *stage = door ? stage_json(arena, schedule, room, now) : NULL;
    if (stage)
        put(object, "stage", stage);
    if (door)
        put(object, "places",
            json_integer(is_told && door->places ? door->places : door->capacity));
    return object;
}

static Str dump(Arena *arena, const json_t *root) {
    char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    Str copy = str_copy(arena, str_from(text ? text : "{}"));
    free(text);
    return copy;
}

/* FNV-1a. */
static Str version_of(Arena *arena, const json_t *room) {
    Str text = dump(arena, room);
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (uint8_t)text.s[i]) * UINT64_C(1099511628211);
    return str_printf(arena, "%016llx", (unsigned long long)hash);
}

Str operator_room_version(Arena *arena, const Schedule *schedule, Str room, Instant now) {
    if (!schedule)
        return (Str){0};
    size_t index = schedule_room_by_id(schedule, room);
    if (index == SCHEDULE_NONE && (schedule->room_count || !str_equal_c(room, "all")))
        return (Str){0};
    json_t *object = room_json(arena, schedule, index, now);
    Str version = version_of(arena, object);
    json_decref(object);
    return version;
}

static json_t *rooms_json(Arena *arena, const Schedule *schedule, Instant now) {
    json_t *list = json_array();
    size_t count = schedule->room_count ? schedule->room_count : 1;
    for (size_t i = 0; i < count; i++) {
        json_t *room = room_json(arena, schedule, schedule->room_count ? i : SCHEDULE_NONE, now);
        Str version = version_of(arena, room);
        put(room, "version", json_of_text(version));
        json_array_append_new(list, room);
    }
    return list;
}

static json_t *texts_json(Arena *arena, const Localized *text) {
    json_t *texts = json_object();
    for (size_t i = 0; i < text->count; i++) {
        Str language = text->items[i].language;
        Str key = str_copy(arena, language.len ? language : str_from("text"));
        put(texts, key.s, json_of_text(text->items[i].text));
    }
    return texts;
}

static json_t *notice_json(Arena *arena, const Schedule *schedule, const Notice *notice) {
    json_t *object = json_object();
    put(object, "level", json_string(notice_level_name(notice->level)));
    put(object, "text", json_of_text(in_both(arena, schedule, &notice->text)));
    put(object, "texts", texts_json(arena, &notice->text));
    put(object, "until",
        notice->until == INSTANT_NEVER ? json_null() : clock_json(arena, schedule, notice->until));
    json_t *rooms = json_array();
    for (size_t i = 0; i < notice->room_count; i++)
        json_array_append_new(rooms, json_of_text(schedule->rooms[notice->rooms[i]].id));
    put(object, "rooms", rooms);
    return object;
}

/* Those that are seen now, or (`is_due` false) all that the plan has. */
static json_t *notices_json(Arena *arena, const Schedule *schedule, Instant now, bool is_due) {
    json_t *list = json_array();
    for (size_t i = 0; schedule && i < schedule->notice_count; i++) {
        const Notice *notice = &schedule->notices[i];
        if (!is_due || (now >= notice->from && now < notice->until))
            json_array_append_new(list, notice_json(arena, schedule, notice));
    }
    return list;
}

static json_t *languages_json(const Schedule *schedule) {
    json_t *list = json_array();
    for (size_t i = 0; i < schedule->display.language_count; i++)
        json_array_append_new(list, json_of_text(schedule->display.languages[i]));
    return list;
}

Str operator_state(Arena *arena, const OperatorFacts *facts) {
    const Schedule *schedule = facts->schedule;
    json_t *root = json_object();
    json_t *status = json_loadb(facts->status.s ? facts->status.s : "", facts->status.len, 0, NULL);
    put(root, "version", json_integer((json_int_t)facts->version));
    put(root, "made", json_integer((json_int_t)facts->made));
    put(root, "now", json_integer(facts->now));
    put(root, "status", status ? status : json_object());
    put(root, "name", json_of_text(facts->name));
    json_t *neighbours =
        json_loadb(facts->neighbours.s ? facts->neighbours.s : "", facts->neighbours.len, 0, NULL);
    put(root, "neighbours", neighbours ? neighbours : json_array());
    if (schedule) {
        LocalTime t = zone_local(schedule->event.zone, facts->now);
        put(root, "offset", json_integer(t.offset_minutes));
        put(root, "event", json_of_text(text_in(schedule, &schedule->event.name)));
        put(root, "languages", languages_json(schedule));
        put(root, "rooms", rooms_json(arena, schedule, facts->now));
        put(root, "notices", notices_json(arena, schedule, facts->now, true));
        put(root, "prepared", notices_json(arena, facts->plan, facts->now, false));
    }
    Str text = dump(arena, root);
    json_decref(root);
    return text;
}
