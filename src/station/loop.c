#include "station/loop.h"

#include <SDL.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/files.h"
#include "base/log.h"
#include "base/shorten.h"
#include "output/png.h"
#include "output/video.h"
#include "station/desk.h"
#include "station/keys.h"
#include "station/overlay_link.h"
#include "station/reader.h"
#include "station/start.h"
#include "station/wake.h"

#define LOG_MODULE "kiosk"

enum { QUIT_PROMPT_MS = 2000, DEBUG_REFRESH_MS = 1000 };
enum { CODE_READER = WAKE_FIRST_FREE + 100, CODE_SCREEN }; /* those before are the desk's */

typedef struct {
    const LoopSettings *settings;
    Arena *arena; /* owned: what lives as long as the loop */
    Clock clock;
    Source *source; /* owned */
    Heads heads;    /* owned: the displays */
    Osd *osd;       /* owned */
    Wake *wake;     /* owned */
    Reader *reader; /* owned; NULL: schedules are read in this thread */
    DeskSettings desk_settings;
    Desk *desk;        /* owned */
    OverlayLink *link; /* owned; NULL: no overlay is served */
    bool is_held_afar; /* staff hold a view with `kiosk live` */
    ViewKind view_afar;
    uint32_t wake_event;
    PanelKind panel;    /* as asked for with a key */
    double panel_until; /* real ms: when it is refreshed or taken away; 0: stays */
    bool has_fault;     /* the file does not load: `fault` says why */
    char fault[512];
    bool is_reload_wanted;
    bool is_done;
    bool has_first_frame;
} Loop;

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

/* Keeps what is wrong for the mark and the debug panel, and logs it when it is news. */
static void set_fault(Loop *loop, Str problem) {
    char text[sizeof loop->fault];
    shorten_into(text, sizeof text, problem);
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
        heads_choose_view(&loop->heads, view);
    else if (is_news)
        heads_release_view(&loop->heads);
}

/* DeskHooks.show */
static void show_schedule(void *context, bool is_urgent) {
    Loop *loop = context;
    overlay_link_set_show(loop->link, loop->source, loop->desk);
    heads_set_schedule(&loop->heads, desk_schedule(loop->desk), loop->source, is_urgent);
    take_hold(loop);
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

static void show_panel(Loop *loop, PanelKind kind, bool is_renewed) {
    PanelFacts facts = {.loaded = loop->source->loaded,
                        .at = clock_now(&loop->clock),
                        .is_simulated = loop->clock.is_simulated,
                        .fault = trouble(loop).len ? trouble(loop).s : NULL};
    heads_show_panel(&loop->heads, kind, is_renewed, &facts);
}

/* What is to be over the picture now; the debug figures are renewed once a second. */
static void update_panel(Loop *loop) {
    if (loop->panel_until > 0 && heads_real_ms() >= loop->panel_until) {
        if (loop->panel == PANEL_QUIT)
            loop->panel = PANEL_NONE;
        loop->panel_until = 0;
    }
    PanelKind wanted = loop->panel != PANEL_NONE ? loop->panel
                       : trouble(loop).len       ? PANEL_MARK
                                                 : PANEL_NONE;
    bool is_renewed = wanted == PANEL_DEBUG && loop->panel_until <= 0;
    show_panel(loop, wanted, is_renewed);
    if (is_renewed)
        loop->panel_until = heads_real_ms() + DEBUG_REFRESH_MS;
}

static void set_panel(Loop *loop, PanelKind kind) {
    loop->panel = loop->panel == kind ? PANEL_NONE : kind;
    loop->panel_until = 0;
}

static void step_staff(Loop *loop, int direction) {
    Instant now = clock_now(&loop->clock);
    double speed = loop->clock.speed;
    Instant forget_at =
        speed > 0 ? now + (Millis)(STAFF_STEP_SECONDS * 1000 * speed) : INSTANT_NEVER;
    heads_step(&loop->heads, direction, now, forget_at);
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
        heads_pin(&loop->heads, now);
        return;
    case KEY_VIEW:
        heads_choose_view(&loop->heads, key.view);
        return;
    case KEY_FULLSCREEN:
        heads_toggle_fullscreen(&loop->heads);
        return;
    case KEY_RELOAD:
        loop->is_reload_wanted = true;
        return;
    case KEY_DEBUG:
        set_panel(loop, PANEL_DEBUG);
        return;
    case KEY_HELP:
        set_panel(loop, PANEL_HELP);
        return;
    case KEY_QUIT:
        if (loop->panel == PANEL_QUIT) {
            loop->is_done = true;
            return;
        }
        loop->panel = PANEL_QUIT;
        loop->panel_until = heads_real_ms() + QUIT_PROMPT_MS;
        return;
    }
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
        heads_invalidate(&loop->heads);
        break;
    case CODE_READER:
        finish_reload(loop);
        break;
    case CODE_SCREEN:
        overlay_link_answer(loop->link, loop->heads.items[0].window);
        break;
    default:
        if (desk_handle(loop->desk, code, clock_now(&loop->clock)))
            loop->is_reload_wanted = true;
        break;
    }
}

