/* rehearse.c: `kiosk rehearse`, a day in minutes, or told in a table. */
#include <string.h>

#include "base/clock.h"
#include "check/airtime.h"
#include "cli/commands.h"
#include "cli/wall.h"
#include "schedule/now_next.h"

#define LOG_MODULE "rehearse"

/* Today's day, or that of --at; else the first that has sessions. */
static bool find_day(const Source *source, Instant *from, Instant *until) {
    const Schedule *schedule = source->schedule;
    size_t today = schedule_day_at(schedule, source->now);
    if (today != SCHEDULE_NONE && airtime_span(schedule, today, from, until))
        return true;
    for (size_t day = 0; day < schedule->day_count; day++)
        if (airtime_span(schedule, day, from, until))
            return true;
    return false;
}

static int print_report(const Options *options, const Resources *resources, const Source *source,
                        Instant from, Instant until) {
    Arena *arena = arena_create();
    ScreenSettings settings = {.resources = resources,
                               .pictures.copies = options_source(options, resources, arena).copies,
                               .font_folder = source->loaded->folder,
                               .width = options->size.width,
                               .height = options->size.height,
                               .theme = options->theme,
                               .languages = options->languages,
                               .language_count = options->language_count};
    Wall wall = {.screen = screen_create(&settings), .at = from};
    int code = EXIT_FONTS;
    if (wall.screen) {
        screen_set_schedule(wall.screen, source->schedule, source->room, source->loaded->folders);
        AirtimeInput input = {.schedule = source->schedule,
                              .settings = {.room = source->room,
                                           .is_held = options->choice == SNAPSHOT_VIEW,
                                           .held = options->view},
                              .from = from,
                              .until = until,
                              .wall = wall_page,
                              .context = &wall};
        for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
            input.settings.pages[view] = screen_page_count(wall.screen, view, from);
        Airtime report = airtime_create(arena, &input);
        Str text = options->is_csv ? airtime_csv(arena, &report) : airtime_text(arena, &report);
        bool is_written = fwrite(text.s, 1, text.len, stdout) == text.len && fflush(stdout) == 0;
        code = is_written ? EXIT_FINE : EXIT_OUTPUT;
    }
    screen_free(wall.screen);
    arena_free(arena);
    return code;
}

/* As --at would say it. */
static Moment moment_of(Instant at) {
    LocalTime local = zone_local(zone_utc(), at);
    Instant midnight = zone_instant(zone_utc(), local.date, 0, NULL);
    return (Moment){.has_date = true,
                    .date = local.date,
                    .millis = (int32_t)(at - midnight),
                    .has_offset = true};
}

int command_rehearse(const Options *options) {
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    SourceSettings settings = options_source(options, &resources, arena);
    Clock clock = clock_system();
    Source *source = source_open(&settings, clock_now(&clock), NULL);
    Instant from = 0, until = 0;
    int code = EXIT_SCHEDULE;
    if (source->problem.len) {
        log_error("%.*s", str_arg(source->problem));
    } else if (!find_day(source, &from, &until)) {
        log_error("%.*s has no sessions to rehearse", str_arg(source->loaded->path));
    } else {
        if (options->has_at)
            from = source->now;
        if (options->is_report) {
            code = print_report(options, &resources, source, from, until);
        } else {
            Options run = *options;
            run.has_at = true;
            run.at = moment_of(from);
            run.until = until;
            code = command_run(&run);
        }
    }
    source_close(source);
    arena_free(arena);
    return code;
}
