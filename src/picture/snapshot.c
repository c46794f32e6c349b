#include "picture/snapshot.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/files.h"
#include "base/log.h"
#include "output/png.h"
#include "picture/beside.h"
#include "picture/screen.h"
#include "picture/titles.h"
#include "schedule/now_next.h"
#include "schedule/slides.h"
#include "schedule/view_content.h"

#define LOG_MODULE "snapshot"

typedef struct {
    const SnapshotSettings *settings;
    Arena *arena; /* owned */
    Screen *screen;
    Collect *beside; /* owned; NULL: all is here */
    const Source *source;
    Pixmap pixels;
    const Str *names; /* contact sheet: files written, for the index */
    size_t name_count, name_capacity;
} Shoot;

static bool is_folder_name(const char *path) {
    size_t len = strlen(path);
    return folder_exists(path) || (len && path[len - 1] == '/');
}

static bool write_picture(Shoot *shoot, const Slide *slide, Instant at, const char *path) {
    screen_draw(shoot->screen, slide, at, &shoot->pixels);
    /* Who writes "new/" wants a folder. */
    FileWrite how = {.may_wait = true, .makes_folders = is_folder_name(shoot->settings->output)};
    if (png_write_as(&shoot->pixels, path, &how))
        return true;
    log_error("%s: %s", path, file_error_words(errno));
    return false;
}

/* The slide that a screen with `hold` shows, on the page that was asked for. */
static bool choose_slide(Shoot *shoot, ScreenHold hold, Instant at, Slide *slide) {
    *slide = screen_slide_at(shoot->screen, hold, at);
    if (shoot->settings->page == 0)
        return true;
    size_t pages = screen_page_count(shoot->screen, slide->view, at);
    if (shoot->settings->page > pages) {
        log_error("%s has %zu page%s at this size", view_kind_name(slide->view), pages,
                  pages == 1 ? "" : "s");
        return false;
    }
    slide->page = shoot->settings->page - 1;
    return true;
}

/* "out.png" and "agenda" make "out-agenda.png"; "out/" makes "out/agenda.png". */
static const char *view_path(Shoot *shoot, ViewKind view) {
    const char *output = shoot->settings->output;
    const char *name = view_kind_name(view);
    if (is_folder_name(output))
        return path_join(shoot->arena, str_from(output), arena_printf(shoot->arena, "%s.png", name))
            .s;
    Str stem = str_from(output);
    if (str_ends(stem, ".png"))
        stem.len -= strlen(".png");
    return arena_printf(shoot->arena, "%.*s-%s.png", str_arg(stem), name);
}

static ExitCode write_one(Shoot *shoot) {
    const SnapshotSettings *settings = shoot->settings;
    Instant at = shoot->source->now;
    ScreenHold hold = {.is_held = settings->choice == SNAPSHOT_VIEW, .view = settings->view};
    Slide slide;
    if (!choose_slide(shoot, hold, at, &slide))
        return EXIT_USAGE;
    const char *path =
        is_folder_name(settings->output) ? view_path(shoot, slide.view) : settings->output;
    return write_picture(shoot, &slide, at, path) ? EXIT_FINE : EXIT_OUTPUT;
}

static ExitCode write_all(Shoot *shoot) {
    Instant at = shoot->source->now;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
        Slide slide = screen_slide_at(shoot->screen, (ScreenHold){true, view}, at);
        if (!write_picture(shoot, &slide, at, view_path(shoot, view)))
            return EXIT_OUTPUT;
    }
    return EXIT_FINE;
}

/* "0925-now_next.png", with the date before it when the schedule has several days, and a number
 * behind it of all pages but the first. */