static void handle_event(Loop *loop, const SDL_Event *event) {
    bool is_closed = event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_CLOSE;
    if (event->type == SDL_QUIT || is_closed)
        loop->is_done = true;
    else if (event->type == loop->wake_event)
        handle_wake(loop, event->user.code);
    else if (event->type == SDL_KEYDOWN && heads_can_draw(&loop->heads))
        handle_key(loop, event);
    else if (event->type == SDL_KEYDOWN && key_of_event(event).action == KEY_QUIT)
        loop->is_done = true;
    else
        heads_handle_event(&loop->heads, event, clock_now(&loop->clock));
}

/* Real milliseconds to sleep, for SDL: -1 is "until something happens". */
static int sleep_time(Loop *loop, Instant next) {
    double wait = fmax(0, ceil(heads_next_frame(&loop->heads) - heads_real_ms()));
    Millis real = clock_real_until(&loop->clock, next);
    if (next != INSTANT_NEVER && real < INT_MAX)
        wait = fmin(wait, (double)real);
    if (loop->panel_until > 0)
        wait = fmin(wait, fmax(0, ceil(loop->panel_until - heads_real_ms())));
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
    Instant next = instant_min(reload_due(loop), desk_next(loop->desk));
    if (!heads_can_draw(&loop->heads))
        return next;
    next = instant_min(next, heads_update(&loop->heads, now));
    if (!loop->has_first_frame) {
        loop->has_first_frame = true;
        log_debug("first frame after %ld ms", process_age_ms());
    }
    update_panel(loop);
    return next;
}

static void run(Loop *loop) {
    while (!loop->is_done) {
        Instant next = step(loop);
        while (!SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) && heads_prepare(&loop->heads))
            ;
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

static bool start_video(void) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_APP_NAME, "kiosk");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    return video_start();
}

static ExitCode open_displays(Loop *loop, bool has_video) {
    if (!has_video) {
        log_error("no display: %s; start it in a graphical session, or use \"kiosk snapshot\"",
                  SDL_GetError());
        return EXIT_DISPLAY;
    }
    if (is_driver_for_nobody()) {
        log_error("no display: neither DISPLAY nor WAYLAND_DISPLAY is set; start it in a graphical "
                  "session, or use \"kiosk snapshot\"");
        return EXIT_DISPLAY;
    }
    /* Nobody points at a sign, and each of these would wake the loop. */
    static const Uint32 UNUSED[] = {SDL_MOUSEMOTION,   SDL_MOUSEBUTTONDOWN, SDL_MOUSEBUTTONUP,
                                    SDL_MOUSEWHEEL,    SDL_TEXTINPUT,       SDL_TEXTEDITING,
                                    SDL_KEYUP,         SDL_FINGERDOWN,      SDL_FINGERUP,
                                    SDL_FINGERMOTION,  SDL_CLIPBOARDUPDATE, SDL_DROPFILE,
                                    SDL_KEYMAPCHANGED, SDL_AUDIODEVICEADDED};
    for (size_t i = 0; i < countof(UNUSED); i++)
        SDL_EventState(UNUSED[i], SDL_IGNORE);
    return heads_open(&loop->heads, &loop->settings->heads, loop->source);
}

static void open_stages(Loop *loop, Screen *first) {
    size_t font_count;
    const Str *fonts = resources_osd_fonts(loop->arena, &font_count);
    loop->osd = osd_create(fonts, font_count);
    heads_start(&loop->heads, first, loop->osd, clock_now(&loop->clock));
}

