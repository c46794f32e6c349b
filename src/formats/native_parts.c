/* native_parts.c: what days, notices and the rest of the file have in common: rooms and local
 * times. Part of native.h. */
#include "formats/native.h"

enum { DAY_MINUTES = 24 * 60 };

int32_t native_on_day(const Native *native, int32_t minutes) {
    return minutes < native->draft.event.day_change ? minutes + DAY_MINUTES : minutes;
}

Instant native_instant(Native *native, Date date, int32_t minutes, Position at) {
    ZoneTimeKind kind;
    const Zone *zone = native->draft.event.zone;
    Instant instant = zone_instant(zone, date, minutes, &kind);
    LocalTime local = zone_local(zone, instant);
    if (kind == ZONE_TIME_SKIPPED)
        diagnostics_add(native->fields.diagnostics, SEVERITY_WARNING, "skipped-time", at,
                        "write the time that the clocks show then",
                        "the clocks are put forward over this time on that day; %02d:%02d is used",
                        (int)local.hour, (int)local.minute);
    else if (kind == ZONE_TIME_TWICE)
        diagnostics_add(native->fields.diagnostics, SEVERITY_WARNING, "doubled-time", at,
                        "give the session another time, or tell the audience which of the two",
                        "the clocks are put back on that day, so this time comes twice; the first "
                        "one is used");
    return instant;
}

void native_report_many_rooms(Native *native, Position at) {
    if (!native->has_too_many_rooms)
        diagnostics_add(native->fields.diagnostics, SEVERITY_ERROR, "too-large", at, NULL,
                        "more than %d rooms; the others are left out, and what is in them",
                        DRAFT_ROOMS_MAX);
    native->has_too_many_rooms = true;
}

const size_t *native_read_rooms(Native *native, const Node *map, size_t *count) {
    static const char *const KEYS[] = {"room", "rooms"};
    size_t *rooms = NULL;
    size_t capacity = 0;
    *count = 0;
    native->is_room_lost = false;
    for (size_t k = 0; k < countof(KEYS); k++) {
        const Node *node = fields_get(map, KEYS[k]);
        size_t item_count;
        const Node *const *items = fields_list(&node, &item_count);
        for (size_t i = 0; i < item_count; i++) {
            Str word = fields_word(&native->fields, items[i], "room");
            if (word.len == 0 || node_is_null(items[i]))
                continue;
            size_t room = draft_room(&native->draft, word, items[i]->at);
            if (room == SCHEDULE_NONE) {
                native_report_many_rooms(native, items[i]->at);
                native->is_room_lost = true;
                continue;
            }
            if (*count &&
                session_is_in_room(&(Session){.rooms = rooms, .room_count = *count}, room))
                continue;
            size_t *place = arena_push(native->draft.arena, &rooms, count, &capacity,
                                       sizeof(size_t), _Alignof(size_t));
            *place = room;
        }
    }
    return rooms;
}
