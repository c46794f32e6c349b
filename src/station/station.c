#include "station/station.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/shorten.h"
#include "base/steady.h"
#include "live/state_file.h"
#include "station/faces.h"
#include "station/station_inner.h"

#define LOG_MODULE "kiosk"

enum { FAULT_MAX = 511 }; /* bytes of what staff are told */

/* ---- the schedule --------------------------------------------------------------------------- */

/* Keeps what is wrong for staff, and logs it when it is news. */
static void set_fault(Station *station, Str problem) {
    Arena *arena = arena_create();
    Str fault = str_copy(arena, shorten_bytes(problem, FAULT_MAX));
    bool is_news = fault.len && !str_equal(fault, station->fault);
    station->fault = fault;
    arena_free(station->fault_arena);
    station->fault_arena = arena;
    if (!fault.len)
        log_forget(LOG_MODULE);
    if (is_news)
        log_error("%.*s", str_arg(station->fault));
}

/* What is held back after crashes, as it is now. */
static void tell_care(Station *station) {
    Arena *arena = arena_create();
    Str care = care_problem(&station->hold, arena, desk_held(station->desk));
    if (care.len && !str_equal(care, station->care))
        log_error("%.*s", str_arg(care));
    arena_free(station->care_arena);
    station->care_arena = arena;
    station->care = care;
}

/* DeskHooks.show */
static void show_schedule(void *context, bool is_urgent) {
    Station *station = context;
    tell_care(station);
    proof_look(station->proof);
    for (const Face *face = station->faces; face < station->faces_end; face++)
        face->kind->set_schedule(face->self, desk_schedule(station->desk), station->source,
                                 is_urgent);
    /* Among what staff hold from afar and what the keys hold, the last one is right. */
    for (size_t screen = 0; screen < DISPLAYS_MAX; screen++) {
        ViewKind view = VIEW_KIND_COUNT;
        uint32_t held = desk_hold(station->desk, screen, &view) ? 1 + view : 0;
        if (held == station->held[screen])
            continue;
        station->held[screen] = held;
        for (const Face *face = station->faces; face < station->faces_end; face++)
            if (face->kind->hold)
                face->kind->hold(face->self, screen, view);
    }
}

static bool is_reading(const Station *station) {
    return station->reader && reader_is_busy(station->reader);
}

/* True when it has to wait, and is kept for that. */
static bool is_waiting_version(Station *station, Source *fresh) {
    const Source *shown = station->source;
    Settling *settling = &station->settling;
    /* Several are judged one by one, where they are read. Another file of a folder is another day.
     */
    if (fresh->loaded->source_count > 1 || !shown->schedule || !fresh->schedule ||
        !str_equal(shown->loaded->path, fresh->loaded->path))
        return false;
    FileVersion was = settling_version(shown, 0), is = settling_version(fresh, steady_now());
    bool is_on_disk = !fresh->loaded->sources->url.len;
    NewerVerdict verdict = newer_judge(&was, &is, settling->source ? &settling->version : NULL,
                                       is_on_disk && settling->timer >= 0 ? NEWER_SETTLES_IN : 0);
    if (verdict == NEWER_IS_TAKEN)
        return false;
    bool is_known = settling->source && settling->version.hash == is.hash;
    if (is_known)
        is.at = settling->version.at;
    else
        loader_log(fresh->loaded);
    source_close(settling->source);
    settling->source = fresh;
    settling->version = is;
    Arena *arena = fresh->loaded->arena;
    Str why = str_printf(arena, "%.*s: %.*s", str_arg(fresh->loaded->path),
                         str_arg(newer_words(arena, verdict, &was, &is)));
    set_fault(station, why);
    desk_doubt(station->desk, why);
    if (is_on_disk && !is_known)
        settling_begin(settling);
    return true;
}

/* WakeCall of the timer. */
static void read_again(void *context) {
    Station *station = context;
    if (settling_is_due(&station->settling))
        station_reload(station);
}

