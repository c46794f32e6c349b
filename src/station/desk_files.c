/* desk_files.c: what the plan names of servers. Part of desk.h. */
#include "station/desk_inner.h"

void desk_collect(Desk *desk, WakeCall *call) {
    const SourceSettings *settings = desk->settings->source;
    Arena *scratch = arena_create();
    Beside found = beside_find(scratch, settings, desk->source);
    if (!desk->collect && found.count && settings->copies.len) {
        desk->collect = beside_start(settings->copies, true);
        if (desk->collect)
            wake_add(desk->wake, collect_fd(desk->collect), call, desk);
    }
    if (desk->collect)
        collect_want(desk->collect, found.addresses, found.count);
    arena_free(desk->refused_arena);
    desk->refused_arena = arena_create();
    desk->refused = arena_new(desk->refused_arena, Str, found.refused_count);
    desk->refused_count = found.refused_count;
    for (size_t i = 0; i < found.refused_count; i++)
        desk->refused[i] = str_copy(desk->refused_arena, found.refused[i]);
    arena_free(scratch);
}
