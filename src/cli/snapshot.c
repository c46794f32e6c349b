/* snapshot.c: `kiosk snapshot`, pictures as files. */
#include "cli/commands.h"

int command_snapshot(const Options *options) {
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    SnapshotSettings settings = {.source = options_source(options, &resources, arena),
                                 .theme = options->theme,
                                 .languages = options->languages,
                                 .language_count = options->language_count,
                                 .width = options->size.width,
                                 .height = options->size.height,
                                 .choice = options->choice,
                                 .view = options->view,
                                 .page = (size_t)options->page,
                                 .is_every_change = options->is_every_change,
                                 .output = options->output};
    int code = (int)snapshot_write(&settings);
    arena_free(arena);
    return code;
}