/* Takes the place of what is shown. */
static void show_source(Station *station, Source *fresh) {
    settling_stop(&station->settling);
    loader_log(fresh->loaded);
    set_fault(station, fresh->problem.len ? fresh->problem : fresh->screens_problem);
    Source *old = station->source;
    station->source = fresh;
    if (settling_waits(fresh, old, true))
        settling_begin(&station->settling);
    desk_set_plan(station->desk, fresh, clock_now(&station->clock));
    source_close(old);
    log_info("schedule read again: %.*s", str_arg(fresh->loaded->path));
}

/* DeskHooks.take */
static bool take_waiting(void *context, Str *problem) {
    Station *station = context;
    if (station->care.len) {
        desk_let_go(station->desk);
        station_reload(station);
        return true;
    }
    Source *fresh = station->settling.source;
    bool is_of_several = settling_waits(station->source, NULL, false);
    if (is_of_several && !is_reading(station)) {
        desk_trust(station->desk);
        station->is_trusting = true;
        station_reload(station);
        return true;
    }
    if (!fresh || is_reading(station) || station->is_reload_wanted) {
        *problem = str_from(fresh || is_of_several
                                ? "the schedule is being read at this moment; say it again"
                                : "no new version of the schedule waits");
        return false;
    }
    station->settling.source = NULL;
    desk_trust(station->desk);
    show_source(station, fresh);
    return true;
}

/* What was read beside the schedule that is shown takes its place, when it is better. */
static void take_reading(Station *station, Source *fresh) {
    if (is_waiting_version(station, fresh))
        return;
    bool is_better = fresh->schedule || !station->source->schedule;
    if (!is_better) {
        Arena *arena = fresh->loaded->arena;
        settling_stop(&station->settling);
        set_fault(station, str_printf(arena, "%.*s (the schedule that is shown stays)",
                                      str_arg(fresh->problem)));
        desk_refuse(station->desk, fresh->problem);
        /* The day has changed, and the new one cannot be read: not again until the next one. */
        station->source->loaded->valid_until = fresh->loaded->valid_until;
        source_close(fresh);
        return;
    }
    show_source(station, fresh);
}

/* Reads the schedule again, beside the one that is shown. */
static void reload(Station *station, Instant now) {
    SourceSettings settings = station->settings->source;
    Arena *scratch = arena_create();
    settings.contents =
        care_contents(&station->hold, scratch, desk_contents(station->desk, scratch));
    settings.is_trusted = station->is_trusting;
    station->is_reload_wanted = station->is_trusting = false;
    if (!station->reader || !reader_start(station->reader, &settings, now, station->source))
        take_reading(station, source_open(&settings, now, station->source));
    arena_free(scratch);
}

/* WakeCall of the reader. */
static void finish_reload(void *context) {
    Station *station = context;
    Source *fresh = reader_take(station->reader);
    if (fresh)
        take_reading(station, fresh);
}

/* When the file has to be read again by itself. */
static Instant reload_due(const Station *station) {
    return is_reading(station) ? INSTANT_NEVER : station->source->loaded->valid_until;
}

/* ---- what the desk asks --------------------------------------------------------------------- */

static void want_reading(void *context) {
    station_reload(context);
}

/* DeskHooks.turn */
static bool turn_page(void *context, int direction, Str *problem) {
    const Station *station = context;
    return faces_turn(station->faces, station->faces_end, direction, problem);
}

/* DeskHooks.lower_third */
static bool show_lower_third(void *context, const LowerThird *third, Arena *arena, Str *answer) {
    const Station *station = context;
    return faces_lower_third(station->faces, station->faces_end, third, arena, answer);
}

/* DeskHooks.screenshot */
static void take_screenshot(void *context, const char *path, int32_t display, int32_t width,
                            const Order *order) {
    const Station *station = context;
    Pixmap picture;
    Str problem;
    Arena *arena = arena_create();
    if (shots_have_room(station->shots, &problem) &&
        station_picture(station, display, &picture, arena, &problem))
        shots_write(station->shots, &picture, width, path, order);
    else
        order_answer(order, EXIT_OUTPUT, problem);
    arena_free(arena);
}

/* DeskHooks.look_again */
static void look_again(void *context) {
    const Station *station = context;
    for (const Face *face = station->faces; face < station->faces_end; face++)
        if (face->kind->look_again)
            face->kind->look_again(face->self);
}

