#include "station/picture_watch.h"

#include <string.h>

#include "base/files.h"

typedef struct {
    Arena *arena;
    Str *items;
    size_t count, capacity;
} Paths;

/* A logo may stand for several partners. */
static void add(Paths *paths, Str folder, Str path) {
    if (!path.len || path.s[0] == '/' || str_find(path, "://") != SIZE_MAX)
        return;
    Str whole = path_join(paths->arena, folder.len ? folder : str_from("."),
                          str_copy(paths->arena, path).s);
    for (size_t i = 0; i < paths->count; i++)
        if (str_equal(paths->items[i], whole))
            return;
    *(Str *)arena_push(paths->arena, &paths->items, &paths->count, &paths->capacity, sizeof(Str),
                       _Alignof(Str)) = whole;
}

void watch_pictures(Watch *watch, const Schedule *schedule, Str folder, uint32_t tag) {
    Paths paths = {.arena = arena_create()};
    if (schedule) {
        add(&paths, folder, schedule->event.logo);
        for (size_t i = 0; i < schedule->project_count; i++)
            add(&paths, folder, schedule->projects[i].logo);
        for (size_t i = 0; i < schedule->partner_count; i++)
            add(&paths, folder, schedule->partners[i].logo);
    }
    watch_remove(watch, tag);
    for (size_t i = 0; i < paths.count && i < WATCH_PATHS_MAX / 2; i++)
        watch_add(watch, paths.items[i].s, WATCH_WRITTEN, tag);
    arena_free(paths.arena);
}
