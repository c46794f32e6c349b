#include "station/stream_face.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/steady.h"
#include "station/station.h"

#define LOG_MODULE "overlay"

enum { PATIENCE_S = 3 }; /* how long the page waits for the picture of the venue's screen */
enum { TICK_S = 10 };    /* how often browsers that wait get a sign of life */

typedef struct {
    const OverlaySettings *settings; /* borrowed */
    Station *station;                /* borrowed; NULL before it is started */
    OverlayServer *server;           /* owned; NULL before it is started */
    OverlayShow show;
    int tick;  /* owned: timerfd; -1: no output wants it */
    int asked; /* owned: eventfd, written when the page wants the picture; -1: no screen beside */
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t change;
    bool is_wanted;
    bool is_there; /* `venue` is the answer */
    bool is_ending;
    Pixmap venue; /* owned */
} StreamFace;

/* ---- the venue's screen, which belongs to another thread than the page ---------------------- */

/* OverlaySettings.read_screen, in the page's thread. */
static bool ask_for_venue(void *context, Pixmap *out) {
    StreamFace *face = context;
    struct timespec until = steady_after(PATIENCE_S * MILLIS_SECOND);
    pthread_mutex_lock(&face->mutex);
    pixmap_free(&face->venue);
    face->is_there = false;
    uint64_t one = 1;
    face->is_wanted = !face->is_ending && write(face->asked, &one, sizeof one) == sizeof one;
    while (face->is_wanted && !face->is_there && !face->is_ending)
        if (pthread_cond_timedwait(&face->change, &face->mutex, &until) != 0)
            break;
    bool is_there = face->is_there;
    face->is_wanted = face->is_there = false;
    if (is_there) {
        *out = face->venue;
        face->venue = (Pixmap){0};
    }
    pthread_mutex_unlock(&face->mutex);
    return is_there;
}

/* WakeCall, in the station's thread. */
static void answer_page(void *context) {
    StreamFace *face = context;
    uint64_t times;
    if (read(face->asked, &times, sizeof times) < 0)
        return;
    Arena *arena = arena_create();
    Str problem;
    Pixmap picture = {0};
    /* Not under the lock: the display may be lost meanwhile, and then this never returns. */
    bool is_there = station_has_displays(face->station) &&
                    station_picture(face->station, -1, &picture, arena, &problem);
    pthread_mutex_lock(&face->mutex);
    if (face->is_wanted && is_there) {
        face->venue = picture;
        picture = (Pixmap){0};
        face->is_there = true;
    }
    face->is_wanted = false;
    pthread_cond_signal(&face->change);
    pthread_mutex_unlock(&face->mutex);
    pixmap_free(&picture);
    arena_free(arena);
}

/* ---- the beginning -------------------------------------------------------------------------- */

/* FaceKind.set_schedule */
static void set_schedule(void *context, const Schedule *schedule, const Source *source,
                         bool is_urgent) {
    StreamFace *face = context;
    (void)is_urgent; /* the plan of the overlay has no crossfade that an emergency would wait for */
    face->show = (OverlayShow){
        .schedule = schedule, .room = source->room, .folder = source->loaded->folders};
    if (face->server)
        overlay_server_set_show(face->server, &face->show);
}

/* Which room is streamed is hardly ever "all of them". */
static void warn_about_rooms(const Source *source) {
    const Schedule *schedule = source->schedule;
    if (!schedule || schedule->room_count < 2 || source->room != SCHEDULE_NONE)
        return;
    Arena *arena = arena_create();
    Str list = {0};
    for (size_t i = 0; i < schedule->room_count; i++)
        list = str_printf(arena, "%.*s%s%.*s", str_arg(list), i ? ", " : "",
                          str_arg(schedule->rooms[i].id));
    log_warning("whatever began last in any room is shown; for one room's stream add --room, "
                "with one of: %.*s",
                str_arg(list));
    arena_free(arena);
}

/* WakeCall of the timer. */
static void send_sign_of_life(void *context) {
    StreamFace *face = context;
    uint64_t times;
    if (read(face->tick, &times, sizeof times) > 0)
        overlay_server_tick(face->server);
}

/* WakeCall: whoever read the frames has gone. */
static void end(void *context) {
    StreamFace *face = context;
    station_end(face->station);
}