/* DeskHooks.fill_status */
static void fill_status(void *context, Arena *arena, ControlStatus *status) {
    const Station *station = context;
    status->is_simulated = station->clock.is_simulated;
    status->speed = station->clock.speed;
    status->source_error = str_copy(arena, station->fault);
    if (station->is_display_lost)
        status->display_problem =
            str_from("the display's server has ended, and the screen with it: the kiosk has to be "
                     "started again; the stream goes on");
    status->care_problem = station->care;
    status->box_name = station->identity.name;
    status->box_code = station->identity.code;
    status->restarts = station->runs.count;
    status->last_end = station->runs.reason;
    for (const Face *face = station->faces; face < station->faces_end; face++)
        face->kind->status(face->self, arena, status);
}

static DeskSettings desk_settings(Station *station) {
    const StationSettings *settings = station->settings;
    bool is_rehearsal = settings->source.has_at || settings->source.is_demo || settings->speed != 1;
    return (DeskSettings){.source = &settings->source,
                          .clock = &station->clock,
                          .state_folder = settings->state_folder,
                          .screen_name = settings->screen_name,
                          .groups = settings->groups,
                          .follows_groups = settings->follows_groups,
                          .cache_folder = settings->cache_folder,
                          .hold = &station->hold,
                          .is_rehearsal = is_rehearsal,
                          .hooks = {.context = station,
                                    .show = show_schedule,
                                    .read = want_reading,
                                    .turn = turn_page,
                                    .look_again = look_again,
                                    .fill_status = fill_status,
                                    .screenshot = take_screenshot,
                                    .lower_third = show_lower_third,
                                    .take = take_waiting}};
}

/* ---- signals -------------------------------------------------------------------------------- */

static void quit(void *context) {
    station_end(context);
}

static void hang_up(void *context) {
    station_reload(context);
}

static void sleeps(void *context, Millis millis) {
    station_sleeps(context, millis);
}

static void wakes(void *context) {
    station_wakes(context);
}

static void take_clock(void *context) {
    Station *station = context;
    if (station->clock.is_simulated)
        return;
    log_info("the system's clock was set");
    if (station->desk)
        desk_set_clock(station->desk);
    for (const Face *face = station->faces; face < station->faces_end; face++)
        face->kind->clock_set(face->self);
}

/* ---- the loop ------------------------------------------------------------------------------- */

/* Brings everything up to the present; returns when it must be called again at the latest. */
static Instant step(Station *station) {
    Instant now = clock_now(&station->clock), until = station->settings->until;
    if ((station->is_reload_wanted && !is_reading(station)) || now >= reload_due(station))
        reload(station, now);
    desk_tick(station->desk, now);
    Instant next = instant_min(reload_due(station), desk_next(station->desk));
    if (until && now >= until)
        station->is_done = true;
    else if (until)
        next = instant_min(next, until);
    for (const Face *face = station->faces; face < station->faces_end; face++)
        if (face->kind->step)
            next = instant_min(next, face->kind->step(face->self, now));
    return next;
}

/* What was due is on the screen now. */
static void tell_supervisor(Station *station) {
    supervisor_alive(station->supervisor, steady_now());
    if (!supervisor_wants_status(station->supervisor))
        return;
    Arena *arena = arena_create();
    ControlStatus status = {.schedule = desk_schedule(station->desk),
                            .now = clock_now(&station->clock)};
    fill_status(station, arena, &status);
    supervisor_status(station->supervisor,
                      supervisor_line(arena, &status, station_problem(station)));
    arena_free(arena);
}

static void sleep_until(Station *station, Instant next) {
    Millis millis = clock_real_until(&station->clock, next);
    Millis patience = supervisor_patience(station->supervisor, steady_now());
    millis = millis < patience ? millis : patience;
    for (const Face *face = station->faces; face < station->faces_end; face++) {
        if (!face->kind->wait)
            continue;
        face->kind->wait(face->self, millis);
        return;
    }
    wake_wait(station->wake, millis);
}