static Str change_name(Shoot *shoot, const Slide *slide, size_t number, Instant at) {
    const Schedule *schedule = shoot->source->schedule;
    LocalTime local = zone_local(schedule->event.zone, at);
    Str behind = number > 0 ? str_printf(shoot->arena, "-%zu", number) : (Str){0};
    Str time = str_printf(shoot->arena, "%02d%02d-%s%.*s.png", local.hour, local.minute,
                          view_kind_name(slide->view), str_arg(behind));
    if (schedule->day_count < 2)
        return time;
    Date day = zone_conference_date(schedule->event.zone, at, schedule->event.day_change);
    return str_printf(shoot->arena, "%04d-%02d-%02d-%.*s", day.year, day.month, day.day,
                      str_arg(time));
}

static bool write_named(Shoot *shoot, const Slide *slide, size_t number, Instant at) {
    Str name = change_name(shoot, slide, number, at);
    Str *names = (Str *)shoot->names;
    *(Str *)arena_push(shoot->arena, &names, &shoot->name_count, &shoot->name_capacity,
                       sizeof *names, _Alignof(Str)) = name;
    shoot->names = names;
    return write_picture(shoot, slide, at,
                         path_join(shoot->arena, str_from(shoot->settings->output), name.s).s);
}

static bool write_change(Shoot *shoot, ScreenHold hold, Instant at) {
    Slide slide;
    if (!choose_slide(shoot, hold, at, &slide) || !write_named(shoot, &slide, 0, at))
        return false;
    size_t pages = shoot->settings->has_all_views && slide.view == hold.view
                       ? screen_page_count(shoot->screen, slide.view, at)
                       : 1;
    for (size_t page = 1; page < pages; page++) {
        slide.page = page;
        if (!write_named(shoot, &slide, page + 1, at))
            return false;
    }
    return true;
}

/* Each of the house's slides once, at the first moment of the day at which it is seen there: which
 * of them is due at some change is chance. */
static bool write_slides(Shoot *shoot, Date date, Instant opening) {
    const Source *source = shoot->source;
    const Schedule *schedule = source->schedule;
    SlidePlace place = {.room = schedule_door(schedule, source->room),
                        .is_foyer = source->room == SCHEDULE_NONE};
    if (source->screen) {
        place.name = source->screen->name;
        place.groups = screen_plan_groups(shoot->arena, source->screen);
    }
    for (size_t i = 0; i < schedule->slide_count; i++) {
        Instant from, until;
        if (!slide_is_for(&schedule->slides[i], &place) ||
            !slide_time_on(schedule, &schedule->slides[i], date, &from, &until))
            continue;
        Instant at = opening > from && opening < until ? opening : from;
        Slide slide = {.view = VIEW_SLIDES,
                       .item = i,
                       .pages = 1,
                       .began = at,
                       .from = at,
                       .until = INSTANT_NEVER};
        if (!write_named(shoot, &slide, i + 1, at))
            return false;
    }
    return true;
}

static bool write_index(Shoot *shoot) {
    const char *path = path_join(shoot->arena, str_from(shoot->settings->output), "index.html").s;
    Str title = localized_get(&shoot->source->schedule->event.name, NULL, 0);
    Str *parts = arena_new(shoot->arena, Str, shoot->name_count + 1);
    parts[0] = str_printf(
        shoot->arena,
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>%.*s</title>\n"
        "<style>body{background:#333;color:#eee;font:16px sans-serif}"
        "figure{display:inline-block;margin:8px}img{width:480px;display:block}</style>\n",
        str_arg(title));
    for (size_t i = 0; i < shoot->name_count; i++)
        parts[i + 1] = str_printf(shoot->arena,
                                  "<figure><a href=\"%.*s\"><img src=\"%.*s\" alt=\"\"></a>"
                                  "<figcaption>%.*s</figcaption></figure>\n",
                                  str_arg(shoot->names[i]), str_arg(shoot->names[i]),
                                  str_arg(shoot->names[i]));
    bool is_written = file_write(path, parts, shoot->name_count + 1, NULL);
    if (!is_written)
        log_error("%s: %s", path, file_error_words(errno));
    return is_written;
}

