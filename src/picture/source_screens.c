#include "picture/source_screens.h"

#include "base/address.h"
#include "base/files.h"

enum { SCREENS_BYTES_MAX = 1024 * 1024 };

Str screens_path_of(Arena *arena, const SourceSettings *settings) {
    const char *path = settings->path;
    if (path && address_is_web(path))
        return (Str){0};
    if (!path)
        return settings->resources->schedules.len
                   ? path_join(arena, settings->resources->schedules, SCREENS_FILE_NAME)
                   : (Str){0};
    Str folder = folder_exists(path) ? str_from(path) : path_folder(arena, str_from(path));
    bool is_here = folder.len == 0 || str_equal_c(folder, ".");
    return is_here ? str_from(SCREENS_FILE_NAME) : path_join(arena, folder, SCREENS_FILE_NAME);
}

/* Does a line begin with "screens:"? Most schedules have none, and need not be read twice. */
static bool has_screens(Str bytes) {
    static const char KEY[] = "screens:";
    return str_starts(bytes, KEY) || str_find(bytes, "\nscreens:") != SIZE_MAX;
}

/* The bytes of screens.yaml, or of a schedule that has `screens`; empty: neither. */
static Str read_bytes(Source *source, const SourceSettings *settings, bool *is_schedule) {
    Arena *arena = source->loaded->arena;
    Str path = screens_path_of(arena, settings), bytes;
    *is_schedule = false;
    if (path.len && file_read_within(arena, path.s, SCREENS_BYTES_MAX, &bytes) && bytes.len) {
        source->screens_path = path;
        return bytes;
    }
    path = source->loaded->path;
    bool is_yaml = str_ends(path, ".yaml") || str_ends(path, ".yml");
    if (!is_yaml || address_is_web(path.s) ||
        !file_read_within(arena, path.s, SCREENS_BYTES_MAX, &bytes) || !has_screens(bytes))
        return (Str){0};
    source->screens_path = path;
    *is_schedule = true;
    return bytes;
}

/* The plans in the bytes; false when something in them is wrong. */
static bool read_plans(Source *source, const SourceSettings *settings, Str bytes,
                       bool is_schedule) {
    Arena *arena = source->loaded->arena;
    source->screens_found = diagnostics_create(arena, source->screens_path, bytes);
    source->screens = screen_plans_read(arena, bytes, is_schedule, &source->screens_found);
    Str themes = settings->resources->assets.len
                     ? path_join(arena, settings->resources->assets, "themes")
                     : (Str){0};
    screen_plans_check(&source->screens, source->schedule, themes, &source->screens_found);
    return !diagnostics_has_errors(&source->screens_found);
}

static Str first_error(Source *source) {
    const Diagnostics *found = &source->screens_found;
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].severity == SEVERITY_ERROR)
            return diagnostic_format_line(source->loaded->arena, found, &found->items[i]);
    return (Str){0};
}

/* Somebody who says which screen this is, is told when the plan has no such one. */
static void find_own(Source *source, const SourceSettings *settings) {
    Arena *arena = source->loaded->arena;
    source->screen = screen_plan_find(&source->screens, &settings->screen);
    if (source->screen || !settings->screen.name.len || source->screens.count == 0)
        return;
    Str *names = arena_new(arena, Str, source->screens.count);
    for (size_t i = 0; i < source->screens.count; i++)
        names[i] = source->screens.items[i].name;
    const Str *near = str_nearest(settings->screen.name, names, source->screens.count);
    if (near)
        source->screens_problem = str_printf(
            arena, "%.*s has no screen \"%.*s\"; did you mean \"%.*s\"?",
            str_arg(source->screens_path), str_arg(settings->screen.name), str_arg(*near));
}

ScreenPlans source_screens(Arena *arena, const SourceSettings *settings) {
    Str path = screens_path_of(arena, settings), bytes;
    bool is_schedule = false;
    if (!path.len)
        return (ScreenPlans){0};
    if (!file_read_within(arena, path.s, SCREENS_BYTES_MAX, &bytes) || !bytes.len) {
        path = settings->path ? str_from(settings->path) : (Str){0};
        is_schedule = true;
        if (!(str_ends(path, ".yaml") || str_ends(path, ".yml")) ||
            !file_read_within(arena, settings->path, SCREENS_BYTES_MAX, &bytes) ||
            !has_screens(bytes))
            return (ScreenPlans){0};
    }
    Diagnostics found = diagnostics_create(arena, path, bytes);
    return screen_plans_read(arena, bytes, is_schedule, &found);
}

void source_take_screens(Source *source, const SourceSettings *settings, const Source *former) {
    Arena *arena = source->loaded->arena;
    bool is_schedule;
    if (!settings->follows_plan)
        return;
    Str bytes = read_bytes(source, settings, &is_schedule);
    if (bytes.len == 0)
        return;
    bool is_good = read_plans(source, settings, bytes, is_schedule);
    source->screens_bytes = bytes;
    if (!is_good) {
        source->screens_problem = first_error(source);
        Diagnostics found = source->screens_found;
        if (former && former->screens_bytes.len) { /* the last good plan stays */
            source->screens_bytes = str_copy(arena, former->screens_bytes);
            read_plans(source, settings, source->screens_bytes, is_schedule);
        }
        source->screens_found = found;
    }
    find_own(source, settings);
    if (source->screen)
        source->screen_groups = screen_plan_groups(arena, source->screen);
    if (source->screen)
        screen_plan_apply(source->screen, source->loaded->schedule);
}