static void run(Station *station) {
    while (!station->is_done) {
        pulse_busy(station->pulse, "bringing what is shown up to the present");
        Instant next = step(station);
        tell_supervisor(station);
        pulse_busy(station->pulse, "before its sleep: drawing ahead");
        if (!station->is_done)
            sleep_until(station, next);
    }
}

/* ---- beginning and end ---------------------------------------------------------------------- */

/* Milliseconds since the machine was started, those in its sleep included. */
static Millis since_start(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (Millis)now.tv_sec * MILLIS_SECOND + now.tv_nsec / 1000000;
}

/* What the run before left, and how careful this one has to be. */
static void begin_careful(Station *station) {
    Arena *arena = station->arena;
    const DeskSettings *settings = &station->desk_settings;
    bool is_kept = !settings->is_rehearsal || settings->state_folder;
    Str folder = is_kept ? state_folder(arena, settings->state_folder) : (Str){0};
    if (!folder.len)
        return;
    const char *name = settings->screen_name ? settings->screen_name : "kiosk";
    Clock clock = clock_system();
    LocalTime local = zone_local(moment_host_zone(arena), clock_now(&clock));
    Str now = str_printf(arena, "%04d-%02d-%02d %02d:%02d", local.date.year, local.date.month,
                         local.date.day, local.hour, local.minute);
    station->identity = identity_take(arena, state_folder_lasting(arena, settings->state_folder));
    station->runs = restarts_begin(arena, restarts_path(arena, folder, str_from(name)), now,
                                   restarts_boot(arena, control_folder(arena)), since_start());
    if (station->supervisor && restarts_should_wait(&station->runs))
        supervisor_hold_off("the runs before came to no picture");
}

static void read_first(Station *station) {
    SourceSettings settings = station->settings->source;
    settings.contents = desk_first_contents(station->arena, &station->desk_settings);
    station->proven_path = proven_path(station->arena, station->runs.path);
    station->hold = care_begin(station->arena, &station->runs, station->proven_path, &settings,
                               settings.contents);
    settings.contents = care_contents(&station->hold, station->arena, settings.contents);
    Instant now = clock_now(&station->clock);
    for (const Face *face = station->faces; face < station->faces_end; face++)
        if (!station->source && face->kind->read)
            station->source = face->kind->read(face->self, &settings, now);
    if (!station->source)
        station->source = source_open(&settings, now, NULL);
}

/* What is wrong with what was read. A screen without its room waits for it: dark, it would tell
 * nobody that. */
static void judge_source(Station *station) {
    const SourceSettings *settings = &station->settings->source;
    loader_log(station->source->loaded);
    set_fault(station, station->source->problem.len ? station->source->problem
                                                    : station->source->screens_problem);
    if (station->source->is_room_unknown && station_has_displays(station) &&
        settings->room_count == 0 && str_find(settings->room, ",") != SIZE_MAX)
        log_error("rooms for several displays want --display 0,1 or all");
}

static void open_desk(Station *station) {
    settling_open(&station->settling, station->wake, read_again, station);
    station->desk = desk_open(&station->desk_settings, station->wake);
    desk_set_plan(station->desk, station->source, clock_now(&station->clock));
    station->reader = reader_create();
    if (station->reader &&
        !wake_add(station->wake, reader_fd(station->reader), finish_reload, station)) {
        reader_free(station->reader);
        station->reader = NULL;
    }
}

static ExitCode start(Station *station) {
    const StationSettings *settings = station->settings;
    begin_careful(station);
    read_first(station);
    judge_source(station);
    ExitCode code = EXIT_FINE;
    if (settings->source.has_at || settings->speed != 1)
        station->clock = clock_simulated(station->source->now, settings->speed);
    station->wake = wake_open(&(WakeHooks){.context = station,
                                           .sleep = sleeps,
                                           .wake = wakes,
                                           .quit = quit,
                                           .reload = hang_up,
                                           .clock_set = take_clock});
    for (const Face *face = station->faces; face < station->faces_end; face++)
        if (code == EXIT_FINE && face->kind->open)
            code = face->kind->open(face->self, station);
    if (code != EXIT_FINE)
        return code;
    station->shots = shots_create(station->wake);
    open_desk(station);
    for (const Face *face = station->faces; face < station->faces_end; face++)
        if (code == EXIT_FINE)
            code = face->kind->start(face->self, station);
    return code;
}

