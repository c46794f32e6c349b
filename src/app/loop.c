#include "app/loop.h"

#include <SDL.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/desk.h"
#include "app/files.h"
#include "app/keys.h"
#include "app/overlay.h"
#include "app/overlay_link.h"
#include "app/reader.h"
#include "app/stage.h"
#include "app/wake.h"
#include "base/clock.h"
#include "base/log.h"
#include "output/png.h"
#include "output/video.h"

#define LOG_MODULE "kiosk"

enum { QUIT_PROMPT_MS = 2000, DEBUG_REFRESH_MS = 1000 };
enum { CODE_READER = WAKE_FIRST_FREE + 100, CODE_SCREEN }; /* those before are the desk's */

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
    Reader *reader; /* owned; NULL: schedules are read in this thread */
    DeskSettings desk_settings;
    Desk *desk;        /* owned */
    OverlayLink *link; /* owned; NULL: no overlay is served */
    bool is_held_afar; /* staff hold a view with `kiosk live` */
    ViewKind view_afar;
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

/* A view that is held from afar takes the place of what the keys hold, and the other way round: the
 * last one who says something is right. */
static void take_hold(Loop *loop) {
    ViewKind view;
    bool is_held = desk_hold(loop->desk, &view);
    bool is_news = is_held != loop->is_held_afar || (is_held && view != loop->view_afar);
    loop->is_held_afar = is_held;
    loop->view_afar = is_held ? view : VIEW_KIND_COUNT;
    if (is_held && is_news)
        staff_choose_view(&loop->staff, view);
    else if (is_news)
        loop->staff.hold.is_held = false;
}

/* DeskHooks.show */
static void show_schedule(void *context, bool is_urgent) {
    Loop *loop = context;
    overlay_link_set_show(loop->link, loop->source, loop->desk);
    if (!loop->screen)
        return;
    screen_set_schedule(loop->screen, desk_schedule(loop->desk), loop->source->room,
                        loop->source->loaded->folder);
    take_hold(loop);
    if (loop->stage && is_urgent)
        stage_cut(loop->stage);
    else if (loop->stage)
        stage_refresh(loop->stage);
}

/* What was read beside the schedule that is shown takes its place, when it is better. */
static void take_reading(Loop *loop, Source *fresh, Instant now) {
    bool is_better = fresh->schedule || !loop->source->schedule;
    if (!is_better || fresh->is_room_unknown) {
        Arena *arena = fresh->loaded->arena;
        set_fault(loop, str_printf(arena, "%.*s (the schedule that is shown stays)",
                                   str_arg(fresh->problem)));
        desk_refuse(loop->desk, fresh->problem);
        /* The day has changed, and the new one cannot be read: not again until the next one. */
        loop->source->loaded->valid_until = fresh->loaded->valid_until;
        source_close(fresh);
        return;
    }
    loader_log(fresh->loaded);
    set_fault(loop, fresh->problem);
    Source *old = loop->source;
    loop->source = fresh;
    desk_set_plan(loop->desk, fresh, now);
    source_close(old);
    log_info("schedule read again: %.*s", str_arg(fresh->loaded->path));
}

/* Reads the schedule again, beside the one that is shown. */
static void reload(Loop *loop, Instant now) {
    SourceSettings settings = loop->settings->source;
    settings.content = desk_content(loop->desk);
    loop->is_reload_wanted = false;
    if (!loop->reader || !reader_start(loop->reader, &settings, now, loop->source))
        take_reading(loop, source_open(&settings, now, loop->source), now);
}

static void finish_reload(Loop *loop) {
    Source *fresh = reader_take(loop->reader);
    if (fresh)
        take_reading(loop, fresh, clock_now(&loop->clock));
    wake_again(loop->wake, reader_fd(loop->reader), CODE_READER);
}

static bool is_reading(const Loop *loop) {
    return loop->reader && reader_is_busy(loop->reader);
}

