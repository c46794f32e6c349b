#include "app/loop.h"

#include <SDL.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/files.h"
#include "app/keys.h"
#include "app/overlay.h"
#include "app/stage.h"
#include "app/wake.h"
#include "base/clock.h"
#include "base/log.h"

#define LOG_MODULE "kiosk"

enum { QUIT_PROMPT_MS = 2000, DEBUG_REFRESH_MS = 1000 };

typedef struct {
    const LoopSettings *settings;
    Arena *arena; /* owned: what lives as long as the loop */
    Clock clock;
    Source *source; /* owned */
    Screen *screen; /* owned; NULL: there are no fonts, the fault screen is shown */
    Window *window; /* owned */
    Osd *osd;       /* owned */
    Stage *stage;   /* owned */
    Wake *wake;     /* owned */
    uint32_t wake_event;
    Staff staff;
    OverlayKind overlay;    /* as asked for with a key */
    OverlayKind overlay_up; /* as it is on the window */
    double overlay_until;   /* real ms: when it is refreshed or taken away; 0: stays */
    double next_frame;      /* real ms: the next frame of a crossfade is due */
    bool has_fault;         /* the file does not load: `fault` says why */
    char fault[512];
    bool is_reload_wanted;
    bool is_done;
    bool has_first_frame;
} Loop;

static double real_ms(void) {
    return (double)SDL_GetPerformanceCounter() * 1000.0 / (double)SDL_GetPerformanceFrequency();
}

