#include "station/window_face.h"

#include <SDL.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/steady.h"
#include "output/backdrop.h"
#include "output/display_loss.h"
#include "output/video.h"
#include "station/bare.h"
#include "station/bell.h"
#include "station/heads_place.h"
#include "station/keys.h"
#include "station/play_notes.h"
#include "station/start.h"
#include "station/station.h"

#define LOG_MODULE "kiosk"

/* REST_MS: a sleep in which there is time to keep the picture; not between the frames of a film. */
enum { QUIT_PROMPT_MS = 2000, DEBUG_REFRESH_MS = 1000, REST_MS = 400 };

typedef struct {
    HeadsSettings settings;
    Station *station; /* borrowed; NULL before it is opened */
    Start *start;     /* owned; NULL once it is finished */
    bool has_video;
    bool is_bare;       /* there is no desktop */
    Bare *bare;         /* owned; NULL: SDL is asked, or libdrm is missing */
    Heads heads;        /* owned: the displays */
    Osd *osd;           /* owned */
    PlayNotes *notes;   /* owned; NULL: nothing is kept */
    Bell *bell;         /* owned; NULL: there is none */
    Backdrop *backdrop; /* owned; NULL: no picture is kept */
    bool has_sought_backdrop;
    uint32_t bell_event;
    int pictures;       /* owned: eventfd, written by another thread when a picture is ready */
    PanelKind panel;    /* as asked for with a key */
    double panel_until; /* real ms: when it is refreshed or taken away; 0: stays */
    bool has_first_frame;
} WindowFace;

static Instant now_of(const WindowFace *face) {
    return clock_now(station_clock(face->station));
}

/* All have the first one's text engine. */
static TextEngine *text_of(const Heads *heads) {
    return screen_text(heads->items[0].screen);
}

static bool has_lost_fonts(const Heads *heads) {
    return text_statistics(text_of(heads)).fonts_lost > 0;
}

/* Empty: the fonts that are needed are there. */
static Str font_problem(const Heads *heads, Arena *arena) {
    return screen_font_problem(heads->items[0].screen, arena);
}

/* ---- staff's panels and keys ---------------------------------------------------------------- */

static void show_panel(WindowFace *face, PanelKind kind, bool is_renewed) {
    Arena *arena = arena_create();
    Str problem = station_problem(face->station);
    if (!problem.len)
        problem = font_problem(&face->heads, arena);
    PanelFacts facts = {.loaded = station_source(face->station)->loaded,
                        .at = now_of(face),
                        .is_simulated = station_clock(face->station)->is_simulated,
                        .fault = problem.len ? problem.s : NULL};
    heads_show_panel(&face->heads, kind, is_renewed, &facts);
    arena_free(arena);
}

/* What is to be over the picture now; the debug figures are renewed once a second. */
static void update_panel(WindowFace *face) {
    if (face->panel_until > 0 && steady_ms() >= face->panel_until) {
        if (face->panel == PANEL_QUIT)
            face->panel = PANEL_NONE;
        face->panel_until = 0;
    }
    PanelKind wanted = face->panel;
    if (wanted == PANEL_NONE &&
        (station_problem(face->station).len || has_lost_fonts(&face->heads)))
        wanted = PANEL_MARK;
    bool is_renewed = wanted == PANEL_DEBUG && face->panel_until <= 0;
    show_panel(face, wanted, is_renewed);
    if (is_renewed)
        face->panel_until = steady_ms() + DEBUG_REFRESH_MS;
}

static void set_panel(WindowFace *face, PanelKind kind) {
    face->panel = face->panel == kind ? PANEL_NONE : kind;
    face->panel_until = 0;
}

static bool step_staff(WindowFace *face, int direction) {
    Instant now = now_of(face);
    double speed = station_clock(face->station)->speed;
    Instant forget_at =
        speed > 0 ? now + (Millis)(STAFF_STEP_SECONDS * 1000 * speed) : INSTANT_NEVER;
    return heads_step(&face->heads, direction, now, forget_at);
}