/* The day of --at alone, else all days. */
static ExitCode write_changes(Shoot *shoot) {
    const SnapshotSettings *settings = shoot->settings;
    const Schedule *schedule = shoot->source->schedule;
    size_t only =
        settings->source.has_at ? schedule_day_at(schedule, shoot->source->now) : SCHEDULE_NONE;
    if (!folder_make(settings->output)) {
        log_error("%s: %s", settings->output, strerror(errno));
        return EXIT_OUTPUT;
    }
    for (size_t day = 0; day < schedule->day_count; day++) {
        if (only != SCHEDULE_NONE && day != only)
            continue;
        size_t count;
        const Instant *changes =
            schedule_day_changes(shoot->arena, schedule, day, shoot->source->room, &count);
        for (size_t i = 0; i < count; i++) {
            bool is_all = settings->choice == SNAPSHOT_ALL;
            for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
                /* What the playlist shows at such a moment is chance: now/next is meant. */
                ViewKind wanted =
                    settings->choice == SNAPSHOT_VIEW ? settings->view : VIEW_NOW_NEXT;
                bool is_own =
                    settings->has_all_views && view_is_wanted(schedule, shoot->source->room, view);
                if (settings->has_all_views ? !is_own || view == VIEW_SLIDES
                                            : !is_all && view != wanted)
                    continue;
                if (!write_change(shoot, (ScreenHold){true, view}, changes[i]))
                    return EXIT_OUTPUT;
            }
        }
        if (settings->has_all_views && count > 0 &&
            view_is_wanted(schedule, shoot->source->room, VIEW_SLIDES) &&
            !write_slides(shoot, schedule->days[day].date, changes[0]))
            return EXIT_OUTPUT;
    }
    if (shoot->name_count == 0)
        log_warning("nothing starts or ends on this day");
    return write_index(shoot) ? EXIT_FINE : EXIT_OUTPUT;
}

ExitCode snapshot_write(const SnapshotSettings *settings) {
    ExitCode code = EXIT_SCHEDULE;
    Clock clock = clock_system();
    Source *source = source_open(&settings->source, clock_now(&clock), NULL);
    Shoot shoot = {.settings = settings, .arena = arena_create(), .source = source};
    loader_log(source->loaded);
    if (!source->schedule || source->is_room_unknown) {
        log_error("%.*s", str_arg(source->problem));
        code = source->is_room_unknown ? EXIT_USAGE : EXIT_SCHEDULE;
        goto end;
    }
    shoot.beside = beside_fetch(&settings->source, source);
    ScreenSettings screen = {.resources = settings->source.resources,
                             .pictures.copies = settings->source.copies,
                             .font_folder = source->loaded->folder,
                             .width = settings->width,
                             .height = settings->height,
                             .theme = settings->theme,
                             .languages = settings->languages,
                             .language_count = settings->language_count};
    if (source->screen) {
        screen.name = source->screen->name;
        screen.groups = screen_plan_groups(shoot.arena, source->screen);
    }
    shoot.screen = screen_create(&screen);
    if (!shoot.screen) {
        code = EXIT_FONTS;
        goto end;
    }
    if (source->screens_problem.len)
        log_error("%.*s", str_arg(source->screens_problem));
    if (source->screen)
        screen_set_ways(shoot.screen, &source->screen->ways);
    screen_set_schedule(shoot.screen, source->schedule, source->room, source->loaded->folders);
    shoot.pixels = pixmap_create(settings->width, settings->height);
    code = settings->has_titles               ? titles_write(shoot.screen, source, settings->output)
           : settings->is_every_change        ? write_changes(&shoot)
           : settings->choice == SNAPSHOT_ALL ? write_all(&shoot)
                                              : write_one(&shoot);
end:
    pixmap_free(&shoot.pixels);
    screen_free(shoot.screen);
    collect_stop(shoot.beside);
    source_close(source);
    arena_free(shoot.arena);
    return code;
}
