/* check.c: `kiosk check`, what is wrong with schedules. */
#include "base/clock.h"
#include "check/preflight.h"
#include "cli/commands.h"

int command_check(const Options *options) {
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    PreflightSettings settings = {.resources = &resources,
                                  .sizes = options->sizes,
                                  .size_count = options->size_count,
                                  .orders = options->orders,
                                  .order_count = options->order_count,
                                  .theme = options->theme,
                                  .state_folder = options->state_folder};
    Clock clock = clock_system();
    CheckReport report = check_report_create(arena);
    size_t count = options->path_count ? options->path_count : 1; /* none: the installed one */
    Source **sources = arena_new(arena, Source *, count);
    for (size_t i = 0; i < count; i++) {
        SourceSettings wanted = options_source(options, &resources, arena);
        wanted.path = options->paths[i];
        sources[i] = source_open(&wanted, clock_now(&clock), NULL);
        wanted.copies = beside_folder(arena, &wanted, NULL); /* of this one */
        settings.path = wanted.path;
        settings.copies = wanted.copies;
        settings.beside = beside_fetch(&wanted, sources[i]);
        preflight_run(&settings, sources[i], &report);
        collect_stop(settings.beside);
    }
    if (options->is_json)
        check_report_print_json(&report, options->is_strict, stdout);
    else
        check_report_print(&report, stdout);
    int code = check_report_exit(&report, options->is_strict);
    for (size_t i = 0; i < count; i++)
        source_close(sources[i]);
    arena_free(arena);
    return code;
}