/* When the file has to be read again by itself. */
static Instant reload_due(const Loop *loop) {
    return is_reading(loop) ? INSTANT_NEVER : loop->source->loaded->valid_until;
}

/* What is wrong with the file or the network; empty: nothing. */
static Str trouble(const Loop *loop) {
    return loop->has_fault ? str_from(loop->fault) : desk_problem(loop->desk);
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
                          .fault = trouble(loop).len ? trouble(loop).s : NULL};
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
                         : trouble(loop).len           ? OVERLAY_MARK
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

static void step_staff(Loop *loop, int direction) {
    Instant now = clock_now(&loop->clock);
    double speed = loop->clock.speed;
    Instant forget_at =
        speed > 0 ? now + (Millis)(STAFF_STEP_SECONDS * 1000 * speed) : INSTANT_NEVER;
    staff_step(&loop->staff, loop->screen, direction, now, forget_at);
}

static void handle_key(Loop *loop, const SDL_Event *event) {
    Key key = key_of_event(event);
    Instant now = clock_now(&loop->clock);
    switch (key.action) {
    case KEY_NONE:
        return;
    case KEY_PREVIOUS:
        step_staff(loop, -1);
        return;
    case KEY_NEXT:
        step_staff(loop, 1);
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
        overlay_link_clock_set(loop->link);
        if (loop->stage)
            stage_invalidate(loop->stage);
        break;
    case CODE_READER:
        finish_reload(loop);
        break;
    case CODE_SCREEN:
        overlay_link_answer(loop->link, loop->window);
        break;
    default:
        if (desk_handle(loop->desk, code, clock_now(&loop->clock)))
            loop->is_reload_wanted = true;
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
    Instant now = clock_now(&loop->clock);
    if ((loop->is_reload_wanted && !is_reading(loop)) || now >= reload_due(loop))
        reload(loop, now);
    desk_tick(loop->desk, now);
    if (loop->settings->until && now >= loop->settings->until)
        loop->is_done = true;
    if (!loop->stage)
        return instant_min(reload_due(loop), desk_next(loop->desk));
    staff_expire(&loop->staff, now);
    if (window_is_hidden(loop->window))
        return instant_min(reload_due(loop), desk_next(loop->desk));
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
    return instant_min(next, instant_min(reload_due(loop), desk_next(loop->desk)));
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

/* SDL falls back to drivers that show nothing to anybody. That is for those who ask for them. */
static bool is_driver_for_nobody(void) {
    const char *wanted = getenv("SDL_VIDEODRIVER"), *driver = SDL_GetCurrentVideoDriver();
    return !(wanted && *wanted) && driver &&
           (strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0);
}

static bool open_display(Loop *loop) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_APP_NAME, "kiosk");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    if (!video_start()) {
        log_error("no display: %s; start it in a graphical session, or use \"kiosk snapshot\"",
                  SDL_GetError());
        return false;
    }
    if (is_driver_for_nobody()) {
        log_error("no display: neither DISPLAY nor WAYLAND_DISPLAY is set; start it in a graphical "
                  "session, or use \"kiosk snapshot\"");
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
    show_schedule(loop, false);
    loop->stage = stage_create(loop->screen, loop->window, loop->clock.speed);
    stage_draw_first(loop->stage, &loop->staff, clock_now(&loop->clock));
}

/* DeskHooks.step */
static void step_slide(void *context) {
    Loop *loop = context;
    if (loop->stage)
        step_staff(loop, 1);
}

/* DeskHooks.screenshot */
static bool take_screenshot(void *context, const char *path) {
    Loop *loop = context;
    int32_t width, height;
    window_size(loop->window, &width, &height);
    Pixmap picture = pixmap_create(width, height);
    window_read(loop->window, &picture);
    bool is_written = png_write(&picture, path);
    int error = errno;
    pixmap_free(&picture);
    errno = error;
    return is_written;
}

/* DeskHooks.fill_status */
static void fill_status(void *context, Arena *arena, ControlStatus *status) {
    Loop *loop = context;
    status->is_simulated = loop->clock.is_simulated;
    status->speed = loop->clock.speed;
    status->source_error = loop->has_fault ? str_copy(arena, str_from(loop->fault)) : (Str){0};
    status->renderer = str_from(window_renderer_name(loop->window));
    window_size(loop->window, &status->width, &status->height);
    status->frames = window_present_count(loop->window);
    status->overlay = overlay_link_status(loop->link, arena);
    status->slide_from = status->slide_until = status->next_change = INSTANT_NEVER;
    if (!loop->stage)
        return;
    StageStatistics stage = stage_statistics(loop->stage);
    Slide slide = staff_slide_at(&loop->staff, loop->screen, status->now);
    status->view = str_from(view_kind_name(slide.view));
    status->slot = slide.turn;
    status->page = slide.page + 1;
    status->slide_from = slide.from;
    status->slide_until = slide.until;
    status->next_change = stage.shown.until;
    status->is_held = loop->staff.hold.is_held || loop->staff.is_pinned || loop->staff.base.is_held;
    status->pictures = stage.pictures;
    status->late_frames = stage.late_frames;
    status->draw_ms = stage.draw_ms;
}

/* DeskHooks.lower_third */
static void show_lower_third(void *context, bool is_shown) {
    Loop *loop = context;
    overlay_link_show_cue(loop->link, is_shown);
}

static void open_desk(Loop *loop) {
    loop->desk = desk_open(&loop->desk_settings, loop->wake);
    desk_set_plan(loop->desk, loop->source, clock_now(&loop->clock));
    loop->reader = loop->wake ? reader_create() : NULL;
    if (loop->reader && !wake_add(loop->wake, reader_fd(loop->reader), CODE_READER)) {
        reader_free(loop->reader);
        loop->reader = NULL;
    }
}

static DeskSettings desk_settings(Loop *loop) {
    const LoopSettings *settings = loop->settings;
    bool is_rehearsal = settings->source.has_at || settings->source.is_demo || settings->speed != 1;
    return (DeskSettings){.source = &settings->source,
                          .state_folder = settings->state_folder,
                          .screen_name = settings->screen_name,
                          .cache_folder = settings->cache_folder,
                          .is_rehearsal = is_rehearsal,
                          .hooks = {.context = loop,
                                    .show = show_schedule,
                                    .step = step_slide,
                                    .fill_status = fill_status,
                                    .screenshot = take_screenshot,
                                    .lower_third = settings->overlay ? show_lower_third : NULL}};
}

ExitCode loop_run(const LoopSettings *settings) {
    ExitCode code = EXIT_FINE;
    Arena *arena = arena_create();
    Loop *loop = arena_new(arena, Loop, 1);
    *loop = (Loop){.settings = settings, .arena = arena, .clock = clock_system()};
    loop->staff.base = settings->hold;
    wake_block_signals();

    loop->desk_settings = desk_settings(loop);
    SourceSettings source = settings->source;
    source.content = desk_first_content(arena, &loop->desk_settings);
    loop->source = source_open(&source, clock_now(&loop->clock), NULL);
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
    open_desk(loop);
    open_stage(loop);
    loop->link = overlay_link_start(settings->overlay, loop->clock, loop->source, loop->desk,
                                    loop->wake_event, CODE_SCREEN, &code);
    if (code == EXIT_FINE)
        run(loop);
end:
    wake_stop(loop->wake);
    overlay_link_stop(loop->link);
    reader_free(loop->reader);
    stage_free(loop->stage);
    screen_free(loop->screen);
    desk_close(loop->desk);
    osd_free(loop->osd);
    window_close(loop->window);
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_Quit();
    source_close(loop->source);
    arena_free(arena);
    return code;
}
