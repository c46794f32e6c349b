#include "station/picture_watch.h"

#include "base/address.h"
#include "base/files.h"
#include "live/watch.h"
#include "schedule/pictures.h"

typedef struct {
    Arena *arena;
    Str *items;
    size_t count, capacity;
} Paths;

static void add(Paths *paths, Str folder, Str path) {
    if (path.s[0] == '/' || address_has_scheme(path) || paths->count == WATCH_PATHS_MAX / 2)
        return;
    Str whole = path_join(paths->arena, folder.len ? folder : str_from("."),
                          str_copy(paths->arena, path).s);
    *(Str *)arena_push(paths->arena, &paths->items, &paths->count, &paths->capacity, sizeof(Str),
                       _Alignof(Str)) = whole;
}

const Str *picture_paths(Arena *arena, const Schedule *schedule, Str folder, size_t *count) {
    Paths paths = {.arena = arena};
    if (schedule) {
        size_t named;
        const Str *pictures = schedule_pictures(arena, schedule, &named);
        for (size_t i = 0; i < named; i++)
            for (Str rest = folder, one;; rest = str_slice(rest, one.len + 1, rest.len)) {
                one = str_slice(rest, 0, str_find(rest, "\n"));
                add(&paths, one, pictures[i]);
                if (one.len == rest.len)
                    break;
            }
    }
    *count = paths.count;
    return paths.items;
}
