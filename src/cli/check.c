/* check.c: `kiosk check`, what is wrong with a schedule. */
#include "base/clock.h"
#include "cli/commands.h"
#if __has_include("schedule/checks.h")
#include "schedule/checks.h"
#else
#define schedule_check(schedule, now, found) ((void)0)
#endif

static void print_summary(const Schedule *schedule, Str path) {
    printf("%.*s: %zu sessions in %zu rooms", str_arg(path), schedule->session_count,
           schedule->room_count);
    for (size_t i = 0; i < schedule->day_count && i < 10; i++) {
        const Day *day = &schedule->days[i];
        if (day->is_undated)
            printf(", any day");
        else
            printf(", %04d-%02d-%02d", day->date.year, day->date.month, day->date.day);
    }
    printf(" (%.*s)\n", str_arg(schedule->event.zone_name));
}

int command_check(const Options *options) {
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    SourceSettings settings = options_source(options, &resources);
    Clock clock = clock_system();
    Source *source = source_open(&settings, clock_now(&clock), NULL);
    Diagnostics *found = &source->loaded->diagnostics;

    for (size_t i = 0; i < source->loaded->remark_count; i++)
        printf("%.*s\n", str_arg(source->loaded->remarks[i]));
    if (source->schedule)
        schedule_check(source->schedule, source->now, found);
    diagnostics_sort(found);
    diagnostics_print(found, stdout);
    if (source->schedule)
        print_summary(source->schedule, source->loaded->path);
    if (source->problem.len && (source->schedule || found->count == 0))
        printf("%.*s\n", str_arg(source->problem));

    bool has_warnings = found->counts[SEVERITY_WARNING] > 0 || source->loaded->remark_count > 0;
    int code = !source->schedule || diagnostics_has_errors(found) ? EXIT_SCHEDULE
               : source->is_room_unknown                          ? EXIT_USAGE
               : options->is_strict && has_warnings               ? EXIT_USAGE
                                                                  : EXIT_FINE;
    source_close(source);
    arena_free(arena);
    return code;
}
