#include "picture/rooms.h"

size_t room_find(const Schedule *schedule, Str name, Arena *arena, Str *problem) {
    size_t room = schedule_room_named(schedule, name);
    if (room != SCHEDULE_NONE)
        return room;

    Str *ids = arena_new(arena, Str, schedule->room_count);
    Str list = {0};
    for (size_t i = 0; i < schedule->room_count; i++) {
        const Room *r = &schedule->rooms[i];
        ids[i] = r->id;
        list = str_printf(arena, "%.*s%s%.*s (%.*s)", str_arg(list), i ? ", " : "", str_arg(r->id),
                          str_arg(localized_get(&r->name, NULL, 0)));
    }
    const Str *nearest = str_nearest(name, ids, schedule->room_count);
    Str hint =
        nearest ? str_printf(arena, "; did you mean \"%.*s\"?", str_arg(*nearest)) : (Str){0};
    *problem = schedule->room_count
                   ? str_printf(arena, "no room \"%.*s\" in %.*s%.*s There are: %.*s",
                                str_arg(name), str_arg(schedule->source_name),
                                str_arg(nearest ? hint : str_from(".")), str_arg(list))
                   : str_printf(arena, "no room \"%.*s\": %.*s has no rooms", str_arg(name),
                                str_arg(schedule->source_name));
    return SCHEDULE_NONE;
}