/* Milliseconds since the process was started, to the clock tick (10 ms); -1 when unknown. */
static long process_age_ms(void) {
    char line[1024];
    FILE *file = fopen("/proc/self/stat", "re");
    if (!file)
        return -1;
    size_t len = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[len] = 0;
    /* proc(5): the name in parentheses may hold anything; starttime is field 22. */
    const char *field = strrchr(line, ')');
    for (int i = 2; field && i < 22; i++)
        field = strchr(field + 1, ' ');
    struct timespec now;
    unsigned long long ticks;
    if (!field || sscanf(field, "%llu", &ticks) != 1 || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return -1;
    return (long)(now.tv_sec * 1000 + now.tv_nsec / 1000000) -
           (long)(ticks * 1000 / (unsigned long long)sysconf(_SC_CLK_TCK));
}

/* Keeps what is wrong for the mark and the debug overlay, and logs it when it is news. */
static void set_fault(Loop *loop, Str problem) {
    char text[sizeof loop->fault];
    snprintf(text, sizeof text, "%.*s", str_arg(problem));
    bool is_news = !loop->has_fault || strcmp(text, loop->fault) != 0;
    loop->has_fault = problem.len > 0;
    memcpy(loop->fault, text, sizeof text);
    if (is_news && loop->has_fault)
        log_error("%s", text);
}

static void show_schedule(Loop *loop) {
    screen_set_schedule(loop->screen, loop->source->schedule, loop->source->room,
                        loop->source->loaded->folder);
    if (loop->stage)
        stage_invalidate(loop->stage);
}

/* Reads the schedule again, beside the one that is shown. */
static void reload(Loop *loop, Instant now) {
    loop->is_reload_wanted = false;
    Source *fresh = source_open(&loop->settings->source, now, loop->source);
    bool is_better = fresh->schedule || !loop->source->schedule;
    if (!is_better || fresh->is_room_unknown) {
        Arena *arena = fresh->loaded->arena;
        set_fault(loop, str_printf(arena, "%.*s (the schedule that is shown stays)",
                                   str_arg(fresh->problem)));
        /* The day has changed, and the new one cannot be read: not again until the next one. */
        loop->source->loaded->valid_until = fresh->loaded->valid_until;
        source_close(fresh);
        return;
    }
    loader_log(fresh->loaded);
    set_fault(loop, fresh->problem);
    Source *old = loop->source;
    loop->source = fresh;
    show_schedule(loop);
    source_close(old);
    log_info("schedule read again: %.*s", str_arg(fresh->loaded->path));
}

static void show_overlay(Loop *loop, OverlayKind kind) {
    if (kind == OVERLAY_MARK && loop->overlay_up == OVERLAY_MARK)
        return;
    Instant now = clock_now(&loop->clock);
    StageStatistics stage = stage_statistics(loop->stage);
    OverlayFacts facts = {.screen = loop->screen,
                          .stage = loop->stage,
                          .window = loop->window,
                          .rotate = loop->settings->window.rotate,
                          .staff = &loop->staff,
                          .loaded = loop->source->loaded,
                          .at = now,
                          .next_change = stage.shown.until,
                          .is_simulated = loop->clock.is_simulated,
                          .fault = loop->has_fault ? loop->fault : NULL};
    overlay_show(loop->osd, kind, &facts);
    loop->overlay_up = kind;
}

/* What is to be over the picture now; the debug figures are renewed once a second. */
static void update_overlay(Loop *loop) {
    if (loop->overlay_until > 0 && real_ms() >= loop->overlay_until) {
        if (loop->overlay == OVERLAY_QUIT)
            loop->overlay = OVERLAY_NONE;
        loop->overlay_until = 0;
    }
    OverlayKind wanted = loop->overlay != OVERLAY_NONE ? loop->overlay
                         : loop->has_fault             ? OVERLAY_MARK
                                                       : OVERLAY_NONE;
    if (wanted == OVERLAY_DEBUG && loop->overlay_until <= 0) {
        show_overlay(loop, wanted);
        loop->overlay_until = real_ms() + DEBUG_REFRESH_MS;
    } else if (wanted != loop->overlay_up) {
        show_overlay(loop, wanted);
    }
}

static void set_overlay(Loop *loop, OverlayKind kind) {
    loop->overlay = loop->overlay == kind ? OVERLAY_NONE : kind;
    loop->overlay_until = 0;
}

static void handle_key(Loop *loop, const SDL_Event *event) {
    Key key = key_of_event(event);
    Instant now = clock_now(&loop->clock);
    double speed = loop->clock.speed;
    Instant forget_at =
        speed > 0 ? now + (Millis)(STAFF_STEP_SECONDS * 1000 * speed) : INSTANT_NEVER;
    switch (key.action) {
    case KEY_NONE:
        return;
    case KEY_PREVIOUS:
        staff_step(&loop->staff, loop->screen, -1, now, forget_at);
        return;
    case KEY_NEXT:
        staff_step(&loop->staff, loop->screen, 1, now, forget_at);
        return;
    case KEY_HOLD:
        staff_pin(&loop->staff, loop->screen, now);
        return;
    case KEY_VIEW:
        staff_choose_view(&loop->staff, key.view);
        return;
    case KEY_FULLSCREEN:
        window_set_fullscreen(loop->window, !window_is_fullscreen(loop->window));
        return;
    case KEY_RELOAD:
        loop->is_reload_wanted = true;
        return;
    case KEY_DEBUG:
        set_overlay(loop, OVERLAY_DEBUG);
        return;
    case KEY_HELP:
        set_overlay(loop, OVERLAY_HELP);
        return;
    case KEY_QUIT:
        if (loop->overlay == OVERLAY_QUIT) {
            loop->is_done = true;
            return;
        }
        loop->overlay = OVERLAY_QUIT;
        loop->overlay_until = real_ms() + QUIT_PROMPT_MS;
        return;
    }
}

static void show_fault_screen(Loop *loop) {
    int32_t width, height;
    window_size(loop->window, &width, &height);
    Pixmap picture = pixmap_create(width, height);
    osd_fault_screen(loop->osd, (Str){0}, str_from("kiosk: no fonts"), &picture);
    window_show(loop->window, &picture);
    pixmap_free(&picture);
}

static void take_size(Loop *loop) {
    int32_t width, height, old_width, old_height;
    window_size(loop->window, &width, &height);
    screen_size(loop->screen, &old_width, &old_height);
    if (width == old_width && height == old_height) {
        stage_expose(loop->stage);
        return;
    }
    log_debug("picture of %dx%d", width, height);
    screen_resize(loop->screen, width, height);
    stage_invalidate(loop->stage);
    loop->overlay_up = OVERLAY_NONE;
}

static void handle_wake(Loop *loop, int code) {
    switch (code) {
    case WAKE_QUIT:
        loop->is_done = true;
        break;
    case WAKE_RELOAD:
        loop->is_reload_wanted = true;
        break;
    case WAKE_CLOCK_SET:
        if (loop->clock.is_simulated)
            break;
        log_info("the system's clock was set");
        if (loop->stage)
            stage_invalidate(loop->stage);
        break;
    }
}

static void handle_event(Loop *loop, const SDL_Event *event) {
    if (event->type == SDL_QUIT)
        loop->is_done = true;
    else if (event->type == loop->wake_event)
        handle_wake(loop, event->user.code);
    else if (event->type == SDL_KEYDOWN && loop->stage)
        handle_key(loop, event);
    else if (event->type == SDL_KEYDOWN && key_of_event(event).action == KEY_QUIT)
        loop->is_done = true;
    else if (window_handle_event(loop->window, event)) {
        if (loop->stage)
            take_size(loop);
        else
            show_fault_screen(loop);
    }
}

/* Real milliseconds to sleep, for SDL: -1 is "until something happens". */
static int sleep_time(Loop *loop, Instant next) {
    double wait = HUGE_VAL;
    if (loop->stage && stage_is_fading(loop->stage)) {
        double rest = ceil(loop->next_frame - real_ms());
        return rest > 0 ? (int)rest : 0;
    }
    Millis real = clock_real_until(&loop->clock, next);
    if (next != INSTANT_NEVER && real < INT_MAX)
        wait = (double)real;
    if (loop->overlay_until > 0)
        wait = fmin(wait, fmax(0, ceil(loop->overlay_until - real_ms())));
    return wait >= INT_MAX ? -1 : (int)wait;
}

/* Brings everything up to the present; returns when it must be called again at the latest. */
static Instant step(Loop *loop) {
    if (!loop->stage)
        return INSTANT_NEVER;
    Instant now = clock_now(&loop->clock);
    if (loop->is_reload_wanted || now >= loop->source->loaded->valid_until)
        reload(loop, now);
    staff_expire(&loop->staff, now);
    if (window_is_hidden(loop->window))
        return loop->source->loaded->valid_until;
    if (stage_is_fading(loop->stage) && real_ms() < loop->next_frame)
        return now;
    bool was_fading = stage_is_fading(loop->stage);
    double start = real_ms();
    Instant next = stage_update(loop->stage, &loop->staff, now);
    if (stage_is_fading(loop->stage)) {
        /* Frames stand at whole multiples of the display's time, so that errors do not add up. */
        loop->next_frame = was_fading ? loop->next_frame : start;
        loop->next_frame = fmax(loop->next_frame + window_frame_time(loop->window), start);
    }
    if (!loop->has_first_frame) {
        loop->has_first_frame = true;
        log_debug("first frame after %ld ms", process_age_ms());
    }
    update_overlay(loop);
    if (loop->staff.is_stepped)
        next = instant_min(next, loop->staff.stepped_until);
    return instant_min(next, loop->source->loaded->valid_until);
}

static void run(Loop *loop) {
    while (!loop->is_done) {
        Instant next = step(loop);
        if (loop->stage && !stage_is_fading(loop->stage) && !window_is_hidden(loop->window) &&
            !SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT))
            stage_prepare(loop->stage, &loop->staff);
        SDL_Event event;
        if (!SDL_WaitEventTimeout(&event, sleep_time(loop, next)))
            continue;
        do
            handle_event(loop, &event);
        while (!loop->is_done && SDL_PollEvent(&event));
    }
}

