#include "station/overlay_run.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "station/desk.h"

#define LOG_MODULE "overlay"

enum { CODES_MAX = 64, TICK_MS = 10000, CODE_OVER = WAKE_FIRST_FREE + 200 };

typedef struct {
    const OverlayRunSettings *settings;
    Arena *arena; /* owned */
    Clock clock;
    Source *source; /* owned */
    DeskSettings desk_settings;
    Desk *desk;            /* owned */
    Wake *wake;            /* owned */
    OverlayServer *server; /* owned; NULL before it is started */
    bool is_done;
    /* what woke us, from the waiting thread */
    pthread_mutex_t mutex;
    pthread_cond_t change;
    int codes[CODES_MAX];
    size_t code_count;
} Run;

/* Wake's thread. A code that is there already need not come twice. */
static void push_code(void *context, int code) {
    Run *run = context;
    pthread_mutex_lock(&run->mutex);
    bool is_known = false;
    for (size_t i = 0; i < run->code_count; i++)
        is_known |= run->codes[i] == code;
    if (!is_known && run->code_count < CODES_MAX)
        run->codes[run->code_count++] = code;
    pthread_cond_signal(&run->change);
    pthread_mutex_unlock(&run->mutex);
}

/* Waits for codes, at most `millis`; returns how many there are. */
static size_t wait_for_codes(Run *run, Millis millis, int *codes) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t nanos = until.tv_nsec + millis % 1000 * 1000000;
    until.tv_sec += (time_t)(millis / 1000 + nanos / 1000000000);
    until.tv_nsec = (long)(nanos % 1000000000);
    pthread_mutex_lock(&run->mutex);
    while (run->code_count == 0)
        if (pthread_cond_timedwait(&run->change, &run->mutex, &until) != 0)
            break;
    size_t count = run->code_count;
    memcpy(codes, run->codes, count * sizeof *codes);
    run->code_count = 0;
    pthread_mutex_unlock(&run->mutex);
    return count;
}

static OverlayShow show_of(const Run *run) {
    return (OverlayShow){.schedule = desk_schedule(run->desk),
                         .room = run->source->room,
                         .folder = run->source->loaded->folder};
}

/* ---- the desk's hooks ----------------------------------------------------------------------- */

static void show(void *context, bool is_urgent) {
    Run *run = context;
    (void)is_urgent;
    if (!run->server)
        return;
    OverlayShow now = show_of(run);
    overlay_server_set_show(run->server, &now);
}

static void step(void *context) {
    (void)context; /* the overlay has no pages */
}

static void fill_status(void *context, Arena *arena, ControlStatus *status) {
    Run *run = context;
    status->is_simulated = run->clock.is_simulated;
    status->speed = run->clock.speed;
    status->source_error = run->source->problem;
    status->screen_count = 1;
    status->screens = arena_new(arena, ControlScreen, 1);
    *status->screens = (ControlScreen){.display = -1,
                                       .is_there = true,
                                       .renderer = str_from("overlay"),
                                       .view = str_from("overlay"),
                                       .width = run->settings->overlay.screen.width,
                                       .height = run->settings->overlay.screen.height,
                                       .slide_from = INSTANT_NEVER,
                                       .slide_until = INSTANT_NEVER,
                                       .next_change = INSTANT_NEVER};
    if (!run->server)
        return;
    char *json = overlay_server_status(run->server);
    status->overlay = str_copy(arena, str_from(json));
    free(json);
}

static bool screenshot(void *context, Arena *arena, const char *path, int32_t display,
                       Str *problem) {
    Run *run = context;
    (void)display; /* there is one picture */
    if (run->server && overlay_server_write(run->server, path))
        return true;
    *problem = str_printf(arena, "%s: %s", path, strerror(errno));
    return false;
}

static void lower_third(void *context, bool is_shown) {
    Run *run = context;
    if (run->server)
        overlay_server_show_cue(run->server, is_shown);
}

/* ---- the schedule --------------------------------------------------------------------------- */

static void reload(Run *run, Instant now) {
    SourceSettings settings = run->settings->source;
    settings.content = desk_content(run->desk);
    Source *fresh = source_open(&settings, now, run->source);
    bool is_better = fresh->schedule || !run->source->schedule;
    if (!is_better || fresh->is_room_unknown) {
        log_error("%.*s (the schedule that is shown stays)", str_arg(fresh->problem));
        desk_refuse(run->desk, fresh->problem);
        run->source->loaded->valid_until = fresh->loaded->valid_until;
        source_close(fresh);
        return;
    }
    loader_log(fresh->loaded);
    Source *old = run->source;
    run->source = fresh;
    desk_set_plan(run->desk, fresh, now);
    source_close(old);
}

/* Which room is streamed is hardly ever "all of them". */
static void warn_about_rooms(const Run *run) {
    const Schedule *schedule = run->source->schedule;
    if (!schedule || schedule->room_count < 2 || run->source->room != SCHEDULE_NONE)
        return;
    Str list = {0};
    for (size_t i = 0; i < schedule->room_count; i++)
        list = str_printf(run->arena, "%.*s%s%.*s", str_arg(list), i ? ", " : "",
                          str_arg(schedule->rooms[i].id));
    log_warning("whatever began last in any room is shown; for one room's stream add --room, "
                "with one of: %.*s",
                str_arg(list));
}

