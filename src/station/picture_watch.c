#include "station/picture_watch.h"

#include "base/files.h"
#include "live/watch.h"

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

const Str *picture_paths(Arena *arena, const Schedule *schedule, Str folder, size_t *count) {
    Paths paths = {.arena = arena};
    if (schedule) {
        add(&paths, folder, schedule->event.logo);
        for (size_t i = 0; i < schedule->project_count; i++)
            add(&paths, folder, schedule->projects[i].logo);
        for (size_t i = 0; i < schedule->partner_count; i++)
            add(&paths, folder, schedule->partners[i].logo);
    }
    *count = paths.count < WATCH_PATHS_MAX / 2 ? paths.count : WATCH_PATHS_MAX / 2;
    return paths.items;
}