static void handle_key(WindowFace *face, Key key) {
    switch (key.action) {
    case KEY_NONE:
        return;
    case KEY_PREVIOUS:
        station_say(face->station, "key", "previous");
        return;
    case KEY_NEXT:
        station_say(face->station, "key", "next");
        return;
    case KEY_HOLD:
        heads_pin(&face->heads, now_of(face));
        return;
    case KEY_VIEW:
        heads_choose_view(&face->heads, key.view);
        return;
    case KEY_FULLSCREEN:
        heads_toggle_fullscreen(&face->heads);
        return;
    case KEY_RELOAD:
        station_say(face->station, "key", "reload");
        return;
    case KEY_DEBUG:
        set_panel(face, PANEL_DEBUG);
        return;
    case KEY_HELP:
        set_panel(face, PANEL_HELP);
        return;
    case KEY_QUIT:
        if (face->panel == PANEL_QUIT) {
            station_end(face->station);
            return;
        }
        face->panel = PANEL_QUIT;
        face->panel_until = steady_ms() + QUIT_PROMPT_MS;
        return;
    }
}

/* ---- the display's end ---------------------------------------------------------------------- */

/* DisplayLost */
static void lose_display(void *context) {
    WindowFace *face = context;
    station_go_on_without(face->station, face);
}

/* ---- sleeping ------------------------------------------------------------------------------- */

static void handle_event(WindowFace *face, const SDL_Event *event) {
    bool is_closed = event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_CLOSE;
    if (event->type == SDL_QUIT && display_loss_is_event()) {
        lose_display(face);
    } else if (event->type == SDL_QUIT || is_closed) {
        station_end(face->station);
    } else if (event->type == face->bell_event) {
        wake_wait(station_wake(face->station), 0);
        bell_again(face->bell);
    } else if (event->type == SDL_KEYDOWN && heads_can_draw(&face->heads)) {
        handle_key(face, key_of_event(event));
    } else if (event->type == SDL_KEYDOWN && key_of_event(event).action == KEY_QUIT) {
        station_end(face->station);
    } else {
        heads_handle_event(&face->heads, event, now_of(face));
    }
}

/* Milliseconds to sleep for SDL, where -1 is "until something happens": at most `millis`, until the
 * next frame of a crossfade, or until staff's panel is renewed. */
static int sleep_time(const WindowFace *face, Millis millis) {
    double wait = fmax(0, ceil(heads_next_frame(&face->heads) - steady_ms()));
    if (millis != INT64_MAX)
        wait = fmin(wait, fmin((double)millis, INT_MAX));
    if (face->panel_until > 0)
        wait = fmin(wait, fmax(0, ceil(face->panel_until - steady_ms())));
    return wait > INT_MAX ? -1 : (int)wait;
}

/* BareHooks.changed */
static void take_displays(void *context) {
    WindowFace *face = context;
    const SDL_Event event = {.type = SDL_DISPLAYEVENT};
    heads_handle_event(&face->heads, &event, now_of(face));
}

/* BareHooks.key */
static void take_key(void *context, Key key) {
    WindowFace *face = context;
    if (heads_can_draw(&face->heads))
        handle_key(face, key);
    else if (key.action == KEY_QUIT)
        station_end(face->station);
}

/* BareHooks.keep */
static bool keep(void *context, int fd, const char *name) {
    const WindowFace *face = context;
    return station_keep(face->station, fd, name);
}

/* BareHooks.let_go */
static void let_go(void *context, const char *name) {
    const WindowFace *face = context;
    station_let_go(face->station, name);
}

/* Without a desktop the loop sleeps where its descriptors are. */
static void wait_for_wake(WindowFace *face, Millis millis) {
    Wake *wake = station_wake(face->station);
    while (!wake_is_due(wake) && heads_prepare(&face->heads))
        ;
    bare_before_sleep(face->bare);
    int wait = sleep_time(face, millis);
    wake_wait(wake, wait < 0 ? INT64_MAX : wait);
}

/* For the case that this was the last one. */
static void keep_picture(WindowFace *face) {
    if (!face->has_sought_backdrop && face->settings.window.is_fullscreen)
        face->backdrop = backdrop_open(); /* not before the first picture */
    face->has_sought_backdrop = true;
    const Window *windows[DISPLAYS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < face->heads.count; i++)
        windows[count++] = face->heads.items[i].window;
    backdrop_keep(face->backdrop, windows, count);
}

/* FaceKind.wait. The next picture is drawn ahead first, as long as nothing happens. */
static void wait_for_events(void *context, Millis millis) {
    WindowFace *face = context;
    if (face->bare) {
        wait_for_wake(face, millis);
        return;
    }
    while (!SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) && heads_prepare(&face->heads))
        ;
    SDL_Event event;
    int wait = sleep_time(face, millis);
    if (face->has_first_frame && (wait < 0 || wait >= REST_MS))
        keep_picture(face);
    if (wait != 0)
        station_sleeps(face->station, wait < 0 ? INT64_MAX : wait);
    bool has_event = SDL_WaitEventTimeout(&event, wait);
    if (wait != 0)
        station_wakes(face->station);
    if (!has_event)
        return;
    do
        handle_event(face, &event);
    while (!station_is_ending(face->station) && SDL_PollEvent(&event));
}