Str overlay_describe(Arena *arena, const OverlaySettings *settings) {
    if (settings->target_count == 0)
        return (Str){0};
    int32_t from, until;
    overlay_choice_rows(&settings->choice, settings->screen.height, &from, &until);
    return str_printf(arena, "frames of %dx%d %s, %s, %g a second%s", settings->screen.width,
                      until - from, settings->layout.format == PIXEL_RGBA ? "rgba" : "bgra",
                      settings->container == CONTAINER_MKV ? "in Matroska" : "raw",
                      (double)settings->rate.rate / settings->rate.scale,
                      settings->choice.is_strip ? arena_printf(arena, ", to be laid at 0,%d", from)
                                                : "");
}

void overlay_announce(const OverlayServer *server, const OverlaySettings *settings) {
    Arena *arena = arena_create();
    Str url = overlay_server_url(server, arena), frames = overlay_describe(arena, settings);
    if (url.len)
        fprintf(stderr, "kiosk: the overlay's page is %.*s/overlay\n", str_arg(url));
    if (frames.len)
        fprintf(stderr, "kiosk: %.*s\n", str_arg(frames));
    arena_free(arena);
}

/* ---- the loop ------------------------------------------------------------------------------- */

static void handle(Run *run, int code) {
    switch (code) {
    case WAKE_QUIT:
    case CODE_OVER:
        run->is_done = true;
        break;
    case WAKE_RELOAD:
        reload(run, clock_now(&run->clock));
        break;
    case WAKE_CLOCK_SET:
        if (!run->clock.is_simulated)
            overlay_server_clock_set(run->server);
        break;
    default:
        if (desk_handle(run->desk, code, clock_now(&run->clock)))
            reload(run, clock_now(&run->clock));
        break;
    }
}

static void loop(Run *run) {
    while (!run->is_done) {
        Instant next = instant_min(run->source->loaded->valid_until, desk_next(run->desk));
        Millis wait = clock_real_until(&run->clock, next);
        int codes[CODES_MAX];
        size_t count = wait_for_codes(run, wait < TICK_MS ? wait : TICK_MS, codes);
        for (size_t i = 0; i < count; i++)
            handle(run, codes[i]);
        Instant now = clock_now(&run->clock);
        if (now >= run->source->loaded->valid_until)
            reload(run, now);
        desk_tick(run->desk, now);
        if (count == 0)
            overlay_server_tick(run->server);
    }
}

static ExitCode start(Run *run) {
    OverlaySettings overlay = run->settings->overlay;
    overlay.clock = run->clock;
    overlay.screen.font_folder = run->source->loaded->folder;
    OverlayShow first = show_of(run);
    ExitCode code;
    run->server = overlay_server_start(&overlay, &first, &code);
    if (!run->server)
        return code;
    if (overlay_server_descriptor(run->server) >= 0)
        wake_add(run->wake, overlay_server_descriptor(run->server), CODE_OVER);
    overlay_announce(run->server, &overlay);
    return EXIT_FINE;
}

static DeskSettings desk_settings(Run *run) {
    const OverlayRunSettings *settings = run->settings;
    return (DeskSettings){.source = &settings->source,
                          .state_folder = settings->state_folder,
                          .screen_name = settings->screen_name,
                          .cache_folder = settings->cache_folder,
                          .is_rehearsal = settings->source.has_at || settings->source.is_demo ||
                                          settings->speed != 1,
                          .hooks = {.context = run,
                                    .show = show,
                                    .step = step,
                                    .fill_status = fill_status,
                                    .screenshot = screenshot,
                                    .lower_third = lower_third}};
}

ExitCode overlay_run(const OverlayRunSettings *settings) {
    Arena *arena = arena_create();
    Run *run = arena_new(arena, Run, 1);
    *run = (Run){.settings = settings, .arena = arena, .clock = clock_system()};
    pthread_mutex_init(&run->mutex, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&run->change, &attributes);
    pthread_condattr_destroy(&attributes);
    wake_block_signals();

    ExitCode code = EXIT_USAGE;
    run->desk_settings = desk_settings(run);
    SourceSettings source = settings->source;
    source.content = desk_first_content(arena, &run->desk_settings);
    run->source = source_open(&source, clock_now(&run->clock), NULL);
    loader_log(run->source->loaded);
    if (run->source->problem.len)
        log_error("%.*s", str_arg(run->source->problem));
    if (run->source->is_room_unknown)
        goto end;
    warn_about_rooms(run);
    if (settings->source.has_at || settings->speed != 1)
        run->clock = clock_simulated(run->source->now, settings->speed);
    run->wake = wake_start_calling(push_code, run);
    run->desk = desk_open(&run->desk_settings, run->wake);
    desk_set_plan(run->desk, run->source, clock_now(&run->clock));
    code = start(run);
    if (code == EXIT_FINE)
        loop(run);
end:
    wake_stop(run->wake);
    overlay_server_stop(run->server);
    desk_close(run->desk);
    source_close(run->source);
    pthread_cond_destroy(&run->change);
    pthread_mutex_destroy(&run->mutex);
    arena_free(arena);
    return code;
}
