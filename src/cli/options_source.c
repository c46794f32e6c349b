/* options_source.c: which schedule the options mean. Part of commands.h. */
#include "cli/commands.h"

SourceSettings options_source(const Options *options, const Resources *resources) {
    const DisplayOptions *displays = &options->displays;
    return (SourceSettings){.resources = resources,
                            .path = options->path,
                            .room = options->room,
                            .rooms = displays->rooms,
                            .room_count = displays->room_count,
                            .timezone = options->timezone,
                            .is_demo = options->is_demo,
                            .has_at = options->has_at,
                            .at = options->at};
}