static bool open_display(Loop *loop) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_APP_NAME, "kiosk");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        log_error("no display: %s; start it in a graphical session, or use \"kiosk snapshot\"",
                  SDL_GetError());
        return false;
    }
    /* Nobody points at a sign, and each of these would wake the loop. */
    static const Uint32 UNUSED[] = {SDL_MOUSEMOTION,   SDL_MOUSEBUTTONDOWN, SDL_MOUSEBUTTONUP,
                                    SDL_MOUSEWHEEL,    SDL_TEXTINPUT,       SDL_TEXTEDITING,
                                    SDL_KEYUP,         SDL_FINGERDOWN,      SDL_FINGERUP,
                                    SDL_FINGERMOTION,  SDL_CLIPBOARDUPDATE, SDL_DROPFILE,
                                    SDL_KEYMAPCHANGED, SDL_AUDIODEVICEADDED};
    for (size_t i = 0; i < countof(UNUSED); i++)
        SDL_EventState(UNUSED[i], SDL_IGNORE);
    int displays = SDL_GetNumVideoDisplays();
    if (loop->settings->window.display >= displays) {
        log_error("there is no display %d: there are %d, counted from 0",
                  loop->settings->window.display, displays);
        return false;
    }
    loop->window = window_open(&loop->settings->window);
    if (!loop->window) {
        log_error("no window: %s", SDL_GetError());
        return false;
    }
    log_debug("video by %s, drawn by %s", SDL_GetCurrentVideoDriver(),
              window_renderer_name(loop->window));
    return true;
}

static void open_stage(Loop *loop) {
    const LoopSettings *settings = loop->settings;
    size_t font_count;
    const Str *fonts = resources_osd_fonts(loop->arena, &font_count);
    loop->osd = osd_create(fonts, font_count);
    ScreenSettings screen = {.resources = settings->source.resources,
                             .font_folder = loop->source->loaded->folder,
                             .theme = settings->theme,
                             .languages = settings->languages,
                             .language_count = settings->language_count};
    window_size(loop->window, &screen.width, &screen.height);
    loop->screen = screen_create(&screen);
    if (!loop->screen) {
        show_fault_screen(loop);
        return;
    }
    show_schedule(loop);
    loop->stage = stage_create(loop->screen, loop->window, loop->clock.speed);
}

ExitCode loop_run(const LoopSettings *settings) {
    ExitCode code = EXIT_FINE;
    Arena *arena = arena_create();
    Loop *loop = arena_new(arena, Loop, 1);
    *loop = (Loop){.settings = settings, .arena = arena, .clock = clock_system()};
    loop->staff.base = settings->hold;
    wake_block_signals();

    loop->source = source_open(&settings->source, clock_now(&loop->clock), NULL);
    loader_log(loop->source->loaded);
    if (loop->source->is_room_unknown) {
        log_error("%.*s", str_arg(loop->source->problem));
        code = EXIT_USAGE;
        goto end;
    }
    set_fault(loop, loop->source->problem);
    if (settings->source.has_at || settings->speed != 1)
        loop->clock = clock_simulated(loop->source->now, settings->speed);
    if (!open_display(loop)) {
        code = EXIT_DISPLAY;
        goto end;
    }
    loop->wake_event = SDL_RegisterEvents(1);
    loop->wake = wake_start(loop->wake_event);
    open_stage(loop);
    run(loop);
end:
    wake_stop(loop->wake);
    stage_free(loop->stage);
    screen_free(loop->screen);
    osd_free(loop->osd);
    window_close(loop->window);
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_Quit();
    source_close(loop->source);
    arena_free(arena);
    return code;
}
