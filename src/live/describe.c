/* describe.c: what a change did, told to the person who made it. Part of changes.h. */
#include "live/describe.h"

#include "live/kinds.h"

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

const Session *describe_session(const Schedule *schedule, Str id) {
    for (size_t i = 0; schedule && i < schedule->session_count; i++)
        if (str_equal(schedule->sessions[i].id, id))
            return &schedule->sessions[i];
    return NULL;
}

Str live_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    const Kind *kind = kind_row(op->kind);
    return kind->describe ? kind->describe(arena, before, after, op) : (Str){0};
}
