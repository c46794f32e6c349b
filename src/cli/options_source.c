/* options_source.c: which schedule the options mean. Part of commands.h. */
#include "cli/commands.h"
#include "live/state_file.h"
#include "picture/beside.h"

SourceSettings options_source(const Options *options, const Resources *resources, Arena *arena) {
    const DisplayOptions *displays = &options->displays;
    SourceSettings settings = {.resources = resources,
                               .path = options->path,
                               .also = options->also,
                               .also_count = options->also_count,
                               .room = options->room,
                               .rooms = displays->rooms,
                               .room_count = displays->room_count,
                               .timezone = options->timezone,
                               .hints = options->hints,
                               .is_demo = options->is_demo,
                               .has_at = options->has_at,
                               .no_remote_pictures = options->no_remote_pictures,
                               .at = options->at};
    settings.copies = beside_folder(arena, &settings, NULL);
    return settings;
}

const char *options_given_up(const Options *options, Arena *arena) {
    bool is_rehearsal = options->has_at || options->is_demo || options->speed != 1;
    if (is_rehearsal && !options->state_folder)
        return NULL;
    Str folder = state_folder(arena, options->state_folder);
    return folder.len ? str_printf(arena, "%.*s/pictures-given-up", str_arg(folder)).s : NULL;
}
