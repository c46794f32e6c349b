/* desk_own.c: which screen this is, and which of staff's changes are for it. Part of desk.h. */
#include "station/desk_inner.h"

Str desk_screen_name(const Desk *desk, Arena *arena) {
    const char *wanted = desk->settings->screen_name ? desk->settings->screen_name : "kiosk";
    return desk->control ? control_name(desk->control, arena) : str_from(wanted);
}

void desk_take_groups(Desk *desk) {
    const Source *source = desk->source;
    Str rest = str_from(desk->settings->groups);
    if (desk->settings->follows_groups && source && source->screen)
        rest = source->screen_groups;
    arena_free(desk->groups_arena);
    desk->groups_arena = arena_create();
    rest = str_copy(desk->groups_arena, rest);
    desk->groups = arena_new(desk->groups_arena, Str, rest.len + 1);
    desk->group_count = 0;
    while (rest.len) {
        size_t end = str_find(rest, ",");
        Str name = str_trim(str_slice(rest, 0, end));
        if (name.len)
            desk->groups[desk->group_count++] = name;
        rest = end == SIZE_MAX ? (Str){0} : str_slice(rest, end + 1, rest.len);
    }
}

void desk_find_own(Desk *desk) {
    live_free(desk->own);
    Arena *scratch = arena_create();
    desk->own = live_for_screen(desk->state, desk_screen_name(desk, scratch), desk->groups,
                                desk->group_count);
    arena_free(scratch);
    desk->held_count = desk->settings->hold ? care_filter(desk->settings->hold, desk->own) : 0;
}

LiveState *desk_find_free(const Desk *desk) {
    LiveState *all = live_copy(desk->state);
    if (desk->settings->hold)
        care_filter(desk->settings->hold, all);
    return all;
}

void desk_changes(const Desk *desk, Date *date, int32_t *last_number) {
    *date = desk->state ? desk->state->date : (Date){0};
    *last_number = desk->state ? desk->state->last_number : 0;
}
