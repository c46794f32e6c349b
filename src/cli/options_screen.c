/* options_screen.c: what the plan of the venue says of this screen. Part of commands.h. */
#include <string.h>

#include "cli/commands.h"

OwnScreen options_screen(const Options *options, SourceSettings *source, Arena *arena) {
    OwnScreen own = {
        .displays = options->displays, .name = options->screen_name, .groups = options->groups};
    source->follows_plan = true;
    source->is_room_said = options->room.len > 0;
    source->screen =
        (ScreenIdentity){.name = options->screen_name ? str_from(options->screen_name) : (Str){0},
                         .host = screen_host_name(arena),
                         .groups = options->groups ? str_from(options->groups) : (Str){0}};
    ScreenPlans plans = source_screens(arena, source);
    const ScreenPlan *plan = screen_plan_find(&plans, &source->screen);
    if (!plan)
        return own;
    if (!own.displays.has_numbers && plan->has_displays)
        own.displays.displays = plan->displays;
    if (!own.displays.has_rotates && plan->rotate_count) {
        memcpy(own.displays.rotates, plan->rotates, sizeof plan->rotates);
        own.displays.rotate_count = plan->rotate_count;
    }
    if (!own.name)
        own.name = str_copy(arena, plan->name).s;
    if (!own.groups && plan->tag_count)
        own.groups = screen_plan_groups(arena, plan).s;
    return own;
}