/* ---- the beginning -------------------------------------------------------------------------- */

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

/* PictureSettings.ready */
static void picture_is_ready(void *context) {
    const WindowFace *face = context;
    uint64_t one = 1;
    if (write(face->pictures, &one, sizeof one) < 0)
        log_debug("a picture is shown with the next page");
}

/* WakeCall. What was drawn without it is drawn again by the step that follows. */
static void take_picture(void *context) {
    const WindowFace *face = context;
    uint64_t times;
    if (read(face->pictures, &times, sizeof times) > 0)
        log_debug("a picture is there");
}

/* What nobody asked for as a window is a full screen there. */
static bool is_without_desktop(WindowFace *face) {
    HeadsSettings *settings = &face->settings;
    bool is_asked = settings->output == SHOWN_BY_KMS;
    if (!bare_is_wanted(settings->output) || (!is_asked && !settings->window.is_fullscreen))
        return false;
    if (!settings->window.is_fullscreen)
        log_warning("without a desktop there are no windows: it is a full screen");
    settings->window.is_fullscreen = true;
    return true;
}

/* FaceKind.read */
static Source *read_beside(void *context, const SourceSettings *settings, Instant now) {
    WindowFace *face = context;
    face->is_bare = is_without_desktop(face);
    if (!face->is_bare)
        video_choose();
    face->start = start_begin(settings, &face->settings, now);
    if (face->is_bare)
        face->bare = bare_open(&face->settings.kms);
    else
        face->has_video = start_video();
    return start_source(face->start);
}