/* DeskHooks.step */
static void step_slide(void *context) {
    step_staff(context, 1);
}

/* DeskHooks.screenshot */
static bool take_screenshot(void *context, Arena *arena, const char *path, int32_t display,
                            Str *problem) {
    Loop *loop = context;
    const Head *head = heads_find(&loop->heads, display, arena, problem);
    if (!head)
        return false;
    int32_t width, height;
    window_size(head->window, &width, &height);
    Pixmap picture = pixmap_create(width, height);
    window_read(head->window, &picture);
    bool is_written = png_write(&picture, path);
    if (!is_written)
        *problem = str_printf(arena, "%s: %s", path, strerror(errno));
    pixmap_free(&picture);
    return is_written;
}

/* DeskHooks.fill_status */
static void fill_status(void *context, Arena *arena, ControlStatus *status) {
    Loop *loop = context;
    status->is_simulated = loop->clock.is_simulated;
    status->speed = loop->clock.speed;
    status->source_error = loop->has_fault ? str_copy(arena, str_from(loop->fault)) : (Str){0};
    status->overlay = overlay_link_status(loop->link, arena);
    status->screens = heads_status(&loop->heads, arena, status->now);
    status->screen_count = loop->heads.count;
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
    bool is_rehearsal =
        settings->source.has_at || settings->source.is_demo || settings->heads.speed != 1;
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

/* What is wrong with what was read. */
static ExitCode judge_source(Loop *loop) {
    const SourceSettings *settings = &loop->settings->source;
    loader_log(loop->source->loaded);
    if (loop->source->is_room_unknown) {
        bool is_list = settings->room_count == 0 && str_find(settings->room, ",") != SIZE_MAX;
        log_error("%.*s%s", str_arg(loop->source->problem),
                  is_list ? "; rooms for several displays want --display 0,1 or all" : "");
        return EXIT_USAGE;
    }
    set_fault(loop, loop->source->problem);
    return EXIT_FINE;
}

/* The displays, and the schedule with staff's changes; `start` works beside it. */
static ExitCode open_all(Loop *loop, Start *start) {
    const LoopSettings *settings = loop->settings;
    bool has_video = start_video();
    loop->source = start_source(start);
    ExitCode code = judge_source(loop);
    if (code != EXIT_FINE)
        return code;
    if (settings->source.has_at || settings->heads.speed != 1)
        loop->clock = clock_simulated(loop->source->now, settings->heads.speed);
    code = open_displays(loop, has_video);
    if (code != EXIT_FINE)
        return code;
    int32_t width, height;
    window_size(loop->heads.items[0].window, &width, &height);
    start_set_size(start, width, height);
    heads_warm_up(&loop->heads);
    loop->wake_event = SDL_RegisterEvents(1);
    loop->wake = wake_start(loop->wake_event);
    open_desk(loop);
    return EXIT_FINE;
}

ExitCode loop_run(const LoopSettings *settings) {
    Arena *arena = arena_create();
    Loop *loop = arena_new(arena, Loop, 1);
    *loop = (Loop){.settings = settings, .arena = arena, .clock = clock_system()};
    wake_block_signals();
    video_choose();
    loop->desk_settings = desk_settings(loop);
    SourceSettings source = settings->source;
    source.content = desk_first_content(arena, &loop->desk_settings);
    Start *start = start_begin(&source, &settings->heads, clock_now(&loop->clock));
    ExitCode code = open_all(loop, start);
    Screen *first = start_finish(start);
    if (code == EXIT_FINE) {
        open_stages(loop, first);
        loop->link = overlay_link_start(settings->overlay, loop->clock, loop->source, loop->desk,
                                        loop->wake_event, CODE_SCREEN, &code);
    } else {
        screen_free(first);
    }
    if (code == EXIT_FINE)
        run(loop);
    wake_stop(loop->wake);
    overlay_link_stop(loop->link);
    reader_free(loop->reader);
    heads_close(&loop->heads);
    desk_close(loop->desk);
    osd_free(loop->osd);
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_Quit();
    source_close(loop->source);
    arena_free(arena);
    return code;
}