/* What wakes the station for the stream's sake. */
static void add_calls(StreamFace *face, Wake *wake) {
    bool is_alone = face->asked < 0;
    int over = overlay_server_descriptor(face->server);
    if (is_alone && over >= 0)
        wake_add(wake, over, end, face);
    if (!is_alone)
        wake_add(wake, face->asked, answer_page, face);
    if (overlay_server_wants_ticks(face->server)) {
        struct itimerspec every = {.it_value.tv_sec = TICK_S, .it_interval.tv_sec = TICK_S};
        face->tick = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
        timerfd_settime(face->tick, 0, &every, NULL);
        wake_add(wake, face->tick, send_sign_of_life, face);
    }
}

/* FaceKind.start */
static ExitCode start(void *context, Station *station) {
    StreamFace *face = context;
    const Source *source = station_source(station);
    face->station = station;
    OverlaySettings settings = *face->settings;
    settings.clock = *station_clock(station);
    settings.screen.font_folder = source->loaded->folder;
    if (station_has_displays(station)) {
        face->asked = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        settings.read_screen = ask_for_venue;
        settings.context = face;
    } else {
        warn_about_rooms(source);
    }
    ExitCode code;
    face->server = overlay_server_start(&settings, &face->show, &code);
    if (!face->server)
        return code;
    add_calls(face, station_wake(station));
    overlay_server_announce(face->server);
    return EXIT_FINE;
}

/* FaceKind.close */
static void close_face(void *context) {
    StreamFace *face = context;
    pthread_mutex_lock(&face->mutex);
    face->is_ending = true;
    pthread_cond_signal(&face->change);
    pthread_mutex_unlock(&face->mutex);
    overlay_server_stop(face->server);
    if (face->tick >= 0)
        close(face->tick);
    if (face->asked >= 0)
        close(face->asked);
    pixmap_free(&face->venue);
    pthread_cond_destroy(&face->change);
    pthread_mutex_destroy(&face->mutex);
    free(face);
}

/* ---- while it runs -------------------------------------------------------------------------- */

/* FaceKind.clock_set */
static void take_clock(void *context) {
    StreamFace *face = context;
    overlay_server_clock_set(face->server);
}

/* FaceKind.look_again */
static void look_again(void *context) {
    StreamFace *face = context;
    if (face->server)
        overlay_server_look_again(face->server);
}

/* FaceKind.status */
static void status(void *context, Arena *arena, ControlStatus *to) {
    StreamFace *face = context;
    char *json = overlay_server_status(face->server);
    to->overlay = str_copy(arena, str_from(json));
    free(json);
    if (!to->font_problem.len) /* the window has told of its own */
        to->font_problem = overlay_server_font_problem(face->server, arena);
    if (to->screen_count)
        return;
    to->screen_count = 1;
    to->screens = arena_new(arena, ControlScreen, 1);
    *to->screens = (ControlScreen){.display = -1,
                                   .is_there = true,
                                   .renderer = str_from("overlay"),
                                   .view = str_from("overlay"),
                                   .width = face->settings->screen.width,
                                   .height = face->settings->screen.height,
                                   .slide_from = INSTANT_NEVER,
                                   .slide_until = INSTANT_NEVER,
                                   .next_change = INSTANT_NEVER};
}

/* FaceKind.picture */
static bool picture(void *context, int32_t display, Pixmap *out, Arena *arena, Str *problem) {
    StreamFace *face = context;
    (void)display, (void)arena; /* there is one picture */
    *problem = str_from("the overlay's first picture is still being drawn; ask again");
    return overlay_server_picture(face->server, out);
}

/* FaceKind.lower_third */
static bool lower_third(void *context, const LowerThird *third, Arena *arena, Str *answer) {
    StreamFace *face = context;
    return overlay_server_lower_third(face->server, third, arena, answer);
}

Face stream_face(const OverlaySettings *settings) {
    static const FaceKind KIND = {.has_viewers = true,
                                  .set_schedule = set_schedule,
                                  .start = start,
                                  .close = close_face,
                                  .clock_set = take_clock,
                                  .look_again = look_again,
                                  .status = status,
                                  .picture = picture,
                                  .lower_third = lower_third};
    StreamFace *face = calloc(1, sizeof *face);
    if (!face)
        abort();
    *face = (StreamFace){.settings = settings, .tick = -1, .asked = -1};
    pthread_mutex_init(&face->mutex, NULL);
    steady_condition_init(&face->change);
    return (Face){.kind = &KIND, .self = face};
}