static ExitCode open_desktop(const WindowFace *face) {
    if (face->is_bare) /* without libdrm, which was told */
        return EXIT_DISPLAY;
    if (!face->has_video) {
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
    return EXIT_FINE;
}

static ExitCode open_displays(WindowFace *face, const HeadsSettings *settings) {
    ExitCode code = face->bare ? EXIT_FINE : open_desktop(face);
    if (code != EXIT_FINE)
        return code;
    if (!start_has_fonts(face->start))
        return EXIT_FONTS;
    return heads_open(&face->heads, settings, station_source(face->station));
}

/* FaceKind.open */
static ExitCode open_windows(void *context, Station *station) {
    WindowFace *face = context;
    face->station = station;
    HeadsSettings settings = face->settings;
    settings.speed = station_clock(station)->speed;
    if (face->bare)
        settings.window.kms = bare_kms(face->bare);
    ExitCode code = open_displays(face, &settings);
    if (code != EXIT_FINE)
        return code;
    int32_t width, height;
    window_size(face->heads.items[0].window, &width, &height);
    start_set_size(face->start, width, height);
    heads_warm_up(&face->heads);
    wake_add(station_wake(station), face->pictures, take_picture, face);
    if (face->bare) {
        bare_start(face->bare, station_wake(station),
                   &(BareHooks){.context = face,
                                .changed = take_displays,
                                .key = take_key,
                                .keep = keep,
                                .let_go = let_go});
        return EXIT_FINE;
    }
    display_loss_watch(lose_display, face);
    face->bell_event = SDL_RegisterEvents(1);
    face->bell = bell_start(wake_fd(station_wake(station)), face->bell_event);
    return EXIT_FINE;
}

/* FaceKind.set_schedule */
static void set_schedule(void *context, const Schedule *schedule, const Source *source,
                         bool is_urgent) {
    WindowFace *face = context;
    heads_set_schedule(&face->heads, schedule, source, is_urgent);
}

/* FaceKind.start */
static ExitCode open_stages(void *context, Station *station) {
    WindowFace *face = context;
    Screen *first = start_finish(face->start);
    face->start = NULL;
    Arena *arena = arena_create();
    size_t font_count;
    const Str *fonts = resources_osd_fonts(arena, &font_count);
    face->osd = osd_create(fonts, font_count);
    arena_free(arena);
    heads_start(&face->heads, first, face->osd, clock_now(station_clock(station)));
    if (face->settings.play_log)
        face->notes = play_notes_open(face->settings.play_log, face->settings.play_name);
    return EXIT_FINE;
}

/* FaceKind.close */
static void close_face(void *context) {
    WindowFace *face = context;
    if (face->start)
        screen_free(start_finish(face->start));
    play_notes_close(face->notes, face->station ? now_of(face) : 0);
    bell_stop(face->bell);
    backdrop_close(face->backdrop);
    heads_close(&face->heads);
    osd_free(face->osd);
    bare_close(face->bare);
    if (face->pictures >= 0)
        close(face->pictures);
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_Quit();
    free(face);
}

/* ---- while it runs -------------------------------------------------------------------------- */

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

/* FaceKind.step */
static Instant step(void *context, Instant now) {
    WindowFace *face = context;
    if (!heads_can_draw(&face->heads))
        return INSTANT_NEVER;
    screen_look_at_fonts(face->heads.items[0].screen);
    heads_take_pictures(&face->heads);
    Instant next = heads_update(&face->heads, now);
    if (face->notes)
        play_notes_step(face->notes, &face->heads, now);
    if (!face->has_first_frame) {
        face->has_first_frame = true;
        log_debug("first frame after %ld ms", process_age_ms());
    }
    update_panel(face);
    return next;
}

/* FaceKind.clock_set */
static void take_clock(void *context) {
    WindowFace *face = context;
    heads_invalidate(&face->heads);
}

/* FaceKind.look_again */
static void look_again(void *context) {
    WindowFace *face = context;
    heads_look_again(&face->heads);
}

/* FaceKind.status */
static void status(void *context, Arena *arena, ControlStatus *to) {
    const WindowFace *face = context;
    if (heads_can_draw(&face->heads)) {
        screen_look_at_fonts(face->heads.items[0].screen);
        to->font_problem = font_problem(&face->heads, arena);
        to->picture_problems =
            screen_picture_problems(face->heads.items[0].screen, arena, &to->picture_problem_count);
    }
    to->play_problem = play_notes_problem(face->notes, arena);
    to->screens = heads_status(&face->heads, arena, to->now);
    to->screen_count = face->heads.count;
    if (face->bare)
        to->display_problem = kms_problem(bare_kms(face->bare));
    if (!to->display_problem.len)
        to->display_problem = heads_plan_problem(&face->heads, arena);
}

/* FaceKind.picture */
static bool picture(void *context, int32_t display, Pixmap *out, Arena *arena, Str *problem) {
    const WindowFace *face = context;
    const Head *head = heads_find(&face->heads, display, arena, problem);
    if (!head)
        return false;
    int32_t width, height;
    window_size(head->window, &width, &height);
    *out = pixmap_create(width, height);
    window_read(head->window, out);
    return true;
}

/* FaceKind.preview */
static bool preview(void *context, const Schedule *schedule, int32_t display, Pixmap *out,
                    Arena *arena, Str *problem) {
    const WindowFace *face = context;
    const Head *head = heads_find(&face->heads, display, arena, problem);
    if (head && head->stage)
        *out = heads_preview(&face->heads, head, schedule, now_of(face));
    else if (head)
        *problem = str_from("there are no fonts to draw with");
    return head && head->stage;
}

/* FaceKind.is_fading */
static bool is_fading(void *context) {
    const WindowFace *face = context;
    return heads_next_frame(&face->heads) < HUGE_VAL;
}

/* FaceKind.turn */
static bool turn(void *face, int direction) {
    return step_staff(face, direction);
}

/* FaceKind.hold */
static void hold(void *context, size_t screen, ViewKind view) {
    WindowFace *face = context;
    heads_hold_view(&face->heads, screen, view);
}

Face window_face(const HeadsSettings *settings) {
    static const FaceKind KIND = {.has_displays = true,
                                  .read = read_beside,
                                  .open = open_windows,
                                  .set_schedule = set_schedule,
                                  .start = open_stages,
                                  .close = close_face,
                                  .step = step,
                                  .wait = wait_for_events,
                                  .clock_set = take_clock,
                                  .look_again = look_again,
                                  .status = status,
                                  .picture = picture,
                                  .preview = preview,
                                  .is_fading = is_fading,
                                  .turn = turn,
                                  .hold = hold};
    WindowFace *face = calloc(1, sizeof *face);
    if (!face)
        abort();
    face->settings = *settings;
    face->pictures = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    face->settings.screen.pictures.is_live = true;
    face->settings.screen.pictures.ready = picture_is_ready;
    face->settings.screen.pictures.context = face;
    return (Face){.kind = &KIND, .self = face};
}
