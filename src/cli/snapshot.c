/* snapshot.c: `kiosk snapshot`, pictures as files. */
#include <stdio.h>

#include "base/file_write.h"
#include "base/files.h"
#include "cli/commands.h"

#define LOG_MODULE "snapshot"

/* As large as the plan says that it is, and turned as it hangs. */
static void take_size(SnapshotSettings *settings, const ScreenPlan *plan) {
    if (!plan->width)
        return;
    settings->width = plan->width;
    settings->height = plan->height;
}

static bool write_index(Arena *arena, const char *output, const ScreenPlans *plans) {
    Str *parts = arena_new(arena, Str, plans->count + 1);
    parts[0] = str_from("<!doctype html>\n<meta charset=\"utf-8\">\n<title>Screens</title>\n"
                        "<style>body{background:#333;font:20px sans-serif}a{color:#eee}</style>\n");
    for (size_t i = 0; i < plans->count; i++)
        parts[i + 1] = str_printf(arena, "<p><a href=\"%.*s/index.html\">%.*s</a></p>\n",
                                  str_arg(plans->items[i].name), str_arg(plans->items[i].name));
    return file_write(path_join(arena, str_from(output), "index.html").s, parts, plans->count + 1,
                      NULL);
}

/* A contact sheet for each screen of the plan, with all its views, in a folder of its name. */
static int write_screens(const Options *options, SnapshotSettings settings,
                         const ScreenPlans *plans, Arena *arena) {
    int code = EXIT_FINE;
    if (!folder_make(options->output))
        return EXIT_OUTPUT;
    for (size_t i = 0; i < plans->count && code == EXIT_FINE; i++) {
        SnapshotSettings own = settings;
        own.source.screen.name = plans->items[i].name;
        own.has_all_views = settings.choice == SNAPSHOT_AUTO;
        take_size(&own, &plans->items[i]);
        own.output =
            path_join(arena, str_from(options->output), str_copy(arena, plans->items[i].name).s).s;
        code = (int)snapshot_write(&own);
    }
    return code == EXIT_FINE && !write_index(arena, options->output, plans) ? EXIT_OUTPUT : code;
}

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
                                 .has_titles = options->has_titles,
                                 .output = options->output};
    bool is_of_all = options->is_every_change && !options->room.len && !options->screen_name;
    ScreenPlans plans = {0};
    if (options->screen_name || is_of_all) {
        options_screen(options, &settings.source, arena);
        plans = source_screens(arena, &settings.source);
        settings.source.follows_plan = plans.count > 0;
    }
    const ScreenPlan *plan =
        options->screen_name ? screen_plan_find(&plans, &settings.source.screen) : NULL;
    int code;
    if (options->screen_name && !plan) {
        log_error("there is no screen \"%s\" in %s", options->screen_name, SCREENS_FILE_NAME);
        code = EXIT_USAGE;
    } else if (plan) {
        take_size(&settings, plan);
        settings.has_all_views = options->choice == SNAPSHOT_AUTO;
        code = (int)snapshot_write(&settings);
    } else {
        code = plans.count ? write_screens(options, settings, &plans, arena)
                           : (int)snapshot_write(&settings);
    }
    arena_free(arena);
    return code;
}