/* ProofSettings.shown. What is shown in the place of something else was proven before. */
static bool tell_shown(void *context, Arena *arena, Proven *out) {
    const Station *station = context;
    if (station->hold.level != CARE_NONE || !station->source->schedule)
        return false;
    *out = proven_of(arena, station->source);
    desk_changes(station->desk, &out->date, &out->last_number);
    return true;
}

/* From now on it is noticed when the loop hangs, and kept what is shown. */
static void begin_run(Station *station) {
    restarts_shown(&station->runs);
    station->pulse = pulse_start(station->runs.path, &PULSE_LIMITS);
    if (!station->runs.path)
        return;
    station->proof = proof_open(&(ProofSettings){.path = station->proven_path,
                                                 .asked = &station->settings->source,
                                                 .after = PROOF_AFTER,
                                                 .context = station,
                                                 .shown = tell_shown},
                                station->wake);
    proof_look(station->proof);
}

/* What is left of it. A face that is lost on the way never comes back here: it is taken off the
 * list before. */
static void finish(Station *station) {
    proof_close(station->proof);
    station->proof = NULL;
    bool was_running = station->pulse;
    if (!was_running || station->code == EXIT_FINE)
        restarts_end(&station->runs);
    pulse_busy(station->pulse, "at its end: a disk or a network share does not answer");
    supervisor_close(station->supervisor);
    station->supervisor = NULL;
    reader_free(station->reader);
    station->reader = NULL;
    shots_close(station->shots);
    station->shots = NULL;
    while (station->faces_end > station->faces) {
        const Face *face = --station->faces_end;
        face->kind->close(face->self);
    }
    desk_close(station->desk);
    wake_close(station->wake);
    source_close(station->source);
    settling_close(&station->settling);
    arena_free(station->fault_arena);
    arena_free(station->care_arena);
    pulse_stop(station->pulse);
    log_flush();
}

/* Returns whether one is left that anybody sees. */
static bool take_off(Station *station, const void *lost) {
    Face *to = station->own_faces;
    bool has_viewers = false;
    for (const Face *face = station->faces; face < station->faces_end; face++)
        if (face->self != lost) {
            has_viewers |= face->kind->has_viewers;
            *to++ = *face;
        }
    station->faces_end = to;
    return has_viewers;
}

void station_go_on_without(Station *station, const void *lost) {
    bool was_running = station->pulse && !station->is_done;
    if (!station->pulse)
        station->code = EXIT_DISPLAY;
    station->is_display_lost = true;
    bool is_over = !take_off(station, lost);
    if (was_running)
        log_error("the display's server has ended%s",
                  is_over ? "" : "; the stream goes on without the screen");
    if (was_running && is_over) {
        station->code = EXIT_DISPLAY;
        proof_close(station->proof);
        station->proof = NULL;
        restarts_excuse(&station->runs);
        restarts_note(station->runs.path, "the display's server ended");
    } else if (was_running) {
        show_schedule(station, true); /* it may have been on its way to all of them */
        run(station);
    }
    finish(station);
    _exit((int)station->code);
}

ExitCode station_run(const StationSettings *settings) {
    Arena *arena = arena_create();
    Station *station = arena_new(arena, Station, 1);
    *station = (Station){
        .settings = settings, .arena = arena, .clock = clock_system(), .settling.timer = -1};
    memcpy(station->own_faces, settings->faces, sizeof station->own_faces);
    station->faces = station->own_faces;
    station->faces_end = station->own_faces + settings->face_count;
    station->desk_settings = desk_settings(station);
    wake_block_signals();
    log_never_wait();
    station->supervisor = supervisor_open();
    station->code = start(station);
    if (station->code == EXIT_FINE) {
        begin_run(station);
        run(station);
    }
    finish(station);
    ExitCode code = station->code;
    arena_free(arena);
    return code;
}
