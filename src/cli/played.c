/* played.c: `kiosk played`, what was really on the screens. */
#include <errno.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/str_builder.h"
#include "check/played_plan.h"
#include "cli/commands.h"
#include "cli/wall.h"

#define LOG_MODULE "played"

enum { SCREENS_MAX = 200, WIDTH = 1920, HEIGHT = 1080 };

/* ---- the plan ------------------------------------------------------------------------------- */

/* When the log has something of that screen, and at which room's door it was last. */
static Str span_of(const PlayedLog *log, Str screen, Instant *from, Instant *until) {
    Str room = {0};
    *from = INSTANT_NEVER;
    *until = INT64_MIN;
    for (size_t i = 0; i < log->count; i++) {
        const Played *played = &log->items[i];
        if (!str_equal(played->screen, screen))
            continue;
        *from = instant_min(*from, played->from);
        *until = instant_max(*until, played->until);
        room = played->room;
    }
    return room;
}

/* The days of the schedule that the log touches, each from half an hour before its first session
 * to the end of its last, as far as the log goes. */
static Airtime *days_of(Arena *arena, const Source *source, Wall *wall,
                        const PlaylistSettings *settings, Instant from, Instant until,
                        size_t *count) {
    const Schedule *schedule = source->schedule;
    Airtime *days = arena_new(arena, Airtime, schedule->day_count);
    *count = 0;
    for (size_t day = 0; day < schedule->day_count; day++) {
        AirtimeInput *input = arena_new(arena, AirtimeInput, 1);
        *input = (AirtimeInput){
            .schedule = schedule, .settings = *settings, .wall = wall_page, .context = wall};
        if (!airtime_span(schedule, day, &input->from, &input->until))
            continue;
        input->from = instant_max(input->from, from);
        input->until = instant_min(input->until, until);
        if (input->from >= input->until)
            continue;
        wall->at = input->from;
        for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
            input->settings.pages[view] = screen_page_count(wall->screen, view, input->from);
        days[(*count)++] = airtime_create(arena, input);
    }
    return days;
}

/* False, after a line in the log, when there is no such schedule. */
static bool put_plan(StrBuilder *out, const Options *options, const Resources *resources,
                     const PlayedLog *log, Str name, Str partner) {
    Arena *arena = arena_create();
    Instant from, until;
    Str room = span_of(log, name, &from, &until);
    Options wanted = *options;
    wanted.path = options->plan;
    wanted.room = room.len ? room : str_from("all");
    SourceSettings settings = options_source(&wanted, resources, arena);
    settings.follows_plan = true;
    settings.is_room_said = true; /* by the log */
    settings.screen.name = name;
    Source *source = source_open(&settings, from, NULL);
    bool is_there = source->schedule && !source->is_room_unknown;
    if (!is_there)
        log_error("%.*s", str_arg(source->problem));
    const ScreenPlan *plan = source->screen;
    ScreenSettings look = {.resources = resources,
                           .pictures.copies = settings.copies,
                           .font_folder = source->loaded->folder,
                           .name = name,
                           .groups = plan ? screen_plan_groups(arena, plan) : (Str){0},
                           .width = plan && plan->width ? plan->width : WIDTH,
                           .height = plan && plan->height ? plan->height : HEIGHT};
    Wall wall = {.screen = is_there ? screen_create(&look) : NULL};
    if (wall.screen) {
        screen_set_schedule(wall.screen, source->schedule, source->room, source->loaded->folders);
        PlaylistSettings cycle = {
            .room = source->room, .screen_name = look.name, .screen_groups = look.groups};
        PlayedPlan planned = {.screen = name};
        planned.days = days_of(arena, source, &wall, &cycle, from, until, &planned.day_count);
        str_builder_put(out, options->is_csv ? played_plan_csv(arena, log, &planned, partner)
                                             : played_plan_text(arena, log, &planned, partner));
    }
    is_there &= wall.screen != NULL;
    screen_free(wall.screen);
    source_close(source);
    arena_free(arena);
    return is_there;
}

/* Of each screen that the log has. */
static bool put_plans(StrBuilder *out, const Options *options, const PlayedLog *log, Str partner) {
    Resources resources = resources_find(out->arena);
    Str names[SCREENS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < log->count; i++) {
        bool is_known = count == SCREENS_MAX;
        for (size_t k = 0; k < count && !is_known; k++)
            is_known = str_equal(names[k], log->items[i].screen);
        if (!is_known)
            names[count++] = log->items[i].screen;
    }
    bool is_good = true;
    for (size_t i = 0; i < count && is_good; i++)
        is_good = put_plan(out, options, &resources, log, names[i], partner);
    return is_good;
}

/* An id with a slip in it looks like a partner who was never seen. */
static void tell_unknown_partner(Arena *arena, const PlayedLog *log, Str partner) {
    Str known[PLAYED_PARTNERS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < log->count; i++)
        for (size_t k = 0; k < log->items[i].partner_count; k++) {
            Str id = log->items[i].partners[k];
            bool is_known = count == countof(known);
            for (size_t n = 0; n < count && !is_known; n++)
                is_known = str_equal_nocase(known[n], id);
            if (str_equal_nocase(id, partner))
                return;
            if (!is_known)
                known[count++] = id;
        }
    Str list = {0};
    for (size_t i = 0; i < count; i++)
        list = str_printf(arena, "%.*s%s%.*s", str_arg(list), i ? ", " : "", str_arg(known[i]));
    log_warning("the log has no partner \"%.*s\"; it has %.*s", str_arg(partner),
                str_arg(count ? list : str_from("none at all")));
}

/* ---- the command ---------------------------------------------------------------------------- */

int command_played(const Options *options) {
    Arena *arena = arena_create();
    int code = EXIT_FINE;
    Str bytes;
    if (!options->path) {
        log_error("name the log that kiosk --played FILE keeps");
        code = EXIT_USAGE;
    } else if (!file_read(arena, options->path, &bytes)) {
        log_error("%s: %s", options->path, file_error_words(errno));
        code = EXIT_USAGE;
    } else {
        PlayedLog log = played_read(arena, bytes);
        Str partner = options->partner ? str_from(options->partner) : (Str){0};
        if (partner.len)
            tell_unknown_partner(arena, &log, partner);
        StrBuilder out = {.arena = arena};
        str_builder_put(&out, options->is_csv ? played_csv(arena, &log, partner)
                                              : played_text(arena, &log, partner));
        if (options->plan && !put_plans(&out, options, &log, partner))
            code = EXIT_SCHEDULE;
        bool is_written = fwrite(out.s, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
        code = is_written ? code : EXIT_OUTPUT;
    }
    arena_free(arena);
    return code;
}
